"""错在哪：同一处依据里，同一条款写了两次。

为什么：告知书上同一条款印两遍；多半是复制以后忘了改条、款、项号，真正的依据没有写上。

怎么改：改成本来要引的条款；确实重复的，删去一个。

Wrong: one basis cites the same provision twice.

Why: the notice prints it twice; mostly it was copied and the number was to be changed, so that the provision that was meant is
missing.

Do: write the number that was meant, or delete one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.source import Path
from materials_rules.rules.law import chinese_number

CODE: Final = "L-CITED-TWICE"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="《{law}》{number_zh}在这处依据里已经引过",
    en="{number_en} of 《{law}》 is cited twice in this basis",
    remedy_zh="请改成本来要引的条款，或者删去",
    remedy_en="write the number that was meant, or delete it",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
        - {law: administrative-licensing-law, article: "29", paragraph: "1"} # ← {law
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every citation of the item's file against those before it in the same basis."""
    told: set[tuple[Path, str, str]] = set()
    for path, basis in one.citations:
        key = (path[:-1], basis.law, basis.number)
        if key in told:
            law = one.ruleset.laws[basis.law].title
            number = f"number {basis.number}" if basis.number else "the whole act"
            yield Found(one.at(path), {"law": law, "number_zh": chinese_number(basis.number), "number_en": number})
        told.add(key)
