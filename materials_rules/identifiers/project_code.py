"""The code of an investment project, under which every approval of that project runs.

    text, day  ->  code of the fault, or None

Only the shape is judged: `time-region-department-kind-serial`. Platforms gave out codes with a region of
nine digits and with other serials before the standard, so the check character of the standard is no test
for a code at a window.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

NAME: Final = "投资项目代码"
RULE: Final = "五段以“-”相连：4位时间、6位（或者9位）地区、2位部门、2位类型、6位顺序码"
SOURCE: Final = "GB/T 40058-2021 全国固定资产投资项目代码编码规范；企业投资项目核准和备案管理条例第四条"

_PARTS: Final = (r"[0-9]{4}", r"[0-9]{6}(?:[0-9]{3})?", r"[0-9]{2}", r"[0-9]{2}", r"[0-9]{5}[0-9A-Z]")
_SHAPE: Final = re.compile("-".join(_PARTS))


def normalised(text: str) -> str:
    """Without blanks at the ends, a small ASCII letter as a capital."""
    bare = text.strip(" ")
    return bare.upper() if bare.isascii() else bare


def fault(text: str, on: date) -> str | None:
    """The code of what is wrong with *text*, or None; the day *on* has no influence.

    >>> fault("2011-440604010-01-01-005445", date(2026, 3, 2)), fault("2011-440604", date(2026, 3, 2))
    (None, 'F-SHAPE')
    """
    code = normalised(text)
    if not re.fullmatch(r"[0-9A-Z-]*", code):
        return "F-CHARACTER"
    return None if _SHAPE.fullmatch(code) else "F-SHAPE"
