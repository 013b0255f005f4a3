"""What changed since an earlier notice that it did not ask to change, and what may come of that.

    Examination of the later visit, previous Notice  ->  Since

What the rules read decides what can come of what: an entry that reads no answer and no paper that changed would have been
there at the first visit too. Which of the answers changed nobody can tell from their digest, so all that it covers may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from materials_rules.notice.answered import answered_of
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.deciding import outputs_of
from materials_rules.notice.model import InOrder, Notice
from materials_rules.notice.reading import Reads, reads
from materials_rules.packet.document import Document, documents
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Line, Version
from materials_rules.verdict.consistency import Comparison
from materials_rules.verdict.contradiction import named_in
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import Key
from materials_rules.verdict.ids import consistency_id, requirement_id
from materials_rules.verdict.questions import Asked
from materials_rules.verdict.requirement import Standing, covering_slots, lets_hand_in
from materials_rules.verdict.situation import Opened


def requirements_at(version: Version, key: Key) -> tuple[str, ...]:
    """The ids of the requirements that a paper lying there may meet: as a material, or as a licence that is shown."""
    code, subject = key
    slots = [slot for slot in version.slots.values() if slot.id == code or code in slot.arm.proved_by]
    whose = ((slot, subject if slot.list or slot.id == code else None) for slot in slots)
    return tuple(requirement_id(version.item, slot.requirement, subject) for slot, subject in whose)


class Since:
    """What was on the table and what was told when the earlier notice was written, and what became otherwise.

    `stir` adds what follows from something that is new itself.
    """

    def __init__(self, examination: Examination, previous: Notice) -> None:
        self.examination = examination
        self.previous = previous
        self.version = examination.situation.plan.version
        self.accepted: dict[Key, InOrder] = {(line.material, line.subject): line for line in previous.in_order}
        self.seen = frozenset(_seen(previous))
        self.gives_back = gives_back(previous)
        # what the window was still to compare with a register was told as well
        self.told = announced(previous) | {line.id for line in previous.not_checked}
        if self.gives_back:  # whoever got his papers back was told to bring them again
            self.told |= {id_ for key in self.accepted for id_ in requirements_at(self.version, key)}
        before = previous.answers
        self.answered = frozenset() if before is None else frozenset(map(_plain, before.of))
        is_changed = before is None or answered_of(examination, before.of) != before
        self._papers = frozenset(self._changed_papers())
        self._stirred = Reads(self.answered if is_changed else frozenset(), frozenset(code for code, _ in self._papers))
        self._spread()

    def was_told(self, entry: Entry) -> bool:
        """An id that was announced; what the office found out since about another item's result; any paper of a list told."""
        if was_announced(self.told, entry.id) or entry.kind == "missing_result":
            return True
        head = entry.id.partition("[")[0]
        return entry.sort == "subject" and any(id_.partition("[")[0] == head for id_ in self.told)

    def was_asked(self, asked: Asked) -> bool:
        """Whether the question was put, or decides something that was told."""
        return any(was_announced(self.told, id_) for id_ in (asked.ask.id, *asked.decides))

    # ---- what is the applicant's own doing

    def is_of_the_cure(self, entry: Entry) -> bool:
        """A wrong answer, or answers at odds, where one of them was not settled before: open, asked, or told to be corrected."""
        if entry.sort == "fact":
            return _plain(entry.requirement) not in self.answered
        if entry.sort != "never":
            return False
        named = self._named(entry)
        given = (name for name in named.names if self._is_given(name))
        if any(not self.answered & _answers(name) for name in given):
            return True
        return any(self._is_another(key) for key in named.slots)

    def may_come_of(self, id_: str) -> bool:
        """Whether the requirement, line, or the item itself with the id *id_* reads anything that changed."""
        return self._touches(id_, self._stirred)

    def may_come_of_what_came_back(self, id_: str) -> bool:
        """Whether it reads a paper that was given back and came again, of which nobody can tell whether it is the same."""
        return self.gives_back and self._touches(id_, Reads(papers=frozenset(code for code, _ in self.accepted)))

    def is_new(self, entry: Entry) -> bool:
        """Whether something that changed since, and that the notice did not ask to change, may have made this entry."""
        if entry.sort == "subject":
            listed = (entry.subject or "").partition(":")[0]
            return listed in self._stirred.answers or self._came_later((entry.arms[0].material, entry.subject))
        if entry.sort == "fact":
            return _plain(entry.requirement) in self._stirred.answers
        if entry.sort == "never":
            return self._stirred.meets(reads(self.examination.situation.plan, (), self._named(entry)))
        return self.may_come_of(entry.id)

    def brings(self, asked: Asked) -> bool:
        """Whether a question comes with a change: it decides something, or is about a paper, that changed."""
        key = paper_of_question(asked.ask.id)
        return (key is not None and key[0] in self._stirred.papers) or any(map(self.may_come_of, asked.decides))

    def stir(self, entry: Entry) -> None:
        """Counts what *entry* lets be answered or handed in among what changed."""
        self._stirred |= reads(self.examination.situation.plan, (), self._opened_by(entry))
        self._spread()

    def _spread(self) -> None:
        """A line over something that changed lets what it compares be corrected too, as long as it differs or may."""
        situation = self.examination.situation
        lines = [one for one in self.examination.comparisons if one.verdict != "absent"]
        while found := [one for one in lines if self._stirred.meets(self._of_line(one.line))]:
            lines = [one for one in lines if one not in found]
            for one in found:
                self._stirred |= reads(situation.plan, (), Opened(one.opened_names(), one.opened_slots(situation)))

    def _opened_by(self, entry: Entry) -> Opened:
        situation, standing = self.examination.situation, entry.standing
        if entry.sort == "never":
            return self._named(entry)
        if isinstance(standing, Standing):
            return Opened(slots=lets_hand_in(situation, standing))
        if isinstance(standing, Comparison):
            return Opened(standing.opened_names(), standing.opened_slots(situation))
        return Opened(slots=frozenset((arm.material, entry.subject) for arm in entry.arms if arm.material in self.version.slots))

    # ---- what reads what

    def _touches(self, id_: str, changed: Reads) -> bool:
        plan, examination = self.examination.situation.plan, self.examination
        if id_ == examination.item:
            outputs = (name for name in plan.outputs if name == "scope" or name.startswith("element/"))
            return changed.meets(reads(plan, outputs))
        for (name, subject), standing in examination.standings.items():
            if requirement_id(examination.item, name, subject) == id_:
                return self._touches_requirement(standing, changed)
        for comparison in examination.comparisons:
            if consistency_id(examination.item, comparison.line, comparison.subject) == id_:
                return changed.meets(self._of_line(comparison.line))
        return False

    def _touches_requirement(self, standing: Standing, changed: Reads) -> bool:
        """A paper that nobody asked for does not count against itself: without it he would have been accepted."""
        situation, asked = self.examination.situation, standing.asked
        found = reads(situation.plan, outputs_of(situation.plan, asked.id, None))
        letters = (f"{sort}/{name}" for sort in ("commitment", "deferral") for name in (asked.id, *(s.id for s in asked.slots)))
        listed = () if asked.list is None else (asked.list,)
        if changed.meets(found | Reads(frozenset((*letters, *listed)))):
            return True
        keys = {situation.key(slot.id, standing.subject) for slot in (*asked.slots, *covering_slots(situation, asked))}
        keys |= {(code, key) for slot in asked.slots for code in slot.arm.proved_by for key in (None, standing.subject)}
        return any(key in self.accepted and key in self._papers for key in keys)

    def _of_line(self, line: Line) -> Reads:
        plan = self.examination.situation.plan
        return reads(plan, outputs_of(plan, "", line)) | Reads.of(plan, map(name_of, line.same))

    def _named(self, entry: Entry) -> Opened:
        return named_in(self.examination.situation, int(entry.requirement.removeprefix("never-")) - 1)

    def _is_given(self, name: str) -> bool:
        """Whether there is an answer to it in the packet."""
        answers, (sort, _, rest) = self.examination.situation.answers, name.partition("/")
        return rest in (answers.applicant if sort == "applicant" else {**answers.facts, **answers.members})

    # ---- papers

    def _changed_papers(self) -> Iterator[Key]:
        """Papers that came, were replaced or withdrawn, or were given back and did not come again, and nobody asked for that."""
        lying: dict[Key, list[Document]] = {}
        for document in documents(self.examination.situation.packet):
            lying.setdefault((document.code, document.subject), []).append(document)
        for key in (*lying, *(key for key in self.accepted if key not in lying)):
            is_known = key[0] in self.version.slots or key in self.accepted
            if is_known and not self._was_let(key) and self._differs(key, lying.get(key, [])):
                yield key

    def _was_let(self, key: Key) -> bool:
        """Whether the notice let a paper come there, or its papers were given back."""
        if self.gives_back and key in self.seen:
            return True
        return any(was_announced(self.told, id_) for id_ in requirements_at(self.version, key))

    def _differs(self, key: Key, lying: Iterable[Document]) -> bool:
        known = self.accepted.get(key)
        # days of one spelling compare as texts
        days = [document.handed_in_on for document in lying]
        old = [day for day in days if day <= self.previous.handed_in_until]
        if known is None:
            return len(old) < len(days) or key not in self.seen
        of_day = old.count(known.handed_in_on)
        return len(old) < len(days) or not of_day or of_day > known.papers or len(old) < known.papers

    def _came_later(self, key: Key) -> bool:
        """Whether the paper that is held there came after the earlier notice."""
        best = self.examination.situation.held[key].best
        return key not in self.seen or (best is not None and best.document.handed_in_on > self.previous.handed_in_until)

    def _is_another(self, key: Key) -> bool:
        """Whether the paper that is held there is not the one that lay there before, or was let be replaced."""
        return self._was_let(key) or key in self._papers


def gives_back(previous: Notice) -> bool:
    """Whether the papers were given back with the earlier notice (退还), so that all of them come again."""
    return any(item.regime is not None and item.regime.packet == "returned" for item in previous.matter.items)


def _plain(name: str) -> str:
    """The name of an answer without whose it is."""
    return name.partition("[")[0]


def _answers(name: str) -> frozenset[str]:
    """A variable that is answered, by its name in `answers.of`."""
    sort, _, rest = name.partition("/")
    return frozenset({f"applicant.{rest}" if sort == "applicant" else rest})


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
