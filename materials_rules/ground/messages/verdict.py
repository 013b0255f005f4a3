"""What is said about the answers of a packet, and about what strangers send: names and places of keys, never a value."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "F-AT-LEAST": Message(
        zh="“{name}”少于{least}项",
        en="“{name}” has fewer than {least}",
        remedy_zh="请核对“{name}”，至少填写{least}项",
        remedy_en="check “{name}” and give at least {least}",
        about_zh="多选题或者清单的回答少于规则要求的项数。",
    ),
    "F-LIST-KEY": Message(
        zh="“{name}”中有一项没有编号（`{key}`），或者两项的编号相同",
        en="one of “{name}” has no `{key}`, or two have the same",
        remedy_zh="请给“{name}”的每一项写上各不相同的编号",
        remedy_en="give each of “{name}” a `{key}` of its own",
        about_zh="清单的每一项靠编号区分，编号不能为空、不能重复，也不能是 `*`。",
    ),
    "P-CHOICE-AS-FACT": Message(
        zh="这是由申请人选择的，写在 `facts` 里不起作用",
        en="this is a choice of the applicant and decides nothing in `facts`",
        remedy_zh="请写到 `choices` 里",
        remedy_en="write it in `choices`",
        about_zh="选择（如走一般程序还是告知承诺）只能由申请人自己作出，所以与事实分开填写。",
    ),
    "P-SCHEMA": Message(
        zh="与 `{schema}` 的格式不符：{what_zh}",
        en="this does not fit the schema `{schema}`: {what_en}",
        remedy_zh="请对照 `materials-rules schema {schema}` 改正后重交",
        remedy_en="compare `materials-rules schema {schema}` and correct it",
        about_zh="外来的数据先按公布的格式核对。只指出位置和应有的写法，不重复其中的内容。",
    ),
    "P-UNKNOWN-FACT": Message(
        zh="本事项没有这个问题，回答已保存，不影响审查",
        en="the item asks no such question; the answer is kept and decides nothing",
        remedy_zh="如为误写，请改正后重交",
        remedy_en="if it is misspelt, correct it",
    ),
}
