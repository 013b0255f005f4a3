"""Names of materials that name none: 其他材料, and names that end in 等材料.

    name  ->  whether it is a catch-all; the words that leave it open
"""

from __future__ import annotations

import re
from typing import Final

from materials_rules.ground.script import fold

_PAPERS: Final = "(?:材料|资料|文件|证件|证明|手续|要件|证明材料|证明文件|申请材料|申报材料|附件)"
_CATCH_ALL: Final = re.compile(
    "(?:.{0,24}(?:规定|要求|需要|需|认为|必要|确定|提交|提供|应当|必须|依法)的?)?"
    "(?:其他|其它|其余|另外|别的|有关|相关|必要)(?:的|有关|相关|必要|必需|需要|应当|提交|提供|应|须)*"
    f"{_PAPERS}(?:等)?"
)
_OPEN_END: Final = re.compile(
    rf"(?:等(?:其他|其它|有关|相关)?{_PAPERS}|等)(?=[（(]|\Z)|(?:[、，及和与或]|以及|或者)(?:其他|其它)(?:有关|相关)?{_PAPERS}"
)
_GRADE: Final = re.compile("[一二三四五六七八九十甲乙丙丁特优中高初同平不对均]等(?=[（(]|\\Z)")
"""一等 is a grade and leaves nothing open."""


def is_catch_all(name: str) -> bool:
    """Whether *name* as a whole stands for whatever an office may want: 其他材料, 法律、法规规定的其他材料."""
    return _CATCH_ALL.fullmatch(fold(name)) is not None


def open_end(name: str) -> str | None:
    """The words of *name* that leave open what else is meant, or None."""
    found = _OPEN_END.search(name)
    if found is None or (found[0] == "等" and _GRADE.search(name)):
        return None
    return found[0]
