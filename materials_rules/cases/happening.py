"""What came of a packet, in the short words of a case.

    Notice  ->  for each section what came, with what the notice says of it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from materials_rules.notice.entry import Conditional, Finding
from materials_rules.notice.model import Notice


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that came: its short id, its kind, class or verdict, and what the notice says of it, in Chinese."""

    id: str
    detail: str | None
    say: str


def happened(notice: Notice, part: str) -> tuple[Came, ...]:
    """What came in the section *part* of a case."""
    return tuple(_HAPPENED[part](notice, notice.matter.items[0].id))


def _outcome(notice: Notice, item: str) -> Iterator[Came]:
    yield Came("outcome", str(notice.outcome), "")


def _findings(notice: Notice, item: str) -> Iterator[Came]:
    for finding in notice.findings:
        yield Came(_short(finding.id, item), str(finding.kind), _told(finding))


def _conditional(notice: Notice, item: str) -> Iterator[Came]:
    for line in notice.conditional:
        yield Came(_short(line.id, item), str(line.kind), _told(line))


def _told(entry: Finding) -> str:
    said = [f"{arm.name}：{'、'.join(defect.what for defect in arm.defects)}" for arm in entry.arms]
    text = "；或者 ".join(said)
    return f"{text}（{entry.if_.text}）" if isinstance(entry, Conditional) else text


def _questions(notice: Notice, item: str) -> Iterator[Came]:
    for question in notice.questions:
        yield Came(_short(question.id, item), None, question.ask)


def _not_needed(notice: Notice, item: str) -> Iterator[Came]:
    for one in notice.not_needed:
        yield Came(one.material, one.class_, one.instead)


def _office_tasks(notice: Notice, item: str) -> Iterator[Came]:
    for task in notice.office_tasks:
        yield Came(task.document, None, task.why)


def _due_later(notice: Notice, item: str) -> Iterator[Came]:
    for line in notice.due_later:
        yield Came(_short(line.id, item), None, line.name)


def _demands(notice: Notice, item: str) -> Iterator[Came]:
    for demand in notice.demands:
        yield Came(demand.name, demand.verdict, demand.say)


def _short(id_: str, item: str) -> str:
    return id_.removeprefix(f"{item}/")


_HAPPENED = {
    "outcome": _outcome,
    "findings": _findings,
    "conditional": _conditional,
    "questions": _questions,
    "not_needed": _not_needed,
    "office_tasks": _office_tasks,
    "due_later": _due_later,
    "demands": _demands,
}
