"""The READMEs tell the truth: their commands run and give what is printed there, their excerpts stand in the files.

    <!-- run: exit 10 -->     before a block of `$ command` lines and their output; `…` alone is any lines
    <!-- excerpt: PATH -->    before a block of lines that stand so in PATH; `…` alone parts two pieces
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from materials_rules.cli import _COMPLETION
from materials_rules.commands._exits import GRAVEST_FIRST, ExitCode
from materials_rules.commands._place import VARIABLE
from materials_rules.ground.catalogue import codes
from materials_rules.lint.shelf import all_rules

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"<!-- (run: exit|excerpt:) (\S+) -->\n```\w*\n(.*?)```\n", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
CODE = re.compile(r"`([A-Z]-[A-Z0-9]+(?:-[A-Z0-9]+)*)`")
ANY = "…"


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a block, the exit code it must end with, and the lines it must print."""

    words: tuple[str, ...]
    code: int
    shown: tuple[str, ...]


def commands(text: str) -> list[Command]:
    """The commands of the blocks of *text* that are marked to be run."""
    found = []
    for kind, argument, block in BLOCK.findall(text):
        if kind == "run: exit":
            for said in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                line, *shown = said.splitlines()
                found.append(Command(tuple(shlex.split(line)), int(argument), tuple(shown)))
    return found


def excerpts(text: str) -> list[tuple[str, str]]:
    """Path and piece of the blocks of *text* that quote a file."""
    return [
        (path, piece.strip("\n"))
        for kind, path, block in BLOCK.findall(text)
        if kind == "excerpt:"
        for piece in re.split(rf"^\s*{ANY}\n", block, flags=re.MULTILINE)
        if piece.strip()
    ]


def matches(printed: str, shown: tuple[str, ...]) -> bool:
    """Whether *printed* is what is *shown*, with any lines at each `…`."""
    pattern = "".join(r"(?:.*\n)*?" if line == ANY else re.escape(line.rstrip()) + r"[ ]*\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


def holds(text: str, piece: str) -> bool:
    """Whether the lines of *piece* stand one after the other in *text*."""
    return f"\n{piece}\n" in f"\n{text}\n"


def test_both_readmes_show_the_same() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in READMES)

    assert commands(english) == commands(chinese)
    assert excerpts(english) == excerpts(chinese)
    assert commands(english)
    assert excerpts(english)


@pytest.mark.parametrize("command", commands((ROOT / "README.md").read_text("utf-8")), ids=lambda c: " ".join(c.words))
def test_a_command_gives_what_is_printed(command: Command) -> None:
    name, *words = command.words
    assert name == "materials-rules"

    ended = subprocess.run(
        [sys.executable, "-m", "materials_rules", *words], cwd=ROOT, capture_output=True, timeout=120, check=False
    )

    assert ended.returncode == command.code, ended.stderr.decode()
    assert matches(ended.stdout.decode(), command.shown), ended.stdout.decode()


@pytest.mark.parametrize("readme", READMES)
def test_an_excerpt_stands_in_its_file(readme: str) -> None:
    for path, piece in excerpts((ROOT / readme).read_text("utf-8")):
        assert holds((ROOT / path).read_text("utf-8"), piece), f"{path}:\n{piece}"


@pytest.mark.parametrize(
    "document", [*READMES, *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]
)
def test_a_link_leads_somewhere(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")

    assert [link for link in LINK.findall(text) if not (ROOT / document).parent.joinpath(link).exists()] == []


def test_every_decision_is_in_the_list_and_says_all_four() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(folder.glob("0*.md"))
    listed = (folder / "README.md").read_text("utf-8")

    assert [file.name[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for file in files:
        text = file.read_text("utf-8")
        assert f"({file.name})" in listed
        assert text.startswith(f"# {file.name[:4]} ")
        for part in ("**Context.**", "**Decision.**", "**Why.**", "**Rejected.**"):
            assert part in text, f"{file.name} lacks {part}"


@pytest.mark.parametrize("target", ["test", "demo", "help", "clean"])
def test_make_knows_its_targets(target: str) -> None:
    make = shutil.which("make")
    assert make is not None

    ended = subprocess.run([make, "-n", target], cwd=ROOT, capture_output=True, timeout=60, check=False)

    assert ended.returncode == 0, ended.stderr.decode()


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_every_exit_code_and_their_order(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    first_cells = re.findall(r"^\| ([0-9 ·]+) \|", text, re.MULTILINE)

    assert [int(code) for cell in first_cells for code in cell.split(" · ")] == sorted(ExitCode)
    assert " ".join(map(str, GRAVEST_FIRST)) in text


@pytest.mark.parametrize(
    "document", [*READMES, *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]
)
def test_a_document_names_codes_that_there_are(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")

    assert sorted(set(CODE.findall(text)) - {*codes(), *all_rules()}) == []


def test_every_variable_of_the_environment_is_told() -> None:
    told = (ROOT / "docs" / "decisions" / "0007-no-telemetry-no-configuration-file.md").read_text("utf-8")
    named = {VARIABLE, _COMPLETION, "HOME"}
    for path in (ROOT / "materials_rules").rglob("*.py"):
        named |= set(re.findall(r"""(?:environ(?:\.get\(|\[)|getenv\()["'](\w+)["']""", path.read_text("utf-8")))

    assert {"MATERIALS_RULES", "MATERIALS_RULES_CACHE", "XDG_CACHE_HOME"} <= named
    assert sorted(name for name in named if f"`{name}`" not in told) == []


# ---- the checks fail when they should ----


def test_a_changed_excerpt_is_found() -> None:
    assert holds("a\n  b\nc", "  b\nc")
    assert not holds("a\n  b\nc", "b\nc")
    assert not holds("a\n  bb\nc", "  b")


def test_other_output_is_found() -> None:
    assert matches("one\ntwo\nthree\n", ("one", ANY, "three"))
    assert matches("one\ntwo\n", ("one", ANY))
    assert not matches("one\ntwo\n", ("one",))
    assert not matches("two\n", ("one",))


def test_blocks_are_found() -> None:
    text = "<!-- run: exit 10 -->\n```console\n$ a 'b c'\nout\n$ d\n```\n<!-- excerpt: x.y -->\n```yaml\na\n…\nb\n```\n"

    assert commands(text) == [Command(("a", "b c"), 10, ("out",)), Command(("d",), 10, ())]
    assert excerpts(text) == [("x.y", "a"), ("x.y", "b")]
