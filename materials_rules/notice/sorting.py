"""What may stand on the second visit under the same rules, entry by entry, and what follows from what.

    entries, the ids told before  ->  Sorted

What depends on a paper that may be replaced stands only while something that stands lets it be replaced: whoever is not
charged with one thing is not charged with what would follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from materials_rules.condition.tree import Kind, Variable
from materials_rules.notice.closed_set import was_announced
from materials_rules.plan.formula import involved, name_of
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.ids import requirement_id
from materials_rules.verdict.situation import Open, Situation


@dataclass(frozen=True)
class Sorted:
    """The entries that stand; the ids that new ones bring; those that were not told; the ids that nobody speaks of again."""

    kept: tuple[Entry, ...]
    new: frozenset[str]
    faults: tuple[Entry, ...]
    settled: frozenset[str]


def sort(
    examination: Examination,
    entries: Sequence[Entry],
    told: frozenset[str],
    is_new: Callable[[Entry], bool],
    was_accepted: Callable[[Entry], bool],
) -> Sorted:
    """*told* are the ids announced before; *is_new* and *was_accepted* judge an entry that is not among them."""
    sorting = _Sorting(examination, told)
    waiting: list[Entry] = []
    for entry in entries:
        if entry.is_conditional:
            waiting.append(entry)
        elif was_announced(told, entry.id) or is_new(entry):
            sorting.stands(entry)
        else:
            (sorting.settled if was_accepted(entry) else sorting.faults).add(entry.id)
    while ready := [entry for entry in waiting if sorting.may_stand(entry)]:
        for entry in ready:
            waiting.remove(entry)
            sorting.stands(entry)
    for entry in waiting:
        has_no_cause = was_announced(told, entry.id) or not sorting.has_cause(entry)
        (sorting.settled if has_no_cause else sorting.faults).add(entry.id)
    return Sorted(
        kept=tuple(entry for entry in entries if entry.id in sorting.standing),
        new=frozenset(sorting.new),
        faults=tuple(entry for entry in entries if entry.id in sorting.faults),
        settled=frozenset(sorting.settled),
    )


class _Sorting:
    """The ids while they are sorted; `open`: the requirements whose papers may still come, `of_new`: by a new entry."""

    def __init__(self, examination: Examination, told: frozenset[str]) -> None:
        self.examination = examination
        self.told = told
        self.standing: set[str] = set()
        self.new: set[str] = set()
        self.faults: set[str] = set()
        self.settled: set[str] = set()
        self.open: set[str] = set()
        self.of_new: set[str] = set()

    def stands(self, entry: Entry) -> None:
        """*entry* stands, and what it lets the applicant hand in is open."""
        opened = _opened_by(self.examination, entry)
        self.standing.add(entry.id)
        self.open |= opened
        if not was_announced(self.told, entry.id):
            self.new |= {entry.id, *opened}
            self.of_new |= opened

    def may_stand(self, entry: Entry) -> bool:
        """A conditional entry: told before and still with a cause, or a consequence of what is new."""
        if was_announced(self.told, entry.id):
            return self.has_cause(entry) or self._waits_for_the_clerk(entry)
        return not self._papers(entry).isdisjoint(self.of_new)

    def has_cause(self, entry: Entry) -> bool:
        """Whether what *entry* depends on is an answer, or a paper that may still be handed in or replaced."""
        answers = any(variable.kind not in (Kind.SLOT_FIELD, Kind.PROVIDED) for variable in self._open_of(entry))
        return answers or any(was_announced(frozenset(self.open), paper) for paper in self._papers(entry))

    def _waits_for_the_clerk(self, entry: Entry) -> bool:
        """Whether what *entry* depends on can be read off a paper that is in order and that nothing lets be replaced."""
        situation = self.examination.situation
        keys = (situation.key(v.owner, entry.subject) for v in self._open_of(entry) if v.kind is Kind.SLOT_FIELD)
        return any(key not in situation.opened.slots and situation.held.get(key) is not None for key in keys)

    def _papers(self, entry: Entry) -> frozenset[str]:
        """The requirements whose papers decide a conditional entry."""
        slots = self.examination.situation.plan.version.slots
        found = set()
        for variable in self._open_of(entry):
            if variable.kind in (Kind.SLOT_FIELD, Kind.PROVIDED):
                slot = slots[variable.owner or variable.name]
                found.add(requirement_id(self.examination.item, slot.requirement, entry.subject if slot.list else None))
        return frozenset(found)

    def _open_of(self, entry: Entry) -> Iterator[Variable]:
        """What is open of what decides a conditional entry."""
        situation = self.examination.situation
        for output, answer in () if entry.standing is None else entry.standing.depends:
            for index in answer.support:
                source = situation.plan.sources.get(situation.plan.outputs[output].diagram.variables[index])
                for variable in involved(source, situation.plan.base):
                    if _is_open(situation, variable, entry.subject):
                        yield variable


def _is_open(situation: Situation, variable: Variable, subject: str | None) -> bool:
    if variable.kind is Kind.LIST:
        return variable.name not in situation.answers.members or f"fact/{variable.name}" in situation.opened.names
    return isinstance(situation.value(name_of(variable), subject), Open)


def _opened_by(examination: Examination, entry: Entry) -> frozenset[str]:
    """The requirements whose papers an entry lets the applicant hand in or replace."""
    version = examination.situation.plan.version
    found = {id_ for id_ in entry.serves if id_ != examination.item}
    for arm in entry.arms:
        if arm.material in version.slots:
            slot = version.slots[arm.material]
            found.add(requirement_id(examination.item, slot.requirement, entry.subject if slot.list else None))
        for criterion in arm.criteria:
            served = criterion.machine.get("serves")
            found.update(served if isinstance(served, list) else ())
    return frozenset(found)


