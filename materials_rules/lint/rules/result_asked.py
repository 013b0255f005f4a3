"""错在哪：材料就是本事项要发给申请人的办理结果，或者是本地另一个事项的办理结果，却没有写 `result_of`（另一事项结果），要申请人提交。

为什么：机关自己批出来的结果，机关查得到；能够通过部门之间共享取得的材料不得要求提交（优化营商环境条例第三十七条、政务服
务的若干规定）。写了 `result_of` 的，程序改由窗口查询。

怎么改：要的是本事项自己的结果的，删去，申请人还没有拿到它；换发、变更时要看原证的，写明是原证，用另一种文件类型。另一个事项的，写 `result_of: 事项`（`另一事项结果: 事项`），由机关查询；确实要看原件的，写 `show_original`（出示原件）。

Wrong: the material is what this very item ends in, or the result of another item of this place, it is asked of the applicant, and
`result_of` is missing.

Why: what an office granted an office can look up; what can be had by sharing may not be demanded (art. 37 of 优化营商环境条例).
With `result_of` the window looks it up.

Do: delete the item's own result, which nobody has before it is granted (an old licence that is to be changed is another type of
document); for another item write `result_of: ITEM`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.lawful import of_days
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-RESULT-ASKED"
FAMILY: Final = "items"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”是事项 `{item}` 的办理结果，不应当要申请人提交",
    en="“{name}” is the result of the item `{item}`, which no applicant should hand in",
    remedy_zh="是本事项自己的结果的，请删去；是另一个事项的，请写 `result_of`（另一事项结果），由机关查询",
    remedy_en="delete it if it is this item's own; else write `result_of`, and the office looks it up",
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
    banner-licence:
      name: 横幅设置许可证
      kind: licence
      document: banner-licence # ← banner-licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
  result: {document: banner-licence}
# == sharing.yaml
documents:
  banner-licence: {name: 横幅设置许可证}
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
    banner-licence:
      name: 横幅设置许可证
      kind: licence
      document: banner-licence
      result_of: banner
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      hand_in: {copies: 1}
# == items/banner/2022-01-01.yaml
elements:
  item_code: "430400012346"
  result: {document: banner-licence}
# == sharing.yaml
documents:
  banner-licence: {name: 横幅设置许可证}
"""

def check(one: OneVersion) -> Iterator[Found]:
    """Every slot of a version without an end that is still asked for, and whose document this or another item ends in."""
    if one.ruleset.last_day(one.version) is not None:
        return  # what was asked in former days cannot be asked otherwise now
    granted: dict[str, str] = {}
    for item, versions in one.ruleset.items.items():
        for version in versions if item != one.version.item else ():
            granted.update((case.value.document, item) for case in version.file.elements.result.cases)
    granted |= {case.value.document: one.version.item for case in one.elements.result.cases}
    for slot in one.own_slots:
        grants = granted.get(slot.arm.document or "")
        asked = one.version.asked[slot.requirement].requirement
        is_asked = of_days(one, slot)[-1].decisive() is None
        if grants is not None and asked.result_of is None and is_asked and not slot.arm.over_asked:
            yield Found(one.at_slot(slot, "document"), {"name": slot.arm.name, "item": grants})
