"""The tutorial tells the truth: every command in it is run, in its order, on the files as the reader has them by then.

    <!-- run: exit CODE -->   `$ command` lines, each with what it prints; `…` is any text, alone any lines
    <!-- change: PATH -->     a part of a file: `-` lines go, `+` lines come, the others stand there now, just once
    <!-- append: PATH -->     lines at the end of a file
    <!-- file: PATH -->       a new file
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from calling import ROOT, Run

from materials_rules.rules.folder import read_files
from materials_rules.rules.ruleset import parse_ruleset

TUTORIALS = {"docs/tutorial.zh.md": "docs/tutorial.md", "docs/tutorial.md": "docs/tutorial.zh.md"}
BLOCK = re.compile(r"<!-- (run: exit|change:|append:|file:) (\S+) -->\n```\w*\n(.*?)```\n", re.DOTALL)
ANY = "…"


class Step(NamedTuple):
    """What the reader does: `run: exit`, `change:`, `append:` or `file:`, with its code or path, and the block."""

    kind: str
    argument: str
    block: str


def steps(tutorial: str) -> list[Step]:
    return [Step(*found) for found in BLOCK.findall((ROOT / tutorial).read_text("utf-8"))]


def commands(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a block with the lines that it prints."""
    return [(said.split("\n")[0], said.rstrip("\n").split("\n")[1:]) for said in re.split(r"^\$ ", block, flags=re.M)[1:]]


def changed(text: str, block: str) -> str:
    """*text* with the change that *block* shows."""
    lines = block.rstrip("\n").split("\n")
    old = "\n".join(line[2:] for line in lines if line[:1] != "+") + "\n"
    new = "\n".join(line[2:] for line in lines if line[:1] != "-") + "\n"
    assert all(line[:2] in ("- ", "+ ", "  ", "") or line in "+-" for line in lines), block
    assert len(re.findall(f"(?=\n{re.escape(old)})", f"\n{text}")) == 1, old
    return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]


def matches(printed: str, shown: list[str]) -> bool:
    lines = (re.escape(line.rstrip()).replace(ANY, ".*") + r"[ ]*\n" for line in shown)
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY else written for line, written in zip(shown, lines, strict=True))
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("tutorial", TUTORIALS)
def test_every_step_of_the_tutorial_does_what_it_says(
    tutorial: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    monkeypatch.chdir(tmp_path)

    for step in steps(tutorial):
        path = tmp_path / step.argument
        if step.kind == "change:":
            path.write_text(changed(path.read_text("utf-8"), step.block), "utf-8")
        elif step.kind == "append:":
            path.write_text(path.read_text("utf-8") + step.block, "utf-8")
        elif step.kind == "file:":
            assert not path.exists()
            path.write_text(step.block, "utf-8")
        else:
            for command, shown in commands(step.block):
                program, *words = shlex.split(command)
                ended = run(*words)
                printed = ended.out + ended.err
                assert program == "materials-rules" and ended.code == int(step.argument), f"{command}\n{printed}"
                assert matches(printed, shown), f"{command}\n{printed}"


@pytest.mark.parametrize("tutorial", TUTORIALS)
def test_both_tutorials_take_the_same_steps(tutorial: str) -> None:
    def outline(path: str) -> list[tuple[str, list[str]]]:
        words = [" --keys en", " --name 临时堆放物料审批"]
        run = [(kind, [line for line, _ in commands(block)]) if "run" in kind else (kind, []) for kind, _, block in steps(path)]
        return [(kind, [re.sub("|".join(words), "", line) for line in lines]) for kind, lines in run]

    assert outline(tutorial) == outline(TUTORIALS[tutorial])
    assert sum(kind == "run: exit" for kind, _ in outline(tutorial)) >= 6


def test_what_the_tutorial_cites_is_entered_or_marked_as_assumed() -> None:
    ruleset = parse_ruleset(read_files(ROOT / "rulesets" / "hengyang"))
    for tutorial in TUTORIALS:
        text = (ROOT / tutorial).read_text("utf-8")
        cited = re.findall(r"\{(?:law|法律): ([\w-]+)(?:, (?:article|条): \"(\d+)\")?([^}]*)\}", text)
        assert cited
        for law, article, rest in cited:
            assert law in ruleset.laws
            assert article or "assumption" in rest or "假定" in rest


def test_a_step_that_does_not_fit_is_noticed() -> None:
    with pytest.raises(AssertionError):
        changed("a\nb\n", "- c\n+ d\n")
    with pytest.raises(AssertionError):
        changed("a\na\n", "- a\n+ d\n")
    assert changed("a\nb\n", "  a\n- b\n+ c\n+ d\n") == "a\nc\nd\n"
    assert matches("a\nb\nc\n", ["a", ANY]) and not matches("a\nb\n", ["b"])
    assert matches("a bc d\n", [f"a {ANY} d"]) and not matches("a b\nc d\n", [f"a {ANY} d"])
