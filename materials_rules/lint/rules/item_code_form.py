"""错在哪：事项编码不像编码：里面有汉字、空格或者标点，或者短于八位。

为什么：基本编码是十二位，实施编码是三十一位，都由数字和大写字母组成（有的省另有带连字符的形式）；写成一句话，办件系统
就对不上。

怎么改：照政务服务网的事项页面抄写编码；还没有查到的，标 `source: assumption`（`来源: 假定`）。

Wrong: the code of the item does not look like one: it holds Chinese characters, blanks or punctuation, or has fewer
than eight signs.

Why: a basic code has 12 signs and an implementation code 31, figures and capital letters (some provinces write hyphens
between); a sentence in its place matches nothing in a case system.

Do: copy the code from the item's page of the service portal; while it is not known, say `source: assumption`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.placeholder import has_placeholder
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-ITEM-CODE-FORM"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{found}”不像事项编码",
    en="“{found}” does not look like an item code",
    remedy_zh="请照事项页面抄写；还没有查到的，标 `source: assumption`（`来源: 假定`）",
    remedy_en="copy it from the item's page, or say `source: assumption` while it is not known",
)

BAD: Final = """
elements:
  item_code: 见政务服务网 # ← 见
"""
GOOD: Final = """
elements:
  item_code: 11430902006728916M4431004129W00
"""

_CODE: Final = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z]|-(?=[0-9A-Za-z])){7,79}")


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `item_code`, unless the element is said to be assumed."""
    if one.elements.item_code.source == ASSUMED:
        return
    for path, code in one.cases("item_code"):
        if not _CODE.fullmatch(code) and not has_placeholder(code):  # that a placeholder stands there is said elsewhere
            yield Found(one.at(path), {"found": code})
