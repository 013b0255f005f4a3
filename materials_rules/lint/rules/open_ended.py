"""错在哪：材料的名称或者别名以“等”“等材料”“等相关证明”收尾，或者带着“及其他材料”，究竟要几份说不清。

为什么：一次性告知要写明需要补正的全部内容（行政许可法第三十二条第一款第四项），名称里留着“等”，窗口第二次还能再要一份，
告知就不是一次，也不是全部；材料目录也没有公示完（同法第三十条第一款）。

怎么改：把“等”里面的逐一写出来，各成一份材料，或者用 `any_of`（任选其一）；别名里的，改成一种叫法；法条里的“等”只是列举已尽的语气词的，删去它。

Wrong: the name or an alias of a material ends in 等, 等材料 or 等相关证明, or holds 及其他材料, so nobody can tell how many papers are
meant.

Why: everything to be cured is told at once (art. 32 para. 1 point 4 of 行政许可法). With 等 in a name the window can ask for one more
paper on the second visit, and the list of materials has not been published in full (art. 30 para. 1).

Do: write out what 等 stands for, each as a material or as an arm of `any_of`; where it only closes a list, leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.naming import is_catch_all, open_end
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-OPEN-ENDED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="材料的名称“{name}”里的“{found}”没有写明还有哪些",
    en="“{found}” in the name “{name}” leaves open what else is meant",
    remedy_zh="请逐一写明，各成一份材料，或者用 `any_of`（任选其一）列出",
    remedy_en="write out what else is meant, each as a material or as an arm of `any_of`",
)

BAD: Final = """
elements:
  materials:
    site-proof:
      name: 不动产权证、租赁合同等材料 # ← 等材料
      kind: other
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    site-proof:
      any_of:
        certificate: {name: 不动产权证, kind: other}
        lease: {name: 租赁合同, kind: contract}
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """The name and the aliases of every material that is asked for, and the name of every choice among several."""
    for asked in one.own:
        end = open_end(asked.requirement.name or "") if asked.requirement.any_of else None
        if end is not None:
            yield Found(one.at_asked(asked, "name"), {"name": str(asked.requirement.name), "found": end})
    for slot in one.version.slots.values():
        arm = slot.arm
        if arm.catch_all or arm.over_asked or is_catch_all(arm.name):
            continue
        end = open_end(arm.name)
        if end is not None:
            yield Found(one.at_word(slot, "name", end), {"name": arm.name, "found": end})
        for i, alias in enumerate(arm.aliases):
            end = None if is_catch_all(alias) else open_end(alias)
            if end is not None:
                yield Found(one.at_slot(slot, "aliases", i), {"name": alias, "found": end})
