"""错在哪：行政许可的法定期限长于二十个工作日，却没有引规定它的法律或者法规。

为什么：行政许可法第四十二条第一款：自受理之日起二十日内作出决定，法律、法规另有规定的依照其规定；二十日是工作日（第八
十二条）。统一办理、联合办理、集中办理的是四十五日（同条第二款），也要引上。

怎么改：在 `statutory_limit`（法定期限）的 `basis`（依据）里引规定更长期限的法律、法规；没有的，改为二十个工作日。

Wrong: the statutory limit of a permit is longer than twenty working days, and no law or regulation that provides so is
cited.

Why: art. 42 para. 1 of 行政许可法: a decision is due within twenty days of acceptance unless a law or regulation provides
otherwise; the days are working days (art. 82). For joint handling it is forty-five (para. 2), which is cited too.

Do: cite the law or regulation in the `basis` of `statutory_limit`; where there is none, it is twenty working days.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import LICENSING_LAW, highest, is_licence
from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.basis import Basis
from materials_rules.rules.limit import Limit, Unit

CODE: Final = "L-STATUTORY-ABOVE-GENERAL"
FAMILY: Final = "time"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="法定期限 {limit_zh} 长于二十个工作日，没有引规定它的法律、法规",
    en="the statutory limit of {limit_en} is longer than twenty working days, and no law or regulation is cited for it",
    remedy_zh="请引规定更长期限的条款；没有的，改为二十个工作日",
    remedy_en="cite the provision; where there is none, write 20 working days",
)

BAD: Final = """
elements:
  statutory_limit: {limit: 30 working days} # ← 30
"""
GOOD: Final = """
elements:
  statutory_limit:
    limit: 45 working days
    basis:
      - {law: administrative-licensing-law, article: "42", paragraph: "2"}
"""

_GENERAL: Final = Limit(20, Unit.WORKING_DAY)
_ENOUGH: Final = frozenset({"law", "regulation", "local_regulation"})


def check(one: OneVersion) -> Iterator[Found]:
    """Every statutory limit of a licence."""
    for path, about in one.cases("statutory_limit") if is_licence(one) else ():
        # art. 42 itself allows twenty days, or forty-five where several offices act together
        own = [basis for basis in about.basis if not _is_the_general_limit(one, basis)]
        if is_surely_longer(about.limit, _GENERAL) and highest(one.ruleset, own) not in _ENOUGH:
            yield Found(one.at((*path, "limit")), {"limit_zh": about.limit.say(), "limit_en": about.limit.say("en")})


def _is_the_general_limit(one: OneVersion, basis: Basis) -> bool:
    licensing = LICENSING_LAW in one.ruleset.laws[basis.law].title
    return licensing and basis.article == "42" and basis.paragraph != "2"
