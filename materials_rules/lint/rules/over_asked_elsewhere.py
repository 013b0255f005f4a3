"""错在哪：这个事项要求提交的材料，另一个事项写着 `over_asked: true`（`不应要求: 是`）或者每一天都不得要求：那里认为谁也不能要求。名称、别名、`sharing.yaml` 里同一种文件的名称都对照。

为什么：同一座城市里，同名的材料在甲事项不得要求、在乙事项照样要求，多半有一处的依据没有查清；优化营商环境条例第三十五
条要求同标准办理，没有依据的不得增设。

怎么改：对照两处的依据：没有依据的，这里也写 `over_asked: true`（`不应要求: 是`）；两处法律确实不同的，不用改，或者用
注释准许并写明理由。

Wrong: this item asks for a material that another item marks `over_asked: true`, or that a class drops there on all days: there, nobody
may ask for it. Names, aliases and the names of the type of document are compared.

Why: when one city forbids a paper in one matter and demands a paper of the same name in another, the basis of one of
them was mostly not looked up; art. 35 of 优化营商环境条例 wants equal standards and no condition without a basis.

Do: compare both: without a basis write `over_asked: true` here too; where the laws of the two matters differ, nothing
has to be done, or allow it in a comment with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import is_refused
from materials_rules.lint.naming import called, forms, names_of
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-OVER-ASKED-ELSEWHERE"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "ruleset"
SAID: Final = Message(
    zh="“{name}”在事项 `{other}` 里标明不应要求，这里却要求提交",
    en="“{name}” is marked as over-asked in item `{other}`, and asked for here",
    remedy_zh="请对照两处的依据；法律确实不同的，不用改",
    remedy_en="compare the basis of both; where the laws differ, nothing has to be done",
)

BAD: Final = """
elements:
  materials:
    staff-cards:
      name: 健 康 证 # ← 健
      kind: other
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
# == items/banner/2022-01-01.yaml
elements:
  materials:
    health-certificates: {name: 从业人员健康证明, aliases: [健康证], kind: proof, over_asked: true}
    application-form: {name: 条幅申请书, kind: form, basis: [{law: construction-law, article: "8"}]}
"""
GOOD: Final = """
elements:
  materials:
    staff-cards:
      name: 健康证
      kind: other
      over_asked: true
# == items/banner/2022-01-01.yaml
elements:
  materials:
    health-certificates: {name: 从业人员健康证明, aliases: [健康证], kind: proof, over_asked: true}
    application-form: {name: 条幅申请书, kind: form, basis: [{law: construction-law, article: "8"}]}
"""


def check(whole: WholeRuleset) -> Iterator[Found]:
    """All names of what the newest versions ask for against those of what other items may not ask for; licences apart."""
    refused: dict[str, str] = {}
    for item, one in whole.newest.items():
        for slot in one.own_slots:
            if is_refused(one, slot):
                for name in called(slot.arm, whole.ruleset.documents):
                    refused.setdefault(name, item)
    for item, one in whole.newest.items() if refused else ():
        for slot in one.own_slots:
            if slot.arm.kind == "licence" or is_refused(one, slot):
                continue
            own = [(path, name, form) for path, name in names_of(slot.arm) for form in forms(name)]
            own += [(("document",), slot.arm.name, form) for form in sorted(called(slot.arm, whole.ruleset.documents))]
            for path, name, form in own:
                other = refused.get(form, item)
                if other != item:
                    yield Found(one.at_slot(slot, *path), {"name": name, "other": other})
                    break
