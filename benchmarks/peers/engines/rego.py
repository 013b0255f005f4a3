"""regopy: Rego, the language of the Open Policy Agent, by Microsoft's rego-cpp.

    Rules  ->  a package with a set of what is missing
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from benchmarks.peers.expression import AllOf, AnyOf, Beside, Compared, Expression, Flag, Not, Rules, Truth, pushed_down

PACKAGE = "regopy"
QUERY = "data.rules.missing"


def translated(rules: Rules) -> str:
    """A module: an alternative is a rule with several bodies; what is not there is not so, as is usual there."""
    lines = ["package rules"]
    for rule in rules.rules:
        body = _body(pushed_down(rule.missing), lines)
        lines.append(f"missing contains {json.dumps(rule.requirement)} if {{ {'; '.join(body)} }}")
    return "\n".join(lines) + "\n"


def _body(expression: Expression, lines: list[str]) -> Iterator[str]:
    """*expression* as the lines of a body; alternatives become rules of their own among *lines*."""
    match expression:
        case Flag(name):
            return iter((f"input.{name}",))
        case Not(Flag(name)):
            return iter((f"not input.{name}",))
        case Compared(op, name, value):
            return iter((f"input.{name} {op} {json.dumps(value)}",))
        case Beside(op, name, other):
            return iter((f"input.{name} {op} input.{other}",))
        case Truth(value):
            return iter((json.dumps(value) if value else "1 == 2",))
        case AllOf(parts):
            return iter([line for part in parts for line in _body(part, lines)])
        case AnyOf(parts):
            bodies = [list(_body(part, lines)) for part in parts]
            name = f"either_{len(lines)}"
            lines.extend(f"{name} if {{ {'; '.join(body)} }}" for body in bodies)
            return iter((name,))
        case _:
            raise ValueError(expression)


class Peer:
    """Built bundles, one a frame."""

    wants_text = True

    def __init__(self, texts: Sequence[str]) -> None:
        import regopy

        self._built = []
        for text in texts:
            interpreter = regopy.Interpreter()
            interpreter.add_module("rules", text)
            self._built.append((interpreter, interpreter.build(QUERY)))

    def ask(self, place: int, inputs: str) -> list[str]:
        """What is missing."""
        interpreter, bundle = self._built[place]
        interpreter.set_input_term(inputs)
        found = json.loads(str(interpreter.query_bundle(bundle)))
        return list(found["expressions"][0])


