"""错在哪：收费（`fee`）写了要收，却没有引法律或者行政法规，或者引的只是规章、地方性法规、规范性文件。

为什么：行政许可法第五十八条第一款规定，实施行政许可不得收取任何费用，法律、行政法规另有规定的，依照其规定；第二款规定申请书
格式文本不得收费。

怎么改：在 `fee` 的 `basis`（依据）里引规定收费的法律或者行政法规；没有的，改为 `fee: none`（`收费: 无`）。

Wrong: `fee` is charged, and no law or administrative regulation is cited for it, or only an act of a lower level.

Why: art. 58 para. 1 of 行政许可法 forbids to charge for a permit unless a law or an administrative regulation provides otherwise;
para. 2 forbids to charge for the form.

Do: cite the law or administrative regulation that lets the office charge in the `basis` of `fee`, or write `fee: none`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
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
      - {law: administrative-licensing-law, article: "58", paragraph: "1"}
"""

_ENOUGH: Final = frozenset({"law", "regulation"})


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `fee` that is charged."""
    for path, fee in one.cases("fee"):
        if fee.charged and not any(one.ruleset.laws[basis.law].level in _ENOUGH for basis in fee.basis):
            yield Found(one.at(path, key=True))
