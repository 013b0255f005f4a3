"""错在哪：文字或者名称里有容易认错的字符：西里尔或者希腊字母混在汉字、英文里，全角的英文字母和数字，康熙部首（⼀ 不是 一），兼容汉
字。

为什么：印出来一样，查找、比对、去重时却不是同一个字：名称对不上，窗口的要求也认不出是哪份材料。

怎么改：改成通常的字符（提示里写了应当是哪一个）。条件里的全角数字不算：法条是用全角数字排印的，照抄进条件意思不变，程序照认。

Wrong: a text has characters that are easily taken for others: Cyrillic or Greek letters among Chinese or Latin ones,
full-width letters and digits, Kangxi radicals, compatibility ideographs; in names and texts alike.

Why: they look the same in print and are not the same when names are searched for or compared.

Do: write the usual character, which the message names. Full-width digits in a condition are left alone: acts are printed with
them, and copied into a condition they mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.look_alike import script_of, usual
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.source import Mapping, Node, Scalar, Sequence

CODE: Final = "L-LOOK-ALIKE"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{text}”里的“{char}”（{script_zh} {code}）应当是“{usual}”（{meant}）",
    en="“{char}” ({script_en} {code}) in “{text}” should be “{usual}” ({meant})",
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

def check(one: OneVersion) -> Iterator[Found]:
    """Every key and text that an author wrote, once each, at its first such character; in a condition, digits apart."""
    conditions = {id(written.text) for written in one.conditions}
    for scalar in _texts(one.source.root):
        for offset, char in enumerate(scalar.text):
            is_read_as_usual = id(scalar) in conditions and char.isdigit()
            if usual(char) != char and not is_read_as_usual:
                zh, en = script_of(char)
                named = {"char": char, "code": f"U+{ord(char):04X}", "script_zh": zh, "script_en": en}
                args = {"text": scalar.text[:40], **named, "usual": usual(char), "meant": f"U+{ord(usual(char)):04X}"}
                yield Found(scalar.place_of(offset), args)
                break


def _texts(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Mapping(entries=entries):
            for key, value in entries:
                yield key
                yield from _texts(value)
        case Sequence(items=items):
            for item in items:
                yield from _texts(item)
