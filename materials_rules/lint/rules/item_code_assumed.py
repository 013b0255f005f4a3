"""错在哪：事项编码标着 `source: assumption`（`来源: 假定`），还没有查到。

为什么：事项编码是告知书、办件系统和统计对得上同一个事项的凭据；假定的编码会使办件归到别的事项，或者归不到任何事项。

怎么改：在政务服务网的事项页面上查到基本编码或者实施编码，写上并删去 `source: assumption`。

Wrong: the code of the item is marked `source: assumption`: nobody has looked it up yet.

Why: by this code the notice, the case system and the figures speak of one item; an assumed one files cases under
another item, or under none.

Do: look up the basic or the implementation code on the item's page of the service portal, write it and take `source:
assumption` away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-ITEM-CODE-ASSUMED"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "version"
SAID: Final = Message(
    zh="事项编码是假定的",
    en="the item code is an assumption",
    remedy_zh="请在政务服务网查到编码后写上",
    remedy_en="look the code up on the service portal and write it",
)

BAD: Final = """
elements:
  item_code: {value: 没有读到, source: assumption} # ← item_code
"""
GOOD: Final = """
elements:
  item_code: "431004129W00"
"""


def check(one: OneVersion) -> Iterator[Found]:
    """The element as a whole."""
    if one.elements.item_code.source == ASSUMED:
        yield Found(one.at(("elements", "item_code"), key=True))
