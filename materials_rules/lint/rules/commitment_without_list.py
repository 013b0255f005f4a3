"""错在哪：告知承诺（`commitment`）所在的清单是假定的，或者没有写文号和日期。

为什么：优化营商环境条例第四十条第三款：符合条件的可以按照有关规定采取告知承诺的方式办理；哪些可以承诺由公布的清单决定。
没有清单，窗口不认承诺书，申请人白跑一趟。

怎么改：写明清单的标题、文号或者公布日期；没有公布的，删去 `commitment`（告知承诺）。

Wrong: the list on which a `commitment` rests is assumed, or has neither number nor day.

Why: art. 40 para. 3 of 优化营商环境条例: commitments are taken as provided, and a published list says for what. Without a list
the window refuses the letter, and the applicant came in vain.

Do: write the title of the list and its number or day; where none was published, remove `commitment`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.rules.scalar import ASSUMED

CODE: Final = "L-COMMITMENT-WITHOUT-LIST"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”的告知承诺没有公布的清单",
    en="no published list is named for the commitment instead of “{name}”",
    remedy_zh="请写明清单的标题和文号或者日期；没有公布的，删去 `commitment`（告知承诺）",
    remedy_en="write the title of the list and its number or day, or remove `commitment`",
)

BAD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      commitment: # ← commitment
        listed_in: {source: assumption}
        basis:
          - {law: business-environment-regulation, article: "40", paragraph: "3"}
"""
GOOD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      commitment:
        listed_in: {title: 衡阳市告知承诺事项清单, number: 衡政办函〔2021〕1号, on: 2021-12-01}
        basis:
          - {law: business-environment-regulation, article: "40", paragraph: "3"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every commitment of the item's own file."""
    for asked in one.own:
        commitment = asked.requirement.commitment
        if commitment is None:
            continue
        listed = commitment.listed_in
        if listed.source == ASSUMED or (listed.number is None and listed.on is None):
            yield Found(one.at_asked(asked, "commitment", key=True), {"name": asked.requirement.called()})
