"""错在哪：某个要素是空的：没有办理对象、受理条件、申请材料或者审批程序。

为什么：十六个要素都要公布；行政许可法第三十条第一款要求公示条件、程序和需要提交的全部材料的目录。空的清单让申请人以为
没有要求，窗口却照样会要。

怎么改：逐项写上；确实不需要任何材料的事项也要有一份申请书，条件见设定依据的条文。

Wrong: an element is an empty list: no kind of applicant, no condition, no material or no step.

Why: all sixteen elements are published; art. 30 para. 1 of 行政许可法 wants the conditions, the procedure and the list of
all materials. An empty list tells applicants that nothing is wanted, and the window wants it all the same.

Do: write what belongs there; an item that needs no other paper still has an application form, and its conditions stand
in the act.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.key_words import KEYS

CODE: Final = "L-EMPTY-ELEMENT"
FAMILY: Final = "elements"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="要素 `{element}`（{element_zh}）是空的",
    en="the element `{element}` is empty",
    remedy_zh="请逐项写上；条件和程序见设定依据的条文",
    remedy_en="write what belongs there; the act says which conditions and steps there are",
)

BAD: Final = """
elements:
  acceptance_conditions: [] # ← acceptance_conditions
"""
GOOD: Final = """
elements:
  acceptance_conditions: [店招不遮挡门窗。]
"""

_LISTS: Final = ("applicant_types", "acceptance_conditions", "procedure")


def check(one: OneVersion) -> Iterator[Found]:
    """The four elements that are lists; materials may also stand in groups."""
    for element in _LISTS:
        for path, value in one.cases(element):
            if not value:
                yield Found(one.at(path, key=True), {"element": element, "element_zh": KEYS[element]})
    if not one.own:
        yield Found(one.at(("elements", "materials"), key=True), {"element": "materials", "element_zh": KEYS["materials"]})
