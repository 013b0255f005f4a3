"""错在哪：`not_for`（不适用情形）里的这一条永远不会成立，或者前面的几条已经把它的情形全部占去，所以它的结果从来不会告诉人。

为什么：不会成立的一条多半写错了条件：本来应当转到别处的申请人会被要求交材料。

怎么改：看条件是不是写错，或者与前面的几条次序是不是反了；不需要的，删去。

Wrong: this line of `not_for` never holds, or only where a line before it holds too, so that nobody is ever told what it says.

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
    zh="`not_for`（不适用情形）的第 {number} 条{why_zh}",
    en="line {number} of `not_for` {why_en}",
    remedy_zh="请看条件、次序是否写错；没有写错的，删去",
    remedy_en="look whether the condition and the order are what was meant, or delete it",
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

_NEVER: Final = ("永远不会成立", "never holds")


def check(one: OneVersion) -> Iterator[Found]:
    """Every line that holds in no situation of the table of scope, or in none that the lines before it have left."""
    if one.plan is None or "scope" not in one.plan.outputs:
        return
    found = reached(one, "scope")
    for number in range(len(one.version.not_for)):
        holding = [claims for claims in found if f"out/{number}" in claims]
        earlier = [before for before in range(number) if any(f"out/{before}" in claims for claims in holding)]
        if all(any(f"out/{before}" in claims for before in earlier) for claims in holding):
            lines = " ".join(str(before + 1) for before in earlier)
            why = (f"成立时，前面的第 {lines} 条总已成立", f"holds only where line {lines} holds before it") if holding else _NEVER
            yield Found(one.at(("not_for", number, "when")), {"number": str(number + 1), "why_zh": why[0], "why_en": why[1]})
