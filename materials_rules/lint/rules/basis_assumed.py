"""错在哪：这份材料或者收费的依据全都标着 `source: assumption`（`来源: 假定`）：没有一条是照原文核对过的。

为什么：没有依据的材料不得要求提交（优化营商环境条例第三十五条），没有法律、行政法规规定的不得收费（行政许可法第五十八条第一款）。凭通行说法写的条款，可能没有这一条，也可能不要求这份
材料；公布以前须有人对照原文。

怎么改：找到条文的原文核对，改正条、款、项，删去 `source: assumption`；原文不要求的，删去这份材料或者写
`over_asked: true`（`不应要求: 是`）。

Wrong: every citation of this material or fee is marked `source: assumption`: none was held against the text of the act.

Why: what has no basis may not be demanded (art. 35 of 优化营商环境条例) nor charged (art. 58 para. 1 of 行政许可法). A provision written from hearsay may not exist or may
not ask for this paper; before the rules are published somebody has to read the act.

Do: find the text, correct article, paragraph and point and take `source: assumption` away; where the act does not ask
for it, remove it or write `over_asked: true`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-BASIS-ASSUMED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”的依据全都是假定的，还没有对照原文",
    en="every citation of “{name}” is an assumption",
    remedy_zh="请对照原文核对后删去 `source: assumption`（`来源: 假定`）",
    remedy_en="read the act, correct the citation and take `source: assumption` away",
)

BAD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图 # ← 店招
      kind: drawing
      basis:
        - {law: construction-law, article: "8", source: assumption}
"""
GOOD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: construction-law, article: "8", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot of the item's own file that has a basis and is asked for, and every fee."""
    for slot in one.own_slots:
        if slot.basis and not slot.arm.over_asked and all(basis.source == ASSUMED for basis in slot.basis):
            yield Found(one.at_slot(slot, "name"), {"name": slot.arm.name})
    for path, fee in one.cases("fee"):
        if fee.charged and fee.basis and all(basis.source == ASSUMED for basis in fee.basis):
            yield Found(one.at((*path, "basis"), key=True), {"name": "收费"})
