"""The parts of the paper that are lists: each is made when there is something to say, else it is left out.

    entries of a notice  ->  parts of points
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import UNSET

from materials_rules.notice.model import Extra, InOrder, MatterItem, NotNeeded, OfficeTask
from materials_rules.render._depending import is_ticked
from materials_rules.render._entries import Telling, entry_name
from materials_rules.render._paper import Line, Part, Point, Points, ours, plain, theirs
from materials_rules.render._words import Words

_DIGITS: Final = 6
"""A longer step of a pointer is no number of a line."""


def to_verify(telling: Telling) -> list[Part]:
    """What the window or a department must answer; never put to the applicant."""
    points = [
        Point(telling.words.line(f"verify.{question.of}", ask=telling.of(ours(question.ask), question.subject)))
        for question in telling.notice.questions
        if question.of != "applicant"
    ]
    return _part(telling, "verify", points)


def questions(telling: Telling) -> list[Part]:
    """What the applicant is asked."""
    points = [
        Point(telling.words.line("question", ask=telling.of(ours(question.ask), question.subject)))
        for question in telling.notice.questions
        if question.of == "applicant" and not is_ticked(telling.notice, question)
    ]
    return _part(telling, "questions", points)


def not_checked(telling: Telling) -> list[Part]:
    """What a person must examine before anything can be said."""
    return _part(telling, "manual", _not_checked(telling))


def out_of_scope(telling: Telling) -> list[Part]:
    """Why an item is not the thing to apply for, and where to go."""
    points = [point for item in telling.notice.matter.items for point in _scope(telling, item)]
    title = f"part.scope.{telling.notice.outcome}"
    return _part(telling, "scope", points, title=title if telling.words.has(title) else None)


def _scope(telling: Telling, item: MatterItem) -> list[Point]:
    scope, words = item.out_of_scope, telling.words
    if scope is None:
        return []
    more: list[Line] = []
    if scope.instead is not None and scope.instead.item is not UNSET:
        more.append(words.line("scope.item", item=ours(telling.called(scope.instead.item))))
    if scope.instead is not None and scope.instead.publish_within is not UNSET:
        more.append(words.line("scope.publish", within=_limit(telling, scope.instead.publish_within)))
    if scope.go_to is not None:
        more.append(words.line("scope.go_to", office=ours(telling.called(scope.go_to))))
    if scope.basis:
        more.append(words.line("basis", basis=telling.bases(scope.basis)))
    said = words.line("scope", name=ours(item.name), say=ours(scope.say))
    return [Point(said, tuple(map(Point, more)))]


def _limit(telling: Telling, text: str) -> Line:
    # imported here: it brings the models of authors with it, and few papers need it
    from materials_rules.rules.limit import NotALimit, read_limit

    try:
        return ours(read_limit(text).say(telling.words.lang))
    except NotALimit:
        return ours(text)


def due_later(telling: Telling) -> list[Part]:
    """What the rule itself lets come later."""
    words = telling.words
    points = [
        Point(
            words.line(
                "due_later",
                name=telling.of(ours(due.name), due.subject),
                event=words.known("event", due.event),
                basis=telling.bases(due.basis),
            )
        )
        for due in telling.notice.due_later
    ]
    return _part(telling, "due_later", points)


def deferrable(telling: Telling) -> list[Part]:
    """容缺: what may be handed in later, by when, where that is published."""
    words = telling.words
    points = []
    for entry in telling.entries():
        deferral = entry.deferrable
        if deferral is not None:
            name = entry_name(telling, entry)
            said = words.line("deferral", no=entry.no, name=name, say=ours(deferral.say))
            published = words.line(
                "deferral.published",
                published_in=ours(deferral.published_in),
                basis=telling.bases(deferral.basis),
            )
            points.append(Point(said, (Point(published),)))
    lead = f"lead.deferrable.{telling.notice.outcome}"
    return _part(telling, "deferrable", points, lead=lead if words.has(lead) else None)


def not_needed(telling: Telling) -> list[Part]:
    """What may not be asked for, and what takes its place; worded so that nobody is accused."""
    return _part(telling, "not_needed", [_not_needed(telling, entry) for entry in telling.notice.not_needed])


def _not_needed(telling: Telling, entry: NotNeeded) -> Point:
    words = telling.words
    said = words.line(
        "not_needed",
        name=ours(telling.called(entry.material)),
        effect=words.known("effect", entry.effect),
        instead=ours(entry.instead),
    )
    more = [
        words.line(
            "not_needed.why", name=words.known("class", entry.class_), basis=telling.bases(entry.basis)
        )
    ]
    if entry.if_ is not None:
        more.insert(0, words.line("arm.if", text=ours(entry.if_.text)))
    return Point(said, tuple(map(Point, more)))


def office_tasks(telling: Telling) -> list[Part]:
    """What the window gets itself."""
    return _part(
        telling, "office_tasks", [Point(_office_task(telling, task)) for task in telling.notice.office_tasks]
    )


def _office_task(telling: Telling, task: OfficeTask) -> Line:
    words = telling.words
    document, from_, why = ours(telling.called(task.document)), ours(telling.called(task.from_)), ours(task.why)
    if task.by is None:
        return words.line("office_task", document=document, from_=from_, why=why)
    return words.line("office_task.by", document=document, from_=from_, why=why, by=words.day(task.by))


def demands(telling: Telling) -> list[Part]:
    """What somebody asked the applicant for, compared with the rules; neutral, also where they do not ask for it."""
    words = telling.words
    points = []
    for demand in telling.notice.demands:
        said = words.line(
            "demand",
            name=theirs(demand.name),
            by=ours(telling.called(demand.by)),
            verdict=words.known("verdict", "commitment" if demand.class_ == "C4_COMMITMENT" else demand.verdict),
            say=ours(demand.say),
        )
        of_class = demand.class_
        why = [] if of_class is None else [words.line("demand.class", name=words.known("class", of_class))]
        points.append(Point(said, tuple(map(Point, why))))
    return _part(telling, "demands", points)


def in_order(telling: Telling) -> list[Part]:
    """What was received and meets its form, but for what stands among the entries, as a side of a difference."""
    differing = {(arm.material, entry.subject) for entry in telling.entries() if entry.is_difference for arm in entry.arms}
    sides = {material for material, _ in differing}
    # a paper that is no member's own may differ from that of any member
    orderly = (
        line
        for line in telling.notice.in_order
        if (line.material, line.subject) not in differing and (line.subject is not None or line.material not in sides)
    )
    return _part(telling, "in_order", _handed_in(telling, orderly))


def extra(telling: Telling) -> list[Part]:
    """What was received though nothing asks for it."""
    lead = f"lead.extra.{telling.notice.outcome}"
    points = _handed_in(telling, telling.notice.extra)
    return _part(telling, "extra", points, lead=lead if telling.words.has(lead) else None)


def _handed_in(telling: Telling, materials: Iterable[InOrder | Extra]) -> list[Point]:
    points = []
    for material in materials:
        name = telling.names.get(material.material)
        line = theirs(material.material) if name is None else ours(name)
        points.append(Point(telling.of(line, material.subject)))
    return points


def remedies(telling: Telling) -> list[Part]:
    """What may be done against a refusal."""
    words = telling.words
    points = [
        Point(words.line("remedy", say=ours(remedy.say), basis=telling.bases(remedy.basis)))
        for remedy in telling.notice.remedies
    ]
    return _part(telling, "remedies", points)


def notes(telling: Telling, *, with_not_checked: bool) -> list[Part]:
    """What is only recorded: judged by a person, not told earlier by the office, odd in the packet."""
    words, notice = telling.words, telling.notice
    lines = [words.line("office_fault", say=ours(fault.say)) for fault in notice.office_faults]
    for warning in notice.warnings:
        place, say = _place(words, warning.at), ours(warning.say)
        key = "warning" if plain(place) in plain(say) else "warning.at"
        lines.append(words.line(key, code=warning.code, at=place, say=say))
    points = [*(_not_checked(telling) if with_not_checked else []), *map(Point, lines)]
    return _part(telling, "notes", points)


def _place(words: Words, pointer: str) -> Line:
    """A JSON pointer into the packet in words; one that leads nowhere known stands as it is."""
    head, *steps = pointer.removeprefix("/").split("/")
    if words.has(f"at{pointer.replace('/', '.')}"):
        return words.line(f"at{pointer.replace('/', '.')}")
    if not words.has(f"at.{head}"):
        return theirs(pointer)
    line = words.line(f"at.{head}")
    for step in steps:
        if len(step) < _DIGITS and step.isascii() and step.isdecimal():
            more = words.line("at.no", no=theirs(str(int(step) + 1)))
        else:
            more = words.line("at.key", name=theirs(step.replace("~1", "/").replace("~0", "~")))
        line = (*line, *more)
    return line


def _not_checked(telling: Telling) -> list[Point]:
    words = telling.words
    points = []
    for entry in telling.notice.not_checked:
        by = words.known("by", entry.by) if words.has(f"by.{entry.by}") else ours(telling.called(entry.by))
        points.append(Point(words.line("not_checked", by=by, why=ours(entry.why))))
    return points


def _part(
    telling: Telling, key: str, points: Iterable[Point], *, title: str | None = None, lead: str | None = None
) -> list[Part]:
    every = tuple(points)
    words = telling.words
    if not every:
        return []
    return [Points(words.text(title or f"part.{key}"), words.line(lead or f"lead.{key}"), every)]
