"""错在哪：材料是评估、检测、鉴定、审计一类的报告，只有规章或者更低的依据，又没有写 `intermediary: true`（
`中介服务成果: 是`）。

为什么：优化营商环境条例第四十三条第一款规定，作为办理行政审批条件的中介服务事项应当有法律、法规或者国务院决定依据，没
有依据的不得作为条件。没有标明，程序就当它是申请人自己写的报告。

怎么改：由中介机构出具的，写 `intermediary: true`（`中介服务成果: 是`）并引够得上的依据；允许申请人自行编制的，在备注
里写明，并用注释准许。

Wrong: a material is a report of an assessment, a test, an appraisal or an audit, its basis is a departmental rule or
lower, and it is not marked `intermediary: true`.

Why: art. 43 para. 1 of 优化营商环境条例: the work of an intermediary may be a condition of an approval only by a law, a
regulation or a decision of the State Council. Unmarked, it passes for a report of the applicant's own.

Do: mark it and cite what is high enough; where the applicant may write it himself, say so in a note and allow it in a
comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import BY_LAW, highest
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import WORDS

CODE: Final = "L-INTERMEDIARY-UNMARKED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”像是中介机构的成果，依据只到{level_zh}，又没有标明",
    en="“{name}” looks like the work of an intermediary; its basis is only a {level_en}, and it is not marked",
    remedy_zh="请写 `intermediary: true`（`中介服务成果: 是`）并引法律、法规；申请人可以自行编制的，在备注里写明",
    remedy_en="mark it `intermediary: true` and cite a law or regulation, or say in a note that the applicant may write it",
)

BAD: Final = """
elements:
  materials:
    wind-report:
      name: 店招抗风安全检测报告 # ← 店招
      kind: report
      basis:
        - {law: construction-permit-measures, article: "4"}
"""
GOOD: Final = """
elements:
  materials:
    wind-report:
      name: 店招抗风安全检测报告
      kind: report
      intermediary: true
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_WORK: Final = re.compile("(?:评估|评价|检测|检验|鉴定|审计|验资|测绘|论证|咨询|监测|勘察|造价)[^，、]{0,8}(?:报告|报告书|意见|意见书|结论)|(?:第三方|中介)[^，、]{0,16}(?:评估|评价|检测|鉴定|审计|报告|意见|方案)")


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot that is called so, asked for and not marked."""
    for slot in one.slots:
        arm = slot.arm
        level = highest(one.ruleset, slot.basis)
        if not arm.intermediary and not arm.over_asked and level not in BY_LAW and _WORK.search(arm.name):
            args = {"name": arm.name, "level_zh": WORDS.get(level, level), "level_en": level}
            yield Found(one.at_slot(slot, "name"), args)
