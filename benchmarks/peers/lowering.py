"""The rules of a version for engines that know no packets: when is each material missing, over flat inputs.

    Plan  ->  Rules for each frame;  Plan, packet  ->  the inputs of each frame, and what we say ourselves

Conditions are walked as the author wrote them. What the engines could not express is given to them ready: whether a paper
that is there is in form, and what is said of a whole list (`any`, `all`, `count`). That is a part of our work, for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, assert_never

from benchmarks.peers.expression import (
    DEFAULTS,
    Beside,
    Compared,
    Expression,
    Flag,
    Rule,
    Rules,
    Sort,
    Truth,
    Value,
    all_of,
    any_of,
    names,
    negation,
)
from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Counting,
    Date,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Negation,
    Number,
    Quantifier,
    Variable,
)
from materials_rules.ground.day import read_day
from materials_rules.library import Library
from materials_rules.packet.model import Packet
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import (
    RECEIVED_ON,
    AllOf,
    AnyOf,
    Claim,
    Formula,
    Not,
    OnDays,
    Said,
    atom_of,
    member_of,
    name_of,
    raw,
)
from materials_rules.rules.version import Asked, Slot
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.licence import licence_shown
from materials_rules.verdict.requirement import committed, never_granted
from materials_rules.verdict.situation import Open, Situation

Read = Callable[[Situation, str | None], Value | Open | None]
"""How an input is read off a packet: its value, OPEN, or None where a person must look first."""


@dataclass
class Lowered:
    """The rules of one version, frame by frame, and how each input is read."""

    plan: Plan
    frames: dict[str, Rules] = field(default_factory=dict)
    reads: dict[str, tuple[Sort, Read]] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asking:
    """What the engines are asked of one packet: the inputs of each frame and subject; and our own answer.

    `missing` are the requirements that we report, with their subjects. `is_answered` says that nothing in it depends on
    anything still open; where it is not, `depends` are those that do.
    """

    frames: tuple[tuple[str, str | None, dict[str, Value]], ...]
    missing: frozenset[tuple[str, str | None]]
    is_answered: bool
    depends: frozenset[tuple[str, str | None]]


def lowered(plan: Plan) -> Lowered:
    """The rules of *plan*."""
    found = Lowered(plan)
    by_frame: dict[str, list[Rule]] = {}
    version = f"{plan.version.item}/{plan.version.file.in_force_from.isoformat()}"
    for asked in plan.version.asked.values():
        missing = _missing(found, asked)
        if missing != Truth(False):
            by_frame.setdefault(asked.list or "", []).append(Rule(asked.id, missing))
    for frame, rules in by_frame.items():
        read = sorted({name for rule in rules for name in names(rule.missing)})
        found.frames[frame] = Rules(version, frame, {name: found.reads[name][0] for name in read}, tuple(rules))
    return found


def asking(library: Library, known: Mapping[tuple[str, str], Lowered], packet: Packet, complete: bool) -> Asking | None:
    """What to ask of *packet*; None where no list of missing materials is the answer (out of scope, a person must look).

    With *complete*, what is not answered and does not matter has the default of its sort; else it is left out.
    """
    version = library.ruleset.version(packet.item, read_day(packet.received_on))
    if version is None:
        return None
    rules = known[version.item, version.file.in_force_from.isoformat()]
    examination = examine(rules.plan, packet, "", library.criteria(version))
    if examination.scope != "in" or examination.contradictions:
        return None
    verdicts = {key: standing.verdict for key, standing in examination.standings.items()}
    if "look" in verdicts.values():
        return None
    return Asking(
        frames=tuple(_frames(rules, examination, complete)),
        missing=frozenset(key for key, verdict in verdicts.items() if verdict == "finding"),
        is_answered=not examination.questions and "conditional" not in verdicts.values(),
        depends=frozenset(key for key, verdict in verdicts.items() if verdict == "conditional"),
    )


def _frames(rules: Lowered, examination: Examination, complete: bool) -> Iterator[tuple[str, str | None, dict[str, Value]]]:
    situation = examination.situation.as_given
    for frame, about in rules.frames.items():
        for subject in situation.subjects(frame or None):
            inputs: dict[str, Value] = {}
            for name, sort in about.inputs.items():
                value = rules.reads[name][1](situation, subject)
                if value is not None and not isinstance(value, Open):
                    inputs[name] = value
                elif complete or name.startswith(("provided_", "read_", "shown_", "committed_", "granted_")):
                    # a paper that is not there is no paper; what is on it has no meaning
                    inputs[name] = DEFAULTS[sort]
            yield frame, subject, inputs


# ---- when a material is missing: the same as verdict.requirement says, as one expression


def _missing(found: Lowered, asked: Asked) -> Expression:
    claims = found.plan.base.claims

    def claim(name: str) -> Expression:
        return _lowered(found, claims[name]) if name in claims else Truth(False)

    def provided(slot: str) -> Expression:
        return _input(found, f"provided/{slot}", "bool", partial(_holds, slot))

    obtained = any_of(tuple(claim(f"obtain/{slot.id}") for slot in asked.slots))
    refused: Expression = Truth(False)
    if asked.requirement.result_of is not None:
        refused = _input(found, f"never granted/{asked.id}", "bool", lambda s, _: never_granted(s, asked))
    wanted, met = [], []
    for slot in asked.slots:
        ask, show = claim(f"ask/{slot.id}"), claim(f"show/{slot.id}")
        here = any_of((ask, show))
        wanted.append(here)
        met.append(all_of((here, provided(slot.id))))
        if show != Truth(False):
            seen = _input(found, f"shown/{slot.id}", "bool", partial(_shown, slot))
            met.append(all_of((show, seen)))
    version = found.plan.version
    for coverer in coverers(version, asked.id):
        met += [provided(slot.id) for slot in version.asked[coverer].slots if slot.list in (None, asked.list)]
    if asked.requirement.commitment is not None:
        met.append(_input(found, f"committed/{asked.id}", "bool", lambda s, _: committed(s, asked)))
    open_ = all_of((negation(obtained), any_of(tuple(wanted)), negation(any_of(tuple(met)))))
    later, covered = claim(f"later/{asked.id}"), claim(f"covered/{asked.id}")
    return all_of((negation(later), negation(covered), any_of((all_of((obtained, refused)), open_))))


def _holds(slot: str, situation: Situation, subject: str | None) -> bool | None:
    return situation.holds(slot, subject).met


def _shown(slot: Slot, situation: Situation, subject: str | None) -> bool | None:
    return licence_shown(situation, slot, subject).met


def _input(found: Lowered, name: str, sort: Sort, read: Read) -> Flag:
    return Flag(_named(found, name, sort, read))


def _named(found: Lowered, name: str, sort: Sort, read: Read) -> str:
    """The input called *name* where every language allows it: letters, figures and underscores."""
    word = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")
    word = word[:60] if word.isidentifier() else f"input_{word}"[:60].strip("_")
    taken = {other for called, other in found.called.items() if called != name}
    spellings = (word, *(f"{word}_{number}" for number in range(2, len(taken) + 3)))
    chosen = found.called.setdefault(name, next(one for one in spellings if one not in taken))
    found.reads.setdefault(chosen, (sort, read))
    return chosen


def _variable(found: Lowered, variable: Variable, more: int = 0) -> str:
    """The input that *variable* is, a number with *more* decimals than its own."""
    name = name_of(variable)
    sort: Sort = "bool" if isinstance(variable.type, Boolean) else "int" if isinstance(variable.type, Number | Date) else "str"

    def read(situation: Situation, subject: str | None) -> Value | Open | None:
        value = situation.value(name, subject)
        return value * 10**more if more and isinstance(value, int) else value

    return _named(found, f"{name} times {10**more}" if more else name, sort, read)


def _bears(found: Lowered, variable: Variable, expression: Expression, op: str) -> Expression:
    """*expression* about something that a document may not bear: none is unequal to all, and no order holds."""
    if not variable.may_be_none:
        return expression
    name = name_of(variable)

    def read(situation: Situation, subject: str | None) -> Value | Open | None:
        value = situation.value(name, subject)
        return value if isinstance(value, Open) else value is None

    none = Flag(_named(found, f"{name} is none", "bool", read))
    return any_of((none, expression)) if op == "!=" else all_of((negation(none), expression))


def _lowered(found: Lowered, formula: Formula) -> Expression:
    match formula:
        case Said(condition):
            return _condition(found, condition)
        case OnDays(stretches):
            day = _named(found, RECEIVED_ON, "int", lambda s, _: s.day.toordinal())
            return any_of(tuple(all_of((Compared(">=", day, first), Compared("<=", day, last))) for first, last in stretches))
        case Claim(name):
            return _lowered(found, found.plan.base.claims[name])
        case AllOf(parts):
            return all_of(tuple(_lowered(found, part) for part in parts))
        case AnyOf(parts):
            return any_of(tuple(_lowered(found, part) for part in parts))
        case Not(part):
            return negation(_lowered(found, part))
        case _:
            assert_never(formula)


def _condition(found: Lowered, condition: Condition) -> Expression:
    match condition:
        case Against(op, variable, constant):
            return _bears(found, variable, _against(found, op, variable, raw(constant)), op)
        case Among(variable, constants, negated):
            some = any_of(tuple(_against(found, "==", variable, raw(constant)) for constant in constants))
            among = _bears(found, variable, some, "==")
            return negation(among) if negated else among
        case IsNone(variable, negated):
            none = _bears(found, variable, Truth(False), "!=")
            return negation(none) if negated else none
        case HasMember(variable, member):
            name = member_of(variable, member)
            return _input(found, name, "bool", lambda s, subject: s.value(name, subject))
        case IsProvided(variable):
            return _input(found, name_of(variable), "bool", partial(_holds, variable.name))
        case Between(op, left, right, decimals):
            beside = Beside(op, *(_variable(found, side, _short_of(side, decimals)) for side in (left, right)))
            return _bears(found, left, _bears(found, right, beside, op), op)
        case Quantifier() | Counting():
            atom = atom_of(condition)
            return _input(found, f"{condition.list.name} {atom}", "bool", lambda s, _: s.value(atom))
        case Defined(name):
            return _condition(found, found.plan.base.definitions[name])
        case Always(value):
            return Truth(value)
        case Conjunction(parts):
            return all_of(tuple(_condition(found, part) for part in parts))
        case Disjunction(parts):
            return any_of(tuple(_condition(found, part) for part in parts))
        case Negation(part):
            return negation(_condition(found, part))
        case _:
            assert_never(condition)


def _short_of(variable: Variable, decimals: int) -> int:
    return decimals - variable.type.decimals if isinstance(variable.type, Number) else 0


def _against(found: Lowered, op: Any, variable: Variable, constant: Any) -> Expression:
    name = _variable(found, variable)
    if isinstance(constant, bool):
        return Flag(name) if constant == (op == "==") else negation(Flag(name))
    return Compared(op, name, constant)


