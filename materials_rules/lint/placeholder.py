"""Words that stand where something still has to be written: 待定, 略, xxx, TODO.

    text  ->  whether it says nothing
"""

from __future__ import annotations

import re
from typing import Final

from materials_rules.ground.script import fold

_WORDS: Final = frozenset(
    ("无", "没有", "待定", "待补", "待补充", "待完善", "待填", "待填写", "待明确", "待确认", "待核实", "待公布", "未定", "未填",
     "未填写", "暂无", "暂缺", "暂定", "缺", "空", "空白", "略", "从略", "同上", "同前", "详见附件", "见附件", "另行通知",
     "另行规定", "其他", "某某", "测试", "示例", "无内容", "不详", "todo", "tbd", "tba", "tbc", "fixme", "na", "n/a",
     "null", "nil", "none",
     "nan", "undefined", "unknown", "test", "example", "placeholder", "lorem", "asdf")
)  # fmt: skip
_BUT_SIGNS: Final = re.compile(r"[\s.。…·,，、;；:：!！?？_\-—–~～*＊/／\\|()（）\[\]【】<>《》「」#＃=＝+＋'\"“”]*\Z")
_REPEATED: Final = re.compile(r"[x×]{3,}|[某○〇●*]{2,}|(\d)\1{5,}")
_MARKED: Final = re.compile(
    r"\b(?:todo|fixme|tbd)\b|x{3,}|×{2,}|某某|_{3,}|＿{2,}|[（(【\[](?:待定|待补充|待填写|请填写|填写)[^）)】\]]*[）)】\]]",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether *text* as a whole says nothing: signs alone, one sign again and again, or a word such as 待定 or TODO."""
    folded = fold(text)
    return (
        _BUT_SIGNS.match(folded) is not None
        or folded.strip("。.!！…()（）【】[]") in _WORDS
        or _REPEATED.fullmatch(folded) is not None
    )


def has_placeholder(text: str) -> bool:
    """Whether *text* says nothing, or has a part that still has to be filled in: 地址：xxx路, 电话____."""
    return is_placeholder(text) or _MARKED.search(text) is not None
