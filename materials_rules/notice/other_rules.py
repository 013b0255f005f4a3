"""The second visit under other rules than the notices were made with: only what was told may stand, as far as it was told.

    criteria, previous Notice  ->  the criteria that it told, or found met
    Visit                      ->  what stands

Relaxations apply at once, tightenings never: of a requirement only the papers that were told, of papers only the criteria,
and nothing that follows from what was not told. What is still open and was told so, under the same condition, with the same
papers, limits and words, stands; where the rules of today have it otherwise, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from msgspec import structs

from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.deciding import decided_by, outputs_of
from materials_rules.notice.model import Conditional, Finding, Notice, OfficeFault
from materials_rules.notice.reading import reads
from materials_rules.notice.requests import due_later
from materials_rules.notice.rounds import (
    Round,
    Sorts,
    Visit,
    called,
    carried,
    in_doubt,
    judged_otherwise,
    require_whole,
    sort_out,
    unsettled,
)
from materials_rules.notice.since import Since
from materials_rules.verdict.difference import DIFFERS
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import Criterion
from materials_rules.verdict.ids import requirement_id
from materials_rules.verdict.requirement import may_commit

Told = frozenset[tuple[str, object]]
"""The criteria that an earlier notice told for one material, each as its keys and values without `met` and `say`."""


def criteria_as_told(criteria_of: Mapping[str, tuple[Criterion, ...]], previous: Notice) -> dict[str, tuple[Criterion, ...]]:
    """Of each material's criteria those that *previous* told, or found met; all of a material that it did not describe.

    One that was told with other limits is judged by those of today: a paper that meets neither must not pass.
    """
    told = _criteria_told(previous)
    return {
        slot: tuple(c for c in criteria if slot not in told or _kind(_named(c.machine)) in map(_kind, told[slot]))
        for slot, criteria in criteria_of.items()
    }


def as_told(visit: Visit) -> Round:
    """What a packet still lacks as far as it was told; the criteria of *visit* are those of `criteria_as_told`.

    What was not told is forgiven and judged again without it. Unsettled where it may come of answers or papers that changed
    as well: nobody can tell that from a change of the rules. Raises NotAPacket as `require_whole`.
    """
    examination = visit.judge(frozenset())
    require_whole(examination, visit.previous, visit.path)
    faults = carried(examination, visit.previous)
    forgiven = frozenset(fault.id for fault in faults)
    forgiven |= frozenset(line.id for line in due_later(examination) if not was_announced(announced(visit.previous), line.id))
    if forgiven:
        examination = visit.judge(forgiven)
    divided: dict[str, None] = {}
    while True:
        since = Since(examination, visit.previous)
        sorts = sort_out(since, [entry for entry in entries(examination) if entry.sort == "subject" or entry.id not in forgiven])
        newly = frozenset(entry.id for entry in sorts.untold if entry.sort != "subject")
        newly |= frozenset(_looks(examination, since, are_new=False))
        divided |= {called(entry): None for entry in sorts.untold if _is_told_for_others(entry, visit.previous)}
        if newly <= forgiven:
            break
        forgiven |= newly
        examination = visit.judge(forgiven)
    told = _criteria_told(visit.previous)
    seen = judged_otherwise(examination, lambda code, criterion: _named(criterion.machine) in told.get(code, ()))
    return _round(examination, since, sorts, (*faults, *seen), divided)


def _round(
    examination: Examination, since: Since, sorts: Sorts, faults: tuple[OfficeFault, ...], divided: Iterable[str]
) -> Round:
    """What was told stands; *sorts* by what else there is; *divided* is what was told for others than it would be due for now."""
    previous = since.previous
    undecided = in_doubt(examination, sorts.told)
    otherwise = [*divided, *(called(entry) for entry in sorts.told if _is_told_otherwise(examination, entry, previous))]
    if otherwise:
        undecided = unsettled("W-TOLD-OTHERWISE", name="、".join(dict.fromkeys(otherwise)))
    if len(sorts.kept) > len(sorts.told) or sorts.unsure or any(_looks(examination, since, are_new=True)):
        undecided = unsettled("W-RULES-AND-ANSWERS")
    kept = tuple(_in_order_of_telling(entry, previous) for entry in sorts.told)
    remaining = replace(examination, questions=tuple(asked for asked in examination.questions if since.was_asked(asked)))
    return Round(remaining, kept, faults, unsettled=undecided)


def _looks(examination: Examination, since: Since, are_new: bool) -> Iterator[str]:
    """The requirements that were not told and need a look at a paper, by whether a change brings them."""
    for (name, subject), standing in examination.standings.items():
        id_ = requirement_id(examination.item, name, subject)
        if standing.verdict == "look" and not was_announced(since.told, id_) and since.may_come_of(id_) == are_new:
            yield id_


def _in_order_of_telling(entry: Entry, previous: Notice) -> Entry:
    """*entry*, the papers that were told first."""
    if entry.sort != "requirement":
        return entry
    described = {arm.material for line in (*previous.findings, *previous.conditional) for arm in line.arms}
    return replace(entry, arms=tuple(sorted(entry.arms, key=lambda arm: arm.material not in described)))


def _told_of(entry: Entry, previous: Notice) -> list[Finding]:
    """The entries under which *entry* was told, its own or that of every member; none where its id alone was announced."""
    return [line for line in (*previous.findings, *previous.conditional) if was_announced(frozenset({line.id}), entry.id)]


def _is_told_for_others(entry: Entry, previous: Notice) -> bool:
    """Whether it was told once for all and is due for each member now, or the other way about."""
    head = entry.id.partition("[")[0]
    lines = (line for line in (*previous.findings, *previous.conditional) if line.id.partition("[")[0] == head)
    listed = entry.slots[0].list if entry.sort == "subject" else (entry.subject or "").partition(":")[0]
    return any((line.subject or "").partition(":")[0] != (listed or "") for line in lines)


def _is_told_otherwise(examination: Examination, entry: Entry, previous: Notice) -> bool:
    """Whether the rules of today say something else of what was told and is still open."""
    told, now = _told_of(entry, previous), decided_by(examination.situation, entry)
    match entry.sort:
        case "subject":
            # who was told a paper for each member brings one for a member, whatever the rules of today divide it by
            return _is_told_for_others(entry, previous)
        case "never":
            return all(line.decided_by != now for line in previous.findings)
        case "fact":
            asked = (question.asks for question in previous.questions if was_announced(frozenset({question.id}), entry.id))
            return now not in (*(line.decided_by for line in told), *asked)
        case "consistency":
            so = {line.decided_by for line in told} | set(_told_with_papers(entry, previous))
            if so and now not in so:
                return True
    if not told:
        return _is_only_named(entry, previous)
    if all(isinstance(line, Conditional) for line in told) and _is_decided_otherwise(examination, entry, told, previous):
        return True
    return entry.sort == "requirement" and _is_met_otherwise(examination, entry, told, previous)


def _told_with_papers(entry: Entry, previous: Notice) -> Iterator[object]:
    """What decides a line, as it was told with the papers that it compares."""
    for arm in (arm for line in (*previous.findings, *previous.conditional) for arm in line.arms):
        for criterion in arm.criteria:
            if was_announced(frozenset({str(criterion.get("id"))}), entry.id):
                yield criterion["decided_by"]


def _is_met_otherwise(examination: Examination, entry: Entry, told: Sequence[Finding], previous: Notice) -> bool:
    """Whether something that was told would not do any more, or has other limits: a paper, a promise, a deferral, a criterion."""
    situation, now = examination.situation, decided_by(examination.situation, entry)
    gone = {arm.material for line in told for arm in line.arms} - {arm.material for arm in entry.arms}
    asked = situation.plan.version.asked[entry.requirement]
    # of its own papers an answer may rule out one as it did before
    if gone and not (gone <= {slot.id for slot in asked.slots} and all(line.decided_by == now for line in told)):
        return True
    if any(line.commitment is not None for line in told) and not may_commit(situation, asked):
        return True
    within = None if asked.requirement.deferrable is None else asked.requirement.deferrable.within.say("en")
    if any(line.deferrable is not None and line.deferrable.within != within for line in told):
        return True
    known = _criteria_told(previous)
    here = ((arm.material, criterion.machine) for arm in entry.arms for criterion in situation.criteria.get(arm.material, ()))
    return any(code in known and _named(machine) not in known[code] for code, machine in here)


def _is_only_named(entry: Entry, previous: Notice) -> bool:
    """Whether what was announced without an entry of its own was named as what an answer decides, or without its criteria."""
    if not was_announced(announced(structs.replace(previous, questions=())), entry.id):
        return True
    described = _criteria_told(previous)
    unknown = [arm for arm in entry.arms if arm.material not in described]
    is_unknown = len(unknown) == len(entry.arms) and entry.sort == "requirement"
    return is_unknown or any({defect.kind for defect in arm.defects} - {"missing", DIFFERS} for arm in unknown)


def _is_decided_otherwise(examination: Examination, entry: Entry, told: Sequence[Finding], previous: Notice) -> bool:
    """Whether what was told as depending has another condition now, or reads a paper of which nobody told what it must meet."""
    plan, now = examination.situation.plan, decided_by(examination.situation, entry)
    if any(line.decided_by != now for line in told):
        return True
    undescribed = {slot for slot, _ in examination.situation.held} - _criteria_told(previous).keys()
    read = reads(plan, outputs_of(plan, entry.requirement, entry.line)).papers
    return any(code in undescribed for code, _ in read)


def _criteria_told(previous: Notice) -> Mapping[str, Told]:
    """What the earlier notice asked of each material, or found met."""
    told: dict[str, set[tuple[str, object]]] = {}
    for entry in (*previous.findings, *previous.conditional):
        for arm in entry.arms:
            told.setdefault(arm.material, set()).update(_named(criterion) for criterion in arm.criteria)
    for line in previous.in_order:
        told.setdefault(line.material, set()).update(_named(criterion) for criterion in line.criteria)
    return {material: frozenset(criteria) for material, criteria in told.items()}


def _named(criterion: Mapping[str, object]) -> tuple[str, object]:
    """What a criterion asks, to compare with."""
    asked = ((key, tuple(v) if isinstance(v, list) else v) for key, v in criterion.items() if key not in ("met", "say"))
    return str(criterion["check"]), tuple(sorted(asked))


def _kind(named: tuple[str, object]) -> tuple[str, object]:
    """A criterion without its limits: the check, of a field which."""
    check, asked = named
    return check, dict(cast("tuple[tuple[str, object], ...]", asked)).get("field")
