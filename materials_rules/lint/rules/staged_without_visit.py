"""错在哪：材料写着现场核查时交（`due_at: on_site_check`、`后续提交: 现场核查`），审批程序里却没有到现场的步骤。

为什么：没有现场核查，这份材料就没有交的时候：受理时不要，以后也没有人来收；审批程序是对申请人的公示（行政许可法第三十条第一款），
申请人从程序里看不出哪一步要准备它。

怎么改：有现场核查的，在 `procedure`（审批程序）里写上这一步；没有的，删去 `due_at`（后续提交），或者删去这份材料。

Wrong: a material is due at the check on site (`due_at: on_site_check`), and no step of the procedure is on site.

Why: without a visit there is no time at which the paper is handed over: not with the application, and nobody comes later. The
procedure is what applicants are told (art. 30 para. 1 of 行政许可法), and it does not show the step to prepare it for.

Do: write the visit as a step of `procedure`; where there is none, take `due_at` away, or the material.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-STAGED-WITHOUT-VISIT"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”到现场核查时才交，审批程序里却没有现场核查",
    en="“{name}” is due at the check on site, and no step of the procedure is on site",
    remedy_zh="请在 `procedure`（审批程序）里写上现场核查，或者删去 `due_at`（后续提交）",
    remedy_en="write the check on site as a step of `procedure`, or take `due_at` away",
)

BAD: Final = """
elements:
  procedure:
    - {step: 审查并决定, takes: 10 working days}
  materials:
    photographs:
      name: 店招安装照片
      kind: other
      due_at: on_site_check # ← on_site_check
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 现场核查, takes: 5 working days}
    - {step: 审查并决定, takes: 5 working days}
  materials:
    photographs:
      name: 店招安装照片
      kind: other
      due_at: on_site_check
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

ON_SITE: Final = re.compile("现场|踏勘|勘验|勘查|实地|上门|查验|验收|核查|检查")
"""Words of steps at which somebody comes; wider than those that a quick item may not have."""


def check(one: OneVersion) -> Iterator[Found]:
    """Every material so staged, where no case of the procedure has such a step."""
    if any(ON_SITE.search(step.step) for _, steps in one.cases("procedure") for step in steps):
        return
    for asked in one.own:
        if asked.requirement.due_at is not None:
            yield Found(one.at_asked(asked, "due_at"), {"name": asked.requirement.called()})
