"""错在哪：问话或者说明超过一百二十个字。

为什么：告知书的一格放不下，窗口念不完，申请人看不完；长的说明多半把几件事写在一起。

怎么改：缩短，或者拆成几条；法条原文写在依据里，不用抄。

Wrong: a question or a say is longer than 120 characters.

Why: it does not fit a cell of the notice, nobody reads it out, and mostly several things are told in one.

Do: shorten it or part it; the words of the act stand in the basis and need not be copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.source import Path

CODE: Final = "L-LONG-WORDS"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="这段文字有 {count} 个字",
    en="this text has {count} characters",
    remedy_zh="请缩短，或者拆成几条",
    remedy_en="shorten it, or part it",
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
    ask: 场是否从他人处租用或者借用并且签有书面的合同或者协议，是否从他人处租用或者借用并且签有书面的合同或者协议，是否从他人处租用或者借用并且签有书面的合同或者协议，是否从他人处租用或者借用并且签有书面的合同或者协议，是否从他人处租用或者借用并且签有书面的合同或者协议，是否从他人处租用或者借用并且签有书面的合同或者协议，请回答是否？ # ← 场
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

_LONGEST: Final = 120


def check(one: OneVersion) -> Iterator[Found]:
    """Every question, and what is said under `never`, `not_for` and `consistency`."""
    found: list[tuple[Path, str]] = [((*path, "ask"), fact.ask) for path, fact in questions(one)]
    found += [(("never", number, "say"), line.say) for number, line in enumerate(one.file.never)]
    found += [(("not_for", number, "say"), line.say) for number, line in enumerate(one.file.not_for)]
    found += [(("consistency", number, "say"), line.say or "") for number, line in enumerate(one.file.consistency)]
    for path, text in found:
        if len(text) > _LONGEST:
            yield Found(one.at(path), {"count": str(len(text))})
