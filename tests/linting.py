"""The examples of the rules of lint, each put into a small ruleset that is in order, and the place of its mark.

    example  ->  Files, `file:line:column`;  Files  ->  diagnostics

An example is a part of the item in `tests/rulesets/lint/town`: what stands below a key there takes the place of what stood
below it, one level deep (`elements:` is filled up, `materials:` below it is replaced). A line `# == sharing.yaml` begins a
part of another file, `# == items/other/2022-01-01.yaml` one of another item, which is the first one under another name.
`# as of: 2026-01-01` says for which day it is linted. `# ← WORD` at the end of a line marks where on it the fault must stand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.lint import lint
from materials_rules.plan.compile import Plan, compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.folder import Files
from materials_rules.rules.ruleset import Ruleset, parse_ruleset

ROOT: Final = Path(__file__).parents[1]
TOWN: Final = Path(__file__).parent / "rulesets" / "lint" / "town"
ITEM: Final = "items/permit/2022-01-01.yaml"
FOLDER: Final = "rulesets/town"

_PART: Final = re.compile(r"^# == (\S+)\n", re.MULTILINE)
_DAY: Final = re.compile(r"^# as of: (\S+)\n", re.MULTILINE)
_MARK: Final = re.compile(r"[ \t]*# ← (.+)$", re.MULTILINE)
_KEY: Final = re.compile(r"^(?![ \t#-])([^:\n]+):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """An example put in its place: the files, where the fault must stand (empty: nowhere), the day of lint."""

    files: Files
    place: str
    as_of: dt.date | None


@cache
def base() -> Mapping[str, str]:
    """The files of the small ruleset; its acts, classes and the rules of its place are the delivered ones."""
    found = {path.relative_to(TOWN).as_posix(): path.read_text("utf-8") for path in sorted(TOWN.rglob("*.yaml"))}
    for name in ("laws.yaml", "disallowed.yaml"):
        found[f"../{name}"] = (ROOT / "rulesets" / name).read_text("utf-8")
    return found | {"ruleset.yaml": (ROOT / "rulesets" / "hengyang" / "ruleset.yaml").read_text("utf-8")}


def example(text: str) -> Example:
    """The example *text* in its place."""
    day = _DAY.search(text)
    as_of = dt.date.fromisoformat(day[1]) if day else None
    pieces = _PART.split(_DAY.sub("", text).lstrip("\n"))
    parts = dict(zip([ITEM, *pieces[1::2]], pieces[0::2], strict=True))
    texts = dict(base())
    for path, part in parts.items():
        texts[path] = _filled(path, part, texts.get(path))
    place = ""
    for path, whole in texts.items():
        for mark in _MARK.finditer(whole):
            assert not place, "two marks"
            line = whole[whole.rfind("\n", 0, mark.start()) + 1 : mark.start()]
            assert line.count(mark[1]) == 1, f"{mark[1]!r} stands {line.count(mark[1])} times in {line!r}"
            place = f"{shown(path)}:{whole.count(chr(10), 0, mark.start()) + 1}:{line.index(mark[1]) + 1}"
        texts[path] = _MARK.sub("", whole)
    return Example(Files(FOLDER, {path: whole.encode() for path, whole in texts.items()}), place, as_of)


def shown(path: str) -> str:
    """The path of a file as a message shows it."""
    return path.replace("..", "rulesets") if path.startswith("../") else f"{FOLDER}/{path}"


def _filled(path: str, part: str, there: str | None) -> str:
    if not part.strip():
        assert there is not None
        return there
    if path.startswith("items/"):
        _, item, name = path.split("/")
        there = base()[ITEM] if there is None else there
        own = {key for key, _ in _blocks(part)}
        head = {"item": item, "in_force_from": name.removesuffix(".yaml")}
        part = "".join(f"{key}: {value}\n" for key, value in head.items() if key not in own) + part
    assert there is not None, path
    return _merged(there, part, depth=2)


def _merged(there: str, part: str, depth: int) -> str:
    """*there* with the blocks of *part*; what stands below a key is filled up to *depth* levels, then replaced."""
    new = dict(_blocks(part))
    found = []
    for key, block in _blocks(there):
        if key not in new:
            found.append(block)
        elif depth > 1 and _is_mapping(block) and _is_mapping(new[key]):
            (head, below), (_, filling) = _parted(block), _parted(new[key])
            found.append(head + _indented(_merged(_dedented(below), _dedented(filling), depth - 1)))
        else:
            found.append(new[key])
    old = {key for key, _ in _blocks(there)}
    return "".join(found) + "".join(block for key, block in new.items() if key not in old)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Every key at the margin of *text* with its lines; comments above a key belong to it."""
    starts = [found.start() for found in _KEY.finditer(text)]
    begins = [_with_comments(text, start) for start in starts]
    for begin, start, end in zip(begins, starts, [*begins[1:], len(text)], strict=True):
        yield text[start : text.index(":", start)], text[begin:end]


def _with_comments(text: str, start: int) -> int:
    while start and text[text.rfind("\n", 0, start - 1) + 1] == "#":
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def _parted(block: str) -> tuple[str, str]:
    """The line of the key of *block* with the comments above it, and what stands below."""
    key = _KEY.search(block)
    assert key
    end = block.index("\n", key.start()) + 1
    return block[:end], block[end:]


def _is_mapping(block: str) -> bool:
    lines = [line for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return lines[0].rstrip().endswith(":") and len(lines) > 1 and lines[1].startswith("  ") and not lines[1].startswith("  - ")


def _dedented(text: str) -> str:
    return "".join(line.removeprefix("  ") for line in text.splitlines(keepends=True))


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


def compiled(ruleset: Ruleset, engine: Engine) -> tuple[dict[tuple[str, dt.date], Plan], list[Diagnostic]]:
    """The plans of *ruleset*, and what the loader and the compiler say of it; a version that is refused has no plan."""
    plans, notes = {}, list(ruleset.notes)
    for item, versions in ruleset.items.items():
        for version in versions:
            try:
                plan = compile_version(ruleset, version, engine)
            except RulesetInvalid as invalid:
                notes += invalid.diagnostics
                continue
            plans[item, version.file.in_force_from] = plan
            notes += plan.notes
    return plans, notes


def linted(text: str, engine: Engine) -> tuple[Diagnostic, ...]:
    """Everything that is said of the example *text*."""
    put = example(text)
    ruleset = parse_ruleset(put.files)
    plans, notes = compiled(ruleset, engine)
    return lint(ruleset, plans, notes, as_of=put.as_of)
