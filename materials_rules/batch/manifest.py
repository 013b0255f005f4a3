"""What a batch made of what: the last file that it writes, the same for every run over the same.

    Identity, State, digests  ->  JSON
"""

from __future__ import annotations

from typing import Literal

import msgspec

from materials_rules.batch.checkpoint import Extent, Names, State
from materials_rules.batch.counts import Counts


class Rules(msgspec.Struct, frozen=True):
    """By which rules: id and digest of the ruleset, digest of the calendars."""

    id: str
    ruleset: str
    calendar: str


class FileMade(msgspec.Struct, frozen=True):
    """A file: its name without a folder, its bytes, their SHA-256."""

    name: str
    bytes: int
    digest: str


class InputRead(msgspec.Struct, frozen=True):
    """An input: as it was named, its bytes, their SHA-256, its lines."""

    name: str
    bytes: int
    digest: str
    lines: int


class RulesetMark(msgspec.Struct, frozen=True):
    """The ruleset: id and digest."""

    id: str
    digest: str


class Options(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of the options bears on the result; `notices` is the format of notices, where they were wanted one by one."""

    as_of: str | None
    time_limit: float
    notices: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """`lines = results + rejects + blanks`. `duplicates` is null where no packet bears the name of another, `notices` (the list
    of their digests) where none were wanted one by one.

    Nothing in it hangs on when, where or by how many workers it was made.
    """

    tool: str
    ruleset: RulesetMark
    calendar: str
    options: Options
    inputs: list[InputRead]
    lines: int
    results: int
    rejects: int
    blanks: int
    namesakes: int
    output: FileMade
    rejects_file: FileMade
    duplicates: FileMade | None
    counts: Counts
    notices: FileMade | None = None
    schema: Literal["batch-manifest/1"] = "batch-manifest/1"


def manifest(
    tool: str, rules: Rules, options: Options, state: State, names: Names, output: Extent, duplicates: Extent, namesakes: int
) -> Manifest:
    """The manifest of a batch that has come to its end; what its *output* is, and its file of *duplicates*."""
    return Manifest(
        tool,
        RulesetMark(rules.id, rules.ruleset),
        rules.calendar,
        options,
        [InputRead(one.name, one.bytes, f"sha256:{one.sha256}", one.lines) for one in state.inputs],
        state.counts.lines,
        state.counts.results,
        state.counts.rejects,
        state.counts.blanks,
        namesakes,
        _made(names.output.name, output),
        _made(names.rejects.name, state.rejects),
        _made(names.duplicates.name, duplicates) if namesakes else None,
        in_order(state.counts),
        None if names.notices is None else _made(names.index.name, state.index),
    )


def encode(made: Manifest) -> bytes:
    """*made* as JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def in_order(counts: Counts) -> Counts:
    """*counts* with all tables sorted, so that equal numbers are equal bytes."""
    return msgspec.convert(_sorted(msgspec.to_builtins(counts)), Counts)


def _sorted(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: _sorted(value[key]) for key in sorted(value)}


def _made(name: str, extent: Extent) -> FileMade:
    return FileMade(name, extent.bytes, f"sha256:{extent.sha256}")
