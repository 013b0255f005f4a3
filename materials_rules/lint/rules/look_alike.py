"""错在哪：文字里有容易认错的字符：西里尔或者希腊字母混在汉字、英文里，全角的英文字母和数字，康熙部首（⼀ 不是 一），兼容汉
字。

为什么：印出来一样，查找、比对、去重时却不是同一个字：名称对不上，窗口的要求也认不出是哪份材料。

怎么改：改成通常的字符（提示里写了应当是哪一个）。

Wrong: a text has characters that are easily taken for others: Cyrillic or Greek letters among Chinese or Latin ones,
full-width letters and digits, Kangxi radicals, compatibility ideographs.

Why: they look the same in print and are not the same when names are searched for or compared.

Do: write the usual character, which the message names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.source import Mapping, Node, Scalar, Sequence

CODE: Final = "L-LOOK-ALIKE"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{text}”里的“{char}”（{code}）应当是“{usual}”",
    en="“{char}” ({code}) in “{text}” should be “{usual}”",
    remedy_zh="请改成通常的字符",
    remedy_en="write the usual character",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图Ａ型 # ← Ａ
      kind: drawing
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图A型
      kind: drawing
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
"""

_LIKE_LATIN: Final = dict(zip("АВЕКМНОРСТХаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxsijABEZHIKMNOPTYXo", strict=True))
_PUNCTUATION: Final = frozenset("！（），：；？、。“”‘’《》【】—…·～％￥＋－×÷℃㎡①②③④⑤⑥⑦⑧⑨⑩")


def check(one: OneVersion) -> Iterator[Found]:
    """Every text that an author wrote for people, once each, at its first such character."""
    for scalar in _texts(one.source.root):
        for offset, char in enumerate(scalar.text):
            usual = _usual(char)
            if usual != char:
                args = {"text": scalar.text[:40], "char": char, "code": f"U+{ord(char):04X}", "usual": usual}
                yield Found(scalar.place_of(offset), args)
                break


def _usual(char: str) -> str:
    if char in _LIKE_LATIN:
        return _LIKE_LATIN[char]
    if char in _PUNCTUATION or not (char.isalpha() or char.isdigit()):
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _texts(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Mapping(entries=entries):
            for _, value in entries:
                yield from _texts(value)
        case Sequence(items=items):
            for item in items:
                yield from _texts(item)
