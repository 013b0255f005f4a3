"""错在哪：`never`（不可能情形）里的这一条单凭一个回答就成立：选了它的人，不论别的怎样回答，都被当作不可能。

为什么：问题里有这个选项，选了却没有结果；靠它的材料、条件也全都落空，别处会报告一连串不会成立的条件，根子在这一行。

怎么改：写全条件（与哪一个回答不能同时成立）；这个回答确实没有人能给的，从问题里删去。

Wrong: this line of `never` holds by one answer alone: whoever gives it counts as impossible, whatever else is answered.

Why: the question offers the answer and it leads nowhere. All materials and conditions that need it are dead, and are reported
one by one elsewhere, while the cause is this line.

Do: say with which other answer it cannot go together; an answer that nobody can give is no choice of the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import (
    Against,
    Among,
    Boolean,
    Condition,
    Disjunction,
    HasMember,
    Kind,
    Negation,
    OneOf,
    Variable,
)
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NEVER-ENDS-CHOICE"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`never`（不可能情形）单凭 `{name}` 的一个回答就成立，这个回答谁也不能选",
    en="this line of `never` holds by one answer of `{name}` alone, so that nobody can give it",
    remedy_zh="请写明与哪一个回答不能同时成立；没有人能这样回答的，从问题里删去",
    remedy_en="say with which other answer it cannot go together, or take the answer out of the question",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
    plan:
      name: 设计图
      kind: drawing
      when: route == general
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  route: {ask: 走哪种程序？, one_of: {general: 一般程序, pledge: 告知承诺}}
  rented: {ask: 场地是否租用？, type: boolean}
never:
  - when: route == general # ← route
    say: 不能走一般程序
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
    plan:
      name: 设计图
      kind: drawing
      when: route == general
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  route: {ask: 走哪种程序？, one_of: {general: 一般程序, pledge: 告知承诺}}
  rented: {ask: 场地是否租用？, type: boolean}
never:
  - when: route == general and rented
    say: 租用的场地不能走一般程序
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every alternative of every line that reads one question of a known number of answers, and nothing else."""
    for written in one.conditions:
        for part in _alternatives(written.condition) if written.path[0] == "never" else ():
            variable = _decided_by(part)
            if variable is not None and variable.kind in (Kind.FACT, Kind.CHOICE):
                yield Found(written.place(part.at), {"name": variable.name})


def _alternatives(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, Disjunction):
        for part in condition.parts:
            yield from _alternatives(part)
    else:
        yield condition


def _decided_by(part: Condition) -> Variable | None:
    """The question with choices, or of yes and no, that *part* alone decides; None for any other condition."""
    match part:
        case Against(variable=variable) | Among(variable=variable) if isinstance(variable.type, OneOf | Boolean):
            return variable
        case Negation(part=inner):
            return _decided_by(inner)
        case HasMember(variable=variable):
            return variable
        case _:
            return None
