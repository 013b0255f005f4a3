"""One digest of what decides whether something is due: a later visit can tell whether the condition is still the same.

    Plan, what an entry is about  ->  "sha256:…"

Other rules may ask for the same material under another condition, and a box “不需提交” that was told binds the office. The
digest covers the tables of the entry as they stand on the day of receipt; a rule that has nothing to do with it changes nothing.
"""

from __future__ import annotations

import hashlib

from materials_rules.condition.tree import Kind
from materials_rules.notice.closed_set import canonical
from materials_rules.plan.compile import Judged, Plan
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
    tables = [(name, _table(plan.outputs[name], day)) for name in outputs_of(plan, requirement, line)]
    return f"sha256:{hashlib.sha256(canonical(tables).encode()).hexdigest()}"


def _table(judged: Judged, day: int) -> list[object]:
    """A diagram on one day, each node once: its variable with the cells, and the places of what follows in each."""
    diagram = judged.diagram
    places: dict[str, int] = {}
    found: list[object] = []
    seen: dict[int, int] = {}

    def put(what: object) -> int:
        key = canonical(what)
        if key not in places:
            places[key] = len(found)
            found.append(what)
        return places[key]

    def walk(node: int) -> int:
        if node not in seen:
            seen[node] = visit(node)
        return seen[node]

    def visit(node: int) -> int:
        if node < len(diagram.terminals):
            claims = diagram.terminals[node]
            return put(None if claims is None else sorted(claims))
        variable, children = diagram.nodes[node - len(diagram.terminals)]
        name, domain = diagram.variables[variable], judged.domains[variable]
        if name == RECEIVED_ON:
            return walk(children[domain.index(day)])
        branches = [walk(child) for child in children]
        if len(set(branches)) == 1:
            return branches[0]
        cells = [domain.values, domain.starts, str(domain.last), domain.nullable, domain.open_text]
        return put([name, cells, branches])

    walk(diagram.root)
    return found
