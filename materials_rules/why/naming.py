"""Which requirement somebody means: by its id, the id of a paper, or the name that people use.

    name, Version, documents  ->  requirements
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from materials_rules.ground.script import fold
from materials_rules.rules.place import DocumentType
from materials_rules.rules.version import Asked, Slot, Version


def meant(name: str, version: Version, documents: Mapping[str, DocumentType]) -> tuple[Asked, ...]:
    """The requirements that *name* means: one by its id, else all that are called so, or ask for a document called so."""
    if name in version.asked:
        return (version.asked[name],)
    if name in version.slots:
        return (version.asked[version.slots[name].requirement],)
    wanted = fold(name.strip("《》"))
    for calls in (_called, lambda asked: _documents(asked, documents)):
        found = tuple(asked for asked in version.asked.values() if wanted in map(fold, calls(asked)))
        if found:
            return found
    return ()


def papers(name: str, version: Version, documents: Mapping[str, DocumentType]) -> tuple[Slot, ...]:
    """The papers that *name* means: one by its id, else all that are called so, or are a document called so.

    The name of a requirement means its paper where it has one; of several, none is meant more than another.
    """
    if name in version.slots:
        return (version.slots[name],)
    wanted = fold(name.strip("《》"))
    found: list[Slot] = []
    for asked in meant(name, version, documents):
        own = [slot for slot in asked.slots if wanted in map(fold, _of_slot(slot, documents))]
        found += own or asked.slots
    return tuple({slot.id: slot for slot in found}.values())


def names(version: Version) -> tuple[str, ...]:
    """Everything that a requirement may be called, for who misspelt it."""
    found = [*version.asked, *version.slots]
    for asked in version.asked.values():
        found += _called(asked)
    return tuple(dict.fromkeys(found))


def _called(asked: Asked) -> Iterator[str]:
    yield asked.requirement.called()
    yield from asked.requirement.aliases
    for slot in asked.slots:
        yield from (slot.arm.name, *slot.arm.aliases)


def _of_slot(slot: Slot, documents: Mapping[str, DocumentType]) -> Iterator[str]:
    """What one paper is called, by itself and as a type of document."""
    yield from (slot.arm.name, *slot.arm.aliases)
    if slot.arm.document is not None:
        about = documents[slot.arm.document]
        yield from (slot.arm.document, about.name, *about.aliases)


def _documents(asked: Asked, documents: Mapping[str, DocumentType]) -> Iterator[str]:
    for slot in asked.slots:
        if slot.arm.document is not None:
            about = documents[slot.arm.document]
            yield from (slot.arm.document, about.name, *about.aliases)
