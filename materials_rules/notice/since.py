"""What changed since an earlier notice that it did not ask to change, and what may come of that.

    Examination of the later visit, previous Notice  ->  Since

What the rules read decides what can come of what: an entry that reads no answer and no paper that changed would have been
there at the first visit too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from materials_rules.notice.answered import Compared
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.deciding import contradicting, decided_by, outputs_of
from materials_rules.notice.model import InOrder, Notice
from materials_rules.notice.reading import Reads, reads, whose
from materials_rules.packet.document import Document, documents
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Version
from materials_rules.verdict.consistency import Comparison
from materials_rules.verdict.contradiction import named_in
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import NOTHING, Key
from materials_rules.verdict.ids import consistency_id, never_id, requirement_id
from materials_rules.verdict.questions import Asked
from materials_rules.verdict.requirement import Standing, covering_slots, lets_hand_in, stand
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
        self._answers = Compared(examination, previous)
        self._papers = frozenset(self._changed_papers())
        self._changed = Reads(self._answers.changed, self._papers)
        self._reached = self._changed
        self._spread()

    def was_told(self, entry: Entry) -> bool:
        """An id that was announced; what the office found out since about another item's result.

        A paper for a stranger to a list was told with any paper of it, if it came since.
        """
        if entry.sort == "never":
            return self._was_told_line(entry)
        if was_announced(self.told, entry.id) or entry.kind == "missing_result":
            return True
        head = entry.id.partition("[")[0]
        is_known = entry.sort == "subject" and any(id_.partition("[")[0] == head for id_ in self.told)
        return is_known and self._came_later((entry.arms[0].material, entry.subject))

    def _was_told_line(self, entry: Entry) -> bool:
        """A line is known by what it says, wherever it stands now; one of its number that stands elsewhere is another."""
        situation = self.examination.situation
        day = situation.day.toordinal()
        head = never_id(self.version.item, 0).removesuffix("1")
        told = {line.id: line.decided_by for line in self.previous.findings if line.id.startswith(head)}
        if decided_by(situation, entry) in told.values():
            return True
        today = {contradicting(situation.plan, number, day) for number in range(len(self.version.never))}
        return entry.id in told and told[entry.id] not in today

    def was_asked(self, asked: Asked) -> bool:
        """Whether the question was put, or decides something that was told."""
        return any(was_announced(self.told, id_) for id_ in (asked.ask.id, *asked.decides))

    # ---- what is the applicant's own doing

    def is_of_the_cure(self, entry: Entry) -> bool:
        """A wrong answer, or answers at odds, where one of them was not settled before: open, asked, or told to be corrected."""
        if entry.sort == "fact":
            return self._answers.is_new(entry.requirement)
        if entry.sort != "never":
            return False
        named = self._named(entry)
        return any(map(self._answers.is_new, named.names)) or any(map(self._is_another, named.slots))

    def may_come_of(self, id_: str) -> bool:
        """Whether the requirement, line, or the item itself with the id *id_* reads anything that changed.

        What it reads of papers and answers that may now be corrected, only because something else is new, counts where it
        would not be open with them as they lie: else it was open before.
        """
        if self._touches(id_, self._changed):
            return True
        judged = self._judged(id_)
        return judged is not None and self._touches(id_, self._reached) and not self._was_open(judged)

    def may_come_of_what_came_back(self, entry: Entry) -> bool:
        """Whether it reads a paper that was given back and came again, of which nobody can tell whether it is the same."""
        if not self.gives_back:
            return False
        if entry.sort == "never":
            return not self._named(entry).slots.isdisjoint(self.accepted)
        return self._touches(entry.id, Reads(papers=frozenset(self.accepted)))

    def is_new(self, entry: Entry) -> bool:
        """Whether something that changed since, and that the notice did not ask to change, may have made this entry."""
        if entry.sort == "subject":
            key = (entry.arms[0].material, entry.subject)
            return self._answers.has_left(entry.subject) or self._came_later(key) or self._was_let_go(key)
        if entry.sort == "fact":
            return self._answers.is_otherwise(entry.requirement)
        if entry.sort == "never":
            return self._changed.meets(self._of_never(entry))
        return self.may_come_of(entry.id)

    def brings(self, asked: Asked) -> bool:
        """Whether a question comes with a change: it decides something, or is about a paper, that changed."""
        key = paper_of_question(asked.ask.id)
        is_about = key is not None and self._reached.meets(Reads(papers=frozenset({key})))
        return is_about or any(map(self.may_come_of, asked.decides))

    def stir(self, entry: Entry) -> None:
        """Counts what *entry* lets be answered or handed in among what may come out otherwise."""
        self._reached |= reads(self.examination.situation.plan, (), None, self._opened_by(entry))
        self._spread()

    def _spread(self) -> None:
        """A line over something that changed lets what it compares be corrected too, as long as it differs or may."""
        situation = self.examination.situation
        lines = [one for one in self.examination.comparisons if one.verdict != "absent"]
        while found := [one for one in lines if self._reached.meets(self._of_line(one))]:
            lines = [one for one in lines if one not in found]
            for one in found:
                self._reached |= reads(situation.plan, (), None, Opened(one.opened_names(), one.opened_slots(situation)))

    def _opened_by(self, entry: Entry) -> Opened:
        situation, standing = self.examination.situation, entry.standing
        if entry.sort == "never":
            return self._named(entry)
        if isinstance(standing, Standing):
            return Opened(slots=lets_hand_in(situation, standing))
        return Opened(slots=frozenset((arm.material, entry.subject) for arm in entry.arms if arm.material in self.version.slots))

    def _was_open(self, judged: Standing | Comparison) -> bool:
        """Whether it is open as well with the accepted papers and the answers as they are, though they may be corrected now."""
        situation = self.examination.situation
        plan, opened = situation.plan, situation.opened
        papers = frozenset(key for key in opened.slots if key in self.accepted and key not in self._papers)
        names = frozenset(name for name in opened.names if self._answers.is_as_it_was(name))
        if isinstance(judged, Standing):
            lying = replace(situation, opened=Opened(opened.names - names, opened.slots - papers))
            judged = stand(lying, judged.asked, judged.subject)
        if judged.verdict != "conditional":
            return judged.verdict == "finding"
        fresh = self._reached - reads(plan, (), None, Opened(names, papers))
        return not fresh.meets(depends_on(plan, judged))

    # ---- what reads what

    def _judged(self, id_: str) -> Standing | Comparison | None:
        """What has the id *id_*; None for the item itself."""
        item = self.examination.item
        for (name, subject), standing in self.examination.standings.items():
            if requirement_id(item, name, subject) == id_:
                return standing
        for comparison in self.examination.comparisons:
            if consistency_id(item, comparison.line, comparison.subject) == id_:
                return comparison
        return None

    def _touches(self, id_: str, changed: Reads) -> bool:
        plan = self.examination.situation.plan
        if id_ == self.examination.item:
            outputs = (name for name in plan.outputs if name == "scope" or name.startswith("element/"))
            return changed.meets(reads(plan, outputs))
        judged = self._judged(id_)
        if isinstance(judged, Standing):
            return self._touches_requirement(judged, changed)
        return judged is not None and changed.meets(self._of_line(judged))

    def _touches_requirement(self, standing: Standing, changed: Reads) -> bool:
        """A paper that nobody asked for does not count against itself: without it he would have been accepted."""
        situation, asked = self.examination.situation, standing.asked
        found = reads(situation.plan, outputs_of(situation.plan, asked.id, None), standing.subject)
        letters = (f"{sort}/{name}" for sort in ("commitment", "deferral") for name in (asked.id, *(s.id for s in asked.slots)))
        # who is on the list decides for whom it is due
        listed = () if asked.list is None else ((asked.list, whose(standing.subject)),)
        if changed.meets(found | Reads(frozenset((*((letter, None) for letter in letters), *listed)))):
            return True
        keys = {situation.key(slot.id, standing.subject) for slot in (*asked.slots, *covering_slots(situation, asked))}
        keys |= {(code, key) for slot in asked.slots for code in slot.arm.proved_by for key in (None, standing.subject)}
        return any(key in self.accepted and key in self._papers for key in keys)

    def _of_line(self, comparison: Comparison) -> Reads:
        plan, line, subject = self.examination.situation.plan, comparison.line, comparison.subject
        return reads(plan, outputs_of(plan, "", line), subject) | Reads.of(plan, map(name_of, line.same), subject)

    def _of_never(self, entry: Entry) -> Reads:
        return reads(self.examination.situation.plan, (), None, self._named(entry))

    def _named(self, entry: Entry) -> Opened:
        return named_in(self.examination.situation, int(entry.requirement.removeprefix("never-")) - 1)

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
        return best is not None and best.document.handed_in_on > self.previous.handed_in_until

    def _was_let_go(self, key: Key) -> bool:
        """Whether it was in order, and whoever it is for was on a list that was told to be corrected."""
        listed = (key[1] or "").partition(":")[0]
        return key in self.accepted and not self._answers.was_given((listed, None))

    def _is_another(self, key: Key) -> bool:
        """Whether the papers that speak there are demonstrably not those that were in order before, or nothing was."""
        known, held = self.accepted.get(key), self.examination.situation.held.get(key, NOTHING)
        if known is None or key in self._papers:
            return bool(held.speaking)
        return not self.gives_back and any(one.document.handed_in_on > known.handed_in_on for one in held.speaking)


def depends_on(plan: Plan, judged: Standing | Comparison) -> Reads:
    """What it still depends on whether something is open."""
    found = Reads()
    for output, answer in judged.depends:
        names = plan.outputs[output].diagram.variables
        found |= Reads.of(plan, (names[index] for index in answer.support), judged.subject)
    return found


def gives_back(previous: Notice) -> bool:
    """Whether the papers were given back with the earlier notice (退还), so that all of them come again."""
    return any(item.regime is not None and item.regime.packet == "returned" for item in previous.matter.items)


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
