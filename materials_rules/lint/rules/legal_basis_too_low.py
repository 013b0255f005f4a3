"""错在哪：按行政许可法办理的事项，设定依据（`legal_basis`）里没有法律、行政法规、地方性法规或者国务院决定。

为什么：行政许可法第十四条、第十五条、第十七条：许可由法律、行政法规、国务院决定、地方性法规设定，部门规章和其他规范性
文件一律不得设定；省级政府规章只能设定一年以内的临时性许可。

怎么改：引上设定这项许可的法律、法规；确实不是许可的（备案、登记），改用相应的 `regime`（告知制度）；省级政府规章设定
的临时性许可，用注释准许并写明到期日。

Wrong: an item that is handled by 行政许可法 has no law, administrative regulation, local regulation or decision of the State
Council in its `legal_basis`.

Why: arts 14, 15 and 17 of 行政许可法: only those set up a permit; rules of ministries and other documents cannot, and a rule
of a provincial government only for a year.

Do: cite the act that set up the permit; what is no permit (filing, registration) has a `regime` of its own; a
provisional permit is allowed in a comment that names its last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import BY_LAW, highest, is_licence
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import WORDS

CODE: Final = "L-LEGAL-BASIS-TOO-LOW"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="设定依据最高只到{level_zh}，不能设定行政许可",
    en="the highest act of the legal basis is a {level_en}, which cannot set up a permit",
    remedy_zh="请引设定这项许可的法律、法规；不是许可的，改 `regime`（告知制度）",
    remedy_en="cite the act that set up the permit; if it is none, change `regime`",
)

BAD: Final = """
elements:
  legal_basis: # ← legal_basis
    - {law: construction-permit-measures, article: "2"}
"""
GOOD: Final = """
elements:
  legal_basis:
    - {law: construction-law, article: "7", paragraph: "1"}
    - {law: construction-permit-measures, article: "2"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `legal_basis`."""
    for path, bases in one.cases("legal_basis") if is_licence(one) else ():
        level = highest(one.ruleset, bases)
        if level not in BY_LAW:
            yield Found(one.at(path, key=True), {"level_zh": WORDS.get(level, level), "level_en": level})
