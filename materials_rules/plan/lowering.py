"""Claims brought to the narrow form in which the engine is right: levels of conjunctions over cells.

    claims, domains  ->  Job

Negation is pushed to the leaves and vanishes there: a leaf is the set of cells in which it holds, its negation the other
cells. Definitions and claims are derived first and then read as 1 or 0, level by level, so nothing is ever absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Condition,
    Conjunction,
    Counting,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Negation,
    Quantifier,
)
from materials_rules.plan.domain import Domain, Test
from materials_rules.plan.engine import CONJUNCTIONS_A_CLAIM, Comparison, Job, Rule
from materials_rules.plan.evaluator import related
from materials_rules.plan.formula import (
    RECEIVED_ON,
    AllOf,
    AnyOf,
    Claim,
    Formula,
    Not,
    OnDays,
    RuleBase,
    Said,
    Single,
    atom_of,
    member_of,
    name_of,
    raw,
    relation_of,
)

DEFINITION: Final = "definition/"


class TooWide(Exception):
    """A claim has more alternatives than the engine may carry."""

    def __init__(self, claim: str, limit: str) -> None:
        super().__init__(claim)
        self.claim = claim
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Cells:
    """A variable lies in one of these cells."""

    variable: int
    inside: frozenset[int]


@dataclass(frozen=True, slots=True)
class Derived:
    """A claim derived before is 1 or 0."""

    claim: str
    truth: bool


Literal = Cells | Derived
Alternatives = tuple[tuple[Literal, ...], ...]


@dataclass(frozen=True, slots=True)
class Lowered:
    """The job, and the claims that its numbers stand for (definitions among them)."""

    job: Job
    claims: tuple[str, ...]


def lower(wanted: Sequence[str], variables: Sequence[str], domains: Mapping[str, Domain], base: RuleBase) -> Lowered:
    """The claims *wanted* and all below them as a job over *variables* in this order. Raises TooWide."""
    formulas = {name: _formula(name, base) for name in _ordered(wanted, base)}
    numbers = {name: i for i, name in enumerate(formulas)}
    index = {name: i for i, name in enumerate(variables)}
    depths: dict[str, int] = {}
    levels: list[list[Rule]] = []
    for name, formula in formulas.items():
        alternatives = _alternatives(formula, False, index, domains, name)
        below = [depths[x.claim] for part in alternatives for x in part if isinstance(x, Derived)]
        depths[name] = max(below, default=-1) + 1
        while len(levels) <= depths[name]:
            levels.append([])
        conjunctions = [c for part in alternatives for c in _conjunctions(part, numbers, domains, variables, name)]
        if len(conjunctions) > CONJUNCTIONS_A_CLAIM:
            raise TooWide(name, f"{CONJUNCTIONS_A_CLAIM} conjunctions a claim")
        levels[depths[name]].append(Rule(numbers[name], tuple(dict.fromkeys(conjunctions))))
    job = Job(len(variables), tuple(tuple(level) for level in levels))
    limit = job.too_wide()
    if limit is not None:
        raise TooWide(wanted[0], limit)
    return Lowered(job, tuple(formulas))


def _formula(name: str, base: RuleBase) -> Formula:
    if name.startswith(DEFINITION):
        return Said(base.definitions[name.removeprefix(DEFINITION)])
    return base.claims[name]


def _ordered(wanted: Sequence[str], base: RuleBase) -> list[str]:
    """*wanted* and all that they build on, each after what it builds on."""
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in order:
            for below in _named_in(_formula(name, base)):
                visit(below)
            order[name] = None

    for name in wanted:
        visit(name)
    return list(order)


def _named_in(node: Formula | Condition) -> Iterator[str]:
    match node:
        case Claim(name):
            yield name
        case Defined(name):
            yield DEFINITION + name
        case Said(condition):
            yield from _named_in(condition)
        case AllOf(parts) | AnyOf(parts) | Conjunction(parts) | Disjunction(parts):
            for part in parts:
                yield from _named_in(part)
        case Not(part) | Negation(part):
            yield from _named_in(part)


def _alternatives(
    node: Formula | Condition, negated: bool, index: Mapping[str, int], domains: Mapping[str, Domain], claim: str
) -> Alternatives:
    """*node*, or its negation, as alternatives of conjunctions of literals."""
    match node:
        case Said(condition):
            return _alternatives(condition, negated, index, domains, claim)
        case Not(part) | Negation(part):
            return _alternatives(part, not negated, index, domains, claim)
        case Claim(name):
            return ((Derived(name, not negated),),)
        case Defined(name):
            return ((Derived(DEFINITION + name, not negated),),)
        case Always(value):
            return ((),) if value != negated else ()
        case AllOf(parts) | AnyOf(parts) | Conjunction(parts) | Disjunction(parts):
            below = [_alternatives(part, negated, index, domains, claim) for part in parts]
            if isinstance(node, AllOf | Conjunction) == negated:
                return _narrow(dict.fromkeys(part for alternatives in below for part in alternatives), claim)
            return _product(below, claim)
        case _:
            name, inside = _cells(node, domains)
            everything = frozenset(range(domains[name].size))
            wanted = everything - inside if negated else inside
            if wanted == everything:
                return ((),)
            return ((Cells(index[name], wanted),),) if wanted else ()


def _product(below: Sequence[Alternatives], claim: str) -> Alternatives:
    out: Alternatives = ((),)
    for alternatives in below:
        joined = (_joined(left, right) for left in out for right in alternatives)
        out = _narrow(dict.fromkeys(part for part in joined if part is not None), claim)
    return out


def _narrow(parts: Mapping[tuple[Literal, ...], None], claim: str) -> Alternatives:
    """The alternatives, when the engine may carry so many; refused at once, before they multiply."""
    if len(parts) > CONJUNCTIONS_A_CLAIM:
        raise TooWide(claim, f"{CONJUNCTIONS_A_CLAIM} conjunctions a claim")
    return tuple(parts)


def _joined(left: tuple[Literal, ...], right: tuple[Literal, ...]) -> tuple[Literal, ...] | None:
    """Both conjunctions at once, one literal a variable; None when they exclude one another."""
    cells: dict[int, frozenset[int]] = {}
    derived: dict[str, bool] = {}
    for literal in (*left, *right):
        if isinstance(literal, Cells):
            cells[literal.variable] = cells.get(literal.variable, literal.inside) & literal.inside
            if not cells[literal.variable]:
                return None
        elif derived.setdefault(literal.claim, literal.truth) != literal.truth:
            return None
    return (*(Cells(v, cells[v]) for v in sorted(cells)), *(Derived(c, derived[c]) for c in sorted(derived)))


def _cells(node: Single | OnDays, domains: Mapping[str, Domain]) -> tuple[str, frozenset[int]]:
    """The variable that a leaf reads, and the cells in which the leaf holds."""
    match node:
        case OnDays(stretches):
            domain = domains[RECEIVED_ON]
            return RECEIVED_ON, frozenset(
                cell
                for first, last in stretches
                for cell in domain.cells(Test(">=", first)) & domain.cells(Test("<=", last))
            )
        case Against(op, variable, constant):
            name = name_of(variable)
            return name, domains[name].cells(Test(op, raw(constant)))
        case Among(variable, constants, negated):
            name = name_of(variable)
            found = frozenset().union(*(domains[name].cells(Test("==", raw(constant))) for constant in constants))
            return name, frozenset(range(domains[name].size)) - found if negated else found
        case IsNone(variable, negated):
            name = name_of(variable)
            return name, domains[name].cells(Test("!=" if negated else "==", None))
        case HasMember(variable, member):
            name = member_of(variable, member)
            return name, domains[name].cells(Test("==", True))
        case IsProvided(variable):
            name = name_of(variable)
            return name, domains[name].cells(Test("==", True))
        case Quantifier() | Counting():
            name = atom_of(node)
            return name, domains[name].cells(Test("==", True))
        case Between(op):
            name, swapped = relation_of(node)
            domain = domains[name]
            return name, frozenset(c for c in range(domain.size) if related(op, domain.samples(c)[0], swapped))
        case _:
            assert_never(node)


def _conjunctions(
    part: tuple[Literal, ...],
    numbers: Mapping[str, int],
    domains: Mapping[str, Domain],
    variables: Sequence[str],
    claim: str,
) -> list[tuple[Comparison, ...]]:
    """A conjunction of literals as conjunctions of comparisons; a set of cells with holes makes one for each stretch."""
    out: list[tuple[Comparison, ...]] = [()]
    for literal in part:
        if isinstance(literal, Derived):
            choices: list[tuple[Comparison, ...]] = [(("d", numbers[literal.claim], "==", int(literal.truth)),)]
        else:
            size = domains[variables[literal.variable]].size
            choices = [_comparisons(literal.variable, first, last, size) for first, last in _stretches(literal.inside)]
        out = [left + right for left in out for right in choices]
        if len(out) > CONJUNCTIONS_A_CLAIM:
            raise TooWide(claim, f"{CONJUNCTIONS_A_CLAIM} conjunctions a claim")
    return out


def _stretches(inside: frozenset[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for cell in sorted(inside):
        if out and out[-1][1] == cell - 1:
            out[-1] = (out[-1][0], cell)
        else:
            out.append((cell, cell))
    return out


def _comparisons(variable: int, first: int, last: int, size: int) -> tuple[Comparison, ...]:
    if first == last:
        return (("f", variable, "==", first),)
    low: tuple[Comparison, ...] = (("f", variable, "$gte", first),) if first > 0 else ()
    high: tuple[Comparison, ...] = (("f", variable, "$lt", last + 1),) if last < size - 1 else ()
    return low + high
