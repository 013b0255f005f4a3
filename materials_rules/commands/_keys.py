"""The keys of YAML files: what each is for, and in which files and where it may stand.

    key, in English or Chinese  ->  lines in Chinese and English
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import BaseModel

Place = tuple[str, str, tuple[str, ...]]
"""A file, the model of the mapping in which a key stands, and the keys that lead there; `‹…›` is a name of the author."""

_CHOSEN: Final = "‹…›"
_REF: Final = "#/$defs/"
_FILES: Final = {"item": "items/‹…›/‹…›.yaml", "calendar": "calendars/‹…›/‹…›.yaml"}
_MOST_PLACES: Final = 6


def key_names() -> list[str]:
    """Every key by its English name."""
    from materials_rules.reading.keys import KEYS

    return sorted(KEYS)


def chinese_of(key: str) -> str:
    """The Chinese name of the English *key*."""
    from materials_rules.reading.keys import KEYS

    return KEYS[key]


def key_lines(key: str) -> list[str]:
    """What the English *key* is for, each meaning once, and where it may stand."""
    from materials_rules.schemas.about import ABOUT, MODELS

    lines = [f"{key}  {chinese_of(key)}  规则文件的键 key of a YAML file"]
    meanings: dict[tuple[str, str], list[Place]] = {}
    for file, model, path in _places(key):
        meanings.setdefault(ABOUT.get(f"{model}.{key}") or ABOUT[key], []).append((file, model, path))
    for (zh, en), places in meanings.items():
        lines += ["", f"{zh}。", f"{en}."]
        for file, model, path in places[:_MOST_PLACES]:
            english, chinese = (".".join([*path, key]), ".".join([*map(_in_chinese, path), chinese_of(key)]))
            within = f"（{MODELS[model]}）" if path and model in MODELS else ""
            lines.append(f"  {_FILES.get(file, f'{file}.yaml')}: {english} · {chinese}{within}")
        if len(places) > _MOST_PLACES:
            more = len(places) - _MOST_PLACES
            lines.append(f"  另有 {more} 处，见 {more} more, see materials-rules schema {places[0][0]}")
    return lines


def _in_chinese(step: str) -> str:
    from materials_rules.reading.keys import KEYS

    return KEYS.get(step, step)


def _places(key: str) -> Iterator[Place]:
    """Every mapping of ours that may have *key*, each model of each file once, by the shortest way to it."""
    from materials_rules.rules.grammar import schema_of
    from materials_rules.schemas.authored import FILES

    for file, model in FILES.items():
        for name, path, shape in _mappings(schema_of(model), model):
            if key in shape["properties"]:
                yield file, name, path


def _mappings(root: dict[str, Any], model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, ...], dict[str, Any]]]:
    waiting: deque[tuple[str, tuple[str, ...], dict[str, Any]]] = deque([(model.__name__, (), root)])
    seen: set[str] = set()
    while waiting:
        name, path, shape = waiting.popleft()
        if "$ref" in shape:
            name = shape["$ref"].removeprefix(_REF)
            if name not in seen:
                seen.add(name)
                waiting.append((name, path, root["$defs"][name]))
            continue
        if "properties" in shape:
            yield name, path, shape
            waiting += [(name, (*path, step), below) for step, below in shape["properties"].items()]
        waiting += [(name, path, part) for part in shape.get("anyOf", ())]
        if isinstance(shape.get("items"), dict):
            waiting.append((name, path, shape["items"]))
        if isinstance(shape.get("additionalProperties"), dict):
            waiting.append((name, (*path, _CHOSEN), shape["additionalProperties"]))
