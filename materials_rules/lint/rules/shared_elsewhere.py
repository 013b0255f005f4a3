"""错在哪：共享期间（`live`）的地域不包括本地：行政区划代码写错了，或者是别的地方的。

为什么：这一段共享在本地不起作用，部门之间已经共享的材料照旧向申请人要；通过数据共享能够获得的信息，不得要求另行提供
（国务院关于在线政务服务的若干规定第七条第一款）。

怎么改：写本地的行政区划代码，或者包括本地的上级的代码（全省写两位，全市写四位）；确是别处的，删去这一段。

Wrong: the region of a stretch of `live` does not hold this place: its code has a slip, or is that of somewhere else.

Why: the stretch has no effect here, and applicants are still asked for what departments share; what an office can get
by sharing data may not be demanded again (art. 7 para. 1 of 国务院关于在线政务服务的若干规定).

Do: write the code of this place, or of what it lies in (two digits for a province, four for a city); take away what is of elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-SHARED-ELSEWHERE"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="`{name}` 的共享地域 `{region}` 不包括本地（`{here}`），这一段共享不起作用",
    en="the region `{region}` of `{name}` does not hold this place (`{here}`), so that nothing is shared by it",
    remedy_zh="请写本地的行政区划代码，或者包括本地的上级的代码；是别处的，删去这一段",
    remedy_en="write the code of this place or of what it lies in; take away what is of elsewhere",
)

BAD: Final = """
# == sharing.yaml
documents:
  lease:
    name: 租赁合同
    supplied_by: holder
    live:
      - from: 2025-01-01
        region: 44E1 # ← 44E1
        decision: 演示函〔2024〕1号
"""
GOOD: Final = """
# == sharing.yaml
documents:
  lease:
    name: 租赁合同
    supplied_by: holder
    live:
      - {from: 2025-01-01, region: "43", decision: 演示函〔2024〕1号}
"""


def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every stretch of every document of the register."""
    here = whole.ruleset.place.region
    for name, document in whole.ruleset.documents.items():
        for number, live in enumerate(document.live):
            if not here.startswith(live.region):
                place = whole.at("sharing.yaml", ("documents", name, "live", number, "region"))
                yield Found(place, {"name": name, "region": live.region, "here": here})
