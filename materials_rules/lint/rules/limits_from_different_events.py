"""错在哪：法定期限和承诺期限从不同的事情起算：一个自收件，一个自受理。

为什么：起算的日子不同，承诺的天数再少也可能更晚；行政许可法第四十二条第一款自受理之日起算。压缩了几天也算不出来。

怎么改：把两个期限的 `from`（自）改成相同的。

Wrong: the statutory and the promised limit run from different events, as from receipt and from acceptance.

Why: with another first day fewer days may end later; art. 42 para. 1 of 行政许可法 counts from acceptance. Nor can anybody
tell by how much the time was cut.

Do: let both limits have the same `from`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together
from materials_rules.reading.key_words import WORDS
from materials_rules.reading.source import Path

CODE: Final = "L-LIMITS-FROM-DIFFERENT-EVENTS"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="承诺期限自{promised_zh}起算，法定期限自{statutory_zh}起算",
    en="the promised limit runs from {promised_en}, the statutory one from {statutory_en}",
    remedy_zh="请把两个期限的 `from`（自）改成相同的",
    remedy_en="let both have the same `from`",
)

BAD: Final = """
elements:
  promised_limit: {limit: 10 working days, from: receipt} # ← receipt
"""
GOOD: Final = """
elements:
  promised_limit: {limit: 10 working days, from: acceptance}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Limits that meet in one situation."""
    told: set[Path] = set()
    for meeting in together(one, "promised_limit", "statutory_limit"):
        promised, statutory = meeting.values
        path = meeting.paths[0]
        if promised.from_ != statutory.from_ and path not in told:
            told.add(path)
            args = {
                "promised_zh": WORDS[promised.from_],
                "promised_en": promised.from_,
                "statutory_zh": WORDS[statutory.from_],
                "statutory_en": statutory.from_,
            }
            yield Found(one.at((*path, "from")), args, meeting.witness)
