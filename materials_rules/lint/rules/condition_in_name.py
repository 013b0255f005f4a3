"""错在哪：材料的名称或者别名里写着“必要时”“视情况”“如需”，什么时候要交由窗口看着办。

为什么：材料要在什么情形下提交，必须写成条件，事先公示（行政许可法第三十条第一款）；“必要时”对申请人什么也没有说，对窗口什么也没有限制，
程序也会向每一个人要这份材料。

怎么改：把“必要时”是什么时候写成 `when`（何时需要）；说不清的，法律也没有要求，删去这份材料。

Wrong: the name or an alias of a material says 必要时, 视情况 or 如需, so that the window decides when it is wanted.

Why: when a material is wanted is a condition, published beforehand (art. 30 para. 1 of 行政许可法); “where necessary” tells applicants
nothing and binds no window, and the program asks everybody for the material.

Do: write under `when` when that is; where nobody can say, no act asks for it either: delete the material.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.naming import names_of
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-CONDITION-IN-NAME"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="名称“{name}”里的“{found}”没有说什么时候要交",
    en="“{found}” in the name “{name}” does not say when it is wanted",
    remedy_zh="请写成 `when`（何时需要），从名称里删去",
    remedy_en="say so under `when`, and take it out of the name",
)

BAD: Final = """
elements:
  materials:
    report:
      name: 荷载检测报告（必要时） # ← 必要时
      kind: report
      basis:
        - {law: construction-law, article: "8"}
"""
GOOD: Final = """
elements:
  materials:
    report:
      name: 荷载检测报告
      kind: report
      when: roof
      basis:
        - {law: construction-law, article: "8"}
facts:
  roof: {ask: 店招是否设在楼顶？, type: boolean}
"""

_WHEN: Final = re.compile(
    "(?:必要|需要|确需|有需要|特殊情况|特殊情形)(?:时|的时候|下)|(?<![电影监])视(?:具体|实际)?(?:情况|情形|需要)(?:而定)?|(?<![电影监])视情|如(?:确)?(?:需|有需要|有必要|要求)(?:要)?"
    "|(?:根据|按照?)(?:实际|具体)?(?:情况|需要)|(?:可能|或)(?:需|需要)(?=[）)]|\\Z)|(?:审批|窗口|机关|部门)认为(?:有)?必要"
)


def check(one: OneVersion) -> Iterator[Found]:
    """The name and the aliases of every material of the item's own file that is asked for."""
    for slot in one.slots:
        if slot.arm.catch_all or slot.arm.over_asked:
            continue
        for path, name in names_of(slot.arm):
            found = _WHEN.search(name)
            text = one.text_at((*slot.at, *path))
            if found is not None and text is not None:
                yield Found(text.place_of(found.start()), {"name": name, "found": found[0]})
