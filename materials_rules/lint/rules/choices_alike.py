"""错在哪：一个问题的两个选项用同样的话（`wall: 墙面`、`roof: 墙面`）。

为什么：申请人看到两个一样的选项，不知道选哪一个；选了哪一个，要交的材料却可能不同。

怎么改：用话区分；确实是一回事的，合并成一个选项。

Wrong: two choices of one question are worded alike (`wall: 墙面`, `roof: 墙面`).

Why: applicants see the same choice twice and cannot know which to take, and what they must hand in may depend on it.

Do: word them apart, or make one choice of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-CHOICES-ALIKE"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="选项“{label}”与选项 `{other}` 的话一样",
    en="the choice “{label}” is worded like `{other}`",
    remedy_zh="请用话区分，或者合并成一个选项",
    remedy_en="word them apart, or make one choice of them",
)

BAD: Final = """
facts:
  site:
    ask: 店招设在哪里？
    one_of:
      wall: 墙面
      roof: 墙面 # ← 墙面
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: site == roof
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""
GOOD: Final = """
facts:
  site:
    ask: 店招设在哪里？
    one_of:
      wall: 墙面
      roof: 楼顶
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: site == roof
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """The labels of every question, of one answer or several, each against those before it."""
    for path, fact in questions(one):
        key = "one_of" if fact.one_of is not None else "some_of"
        first: dict[str, str] = {}
        for member, label in (fact.one_of or fact.some_of or {}).items():
            other = first.setdefault(fold(label), member)
            if other != member:
                yield Found(one.at((*path, key, member)), {"label": label, "other": other})
