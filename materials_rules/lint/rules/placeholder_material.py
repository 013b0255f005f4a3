"""错在哪：材料的名称、别名或者说明里写着“待定”“xxx”“TODO”一类还没有写完的话。

为什么：行政许可法第三十条第一款要求公示需要提交的全部材料的目录；叫不出名字的材料，申请人无从准备，窗口要起来没有边际。

怎么改：写上办法或者公布的清单里的名称；还不知道叫什么的，先不要写进规则。

Wrong: the name, an alias or the note of a material says 待定, xxx, TODO or another word that still has to be replaced.

Why: art. 30 para. 1 of 行政许可法 wants the list of all materials published; a paper without a name cannot be prepared, and
there is no limit to what a window may mean by it.

Do: write the name that the act or the published list has; what has no name yet does not belong into the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.placeholder import has_placeholder
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import KEYS

CODE: Final = "L-PLACEHOLDER-MATERIAL"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="材料的 `{key}`（{key_zh}）“{found}”还没有写完",
    en="`{key}` of the material says “{found}”, which still has to be written",
    remedy_zh="请写上办法或者清单里的名称",
    remedy_en="write the name that the act or the published list has",
)

BAD: Final = """
elements:
  materials:
    site-plan:
      name: 位置图（待定） # ← 位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """What every slot of the item's own file is called, and what is said of it."""
    for slot in one.slots:
        for key in ("name", "note"):
            text = getattr(slot.arm, key)
            if text is not None and has_placeholder(text):
                yield Found(one.at_slot(slot, key), {"key": key, "key_zh": KEYS[key], "found": text})
        for i, alias in enumerate(slot.arm.aliases):
            if has_placeholder(alias):
                yield Found(one.at_slot(slot, "aliases", i), {"key": "aliases", "key_zh": KEYS["aliases"], "found": alias})
