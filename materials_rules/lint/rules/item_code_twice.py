"""错在哪：两个事项写了同一个事项编码。

为什么：一个编码只指一个事项；两个事项共用，告知书和办件就会记到对方名下。同一事项的几个版本编码相同，不在此列。

怎么改：核对两个事项的编码；其实是一个事项的，合并成一个，用情形区分。

Wrong: two items have the same item code.

Why: a code stands for one item; when two share it, notices and cases are filed under the other one. The versions of one
item rightly have one code.

Do: check both codes; where it is one item after all, merge the two and part them by situation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, WholeRuleset
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-ITEM-CODE-TWICE"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="事项编码 {found} 与事项 `{other}` 相同",
    en="the item code {found} is that of item `{other}` too",
    remedy_zh="请核对编码；其实是一个事项的，合并成一个",
    remedy_en="check the codes; merge the two if they are one item",
)

BAD: Final = """
elements:
  item_code: "431004129W00" # ← "431
# == items/banner/2022-01-01.yaml
elements:
  item_code: "431004129W00"
"""
GOOD: Final = """
elements:
  item_code: "431004129W00"
# == items/banner/2022-01-01.yaml
elements:
  item_code: "431004130W00"
"""


def check(whole: WholeRuleset) -> Iterator[Found]:
    """The newest version of every item against those before it."""
    first: dict[str, str] = {}
    for item, one in whole.newest.items():
        if one.elements.item_code.source == ASSUMED:
            continue
        for path, code in one.cases("item_code"):
            other = first.setdefault(fold(code), item)
            if other != item:
                yield Found(one.at(path), {"found": code, "other": other})
