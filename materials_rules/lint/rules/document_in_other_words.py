"""错在哪：同一种文件（`document`，文件类型）在两个事项里的名称不同，也不在它的别名里。

为什么：申请人以为是两份材料；办件指南、系统和窗口也各说各话。同一材料的名称应当统一。

怎么改：用 `sharing.yaml` 里的名称，或者把这个说法加进那里的 `aliases`（别名）。

Wrong: one type of document has different names in two items, and the second is none of its aliases.

Why: applicants take them for two papers, and guides, systems and windows each say something else.

Do: use the name of sharing.yaml, or add this one to its `aliases`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-DOCUMENT-IN-OTHER-WORDS"
FAMILY: Final = "items"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "ruleset"
SAID: Final = Message(
    zh="文件类型 `{document}` 在这里叫“{name}”，事项 `{other}` 里叫“{known}”",
    en="the document `{document}` is called “{name}” here and “{known}” in the item `{other}`",
    remedy_zh="请用统一的名称，或者加进 `sharing.yaml` 的 `aliases`（别名）",
    remedy_en="use one name, or add this one to the `aliases` in sharing.yaml",
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
      name: 门面租房协议 # ← 门面
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
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
      name: 租赁合同
      kind: contract
      document: lease
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """The slots of every newest version against those of the items before it."""
    first: dict[str, tuple[str, str]] = {}
    for item, one in whole.newest.items():
        for slot in one.own_slots:
            about = whole.ruleset.documents.get(slot.arm.document or "")
            if about is None or slot.arm.document is None:
                continue
            names = {fold(name) for name in (about.name, *about.aliases)}
            other, known = first.setdefault(slot.arm.document, (item, slot.arm.name))
            if other != item and fold(known) != fold(slot.arm.name) and not {fold(known), fold(slot.arm.name)} <= names:
                args = {"document": slot.arm.document, "name": slot.arm.name, "other": other, "known": known}
                yield Found(one.at_slot(slot, "name"), args)
