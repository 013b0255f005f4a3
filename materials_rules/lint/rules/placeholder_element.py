"""错在哪：事项要素里写着“待定”“略”“xxx”“TODO”一类还没有写完的话。

为什么：十六个要素都要公示并印在告知书上，行政许可法第三十条第一款要求公示事项、依据、条件、数量、程序、期限和需要提交的
全部材料的目录；写“待定”就是没有公示。

怎么改：查清后写上；查不到的，写明目前能说的话并标 `source: assumption`（`来源: 假定`）；确实没有的，数量限制、收费写 `none`（`无`）。

Wrong: an element says 待定, 略, xxx, TODO or another word that still has to be replaced.

Why: all sixteen elements are published and printed on the notice; art. 30 para. 1 of 行政许可法 wants the matter, its basis,
conditions, quantity, procedure, limits and the list of all materials published, and a placeholder publishes nothing.

Do: find it out and write it; what cannot be found is worded as far as it is known, with `source: assumption`; where there is no
limit of quantity and no fee, write `none`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.placeholder import has_placeholder
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.wording import texts_of_elements

CODE: Final = "L-PLACEHOLDER-ELEMENT"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="要素 `{element}` 里的“{found}”还没有写完",
    en="“{found}” in the element `{element}` still has to be written",
    remedy_zh="请查清后写上；查不到的，写目前能说的话并标 `source: assumption`（`来源: 假定`）",
    remedy_en="find it out and write it, or word what is known and say `source: assumption`",
)

BAD: Final = """
elements:
  application_place: 待定 # ← 待定
"""
GOOD: Final = """
elements:
  application_place: 衡阳市政务服务大厅（蒸湘区船山大道）
"""

_NONE_IS_AN_ANSWER: Final = frozenset({"fee", "quantity_limit"})


def check(one: OneVersion) -> Iterator[Found]:
    """Every text of the fifteen elements other than the materials."""
    for element, place, text in texts_of_elements(one):
        is_none = element in _NONE_IS_AN_ANSWER and text in ("none", "无")
        if has_placeholder(text) and not is_none:
            yield Found(place, {"element": element, "found": text})
