"""What all items of a place share, compared as it is declared: the place itself, departments, documents, acts, classes.

    Ruleset, Ruleset  ->  Change

What follows for a material is decided item by item, on the tables. What is told here is that the files differ, and where that may
move an outcome or a deadline, which no table holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from materials_rules.changes.alike import alike_class
from materials_rules.changes.change import Change, Said
from materials_rules.changes.duty import Direction
from materials_rules.reading.keys import TABLE
from materials_rules.rules.place import DisallowedClass
from materials_rules.rules.ruleset import Ruleset

NAME: Final = "各事项共同的规则"
MOVING: Final = frozenset({"regimes", "deferral_rules", "on_the_spot", "correction", "calendar"})
"""Keys of a place that move outcomes or deadlines."""

_SETTLED: Final = Said("是否需要提交以各事项的比较为准", "what is asked for is compared item by item")
_MOVES: Final = Said("结果和期限可能改变，未逐一比较", "outcomes and deadlines may change and are not compared one by one")


def shared(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    """The differences of what all items share."""
    for key in type(new.place).model_fields:
        if key not in ("ruleset", "cone_cap") and getattr(old.place, key) != getattr(new.place, key):
            is_moving = key in MOVING
            said = Said(f"修改：{TABLE.said(key, 'zh')}", f"edited: {key}")
            way: Direction = "both" if is_moving else "neutral"
            then = _MOVES if is_moving else _SETTLED
            yield Change("text", f"ruleset/{key}", TABLE.said(key, "zh"), way, said, then, is_only_words=True)
    for name, called, mine, yours in (
        ("departments", "部门", old.departments, new.departments),
        ("documents", "证照和共享", old.documents, new.documents),
        ("laws", "法律法规", old.laws, new.laws),
        ("classes", "不得要求的材料", _written(old), _written(new)),
    ):
        yield from _entries(name, called, mine, yours)


def _written(ruleset: Ruleset) -> dict[str, DisallowedClass]:
    return {name: alike_class(rule) for name, rule in ruleset.classes.items()}


def _entries(name: str, called: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    came = [one for one in new if one not in old]
    went = [one for one in old if one not in new]
    edited = [one for one in new if one in old and new[one] != old[one]]
    for word_zh, word_en, ids in (("新增", "added", came), ("删去", "removed", went), ("修改", "edited", edited)):
        if ids:
            said = Said(f"{word_zh}：{'、'.join(ids)}", f"{word_en}: {', '.join(ids)}")
            yield Change("text", f"{name}/{word_en}", called, "neutral", said, _SETTLED, is_only_words=True)
