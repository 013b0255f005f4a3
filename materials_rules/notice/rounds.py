"""The second visit: what may still be raised, and what the office should have said the first time.

    previous Notice, entries of the new packet  ->  what stands, OfficeFault for the rest

行政许可法 art. 32(4) and (5): the whole is told once, and whoever hands in everything that was asked for is accepted. Under
the same rules a packet that changes only where the notice lets it can bring nothing that was not told. So what was not told
comes of something else that changed since (an answer, an agent, a paper that was in order), and stands; where nothing else
changed it could have been told, and is the office's fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import NotAPacket
from materials_rules.notice.answered import answered_of, plain_name
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.frame import regime_of
from materials_rules.notice.model import Notice, OfficeFault, Outcome
from materials_rules.packet.document import documents
from materials_rules.plan.compile import Plan
from materials_rules.verdict.contradiction import named_in
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import Accepted, Key
from materials_rules.verdict.ids import requirement_id
from materials_rules.verdict.questions import Asked

_TELLS_THE_WHOLE = frozenset({Outcome.SUPPLEMENT, Outcome.FIX_ON_SPOT, Outcome.ACCEPT, Outcome.ACCEPT_DEFERRED})


Judge = Callable[[Accepted, frozenset[str]], Examination]
"""Examines the packet with what was accepted, and with the ids that are forgiven."""


@dataclass(frozen=True)
class Round:
    """What may be raised in this round, what was kept back as the office's fault, what the clerk should know."""

    examination: Examination
    entries: tuple[Entry, ...]
    faults: tuple[OfficeFault, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    forgiven: frozenset[str] = frozenset()
    unsettled: Diagnostic | None = None


def tells_the_whole(notice: Notice) -> bool:
    """Whether *notice* is the one notice of what must be cured; a draft, or one that sends the applicant away, is not."""
    return notice.final and notice.outcome in _TELLS_THE_WHOLE


def accepted_by(notice: Notice) -> Accepted:
    """The papers that *notice* has in order: once accepted, they stay accepted."""
    lying = {(line.material, line.subject): (line.handed_in_on, line.papers) for line in notice.in_order}
    return Accepted(lying, notice.as_of)


def second_look(judge: Judge, previous: Notice, path: str) -> Round:
    """What a packet still lacks, under the rules that *previous* was made with, against what it told.

    What is the office's fault is forgiven, and what would follow from it with it; so it is judged until there is nothing
    new to forgive. What an earlier visit forgave stays forgiven. Raises NotAPacket as `require_whole`.
    """
    accepted = accepted_by(previous)
    examination = judge(accepted, frozenset())
    require_whole(examination, previous, path)
    forgiven = forgiven_before(examination, previous)
    faults = {fault.id: fault for fault in previous.office_faults if fault.id in forgiven}
    while True:
        examination = judge(accepted, forgiven)
        found = Before(examination, previous).look(entries(examination))
        faults |= {fault.id: fault for fault in found.faults if fault.id not in faults}
        if found.forgiven <= forgiven:
            return replace(found, faults=tuple(faults.values()))
        forgiven |= found.forgiven


def told_by(notice: Notice) -> str:
    """The digest of the rules by which the first notice of the case told: what came later may only relax."""
    return notice.made_by.ruleset.digest if notice.previous is None else notice.previous.rules


def forgiven_before(examination: Examination, previous: Notice) -> frozenset[str]:
    """What an earlier visit found to be the office's fault; a paper that was in order then answers for itself."""
    return frozenset(fault.id for fault in previous.office_faults) - Before(examination, previous).accepted_ids()


def require_whole(examination: Examination, previous: Notice, path: str) -> None:
    """Raises NotAPacket (P-NOT-WHOLE) where a paper that *previous* had in order, and the office kept, is not in the packet.

    A packet of a later visit holds everything, what was handed in first and what came since.
    """
    if missing := list(_not_entered(examination, previous)):
        names = "、".join(f"《{name}》" for name in dict.fromkeys(missing))
        raise NotAPacket([Diagnostic("P-NOT-WHOLE", Place(path, pointer="/materials"), {"names": names})])


def _not_entered(examination: Examination, previous: Notice) -> Iterator[str]:
    situation = examination.situation
    if gives_back(situation.plan):
        return
    here = {(document.code, document.subject) for document in documents(situation.packet)}
    for line in previous.in_order:
        listed = (line.subject or "").partition(":")[0]
        is_listed = not listed or listed not in situation.plan.version.file.lists or line.subject in situation.subjects(listed)
        if (line.material, line.subject) not in here and is_listed:
            slot = situation.plan.version.slots.get(line.material)
            known = situation.plan.ruleset.documents.get(line.material)
            yield slot.arm.name if slot is not None else known.name if known is not None else line.material


def gives_back(plan: Plan) -> bool:
    """Whether the office gives papers back with its notice (退还), so that all of them come again."""
    return regime_of(plan.ruleset, plan.version.file.regime).packet == "returned"


class Before:
    """What was on the table, and what was told, when the earlier notice was written."""

    def __init__(self, examination: Examination, previous: Notice) -> None:
        self.examination = examination
        self.previous = previous
        # what the window was still to compare with a register was told as well
        self.told = announced(previous) | {line.id for line in previous.not_checked}
        self.accepted = {(line.material, line.subject): line.papers for line in previous.in_order}
        self.forgiven = frozenset(fault.id for fault in previous.office_faults)
        self.seen = frozenset(_seen(previous))
        before = previous.answers
        self.answered = frozenset(() if before is None else before.of)
        self.answers_changed = before is None or answered_of(examination, before.of) != before
        if gives_back(examination.situation.plan):  # whoever got his papers back was told to bring them again
            self.told |= self.accepted_ids()
        self.papers_changed = frozenset(self._changed_papers())

    def accepted_ids(self) -> frozenset[str]:
        """The requirements whose papers were in order."""
        slots = self.examination.situation.plan.version.slots
        return frozenset(self._requirement(key) for key in self.accepted if key[0] in slots)

    def look(self, found: Iterable[Entry]) -> Round:
        """What may be raised, under the same rules."""
        found = tuple(found)
        # answers that contradict one another since then are a change, and bring what depends on them
        at_odds = [entry for entry in found if entry.sort == "never" and not self._was_told(entry)]
        self.answers_changed = self.answers_changed or any(map(self._is_newly_met, at_odds))
        kept: list[Entry] = []
        faults: list[OfficeFault] = [OfficeFault(id_, _accepted_before(name)) for id_, name in self._judged_otherwise()]
        forgiven: set[str] = set()
        warnings: list[Diagnostic] = []
        for entry in found:
            if self._was_told(entry):
                kept.append(entry)
            elif self._is_new(entry):
                kept.append(entry)
                warnings.append(Diagnostic("W-NEW-SINCE", Place(""), {"name": _called(entry)}, Severity.WARNING))
            else:
                forgiven.add(entry.id)
                if not self._waits_for_an_accepted_paper(entry.id):
                    faults.append(OfficeFault(entry.id, _not_told(entry)))
        questions: list[Asked] = []
        for asked in self.examination.questions:
            # a change brings its questions with it, but none that the office forgot before
            is_new = (self.answers_changed or self.papers_changed) and asked.ask.id not in self.forgiven
            if asked.ask.of == "office" or self._was_asked(asked) or is_new:
                questions.append(asked)
            else:
                forgiven.update(asked.decides)
                if paper_of_question(asked.ask.id) not in self.accepted:
                    faults.append(OfficeFault(asked.ask.id, "前次一次告知时没有询问，不得因此不予受理。"))
        remaining = replace(self.examination, questions=tuple(questions))
        return Round(remaining, tuple(kept), tuple(faults), tuple(warnings), frozenset(forgiven))

    # ---- entries

    def _was_told(self, entry: Entry) -> bool:
        """An id that was announced; what the office found out since about another item's result; any paper of a list told."""
        if was_announced(self.told, entry.id) or entry.kind == "missing_result":
            return True
        head = entry.id.partition("[")[0]
        return entry.sort == "subject" and any(id_.partition("[")[0] == head for id_ in self.told)

    def _is_new(self, entry: Entry) -> bool:
        """Whether something that changed since, and that the notice did not ask to change, may have made this entry.

        A paper that nobody asked for does not count against itself: without it he would have been accepted.
        """
        if self.answers_changed:
            return True
        if entry.sort == "subject":
            return any(self._requirement(key) == entry.id and self._came_later(key) for key in self.examination.situation.held)
        return any(key in self.accepted or self._requirement(key) != entry.id for key in self.papers_changed)

    def _is_newly_met(self, entry: Entry) -> bool:
        """Whether a line of answers reads what was open then: not answered, asked, to be corrected, or a paper to come."""
        named = named_in(self.examination.situation, int(entry.requirement.removeprefix("never-")) - 1)
        answers = {plain_name(name) for name in named.names}
        return not answers <= self.answered or any(was_announced(self.told, self._requirement(key)) for key in named.slots)

    def _changed_papers(self) -> Iterator[Key]:
        """Papers that came, were replaced or withdrawn, or were given back and did not come again, and nobody asked for that."""
        situation, before = self.examination.situation, accepted_by(self.previous)
        for document in situation.strangers:  # a licence that was shown
            key = (document.code, document.subject)
            if key in self.accepted and document.handed_in_on > before.day(key):
                yield key
        for key, held in situation.held.items():
            lying = [judged for judged in (held.best, *held.others) if judged is not None]
            until = before.day(key)
            is_later = any(judged.document.handed_in_on > until for judged in lying)
            differs = is_later or len(lying) != self.accepted[key] if key in self.accepted else is_later or key not in self.seen
            if differs and not was_announced(self.told, self._requirement(key)):
                yield key
        yield from (key for key in self.accepted if key[0] in situation.plan.version.slots and key not in situation.held)

    def _came_later(self, key: Key) -> bool:
        """Whether the paper that is held there came after the earlier notice."""
        held = self.examination.situation.held[key]
        # days of one spelling compare as texts
        return key not in self.seen or (held.best is not None and held.best.document.handed_in_on > self.previous.as_of)

    def _requirement(self, key: Key) -> str:
        slot = self.examination.situation.plan.version.slots[key[0]]
        return requirement_id(self.examination.item, slot.requirement, key[1])

    def _judged_otherwise(self) -> Iterator[tuple[str, str]]:
        """The accepted papers in which today's record shows a fault, each with its name."""
        for key, held in sorted(self.examination.situation.held.items(), key=lambda item: (item[0][0], item[0][1] or "")):
            if held.by_acceptance and held.best is not None and held.best.met is not True and self._is_asked(key):
                yield self._requirement(key), self.examination.situation.plan.version.slots[key[0]].arm.name

    def _is_asked(self, key: Key) -> bool:
        return any(s.subject == key[1] and s.ever(f"ask/{key[0]}") for s in self.examination.standings.values())

    # ---- questions

    def _was_asked(self, asked: Asked) -> bool:
        return was_announced(self.told, asked.ask.id) or any(was_announced(self.told, id_) for id_ in asked.decides)

    def _waits_for_an_accepted_paper(self, id_: str) -> bool:
        """Whether it depends on nothing but what was read off an accepted paper before, and not entered today."""
        held = self.examination.situation.held
        deciding = [paper_of_question(asked.ask.id) for asked in self.examination.questions if id_ in asked.decides]
        return bool(deciding) and all(key is not None and key in held and held[key].by_acceptance for key in deciding)


def _called(entry: Entry) -> str:
    return "或者".join(dict.fromkeys(arm.name for arm in entry.arms)) or entry.requirement


def _not_told(entry: Entry) -> str:
    return f"{_called(entry)}：前次一次告知没有列入，本次不再要求，由受理机关自行核实。"


def _accepted_before(name: str) -> str:
    return f"{name}：前次已经确认符合要求，本次不再要求，由受理机关自行核实。"


def _seen(previous: Notice) -> Iterator[Key]:
    """The papers that were on the table when *previous* was written."""
    yield from ((line.material, line.subject) for line in previous.in_order)
    yield from ((line.material, line.subject) for line in previous.extra)
    for entry in (*previous.findings, *previous.conditional):
        for arm in entry.arms:
            if any(defect.kind != "missing" for defect in arm.defects):
                yield arm.material, entry.subject
    for question in previous.questions:
        # a paper that a clerk was asked to look at was there
        key = paper_of_question(question.id)
        if key is not None:
            yield key


def paper_of_question(id_: str) -> Key | None:
    """The paper that a question `item/read/slot.field[subject]` is about; None for every other question."""
    _, mark, rest = id_.partition("/read/")
    if not mark:
        return None
    slot, _, tail = rest.partition(".")
    return slot, tail.partition("[")[2].removesuffix("]") or None
