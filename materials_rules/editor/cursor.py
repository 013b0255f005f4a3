"""Where the cursor is in a file that is being written, and so mostly broken: which keys lead to it, which word it is on.

    text, line, column, model of the file  ->  Cursor

Indentation and the line itself are enough to tell; nothing is parsed that would have to be whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel

from materials_rules.reading.keys import TABLE, Language
from materials_rules.reading.source import Path
from materials_rules.rules.grammar import Position, position

Role = Literal["key", "value"]

_DASH: Final = re.compile(r"-(?=[ \t]|$)")
_QUOTED: Final = r"""(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|"""
_KEY: Final = re.compile(_QUOTED + r"""[^\s#\-{}\[\],&*!|>'"%@`:][^#:]*?|-[^\s:][^#:]*?)[ \t]*:(?=[ \t]|$)""")
_IN_FLOW: Final = re.compile(_QUOTED + r"""[^\s{}\[\],:'"][^{}\[\],:]*?)[ \t]*:(?=[ \t]|$)""")
_BLOCK: Final = re.compile(r"[|>][0-9+-]{0,2}[ \t]*(?:#.*)?$")
_WORD: Final = re.compile(r"[^\s{}\[\](),:;'\"“”‘’（），。、<>=!≤≥≠#]+")


@dataclass(frozen=True)
class Cursor:
    """`path` leads to the mapping (role "key") or to the value (role "value") at the cursor, in English words of ours.

    `word` is the word that the cursor touches, from `start` to `end` on its line; `typed` is what stands before the cursor: of
    the key, or of the whole value. `siblings` are the keys of the same mapping that stand above. `language` is that of the keys.
    """

    path: Path
    role: Role
    word: str
    start: int
    end: int
    typed: str
    siblings: frozenset[str]
    language: Language
    at: Position


@dataclass(frozen=True, slots=True)
class _Step:
    column: int
    step: str | int


def cursor(text: str, line: int, column: int, model: type[BaseModel]) -> Cursor:
    """The cursor on *line* (from 0) behind *column* characters of a file of *model*."""
    lines = text.split("\n")
    lines[line:] = [lines[line].rstrip("\r")] if line < len(lines) else [""]
    here = lines.pop()
    column = min(column, len(here))
    above, siblings = _above(lines, here)
    role, raw, typed = _on(here, column, above)
    language = _language(text)
    path, at = _in_english(raw, model)
    start, end = _touched(here, column)
    return Cursor(path, role, here[start:end], start, end, typed, siblings if role == "key" else frozenset(), language, at)


def _above(lines: list[str], here: str) -> tuple[list[_Step], frozenset[str]]:
    """The keys and dashes that hold the line *here*, outermost first, and the keys beside those of the line."""
    stack: list[_Step] = []
    beside: dict[int, list[str]] = {}
    block: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or (block is not None and indent > block):
            continue
        block = None
        if line.lstrip().startswith("#"):
            continue
        for step in _steps(line.rstrip("\r")):
            _put(stack, step)
            beside = {at: keys for at, keys in beside.items() if at <= step.column}
            if isinstance(step.step, str):
                beside.setdefault(step.column, []).append(step.step)
            else:
                beside = {at: keys for at, keys in beside.items() if at < step.column}
        if _BLOCK.search(line.rstrip("\r")):
            block = indent
    first = next(iter(_steps(here)), None)
    column = len(here) - len(here.lstrip(" ")) if first is None else first.column
    is_dash = first is not None and isinstance(first.step, int)
    # a dash continues the list of its column, or begins one below the key that stands there
    while stack and (stack[-1].column > column or (stack[-1].column == column and not is_dash)):
        stack.pop()
    return stack, frozenset(TABLE.english(key) or key for key in ([] if is_dash else beside.get(column, [])))


def _put(stack: list[_Step], step: _Step) -> None:
    """*step* on its place of the stack; a dash counts the items of its list."""
    number = 0
    while stack and stack[-1].column >= step.column:
        last = stack[-1]
        if isinstance(step.step, int) and last.column == step.column and isinstance(last.step, str):
            break  # a list may stand in the column of its key
        stack.pop()
        if isinstance(step.step, int) and last.column == step.column and isinstance(last.step, int):
            number = last.step + 1
    stack.append(_Step(step.column, number) if isinstance(step.step, int) else step)


def _steps(line: str) -> Iterator[_Step]:
    """The dashes and the key at the beginning of a line, each with its column."""
    column = len(line) - len(line.lstrip(" "))
    while dash := _DASH.match(line, column):
        yield _Step(column, 0)
        rest = line[dash.end() :]
        column = dash.end() + len(rest) - len(rest.lstrip(" "))
    if key := _KEY.match(line, column):
        yield _Step(column, _unquoted(key["key"]))


def _on(line: str, column: int, above: list[_Step]) -> tuple[Role, list[str | int], str]:
    """What the line adds up to the cursor: whether a key or a value is being written, the way to it, what is typed of it."""
    stack = list(above)
    begin = len(line) - len(line.lstrip(" "))
    role: Role = "key"
    for step in _steps(line):
        if step.column >= column:
            break
        if isinstance(step.step, str):
            end = _KEY.match(line, step.column)
            assert end is not None
            if column < end.end():
                begin = step.column
                break
            role, begin = "value", end.end()
        else:
            begin = step.column + 1
        _put(stack, step)
    rest = line[begin:column] if begin < column else ""
    way = [step.step for step in stack]
    inside = len(rest) - len(rest.lstrip())
    if role == "value" or (stack and isinstance(stack[-1].step, int)):
        opened = rest.lstrip()[:1]
        if opened in ("{", "["):
            return _in_flow(rest.lstrip(), way)
    if role == "key" and stack and isinstance(stack[-1].step, int) and rest.strip():
        # behind a dash a text may be a value of the list or the first key of a mapping
        return "key", way, rest[inside:]
    return role, way, rest[inside:]


def _in_flow(text: str, way: list[str | int]) -> tuple[Role, list[str | int], str]:
    """The same inside braces and brackets on one line."""
    open_: list[tuple[str, str | int | None]] = []
    at, begin, quote = 0, 0, ""
    while at < len(text):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and not text[begin:at].strip():
            quote = sign
        elif sign in "{[":
            open_.append((sign, 0 if sign == "[" else None))
            begin = at + 1
        elif sign in "}]" and open_:
            open_.pop()
            begin = at + 1
        elif sign == "," and open_:
            kind, step = open_[-1]
            open_[-1] = (kind, step + 1 if isinstance(step, int) else None)
            begin = at + 1
        elif open_ and open_[-1] == ("{", None) and not text[begin:at].strip() and (key := _IN_FLOW.match(text, at)):
            open_[-1] = ("{", _unquoted(key["key"]))
            at = begin = key.end()
            continue
        at += 1
    steps = [*way, *(step for _, step in open_ if step is not None)]
    role: Role = "key" if open_ and open_[-1] == ("{", None) else "value"
    return role, steps, text[begin:].lstrip()


def _in_english(raw: list[str | int], model: type[BaseModel]) -> tuple[Path, Position]:
    """The way in our English words, as far as the grammar of the file knows them."""
    here, path = position(model), []
    for step in raw:
        english = TABLE.english(step) if isinstance(step, str) else None
        known = english if english is not None and english in here.keys else step
        path.append(known)
        here = here.below(known)
    return tuple(path), here


def _language(text: str) -> Language:
    """The language of the first key of ours at the left edge."""
    for line in text.split("\n"):
        key = _KEY.match(line)
        language = TABLE.language(_unquoted(key["key"])) if key else None
        if language is not None:
            return language
    return "en"


def _touched(line: str, column: int) -> tuple[int, int]:
    for word in _WORD.finditer(line):
        if word.start() <= column <= word.end():
            return word.start(), word.end()
    return column, column


def _unquoted(key: str) -> str:
    return key[1:-1] if key[:1] in ("'", '"') and len(key) > 1 else key.rstrip()
