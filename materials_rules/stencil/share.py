"""What one group of requirements adds to a notice, in pieces that another notice can take over.

    Look, groups  ->  a Share for each group

An entry has its place among all that a notice may hold, so that shares of different packets can be put in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from materials_rules.library import Look
from materials_rules.notice import model
from materials_rules.notice.answered import things, things_of
from materials_rules.notice.asides import first_of_tasks, in_order_of
from materials_rules.notice.closed_set import closed_parts
from materials_rules.notice.demanded import placed
from materials_rules.notice.elsewhere import is_of_scope
from materials_rules.notice.reading import Thing
from materials_rules.notice.write import told_of
from materials_rules.packet.model import Packet, recorded
from materials_rules.rules.version import Version
from materials_rules.stencil.blanks import encode
from materials_rules.stencil.grouping import Grouping
from materials_rules.stencil.top import LIMITS
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.outcome import Weight, weigh
from materials_rules.verdict.questions import Asked
from materials_rules.verdict.requirement import Standing
from materials_rules.verdict.situation import EVERY

Rank = tuple[object, ...]
"""The place of an entry among all that a section may hold."""

Piece = bytes | tuple[str, object]
"""Bytes, or a blank: its sort and what it is about."""

SECTIONS: Final = ("due_later", "questions", "not_needed", "office_tasks", "demands", "in_order", "extra", "not_checked")
"""The lists of a notice whose entries come from groups and have no number."""


class Undivided(Exception):
    """A notice of which somebody could not tell what comes from where."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One entry of a section: its rank and its pieces."""

    rank: Rank
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding or conditional entry: its rank, what stands before its number, what behind it."""

    rank: Rank
    before: bytes
    behind: bytes


@dataclass(frozen=True, slots=True)
class Share:
    """What one group adds. `taken` are the answers that get no check because of it, `subjects` whom it names; `is_depending`:
    it has something that depends, or that decides whether the item is the right one.

    `numbered_from`: it speaks of a line by its number, so it stands only where as many findings stand before.
    """

    findings: tuple[Numbered, ...]
    conditional: tuple[Numbered, ...]
    sections: Mapping[str, tuple[Placed, ...]]
    warnings: tuple[bytes, ...]
    numbered_from: int | None
    closed: Mapping[str, str]
    taken: frozenset[Thing]
    subjects: frozenset[str]
    is_depending: bool
    weight: Weight


@dataclass
class _Gathered:
    """The share of one group while it is gathered."""

    findings: list[Numbered] = field(default_factory=list)
    conditional: list[Numbered] = field(default_factory=list)
    sections: dict[str, list[Placed]] = field(default_factory=dict)
    warnings: list[bytes] = field(default_factory=list)
    numbered_from: int | None = None
    told: list[model.Finding] = field(default_factory=list)
    others: list[model.Question | model.DueLater] = field(default_factory=list)
    taken: set[Thing] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    is_depending: bool = False

    def share(self, weight: Weight) -> Share:
        return Share(
            tuple(self.findings),
            tuple(self.conditional),
            {name: tuple(found) for name, found in self.sections.items()},
            tuple(self.warnings),
            self.numbered_from,
            closed_parts(self.told, self.others),
            frozenset(self.taken),
            frozenset(self.subjects),
            self.is_depending,
            weight,
        )


def shares_of(look: Look, base: Grouping, packet: Packet) -> list[Share]:
    """The share of each group of *base* in the notice of a *look* at *packet*."""
    return _Dividing(look, base, packet).shares()


class _Dividing:
    def __init__(self, look: Look, base: Grouping, packet: Packet) -> None:
        self.notice, self.examination, self.base, self.packet = look.notice, look.examination, base, packet
        self.entries = look.entries
        self.version: Version = look.examination.situation.plan.version
        self.gathered = [_Gathered() for _ in range(base.groups)]
        self.asked = {name: i for i, name in enumerate(self.version.asked)}
        self.lines = {line.name: i for i, line in enumerate(self.version.consistency)}
        self.members = {
            f"{listed}:{member.get(about.key)}": i
            for listed, about in self.version.file.lists.items()
            for i, member in enumerate(recorded(packet.lists, {}).get(listed, ()))
        }

    def shares(self) -> list[Share]:
        self._entries()
        self._questions()
        for due in self.notice.due_later:
            self._add("due_later", self._of_id(due.id), self._rank(due.id), due).others.append(due)
        self._not_needed()
        self._tasks()
        for i, (demand, given) in enumerate(zip(self.notice.demands, recorded(self.packet.demands, ()), strict=True)):
            slots = placed(self.examination, given)
            self._add("demands", self.base.of_asked(slots[0].requirement) if slots else 0, (i,), demand)
        self._in_order()
        for beside in self.notice.extra:
            self._add("extra", self.base.of_paper(beside.material), (beside.material, beside.subject or ""), beside)
        for i, one in enumerate(self.notice.not_checked):
            self._add("not_checked", self._of_id(one.id), (*self._rank(one.id), i), one)
        self._warnings()
        self._taken()
        return [gathered.share(weight) for gathered, weight in zip(self.gathered, self._weights(), strict=True)]

    def _weights(self) -> Iterator[Weight]:
        """What each group weighs."""
        standings: list[list[Standing]] = [[] for _ in self.gathered]
        for (name, _), one in self.examination.standings.items():
            standings[self.base.of_asked(name)].append(one)
        questions: list[list[Asked]] = [[] for _ in self.gathered]
        for asked, told in zip(self.examination.questions, self.notice.questions, strict=True):
            questions[self._of_question(told)].append(asked)
        for gathered, mine, open_ in zip(self.gathered, standings, questions, strict=True):
            yield weigh(self.examination, mine, gathered.entries, open_)

    # ---- where something belongs, and where it stands

    def _of_id(self, id_: str) -> int:
        """The group of an id of a requirement, a line of consistency, or the item itself."""
        sort, _, name = self._bare(id_).partition("/")
        if sort == "consistency":
            return self.base.of_line(name)
        if sort in self.version.asked:
            return self.base.of_asked(sort)
        return self.base.item if id_ == self.version.item else 0

    def _rank(self, id_: str) -> Rank:
        bare = self._bare(id_)
        whose = id_.partition("[")[2].removesuffix("]")
        of_subject = len(self.members) if whose.endswith(f":{EVERY}") else self.members.get(whose, -1)
        if bare.startswith("consistency/"):
            return 2, self.lines.get(bare.removeprefix("consistency/"), -1), of_subject
        return 0, self.asked.get(bare, -1), of_subject

    def _bare(self, id_: str) -> str:
        return id_.removeprefix(f"{self.version.item}/").partition("[")[0]

    def _add(
        self, section: str, group: int, rank: Rank, entry: msgspec.Struct, blank: tuple[str, Piece] | None = None
    ) -> _Gathered:
        gathered = self.gathered[group]
        gathered.sections.setdefault(section, []).append(Placed(rank, tuple(pieces(entry, blank))))
        subject = getattr(entry, "subject", None)
        if subject is not None:
            gathered.subjects.add(subject)
        return gathered

    # ---- the sections

    def _entries(self) -> None:
        definite = [entry for entry in self.entries if not entry.is_conditional]
        for i, (entry, told) in enumerate(zip(definite, self.notice.findings, strict=True)):
            gathered = self.gathered[self._of_id(told.id)]
            rank = (i,) if self.base.is_whole else self._rank(told.id)
            if entry.sort == "subject" and not self.base.is_whole:
                rank = (1, entry.slots[0].id, entry.subject or "")
            gathered.findings.append(_numbered(rank, told))
            self._told(gathered, told)
        for told in self.notice.conditional:
            gathered = self.gathered[self._of_id(told.id)]
            gathered.conditional.append(_numbered((len(gathered.conditional),), told))
            self._told(gathered, told)
        for entry in self.entries:
            self.gathered[self._of_id(entry.id)].entries.append(entry)

    def _told(self, gathered: _Gathered, told: model.Finding) -> None:
        gathered.told.append(told)
        if told.subject is not None:
            gathered.subjects.add(told.subject)

    def _questions(self) -> None:
        for i, question in enumerate(self.notice.questions):
            group, rank = self._of_question(question), self._rank(question.decides[0])
            if question.decides[0] == self.version.item and not is_of_scope(self.examination, self.examination.questions[i]):
                rank = 3, 0, 0  # what an element depends on is asked last
            self._add("questions", group, (*rank, i), question).others.append(question)

    def _of_question(self, question: model.Question) -> int:
        return self._of_id(question.decides[0])

    def _not_needed(self) -> None:
        for i, one in enumerate(self.notice.not_needed):
            slot = self.version.slots.get(one.material)
            name = one.material if slot is None else slot.requirement
            self._add("not_needed", self.base.of_asked(name), (self.asked[name], i), one)

    def _tasks(self) -> None:
        """In the order of the requirements that need a document first."""
        for i, (name, task) in enumerate(zip(first_of_tasks(self.examination), self.notice.office_tasks, strict=True)):
            blank = ("by", ("task", task.document))
            self._add("office_tasks", self.base.of_asked(name), (self.asked[name], i), task, blank)

    def _in_order(self) -> None:
        """In the order of the requirements for which a paper, or a licence in its place, is in order."""
        places = self.base.places(self.packet)
        for i, (name, one) in enumerate(in_order_of(self.examination)):
            group = self.base.of_paper(one.material)
            blank = ("paper", (group, places[one.material, one.subject]))
            self._add("in_order", group, (self.asked[name], i), one, ("handed_in_on", blank))

    def _warnings(self) -> None:
        """What is said about what depends belongs to the group that depends; the base has no second one."""
        depending = {self._of_id(line.id) for line in self.notice.conditional}
        if self.examination.scope == "unknown":
            depending.add(self.base.item)
        found = [warning for warning in self.notice.warnings if warning.code in LIMITS]
        if len(depending) > 1 or (found and not depending):
            raise Undivided
        for group in depending:
            gathered = self.gathered[group]
            gathered.is_depending = True
            gathered.warnings += [encode(warning) for warning in found]
            if any(warning.code == "W-CONDITIONAL-FACTS" for warning in found):
                gathered.numbered_from = len(self.notice.findings)

    def _taken(self) -> None:
        notice = self.notice
        kept = things(self.examination, told_of((*notice.findings, *notice.conditional), notice.questions))
        for thing in things_of(self.packet, self.version):
            if thing not in kept:
                group = self.base.of_answer(thing)
                if group is None:
                    raise Undivided
                self.gathered[group].taken.add(thing)


def _numbered(rank: Rank, told: model.Finding) -> Numbered:
    whole = encode(told)
    before = b'{"id":%b,"no":' % encode(told.id)
    return Numbered(rank, before, whole[len(before) + len(str(told.no)) :])


def pieces(entry: msgspec.Struct, blank: tuple[str, Piece] | None) -> Iterator[Piece]:
    """An entry as bytes, with a blank at one of its fields."""
    if blank is None:
        yield encode(entry)
        return
    before = b"{"
    for name, key in zip(entry.__struct_fields__, entry.__struct_encode_fields__, strict=True):
        before += encode(key) + b":"
        if name == blank[0]:
            yield before
            yield blank[1]
            before = b","
        else:
            before += encode(getattr(entry, name)) + b","
    yield before[:-1] + b"}" if before != b"," else b"}"


def depending_groups(shares: Iterable[Share]) -> int:
    """How many groups have something that depends."""
    return sum(share.is_depending for share in shares)


def can_be_parted(examination: Examination) -> bool:
    """Whether groups can be told apart at all: no answer contradicts another, and none is out of bounds.

    Where the item is not the right one nothing is asked, and so what is said of papers and demands is each group's own.
    """
    is_sound = not examination.contradictions and not examination.situation.answers.defects
    return is_sound and not examination.is_entangled
