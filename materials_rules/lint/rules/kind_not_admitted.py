"""错在哪：条件把申请人的类型（`applicant.kind`）同一种不在办理对象（`applicant_types`，办理对象）里的类型比较。

为什么：那一类申请人本来就不能申请这个事项，这份材料就永远不会要求；或者是办理对象漏写了一类。

怎么改：改正条件里的类型，或者在办理对象里加上这一类。

Wrong: a condition compares `applicant.kind` with a kind that is not among `applicant_types`.

Why: applicants of that kind cannot apply at all, so that the material is never asked for; or a kind is missing among
those who may apply.

Do: mend the kind in the condition, or add it to `applicant_types`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import Against, Among
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import WORDS

CODE: Final = "L-KIND-NOT-ADMITTED"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="办理对象里没有“{kind}”，这个比较不会成立",
    en="“{kind}” is not among those who may apply",
    remedy_zh="请改正条件里的类型，或者在 `applicant_types`（办理对象）里加上",
    remedy_en="mend the condition, or add the kind to `applicant_types`",
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
    plan:
      name: 设计图
      kind: drawing
      when: applicant.kind == public_institution # ← applicant
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
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
    plan:
      name: 设计图
      kind: drawing
      when: applicant.kind == natural_person
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every comparison of the applicant's kind with one that no case of `applicant_types` admits."""
    admitted = {str(kind) for case in one.elements.applicant_types.cases for kind in case.value}
    for written in one.conditions:
        for part, place in written.parts():
            kinds: tuple[object, ...] = ()
            match part:
                case Against(_, variable, constant) if variable.name == "applicant.kind":
                    kinds = (constant,)
                case Among(variable, constants, _) if variable.name == "applicant.kind":
                    kinds = constants
            for kind in kinds:
                if str(kind) not in admitted:
                    yield Found(place, {"kind": WORDS.get(str(kind), str(kind))})
                    break
