"""错在哪：承诺期限（`promised_limit`）超过本市给这一类办件定的上限（`ruleset.yaml` 的 `case_types`，各类办件）。

为什么：即办件、一审一核件、承诺件各有上限，是本市对外的承诺；超过上限的事项要么分错了类，要么期限写错了。行政许可法第四十二条
的法定期限是底线，办件类型的上限比它更紧。

怎么改：缩短承诺期限，或者改 `case_type`（办件类型）；有正当理由不能缩短的，在上面一行写 `# 准许 L-PROMISED-ABOVE-CAP：理由`。

Wrong: the promised limit passes the cap of its case type (`case_types` of `ruleset.yaml`).

Why: each type of case has a cap, which the city has promised to everybody; an item above it is of another type, or its limit is
wrong. The statutory limit of art. 42 of 行政许可法 is the outer bound, the cap of the type is tighter.

Do: shorten the limit or change `case_type`; where there is a good reason for more, say so in the line above with
`# allow L-PROMISED-ABOVE-CAP: reason`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together
from materials_rules.rules.limit import Limit, Unit

CODE: Final = "L-PROMISED-ABOVE-CAP"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="承诺期限 {promised_zh} 超过{type}的上限 {cap_zh}",
    en="the promised limit of {promised_en} passes the cap of {cap_en} for {type}",
    remedy_zh="请缩短承诺期限，或者改 `case_type`（办件类型）；有正当理由的，用注释准许并写明理由",
    remedy_en="shorten it or change `case_type`; with a good reason, allow it in a comment that says why",
)

BAD: Final = """
elements:
  case_type: one_review
  promised_limit: {limit: 5 working days} # ← 5
"""
GOOD: Final = """
elements:
  case_type: one_review
  promised_limit: {limit: 3 working days}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every promised limit against the cap of each case type that holds in the same situation."""
    told = set()
    for meeting in together(one, "promised_limit", "case_type"):
        promised, name = meeting.values
        about = one.ruleset.place.case_types[name]
        path = meeting.paths[0]
        if path not in told and _is_longer(promised.limit, about.cap):
            told.add(path)
            args = {
                "promised_zh": promised.limit.say(),
                "promised_en": promised.limit.say("en"),
                "type": about.name,
                "cap_zh": about.cap.say(),
                "cap_en": about.cap.say("en"),
            }
            yield Found(one.at((*path, "limit")), args, meeting.witness)


def _is_longer(promised: Limit, cap: Limit) -> bool:
    """A `日` is held against a cap in working days as if it were one: 行政许可法 art. 82 counts its limits in working days."""
    is_as_written = promised.unit is Unit.DAY_AS_WRITTEN and cap.unit is Unit.WORKING_DAY
    return promised.value > cap.value if is_as_written else is_surely_longer(promised, cap)
