"""What depends on a situation: one row a question, whose boxes are ticked once.

    conditional entries, questions with boxes  ->  table

A box stands on the paper only where it is the one place for its question: a question that is asked elsewhere on the paper,
several that decide together, and what the office must answer are told without boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, permutations
from typing import Final

from materials_rules.notice.model import Branch, Conditional, Notice, Question
from materials_rules.render._entries import Telling, about, basis_of, cure, defects, entry_name, which
from materials_rules.render._paper import Entry, Line, Part, Point, Table, ours

_MOST: Final = 5
"""A question with more answers than these is asked in words as well."""


@dataclass(frozen=True)
class _Row:
    """Entries that stand in one row; `branches` where one question decides them, `boxed` where it is answered here."""

    entries: tuple[Conditional, ...]
    branches: tuple[Branch, ...]
    boxed: bool


def conditional_table(telling: Telling) -> list[Part]:
    """What depends on a situation; no part when there is nothing."""
    conditional, words = telling.notice.conditional, telling.words
    if not conditional:
        return []
    together = _rows(telling.notice)
    boxed = any(row.boxed for row in together)
    own = f"caption.conditional.{telling.notice.outcome}"
    caption = "caption.conditional.unboxed" if not boxed else own if words.has(own) else "caption.conditional"
    return [
        Table(
            words.text("part.conditional"),
            words.line(caption, which=which(telling, conditional)),
            tuple(words.text(f"column.{name}") for name in ("no", "if" if boxed else "if.unboxed", _then(conditional), "basis")),
            tuple(_entry(telling, row) for row in together),
        )
    ]


def is_ticked(notice: Notice, question: Question) -> bool:
    """Whether the boxes ask all of a question: nothing else depends on it, or they name every answer.

    A question on which the item itself depends tells what its answers lead to, so it always stands.
    """
    decides = set(question.decides)
    if not question.boxes or not decides.isdisjoint(item.id for item in notice.matter.items):
        return False
    due = {id_ for row in question.boxes for branch in row for id_ in branch.due}
    return decides <= due or any(_names_every_answer(question, row) for row in question.boxes)


def _names_every_answer(question: Question, row: Sequence[Branch]) -> bool:
    """Whether the boxes are yes and no, or the members of the choice."""
    said = [branch.say for branch in row]
    if set(said) == {"是", "否"}:
        return True
    return len(said) <= _MOST and any(f"（{'；'.join(order)}）" in question.ask for order in permutations(said))


def _rows(notice: Notice) -> list[_Row]:
    """The entries in rows: those of one question, else those of one situation that stand side by side."""
    of: dict[str, tuple[Question, int]] = {}
    for question in notice.questions:
        for place, row in enumerate(question.boxes):
            of.update((id_, (question, place)) for branch in row for id_ in branch.due)

    def key(entry: Conditional) -> tuple[str, object]:
        if entry.id not in of:
            return "", entry.if_.text
        question, place = of[entry.id]
        return question.id, place

    found = []
    for _, group in groupby(notice.conditional, key):
        entries = tuple(group)
        if entries[0].id not in of:
            found.append(_Row(entries, (), False))
        else:
            question, place = of[entries[0].id]
            boxed = question.of == "clerk" or (question.of == "applicant" and is_ticked(notice, question))
            found.append(_Row(entries, question.boxes[place], boxed))
    return found


def _then(conditional: Iterable[Conditional]) -> str:
    """The heading over what is due: papers to hand in, differences to correct, or both."""
    differ = {entry.is_difference for entry in conditional}
    return "then.both" if len(differ) > 1 else "then.differ" if True in differ else "then"


def _entry(telling: Telling, row: _Row) -> Entry:
    """The situation and what is due in it; each of several entries keeps its number and its basis."""
    words, entries = telling.words, row.entries
    names = [entry_name(telling, entry) for entry in entries]
    bases = [basis_of(telling, entry) for entry in entries]
    basis = bases[0]
    if len(entries) > 1:
        names = [words.line("entry.named", no=entry.no, name=name) for entry, name in zip(entries, names, strict=True)]
    if len(set(bases)) > 1:
        basis = tuple(_under(words.line("entry", no=e.no), points) for e, points in zip(entries, bases, strict=True))
    then = tuple(Point(name, _due(telling, entry)) for entry, name in zip(entries, names, strict=True))
    return Entry(entries[0].no, entries[-1].no, (_situation(telling, row), then, basis))


def _situation(telling: Telling, row: _Row) -> tuple[Point, ...]:
    """The question and its branches, one a line. Where the entries need different answers, a branch says which it leads to."""
    words = telling.words
    asked, said = row.entries[0].asked, row.entries[0].branches
    box = "□" if row.boxed else ""
    if len({entry.if_.text for entry in row.entries}) == 1:
        branches = [ours(f"{box}{branch.rstrip()}") for branch in said]
    else:
        numbers = {entry.id: str(entry.no) for entry in row.entries}
        branches = []
        for branch in row.branches:
            say, nos = ours(f"{box}{branch.say}"), words.between().join(numbers[id_] for id_ in branch.due)
            branches.append(words.line("branch.due", say=say, nos=nos) if nos else words.line("branch.none", say=say))
    return tuple(map(Point, ([ours(asked)] if asked.strip() else []) + branches))


def _under(label: Line, points: tuple[Point, ...]) -> Point:
    """What follows a label: beside it where it is one line, else below it."""
    match points:
        case (Point(line=line, points=()),):
            return Point((*label, *line))
        case several:
            return Point(label, several)


def _due(telling: Telling, entry: Conditional) -> tuple[Point, ...]:
    """What there is to say of an entry that depends; that nothing was handed in is no fault while it may not be needed."""
    return (*about(telling, entry), *defects(telling, entry, but="missing"), *cure(telling, entry))
