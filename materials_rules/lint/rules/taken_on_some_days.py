"""错在哪：这份材料在本版本施行期间只有一部分日子可以要求提交，其余日子属于不得要求的六类材料之一。

为什么：同一个版本里，收件之日不同，告知书的写法就不同：数据共享开通以前要求提交，开通以后由机关取得（优化营商环境条例
第三十七条第二款）。编写的人应当知道是从哪一天起。

怎么改：不用改；核对日期（`sharing.yaml` 的 `live`（共享期间）、例外的起止、条款的废止日）是否正确。

Wrong: this material may be asked for on some days of this version only; on the others it falls in one of the six
classes.

Why: within one version the day of receipt decides what the notice says: before data are shared it is asked for,
afterwards the office obtains it (art. 37 para. 2 of 优化营商环境条例). Its author should know from which day on.

Do: nothing; check that the days are right (`live` in `sharing.yaml`, the days of an exception, the end of a provision).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import days_between, of_days
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-TAKEN-ON-SOME-DAYS"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”{days_zh}属于“{class}”，其余日子可以要求提交",
    en="“{name}” is of class {class} {days_en}, and may be asked for on the other days",
    remedy_zh="不用改；请核对这些日期是否正确",
    remedy_en="nothing has to be done; check that the days are right",
)

BAD: Final = """
elements:
  materials:
    shop-licence:
      name: 营业执照 # ← 营业
      kind: licence
      document: business-licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    lease:
      name: 租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_TAKEN: Final = frozenset({"C2_SHAREABLE", "C3_HELD_LICENCE", "C6_UNVERIFIABLE"})
"""C4 leaves a choice, C5 is judged with the other materials, and of C1 a rule of its own tells."""


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot that a class takes away on some days, C1 apart, and nothing on the others; the first such days are told."""
    for slot in one.version.slots.values():
        stretches = of_days(one, slot)
        taken = [(stretch, hit) for stretch in stretches if (hit := stretch.decisive()) and hit.class_id in _TAKEN]
        if taken and any(stretch.decisive() is None for stretch in stretches):
            stretch, hit = taken[0]
            args = {
                "name": slot.arm.name,
                "class": one.ruleset.classes[hit.class_id].about.name,
                "days_zh": days_between(stretch.first, stretch.last, "zh"),
                "days_en": days_between(stretch.first, stretch.last, "en"),
            }
            yield Found(one.at_slot(slot, "name"), args)
