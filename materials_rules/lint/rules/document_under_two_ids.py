"""错在哪：`sharing.yaml` 里两种文件的名称或者别名相同。

为什么：一种文件写成两种，共享只对其中一种生效：另一处还会要求申请人提交部门之间已经共享的材料。

怎么改：合并成一种；其实是两种文件的，用名称区分。

Wrong: two types of document in sharing.yaml have a name or alias in common.

Why: sharing is told of one of them only, and the other is still asked of people although departments share it.

Do: make them one, or tell them apart by their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-DOCUMENT-UNDER-TWO-IDS"
FAMILY: Final = "items"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="“{name}”也是文件类型 `{other}` 的名称",
    en="“{name}” is a name of the document `{other}` too",
    remedy_zh="请合并成一种，或者用名称区分",
    remedy_en="make them one, or tell them apart by name",
)

BAD: Final = """
# == sharing.yaml
documents:
  lease: {name: 租赁合同}
  rent-contract: # ← rent-contract
    name: 房屋租赁合同
    aliases: [租赁合同]
"""
GOOD: Final = """
# == sharing.yaml
documents:
  lease: {name: 租赁合同}
  site-agreement: {name: 场地使用协议}
"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every type of document against those before it."""
    first: dict[str, str] = {}
    for document, about in whole.ruleset.documents.items():
        for name in (about.name, *about.aliases):
            other = first.setdefault(fold(name), document)
            if other != document:
                args = {"name": name, "other": other}
                yield Found(whole.at("sharing.yaml", ("documents", document), key=True), args)
                break
