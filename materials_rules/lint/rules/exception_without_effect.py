"""错在哪：“原则上”的例外什么也没有改变：它的日子全在本版本施行期间以外，或者那些日子里这份材料本来就不属于这一类。

为什么：例外是放宽对机关的约束，须有依据、批准和期限；不起作用的例外要么日期或者类别写错了，要么是留着备用，以后会悄悄
生效。

怎么改：核对类别和起止日期；不需要的删去。

Wrong: an exception changes nothing: its days lie outside this version, or the material does not fall in that class on
them.

Why: an exception loosens what binds the office, and needs a basis or an approval and an end. One without effect has a
wrong class or wrong days, or is kept in store and may take effect unnoticed.

Do: check its class and its days, and remove what is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import of_days
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-EXCEPTION-WITHOUT-EFFECT"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”的例外在本版本里不起作用",
    en="the exception of “{name}” has no effect in this version",
    remedy_zh="请核对 `class`（类别）和起止日期，不需要的删去",
    remedy_en="check its `class` and its days, or remove it",
)

BAD: Final = """
elements:
  materials:
    lease:
      name: 租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      exception: # ← exception
        class: C2_SHAREABLE
        why: 共享接口检修，期间原则上由申请人提交
        approved_by: holder
        from: 2024-03-01
        to: 2024-12-31
"""
GOOD: Final = """
elements:
  materials:
    shop-licence:
      name: 营业执照
      kind: licence
      document: business-licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      exception:
        class: C2_SHAREABLE
        why: 共享接口检修，期间原则上由申请人提交
        approved_by: holder
        from: 2024-03-01
        to: 2024-12-31
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every exception that sets no hit of its class aside, on any day and for any arm; C5 is judged with other materials."""
    for asked in one.version.asked.values():
        if not asked.requirement.exception:
            continue
        used = {id(hit.exception) for slot in asked.slots for stretch in of_days(one, slot) for hit in stretch.hits}
        for i, exception in enumerate(asked.requirement.exception):
            if id(exception) not in used:
                yield Found(one.at_asked(asked, "exception", i, key=True), {"name": asked.requirement.called()})
