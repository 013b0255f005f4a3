"""What strangers send, held against a schema before anything else looks at it.

    name of a schema, plain data  ->  diagnostics

Nothing is ever fetched: a schema that refers to another address fails. The library's own words are never passed on,
because they quote the data; only places and the words of our schemas are said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, Final, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.reading.jsontext import key_shown
from materials_rules.rules.grammar import Schema

MOST_SHOWN: Final = 100

_TYPES: Final = {
    "object": ("对象", "an object"),
    "array": ("列表", "a list"),
    "string": ("文本", "a text"),
    "number": ("数", "a number"),
    "integer": ("整数", "a whole number"),
    "boolean": ("true 或者 false", "true or false"),
    "null": ("null", "null"),
}
_LIMITS: Final = {
    "minimum": ("不小于 {limit}", "at least {limit}"),
    "maximum": ("不大于 {limit}", "at most {limit}"),
    "minLength": ("至少 {limit} 个字符", "at least {limit} characters"),
    "maxLength": ("最多 {limit} 个字符", "at most {limit} characters"),
    "minItems": ("至少 {limit} 项", "at least {limit} items"),
    "maxItems": ("最多 {limit} 项", "at most {limit} items"),
    "minProperties": ("至少 {limit} 个键", "at least {limit} keys"),
}


def faults_in(schema: Schema, name: str, data: object, path: str = "") -> list[Diagnostic]:
    """Everything in *data* that does not fit *schema*, which is called *name*; at most 100 diagnostics."""
    # `check_schema` is a test's business: the schemas are ours and checked in
    validator = Draft202012Validator(schema, registry=_nothing_else())
    words = frozenset(_own_words(schema))
    found = {
        (pointer, *said): Diagnostic(
            "P-SCHEMA", Place(path, pointer=pointer), {"schema": name, "what_zh": said[0], "what_en": said[1]}
        )
        for error in islice(validator.iter_errors(data), MOST_SHOWN)
        for pointer, said in _said(error, data, words)
    }
    return [found[key] for key in sorted(found)]


@cache
def _nothing_else() -> Registry[Any]:
    """A registry that knows no other schema and fetches none."""
    return Registry()


def _own_words(schema: Any) -> Iterator[str]:
    """The keys that *schema* itself names, at any depth."""
    if isinstance(schema, list):
        for part in schema:
            yield from _own_words(part)
    elif isinstance(schema, dict):
        yield from schema.get("properties", ())
        for part in schema.values():
            yield from _own_words(part)


def _said(error: ValidationError, data: object, words: Collection[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    pointer = _pointer(error.absolute_path, data, words)
    limit: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "required":
            for key in limit:
                if key not in instance:
                    yield pointer, (f"缺少 `{key}`", f"`{key}` is missing")
        case "additionalProperties" | "unevaluatedProperties":
            for key in _unknown(instance, error.schema):
                shown = _step(key, instance, words)
                yield f"{pointer}/{shown}", (f"没有 `{shown}` 这个键", f"there is no key `{shown}`")
        case "type":
            types = [limit] if isinstance(limit, str) else limit
            zh, en = ("或者".join(_TYPES[t][0] for t in types), " or ".join(_TYPES[t][1] for t in types))
            yield pointer, (f"应当是{zh}", f"{en} is due")
        case "enum" | "const":
            words = "、".join(f"`{word}`" for word in ([limit] if error.validator == "const" else limit))
            yield pointer, (f"只能是：{words}", f"it can be: {words}")
        case str() as word if word in _LIMITS:
            zh, en = _LIMITS[word]
            yield pointer, (f"应当{zh.format(limit=limit)}", f"it must be {en.format(limit=limit)}")
        case "anyOf" | "oneOf":
            yield pointer, ("不是允许的任何一种写法", "it is none of the forms allowed")
        case "propertyNames":
            yield pointer, ("有的键不是允许的名称", "some key is no name that is allowed")
        case _:
            yield pointer, ("写法不对", "it is not written as it must be")


def _unknown(instance: object, schema: Any) -> list[str]:
    known = schema.get("properties", {}) if isinstance(schema, Mapping) else {}
    return [key for key in instance if key not in known] if isinstance(instance, Mapping) else []


def _pointer(path: Iterable[str | int], data: object, words: Collection[str]) -> str:
    pointer, here = "", cast("Any", data)
    for step in path:
        pointer += f"/{_step(step, here, words)}"
        here = here[step]
    return pointer


def _step(step: str | int, within: Any, words: Collection[str]) -> str:
    """A step of a JSON pointer into *within*; a key that may be a person's data is told by its place."""
    return str(step) if isinstance(step, int) else key_shown(step, list(within).index(step) + 1, words)
