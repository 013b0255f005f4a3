"""错在哪：自然人也能申请，材料却一律要求申请人盖章（`sealed_by: applicant`，`盖章: applicant`）。

为什么：自然人没有公章，照这样告知他永远补不齐。法条写“签名或者盖章”、或者什么也没有写的，是两样选一样；增设条件须有法
律、法规、规章依据（优化营商环境条例第三十五条）。

怎么改：改为 `signed_or_sealed_by`（签字或者盖章）；只要求单位盖章的，条件里写明 `applicant.kind`。

Wrong: natural persons may apply, and yet a material must always bear the applicant's seal (`sealed_by: applicant`).

Why: a natural person has no seal and can never cure such a defect. Where the act says 签名或者盖章, or nothing, either is
enough; a further condition needs a basis (art. 35 of 优化营商环境条例).

Do: write `signed_or_sealed_by`; where only organisations must seal, let the condition speak of `applicant.kind`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import Condition, Kind, definitions_used, variables
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-SEAL-OF-A-PERSON"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="自然人也能申请，“{name}”却要求申请人盖章",
    en="natural persons may apply, and “{name}” must bear the applicant's seal",
    remedy_zh="请改为 `signed_or_sealed_by`（签字或者盖章），或者在条件里写明申请人的种类",
    remedy_en="write `signed_or_sealed_by`, or let the condition speak of the kind of applicant",
)

BAD: Final = """
elements:
  applicant_types: [natural_person, enterprise]
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in:
        sealed_by: applicant # ← applicant
"""
GOOD: Final = """
elements:
  applicant_types: [natural_person, enterprise]
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in:
        signed_or_sealed_by: applicant
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every material that is asked for without a word about who applies."""
    if not any("natural_person" in kinds for _, kinds in one.cases("applicant_types")):
        return
    for slot in one.own_slots:
        asked = one.version.asked[slot.requirement]
        sealed_by = getattr(slot.arm.hand_in, "sealed_by", None) or ()
        conditions = [*asked.due, *([slot.when] if slot.when is not None else [])]
        if "applicant" in sealed_by and not slot.arm.over_asked and not any(_speaks_of_applicants(one, c) for c in conditions):
            yield Found(one.at_slot(slot, "hand_in", "sealed_by"), {"name": slot.arm.name})


def _speaks_of_applicants(one: OneVersion, condition: Condition) -> bool:
    """Whether *condition*, or a definition that it names, reads a fact that may part persons from organisations."""
    if any(variable.kind in (Kind.APPLICANT, Kind.FACT, Kind.CHOICE) for variable in variables(condition)):
        return True
    return any(_speaks_of_applicants(one, one.version.definitions[name]) for name in definitions_used(condition))
