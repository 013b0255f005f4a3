"""错在哪：`never`（不可能情形）里的这一条本来就不会成立：没有一种回答会碰到它。

为什么：不起作用的一条多半写错了条件：本意要排除的情形并没有排除。

怎么改：看条件是不是写错；确实不会成立的，删去。

Wrong: this line of `never` cannot hold anyway: no answers ever meet it.

Why: a line without an effect mostly has a slip in it, and what it was meant to rule out is not ruled out.

Do: look whether it says what was meant; delete it if it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.tables import reached

CODE: Final = "L-NEVER-NOT-MET"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="`never`（不可能情形）的第 {number} 条本来就不会成立",
    en="line {number} of `never` cannot hold anyway",
    remedy_zh="请看条件是否写错；没有写错的，删去",
    remedy_en="look whether it says what was meant, or delete it",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图
      kind: drawing
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
never:
  - when: rented and not rented # ← rented and
    say: 不能既租用又不租用
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图
      kind: drawing
      when: rented or large
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  large: {ask: 是否大型店招？, type: boolean}
never:
  - when: rented and large
    say: 租用的场地不设大型店招
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every line whose own table has no situation in which it holds."""
    for number in range(len(one.version.never)):
        output = f"never/{number}"
        if one.plan is not None and output in one.plan.outputs and not any(output in claims for claims in reached(one, output)):
            yield Found(one.at(("never", number, "when")), {"number": str(number + 1)})
