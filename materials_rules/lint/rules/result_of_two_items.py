"""错在哪：两个事项的审批结果（`result`，审批结果）是同一种文件。

为什么：一种证照由两个事项发出，`result_of`（另一事项结果）就不知道查哪一个；多半是新写的事项借用了别的文件代号。

怎么改：在 `sharing.yaml` 里登记这个事项自己的证照，写上它的代号；确实发同一种证照的，写明理由准许。

Wrong: two items end in one and the same document (`result`).

Why: if two items grant one document, `result_of` does not know which to look up; mostly a new item has borrowed the id
of another document.

Do: register the document of this item in sharing.yaml and name it; where both really grant the same, allow it with the
reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-RESULT-OF-TWO-ITEMS"
FAMILY: Final = "items"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="审批结果 `{document}` 也是事项 `{other}` 的审批结果",
    en="the result `{document}` is that of the item `{other}` too",
    remedy_zh="请登记并写上这个事项自己的证照",
    remedy_en="register and name the document of this item",
)

BAD: Final = """
elements:
  result: {document: permit-licence} # ← permit-licence
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
"""
GOOD: Final = """
elements:
  result: {document: permit-licence}
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
  result: {document: banner-licence}
# == sharing.yaml
documents:
  banner-licence: {name: 横幅设置许可证}
"""

def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every newest version against those of the items before it."""
    first: dict[str, str] = {}
    for item, one in whole.newest.items():
        for path, result in one.cases("result"):
            other = first.setdefault(result.document, item)
            if other != item:
                yield Found(one.at((*path, "document")), {"document": result.document, "other": other})
