"""错在哪：一致性核对（`consistency`，一致性核对）的这一条永远不会核对：它要比的材料没有一种情形会同时要求，或者它的 `when`（
何时需要）从不成立。

为什么：写了不核对，会让人以为材料之间已经核对过。

怎么改：看材料的 `when`（`何时需要`）或者这一条自己的 `when` 是不是写错了；不需要的，删去。

Wrong: a line of `consistency` is never compared: in no situation are its materials asked for together, or its `when`
never holds.

Why: it looks as if the papers were compared, and they are not.

Do: look at the `when` of the materials and of the line; delete it where it is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import Kind
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.tables import situations
from materials_rules.plan.formula import AllOf, Formula, Said

CODE: Final = "L-NEVER-COMPARED"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="一致性核对 `{name}` 永远不会核对",
    en="the comparison `{name}` is never made",
    remedy_zh="请看有关材料和这一条的 `when`（`何时需要`）",
    remedy_en="look at the `when` of its materials and of the line itself",
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
    lease:
      name: 租赁合同
      kind: contract
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
      reads: {name: {name: 承租人}}
    deed:
      name: 权属证明
      kind: proof
      when: not rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
      reads: {name: {name: 权利人}}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
consistency:
  - name: holder # ← holder
    same: [lease.name, deed.name]
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
    lease:
      name: 租赁合同
      kind: contract
      when: rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
      reads: {name: {name: 承租人}}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
consistency:
  - name: holder
    same: [lease.name, applicant.name]
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every line of the item's own file whose papers and condition hold together in no situation."""
    for number, line in enumerate(one.version.consistency):
        slots = dict.fromkeys(variable.owner for variable in line.same if variable.kind is Kind.SLOT_FIELD)
        formulas: dict[str, Formula] = {}
        for name in slots:
            slot = one.version.slots[name]
            due = [*one.version.asked[slot.requirement].due, *([] if slot.when is None else [slot.when])]
            formulas[f"due/{name}"] = AllOf(tuple(Said(condition) for condition in due))
        if line.when is not None:
            formulas["when"] = Said(line.when)
        found = [claims for claims, _ in situations(one, formulas)]
        # of papers on both sides two must be there; answers are always there
        needed = min(2 if len(slots) == len(line.same) else 1, len(slots))
        if found and not any(_is_compared(claims, needed, line.when is not None) for claims in found):
            yield Found(one.at(("consistency", number, "name")), {"name": line.name})


def _is_compared(claims: frozenset[str], needed: int, has_condition: bool) -> bool:
    holds = not has_condition or "when" in claims
    return holds and sum(claim.startswith("due/") for claim in claims) >= needed
