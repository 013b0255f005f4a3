"""What the guide and the figures say about what they were asked for (X-)."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "X-NONE-IN-FORCE": Message(
        zh="{day} 这一天没有任何事项有效",
        en="no item is in force on {day}",
        remedy_zh="请用 `--as-of` 写另一天；最早的版本自 {first} 起施行",
        remedy_en="name another day with `--as-of`; the first version is in force from {first}",
    ),
    "X-AS-OF-CHOSEN": Message(
        zh="没有写 `--as-of`，按 {day} 有效的规则：规则集里最后一次有事项版本或者共享开始生效的日期",
        en="`--as-of` was not given; this is as of {day}, the last day on which a version or a supply of documents begins",
        remedy_zh="要按另一天，请写 `--as-of 日期`",
        remedy_en="for another day write `--as-of DATE`",
        about_zh="这里从不查看时钟，同样的规则集总是得到同样的结果。",
    ),
    "X-LEFT-OVER": Message(
        zh="文件夹里还有不是这次编写的页面：{names}",
        en="the folder holds pages that were not written this time: {names}",
        remedy_zh="已经取消的事项请删去旧页，以免有人照旧页办事",
        remedy_en="remove the pages of items that are gone, so that nobody follows an old one",
    ),
    "X-PLACES": Message(
        zh="这里有 {number} 个地方的规则集",
        en="here are the rulesets of {number} places",
        remedy_zh="请一次写一个地方的文件夹：{names}",
        remedy_en="name the folder of one place at a time: {names}",
    ),
}
