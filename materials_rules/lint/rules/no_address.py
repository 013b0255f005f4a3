"""错在哪：申请地点（`application_place`）只有大厅的名字，没有路名、门牌、楼层，也没有网址。

为什么：申请人要照着告知书走到地方、找到窗口；一个市有几个大厅，只写“政务服务大厅”就要再问一次。行政许可法第三十条第二
款要求行政机关提供准确、可靠的信息。

怎么改：写上路名和门牌，或者网上办理的网址（`online`，网上办理）；还没有查到的，标 `source: assumption`（`来源: 假定`）。

Wrong: `application_place` is the name of a hall alone, without street, number or floor, and without an address on the
net.

Why: the applicant has to find the window by the notice, and a city has several halls; by art. 30 para. 2 of 行政许可法 the
information of an office is exact and reliable.

Do: write street and number, or where to apply on the net (`online`); while it is not known, say `source: assumption`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-NO-ADDRESS"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="申请地点“{found}”没有写明地址",
    en="the application place “{found}” has no address",
    remedy_zh="请写上路名、门牌或者网址；还没有查到的，标 `source: assumption`（`来源: 假定`）",
    remedy_en="write street and number or a web address, or `source: assumption` while it is not known",
)

BAD: Final = """
elements:
  application_place: 政务服务大厅 # ← 政务
"""
GOOD: Final = """
elements:
  application_place: 政务服务大厅（蒸湘区船山大道 12 号）
"""

_ADDRESS: Final = re.compile(r"[路街巷弄]|大道|[号楼层座栋幢室](?!许可)|[镇乡村](?!建设|规划)|广场|https?:|www\.|\.(?:gov|com|cn)\b", re.IGNORECASE)


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `application_place`, unless the element is said to be assumed."""
    if one.elements.application_place.source == ASSUMED:
        return
    for path, place in one.cases("application_place"):
        told = "".join(filter(None, (place.place, place.window, place.online)))
        if not _ADDRESS.search(told):
            yield Found(one.at((*path, "place")), {"found": place.place})
