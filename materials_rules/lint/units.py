"""The units that people name in questions and choices, each under one spelling.

    平米  ->  平方米;  words of a question  ->  the unit that it names and where
"""

from __future__ import annotations

import re
from typing import Final

from materials_rules.ground.script import fold

_SAME: Final[dict[str, tuple[str, ...]]] = {
    "平方米": ("平米", "m2", "㎡", "m²"),
    "立方米": ("m3", "m³"),
    "平方公里": ("平方千米",),
    "平方厘米": ("cm2", "cm²"),
    "米": ("m",),
    "公里": ("千米", "km"),
    "厘米": ("公分", "cm"),
    "毫米": ("mm",),
    "千克": ("公斤", "kg"),
    "吨": ("t",),
    "元": ("yuan", "cny", "人民币元"),
    "人": ("名", "位", "person"),
    "日": ("天", "day"),
    "月": ("个月", "month"),
    "年": ("year",),
    "岁": ("周岁",),
    "栋": ("幢",),
    "家": ("户",),
    "%": ("percent", "％"),
}
_ALONE: Final = (
    "亩", "公顷", "升", "毫升", "克", "斤", "万元", "亿元", "个工作日", "工作日", "小时", "分钟",
    "层", "台", "辆", "艘", "座", "间", "张", "千瓦", "瓦", "度",
)  # fmt: skip
_SPELLINGS: Final = {
    **{fold(other): one for one, others in _SAME.items() for other in (one, *others)},
    **{one: one.removeprefix("个") for one in _ALONE},
}
_WRITTEN: Final = {*_SPELLINGS, *(other for others in _SAME.values() for other in others)}
UNIT: Final = "|".join(sorted(map(re.escape, sorted(_WRITTEN)), key=len, reverse=True))
"""Every spelling, the longest first."""

WHOLE: Final = frozenset({"人", "日", "工作日", "月", "年", "岁", "栋", "家", "层", "台", "辆", "艘", "座", "间", "张", "元"})
"""Units that are counted whole in such words: after 3层以下 comes 4层以上, and nothing lies between."""

_ASKED: Final = re.compile(
    f"(?:多少|几)(?P<unit>{UNIT})(?![民工均次级份数])|[（(](?:单位[:：]?)?(?P<beside>{UNIT})[）)]", re.IGNORECASE
)


def spelled(unit: str) -> str | None:
    """The one spelling of *unit*, or None where it is not known."""
    return _SPELLINGS.get(fold(unit))


def unit_asked(question: str) -> tuple[str, int] | None:
    """The unit that *question* names after 多少 or in brackets, as it is written, and where; None where it names none."""
    found = _ASKED.search(question)
    if found is None:
        return None
    name = "unit" if found["unit"] is not None else "beside"
    return found[name], found.start(name)
