"""Why a material is due, not due, or a matter of what nobody answered, before one packet.

    Examination, requirement  ->  Reason for each person of whom it is asked
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from materials_rules.condition.tree import Variable
from materials_rules.notice.asides import holder
from materials_rules.notice.citing import cited, cited_standings
from materials_rules.notice.naming import Names
from materials_rules.notice.saying import claim, thing
from materials_rules.notice.situations import depends_on
from materials_rules.notice.situations import situation as situation_of
from materials_rules.notice.wording import bare, either
from materials_rules.plan.classing import Hit, coverers, standings
from materials_rules.plan.compile import Judged
from materials_rules.plan.diagram import Claims
from materials_rules.plan.view import possible
from materials_rules.rules.version import Asked, Slot
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.form import NOTHING, is_met
from materials_rules.verdict.requirement import Standing, committed, covering, fold_over
from materials_rules.verdict.situation import Situation
from materials_rules.why.flips import Flips, flips, settled
from materials_rules.why.truths import Part, taken_apart

State = Literal["asked", "later", "covered", "obtained", "shown", "dropped", "not_due"]
"""What a situation makes of a requirement, before anybody looks at what was handed in."""

Verdict = Literal[
    "missing", "defective", "met", "depends", "look", "later", "covered", "obtained", "dropped", "not_due", "out_of_scope"
]

TAKEN: Final = {"drop": "dropped", "obtain": "obtained"}


@dataclass(frozen=True)
class Class:
    """A class that the paper *of* falls in, with its ground; an exception sets it aside for a time."""

    of: str
    id: str
    name: str
    say: str
    ground: tuple[str, ...]
    instead: str
    exception: str | None = None


@dataclass(frozen=True)
class Paper:
    """One paper that would do: whether one was handed in, each criterion with whether it is met, what is wrong."""

    slot: str
    name: str
    is_here: bool
    criteria: tuple[tuple[str, bool | None], ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """Answers that together bring another verdict, each in words."""

    answers: tuple[str, ...]


@dataclass(frozen=True)
class Turns:
    """The smallest sets of answers with which the material would be due (or not due)."""

    to: Literal["due", "not_due"]
    sets: tuple[Turn, ...]
    is_whole: bool


@dataclass(frozen=True)
class Branch:
    """What follows in some of the situations that are still possible: the state, and where, in words."""

    state: State
    situation: str


@dataclass(frozen=True)
class Reason:
    """Everything that decides one requirement for one person.

    `conditions` are those that must all hold, each with its author's own text where he wrote one here; `met_by` says what
    closed it.
    """

    requirement: str
    name: str
    subject: str | None
    verdict: Verdict
    conditions: tuple[tuple[str, Part], ...]
    classes: tuple[Class, ...]
    branches: tuple[Branch, ...]
    depends_on: tuple[str, ...]
    turns: tuple[Turns, ...]
    basis: tuple[str, ...]
    papers: tuple[Paper, ...]
    met_by: str = ""
    covered_by: str = ""


def reasons(examination: Examination, entries: Sequence[Entry], asked: Asked) -> Iterator[Reason]:
    """Why *asked* is or is not due, for each person of whom it is asked."""
    situation = examination.situation
    for subject in situation.subjects(asked.list):
        standing = examination.standings.get((asked.id, subject))
        yield _reason(examination, entries, asked, subject, standing)


def _reason(
    examination: Examination, entries: Sequence[Entry], asked: Asked, subject: str | None, standing: Standing | None
) -> Reason:
    situation = examination.situation
    given = situation.as_given
    judged = situation.plan.outputs[f"requirement/{asked.id}"]
    entry = next((one for one in entries if one.sort == "requirement" and one.standing is standing and standing), None)
    verdict = _verdict(examination, standing, entry)
    papers = tuple(_paper(situation, slot, subject) for slot in asked.slots)
    return Reason(
        requirement=asked.id,
        name=asked.requirement.called(),
        subject=subject,
        verdict=verdict,
        conditions=tuple(_conditions(given, asked, subject)),
        classes=tuple(_classes(examination, asked)),
        branches=() if standing is None else tuple(_branches(situation, standing)),
        depends_on=() if standing is None or verdict != "depends" else tuple(_depends(situation, standing)),
        turns=tuple(_turns(given, judged, asked, subject)),
        basis=_basis(examination, asked),
        papers=papers,
        met_by=_met_by(situation, asked, subject) if verdict == "met" else "",
        covered_by=_covered_by(situation, asked) if verdict == "covered" else "",
    )


@dataclass(frozen=True)
class Note:
    """What stands above every material: that answers contradict one another, that the item is not the right one or may not be."""

    sort: Literal["contradiction", "scope"]
    zh: str
    en: str


def notes(examination: Examination) -> Iterator[Note]:
    """What a reader must know before the reason of a single material."""
    file = examination.situation.plan.version.file
    for i in examination.contradictions:
        if i < len(file.never):
            yield Note("contradiction", f"回答不能同时成立：{bare(file.never[i].say)}", "answers contradict one another")
    if examination.contradictions and not file.never:
        yield Note("contradiction", "回答不能同时成立", "answers contradict one another")
    if examination.scope == "out" and examination.out is not None:
        yield Note("scope", f"本事项不适用：{bare(file.not_for[examination.out].say)}", "the item is not the one to apply for")
    if examination.scope == "unknown":
        zh = "是否应当申请本事项尚未确定，以下按应当申请说明"
        yield Note("scope", zh, "it is open whether the item is the right one; what follows supposes so")


_STATES: Final[Mapping[str, State]] = {"obtain": "obtained", "ask": "asked", "show": "shown", "drop": "dropped"}
"""What a claim about a slot makes of its requirement; the first that holds counts."""


def state_of(asked: Asked, claims: Claims) -> State:
    """What the situations that have *claims* make of a requirement."""
    if f"later/{asked.id}" in claims:
        return "later"
    if f"covered/{asked.id}" in claims:
        return "covered"
    for word, state in _STATES.items():
        if any(f"{word}/{slot.id}" in claims for slot in asked.slots):
            return state
    return "not_due"


def is_due(asked: Asked, claims: Claims) -> bool:
    """Whether something is asked of the applicant now."""
    return state_of(asked, claims) in ("asked", "shown")


def _verdict(examination: Examination, standing: Standing | None, entry: Entry | None) -> Verdict:
    if standing is None or examination.scope == "out":
        return "out_of_scope"
    if standing.verdict == "look":
        return "look"
    states = {state_of(standing.asked, claims) for claims in standing.reachable}
    if standing.verdict == "conditional":
        return "depends"
    if standing.verdict == "finding":
        kinds = set() if entry is None else {defect.kind for arm in entry.arms for defect in arm.defects}
        return "missing" if kinds <= {"missing", "missing_result"} else "defective"
    if states & {"asked", "shown"}:
        return "met" if states <= {"asked", "shown"} else "depends"
    return states.pop() if len(states) == 1 else "not_due"  # type: ignore[return-value]  # asked and shown are dealt with above


def _conditions(situation: Situation, asked: Asked, subject: str | None) -> Iterator[tuple[str, Part]]:
    """What must hold for it to be due: of its group, of its own, and of each of several papers."""
    own = asked.requirement.when
    for i, condition in enumerate(asked.due):
        is_own = own is not None and i == len(asked.due) - 1
        yield (str(own) if is_own else "", taken_apart(condition, situation, subject))
    for slot in asked.slots:
        if slot.when is not None and len(asked.slots) > 1:
            part = taken_apart(slot.when, situation, subject)
            yield f"《{slot.arm.name}》：{slot.arm.when}", part


def _classes(examination: Examination, asked: Asked) -> Iterator[Class]:
    """The classes in which its papers fall on the day of receipt, and the exceptions that set one aside."""
    plan, day = examination.situation.plan, examination.situation.day
    for slot in asked.slots:
        for hit in plan.stretch(slot.id, day.toordinal()).hits:
            yield _class(examination, slot, hit)


def _class(examination: Examination, slot: Slot, hit: Hit) -> Class:
    plan, day = examination.situation.plan, examination.situation.day
    about = plan.ruleset.classes[hit.class_id].about
    ground = cited(plan.ruleset, about.ground.get(slot.arm.kind) or about.ground.get("any", []), day)
    instead = bare(about.instead or "")
    if about.effect == "office_obtains":
        instead = f"由本窗口向{plan.ruleset.departments[holder(examination, slot)].name}取得"
    exception = None if hit.exception is None else bare(hit.exception.why)
    texts = tuple(basis.text for basis in ground)
    return Class(slot.arm.name, hit.class_id, about.name, bare(hit.say), texts, instead, exception)


def _branches(situation: Situation, standing: Standing) -> Iterator[Branch]:
    """What follows in which of the situations that are still possible, where there are several."""
    states = {state_of(standing.asked, claims) for claims in standing.reachable}
    if len(states) < 2:
        return
    answer = fold_over(situation, standing, lambda claims: state_of(standing.asked, claims))
    if answer is not None:
        for state in sorted(answer.values, key=_ORDER.index):
            yield Branch(state, situation_of(answer, state, standing.output, situation.plan))


_ORDER: Final[tuple[State, ...]] = ("asked", "shown", "later", "covered", "obtained", "dropped", "not_due")


def _depends(situation: Situation, standing: Standing) -> Iterator[str]:
    if standing.answer is not None:
        yield from depends_on(standing.answer, standing.output, situation.plan)


def _turns(situation: Situation, judged: Judged, asked: Asked, subject: str | None) -> Iterator[Turns]:
    """The answers that would make it due, where it is not, and not due, where it is."""
    cells = situation.cells(judged, subject)

    def holds(claims: Claims) -> bool:
        return is_due(asked, claims)

    # what the answers leave decides how it is now; another answer may leave something else
    now = settled(situation.judged(f"requirement/{asked.id}", subject), cells, holds)
    for to in (True, False):
        if now is not to and to in map(holds, possible(judged.diagram)):
            yield _in_words(situation, judged, flips(judged, cells, holds, to), to)


def _in_words(situation: Situation, judged: Judged, found: Flips, to: bool) -> Turns:
    sets = []
    for flip in found.sets:
        said = (
            claim(judged.diagram.variables[place], situation.plan, judged.domains[place], cells)
            if "#" not in judged.diagram.variables[place]
            else _member(situation, judged.diagram.variables[place], cells)
            for place, cells in flip.answers
        )
        sets.append(Turn(tuple(said)))
    return Turns("due" if to else "not_due", tuple(sets), found.is_whole)


def _member(situation: Situation, name: str, cells: frozenset[int]) -> str:
    """One of several answers that may be chosen together."""
    source = situation.plan.sources[name]
    assert isinstance(source, Variable)
    names = Names(situation.plan.version)
    word = "包括" if cells == {1} else "不包括"
    return f"{thing(source, names)}：{word}“{names.member(source, name.partition('#')[2])}”"


def _basis(examination: Examination, asked: Asked) -> tuple[str, ...]:
    plan, day = examination.situation.plan, examination.situation.day
    found: dict[str, None] = {}
    for slot in asked.slots:
        for basis in cited_standings(standings(plan.ruleset, plan.version, slot, day), day):
            found[basis.text] = None
    return tuple(found)


def _paper(situation: Situation, slot: Slot, subject: str | None) -> Paper:
    held = situation.holds(slot.id, subject)
    judged = None if held is NOTHING else held.best
    told = situation.criteria[slot.id]
    criteria = tuple(
        (criterion.say, None if judged is None else is_met(judged.outcomes[i]))
        for i, criterion in enumerate(told)
        if criterion.name != "readable" or judged is not None
    )
    wrong = () if judged is None else (*(d.what for _, d in judged.defects), *(bare(one.ask) for one in judged.unrecorded))
    return Paper(slot.id, slot.arm.name, judged is not None, criteria, wrong)


def _met_by(situation: Situation, asked: Asked, subject: str | None) -> str:
    """What closed it: a paper, a promise, a paper that covers it, a licence that was shown."""
    for slot in asked.slots:
        if situation.holds(slot.id, subject).met:
            return f"已提交《{slot.arm.name}》，符合形式要求"
    if committed(situation, asked):
        return "已签署告知承诺书"
    if any(held.met for held in covering(situation, asked, subject)):
        return f"由{_covered_by(situation, asked)}涵盖"
    return "已出示能够证明同一内容的证照"


def _covered_by(situation: Situation, asked: Asked) -> str:
    version = situation.plan.version
    return either([f"《{version.asked[name].requirement.called()}》" for name in coverers(version, asked.id)])
