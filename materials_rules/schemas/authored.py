"""The JSON Schemas of what authors write, one in English and one in Chinese words for each file.

    typed models  ->  JSON Schema 2020-12
"""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel

from materials_rules.clock.calendar import CalendarFile
from materials_rules.reading.keys import KEYS, TABLE, WORD_TABLE, Language
from materials_rules.rules.cases import CasesFile
from materials_rules.rules.grammar import Schema, schema_of
from materials_rules.rules.item import ItemFile
from materials_rules.rules.limit import LIMIT_PATTERN
from materials_rules.rules.place import (
    CommonFile,
    DepartmentsFile,
    DisallowedFile,
    LawsFile,
    RulesetFile,
    SharingFile,
)
from materials_rules.rules.scalar import DAY_PATTERN, IDENTIFIER_PATTERN, LONGEST_IDENTIFIER, LONGEST_WORDS
from materials_rules.schemas.about import ABOUT, MODELS

FILES: Final[dict[str, type[BaseModel]]] = {
    "item": ItemFile,
    "ruleset": RulesetFile,
    "departments": DepartmentsFile,
    "sharing": SharingFile,
    "common": CommonFile,
    "laws": LawsFile,
    "disallowed": DisallowedFile,
    "calendar": CalendarFile,
    "cases": CasesFile,
}
"""Every kind of file that an author writes, by the name of its schema."""

HOME: Final = "https://materials-rules.invalid/schemas"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
YES_NO: Final = frozenset({"true", "false"})

_SPELLINGS: Final[dict[str, tuple[Schema, str]]] = {
    "identifier": (
        {"type": "string", "pattern": IDENTIFIER_PATTERN, "maxLength": LONGEST_IDENTIFIER},
        "名称：以字母或者汉字开头，只含字母、汉字、数字、_ 和 -。A name: a letter first, then letters, digits, `_` and `-`.",
    ),
    "day": (
        {"type": "string", "pattern": DAY_PATTERN, "format": "date"},
        "日期，如 2026-03-02。A day, such as 2026-03-02.",
    ),
    "limit": (
        {"type": "string", "pattern": LIMIT_PATTERN},
        "期限，如 5 working days、5个工作日、20个自然日、2个月、4小时、7日。A limit, such as `5 working days`.",
    ),
    "words": (
        {"type": "string", "minLength": 1, "maxLength": LONGEST_WORDS},
        "文字，照原样印出。Words, printed as they are.",
    ),
    "condition": (
        {"type": "string", "minLength": 1},
        "条件，如 site_is_rented and area_m2 > 50。A condition, such as `site_is_rented and area_m2 > 50`.",
    ),
}
"""Spellings that stand in many places, each defined once."""


def authored_schemas() -> dict[str, Schema]:
    """The schemas `item`, `item.zh` and so on, of every kind of file in both languages."""
    schemas: dict[str, Schema] = {}
    for name, model in FILES.items():
        schemas[name] = _schema(name, model, "en")
        schemas[f"{name}.zh"] = _schema(f"{name}.zh", model, "zh")
    return schemas


def _schema(name: str, model: type[BaseModel], language: Language) -> Schema:
    told = _told(schema_of(model), model.__name__)
    definitions = dict(told.pop("$defs", {}))
    shared = _shared({**told, "$defs": definitions})
    used = json.dumps(shared)
    for spelling, (written, about) in _SPELLINGS.items():
        if f'"#/$defs/{spelling}"' in used:
            shared["$defs"][spelling] = {**written, "description": about}
    shared["$defs"] = dict(sorted(shared["$defs"].items()))
    if not shared["$defs"]:
        del shared["$defs"]
    shape: Schema = _chinese(shared) if language == "zh" else shared
    keys = "键用中文 · keys in Chinese" if language == "zh" else "键用英文 · keys in English"
    return {
        "$schema": DIALECT,
        "$id": f"{HOME}/{name}.schema.json",
        "title": f"{MODELS[model.__name__]} · {model.__name__}（{keys}）",
        **{key: value for key, value in shape.items() if key != "title"},
    }


def _told(value: Any, model: str) -> Any:
    """*value* with a title and a description in both languages for each model and each of its keys."""
    shape = dict(value)
    shape["title"] = f"{_called(model)} · {model}"
    shape["description"] = _sentences(_called(model), _first_sentence(shape.get("description", "")))
    if "properties" in shape:
        shape["properties"] = {key: _property(key, below, model) for key, below in shape["properties"].items()}
    if "$defs" in shape:
        shape["$defs"] = {name: _told(below, name) for name, below in shape["$defs"].items()}
    return shape


def _property(key: str, below: Schema, model: str) -> Schema:
    zh, en = ABOUT.get(f"{model}.{key}") or ABOUT[key]
    return {"title": f"{KEYS[key]} · {key}", "description": _sentences(zh, en), **_without_words(below)}


def _without_words(shape: Schema) -> Schema:
    return {key: value for key, value in shape.items() if key not in ("title", "description")}


def _called(model: str) -> str:
    sort, _, element = model.partition("_")
    if sort in ("Situation", "Sourced"):
        return f"{KEYS[element]}（{'分情形' if sort == 'Situation' else '附来源'}）"
    return MODELS[model]


def _first_sentence(docstring: str) -> str:
    return " ".join(docstring.split("\n\n")[0].split()).rstrip(".")


def _sentences(zh: str, en: str) -> str:
    return f"{zh}。{en}." if en else f"{zh}。"


def _shared(value: Any) -> Any:
    """*value* with a reference for each spelling that is defined once."""
    if isinstance(value, list):
        return [_shared(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {key: inner for key, inner in value.items() if key not in ("title", "description")}
    for name, (shape, _) in _SPELLINGS.items():
        if plain in (shape, {key: inner for key, inner in shape.items() if key != "type"}):
            words = {key: value[key] for key in ("title", "description") if key in value}
            return {**words, "$ref": f"#/$defs/{name}"}
    return {key: _shared(inner) for key, inner in value.items()}


def _chinese(value: Any, within: str = "") -> Any:
    """*value* for a file with Chinese keys: keys and closed words in Chinese, yes and no among them."""
    if isinstance(value, list):
        return [_chinese(item) for item in value]
    if not isinstance(value, dict):
        return value
    if within == "properties":
        return {KEYS[key]: _chinese(below) for key, below in value.items()}
    if within == "$defs":
        return {name: _chinese(below) for name, below in value.items()}
    shape = {key: _chinese(inner, key) for key, inner in value.items()}
    if "required" in shape:
        shape["required"] = [TABLE.said(key, "zh") for key in shape["required"]]
    if "enum" in shape:
        shape["enum"] = [WORD_TABLE.said(word, "zh") for word in shape["enum"]]
    if "const" in shape:
        shape["const"] = WORD_TABLE.said(shape["const"], "zh")
    if shape.get("type") == "boolean":
        shape |= {"type": "string", "enum": [WORD_TABLE.said(word, "zh") for word in sorted(YES_NO, reverse=True)]}
    return shape
