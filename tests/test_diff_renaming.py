"""`diff` where only ids or spellings changed: a question under another id is told once, another spelling not at all."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from building import tiny
from calling import ROOT, Run
from changing import CALENDARS, ITEM
from makings import OTHER, Making

from materials_rules import load
from materials_rules.changes.change import Change
from materials_rules.changes.rulesets import Report, compared
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.kept import Cache
from materials_rules.library import Library, check
from materials_rules.rules.ruleset import Ruleset
from materials_rules.witness.written import text

Data = dict[str, Any]

AREA: Data = {"ask": "营业面积是多少平方米？", "type": "number", "decimals": 0, "minimum": 0}
RENTED: Data = {"ask": "场地是否为租用？", "type": "boolean"}
OWNED: Data = {"ask": "场地是否为自有？", "type": "boolean"}
TOLD = "问题代码由 {} 改为 {}"


def report(old: Data, new: Data) -> Report:
    """The differences of two rulesets of one item."""
    return compared(*(Library(tiny(**parts), CALENDARS, Cache(None)) for parts in (old, new)))


def found(old: Data, new: Data) -> list[Change]:
    return [change for item in report(old, new).items for change in item.changes]


def told(old: Data, new: Data) -> list[tuple[str, str, str, str]]:
    """Each change as (sort, of, direction, was)."""
    return [(change.sort, change.of, change.direction, change.was.zh) for change in found(old, new)]


def anew(parts: Data, **names: str) -> Data:
    """*parts* with every name of *names* replaced wherever it stands."""
    written = json.dumps(parts, ensure_ascii=False)
    written = re.sub(rf"(?<![\w-])({'|'.join(names)})(?![\w-])", lambda found: names[found[0]], written)
    found: Data = json.loads(written)
    return found


# another id

EVERYWHERE: Data = {
    "facts": {
        "area": AREA,
        "rented": RENTED,
        "floors": AREA | {"ask": "几层？", "given": "area >= 10 and rented"},
        "way": {"ask": "以何种方式领取？", "one_of": {"post": "邮寄", "rented": "自取"}, "chosen_by": "applicant"},
    },
    "lists": {
        "drivers": {
            "ask": "有哪些驾驶员？",
            "name": "驾驶员",
            "label": "called",
            "each": {"called": {"ask": "姓名？", "type": "text"}, "years": {"ask": "驾龄几年？", "type": "number", "decimals": 0}},
        }
    },
    "definitions": {"large": "area >= 50 or count(drivers, years < 3) >= 3"},
    "materials": {
        "lease": {"when": "rented and area >= 20", "reads": {"holder": {"type": "text"}}},
        "map": {"when": "large or way == rented"},
        "licence": {"for_each": "drivers", "when": "years >= 3 and rented", "reads": {"called": {"type": "text"}}},
        "list": {"when": "any(drivers, years < 3 and not rented)"},
    },
    "never": ["rented and area == 0"],
    "not_for": ["area >= 1000 and not rented"],
    "consistency": [{"name": "who", "same": ["drivers.called", "licence.called"]}],
    "elements": {
        "fee": [
            {"when": "area >= 100 and rented", "value": {"charged": True, "standard": "一百元", "basis": [{"law": "act", "article": "4"}]}},
            {"value": "none"},
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "of", "ids"),
    [
        ("area", "site_area", "fact/site_area", ("area", "site_area")),
        ("way", "by", "fact/by", ("way", "by")),
        ("years", "driving_years", "fact/drivers.driving_years", ("drivers.years", "drivers.driving_years")),
    ],
)
def test_a_question_under_another_id_is_told_once_wherever_it_was_read(was: str, now: str, of: str, ids: tuple[str, str]) -> None:
    new = anew(EVERYWHERE, **{was: now})

    assert told(EVERYWHERE, new) == [("text", of, "neutral", TOLD.format(*ids))]


def test_a_member_that_is_called_like_the_question_keeps_its_name() -> None:
    new = anew(EVERYWHERE, rented="is_rented")
    new["facts"]["way"]["one_of"] = EVERYWHERE["facts"]["way"]["one_of"]
    new["materials"]["map"]["when"] = "large or way == rented"

    assert told(EVERYWHERE, new) == [("text", "fact/is_rented", "neutral", TOLD.format("rented", "is_rented"))]


def test_what_a_list_calls_its_members_by_may_have_another_id() -> None:
    new = anew(EVERYWHERE, **{"drivers.called": "drivers.full_name"})
    new["lists"]["drivers"] = anew(EVERYWHERE["lists"]["drivers"], called="full_name")

    assert told(EVERYWHERE, new) == [("text", "fact/drivers.full_name", "neutral", TOLD.format("drivers.called", "drivers.full_name"))]


def test_two_questions_that_change_ids_are_told_one_by_one() -> None:
    new = anew(EVERYWHERE, area="site_area", years="driving_years")

    assert [was for *_, was in told(EVERYWHERE, new)] == [
        TOLD.format("drivers.years", "drivers.driving_years"),
        TOLD.format("area", "site_area"),
    ]


def test_what_else_changed_is_shown_by_a_packet_that_each_ruleset_reads() -> None:
    old = {"facts": {"area": AREA}, "materials": {"map": {"when": "area >= 50"}}}
    new = {"facts": {"site_area": AREA}, "materials": {"map": {"when": "site_area >= 20"}}}
    stricter, neutral = found(old, new)

    assert (stricter.sort, stricter.of, stricter.direction) == ("requirement", "map", "stricter")
    assert stricter.situation == "营业面积20以上不满50"
    assert stricter.witness is not None
    assert (stricter.witness.old["facts"], stricter.witness.new["facts"]) == ({"area": 20}, {"site_area": 20})
    assert neutral.was.zh == TOLD.format("area", "site_area")
    for parts, packet, is_asked in ((old, stricter.witness.old, False), (new, stricter.witness.new, True)):
        with Library(tiny(**parts), CALENDARS, Cache(None)) as library:
            notice = check(library, text(dict(packet)).encode())
            assert any(entry.id == "permit/map" for entry in notice.findings) is is_asked


def test_an_answer_more_is_looser_and_shown_under_both_ids() -> None:
    one_of = {"a": "甲", "b": "乙"}
    old = {"facts": {"sort": {"ask": "哪一类？", "one_of": one_of}}, "materials": {"map": {"when": "sort == a"}}}
    new = {"facts": {"kind_of": {"ask": "哪一类？", "one_of": one_of | {"c": "丙"}}}, "materials": {"map": {"when": "kind_of == a"}}}
    looser, neutral = found(old, new)

    assert (looser.sort, looser.of, looser.direction) == ("answer", "kind_of", "looser")
    assert looser.witness is not None
    assert (looser.witness.old["facts"], looser.witness.new["facts"]) == ({"sort": "c"}, {"kind_of": "c"})
    assert looser.witness.ids == ("permit/fact/sort", "permit/fact/kind_of")
    assert neutral.direction == "neutral"


@pytest.mark.parametrize(
    ("went", "came"),
    [
        ({"rented": RENTED}, {"leased": RENTED | {"ask": "场地是否为租赁？"}}),  # asked otherwise: whether it means the same, a person tells
        ({"rented": RENTED}, {"leased": {"ask": RENTED["ask"], "type": "date"}}),
        ({"rented": RENTED}, {"leased": RENTED | {"answered_by": "office"}}),
        ({"rented": RENTED}, {"leased": RENTED, "let": RENTED}),
        ({"rented": RENTED, "let": RENTED}, {"leased": RENTED}),
        (
            {"rented": {"ask": "哪一类？", "one_of": {"a": "甲", "b": "乙"}}},
            {"leased": {"ask": "哪一类？", "one_of": {"a": "甲", "c": "丙"}}},
        ),
        (
            {"rented": {"ask": "哪一类？", "one_of": {"a": "甲", "b": "乙"}}},
            {"leased": {"ask": "哪一类？", "one_of": {"a": "甲", "b": "乙"}, "chosen_by": "applicant"}},
        ),
    ],
)
def test_what_may_be_another_question_came_and_went(went: Data, came: Data) -> None:
    changes = told({"facts": went, "materials": {"m": {}}}, {"facts": came, "materials": {"m": {}}})

    assert {(sort, of, was) for sort, of, _, was in changes if sort != "text"} == {
        *(("answer", name, "询问") for name in went),
        *(("answer", name, "不询问") for name in came),
    }


def test_a_new_id_that_the_old_rules_use_for_something_else_is_no_new_id() -> None:
    old = {"facts": {"rented": RENTED, "area": AREA}, "definitions": {"let": "area >= 5"}, "materials": {"m": {"when": "rented and let"}}}
    new = {"facts": {"let": RENTED, "area": AREA}, "materials": {"m": {"when": "let and area >= 5"}}}

    assert ("answer", "let", "neutral", "不询问") in told(old, new)


@pytest.mark.parametrize("seed", range(40))
def test_random_rules_under_other_ids_ask_the_same(seed: int) -> None:
    making = Making(seed)
    names = {f"f{i}": f"g{i}" for i in range(4)} | {"ok": "fine", "n": "amount", "who": "people"}
    item = making.item | {"facts": {name: about | {"ask": f"问题{name[1:]}？"} for name, about in making.item["facts"].items()}}
    for listed in item["lists"].values():
        listed |= {"ask": "有哪些人？", "name": "人员"}
        listed["each"] = {name: about | {"ask": f"问{i}？"} for i, (name, about) in enumerate(listed["each"].items())}
    pair = [_opened(parts, making) for parts in (item, anew(item, **names))]
    if None in pair:
        pytest.skip("no ruleset that loads")
    old, new = (library for library in pair if library is not None)
    changes = [change for one in compared(old, new, (ITEM,)).items for change in one.changes]
    renamed = [*item["facts"], *(f"{name}.{field}" for name, listed in item["lists"].items() for field in listed["each"])]

    assert {change.direction for change in changes} <= {"neutral"}
    assert sorted(change.was.zh for change in changes) == sorted(
        [TOLD.format(name, ".".join(names[part] for part in name.split("."))) for name in renamed]
        + [f"清单代码由 {name} 改为 {names[name]}" for name in item["lists"]]
    )


def _opened(item: Data, making: Making) -> Library | None:
    try:
        ruleset: Ruleset = tiny(items={ITEM: item, "other": OTHER}, documents=making.documents)
    except RulesetInvalid:
        return None
    library = Library(ruleset, CALENDARS, Cache(None))
    try:
        library.plan(ruleset.items[ITEM][0])
    except RulesetInvalid:
        return None
    finally:
        library.close()
    return library


# another spelling

@pytest.mark.parametrize("spelling", ["(rented)  and  (area>=50)", "rented 且 area 50 以上"])
def test_another_spelling_of_a_condition_is_no_change_at_all(spelling: str) -> None:
    def parts(condition: str) -> Data:
        facts = {"rented": RENTED, "area": AREA, "floors": AREA | {"ask": "几层？", "given": condition}}
        fee = [{"when": condition, "value": {"charged": True, "standard": "一百元", "basis": [{"law": "act", "article": "4"}]}}, {"value": "none"}]
        return {
            "facts": facts,
            "materials": {"m": {"when": condition}, "n": {"any_of": {"a": {"when": condition}, "b": {}}}},
            "definitions": {"large": condition},
            "never": [f"floors == 0 and {condition}"],
            "not_for": [f"floors == 1 and {condition}"],
            "elements": {"fee": fee},
        }  # fmt: skip

    result = report(parts("rented and area >= 50"), parts(spelling))

    assert result.old.digest == result.new.digest
    assert (result.items, result.shared) == ((), ())


def test_a_condition_that_says_the_same_by_other_words_is_still_told() -> None:
    facts = {"rented": RENTED, "area": AREA}
    old, new = ({"facts": facts, "materials": {"m": {"when": when}}} for when in ("rented", "rented and (area >= 5 or area < 5)"))

    assert told(old, new) == [("requirement", "m", "neutral", "条件、要求的写法改变")]


def test_a_ruleset_that_went_through_a_workbook_has_no_change(tmp_path: Path, run: Run) -> None:
    for name in ("laws.yaml", "disallowed.yaml"):
        shutil.copy(ROOT / "rulesets" / name, tmp_path / name)
    shutil.copytree(ROOT / "rulesets" / "calendars", tmp_path / "calendars")
    disallowed = (tmp_path / "disallowed.yaml").read_text("utf-8")
    (tmp_path / "disallowed.yaml").write_text(re.sub(r"^    when: (.*)$", r"    when: (\1)", disallowed, flags=re.MULTILINE), "utf-8")
    book, place = str(tmp_path / "book.xlsx"), ROOT / "rulesets" / "hengyang"
    assert run("sheet", "export", str(place), "-o", book).code == 0
    assert run("sheet", "import", book, "-o", str(tmp_path / "hengyang"), "--keys", "zh").code == 0

    with load(place, "") as old, load(tmp_path / "hengyang", "") as new:
        result = compared(old, new)
    assert (tmp_path / "disallowed.yaml").read_text("utf-8") != disallowed
    files = [sorted((folder / "items").rglob("*-*.yaml")) for folder in (place, tmp_path / "hengyang")]

    assert [file.read_bytes() for file in files[0] if "cases" not in file.name] != [file.read_bytes() for file in files[1]]
    assert (result.items, result.shared) == ((), ())
