"""错在哪：引用的条、款、项在本版本施行以前已经废止或者删去，又没有别的条款移到这个号上。

为什么：依据要在收件当日有效，告知书才能引它；照旧文本写的条号，今天可能什么也不指。优化营商环境条例第三十五条要求有法
律、法规、规章依据。

怎么改：对照现行文本改引；`laws.yaml` 里登记的废止有误的，改正登记；后来又在这个号上增加了新条款的，在这一条写
`source`（来源）说明。

Wrong: the article, paragraph or point that is cited was repealed before this version began, and no other provision
moved to that number.

Why: a notice can only cite what is in force on the day of receipt; a number from an older text may name nothing today.
Art. 35 of 优化营商环境条例 wants a basis in a law, a regulation or a rule.

Do: cite the act as it is now; where `laws.yaml` is wrong, mend it; where a new provision was put at that number later,
say so in the `source` of the citation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.law import chinese_number
from materials_rules.rules.place import Law
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-CITED-AFTER-REPEAL"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="{provision}在 {day} 已经废止或者删去，本版本施行时没有这一条",
    en="{provision} was repealed on {day}; when this version began there was none under that number",
    remedy_zh="请对照现行文本改引；确有新增的，在这一条写 `source`（来源）说明",
    remedy_en="cite the act as it is now, or say in `source` that a new provision stands there",
)

BAD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: old-measures, article: "7"} # ← {law
# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 住房和城乡建设部令第1号, articles: 20}
      - {from: 2021-03-01, by: 住房和城乡建设部令第2号, articles: 20, repealed: ["7"]}
"""
GOOD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: old-measures, article: "7"}
# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 住房和城乡建设部令第1号, articles: 20}
      - {from: 2021-03-01, by: 住房和城乡建设部令第2号, articles: 19, repealed: ["7"], renumbered: {"8": "7"}}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every citation of the item's own file without a source of its own; what nobody is asked for may cite what is gone."""
    silent = {slot.at for slot in one.own_slots if slot.arm.over_asked}
    for path, basis in one.citations:
        checked = basis.source is not None and basis.source != ASSUMED
        if not basis.number or checked or any(path[: len(at)] == at for at in silent):
            continue
        law = one.ruleset.laws[basis.law]
        gone = _gone(law, basis.number, one.file.in_force_from)
        if gone is not None:
            provision = f"《{law.title}》{chinese_number(basis.number)}"
            yield Found(one.at(path), {"provision": provision, "day": gone.isoformat()})


def _gone(law: Law, number: str, day: dt.date) -> dt.date | None:
    """Since when there has been nothing under *number* on *day*; None when there is something, as far as the register knows."""
    found = None
    for version in law.versions:
        if version.from_ > day:
            break
        if any(_is_within(number, gone) for gone in (*version.repealed, *version.renumbered)):
            found = version.from_
        if any(_is_within(number, new) for new in version.renumbered.values()):
            found = None
    return found


def _is_within(number: str, outer: str) -> bool:
    return number == outer or number.startswith(f"{outer}.")
