"""A notice as data: its keys, its bytes, what is refused, what closes it, what counts as told."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from materials_rules.form_checks.kinds import KINDS
from materials_rules.ground.errors import Untrusted
from materials_rules.notice import model
from materials_rules.notice.closed_set import announced, closed_set, trust, was_announced
from materials_rules.notice.model import (
    Conditional,
    Defect,
    DueLater,
    Finding,
    If,
    Instead,
    Kind,
    Notice,
    Outcome,
    OutOfScope,
    Question,
    decode,
    encode,
    notice_schema,
)

T = TypeVar("T")
Entry = TypeVar("Entry", Finding, Conditional)

SAMPLES = sorted((Path(__file__).parent / "golden" / "render").glob("*.json"))
SUPPLEMENT = next(path for path in SAMPLES if path.stem == "supplement")

# the contract, key by key
FINDING = "id no requirement serves subject kind arms basis on_the_spot deferrable commitment exception rule decided_by"
KEYS = {
    "Notice": "schema packet case round outcome final lang received_on as_of handed_in_until made_by office number applicant agent subjects answers"
    " legal_ground remedies matter previous office_faults findings due_later conditional questions not_needed"
    " office_tasks demands in_order extra not_checked warnings deadlines closed_set",
    "MadeBy": "tool ruleset calendar",
    "RulesetMark": "id digest",
    "Matter": "bundle items",
    "MatterItem": "id name code in_force_from outcome out_of_scope regime",
    "OutOfScope": "say instead go_to basis",
    "Regime": "notice packet deemed_acceptance say",
    "Previous": "number closed_set rules",
    "Finding": FINDING,
    "Conditional": f"{FINDING} if branches",
    "Arm": "material name if criteria defects do sample_form",
    "Defect": "kind what",
    "Basis": "law title version article paragraph point text",
    "DueLater": "id material name subject event basis",
    "If": "text depends_on",
    "Question": "id of subject ask decides boxes asks",
    "Branch": "say due",
    "NotNeeded": "material class effect if basis instead",
    "OfficeTask": "document from by why",
    "Demand": "name by verdict class say",
    "InOrder": "material subject handed_in_on papers criteria",
    "NotChecked": "id by why",
    "Warning": "code at say",
    "Deadlines": "notice_by alarm_on cure_by decide_by why",
}


def sample() -> Notice:
    return decode(SUPPLEMENT.read_bytes())


def plain() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(SUPPLEMENT.read_bytes())
    return value


def as_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def refused(data: bytes) -> Untrusted:
    with pytest.raises(Untrusted) as caught:
        decode(data, "notice.json")
    assert caught.value.exit_code == 21
    return caught.value


@pytest.mark.parametrize("name", KEYS)
def test_every_key_of_the_contract_stands_in_its_order(name: str) -> None:
    assert " ".join(getattr(model, name).__struct_encode_fields__) == KEYS[name]


def test_the_kinds_are_those_of_the_form_checks() -> None:
    assert {kind.value for kind in Kind} == set(KINDS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_read_is_written_again(path: Path) -> None:
    notice = decode(path.read_bytes(), path.name)

    assert decode(encode(notice)) == notice
    assert msgspec.json.format(encode(notice), indent=2) + b"\n" == path.read_bytes()


def test_the_samples_show_every_outcome_and_every_kind() -> None:
    notices = [decode(path.read_bytes()) for path in SAMPLES]

    assert {notice.outcome for notice in notices} == set(Outcome)
    assert {finding.kind for notice in notices for finding in notice.findings} == set(Kind)


def test_a_notice_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        sample().round = 2  # type: ignore[misc]


@pytest.mark.parametrize("key", KEYS["Notice"].split())
def test_no_key_may_be_left_out(key: str) -> None:
    value = plain()
    del value[key]

    refused(as_bytes(value))


PLACES: list[tuple[list[str | int], object, str]] = [
    (["schema"], "notice/2", "#/schema"),
    (["round"], 0, "#/round"),
    (["outcome"], "accepted", "#/outcome"),
    (["colour"], "red", ""),
    (["received_on"], "2026-3-2", "#/received_on"),
    (["received_on"], "2026-02-30", "#/received_on"),
    (["deadlines", "notice_by"], "2026-13-01", "#/deadlines/notice_by"),
    (["matter", "items", 0, "in_force_from"], "2017-02-29", "#/matter/items/0/in_force_from"),
    (["office_tasks", 0, "by"], "2026-04-31", "#/office_tasks/0/by"),
    (["closed_set"], "sha256:1", "#/closed_set"),
    (["made_by", "ruleset", "digest"], "md5:1", "#/made_by/ruleset/digest"),
    (["findings", 0, "kind"], "lost", "#/findings/0/kind"),
    (["findings", 1, "arms", 0, "criteria", 0], {"check": "copies", "met": False}, "#/findings/1/arms/0/criteria/0"),
    (["findings", 1, "arms", 0, "criteria", 0], {"check": "x", "met": 0, "say": "…"}, "#/findings/1/arms/0/criteria/0"),
    (["conditional", 0, "arms", 0, "criteria", 0, "at_least"], 1.5, "#/conditional/0/arms/0/criteria/0/..."),
    (["questions", 0, "of"], "mayor", "#/questions/0/of"),
    (["in_order", 0, "criteria", 0], {"at_least": 1}, "#/in_order/0/criteria/0"),
]


@pytest.mark.parametrize(("place", "value", "said"), PLACES, ids=lambda value: str(value)[:60])
def test_a_fault_is_refused_at_its_place(place: list[str | int], value: object, said: str) -> None:
    notice = plain()
    inner: Any = notice
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    assert str(refused(as_bytes(notice)).diagnostics[0].place).startswith(f"notice.json{said}".replace("/...", ""))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"null", b"[]", b"\xff\xfe", b"[" * 5000, b'{"schema":"notice/1"} {}', b'{"a":"\\ud800"}']
)
def test_what_is_no_notice_is_refused(data: bytes) -> None:
    refused(data)


def test_a_key_twice_is_refused() -> None:
    data = SUPPLEMENT.read_bytes().replace(b'"round": 1,', b'"round": 1, "round": 1,')

    assert refused(data).diagnostics[0].code == "N-DUPKEY"


def test_a_day_that_does_not_exist_is_told_as_such_and_the_shape_as_another_fault() -> None:
    def code(day: str) -> str:
        return refused(as_bytes({**plain(), "received_on": day})).diagnostics[0].code

    assert [code(day) for day in ("2026-02-30", "2026-13-01", "0999-01-01")] == ["N-DAY"] * 3
    assert code("2026-3-2") == "N-NOTICE"


def test_instead_names_exactly_one_thing() -> None:
    item = sample().matter.items[0]
    for instead in (Instead(), Instead(item="a", publish_within="10 calendar days")):
        scope = OutOfScope("…", instead, None, ())
        notice = replace(sample(), matter=replace(sample().matter, items=(replace(item, out_of_scope=scope),)))
        refused(encode(notice))


@given(st.sampled_from(["packet", "outcome", "lang", "received_on", "closed_set"]), st.booleans())
def test_what_is_said_never_quotes_the_file(key: str, as_list: bool) -> None:
    canary = "机密4304211990"
    value = plain()
    value[key] = [canary] if as_list else {canary: canary}

    assert canary not in str(refused(as_bytes(value)))


def test_the_schema_takes_every_sample_and_looks_nowhere_else() -> None:
    schema = notice_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)

    for path in SAMPLES:
        assert list(validator.iter_errors(json.loads(path.read_bytes()))) == []
    references = [line for line in json.dumps(schema, indent=0).splitlines() if '"$ref"' in line]
    assert references and all('"#/$defs/' in line for line in references)


@pytest.mark.parametrize("key", KEYS["Notice"].split())
def test_the_schema_refuses_what_the_types_refuse(key: str) -> None:
    validator = Draft202012Validator(notice_schema())
    value = plain()
    del value[key]

    assert not validator.is_valid(value)
    assert not validator.is_valid({**plain(), "colour": "red"})


# ---- what closes a notice


def digest_of(notice: Notice) -> str:
    return closed_set(notice.findings, notice.conditional, notice.questions, notice.due_later)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_closed_by_its_digest(path: Path) -> None:
    notice = decode(path.read_bytes())

    assert trust(notice) is notice


def test_the_digest_is_of_ids_and_criteria_as_canonical_json() -> None:
    finding = sample().findings[4]
    question = Question("i/fact/a", "applicant", None, "…", (), (), None)
    told = (
        '{"i/fact/a":[],"outdoor-advertising/structure-report":'
        '[[{"at_least":1,"check":"originals"},{"check":"issued_within","days":"90 calendar days"}]]}'
    )

    assert closed_set([finding], [], [question], []) == f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"


@given(st.randoms(use_true_random=False))
def test_order_leaves_the_digest_unchanged(random: Any) -> None:
    notice = sample()

    def shuffled(values: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(values, len(values)))

    findings = [
        replace(
            finding,
            arms=shuffled(
                tuple(
                    replace(arm, criteria=tuple(dict(shuffled(tuple(c.items()))) for c in shuffled(arm.criteria)))
                    for arm in finding.arms
                )
            ),
        )
        for finding in shuffled(notice.findings)
    ]
    assert closed_set(findings, shuffled(notice.conditional), notice.questions[::-1], notice.due_later) == digest_of(
        notice
    )


@given(st.text(), st.sampled_from([True, False, None]))
def test_language_and_what_is_met_leave_the_digest_unchanged(text: str, met: bool | None) -> None:
    notice = sample()

    def reworded(entry: Entry) -> Entry:
        arms = tuple(
            replace(
                arm,
                name=text,
                do=(text,),
                defects=(Defect(Kind.STALE, text),),
                criteria=tuple({**criterion, "say": text, "met": met} for criterion in arm.criteria),
            )
            for arm in entry.arms
        )
        return replace(entry, arms=arms, kind=Kind.EXPIRED, no=9, basis=())

    changed = replace(
        notice,
        findings=tuple(map(reworded, notice.findings)),
        conditional=tuple(replace(reworded(entry), if_=If(text, ())) for entry in notice.conditional),
        questions=tuple(replace(question, ask=text) for question in notice.questions),
    )

    assert digest_of(changed) == notice.closed_set


def test_another_id_or_criterion_changes_the_digest() -> None:
    notice = sample()
    finding = notice.findings[0]
    arm = finding.arms[0]
    stricter = replace(arm, criteria=({**arm.criteria[0], "at_least": 2}, *arm.criteria[1:]))
    changed = {
        "id": replace(notice, findings=(replace(finding, id="other"), *notice.findings[1:])),
        "criterion": replace(notice, findings=(replace(finding, arms=(stricter,)), *notice.findings[1:])),
        "less": replace(notice, findings=notice.findings[1:]),
        "question": replace(notice, questions=()),
        "later": replace(notice, due_later=(*notice.due_later, DueLater("i/x", "x", "x", None, "on_site_check", ()))),
    }

    for notice_changed in changed.values():
        with pytest.raises(Untrusted) as caught:
            trust(notice_changed, "n.json")
        assert caught.value.diagnostics[0].code == "N-CLOSED-SET"
    assert len({digest_of(notice_changed) for notice_changed in changed.values()}) == len(changed)


def test_what_counts_as_told() -> None:
    told = announced(sample())

    assert told == {
        "outdoor-advertising/application-form",
        "outdoor-advertising/site-right",
        "outdoor-advertising/fact/installers",
        "outdoor-advertising/consistency/applicant-name",
        "outdoor-advertising/effect-drawing",
        "outdoor-advertising/structure-report",
        "outdoor-advertising/roof-load",
        "outdoor-advertising/installer-certificate[installers:*]",
        "outdoor-advertising/fact/kinds",
        "outdoor-advertising/read/site-agreement.until",
        "outdoor-advertising/as-built-photo",
    }


def test_a_check_between_papers_named_by_a_criterion_is_told() -> None:
    notice = sample()
    arm = notice.findings[0].arms[0]
    named = replace(arm, criteria=({"check": "same", "id": "i/consistency/address", "met": None, "say": "…"},))

    told = announced(replace(notice, findings=(replace(notice.findings[0], arms=(named,)),)))

    assert "i/consistency/address" in told


def test_what_an_answer_decides_is_told() -> None:
    notice = replace(sample(), findings=(), conditional=(), due_later=())
    question = Question("i/fact/a", "office", None, "…", ("i/b", "i/c[list:*]"), (), None)

    assert announced(replace(notice, questions=(question,))) == {"i/fact/a", "i/b", "i/c[list:*]"}


@pytest.mark.parametrize(
    ("id_", "is_told"),
    [
        ("i/licence[drivers:3]", True),
        ("i/licence[drivers:*]", True),
        ("i/licence[cars:3]", False),
        ("i/licence", False),
        ("i/permit[drivers:3]", False),
        ("i/plan", True),
        ("i/plan[drivers:3]", False),
    ],
)
def test_a_list_that_was_told_covers_its_later_members(id_: str, is_told: bool) -> None:
    assert was_announced(frozenset({"i/licence[drivers:*]", "i/plan"}), id_) is is_told
