"""Names of materials that name none: 其他材料, and names that end in 等材料.

    name  ->  whether it is a catch-all; the words that leave it open
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from materials_rules.ground.script import fold
from materials_rules.reading.source import Path
from materials_rules.rules.material import Arm
from materials_rules.rules.place import DocumentType

_PAPERS: Final = "(?:材料|资料|文件|证件|证明|手续|要件|证明材料|证明文件|申请材料|申报材料|附件|佐证|佐证材料|依据)"
_WHO: Final = (
    "按?照?(?:(?:法律|法规|行政法规|规章|政策|文件|[、，和及或])*|.{0,8}(?:机关|部门|窗口|单位|大厅|中心|(?:省|市|县|区|上级)(?:厅|局|委|办))(?:工作人员|人员)?"
    "|审批|审查|受理|办理|核查|另行|根据(?:实际)?情况)"
)
"""Who wants something, and nothing of what it is."""

_CATCH_ALL: Final = re.compile(
    "(?:.{0,24}(?:规定|要求|需要|需|认为|必要|确定|提交|提供|应当|必须|依法)的?)?"
    "(?:其他|其它|其余|另外|别的|有关|相关|必要)(?:的|有关|相关|必要|必需|需要|应当|提交|提供|应|须)*"
    f"{_PAPERS}(?:若干)?(?:等)?"
    # what names nothing but who wants it, or that it is more: 窗口要求的材料, 补充材料, 审查所需的资料
    f"|{_WHO}(?:规定|要求|需要|所需|需|认为|确定|通知|告知|指定|明确)(?:应当|应|必须|有必要|需)*(?:提交|提供|补充|报送|准备|报备)*的(?:补充)?{_PAPERS}(?:若干)?"
    # what only belongs to the matter, or is everything: 与申请事项有关的一切材料, 备查材料
    f"|与.{{0,12}}(?:有关|相关)的(?:一切|全部|所有|各种|各类|其他)?{_PAPERS}|(?:一切|所有|各种|各类)(?:有关|相关|必要)?的?{_PAPERS}"
    f"|(?:其他|其它|有关|相关)(?:需要?|应当?)?(?:说明|补充|报告|反映)的(?:情况|事项|问题)(?:(?:及|和|与|、|的)(?:有关|相关)?{_PAPERS})?|备查{_PAPERS}"
    f"|(?:需要|另行|视情|视情况|根据(?:实际)?情况)?(?:需要|需|应)?(?:补充|补正|佐证|辅助)(?:的|性)?{_PAPERS}"
    "|佐证"
)
_HOW_MANY: Final = re.compile("各?[一二两三四五六七八九十0-9]+[份套张页]\\Z")
_OPEN_END: Final = re.compile(
    rf"包括但不限于|(?:等(?:其他|其它|有关|相关)?{_PAPERS}|等)(?=[（(]|\Z)|(?:[、，及和与或]|以及|或者)(?:其他|其它|有关|相关)(?:有关|相关)?的?{_PAPERS}"
)
_GRADE: Final = re.compile("[一二三四五六七八九十甲乙丙丁特优中高初同平不对均]等(?=[（(]|\\Z)")
"""一等 is a grade and leaves nothing open."""


def is_catch_all(name: str) -> bool:
    """Whether *name* as a whole stands for whatever an office may want: 其他材料, 法律、法规规定的其他材料."""
    return _CATCH_ALL.fullmatch(_HOW_MANY.sub("", fold(name))) is not None


def open_end(name: str) -> str | None:
    """The words of *name* that leave open what else is meant, or None."""
    found = _OPEN_END.search(name)
    if found is None or (found[0] == "等" and _GRADE.search(name)):
        return None
    return found[0]


_COPIES: Final = re.compile("(?:[（(].*[）)]|及?(?:原件|复印件|副本|正本|扫描件|电子件|正反面|正面)|[和及、])+\\Z")
_OWNER: Final = re.compile("^(?:(?:企业法人|申请人|本人|公司|单位|企业|工商|(?:合法)?有效|加盖(?:单位)?公章|经年检)的?)+")


def forms(name: str) -> tuple[str, ...]:
    """*name* as it is compared: folded, without the words for copies behind it, and without those for its owner before it."""
    folded = fold(name)
    without = _COPIES.sub("", folded)
    return tuple(dict.fromkeys(form for form in (folded, without, _OWNER.sub("", without)) if form))


def names_of(arm: Arm) -> tuple[tuple[Path, str], ...]:
    """The name and the aliases of a material, each with its path below it."""
    return (("name",), arm.name), *((("aliases", i), alias) for i, alias in enumerate(arm.aliases))


def called(arm: Arm, documents: Mapping[str, DocumentType]) -> frozenset[str]:
    """Every form of every name by which a material is known: its own, and those of its type of document in sharing.yaml."""
    about = documents.get(arm.document or "")
    shared = () if about is None else (about.name, *about.aliases)
    return frozenset(form for name in (arm.name, *arm.aliases, *shared) for form in forms(name))
