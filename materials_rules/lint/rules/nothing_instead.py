"""错在哪：`not_for`（不适用情形）说不需要办理，却没有说改为怎样做（`instead`），说明里也没有别的话。

为什么：申请人白跑一趟，还不知道下一步：不需要许可的，应当即时告知不受理（行政许可法第三十二条第一款第一项），也应当告诉
他该做什么或者什么也不用做。

怎么改：写 `instead`（改办），或者在 `say`（说明）里写明不用再办什么。

Wrong: a line of `not_for` says that nothing need be applied for, and not what to do instead; nor does its `say`.

Why: people are sent away without a next step; that no licence is needed must be told at once (art. 32 para. 1 item 1 of
行政许可法), and what else is to be done, or nothing.

Do: write `instead`, or say that nothing else is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-NOTHING-INSTEAD"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="这一条没有说改为怎样做",
    en="this line does not say what to do instead",
    remedy_zh="请写 `instead`（改办），或者在说明里写明无需再办什么",
    remedy_en="write `instead`, or say that nothing else is needed",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图
      kind: drawing
      when: area > 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  area: {ask: 店招多少平方米？, type: number, unit: 平方米, decimals: 2, minimum: 0}
not_for:
  - when: area < 1 # ← area
    outcome: not_required
    say: 面积太小
    basis:
      - {law: administrative-licensing-law, article: "13"}
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
    plan:
      name: 设计图
      kind: drawing
      when: area > 50
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  area: {ask: 店招多少平方米？, type: number, unit: 平方米, decimals: 2, minimum: 0}
not_for:
  - when: area < 1
    outcome: not_required
    say: 无需许可，可以自行设置
    basis:
      - {law: administrative-licensing-law, article: "13"}
"""

_SAYS_WHAT: Final = ("无需", "不需", "不用", "可以", "自行", "应当", "请", "改", "备案", "公布", "登记", "报告")


def check(one: OneVersion) -> Iterator[Found]:
    """Every such line without `instead` whose words name nothing to do."""
    for number, line in enumerate(one.file.not_for):
        if line.outcome == "not_required" and line.instead is None and not any(word in line.say for word in _SAYS_WHAT):
            yield Found(one.at(("not_for", number, "when")))
