"""错在哪：这份材料与前面的一份是同一种文件、同样的形式、同样的名称，永远由前面的一份代替，不会要求。

为什么：同一份材料不得重复要求提交（优化营商环境条例第三十五条的减材料；程序按第五类处理）。写两遍，以后只改一处就会前后
不一。

怎么改：删去一份；两份其实不同的（两个人的身份证），用名称区分。

Wrong: this material is of the same type of document, in the same form and under the same name as an earlier one, which
always takes its place.

Why: nobody may be asked twice for one paper (art. 35 of 优化营商环境条例 wants fewer papers; the program treats it under the
fifth class). Written twice, one of them will be changed alone one day.

Do: delete one of them; where they are two papers after all (identity cards of two persons), tell them apart by their
names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.plan.classing import duplicate_of

CODE: Final = "L-DUPLICATE-REQUIREMENT"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”与前面的 `{other}` 是同一份材料",
    en="“{name}” is the same paper as `{other}` above",
    remedy_zh="请删去一份，或者用名称区分",
    remedy_en="delete one of them, or tell them apart by name",
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
    lease:
      name: 租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
    lease-again:
      name: 租赁合同 # ← 租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
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
    lease:
      name: 门面租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
    lease-of-site:
      name: 场地租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every slot of the item's own file that an earlier requirement duplicates."""
    for slot in one.own_slots:
        other = duplicate_of(one.version, slot)
        if other is not None:
            yield Found(one.at_slot(slot, "name"), {"name": slot.arm.name, "other": other})
