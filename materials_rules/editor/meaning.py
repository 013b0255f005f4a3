"""What a key of ours is for at the place where it stands.

    model of the file, path  ->  Chinese, English
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from materials_rules.reading.source import Path
from materials_rules.rules.grammar import schema_of
from materials_rules.schemas.about import ABOUT
from materials_rules.schemas.about_cases import About
from materials_rules.schemas.authored import FILES

_REF: Final = "#/$defs/"
_NOTHING: Final[About] = ("", "")


def meaning(file: str, path: Path) -> About:
    """What the key at the end of *path* (English words) is for in a file of the sort *file* (`item`, `laws` …)."""
    key = path[-1] if path else None
    if not isinstance(key, str):
        return _NOTHING
    of_its_own = (f"{model}.{key}" for model in _models(file, path[:-1]))
    return next((ABOUT[name] for name in of_its_own if name in ABOUT), ABOUT.get(key, _NOTHING))


@cache
def _models(file: str, path: Path) -> tuple[str, ...]:
    """The models of what may stand at *path*, by name."""
    model = FILES[file]
    root = schema_of(model)
    here: list[tuple[str, dict[str, Any]]] = [(model.__name__, root)]
    for step in path:
        here = [flat for name, shape in here for below in _below(shape, step) for flat in _flat(root, name, below)]
    return tuple(dict.fromkeys(name for name, shape in here if "properties" in shape))


def _below(shape: dict[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    if isinstance(step, int):
        if isinstance(shape.get("items"), dict):
            yield shape["items"]
    elif step in shape.get("properties", {}):
        yield shape["properties"][step]
    elif isinstance(shape.get("additionalProperties"), dict):
        yield shape["additionalProperties"]


def _flat(root: dict[str, Any], name: str, shape: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The alternatives of *shape*, each with the name of its model."""
    if "$ref" in shape:
        name = shape["$ref"].removeprefix(_REF)
        yield from _flat(root, name, root["$defs"][name])
    elif "anyOf" in shape:
        for part in shape["anyOf"]:
            yield from _flat(root, name, part)
    else:
        yield name, shape
