"""错在哪：同一个事项里两个问题的话一样。

为什么：申请人被问两次同样的话，不知道第二次问的是什么；两次回答不一样，材料就有的照第一次、有的照第二次来要。

怎么改：问的是一件事的，只留一个事实，条件都用它；是两件事的，写明各问什么。

Wrong: two questions of one item are worded alike.

Why: applicants are asked the same thing twice and cannot know what the second is about; where the answers differ, some materials
follow the one and some the other.

Do: keep one fact for one thing and use it in all conditions; where there are two things, say what each question is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.source import Path

CODE: Final = "L-SAME-QUESTION"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{ask}”与 `{other}` 的提问一样",
    en="“{ask}” is also the question of `{other}`",
    remedy_zh="问的是一件事的，只留一个；是两件事的，写明各问什么",
    remedy_en="keep one of them, or say what each is about",
)

BAD: Final = """
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  leased:
    ask: 场地是否租用？ # ← 场地
    type: boolean
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: rented and leased
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""
GOOD: Final = """
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  leased: {ask: 场地是否转租？, type: boolean}
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: rented and leased
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every question against those before it: of the item's facts and lists together, of each list's members apart."""
    lists = ((("lists", name), listed.ask) for name, listed in one.file.lists.items())
    first: dict[tuple[Path, str], str] = {}
    for path, ask in (*((path, fact.ask) for path, fact in questions(one)), *lists):
        name = str(path[-1])
        within = path[:2] if "each" in path else ()
        other = first.setdefault((within, fold(ask).rstrip("?")), name)
        if other != name:
            yield Found(one.at((*path, "ask")), {"ask": ask, "other": other})
