"""The second visit under other rules than the notice was made with: only what it told may stand, as far as it told it.

    criteria, previous Notice  ->  the criteria that it told
    entries, previous Notice   ->  what stands

Relaxations apply at once, tightenings never: of a requirement only the papers that were told, of papers only the criteria.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.notice.closed_set import was_announced
from materials_rules.notice.model import Notice
from materials_rules.notice.rounds import Before, Round, require_whole
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import Criterion
from materials_rules.verdict.ids import requirement_id

Told = frozenset[tuple[str, object]]
"""The criteria that an earlier notice told for one material, each as its keys and values without `met` and `say`."""


def criteria_as_told(criteria_of: Mapping[str, tuple[Criterion, ...]], previous: Notice) -> dict[str, tuple[Criterion, ...]]:
    """Of each material's criteria those that *previous* told; all of a material that it did not describe."""
    told = _criteria_told(previous)
    return {
        slot: tuple(c for c in criteria if slot not in told or _named(c.machine) in told[slot])
        for slot, criteria in criteria_of.items()
    }


def as_told(examination: Examination, entries: Sequence[Entry], previous: Notice, path: str) -> Round:
    """*entries* and questions as far as *previous* told them; *examination* by `criteria_as_told`.

    Unsettled where the answers or the papers changed as well beyond what was to cure: whether what was not told comes of
    that or of the rules cannot be seen here, and a person decides; what was told is kept. Raises NotAPacket as `require_whole`.
    """
    require_whole(examination, previous, path)
    before = Before(examination, previous)
    told = before.told
    untold = [entry for entry in entries if not was_announced(told, entry.id)]
    is_unsettled = bool(untold and (before.answers_changed or before.papers_changed))
    unsettled = Diagnostic("W-RULES-AND-ANSWERS", Place("", pointer="/item")) if is_unsettled else None
    described = frozenset(_criteria_told(previous))
    whole = frozenset(entry.id for entry in (*previous.findings, *previous.conditional))
    kept = (_as_told(entry, described, whole) for entry in entries if was_announced(told, entry.id))
    questions = tuple(
        asked for asked in examination.questions if any(was_announced(told, id_) for id_ in (asked.ask.id, *asked.decides))
    )
    # that a person must look at a paper that was never told keeps nothing open
    standings = {
        key: standing if was_announced(told, requirement_id(examination.item, key[0], key[1])) else standing.forgiven()
        for key, standing in examination.standings.items()
    }
    remaining = replace(examination, questions=questions, standings=standings)
    return Round(remaining, tuple(entry for entry in kept if entry is not None), unsettled=unsettled)


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
