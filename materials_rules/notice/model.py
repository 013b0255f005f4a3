"""A notice: the one combined answer to what one applicant handed in, as data.

    Notice  <->  bytes of notice/1

Every key stands in the bytes in this order, none may be left out, none may be added. Days are texts
`YYYY-MM-DD`; what has no value is null. `say`, `what`, `do`, `ask`, `why`, `name` and `text` are for people
and depend on the language; ids, kinds and criteria do not. The writer masks numbers of identity before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, Literal

import msgspec
from msgspec import UNSET

from materials_rules.ground.day import is_day
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import Untrusted
from materials_rules.notice.entry import (
    Arm,
    Branch,
    Commitment,
    Conditional,
    Deadlines,
    Defect,
    Deferral,
    Demand,
    DueLater,
    Exemption,
    Extra,
    Finding,
    If,
    InOrder,
    NotChecked,
    NotNeeded,
    OfficeFault,
    OfficeTask,
    Question,
    Warning,
)
from materials_rules.notice.heading import (
    Agent,
    Applicant,
    Basis,
    Instead,
    MadeBy,
    Matter,
    MatterItem,
    Office,
    OutOfScope,
    Previous,
    Regime,
    Remedy,
    RulesetMark,
)
from materials_rules.notice.terms import (
    Check,
    Closed,
    Criterion,
    CriterionValue,
    Day,
    Digest,
    Effect,
    Kind,
    Language,
    Outcome,
    Wanted,
    Whole,
)

__all__ = [
    "SCHEMA",
    "Agent",
    "Applicant",
    "Arm",
    "Basis",
    "Branch",
    "Check",
    "Commitment",
    "Conditional",
    "Criterion",
    "CriterionValue",
    "Day",
    "Deadlines",
    "Defect",
    "Deferral",
    "Demand",
    "Digest",
    "DueLater",
    "Effect",
    "Exemption",
    "Extra",
    "Finding",
    "If",
    "InOrder",
    "Instead",
    "Kind",
    "Language",
    "MadeBy",
    "Matter",
    "MatterItem",
    "NotChecked",
    "NotNeeded",
    "Notice",
    "Office",
    "OfficeFault",
    "OfficeTask",
    "OutOfScope",
    "Outcome",
    "Previous",
    "Question",
    "Regime",
    "Remedy",
    "RulesetMark",
    "Wanted",
    "Warning",
    "Whole",
    "decode",
    "encode",
    "notice_schema",
]

SCHEMA: Final = "notice/1"
SCHEMA_ID: Final = "https://materials-rules.invalid/schemas/notice.schema.json"


class Notice(Closed, frozen=True):
    """The whole answer. `final` is false where a person must still look.

    `subjects` says what the members of lists that it names (`drivers:1`) are called, where their list shows a field for that.
    `answers` are checks by which a later visit can tell what was answered otherwise that the notice does not let change,
    `handed_in_until` (the last day on which something was handed in) tells which paper came since.
    """

    schema: Literal["notice/1"]
    packet: str
    case: str | None
    round: Whole
    outcome: Outcome
    final: bool
    lang: Language
    received_on: Day
    as_of: Day
    handed_in_until: Day
    made_by: MadeBy
    office: Office
    number: str | None
    applicant: Applicant
    agent: Agent | None
    subjects: Mapping[str, str]
    answers: Mapping[str, Check] | None
    legal_ground: tuple[Basis, ...]
    remedies: tuple[Remedy, ...]
    matter: Matter
    previous: Previous | None
    office_faults: tuple[OfficeFault, ...]
    findings: tuple[Finding, ...]
    due_later: tuple[DueLater, ...]
    conditional: tuple[Conditional, ...]
    questions: tuple[Question, ...]
    not_needed: tuple[NotNeeded, ...]
    office_tasks: tuple[OfficeTask, ...]
    demands: tuple[Demand, ...]
    in_order: tuple[InOrder, ...]
    extra: tuple[Extra, ...]
    not_checked: tuple[NotChecked, ...]
    warnings: tuple[Warning, ...]
    deadlines: Deadlines
    closed_set: Digest


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Notice)


def encode(notice: Notice) -> bytes:
    """The canonical bytes: JSON in UTF-8 on one line, keys in the order of the types, no line break."""
    return _ENCODER.encode(notice)


def decode(data: bytes, path: str = "") -> Notice:
    """The notice that *data* holds; *path* is named in what is said about a fault.

    Raises `Untrusted` (exit 21) when *data* is no notice/1: another shape, a key twice, a day that is none.
    Whether its `closed_set` fits is asked of `closed_set.trust`.
    """
    try:
        notice = _DECODER.decode(data)
        json.loads(data, object_pairs_hook=_without_repeated_keys)
    except _RepeatedKey as repeated:
        raise Untrusted([Diagnostic("N-DUPKEY", Place(path), {"key": repeated.key})]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Untrusted([Diagnostic("N-NOTICE", Place(path, pointer=_pointer(fault)))]) from None
    if faults := list(_faults(notice)):
        raise Untrusted([Diagnostic(code, Place(path, pointer=pointer)) for code, pointer in faults])
    return notice


def _pointer(fault: Exception) -> str:
    """The JSON pointer in what msgspec says; the rest of it may quote the file and is left out."""
    _, found, place = str(fault).rpartition(" - at `$")
    return place.rstrip("`").replace("[", ".").replace("]", "").replace(".", "/") if found else ""


class _RepeatedKey(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _without_repeated_keys(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _RepeatedKey(key)
        seen.add(key)


def _faults(notice: Notice) -> Iterator[tuple[str, str]]:
    """Code and JSON pointer of what the types cannot say."""
    for pointer, day in _days(notice):
        if day is not None and not is_day(day):
            yield "N-DAY", pointer
    for place, item in enumerate(notice.matter.items):
        instead = item.out_of_scope.instead if item.out_of_scope else None
        if instead is not None and (instead.item is UNSET) == (instead.publish_within is UNSET):
            yield "N-NOTICE", f"/matter/items/{place}/out_of_scope/instead"
    for section, entries in (("findings", notice.findings), ("conditional", notice.conditional)):
        for place, entry in enumerate(entries):
            for arm_place, arm in enumerate(entry.arms):
                for criterion_place, criterion in enumerate(arm.criteria):
                    if not _is_criterion(criterion):
                        yield "N-NOTICE", f"/{section}/{place}/arms/{arm_place}/criteria/{criterion_place}"
    for place, line in enumerate(notice.in_order):
        for criterion_place, criterion in enumerate(line.criteria):
            if not isinstance(criterion.get("check"), str):
                yield "N-NOTICE", f"/in_order/{place}/criteria/{criterion_place}"


def _days(notice: Notice) -> Iterator[tuple[str, str | None]]:
    yield "/received_on", notice.received_on
    yield "/as_of", notice.as_of
    yield "/handed_in_until", notice.handed_in_until
    for name in ("notice_by", "alarm_on", "cure_by", "decide_by"):
        yield f"/deadlines/{name}", getattr(notice.deadlines, name)
    for place, item in enumerate(notice.matter.items):
        yield f"/matter/items/{place}/in_force_from", item.in_force_from
    for place, line in enumerate(notice.in_order):
        yield f"/in_order/{place}/handed_in_on", line.handed_in_on
    for place, task in enumerate(notice.office_tasks):
        yield f"/office_tasks/{place}/by", task.by
    for section, entries in (("findings", notice.findings), ("conditional", notice.conditional)):
        for place, entry in enumerate(entries):
            if entry.exception is not None:
                yield f"/{section}/{place}/exception/from", entry.exception.from_
                yield f"/{section}/{place}/exception/to", entry.exception.to


def _is_criterion(criterion: Criterion) -> bool:
    return (
        isinstance(criterion.get("check"), str)
        and isinstance(criterion.get("say"), str)
        and isinstance(criterion.get("met", ""), bool | None)
    )


def notice_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of notice/1, made from the types; it refers to nothing outside itself."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": SCHEMA,
        **msgspec.json.schema(Notice),
    }
