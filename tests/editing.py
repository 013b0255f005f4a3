"""A valid ruleset for tests, and edits that break it: data in `tests/rulesets/base` and `tests/bad/rulesets/*.edit`.

    edits  ->  Files, the place of the mark ⟦;  edits  ->  Ruleset

An edit names a file, the lines that stand there and the lines that take their place. ⟦ is taken out again: it marks where
the fault must be reported.

    items/sign/2020-01-01.yaml
    <<<<
          kind: form
    ====
          kind: ⟦from
    >>>>
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from materials_rules.rules.folder import Files, read_files
from materials_rules.rules.ruleset import Ruleset, parse_ruleset

BASE: Final = Path(__file__).parent / "rulesets" / "base" / "town"
ITEM: Final = "items/sign/2020-01-01.yaml"
FOLDER: Final = "rulesets/town"
MARK: Final = "⟦"

Edit = tuple[str, str, str]
"""File, the text that stands there once, the text that takes its place."""

_HUNK: Final = re.compile(r"(?P<file>\S+)\n<<<<\n(?P<old>.*?)====\n(?P<new>.*?)>>>>\n", re.DOTALL)


def read_edits(path: Path) -> list[Edit]:
    """The edits in a file of them."""
    text = path.read_text("utf-8")
    found = [(hunk["file"], hunk["old"], hunk["new"]) for hunk in _HUNK.finditer(text)]
    assert "".join(f"{file}\n<<<<\n{old}====\n{new}>>>>\n" for file, old, new in found) == text
    return found


def edited(edits: Iterable[Edit] = ()) -> tuple[Files, str]:
    """The base with *edits*, as if it stood in `rulesets/town`, and `file:line:column` of the mark."""
    base = read_files(BASE)
    texts = {path: data.decode() for path, data in base.bytes_of.items()}
    for file, old, new in edits:
        assert texts[file].count(old) == 1, f"{file}: {old!r}"
        texts[file] = texts[file].replace(old, new)
    place = ""
    for file, text in texts.items():
        if MARK in text:
            assert text.count(MARK) == 1 and not place
            before = text[: text.index(MARK)]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            place = f"{shown(file)}:{line}:{column}"
            texts[file] = text.replace(MARK, "")
    return Files(FOLDER, {path: text.encode() for path, text in texts.items()}), place


def load(*edits: Edit) -> Ruleset:
    """The ruleset of the base with *edits*."""
    return parse_ruleset(edited(edits)[0])


def shown(file: str) -> str:
    """The path of *file* as a message shows it."""
    return file.replace("..", FOLDER.rpartition("/")[0]) if file.startswith("../") else f"{FOLDER}/{file}"
