"""Characters that look like others: Cyrillic and Greek letters, full-width letters and digits, radicals, compatible ideographs.

    character  ->  the usual one, the script of each
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LIKE_LATIN: Final = dict(zip("АВЕКМНОРСТХаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxsijABEZHIKMNOPTYXo", strict=True))
_PUNCTUATION: Final = frozenset("！（），：；？、。“”‘’《》【】—…·～％￥＋－×÷℃㎡①②③④⑤⑥⑦⑧⑨⑩")

_SCRIPTS: Final = {
    "CYRILLIC": ("西里尔字母", "Cyrillic"),
    "GREEK": ("希腊字母", "Greek"),
    "FULLWIDTH": ("全角字符", "full-width"),
    "LATIN": ("拉丁字母", "Latin"),
    "DIGIT": ("数字", "digit"),
    "KANGXI": ("部首", "radical"),
    "CJK RADICAL": ("部首", "radical"),
    "CJK COMPATIBILITY": ("兼容汉字", "compatible ideograph"),
    "CJK UNIFIED": ("汉字", "ideograph"),
}
"""What a character is called in Chinese and English, by the first word of its name in the tables."""


def usual(char: str) -> str:
    """The character that people mean when they see *char*; itself for most."""
    if char in _LIKE_LATIN:
        return _LIKE_LATIN[char]
    if char in _PUNCTUATION or not (char.isalpha() or char.isdigit()):
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def as_seen(text: str) -> str:
    """*text* with the usual character in each place: equal for texts that look alike."""
    return "".join(map(usual, text))


def script_of(char: str) -> tuple[str, str]:
    """`а` -> 西里尔字母, Cyrillic; only a code point where nothing is known."""
    name = unicodedata.name(char, "")
    return next((said for word, said in _SCRIPTS.items() if name.startswith(word)), ("字符", "character"))


def told_apart(written: str, other: str) -> tuple[str, str]:
    """The first character in which two texts differ that look alike, in Chinese and English, with scripts and code points."""
    number, (one, two) = next((i, pair) for i, pair in enumerate(zip(written, other, strict=True)) if pair[0] != pair[1])
    zh = [f"{script_of(char)[0]} U+{ord(char):04X}" for char in (one, two)]
    en = [f"{script_of(char)[1]} U+{ord(char):04X}" for char in (one, two)]
    return f"第 {number + 1} 个字“{one}”是{zh[0]}，那里是{zh[1]}", f"character {number + 1} is {en[0]} and there {en[1]}"
