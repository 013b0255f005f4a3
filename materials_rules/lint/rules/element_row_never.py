"""错在哪：要素按情形写了几行，其中一行永远轮不到：它的 `when`（何时需要）从不成立，或者前面的几行已经把它的情形全部占去。

为什么：各行从上往下看，先成立的一行算数。轮不到的一行写着的期限、收费或者结果从来不会告诉人，而维护的人以为它有效。这是逐一比较
全部情形得出的。

怎么改：看条件是不是写错，或者次序是不是反了；确实多余的，删去。

Wrong: an element has several rows by situation, and one of them is never reached: its `when` never holds, or the rows above
take all of its situations.

Why: the first row that holds counts. What a row says that is never reached (a limit, a fee, a result) is told to nobody, while
whoever keeps the rules believes it. This comes of all situations.

Do: look whether the condition has a slip or the order is wrong; delete the row where it is needless.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.tables import reached

CODE: Final = "L-ELEMENT-ROW-NEVER"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`{key}` 的第 {number} 行永远轮不到",
    en="row {number} of `{key}` is never reached",
    remedy_zh="请看条件是否写错、次序是否反了；多余的，删去",
    remedy_en="look at its condition and at the order of the rows, or delete it",
)

BAD: Final = """
elements:
  promised_limit:
    - when: large or not large # ← large or
      value: {limit: 10 working days}
    - value: {limit: 5 working days}
facts:
  large: {ask: 是否大型店招？, type: boolean}
"""
GOOD: Final = """
elements:
  promised_limit:
    - when: large
      value: {limit: 10 working days}
    - value: {limit: 10 working days}
facts:
  large: {ask: 是否大型店招？, type: boolean}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every row that is first in no situation; of the last one the fault is that of the row which leaves it nothing."""
    for name, conditions in one.version.elements.items():
        if one.plan is None or f"element/{name}" not in one.plan.outputs:
            continue
        rows = [f"element/{name}/{number}" for number in range(len(conditions))]
        first = {next((row for row in rows if row in claims), "") for claims in reached(one, f"element/{name}")}
        for number, row in enumerate(rows):
            is_last_of_all = number == len(rows) - 1 and "" not in first
            if row not in first or is_last_of_all:
                path = ("elements", name, "cases", number, "when")
                which = number + 1 if row not in first else number + 2
                yield Found(one.at(path), {"key": name, "number": str(which)})
