"""错在哪：问申请人“是否符合要求”“是否符合条件”“材料是否齐全”，没有说是什么要求，或者问的是审查才能得出的结论（“是否准予许可”）。

为什么：申请人没有把握，只会答“是”；答“是”的，材料就按“是”要，审查的结论变成了申请人自己说的。材料是不是齐全，由行政机关审查
（行政许可法第三十四条第一款）。

怎么改：问一件看得见的事：“店招是否遮挡门窗？”；该由机关判断的，写 `answered_by: office`（`由谁回答: 办理机关`）。

Wrong: an applicant is asked 是否符合要求, 是否符合条件 or 材料是否齐全 without a word of which, or for what the review has to find out
(是否准予许可).

Why: applicants cannot know and say yes; materials are then asked for as if it were so, and the finding of the office is the applicant's own
word. Whether materials are complete is for the office to review (art. 34 para. 1 of 行政许可法).

Do: ask for something that can be seen, 店招是否遮挡门窗; what the office has to judge has `answered_by: office`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-QUESTION-OF-JUDGEMENT"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{found}”没有说按什么判断，或者要审查才知道，申请人答不了",
    en="an applicant cannot answer “{found}”: it does not say by what, or is for the review to find out",
    remedy_zh="请问一件具体的事，或者写 `answered_by: office`（`由谁回答: 办理机关`）",
    remedy_en="ask for something that can be seen, or write `answered_by: office`",
)

BAD: Final = """
elements:
  materials:
    plan:
      name: 设计图
      kind: drawing
      when: fit
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  fit:
    ask: 店招的设置是否符合要求？ # ← 是否符合要求
    type: boolean
"""
GOOD: Final = """
elements:
  materials:
    plan:
      name: 设计图
      kind: drawing
      when: covers
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
facts:
  covers:
    ask: 店招是否遮挡门窗？
    type: boolean
"""

_WHETHER: Final = "(?:是否|是不是|有没有|能否|可否|能不能)"
_ANY: Final = "(?:法定|法律法规|法律|法规|国家|有关|相关|规定|上述|以上|所有|全部|各项|许可|办理|申请|申报|受理|审批|审查|准入|技术|安全|本|的|、)*"
_JUDGED: Final = re.compile(
    f"{_WHETHER}(?:都|均|全部|已经?)?(?:符合|满足|达到|具备){_ANY}(?:要求|条件|标准|规定|规范)(?=\\s*[?？。]*\\s*\\Z)"
    "|(?:材料|资料|要件|手续|证件|证照|文件)[^，。,；？?]{0,6}(?:是否|是不是)(?:都|均|全部|已经?)?(?:齐全|齐备|完备|完整|合格|合法|合规|合理)"
    f"|(?<!验收)(?<!检[验测查])(?<!考[试核])(?<!评估)(?<!审[验图])(?<!体检){_WHETHER}(?:都|均)?(?:合格|合法|合规|合理|适当|妥当|恰当|必要)"
    "(?=\\s*[?？。]*\\s*\\Z)"
    f"|(?:{_WHETHER}|应否)(?:应当|应该|可以|能够|能)?(?:予以|给予)?(?:准予|受理|批准|许可|核准|通过(?:审查|审批|审核)|颁证|发证|不予)"
    "(?:(?:行政)?许可|批准|受理|办理|申请)?(?=\\s*[?？。]*\\s*\\Z)"
)


def check(one: OneVersion) -> Iterator[Found]:
    """Every question that an applicant answers, those of members of lists among them."""
    for path, fact in questions(one):
        found = _JUDGED.search(fact.ask) if fact.answered_by == "applicant" else None
        text = one.text_at((*path, "ask"))
        if found is not None and text is not None:
            yield Found(text.place_of(found.start()), {"found": found[0]})
