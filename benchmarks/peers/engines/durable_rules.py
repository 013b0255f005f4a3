"""durable-rules used directly: each packet a fact, each requirement a rule that fires.

    Rules  ->  one rule for each conjunction of comparisons

The library is right for flat conjunctions only, so alternatives are multiplied out: a requirement is missing where any of
its rules fires. The fact is taken back before the next one, or the memory of a thousand packets would fill it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from benchmarks.peers.engines import Unable
from benchmarks.peers.expression import (
    CALLS,
    AllOf,
    AnyOf,
    Beside,
    Compared,
    Expression,
    Flag,
    Not,
    Rules,
    Truth,
    Value,
    pushed_down,
)

PACKAGE = "durable-rules"
MOST: Final = 256  # conjunctions of one requirement
_OPS: Final = {"==": "==", "!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}

Comparison = tuple[str, str, int | str]
Conjunction = frozenset[Comparison]


def translated(rules: Rules) -> str:
    """The rules as the library's own JSON, with what each stands for. Raises Unable."""
    found = {}
    for rule in rules.rules:
        for number, conjunction in enumerate(_conjunctions(pushed_down(rule.missing))):
            if number >= MOST:
                raise Unable(f"{rules.version}, {rule.requirement}: more than {MOST} conjunctions")
            terms = [_term(one) for one in sorted(conjunction, key=repr)] or [{"is_packet": 1}]
            found[f"{rule.requirement}.{number}"] = {"all": [{"m": {"$and": terms} if len(terms) > 1 else terms[0]}]}
    return json.dumps([rules.version, rules.frame, found])


def _term(comparison: Comparison) -> dict[str, Any]:
    op, name, value = comparison
    return {name: value} if op == "==" else {_OPS[op]: {name: value}}


def _conjunctions(expression: Expression) -> list[Conjunction]:
    """The ways in which *expression* may hold; none that contradicts itself, none that follows from another."""
    match expression:
        case Flag(name):
            return [frozenset({("==", name, 1)})]
        case Not(Flag(name)):
            return [frozenset({("==", name, 0)})]
        case Compared(op, name, value):
            return [frozenset({(op, name, value)})]
        case AnyOf(parts):
            return _shortest(way for part in parts for way in _conjunctions(part))
        case AllOf(parts):
            found: list[Conjunction] = [frozenset()]
            for part in sorted(map(_conjunctions, parts), key=len):
                found = _shortest(one | other for one in found for other in part if _is_possible(one | other))
                if len(found) > 8 * MOST:
                    raise Unable(f"more than {MOST} conjunctions")
            return found
        case Truth(value):
            return [frozenset()] if value else []
        case Beside():
            raise Unable("two inputs of one fact are compared with one another")
        case _:
            raise ValueError(expression)


def _shortest(ways: Iterable[Conjunction]) -> list[Conjunction]:
    """*ways* without those that say all that a shorter one says, and more."""
    found: list[Conjunction] = []
    for way in sorted(set(ways), key=lambda way: (len(way), sorted(map(repr, way)))):
        if not any(other <= way for other in found):
            found.append(way)
    return found


def _is_possible(way: Conjunction) -> bool:
    """Whether some value of each input passes; only what shows at once is found: two values, an empty stretch."""
    equal: dict[str, int | str] = {}
    for op, name, value in way:
        if op == "==" and equal.setdefault(name, value) != value:
            return False
    least: dict[str, int] = {}
    for op, name, value in way:
        if name in equal and op != "==" and not CALLS[op](equal[name], value):
            return False
        if op in (">", ">=") and isinstance(value, int):
            least[name] = max(value + (op == ">"), least.get(name, value))
    return all(
        CALLS[op](least[name], value) for op, name, value in way if op in ("<", "<=") and name in least
    )


class Peer:
    """Rule sets of one host, one a frame."""

    wants_text = False

    def __init__(self, texts: Sequence[str]) -> None:
        from durable.engine import Host

        self._fired: list[str] = []
        sets: dict[str, Any] = {}
        for place, text in enumerate(texts):
            _, _, rules = json.loads(text)
            named = {
                f"r{number}": {**rule, "run": self._noting(name.rpartition(".")[0])}
                for number, (name, rule) in enumerate(rules.items())
            }
            # a fact that no rule takes is an error there
            taken = {"all": [{"m": {"is_packet": 1}}], "run": lambda _: None}
            sets[f"frame{place}"] = {**named, "taken": taken}
        self._host = Host()
        self._host.set_rulesets(sets)

    def _noting(self, name: str) -> Any:
        def note(_: Any) -> None:
            self._fired.append(name)

        return note

    def ask(self, place: int, inputs: Mapping[str, Value]) -> list[str]:
        """What is missing."""
        self._fired.clear()
        fact: dict[str, Any] = {name: int(value) if isinstance(value, bool) else value for name, value in inputs.items()}
        name = f"frame{place}"
        self._host.assert_fact(name, {"id": 1, "sid": "1", "is_packet": 1, **fact})
        self._host.delete_state(name, "1")
        return list(dict.fromkeys(self._fired))
