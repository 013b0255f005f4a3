"""错在哪：任选其一的材料里，有一种在每一个能选它的情形下都能选另一种，而另一种的形式要求全在它的要求之内：没有人需要交它。

为什么：选项越多，申请人越要猜哪一种合适；多余的一种多半是抄重了，或者漏了它自己的 `when`（`何时需要`）。

怎么改：删去多余的一种，或者写明它在什么情形下才可以交。

Wrong: of the papers of which one is enough, one can only be chosen where another one can, and the other asks for no
more of form: nobody needs it.

Why: every further choice has to be weighed by the applicant; a needless one was mostly copied, or lacks its own `when`.

Do: delete it, or say in which situation only it will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.tables import situations
from materials_rules.plan.formula import AllOf, Formula, Said
from materials_rules.rules.version import Slot
from materials_rules.verdict.form import criteria

CODE: Final = "L-NEEDLESS-ARM"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”多余：凡是能交它的情形都能交“{other}”，而且要求不高于它",
    en="“{name}” is needless: wherever it will do, “{other}” will, and asks for no more",
    remedy_zh="请删去，或者写明它自己的 `when`（`何时需要`）",
    remedy_en="delete it, or give it a `when` of its own",
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
    site:
      any_of:
        deed:
          name: 场地证明
          kind: proof
          hand_in: {copies: 1}
        notarised:
          name: 场地证明 # ← 场地证明
          kind: proof
          hand_in: {copies: 1, originals: 1}
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
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
    site:
      any_of:
        deed:
          name: 场地权属证明
          kind: proof
          hand_in: {copies: 1}
        agreement:
          name: 场地使用协议
          kind: contract
          hand_in: {originals: 1}
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every arm beside one of the same name or document that is open whenever it is and asks for no more of form."""
    for asked in one.own:
        told: set[str] = set()
        for slot in asked.slots:
            for other in asked.slots:
                if other is slot or other.id in told or not _is_one_paper(slot, other) or not _asks_no_more(other, slot):
                    continue
                if _is_always_open_beside(one, slot, other):
                    told.add(slot.id)
                    yield Found(one.at_slot(slot, "name"), {"name": slot.arm.name, "other": other.arm.name})
                    break


def _is_one_paper(one: Slot, other: Slot) -> bool:
    same = one.arm.document is not None and one.arm.document == other.arm.document
    return same or fold(one.arm.name) == fold(other.arm.name)


def _asks_no_more(one: Slot, other: Slot) -> bool:
    wanted, more = ({criterion.name: criterion.machine for criterion in criteria(slot.arm)} for slot in (one, other))
    return all(more.get(name) == machine for name, machine in wanted.items())


def _is_always_open_beside(one: OneVersion, slot: Slot, other: Slot) -> bool:
    arms = {"slot": slot, "other": other}
    formulas: dict[str, Formula] = {name: AllOf(()) if arm.when is None else Said(arm.when) for name, arm in arms.items()}
    return all("other" in claims or "slot" not in claims for claims, _ in situations(one, formulas))
