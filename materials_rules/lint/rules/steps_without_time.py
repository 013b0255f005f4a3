"""错在哪：审批程序没有一个环节写了时间。

为什么：承诺期限由哪几步组成，申请人看不出来，监督的人也看不出来；优化营商环境条例第三十五条要求公开工作流程、细化量化
服务标准。

怎么改：给计入期限的环节写 `takes`（所需时间），加起来等于承诺期限。

Wrong: no step of the procedure says how long it takes.

Why: neither applicants nor supervisors see what the promised limit consists of; art. 35 of 优化营商环境条例 wants the flow of
work published and standards in figures.

Do: write `takes` for the steps that count; together they are the promised limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-STEPS-WITHOUT-TIME"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="审批程序没有一个环节写了 `takes`（所需时间）",
    en="no step of the procedure says what it `takes`",
    remedy_zh="请给计入期限的环节写上时间",
    remedy_en="write it for the steps that count",
)

BAD: Final = """
elements:
  procedure: # ← procedure
    - {step: 受理}
    - {step: 审查并决定}
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 受理}
    - {step: 审查并决定, takes: 10 working days}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `procedure` that has steps."""
    for path, steps in one.cases("procedure"):
        if steps and not any(step.takes for step in steps):
            yield Found(one.at(path, key=True))
