"""What is noted on a notice: for the clerk before it is issued, and where no rule could judge; never an applicant's data."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "N-OTHER-CASE": Message(
        zh="前次告知书不是本件的：申请事项或者首次收件日期不同",
        en="the earlier notice is of another case: the item or the day of first receipt differs",
        remedy_zh="请提供本件自己的告知书",
        remedy_en="bring the notice of this very case",
        about_zh="复核只按本件前次告知书的内容进行，所以事项和首次收件日期必须相同。",
    ),
    "P-ENDED": Message(
        zh="该事项自 {day} 之后不再办理：{say}",
        en="the item ended on {day} ({say})",
        remedy_zh="请由窗口工作人员确定应当办理的事项",
        remedy_en="a person decides which item to apply for",
    ),
    "P-ITEM": Message(
        zh="规则集的 {count} 个事项中没有所申请的事项，不能作出结论",
        en="none of the {count} items of this ruleset is the one applied for; nothing can be concluded",
        remedy_zh="请核对事项代码，或者由窗口工作人员审查",
        remedy_en="check the code of the item, or let a person examine it",
    ),
    "P-NO-VERSION": Message(
        zh="该事项在收件日期 {day} 没有有效的规则版本，不能作出结论",
        en="no version of the item is in force on {day}, the day of receipt; nothing can be concluded",
        remedy_zh="请核对收件日期，或者由窗口工作人员审查",
        remedy_en="check the day of receipt, or let a person examine it",
    ),
    "W-APPLICANT-KIND": Message(
        zh="申请人类型不在本事项的办理对象之内，办理对象为：{allowed}",
        en="this kind of applicant is not among those whom the item is for: {allowed}",
        remedy_zh="请核对申请人类型",
        remedy_en="check the kind of applicant",
        about_zh="只作提示，不影响审查结果：办理对象是目录里的要素，不是受理条件。",
    ),
    "W-ASK-FIRST": Message(
        zh="“{ask}”尚未回答，也没有记录申请人当场不能说明的原因，请先询问",
        en="“{ask}” is not answered, and no reason is recorded why the applicant cannot answer now; ask first",
        remedy_zh="请询问后填写；确实不能说明的，写入 `cannot_answer` 并注明原因",
        remedy_en="ask and record the answer, or the reason in `cannot_answer`",
        about_zh="视情形需要的内容，只用于申请人当场确实不能说明的情形。",
    ),
    "W-CONDITIONAL-FACTS": Message(
        zh="第 {no} 项取决于超过 {most} 个问题，申请人难以勾选，请先询问",
        en="no. {no} depends on more than {most} questions, which nobody can tick; ask first",
        remedy_zh="请先询问申请人，再出具告知书",
        remedy_en="ask the applicant before the notice is issued",
    ),
    "W-CONDITIONAL-LINES": Message(
        zh="视情形需要的内容有 {count} 项，超过 {most} 项，请先询问",
        en="{count} lines depend on the situation, more than {most}; ask first",
        remedy_zh="请先询问申请人，再出具告知书",
        remedy_en="ask the applicant before the notice is issued",
    ),
    "W-NOTICE-LATE": Message(
        zh="一次告知的期限已于 {day} 届满",
        en="the limit for telling everything once ended on {day}",
        remedy_zh="请核对是否已经告知；逾期没有告知的，依该事项的规定处理",
        remedy_en="check whether it was told; if not, act as the rules of the item say",
    ),
    "W-OTHER-RULES": Message(
        zh="前次告知书是按另一版规则作出的：只保留前次已经告知的内容，新增加的要求不适用",
        en="the earlier notice was made with other rules: only what it told is kept, nothing new is asked",
        remedy_zh="如需完全按原规则复核，请使用当时的规则集",
        remedy_en="use the ruleset of that time to check by exactly the same rules",
    ),
}
