"""错在哪：材料的名称或者别名就是 `sharing.yaml` 里一种文件的名称，却没有写 `document`（文件类型）。

为什么：有没有共享、由谁取得，程序只看 `document`；没有写，已经由机关自行取得的证照照样要求申请人提交，违反优化营商环
境条例第三十七条第二款和国务院关于在线政务服务的若干规定第七条第一款。

怎么改：写上 `document`（文件类型）；确实是另一种文件的，改一个说得清的名称。

Wrong: a material has the name or alias of a document in `sharing.yaml`, and no `document`.

Why: who can supply a paper is known by its `document` alone; without it the applicant is asked for a licence that the
office obtains itself, against art. 37 para. 2 of 优化营商环境条例 and art. 7 para. 1 of 国务院关于在线政务服务的若干规定.

Do: write the `document`; where it is another paper, give it a name that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.naming import forms, names_of
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-DOCUMENT-UNSAID"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="“{name}”就是文件类型 `{document}`，但没有写 `document`（文件类型）",
    en="“{name}” is the document `{document}`, but names no `document`",
    remedy_zh="请写 `document: {document}`（`文件类型: {document}`）；是另一种文件的，改名",
    remedy_en="write `document: {document}`, or call another paper by another name",
)

BAD: Final = """
elements:
  materials:
    shop-licence:
      name: 营业执照副本 # ← 营业
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    shop-licence:
      name: 营业执照副本
      kind: licence
      document: business-licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""


def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every name and alias of a material without a document, against those of sharing.yaml and of materials that have one."""
    known = {
        fold(name): id_ for id_, document in whole.ruleset.documents.items() for name in (document.name, *document.aliases)
    }
    for one in whole.newest.values():
        for slot in one.own_slots:
            if slot.arm.document is not None and not slot.arm.over_asked:
                for alias in slot.arm.aliases:
                    known.setdefault(fold(alias), slot.arm.document)
    for one in whole.versions:
        for slot in one.own_slots:
            arm = slot.arm
            if arm.document is not None or arm.over_asked:
                continue
            for path, name in names_of(arm):
                document = next((known[form] for form in forms(name) if form in known), None)
                if document is not None:
                    yield Found(one.at_slot(slot, *path), {"name": name, "document": document})
                    break
