"""错在哪：要收费，却没有写收费标准（`standard`）。

为什么：行政许可法第五十九条规定，依照法律、行政法规收取费用的，应当按照公布的法定项目和标准收费；没有写标准就没有公布。

怎么改：在 `fee`（收费标准）里写 `standard`（收费标准）：项目、金额和计算的办法。

Wrong: a fee is charged, and its `standard` is not told.

Why: art. 59 of 行政许可法: a fee is charged by the published item and standard; what is not told here is not published.

Do: write the `standard` of `fee`: what for, how much, how it is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.placeholder import has_placeholder
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-FEE-UNSAID"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="要收费，但没有写 `standard`（收费标准）",
    en="a fee is charged without a `standard`",
    remedy_zh="请写明收费的项目、金额和计算办法",
    remedy_en="say what for, how much and how it is counted",
)

BAD: Final = """
elements:
  fee: # ← fee
    charged: true
    basis:
      - {law: road-transport-regulation, article: "81"}
"""
GOOD: Final = """
elements:
  fee:
    charged: true
    standard: 每证 10 元
    basis:
      - {law: road-transport-regulation, article: "81"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `fee` that is charged."""
    for path, fee in one.cases("fee"):
        if fee.charged and (fee.standard is None or has_placeholder(fee.standard)):
            yield Found(one.at(path, key=True))
