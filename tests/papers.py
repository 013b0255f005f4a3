"""Sample notices for tests of the formats: as data, as the sheet that every format prints, as the text that a reader sees.

To write the golden files of the paper formats anew after a change that was meant: `python -m tests.papers`.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from materials_rules.notice.model import Notice, decode
from materials_rules.render import render
from materials_rules.render._paper import Sheet
from materials_rules.render._sheet import sheet

GOLDEN = Path(__file__).parent / "golden" / "render"
SAMPLES = sorted(path.stem for path in GOLDEN.glob("*.json"))
NAMES: dict[str, str] = json.loads((GOLDEN.parent / "render-names.json").read_bytes())
ENDINGS = {"text": "txt", "markdown": "md", "html": "html"}
CASES = [(name, format_) for name in SAMPLES for format_ in ENDINGS]

VOID = {"meta"}


def sample(name: str) -> Notice:
    """The notice of that name."""
    return decode((GOLDEN / f"{name}.json").read_bytes())


def paper(name: str) -> Sheet:
    """What every format prints of it."""
    return sheet(sample(name), NAMES)


class Page(HTMLParser):
    """The tree of a page, the text of its body, and what stands in `<bdi>`."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tree: list[str] = []
        self.texts: list[str] = []
        self.isolated: list[str] = []
        self.open: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = [(key, value) for key, value in attrs if key != "content"]
        self.tree.append(f"<{tag} {shown}>")
        if tag == "bdi":
            self.isolated.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.tree.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if "body" in self.open:
            self.texts.append(data)
        if "bdi" in self.open:
            self.isolated[-1] += data

    def handle_comment(self, data: str) -> None:
        self.tree.append("<!-- -->")


def text_of(format_: str, data: bytes) -> str:
    """What a format says, without its markup and without blanks."""
    text = data.decode()
    if format_ == "html":
        text = "".join(Page(data).texts)
    elif format_ == "markdown":
        text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace("&#32;", " "))
    return "".join(text.split())


def write() -> None:
    """Writes what the paper formats make of every sample."""
    for name, format_ in CASES:
        (GOLDEN / f"{name}.{ENDINGS[format_]}").write_bytes(render(sample(name), format_, NAMES))


if __name__ == "__main__":
    write()
