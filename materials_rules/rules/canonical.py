"""What of a file counts: its texts in English words, in conditions and limits too, and the order of what an author named.

    Source in English words  ->  plain texts

Comments, blanks between nodes, the language of the author and the order of our own keys do not count; everything else does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from materials_rules.condition.spelling import Sighted, spelled
from materials_rules.condition.tree import OneOf
from materials_rules.reading.source import Path, Plain, Source, mapping_below, plain
from materials_rules.rules.classes import VOCABULARY
from materials_rules.rules.element import is_quota, quota_in
from materials_rules.rules.limit import LIMIT_KEYS, is_limit, limit_in
from materials_rules.rules.names import BUILT_IN
from materials_rules.rules.sentences import is_condition

NAMED: Final = frozenset(
    {"any_of", "case_types", "caught", "classes", "common", "definitions", "departments", "documents", "each",
     "facts", "ground", "laws", "legal_ground", "lists", "materials", "on_the_spot", "one_of", "reads", "regimes",
     "remedies", "renumbered", "some_of", "spared"}
)  # fmt: skip
"""The keys below which a mapping has keys that an author chose (or closed words); their order is his and counts."""

_SPELT: Final = LIMIT_KEYS | {"when", "given", "value", "quantity_limit"}
"""The keys of texts that have several spellings, apart from definitions; to ask of every text would take long."""

_CLOSED: Final = {name: what.type for name, what in BUILT_IN.items() if isinstance(what.type, OneOf)}
_CLOSED_OF_CLASSES: Final = {name: what.type for name, what in VOCABULARY.items() if isinstance(what.type, OneOf)}


def content(path: str, source: Source) -> Plain:
    """The texts of the file at *path* of a ruleset."""
    data = plain(source.root)
    return _content(data, (), True, sighted(data, is_of_classes=path == "../disallowed.yaml"))


def sighted(data: Plain, *, is_of_classes: bool) -> Sighted:
    """What the conditions of a file may name, as far as its own texts, *data* in English words, show it."""
    if is_of_classes:
        return Sighted(_CLOSED_OF_CLASSES, VOCABULARY)
    names = {*BUILT_IN, *mapping_below(data, "facts"), *mapping_below(data, "lists"), *mapping_below(data, "definitions")}
    members = dict(_choices(mapping_below(data, "facts")))
    lists = {}
    for name, listed in mapping_below(data, "lists").items():
        fields = mapping_below(listed, "each")
        lists[name] = Sighted(_CLOSED, set(fields), dict(_choices(fields)))
    for slot, material in _slots(data):
        members |= {f"{slot}.{field}": found for field, found in _choices(mapping_below(material, "reads"))}
    return Sighted(_CLOSED, names, members, lists)


def _content(data: Plain, path: Path, ours: bool, known: Sighted) -> Plain:
    if isinstance(data, str):
        return _text(data, path, known) if path and (path[-1] in _SPELT or path[0] == "definitions") else data
    if isinstance(data, list):
        return [_content(item, (*path, i), ours, known) for i, item in enumerate(data)]
    if ours and isinstance(data.get("for_each"), str):
        known = known.over(str(data["for_each"]))
    # below a name of the author's our own keys come again
    names = sorted(data) if ours else data
    return {key: _content(data[key], (*path, key), not ours or key not in NAMED, known) for key in names}


def _text(text: str, path: Path, known: Sighted) -> str:
    if is_condition(path):
        return spelled(text, known)
    if is_quota(path):
        return quota_in(text, "en")
    return limit_in(text, "en") if is_limit(path) else text


def _slots(data: Plain) -> Iterator[tuple[str, Plain]]:
    """Every material of an item or of all items, and every arm, with its id."""
    groups = data.get("groups", []) if isinstance(data, dict) else []
    homes = [data, mapping_below(data, "elements"), *(groups if isinstance(groups, list) else ())]
    for home in homes:
        for name, material in mapping_below(home, "materials").items():
            yield name, material
            yield from mapping_below(material, "any_of").items()


def _choices(facts: Mapping[str, Plain]) -> Iterator[tuple[str, frozenset[str]]]:
    for name, fact in facts.items():
        if found := mapping_below(fact, "one_of"):
            yield name, frozenset(found)
