"""错在哪：承诺期限（`promised_limit`）比法定期限（`statutory_limit`）还长。

为什么：行政许可法第四十二条规定了作出决定的期限，承诺只能缩短、不能延长；照着更长的承诺办，从法定期限届满之日起就是逾期，
第七十四条第二项的责任也从那一天起算。

怎么改：核对两个期限和它们的计量单位；承诺期限写法定期限以内的数。

Wrong: the promised limit is longer than the statutory one.

Why: art. 42 of 行政许可法 sets the time in which a decision is due, and a promise can only shorten it. An office that works by the
longer promise is late by law from the day on which the statutory limit ends (art. 74 point 2).

Do: check both numbers and their units, and promise no more than the law allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.together import together

CODE: Final = "L-PROMISED-ABOVE-STATUTORY"
FAMILY: Final = "time"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="承诺期限 {promised_zh} 长于法定期限 {statutory_zh}",
    en="the promised limit of {promised_en} is longer than the statutory limit of {statutory_en}",
    remedy_zh="请核对两个期限和计量单位；承诺只能缩短法定期限",
    remedy_en="check both limits and their units; a promise can only shorten the statutory limit",
)

BAD: Final = """
elements:
  statutory_limit: {limit: 20 working days}
  promised_limit: {limit: 30 working days} # ← 30
"""
GOOD: Final = """
elements:
  statutory_limit: {limit: 20 working days}
  promised_limit: {limit: 10 working days}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every promised limit against each statutory limit that holds in the same situation, if both run from one event."""
    told = set()
    for meeting in together(one, "promised_limit", "statutory_limit"):
        promised, statutory = meeting.values
        path = meeting.paths[0]
        if path not in told and promised.from_ == statutory.from_ and is_surely_longer(promised.limit, statutory.limit):
            told.add(path)
            args = {
                "promised_zh": promised.limit.say(),
                "statutory_zh": statutory.limit.say(),
                "promised_en": promised.limit.say("en"),
                "statutory_en": statutory.limit.say("en"),
            }
            yield Found(one.at((*path, "limit")), args, meeting.witness)
