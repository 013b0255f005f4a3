"""The ids that a notice tells: the same over rounds, formats and languages, and never a kind of defect in them.

    item, requirement or line, subject  ->  id
"""

from __future__ import annotations

from collections.abc import Callable

from materials_rules.condition.tree import Kind
from materials_rules.ground.once import once
from materials_rules.plan.classing import coverers
from materials_rules.rules.version import Line, Version
from materials_rules.verdict.situation import EVERY


def requirement_id(item: str, requirement: str, subject: str | None) -> str:
    """`item/requirement[subject]`."""
    return f"{item}/{requirement}" + (f"[{subject}]" if subject else "")


def consistency_id(item: str, line: Line, subject: str | None) -> str:
    """`item/consistency/name[subject]`."""
    return f"{item}/consistency/{line.name}" + (f"[{subject}]" if subject else "")


def never_id(item: str, number: int) -> str:
    """`item/consistency/never-N`, counted from 1."""
    return f"{item}/consistency/never-{number + 1}"


def told_with(version: Version, line: Line, subject: str | None) -> tuple[str, ...]:
    """What counts as told where a difference on *line* is told: the papers it compares, and the lines that compare these.

    A difference may be mended on either side, so a paper in order may be replaced; then its own form counts anew, and so
    does every other line over it or over an answer that is corrected. The id of *line* itself comes first.
    """
    if subject is None or not any(other.list for other in _hanging_together(version, line.name)):
        return _told_with_everybody(version, line.name)
    return _told(version, line.name, subject)


@once
def _told_with_everybody(version: Version, line: str) -> tuple[str, ...]:
    return _told(version, line, None)


def _told(version: Version, line: str, subject: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for current in _hanging_together(version, line):
        for whose in _whose(version, current, subject):
            found[consistency_id(version.item, current, whose)] = None
            for owner in sorted(_owners(current)):
                slot = version.slots[owner]
                found[requirement_id(version.item, slot.requirement, whose if slot.list else None)] = None
    return tuple(found)


@once
def _hanging_together(version: Version, name: str) -> tuple[Line, ...]:
    """The line called *name*, then those that compare what it compares or papers that come with its own, and so on."""
    found: dict[str, Line] = {}
    waiting = [line for line in version.consistency if line.name == name]
    while waiting:
        current = waiting.pop(0)
        if current.name in found:
            continue
        found[current.name] = current
        mine, papers = set(current.same), _instead_of(version, _owners(current))
        waiting += [other for other in version.consistency if mine & set(other.same) or papers & _owners(other)]
    return tuple(found.values())


def _instead_of(version: Version, slots: frozenset[str]) -> frozenset[str]:
    """The slots that an entry for the requirements of *slots* may offer: all their arms, and what covers them."""
    requirements = {version.slots[slot].requirement for slot in slots}
    requirements |= {name for requirement in requirements for name in coverers(version, requirement)}
    return frozenset(slot.id for name in requirements for slot in version.asked[name].slots)


def told_with_paper(
    version: Version, slot: str, subject: str | None, may_count: Callable[[str, str | None], bool]
) -> tuple[str, ...]:
    """What counts as told where a paper for *slot* may come: every line over it that may count, with all that this brings."""
    lines = [
        line
        for line in _lines_over(version, slot)
        if any(may_count(line.name, whose) for whose in _whose(version, line, subject))
    ]
    return tuple(dict.fromkeys(id_ for line in lines for id_ in told_with(version, line, subject)))


@once
def _lines_over(version: Version, slot: str) -> tuple[Line, ...]:
    return tuple(line for line in version.consistency if slot in _owners(line))


def _owners(line: Line) -> frozenset[str]:
    """The slots whose papers a line compares."""
    return frozenset(variable.owner for variable in line.same if variable.kind is Kind.SLOT_FIELD)


def _whose(version: Version, line: Line, subject: str | None) -> tuple[str | None, ...]:
    """Whose line it is: *subject*'s, and everybody's where something is compared that is not of one member alone."""
    if line.list is None:
        return (None,)
    every = f"{line.list}:{EVERY}"
    mine = subject if subject is not None and subject.startswith(f"{line.list}:") else every
    of_one = [v.kind is Kind.MEMBER_FACT or (v.owner in version.slots and version.slots[v.owner].list) for v in line.same]
    return (mine,) if all(of_one) else tuple(dict.fromkeys((mine, every)))
