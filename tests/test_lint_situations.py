"""Rules that compare two things do so in the situations in which both hold, and show one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from linting import linted

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.plan.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


def only(text: str, engine: Engine, code: str) -> list[Diagnostic]:
    return [one for one in linted(text, engine) if one.code == code]


BOTH = """
facts:
  big: {{ask: 大吗？, type: boolean}}
  tall: {{ask: 高吗？, type: boolean}}
elements:
  materials:
    refused:
      name: 健康证
      kind: proof
      when: {refused}
      over_asked: true
    asked:
      name: 健康证
      kind: licence
      when: {asked}
      basis:
        - {{law: construction-law, article: "8"}}
"""


@pytest.mark.parametrize(
    ("refused", "asked", "witness"),
    [
        ("big", "not big", None),
        ("big and tall", "big and not tall", None),
        ("big", "tall", {"facts": {"big": True, "tall": True}}),
        ("big", "big or tall", {"facts": {"big": True}}),
    ],
)
def test_what_is_asked_and_not_to_be_asked_must_meet(
    refused: str, asked: str, witness: dict[str, dict[str, bool]] | None, engine: Engine
) -> None:
    found = only(BOTH.format(refused=refused, asked=asked), engine, "L-ASKED-THOUGH-OVER-ASKED")

    assert len(found) == (witness is not None)
    for one in found:
        assert one.witness is not None and witness is not None
        shown = one.witness["facts"]
        assert isinstance(shown, dict) and witness["facts"].items() <= shown.items()


LIMITS = """
facts:
  big: {{ask: 大吗？, type: boolean}}
  tall: {{ask: 高吗？, type: boolean}}
{never}
elements:
  statutory_limit:
    - {{when: big, value: {{limit: 5 working days, basis: [{{law: construction-law, article: "8"}}]}}}}
    - {{value: {{limit: 20 working days, basis: [{{law: construction-law, article: "8"}}]}}}}
  promised_limit:
    - {{when: {when}, value: {{limit: 4 working days}}}}
    - {{value: {{limit: 10 working days}}}}
  procedure:
    - {{when: {when}, value: [{{step: 决定, takes: 4 working days}}]}}
    - {{value: [{{step: 决定, takes: 10 working days}}]}}
"""


@pytest.mark.parametrize(
    ("when", "never", "is_told"),
    [
        ("big", "", False),
        ("big or tall", "", False),
        ("tall", "", True),
        ("tall", "never: [{when: big and not tall, say: 不可能}]", False),
        ("big and tall", "", True),
    ],
)
def test_limits_are_compared_where_both_hold(when: str, never: str, is_told: bool, engine: Engine) -> None:
    text = LIMITS.format(when=when, never=never)
    found = only(text, engine, "L-PROMISED-ABOVE-STATUTORY")

    assert len(found) == is_told
    for one in found:
        assert one.witness == {"facts": {"big": True, "tall": False}}
        assert re.search("10个工作日.*5个工作日", one.say("zh"))
    assert only(text, engine, "L-STEPS-DO-NOT-ADD-UP") == []


def test_too_many_situations_are_not_guessed_at(engine: Engine) -> None:
    facts = "".join(f"  f{i}: {{ask: 第{i}个？, type: boolean}}\n" for i in range(12))
    half, rest = (" and ".join(f"f{i}" for i in some) for some in (range(6), range(6, 12)))
    text = "# == ruleset.yaml\ncone_cap: 100\n# == " + "items/permit/2022-01-01.yaml\n" + f"facts:\n{facts}" + f"""
elements:
  statutory_limit:
    - {{when: {half}, value: {{limit: 5 working days, basis: [{{law: construction-law, article: "8"}}]}}}}
    - {{value: {{limit: 20 working days, basis: [{{law: construction-law, article: "8"}}]}}}}
  promised_limit:
    - {{when: {rest}, value: {{limit: 4 working days}}}}
    - {{value: {{limit: 10 working days}}}}
"""
    assert only(text, engine, "L-PROMISED-ABOVE-STATUTORY") == []
    assert len(only(text.replace("cone_cap: 100", "cone_cap: 5000"), engine, "L-PROMISED-ABOVE-STATUTORY")) == 1
