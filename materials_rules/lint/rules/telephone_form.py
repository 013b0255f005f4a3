"""错在哪：咨询投诉的电话只有数字，却拨不通：没有区号，或者位数不对。

为什么：告知书印出去，外地的申请人、手机用户没有区号就打不通；错一位数，投诉就没有门路（行政许可法第三十条第二款要求提
供准确、可靠的信息）。

怎么改：写成区号加号码，如 0734-2000000；服务热线照写，如 12345。

Wrong: a telephone of `contact` is nothing but figures and yet no number that can be dialled: without area code, or with
too few or too many figures.

Why: from elsewhere, or from a mobile, it cannot be reached without area code, and with a wrong figure there is no way
to complain (art. 30 para. 2 of 行政许可法 wants exact and reliable information).

Do: write area code and number, such as 0734-2000000; the number of a hotline as it is, such as 12345.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.identifiers import phone_number
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import KEYS

CODE: Final = "L-TELEPHONE-FORM"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`{key}`（{key_zh}）“{found}”拨不通",
    en="`{key}` is “{found}”, which cannot be dialled",
    remedy_zh="请写成区号加号码，如 0734-2000000",
    remedy_en="write area code and number, such as 0734-2000000",
)

BAD: Final = """
elements:
  contact: {phone: "2000000", supervision_phone: "12345"} # ← "200
"""
GOOD: Final = """
elements:
  contact: {phone: 0734-2000000, supervision_phone: "12345"}
"""

_FIGURES: Final = re.compile(r"[0-9０-９()（） \-－+＋]+")
_SERVICE: Final = re.compile(r"(?:0\d{2,3}-?)?(?:1\d{2,4}|9[56]\d{3,4})|[48]00-?\d{3}-?\d{4}")


def check(one: OneVersion) -> Iterator[Found]:
    """Both telephones of every case of `contact` that are figures alone."""
    for path, contact in one.cases("contact"):
        for key in ("phone", "supervision_phone"):
            text = getattr(contact, key)
            if not _FIGURES.fullmatch(text) or _SERVICE.fullmatch(phone_number.normalised(text)):
                continue
            if phone_number.fault(text, one.days[0]) is not None:
                yield Found(one.at((*path, key)), {"key": key, "key_zh": KEYS[key], "found": text})
