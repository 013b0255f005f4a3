"""What is said about an input that is no packet, or is one with keys that we do not know. Never a value of it."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "P-DATE": Message(
        "这个日期无法使用",
        "this day cannot be used",
        "请写成 `2026-03-02` 这样的形式，须是 1900 年至 9998 年之间确有的一天，不带时间",
        "write it as in `2026-03-02`: a real day of the years 1900 to 9998, without a time",
        about_zh="申请件里的日期只有一种写法：四位年、两位月、两位日，中间用半角连字符。"
        "`2026-2-3`、`20260203`、`2026/02/03`、`2026-02-30` 和带时区的写法都不接受，因为期限从这些日期起算，不能靠猜。",
    ),
    "P-DUPKEY": Message(
        "键 `{key}` 在同一个对象里重复",
        "the key `{key}` is repeated in one object",
        "请只保留一个；以哪一个为准，本工具不作猜测",
        "keep one of them; this tool does not guess which",
        about_zh="通行的 JSON 程序遇到重复的键只留最后一个，前面的内容不声不响地丢失。这里一律拒收，请核对后重交。"
        "像 `#3` 这样的写法表示该对象里的第 3 个键：它的名字不像键名，可能是个人信息，所以不显示。",
    ),
    "P-EMPTY": Message(
        "这里的文本是空的",
        "the text here is empty",
        "请填写内容",
        "fill it in",
    ),
    "P-ENCODING": Message(
        "编码有误：{what_zh}",
        "wrong encoding: {what_en}",
        "请用 UTF-8 编码重新保存后再交",
        "save it again as UTF-8",
        about_zh="申请件须为 UTF-8 编码，开头可以有字节顺序标记。生僻字、自造区的字、变体选择符都照收照存，"
        "只有不成字的字节、不成对的代理码位和空字符 U+0000 不收。",
    ),
    "P-ENGINE": Message(
        "这一件使判断中断（{name}），没有结论",
        "judging this packet broke off ({name}); there is no result",
        "请把这一件交人工审查，并把该件的结构（不含个人信息）告诉维护者；其他各件不受影响",
        "have a person look at it and tell the maintainers how it is made, without personal data; the others are not affected",
        about_zh="批量检查时，一件使程序中断、占满内存或者超出计算能力的，只退回这一件，其余照常检查。",
    ),
    "P-LIMIT": Message(
        "超出限制：{what_zh}最多 {most}",
        "a limit is exceeded: at most {most} {what_en}",
        "请拆分或者精简后重交",
        "split it or make it smaller",
        about_zh="一个申请件最多 5,000,000 字节、32 层嵌套、合计 10,000 个成员，键最多 200 个字符，每个清单最多 200 个成员。"
        "超出的整件拒收，绝不截断。",
    ),
    "P-MISSING": Message(
        "缺少必填的键 `{key}`",
        "the key `{key}` is missing",
        "请补上：{what_zh}",
        "add it: {what_en}",
        about_zh="申请件必须写明 `packet`、`item`、`received_on` 三项，其余的键没有记录就不写。"
        "`received_on` 是首次收到之日，决定适用哪一版规则、从哪天起算期限，所以不能缺省。",
    ),
    "P-NOT-WHOLE": Message(
        zh="前次已收到且符合要求的{names}没有写入本次的申请件",
        en="what the earlier notice had in order is not in this packet: {names}",
        remedy_zh="补正后的申请件应当完整：请在首次的申请件上增加、替换材料，而不是只写新交的材料",
        remedy_en="a packet after a notice is whole: add to the first packet, do not write only what came since",
    ),
    "P-NUMBER": Message(
        "这个数无法使用：{why_zh}",
        "this number cannot be used: {why_en}",
        "请写成普通的十进制数，如 `12.5`",
        "write an ordinary decimal number, as in `12.5`",
        about_zh="数按书写的样子逐位保存，不经过二进制小数，所以 `50.00000000000000001` 不会变成 50。"
        "NaN、Infinity、指数写法、负零、超过 28 位的数都不收。",
    ),
    "P-RANGE": Message(
        "这个数超出范围",
        "this number is out of range",
        "请填写 {least} 至 {most} 之间的整数",
        "write a whole number from {least} to {most}",
    ),
    "P-SYNTAX": Message(
        "不是一个 JSON 对象：{what_zh}",
        "this is no JSON object: {what_en}",
        "请改正后重交",
        "correct it",
    ),
    "P-TYPE": Message(
        "类型不对，应当是：{due_zh}；写成了：{found_zh}",
        "wrong type: {due_en} is due here, not {found_en}",
        "请改成应有的类型：文本加半角双引号，数和 true、false 不加，数组用 `[]`，对象用 `{{}}`",
        "write the type that is due: a text in double quotes; a number, true and false without; an array in `[]`, an object in `{{}}`",
        about_zh='类型从不自动转换：`"false"`、`0`、`"是"` 都不是 false。证件号码、电话须写成文本，写成数会丢失开头的 0 或者末几位。',
    ),
    "P-UNKNOWN-FIELD": Message(
        "不认识键 `{key}`，已原样保存，不影响审查{near_zh}",
        "the key `{key}` is not known here; it is kept and decides nothing{near_en}",
        "如为误写，请改正后重交",
        "if it is misspelt, correct it",
    ),
    "P-WORD": Message(
        "这里只能填写规定的词",
        "only certain words are allowed here",
        "请填写其中之一：{words}",
        "write one of them: {words}",
    ),
}
