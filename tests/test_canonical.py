"""What counts for the digest: the meaning of a file, and neither its language, its layout nor the order of our own keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from authoring import CONDITIONS
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.condition import parse, show
from materials_rules.condition.spelling import Sighted, spelled
from materials_rules.form_checks import issued_within
from materials_rules.reading.source import Path, Plain, read_source
from materials_rules.rules.canonical import NAMED, content
from materials_rules.rules.grammar import Position, position
from materials_rules.rules.limit import LIMIT_PATTERN, is_limit, limit_in
from materials_rules.schemas.authored import FILES

RULESET_KINDS = sorted(kind for kind in FILES if kind not in ("calendar", "cases"))
"""The kinds of file that the digest of a ruleset covers."""


def meaning(text: str) -> Plain:
    return content("items/x/2020-01-01.yaml", read_source(text.encode(), "x.yaml"))


def positions(kind: str) -> Iterator[tuple[Path, Position]]:
    """Every place of a file of *kind*, a list by its first item and names of an author by one of them."""
    waiting: list[tuple[Path, Position]] = [((), position(FILES[kind]))]
    while waiting:
        path, at = waiting.pop()
        yield path, at
        if len(path) > 12:
            continue
        steps: list[str | int] = [*at.keys]
        steps += [0] if any("items" in shape for shape in at.shapes) else []
        steps += ["x"] if any(isinstance(shape.get("additionalProperties"), dict) for shape in at.shapes) else []
        waiting += [((*path, step), at.below(step)) for step in steps]


@pytest.mark.parametrize("kind", RULESET_KINDS)
def test_where_names_of_an_author_stand_is_known_without_the_schema(kind: str) -> None:
    for path, at in positions(kind):
        for shape in at.shapes:
            if shape.get("type") == "object":
                ours = True
                for step in path:
                    ours = ours if isinstance(step, int) else (not ours or step not in NAMED)
                assert ours == ("properties" in shape), path


@pytest.mark.parametrize("kind", RULESET_KINDS)
def test_where_limits_stand_is_known_without_the_schema(kind: str) -> None:
    age = issued_within.__dict__["_AGE"]
    for path, at in positions(kind):
        if any(shape.get("pattern") in (LIMIT_PATTERN, age) for shape in at.shapes):
            assert is_limit(path), path
        if is_limit(path):
            assert all(limit_in(word, "zh") == word for word in at.words)


FACTS = """
facts:
  rented: {ask: 是否租用？, type: boolean}
  reply: {ask: 如何答复？, one_of: {是: 同意, 否: 不同意}}
  grade: {ask: 几级？, one_of: {first: 一级, second: 二级}}
lists:
  staff:
    ask: 逐名填写
    name: 人员
    each:
      certified: {ask: 有证？, type: boolean}
      reply: {ask: 答复？, one_of: {是: 同意, 否: 不同意}}
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rented == true", "rented == 是"),
        ("rented == true", "rented == 真"),
        ("rented != false", "rented ≠ 否"),
        ("any(staff, certified == true)", "任一（staff，certified == 是）"),
        ("grade in [first, second]", "grade 属于 [first，second]"),
        ("grade in [first, second]", "grade in [first,second]"),
        ('applicant.name == "甲, 乙"', "applicant.name == “甲, 乙”"),
        ('applicant.name == "甲"', "applicant.name == 「甲」"),
        ("rented and grade == first", "rented  且\n  （grade ＝＝ first）"),
        ("count(staff) >= 3", "计数(staff) 3以上"),
        ("applicant.kind == enterprise", "applicant.kind == 企业"),
        ("applicant.kind in [enterprise, natural_person]", "applicant.kind 属于 ［企业、自然人］"),
    ],
)
def test_two_spellings_of_a_condition_are_one_meaning_also_beside_options_called_yes_and_no(one: str, other: str) -> None:
    def whole(condition: str) -> str:
        return f"definitions:\n  d: {condition!r}{FACTS}".replace("\\n", "\n")

    assert meaning(whole(one)) == meaning(whole(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reply == 是", "reply == true"),
        ("reply in [是]", "reply in [true]"),
        ("any(staff, reply == 否)", "any(staff, reply == false)"),
        ("rented == 是", "rented == 否"),
        ('applicant.name == "企业"', 'applicant.name == "enterprise"'),
        ("grade == 企业", "grade == enterprise"),
        ("rented and grade == first", "grade == first and rented"),
    ],
)
def test_what_means_something_else_is_another_meaning(one: str, other: str) -> None:
    def whole(condition: str) -> str:
        return f"definitions:\n  d: {condition!r}{FACTS}"

    assert meaning(whole(one)) != meaning(whole(other))


def test_a_name_of_the_author_goes_before_our_word_for_yes() -> None:
    facts = "facts:\n  是: {ask: 是吗？, type: boolean}\n  x: {ask: 吗？, type: boolean}\ndefinitions:\n  d: x == "

    assert meaning(f"{facts}是") != meaning(f"{facts}true")
    assert meaning(f"{facts}否") == meaning(f"{facts}false")


def test_a_material_of_a_list_sees_the_options_of_its_list_first() -> None:
    item = "elements:\n  materials:\n    card: {{name: 证, kind: other, {}when: reply == 是}}\nlists:\n  staff: {{each: {{reply: {{one_of: {{是: 甲}}}}}}}}\n"
    same = item.replace("是}}", "true}}", 1)

    assert meaning(item.format("for_each: staff, ")) != meaning(same.format("for_each: staff, "))
    assert meaning(item.format("")) == meaning(same.format(""))


def test_the_options_of_a_field_that_a_paper_bears_are_its_own() -> None:
    item = (
        "elements:\n  materials:\n    card: {{any_of: {{a: {{reads: {{f: {{one_of: {{是: 甲}}}}}}}}}}}}\n"
        "groups:\n  - materials: {{b: {{reads: {{g: {{type: boolean}}}}}}}}\ndefinitions:\n  d: {}\n"
    )

    assert meaning(item.format("a.f == 是")) != meaning(item.format("a.f == true"))
    assert meaning(item.format("b.g == 是")) == meaning(item.format("b.g == true"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 working days", "5个工作日"),
        ("1 working day", "1 working days"),
        ("90 calendar days", "90个日历日"),
        ("2 months", "2个月"),
        ("1 year", "1年"),
        ("7 days as written", "7日"),
    ],
)
def test_a_limit_is_one_in_both_languages(one: str, other: str) -> None:
    for item in ("elements: {{promised_limit: {0}}}", "elements: {{promised_limit: [{{value: {{limit: {0}}}}}]}}", "elements: {{statutory_limit: {{value: {0}}}}}"):
        assert meaning(item.format(one)) == meaning(item.format(other)), item
    assert meaning(f"elements: {{fee: {one}}}") != meaning(f"elements: {{fee: {other}}}")


def test_no_limit_of_number_is_one_in_both_languages() -> None:
    for item in ("elements: {{quantity_limit: {0}}}", "elements: {{quantity_limit: [{{value: {0}}}]}}", "elements: {{quantity_limit: {{value: {0}}}}}"):
        assert meaning(item.format("none")) == meaning(item.format("无")) != meaning(item.format("一百件"))
    assert meaning("elements: {fee: none}") != meaning("elements: {fee: 无}")


def test_order_counts_where_an_author_gave_it() -> None:
    def materials(*names: str) -> str:
        return "elements:\n  materials:\n" + "".join(f"    {name}: {{kind: other, name: {name}}}\n" for name in names)

    def dumped(text: str) -> list[object]:
        found = meaning(text)
        assert isinstance(found, dict) and isinstance(found["elements"], dict) and isinstance(found["elements"]["materials"], dict)
        return list(found["elements"]["materials"].items())

    assert dumped(materials("a", "b")) != dumped(materials("b", "a"))


names_in_sight = Sighted(names={"x", "甲"})


@given(st.sampled_from(CONDITIONS), st.sampled_from(CONDITIONS), st.sampled_from(["and", "or"]))
def test_a_condition_said_in_chinese_and_back_is_the_same(one: str, other: str, join: str) -> None:
    english = spelled(f"({one}) {join} not ({other})", names_in_sight)

    chinese = spelled(english, names_in_sight, "zh")

    assert spelled(chinese, names_in_sight) == english
    assert spelled(chinese, names_in_sight, "zh") == chinese
    assert show(parse(english)) == english


def test_what_is_no_condition_stays_as_it_is() -> None:
    assert spelled("甲 并且") == "甲 并且"
    assert spelled("") == ""
