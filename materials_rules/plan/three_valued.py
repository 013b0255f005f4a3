"""What a condition is where only some of what it reads is known: true, false, or not settled.

    Condition, what each of its smallest parts is  ->  True, False or None
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from materials_rules.condition.tree import Always, Condition, Conjunction, Defined, Disjunction, Negation

Part = Callable[[Condition], bool | None]
"""What a condition is that is made of no others; None where that hangs on what is open."""


def truth_of(condition: Condition, part: Part, definitions: Mapping[str, Condition]) -> bool | None:
    """Whether *condition* holds; None where that hangs on what is open. The order of its parts does not matter."""
    match condition:
        case Conjunction(parts):
            return all_of(truth_of(one, part, definitions) for one in parts)
        case Disjunction(parts):
            return negated(all_of(negated(truth_of(one, part, definitions)) for one in parts))
        case Negation(one):
            return negated(truth_of(one, part, definitions))
        case Defined(name):
            return truth_of(definitions[name], part, definitions)
        case Always(holds):
            return holds
        case _:
            return part(condition)


def open_parts(condition: Condition, part: Part, definitions: Mapping[str, Condition]) -> Iterator[Condition]:
    """The smallest parts on which *condition* still hangs: none where it is settled, nor any of a part that is."""
    if truth_of(condition, part, definitions) is not None:
        return
    match condition:
        case Conjunction(parts) | Disjunction(parts):
            for one in parts:
                yield from open_parts(one, part, definitions)
        case Negation(one):
            yield from open_parts(one, part, definitions)
        case Defined(name):
            yield from open_parts(definitions[name], part, definitions)
        case _:
            yield condition


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """False where any is; else None where any is not settled."""
    found: bool | None = True
    for one in truths:
        if one is False:
            return False
        if one is None:
            found = None
    return found


def negated(one: bool | None) -> bool | None:
    """The contrary; what is not settled stays so."""
    return None if one is None else not one
