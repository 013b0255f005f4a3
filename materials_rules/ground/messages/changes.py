"""What is said when two rulesets are compared."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "X-DIFF-NEW": Message(
        zh="只写了一个规则集",
        en="only one ruleset is named",
        remedy_zh="请写出原规则集和现规则集；只比较一个事项的两个版本的，用 --item 和 --versions",
        remedy_en="name the old one and the new one; two versions of one item are compared with --item and --versions",
    ),
    "X-VERSIONS-ITEM": Message(
        zh="`--versions` 只能用于一个事项，这里写了 {number} 个",
        en="`--versions` takes one item, here are {number}",
        remedy_zh="请用一个 `--item` 写出事项的代码",
        remedy_en="name the item by its code with one `--item`",
    ),
    "X-NO-VERSION-ON": Message(
        zh="事项 `{name}` 在 {day} 没有有效的版本",
        en="no version of the item `{name}` is in force on {day}",
        remedy_zh="该事项各版本开始的日期：{days}",
        remedy_en="its versions begin on: {days}",
    ),
    "X-SAME-VERSION": Message(
        zh="{old} 和 {new} 适用的是事项 `{name}` 的同一个版本",
        en="{old} and {new} mean the same version of the item `{name}`",
        remedy_zh="该事项各版本开始的日期：{days}",
        remedy_en="its versions begin on: {days}",
    ),
    "X-NO-PACKETS": Message(
        zh="这个文件夹里没有 .json 文件",
        en="there is no .json file in this folder",
        remedy_zh="请写出一个 JSON Lines 文件（每行一件），或者装有申请件的文件夹",
        remedy_en="name a file of JSON Lines (one packet a line), or a folder of packets",
    ),
}
