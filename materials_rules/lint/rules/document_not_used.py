"""错在哪：`sharing.yaml` 里的一种文件，没有任何事项的材料、结果或者证照用到。

为什么：为共享作准备的，留着无妨；多半是材料上漏写了 `document`（文件类型），共享就没有生效。

怎么改：在相应的材料上写 `document`（文件类型）；不再需要的，删去。

Wrong: a type of document of sharing.yaml is named by no material, result or licence of any item.

Why: it may stay as a preparation; mostly a material lacks its `document`, and the sharing has no effect.

Do: write `document` at the material that was meant, or delete the type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-DOCUMENT-NOT-USED"
FAMILY: Final = "items"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "ruleset"
SAID: Final = Message(
    zh="没有事项用到文件类型 `{name}`",
    en="no item uses the document `{name}`",
    remedy_zh="请在相应材料上写 `document`（文件类型），或者删去",
    remedy_en="write `document` at the material that was meant, or delete it",
)

BAD: Final = """
# == sharing.yaml
documents:
  tax-proof: # ← tax-proof
    name: 完税证明
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
    licence:
      name: 营业执照
      kind: licence
      document: business-licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every type of document that nothing names."""
    used: set[str] = set()
    for one in whole.versions:
        used |= {case.value.document for case in one.elements.result.cases}
        for slot in one.version.slots.values():
            used |= {slot.arm.document or "", *slot.arm.proved_by}
    for department in whole.ruleset.departments.values():
        used.update(department.holds)
    for document in whole.ruleset.documents:
        if document not in used:
            yield Found(whole.at("sharing.yaml", ("documents", document), key=True), {"name": document})
