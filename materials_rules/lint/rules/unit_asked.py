"""错在哪：`ask`（提问）里写的单位和 `unit`（单位）不同：问“多少平方米”，单位却是厘米。

为什么：申请人照着问题回答，程序照着单位去比；同一个数差出几百倍，要不要一份材料就判错了。

怎么改：看条件里的界线用的是哪个单位，把问题和 `unit`（单位）改成一样。

Wrong: the unit that an `ask` names is not the `unit` of the number: it asks how many 平方米, and the unit is 厘米.

Why: applicants answer what the question says, and conditions compare by the unit; the number is wrong by hundreds of times, and so is
what is asked for.

Do: see in which unit the conditions have their limits, and make the question and `unit` agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.units import spelled, unit_asked
from materials_rules.lint.wording import texts_at, texts_of_slot
from materials_rules.reading.source import Scalar

CODE: Final = "L-UNIT-ASKED"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="问的是“{asked}”，`unit`（单位）却是“{unit}”",
    en="the question asks for “{asked}”, and the `unit` is “{unit}”",
    remedy_zh="请把问题和 `unit`（单位）改成同一个单位",
    remedy_en="make the question and the `unit` agree",
)

BAD: Final = """
elements:
  materials:
    plan:
      name: 设计图
      kind: drawing
      when: area > 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  area: # the conditions mean square metres
    ask: 店招的面积是多少平方米？ # ← 平方米
    type: number
    unit: 厘米
    decimals: 0
"""
GOOD: Final = """
elements:
  materials:
    plan:
      name: 设计图
      kind: drawing
      when: area > 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  area: {ask: 店招的面积是多少平方米？, type: number, unit: m2, decimals: 0}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """The question of every number, those of members of lists and of fields of materials among them."""
    for path, fact in questions(one):
        for text in texts_at(one, (*path, "ask")):
            yield from _differs(text, fact.unit)
    for slot in one.slots:
        for name, field in slot.arm.reads.items():
            for key in ("ask", "name"):
                for text in texts_of_slot(one, slot, "reads", name, key):
                    yield from _differs(text, field.unit)


def _differs(text: Scalar, unit: str | None) -> Iterator[Found]:
    asked = unit_asked(text.text)
    if asked is None or unit is None or spelled(unit) in (None, spelled(asked[0])):
        return
    yield Found(text.place_of(asked[1]), {"asked": asked[0], "unit": unit})
