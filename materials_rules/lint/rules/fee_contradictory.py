"""错在哪：写着不收费，却又写了收费标准或者收费依据。

为什么：告知书只印“不收费”，标准和依据没有人看到；到底收不收，行政许可法第五十八条第一款要求以法律、行政法规为准，不能
两边都写。

怎么改：不收费的，写 `fee: none`（`收费: 无`）；要收的，写 `charged: true`（`是否收费: 是`）。

Wrong: no fee is charged, and yet a standard or a basis of a fee is written.

Why: the notice prints that there is no fee, and nobody sees the rest; whether there is one depends on a law or an
administrative regulation (art. 58 para. 1 of 行政许可法), and cannot be both.

Do: write `fee: none`, or `charged: true`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import KEYS

CODE: Final = "L-FEE-CONTRADICTORY"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="写着不收费，却有 `{key}`（{key_zh}）",
    en="no fee is charged, and there is a `{key}` ({key_zh}) of one",
    remedy_zh="不收费的，写 `fee: none`（`收费: 无`）；要收的，写 `charged: true`（`是否收费: 是`）",
    remedy_en="write `fee: none`, or `charged: true`",
)

BAD: Final = """
elements:
  fee: {charged: false, standard: 每证 10 元} # ← 每证
"""
GOOD: Final = """
elements:
  fee: none
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `fee` that is not charged."""
    for path, fee in one.cases("fee"):
        for key in ("standard", "basis") if not fee.charged else ():
            if getattr(fee, key):
                yield Found(one.at((*path, key)), {"key": key, "key_zh": KEYS[key]})
                break
