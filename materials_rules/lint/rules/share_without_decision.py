"""错在哪：开通共享的一段日子（`live`，共享期间）没有写根据哪份决定，也没有标明来源。

为什么：机关自行取得、不再要申请人提交，是有人决定了从哪一天起共享；没有决定，取不到材料时窗口会转头去要（优化营商环境
条例第三十七条第二款）。

怎么改：写 `decision`（共享决定）的文号；还没有查到的，写 `source: assumption`（`来源: 假定`）。

Wrong: a stretch of `live` sharing names no decision and no source.

Why: an office obtains a paper itself because somebody decided to share it from a day on; without a decision the window
turns to the applicant when it cannot get the paper (art. 37 para. 2 of 优化营商环境条例).

Do: write the number of the `decision`; while it is not known, say `source: assumption`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-SHARE-WITHOUT-DECISION"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="文件类型 `{name}` 自 {day} 起共享，没有写根据哪份决定",
    en="the document `{name}` is shared from {day} on by no decision",
    remedy_zh="请写 `decision`（共享决定）；还没有查到的，写 `source: assumption`（`来源: 假定`）",
    remedy_en="write the `decision`, or `source: assumption` while it is not known",
)

BAD: Final = """
# == sharing.yaml
documents:
  lease:
    name: 租赁合同
    supplied_by: holder
    live:
      - {from: 2025-01-01, region: "43"} # ← {from
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
    """Every stretch of every document, unless the document or the stretch says where it comes from."""
    for name, document in whole.ruleset.documents.items():
        for i, live in enumerate(document.live):
            if live.decision is None and live.source is None and document.source is None:
                place = whole.at("sharing.yaml", ("documents", name, "live", i))
                yield Found(place, {"name": name, "day": live.from_.isoformat()})
