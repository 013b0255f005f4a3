"""The notice: everything the verdict found, put together once, with who speaks, on what ground, and by when.

    Examination, calendars  ->  Notice

The bytes depend on the ruleset, the packet, the dates, the calendar and the version of the tool, and on nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec import UNSET

from materials_rules.clock.calendar import Calendars
from materials_rules.clock.clock import Deadline, count, decide_deadline, notice_deadline
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.notice import asides, model, requests
from materials_rules.notice.citing import cited
from materials_rules.notice.closed_set import closed_set
from materials_rules.packet.model import Packet, recorded
from materials_rules.rules.element import LimitOf
from materials_rules.rules.item import Instead, Regime
from materials_rules.rules.ruleset import Ruleset
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.outcome import Outcome

LANG: Final = "zh"


@dataclass(frozen=True)
class Frame:
    """What every notice of one packet rests on besides the verdict."""

    ruleset: Ruleset
    calendars: Calendars
    packet: Packet
    day: dt.date
    as_of: dt.date
    tool: str
    warnings: tuple[Diagnostic, ...] = ()


def write_notice(
    frame: Frame,
    examination: Examination,
    entries: Sequence[Entry],
    outcome: Outcome,
    previous: model.Previous | None = None,
    office_faults: tuple[model.OfficeFault, ...] = (),
) -> model.Notice:
    """The notice of an examined packet."""
    plan = examination.situation.plan
    regime = regime_of(frame.ruleset, plan.version.file.regime)
    findings = requests.findings(examination, entries)
    conditional = requests.conditional(examination, entries, len(findings))
    questions = requests.questions(examination)
    later = requests.due_later(examination)
    deadlines, notes = _deadlines(frame, examination, regime, outcome)
    warnings = (*frame.warnings, *examination.situation.answers.warnings, *notes, *_limits(frame, examination, conditional), *_kind(examination))
    elements = plan.version.file.elements
    contact = elements.contact.default()
    department = frame.ruleset.departments[_element(examination, "authority")]
    return _notice(
        frame,
        outcome=outcome,
        office=model.Office(
            name=department.name,
            seal=frame.ruleset.place.office.seal,
            handler=None,
            phone=contact.phone,
            supervision_phone=contact.supervision_phone,
            place=_element(examination, "application_place").place,
        ),
        items=(
            model.MatterItem(
                id=examination.item,
                name=_element(examination, "item_name"),
                code=_element(examination, "item_code"),
                in_force_from=plan.version.file.in_force_from.isoformat(),
                outcome=model.Outcome(outcome),
                out_of_scope=_out_of_scope(frame, examination, outcome),
                regime=_regime(regime),
            ),
        ),
        previous=previous,
        office_faults=office_faults,
        findings=findings,
        due_later=later,
        conditional=conditional,
        questions=questions,
        not_needed=asides.not_needed(examination),
        office_tasks=asides.office_tasks(examination, frame.calendars),
        demands=asides.demands(examination, entries),
        in_order=asides.in_order(examination),
        extra=asides.extra(examination),
        not_checked=asides.not_checked(examination),
        warnings=_warnings(warnings),
        deadlines=deadlines,
    )


def write_unjudged(frame: Frame, why: Diagnostic, name: str | None = None, not_checked: str | None = None) -> model.Notice:
    """The notice of a packet that no rule could judge: an unknown item, no version, an engine fault. A person decides."""
    place = frame.ruleset.place
    item = frame.packet.item
    told = notice_deadline(frame.day, None, frame.calendars)
    return _notice(
        frame,
        outcome="undetermined",
        office=model.Office(
            name=place.office.name,
            seal=place.office.seal,
            handler=None,
            phone=place.office.phone,
            supervision_phone=place.office.supervision_phone,
            place=place.office.place,
        ),
        items=(
            model.MatterItem(
                id=item,
                name=name or item,
                code=None,
                in_force_from=None,
                outcome=model.Outcome.UNDETERMINED,
                out_of_scope=None,
                regime=None,
            ),
        ),
        not_checked=(model.NotChecked(not_checked or item, place.office.name, why.say("zh")),),
        warnings=_warnings((*frame.warnings, why)),
        deadlines=model.Deadlines(None, _alarm(frame), None, None, told.why_zh),
    )


def _alarm(frame: Frame) -> str | None:
    """Where no regime is known, the shortest general limit still warns: five working days (行政许可法 art. 32(4))."""
    regime = frame.ruleset.place.regimes.get("licensing")
    if regime is None:
        return None
    found = notice_deadline(frame.day, regime.notice, frame.calendars)
    day = found.day or found.alarm_on
    return None if day is None else day.isoformat()


def _notice(
    frame: Frame,
    *,
    outcome: Outcome,
    office: model.Office,
    items: tuple[model.MatterItem, ...],
    deadlines: model.Deadlines,
    previous: model.Previous | None = None,
    office_faults: tuple[model.OfficeFault, ...] = (),
    findings: tuple[model.Finding, ...] = (),
    due_later: tuple[model.DueLater, ...] = (),
    conditional: tuple[model.Conditional, ...] = (),
    questions: tuple[model.Question, ...] = (),
    not_needed: tuple[model.NotNeeded, ...] = (),
    office_tasks: tuple[model.OfficeTask, ...] = (),
    demands: tuple[model.Demand, ...] = (),
    in_order: tuple[model.InOrder, ...] = (),
    extra: tuple[model.Extra, ...] = (),
    not_checked: tuple[model.NotChecked, ...] = (),
    warnings: tuple[model.Warning, ...] = (),
) -> model.Notice:
    packet, ruleset = frame.packet, frame.ruleset
    return model.Notice(
        schema="notice/1",
        packet=packet.packet,
        case=recorded(packet.case, None),
        round=recorded(packet.round, 1),
        outcome=model.Outcome(outcome),
        final=outcome != "undetermined",
        lang=LANG,
        received_on=packet.received_on,
        as_of=frame.as_of.isoformat(),
        made_by=model.MadeBy(frame.tool, model.RulesetMark(ruleset.id, ruleset.digest), frame.calendars.digest),
        office=office,
        number=None,
        applicant=_applicant(packet),
        agent=None if packet.agent is UNSET or packet.agent is None else model.Agent(recorded(packet.agent.name, None)),
        legal_ground=cited(ruleset, ruleset.place.legal_ground.get(outcome, []), frame.day),
        remedies=tuple(
            model.Remedy(remedy.say, cited(ruleset, remedy.basis, frame.day))
            for remedy in ruleset.place.remedies.get(outcome, [])
        ),
        matter=model.Matter(recorded(packet.bundle, None), items),
        previous=previous,
        office_faults=office_faults,
        findings=findings,
        due_later=due_later,
        conditional=conditional,
        questions=questions,
        not_needed=not_needed,
        office_tasks=office_tasks,
        demands=demands,
        in_order=in_order,
        extra=extra,
        not_checked=not_checked,
        warnings=warnings,
        deadlines=deadlines,
        closed_set=closed_set(findings, conditional, questions, due_later),
    )


def _element(examination: Examination, name: str) -> Any:
    """The value of an element in this situation; its default where the situation is open."""
    element = getattr(examination.situation.plan.version.file.elements, name)
    case = examination.elements.get(name)
    return element.default() if case is None else element.cases[case].value


def regime_of(ruleset: Ruleset, written: Regime) -> Regime:
    """The regime of an item: the preset it names, with what it says itself."""
    preset = ruleset.place.regimes.get(written.preset or "", Regime())
    return Regime(
        preset=written.preset,
        notice=written.notice if written.notice is not None else preset.notice,
        packet=written.packet or preset.packet,
        deemed_acceptance=written.deemed_acceptance or preset.deemed_acceptance,
        say=written.say or preset.say,
        basis=written.basis or preset.basis,
    )


def _regime(regime: Regime) -> model.Regime:
    notice = regime.notice
    said = notice if notice is None or isinstance(notice, str) else notice.say()
    return model.Regime(said, regime.packet, regime.deemed_acceptance, regime.say or "")


def _out_of_scope(frame: Frame, examination: Examination, outcome: Outcome) -> model.OutOfScope | None:
    if examination.scope != "out" or examination.out is None or outcome not in ("not_required", "not_competent"):
        return None
    line = examination.situation.plan.version.file.not_for[examination.out]
    written_for = examination.situation.plan.version.file.in_force_from
    go_to = None if line.go_to is None else frame.ruleset.departments[line.go_to].name
    return model.OutOfScope(line.say, _instead(frame.ruleset, line.instead), go_to, cited(frame.ruleset, line.basis, frame.day, written_for))


def _instead(ruleset: Ruleset, instead: Instead | None) -> model.Instead | None:
    if instead is None:
        return None
    if instead.item is not None:
        return model.Instead(item=ruleset.title(instead.item))
    assert instead.publish_within is not None
    return model.Instead(publish_within=instead.publish_within.say())


def _applicant(packet: Packet) -> model.Applicant:
    applicant = packet.applicant
    if applicant is UNSET:
        return model.Applicant(None, None, None)
    number = recorded(applicant.id, None)
    return model.Applicant(recorded(applicant.kind, None), recorded(applicant.name, None), None if number is None else masked(number))


def masked(number: str) -> str:
    """A number of identity as a paper shows it: the first and last four characters, the rest as stars.

    >>> masked("11010519491231002X")
    '1101**********002X'
    """
    if len(number) < 12:
        return "*" * max(0, len(number) - 2) + number[-2:] if len(number) > 2 else "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def _deadlines(
    frame: Frame, examination: Examination, regime: Regime, outcome: Outcome
) -> tuple[model.Deadlines, tuple[Diagnostic, ...]]:
    """The last days; in what a year without a calendar would have to say, an alarm instead of a day."""
    told = notice_deadline(frame.day, regime.notice, frame.calendars)
    decided = _decided(frame, examination, outcome)
    cure = _cure(frame, outcome)
    parts = [part for part in (told, decided, cure) if part is not None]
    notes = [warning for part in parts for warning in part.warnings]
    if told.day is not None and frame.as_of > told.day and outcome in ("supplement", "fix_on_spot", "undetermined"):
        notes.append(Diagnostic("W-NOTICE-LATE", _nowhere(), {"day": told.day.isoformat()}, Severity.WARNING))
    alarms = [part.alarm_on for part in parts if part.day is None and part.alarm_on is not None]
    return (
        model.Deadlines(
            notice_by=_day(told),
            alarm_on=min(alarms).isoformat() if alarms else None,
            cure_by=None if cure is None else _day(cure),
            decide_by=None if decided is None else _day(decided),
            why="\n".join(part.why_zh for part in parts),
        ),
        tuple(dict.fromkeys(notes)),
    )


def _day(deadline: Deadline) -> str | None:
    return None if deadline.day is None else deadline.day.isoformat()


def _decided(frame: Frame, examination: Examination, outcome: Outcome) -> Deadline | None:
    """The day by which the office decides, once it accepts; the promise counts, else the statute."""
    if outcome not in ("accept", "accept_deferred"):
        return None
    promised = _element(examination, "promised_limit")
    assert isinstance(promised, LimitOf)
    if promised.from_ in ("inspection", "completion"):
        return None
    since = "receipt" if promised.from_ == "receipt" else "acceptance"
    start = frame.day if since == "receipt" else frame.as_of
    return decide_deadline(start, promised.limit, frame.calendars, since=since)


def _cure(frame: Frame, outcome: Outcome) -> Deadline | None:
    correction = frame.ruleset.place.correction
    if correction is None or outcome != "supplement":
        return None
    return count(frame.as_of, correction.within, frame.calendars)


def _limits(
    frame: Frame, examination: Examination, conditional: tuple[model.Conditional, ...]
) -> tuple[Diagnostic, ...]:
    """What the clerk should ask before this notice is issued: too many conditional lines, too many facts in one."""
    limits = frame.ruleset.place.notice
    cannot = recorded(frame.packet.cannot_answer, {})
    found = []
    if len(conditional) > limits.conditional_lines:
        args = {"count": str(len(conditional)), "most": str(limits.conditional_lines)}
        found.append(Diagnostic("W-CONDITIONAL-LINES", _nowhere(), args, Severity.WARNING))
    for line in conditional:
        if len(line.if_.depends_on) > limits.conditional_facts:
            args = {"id": line.id, "most": str(limits.conditional_facts)}
            found.append(Diagnostic("W-CONDITIONAL-FACTS", _nowhere(), args, Severity.WARNING))
    for asked in examination.questions:
        if conditional and asked.ask.of == "applicant" and asked.ask.fact not in cannot:
            found.append(Diagnostic("W-ASK-FIRST", _nowhere(), {"id": asked.ask.id}, Severity.WARNING))
    return tuple(found)


def _kind(examination: Examination) -> tuple[Diagnostic, ...]:
    kind = examination.situation.answers.applicant.get("kind")
    allowed = _element(examination, "applicant_types")
    if kind is None or kind in allowed:
        return ()
    return (Diagnostic("W-APPLICANT-KIND", _nowhere("/applicant/kind"), {"allowed": "、".join(allowed)}, Severity.WARNING),)


def _nowhere(pointer: str = "") -> Place:
    return Place("", pointer=pointer)


def _warnings(found: Sequence[Diagnostic]) -> tuple[model.Warning, ...]:
    return tuple(dict.fromkeys(model.Warning(w.code, w.place.pointer, w.say("zh")) for w in found))
