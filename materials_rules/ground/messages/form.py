"""Messages about the form of a material: F- what is wrong with a field, R-FORM and R-PATTERN what is wrong with a criterion.

    code  ->  Message

The F- messages are filled with `name` (what the ruleset calls the field) and words of the ruleset; never with the value.
"""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

_CHECK_AGAINST: Final = "请对照证件核对“{name}”并更正"
_CHECK_AGAINST_EN: Final = "compare “{name}” with the certificate and correct it"
# also said of telephone numbers, which stand on no certificate
_CHECK: Final = "请核对“{name}”并更正，有证件的请对照证件"
_CHECK_EN: Final = "check “{name}” and correct it, by the certificate where there is one"

MESSAGES: Final[dict[str, Message]] = {
    "F-LENGTH": Message(
        "“{name}”的位数不对",
        "“{name}” has the wrong number of characters",
        _CHECK,
        _CHECK_EN,
        "号码的位数与编码规则不符，常见原因是漏写、多写了一位。",
    ),
    "F-CHARACTER": Message(
        "“{name}”中有不允许的字符",
        "“{name}” holds a character that does not belong there",
        _CHECK,
        _CHECK_EN,
        "号码中只能有编码规则规定的半角数字和字母；全角数字、字母O与数字0混写是常见原因。",
    ),
    "F-CHECK-DIGIT": Message(
        "“{name}”的校验码不符",
        "the check character of “{name}” does not fit",
        _CHECK_AGAINST,
        _CHECK_AGAINST_EN,
        "末位校验码由前面各位算出；不符说明至少有一位写错或者两位写反。",
    ),
    "F-BIRTH-DATE": Message(
        "“{name}”中的出生日期不存在",
        "the date of birth in “{name}” does not exist",
        _CHECK_AGAINST,
        _CHECK_AGAINST_EN,
        "号码第7至14位是出生日期，必须是真实存在的一天。",
    ),
    "F-BIRTH-FUTURE": Message(
        "“{name}”中的出生日期晚于提交之日",
        "the date of birth in “{name}” lies after the day of handing in",
        _CHECK_AGAINST,
        _CHECK_AGAINST_EN,
        "号码第7至14位是出生日期，不能晚于材料提交之日。",
    ),
    "F-PLACEHOLDER": Message(
        "“{name}”填的是占位的零",
        "“{name}” is filled with zeros that only hold the place",
        "请填写真实的“{name}”",
        "write the real “{name}”",
        "全为零的号码不指任何人或者地方。",
    ),
    "F-PREFIX": Message(
        "“{name}”的号段不存在",
        "“{name}” begins with digits that no such number begins with",
        "请核对“{name}”并更正",
        "check “{name}” and correct it",
        "号码开头的几位与编号计划不符。",
    ),
    "F-AREA-CODE": Message(
        "“{name}”没有写明区号，或者区号不存在",
        "“{name}” lacks its area code, or has one that does not exist",
        "请在“{name}”前写明区号",
        "put the area code before “{name}”",
        "固定电话号码须带区号，如0734。",
    ),
    "F-SHAPE": Message(
        "“{name}”的分段不对",
        "“{name}” does not have its parts in order",
        "请按赋码通知书上的写法填写“{name}”",
        "write “{name}” as on the letter that assigned it",
        "代码由若干段用半角连字符相连。",
    ),
    "F-EMPTY": Message(
        "没有填写“{name}”",
        "“{name}” is not filled in",
        "请填写“{name}”",
        "fill in “{name}”",
        "材料上应当填写的一栏是空的。",
    ),
    "F-TYPE": Message(
        "“{name}”不是{type}",
        "“{name}” is not of the type that is asked for",
        "请把“{name}”填写为{type}",
        "fill in “{name}” with a value of that type",
        "填写的内容与这一栏的类型不符，如在日期栏写了文字。",
    ),
    "F-DECIMALS": Message(
        "“{name}”的小数位数超过{decimals}位",
        "“{name}” has more than {decimals} decimals",
        "请把“{name}”按{decimals}位小数填写",
        "write “{name}” with {decimals} decimals",
        "数值按规定的小数位数比较，多出的位数可能改变结论。",
    ),
    "F-MINIMUM": Message(
        "“{name}”小于{minimum}",
        "“{name}” is below {minimum}",
        "请核对“{name}”，应当不小于{minimum}",
        "check “{name}”: it is at least {minimum}",
        "数值低于规定的下限。",
    ),
    "F-MAXIMUM": Message(
        "“{name}”大于{maximum}",
        "“{name}” is above {maximum}",
        "请核对“{name}”，应当不大于{maximum}",
        "check “{name}”: it is at most {maximum}",
        "数值高于规定的上限。",
    ),
    "F-MEMBER": Message(
        "“{name}”不在可选范围内",
        "“{name}” is none of the values there are",
        "请从下列各项中选填“{name}”：{members}",
        "fill in “{name}” with one of: {members}",
        "这一栏只能填写规则列出的几种。",
    ),
    "F-PATTERN": Message(
        "“{name}”的格式不对",
        "“{name}” does not have the required form",
        "请按“{pattern}”的格式填写“{name}”",
        "write “{name}” in the form {pattern}",
        "填写的内容与规则规定的格式不符；格式管整段文字，不是其中一部分。",
    ),
    "R-FORM-COUNT": Message(
        "份数应当是1到99的整数，例如 `1`",
        "a number of pieces is a whole number from 1 to 99, such as `1`",
        "请改写份数；不要求时删去这一行",
        "write such a number, or delete the line if none is asked for",
    ),
    "R-FORM-AGE": Message(
        "期限应当是整数加自然日、月或者年，例如 `90 calendar days`、`3 months`、`1 year`、`90个自然日`、`3个月`、`1年`",
        "a limit here is a whole number of calendar days, months or years, such as `90 calendar days`, `3 months`, `1 year`",
        "请按例子改写；出具日期的期限不按工作日计算",
        "write it like one of these; the age of a document is never counted in working days",
    ),
    "R-FORM-TWICE": Message(
        "`{word}` 写了两次",
        "`{word}` is written twice",
        "请删去一个",
        "delete one of them",
    ),
    "R-FORM-NOBODY": Message(
        "没有写明由谁签名或者盖章",
        "it is not said who signs or seals",
        "请写明一个角色，例如 `applicant`（申请人），或者几个角色的列表",
        "name a role such as `applicant`, or a list of roles",
    ),
    "R-FORM-TEMPLATE": Message(
        "版样应当写成“表格编号@版本”，例如 `outdoor-advertising-form@2024`",
        "a template is written as form and version, such as `outdoor-advertising-form@2024`",
        "请写明表格编号和版本，中间用 `@`",
        "write the form, `@` and the version",
    ),
    "R-PATTERN-EMPTY": Message(
        "`pattern` 是空的",
        "`pattern` is empty",
        "请写明格式，或者删去这一行",
        "write a pattern or delete the line",
    ),
    "R-PATTERN-LONG": Message(
        "`pattern`（格式）超过200个字符",
        "`pattern` has more than 200 characters",
        "请缩短；多种写法可用 `one_of`（单选）列出",
        "shorten it; several spellings can be listed under `one_of`",
    ),
    "R-PATTERN-CHARACTER": Message(
        "`pattern`（格式）的第{position}个字符看不见（控制字符、零宽字符或者换行）",
        "character {position} of `pattern` cannot be seen (a control, a zero-width character or a line break)",
        "请删去它，或者写成 `\\x{{…}}`",
        "delete it, or write it as `\\x{{…}}`",
    ),
    "R-PATTERN-LOOKAROUND": Message(
        "`pattern`（格式）第{position}个字符处用了环视（`(?=`、`(?!`、`(?<=`、`(?<!`），本工具只用不会变慢的写法，不支持环视",
        "`pattern` uses look-around at character {position}; this tool only takes patterns that can never be slow, and these can",
        "请改用不含环视的写法，或者拆成几个字段",
        "write it without look-around, or read the text as several fields",
    ),
    "R-PATTERN-BACKREFERENCE": Message(
        "`pattern`（格式）第{position}个字符处用了反向引用，本工具只用不会变慢的写法，不支持反向引用",
        "`pattern` uses a back-reference at character {position}; this tool only takes patterns that can never be slow, and these can",
        "请改用不含反向引用的写法；两处须相同的，用 `consistency`（一致性核对）写明",
        "write it without one; what must be the same in two places belongs under `consistency`",
    ),
    "R-PATTERN-SIZE": Message(
        "`pattern`（格式）展开后过大",
        "`pattern` grows too large when it is expanded",
        "请减少嵌套的重复次数",
        "lower the counts of nested repetitions",
    ),
    "R-PATTERN-GROUP": Message(
        "`pattern`（格式）第{position}个字符处的括号不成对，或者组名重复",
        "`pattern` has an unpaired bracket or a repeated group name at character {position}: {reason}",
        "请补上或者删去括号；括号本身要匹配时写成 `\\(`、`\\)`",
        "add or delete a bracket; a bracket that is meant itself is written `\\(` or `\\)`",
    ),
    "R-PATTERN-CLASS": Message(
        "`pattern`（格式）第{position}个字符处的方括号写法不对",
        "`pattern` has a faulty character class at character {position}: {reason}",
        "请检查 `[…]` 是否成对、范围是否从小到大，例如 `[0-9A-Z]`",
        "see that `[…]` is closed and its ranges run upwards, as in `[0-9A-Z]`",
    ),
    "R-PATTERN-REPEAT": Message(
        "`pattern`（格式）第{position}个字符处的重复次数写法不对",
        "`pattern` has a faulty repetition at character {position}: {reason}",
        "请写成 `{{2}}` 或者 `{{2,4}}`，放在被重复的内容之后",
        "write `{{2}}` or `{{2,4}}` after what is repeated",
    ),
    "R-PATTERN-ESCAPE": Message(
        "`pattern`（格式）第{position}个字符处的反斜杠写法不对",
        "`pattern` has a faulty escape at character {position}: {reason}",
        "反斜杠后只能跟 `d`、`w`、`s`、`p{{…}}` 等或者标点；反斜杠本身写成 `\\\\`",
        "after a backslash stands `d`, `w`, `s`, `p{{…}}` and the like, or punctuation; a backslash itself is `\\\\`",
    ),
    "R-PATTERN-COMMENT": Message(
        "`pattern`（格式）用了 `(?x)`，其中的 `#` 使后面的内容成为注释",
        "`pattern` uses `(?x)`, in which `#` turns the rest into a comment",
        "请去掉 `(?x)`，或者把 `#` 写成 `\\#`",
        "drop `(?x)`, or write `#` as `\\#`",
    ),
    "R-PATTERN-SYNTAX": Message(
        "`pattern`（格式）第{position}个字符处写法不对：{reason}",
        "`pattern` is faulty at character {position}: {reason}",
        "请改正该处",
        "correct that place",
    ),
}
