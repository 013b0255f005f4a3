"""What authors write: every fault at its line and column in these words, versions, digest.

`tests/bad/rulesets/*.edit` break a valid ruleset in one place each; beside each stands what must be said.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Final

import pytest
from editing import FOLDER, ITEM, Edit, edited, load, read_edits

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import MaterialsRulesError, RulesetInvalid
from materials_rules.ground.messages import plan, rules, shape
from materials_rules.plan.compile import compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.folder import Files
from materials_rules.rules.ruleset import parse_ruleset
from materials_rules.rules.version import type_of

BAD: Final = Path(__file__).parent / "bad" / "rulesets"
EDITS: Final = sorted(BAD.glob("*.edit"))

ELSEWHERE: Final = {
    "R-EFFECTIVE-GAP": "below: two files",
    "R-EFFECTIVE-OVERLAP": "below: two files",
    "R-ENGINE": "of the engine",
    "R-FILE": "tests/test_rules_files.py: no file",
    "R-FILE-NAME": "tests/test_rules_files.py: the name of a file",
    "R-FOLDER-NAME": "tests/test_rules_files.py: the name of a folder",
    "R-JUDGES": "of the two judges",
    "R-PATH": "tests/test_rules_files.py: a link",
    "R-SHAPE": "tests/test_shape.py",
    "R-WIDE": "of the lowering",
    "R-WORDLANG": "tests/test_keys.py",
}
"""Codes that no single edit of a file brings about, and where they are tested."""


def said(files: Files) -> tuple[Diagnostic, ...]:
    """Everything that is said about *files*, compiling them too where they load."""
    try:
        ruleset = parse_ruleset(files)
        with Engine() as engine:
            return compile_version(ruleset, ruleset.items["sign"][0], engine).notes
    except MaterialsRulesError as refused:
        return refused.diagnostics


def codes(*edits: Edit) -> list[str]:
    """`R-DAY 61:54` for every fault."""
    with pytest.raises(RulesetInvalid) as raised:
        load(*edits)
    return [f"{fault.code} {fault.place.line}:{fault.place.column}" for fault in raised.value.diagnostics]


# ---------------------------------------------------------------- edits beside what is said about them


@pytest.mark.parametrize("path", EDITS, ids=lambda path: path.stem)
def test_a_bad_ruleset_is_refused_at_its_place_in_these_words(path: Path) -> None:
    files, place = edited(read_edits(path))

    found = said(files)

    assert place in [str(fault.place) for fault in found]
    assert "".join(f"{line}\n" for fault in found for line in fault.lines()) == path.with_suffix(".out").read_text("utf-8")


def test_every_code_has_a_bad_ruleset() -> None:
    shown = "".join(path.with_suffix(".out").read_text("utf-8") for path in EDITS)
    families = {**shape.MESSAGES, **rules.MESSAGES, **plan.MESSAGES}

    assert {path.stem for path in BAD.glob("*.out")} == {path.stem for path in EDITS}
    assert {code for code in families if f" {code}: " not in shown} == set(ELSEWHERE)


def test_the_base_is_valid() -> None:
    ruleset = load()

    assert ruleset.notes == ()
    assert list(ruleset.items) == ["lease-record", "sign"]
    with Engine() as engine:
        assert all(compile_version(ruleset, versions[0], engine).notes == () for versions in ruleset.items.values())


def test_all_faults_are_said_at_once_in_the_order_of_the_files() -> None:
    found = codes(
        (ITEM, "minimum: 0\n", "minimum: null\n"),
        (ITEM, "      kind: form\n", "      kind: paper\n"),
        ("departments.yaml", "    name: 市场局\n", ""),
        ("../laws.yaml", "    level: rule\n", "    level: rules\n"),
    )

    assert found == ["R-WORD 23:12", "R-MISSING 6:3", "R-WORD 30:13", "R-DECIMAL 120:14"]


def test_what_a_file_of_all_items_has_wrong_is_said_once() -> None:
    assert codes(("common.yaml", "    when: by_agent\n", "    when: by_agend\n")) == ["R-NAME 5:11"]


# ---------------------------------------------------------------- hazards


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        # B02: keys that are or look equal
        ((ITEM, "  rented:\n    ask", "  area:\n    ask"), "R-DUPKEY 122:3"),
        ((ITEM, "  rented:\n    ask", "  Area:\n    ask"), "R-DUPKEY 122:3"),
        ((ITEM, "  rented:\n    ask", "  ａrea:\n    ask"), "R-DUPKEY 122:3"),
        ((ITEM, "  tax_code:", "  1:"), "R-IDENTIFIER 142:3"),
        ((ITEM, "  tax_code:", "  1.0:"), "R-IDENTIFIER 142:3"),
        ((ITEM, "  tax_code:", "  true:"), "R-IDENTIFIER 142:3"),
        # B08: one spelling for each kind of value
        ((ITEM, "decimals: 2\n    minimum", "decimals: 02\n    minimum"), "R-WHOLE 119:15"),
        ((ITEM, "decimals: 2\n    minimum", "decimals: 2.0\n    minimum"), "R-WHOLE 119:15"),
        ((ITEM, "maximum: 900.5", "maximum: 9e2"), "R-DECIMAL 121:14"),
        ((ITEM, "maximum: 900.5", "maximum: .5"), "R-DECIMAL 121:14"),
        ((ITEM, "maximum: 900.5", "maximum: ９００"), "R-DECIMAL 121:14"),
        ((ITEM, "in_force_from: 2020-01-01", "in_force_from: 20200101"), "R-DAY 2:16"),
        ((ITEM, "in_force_from: 2020-01-01", "in_force_from: 2020-02-30"), "R-DAY 2:16"),
        ((ITEM, "        sealed_by:", "        in_date: True\n        sealed_by:"), "R-FLAG 36:18"),
        ((ITEM, "        sealed_by:", "        in_date: 1\n        sealed_by:"), "R-FLAG 36:18"),
        # B13: types in conditions
        ((ITEM, "      when: high\n", "      when: area == rented\n"), "R-TYPE 55:21"),
        ((ITEM, "      when: high\n", "      when: rented > 5\n"), "R-TYPE 55:13"),
        ((ITEM, "      when: high\n", "      when: area > 5.125\n"), "R-DECIMALS 55:20"),
        # B18: nothing grows without an end
        ((ITEM, "      when: high\n", f"      when: {'rented or ' * 10_000}rented\n"), "R-CONDITION-LIMIT 55:4013"),
        ((ITEM, "      when: high\n", f"      when: {'not ' * 50}rented\n"), "R-CONDITION-LIMIT 55:141"),
        ((ITEM, "  high: kinds has roof and storeys >= 10", "  high: not high"), "R-CYCLE 154:9"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hazard_is_met_at_its_place(edit: Edit, fault: str) -> None:
    assert fault in codes(edit)


def test_texts_stay_what_was_written() -> None:
    """B08: a number with zeros in front, a clock, a version, a word of another language."""
    contact = '  contact: {phone: "0734", supervision_phone: "12345"}'
    for text in ("0734", "9:00", "no", "1.10", "1_000", "2026-01-01", "0x1F", "~", "1e3"):
        written = f"  contact:\n    phone: {text}\n    supervision_phone: 12345"
        phone = load((ITEM, contact, written)).items["sign"][0].file.elements.contact.default().phone
        assert phone == text


@pytest.mark.parametrize(
    "words",
    [
        "{{area}}", "}}", "{% if %}", "${area}", "%(area)s", "%s", "%d 米", "{0.__class__}", "{area}", "{}", "<b>", "</p>",
        '<script src="x">', "<img src=x onerror=y>",
    ],
)  # fmt: skip
def test_words_that_look_like_a_template_are_refused(words: str) -> None:
    """B19."""
    assert codes((ITEM, "    say: 租用的不能上楼顶", f"    say: '租用的{words}不能'")) == ["R-TEMPLATE 158:10"]


@pytest.mark.parametrize("words", ["面积 < 5 且 > 3", "100%合格", "50%以上", "a < b > c", "「甲」（乙）", "1 < 2", "%", "$5", "{甲：乙}"])
def test_words_that_only_use_such_signs_are_words(words: str) -> None:
    load((ITEM, "    say: 租用的不能上楼顶", f"    say: '{words}'"))


def test_a_field_that_may_not_be_there_is_told_beforehand_or_refused() -> None:
    """B14: a field that is read has its name; what reads it is guarded, or the plan refuses."""
    files, _ = edited([(ITEM, "        holder: {name: 持证人}", "        holder: {ask: 证上写的是谁？}")])
    assert not said(files)
    files, _ = edited([(ITEM, "      when: high\n", "      when: provided(lease) and lease.until < 2030-01-01\n")])
    assert not said(files)


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        ("{law: 某法}", "R-LAW"),
        ("{law: city-regulation, article: \"41\"}", "R-NO-ARTICLE"),
        ("{law: old-measures}", "R-LAW-NOT-IN-FORCE"),
        ("{law: city-regulation, article: \"\"}", "R-EMPTY-WORDS"),
        ("{law: city-regulation, article: 十一}", "R-ARTICLE"),
        ("{law: city-regulation, article: \"16-0\"}", "R-ARTICLE"),
    ],
)  # fmt: skip
def test_a_basis_is_a_provision_in_force(basis: str, code: str) -> None:
    """B11."""
    old = '    - {law: licensing-law, article: "12"}\n    - {law: city'
    assert code in codes((ITEM, old, f"    - {basis}\n    - {{law: city"))[0]


def test_an_unknown_check_is_refused_when_the_ruleset_loads() -> None:
    with pytest.raises(RulesetInvalid, match="R-NO-IDENTIFIER"):
        load((ITEM, "    type: text\n    check: credit_code", "    type: text\n    check: shared"))
    with pytest.raises(RulesetInvalid, match="R-NO-IDENTIFIER"):
        load((ITEM, "code: {name: 代码, check: credit_code}", "code: {name: 代码, check: identifiers}"))


def test_a_definition_without_lists_may_stand_in_a_statement_about_one() -> None:
    load((ITEM, "  crowded: count(fitters) > 3", "  crowded: any(fitters, climbs and high)"))


def test_a_circle_of_definitions_inside_a_list_ends_with_its_fault() -> None:
    faults = codes((ITEM, "  crowded: count(fitters) > 3", "  crowded: any(fitters, busy)\n  busy: crowded or rented"))

    assert faults == ["R-CYCLE 155:12"]


# ---------------------------------------------------------------- versions


def versions(*days: tuple[str, str | None]) -> Files:
    """The base with versions of `sign` from each first day, with its last day where one is written."""
    files, _ = edited()
    text = files.bytes_of.pop(ITEM).decode()
    for first, last in days:
        end = f"\nin_force_to: {last}" if last else ""
        files.bytes_of[f"items/sign/{first}.yaml"] = text.replace(
            "in_force_from: 2020-01-01", f"in_force_from: {first}{end}"
        ).encode()
    return files


def test_the_version_of_a_day() -> None:
    ruleset = parse_ruleset(versions(("2020-01-01", None), ("2021-06-01", "2022-12-31")))

    def first_day(day: str) -> str | None:
        version = ruleset.version("sign", dt.date.fromisoformat(day))
        return None if version is None else version.file.in_force_from.isoformat()

    assert [first_day(day) for day in ("2019-12-31", "2020-01-01", "2021-05-31", "2021-06-01", "2022-12-31", "2023-01-01")] == [
        None, "2020-01-01", "2020-01-01", "2021-06-01", "2021-06-01", None,
    ]  # fmt: skip
    assert ruleset.last_day(ruleset.items["sign"][0]) == dt.date(2021, 5, 31)
    assert ruleset.version("nothing", dt.date(2021, 1, 1)) is None
    assert (ruleset.title("sign"), ruleset.title("nothing")) == ("店招设置", "nothing")


@pytest.mark.parametrize(
    ("last", "code"),
    [("2021-05-31", None), ("2021-05-30", "R-EFFECTIVE-GAP"), ("2021-06-01", "R-EFFECTIVE-OVERLAP"), ("2024-01-01", "R-EFFECTIVE-OVERLAP")],
)
def test_versions_neither_overlap_nor_leave_a_gap(last: str, code: str | None) -> None:
    """B22."""
    files = versions(("2020-01-01", last), ("2021-06-01", None))
    if code is None:
        assert len(parse_ruleset(files).items["sign"]) == 2
        return
    with pytest.raises(RulesetInvalid) as raised:
        parse_ruleset(files)
    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.place.path) == (code, f"{FOLDER}/items/sign/2020-01-01.yaml")
    assert fault.args == {"end": last, "begin": "2021-06-01"}
    assert last in fault.say("zh") and "2021-06-01" in fault.say("en")


def test_a_deferral_on_an_assumption_serves_an_example_only() -> None:
    edit = (ITEM, "{title: 容缺清单, number: 第1号, on: 2019-06-01}", "{source: assumption}")
    files, _ = edited([edit])

    notes = parse_ruleset(Files("examples/town", files.bytes_of)).notes

    assert [(note.code, note.severity) for note in notes] == [("R-DEFERRAL-ASSUMED", Severity.INFORMATION)]
    assert codes(edit) == ["R-DEFERRAL-ASSUMED 61:32"]


# ---------------------------------------------------------------- as many faults as can be seen at once


def test_a_file_of_the_wrong_shape_still_tells_what_is_wrong_with_its_sentences() -> None:
    """A key that is none, conditions that cannot be read, and a definition: one round of corrections, not three."""
    edits = (
        (ITEM, "      kind: drawing\n", "      knid: drawing\n"),
        (ITEM, "      when: high\n", "      when: high 并且 high\n"),
        (ITEM, "definitions:\n", "definitions:\n  odd: storeys > 2层\n"),
    )

    assert [code.split()[0] for code in codes(*edits)] == ["R-UNKNOWN", "R-CONDITION-WORD", "R-CONDITION-NUMBER"]


def test_what_people_call_an_option_is_no_sentence() -> None:
    odd = (ITEM, "facts:\n", "facts:\n  way: {ask: 甲？, one_of: {when: 甲 并且 乙, b: 丙}}\n")

    assert [code.split()[0] for code in codes(odd, (ITEM, "      kind: drawing\n", "      kind: darwing\n"))] == ["R-WORD"]


def test_an_item_is_understood_though_a_file_of_the_place_is_wrong() -> None:
    edits = ((ITEM, "      when: high\n", "      when: hihg\n"), ("departments.yaml", "departments:\n", "departmants:\n"))
    act = (ITEM, "{law: licensing-law, article: \"12\"}", "{law: licensing, article: \"12\"}")

    assert {code.split()[0] for code in codes(*edits, act)} == {"R-NAME", "R-MISSING", "R-UNKNOWN", "R-LAW"}


# ---------------------------------------------------------------- digest


def test_comments_blanks_and_the_order_of_our_keys_do_not_change_the_digest_but_content_does() -> None:
    digest = load().digest
    assert re.fullmatch("sha256:[0-9a-f]{64}", digest)
    same: list[Edit] = [
        (ITEM, "item: sign\n", "# 说明\n\nitem:   sign   # 代号\n"),
        (ITEM, "    - enterprise\n    - individual_business", "    [enterprise, individual_business]"),
        (ITEM, "    when: kinds has lit\n", "    when: 'kinds has lit'\n"),
        (ITEM, "      hand_in:\n        medium: either", "      hand_in: {medium: either}"),
        (ITEM, "      name: 图纸\n      kind: drawing\n", "      kind: drawing\n      name: 图纸\n"),
    ]
    other: list[Edit] = [
        (ITEM, "    - enterprise\n    - individual_business", "    - individual_business\n    - enterprise"),
        (ITEM, "      when: high\n", "      when: high or rented\n"),
        (ITEM, "say: 租用的不能上楼顶", "say: 租用的，不能上楼顶"),
        ("../laws.yaml", "title: 旧办法", "title: 老办法"),
        ("common.yaml", "originals: 1", "originals: 2"),
    ]

    assert {load(edit).digest for edit in same} == {digest}
    assert len({digest, *(load(edit).digest for edit in other)}) == len(other) + 1


def test_fingerprints_differ_where_bytes_do() -> None:
    one, other = edited()[0], edited([(ITEM, "item: sign\n", "item: sign # \n")])[0]

    assert one.fingerprint() == edited()[0].fingerprint() != other.fingerprint()
    # a path and a content that flow into one another are still two
    assert Files("", {"a": b"bc"}).fingerprint() != Files("", {"ab": b"c"}).fingerprint()


# ---------------------------------------------------------------- what a version knows


def test_slots_and_their_places() -> None:
    version = load().items["sign"][0]

    assert {slot.id: slot.requirement for slot in version.slots.values()} == {
        "sign-form": "sign-form",
        "shop-licence": "shop-licence",
        "drawing": "drawing",
        "deed": "right",
        "lease": "right",
        "fitter-card": "fitter-card",
        "power-plan": "power-plan",
        "power": "power",
    }
    assert version.slots["deed"].at == ("elements", "materials", "right", "any_of", "deed")
    assert str(version.slots["deed"].place) == f"{FOLDER}/{ITEM}:67:9"
    assert version.slots["deed"].basis == tuple(version.asked["right"].requirement.basis)
    assert (version.asked["power-plan"].group, version.asked["power"].common) == ("灯箱", True)
    assert version.slots["fitter-card"].list == "fitters"


def test_a_pattern_is_told_in_words() -> None:
    from materials_rules.verdict.form import criteria

    told = [criterion.say for criterion in criteria(load().items["sign"][0].slots["lease"].arm)]

    assert any("两个大写字母加四位数字" in say for say in told)
    assert not any("[A-Z]" in say for say in told)


def test_every_name_of_an_answer_has_its_type() -> None:
    file = load().items["sign"][0].file

    assert {name: type(type_of(fact)).__name__ for name, fact in file.facts.items()} == {
        "area": "Number", "rented": "Boolean", "storeys": "Number", "kinds": "SomeOf", "route": "OneOf",
        "key_road": "Boolean", "tax_code": "Text",
    }  # fmt: skip
