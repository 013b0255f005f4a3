"""The law content that is delivered: it loads, its citations exist, and what nobody published is marked as assumed.

The texts of the acts are no part of the repository. Where they lie beside it, every citation of one of them is resolved to
an article, paragraph and point of the version in force on its day; where they do not, each such test is skipped and says so.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from materials_rules import Library, check, load
from materials_rules.notice.model import Notice
from materials_rules.plan.classing import Hit, stretches
from materials_rules.plan.compile import compile_version
from materials_rules.plan.domain import Value
from materials_rules.plan.engine import Engine
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import RuleBase
from materials_rules.reading.source import Source, plain, read_source
from materials_rules.rules.basis import Basis
from materials_rules.rules.classes import VOCABULARY
from materials_rules.rules.folder import read_files
from materials_rules.rules.item import ItemFile
from materials_rules.rules.law import standing
from materials_rules.rules.place import Law, LawVersion
from materials_rules.rules.ruleset import MODELS, Ruleset, parse_ruleset
from materials_rules.rules.spelling import in_english

ROOT: Final = Path(__file__).resolve().parents[1]
RULESETS: Final = ROOT / "rulesets"
CITY: Final = RULESETS / "hengyang"
TEXTS: Final = Path(os.environ.get("MATERIALS_RULES_LAWS") or ROOT.parent / "shared" / "laws")
"""Where the texts of the acts are; they are no part of this project."""

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


# ---------------------------------------------------------------- what an applicant is told


@cache
def library() -> Library:
    return load(CITY)


def told(example: str, **changes: object) -> Notice:
    """The notice for an example packet with *changes*; facts are added to its own, None takes one away."""
    packet = json.loads((ROOT / "examples" / "packets" / f"{example}.json").read_bytes())
    facts = {**packet.get("facts", {}), **changes.pop("facts", {})}  # type: ignore[dict-item]  # a mapping by convention
    packet |= {**changes, "facts": {name: value for name, value in facts.items() if value is not None}}
    return check(library(), json.dumps(packet).encode(), example)


def asked_of(notice: Notice) -> set[str]:
    """The papers that the applicant must still bring or mend."""
    return {arm.material for finding in notice.findings for arm in finding.arms}


FORM: Final = {"material": "application-form", "originals": 1, "copies": 0, "handed_in_on": "2026-03-02"}
BY_OFFICE: Final = {"document": "business-licence", "status": "found", "by": "market-supervision", "on": "2026-03-02"}


@pytest.mark.parametrize(
    ("marks", "outcome"),
    [
        ({"signed_by": ["applicant"]}, "accept"),
        ({"signed_by": [], "sealed_by": ["applicant"]}, "accept"),
        ({"signed_by": [], "sealed_by": []}, "fix_on_spot"),
        ({"signed_by": []}, "undetermined"),
    ],
)
def test_a_registration_form_is_signed_or_sealed(marks: dict[str, object], outcome: str) -> None:
    """细则 art. 15 para. 1."""
    fields = {"entity_name": "某某店", "premises": "某某路1号"}
    found = told("market-entity-registration-individual", materials=[{**FORM, **marks, "fields": fields}])
    assert found.outcome == outcome


@pytest.mark.parametrize(("kind", "outcome"), [("enterprise", "accept"), ("public_institution", "not_required")])
def test_only_bodies_that_are_no_enterprise_are_excepted_for_budget_money(kind: str, outcome: str) -> None:
    """企业投资项目核准和备案管理条例 art. 22."""
    applicant = json.loads((ROOT / "examples/packets/project-filing-complete.json").read_bytes())["applicant"]
    facts = {"budget_funded": True if kind != "enterprise" else None}
    assert told("project-filing-complete", applicant={**applicant, "kind": kind}, facts=facts).outcome == outcome


def test_a_branch_is_not_asked_for_investors() -> None:
    """细则 art. 25, 30."""
    facts = {"entity": "branch", "premises": "own", "needs_prior_approval": False}
    found = told("market-entity-registration-individual", facts=facts, lists={}, obtained=[BY_OFFICE])
    assert asked_of(found) == {"branch-appointment"}


@pytest.mark.parametrize(
    ("day", "public", "verified"),
    [("2024-06-28", False, True), ("2024-07-01", False, False), ("2024-07-01", True, True)],
)
def test_capital_is_verified_after_the_revision_only_for_the_public(day: str, public: bool, verified: bool) -> None:
    """公司法 (2023) art. 101."""
    facts = {"entity": "joint_stock_company", "formation": "offering", "public_offering": public, "contributes_in_kind": False}
    found = told("market-entity-registration-complete", received_on=day, materials=[], obtained=[], facts=facts)
    assert ("capital-verification" in asked_of(found)) is verified


@pytest.mark.parametrize(
    ("example", "fact", "outcome"),
    [
        ("fire-safety-inspection-curing", {"venue": ["gathering"], "inspection_required": False}, "not_required"),
        ("fire-safety-inspection-curing", {"venue": ["gathering"], "inspection_required": None}, "undetermined"),
        ("outdoor-advertising-complete", {"is_large": None}, "undetermined"),
        ("food-business-licence-complete", {"is_small_business": None}, "undetermined"),
        ("food-business-licence-complete", {"activities": ["management"], "is_small_business": None}, "accept"),
        ("public-place-hygiene-2025-01-20", {"places": ["filed", "listed"]}, "supplement"),
        ("public-place-hygiene-2025-01-20", {"places": ["filed", "catering"]}, "not_required"),
    ],
)
def test_where_the_law_has_no_number_the_office_says_whether_a_permit_is_due(
    example: str, fact: dict[str, object], outcome: str
) -> None:
    assert told(example, facts=fact).outcome == outcome


def test_whose_permit_it_is_to_give_changed_with_the_regulation() -> None:
    """道路运输条例 (2019, 2022) art. 24 para. 1 point 1."""
    before, after = (
        told("road-freight-permit-complete", received_on=day, materials=[], obtained=[]) for day in ("2022-04-29", "2022-05-05")
    )
    assert [one.office.name for one in (before, after)] == ["县级道路运输管理机构", "县级人民政府交通运输主管部门"]


PLAIN_MATERIAL: Final[dict[str, Value]] = {
    "fact/kind": "other", "fact/level": "law", "fact/citations": 1, "fact/citations_in_force": 1, "fact/citations_ended": 0,
    "fact/day": dt.date(2026, 3, 2).toordinal(), "read/held_since": None, "relation/fact/day|read/held_since": None,
}  # fmt: skip
EXAMPLES: Final = [
    (class_id, word, example)
    for class_id, rule in content(RULESETS / "disallowed.yaml")["classes"].items()  # type: ignore[index]  # shape held above
    for word in ("caught", "spared")
    for example in rule[word]
]


@pytest.mark.parametrize(("class_id", "word", "example"), EXAMPLES)
def test_each_class_catches_and_spares_what_its_author_says(class_id: str, word: str, example: dict[str, str]) -> None:
    world = {f"fact/{name}": False for name in VOCABULARY if name != "held_since"} | PLAIN_MATERIAL
    for name, written in example.items():
        value: Value = {"true": True, "false": False}.get(written, written)
        if re.fullmatch(r"[0-9]+", written):
            value = int(written)
        elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            value = dt.date.fromisoformat(written).toordinal()
        assert f"fact/{name}" in world, name
        world[f"fact/{name}"] = value
    rule = ruleset().classes[class_id]
    held = satisfied(rule.when, world, RuleBase({}, {}))
    assert held is (word == "caught")
    assert not held or any(satisfied(condition, world, RuleBase({}, {})) for _, condition in rule.reasons)


# ---------------------------------------------------------------- the texts of the acts

DIGITS: Final = "零一二三四五六七八九"


def number(words: str) -> int:
    """`一百零三` -> 103."""
    total = current = 0
    for word in words:
        if word in DIGITS:
            current = DIGITS.index(word)
        else:
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[word]
            current = 0
    return total + current


def has(path: Path, article: str, paragraph: str | None, point: str | None) -> bool:
    points = articles_of(path).get(article, ())
    if paragraph is None:
        return bool(points) and point is None
    return int(paragraph) <= len(points) and (point is None or int(point) <= points[int(paragraph) - 1])


@cache
def articles_of(path: Path) -> dict[str, tuple[int, ...]]:
    """A published text: for each article the number of points in each of its paragraphs."""
    articles: dict[str, tuple[int, ...]] = {}
    head = re.compile(r"第([零一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?[ \u3000]")
    current: list[int] = []
    name = ""
    for line in (line.strip() for line in path.read_text(encoding="utf-8").split("\n")):
        if not line or line.startswith("#"):
            continue
        if opened := head.match(line):
            name = str(number(opened[1])) + (f"-{number(opened[2])}" if opened[2] else "")
            current = [0]
        elif not current:
            continue
        elif listed := re.match(r"[（(]([一二三四五六七八九十]+)[）)]", line):
            current[-1] = number(listed[1])
        elif not re.match(r"[0-9]+[.．、]", line):  # what stands below a point is no paragraph
            current.append(0)
        articles[name] = tuple(current)
    return articles


def text_in_force(law: Law, day: dt.date) -> tuple[LawVersion, Path | None]:
    """The version in force on *day*, and its text when it lies beside the repository.

    A text is named by the day on which it was adopted; it is that of the first version in force from that day or later.
    """
    version = [v for v in law.versions if v.from_ <= day][-1]
    return version, texts(law).get(version.from_)


def texts(law: Law) -> dict[dt.date, Path]:
    """The texts of *law*, by the day from which they are in force."""
    found = {}
    for path in sorted(TEXTS.glob(f"{law.title.removeprefix('中华人民共和国')}(*).md")):
        adopted = dt.date.fromisoformat(path.stem[-11:-1])
        found[next(v.from_ for v in law.versions if v.from_ >= adopted)] = path
    return found


def cited() -> list[tuple[str, str, str | None, str | None, str]]:
    """Every provision that is cited, with the day for which its author wrote; without a day, the act as it is last."""
    found = set()
    for path in FILES:
        if path.name != "laws.yaml":
            day = path.stem if "items" in path.parts else "9998-12-31"
            for _, mapping in walk(content(path)):
                if "law" in mapping and "article" in mapping:
                    law, article, paragraph, point = (mapping.get(k) for k in ("law", "article", "paragraph", "point"))
                    found.add((str(law), str(article), str(paragraph or ""), str(point or ""), day))
    return [(law, article, paragraph or None, point or None, day) for law, article, paragraph, point, day in sorted(found)]


@pytest.mark.parametrize(("law_id", "article", "paragraph", "point", "day"), cited())
def test_every_citation_names_a_provision_that_exists(
    law_id: str, article: str, paragraph: str | None, point: str | None, day: str
) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the texts of the acts do not lie beside the repository: nothing was resolved")
    law = ruleset().laws[law_id]
    on = dt.date.fromisoformat(day)
    version, path = text_in_force(law, on)
    if path is not None:
        assert has(path, article, paragraph, point), f"{path.name}: {article}.{paragraph}.{point}"
        return
    later = min((first for first in texts(law) if first > on), default=None)
    if later is None:
        pytest.skip(f"no text of 《{law.title}》 as in force from {version.from_} ({version.by}) or later: not resolved")
    # The older text is not here: the provision must at least have become one of the next text that is.
    carried = standing(ruleset().laws, Basis(law=law_id, article=article, paragraph=paragraph, point=point), on, later)
    assert carried.in_force
    parts = (*carried.number.split("."), None, None)
    assert has(texts(law)[later], str(parts[0]), parts[1], parts[2]), f"{law.title} ({later}): {carried.number}"


def test_the_register_counts_articles_paragraphs_and_points_as_the_texts_do() -> None:
    if not TEXTS.is_dir():
        pytest.skip("the texts of the acts do not lie beside the repository: nothing was counted")
    for law in ruleset().laws.values():
        for version in law.versions:
            _, path = text_in_force(law, version.from_)
            counted = len(articles_of(path)) if path is not None else None
            assert version.articles == counted, f"{law.title} {version.from_}"
            divided = " ".join(divisions(path)) if path is not None else None
            assert version.divisions == divided, f"{law.title} {version.from_}"


def divisions(path: Path) -> Iterator[str]:
    """`3.2 12.1.6`: the last paragraph of each article that has several, the last point of each paragraph with points."""
    for article, points in articles_of(path).items():
        for number, last in enumerate(points, 1):
            if last:
                yield f"{article}.{number}.{last}"
        if len(points) > 1 and not points[-1]:
            yield f"{article}.{len(points)}"


def test_it_is_said_aloud_which_citations_rest_on_no_text() -> None:
    laws = ruleset().laws
    unread = Counter(laws[law].title for law, *_ in cited() if not texts(laws[law]))
    if TEXTS.is_dir():
        told = (ROOT / "docs" / "content.md").read_text("utf-8")
        assert [title for title in unread if f"《{title}》" not in told] == [], "an act that nobody read, and no document says so"
    if unread:
        told = "、".join(f"《{title}》{count}" for title, count in sorted(unread.items()))
        pytest.skip(f"{sum(unread.values())} of {len(cited())} cited provisions are of acts whose text is not here: {told}")
