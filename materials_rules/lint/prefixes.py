"""Conditions that no situation meets, or that all meet, down to the part that settles it.

    OneVersion  ->  condition, the part from which on it never holds, or always

What the tables alone show of a material is said by the compiler (`R-DEAD`, `R-ALWAYS`); here the situations are left out that no
numbers, words or lists have, and every condition is looked at: of a definition, of a question, of one paper among several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from materials_rules.condition.tree import Always, Condition, Conjunction, Counting, Disjunction, Quantifier
from materials_rules.ground.diagnostic import Place
from materials_rules.lint.subject import OneVersion, Written
from materials_rules.lint.tables import situations
from materials_rules.plan.formula import Said

_ELSEWHERE: Final = frozenset({"never", "not_for"})
"""Lines of which rules of their own say that they never hold; rows of elements have one too."""


def never_holding(one: OneVersion) -> Iterator[tuple[Written, Place]]:
    """Every condition of the item's own file that holds in no situation, with the part that leaves none."""
    for written in one.conditions:
        if written.path[0] in _ELSEWHERE or _is_row(written) or _is_told(one, written, ("R-DEAD", "R-DEAD-ARM")):
            continue
        above = _above(one, written)
        parts = _flat(written.condition, Conjunction)
        found = _held(one, written, (*above, *parts))
        for number in range(len(above), len(above) + len(parts)) if found else ():
            if not any(all(claims[: number + 1]) for claims in found):
                here = number - len(above)
                yield written, written.place(_within(one, written, (*above, *parts[:here]), parts[here]).at)
                break


def always_holding(one: OneVersion) -> Iterator[tuple[Written, Place]]:
    """Every condition of the item's own file that holds in all situations, with the part that leaves nothing out."""
    for written in one.conditions:
        if _is_row(written) or isinstance(written.condition, Always) or _is_told(one, written, ("R-ALWAYS", "R-DEAD")):
            continue
        parts = _flat(written.condition, Disjunction)
        found = _held(one, written, parts)
        for number in range(len(parts)) if found else ():
            if all(any(claims[: number + 1]) for claims in found):
                yield written, written.place(parts[number].at)
                break


def _within(one: OneVersion, written: Written, above: tuple[Condition, ...], part: Condition) -> Condition:
    """The part inside of a statement about a list that leaves no member, or the statement itself."""
    if not isinstance(part, Quantifier | Counting) or not isinstance(part.inner, Conjunction):
        return part
    inside = _flat(part.inner, Conjunction)
    for number in range(1, len(inside)):
        shorter = replace(part, inner=replace(part.inner, parts=inside[: number + 1]))
        if not any(map(all, _held(one, written, (*above, shorter)))):
            return inside[number]
    return part


def _held(one: OneVersion, written: Written, parts: Sequence[Condition]) -> list[tuple[bool, ...]]:
    """Of each situation, which of *parts* hold; none where there are too many to tell."""
    # what is asked, and what takes situations out, is judged before scope; a line does not count against itself
    judged_last = written.path[0] in ("elements", "groups")
    less = () if judged_last else (f"never/{written.owner}/", "out/") if written.path[0] == "never" else ("out/",)
    formulas = {f"part/{number}": Said(part) for number, part in enumerate(parts)}
    return [tuple(name in claims for name in formulas) for claims, _ in situations(one, formulas, less)]


def _above(one: OneVersion, written: Written) -> tuple[Condition, ...]:
    """The conditions that must hold for this one to matter: of a group above its material, of a material above its papers."""
    for asked in one.own:
        if written.path == (*asked.at, "when") and asked.group is not None:
            return tuple(part for condition in asked.due[:1] for part in _flat(condition, Conjunction))
        if any(written.path == (*slot.at, "when") for slot in asked.slots if slot.at != asked.at):
            return tuple(part for condition in asked.due for part in _flat(condition, Conjunction))
    return ()


def _flat(condition: Condition, joined: type[Conjunction] | type[Disjunction]) -> tuple[Condition, ...]:
    """The parts that are all joined in one way; parentheses make no difference."""
    if not isinstance(condition, joined):
        return (condition,)
    return tuple(part for inner in condition.parts for part in _flat(inner, joined))


def _is_row(written: Written) -> bool:
    return written.path[0] == "elements" and written.path[1] != "materials"


def _is_told(one: OneVersion, written: Written, codes: Sequence[str]) -> bool:
    """Whether the compiler says it of the material, or of one of the group."""
    if one.plan is None:
        return True
    told = {note.args.get("name") for note in one.plan.notes if note.code in codes}
    group = {asked.id for asked in one.own if asked.group == written.owner and written.path[0] == "groups"}
    return bool(told & {written.owner, *group}) and written.path[0] in ("elements", "groups")
