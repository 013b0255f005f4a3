"""错在哪：材料名称是“……证明”，种类（`kind`）却不是 `proof`（`证明`），而且只有规章或者更低的依据。

为什么：优化营商环境条例第四十四条第一款规定证明事项应当有法律、法规或者国务院决定依据。写成“其他”或者“表格”，第一类不
得要求的材料就查不到它，规章设定的证明照样被要求。

怎么改：种类改为 `proof`（`证明`），依据不够的就会被指出来；它其实是证照、合同或者决定书的，按原件的名称改名。

Wrong: a material is called …证明 (certificate that proves), its `kind` is not `proof`, and its basis is a departmental
rule or lower.

Why: art. 44 para. 1 of 优化营商环境条例: a proof needs a law, a regulation or a decision of the State Council. Under `other` or
`form` the first class does not see it, and a proof that only a rule set up is demanded all the same.

Do: write kind `proof`, and what the basis lacks is told; where it is a licence, a contract or a decision, call it by
its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import highest
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import WORDS

CODE: Final = "L-PROOF-BY-ANOTHER-NAME"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”是证明事项，种类却写的是 {kind_zh}，依据只到{level_zh}",
    en="“{name}” is a proof by its name, its kind is {kind_en}, and its basis only a {level_en}",
    remedy_zh="请把 `kind`（种类）改为 `proof`（`证明`）；证明事项须有法律、法规或者国务院决定依据",
    remedy_en="write kind `proof`: a proof needs a law, a regulation or a decision of the State Council",
)

BAD: Final = """
elements:
  materials:
    residence-proof:
      name: 居住证明
      kind: other # ← other
      basis:
        - {law: construction-permit-measures, article: "4"}
"""
GOOD: Final = """
elements:
  materials:
    residence-proof:
      name: 居住证明
      kind: proof
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_NAMED: Final = re.compile(
    "(?:证明|证明材料|证明文件|证明书|证明信)(?:[（(].*[）)])?"
    "|(?:说明|情况|函|意见|表)[（(].*(?:盖章|签章|出具|加盖公章).*[）)]"
    "|^.*介绍信(?:[（(].*[）)])?\\Z|^.*(?:个人|企业)?(?:征信|信用|无犯罪|社保缴费)(?:报告|记录)\\Z"
    "|^.*(?:派出所|居委会|居民委员会|村委会|村民委员会|社区|街道|乡镇|工作单位|四邻|邻居|相邻)(?:.{0,3}(?:盖章|签章|签字|签注|签署|同意|审核|初审))?的?.{0,8}(?:意见书?|表|书|函|信)\\Z"
    "|^.*(?:派出所|公安|居委会|村委会|社区|街道|单位|银行|学校|医院|部门|机关|局)出具的.*(?:函|说明|意见|记录|信)"
)
_TOO_LOW: Final = frozenset({"rule", "normative", "nothing"})


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot whose name is that of a proof, or says who signs or issues it."""
    for slot in one.slots:
        arm = slot.arm
        is_named = any(found.end() == len(arm.name) for found in _NAMED.finditer(arm.name))
        if arm.kind in ("proof", "licence") or arm.over_asked or not is_named:
            continue  # what shows who somebody is or what he may do is a licence
        level = highest(one.ruleset, slot.basis)
        if level in _TOO_LOW:
            args = {"name": arm.name, "kind_zh": WORDS[arm.kind], "kind_en": arm.kind}
            yield Found(one.at_slot(slot, "kind"), {**args, "level_zh": WORDS.get(level, level), "level_en": level})
