"""错在哪：事项、材料、部门或者文件类型的名称里没有一个汉字：只有字母、数字，多半是代码或者没有翻译。

为什么：名称原样印在告知书和清单里，申请人按它准备材料；`form-2`、`Application form` 他看不懂，按名称比对别的清单也对不上。

怎么改：写上公文里用的中文名称；英文的、缩写的，可以写进 `aliases`（别名）。

Wrong: the name of an item, a material, a department or a type of document has no Chinese character: it is a code, or was not translated.

Why: names are printed as they are in notices and lists, and applicants prepare their papers by them. `form-2` tells them nothing, and no
other list has a paper of that name.

Do: write the Chinese name that documents use; an English or short one may stand among the `aliases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Place, Severity
from materials_rules.lint.placeholder import is_placeholder
from materials_rules.lint.subject import Found, OneVersion, WholeRuleset

CODE: Final = "L-NAME-NOT-CHINESE"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="名称“{name}”里没有汉字",
    en="the name “{name}” has no Chinese character",
    remedy_zh="请写中文名称",
    remedy_en="write the Chinese name",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: Application form # ← Application
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: CAD格式的店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
"""

_CHINESE: Final = re.compile("[〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def check(whole: WholeRuleset) -> Iterator[Found]:
    """The names of departments and types of document, then those of every version; what all items owe is told once."""
    told: set[Place] = set()
    for place, name in _names(whole):
        if not _CHINESE.search(name) and not is_placeholder(name) and place not in told:
            told.add(place)
            yield Found(place, {"name": name})


def _names(whole: WholeRuleset) -> Iterator[tuple[Place, str]]:
    for id_, department in whole.ruleset.departments.items():
        yield whole.at("departments.yaml", ("departments", id_, "name")), department.name
    for id_, document in whole.ruleset.documents.items():
        yield whole.at("sharing.yaml", ("documents", id_, "name")), document.name
    for one in whole.versions:
        yield from _names_of(one)


def _names_of(one: OneVersion) -> Iterator[tuple[Place, str]]:
    for path, name in one.cases("item_name"):
        yield one.at(path), name if isinstance(name, str) else name.value
    for listed, about in one.file.lists.items():
        yield one.at(("lists", listed, "name")), about.name
    for slot in one.slots:
        yield one.at_slot(slot, "name"), slot.arm.name
