"""Two packets as one that has what either needs.

    packet, packet  ->  packet
"""

from __future__ import annotations

import itertools

from materials_rules.witness.written import Data


def merged(old: Data, new: Data) -> Data:
    """One packet with what both sides need; where both say something, as the new one has it."""
    found: Data = {**old, **new}
    for part in ("facts", "choices", "applicant", "lists"):
        if part in old or part in new:
            found[part] = {**(old.get(part) or {}), **(new.get(part) or {})}
    lines: dict[tuple[str, str | None], Data] = {}
    for line in (*old.get("materials", []), *new.get("materials", [])):
        key = (line["material"], line.get("subject"))
        lines[key] = _both_forms(lines[key], line) if key in lines else line
    if lines:
        found["materials"] = list(lines.values())
    return found


def _both_forms(one: Data, other: Data) -> Data:
    """One paper that has what two forms ask for."""
    found = {**one, **other}
    for key, value in one.items():
        theirs = other.get(key)
        if isinstance(value, list) and isinstance(theirs, list):
            found[key] = list(dict.fromkeys((*value, *theirs)))
        elif isinstance(value, int) and isinstance(theirs, int):
            found[key] = max(value, theirs)
        elif isinstance(value, dict) and isinstance(theirs, dict):
            found[key] = {**value, **theirs}
    return found


def as_one(old: Data, new: Data) -> Data:
    """The lists of two packets, the first member of the one being that of the other and so on, with what is said of either."""
    found: Data = {}
    for name in {**old, **new}:
        pairs = itertools.zip_longest(old.get(name, []), new.get(name, []), fillvalue=Data())
        found[name] = [{**one, **other} for one, other in pairs]
    return found


def members_of_both(old: Data, new: Data) -> Data:
    """The lists of two packets with the members of both; keys are numbered on."""
    found: Data = {}
    for name in {**old, **new}:
        lines = [*old.get(name, []), *new.get(name, [])]
        key = next((key for line in lines for key, value in line.items() if value == "1"), "id")
        found[name] = [{**line, key: str(number)} for number, line in enumerate(lines, start=1)]
    return found
