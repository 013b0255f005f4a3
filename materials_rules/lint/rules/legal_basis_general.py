"""错在哪：行政许可的设定依据只引了行政许可法这样的一般法，没有引设定这一项许可的法律、法规。

为什么：行政许可法第十二条只说哪些事项可以设定许可，第十四条、第十五条说由法律、行政法规、国务院决定、地方性法规来设定；它自己没有设定任何一项。
第十七条规定其他规范性文件一律不得设定。只引一般法，等于没有设定依据。

怎么改：查清是哪一部法律、法规的哪一条设定了这项许可，写进 `legal_basis`（设定依据）；查不到的，这一项不应当实施。`materials-rules new`
写的是占位的依据，正要在这里换掉。

Wrong: the legal basis of a licence cites nothing but general acts such as 行政许可法, and no act that sets up this licence.

Why: art. 12 of 行政许可法 says for what licences may be set up, arts 14 and 15 that laws, administrative regulations, decisions of
the State Council and local regulations do it; it sets up none itself. By its art. 17 nothing else may. To cite general acts
alone is to have no basis.

Do: find the article of the act that sets up this licence and write it under `legal_basis`; where there is none, the licence may
not be required. What `materials-rules new` writes holds the place for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import is_licence
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-LEGAL-BASIS-GENERAL"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="设定依据只有《{law}》，它没有设定任何一项许可",
    en="the legal basis is 《{law}》 alone, which sets up no licence",
    remedy_zh="请写设定这项许可的法律、法规的条款",
    remedy_en="cite the article of the act that sets up this licence",
)

BAD: Final = """
elements:
  legal_basis:
    - {law: administrative-licensing-law, article: "12"} # ← {law
"""
GOOD: Final = """
elements:
  legal_basis:
    - {law: city-appearance-regulation, article: "11", paragraph: "2"}
    - {law: administrative-licensing-law, article: "12"}
"""

_GENERAL: Final = (
    "行政许可法", "行政处罚法", "行政强制法", "行政复议法", "行政诉讼法", "行政程序", "优化营商环境", "政务服务", "政府信息公开",
    "立法法", "电子签名法", "个人信息保护法", "民法典", "放管服", "证明事项", "告知承诺", "国家赔偿法",
)  # fmt: skip
"""What stands in the titles of acts about how offices work, or about everybody: none of them sets up a licence."""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `legal_basis` of a licence that cites general acts alone, at the first."""
    for path, bases in one.cases("legal_basis") if is_licence(one) else ():
        titles = [one.ruleset.laws[basis.law].title for basis in bases]
        if titles and all(any(word in title for word in _GENERAL) for title in titles):
            yield Found(one.at((*path, 0)), {"law": titles[0]})
