"""错在哪：材料要由居委会、村委会、派出所、单位一类的第三方盖章、签字（`sealed_by`，盖章），种类却不是证明，或者依据够不上。

为什么：让第三方在表格上盖章，就是要它出证明：证明事项须有法律、法规或者国务院决定依据（优化营商环境条例第四十四条第一款），换成“盖章”
不改变它是什么。村、居委会能出哪些证明，也不由表格决定。

怎么改：没有依据的，改为由申请人签字或者盖章；有依据的，写成一份单独的材料，种类写 `proof`（`证明`），写明依据。

Wrong: a material must bear the seal or signature of a third party, such as a residents' or village committee, the police or an
employer, and its kind is not `proof`, or its basis is too low.

Why: to have a form stamped by somebody else is to want his certificate. A proof needs a law, a regulation or a decision of the
State Council (art. 44 para. 1 of 优化营商环境条例); calling it a seal changes nothing.

Do: without a basis let the applicant sign or seal it; with one, make a material of its own of kind `proof` and cite it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import BY_LAW, highest
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.wording import texts_of_slot

CODE: Final = "L-SEAL-OF-ANOTHER"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”要“{who}”盖章或者签字，等于要它出证明",
    en="“{name}” must be sealed or signed by “{who}”, which is to want a certificate of it",
    remedy_zh="没有依据的，改为申请人签字或者盖章；有依据的，另写一份种类为 `proof`（`证明`）的材料",
    remedy_en="let the applicant sign it; with a basis, make a material of kind `proof` of it",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in:
        sealed_by: 居委会 # ← 居委会
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in:
        signed_or_sealed_by: applicant
"""

_KEYS: Final = ("sealed_by", "signed_by", "signed_or_sealed_by")
_OTHERS: Final = re.compile(
    "居委会|居民委员会|村委会|村民委员会|村民小组|社区|派出所|公安|街道|乡镇|乡政府|镇政府|村组|物业|业主委员会|业委会|工作单位|所在单位|用人单位"
    "|原单位|户籍|邻居|四邻|相邻|利害关系人|学校|银行|医院|行业协会|商会|工会|妇联|民政|人社|税务|房管|主管部门|上级|房东"
)


def check(one: OneVersion) -> Iterator[Found]:
    """Every seal and signature of such a body on something that is asked for."""
    for slot in one.slots:
        is_proof = slot.arm.kind in ("proof", "licence", "contract") and highest(one.ruleset, slot.basis) in BY_LAW
        for key in () if slot.arm.over_asked or is_proof else _KEYS:
            for who in texts_of_slot(one, slot, "hand_in", key):
                if _OTHERS.search(who.text):
                    yield Found(who.place, {"name": slot.arm.name, "who": who.text})
