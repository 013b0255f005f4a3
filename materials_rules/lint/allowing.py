"""What the authors of a ruleset allow, each with a reason: comments that take a diagnostic back.

    diagnostics, the files  ->  diagnostics without those that are allowed, with what is wrong with the allowing

    # 准许 L-CATCH-ALL：理由……
    # allow L-CATCH-ALL, R-ALWAYS: reason ...

Such a comment stands at the end of the line on which the diagnostic is, or above it with nothing but comments between.
An error cannot be allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.naming import meant
from materials_rules.ground.catalogue import codes
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.script import fold
from materials_rules.lint.placeholder import is_placeholder
from materials_rules.lint.shelf import all_rules
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Node, Scalar, Sequence, Source

_CODE: Final = "[A-Za-z]-[A-Za-z0-9-]+"
_BETWEEN: Final = "[ \t]*[,，、][ \t]*"
_COMMENT: Final = re.compile(
    rf"#[ \t]*(?:准许|allow)[ \t]+(?P<codes>{_CODE}(?:{_BETWEEN}{_CODE})*)[ \t]*(?:[:：](?P<reason>.*)|(?P<rest>[^\n]*))$",
    re.MULTILINE,
)
_REASON_AT_LEAST: Final = 4  # characters, blanks apart: `理由充分` says more than `ok`


@dataclass(frozen=True, slots=True)
class _Allowed:
    """One code that one comment allows on one line."""

    code: str
    line: int
    place: Place
    reason: str


def weighed(found: Iterable[Diagnostic], sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """*found* without what is allowed; what is wrong with the comments that allow is a diagnostic too."""
    allowed = {(source.path, one.line, one.code): one for source in sources.values() for one in _allowed(source)}
    above = {source.path for path, source in sources.items() if path.startswith("../")}
    used: set[tuple[str, int, str]] = set()
    for one in found:
        key = (one.place.path, one.place.line, one.code)
        if key not in allowed:
            yield one
            continue
        used.add(key)
        permit = allowed[key]
        if one.severity is Severity.ERROR:
            yield Diagnostic("L-ALLOW-ERROR", permit.place, {"code": one.code}, Severity.WARNING)
        if one.severity is Severity.ERROR or not _is_reason(permit.reason):
            yield one
    known = {*all_rules(), *codes()}
    for key, permit in allowed.items():
        yield from _wrong(permit, key in used, known, may_serve_elsewhere=key[0] in above)


def _wrong(permit: _Allowed, is_used: bool, known: set[str], may_serve_elsewhere: bool) -> Iterator[Diagnostic]:
    """What is wrong with a comment, whatever it allows; a file of several places may allow what only another one has."""
    if permit.code not in known:
        hint_zh, hint_en = meant(permit.code, known)
        args = {"code": permit.code, "hint_zh": hint_zh, "hint_en": hint_en}
        yield Diagnostic("L-ALLOW-CODE", permit.place, args, Severity.WARNING)
    elif not is_used and not may_serve_elsewhere:
        yield Diagnostic("L-ALLOW-NOTHING", permit.place, {"code": permit.code}, Severity.WARNING)
    elif not _is_reason(permit.reason):
        yield Diagnostic("L-ALLOW-REASON", permit.place, {"code": permit.code}, Severity.WARNING)


def _is_reason(text: str) -> bool:
    return len(fold(text)) >= _REASON_AT_LEAST and not is_placeholder(text)


def _allowed(source: Source) -> Iterator[_Allowed]:
    """Every code that the comments of a file allow, with the line for which they do."""
    text = source.root.file.text
    comments = list(_COMMENT.finditer(text))
    if not comments:
        return
    lines = text.split("\n")
    spans = list(_texts(source.root))
    for comment in comments:
        if any(start <= comment.start() < end for start, end in spans):
            continue  # inside a text of the author's
        number = text.count("\n", 0, comment.start()) + 1
        column = comment.start() - text.rfind("\n", 0, comment.start())
        stands_alone = not lines[number - 1][: column - 1].strip()
        if not stands_alone and lines[number - 1][column - 2] not in " \t":
            continue
        line = _next_line(lines, number) if stands_alone else number
        for code in re.findall(_CODE, comment["codes"]):
            yield _Allowed(code.upper(), line, Place(source.path, number, column), comment["reason"] or "")


def _next_line(lines: list[str], number: int) -> int:
    """The number of the first line after *number* that is no comment; 0 when there is none."""
    for later, line in enumerate(lines[number:], number + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return later
    return 0


def _texts(node: Node) -> Iterator[tuple[int, int]]:
    """Where quoted and block texts stand: a sign # in them begins no comment."""
    if isinstance(node, Scalar):
        if node.style != "plain":
            yield node.start, node.end
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
