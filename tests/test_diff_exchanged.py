"""`diff` where lists and papers have other ids, other words, or one another's: people fill in and bring what the words say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from building import tiny
from changing import CALENDARS, ITEM
from makings import Making
from test_diff_renaming import EVERYWHERE, OWNED, RENTED, TOLD, Data, _opened, anew, found, told

from materials_rules.changes.change import Change
from materials_rules.changes.rulesets import compared
from materials_rules.kept import Cache
from materials_rules.library import Library, check
from materials_rules.witness.written import text

LIST = "清单代码由 {} 改为 {}"
PAPER = "材料代码由 {} 改为 {}"


def judged(parts: Data, packet: Any) -> set[str]:
    """What `check` finds missing in a packet under one of the two rulesets, and for whom."""
    with Library(tiny(**parts), CALENDARS, Cache(None)) as library:
        notice = check(library, text(dict(packet)).encode())
        return {entry.id for entry in (*notice.findings, *notice.conditional)}


def assert_shown(change: Change, old: Data, new: Data, ids: tuple[str, str]) -> None:
    """That the packet of a change is asked for the one side's paper where the change says so, and only there."""
    assert change.witness is not None, change
    assert "（" not in json.dumps([change.witness.old, change.witness.new], ensure_ascii=False)
    packets = (old, change.witness.old), (new, change.witness.new)
    found = [{one for one in judged(*side) if one.partition("[")[0] == f"permit/{id_}"} for id_, side in zip(ids, packets, strict=True)]
    if change.direction == "both":
        assert found[0] != found[1]
        return
    assert [bool(one) for one in found] == [change.direction == "looser", change.direction == "stricter"]


# lists

PEOPLE: Data = {"ask": "逐一填写驾驶员", "name": "驾驶员", "each": {"hired": {"ask": "是否为聘用？", "type": "boolean"}}}
CARS: Data = {"ask": "逐一填写车辆", "name": "车辆", "each": {"hired": {"ask": "是否为租赁？", "type": "boolean"}}}


def test_a_list_under_another_id_is_told_once_wherever_it_was_read() -> None:
    new = anew(EVERYWHERE, **{"drivers.called": "people.called"}, drivers="people")

    assert told(EVERYWHERE, new) == [("text", "list/people", "neutral", LIST.format("drivers", "people"))]


def test_a_list_and_what_it_asks_may_both_have_other_ids() -> None:
    new = anew(EVERYWHERE, **{"drivers.called": "people.called"}, drivers="people", years="driving_years")

    assert told(EVERYWHERE, new) == [
        ("text", "fact/people.driving_years", "neutral", TOLD.format("drivers.years", "people.driving_years")),
        ("text", "list/people", "neutral", LIST.format("drivers", "people")),
    ]


def test_the_key_of_a_list_may_have_another_name() -> None:
    old, new = ({"lists": {"people": PEOPLE | {"key": key}}, "materials": {"m": {"for_each": "people", "when": when}}}
                for key, when in (("id", "hired"), ("number", "not hired")))  # fmt: skip
    changes = found(old, new)

    assert [change.was.zh for change in changes if change.sort == "text"] == ["清单编号代码由 people.id 改为 people.number"]
    for change in changes:
        if change.sort == "requirement":
            assert_shown(change, old, new, ("m", "m"))


def test_answers_of_members_are_followed_into_a_list_of_another_id() -> None:
    sort = {"ask": "哪一种？", "one_of": {"own": "自有", "lent": "借用"}}
    old = {"lists": {"cars": CARS | {"each": {"sort": sort}}}, "materials": {"m": {"for_each": "cars", "when": "sort == lent"}}}
    new = anew(old, cars="vehicles", lent="borrowed")

    assert sorted(told(old, new)) == [
        ("text", "fact/vehicles.sort", "neutral", "答案代码：“借用”由 lent 改为 borrowed"),
        ("text", "list/vehicles", "neutral", LIST.format("cars", "vehicles")),
    ]


def test_a_paper_of_a_member_is_shown_as_each_side_calls_the_list() -> None:
    old, new = (
        {"lists": {listed: PEOPLE}, "materials": {"m": {"for_each": listed, "hand_in": {"copies": copies}}}}
        for listed, copies in (("drivers", 1), ("people", 2))
    )
    stricter, renumbered = found(old, new)

    assert (stricter.direction, renumbered.was.zh) == ("stricter", LIST.format("drivers", "people"))
    assert stricter.witness is not None
    lines = [packet["materials"] for packet in (stricter.witness.old, stricter.witness.new)]
    assert lines == [[{"material": "m", "subject": f"{listed}:1", "copies": 1}] for listed in ("drivers", "people")]
    assert_shown(stricter, old, new, ("m", "m"))


def test_lists_that_swap_their_ids_change_nothing_for_people() -> None:
    old = {
        "lists": {"one": PEOPLE, "two": CARS},
        "materials": {"m": {"for_each": "one", "when": "hired"}, "n": {"when": "count(two, hired) >= 2"}},
    }

    assert told(old, anew(old, one="two", two="one")) == [
        ("text", "list/one", "neutral", LIST.format("two", "one")),
        ("text", "list/two", "neutral", LIST.format("one", "two")),
    ]


def test_lists_that_swap_their_words_swap_what_is_asked_of_people() -> None:
    old = {"lists": {"one": PEOPLE, "two": CARS}, "materials": {"m": {"for_each": "one", "when": "hired"}, "n": {"when": "any(two, hired)"}}}
    new = old | {"lists": {"one": CARS, "two": PEOPLE}}
    changes = found(old, new)
    shown = [change for change in changes if change.sort == "requirement"]

    assert {change.was.zh for change in changes if change.sort == "text"} == {LIST.format("two", "one"), LIST.format("one", "two")}
    assert {(change.of, change.direction) for change in shown} == {
        ("m", "stricter"),
        ("m", "looser"),
        ("m", "both"),  # one for a driver became one for a car
        ("n", "stricter"),
        ("n", "looser"),
    }
    for change in shown:
        assert_shown(change, old, new, (change.of, change.of))


def test_a_list_whose_id_another_took_is_gone_and_not_the_other() -> None:
    old = {"lists": {"one": PEOPLE, "two": CARS}, "materials": {"m": {"for_each": "one", "when": "hired"}, "n": {"for_each": "two"}}}
    new = {"lists": {"two": PEOPLE}, "materials": {"m": {"for_each": "two", "when": "hired"}, "n": {}}}
    changes = told(old, new)

    assert ("answer", "two（旧）", "neutral", "询问") in changes
    assert ("text", "list/two", "neutral", LIST.format("one", "two")) in changes
    assert not [one for one in changes if one[1] == "m"]


@pytest.mark.parametrize("otherwise", [{"ask": "逐一填写司机"}, {"name": "司机"}])
def test_whether_a_list_in_other_words_is_the_same_a_person_must_judge(otherwise: Data) -> None:
    old, new = ({"lists": {"one": PEOPLE | more}, "materials": {"m": {"for_each": "one"}}} for more in ({}, otherwise))
    (change,) = found(old, new)

    assert (change.of, change.direction, change.for_a_person) == ("list/one", "neutral", True)
    assert next(iter(otherwise.values())) in change.was.zh


def test_lists_in_the_same_words_are_compared_by_id_and_that_is_said() -> None:
    old, new = ({"lists": dict.fromkeys(names, PEOPLE), "materials": {"m": {"for_each": names[0]}}} for names in ("ab", "cd"))
    said = [change for change in found(old, new) if change.for_a_person]

    assert {change.of for change in said} == {"list/c", "list/d"}


def test_what_calls_the_members_of_a_list_is_told_where_it_is_another_answer() -> None:
    each = {"called": {"ask": "姓名？", "type": "text"}, "nick": {"ask": "别名？", "type": "text"}}
    old, new = ({"lists": {"one": PEOPLE | {"each": each, "label": label}}, "materials": {"m": {"for_each": "one"}}} for label in each)
    (change,) = found(old, new)

    assert (change.of, change.direction, change.is_only_words) == ("list/one", "neutral", True)


# papers

MAP: Data = {"name": "位置图"}
LEASE: Data = {"name": "租赁合同"}
FACTS: Data = {"one": RENTED, "two": OWNED}


def test_papers_that_swap_their_names_swap_what_is_asked_of_people() -> None:
    old = {"facts": FACTS, "materials": {"m": MAP | {"when": "one"}, "n": LEASE | {"when": "two"}}}
    new = {"facts": FACTS, "materials": {"m": LEASE | {"when": "one"}, "n": MAP | {"when": "two"}}}
    changes = found(old, new)
    shown = [change for change in changes if change.sort == "requirement"]

    assert [change.was.zh for change in changes if change.sort == "text"] == [PAPER.format("n", "m"), PAPER.format("m", "n")]
    assert {(change.of, change.name, change.direction) for change in shown} == {
        ("m", "租赁合同", "stricter"),
        ("m", "租赁合同", "looser"),
        ("n", "位置图", "stricter"),
        ("n", "位置图", "looser"),
    }
    for change in shown:
        assert_shown(change, old, new, ("n", "m") if change.of == "m" else ("m", "n"))


def test_papers_that_swap_their_ids_change_nothing_for_people() -> None:
    old = {
        "facts": FACTS,
        "materials": {
            "m": MAP | {"when": "one", "reads": {"no": {"name": "编号", "type": "text"}}, "covers": ["n"]},
            "n": LEASE | {"reads": {"no": {"name": "编号", "type": "text"}}},
            "o": {"name": "说明", "when": "two and (not provided(n) or n.no == none)"},
        },
        "consistency": [{"name": "same-no", "same": ["m.no", "n.no"]}],
    }
    new = anew(old, **{"m.no": "n.no", "n.no": "m.no"}, m="n", n="m")

    assert sorted(told(old, new)) == [
        ("text", "requirement/m", "neutral", PAPER.format("n", "m")),
        ("text", "requirement/n", "neutral", PAPER.format("m", "n")),
    ]


def test_a_form_that_stayed_where_the_names_were_exchanged_is_the_form_of_the_other_paper_now() -> None:
    old = {"materials": {"m": MAP | {"hand_in": {"copies": 2}}, "n": LEASE | {"hand_in": {"copies": 1}}}}
    new = {"materials": {"m": LEASE | {"hand_in": {"copies": 2}}, "n": MAP | {"hand_in": {"copies": 1}}}}
    shown = [change for change in found(old, new) if change.sort == "requirement"]

    assert [(change.of, change.name, change.direction) for change in shown] == [("m", "租赁合同", "stricter"), ("n", "位置图", "looser")]
    for change in shown:
        assert_shown(change, old, new, ("n", "m") if change.of == "m" else ("m", "n"))


def test_letters_for_papers_that_exchanged_their_names_are_for_the_other_paper_too() -> None:
    letter = {"commitment": {"listed_in": {"title": "清单"}, "basis": [{"law": "act", "article": "5"}]}}
    old = {"materials": {"m": MAP | letter, "n": LEASE}}
    new = {"materials": {"m": LEASE | letter, "n": MAP}}
    shown = [change for change in found(old, new) if change.sort == "requirement"]

    assert [(change.name, change.direction) for change in shown] == [("位置图", "stricter"), ("租赁合同", "looser")]
    for change in shown:
        assert_shown(change, old, new, ("n", "m") if change.of == "m" else ("m", "n"))


def test_two_arms_that_exchange_their_names_follow_them() -> None:
    old = {"facts": FACTS, "materials": {"m": {"name": "证明", "any_of": {"a": MAP | {"when": "one"}, "b": LEASE}}}}
    new = {"facts": FACTS, "materials": {"m": {"name": "证明", "any_of": {"a": LEASE | {"when": "one"}, "b": MAP}}}}
    changes = found(old, new)

    assert [(change.of, change.was.zh) for change in changes if change.sort == "text"] == [
        ("requirement/m", PAPER.format("b", "a")),
        ("requirement/m", PAPER.format("a", "b")),
    ]
    (shown,) = [change for change in changes if change.sort == "requirement"]
    assert (shown.direction, shown.situation) == ("both", "场地不是租用")
    assert_shown(shown, old, new, ("m", "m"))


def test_a_paper_whose_id_another_took_is_gone_and_not_the_other() -> None:
    old = {"facts": FACTS, "materials": {"m": MAP | {"when": "one"}, "n": LEASE | {"when": "two"}}}
    new = {"facts": FACTS, "materials": {"m": LEASE | {"when": "two"}, "o": {"name": "说明"}}}
    changes = found(old, new)

    assert {(change.sort, change.of, change.name, change.direction) for change in changes} == {
        ("requirement", "m（旧）", "位置图", "looser"),
        ("requirement", "o", "说明", "stricter"),
        ("text", "requirement/m", "租赁合同", "neutral"),
    }
    for change in changes:
        if change.sort == "requirement":
            assert_shown(change, old, new, ("m", "-") if change.name == "位置图" else ("-", "o"))


def test_a_type_of_document_that_stayed_speaks_against_an_exchange_and_a_person_must_judge() -> None:
    old = {"materials": {"m": MAP | {"document": "map"}, "n": LEASE | {"document": "lease"}}}
    new = {"materials": {"m": LEASE | {"document": "map"}, "n": MAP | {"document": "lease"}}}
    changes = found(old, new)

    assert [(change.of, change.was.zh) for change in changes if change.for_a_person] == [
        ("requirement/m", "《位置图》改称《租赁合同》"),
        ("requirement/n", "《租赁合同》改称《位置图》"),
    ]


# any papers


def random_papers(seed: int) -> tuple[Making, Data, list[str]]:
    """A random item, and those of its papers that are known by nothing but their names."""
    making = Making(seed)
    item: Data = json.loads(json.dumps(making.item))
    plain = [name for name, about in item["materials"].items() if not {"any_of", "document", "result_of"} & about.keys()]
    for name in plain:
        item["materials"][name]["name"] = f"名称{name}"
    return making, item, plain


def shown(making: Making, *pair: Data) -> list[Change]:
    """All that `diff` finds between two items."""
    libraries = [_opened(parts, making) for parts in pair]
    if None in libraries:
        pytest.skip("no ruleset that loads")
    old, new = (library for library in libraries if library is not None)
    return [change for one in compared(old, new, (ITEM,)).items for change in one.changes]


@pytest.mark.parametrize("seed", range(30))
def test_random_rules_whose_papers_swap_their_ids_ask_the_same(seed: int) -> None:
    making, item, plain = random_papers(seed)
    if len(plain) < 2:
        pytest.skip("no two such papers")
    one, other = plain[:2]
    changes = shown(making, item, anew(item, **{one: other, other: one}))

    assert sorted(change.was.zh for change in changes) == [PAPER.format(one, other), PAPER.format(other, one)]
    assert {change.direction for change in changes} == {"neutral"}


@pytest.mark.parametrize("seed", range(30))
def test_random_rules_whose_papers_swap_their_names_change_as_if_the_ids_were_swapped_back(seed: int) -> None:
    making, item, plain = random_papers(seed)
    if len(plain) < 2:
        pytest.skip("no two such papers")
    one, other = plain[:2]
    exchanged: Data = json.loads(json.dumps(item))
    for name, whose in ((one, other), (other, one)):
        exchanged["materials"][name]["name"] = f"名称{whose}"

    def said(new: Data) -> list[tuple[str, ...]]:
        by_name = (change for change in shown(making, item, new) if not change.is_only_words)
        return sorted((c.sort, c.name, c.direction, c.situation, c.was.zh, c.became.zh, str(c.since), str(c.witness is None)) for c in by_name)

    assert said(exchanged) == said(anew(exchanged, **{one: other, other: one}))
