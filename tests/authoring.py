"""Random files of a ruleset, grown along the schemas, for those who write and read them.

    random numbers, kind of file  ->  plain texts in English words

Every key and every closed word can come; what an author chooses himself is taken from words that are easily mistaken.
"""

from __future__ import annotations

import random
from typing import Any, Final

from materials_rules.reading.source import Path, Plain
from materials_rules.rules.grammar import Position, Schema, position
from materials_rules.rules.limit import LIMIT_PATTERN, is_limit
from materials_rules.rules.scalar import DAY_PATTERN, IDENTIFIER_PATTERN
from materials_rules.rules.sentences import is_condition
from materials_rules.schemas.authored import FILES

IDS: Final = ("甲", "是", "否", "area_m2", "name", "材料", "when", "application-form", "有", "以上", "n1", "on", "企业", "enterprise", "x")
TEXTS: Final = (
    "营业执照", "a: b", "#5 号", "甲 #乙", "- 项", "“引”用", "it's", 'say "x"', "back\\slash", "两行\n第二行", "行尾\n", "[方]", "{花}", "名称：营业执照",
    "full, stop", "11", "1.5", "true", "no", "null", "~", "8.1.7", "2026-01-01", "是", "申请表", "100%", "@x", "!x", "&x", "*x", "|", ">", "% x",
    "一、二", " 前空", "后空 ", "：", "?", "a\n\nb", "﹏", "=", "<<", "0x1F", "甲\t乙", "……" * 40, "🏮", "a - b", "x:y", "http://a.b/c#d",
)  # fmt: skip
CONDITIONS: Final = (
    "x", "not x", "x and (甲 or not n1)", "area_m2 >= 50", "area_m2 < 50.5 and area_m2 > 3", "x == true", "是 == 是", "n1 == 否",
    "applicant.kind == enterprise", "applicant.kind in [enterprise, natural_person]", "enterprise == applicant.kind", "企业 == x",
    'applicant.name == "甲, 乙"', "甲 has 有", "x in [企业, 是]", "any(甲, x == 是)", "count(甲) >= 3", "count(甲, not x) < 2",
    "received_on >= 2026-01-01", "application-form.name == none", "provided(application-form)", "50 <= area_m2", "kind == licence",
)  # fmt: skip
LIMITS: Final = ("5 working days", "1 working day", "20 calendar days", "7 days as written", "2 months", "4 hours")
_DEEPEST: Final = 9


def grown(kind: str, chance: random.Random) -> Plain:
    """A file of *kind* as its schema allows it; it need not make sense."""
    found = _grown(position(FILES[kind]), (), chance)
    assert isinstance(found, dict)
    return found


def _grown(at: Position, path: Path, chance: random.Random) -> Plain:
    shapes = [shape for shape in at.shapes if len(path) < _DEEPEST or shape.get("type") not in ("array", "object")]
    shape = chance.choice(shapes or list(at.shapes))
    if shape.get("type") == "array":
        return [_grown(at.below(i), (*path, i), chance) for i in range(chance.choice((0, 1, 1, 2, 3)))]
    if shape.get("type") == "object":
        return {key: _grown(at.below(key), (*path, key), chance) for key in _keys(shape, chance, len(path))}
    return _text(shape, at, path, chance)


def _keys(shape: Schema, chance: random.Random, depth: int) -> list[str]:
    if "properties" in shape:
        keep = 0.9 - depth * 0.08
        keys = [key for key in shape["properties"] if key in shape.get("required", ()) or chance.random() < keep]
    else:
        words = shape.get("propertyNames", {}).get("enum") or IDS
        keys = chance.sample(list(words), min(len(words), chance.choice((1, 2, 3))))
    chance.shuffle(keys)
    return keys


def _text(shape: Schema, at: Position, path: Path, chance: random.Random) -> str:
    words = shape.get("enum") or ([shape["const"]] if "const" in shape else [])
    choices: dict[Any, tuple[str, ...]] = {
        "boolean": ("true", "false"), "integer": ("0", "3", "12"), "number": ("1.5", "-3", "40"),
    }  # fmt: skip
    if words:
        return str(chance.choice(words))
    if shape.get("type") in choices:
        return chance.choice(choices[shape["type"]])
    if is_condition(path):
        return chance.choice(CONDITIONS)
    if shape.get("pattern") == LIMIT_PATTERN or (is_limit(path) and chance.random() < 0.5):
        return chance.choice(LIMITS)
    if shape.get("pattern") == DAY_PATTERN:
        return "2026-01-01"
    free = IDS if shape.get("pattern") == IDENTIFIER_PATTERN else TEXTS
    # what is a word of ours in the other language cannot be an author's own where such a word may stand
    return chance.choice([text for text in free if not at.words] or ["某处公布的文本"])
