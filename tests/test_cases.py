"""An author's cases: how they are written, what they hand in, what is said when something else comes.

`tests/bad/cases/*.yaml` are files with a fault, or with an expectation that fails; beside each stands what must be said.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
import pytest
from casing import base, city, results, sign, told
from test_schemas import errors, in_editor

from materials_rules.cases.draft import Draft
from materials_rules.cases.packing import Packing
from materials_rules.cases.running import Result
from materials_rules.form_checks.kinds import KINDS
from materials_rules.notice.terms import Kind, Outcome
from materials_rules.packet.model import Material, Packet
from materials_rules.rules import cases as written
from materials_rules.rules.cases import CaseMaterial, CasePacket
from materials_rules.rules.version import Version
from materials_rules.witness.reading import as_handed_in

BAD: Final = sorted((Path(__file__).parent / "bad" / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_is_wrong_is_said_at_its_place_with_its_remedy(path: Path) -> None:
    found = told(path.read_text("utf-8"))

    assert found.faults, "nothing is wrong with it"
    assert "".join(f"{line}\n" for line in found.lines) == path.with_suffix(".out").read_text("utf-8")
    assert all(fault.place.line and fault.place.column for fault in found.faults)


def test_every_code_of_a_file_of_cases_has_a_bad_file() -> None:
    from materials_rules.ground.messages.cases import MESSAGES

    said = {fault.code for path in BAD for fault in told(path.read_text("utf-8")).faults}
    of_commands = {
        "T-FILE-NAME", "T-NO-VERSION", "T-UNCONFIRMED", "T-NOT-REACHED", "T-TOO-LITTLE", "T-WRITTEN-BY-AUTHOR", "T-ONE-VERSION",
        "T-NO-CASES", "T-MIN", "T-NO-PREVIOUS", "T-NO-PACKET", "T-DRAFTS-EDITED", "T-NO-DRAFTS", "T-WRITE-NAMED",
    }  # fmt: skip

    assert set(MESSAGES) - said - of_commands == set()


def test_the_words_of_cases_are_those_of_notices() -> None:
    assert set(get_args(written.Defect)) == set(KINDS) == set(Kind)
    assert set(get_args(written.Outcome)) == set(Outcome)


def test_a_case_can_say_whatever_a_packet_holds_of_a_paper() -> None:
    of_case = {field.alias or name for name, field in CaseMaterial.model_fields.items()}
    of_packet = {field.encode_name for field in msgspec.structs.fields(Material)}

    assert of_packet - of_case == {"subject", "fields", "files"}  # licence[drivers:1]; reads; the engine looks at no file
    assert of_case - of_packet == {"reads"}


def test_a_case_can_say_whatever_a_packet_holds() -> None:
    of_case = {field.alias or name for name, field in CasePacket.model_fields.items()}
    of_packet = {field.encode_name for field in msgspec.structs.fields(Packet)}

    assert of_packet - of_case == {"packet", "item", "bundle", "case", "round"}
    assert of_case - of_packet == {"in_order"}


# ---------------------------------------------------------------- what is handed in


def packets(text: str) -> dict[str, dict[str, Any]]:
    return {name: json.loads(result.packet) for name, result in results(text).items()}


START: Final = """\
cases:
  - name: start
    packet:
      in_order: true
      received_on: 2026-03-02
      facts: {area: 5, rented: true, kinds: [lit]}
      lists:
        fitters: [{id: "1", climbs: true}, {id: "2", climbs: false}]
    expect: {findings: none}
"""


def test_defaults_make_a_whole_packet_of_little() -> None:
    found = packets("cases:\n  - name: a\n    packet: {}\n    expect: {not_needed: [shop-licence]}\n")["a"]

    assert found["item"] == "sign" and found["received_on"] == "2020-01-01" and found["round"] == 1
    assert found["applicant"]["kind"] == "enterprise" and found["agent"] is None and found["present"] == ["applicant"]
    assert found["materials"] == []


def test_everything_in_order_is_what_the_answers_ask_for_and_no_more() -> None:
    papers = [(line["material"], line.get("subject")) for line in packets(START)["start"]["materials"]]

    assert papers == [("sign-form", None), ("lease", None), ("fitter-card", "fitters:1"), ("power-plan", None)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("without: [lease]", {"right": "missing"}),
        ("without: [sign-form, power-plan]", {"sign-form": "missing", "power-plan": "missing"}),
        ('without: ["fitter-card[fitters:1]"]', {"fitter-card[fitters:1]": "missing"}),
        ("with: {materials: [{material: sign-form, sealed_by: none}]}", {"sign-form": "unsealed"}),
        ("with: {materials: [{material: sign-form, template: sign-form@2019}]}", {"sign-form": "outdated_template"}),
        ("with: {materials: [{material: lease, reads: {number: x}}]}", {"right": "invalid_field"}),
        ("with: {materials: [{material: sign-form, reads: {name: 别人}}]}", {"consistency/applicant-name": "inconsistent"}),
        ("with: {applicant: {name: 别人}}", {}),  # papers in form say what the applicant says
        ("with: {facts: {rented: false}}", {}),  # the deed takes the place of the lease
        ("with: {agent: {powers: [submit]}}\n    without: [power]", {"power": "missing"}),
    ],
)
def test_one_change_has_one_consequence(change: str, expected: dict[str, str]) -> None:
    listed = ", ".join(f'"{id_}": {kind}' for id_, kind in expected.items())
    text = f"{START}  - name: changed\n    from: start\n    {change}\n    expect: {{findings: {{{listed}}}}}\n"
    text = text.replace("findings: {}}", "findings: none}")

    found = results(text)["changed"]

    assert [line for fault in found.faults for line in fault.lines()] == []


@pytest.mark.parametrize(
    ("without", "question"),
    [
        ("fact/rented", "fact/rented"),
        ("fact/fitters", "fact/fitters"),
        ('"fact/fitters.climbs[fitters:2]"', "fact/fitters.climbs[fitters:2]"),
        ("sign-form.name", "read/sign-form.name"),
        ("sign-form.sealed_by", "read/sign-form.sealed_by"),
    ],
)
def test_what_is_taken_away_is_not_recorded_and_asked_for(without: str, question: str) -> None:
    text = f'{START}  - name: less\n    from: start\n    without: [{without}]\n    expect: {{questions: ["{question}"]}}\n'

    assert results(text)["less"].passed


def test_what_every_case_of_a_file_begins_with() -> None:
    text = "packet:\n  in_order: true\n  facts: {area: 5, rented: true, kinds: [wall]}\n" + """\
cases:
  - name: a
    packet: {lists: {fitters: []}}
    expect: {outcome: accept}
  - name: b
    from: a
    with: {facts: {kinds: [lit]}}
    expect: {outcome: accept}
"""
    found = packets(text)

    assert [line["material"] for line in found["a"]["materials"]] == ["sign-form", "lease"]
    assert [line["material"] for line in found["b"]["materials"]] == ["sign-form", "lease", "power-plan"]


def test_a_table_is_a_case_a_row_and_an_empty_cell_says_nothing() -> None:
    text = START + """\
  - name: rows
    from: start
    table:
      columns: [name, kinds, area, power-plan, lease.copies, findings, questions]
      rows:
        - [lit, [lit], 5, true, 1, none, none]
        - [gone, [lit], 5, false, 1, power-plan, none]
        - [open, [lit], "", true, 1, none, fact/area]
        - [both, [lit], 5, false, 1, "power-plan: missing", ""]
"""
    found = results(text)

    assert [name for name in found if name != "start"] == ["rows · lit", "rows · gone", "rows · open", "rows · both"]
    assert all(result.passed for result in found.values()), [line for r in found.values() for f in r.faults for line in f.lines()]
    assert "area" not in json.loads(found["rows · open"].packet)["facts"]


def test_an_earlier_visit_is_a_case_and_what_was_in_order_stays_so() -> None:
    text = START + """\
  - name: first
    from: start
    without: [power-plan]
    expect: {findings: {power-plan: missing}}
  - name: second
    from: start
    previous: first
    with:
      materials:
        - {material: power-plan, handed_in_on: 2026-03-09}
        - {material: sign-form, unreadable: true}
    expect: {outcome: accept, findings: none}
"""
    found = results(text)

    assert found["second"].passed and json.loads(found["second"].packet)["round"] == 2
    assert found["second"].notice is not None and found["second"].notice.previous is not None


def test_a_case_whose_earlier_visit_has_no_notice_says_so() -> None:
    broken = "cases:\n  - name: a\n    packet:\n      materials: [{material: sign-form, copies: 9999999}]\n    expect: {outcome: accept}\n"
    found = results(f"{broken}  - name: b\n    from: a\n    previous: a\n    expect: {{outcome: accept}}\n")

    assert [fault.code for fault in found["a"].faults] == ["T-NO-PACKET"]
    assert [fault.code for fault in found["b"].faults] == ["T-NO-PREVIOUS"]
    assert all(line for name in "ab" for fault in found[name].faults for line in fault.lines())


def test_a_section_that_is_not_given_is_not_looked_at_and_one_that_is_holds_all() -> None:
    text = "cases:\n  - name: a\n    packet: {facts: {area: 5, rented: true, kinds: [wall]}}\n    expect: {findings: [sign-form, right]}\n"

    assert results(text)["a"].passed
    less = results(text.replace("[sign-form, right]", "[sign-form]"))["a"]
    assert [fault.code for fault in less.faults] == ["T-CAME"]
    more = results(text.replace("[sign-form, right]", "[sign-form, right, power-plan]"))["a"]
    assert [fault.code for fault in more.faults] == ["T-NOT-CAME"]


CHINESE: Final = """\
用例:
  - 名称: 甲
    申请件:
      其余齐备: 是
      收到之日: 2026-03-02
      申请人: {种类: 个体工商户}
      代理人: {权限: [代为提交]}
      情形问题: {area: 5, rented: 否, kinds: [wall]}
      清单:
        fitters: [{id: "1", climbs: 否}]
      材料:
        - {材料代号: sign-form, 盖章: [申请人], 签字: 无}
    除去: [power, deed, fact/key_road]
    预期:
      结论: 补正
      应有问题: {sign-form: 未签名, right: 缺少, power: 缺少}
      不必提交: {shop-licence: C2_SHAREABLE}
      待答复: 无
  - 名称: 乙
    自: 甲
    表格:
      各列: [名称, area, sign-form.盖章, applicant.种类, 收到之日, 应有问题, 结论]
      各行:
        - [五, 5, 无, 企业, 2026-03-03, ["sign-form: 未签名", right, power], 补正]
"""


def test_a_file_in_chinese_means_the_same() -> None:
    english = """\
cases:
  - name: 甲
    packet:
      in_order: true
      received_on: 2026-03-02
      applicant: {kind: individual_business}
      agent: {powers: [submit]}
      facts: {area: 5, rented: false, kinds: [wall]}
      lists:
        fitters: [{id: "1", climbs: false}]
      materials:
        - {material: sign-form, sealed_by: [applicant], signed_by: none}
    without: [power, deed, fact/key_road]
    expect:
      outcome: supplement
      findings: {sign-form: unsigned, right: missing, power: missing}
      not_needed: {shop-licence: C2_SHAREABLE}
      questions: none
  - name: 乙
    from: 甲
    table:
      columns: [name, area, sign-form.sealed_by, applicant.kind, received_on, findings, outcome]
      rows:
        - [五, 5, none, enterprise, 2026-03-03, ["sign-form: unsigned", right, power], supplement]
"""
    ours, theirs = results(CHINESE), results(english)

    assert list(ours) == list(theirs) == ["甲", "乙 · 五"]
    for name, result in ours.items():
        assert result.packet == theirs[name].packet
        assert expected(result) == expected(theirs[name])
        assert result.faults == ()


def expected(result: Result) -> set[tuple[str, str, str | None]]:
    return {(part, one.id, one.detail) for part, section in result.case.expected.items() for one in section.wanted}


# ---------------------------------------------------------------- papers in form

VERSIONS: Final = [version for versions in city().ruleset.items.values() for version in versions]


@pytest.mark.parametrize("version", [*VERSIONS, None], ids=lambda v: f"{v.item}-{v.file.in_force_from}" if v else "sign")
def test_a_paper_named_by_its_id_alone_is_in_form(version: Version | None) -> None:
    library = city() if version else base()
    version = version or sign()
    packing = Packing(library.plan(version), library.criteria(version))
    lists = {name: ({about.key: "1"},) for name, about in version.file.lists.items()}
    papers = {(slot.id, f"{slot.list}:1" if slot.list else None): ({},) for slot in version.slots.values()}

    situation = as_handed_in(packing.plan, packing.criteria_of, packing.pack(Draft(papers=papers, lists=lists), "W"))

    assert situation.held.keys() == papers.keys()
    assert {key: held.met for key, held in situation.held.items()} == dict.fromkeys(papers, True)


SHIPPED: Final = sorted((Path(__file__).parent.parent / "rulesets").rglob("*.cases.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_editor_accepts_the_delivered_cases_and_finds_their_schema(path: Path) -> None:
    text = path.read_text("utf-8")
    name = "cases.zh" if "\n用例:" in text else "cases"

    assert errors(name, in_editor(text)) == []
    assert errors("cases" if name == "cases.zh" else "cases.zh", in_editor(text))
    led = text.split("\n", 1)[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / led).resolve() == path.parents[4] / "schemas" / f"{name}.schema.json"


def test_cases_of_every_version_are_delivered() -> None:
    assert len(SHIPPED) == len(VERSIONS) == 14
