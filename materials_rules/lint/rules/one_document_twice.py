"""错在哪：同一种文件（`document`，文件类型）以两个名称要求两份，形式也一样，在同一情形下都要交。

为什么：同一份材料不得重复要求提交（优化营商环境条例第三十五条的减材料）。确实是两个人、两处场所的，名称里应当看得出来；看不出来的，多半是抄了两遍。

怎么改：是同一份的，删去一份；是两份的（申请人的和经办人的身份证），不用改。

Wrong: one type of document is asked for twice in the same form, under two names, in one situation.

Why: nobody may be asked twice for one paper (art. 35 of 优化营商环境条例 wants fewer papers). Where two persons or two sites are meant the
names should tell; else one of them was mostly copied.

Do: delete one if they are the same paper; of two (the applicant's identity card and the agent's) nothing has to be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import meeting_claims
from materials_rules.plan.classing import same_form

CODE: Final = "L-ONE-DOCUMENT-TWICE"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”与 `{other}`（“{known}”）是同一种文件，形式也一样，两份都要交",
    en="“{name}” and `{other}` (“{known}”) are one type of document in one form, and both are asked for",
    remedy_zh="是同一份的，删去一份；确实是两份的，不用改",
    remedy_en="delete one if they are the same paper; else nothing has to be done",
)

BAD: Final = """
elements:
  materials:
    lease:
      name: 门面租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
    tenancy:
      name: 房屋租赁协议 # ← 房屋
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    lease:
      name: 门面租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
    plan:
      name: 位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot of the item's own file that an applicant must hand in beside an earlier one of its document."""
    for number, slot in enumerate(one.own_slots):
        for other in one.own_slots[:number] if slot.arm.document is not None else ():
            is_alike = other.arm.document == slot.arm.document and same_form(other.arm, slot.arm)
            if not is_alike or other.requirement == slot.requirement or fold(other.arm.name) == fold(slot.arm.name):
                continue
            claims = [f"ask/{each.id}" for each in (slot, other)]
            if one.plan is None or not all(claim in one.plan.base.claims for claim in claims) or slot.list != other.list:
                continue
            found = meeting_claims(one, (claims[0],), (claims[1],))
            if found is not None:
                args = {"name": slot.arm.name, "other": other.id, "known": other.arm.name}
                yield Found(one.at_slot(slot, "name"), args, found or None)
                break
