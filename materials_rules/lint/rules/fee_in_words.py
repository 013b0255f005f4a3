"""错在哪：`fee`（收费）写着不收费，别处的文字却要缴纳工本费、押金、保证金一类的钱。

为什么：行政机关实施行政许可不得收取任何费用，法律、行政法规另有规定的除外（行政许可法第五十八条第一款）。写在步骤、备注、地点里的收费同样是
收费，而且没有依据、没有标准。

怎么改：没有法律、行政法规规定的，删去；有的，写进 `fee`（收费），写明依据和标准。

Wrong: `fee` says that nothing is charged, and other words want a fee, a deposit or a security to be paid.

Why: no fee may be charged for a licence unless a law or administrative regulation says so (art. 58 para. 1 of 行政许可法). A fee in a
step, a note or an address is a fee all the same, without basis and tariff.

Do: delete it where no law or administrative regulation provides it; else write it under `fee` with basis and tariff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.wording import texts_beside_materials

CODE: Final = "L-FEE-IN-WORDS"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="`fee`（收费）写着不收费，这里却写“{found}”",
    en="`fee` says that nothing is charged, and here stands “{found}”",
    remedy_zh="没有法律、行政法规规定的，删去；有的，写进 `fee`（收费）",
    remedy_en="delete it, or write it under `fee` with the law that provides it",
)

BAD: Final = """
elements:
  procedure:
    - {step: 受理, takes: 2 working days}
    - {step: 缴纳工本费后领证并决定, takes: 8 working days} # ← 缴纳
"""
GOOD: Final = """
elements:
  procedure:
    - {step: 受理, takes: 2 working days}
    - {step: 审查并决定, takes: 8 working days}
"""

_MONEY: Final = (
    "(?:工本|手续|服务|代办|咨询|评审|检测|评估|鉴定|审图|加急|办证|登记|资料|管理|制证|证照|材料|勘验|踏勘|公示|复印|照相|培训|考试|审查|会员|赞助|清洁|占道)费"
    "|押金|保证金|质保金|赞助款|[0-9０-９一二两三四五六七八九十百千万]+(?:[.．][0-9０-９]+)?[ \t]*(?:元|块钱)"
)
_CHARGED: Final = re.compile(
    f"(?:缴纳?|交纳?|收取|收(?!入|益)|支付|付|预交|预缴|预收|代收|打款|汇)[^，。；、？?！!]{{0,8}}?(?:{_MONEY})|(?:工本|手续|代办|加急|办证|制证)费|押金"
    f"|每[张份件本套次][ \t]*(?:{_MONEY})"
)
_FREE: Final = re.compile("(?:不|免|无需|不用|不得|禁止|严禁|未|退还?|减免)[^，。；、？?！!]{0,6}\\Z")


def check(one: OneVersion) -> Iterator[Found]:
    """Every text that is said to people, where some case of `fee` is none."""
    if all(fee.charged for _, fee in one.cases("fee")):
        return
    for text in texts_beside_materials(one):
        for charged in _CHARGED.finditer(text.text):
            if not _FREE.search(text.text[: charged.start()]):
                yield Found(text.place_of(charged.start()), {"found": charged[0]})
                break
