"""One digest of what decides whether something is due: a later visit can tell whether the condition is still the same.

    Plan, what an entry is about  ->  "sha256:…"

Other rules may ask for the same material under another condition, and a box “不需提交” that was told binds the office. The
digest covers the tables of the entry as they stand on the day of receipt; a rule that has nothing to do with it changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from materials_rules.condition.tree import Kind
from materials_rules.notice.closed_set import canonical
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.diagram import Claims
from materials_rules.plan.domain import Domain
from materials_rules.plan.formula import RECEIVED_ON
from materials_rules.rules.version import Line


def outputs_of(plan: Plan, requirement: str, line: Line | None) -> tuple[str, ...]:
    """The outputs that decide a requirement; or a line: its own condition, and whether its papers are asked for."""
    if line is None:
        return (f"requirement/{requirement}",)
    owners = (variable.owner for variable in line.same if variable.kind is Kind.SLOT_FIELD)
    asked = (f"requirement/{plan.version.slots[owner].requirement}" for owner in owners)
    own = f"consistency/{line.name}"
    return (*((own,) if own in plan.outputs else ()), *dict.fromkeys(asked))


def deciding(plan: Plan, requirement: str, line: Line | None, day: int) -> str:
    """The digest of the tables that decide *requirement*, or *line*, on *day* (an ordinal)."""
    return _digest([(name, _table(plan.outputs[name], day)) for name in outputs_of(plan, requirement, line)])


def _digest(what: object) -> str:
    return f"sha256:{hashlib.sha256(canonical(what).encode()).hexdigest()}"


def _table(judged: Judged, day: int) -> str:
    """A diagram on one day, its variables by their names: the order in which a condition names them decides nothing.

    A part is known by the digest of its variable and of what follows from which values.
    """
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
            return None if claims is None else sorted(claims)
        first = next(variable for variable in by_name if variable in read)
        domain = judged.domains[first]
        branches = [walk(parts.settled(part, first, cell)) for cell in range(domain.size)]
        return [judged.diagram.variables[first], _by_value(domain, branches)]

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
    """The parts of a diagram on one day, equal ones once, and what is left of a part when a variable is settled."""

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
