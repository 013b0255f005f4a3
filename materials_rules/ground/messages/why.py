"""What is said when somebody asks why."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "X-MATERIAL": Message(
        zh="事项 `{item}` 没有 `{name}` 这份材料{near_zh}",
        en="the item `{item}` has no material `{name}`{near_en}",
        remedy_zh="请写材料的代码、名称或者别名；不写材料则列出全部",
        remedy_en="write its id, its name or an alias; without one all are listed",
    ),
    "X-NO-RULES-FOR": Message(
        zh="申请件的事项在收件日期没有有效的规则，没有理由可说",
        en="no rules are in force for the item of the packet on the day of receipt, so there are no reasons",
        remedy_zh="请核对申请件的 `item` 和 `received_on`",
        remedy_en="look at `item` and `received_on` of the packet",
    ),
    "X-WHAT-IF": Message(
        zh="`--what-if` 应当写成 名称=值",
        en="`--what-if` is written NAME=VALUE",
        remedy_zh="如 area_m2=60、applicant.kind=enterprise、material:lease=no、is_rented=?（未回答）",
        remedy_en="such as area_m2=60, applicant.kind=enterprise, material:lease=no, is_rented=? (not answered)",
    ),
    "X-WHAT-IF-NAME": Message(
        zh="事项 `{item}` 没有 `{name}` 这个问题或者材料{near_zh}",
        en="the item `{item}` has no question or material `{name}`{near_en}",
        remedy_zh="可以假设的有问题、applicant.kind、agent、material:材料、清单:成员.问题",
        remedy_en="questions, applicant.kind, agent, material:ID and LIST:MEMBER.QUESTION may be supposed",
    ),
    "X-WHAT-IF-VALUE": Message(
        zh="`{name}` 不能是所写的值",
        en="`{name}` cannot have that value",
        remedy_zh="可以是：{allowed}",
        remedy_en="it can be: {allowed}",
    ),
    "X-WHAT-IF-SEVERAL": Message(
        zh="`{name}` 可以指几份材料",
        en="`{name}` may mean several materials",
        remedy_zh="请写明是哪一份：{ids}",
        remedy_en="name one of them: {ids}",
    ),
    "X-WHAT-IF-MEMBER": Message(
        zh="申请件的清单里没有 `{name}`",
        en="no `{name}` is on the list of the packet",
        remedy_zh="请写清单中已有的成员，如 drivers:1",
        remedy_en="name a member that is there, like drivers:1",
    ),
}
