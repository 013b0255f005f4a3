"""The examination: the least set of what is open, and everything that follows from it.

    Plan, Packet  ->  Examination

What the notice lets the applicant hand in, replace or correct may turn out in any way, so it is open too; judging again
with that may ask for more, which opens more. The loop ends because it only ever adds, and there are finitely many slots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from materials_rules.condition.tree import Kind, Variable
from materials_rules.ground.day import read_day
from materials_rules.packet.model import Packet
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.diagram import Answer, Claims
from materials_rules.plan.formula import Claim, name_of, readings
from materials_rules.verdict.answers import read_answers
from materials_rules.verdict.ask import Ask, asks, read_id
from materials_rules.verdict.consistency import Mismatch, Pending, Unchecked, compare, opened_names
from materials_rules.verdict.form import Criterion, Key, criteria, judge_documents
from materials_rules.verdict.requirement import Standing, commitment_letter, may_commit, stand
from materials_rules.verdict.situation import Opened, Situation

Scope = Literal["in", "unknown", "out"]


@dataclass(frozen=True)
class Asked:
    """A question and the ids of what its answer decides."""

    ask: Ask
    decides: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True)
class Examination:
    """Everything that the machine can tell of one packet, without a word of any language.

    `contradictions` are the numbers of the `never:` lines that the answers meet; `out` the number of the scope line that
    holds where `scope` is "out"; `elements` the case of each element by situation, None where that is open.
    """

    situation: Situation
    contradictions: tuple[int, ...]
    scope: Scope
    out: int | None
    standings: Mapping[tuple[str, str | None], Standing]
    mismatches: tuple[Mismatch, ...]
    unchecked: tuple[Unchecked, ...]
    questions: tuple[Asked, ...]
    elements: Mapping[str, int | None]

    @property
    def item(self) -> str:
        """The id of the item."""
        return self.situation.plan.version.item


def examine(plan: Plan, packet: Packet, path: str, criteria_of: Mapping[str, tuple[Criterion, ...]] | None = None) -> Examination:
    """Examines *packet* before *plan*. Raises NotAPacket where answers or fields are of a wrong type."""
    version = plan.version
    criteria_of = criteria_of or {slot.id: criteria(slot.arm) for slot in version.slots.values()}
    answers = read_answers(version.file, packet, path)
    held, strangers = judge_documents(version, criteria_of, packet, path)
    situation = Situation(plan, packet, read_day(packet.received_on), answers, held, criteria_of, strangers)
    while True:
        examination = _once(situation)
        opened = situation.opened | _opened(examination)
        if opened == situation.opened:
            return examination
        situation = replace(situation, opened=opened)


def _once(situation: Situation) -> Examination:
    """One judgement with what is open now."""
    plan = situation.plan
    contradictions = tuple(_contradictions(situation))
    scope, out, scope_answer = _scope(situation)
    standings = {}
    mismatches: list[Mismatch] = []
    pending: list[Pending] = []
    unchecked: list[Unchecked] = []
    if scope != "out":
        for asked in plan.version.asked.values():
            for subject in situation.subjects(asked.list):
                standings[asked.id, subject] = stand(situation, asked, subject)
        mismatches, pending, unchecked = compare(situation, standings)
    elements = {
        name: _case(situation, name, len(conditions)) for name, conditions in plan.version.elements.items()
    }
    by_situation = () if scope == "out" else tuple(elements)
    questions = _questions(situation, scope_answer if scope == "unknown" else None, standings, pending, by_situation)
    return Examination(
        situation, contradictions, scope, out, standings, tuple(mismatches), tuple(unchecked), questions, elements
    )


def _contradictions(situation: Situation) -> Iterator[int]:
    for i in range(len(situation.plan.version.never)):
        judged = situation.plan.outputs[f"never/{i}"]
        reachable = judged.diagram.reachable(situation.cells(judged, None))
        if reachable and all(reachable):
            yield i


def _scope(situation: Situation) -> tuple[Scope, int | None, Answer[int] | None]:
    """Whether this item is the thing to apply for, over every world that agrees with the packet."""
    judged = situation.plan.outputs.get("scope")
    if judged is None:
        return "in", None, None

    def first(claims: Claims) -> int:
        return min((int(claim.removeprefix("out/")) for claim in claims), default=-1)

    answer = judged.diagram.answer(situation.cells(judged, None), first)
    lines = frozenset() if answer is None else answer.values
    if not lines or lines == {-1}:
        return "in", None, answer
    if -1 in lines:
        return "unknown", None, answer
    not_for = situation.plan.version.file.not_for
    if len({(not_for[i].outcome, not_for[i].go_to) for i in lines}) > 1:
        return "unknown", None, answer
    return "out", min(lines), answer


def _case(situation: Situation, name: str, count: int) -> int | None:
    """The number of the case of an element that holds (the default is the last); None where that is open."""
    judged = situation.plan.outputs[f"element/{name}"]
    cells = situation.cells(judged, None)

    def first(claims: Claims) -> int:
        return min((int(claim.rpartition("/")[2]) for claim in claims), default=count)

    answer = judged.diagram.answer(cells, first)
    return None if answer is None or len(answer.values) != 1 else next(iter(answer.values))


def _opened(examination: Examination) -> Opened:
    """What this judgement lets the applicant change."""
    situation = examination.situation
    version = situation.plan.version
    names: set[str] = set()
    slots: set[Key] = set()
    for standing in examination.standings.values():
        if standing.verdict in ("finding", "conditional"):
            for slot in standing.asked_slots:
                slots.add((slot.id, standing.subject if slot.list else None))
            for name in coverers(version, standing.asked.id):
                slots |= {(s.id, standing.subject if s.list else None) for s in version.asked[name].slots}
    for mismatch in examination.mismatches:
        names |= set(opened_names(situation, mismatch))
        for variable in mismatch.among:
            if variable.kind is Kind.SLOT_FIELD:
                slots.add((variable.owner, mismatch.subject if version.slots[variable.owner].list else None))
    for i in _contradicted(examination):
        for reading in readings(Claim(f"never/{i}"), situation.plan.base):
            sort = reading.name.partition("/")[0]
            if sort in ("fact", "applicant"):
                names.add(reading.name.partition("#")[0])
            elif sort in ("provided", "read") and isinstance(reading.source, Variable):
                variable = reading.source
                slots.add((variable.owner or variable.name, None))
            elif sort == "relation":
                names |= set(_both_sides(situation, reading.name))
            elif sort == "atom":
                names |= {f"fact/{source.list.name}" for source in (reading.source,) if hasattr(source, "list")}
    return Opened(frozenset(names), frozenset(slots))


def _both_sides(situation: Situation, name: str) -> Iterator[str]:
    node = situation.plan.sources[name]
    for side in ("left", "right"):
        variable = getattr(node, side)
        if variable.kind in (Kind.FACT, Kind.CHOICE, Kind.APPLICANT):
            yield name_of(variable)


def _contradicted(examination: Examination) -> tuple[int, ...]:
    """The lines that the answers meet; all of them where only together they leave no situation."""
    if examination.contradictions:
        return examination.contradictions
    impossible = any(standing.answer is None for standing in examination.standings.values())
    return tuple(range(len(examination.situation.plan.version.never))) if impossible else ()


def _questions(
    situation: Situation,
    scope: Answer[int] | None,
    standings: Mapping[tuple[str, str | None], Standing],
    pending: list[Pending],
    by_situation: tuple[str, ...],
) -> tuple[Asked, ...]:
    """Every question on which something still depends: that of scope first, then in the order of the requirements."""
    found: dict[Ask, dict[str, None]] = {}
    item = situation.plan.version.item
    if scope is not None:
        variables = situation.plan.outputs["scope"].diagram.variables
        for index in sorted(scope.support):
            for ask in asks(situation, variables[index], None):
                found.setdefault(ask, {})[item] = None
    words: dict[Ask, str] = {}
    for (name, subject), standing in standings.items():
        decides = requirement_id(item, name, subject)
        if standing.answer is not None:
            variables = situation.plan.outputs[standing.output].diagram.variables
            for index in sorted(standing.answer.support):
                for ask in asks(situation, variables[index], subject):
                    found.setdefault(ask, {})[decides] = None
            states = standing.answer.values
            if "look" in states:
                for ask, text in _evidence(situation, standing):
                    found.setdefault(ask, {})[decides] = None
                    words[ask] = text
    for line in pending:
        decides = f"{item}/consistency/{line.line.name}" + (f"[{line.subject}]" if line.subject else "")
        for variable in line.waiting:
            for ask in asks(situation, name_of(variable), line.subject):
                found.setdefault(ask, {})[decides] = None
    for name in by_situation:
        judged = situation.plan.outputs[f"element/{name}"]
        cells = situation.cells(judged, None)
        answer = judged.diagram.answer(cells, lambda claims: claims)
        for index in sorted(answer.support) if answer is not None else ():
            for ask in asks(situation, judged.diagram.variables[index], None):
                found.setdefault(ask, {})[item] = None
    return tuple(Asked(ask, tuple(decides), words.get(ask, "")) for ask, decides in found.items())


def _evidence(situation: Situation, standing: Standing) -> Iterator[tuple[Ask, str]]:
    """What only a person can read off a paper, and what only the office knows of a commitment or deferral claimed."""
    for slot in standing.asked_slots:
        subject = standing.subject if slot.list else None
        held = situation.holds(slot.id, subject)
        if held.met is None and held.best is not None:
            for missing in held.best.unrecorded:
                attribute = missing.attribute.removeprefix("fields.")
                yield Ask(read_id(situation, slot.id, attribute, subject), "clerk"), missing.ask
    letter = commitment_letter(situation, standing.asked)
    if letter is not None and may_commit(situation, standing.asked):
        item = situation.plan.version.item
        if letter.signed is True and situation.answers.serious_bad_credit is None:
            yield Ask(f"{item}/fact/serious_bad_credit", "office", "serious_bad_credit"), ""
        elif letter.signed is not True and letter.signed is not False:
            yield Ask(read_id(situation, standing.asked.id, "commitment", standing.subject), "clerk"), ""


def requirement_id(item: str, requirement: str, subject: str | None) -> str:
    """`item/requirement[subject]`: the same over rounds, formats and languages."""
    return f"{item}/{requirement}" + (f"[{subject}]" if subject else "")
