"""Rules as text with infix operators, spelt as each language spells them.

    Expression, Spelling  ->  text
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.peers.expression import AllOf, AnyOf, Beside, Compared, Expression, Flag, Not, Truth


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of one language. `input` spells an input, `text` a text."""

    and_: str
    or_: str
    not_: str
    input: Callable[[str], str] = str
    text: Callable[[str], str] = json.dumps


def written(expression: Expression, spelling: Spelling) -> str:
    """*expression* in that language, with brackets around every group."""

    def constant(value: int | str) -> str:
        return spelling.text(value) if isinstance(value, str) else str(value)

    match expression:
        case Flag(name):
            return spelling.input(name)
        case Compared(op, name, value):
            return f"{spelling.input(name)} {op} {constant(value)}"
        case Beside(op, name, other):
            return f"{spelling.input(name)} {op} {spelling.input(other)}"
        case Truth(value):
            return "true" if value else "false"
        case AllOf(parts):
            return f"({f' {spelling.and_} '.join(written(part, spelling) for part in parts)})"
        case AnyOf(parts):
            return f"({f' {spelling.or_} '.join(written(part, spelling) for part in parts)})"
        case Not(part):
            return f"{spelling.not_}({written(part, spelling)})"
