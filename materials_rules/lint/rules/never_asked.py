"""错在哪：这份材料在本版本施行的每一天都被第三类或者第六类拿掉（已有证照能证明、开具单位无法核实），却没有写
`over_asked: true`（`不应要求: 是`）。

为什么：优化营商环境条例第四十四条第二款：通过法定证照能够办理、开具单位无法调查核实的，不得设定证明事项。程序从不要求
它，规则里却写得像要求一样，同行对照、导出清单时都会看错。

怎么改：只为说明外地要求过的，写 `over_asked: true`（`不应要求: 是`）；其实能够要求的，改正 `proved_by`（可用证照证明）
或者 `unverifiable`（无法核实）。

Wrong: on every day of this version the third or the sixth class takes this material away (a licence proves it, the
issuer cannot verify it), and it is not marked `over_asked: true`.

Why: art. 44 para. 2 of 优化营商环境条例 forbids to set up a proof of what a licence shows or what the issuing body cannot
verify. It is never asked for, and the rules read as if it were, so comparisons and exported lists mislead.

Do: write `over_asked: true` to record that others ask for it; where it may be asked for, correct `proved_by` or
`unverifiable`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import of_days
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NEVER-ASKED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”每一天都属于“{class}”，从不要求提交",
    en="“{name}” is of class {class} on every day and is never asked for",
    remedy_zh="请写 `over_asked: true`（`不应要求: 是`），或者改正使它归入这一类的内容",
    remedy_en="write `over_asked: true`, or correct what puts it into that class",
)

BAD: Final = """
elements:
  materials:
    neighbour-letter:
      name: 邻里无纠纷证明 # ← 邻里
      kind: proof
      unverifiable: {by: bureau, on: 2021-12-01, why: 社区无从核实}
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    neighbour-letter:
      name: 邻里无纠纷证明
      kind: proof
      over_asked: true
      unverifiable: {by: bureau, on: 2021-12-01, why: 社区无从核实}
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_NEVER: Final = frozenset({"C3_HELD_LICENCE", "C6_UNVERIFIABLE"})


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot whose class is the same on all days; of C1 the compiler tells, C2 is what sharing is for."""
    for slot in one.own_slots:
        hits = [stretch.decisive() for stretch in of_days(one, slot)]
        classes = {hit.class_id if hit else None for hit in hits}
        if not slot.arm.over_asked and len(classes) == 1 and classes <= _NEVER:
            name = one.ruleset.classes[str(classes.pop())].about.name
            yield Found(one.at_slot(slot, "name"), {"name": slot.arm.name, "class": name})
