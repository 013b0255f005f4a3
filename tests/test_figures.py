"""The figures: every sum by hand, units apart, what is invented always said to be so."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from building import BASIS, tiny
from calling import Run

from materials_rules import load
from materials_rules.figures.chart import WIDTH, as_svg
from materials_rules.figures.count import GENERATED, Figures, count, together
from materials_rules.figures.report import Change, Report, report
from materials_rules.figures.table import as_json, as_table
from materials_rules.rules.folder import read_files
from materials_rules.rules.limit import Unit
from materials_rules.rules.ruleset import parse_ruleset

ROOT: Final = Path(__file__).parent.parent
DAY: Final = dt.date(2026, 3, 2)
FORMATS: Final = {"table": as_table, "json": as_json, "svg": as_svg}
SHARED: Final = {"licence": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}}
COMMITMENT: Final = {"listed_in": {"title": "清单"}, "basis": [BASIS]}


def limits(law: str, promise: str) -> dict[str, Any]:
    """The two limits of an item, and a procedure that keeps the second."""
    return {
        "statutory_limit": {"limit": law, "from": "acceptance"},
        "promised_limit": {"limit": promise, "from": "acceptance"},
        "procedure": [{"step": "审查", "takes": promise}, {"step": "送达", "not_counted": True}],
    }


def counted(**about: Any) -> Figures:
    return count(tiny(**about), DAY)


def test_days_are_summed_unit_by_unit_and_mixed_ones_are_named() -> None:
    items = {
        "a": {"elements": limits("20 working days", "5 working days")},
        "b": {"elements": limits("10 working days", "3 working days")},
        "c": {"elements": limits("2 months", "1 months")},
        "d": {"elements": limits("7 days as written", "3 days as written")},
        "e": {"elements": limits("20 working days", "7 days as written")},
    }
    figures = counted(items=items)
    days = {unit: (about.items, about.statutory, about.promised) for unit, about in figures.days.items()}

    assert days == {Unit.WORKING_DAY: (2, 30, 8), Unit.MONTH: (1, 2, 1), Unit.DAY_AS_WRITTEN: (1, 7, 3)}
    assert figures.mixed == ("e",)
    told = as_table(report(figures, DAY))
    assert "1 个事项两个期限的单位不同，没有计入任何合计：e。" in told
    assert "工作日 working days" in told and "月 months" in told and "日（照写） days as written" in told


def test_steps_that_take_no_time_of_the_limit_do_not_count() -> None:
    assert counted(items={"a": {"elements": limits("20 working days", "5 working days")}, "b": {}}).steps == 2


def test_every_material_counts_once_as_asked_or_by_its_class() -> None:
    figures = counted(
        materials={
            "form": {},
            "twice": {"for_each": "staff"},
            "when": {"when": "rented"},
            "licence": {"document": "licence"},
            "proof": {"proved_by": "badge", "kind": "proof"},
            "promise": {"commitment": COMMITMENT},
            "lease": {"covers": "site"},
            "site": {},
            "hearsay": {"unverifiable": {"by": "bureau", "on": "2020-01-01", "why": "无法核实"}},
            "folly": {"basis": [], "over_asked": True},
            "rest": {"catch_all": True, "over_asked": True},
            "either": {"any_of": {"deed": {"document": "licence"}, "paper": {}}, "basis": [BASIS]},
            "later": {"due_at": "on_site_check"},
        },
        common={"letter": {"when": "by_agent"}},
        facts={"rented": "boolean"},
        lists={"staff": {"each": {"ok": "boolean"}}},
        documents={**SHARED, "badge": {"name": "证"}},
    )

    assert figures.listed == 13
    assert figures.asked == 8
    assert figures.dropped == {"C1_NO_BASIS": 2, "C2_SHAREABLE": 1, "C3_HELD_LICENCE": 1, "C6_UNVERIFIABLE": 1}
    assert figures.over_asked == 2
    assert figures.among == {"committed": 1, "covered": 1, "later": 1, "deferrable": 0, "partly": 1}


def test_the_day_decides_which_version_and_which_class() -> None:
    items = {"a": [{"materials": {"licence": {"document": "licence"}}}, {"in_force_from": "2027-01-01", "materials": {"x": {}, "y": {}}}]}
    ruleset = tiny(items=items, documents={"licence": {"supplied_by": "holder", "live": [{"from": "2025-01-01", "region": "43"}]}})
    days = [dt.date(2019, 1, 1), dt.date(2024, 1, 1), DAY, dt.date(2027, 1, 1)]

    assert [(len(one.items), one.asked, sum(one.dropped.values())) for one in (count(ruleset, day) for day in days)] == [
        (0, 0, 0), (1, 1, 0), (1, 0, 1), (1, 2, 0),
    ]  # fmt: skip


def test_only_the_items_that_were_asked_for_count() -> None:
    ruleset = tiny(items={"a": {}, "b": {}, "c": {}})

    assert len(count(ruleset, DAY, ["a", "c"]).items) == 2


def test_several_places_are_added_up() -> None:
    one = counted(items={"a": {"elements": limits("20 working days", "5 working days")}})
    other = counted(items={"b": {"elements": limits("9 months", "4 months")}}, place={"ruleset": "other", "name": "别处"})
    both = together([one, other])

    assert both.names == ("试验市", "别处")
    assert len(both.items) == 2
    assert {unit: about.promised for unit, about in both.days.items()} == {Unit.WORKING_DAY: 5, Unit.MONTH: 4}
    assert both.steps == one.steps + other.steps
    assert both.case_types == {"承诺件": 2}


def test_elements_by_situation_and_assumed_limits_are_said() -> None:
    by_situation = [{"when": "rented", "value": "promised"}, {"value": "promised"}]
    assumed = {"promised_limit": {"limit": "2 working days", "source": "assumption"}}
    told = as_table(report(counted(items={"a": {"elements": {"case_type": by_situation} | assumed, "facts": {"rented": "boolean"}}}), DAY))

    assert "1 个事项的要素分情形" in told
    assert "1 个事项的法定期限或者承诺期限标有“假定”" in told


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [(8280, 1546, "81.33"), (2070, 755, "63.53"), (3, 3, "0.00"), (2, 3, "-50.00"), (0, 5, None), (0, 0, None), (8, 7, "12.50"), (3, 2, "33.33"), (6, 1, "83.33"), (800, 799, "0.13")],
)
def test_a_cut_is_rounded_to_the_hundredth_of_a_percent(before: int, after: int, cut: str | None) -> None:
    found = Change("x", ("甲", "x"), before, after, ("个", "x")).cut

    assert found == (None if cut is None else Decimal(cut))


def test_items_of_another_time_are_told_apart() -> None:
    before = counted(items={"a": {}, "b": {}})
    after = counted(items={"b": {}, "c": {}, "d": {}})
    told = as_table(report(after, DAY, before, DAY))

    assert "1 个前后都有，1 个只在前，2 个只在后" in told
    assert "前后不是同一批" not in as_table(report(after, DAY, after, DAY))


# the invented catalogue


@cache
def generator() -> ModuleType:
    """`examples/catalogue/generate.py`, which is no part of the package."""
    folder = str(ROOT / "examples" / "catalogue")
    sys.path.insert(0, folder)  # as Python itself does for a program
    try:
        return importlib.import_module("generate")
    finally:
        sys.path.remove(folder)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both places of the invented catalogue."""
    folder = tmp_path_factory.mktemp("catalogue")
    for when in ("before", "after"):
        generator().write(folder, when)
    return folder


@pytest.fixture(scope="module")
def figures(catalogue: Path) -> dict[str, Figures]:
    """What is counted of them."""
    days = {"before": dt.date(2016, 1, 1), "after": dt.date(2022, 1, 14)}
    return {when: count(parse_ruleset(read_files(catalogue / when)), day) for when, day in days.items()}


@pytest.fixture(scope="module")
def told(figures: dict[str, Figures]) -> Report:
    """The report of the invented reform."""
    return report(figures["after"], dt.date(2022, 1, 14), figures["before"], dt.date(2016, 1, 1))


def test_the_published_sums_come_out(told: Report) -> None:
    changes = {change.key: (change.before, change.after, str(change.cut), change.items) for change in told.changes}

    assert changes["days.working_day"] == (8280, 1546, "81.33", 494)
    assert changes["promised.working_day"] == (8280, 1546, "81.33", None)
    assert changes["steps"] == (2070, 755, "63.53", None)
    assert {key for key in changes if key.startswith("days.")} == {"days.working_day"}


def test_every_case_type_and_every_class_is_there(figures: dict[str, Figures]) -> None:
    assert figures["after"].case_types == {"即办件": 339, "一审一核件": 49, "承诺件": 106}
    assert set(figures["after"].dropped) == {"C1_NO_BASIS", "C2_SHAREABLE", "C3_HELD_LICENCE", "C6_UNVERIFIABLE"}
    assert figures["after"].among["committed"] and figures["after"].among["covered"]
    assert len(figures["after"].departments) == 19
    assert figures["before"].asked > figures["after"].asked


@pytest.mark.parametrize("format_", FORMATS)
def test_what_was_invented_is_said_to_be_in_every_format(told: Report, format_: str, figures: dict[str, Figures]) -> None:
    with load(ROOT / "rulesets" / "hengyang") as library:
        real = report(count(library.ruleset, DAY), DAY)
    alone = report(figures["after"], DAY)
    label = "不是任何改革的证据"

    assert label in FORMATS[format_](told)
    assert label in FORMATS[format_](alone)
    assert "494 个事项由程序虚构" in FORMATS[format_](alone)
    assert label not in FORMATS[format_](real)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_every_number(told: Report, format_: str) -> None:
    text = FORMATS[format_](told)
    numbers = [str(number) for change in told.changes for number in (change.before, change.after)]
    numbers += [str(tally.number) for group in told.groups if group.key != "totals" for tally in group.tallies]

    assert [number for number in numbers if number not in text] == []
    assert "81.33" in text and "63.53" in text
    assert all(note[0] in text and note[1] in text for note in told.notes)


def test_the_table_stands_in_columns(told: Report) -> None:
    from unicodedata import east_asian_width

    lines = as_table(told).splitlines()
    start = next(i for i, line in enumerate(lines) if "减少 cut" in line)
    ends = set()
    for line in lines[start : start + 1 + len(told.changes)]:
        before = line.partition("%")[0] if "%" in line else line.partition(" cut")[0] + " cut"
        ends.add(sum(2 if east_asian_width(sign) in "FW" else 1 for sign in before) + ("%" in line))

    assert len(ends) == 1


def test_the_drawing_is_well_formed_and_stays_on_its_sheet(told: Report) -> None:
    root = ElementTree.fromstring(as_svg(told))
    space = "{http://www.w3.org/2000/svg}"
    height = float(root.attrib["height"])

    assert {one.tag.removeprefix(space) for one in root.iter()} <= {"svg", "title", "desc", "defs", "pattern", "path", "rect", "text"}
    assert root.attrib["aria-labelledby"] == "title desc"
    for one in root.iter(f"{space}rect"):
        assert float(one.get("x", "0")) + float(one.attrib["width"]) <= WIDTH
        assert float(one.get("y", "0")) + float(one.attrib["height"]) <= height
    for one in root.iter(f"{space}text"):
        assert 0 < float(one.attrib["y"]) < height and one.text
    bars = [float(one.attrib["width"]) for one in root.iter(f"{space}rect") if one.get("fill") in ("#333", "url(#before)")]
    assert bars[1] / bars[0] == pytest.approx(1546 / 8280, abs=0.01)


def test_a_name_that_is_too_long_is_cut_in_the_drawing_alone() -> None:
    name = "名" * 40
    found = report(counted(departments={"bureau": {"name": name}}), DAY)

    assert name in as_table(found) and name in as_json(found)
    assert name not in as_svg(found) and "名…" in as_svg(found)


def test_the_json_is_one_object_with_its_schema(told: Report) -> None:
    found = json.loads(as_json(told))

    assert found["schema"] == "stats/1"
    assert found["compared_with"] == {"names": ["生成市（示范数据，改革前）"], "day": "2016-01-01"}
    assert found["changes"][0]["cut_percent"] == "81.33"
    assert {one["key"]: one["number"] for one in found["counts"]["totals"]} == {"items": 494, "steps": 755, "charged": 38}


def test_the_same_call_writes_the_same_bytes(catalogue: Path, tmp_path: Path) -> None:
    place = generator().write(tmp_path, "after", items=20)

    for path in sorted(place.rglob("*.yaml")):
        assert path.read_bytes() == (catalogue / path.relative_to(tmp_path)).read_bytes()


def test_the_invented_items_are_of_a_real_size_and_say_what_they_are(catalogue: Path) -> None:
    files = sorted((catalogue / "after" / "items").rglob("*.yaml"))
    sizes = [path.stat().st_size for path in files]

    assert len(files) == 494
    assert 5_500 < sum(sizes) / len(sizes) < 6_500 and min(sizes) > 4_000 and max(sizes) < 9_000
    assert all(f"\nsource: {GENERATED}\n" in path.read_text("utf-8") for path in files)


def test_the_invented_catalogue_compiles_without_an_error(tmp_path: Path) -> None:
    for when in ("before", "after"):
        with load(generator().write(tmp_path, when, items=60), "") as library:
            assert [note for note in library.compile_all() if note.severity == "error"] == []
            assert library.ruleset.place.name.startswith("生成市（示范数据")


def test_the_generator_leaves_a_folder_that_is_in_use_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("x")
    monkeypatch.setattr(sys, "argv", ["generate.py", str(tmp_path)])

    with pytest.raises(SystemExit) as ended:
        generator().main()

    assert ended.value.code == 2
    assert "not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# the command


def test_stats_prints_a_table_and_says_which_day(run: Run) -> None:
    ended = run("stats", str(ROOT / "rulesets" / "hengyang"))

    assert (ended.code, "X-AS-OF-CHOSEN" in ended.err) == (0, True)
    assert "衡阳市  2025-07-10" in ended.out
    assert "54.81%" in ended.out


def test_stats_counts_one_item_or_all(run: Run) -> None:
    place = ROOT / "rulesets" / "hengyang"
    ended = run("stats", str(place / "items" / "outdoor-advertising"), "--format", "json", "--as-of", "2026-03-02")

    assert ended.code == 0 and ended.err == ""
    assert json.loads(ended.out)["changes"][0] | {"label": None, "unit": None} == {
        "key": "days.working_day", "label": None, "before": 20, "after": 2, "cut_percent": "90.00", "unit": None, "items": 1,
    }  # fmt: skip


def test_stats_compares_and_writes_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    after, before = (generator().write(tmp_path / "few", when, items=20) for when in ("after", "before"))
    ended = run("stats", str(after), "--compare", str(before), "--format", "svg", "-o", str(file))

    steps = [sum(1 for number in range(20) for _ in generator().Item(number).steps(when)) for when in ("before", "after")]
    assert (ended.code, ended.out) == (0, "")
    assert f"−{Change('', ('', ''), *steps, ('', '')).cut}%" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere"], 2, "X-MISSING"),
        (["."], 2, "X-NO-RULESET"),
        (["PLACE", "--as-of", "2026-02-30"], 2, "X-DATE"),
        (["PLACE", "--as-of", "1999-01-01"], 2, "X-NONE-IN-FORCE"),
        (["PLACE", "--format", "pie"], 2, "X-VALUE"),
        (["PLACE", "-o", "PLACE/ruleset.yaml"], 2, "X-OVERWRITE"),
        (["PLACE", "-o", "nowhere/x.svg"], 2, "X-MISSING"),
        (["PLACE", "--compare", "nowhere"], 2, "X-MISSING"),
        (["CALENDARS"], 2, "X-NO-RULESET"),
        ([], 2, "X-ARGUMENT"),
        (["BROKEN"], 20, "R-"),
    ],
)
def test_stats_says_what_is_wrong(run: Run, words: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    monkeypatch.chdir(tmp_path)
    if "BROKEN" in words:
        shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
        (tmp_path / "rulesets" / "hengyang" / "sharing.yaml").write_text("documents: [")
    known = {"PLACE": str(ROOT / "rulesets" / "hengyang"), "CALENDARS": str(ROOT / "rulesets" / "calendars" / "cn"), "BROKEN": str(tmp_path / "rulesets" / "hengyang")}
    ended = run("stats", *(word.replace("PLACE", known["PLACE"]) if word not in known else known[word] for word in words))

    assert ended.code == code, ended.err
    assert said in ended.err
    assert ended.out == ""
