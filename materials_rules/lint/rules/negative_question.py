"""错在哪：是非题从反面问：“是否没有……”“是否未……”“是否不……”。

为什么：从反面问，答“是”还是“否”常常答反；答反一次，就要多跑一次。

怎么改：改成从正面问，条件里加或者去掉 `not`（`非`）。

Wrong: a yes-or-no question asks for the negative: 是否没有, 是否未, 是否不.

Why: people mix up yes and no in such questions, and one wrong answer is one more visit.

Do: ask for the positive, and put a `not` into the condition or take it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NEGATIVE-QUESTION"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{ask}”从反面问，容易答反",
    en="“{ask}” asks for the negative and is easily answered the wrong way",
    remedy_zh="请改成从正面问，条件里相应加上或者去掉 `not`（`非`）",
    remedy_en="ask for the positive, and change the `not` in the condition",
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
      when: unbuilt
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  unbuilt:
    ask: 场地是否没有建筑？ # ← 场地
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
      when: not built
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  built: {ask: 场地是否有建筑？, type: boolean}
"""

_NEGATIVE: Final = re.compile("(?:是|有)?不是(?:没有|未|不)|(?:是否|是不是|有没有)(?:没有|没|未曾|未|不属于|不具备|不具有|不是|不在|不需要|不|无需|无)")


def check(one: OneVersion) -> Iterator[Found]:
    """The question of every yes-or-no fact, those of members of lists among them."""
    for path, fact in questions(one):
        if fact.type == "boolean" and _NEGATIVE.search(fact.ask):
            yield Found(one.at((*path, "ask")), {"ask": fact.ask})
