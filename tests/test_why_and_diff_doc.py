"""The page on `why` and `diff` shows what these commands print."""

from __future__ import annotations

import pytest
from calling import ROOT, process
from test_readme import Command, commands, matches

PAGE = (ROOT / "docs" / "why-and-diff.md").read_text("utf-8")


@pytest.mark.parametrize("command", commands(PAGE), ids=lambda command: " ".join(command.words[1:3]))
def test_a_command_of_the_page_prints_what_it_says(command: Command) -> None:
    ended = process(*command.words[1:], cwd=ROOT)

    assert ended.returncode == command.code, ended.stderr.decode()
    assert matches(ended.stdout.decode(), command.shown), ended.stdout.decode()


def test_the_page_shows_both_commands() -> None:
    assert {command.words[1] for command in commands(PAGE)} == {"why", "diff"}
