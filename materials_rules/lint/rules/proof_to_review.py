"""错在哪：要求提交的证明属于常被取消的几种：居住、亲属关系、婚姻状况、健在、同一人、无违法记录、经济困难、遗失、收入、没有异议或者纠纷，
不管种类写成什么。

为什么：优化营商环境条例第四十四条第二款：通过法定证照、书面告知承诺、部门间核查、网络核验能够办理，能够被其他材料涵盖，
以及开具单位无法调查核实的，不得设定证明事项。这几种证明多半属于其中之一，应当逐项判断并记下来。

怎么改：能以证照证明的写 `proved_by`（可用证照证明），能承诺的写 `commitment`（告知承诺），开具单位核实不了的写
`unverifiable`（无法核实）；确须提交的，用注释准许并写明理由。

Wrong: a proof is asked for of a kind that was mostly abolished: of residence, kinship, marriage, being alive, being the
same person, a clean record, hardship, loss, income, that nobody objects or disputes, whatever kind it is said to be.

Why: art. 44 para. 2 of 优化营商环境条例 forbids to set up a proof of what licences, a commitment, checks between departments or
on the net settle, what another paper covers, or what the issuing body cannot verify. Such proofs mostly are one of
these; it should be judged and recorded.

Do: write `proved_by`, `commitment` or `unverifiable`; where it is needed after all, allow it in a comment with the
reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-PROOF-TO-REVIEW"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”这种证明多半不得要求，还没有判断",
    en="proofs like “{name}” may mostly not be demanded; nobody has judged this one",
    remedy_zh="请判断能否以证照证明、承诺代替或者部门核查，并写明",
    remedy_en="judge whether a licence, a commitment or another office settles it, and write that",
)

BAD: Final = """
elements:
  materials:
    kinship:
      name: 亲属关系证明 # ← 亲属
      kind: proof
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    kinship:
      name: 亲属关系证明
      kind: proof
      unverifiable: {by: bureau, on: 2021-12-01, why: 社区无从核实}
      over_asked: true
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_KINDS: Final = re.compile(
    "(?:居住|户籍|户口|亲属关系|婚姻|未婚|单身|健在|生存|死亡|同一人|同名|无违法|无犯罪|守法|无违规|诚信|经济困难|贫困|低收入|收入|遗失|丢失|就业|失业|财产|名下无房|计划生育|生育|独生子女|无业|品行|政治|政审|住址|住所|无欠税|无欠费|无欠薪|无(?:任何)?(?:异议|纠纷|争议|争执)|权属无争议|邻里|四邻|无[^，、证]{0,8}(?:事故|违章|处罚|投诉|失信|行贿|记录)|完税|社保|无处分|无重名|存款|资信|表现)"
    "[^，、]{0,8}证明(?:材料|书|信)?"
)

_CALLED: Final = ("证明", "证明材料", "证明书", "证明信")


def check(one: OneVersion) -> Iterator[Found]:
    """Every proof that is asked for and of which nothing is recorded."""
    for slot in one.slots:
        arm, requirement = slot.arm, one.version.asked[slot.requirement].requirement
        judged = arm.proved_by or arm.unverifiable or requirement.commitment or arm.document
        is_one = arm.kind == "proof" or (arm.kind != "licence" and arm.name.endswith(_CALLED))
        if is_one and not arm.over_asked and not judged and _KINDS.search(arm.name):
            yield Found(one.at_slot(slot, "name"), {"name": arm.name})
