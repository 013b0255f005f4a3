"""错在哪：受理条件只说“符合法律法规规定的条件”，没有说是什么条件。

为什么：行政许可法第三十条第一款要求公示条件，优化营商环境条例第三十五条要求细化量化标准、压缩自由裁量权；这样的一句话
等于没有公示，行不行全看窗口。

怎么改：从设定依据的条文里把条件逐条抄出来，各写 `basis`（依据）。

Wrong: an acceptance condition says no more than that the conditions of the law are met.

Why: art. 30 para. 1 of 行政许可法 wants the conditions published, art. 35 of 优化营商环境条例 wants standards in detail and little
discretion; such a sentence publishes nothing and leaves it all to the window.

Do: copy the conditions from the act, one by one, each with its `basis`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-VAGUE-CONDITION"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="受理条件“{found}”没有说明是什么条件",
    en="the condition “{found}” does not say what it is",
    remedy_zh="请从设定依据的条文里逐条抄出来",
    remedy_en="copy the conditions from the act, one by one",
)

BAD: Final = """
elements:
  acceptance_conditions:
    - 符合法律、法规规定的其他条件。 # ← 符合
"""
GOOD: Final = """
elements:
  acceptance_conditions:
    - 店招不遮挡门窗，不影响消防通道。
"""

_VAGUE: Final = re.compile(
    "(?:申请人)?(?:应当|须|需)?(?:符合|具备|满足|达到)?(?:国家|本市|省|市)?(?:有关|相关|现行)?"
    "(?:法律|法规|规章|规定|政策|标准|规范|文件|制度|规范性文件|法定|本机关|本部门|主管部门|行政机关|审批机关|审批部门|许可机关|发证机关|受理机关|上级|窗口|和|及|或者|、|，|等)*"
    "(?:规定|要求|确定|所列)?的?(?:其他|其它|有关|相关|全部|各项|基本|法定)*(?:条件|要求|情形|规定|事项|标准)(?:的|即可)?"
)


def check(one: OneVersion) -> Iterator[Found]:
    """Every acceptance condition."""
    for path, conditions in one.cases("acceptance_conditions"):
        for i, condition in enumerate(conditions):
            if _VAGUE.fullmatch(fold(condition.say).rstrip("。.；;")):
                yield Found(one.at((*path, i, "say")), {"found": condition.say})
