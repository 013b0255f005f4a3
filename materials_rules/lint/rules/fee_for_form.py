"""错在哪：收费的标准里有申请表、申请书的工本费。

为什么：行政机关提供行政许可申请书格式文本，不得收费（行政许可法第五十八条第二款），引了什么依据都一样。

怎么改：删去这一笔；只有这一笔的，写 `fee: none`（`收费: 无`）。

Wrong: the standard of a fee has a charge for the form of application.

Why: whoever provides the form of an application for a permit may not charge for it (art. 58 para. 2 of 行政许可法), whatever is cited.

Do: take this charge away; where there is no other, write `fee: none`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import is_licence
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-FEE-FOR-FORM"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="“{found}”是申请书格式文本的收费",
    en="“{found}” is a charge for the form of application",
    remedy_zh="请删去这一笔；没有其他收费的，写 `fee: none`（`收费: 无`）",
    remedy_en="take it away; where there is no other, write `fee: none`",
)

BAD: Final = """
elements:
  fee:
    charged: true
    standard: 许可证工本费每本十元，申请表工本费每套二元 # ← 申请表
    basis:
      - {law: road-transport-regulation, article: "81"}
"""
GOOD: Final = """
elements:
  fee:
    charged: true
    standard: 许可证工本费每本十元，申请表免费
    basis:
      - {law: road-transport-regulation, article: "81"}
"""

_OF_FORM: Final = re.compile("(?:申请|登记|审批|报名)(?:书|表格?|文本)[^，。；、]{0,6}(?:费(?!用?[由全])|[0-9一二两三四五六七八九十百]+(?:[.．][0-9]+)?\\s*[元块角])")
_FREE: Final = re.compile("免|不收|不另收|无偿")


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of the fee of a licence that is charged, at the form."""
    for path, fee in one.cases("fee") if is_licence(one) else ():
        found = _OF_FORM.search(fee.standard or "")
        if fee.charged and found is not None and not _FREE.search(found[0]):
            text = one.text_at((*path, "standard"))
            place = one.at((*path, "standard")) if text is None else text.place_of(text.text.find(found[0]))
            yield Found(place, {"found": found[0]})
