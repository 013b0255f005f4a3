"""The examination: the least set of what is open, scope, contradictions, elements by situation, and the questions of it all."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import examined, ids, noticed, opened, packet, paper

from materials_rules.ground.errors import NotAPacket
from materials_rules.packet.exact import read_exact
from materials_rules.verdict.examine import Examination, examine

LEASE: dict[str, Any] = {"hand_in": {"signed_by": "applicant"}, "reads": {"landlord": {}}}
SIGNED = paper("lease", signed_by=["applicant"], fields={"landlord": "甲公司"})
UNSIGNED = paper("lease", signed_by=[], fields={"landlord": "甲公司"})


def verdicts(examination: Examination) -> dict[str, str]:
    """The verdict of each requirement, by its id and subject."""
    return {name + (f"[{whose}]" if whose else ""): s.verdict for (name, whose), s in examination.standings.items()}


def slots(examination: Examination) -> set[str]:
    """The slots that are open."""
    return {slot + (f"[{whose}]" if whose else "") for slot, whose in examination.situation.opened.slots}


def asked(examination: Examination) -> dict[str, tuple[str, ...]]:
    """What each question decides, without the item."""
    return {q.ask.id.removeprefix("permit/"): tuple(id_.removeprefix("permit/") for id_ in q.decides) for q in examination.questions}


# the least set of what is open

CONSENT = {"materials": {"lease": LEASE, "consent": {"when": "provided(lease) and lease.landlord != applicant.name"}}}


def test_a_paper_that_is_settled_is_not_open() -> None:
    found = examined(CONSENT, materials=[SIGNED])
    assert verdicts(found) == {"lease": "absent", "consent": "absent"}
    assert slots(found) == set()


def test_a_missing_paper_may_say_anything() -> None:
    found = examined(CONSENT)
    assert verdicts(found) == {"lease": "finding", "consent": "conditional"}
    assert slots(found) == {"lease", "consent"}


def test_so_may_a_defective_one_though_its_fields_were_read() -> None:
    found = examined(CONSENT, materials=[UNSIGNED])
    assert verdicts(found) == {"lease": "finding", "consent": "conditional"}


def test_so_may_one_that_a_person_must_look_at() -> None:
    found = examined(CONSENT, materials=[paper("lease", fields={"landlord": "甲公司"})])
    assert verdicts(found) == {"lease": "look", "consent": "conditional"}
    assert slots(found) == {"lease", "consent"}
    assert noticed(CONSENT, materials=[paper("lease", fields={"landlord": "甲公司"})]).outcome == "undetermined"


def test_every_arm_may_be_chosen() -> None:
    rules = {"materials": {"either": {"any_of": {"one": {}, "two": {}}}, "third": {"when": "provided(two)"}}}
    assert verdicts(examined(rules)) == {"either": "finding", "third": "conditional"}
    assert verdicts(examined(rules, materials=[paper("one")])) == {"either": "absent", "third": "absent"}


def test_so_may_what_covers_it() -> None:
    rules = {"materials": {"plan": {}, "atlas": {"when": "big", "covers": "plan"}, "key": {"when": "provided(atlas)"}}, "facts": {"big": "boolean"}}
    found = examined(rules, facts={"big": False})
    assert verdicts(found) == {"plan": "finding", "atlas": "absent", "key": "conditional"}
    assert slots(found) == {"plan", "atlas", "key"}


def test_papers_that_nobody_asks_for_are_not_open() -> None:
    rules = {"materials": {"lease": {"when": "rented", **LEASE}, "key": {"when": "provided(lease)"}}, "facts": {"rented": "boolean"}}
    assert slots(examined(rules, facts={"rented": False})) == set()
    assert slots(examined(rules, facts={"rented": False}, materials=[UNSIGNED])) == set()


def test_what_is_opened_opens_more() -> None:
    rules = {"materials": {"a": {"reads": {"x": {"type": "boolean"}}}, "b": {"when": "a.x"}, "c": {"when": "provided(b)"}, "d": {"when": "provided(c)"}}}
    assert verdicts(examined(rules)) == {"a": "finding", "b": "conditional", "c": "conditional", "d": "conditional"}
    settled = [paper("a", fields={"x": False})]
    assert verdicts(examined(rules, materials=settled)) == {"a": "absent", "b": "absent", "c": "absent", "d": "absent"}


def test_an_answer_that_a_difference_may_correct_is_open() -> None:
    rules = {
        "materials": {"lease": {"reads": {"area": {"type": "number", "decimals": 0}}}, "plan": {"when": "area > 50"}},
        "facts": {"area": "number"},
        "consistency": [{"name": "area", "same": ["area", "lease.area"]}],
    }
    found = examined(rules, facts={"area": 40}, materials=[paper("lease", fields={"area": 80})])
    assert found.situation.opened.names == {"fact/area"}
    assert verdicts(found) == {"lease": "absent", "plan": "conditional"}
    # and so it is while the paper that may differ is still to come
    assert verdicts(examined(rules, facts={"area": 40})) == {"lease": "finding", "plan": "conditional"}
    same = examined(rules, facts={"area": 40}, materials=[paper("lease", fields={"area": 40})])
    assert verdicts(same) == {"lease": "absent", "plan": "absent"}


def test_a_paper_that_a_difference_may_replace_opens_the_other_ways_out() -> None:
    rules = {
        "materials": {
            "site": {"any_of": {"deed": {"reads": {"owner": {}}}, "lease": {}}},
            "consent": {"when": "provided(lease)"},
        },
        "consistency": [{"name": "owner", "same": ["deed.owner", "applicant.name"]}],
    }
    found = examined(rules, materials=[paper("deed", fields={"owner": "乙公司"})])
    assert verdicts(found) == {"site": "absent", "consent": "conditional"}
    assert slots(found) == {"deed", "lease", "consent"}


def test_a_list_that_is_to_be_corrected_keeps_its_members_and_may_get_more() -> None:
    rules = {
        "materials": {"licence": {"for_each": "cars"}},
        "lists": {"cars": {}},
        "facts": {"small": "boolean"},
        "never": ["small and count(cars) > 1"],
    }
    found = examined(rules, facts={"small": True}, lists={"cars": [{"id": "1"}, {"id": "2"}]}, materials=[paper("licence", subject="cars:1")])
    assert found.contradictions == (0,)
    assert verdicts(found) == {"licence[cars:1]": "absent", "licence[cars:2]": "finding", "licence[cars:*]": "finding"}


# scope

SCOPE: dict[str, Any] = {
    "materials": {"form": {}, "plan": {"when": "area > 50"}},
    "facts": {"area": {"type": "number", "minimum": 0}, "office": {"type": "boolean", "answered_by": "office"}},
    "not_for": ["area < 10", "office"],
}


@pytest.mark.parametrize(
    ("facts", "scope", "out"),
    [
        ({}, "unknown", None),
        ({"area": 5}, "out", 0),
        ({"office": True}, "out", 0),  # the first line that may hold
        ({"area": 20, "office": True}, "out", 1),
        ({"area": 20}, "unknown", None),
        ({"area": 20, "office": False}, "in", None),
    ],
)
def test_scope_is_judged_over_every_world(facts: dict[str, Any], scope: str, out: int | None) -> None:
    found = examined(SCOPE, facts=facts)
    assert (found.scope, found.out) == (scope, out)
    assert bool(found.standings) is (scope != "out")


def test_requirements_are_judged_over_the_worlds_in_scope_only() -> None:
    rules = {**SCOPE, "materials": {"form": {}, "plan": {"when": "area >= 10"}}}
    found = examined(rules, facts={"office": False})
    assert verdicts(found) == {"form": "finding", "plan": "finding"}
    assert asked(found) == {"fact/area": ("permit",)}


def test_the_question_of_scope_stands_first() -> None:
    rules = {**SCOPE, "materials": {"form": {"when": "sort == a"}}, "facts": {"sort": {"one_of": ["a", "b"]}, **SCOPE["facts"]}}
    assert list(asked(examined(rules))) == ["fact/area", "fact/office", "fact/sort"]


def test_different_ways_out_are_asked_about_and_nothing_is_listed() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {}},
        "facts": {"abroad": "boolean", "small": "boolean", "area": {"type": "number", "maximum": 9}},
        "not_for": [
            {"when": "abroad and small", "outcome": "not_required"},
            {"when": "abroad", "outcome": "not_competent", "go_to": "holder"},
        ],
        "elements": {"fee": [{"when": "area > 5", "value": "none"}, {"value": "none"}]},
    }
    found = examined(rules, facts={"abroad": True})
    assert (found.scope, verdicts(found), asked(found)) == ("unknown", {}, {"fact/small": ("permit",)})
    assert noticed(rules, facts={"abroad": True}).outcome == "fix_on_spot"
    assert noticed(rules, facts={"abroad": True, "small": False}).outcome == "not_competent"
    # the same way out, whichever line holds
    assert examined({**rules, "not_for": ["abroad and small", "abroad"]}, facts={"abroad": True}).out == 0


def test_out_of_scope_not_even_a_wrong_answer_is_told() -> None:
    rules = {**SCOPE, "facts": {**SCOPE["facts"], "floors": {"type": "number", "maximum": 9}}, "never": ["area == 3"]}
    assert ids(noticed(rules, facts={"area": 3, "floors": 10})) == {"fact/floors", "consistency/never-1", "fact/office", "form", "plan"}
    assert ids(noticed(rules, facts={"area": 5, "floors": 10})) == set()


# contradictions

NEVER: dict[str, Any] = {
    "materials": {"lease": {"when": "rented"}, "deed": {"when": "owned"}, "form": {}},
    "facts": {"rented": "boolean", "owned": "boolean"},
    "never": ["rented and owned"],
}


def test_answers_that_contradict_one_another_are_told_and_open() -> None:
    found = examined(NEVER, facts={"rented": True, "owned": True})
    assert found.contradictions == (0,)
    assert found.situation.opened.names == {"fact/rented", "fact/owned"}
    assert verdicts(found) == {"lease": "conditional", "deed": "conditional", "form": "finding"}
    assert asked(found) == {}


def test_one_answer_settles_the_other() -> None:
    found = examined(NEVER, facts={"rented": True})
    assert found.contradictions == ()
    assert verdicts(found) == {"lease": "finding", "deed": "absent", "form": "finding"}
    assert asked(found) == {}


def test_what_only_together_leaves_no_world_is_told_too() -> None:
    """No single line is met, and yet nothing that could be true is left: never taken for acceptance."""
    rules = {
        "materials": {"m": {"when": "x"}},
        "facts": {"a": "boolean", "x": "boolean"},
        "never": ["a and x", "a and not x"],
    }
    found = examined(rules, facts={"a": True})
    assert found.contradictions == (0, 1)
    assert found.situation.opened.names == {"fact/a", "fact/x"}
    notice = noticed(rules, facts={"a": True})
    assert notice.outcome == "fix_on_spot"
    assert {"consistency/never-1", "consistency/never-2"} <= ids(notice)


@pytest.mark.parametrize("where", ["scope", "element", "line"])
def test_wherever_no_world_is_left(where: str) -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {"reads": {"name": {}}}},
        "facts": {"a": "boolean", "x": "boolean"},
        "never": ["a and x", "a and not x"],
    }
    if where == "scope":
        rules["not_for"] = ["x"]
    elif where == "element":
        rules["elements"] = {"fee": [{"when": "x", "value": "none"}, {"value": "none"}]}
    else:
        rules["consistency"] = [{"name": "name", "same": ["form.name", "applicant.name"], "when": "x"}]
    assert examined(rules, facts={"a": True}, materials=[paper("form")]).contradictions == (0, 1)


def test_a_scope_that_is_out_is_no_contradiction() -> None:
    rules = {"materials": {"m": {"when": "a"}}, "facts": {"a": "boolean", "b": "boolean"}, "never": ["a and b"], "not_for": ["a"]}
    found = examined(rules, facts={"a": True})
    assert (found.scope, found.contradictions) == ("out", ())


def test_a_contradiction_of_papers_lets_them_be_replaced_where_they_are_asked_for() -> None:
    rules = {
        "materials": {"one": {}, "two": {"when": "big"}},
        "facts": {"big": "boolean"},
        "never": ["provided(one) and provided(two)"],
    }
    both = [paper("one"), paper("two")]
    found = examined(rules, facts={"big": False}, materials=both)
    assert found.contradictions == (0,)
    assert slots(found) == {"one"}
    notice = noticed(rules, facts={"big": False}, materials=both)
    assert [arm.material for arm in notice.findings[0].arms] == ["never-1", "one"]


# elements by situation


def test_an_element_by_situation_and_the_question_that_it_needs() -> None:
    rules = {
        "materials": {"m": {}},
        "facts": {"big": "boolean", "huge": "boolean"},
        "elements": {"quantity_limit": [{"when": "huge", "value": "一"}, {"when": "big", "value": "二"}, {"value": "三"}]},
    }
    found = examined(rules, facts={"huge": False})
    assert found.elements == {"quantity_limit": None}
    assert asked(found) == {"fact/big": ("permit",)}
    for facts, case in (({"huge": True}, 0), ({"huge": False, "big": True}, 1), ({"huge": False, "big": False}, 2)):
        settled = examined(rules, facts=facts)
        assert settled.elements == {"quantity_limit": case}
        assert asked(settled) == {}


# questions


def test_a_question_is_asked_once_and_names_all_that_it_decides() -> None:
    rules = {"materials": {"a": {"when": "big"}, "b": {"when": "big and tall"}}, "facts": {"tall": "boolean", "big": "boolean"}}
    assert asked(examined(rules)) == {"fact/big": ("a", "b"), "fact/tall": ("b",)}


def test_no_question_is_asked_of_what_decides_nothing() -> None:
    rules = {"materials": {"a": {"when": "big or not big"}, "b": {"when": "big and tall"}}, "facts": {"big": "boolean", "tall": "boolean"}}
    assert asked(examined(rules, facts={"tall": False})) == {}
    assert verdicts(examined(rules, facts={"tall": False})) == {"a": "finding", "b": "absent"}


def test_a_question_that_decides_only_which_arm_is_asked_too() -> None:
    rules = {"materials": {"site": {"any_of": {"deed": {"when": "not rented"}, "lease": {"when": "rented"}}}}, "facts": {"rented": "boolean"}}
    found = examined(rules)
    assert verdicts(found) == {"site": "finding"}
    assert asked(found) == {"fact/rented": ("site",)}


def test_a_list_that_nobody_answered_is_asked_even_where_no_condition_reads_it() -> None:
    rules = {"materials": {"licence": {"for_each": "cars"}}, "lists": {"cars": {"each": {"old": "boolean"}}}}
    assert asked(examined(rules)) == {"fact/cars": ("licence[cars:*]",)}
    reads = {**rules, "materials": {"licence": {"for_each": "cars", "when": "old"}}}
    assert asked(examined(reads)) == {"fact/cars": ("licence[cars:*]", "fact/cars.old[cars:*]")}
    assert asked(examined(reads, lists={"cars": [{"id": "1"}]})) == {"fact/cars.old[cars:1]": ("licence[cars:1]",)}


def test_the_clerk_is_asked_for_what_decides_the_form() -> None:
    rules = {"materials": {"lease": LEASE, "atlas": {"covers": "plan", "hand_in": {"copies": 1}, "when": "big"}, "plan": {}}, "facts": {"big": "boolean"}}
    keys = {"facts": {"big": False}, "materials": [paper("lease", fields={"landlord": "甲"}), paper("atlas")]}
    found = examined(rules, **keys)
    assert asked(found) == {"read/lease.signed_by": ("lease",), "read/atlas.copies": ("plan",)}
    assert all(question.ask.of == "clerk" and question.words for question in found.questions)


def test_the_clerk_is_asked_of_a_paper_that_only_a_condition_reads() -> None:
    rules = {
        "materials": {"lease": {"when": "rented", **LEASE}, "key": {"when": "provided(lease)"}},
        "facts": {"rented": "boolean"},
    }
    found = examined(rules, facts={"rented": False}, materials=[paper("lease")])
    assert verdicts(found) == {"lease": "absent", "key": "conditional"}
    assert asked(found) == {"read/lease.signed_by": ("key",)}


def test_what_a_person_must_look_at_tells_the_lines_over_it() -> None:
    rules = {
        "materials": {"lease": LEASE, "form": {"reads": {"name": {}}}},
        "consistency": [{"name": "name", "same": ["lease.landlord", "form.name"]}],
    }
    found = examined(rules, materials=[paper("lease", fields={"landlord": "甲"}), paper("form", fields={"name": "乙"})])
    assert asked(found) == {"read/lease.signed_by": ("lease", "consistency/name", "form")}


def test_a_line_that_may_count_for_nobody_is_not_told() -> None:
    rules = {
        "materials": {"form": {"hand_in": {"copies": 1}, "reads": {"name": {}}}, "licence": {"for_each": "cars", "reads": {"name": {}}}},
        "lists": {"cars": {}},
        "consistency": [{"name": "name", "same": ["form.name", "licence.name"]}],
    }
    form = paper("form", fields={"name": "甲"})
    assert asked(examined(rules, lists={"cars": []}, materials=[form])) == {"read/form.copies": ("form",)}
    some = asked(examined(rules, lists={"cars": [{"id": "1"}]}, materials=[form]))
    assert set(some["read/form.copies"]) >= {"form", "consistency/name[cars:*]", "licence[cars:*]"}


# the door


def test_values_of_a_wrong_type_are_no_packet() -> None:
    library = opened(CONSENT)
    version = library.ruleset.items["permit"][0]
    bad = read_exact(packet(materials=[paper("lease", fields={"landlord": True})]), "p.json").packet
    with pytest.raises(NotAPacket):
        examine(library.plan(version), bad, "p.json")


def test_criteria_are_made_where_none_are_given() -> None:
    library = opened(CONSENT)
    version = library.ruleset.items["permit"][0]
    good = read_exact(packet(materials=[SIGNED]), "p.json").packet
    assert examine(library.plan(version), good, "p.json").item == "permit"
    assert verdicts(examine(library.plan(version), good, "p.json")) == {"lease": "absent", "consent": "absent"}
