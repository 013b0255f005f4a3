"""Exit codes: each means one thing, every error and every outcome has its own, and of several the gravest counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calling import Run
from hypothesis import given
from hypothesis import strategies as st

import materials_rules
import materials_rules.render
from materials_rules.commands._exits import GRAVEST_FIRST, ExitCode, gravest
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import (
    ClockUnusable,
    EngineFault,
    LimitExceeded,
    MaterialsRulesError,
    NotAPacket,
    PinnedRulesetUnavailable,
    RulesetInvalid,
    StorageFailed,
    Untrusted,
    WrongUsage,
)


def test_every_exit_code_has_a_sentence_and_one_is_none_of_them() -> None:
    assert all(code.zh and code.en for code in ExitCode)
    assert 1 not in list(ExitCode)


def test_the_gravest_wins() -> None:
    assert GRAVEST_FIRST == (70, 40, 50, 22, 21, 20, 31, 30, 2, 12, 10, 13, 0)


@given(st.lists(st.sampled_from(GRAVEST_FIRST), min_size=1))
def test_the_gravest_is_one_of_them_and_their_order_does_not_matter(ends: list[int]) -> None:
    worst = gravest(ends)

    assert worst in ends
    assert all(GRAVEST_FIRST.index(worst) <= GRAVEST_FIRST.index(end) for end in ends)
    assert gravest(reversed(ends)) == worst


def test_of_nothing_the_gravest_is_done() -> None:
    assert gravest([]) == ExitCode.DONE


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WrongUsage, 2),
        (RulesetInvalid, 20),
        (Untrusted, 21),
        (PinnedRulesetUnavailable, 22),
        (NotAPacket, 30),
        (LimitExceeded, 31),
        (StorageFailed, 40),
        (ClockUnusable, 50),
        (EngineFault, 70),
    ],
)
def test_each_error_has_its_exit_code_and_its_message(
    error: type[MaterialsRulesError], code: int, run: Run, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(place: Path) -> None:
        raise error([Diagnostic("X-FORBIDDEN", Place("a.yaml", 3, 7))])

    monkeypatch.setattr(materials_rules, "load", load)

    ended = run("check", "accept.json")

    assert ended.code == code
    assert "a.yaml:3:7: 错误 X-FORBIDDEN: " in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        ("accept", 0),
        ("accept_deferred", 0),
        ("supplement", 10),
        ("fix_on_spot", 10),
        ("undetermined", 12),
        ("not_required", 13),
        ("not_competent", 13),
    ],
)
def test_each_outcome_has_its_exit_code(outcome: str, code: int, run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(outcome)

    assert run("check", "p.json").code == code
    assert run("check", "--exit-zero", "p.json").code == 0
