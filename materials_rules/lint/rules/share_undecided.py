"""错在哪：写着由哪个部门提供（`supplied_by`），却没有写 `live`（共享期间）：这种文件一天也不会由机关取得。

为什么：第二类不得要求的材料看的是有没有开通共享的决定；没有决定，申请人就要自己提交。优化营商环境条例第三十七条第二款
要求提供数据共享服务，长期没有决定的应当去要。

怎么改：查到决定后写 `live`（共享期间）的 `from`（自）和 `decision`（共享决定）；本来就不共享的，删去 `supplied_by`（
提供部门）。

Wrong: a document names the department that supplies it (`supplied_by`), and no stretch of `live`: no office ever
obtains it.

Why: the second class looks at the decision to share; without one the applicant hands the paper in. Art. 37 para. 2 of
优化营商环境条例 wants data shared, so a decision that is long missing should be asked for.

Do: write `live` with its day and its `decision` when there is one; where it is not shared at all, remove `supplied_by`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, WholeRuleset

CODE: Final = "L-SHARE-UNDECIDED"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.INFORMATION
PER: Final = "ruleset"
SAID: Final = Message(
    zh="文件类型 `{name}` 写明了由谁提供，但没有开通共享的日子",
    en="the document `{name}` says who supplies it, and no day since when",
    remedy_zh="请写 `live`（共享期间），或者删去 `supplied_by`（提供部门）",
    remedy_en="write `live`, or remove `supplied_by`",
)

BAD: Final = """
# == sharing.yaml
documents:
  lease: # ← lease
    name: 租赁合同
    supplied_by: holder
"""
GOOD: Final = """
# == sharing.yaml
documents:
  lease:
    name: 租赁合同
    supplied_by: holder
    live:
      - {from: 2025-01-01, region: "43"}
"""


def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every document of the register."""
    for name, document in whole.ruleset.documents.items():
        if document.supplied_by is not None and not document.live:
            yield Found(whole.at("sharing.yaml", ("documents", name), key=True), {"name": name})
