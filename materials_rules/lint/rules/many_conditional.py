"""错在哪：什么材料都还没有交的时候，告知书上“视情况需要”的内容会超过上限（`ruleset.yaml` 的待定条数上限），而且这些内容取
决于材料上的记载，在窗口问不出来。

为什么：一次告知要让申请人看得懂、做得到；待定的内容太多，等于把判断推给申请人。超过上限的告知书不能签发。

怎么改：减少取决于材料内容的条件：改问申请人当场就能回答的问题，或者把几份材料合并到一个条件下。

Wrong: while nothing has been handed in, the notice has more lines that depend on something than it may
(`notice.conditional_lines`), and they depend on what papers say, which nobody can answer at the window.

Why: a notice must be one that people can follow; with too many open lines the judgement is left to the applicant, and
such a notice cannot be issued.

Do: let fewer conditions read papers: ask what people can answer at once, or put several materials under one condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.plan.view import decides

CODE: Final = "L-MANY-CONDITIONAL"
FAMILY: Final = "notice"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="取决于材料内容的待定材料有 {count} 份，上限是 {limit}",
    en="{count} materials depend on what papers say, of at most {limit}",
    remedy_zh="请改问申请人当场能回答的问题，或者合并条件",
    remedy_en="ask what people can answer at once, or join the conditions",
)

BAD: Final = """
elements:
  materials: # ← materials
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
      reads:
        landlord: {name: 出租人}
    m1:
      name: 材料1
      kind: drawing
      when: application-form.landlord != applicant.name
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    m2:
      name: 材料2
      kind: drawing
      when: application-form.landlord != applicant.name
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    m3:
      name: 材料3
      kind: drawing
      when: application-form.landlord != applicant.name
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    m4:
      name: 材料4
      kind: drawing
      when: application-form.landlord != applicant.name
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    m5:
      name: 材料5
      kind: drawing
      when: application-form.landlord != applicant.name
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
    m6:
      name: 材料6
      kind: drawing
      when: application-form.landlord != applicant.name
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
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
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Counts the requirements that are due in some situations, and whose table reads papers."""
    if one.plan is None:
        return
    limit = one.ruleset.place.notice.conditional_lines
    read = (decides(one.plan, f"requirement/{name}") for name in one.version.asked)
    open_ = [names for names in read if any(name.startswith("read/") for name in names)]
    if len(open_) > limit:
        yield Found(one.at(("elements", "materials"), key=True), {"count": str(len(open_)), "limit": str(limit)})
