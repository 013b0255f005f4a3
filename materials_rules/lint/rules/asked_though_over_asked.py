"""错在哪：同一个事项里，一份材料要求提交，另一份同名（或者别名相同）的写着 `over_asked: true`（`不应要求: 是`）。

为什么：不应要求的材料换一个写法再要一遍，还是不应要求：名称比较时全角半角、大小写、空格都不算不同。告知书会一边要求、
一边说不得要求。行政许可法第三十一条第一款不许要求无关的材料，优化营商环境条例第三十五条要求有依据。

怎么改：确实没有依据的，删去要求提交的那一份；确实有依据的，删去 `over_asked` 的那一份，或者改掉误写的别名。

Wrong: one material of an item is asked for, and another of the same name or alias is marked `over_asked: true`.

Why: what may not be demanded may not be demanded under another spelling: widths, cases and blanks make no difference.
The notice would ask for it and say that nobody may. Art. 31 para. 1 of 行政许可法 forbids what has nothing to do with the
matter, art. 35 of 优化营商环境条例 wants a basis.

Do: remove the one that is asked for if there is no basis; else remove the over-asked one, or the alias that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import claims_of_slot, meeting_claims

CODE: Final = "L-ASKED-THOUGH-OVER-ASKED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”要求提交，而 `{other}` 标明不应要求的也是它",
    en="“{name}” is asked for, and `{other}`, which nobody may ask for, is the same",
    remedy_zh="没有依据的，删去要求提交的这一份；有依据的，删去 `over_asked`（不应要求）的那一份",
    remedy_en="remove this one if it has no basis, else the one marked `over_asked`",
)

BAD: Final = """
elements:
  materials:
    health-certificates:
      name: 从业人员健康证明
      aliases: [健康证]
      kind: proof
      over_asked: true
    staff-cards:
      name: 健 康 证 # ← 健
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    health-certificates:
      name: 从业人员健康证明
      aliases: [健康证]
      kind: proof
      over_asked: true
    staff-cards:
      name: 上岗证
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every name and alias of what is asked for against those of what is not to be asked for in the same situation."""
    refused = {
        fold(name): slot.id
        for slot in one.own_slots
        if slot.arm.over_asked and not slot.arm.catch_all
        for name in (slot.arm.name, *slot.arm.aliases)
    }
    for slot in one.version.slots.values() if refused else ():
        if slot.arm.over_asked:
            continue
        for path, name in ((("name",), slot.arm.name), *((("aliases", i), alias) for i, alias in enumerate(slot.arm.aliases))):
            if fold(name) in refused:
                other = refused[fold(name)]
                found = meeting_claims(one, claims_of_slot(one, slot.id), claims_of_slot(one, other))
                if found is not None:
                    yield Found(one.at_slot(slot, *path), {"name": name, "other": other}, found or None)
                    break
