"""durable-rules used directly: each packet a fact, each requirement a rule that fires.

    Rules  ->  one rule for each conjunction of comparisons

The library is right for flat conjunctions only, so alternatives are multiplied out: a requirement is missing where any of
its rules fires. The fact is taken back before the next one, or the memory of a thousand packets would fill it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from benchmarks.peers.engines import Unable
from benchmarks.peers.expression import All, Any_, Beside, Expression, Flag, Not, Rules, Test, Truth, Value, pushed_down

PACKAGE = "durable-rules"
MOST: Final = 256  # conjunctions of one requirement
_OPS: Final = {"==": "==", "!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}

Comparison = tuple[str, str, int | str]


def translated(rules: Rules) -> str:
    """The rules as the library's own JSON, with what each stands for. Raises Unable."""
    found = {}
    for rule in rules.rules:
        for number, conjunction in enumerate(_conjunctions(pushed_down(rule.missing))):
            terms = [_term(one) for one in dict.fromkeys(conjunction)]
            if number >= MOST:
                raise Unable(f"{rule.requirement}: more than {MOST} conjunctions")
            found[f"{rule.requirement}.{number}"] = {"all": [{"m": {"$and": terms} if len(terms) > 1 else terms[0]}]}
    return json.dumps([rules.version, rules.frame, found])


def _term(comparison: Comparison) -> dict[str, Any]:
    op, name, value = comparison
    return {name: value} if op == "==" else {_OPS[op]: {name: value}}


def _conjunctions(expression: Expression) -> Iterator[tuple[Comparison, ...]]:
    match expression:
        case Flag(name):
            yield (("==", name, 1),)
        case Not(Flag(name)):
            yield (("==", name, 0),)
        case Test(op, name, value):
            yield ((op, name, value),)
        case Any_(parts):
            for part in parts:
                yield from _conjunctions(part)
        case All(parts):
            ways = [tuple(itertools.islice(_conjunctions(part), MOST + 1)) for part in parts]
            for chosen in itertools.product(*ways):
                yield tuple(itertools.chain.from_iterable(chosen))
        case Truth(True):
            yield (("==", "is_packet", 1),)
        case Truth(False):
            return
        case Beside():
            raise Unable("two inputs of one fact are compared with one another")
        case _:
            raise ValueError(expression)


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
            sets[f"frame{place}"] = named
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
