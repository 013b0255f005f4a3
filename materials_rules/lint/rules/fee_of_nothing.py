"""错在哪：`fee`（收费）写着要收费（`charged: true`，`是否收费: 是`），收费标准却是“0元”“免费”“不收费”。

为什么：告知书会印“收费：0元”，申请人不知道收不收。不收费的事项不用写标准，也不用找收费的依据：行政许可法第五十八条第一款规定，不得收取任何
费用是原则，收费是例外。

怎么改：不收费的，写 `fee: none`（`收费: 无`）；只对一部分人免的，写明免谁、别人收多少。

Wrong: `fee` says that something is charged (`charged: true`), and the standard is 0元, 免费 or 不收费.

Why: the notice prints a fee of nothing, and applicants cannot tell whether there is one. What is free needs no standard and no ground
for a fee: by art. 58 para. 1 of 行政许可法 nothing may be charged, and a fee is the exception.

Do: write `fee: none`; where only some pay nothing, say who, and what the others pay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-FEE-OF-NOTHING"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="写着要收费，标准却是“{standard}”",
    en="a fee is charged, and its standard is “{standard}”",
    remedy_zh="不收费的，写 `fee: none`（`收费: 无`）；要收的，写明金额",
    remedy_en="write `fee: none`, or the amount",
)

BAD: Final = """
elements:
  fee:
    charged: true
    standard: 免费 # ← 免费
    basis:
      - {law: road-transport-regulation, article: "81"}
"""
GOOD: Final = """
elements:
  fee: none
"""

_CLAUSE: Final = re.compile("[,;。!]+")
_BEFORE: Final = (
    "(?:本事项|本项|本许可|办理|办证|目前|现行|现|已|全部|一律|均|暂时|暂|收费标准|收费|标准|工本费|费用|人民币|每[证件份本套次张]|为|是|[:¥])*"
)
_FREE: Final = re.compile(
    f"{_BEFORE}(?:免费(?:办理|发放)?|不(?:予)?收(?:费|取(?:任何)?费用|取)?|免收(?:费用?)?|免征|免缴|零收费|零费用|(?:[0零](?:\\.0+)?元?)(?:/[证件份本套次张])?)"
)


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `fee` that is charged and whose standard says, in every clause, that it is free."""
    for path, fee in one.cases("fee"):
        if fee.charged and fee.standard:
            clauses = [clause for clause in _CLAUSE.split(fold(fee.standard)) if clause]
            if clauses and all(map(_FREE.fullmatch, clauses)):
                yield Found(one.at((*path, "standard")), {"standard": fee.standard})
