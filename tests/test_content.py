"""The law content that is delivered: it loads, its citations exist, and what nobody published is marked as assumed.

The texts of the acts are no part of the repository. Where they lie beside it, every citation of one of them is resolved to
an article, paragraph and point of the version in force on its day; where they do not, each such test is skipped and says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from materials_rules.plan.classing import Hit, stretches
from materials_rules.plan.compile import compile_version
from materials_rules.plan.engine import Engine
from materials_rules.reading.source import Source, plain, read_source
from materials_rules.rules.basis import Basis
from materials_rules.rules.folder import read_files
from materials_rules.rules.item import ItemFile
from materials_rules.rules.law import standing
from materials_rules.rules.ruleset import MODELS, Ruleset, parse_ruleset
from materials_rules.rules.spelling import in_english

ROOT: Final = Path(__file__).resolve().parents[1]
RULESETS: Final = ROOT / "rulesets"
CITY: Final = RULESETS / "hengyang"

ASSUMED: Final = "assumption"

FILES: Final = sorted(
    path
    for path in [RULESETS / "laws.yaml", RULESETS / "disallowed.yaml", *CITY.glob("*.yaml"), *CITY.glob("items/*/*.yaml")]
    if not path.name.endswith(".cases.yaml")
)


def in_its_words(path: Path) -> tuple[Source, str]:
    """The file in English words, and the language that it is written in."""
    name = path.name if path.is_relative_to(CITY) else f"../{path.name}"
    return in_english(read_source(path.read_bytes(), path.name), MODELS.get(name, ItemFile))


def content(path: Path) -> object:
    return plain(in_its_words(path)[0].root)


def walk(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping[str, object]]]:
    """Every mapping in *value*, with the keys that lead to it."""
    if isinstance(value, Mapping):
        yield path, value
        for key, inner in value.items():
            yield from walk(inner, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for i, inner in enumerate(value):
            yield from walk(inner, (*path, str(i)))


@cache
def ruleset() -> Ruleset:
    return parse_ruleset(read_files(CITY))


# ---------------------------------------------------------------- the files


def test_one_item_is_written_in_chinese_throughout() -> None:
    languages = {path: in_its_words(path)[1] for path in FILES}

    (path,) = [path for path, language in languages.items() if language == "zh"]
    assert path.parent.name == "road-freight-permit"
    assert not re.search(r"\b(and|or|not|has|any|all|true|false|none|assumption)\b", path.read_text("utf-8").split("\n", 1)[1])


def test_everything_loads_without_a_single_diagnostic() -> None:
    loaded = ruleset()
    assert loaded.notes == ()
    assert {"outdoor-advertising", "food-business-licence", "public-place-hygiene", "construction-permit"} <= set(loaded.items)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULESETS).as_posix())
def test_the_first_line_leads_an_editor_to_the_schema(path: Path) -> None:
    inside = path.relative_to(RULESETS).parts
    kind = ("item" if "items" in inside else path.stem) + (".zh" if in_its_words(path)[1] == "zh" else "")
    expected = f"# yaml-language-server: $schema={'../' * len(inside)}schemas/{kind}.schema.json"
    assert path.read_text(encoding="utf-8").split("\n", 1)[0] == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULESETS).as_posix())
def test_no_plain_sentence_lost_its_tail_to_yaml(path: Path) -> None:
    """Braces only around words that hold no comma, colon, `#` or bracket."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        for inside in re.findall(r"\{([^{}]*)\}", line.split("#", 1)[0]):
            for entry in inside.split(", "):
                assert re.fullmatch(r'\w+: ("[^",:#\[\]]*"|[^",:#\[\]]+)', entry), f"{path.name}:{number}: {entry}"


def test_days_and_steps_of_every_item_agree() -> None:
    """The steps add up to the promised limit; the promise is no longer than the law allows, in the same unit."""
    for versions in ruleset().items.values():
        for version in versions:
            elements = version.file.elements
            promised = elements.promised_limit.default()
            statutory = elements.statutory_limit.default()
            steps = [s.takes for s in elements.procedure.default() if s.takes is not None and not s.not_counted]
            if not steps:
                continue
            assert {step.unit for step in steps} == {promised.limit.unit}, version.path
            assert sum(step.value for step in steps) == promised.limit.value, version.path
            if statutory.limit.unit == promised.limit.unit:
                assert promised.limit.value <= statutory.limit.value, version.path
            assert promised.from_ == statutory.from_, version.path


# ---------------------------------------------------------------- nothing without a source


def assumptions(path: Path) -> list[str]:
    return [".".join(at) for at, found in walk(content(path)) if found.get("source") == ASSUMED]


def test_the_document_counts_every_assumption() -> None:
    """docs/content.md has one row for each file with the number of places marked as assumed; all are listed with -s."""
    document = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `rulesets/([^`]+)` \| (\d+) \|", document, re.M))
    counted: dict[str, str] = {}
    for path in FILES:
        name = path.relative_to(RULESETS).as_posix()
        found = assumptions(path)
        counted[name] = str(len(found))
        print(f"{name}: {len(found)}", *found, sep="\n    ")
    table = "\n".join(f"| `rulesets/{name}` | {number} |" for name, number in counted.items())
    assert rows == counted, f"docs/content.md must have these rows:\n{table}"


def test_what_is_asked_has_a_basis_and_what_is_over_asked_says_why_not() -> None:
    for versions in ruleset().items.values():
        for version in versions:
            for slot in version.slots.values():
                if slot.arm.over_asked:
                    assert slot.arm.note, f"{version.path}: {slot.id}"
                else:
                    assert slot.basis, f"{version.path}: {slot.id}"


def test_a_limit_rests_on_an_act_or_is_marked() -> None:
    for versions in ruleset().items.values():
        for version in versions:
            for limit in (version.file.elements.statutory_limit.default(), version.file.elements.promised_limit.default()):
                assert limit.basis or limit.source, version.path


def test_the_days_of_sharing_are_marked_or_decided() -> None:
    for name, document in ruleset().documents.items():
        for live in document.live:
            assert live.source or live.decision, name


def test_nothing_is_deferred_without_a_published_list() -> None:
    """No list of deferrable materials of the city was read, so none is invented."""
    for versions in ruleset().items.values():
        for version in versions:
            for asked in version.asked.values():
                deferrable = asked.requirement.deferrable
                assert deferrable is None or deferrable.published_in.source != ASSUMED, asked.id


# ---------------------------------------------------------------- the classes and the days


def decisive(item: str, first: str, slot: str, day: str) -> Hit | None:
    version = next(v for v in ruleset().items[item] if v.file.in_force_from == dt.date.fromisoformat(first))
    found = version.slots[slot]
    wanted = dt.date.fromisoformat(day).toordinal()
    runs = stretches(ruleset(), version, version.asked[found.requirement], found)
    return next(run for run in runs if run.first <= wanted <= run.last).decisive()


@pytest.mark.parametrize(
    ("item", "first", "slot", "day", "expected"),
    [
        ("construction-permit", "2014-10-25", "supervision-contract", "2018-09-27", None),
        ("construction-permit", "2014-10-25", "bank-funds-proof", "2018-09-27", None),
        ("construction-permit", "2014-10-25", "no-arrears-commitment", "2018-09-27", None),
        ("construction-permit", "2018-09-28", "no-arrears-commitment", "2018-09-28", "C1_NO_BASIS"),
        ("construction-permit", "2018-09-28", "supervision-contract", "2018-09-28", "C1_NO_BASIS"),
        ("construction-permit", "2018-09-28", "bank-funds-proof", "2018-09-28", "C1_NO_BASIS"),
        ("construction-permit", "2018-09-28", "funds-commitment", "2018-09-28", None),
        ("construction-permit", "2019-04-23", "funds-commitment", "2022-01-04", None),
        ("construction-permit", "2019-04-23", "planning-permit", "2019-12-31", None),
        ("construction-permit", "2019-04-23", "planning-permit", "2020-01-01", "C2_SHAREABLE"),
        ("outdoor-advertising", "2017-03-01", "business-licence", "2019-07-19", None),
        ("outdoor-advertising", "2017-03-01", "business-licence", "2019-07-20", "C2_SHAREABLE"),
        ("public-place-hygiene", "2020-01-01", "representative-identity", "2022-01-13", None),
        ("public-place-hygiene", "2020-01-01", "representative-identity", "2022-01-14", "C2_SHAREABLE"),
        ("public-place-hygiene", "2020-01-01", "test-report", "2020-01-01", "C4_COMMITMENT"),
        ("public-place-hygiene", "2020-01-01", "other-materials", "2020-01-01", "C1_NO_BASIS"),
        ("public-place-hygiene", "2025-01-20", "hygiene-rules", "2025-01-20", "C4_COMMITMENT"),
        ("food-business-licence", "2023-12-01", "business-licence", "2023-12-01", "C2_SHAREABLE"),
        ("food-business-licence", "2023-12-01", "premises-proof", "2023-12-01", "C1_NO_BASIS"),
        ("food-business-licence", "2025-07-10", "processing-plan", "2025-07-10", "C1_NO_BASIS"),
    ],
)
def test_the_same_material_on_two_days(item: str, first: str, slot: str, day: str, expected: str | None) -> None:
    hit = decisive(item, first, slot, day)
    assert (hit.class_id if hit else None) == expected


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        ("2018-09-28", ["（住建部令第42号）第四条第一款第七项", "（2011年4月22日修正）第八条第一款第七项"]),
        ("2019-04-23", ["（住建部令第42号）第四条第一款第七项", "（2019年4月23日修正）第八条第一款第五项"]),
    ],
)
def test_a_citation_keeps_meaning_the_same_provision(day: str, texts: list[str]) -> None:
    version = ruleset().items["construction-permit"][1]
    on = dt.date.fromisoformat(day)
    found = [standing(ruleset().laws, b, version.file.in_force_from, on) for b in version.slots["funds-commitment"].basis]
    assert [one.text().split("》")[1] for one in found] == texts


@pytest.mark.parametrize(("point", "becomes"), [("6", "4.1.6"), ("7", None), ("8", "4.1.7"), ("9", "4.1.8")])
def test_order_42_deletes_one_point_and_moves_the_next_ones_up(point: str, becomes: str | None) -> None:
    basis = Basis(law="construction-permit-measures", article="4", paragraph="1", point=point)
    found = standing(ruleset().laws, basis, dt.date(2014, 10, 25), dt.date(2018, 9, 28))
    assert (found.number if found.in_force else None) == becomes
    assert standing(ruleset().laws, basis, dt.date(2014, 10, 25), dt.date(2018, 9, 27)).number == f"4.1.{point}"


def test_every_version_compiles_and_leaves_no_remark() -> None:
    """No open read, no circle, no dead or permanent condition, no cone above the cap."""
    with Engine() as engine:
        for versions in ruleset().items.values():
            for version in versions:
                assert compile_version(ruleset(), version, engine).notes == (), version.path


def test_an_unread_act_is_cited_for_a_material_only_as_an_assumption() -> None:
    """The list of materials in the food measures was not read: whatever cites it for a material is marked."""
    for version in ruleset().items["food-business-licence"]:
        for slot in version.slots.values():
            for basis in slot.basis:
                if basis.law == "food-business-measures":
                    assert basis.source == ASSUMED, slot.id


def versions_of(item: str) -> list[str]:
    return [version.file.in_force_from.isoformat() for version in ruleset().items[item]]


def test_an_item_has_a_version_from_each_day_on_which_its_law_changed() -> None:
    assert versions_of("construction-permit") == ["2014-10-25", "2018-09-28", "2019-04-23"]
    assert versions_of("public-place-hygiene") == ["2020-01-01", "2025-01-20"]
    assert versions_of("food-business-licence") == ["2023-12-01", "2025-07-10"]


def test_nobody_is_released_from_a_permit_by_an_assumed_number() -> None:
    """A number that decides without a permit stands in the text of an act: those that do not are asked of the office."""
    numbers: dict[str, set[str]] = {}
    for name, versions in ruleset().items.items():
        for version in versions:
            for line in version.file.not_for:
                numbers.setdefault(name, set()).update(re.findall(r"[<>]=? ?([0-9]+)", line.when))
    assert {name: found for name, found in numbers.items() if found} == {
        "construction-permit": {"300000", "300"},
        "food-business-licence": {"50"},
    }
