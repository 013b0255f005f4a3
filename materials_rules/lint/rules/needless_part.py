"""错在哪：条件里有一部分可以删去，在任何能有的情形下结果都一样，例如 `大型 或 （大型 且 租用）` 里的后一半。

为什么：多余的部分让人误以为它在起作用；往往是少写了“非”，或者 `且`、`或` 写反了。这是逐一比较全部情形得出的，不是抽样。

怎么改：看这一部分是不是写错了；没有写错的，删去。

Wrong: a part of the condition may be left out and every situation that can be gives the same, such as the second half
of `large or (large and rented)`.

Why: a needless part looks as if it mattered; mostly a `not` is missing, or `and` and `or` are exchanged. This comes of
all situations, not of a sample.

Do: look whether the part says what was meant; if it does, delete it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import HasMember
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.tables import droppable, situations
from materials_rules.plan.formula import Said

CODE: Final = "L-NEEDLESS-PART"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="条件里的这一部分删去后结果不变",
    en="without this part the condition says the same",
    remedy_zh="请看它是否写错；没有写错的，删去",
    remedy_en="look whether it says what was meant, or delete it",
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
      when: large or (rented and large) # ← rented and
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  large: {ask: 是否大型店招？, type: boolean}
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
      when: large or rented
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {originals: 1}
facts:
  rented: {ask: 场地是否租用？, type: boolean}
  large: {ask: 是否大型店招？, type: boolean}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Of every condition the last part without which nothing changes; a condition over too many situations is passed over."""
    for written in one.conditions:
        # what is asked, and what takes situations out, is judged before scope; a line does not count against itself
        is_of_material = written.path[0] in ("elements", "groups")
        less = () if is_of_material else (f"never/{written.owner}/", "out/") if written.path[0] == "never" else ("out/",)
        for part, rest in droppable(written.condition):
            if isinstance(part, HasMember):
                continue  # a choice of several holds one at least: `has wall` beside `not (has roof)` is said for the reader
            found = [claims for claims, _ in situations(one, {"whole": Said(written.condition), "rest": rest}, less)]
            if len({"whole" in claims for claims in found}) == 1:
                break  # it never holds, or always: that is said of it, and every other part is needless then
            if found and all(len(claims) != 1 for claims in found):
                yield Found(written.place(part.at))
                break
