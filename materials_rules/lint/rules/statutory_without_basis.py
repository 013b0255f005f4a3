"""错在哪：法定期限没有引依据，也没有标明是假定。

为什么：法定期限是法律、法规、规章定的（优化营商环境条例第三十六条第二款），引不出条款就不是法定期限；它决定逾期从哪一
天起算，申请人要能核对。

怎么改：引上规定期限的条款，一般是行政许可法第四十二条第一款；还没有查到的，写 `source: assumption`（`来源: 假定`）。

Wrong: the statutory limit cites no provision, and is not said to be assumed.

Why: a statutory limit is set by an act (art. 36 para. 2 of 优化营商环境条例); without a provision it is none. It decides from
which day on an office is late, and applicants have to be able to check it.

Do: cite the provision, mostly art. 42 para. 1 of 行政许可法; while it is not known, say `source: assumption`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-STATUTORY-WITHOUT-BASIS"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="法定期限 {limit_zh} 没有引依据",
    en="the statutory limit of {limit_en} cites no provision",
    remedy_zh="请引上规定它的条款；还没有查到的，写 `source: assumption`（`来源: 假定`）",
    remedy_en="cite the provision, or say `source: assumption` while it is not known",
)

BAD: Final = """
elements:
  statutory_limit: {limit: 15 working days} # ← 15
"""
GOOD: Final = """
elements:
  statutory_limit:
    limit: 20 working days
    basis:
      - {law: administrative-licensing-law, article: "42", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `statutory_limit`."""
    for path, about in one.cases("statutory_limit"):
        if not about.basis and about.source is None and one.elements.statutory_limit.source is None:
            yield Found(one.at((*path, "limit")), {"limit_zh": about.limit.say(), "limit_en": about.limit.say("en")})
