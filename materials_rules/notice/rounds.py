"""The second visit: what may still be raised, and what the office should have said the first time.

    previous Notice, entries of the new packet  ->  what stands, OfficeFault for the rest

行政许可法 art. 32(4) and (5): the whole is told once, and whoever hands in everything that was asked for is accepted.
Three things may be raised: an entry that is still open, a defect in a paper that is new, a contradiction newly made.
With other rules than the notice was made with, only what it told may stand, as far as it told it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from materials_rules.condition.tree import Kind
from materials_rules.form_checks import Defect, Unrecorded
from materials_rules.form_checks.kinds import gravest
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.frame import regime_of
from materials_rules.notice.model import Notice, OfficeFault
from materials_rules.notice.sorting import sort
from materials_rules.plan.diagram import Answer
from materials_rules.verdict.arms import ArmOpen
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import Key
from materials_rules.verdict.ids import requirement_id
from materials_rules.verdict.questions import Asked
from materials_rules.verdict.requirement import Standing

Told = frozenset[tuple[str, object]]
"""The criteria that an earlier notice told for one material, each as its keys and values without `met` and `say`."""


@dataclass(frozen=True)
class Round:
    """What may be raised in this round, and what was kept back as the office's fault."""

    examination: Examination
    entries: tuple[Entry, ...]
    faults: tuple[OfficeFault, ...]


def second_look(examination: Examination, entries: Iterable[Entry], previous: Notice, same_rules: bool) -> Round:
    """*entries* and questions against what *previous* told. With other rules, only what its criteria told may stand."""
    before = _Before(examination, previous)
    return before.by_the_same_rules(entries) if same_rules else before.by_other_rules(entries)


class _Before:
    """What was on the table, and what was told, when the earlier notice was written."""

    def __init__(self, examination: Examination, previous: Notice) -> None:
        self.examination = examination
        self.previous = previous
        self.told = announced(previous)
        self.accepted: frozenset[Key] = frozenset((line.material, line.subject) for line in previous.in_order)
        self.seen = frozenset(_seen(previous))

    def by_the_same_rules(self, entries: Iterable[Entry]) -> Round:
        found = sort(self.examination, tuple(entries), self.told, self._is_new, self._was_accepted)
        questions: list[Asked] = []
        faults = [OfficeFault(entry.id, _not_told(entry)) for entry in found.faults]
        for asked in self.examination.questions:
            if asked.ask.of == "office" or self._was_asked(asked, found.new) or self._is_about_a_new_paper(asked):
                questions.append(asked)
            elif not found.settled.issuperset(asked.decides):
                faults.append(OfficeFault(asked.ask.id, "前次一次告知时没有询问，不得因此不予受理。"))
        remaining = replace(self.examination, questions=tuple(questions))
        return Round(remaining, found.kept, tuple(faults))

    def by_other_rules(self, entries: Iterable[Entry]) -> Round:
        """Nothing that the notice did not tell; a requirement it told, judged by the criteria it told."""
        as_told = tuple(entry for found in entries if (entry := self._as_told(found)) is not None)
        kept = sort(self.examination, as_told, self.told, self._is_new, self._was_accepted).kept
        questions = tuple(a for a in self.examination.questions if self._was_asked(a) and self._is_about_what_was_told(a))
        standings = {key: self._without_new_evidence(standing) for key, standing in self.examination.standings.items()}
        return Round(replace(self.examination, questions=questions, standings=standings), kept, ())

    # ---- the same rules

    def _is_new(self, entry: Entry) -> bool:
        """Whether a paper that came after the earlier notice, or an answer changed since, made this entry.

        Where the office gave the papers back, one that does not come again is missing anew.
        """
        match entry.sort:
            case "requirement":
                mine = self._keys(entry)
                return bool(mine & self.accepted) and (any(map(self._came_later, mine)) or self._is_gone(mine))
            case "subject":
                return any(map(self._came_later, self._keys(entry)))
            case "consistency":
                assert entry.line is not None
                papers = [variable.owner for variable in entry.line.same if variable.kind is Kind.SLOT_FIELD]
                # with the same papers as before, only an answer can have changed
                answers = len(papers) < len(entry.line.same)
                return answers or any(self._came_later(self._key(owner, entry.subject)) for owner in papers)
            case _:
                return True

    def _was_accepted(self, entry: Entry) -> bool:
        """Whether the earlier notice had the paper in order, and the office kept it: once accepted, it stays accepted."""
        mine = self._keys(entry)
        return entry.sort == "requirement" and bool(mine & self.accepted) and self._is_gone(mine, given_back=False)

    def _is_gone(self, mine: frozenset[Key], given_back: bool = True) -> bool:
        """Whether none of these papers is there, in an item whose office gives papers back, or keeps them."""
        situation = self.examination.situation
        regime = regime_of(situation.plan.ruleset, situation.plan.version.file.regime)
        return (regime.packet == "returned") == given_back and all(situation.held.get(key) is None for key in mine)

    def _keys(self, entry: Entry) -> frozenset[Key]:
        """The slots that would do for a requirement, each with whose paper it is."""
        slots = self.examination.situation.plan.version.slots
        asked = self.examination.situation.plan.version.asked.get(entry.requirement)
        named = {slot.id for slot in asked.slots} if asked is not None else set()
        named |= {arm.material for arm in entry.arms if arm.material in slots}
        if entry.sort == "subject":
            return frozenset((slot, entry.subject) for slot in named)
        return frozenset(self._key(slot, entry.subject) for slot in named)

    def _key(self, slot: str, subject: str | None) -> Key:
        return slot, subject if self.examination.situation.plan.version.slots[slot].list else None

    def _came_later(self, key: Key) -> bool:
        """Whether the paper that is held there came after the earlier notice."""
        held = self.examination.situation.held.get(key)
        if held is None or held.best is None:
            return False
        # days of one spelling compare as texts
        return key not in self.seen or held.best.document.handed_in_on > self.previous.as_of

    def _was_asked(self, asked: Asked, new: frozenset[str] = frozenset()) -> bool:
        told = self.told | new
        return was_announced(told, asked.ask.id) or any(was_announced(told, id_) for id_ in asked.decides)

    def _is_about_a_new_paper(self, asked: Asked) -> bool:
        """Whether it is about a paper that came later, and decides whether that paper itself is in order."""
        key = _read(asked.ask.id)
        return key is not None and self._came_later(key) and self._requirement(key) in asked.decides

    def _requirement(self, key: Key) -> str:
        slot = self.examination.situation.plan.version.slots[key[0]]
        return requirement_id(self.examination.item, slot.requirement, key[1])

    # ---- other rules

    def _as_told(self, entry: Entry) -> Entry | None:
        """*entry* with nothing but what was told for its id; None where the new paper has all of that."""
        if not was_announced(self.told, entry.id):
            return None
        if entry.sort != "requirement":
            return entry
        told = self._criteria_told(entry.id)
        arms = []
        for arm in entry.arms:
            if arm.material not in told:
                continue
            as_told = self._arm_as_told(entry, arm, told[arm.material])
            if as_told is None:
                return None
            arms.append(as_told)
        if not arms:
            return None
        further = (arm for arm in entry.arms if arm.material not in told)
        kinds = [defect.kind for arm in arms for defect in arm.defects if defect.kind != "missing"]
        return replace(entry, arms=(*arms, *further), kind=gravest(kinds) if kinds else "missing")

    def _arm_as_told(self, entry: Entry, arm: ArmOpen, told: Told) -> ArmOpen | None:
        situation = self.examination.situation
        criteria = tuple(criterion for criterion in arm.criteria if _named(criterion.machine) in told)
        held = situation.held.get(self._key(arm.material, entry.subject)) if arm.material in situation.criteria else None
        if held is None or held.best is None:
            return replace(arm, criteria=criteria)
        of_slot = situation.criteria[arm.material]
        found = [(i, defect) for i, defect in held.best.defects if _named(of_slot[i].machine) in told]
        if not found:
            return None
        defects: tuple[Defect, ...] = tuple(dict.fromkeys(defect for _, defect in found))
        do = tuple(dict.fromkeys(of_slot[i].do(defect) for i, defect in found))
        return replace(arm, criteria=criteria, defects=defects, do=do)

    def _criteria_told(self, id_: str) -> Mapping[str, Told]:
        """What the earlier notice asked for an id, by material."""
        told: dict[str, set[tuple[str, object]]] = {}
        for before in (*self.previous.findings, *self.previous.conditional):
            if was_announced(frozenset({before.id}), id_):
                for arm in before.arms:
                    told.setdefault(arm.material, set()).update(_named(criterion) for criterion in arm.criteria)
        return {material: frozenset(criteria) for material, criteria in told.items()}

    def _without_new_evidence(self, standing: Standing) -> Standing:
        """A requirement for which a person must look at what was never told is not kept open by that."""
        id_ = requirement_id(self.examination.item, standing.asked.id, standing.subject)
        if standing.verdict != "look" or any(self._looks(slot.id, standing.subject, id_) for slot in standing.asked.slots):
            return standing
        return replace(standing, answer=Answer(-1, "closed"))

    def _looks(self, slot: str, subject: str | None, id_: str) -> bool:
        """Whether a person must look at the paper in *slot* for something that was told."""
        return bool(self._to_see(slot, subject, id_))

    def _to_see(self, slot: str, subject: str | None, id_: str) -> frozenset[str]:
        """What is not recorded of the paper in *slot* and was told for the id."""
        held = self.examination.situation.holds(slot, subject)
        told = self._criteria_told(id_).get(slot, frozenset())
        of_slot = self.examination.situation.criteria[slot]
        outcomes = () if held.best is None else held.best.outcomes
        asked = (o for i, found in enumerate(outcomes) if _named(of_slot[i].machine) in told for o in found)
        return frozenset(outcome.attribute.removeprefix("fields.") for outcome in asked if isinstance(outcome, Unrecorded))

    def _is_about_what_was_told(self, asked: Asked) -> bool:
        """Whether a question about a paper that a person must look at concerns what was told of it."""
        key = _read(asked.ask.id)
        version = self.examination.situation.plan.version
        if key is None or key[0] not in version.slots:
            return True
        held = self.examination.situation.holds(*key)
        if held.best is None or not held.best.unrecorded:
            return True
        attribute = asked.ask.id.partition("/read/")[2].partition(".")[2].partition("[")[0]
        return attribute in self._to_see(*key, self._requirement(key))


def _not_told(entry: Entry) -> str:
    name = "或者".join(dict.fromkeys(arm.name for arm in entry.arms)) or entry.requirement
    return f"{name}：前次一次告知没有列入，本次不再要求，由受理机关自行核实。"


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
        key = _read(question.id)
        if key is not None:
            yield key


def _read(id_: str) -> Key | None:
    """The paper that a question `item/read/slot.field[subject]` is about; None for every other question."""
    _, mark, rest = id_.partition("/read/")
    if not mark:
        return None
    slot, _, tail = rest.partition(".")
    return slot, tail.partition("[")[2].rstrip("]") or None


def _named(criterion: Mapping[str, object]) -> tuple[str, object]:
    """What a criterion asks, to compare with."""
    asked = ((key, tuple(v) if isinstance(v, list) else v) for key, v in criterion.items() if key not in ("met", "say"))
    return str(criterion["check"]), tuple(sorted(asked))
