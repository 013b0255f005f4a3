"""What is about to be written: texts, lists and mappings in English words, with the comments that go along.

    plain texts  ->  Draft

A draft forgets where things stood; it remembers which comment stands before, beside and behind what.
"""

from __future__ import annotations

from dataclasses import dataclass

from materials_rules.reading.source import Plain


@dataclass(frozen=True, slots=True)
class Text:
    """One text. `quoted` says whether its author put it in quotes; None where nobody has written it yet."""

    text: str
    quoted: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or an item of a list (`key` is None), and the comments that belong to it.

    `above` are the comment lines before it, an empty one for a blank line; `beside` is the comment behind it.
    """

    key: Text | None
    value: Draft
    above: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping or a list; `below` are the comment lines behind its last entry.

    `head` are the lines at the top of a file, which stand there whatever comes first: the line for editors, and all that a
    blank line parts from the first key.
    """

    entries: tuple[Entry, ...]
    is_mapping: bool
    below: tuple[str, ...] = ()
    head: tuple[str, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether no comment stands in it."""
        return not self.below and all(_is_silent(entry) for entry in self.entries)


Draft = Text | Block


def drafted(data: Plain) -> Draft:
    """*data* as a draft without comments."""
    if isinstance(data, str):
        return Text(data)
    if isinstance(data, dict):
        return Block(tuple(Entry(Text(key), drafted(value)) for key, value in data.items()), True)
    return Block(tuple(Entry(None, drafted(item)) for item in data), False)


def undrafted(draft: Draft) -> Plain:
    """The texts of *draft* alone: `undrafted(drafted(data)) == data`."""
    if isinstance(draft, Text):
        return draft.text
    if draft.is_mapping:
        return {entry.key.text: undrafted(entry.value) for entry in draft.entries if entry.key is not None}
    return [undrafted(entry.value) for entry in draft.entries]


def _is_silent(entry: Entry) -> bool:
    if any(entry.above) or entry.beside:
        return False
    return not isinstance(entry.value, Block) or entry.value.is_silent
