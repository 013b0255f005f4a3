"""错在哪：收费（`fee`）写了要收，却没有引法律或者行政法规，或者引的只是规章、地方性法规、规范性文件，或者只是行政许可法、优化营商环境条例
这样限制收费的规定。

为什么：行政许可法第五十八条第一款规定，实施行政许可不得收取任何费用，法律、行政法规另有规定的，依照其规定；第二款规定申请书
格式文本不得收费；这一条和第五十九条都没有设定任何收费，不能作收费的依据。登记、备案等其他事项的涉企收费，依优化营商环境条例第二十五条须有法律、行政法规依据或者经国务院批准。

怎么改：在 `fee` 的 `basis`（依据）里引规定收费的法律或者行政法规；没有的，改为 `fee: none`（`收费: 无`）。

Wrong: `fee` is charged, and no law or administrative regulation is cited for it, or only an act of a lower level, or only rules that limit fees, as in
行政许可法 and 优化营商环境条例.

Why: art. 58 para. 1 of 行政许可法 forbids to charge for a permit unless a law or an administrative regulation provides otherwise;
para. 2 forbids to charge for the form; neither this article nor art. 59 sets up a fee, so that none rests on them. Fees of enterprises in other matters need a law, an administrative regulation or the
approval of the State Council by art. 25 of 优化营商环境条例.

Do: cite the law or administrative regulation that lets the office charge in the `basis` of `fee`, or write `fee: none`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import LICENSING_LAW, highest, is_licence
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-FEE-WITHOUT-LAW"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="收费没有法律或者行政法规的依据",
    en="a fee is charged without a law or an administrative regulation",
    remedy_zh="请在 `basis`（依据）里引规定收费的法律或者行政法规；没有的，改为 `fee: none`（`收费: 无`）",
    remedy_en="cite the law or administrative regulation under `basis`, or write `fee: none`",
)

BAD: Final = """
elements:
  fee: {charged: true, standard: 每件 50 元} # ← fee
"""
GOOD: Final = """
elements:
  fee:
    charged: true
    standard: 按照法律规定的标准
    basis:
      - {law: road-transport-regulation, article: "81"}
"""

_AGAINST: Final = (LICENSING_LAW, "优化营商环境")
"""What stands in the titles of acts that limit all fees and set up none."""

_ENOUGH: Final = frozenset({"law", "regulation"})
_APPROVED: Final = frozenset({*_ENOUGH, "state_council_decision"})


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `fee` that is charged."""
    enough = _ENOUGH if is_licence(one) else _APPROVED
    for path, fee in one.cases("fee"):
        own = [basis for basis in fee.basis if not any(word in one.ruleset.laws[basis.law].title for word in _AGAINST)]
        if fee.charged and highest(one.ruleset, own) not in enough:
            yield Found(one.at(path, key=True))
