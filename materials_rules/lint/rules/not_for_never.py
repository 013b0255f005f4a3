"""错在哪：`not_for`（不适用情形）里的这一条永远不会成立，或者前面的几条已经把它的情形全部占去，所以它的结果从来不会告诉人。

为什么：不会成立的一条多半写错了条件：本来应当转到别处的申请人会被要求交材料。

怎么改：看条件是不是写错，或者与前面的几条次序是不是反了；不需要的，删去。

Wrong: this line of `not_for` never holds, so that nobody is ever told what it says.

Why: mostly its condition has a slip in it, and applicants whom it should send elsewhere are asked for papers.

Do: look at its condition; delete it where it is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.tables import reached

CODE: Final = "L-NOT-FOR-NEVER"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`not_for`（不适用情形）的第 {number} 条永远不会成立",
    en="line {number} of `not_for` never holds",
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
not_for:
  - when: rented and not rented # ← rented and
    outcome: not_required
    instead: {publish_within: 10 calendar days}
    say: 无需许可
    basis:
      - {law: administrative-licensing-law, article: "13"}
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
      when: area > 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  area: {ask: 店招多少平方米？, type: number, unit: 平方米, decimals: 2, minimum: 0}
not_for:
  - when: area < 1
    outcome: not_required
    instead: {publish_within: 10 calendar days}
    say: 无需许可
    basis:
      - {law: administrative-licensing-law, article: "13"}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every line that holds in no situation of the table of scope."""
    if one.plan is None or "scope" not in one.plan.outputs:
        return
    claims = frozenset().union(*reached(one, "scope"))
    for number in range(len(one.version.not_for)):
        if f"out/{number}" not in claims:
            yield Found(one.at(("not_for", number, "when")), {"number": str(number + 1)})
