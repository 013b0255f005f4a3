"""错在哪：同一个事项里，一份材料写着不应要求（`over_asked`），或者按六类每一天都不得要求，另一份换了名称却是同一种文件，照样要求提交：`document`
（文件类型）相同，或者一份的名称是另一份的别名、是 `sharing.yaml` 里那种文件的名称，或者只多了“复印件”“申请人的”几个字。

为什么：不得要求的材料换一个名称再要一遍，还是不得要求；告知书会一边要求、一边说不得要求。行政许可法第三十一条第一款不许要求无关的材
料，优化营商环境条例第三十五条要求有依据。

怎么改：确实没有依据的，删去要求提交的这一份；两份其实不同的（一份是原件、一份是查询结果），用不同的名称和不同的 `document`（文件类型）分
开。

Wrong: one material of an item is marked `over_asked`, or a class drops it on all days, and another one, which is asked for, is the
same paper under another name: of the same `document`, or called by an alias of the other or by a name of its type of document,
or with nothing more than “copy” or “of the applicant” added.

Why: what may not be demanded may not be demanded under another name; the notice would ask for it and say that nobody may. Art. 31
para. 1 of 行政许可法 forbids what has nothing to do with the matter, art. 35 of 优化营商环境条例 wants a basis.

Do: remove the one that is asked for if there is no basis; where they are two papers after all, give them names and documents of
their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.lawful import is_refused
from materials_rules.lint.naming import called, forms, names_of
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import claims_of_slot, meeting_claims
from materials_rules.reading.source import Path
from materials_rules.rules.version import Slot

CODE: Final = "L-REFUSED-UNDER-ANOTHER-NAME"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”与 `{other}`（“{refused}”）是同一种文件，那一份不得要求，这里却要求提交",
    en="“{name}” is the same paper as `{other}` (“{refused}”), which nobody may ask for, and is asked for here",
    remedy_zh="没有依据的，删去这一份；其实是两种文件的，分开名称和 `document`（文件类型）",
    remedy_en="remove this one if it has no basis; two papers need names and documents of their own",
)

BAD: Final = """
elements:
  materials:
    tenancy:
      name: 房屋租赁合同
      kind: contract
      document: lease
      over_asked: true
    site-contract:
      name: 租赁合同复印件 # ← 租赁
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    tenancy:
      name: 房屋租赁合同
      kind: contract
      document: lease
      over_asked: true
    site-plan:
      name: 场地位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Everything that is asked for against what may not be, in situations where both are due; equal names are told elsewhere."""
    refused = [slot for slot in one.own_slots if is_refused(one, slot)]
    for slot in one.own_slots if refused else ():
        if slot in refused:
            continue
        for other in refused:
            path = _in_common(one, slot, other)
            if path is None or other.requirement == slot.requirement:
                continue
            found = meeting_claims(one, claims_of_slot(one, slot.id), claims_of_slot(one, other.id))
            if found is not None:
                args = {"name": slot.arm.name, "other": other.id, "refused": other.arm.name}
                yield Found(one.at_slot(slot, *path), args, found or None)
                break


def _in_common(one: OneVersion, slot: Slot, other: Slot) -> Path | None:
    """Where the name stands under which both are one paper; None where they are two, or bear equal names."""
    plain = {fold(name) for _, name in names_of(other.arm)}
    if other.arm.over_asked and any(fold(name) in plain for _, name in names_of(slot.arm)):
        return None  # L-ASKED-THOUGH-OVER-ASKED
    known = called(other.arm, one.ruleset.documents)
    for path, name in names_of(slot.arm):
        if any(form in known for form in forms(name)):
            return path
    own = called(slot.arm, one.ruleset.documents)
    same = slot.arm.document is not None and slot.arm.document == other.arm.document
    return ("document",) if same or own & known else None
