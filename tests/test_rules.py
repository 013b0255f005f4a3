"""What authors write: every fault at its line and column in these words, versions, citations, digest, files.

`tests/bad/rulesets/*.edit` break a valid ruleset in one place each; beside each stands what must be said.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import Final

import pytest
from editing import BASE, FOLDER, ITEM, Edit, edited, read_edits
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import MaterialsRulesError, RulesetInvalid, WrongUsage
from materials_rules.ground.messages import plan, rules, shape
from materials_rules.plan.compile import compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.basis import Basis
from materials_rules.rules.folder import LARGEST_FILE, Files, read_files
from materials_rules.rules.law import UnknownProvision, chinese_number, standing, turning_days
from materials_rules.rules.place import Law
from materials_rules.rules.ruleset import Ruleset, parse_ruleset
from materials_rules.rules.version import type_of

BAD: Final = Path(__file__).parent / "bad" / "rulesets"
EDITS: Final = sorted(BAD.glob("*.edit"))
RULESETS: Final = Path(__file__).parent.parent / "rulesets"

ELSEWHERE: Final = {
    "R-EFFECTIVE-GAP": "below: two files",
    "R-EFFECTIVE-OVERLAP": "below: two files",
    "R-ENGINE": "of the engine",
    "R-FILE": "below: no file",
    "R-FILE-NAME": "below: the name of a file",
    "R-FOLDER-NAME": "below: the name of a folder",
    "R-JUDGES": "of the two judges",
    "R-PATH": "below: a link",
    "R-SHAPE": "tests/test_shape.py",
    "R-WIDE": "of the lowering",
    "R-WORDLANG": "tests/test_keys.py",
}
"""Codes that no single edit of a file brings about, and where they are tested."""


def load(*edits: Edit) -> Ruleset:
    return parse_ruleset(edited(edits)[0])


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


def test_comments_and_blanks_do_not_change_the_digest_but_order_and_content_do() -> None:
    digest = load().digest
    assert re.fullmatch("sha256:[0-9a-f]{64}", digest)
    same: list[Edit] = [
        (ITEM, "item: sign\n", "# 说明\n\nitem:   sign   # 代号\n"),
        (ITEM, "    - enterprise\n    - individual_business", "    [enterprise, individual_business]"),
        (ITEM, "    when: kinds has lit\n", "    when: 'kinds has lit'\n"),
        (ITEM, "      hand_in:\n        medium: either", "      hand_in: {medium: either}"),
    ]
    other: list[Edit] = [
        (ITEM, "    - enterprise\n    - individual_business", "    - individual_business\n    - enterprise"),
        (ITEM, "      name: 图纸\n      kind: drawing\n", "      kind: drawing\n      name: 图纸\n"),
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


# ---------------------------------------------------------------- files


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The base on disk, where a test may spoil it."""
    for path in sorted(BASE.parent.rglob("*.yaml")):
        copy = tmp_path / "rulesets" / path.relative_to(BASE.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path / "rulesets" / "town"


def refused(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(RulesetInvalid) as raised:
        read_files(folder)
    return [(fault.code, Path(fault.place.path).name) for fault in raised.value.diagnostics]


def test_only_files_of_a_ruleset_are_read(town: Path) -> None:
    """B21: backups of editors, cases and notes are passed over."""
    before = read_files(town)
    for name in ("2020-01-01.yaml~", ".2020-01-01.yaml.swp", "#2020-01-01.yaml#", ".hidden.yaml", "2020-01-01.cases.yaml", "notes.txt", "2020-01-01.yaml.orig", "2020-01-01.yaml.bak"):
        (town / "items" / "sign" / name).write_text("item: [")
    (town / "items" / "README.md").write_text("x")
    (town / "bundles").mkdir()

    assert read_files(town) == before


def test_the_bytes_that_are_parsed_are_the_bytes_that_were_read(town: Path) -> None:
    files = read_files(town)
    digest = parse_ruleset(files).digest
    (town / "common.yaml").write_text("materials: {}")

    assert parse_ruleset(files).digest == digest != parse_ruleset(read_files(town)).digest


@pytest.mark.parametrize("name", ["items/sign/2021-01-01.yaml", "ruleset.yaml", "common.yaml", "../laws.yaml", "items/other"])
def test_a_link_is_refused(town: Path, tmp_path: Path, name: str) -> None:
    """B21: it can lead out of the folder."""
    target = tmp_path / "target.yaml"
    target.write_text("materials: {}")
    (town / name).unlink(missing_ok=True)
    (town / name).symlink_to(target if name.endswith(".yaml") else tmp_path)

    assert refused(town) == [("R-PATH", Path(name).name)]


def test_a_linked_folder_of_items_is_refused(town: Path, tmp_path: Path) -> None:
    (town / "items").rename(tmp_path / "elsewhere")
    (town / "items").symlink_to("../../elsewhere")

    assert refused(town) == [("R-PATH", "items")]


def test_what_is_no_plain_file_is_refused_and_holds_nobody_up(town: Path) -> None:
    """B69: a named pipe waits for its writer, and a device may never end."""
    for name in ("departments.yaml", "items/sign/2020-01-01.yaml"):
        (town / name).unlink()
        os.mkfifo(town / name)

    assert refused(town) == [("R-FILE", "departments.yaml"), ("R-FILE", "2020-01-01.yaml")]


@pytest.mark.parametrize("name", ["items", "items/sign", "common.yaml"])
@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_what_may_not_be_read_is_named(town: Path, name: str, mode: int, as_anybody: None) -> None:
    if name.endswith(".yaml") and mode:
        pytest.skip("may be read")
    (town / name).chmod(mode)
    try:
        found = refused(town)
    finally:
        (town / name).chmod(0o700)

    assert {code for code, _ in found} == {"R-FILE"}
    assert found[0][1] in {Path(name).name, *(path.name for path in (town / name).glob("*"))}


@pytest.mark.parametrize("below", ["", "town"])
def test_a_place_in_a_closed_folder_is_wrong_usage(town: Path, below: str, as_anybody: None) -> None:
    town.parent.chmod(0o000)
    try:
        with pytest.raises(WrongUsage, match="X-FORBIDDEN"):
            read_files(town.parent / below)
    finally:
        town.parent.chmod(0o700)


def test_a_name_of_a_place_that_no_disk_takes_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="X-MISSING"):
        read_files(tmp_path / ("x" * 300))


def test_a_folder_of_an_item_whose_name_is_no_text_is_refused(town: Path) -> None:
    odd = town / "items" / os.fsdecode(b"sign\xff")
    odd.mkdir()
    assert read_files(town).versions() == ["items/lease-record/2020-01-01.yaml", "items/sign/2020-01-01.yaml"]

    for name in ("2020-01-01.yaml", "2021-01-01.yaml"):
        (odd / name).write_text("item: sign")
    assert refused(town) == [("R-FOLDER-NAME", odd.name)]


@pytest.mark.parametrize(
    ("here", "named", "shown"),
    [
        (".", "town", "laws.yaml"),
        ("town", ".", "../laws.yaml"),
        ("town", "../town", "../laws.yaml"),
        ("town/items", "..", "../../laws.yaml"),
        ("town/items/sign", "../..", "../../../laws.yaml"),
        ("..", "rulesets/town", "rulesets/laws.yaml"),
        ("..", "rulesets/town/", "rulesets/laws.yaml"),
        ("town", "items/..", "items/../../laws.yaml"),
    ],
)
def test_a_place_is_found_from_wherever_it_is_named(
    town: Path, here: str, named: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_files(town)
    monkeypatch.chdir(town.parent / here)

    files = read_files(Path(named))

    assert files.bytes_of == whole.bytes_of
    assert files.shown("../laws.yaml") == shown
    assert files.shown("common.yaml") == str(Path(named) / "common.yaml")


def test_a_file_that_is_missing_or_unreadable_is_named(town: Path) -> None:
    (town / "sharing.yaml").unlink()
    (town / "common.yaml").unlink()
    (town / "common.yaml").mkdir()

    assert refused(town) == [("R-FILE", "sharing.yaml"), ("R-FILE", "common.yaml")]


@pytest.mark.parametrize("name", ["2020-1-1.yaml", "latest.yaml", "2020-01-01-draft.yaml", "２０２０-01-01.yaml"])
def test_a_version_is_named_after_its_first_day(town: Path, name: str) -> None:
    (town / "items" / "sign" / name).write_text("item: sign")

    assert refused(town) == [("R-FILE-NAME", name)]


def test_a_folder_without_a_place_is_no_ruleset(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="X-NO-RULESET"):
        read_files(tmp_path)


def test_a_file_that_is_too_large_is_not_read_to_its_end(town: Path) -> None:
    (town / "common.yaml").write_bytes(b"#" * (LARGEST_FILE * 3))

    files = read_files(town)

    assert len(files.bytes_of["common.yaml"]) == LARGEST_FILE + 1
    with pytest.raises(RulesetInvalid, match="R-LIMIT"):
        parse_ruleset(files)


# ---------------------------------------------------------------- acts


LAWS: Final = load().laws
THEN, NOW = dt.date(2018, 6, 1), dt.date(2020, 1, 1)


def basis(number: str, law: str = "city-regulation") -> Basis:
    parts = dict(zip(("article", "paragraph", "point"), number.split("."), strict=False)) if number else {}
    return Basis.model_validate({"law": law, **parts}, by_name=True)


@pytest.mark.parametrize(
    ("number", "written_for", "day", "found"),
    [
        ("4.1.7", THEN, THEN, "4.1.7"),
        ("4.1.7", THEN, NOW, None),  # repealed when the act was revised
        ("4.1.8", THEN, NOW, "4.1.7"),  # moved up into its place
        ("4.1.7", NOW, NOW, "4.1.7"),  # written after that: another point with the same number
        ("4.1", THEN, NOW, "4.1"),
        ("4.1.6", THEN, NOW, "4.1.6"),
        ("20", THEN, NOW, "21"),
        ("20.1.3", THEN, NOW, "21.1.3"),
        ("21", THEN, NOW, "21"),
        ("2", THEN, NOW, "2"),
        ("", THEN, NOW, ""),
    ],
)
def test_a_citation_is_carried_from_version_to_version(
    number: str, written_for: dt.date, day: dt.date, found: str | None
) -> None:
    cited = standing(LAWS, basis(number), written_for, day)

    assert cited.in_force is (found is not None)
    assert cited.level == ("regulation" if cited.in_force else "nothing")
    assert not cited.in_force or cited.number == found
    assert (cited.ended_by is None) is cited.in_force


def test_the_flagship_renumbering() -> None:
    """《建筑工程施工许可管理办法》: article 4 paragraph 1 point 8 became point 7 when point 7 went."""
    laws = parse_ruleset(read_files(RULESETS / "hengyang")).laws
    cited = basis("4.1.8", "construction-permit-measures")
    first, second = dt.date(2014, 10, 25), dt.date(2018, 9, 28)

    before = standing(laws, cited, first, first)
    after = standing(laws, cited, first, second)
    gone = standing(laws, basis("4.1.7", "construction-permit-measures"), first, second)

    assert (before.number, after.number) == ("4.1.8", "4.1.7")
    assert before.text().endswith("第四条第一款第八项") and after.text().endswith("第四条第一款第七项")
    assert not gone.in_force and gone.ended_by is not None and gone.ended_by.from_ == second


@pytest.mark.parametrize("order", [("4", "4.1"), ("4.1", "4")])
def test_a_provision_goes_where_the_closest_above_it_goes(order: tuple[str, str]) -> None:
    moved = {"4": "5", "4.1": "5.2"}
    versions = [{"from": "2020-01-01", "by": "公布"}, {"from": "2022-01-01", "by": "修订", "renumbered": {old: moved[old] for old in order}}]
    law = Law.model_validate({"title": "某条例", "level": "regulation", "versions": versions})

    for number, becomes in (("4.1.7", "5.2.7"), ("4.1", "5.2"), ("4.2", "5.2"), ("4", "5"), ("41", "41")):
        cited = basis(number, "act")
        assert standing({"act": law}, cited, dt.date(2020, 1, 1), dt.date(2022, 1, 1)).number == becomes


def test_an_act_that_ended_gives_no_ground() -> None:
    cited = basis("3", "old-measures")

    assert standing(LAWS, cited, dt.date(2010, 1, 1), dt.date(2017, 12, 31)).in_force
    assert not standing(LAWS, cited, dt.date(2010, 1, 1), dt.date(2018, 1, 1)).in_force
    assert turning_days(LAWS["old-measures"]) == (dt.date(2001, 1, 1), dt.date(2018, 1, 1))


@pytest.mark.parametrize(
    ("cited", "day", "code"),
    [
        (basis("1", "nothing"), NOW, "R-LAW"),
        (basis("1", "old-measures"), NOW, "R-LAW-NOT-IN-FORCE"),
        (basis("1", "old-measures"), dt.date(2000, 12, 31), "R-LAW-NOT-IN-FORCE"),
        (basis("84", "licensing-law"), NOW, "R-NO-ARTICLE"),
        (basis("84-2", "licensing-law"), NOW, "R-NO-ARTICLE"),
    ],
)
def test_a_citation_that_names_nothing_is_refused(cited: Basis, day: dt.date, code: str) -> None:
    with pytest.raises(UnknownProvision) as raised:
        standing(LAWS, cited, day, day)

    assert raised.value.code == code


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", ""),
        ("1", "第一条"),
        ("10", "第十条"),
        ("11", "第十一条"),
        ("20", "第二十条"),
        ("21", "第二十一条"),
        ("100", "第一百条"),
        ("101", "第一百零一条"),
        ("110", "第一百一十条"),
        ("111", "第一百一十一条"),
        ("120", "第一百二十条"),
        ("201", "第二百零一条"),
        ("1000", "第一千条"),
        ("1001", "第一千零一条"),
        ("1010", "第一千零一十条"),
        ("1100", "第一千一百条"),
        ("1259", "第一千二百五十九条"),
        ("16-1", "第十六条之一"),
        ("16-12.2", "第十六条之十二第二款"),
        ("4.1.7", "第四条第一款第七项"),
        ("32.1.10", "第三十二条第一款第十项"),
    ],
)
def test_a_number_in_chinese(number: str, words: str) -> None:
    assert chinese_number(number) == words


CHINESE_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")}
UNITS: Final = {"十": 10, "百": 100, "千": 1000}


def read_chinese(words: str) -> int:
    """Our own reader of what was written, by the other rule: every unit counts what stands before it."""
    total, digit = 0, None
    for char in words:
        if char in UNITS:
            total += (1 if digit is None else digit) * UNITS[char]
            digit = None
        else:
            digit = CHINESE_DIGITS[char] or None
    return total + (digit or 0)


@given(st.integers(1, 9999))
def test_a_chinese_number_reads_back(number: int) -> None:
    words = chinese_number(str(number)).removeprefix("第").removesuffix("条")

    assert read_chinese(words) == number
    assert "零零" not in words and not words.endswith("零")


def test_every_act_of_the_register_has_its_days_in_order() -> None:
    with pytest.raises(ValueError, match="R-DAYS"):
        Law.model_validate({"title": "甲", "level": "law", "versions": [{"from": "2000-01-01", "by": "甲"}], "ended": "1999-01-01"})


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
