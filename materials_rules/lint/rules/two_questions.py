"""错在哪：一个 `ask`（提问）一次问了两件事：有两个问号，或者有两处“是否”“多少”一类的话。

为什么：两件事的回答可以不同，一个“是”不知道答的是哪一件。

怎么改：拆成两个事实；第二件只在第一件为是时才问的，写 `given`（何时提问）。

Wrong: an `ask` asks two things at once: it has two question marks, or two words such as 是否 and 多少.

Why: the answers may differ, and one yes does not tell which it answers.

Do: make two facts of it; give the second a `given` where it depends on the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-TWO-QUESTIONS"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{ask}”一次问了两件事",
    en="“{ask}” asks two things at once",
    remedy_zh="请拆成两个事实",
    remedy_en="make two facts of it",
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
    ask: 场地是否租用？是否转租？ # ← 场地
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

_ASKING: Final = re.compile("是否|是不是|有没有|有无|能否|可否|会否|多少|多[大长高远]|几(?!乎)|哪|什么|怎样|如何|谁")
_CLAUSES: Final = re.compile("[，,；;。.！!]|并且|而且|以及|[、及和与且又](?=是否|是不是|有没有|有无|能否|可否)")
_CHOOSES: Final = re.compile("或者?|还是|抑或|无论|不论|不管|即|例如|比如|如|含|包括|包含")


def check(one: OneVersion) -> Iterator[Found]:
    """The question of every fact, those of members of lists among them."""
    for path, fact in questions(one):
        if sum(fact.ask.count(mark) for mark in "？?") > 1 or _asks_twice(fact.ask):
            yield Found(one.at((*path, "ask")), {"ask": fact.ask})


def _asks_twice(ask: str) -> bool:
    """Whether two clauses of *ask* have a word that asks; 是否…，或者是否… is one question, and so is 是否…，是的…."""
    asking = [clause for clause in _CLAUSES.split(ask) if _ASKING.search(clause)]
    return sum(not _CHOOSES.match(clause) for clause in asking) > 1
