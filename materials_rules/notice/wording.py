"""Sentences put together so that no stop stands beside another.

    texts of authors and of this tool  ->  one text
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_STOPS: Final = " \n。；，、"
_BEFORE_QUOTE: Final = re.compile(r"\s+(?=“)")


def bare(sentence: str) -> str:
    """*sentence* on one line and without the stops at its end, ready to stand inside another.

    >>> bare("由本机关自行取得。")
    '由本机关自行取得'
    """
    return "".join(line.strip(" ") for line in sentence.split("\n")).rstrip(_STOPS)


def joined(*parts: str) -> str:
    """The parts that say something as one text with semicolons between them and no stop at its end.

    >>> joined("由本机关自行取得。", "", "不用交。")
    '由本机关自行取得；不用交'
    """
    return "；".join(text for text in map(bare, parts) if text)


def either(parts: Iterable[str]) -> str:
    """Alternatives in Chinese.

    >>> either(["餐饮", "食堂", "散装食品"])
    '餐饮、食堂或者散装食品'
    """
    *first, last = parts
    return f"{'、'.join(first)}或者{last}" if first else last


def stem(question: str) -> str:
    """A question without its mark and without what follows the mark.

    >>> stem("设置哪几类？可多选")
    '设置哪几类'
    """
    return re.split("[？?]", question, maxsplit=1)[0]


def close_up(text: str) -> str:
    """*text* without blanks before a Chinese quotation mark."""
    return _BEFORE_QUOTE.sub("", text)
