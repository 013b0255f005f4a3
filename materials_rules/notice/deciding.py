"""One digest of what decides an entry: a later visit can tell whether the rules still say the same of it.

    Plan, what an entry is about  ->  "sha256:…"

Other rules may ask for the same material under another condition, and a box “不需提交” that was told binds the office. The
digest covers the tables of the entry as they stand on the day of receipt, with the words in which people are asked what
decides; a rule that has nothing to do with it changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from materials_rules.condition.tree import Kind, Variable
from materials_rules.notice.closed_set import canonical
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.diagram import Claims
from materials_rules.plan.domain import Domain
from materials_rules.plan.formula import RECEIVED_ON, name_of
from materials_rules.plan.view import behind
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Line
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.situation import Situation


def outputs_of(plan: Plan, requirement: str, line: Line | None) -> tuple[str, ...]:
    """The outputs that decide a requirement; or a line: its own condition, and whether its papers are asked for."""
    if line is None:
        return (f"requirement/{requirement}",)
    owners = (variable.owner for variable in line.same if variable.kind is Kind.SLOT_FIELD)
    asked = (f"requirement/{plan.version.slots[owner].requirement}" for owner in owners)
    own = f"consistency/{line.name}"
    return (*((own,) if own in plan.outputs else ()), *dict.fromkeys(asked))


def deciding(plan: Plan, requirement: str, line: Line | None, day: int) -> str:
    """The digest of the tables that decide *requirement*, or *line*, on *day* (an ordinal), for whom, and of what is compared."""
    tables = [(name, _table(plan, name, day)) for name in outputs_of(plan, requirement, line)]
    if line is not None:
        return _digest([tables, line.list, sorted(([name_of(one), _words(plan, one)] for one in line.same), key=canonical)])
    return _digest([tables, plan.version.asked[requirement].list])


def contradicting(plan: Plan, number: int, day: int) -> str:
    """The digest of a `never:` line, by its number from 0: its table, wherever it stands among the others."""
    return _digest(_table(plan, f"never/{number}", day, bool))


def decided_by(situation: Situation, entry: Entry) -> str:
    """The digest of what decides *entry*, or of what was asked where an answer is wrong."""
    plan, day = situation.plan, situation.day.toordinal()
    if entry.sort == "fact":
        return asking(plan, entry.requirement)
    if entry.sort == "never":
        return contradicting(plan, int(entry.requirement.removeprefix("never-")) - 1, day)
    return deciding(plan, entry.requirement, entry.line, day)


def asking_of(plan: Plan, id_: str) -> str | None:
    """The digest of what the question `item/fact/name` asks; None for one that is about a paper or a letter."""
    _, is_fact, name = id_.partition("/fact/")
    return asking(plan, name) if is_fact else None


def asking(plan: Plan, name: str) -> str:
    """The digest of what is asked under *name*, a fact, a list, a fact of its members or a particular: words, unit and limits."""
    file = plan.version.file
    plain = name.partition("[")[0]
    listed, _, of_member = plain.partition(".")
    if plain in file.facts:
        return _digest(_declared(file.facts[plain]))
    if listed not in file.lists:
        return _digest(plain)
    about = file.lists[listed]
    return _digest(_declared(about.each[of_member]) if of_member else [about.ask, about.name, about.at_least])


def _declared(fact: Fact) -> object:
    limits = (None if limit is None else str(limit) for limit in (fact.minimum, fact.maximum))
    kind = (fact.type, fact.decimals, fact.at_least, fact.check)
    return [fact.ask, fact.unit, fact.one_of or fact.some_of, *kind, *limits]


def _words(plan: Plan, variable: Variable) -> object:
    """How people are asked for a variable: the question, its unit, what its members are called; the name of a field."""
    file = plan.version.file
    match variable.kind:
        case Kind.FACT | Kind.CHOICE:
            fact = file.facts[variable.name]
        case Kind.MEMBER_FACT:
            fact = file.lists[variable.owner].each[variable.name]
        case Kind.SLOT_FIELD:
            read = plan.version.read(variable)
            return [read.name, read.unit, read.one_of]
        case Kind.LIST:
            return file.lists[variable.name].name
        case _:
            return None
    return [fact.ask, fact.unit, fact.one_of or fact.some_of]


def _digest(what: object) -> str:
    return f"sha256:{hashlib.sha256(canonical(what).encode()).hexdigest()}"


def _table(plan: Plan, output: str, day: int, told: Callable[[Claims], object] = sorted) -> str:
    """A diagram on one day, its variables by their names: the order in which a condition names them decides nothing.

    *told* is what of the claims counts. A part is known by the digest of its variable, of how people are asked for it, and
    of what follows from which values.
    """
    judged = plan.outputs[output]
    parts = _Parts(judged, day)
    by_name = sorted(range(len(judged.domains)), key=judged.diagram.variables.__getitem__)
    seen: dict[int, str] = {}

    def walk(part: int) -> str:
        if part not in seen:
            seen[part] = _digest(visit(part))
        return seen[part]

    def visit(part: int) -> object:
        read = parts.reads(part)
        if not read:
            claims = parts.claims(part)
            return None if claims is None else told(claims)
        first = next(variable for variable in by_name if variable in read)
        domain, name = judged.domains[first], judged.diagram.variables[first]
        branches = [walk(parts.settled(part, first, cell)) for cell in range(domain.size)]
        words = [_words(plan, variable) for variable in behind(plan, name)]
        return [name, words, _by_value(domain, branches)]

    return walk(parts.root)


def _by_value(domain: Domain, branches: Sequence[str]) -> list[object]:
    """What follows from which values; where other rules cut the cells finer nothing is seen of it."""
    none = branches[-1] if domain.nullable else None
    if domain.starts:
        cuts = [(start, branches[i]) for i, start in enumerate(domain.starts) if i == 0 or branches[i] != branches[i - 1]]
        return [none, cuts[0][1], cuts[1:]]
    other = branches[len(domain.values)] if domain.open_text else None
    named = ([value, branch] for value, branch in zip(domain.values, branches, strict=False) if branch != other)
    return [none, other, sorted(named, key=canonical)]


class _Parts:
    """The parts of a diagram on one day, equal ones once, and what is left of a part when a variable is settled.

    It lets a part be settled again and again, in any order of variables, which `plan.view.on_day` need not.
    """

    def __init__(self, judged: Judged, day: int) -> None:
        diagram = judged.diagram
        self._leaves = diagram.terminals
        self._made: list[tuple[int, tuple[int, ...]]] = []  # a variable and what follows in each cell
        self._ids: dict[tuple[int, tuple[int, ...]], int] = {}
        self._reads: list[frozenset[int]] = []
        self._settled: dict[tuple[int, int, int], int] = {}
        ids = [self._part(-1, (place,)) for place in range(len(diagram.terminals))]
        for variable, children in diagram.nodes:
            follow = tuple(ids[child] for child in children)
            is_day = diagram.variables[variable] == RECEIVED_ON
            ids.append(follow[judged.domains[variable].index(day)] if is_day else self._part(variable, follow))
        self.root = ids[diagram.root]

    def reads(self, part: int) -> frozenset[int]:
        """The variables of *part*; none of a leaf."""
        return self._reads[part]

    def claims(self, leaf: int) -> Claims | None:
        """What holds at *leaf*; None where that situation does not exist."""
        return self._leaves[self._made[leaf][1][0]]

    def settled(self, part: int, variable: int, cell: int) -> int:
        """What is left of *part* when *variable* is in *cell*."""
        if variable not in self._reads[part]:
            return part
        key = (part, variable, cell)
        if key not in self._settled:
            first, follow = self._made[part]
            left = (self.settled(one, variable, cell) for one in follow)
            self._settled[key] = follow[cell] if first == variable else self._part(first, tuple(left))
        return self._settled[key]

    def _part(self, variable: int, follow: tuple[int, ...]) -> int:
        if variable >= 0 and len(set(follow)) == 1:
            return follow[0]
        key = (variable, follow)
        if key not in self._ids:
            self._ids[key] = len(self._made)
            self._made.append(key)
            below = frozenset().union(*(self._reads[one] for one in follow)) | {variable} if variable >= 0 else frozenset()
            self._reads.append(below)
        return self._ids[key]
