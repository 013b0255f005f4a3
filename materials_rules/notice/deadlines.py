"""The last days: to tell, to cure, to decide, and an alarm where a calendar is missing.

    Frame, Examination, outcome  ->  Deadlines, warnings
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from materials_rules.clock.clock import Deadline, count, decide_deadline, notice_deadline
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.notice.elements import element
from materials_rules.notice.frame import Frame
from materials_rules.notice.model import Deadlines
from materials_rules.rules.element import LimitOf, Step
from materials_rules.rules.item import Regime
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.outcome import Outcome

_LATER: Final = {"inspection": "现场核查之日", "completion": "前一程序完成之日"}
_AT_ONCE: Final[Mapping[Outcome, str]] = {
    "not_required": "不受理的结论应当即时告知，不适用一次告知补正内容的期限。",
    "not_competent": "不予受理的决定应当即时作出，不适用一次告知补正内容的期限。",
}
_TOLD_BEFORE: Final = "一次告知的期限自首次收到申请材料之日起计算，已由前次告知适用；本次是对补正材料的核对。"


@dataclass(frozen=True)
class Promise:
    """What the item promises in one situation: the limit for deciding, and the steps whose time it does not count."""

    limit: LimitOf
    procedure: tuple[Step, ...]


def promise_of(examination: Examination) -> Promise:
    """The promise of the item in the situation that was examined."""
    limit = element(examination, "promised_limit")
    assert isinstance(limit, LimitOf)
    return Promise(limit, tuple(element(examination, "procedure")))


def deadlines(
    frame: Frame, promise: Promise, regime: Regime, outcome: Outcome, is_first: bool
) -> tuple[Deadlines, tuple[Diagnostic, ...]]:
    """The deadlines of a notice. The limit for telling everything once belongs to the first notice alone."""
    told = _told(frame, regime, outcome, is_first)
    decided = _decided(frame, promise, outcome)
    cure = _cure(frame, outcome)
    parts = [part for part in (told, decided, cure) if part is not None]
    notes = [warning for part in parts for warning in part.warnings]
    if told.day is not None and frame.as_of > told.day and outcome in ("supplement", "fix_on_spot", "undetermined"):
        notes.append(Diagnostic("W-NOTICE-LATE", Place(""), {"day": told.day.isoformat()}, Severity.WARNING))
    alarms = [part.alarm_on for part in parts if part.day is None and part.alarm_on is not None]
    return (
        Deadlines(
            notice_by=_day(told),
            alarm_on=min(alarms).isoformat() if alarms else None,
            cure_by=_day(cure),
            decide_by=_day(decided),
            why="\n".join(part.why_zh for part in parts),
        ),
        tuple(dict.fromkeys(notes)),
    )


def _told(frame: Frame, regime: Regime, outcome: Outcome, is_first: bool) -> Deadline:
    """The day by which everything is told: the days of 行政许可法 art. 32(1)(4) are for what needs curing alone."""
    if outcome in _AT_ONCE:
        return _nothing(_AT_ONCE[outcome])
    return notice_deadline(frame.day, regime.notice, frame.calendars) if is_first else _nothing(_TOLD_BEFORE)


def unjudged_deadlines(frame: Frame) -> Deadlines:
    """Where no regime is known: no deadline, and an alarm by the general rule of 行政许可法 art. 32(4)."""
    general = frame.ruleset.place.regimes.get("licensing")
    if general is None:
        return Deadlines(None, None, None, None, "适用的规则没有确定，期限没有计算。")
    found = notice_deadline(frame.day, general.notice, frame.calendars)
    alarm = found.day or found.alarm_on
    why = f"适用的规则没有确定，先按行政许可的通例提醒。\n{found.why_zh}"
    return Deadlines(None, None if alarm is None else alarm.isoformat(), None, None, why)


def _nothing(why: str) -> Deadline:
    return Deadline(None, None, (), why, "")


def _day(deadline: Deadline | None) -> str | None:
    return None if deadline is None or deadline.day is None else deadline.day.isoformat()


def _decided(frame: Frame, promise: Promise, outcome: Outcome) -> Deadline | None:
    """The day by which the office decides, once it accepts; what it promised counts, which is never longer than the statute."""
    if outcome not in ("accept", "accept_deferred"):
        return None
    promised = promise.limit
    match promised.from_:
        case "receipt":
            found = decide_deadline(frame.day, promised.limit, frame.calendars, since="receipt")
        case "acceptance":
            found = decide_deadline(_accepted_on(frame), promised.limit, frame.calendars, since="acceptance")
        case later:
            found = _nothing(f"办理期限{promised.limit.say()}，自{_LATER[later]}起计算，起算之日尚未确定。")
    beside = _not_counted(promise.procedure)
    return replace(found, why_zh=f"{found.why_zh}\n{beside}") if beside else found


def _not_counted(procedure: Iterable[Step]) -> str:
    """The steps whose time the limit does not count; 行政许可法 art. 45: the applicant is told of it in writing."""
    steps = [step for step in procedure if step.special is not None or step.not_counted]
    named = [step.step if step.takes is None else f"{step.step}（{step.takes.say()}）" for step in steps]
    return f"{'、'.join(named)}所需时间不计算在内。" if named else ""


def _accepted_on(frame: Frame) -> dt.date:
    """The day on which all that was asked for is in: the day of judgement."""
    return frame.as_of


def _cure(frame: Frame, outcome: Outcome) -> Deadline | None:
    correction = frame.ruleset.place.correction
    if correction is None or outcome != "supplement":
        return None
    return count(frame.as_of, correction.within, frame.calendars)
