"""错在哪：`not_for`（不适用情形）让人改办（`instead`）的事项，规则集里没有：看上去是一个代码，却不是哪个事项的代码。

为什么：代码写错了，告知书就把错的代码印给申请人，他不知道该去办什么；不需要许可的应当即时告知（行政许可法第三十二条第一款第一项），
告知的须是他看得懂、办得到的。

怎么改：改成规则集里有的事项代码；那个事项不在规则集里的，写它的中文名称。

Wrong: the item that a line of `not_for` sends people to (`instead`) is none of the ruleset, though it looks like the id of one.

Why: a wrong id is printed on the notice, and nobody knows what to apply for; that no permit is needed must be told at once
(art. 32 para. 1 item 1 of 行政许可法), in words that people can follow.

Do: write the id of an item of the ruleset; where the item is not among them, its name in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-INSTEAD-UNKNOWN"
FAMILY: Final = "items"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="没有叫 `{item}` 的事项，申请人会看到这个代码{near_zh}",
    en="there is no item `{item}`, and applicants would read this id{near_en}",
    remedy_zh="请写规则集里有的事项代码；不在规则集里的，写它的中文名称",
    remedy_en="write the id of an item of the ruleset; of one that is not among them, its name",
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
facts:
  small: {ask: 店招不到一平方米吗？, type: boolean}
not_for:
  - when: small
    outcome: not_required
    instead: {item: small-shop-sign} # ← small-shop-sign
    say: 无需许可，请办理小型店招备案
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
facts:
  small: {ask: 店招不到一平方米吗？, type: boolean}
not_for:
  - when: small
    outcome: not_required
    instead: {item: 小型店招备案}
    say: 无需许可，请办理小型店招备案
    basis:
      - {law: administrative-licensing-law, article: "13"}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every line whose `instead` names no item, in letters that only ids have."""
    items = one.ruleset.items
    for number, line in enumerate(one.file.not_for):
        item = None if line.instead is None else line.instead.item
        if item is not None and item.isascii() and item not in items:
            near = next(iter(get_close_matches(item, sorted(items), n=1)), None)
            said = {"near_zh": f"；是否想写 `{near}`", "near_en": f"; did you mean `{near}`"} if near else {"near_zh": "", "near_en": ""}
            yield Found(one.at(("not_for", number, "instead", "item")), {"item": item, **said})
