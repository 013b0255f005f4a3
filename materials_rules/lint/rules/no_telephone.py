"""错在哪：咨询投诉（`contact`）的电话里没有号码。

为什么：要求补正的人要能问，被拒绝的人要能投诉；行政许可法第三十条第二款规定，申请人要求对公示内容予以说明、解释的，
行政机关应当说明、解释，提供准确、可靠的信息。没有号码，告知书上这一行等于没写。

怎么改：写上区号和号码，例如 0734-8866099；确实还没有查到的，写明 `source: assumption`（`来源: 假定`），就不再提示。

Wrong: a telephone of `contact` holds no number.

Why: who has to cure his packet must be able to ask, and who is refused to complain; by art. 30 para. 2 of 行政许可法 an office
must explain what it published when an applicant asks. Without a number this line of the notice says nothing.

Do: write area code and number, such as 0734-8866099; where it is not known yet, say `source: assumption`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-NO-TELEPHONE"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`{key}`（{key_zh}）写的是“{found}”，没有号码",
    en="`{key}` says “{found}”, which holds no number",
    remedy_zh="请写明区号和号码；还没有查到的，写 `source: assumption`（`来源: 假定`）",
    remedy_en="write area code and number, or `source: assumption` while they are not known",
)

BAD: Final = """
elements:
  contact:
    phone: 请到窗口咨询 # ← 请到窗口咨询
    supervision_phone: 0734-12345
"""
GOOD: Final = """
elements:
  contact:
    phone: 0734-8866099
    supervision_phone: 以大厅公布为准
    source: assumption
"""

_KEYS: Final = {"phone": "咨询电话", "supervision_phone": "监督电话"}
_FEWEST_DIGITS: Final = 3  # 110, 12345


def check(one: OneVersion) -> Iterator[Found]:
    """Both telephones of every case of `contact`, unless they are said to be assumed."""
    if one.elements.contact.source == ASSUMED:
        return
    for path, contact in one.cases("contact"):
        for key, name in _KEYS.items() if contact.source != ASSUMED else ():
            said = getattr(contact, key)
            if sum(char.isdecimal() for char in said) < _FEWEST_DIGITS:
                yield Found(one.at((*path, key)), {"key": key, "key_zh": name, "found": said})
