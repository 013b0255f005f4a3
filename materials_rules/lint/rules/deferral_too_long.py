"""错在哪：容缺的期限（`within`）比本市容缺规则允许的长：规则写着最长不超过承诺期限或者法定期限。

为什么：容缺是先受理、后补齐，补齐以前不能作出决定；补齐的期限超过办理期限，办结就必然逾期（行政许可法第四十二条）。

怎么改：缩短 `within`（限期），或者不写容缺。

Wrong: the time for a deferred material (`within`) is longer than the city's deferral rules let it be: than the promised
or the statutory limit.

Why: a deferral takes a packet before it is complete, and nothing can be decided until it is; with more time than the
limit itself the decision is late (art. 42 of 行政许可法).

Do: shorten `within`, or do not defer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-DEFERRAL-TOO-LONG"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="容缺期限 {within_zh} 超过{limit_zh}",
    en="the time of {within_en} to hand it in later passes the limit of {limit_en}",
    remedy_zh="请缩短 `within`（限期）",
    remedy_en="shorten `within`",
)

BAD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      deferrable:
        published_in: {title: 衡阳市容缺受理清单, on: 2021-12-01}
        basis:
          - {law: administrative-licensing-law, article: "31", paragraph: "1"}
        within: 15 working days # ← 15
"""
GOOD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      deferrable:
        published_in: {title: 衡阳市容缺受理清单, on: 2021-12-01}
        basis:
          - {law: administrative-licensing-law, article: "31", paragraph: "1"}
        within: 5 working days
"""

_LIMITS: Final = {"promised": "promised_limit", "statutory": "statutory_limit"}


def check(one: OneVersion) -> Iterator[Found]:
    """Every deferral against the longest limit that any situation has."""
    element = _LIMITS[one.ruleset.place.deferral_rules.longest]
    for asked in one.own:
        deferrable = asked.requirement.deferrable
        limits = [value.limit for _, value in one.cases(element)]
        if deferrable is not None and all(is_surely_longer(deferrable.within, limit) for limit in limits):
            args = {
                "within_zh": deferrable.within.say(),
                "within_en": deferrable.within.say("en"),
                "limit_zh": " / ".join(limit.say() for limit in limits),
                "limit_en": " / ".join(limit.say("en") for limit in limits),
            }
            yield Found(one.at_asked(asked, "deferrable", "within"), args)
