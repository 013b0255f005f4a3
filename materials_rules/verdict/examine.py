"""The examination: the least set of what is open, and everything that follows from it.

    Plan, Packet  ->  Examination

What the notice lets the applicant hand in, replace or correct may turn out in any way, so it is open too; judging again
with that may ask for more, which opens more. The loop ends because it only ever adds, and there are finitely many slots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from materials_rules.ground.day import read_day
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Answer
from materials_rules.verdict.answers import read_answers
from materials_rules.verdict.consistency import Comparison, Unchecked, compare
from materials_rules.verdict.contradiction import joint_lines, met_lines, named_in
from materials_rules.verdict.form import Accepted, Criterion, Key, criteria_of_version, judge_documents
from materials_rules.verdict.ids import consistency_id, requirement_id
from materials_rules.verdict.questions import Asked, First, case_of, questions_of
from materials_rules.verdict.requirement import Standing, lets_hand_in, stand
from materials_rules.verdict.situation import Opened, Situation

__all__ = ["Asked", "Examination", "Scope", "examine", "requirement_id"]

Scope = Literal["in", "unknown", "out"]


@dataclass(frozen=True)
class Examination:
    """Everything that the machine can tell of one packet, without a word of any language.

    `contradictions` are the numbers of the `never:` lines that the answers meet; `out` the number of the scope line that
    holds where `scope` is "out"; `elements` the case of each element by situation, None where that is open. `is_entangled`
    says that nobody could find out whether what is answered leaves a situation.
    """

    situation: Situation
    contradictions: tuple[int, ...]
    scope: Scope
    out: int | None
    standings: Mapping[tuple[str, str | None], Standing]
    comparisons: tuple[Comparison, ...]
    unchecked: tuple[Unchecked, ...]
    questions: tuple[Asked, ...]
    elements: Mapping[str, int | None]
    is_entangled: bool = False

    @property
    def may_be_for_us(self) -> bool:
        """Whether the item is the right one in some situation; else nothing is asked for, whichever way out it is."""
        return self.scope == "in" or (self.scope == "unknown" and _may_be_for_us(scope_left(self.situation)))

    @property
    def item(self) -> str:
        """The id of the item."""
        return self.situation.plan.version.item


def examine(
    plan: Plan,
    packet: Packet,
    path: str,
    criteria_of: Mapping[str, tuple[Criterion, ...]] | None = None,
    accepted: Accepted | None = None,
    forgiven: frozenset[str] = frozenset(),
) -> Examination:
    """Examines *packet* before *plan*. Raises NotAPacket where a value is of a wrong type.

    On a later visit what was *accepted* stays so, and the requirements and lines with the ids *forgiven* are not charged:
    nobody is to meet them, and nothing follows from them. A contradiction that is forgiven leaves its answers open.
    """
    version = plan.version
    criteria_of = criteria_of or criteria_of_version(version)
    answers = read_answers(version.file, packet, path)
    kept = accepted or Accepted()
    held, strangers = judge_documents(version, criteria_of, packet, path, kept)
    day = read_day(packet.received_on)
    return examine_read(Situation(plan, packet, day, answers, held, criteria_of, strangers, Opened(), forgiven, kept))


def examine_read(read: Situation) -> Examination:
    """Examines a packet whose answers and papers are read, nothing opened yet."""
    version, answers = read.plan.version, read.answers
    short = frozenset(f"fact/{defect.name}" for defect in answers.defects if defect.name in answers.members)
    begun = read.opening(Opened(short), None)
    situation, judgement = _at_rest(begun, ("finding", "conditional", "possible"))
    standings = _with_what_is_due(begun, judgement)
    cases = {name: case_of(situation, name) for name in version.elements}
    may_be_for_us = _may_be_for_us(judgement.left)
    unknown = judgement.left if judgement.scope == "unknown" else None
    return Examination(
        situation=situation,
        contradictions=judgement.contradictions,
        scope=judgement.scope,
        out=judgement.out,
        standings=standings,
        comparisons=judgement.comparisons,
        unchecked=judgement.unchecked,
        questions=questions_of(situation, unknown, standings, judgement.comparisons, cases if may_be_for_us else {}),
        elements={name: _certain(answer) for name, answer in cases.items()},
        is_entangled=judgement.is_entangled,
    )


class _Judgement(NamedTuple):
    """One judgement with what is open at that moment; `left` is what is left of the scope."""

    contradictions: tuple[int, ...]
    is_entangled: bool
    scope: Scope
    out: int | None
    left: Answer[int] | None
    standings: Mapping[tuple[str, str | None], Standing]
    comparisons: tuple[Comparison, ...]
    unchecked: tuple[Unchecked, ...]


def _at_rest(situation: Situation, lines: Sequence[str]) -> tuple[Situation, _Judgement]:
    """Judged until nothing more is opened; *lines* are the verdicts of those lines that let be corrected what they compare."""
    contradictions: frozenset[int] = frozenset()
    while True:
        judgement = _once(situation, contradictions)
        opened = situation.opened | _opened(situation, judgement, lines)
        if opened == situation.opened and contradictions.issuperset(judgement.contradictions):
            return situation.opening(opened, _counting(judgement)), judgement
        # what contradicted itself stays told, although its answers count as open from now on
        contradictions = frozenset(judgement.contradictions)
        situation = situation.opening(opened, None)


def _counting(judgement: _Judgement) -> dict[str, frozenset[str | None]]:
    """The lines that compare at least two things in some world, with for whom; what the office is to obtain is one."""
    number = Counter((one.line.name, one.subject) for one in judgement.unchecked)
    for comparison in judgement.comparisons:
        number[comparison.line.name, comparison.subject] += len(comparison.parts)
    found: dict[str, frozenset[str | None]] = {}
    for (line, subject), parts in number.items():
        if parts > 1:
            found[line] = found.get(line, frozenset()) | {subject}
    return found


def _with_what_is_due(situation: Situation, judgement: _Judgement) -> Mapping[tuple[str, str | None], Standing]:
    """Requirements that are open as things stand are due, though a difference still to come could take them away.

    A paper in order is not to be replaced unless something differs; that something may differ is told beforehand.
    """
    depending = [key for key, standing in judgement.standings.items() if standing.verdict == "conditional"]
    if not depending or all(comparison.verdict != "possible" for comparison in judgement.comparisons):
        return judgement.standings
    as_it_stands = _at_rest(situation, ("finding", "conditional"))[1].standings
    due = {key for key in depending if key in as_it_stands and as_it_stands[key].verdict == "finding"}
    return {key: replace(one, is_due=True) if key in due else one for key, one in judgement.standings.items()}


def _once(situation: Situation, contradictions: frozenset[int]) -> _Judgement:
    """One judgement with what is open now."""
    plan, forgiven = situation.plan, situation.forgiven
    scope, out, left = _scope(situation)
    standings: dict[tuple[str, str | None], Standing] = {}
    comparisons: tuple[Comparison, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    if _may_be_for_us(left):
        for asked in plan.version.asked.values():
            for subject in situation.subjects(asked.list):
                standing = stand(situation, asked, subject)
                is_forgiven = bool(forgiven) and requirement_id(plan.version.item, asked.id, subject) in forgiven
                standings[asked.id, subject] = standing.forgiven() if is_forgiven else standing
        comparisons, unchecked = compare(situation, standings)
        item = plan.version.item
        comparisons = tuple(c for c in comparisons if consistency_id(item, c.line, c.subject) not in forgiven)
    joint = joint_lines(situation)
    met = tuple(sorted(contradictions | met_lines(situation) | (joint or frozenset())))
    return _Judgement(met, joint is None, scope, out, left, standings, comparisons, unchecked)


def _may_be_for_us(scope: Answer[int] | None) -> bool:
    """Whether some situation is in scope; else, whichever way out it is, no list goes with it."""
    return scope is None or -1 in scope.values


def _scope(situation: Situation) -> tuple[Scope, int | None, Answer[int] | None]:
    """Whether this item is the thing to apply for, over every world that agrees with the packet."""
    answer = scope_left(situation)
    lines = frozenset() if answer is None else answer.values
    if not lines or lines == {-1}:
        return "in", None, answer
    not_for = situation.plan.version.file.not_for
    if -1 in lines or len({(not_for[i].outcome, not_for[i].go_to) for i in lines}) > 1:
        return "unknown", None, answer
    return "out", min(lines), answer


def scope_left(situation: Situation) -> Answer[int] | None:
    """The first scope line that holds in each situation, -1 where none does; None where no situation is left."""
    return situation.answer("scope", None, First(-1)) if "scope" in situation.plan.outputs else Answer(-1, -1)


def _certain(answer: Answer[int] | None) -> int | None:
    return None if answer is None or len(answer.values) != 1 else next(iter(answer.values))


def _opened(situation: Situation, judgement: _Judgement, lines: Sequence[str]) -> Opened:
    """What this judgement lets the applicant change; *lines* as in `_at_rest`."""
    slots = frozenset[Key]().union(*[lets_hand_in(situation, standing) for standing in judgement.standings.values()])
    opened = Opened(slots=slots)
    for comparison in judgement.comparisons:
        if comparison.verdict in lines:
            opened |= Opened(comparison.opened_names(), comparison.opened_slots(situation))
    if not judgement.contradictions:
        return opened
    asked = {
        (slot.id, standing.subject)
        for standing in judgement.standings.values()
        for slot in standing.asked.slots
        if standing.ever(f"ask/{slot.id}")
    }
    for i in judgement.contradictions:
        named = named_in(situation, i)
        opened |= Opened(named.names, named.slots & asked)
    return opened
