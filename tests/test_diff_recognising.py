"""`diff` where words changed places or became others: people answer the words, so questions and answers are followed by them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from building import tiny
from changing import CALENDARS
from test_diff_renaming import AREA, OWNED, RENTED, TOLD, Data, anew, found, told

from materials_rules.kept import Cache
from materials_rules.library import Library, check
from materials_rules.witness.written import text

# words that others have now


def judged(parts: Data, packet: Any) -> set[str]:
    """The ids of what `check` finds in a packet under one of the two rulesets."""
    with Library(tiny(**parts), CALENDARS, Cache(None)) as library:
        return {entry.id for entry in check(library, text(dict(packet)).encode()).findings}


def test_questions_that_swap_their_words_swap_what_is_asked_of_people() -> None:
    old = {"facts": {"one": RENTED, "two": OWNED}, "materials": {"m": {"when": "one"}}}
    new = {"facts": {"one": OWNED, "two": RENTED}, "materials": {"m": {"when": "one"}}}
    changes = found(old, new)
    shown = [change for change in changes if change.sort == "requirement"]

    assert [(change.direction, change.situation) for change in shown] == [
        ("stricter", "场地不是租用，且场地为自有"),
        ("looser", "场地为租用，且场地不是自有"),
    ]
    assert [change.was.zh for change in changes if change.sort == "text"] == [TOLD.format("two", "one"), TOLD.format("one", "two")]
    for change, is_asked in zip(shown, ((False, True), (True, False)), strict=True):
        assert change.witness is not None
        sides = (old, change.witness.old), (new, change.witness.new)
        assert tuple("permit/m" in judged(parts, packet) for parts, packet in sides) == is_asked


def test_what_is_asked_of_each_member_and_swaps_its_words_is_shown_by_a_whole_answer() -> None:
    each = {"one": {"ask": "是否为医师？", "type": "boolean"}, "two": {"ask": "是否为护士？", "type": "boolean"}}
    listed = {"ask": "有哪些人员？", "name": "人员", "at_least": 1}
    materials = {"m": {"when": "any(staff, one)"}, "n": {"for_each": "staff", "when": "two"}}
    swapped = {"one": each["two"], "two": each["one"]}
    old, new = ({"lists": {"staff": listed | {"each": asked}}, "materials": materials} for asked in (each, swapped))
    shown = [change for change in found(old, new) if change.sort == "requirement"]

    assert {(change.of, change.direction) for change in shown} == {(of, way) for of in "mn" for way in ("stricter", "looser")}
    for change in shown:
        assert change.witness is not None
        asked = [
            any(id_.partition("[")[0] == f"permit/{change.of}" for id_ in judged(*side))
            for side in ((old, change.witness.old), (new, change.witness.new))
        ]
        assert asked == [change.direction == "looser", change.direction == "stricter"]


def test_questions_that_swap_their_ids_change_nothing_for_people() -> None:
    old = {"facts": {"one": RENTED, "two": OWNED}, "materials": {"m": {"when": "one"}}, "never": ["one and two"]}

    assert told(old, anew(old, one="two", two="one")) == [
        ("text", "fact/one", "neutral", TOLD.format("two", "one")),
        ("text", "fact/two", "neutral", TOLD.format("one", "two")),
    ]


def test_a_question_whose_id_another_took_is_gone_and_not_the_other() -> None:
    """The words of `one` are those of `two` now; what `two` asked is asked no more, and `one` asks something new."""
    old = {"facts": {"one": RENTED, "two": OWNED}, "materials": {"m": {"when": "one"}, "n": {"when": "two"}}}
    new = {"facts": {"one": RENTED | {"ask": "场地是否为共有？"}, "two": RENTED}, "materials": {"m": {"when": "two"}, "n": {"when": "one"}}}
    changes = found(old, new)

    assert {(change.sort, change.of, change.direction) for change in changes} == {
        ("requirement", "n", "stricter"),
        ("requirement", "n", "looser"),
        ("answer", "one", "neutral"),
        ("answer", "two（旧）", "neutral"),
        ("text", "fact/two", "neutral"),
    }
    for change in changes:
        if change.sort == "requirement":
            assert change.witness is not None
            assert "（" not in json.dumps(change.witness.old) + json.dumps(change.witness.new)
            asked = ["permit/n" in judged(*side) for side in ((old, change.witness.old), (new, change.witness.new))]
            assert asked == [change.direction == "looser", change.direction == "stricter"]


@pytest.mark.parametrize(
    "otherwise",
    [{"ask": "营业面积有多少？"}, {"unit": "亩"}],
)
def test_whether_other_words_mean_the_same_a_person_must_judge(otherwise: Data) -> None:
    old = {"facts": {"area": AREA | {"unit": "平方米"}}, "materials": {"m": {"when": "area >= 50"}}}
    new = {"facts": {"area": AREA | {"unit": "平方米"} | otherwise}, "materials": {"m": {"when": "area >= 50"}}}
    (change,) = found(old, new)

    assert (change.direction, change.for_a_person) == ("neutral", True)
    assert "须由人判断" in change.became.zh
    assert "a person must judge" in change.became.en


def test_a_material_that_is_called_otherwise_a_person_must_judge() -> None:
    old, new = ({"materials": {"m": {"any_of": {"a": {"name": name}, "b": {"name": "乙"}}}}} for name in ("甲", "丙"))
    (change,) = [one for one in found(old, new) if one.for_a_person]

    assert (change.was.zh, change.direction) == ("《甲》改称《丙》", "neutral")


def test_questions_in_the_same_words_are_compared_by_id_and_that_is_said() -> None:
    old = {"facts": {"one": RENTED, "two": RENTED}, "materials": {"m": {"when": "one"}}}
    new = {"facts": {"three": RENTED, "four": RENTED}, "materials": {"m": {"when": "three"}}}
    said = [change for change in found(old, new) if change.sort == "text"]

    assert {change.of for change in said} == {"fact/three", "fact/four"}
    assert all(change.for_a_person and "不止一个" in change.was.zh for change in said)


# answers that got other ids

KINDS: Data = {"ask": "设置哪几类？", "some_of": {"wall": "墙面", "roof": "楼顶", "ground": "落地"}}
WAY: Data = {"ask": "哪一种？", "one_of": {"wall": "墙面", "roof": "楼顶", "ground": "落地"}}
CHOOSING: Data = {
    "facts": {"kinds": KINDS, "way": WAY, "floors": AREA | {"ask": "几层？", "given": "kinds has roof"}},
    "lists": {"signs": {"ask": "有哪些？", "name": "广告", "each": {"place": WAY | {"ask": "在哪？"}}}},
    "definitions": {"high": "kinds has roof and floors >= 10"},
    "materials": {
        "plan": {"when": "high or way == roof"},
        "proof": {"when": "way in [roof, wall]"},
        "each": {"for_each": "signs", "when": "place == roof"},
        "some": {"when": "any(signs, place == wall)"},
    },
}


def test_answers_under_other_ids_are_told_once_for_each_question() -> None:
    changes = told(CHOOSING, anew(CHOOSING, roof="top"))

    assert sorted(changes) == sorted(
        ("text", f"fact/{name}", "neutral", "答案代码：“楼顶”由 roof 改为 top") for name in ("kinds", "way", "signs.place")
    )


def test_answers_that_swap_their_ids_change_nothing_for_people() -> None:
    assert {way for _, _, way, _ in told(CHOOSING, anew(CHOOSING, roof="wall", wall="roof"))} == {"neutral"}


def test_answers_that_swap_their_words_swap_what_follows() -> None:
    old = {"facts": {"way": WAY}, "materials": {"m": {"when": "way == roof"}}}
    new = {"facts": {"way": WAY | {"one_of": {"wall": "楼顶", "roof": "墙面", "ground": "落地"}}}, "materials": {"m": {"when": "way == roof"}}}
    shown = [change for change in found(old, new) if change.sort == "requirement"]

    assert [(change.direction, change.situation) for change in shown] == [("stricter", "哪一种：墙面"), ("looser", "哪一种：楼顶")]
    for change in shown:
        assert change.witness is not None
        asked = ["permit/m" in judged(*side) for side in ((old, change.witness.old), (new, change.witness.new))]
        assert asked == [change.direction == "looser", change.direction == "stricter"]
