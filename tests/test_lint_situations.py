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


AGAINST = """
facts:
  a: {ask: 甲多少？, type: number, decimals: 0}
  b: {ask: 乙多少？, type: number, decimals: 1}
  old: {ask: 旧吗？, type: boolean}
lists:
  cars:
    ask: 要办哪些车？
    name: 车
    at_least: 2
    each:
      n: {ask: 几座？, type: number, decimals: 0}
      m: {ask: 几门？, type: number, decimals: 0}
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      when: WHEN
"""


@pytest.mark.parametrize(
    ("code", "when"),
    [
        ("R-DEAD", "a > b and a <= 3 and b >= 5 # ← b >= 5"),
        ("R-DEAD", "old and (b > 5 and a > b) and a < 6 # ← a < 6"),
        ("R-DEAD", "any(cars, n >= 5) and old and all(cars, n < 3) # ← all"),
        ("R-DEAD", "old and count(cars) < 2 # ← count"),
        ("R-DEAD", "any(cars, n > 5 and n < 3) # ← any"),
        ("R-DEAD", "any(cars, m > 2 and n > m and n < 4) # ← any"),
        ("R-DEAD", "any(cars, n > a) and a > 9 and all(cars, n < 9) # ← all"),
        ("R-DEAD", "any(cars, n > a) and all(cars, n <= a) # ← all"),
        ("R-DEAD", "any(cars, n > a or m > 3) and old and all(cars, n <= a and m <= 3) # ← all"),
        ("R-DEAD", "count(cars, n > b) >= 1 and all(cars, n < b) # ← all"),
        ("R-ALWAYS", "any(cars, n > a) or old or all(cars, n <= a) # ← all"),
        ("R-ALWAYS", "a > b or old or a < 3 or b >= 3 # ← b >="),
        ("R-ALWAYS", "any(cars, n >= 5) or all(cars, n < 5) # ← all"),
        ("R-ALWAYS", "count(cars) >= 2 # ← count"),
        ("L-NEEDLESS-PART", "a > b and b >= 5 and a > 4 # ← a > 4"),
        ("L-NEEDLESS-PART", "any(cars, n >= 5) and any(cars, n >= 3) # ← any(cars, n >= 3"),
        ("L-NEEDLESS-PART", "any(cars, n >= 5 and (m > 1 or n > 2)) # ← (m > 1"),
        ("L-NEEDLESS-PART", "count(cars, n > 3) >= 1 or any(cars, n > 3) # ← any"),
        ("", "a > b and a <= 6 and b >= 5"),
        ("", "any(cars, n >= 5) and any(cars, n < 3)"),
        ("", "count(cars) > 2"),
        ("", "any(cars, n > 5 and m < 3)"),
        ("", "count(cars, n > 3) >= 2 or any(cars, n > 5)"),
        ("", "a > b or a < b"),
        ("", "any(cars, n > a) and all(cars, n <= b)"),
        ("", "any(cars, n > a) and all(cars, n >= a)"),
    ],
)
def test_numbers_against_numbers_and_members_of_lists_are_decided_down_to_the_word(code: str, when: str, engine: Engine) -> None:
    when, _, mark = when.partition(" # ← ")
    text = AGAINST.replace("WHEN", f'"{when}"')
    logic = {"L-NEVER-HOLDS", "L-ALWAYS-HOLDS", "L-NEEDLESS-PART", "R-DEAD", "R-ALWAYS"}
    found = [one for one in linted(text, engine) if one.code in logic]

    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        begin = len('      when: "') + 1
        at = one.place.column - begin
        assert when[at:].lstrip("(").startswith(mark.lstrip("(").split(" #")[0])


def test_rows_and_lines_that_no_numbers_reach(engine: Engine) -> None:
    text = """
facts:
  a: {ask: 甲多少？, type: number, decimals: 0}
  b: {ask: 乙多少？, type: number, decimals: 0}
elements:
  promised_limit:
    - {when: a > b, value: {limit: 10 working days}}
    - {when: a > 3 and b < 2, value: {limit: 10 working days}}
    - {value: {limit: 10 working days}}
never:
  - {when: a > b and a < 3 and b > 3, say: 不可能}
not_for:
  - {when: a == b and a < 3 and b > 3, say: 不办, outcome: not_required, basis: [{law: construction-law, article: "8"}]}
"""
    codes = {"L-ELEMENT-ROW-NEVER", "L-NEVER-NOT-MET", "L-NOT-FOR-NEVER"}

    assert {one.code for one in linted(text, engine)} & codes == codes
    there = text.replace("a > 3 and b < 2", "a < 3 and b < 2").replace("b > 3", "b < 2")
    assert not {one.code for one in linted(there, engine)} & codes
