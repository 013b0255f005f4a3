"""错在哪：法定期限本身就不长于这一类办件的上限，可以归入更快的一类。

为什么：即办件、一审一核件、承诺件按承诺的时间分；法定期限只有三个工作日的事项归在承诺件，本市的统计会少算一件提速的事
项，申请人也以为要等十天（优化营商环境条例第三十六条第一款要求推行当场办结、限时办结）。

怎么改：核对 `case_type`（办件类型），能归入更快的一类就归入；有理由的，用注释准许。

Wrong: the statutory limit alone keeps within the cap of a quicker type of case.

Why: instant, one-review and promised items are parted by the time that is promised; an item with a statutory limit of
three working days among the promised ones is counted as slow and looks like ten days to applicants (art. 36 para. 1 of
优化营商环境条例 wants quick handling).

Do: check `case_type` and take the quicker type if it fits; with a reason, allow it in a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together
from materials_rules.reading.source import Path

CODE: Final = "L-CAP-OF-STATUTORY"
FAMILY: Final = "time"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="法定期限 {limit_zh} 已经不长于{type}的上限，办件类型却是{now}",
    en="the statutory limit of {limit_en} is within the cap of {type}, and the case type is {now}",
    remedy_zh="请核对 `case_type`（办件类型）",
    remedy_en="check `case_type`",
)

BAD: Final = """
elements:
  case_type: promised # ← promised
  statutory_limit:
    limit: 3 working days
    basis:
      - {law: administrative-licensing-law, article: "42", paragraph: "1"}
  promised_limit: {limit: 2 working days}
  procedure:
    - {step: 审查并决定, takes: 2 working days}
"""
GOOD: Final = """
elements:
  case_type: one_review
  statutory_limit:
    limit: 3 working days
    basis:
      - {law: administrative-licensing-law, article: "42", paragraph: "1"}
  promised_limit: {limit: 2 working days}
  procedure:
    - {step: 审查并决定, takes: 2 working days}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case type against the caps of the quicker ones, where the statutory limit counts in the same unit."""
    told: set[Path] = set()
    types = one.ruleset.place.case_types
    for meeting in together(one, "case_type", "statutory_limit"):
        name, statutory = meeting.values
        limit, path = statutory.limit, meeting.paths[0]
        quicker = [
            about
            for about in types.values()
            if is_surely_longer(types[name].cap, about.cap) and about.cap.unit is limit.unit and limit.value <= about.cap.value
        ]
        if quicker and path not in told:
            told.add(path)
            quickest = min(quicker, key=lambda about: about.cap.value)
            args = {"limit_zh": limit.say(), "limit_en": limit.say("en"), "type": quickest.name, "now": types[name].name}
            yield Found(one.at(path), args, meeting.witness)
