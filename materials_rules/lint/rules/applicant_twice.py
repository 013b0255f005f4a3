"""错在哪：办理对象里同一种写了两次。

为什么：印出来就是“企业、企业”，看的人会以为漏掉了本来要写的另一种。

怎么改：删去重复的一个，或者改成本来要写的那一种。

Wrong: `applicant_types` names the same kind twice.

Why: it is printed as written, and whoever reads it wonders which other kind was meant.

Do: take one away, or write the kind that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import WORDS

CODE: Final = "L-APPLICANT-TWICE"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="办理对象 `{found}`（{found_zh}）写了两次",
    en="`{found}` stands twice in `applicant_types` {found_zh}",
    remedy_zh="请删去一个，或者改成本来要写的",
    remedy_en="take one away, or write the kind that was meant",
)

BAD: Final = """
elements:
  applicant_types:
    - enterprise
    - natural_person
    - enterprise # ← enterprise
"""
GOOD: Final = """
elements:
  applicant_types:
    - enterprise
    - natural_person
    - individual_business
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every case of `applicant_types`."""
    for path, kinds in one.cases("applicant_types"):
        for i, kind in enumerate(kinds):
            if kind in kinds[:i]:
                yield Found(one.at((*path, i)), {"found": kind, "found_zh": WORDS[kind]})
