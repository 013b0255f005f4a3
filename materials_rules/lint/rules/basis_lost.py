"""错在哪：这份材料在本版本施行期间失去依据：最后一条有效的依据废止了，或者从某一天起只有规章依据已经不够。从那一天起不得
再要求提交。

为什么：没有法律、法规、规章依据的材料不得要求提交（优化营商环境条例第三十五条，证明事项见第四十四条第一款）。程序从那
一天起不再要求，但规则的样子还像在要求，下一个维护的人会看错。

怎么改：从失效的那一天起另立一个版本，删去这份材料；有新的依据的，在新版本里改引。

Wrong: this material loses its basis during the life of this version: its last citation in force ends, or from some day
on a departmental rule is not enough. From that day on nobody may ask for it.

Why: what has no basis in a law, regulation or rule may not be demanded (art. 35 of 优化营商环境条例; for proofs art. 44 para.
1). It is not asked for from that day on, but the rules still look as if it were, and mislead whoever keeps them next.

Do: begin a new version on that day without the material, or with its new basis.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import of_days
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-BASIS-LOST"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”自 {day} 起没有够得上的依据：{why_zh}",
    en="from {day} on “{name}” has no basis that is enough: {why_en}",
    remedy_zh="请从这一天起另立版本，删去这份材料，或者改引新的依据",
    remedy_en="begin a new version on that day without it, or with a new basis",
)

BAD: Final = """
elements:
  materials:
    site-proof:
      name: 场地使用合同 # ← 场地
      kind: contract
      basis:
        - {law: old-measures, article: "7"}
# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 住房和城乡建设部令第1号, articles: 20}
    ended: 2024-05-01
"""
GOOD: Final = """
elements:
  materials:
    site-proof:
      name: 场地使用合同
      kind: contract
      basis:
        - {law: old-measures, article: "7"}
# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 住房和城乡建设部令第1号, articles: 20}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every slot that has a basis on some days and loses it on a later one."""
    for slot in one.own_slots:
        found = of_days(one, slot)
        for earlier, later in pairwise(found):
            had, has = earlier.of("C1_NO_BASIS"), later.of("C1_NO_BASIS")
            if had is None and has is not None and not slot.arm.over_asked:
                day = dt.date.fromordinal(later.first)
                gone = dict.fromkeys(one.ruleset.laws[basis.law].title for basis in slot.basis)
                args = {
                    "name": slot.arm.name,
                    "day": day.isoformat(),
                    "why_zh": f"{'、'.join(f'《{title}》' for title in gone)}，{has.say.rstrip('。')}",
                    "why_en": f"it cites {', '.join(gone)}",
                }
                yield Found(one.at_slot(slot, "name"), args, {"received_on": day.isoformat()})
                break
