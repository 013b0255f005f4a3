"""错在哪：单选题的选项按数分段，各段的单位却不一样：“10平方米以下”“20米以上”，“30日以内”“20个工作日以上”。

为什么：单位不同的数分不出先后，申请人不知道自己在哪一段，同一个情形可能两个都能选。

怎么改：各选项用同一个单位；其实是两件事的，拆成两个问题。

Wrong: the choices of a question are ranges of numbers in different units: 10平方米以下 and 20米以上, 30日以内 and 20个工作日以上.

Why: numbers in different units are in no order. Applicants cannot tell in which range they are, and may be in two.

Do: write all choices in one unit; where there are two things to know, ask two questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.ranges import ranges
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-CHOICES-UNITS"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="选项“{found}”用的是{unit}，“{other}”用的是{of_other}",
    en="the choice “{found}” is in {unit}, and “{other}” is in {of_other}",
    remedy_zh="请让各选项用同一个单位",
    remedy_en="write all choices in one unit",
)

BAD: Final = """
facts:
  size:
    ask: 店招有多大？
    one_of:
      small: 10平方米以下
      large: 超过10米 # ← 超过10米
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: size == large
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""
GOOD: Final = """
facts:
  size:
    ask: 店招有多大？
    one_of:
      small: 10平方米以下
      large: 超过10平方米
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: size == large
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every question with one answer whose choices are all ranges; the first choice in another unit than the one before it."""
    for path, fact in questions(one):
        labels = fact.one_of or {}
        units = [(member, found.unit) for member, found in ranges(labels).items() if found.unit]
        for member, unit in units:
            other, first = units[0]
            if unit != first:
                args = {"found": labels[member], "unit": unit, "other": labels[other], "of_other": first}
                yield Found(one.at((*path, "one_of", member)), args)
                break
