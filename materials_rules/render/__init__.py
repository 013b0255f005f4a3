"""The shelf of formats: one file each, found by being there; every one says the same.

    Notice  ->  bytes of text, markdown, html, json

A member has `render(notice, names) -> bytes`. The paper formats print the same sheet and differ only
in how it looks; json is the notice itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, cast

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage
from materials_rules.notice.model import Notice

_NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats, sorted; nothing is imported for this."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


def render(notice: Notice, format: str, names: Mapping[str, str] = _NO_NAMES) -> bytes:
    """The *notice* in a format of `formats()`, in UTF-8, ending in a line break.

    *names* gives a name to what a notice calls by id alone: materials of `not_needed`, `in_order` and `extra`,
    documents, departments, lists, items, the bundle; an id without a name is printed as it is. The same notice and
    names give the same bytes. Raises `WrongUsage` (exit 2) for a format that is not there.
    """
    if format not in formats():
        known = "、".join(formats())
        raise WrongUsage([Diagnostic("N-FORMAT", Place(""), {"format": format, "known": known})])
    member = importlib.import_module(f"{__name__}.{format}")
    return cast("bytes", member.render(notice, names))
