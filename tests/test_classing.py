"""The six classes, day by day: which holds, why, since when, and what an exception sets aside."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import pytest
from building import BASIS, ITEM, tiny, version_of

from materials_rules.plan.claims import effect_of
from materials_rules.plan.classing import Stretch, coverers, duplicate_of, life, standings, stretches, supply
from materials_rules.rules.ruleset import Ruleset

MEASURES: Final = {"law": "measures", "article": "4"}
JUDGED: Final = {"by": "bureau", "on": "2020-01-01", "why": "无关"}
LIVE: Final = {"from": "2021-03-01", "region": "43"}


def runs(ruleset: Ruleset, slot: str = "x") -> tuple[Stretch, ...]:
    version = version_of(ruleset)
    found = version.slots[slot]
    return stretches(ruleset, version, version.asked[found.requirement], found)


def said(ruleset: Ruleset, slot: str = "x") -> list[tuple[str, str | None, str]]:
    """For each stretch its first day, the class that decides, and the reason."""
    out = []
    for stretch in runs(ruleset, slot):
        hit = stretch.decisive()
        day = dt.date.fromordinal(stretch.first).isoformat()
        out.append((day, hit.class_id if hit else None, hit.reason if hit else ""))
    return out


def act(*versions: dict[str, Any], level: str = "law", ended: str | None = None) -> dict[str, Any]:
    """A register with one more act, `other`, of these versions after the one of 2000."""
    found = [{"from": "2000-01-01", "by": "试验", "articles": 40}, *({"by": "试验", **version} for version in versions)]
    about = {"title": "另一部法", "level": level, "versions": found}
    return {"other": about if ended is None else {**about, "ended": ended}}


def cites(article: str, law: str = "other") -> dict[str, str]:
    names = ("article", "paragraph", "point")
    return {"law": law, **dict(zip(names, article.split("."), strict=False))}


OK: Final = ("2020-01-01", None, "")


# ---------------------------------------------------------------- C1


def test_a_material_with_a_basis_in_force_is_of_no_class() -> None:
    assert said(tiny({"x": {}})) == [OK]


def test_a_material_without_a_citation() -> None:
    assert said(tiny({"x": {"basis": []}})) == [("2020-01-01", "C1_NO_BASIS", "C1a_no_citation")]


ENDED: Final = "C1b_ended"


@pytest.mark.parametrize(
    ("article", "change", "from_day"),
    [
        ("4.1", {"repealed": ["4.1"]}, "2022-06-01"),
        ("4.1.3", {"repealed": ["4.1"]}, "2022-06-01"),
        ("4.1", {"repealed": ["4"]}, "2022-06-01"),
        ("4", {"repealed": ["4.1"]}, None),
        ("4.2", {"repealed": ["4.1"]}, None),
        ("4.10", {"repealed": ["4.1"]}, None),
        ("40", {"repealed": ["4"]}, None),
        ("4.1", {"repealed": ["4.1"], "renumbered": {"4.2": "4.1"}}, "2022-06-01"),
        ("4.2", {"repealed": ["4.1"], "renumbered": {"4.2": "4.1"}}, None),
        ("4.1", {}, None),
    ],
)
def test_a_citation_on_the_day_on_which_its_provision_goes(article: str, change: dict[str, Any], from_day: str | None) -> None:
    laws = act({"from": "2022-06-01", **change})
    expected = [OK] + ([(from_day, "C1_NO_BASIS", ENDED)] if from_day else [])
    assert said(tiny({"x": {"basis": [cites(article)]}}, laws=laws)) == expected


def test_a_citation_is_carried_from_number_to_number() -> None:
    """4.3 moves up to 4.2; when the later 4.2 goes it goes, when the later 4.3 goes it stays."""
    moved = {"from": "2021-01-01", "repealed": ["4.2"], "renumbered": {"4.3": "4.2"}}
    for gone, expected in (("4.2", [OK, ("2023-01-01", "C1_NO_BASIS", ENDED)]), ("4.3", [OK])):
        laws = act(moved, {"from": "2023-01-01", "repealed": [gone]})
        assert said(tiny({"x": {"basis": [cites("4.3")]}}, laws=laws)) == expected


def test_a_citation_is_read_in_the_numbering_for_which_it_was_written() -> None:
    """An item written after the change means the new numbers."""
    laws = act({"from": "2019-01-01", "repealed": ["4.2"], "renumbered": {"4.3": "4.2"}})
    assert said(tiny({"x": {"basis": [cites("4.2")]}}, laws=laws)) == [OK]


def test_an_act_that_ends() -> None:
    assert said(tiny({"x": {"basis": [cites("4")]}}, laws=act(ended="2024-02-29"))) == [OK, ("2024-02-29", "C1_NO_BASIS", ENDED)]


def test_two_citations_of_which_one_goes() -> None:
    laws = act({"from": "2022-06-01", "repealed": ["4"]})
    assert said(tiny({"x": {"basis": [cites("4"), BASIS]}}, laws=laws)) == [OK]
    found = said(tiny({"x": {"kind": "proof", "basis": [cites("4"), MEASURES]}}, laws=laws))
    assert found == [OK, ("2022-06-01", "C1_NO_BASIS", "C1c_too_low_for_proof")]


@pytest.mark.parametrize(
    ("kind", "level", "more", "expected"),
    [
        ("proof", "law", {}, None),
        ("proof", "regulation", {}, None),
        ("proof", "local_regulation", {}, None),
        ("proof", "state_council_decision", {}, None),
        ("proof", "rule", {}, "C1c_too_low_for_proof"),
        ("proof", "normative", {}, "C1c_too_low"),
        ("drawing", "rule", {}, None),
        ("drawing", "normative", {}, "C1c_too_low"),
        ("report", "rule", {"intermediary": True}, "C1f_intermediary"),
        ("report", "local_regulation", {"intermediary": True}, None),
        ("report", "rule", {}, None),
    ],
)
def test_how_high_an_act_must_stand_for_its_kind(kind: str, level: str, more: dict[str, Any], expected: str | None) -> None:
    ruleset = tiny({"x": {"kind": kind, "basis": [cites("4")], **more}}, laws=act(level=level))
    assert said(ruleset) == [("2020-01-01", "C1_NO_BASIS" if expected else None, expected or "")]


def test_the_highest_act_in_force_counts() -> None:
    ruleset = tiny({"x": {"kind": "proof", "basis": [cites("4"), MEASURES]}}, laws=act(level="normative"))
    assert said(ruleset) == [("2020-01-01", "C1_NO_BASIS", "C1c_too_low_for_proof")]


def test_a_rule_that_begins_to_be_too_low_in_the_middle_of_a_version() -> None:
    """A day that a class itself names cuts the days too, though no act and no sharing changes on it."""
    ruleset = tiny({"x": {"kind": "proof", "basis": [MEASURES]}}, in_force_from="2018-07-01")
    assert said(ruleset) == [("2018-07-01", None, ""), ("2020-01-01", "C1_NO_BASIS", "C1c_too_low_for_proof")]


@pytest.mark.parametrize(
    ("about", "reason"), [({"catch_all": True}, "C1e_catch_all"), ({"unrelated": JUDGED}, "C1d_unrelated")]
)
def test_a_material_that_no_basis_saves(about: dict[str, Any], reason: str) -> None:
    assert said(tiny({"x": about})) == [("2020-01-01", "C1_NO_BASIS", reason)]


def test_each_arm_stands_by_itself() -> None:
    ruleset = tiny({"x": {"any_of": {"p": {"basis": [MEASURES], "kind": "proof"}, "q": {}}, "basis": [BASIS]}})
    assert said(ruleset, "p") == [("2020-01-01", "C1_NO_BASIS", "C1c_too_low_for_proof")]
    assert said(ruleset, "q") == [OK]


def test_common_materials_cite_acts_as_they_are_last() -> None:
    laws = act({"from": "2022-06-01", "repealed": ["4.2"], "renumbered": {"4.3": "4.2"}})
    ruleset = tiny({}, common={"x": {"basis": [cites("4.2")]}}, laws=laws)
    assert said(ruleset) == [OK]
    version = version_of(ruleset)
    found = standings(ruleset, version, version.slots["x"], dt.date(2020, 6, 1))
    assert [standing.in_force for standing in found] == [True]


# ---------------------------------------------------------------- C2


def shared(*live: dict[str, Any]) -> dict[str, Any]:
    return {"paper": {"supplied_by": "holder", "live": list(live)}}


HELD: Final = ("C2_SHAREABLE", "C2a_held")


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        ([], [OK]),
        ([LIVE], [OK, ("2021-03-01", *HELD)]),
        ([{**LIVE, "to": "2021-08-31"}], [OK, ("2021-03-01", *HELD), ("2021-09-01", None, "")]),
        ([{**LIVE, "from": "2015-01-01"}], [("2020-01-01", *HELD)]),
        ([{**LIVE, "to": "2021-08-31"}, {"from": "2021-09-01", "region": "4304"}], [OK, ("2021-03-01", *HELD)]),
        ([{**LIVE, "region": "430400"}], [OK, ("2021-03-01", *HELD)]),
        ([{**LIVE, "region": "430401"}], [OK]),
        ([{**LIVE, "region": "44"}], [OK]),
        ([{**LIVE, "from": "2031-01-01"}], [OK, ("2031-01-01", *HELD)]),
    ],
)
def test_a_document_that_another_office_supplies(live: list[dict[str, Any]], expected: list[Any]) -> None:
    assert said(tiny({"x": {"document": "paper"}}, documents=shared(*live))) == expected


def test_days_after_the_end_of_a_version_are_not_of_it() -> None:
    ruleset = tiny({"x": {"document": "paper"}}, documents=shared(LIVE), in_force_to="2021-02-28")
    assert said(ruleset) == [OK]
    assert life(ruleset, version_of(ruleset)) == (dt.date(2020, 1, 1), dt.date(2021, 2, 28))
    last = runs(ruleset)[-1]
    assert dt.date.fromordinal(last.last) == dt.date(2021, 2, 28)


def test_by_which_decision_a_document_is_supplied() -> None:
    ruleset = tiny({"x": {"document": "paper"}}, documents=shared({**LIVE, "decision": "第1号"}))
    assert supply(ruleset, "paper", dt.date(2021, 2, 28)) is None
    found = supply(ruleset, "paper", dt.date(2021, 3, 1))
    assert found is not None and found[0].supplied_by == "holder" and found[1].decision == "第1号"
    assert supply(ruleset, None, dt.date(2022, 1, 1)) is None
    assert supply(ruleset, "unknown", dt.date(2022, 1, 1)) is None


def test_the_result_of_another_item_is_obtained_whatever_is_excepted() -> None:
    items = {ITEM: {"materials": {"x": {"result_of": "first"}}}, "first": {"materials": {"y": {}}}}
    ruleset = tiny(items=items)
    assert said(ruleset) == [("2020-01-01", "C2_SHAREABLE", "C2b_result_of_item")]
    version = version_of(ruleset)
    assert effect_of(runs(ruleset)[0], version.asked["x"], ruleset.classes) == "office_obtains"


# ---------------------------------------------------------------- C3, C4, C6, their order


COMMITMENT: Final = {"listed_in": {"title": "清单"}, "basis": [BASIS]}


@pytest.mark.parametrize(
    ("about", "class_id", "reason", "effect"),
    [
        ({"proved_by": "licence"}, "C3_HELD_LICENCE", "C3a_licence", "show_instead"),
        ({"commitment": COMMITMENT}, "C4_COMMITMENT", "C4a_listed", "material_or_commitment"),
        ({"unverifiable": JUDGED}, "C6_UNVERIFIABLE", "C6a_unverifiable", "drop"),
        ({"basis": []}, "C1_NO_BASIS", "C1a_no_citation", "drop"),
        ({"document": "paper"}, "C2_SHAREABLE", "C2a_held", "office_obtains"),
        ({}, None, "", None),
    ],
)
def test_each_class_alone(about: dict[str, Any], class_id: str | None, reason: str, effect: str | None) -> None:
    ruleset = tiny({"x": about}, documents=shared({**LIVE, "from": "2015-01-01"}))
    assert said(ruleset) == [("2020-01-01", class_id, reason)]
    assert effect_of(runs(ruleset)[0], version_of(ruleset).asked["x"], ruleset.classes) == effect


EVERYTHING: Final[dict[str, Any]] = {
    "basis": [],
    "document": "paper",
    "proved_by": "licence",
    "commitment": COMMITMENT,
    "unverifiable": JUDGED,
}


def test_the_first_in_order_decides_and_all_are_recorded() -> None:
    order = ["C1_NO_BASIS", "C2_SHAREABLE", "C3_HELD_LICENCE", "C4_COMMITMENT", "C6_UNVERIFIABLE"]
    keys = ["basis", "document", "proved_by", "commitment", "unverifiable"]
    documents = shared({**LIVE, "from": "2015-01-01"})
    for n in range(len(order)):
        about = {key: EVERYTHING[key] for key in keys[n:]}
        (stretch,) = runs(tiny({"x": about}, documents=documents))
        assert [hit.class_id for hit in stretch.hits] == order[n:]
        hit = stretch.decisive()
        assert hit is not None and hit.class_id == order[n]
        assert all(stretch.of(class_id) is not None for class_id in order[n:])


# ---------------------------------------------------------------- C5


def test_covered_is_recorded_and_decides_nothing_by_itself() -> None:
    ruleset = tiny({"x": {}, "y": {"covers": ["x"]}})
    (stretch,) = runs(ruleset)
    assert [(hit.class_id, hit.reason) for hit in stretch.hits] == [("C5_COVERED", "C5a_covered")]
    assert stretch.decisive() is None and stretch.of("C5_COVERED") is not None
    assert coverers(version_of(ruleset), "x") == ("y",) and coverers(version_of(ruleset), "y") == ()


@pytest.mark.parametrize(
    ("first", "second", "is_duplicate"),
    [
        ({"document": "paper"}, {"document": "paper"}, True),
        ({"document": "paper"}, {"document": "paper", "name": "另一人的材料"}, False),
        ({"document": "paper"}, {"document": "paper", "name": "别名", "aliases": ["材料"]}, True),
        ({"document": "paper", "hand_in": {"copies": 1}}, {"document": "paper", "hand_in": {"copies": 1}}, True),
        ({"document": "paper", "hand_in": {"copies": 1}}, {"document": "paper", "hand_in": {"copies": 2}}, False),
        ({"document": "paper"}, {"document": "other-paper"}, False),
        ({}, {}, False),
        ({"document": "paper"}, {}, False),
        ({"document": "paper", "for_each": "drivers"}, {"document": "paper"}, False),
        ({"document": "paper", "for_each": "drivers"}, {"document": "paper", "for_each": "drivers"}, True),
        ({"document": "paper", "when": "a"}, {"document": "paper"}, True),
        ({"any_of": {"p": {"document": "paper"}, "q": {}}}, {"document": "paper"}, False),
    ],
)
def test_the_same_document_in_the_same_form_asked_for_again(
    first: dict[str, Any], second: dict[str, Any], is_duplicate: bool
) -> None:
    named = {"name": "材料"}
    ruleset = tiny(
        {"y": first if "any_of" in first else named | first, "x": named | second}, facts={"a": "boolean"}, lists={"drivers": {}}
    )
    version = version_of(ruleset)
    assert duplicate_of(version, version.slots["x"]) == ("y" if is_duplicate else None)
    assert coverers(version, "x") == (("y",) if is_duplicate else ())
    assert coverers(version, "y") == (), "the first is no duplicate of the second"
    hits = [(hit.class_id, hit.reason) for hit in runs(ruleset)[0].hits]
    assert hits == ([("C5_COVERED", "C5b_duplicate")] if is_duplicate else [])
