"""The ids that a notice tells: the same over rounds, formats and languages, and never a kind of defect in them.

    item, requirement or line, subject  ->  id
"""

from __future__ import annotations

from collections.abc import Iterator

from materials_rules.condition.tree import Kind
from materials_rules.rules.version import Line, Slot, Version


def requirement_id(item: str, requirement: str, subject: str | None) -> str:
    """`item/requirement[subject]`."""
    return f"{item}/{requirement}" + (f"[{subject}]" if subject else "")


def consistency_id(item: str, line: Line, subject: str | None) -> str:
    """`item/consistency/name[subject]`."""
    return f"{item}/consistency/{line.name}" + (f"[{subject}]" if subject else "")


def told_with(version: Version, line: Line, subject: str | None) -> tuple[str, ...]:
    """What counts as told where a difference on *line* is told: the papers it compares, and the lines that compare these.

    A difference may be mended on either side, so a paper in order may be replaced; then its own form counts anew, and so
    does every other line over it or over an answer that is corrected. The id of *line* itself comes first.
    """
    found: dict[str, None] = {}
    waiting = [line]
    done: set[str] = set()
    while waiting:
        current = waiting.pop(0)
        if current.name in done:
            continue
        done.add(current.name)
        found[consistency_id(version.item, current, _whose(current.list, subject))] = None
        for slot in _slots(version, current):
            found[requirement_id(version.item, slot.requirement, _whose(slot.list, subject))] = None
        mine = set(current.same)
        owners = {variable.owner for variable in mine if variable.kind is Kind.SLOT_FIELD}
        waiting += [other for other in version.consistency if mine & set(other.same) or owners & _owners(other)]
    return tuple(found)


def _slots(version: Version, line: Line) -> Iterator[Slot]:
    return (version.slots[variable.owner] for variable in line.same if variable.kind is Kind.SLOT_FIELD)


def _owners(line: Line) -> set[str]:
    return {variable.owner for variable in line.same if variable.kind is Kind.SLOT_FIELD}


def _whose(listed: str | None, subject: str | None) -> str | None:
    """The subject for something of *listed*: this one, or every member where none is at hand."""
    if listed is None:
        return None
    return subject if subject is not None and subject.startswith(f"{listed}:") else f"{listed}:*"
