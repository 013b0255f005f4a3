"""A packet under the ids of the one side and of the other: what each of them calls its questions, lists, papers and answers.

    packet, Names  ->  packet

A packet that shows a change is made under the ids of the new rules; each side must be given one that it can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from materials_rules.changes.exchanged import BEFORE, Pairs
from materials_rules.changes.recognising import Names

_PAPERS: Final = {"materials": "material", "commitments": "for", "deferrals": "for"}
"""The parts of a packet that name papers, each with the key under which it does."""


def under_old_ids(packet: Mapping[str, object], names: Names) -> dict[str, object]:
    """*packet*, under the ids of the new rules, as the old ones read it; what only the new ones ask is left out of its way."""
    return _rewritten(packet, names, is_old=True)


def under_new_ids(packet: Mapping[str, object], names: Names) -> dict[str, object]:
    """*packet* without what only the old rules ask under an id that is another's now."""
    return _rewritten(packet, names, is_old=False)


def _rewritten(packet: Mapping[str, object], names: Names, is_old: bool) -> dict[str, object]:
    found = dict(packet)
    for part in ("facts", "choices"):
        if isinstance(given := packet.get(part), Mapping):
            found[part] = dict(_answers(given, names, "", is_old))
    if isinstance(lists := packet.get("lists"), Mapping):
        found["lists"] = {
            called: [dict(_answers(line, names, f"{name}.", is_old)) for line in lines]
            for name, lines in lists.items()
            if (called := _id(name, names.ids, is_old)) is not None
        }
    for part, key in _PAPERS.items():
        if isinstance(lines := packet.get(part), list):
            found[part] = [read for line in lines if (read := _line(line, key, names, is_old)) is not None]
    return {key: value for key, value in found.items() if value not in ({}, []) or packet.get(key) == value}


def _id(name: str, pairs: Pairs, is_old: bool) -> str | None:
    """What one side calls what is *name* among the common ids; None where that is nothing of its own."""
    if not is_old:
        return None if name.endswith(BEFORE) else name
    came_from = {now: was for was, now in pairs.items()}
    return came_from.get(name, None if name in pairs else name)


def _answers(given: Mapping[str, object], names: Names, owner: str, is_old: bool) -> Iterator[tuple[str, object]]:
    """The answers of one side; *owner* is the list, as the new rules call it, and a dot."""
    was_owner = owner if not owner else f"{_id(owner[:-1], names.ids, is_old)}."
    came_from = {now: was for was, now in names.ids.items()}
    for name, value in given.items():
        if not is_old:
            if not name.endswith(BEFORE):
                yield name, value
            continue
        was = came_from.get(owner + name, None if was_owner + name in names.ids else was_owner + name)
        if was is not None:
            yield was.removeprefix(was_owner), _member(value, names.answers.get(was, {}))


def _member(value: object, answers: Pairs) -> object:
    """An answer as the old rules call it; what they call something else, but do not take, by a name that they do not know."""
    if isinstance(value, list):
        return [_member(one, answers) for one in value]
    back = {now: was for was, now in answers.items()}
    if not isinstance(value, str) or value in back:
        return back.get(value, value) if isinstance(value, str) else value
    return f"{value}-new" if value in answers else value


def _line(line: Mapping[str, object], key: str, names: Names, is_old: bool) -> dict[str, object] | None:
    """What is handed in, promised or brought later, and for which member of a list."""
    paper = _id(str(line.get(key, "")), names.papers, is_old)
    listed, colon, member = str(line.get("subject") or "").partition(":")
    whose = _id(listed, names.ids, is_old)
    if paper is None or whose is None:
        return None
    return {**line} | ({key: paper} if paper else {}) | ({"subject": f"{whose}:{member}"} if colon else {})
