"""The guides to cases tell the truth: their cases run, and what they print is what comes.

    <!-- file: PATH -->               a whole file, in a copy of the delivered rules
    <!-- edit: PATH: OLD => NEW -->   a change in it
    <!-- run: exit CODE -->           commands, and what they print there
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from test_readme import commands, matches

ROOT: Final = Path(__file__).resolve().parents[1]
GUIDES: Final = ("testing.md", "testing.zh.md")
STEP: Final = re.compile(
    r"<!-- file: (?P<file>\S+) -->\n```yaml\n(?P<text>.*?)```\n"
    r"|<!-- edit: (?P<path>\S+): (?P<old>.*?) => (?P<new>.*?) -->"
    r"|(?P<run><!-- run: exit \d+ -->\n```console\n.*?```\n)",
    re.DOTALL,
)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_step_of_a_guide_does_what_it_says(guide: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    ran = 0
    for step in STEP.finditer((ROOT / "docs" / guide).read_text("utf-8")):
        if step["file"]:
            (tmp_path / step["file"]).write_text(step["text"], "utf-8")
        elif step["path"]:
            path = tmp_path / step["path"]
            assert path.read_text("utf-8").count(step["old"]) == 1
            path.write_text(path.read_text("utf-8").replace(step["old"], step["new"]), "utf-8")
        for command in commands(step["run"] or ""):
            ran += 1
            ended = subprocess.run(
                [sys.executable, "-m", "materials_rules", *command.words[1:]], cwd=tmp_path, capture_output=True, timeout=120,
                env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)},
            )  # fmt: skip
            assert ended.returncode == command.code, ended.stderr.decode()
            assert matches(ended.stdout.decode(), command.shown), ended.stdout.decode()
    assert ran >= 2


def test_the_guides_count_what_the_program_counts() -> None:
    from materials_rules.cases.branches import SORTS
    from materials_rules.cases.case import SECTIONS

    for guide in GUIDES:
        text = (ROOT / "docs" / guide).read_text("utf-8")
        assert all(f"`{section}`" in text for section in SECTIONS)
        assert sum(line.startswith("| ") for line in text.split("\n")) - 2 == len(SORTS) - 1  # never and not_for share a row
