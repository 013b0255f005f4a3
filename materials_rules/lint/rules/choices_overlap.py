"""错在哪：单选题的几个选项按数分段，正好等于界限的数两个选项都算（“10平方米以下”“10平方米以上”），或者哪一个都不算（“不满10”“超过10”）。

为什么：民法典里，以上、以下、以内包括本数，不满、超过、以外不包括本数。正好等于的人两边都可以选，材料却不同；或者哪一边都不能选。

怎么改：界限只让一边包括：“10平方米以下”“超过10平方米”；更好的是问数本身，由条件分段。

Wrong: the choices of a question are ranges, and the number on the edge belongs to two of them (10平方米以下, 10平方米以上) or to none
(不满10, 超过10).

Why: in the civil code 以上, 以下 and 以内 include the number and 不满, 超过 and 以外 leave it out. Whoever is on the edge may
choose either, with other materials, or neither.

Do: let one side include the edge: 10平方米以下 and 超过10平方米; better ask for the number itself and let conditions part it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.asking import questions
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-CHOICES-OVERLAP"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="正好是 {value} 的，选项“{found}”和“{other}”{how_zh}",
    en="exactly {value} belongs to {how_en} of the choices “{found}” and “{other}”",
    remedy_zh="界限只让一边包括，或者改问数本身",
    remedy_en="let one side include the edge, or ask for the number itself",
)

BAD: Final = """
facts:
  size:
    ask: 店招面积多大？
    one_of:
      small: 10平方米以下
      large: 10平方米以上 # ← 10平方米
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: size == large
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""
GOOD: Final = """
facts:
  size:
    ask: 店招面积多大？
    one_of:
      small: 10平方米以下
      large: 超过10平方米
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      when: size == large
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""

_NUMBER: Final = "(?P<number>[0-9]+(?:\\.[0-9]+)?)"
_BEHIND: Final = re.compile(f"{_NUMBER}(?P<unit>[^0-9，、（）]{{0,5}}?)(?P<word>以上|以下|以内|以外)(?P<sign>[（(]不含)?")
_BEFORE: Final = re.compile(f"(?P<word>不超过|不少于|不低于|不大于|超过|不满|不足|少于|低于|多于|大于|小于|高于){_NUMBER}")
_UP: Final = {"以上": True, "不少于": True, "不低于": True, "超过": False, "以外": False, "多于": False, "大于": False, "高于": False}
_DOWN: Final = {"以下": True, "以内": True, "不超过": True, "不大于": True, "不满": False, "不足": False, "少于": False, "低于": False, "小于": False}


def check(one: OneVersion) -> Iterator[Found]:
    """The labels of every question with one answer: each edge that two of them share."""
    for path, fact in questions(one):
        labels = fact.one_of if isinstance(fact.one_of, dict) else {}
        edges: dict[str, dict[bool, tuple[str, bool]]] = {}
        for member, label in labels.items():
            for number, is_up, includes in _edges(fold(label)):
                sides = edges.setdefault(number, {})
                other = sides.get(not is_up)
                sides[is_up] = (label, includes)
                if other is not None and other[1] == includes:
                    how = ("两个都算", "both") if includes else ("都不算", "none")
                    args = {"value": number, "found": label, "other": other[0], "how_zh": how[0], "how_en": how[1]}
                    yield Found(one.at((*path, "one_of", member)), args)


def _edges(label: str) -> Iterator[tuple[str, bool, bool]]:
    """The numbers of a range: each with whether it reaches up from there and whether it includes the number."""
    for found in (*_BEHIND.finditer(label), *_BEFORE.finditer(label)):
        word = found["word"]
        includes = (_UP | _DOWN)[word] and not found.groupdict().get("sign")
        yield found["number"], word in _UP, includes
