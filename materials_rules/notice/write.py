"""The notice: everything the verdict found, put together once, with who speaks, on what ground, and by when.

    Examination, calendars  ->  Notice

The bytes depend on the ruleset, the packet, the dates, the calendar and the version of the tool, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import UNSET

from materials_rules.ground.catalogue import message
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.notice import asides, demanded, model, requests
from materials_rules.notice.answered import answered
from materials_rules.notice.boxes import rows
from materials_rules.notice.citing import cited
from materials_rules.notice.closed_set import closed_set
from materials_rules.notice.deadlines import deadlines, promise_of, unjudged_deadlines
from materials_rules.notice.elements import element
from materials_rules.notice.elsewhere import is_of_scope
from materials_rules.notice.frame import Frame, regime_of
from materials_rules.notice.masking import masked
from materials_rules.notice.members import labels
from materials_rules.notice.oddities import oddities
from materials_rules.notice.wording import bare, stem
from materials_rules.packet.model import Packet, recorded
from materials_rules.rules.basis import Basis
from materials_rules.rules.item import Instead, Regime
from materials_rules.rules.ruleset import Ruleset
from materials_rules.verdict.answers import KINDS_OF_APPLICANT, last_handed_in
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.outcome import Outcome, is_final

__all__ = ["Frame", "masked", "regime_of", "write_notice", "write_unjudged"]

LANG: Final = "zh"


def write_notice(
    frame: Frame,
    examination: Examination,
    entries: Sequence[Entry],
    outcome: Outcome,
    previous: model.Previous | None = None,
    office_faults: tuple[model.OfficeFault, ...] = (),
    unsettled: Diagnostic | None = None,
) -> model.Notice:
    """The notice of an examined packet; *unsettled* says what a person must decide before it can be final."""
    plan = examination.situation.plan
    regime = regime_of(frame.ruleset, plan.version.file.regime)
    findings = requests.findings(examination, entries)
    together = rows(examination, [entry for entry in entries if entry.is_conditional])
    conditional = requests.conditional(examination, together, len(findings))
    questions = requests.questions(examination, together)
    later = requests.due_later(examination)
    days, notes = deadlines(frame, promise_of(examination), regime, outcome, previous is None)
    entangled = (_warning("W-ENTANGLED"),) if examination.is_entangled else ()
    open_ = (*entangled, *(() if unsettled is None else (unsettled,)))
    warnings = (
        *frame.warnings,
        *open_,
        *examination.situation.answers.warnings,
        *notes,
        *_limits(frame, examination, conditional, questions),
        *_kind(examination),
        *oddities(examination, frame.as_of),
    )
    contact = element(examination, "contact")
    department = frame.ruleset.departments[element(examination, "authority")]
    in_order = asides.in_order(examination)
    beside = asides.extra(examination, entries, in_order)
    return _notice(
        frame,
        outcome=outcome,
        regime=regime,
        office=model.Office(
            name=department.name,
            seal=frame.ruleset.place.office.seal,
            handler=None,
            phone=contact.phone,
            supervision_phone=contact.supervision_phone,
            place=element(examination, "application_place").place,
        ),
        items=(
            model.MatterItem(
                id=examination.item,
                name=element(examination, "item_name"),
                code=element(examination, "item_code"),
                in_force_from=plan.version.file.in_force_from.isoformat(),
                outcome=model.Outcome(outcome),
                out_of_scope=_out_of_scope(frame, examination, outcome),
                regime=_regime(regime),
            ),
        ),
        answers=answered(examination, told_of((*findings, *conditional), questions)),
        subjects=labels(examination, (*findings, *conditional, *questions, *later, *in_order, *beside)),
        previous=previous,
        office_faults=office_faults,
        findings=findings,
        due_later=later,
        conditional=conditional,
        questions=questions,
        not_needed=asides.not_needed(examination),
        office_tasks=asides.office_tasks(examination, frame.calendars),
        demands=demanded.demands(examination),
        in_order=in_order,
        extra=beside,
        not_checked=(*(_for_a_person(examination.item, why) for why in open_), *asides.not_checked(examination)),
        warnings=warnings_of(warnings),
        days=days,
    )


def write_unjudged(
    frame: Frame, why: Diagnostic, name: str | None = None, previous: model.Previous | None = None
) -> model.Notice:
    """The notice of a packet that no rule could judge: an unknown item, no version, an engine fault. A person decides."""
    place = frame.ruleset.place
    item = frame.packet.item
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
        previous=previous,
        not_checked=(_for_a_person(item, why),),
        warnings=warnings_of((*frame.warnings, why)),
        days=unjudged_deadlines(frame),
    )


def told_of(entries: Iterable[model.Finding], questions: Iterable[model.Question]) -> frozenset[str]:
    """The ids of *entries* and *questions*, and of what the answers decide."""
    asked = (id_ for question in questions for id_ in (question.id, *question.decides))
    return frozenset((*(entry.id for entry in entries), *asked))


def _for_a_person(item: str, why: Diagnostic) -> model.NotChecked:
    return model.NotChecked(item, "clerk", f"{bare(why.say('zh'))}。")


def _ground(ruleset: Ruleset, regime: Regime | None, outcome: Outcome) -> list[Basis]:
    """What the outcome rests on: a registration is no licence, so its own law speaks before the general one."""
    own = {} if regime is None else regime.legal_ground
    return own.get(outcome) or ruleset.place.legal_ground.get(outcome, [])


def _notice(
    frame: Frame,
    *,
    outcome: Outcome,
    regime: Regime | None = None,
    office: model.Office,
    items: tuple[model.MatterItem, ...],
    days: model.Deadlines,
    subjects: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
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
        final=is_final(outcome),
        lang=LANG,
        received_on=packet.received_on,
        as_of=frame.as_of.isoformat(),
        handed_in_until=last_handed_in(packet).isoformat(),
        made_by=model.MadeBy(frame.tool, model.RulesetMark(ruleset.id, ruleset.digest), frame.calendars.digest),
        office=office,
        number=None,
        applicant=applicant_of(packet),
        agent=None if packet.agent is UNSET or packet.agent is None else model.Agent(recorded(packet.agent.name, None)),
        subjects=subjects or {},
        answers=answers,
        legal_ground=cited(ruleset, _ground(ruleset, regime, outcome), frame.day),
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
        deadlines=days,
        closed_set=closed_set(findings, conditional, questions, due_later),
    )


def _regime(regime: Regime) -> model.Regime:
    notice = regime.notice
    said = notice if notice is None or isinstance(notice, str) else notice.say("en")
    return model.Regime(said, regime.packet, regime.deemed_acceptance, regime.say or "")


def _out_of_scope(frame: Frame, examination: Examination, outcome: Outcome) -> model.OutOfScope | None:
    if examination.out is None or outcome not in ("not_required", "not_competent"):
        return None
    file = examination.situation.plan.version.file
    line = file.not_for[examination.out]
    basis = cited(frame.ruleset, line.basis, frame.day, file.in_force_from)
    return model.OutOfScope(f"{bare(line.say)}。", _instead(line.instead), line.go_to, basis)


def _instead(instead: Instead | None) -> model.Instead | None:
    if instead is None:
        return None
    if instead.item is not None:
        return model.Instead(item=instead.item)
    assert instead.publish_within is not None
    return model.Instead(publish_within=instead.publish_within.say("en"))


def applicant_of(packet: Packet) -> model.Applicant:
    """Who applies, as a notice says it: the number of identity masked."""
    applicant = packet.applicant
    if applicant is UNSET:
        return model.Applicant(None, None, None)
    number = recorded(applicant.id, None)
    return model.Applicant(
        kind=recorded(applicant.kind, None),
        name=recorded(applicant.name, None),
        id=None if number is None else masked(number),
    )


def _limits(
    frame: Frame,
    examination: Examination,
    conditional: tuple[model.Conditional, ...],
    questions: tuple[model.Question, ...],
) -> Iterator[Diagnostic]:
    """What the clerk should ask before this notice is issued: what decides the scope or a line, too much that depends."""
    limits = frame.ruleset.place.notice
    cannot = recorded(frame.packet.cannot_answer, {})
    if len(conditional) > limits.conditional_lines:
        yield _warning("W-CONDITIONAL-LINES", count=str(len(conditional)), most=str(limits.conditional_lines))
    for line in conditional:
        if len(line.if_.depends_on) > limits.conditional_facts:
            yield _warning("W-CONDITIONAL-FACTS", no=str(line.no), most=str(limits.conditional_facts))
    depending = {line.id for line in conditional}
    for asked, question in zip(examination.questions, questions, strict=True):
        decides = is_of_scope(examination, asked) or not depending.isdisjoint(asked.decides)
        if decides and asked.ask.of == "applicant" and asked.ask.fact not in cannot:
            yield _warning("W-ASK-FIRST", ask=stem(question.ask))


def _kind(examination: Examination) -> Iterator[Diagnostic]:
    kind = examination.situation.answers.applicant.get("kind")
    allowed = element(examination, "applicant_types")
    if kind is not None and kind not in allowed:
        yield _warning("W-APPLICANT-KIND", "/applicant/kind", allowed="、".join(KINDS_OF_APPLICANT[one] for one in allowed))


def _warning(code: str, pointer: str = "", **args: str) -> Diagnostic:
    return Diagnostic(code, Place("", pointer=pointer), args, Severity.WARNING)


def warnings_of(found: Sequence[Diagnostic]) -> tuple[model.Warning, ...]:
    """Warnings as a notice holds them, each once."""
    return tuple(dict.fromkeys(model.Warning(w.code, w.place.pointer, _with_cure(w)) for w in found))


def _with_cure(warning: Diagnostic) -> str:
    """What is odd and what the clerk can do about it, unless the fault itself asks for that (“…，请…”)."""
    cure = "" if "，请" in message(warning.code).zh else warning.remedy("zh")
    return "。".join(filter(None, (warning.say("zh"), cure)))
