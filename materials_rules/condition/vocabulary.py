"""The words of the condition language, and the words people use for them elsewhere.

    a word  ->  the word of this language, or the spelling to propose
"""

from __future__ import annotations

from typing import Final

CHINESE: Final[dict[str, str]] = {
    "and": "且",
    "or": "或",
    "not": "非",
    "in": "属于",
    "not in": "不属于",
    "has": "包含",
    "any": "任一",
    "all": "全部",
    "count": "计数",
    "provided": "已交",
    "true": "真",
    "false": "假",
    "none": "无",
}
WORDS: Final[dict[str, str]] = {word: word for word in CHINESE if word != "not in"} | {
    chinese: word for word, chinese in CHINESE.items()
}
YES_OR_NO: Final[dict[str, bool]] = {"是": True, "否": False}
"""The closed words of files in Chinese; as values of a yes/no they are known here too, where nothing is called so."""

RESERVED: Final = frozenset(WORDS)
"""Words that can name nothing: no condition could be written about a fact or a member called so."""

COMPARISONS: Final = frozenset(("==", "!=", "<", "<=", ">", ">="))
SIGNS: Final[dict[str, str]] = {"≥": ">=", "≤": "<=", "≠": "!="}

FOREIGN_SIGNS: Final[dict[str, str]] = {
    "=": "==",
    "===": "==",
    "!==": "!=",
    "=<": "<=",
    "=>": ">=",
    "<>": "!=",
    "><": "!=",
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
    "!": "not",
    "≧": ">=",
    "⩾": ">=",
    "≦": "<=",
    "⩽": "<=",
}
ARITHMETIC: Final = frozenset("+*/%^×÷−-")

_BY_PROPOSAL: Final[dict[str, str]] = {
    "and": "并且 而且 同时 以及 和 与 及",
    "or": "或者 抑或",
    "not": "不是 并非 没有 不",
    "not in": "不在 不在于",
    "in": "在",
    "has": "包括 含有 含 contains includes",
    "==": "等于 为 是 is equals eq",
    "!=": "不等于 不为 ne",
    ">": "大于 多于 高于 长于 晚于 gt",
    "<": "小于 少于 低于 短于 早于 lt",
    ">=": "不低于 不小于 不早于 至少 大于等于 大于或等于 达到 ge",
    "<=": "不多于 不高于 不大于 不晚于 至多 最多 小于等于 小于或等于 le",
    "none": "null nil",
}
FOREIGN_WORDS: Final[dict[str, str]] = {
    word: proposal for proposal, words in _BY_PROPOSAL.items() for word in words.split()
}
"""Operators as others say them, by what to write instead."""

BETWEEN: Final[dict[str, str]] = {"超过": ">", "不满": "<", "不足": "<", "不少于": ">=", "不超过": "<="}
"""What the law says between a thing and a number; 超过 不满 不足 leave the number out, 不少于 不超过 include it."""

AFTER_A_NUMBER: Final[dict[str, str]] = {"以上": ">=", "以下": "<=", "以内": "<="}
"""What the law says behind a number, which is included (民法典 art. 1259)."""

HAS: Final = "有"
"""包含 in one character, behind a name alone; anywhere else it may be what an author calls something."""

NOT_EQUAL: Final = frozenset(("不是", "并非"))
"""Words that mean `not` before a name and `!=` behind one."""


def proposal_for(word: str, *, behind_a_name: bool = False) -> str:
    """What to write instead of *word* where it is an operator of another language, else an empty text.

    A Chinese word is answered by the Chinese word of this language, where there is one.
    """
    if behind_a_name and word in NOT_EQUAL:
        return "!="
    if word in FOREIGN_WORDS:
        instead = FOREIGN_WORDS[word]
        return instead if word.isascii() else CHINESE.get(instead, instead)
    lower = word.casefold()
    return lower if lower != word and (lower in WORDS or lower in FOREIGN_WORDS) else ""
