"""错在哪：单选题的选项按数分段，中间漏了一段（“10平方米以下”“20平方米以上”），15 平方米的哪一个都不能选。

为什么：问题必须回答；落在中间的申请人只能选一个不是自己的，要交的材料就判错了，或者没法申请。

怎么改：让各段接上：“10平方米以下”“超过10平方米”；更好的是问数本身，由条件分段。

Wrong: the choices of a question are ranges of numbers that leave one out: 10平方米以下 and 20平方米以上, and whoever has 15 is in none.

Why: the question has to be answered. Applicants in between choose what is not theirs and are asked for the wrong materials, or cannot
apply.

Do: let the ranges meet: 10平方米以下 and 超过10平方米; better ask for the number itself and let conditions part it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.ranges import Range, ranges
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.units import WHOLE

CODE: Final = "L-CHOICES-GAP"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="选项“{other}”和“{found}”之间漏了一段：{low}至{high}{unit}",
    en="between the choices “{other}” and “{found}” nothing is said of {low} to {high} {unit}",
    remedy_zh="请让各段接上，或者改问数本身",
    remedy_en="let the ranges meet, or ask for the number itself",
)

BAD: Final = """
facts:
  size:
    ask: 店招面积多大？
    one_of:
      small: 10平方米以下
      large: 20平方米以上 # ← 20平方米
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
    ask: 店招面积多大？
    one_of:
      small: 10平方米以下
      middle: 超过10平方米不满20平方米
      large: 20平方米以上
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
    """Every question with one answer whose choices are all ranges in one unit."""
    for path, fact in questions(one):
        labels = fact.one_of or {}
        for member, other, low, high, unit in _gaps(ranges(labels)):
            args = {"found": labels[member], "other": labels[other], "low": low, "high": high, "unit": unit}
            yield Found(one.at((*path, "one_of", member)), args)


def _gaps(found: Mapping[str, Range]) -> Iterator[tuple[str, str, str, str, str]]:
    """The choice behind every gap, the one before it, and the two numbers with their unit."""
    if len({one.unit for one in found.values()} - {""}) > 1:
        return  # nobody can compare them: L-CHOICES-UNITS says so
    ordered = sorted(found, key=lambda member: (found[member].low is not None, found[member].low or 0))
    reach = ordered[:1]  # the choice that reaches highest so far
    for _, member in pairwise(ordered):
        low, high = found[member].low, found[reach[0]].high
        unit = found[member].unit
        if high is None:
            return  # what is open above leaves nothing out behind it
        if low is not None and low > high and not (unit in WHOLE and low == high + 1):
            yield member, reach[0], f"{high.normalize():f}", f"{low.normalize():f}", unit
        above = found[member].high
        if above is None or above > high:
            reach = [member]
