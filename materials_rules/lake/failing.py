"""What goes wrong on another machine, told here in our own words: a process there says it in a line that comes through.

    an error there  ->  a line without anything of a packet  ->  the same error here
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import (
    EngineFault,
    MaterialsRulesError,
    RulesetInvalid,
    StorageFailed,
    Untrusted,
    WrongUsage,
)

_CLASSES: Final = {kind.__name__: kind for kind in (EngineFault, RulesetInvalid, StorageFailed, Untrusted, WrongUsage)}
_LINE: Final = re.compile(r"materials-rules-says ([0-9a-f]+)\b")
_LACKING: Final = re.compile(r"No module named '(materials_rules|durable|msgspec|pyarrow|pandas|pydantic|yaml)\b")
_DIFFERENT_PYTHON: Final = "PYTHON_VERSION_MISMATCH"


class _Said(msgspec.Struct, array_like=True, frozen=True):
    """An error as it travels: its class, and of its first diagnostic the code, the place and what is said there."""

    kind: str
    code: str
    path: str
    line: int
    args: dict[str, str]


class OnAnotherMachine(Exception):
    """An error of ours in a process of a cluster; its text is all that comes back from there."""


@contextmanager
def carried() -> Iterator[None]:
    """Makes of what is raised within an error whose text says it, and nothing else: a packet must not get into a log."""
    try:
        yield
    except MaterialsRulesError as error:
        raise OnAnotherMachine(said(error)) from None
    except (GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, its own text stays here
        raise OnAnotherMachine(said(EngineFault([_failed(type(error).__name__)]))) from None


def said(error: MaterialsRulesError) -> str:
    """The line for *error*, in figures that no quoting on the way changes."""
    first = error.diagnostics[0] if error.diagnostics else _failed(type(error).__name__)
    kind = type(error).__name__ if type(error).__name__ in _CLASSES else EngineFault.__name__
    args = {name: str(value) for name, value in first.args.items()}
    line = msgspec.json.encode(_Said(kind, first.code, first.place.path, first.place.line, args))
    return f"materials-rules-says {line.hex()}"


def understood(text: str, name: str) -> MaterialsRulesError:
    """The error that *text*, all that a cluster said, is about; *name* is the class of what was raised here."""
    if found := _LINE.search(text):
        try:
            told = msgspec.json.decode(bytes.fromhex(found[1]), type=_Said)
        except ValueError:
            return EngineFault([_failed(name)])
        return _CLASSES.get(told.kind, EngineFault)([Diagnostic(told.code, Place(told.path, told.line), told.args)])
    if lacking := _LACKING.search(text):
        return EngineFault([Diagnostic("C-LACKING", Place(""), {"name": lacking[1]})])
    if _DIFFERENT_PYTHON in text:
        return EngineFault([Diagnostic("C-PYTHON", Place(""))])
    return EngineFault([_failed(name)])


def _failed(reason: str) -> Diagnostic:
    return Diagnostic("C-CLUSTER", Place(""), {"reason": reason})
