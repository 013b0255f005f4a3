"""错在哪：事实的 `ask`（提问）不是一个问题：没有问号。

为什么：窗口照着念，申请人照着填；“场地租用情况”不知道要答是还是否，还是答多少。

怎么改：写成一句完整的问话，以问号结尾，例如“场地是否为租用？”。单选题照选项选，可以只写名词，例如“申请阶段”。

Wrong: the `ask` of a fact is no question: it has no question mark.

Why: the window reads it out and people answer it; 场地租用情况 does not tell whether yes or no, or how much, is wanted.

Do: write a whole question that ends in a question mark. One of several (`one_of`) comes with its options and may be a noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NO-QUESTION"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{ask}”不是一个问题",
    en="“{ask}” is no question",
    remedy_zh="请写成一句以问号结尾的问话",
    remedy_en="write a question that ends in a question mark",
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
      name: 设计图
      kind: drawing
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented:
    ask: 场地租用情况 # ← 场地
    type: boolean
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
      name: 设计图
      kind: drawing
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """The question of every fact, those of members of lists among them."""
    for path, fact in questions(one):
        # one of several is put with its options, and its noun is printed inside conditions: 申请阶段为 筹建
        if fact.one_of is None and not any(mark in fact.ask for mark in "？?"):
            yield Found(one.at((*path, "ask")), {"ask": fact.ask})
