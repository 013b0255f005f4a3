"""What may stand where in a file, as its model says it: one description for translation, messages and editors.

    model  ->  JSON Schema in English words;  schema, path  ->  Position
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from materials_rules.rules.scalar import ASSUMED

Schema = dict[str, Any]
"""A JSON Schema, or a part of one; what stands in it is as free as JSON."""

_REF: Final = "#/$defs/"
_NOISE: Final = frozenset({"default", "title"})


class _Generator(GenerateJsonSchema):
    """Says of a mapping whose keys are closed words which words, also where its type unites several lists."""

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        shape = super().dict_schema(schema)
        words = _enumerated(self.generate_inner(schema["keys_schema"])) if "keys_schema" in schema else []
        if words:
            shape["propertyNames"] = {"enum": words}
        return shape


def _enumerated(shape: Schema) -> list[str]:
    if "anyOf" in shape:
        return [word for part in shape["anyOf"] for word in _enumerated(part)]
    return [shape["const"]] if "const" in shape else list(shape.get("enum", ()))


@cache
def schema_of(model: type[BaseModel]) -> Schema:
    """The JSON Schema of a file that an author writes as *model*: English words, no `null`, no defaults.

    Callers must not change it. A key that stands there may be left out, but not left empty.
    """
    made = model.model_json_schema(mode="validation", by_alias=True, schema_generator=_Generator)
    names = _plain_names(made)
    tidied: Schema = _tidied(made, names)
    return tidied


def _plain_names(made: Schema) -> dict[str, str]:
    """`Situation_fee` for the definition that pydantic names after the whole type of a fee by situation."""
    elements = made.get("$defs", {}).get("Elements", {}).get("properties", {})
    names: dict[str, str] = {}
    for element, shape in elements.items():
        for name in _referred(shape):
            sort = re.match(r"Situation(?=_)|Sourced(?=_)", name)
            if sort:
                names.setdefault(name, f"{sort[0]}_{element}")
    return names


def _referred(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].removeprefix(_REF)
        for inner in value.values():
            yield from _referred(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _referred(inner)


def _tidied(value: Any, names: dict[str, str], within: str = "") -> Any:
    """*value* without `null`, defaults and made-up titles, and with names that people can read."""
    if isinstance(value, list):
        return [_tidied(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    if within in ("properties", "$defs"):
        return {names.get(name, name): _tidied(shape, names) for name, shape in value.items()}
    shape = {key: _tidied(inner, names, key) for key, inner in value.items() if key not in _NOISE}
    if "$ref" in shape:
        name = shape["$ref"].removeprefix(_REF)
        shape["$ref"] = _REF + names.get(name, name)
    if "anyOf" in shape:
        kept = [part for part in shape["anyOf"] if part != {"type": "null"}]
        del shape["anyOf"]
        shape |= kept[0] if len(kept) == 1 else {"anyOf": kept}
    if "patternProperties" in shape and shape.get("additionalProperties") is not False:
        ((pattern, below),) = shape.pop("patternProperties").items()
        limits = shape.pop("propertyNames", {})
        shape |= {"propertyNames": {"pattern": pattern, **limits}, "additionalProperties": below}
    if shape.get("properties", {}).get("source", {}).get("type") == "string":
        free = shape["properties"]["source"]
        shape["properties"]["source"] = {"anyOf": [{"const": ASSUMED, "type": "string"}, free]}
    return shape


@dataclass(frozen=True)
class Position:
    """One place in a file: every shape that may stand there."""

    root: Schema
    shapes: tuple[Schema, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of ours that a mapping may have here; none where its keys are names that an author chose."""
        return tuple(dict.fromkeys(key for shape in self.shapes for key in shape.get("properties", ())))

    @property
    def words(self) -> tuple[str, ...]:
        """The closed words that a text may be here; `true` and `false` among them."""
        found: dict[str, None] = {}
        for shape in self.shapes:
            if shape.get("type") == "boolean":
                found |= {"true": None, "false": None}
            found |= dict.fromkeys(_enumerated({key: shape[key] for key in ("const", "enum") if key in shape}))
        return tuple(found)

    @property
    def key_words(self) -> tuple[str, ...]:
        """The closed words that the keys of a mapping must be here."""
        return tuple(dict.fromkeys(w for shape in self.shapes for w in shape.get("propertyNames", {}).get("enum", ())))

    def below(self, step: str | int) -> Position:
        """The place one *step* down: a key, or the number of a list item."""
        return Position(self.root, tuple(self._below(step)))

    def _below(self, step: str | int) -> Iterator[Schema]:
        for shape in self.shapes:
            if isinstance(step, int):
                if isinstance(shape.get("items"), dict):
                    yield from self._flat(shape["items"])
            elif step in shape.get("properties", {}):
                yield from self._flat(shape["properties"][step])
            elif isinstance(shape.get("additionalProperties"), dict):
                yield from self._flat(shape["additionalProperties"])

    def _flat(self, shape: Schema) -> Iterator[Schema]:
        """The alternatives of *shape* with no reference and no union left on top."""
        if "$ref" in shape:
            yield from self._flat(self.root["$defs"][shape["$ref"].removeprefix(_REF)])
        elif "anyOf" in shape:
            for part in shape["anyOf"]:
                yield from self._flat(part)
        else:
            yield shape


def position(model: type[BaseModel], path: tuple[str | int, ...] = ()) -> Position:
    """The place at *path* (English keys) in a file of *model*; outside what the model knows, a place without shapes."""
    root = schema_of(model)
    here = Position(root, (root,))
    for step in path:
        here = here.below(step)
    return here
