"""错在哪：引用的法条在本版本施行期间废止或者被删去。

为什么：告知书印的是收件当日有效的依据；已经废止的条款不能作为要求、收费、不予受理的理由。引用按 `laws.yaml` 里登记的
沿革判断，到条、款、项。

怎么改：从失效的那一天起另立版本，改引现行的条款；同一处还有别的有效依据的，在新版本里删去这一条。

Wrong: a provision that is cited is repealed or taken out during the life of this version.

Why: a notice prints the basis in force on the day of receipt; a provision that is gone is no ground for a demand, a fee
or a refusal. Citations are judged by the history in `laws.yaml`, down to the point.

Do: begin a new version on that day which cites what is in force; where there is another basis, leave this one out
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import ends
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.law import chinese_number

CODE: Final = "L-CITATION-ENDS"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="{provision}自 {day} 起不再有效",
    en="{provision} is in force no longer from {day} on",
    remedy_zh="请从这一天起另立版本，改引现行的条款",
    remedy_en="begin a new version on that day and cite what is in force",
)

BAD: Final = """
elements:
  legal_basis:
    - {law: administrative-licensing-law, article: "12"}
    - {law: old-measures, article: "7"} # ← {law
# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 住房和城乡建设部令第1号, articles: 20}
      - {from: 2023-03-01, by: 住房和城乡建设部令第2号, articles: 19, repealed: ["7"]}
"""
GOOD: Final = """
in_force_to: 2023-02-28
elements:
  legal_basis:
    - {law: administrative-licensing-law, article: "12"}
    - {law: old-measures, article: "7"}
# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 住房和城乡建设部令第1号, articles: 20}
      - {from: 2023-03-01, by: 住房和城乡建设部令第2号, articles: 19, repealed: ["7"]}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every citation of the item's own file, those of materials that nobody asks for apart."""
    silent = {slot.at for slot in one.own_slots if slot.arm.over_asked}
    for path, basis in one.citations:
        if any(path[: len(at)] == at for at in silent):
            continue
        for day, found in ends(one, basis, one.file.in_force_from):
            provision = f"《{found.law.title}》{chinese_number(found.number)}"
            yield Found(one.at(path), {"provision": provision, "day": day.isoformat()}, {"received_on": day.isoformat()})
