"""错在哪：“原则上”的例外已经到期，或者不到九十天就要到期（只在 `lint --as-of 日期` 时检查）。

为什么：例外使本来不得要求的材料暂时可以要求，最长一年，须有依据或者另一部门批准；到期的第二天起，这份材料自动不得要求，
窗口和办件系统都要提前知道。

怎么改：需要延续的，重新取得批准并写上新的起止日期；不需要的，删去例外，准备好不要这份材料的办法。

Wrong: an exception has run out, or has less than ninety days left (looked at with `lint --as-of DATE` only).

Why: an exception lets an office ask for what may not be demanded, for a year at most, on a basis or by another
department's approval. On the day after its end the paper may not be asked for, and the windows and the case system have
to know in time.

Do: have it decided again and write the new days, or remove it and get ready to work without the paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-EXCEPTION-RUNS-OUT"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”的例外 {day} 到期",
    en="the exception of “{name}” ends on {day}",
    remedy_zh="请重新取得批准并写上新的日期，或者删去例外",
    remedy_en="have it decided again and write the new days, or remove it",
)

BAD: Final = """
# as of: 2026-03-02
elements:
  materials:
    shop-licence:
      name: 营业执照
      kind: licence
      document: business-licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      exception:
        class: C2_SHAREABLE
        why: 共享接口检修，期间原则上由申请人提交
        approved_by: holder
        from: 2025-06-01
        to: 2026-05-20 # ← 2026
"""
GOOD: Final = """
# as of: 2026-03-02
elements:
  materials:
    shop-licence:
      name: 营业执照
      kind: licence
      document: business-licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      exception:
        class: C2_SHAREABLE
        why: 共享接口检修，期间原则上由申请人提交
        approved_by: holder
        from: 2026-01-01
        to: 2026-12-31
"""

_SOON: Final = dt.timedelta(days=90)


def check(one: OneVersion) -> Iterator[Found]:
    """Every exception of a version that is in force on the day of lint."""
    if one.as_of is None or not one.days[0] <= one.as_of <= one.days[1]:
        return
    for asked in one.version.asked.values():
        for i, exception in enumerate(asked.requirement.exception):
            if exception.to < one.as_of + _SOON:
                args = {"name": asked.requirement.called(), "day": exception.to.isoformat()}
                yield Found(one.at_asked(asked, "exception", i, "to"), args)
