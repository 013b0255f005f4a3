"""The second visit under other rules than the notice was made with: only what it told may stand, as far as it told it.

    criteria, previous Notice  ->  the criteria that it told
    entries, previous Notice   ->  what stands

Relaxations apply at once, tightenings never: of a requirement only the papers that were told, of papers only the criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from materials_rules import form_checks
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.notice.closed_set import was_announced
from materials_rules.notice.model import Notice
from materials_rules.notice.rounds import Before, Judge, Round, accepted_by, forgiven_before, gives_back, require_whole
from materials_rules.notice.situations import read_for
from materials_rules.plan.compile import Plan
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import Criterion
from materials_rules.verdict.ids import requirement_id

Told = frozenset[tuple[str, object]]
"""The criteria that an earlier notice told for one material, each as its keys and values without `met` and `say`."""


def criteria_as_told(
    criteria_of: Mapping[str, tuple[Criterion, ...]], previous: Notice, plan: Plan
) -> dict[str, tuple[Criterion, ...]]:
    """Of each material's criteria those that *previous* told; all of a material that it did not describe.

    A paper that was in order and given back need only be readable: what it had to have then is not known here.
    """
    told = dict(_criteria_told(previous))
    always = frozenset(form_checks.always_checks())
    returned = frozenset(line.material for line in previous.in_order) if gives_back(plan) else frozenset()
    found = {}
    for slot, criteria in criteria_of.items():
        if slot in told:
            found[slot] = tuple(c for c in criteria if _named(c.machine) in told[slot])
        elif slot in returned:
            found[slot] = tuple(c for c in criteria if c.name in always)
        else:
            found[slot] = criteria
    return found


def as_told(judge: Judge, previous: Notice, path: str) -> Round:
    """Entries and questions as far as *previous* told them; *judge* judges by `criteria_as_told`.

    What was not told is judged as if it were not there, and what would follow from it with it. Unsettled where the answers
    or the papers changed as well beyond what was to cure: whether what was not told comes of that or of the rules cannot be
    seen here, and a person decides; what was told is kept. Raises NotAPacket as `require_whole`.
    """
    accepted = accepted_by(previous)
    examination = judge(accepted, frozenset())
    require_whole(examination, previous, path)
    forgiven = forgiven_before(examination, previous)
    faults = tuple(fault for fault in previous.office_faults if fault.id in forgiven)
    is_unsettled = False
    while True:
        examination = judge(accepted, forgiven)
        before = Before(examination, previous)
        found = entries(examination)
        untold = {entry.id for entry in found if not was_announced(before.told, entry.id)} - forgiven
        changed = before.answers_changed or before.papers_changed
        is_unsettled = is_unsettled or bool(untold and changed) or any(key in before.accepted for key in before.papers_changed)
        if not untold:
            break
        forgiven |= untold
    # a paper that was told and came, and that is none of this item any more: whether it is enough, a person decides
    asked_then = {arm.material for entry in (*previous.findings, *previous.conditional) for arm in entry.arms}
    is_unsettled = is_unsettled or any(document.code in asked_then for document in examination.situation.strangers)
    is_unsettled = is_unsettled or any(_reads_less(entry, examination, previous) for entry in found)
    unsettled = Diagnostic("W-RULES-AND-ANSWERS", Place("", pointer="/item")) if is_unsettled else None
    described = frozenset(_criteria_told(previous))
    whole = frozenset(entry.id for entry in (*previous.findings, *previous.conditional))
    kept = (_as_told(entry, described, whole) for entry in found if was_announced(before.told, entry.id))
    questions = tuple(
        asked
        for asked in examination.questions
        if any(was_announced(before.told, id_) for id_ in (asked.ask.id, *asked.decides))
    )
    # that a person must look at a paper that was never told keeps nothing open
    standings = {
        key: standing if was_announced(before.told, requirement_id(examination.item, key[0], key[1])) else standing.forgiven()
        for key, standing in examination.standings.items()
    }
    remaining = replace(examination, questions=questions, standings=standings)
    return Round(remaining, tuple(entry for entry in kept if entry is not None), faults, unsettled=unsettled)


def _reads_less(entry: Entry, examination: Examination, previous: Notice) -> bool:
    """Whether an entry that was told for some situations is due now without a look at what decided then."""
    told = next((one for one in previous.conditional if one.id == entry.id), None)
    if told is None or entry.is_conditional or entry.sort != "requirement":
        return False
    return not set(told.if_.depends_on) <= set(read_for(f"requirement/{entry.requirement}", examination.situation.plan))


def _as_told(entry: Entry, described: frozenset[str], whole: frozenset[str]) -> Entry | None:
    """*entry*, the papers that were told first; None where it was told with other papers only.

    An id that was told without its papers, as one of those that a difference lets be replaced, stands as it is.
    """
    if entry.sort != "requirement" or entry.kind == "missing_result" or not was_announced(whole, entry.id):
        return entry
    known = tuple(arm for arm in entry.arms if arm.material in described)
    further = tuple(arm for arm in entry.arms if arm.material not in described)
    return replace(entry, arms=(*known, *further)) if known else None


def _criteria_told(previous: Notice) -> Mapping[str, Told]:
    """What the earlier notice asked of each material."""
    told: dict[str, set[tuple[str, object]]] = {}
    for entry in (*previous.findings, *previous.conditional):
        for arm in entry.arms:
            told.setdefault(arm.material, set()).update(_named(criterion) for criterion in arm.criteria)
    return {material: frozenset(criteria) for material, criteria in told.items()}


def _named(criterion: Mapping[str, object]) -> tuple[str, object]:
    """What a criterion asks, to compare with."""
    asked = ((key, tuple(v) if isinstance(v, list) else v) for key, v in criterion.items() if key not in ("met", "say"))
    return str(criterion["check"]), tuple(sorted(asked))
