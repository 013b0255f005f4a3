"""Everything with a name that a file may mention, with what people call it and where it was written.

    files in English words  ->  Named, by kind
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from materials_rules.reading.source import Path, Source, mapping_below, plain
from materials_rules.rules.names import BUILT_IN

Kind = Literal[
    "fact", "definition", "list", "material", "field", "built_in", "law", "department", "document", "item", "regime", "case_type"
]

REFERS: Final[Mapping[str, Kind]] = {
    "law": "law",
    "authority": "department",
    "supplied_by": "department",
    "go_to": "department",
    "office": "department",
    "approved_by": "department",
    "by": "department",
    "document": "document",
    "proved_by": "document",
    "holds": "document",
    "result_of": "item",
    "regime": "regime",
    "preset": "regime",
    "case_type": "case_type",
    "case_types": "case_type",
    "for_each": "list",
    "covers": "material",
}
"""What the id below a key names."""

_CONDITIONS: Final = frozenset({"when", "given", "same"})


@dataclass(frozen=True)
class Named:
    """One name: what it is, in which file and where its key stands, what people call it, what more is known of it."""

    name: str
    kind: Kind
    file: str
    path: Path
    called: str
    about: Mapping[str, Any]
    type: str = ""
    options: tuple[tuple[str, str], ...] = ()


def is_condition(path: Path) -> bool:
    """Whether a condition, or a name as in one, stands at *path*."""
    words = [step for step in path if isinstance(step, str)]
    return bool(words) and (words[-1] in _CONDITIONS or words[:1] == ["definitions"])


def referred(path: Path) -> Kind | None:
    """What an id at *path* of a file names; None where no id of somebody else stands."""
    words = [step for step in path if isinstance(step, str)]
    last = words[-1] if words else ""
    if last in ("value", "preset") and len(words) > 1:
        last = words[-2]
    if last == "item" and "instead" in words:
        return "item"
    return REFERS.get(last)


def of_file(name: str, source: Source) -> Iterator[Named]:
    """What an item's file, or that of all items, gives names to."""
    data = plain(source.root)
    if not isinstance(data, dict):
        return
    for fact, about in _entries(data, "facts"):
        yield _fact(fact, name, ("facts", fact), about)
    for listed, about in _entries(data, "lists"):
        yield Named(listed, "list", name, ("lists", listed), _text(about, "name"), about)
        for field, of in _entries(about, "each"):
            yield _fact(field, name, ("lists", listed, "each", field), of)
    for definition, condition in mapping_below(data, "definitions").items():
        yield Named(definition, "definition", name, ("definitions", definition), str(condition), {})
    for path, materials in _materials(data):
        for material, about in _entries(materials):
            yield from _material(material, name, (*path, material), about)


def of_place(sources: Mapping[str, Source]) -> Iterator[Named]:
    """What the files of a place give names to for all items: laws, departments, documents, items, regimes, case types."""
    tables: tuple[tuple[str, str, Kind, str], ...] = (
        ("../laws.yaml", "laws", "law", "title"),
        ("departments.yaml", "departments", "department", "name"),
        ("sharing.yaml", "documents", "document", "name"),
        ("ruleset.yaml", "regimes", "regime", "say"),
        ("ruleset.yaml", "case_types", "case_type", "name"),
    )
    for file, key, kind, called in tables:
        data = plain(sources[file].root) if file in sources else {}
        for name, about in _entries(data, key):
            yield Named(name, kind, file, (key, name), _text(about, called), about)
    if "common.yaml" in sources:
        yield from of_file("common.yaml", sources["common.yaml"])
    newest = {name.split("/")[1]: name for name in sorted(sources) if name.startswith("items/")}
    for item, file in newest.items():
        elements = mapping_below(plain(sources[file].root), "elements")
        called = elements.get("item_name", "")
        yield Named(item, "item", file, ("item",), called if isinstance(called, str) else item, {})


def built_in() -> Iterator[Named]:
    """The names that every condition knows."""
    for name, declared in BUILT_IN.items():
        yield Named(name, "built_in", "", (), "", {}, type(declared.type).__name__)


def _materials(data: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield ("elements", "materials"), mapping_below(mapping_below(data, "elements"), "materials")
    yield ("materials",), mapping_below(data, "materials")
    groups = data.get("groups")
    for number, group in enumerate(groups if isinstance(groups, list) else ()):
        yield ("groups", number, "materials"), mapping_below(group, "materials")


def _material(name: str, file: str, path: Path, about: Mapping[str, Any]) -> Iterator[Named]:
    yield Named(name, "material", file, path, _text(about, "name"), about)
    for field, of in _entries(about, "reads"):
        found = _fact(f"{name}.{field}", file, (*path, "reads", field), of)
        yield replace(found, kind="field", called=_text(of, "name") or found.called, type=found.type or "text")
    for arm, of in _entries(about, "any_of"):
        yield from _material(arm, file, (*path, "any_of", arm), of)


def _fact(name: str, file: str, path: Path, about: Mapping[str, Any]) -> Named:
    several = "one_of" if "one_of" in about else "some_of"
    options = tuple((option, str(label)) for option, label in mapping_below(about, several).items())
    type_ = several if options else str(about.get("type", ""))
    return Named(name, "fact", file, path, _text(about, "ask"), about, type_, options)


def _entries(data: object, key: str | None = None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = data if key is None else mapping_below(data, key)
    for name, about in found.items() if isinstance(found, dict) else ():
        yield name, about if isinstance(about, dict) else {}


def _text(about: Mapping[str, Any], key: str) -> str:
    found = about.get(key, "")
    return found if isinstance(found, str) else ""
