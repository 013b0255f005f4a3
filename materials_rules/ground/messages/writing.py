"""What is said about files that are written again or begun: `fmt` and `new`."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "R-OTHER-WORDS": Message(
        zh="换成另一种语言的键以后，`{key}` 处的内容会变成别的意思，文件没有改动",
        en="in the other language of keys, what stands at `{key}` would mean something else; the file was left as it is",
        remedy_zh="这里自己写的文字恰好与本表的中文词或者英文词相同，请换一个说法，例如写明来源的全称",
        remedy_en="these words of your own happen to be words of ours in that language; say it otherwise, such as by the full name",
        about_zh="键和固定的词中英文各有一个名称，一一对应。自己写的文字如果恰好是另一种语言里的固定词，翻译以后再读就分不清了。",
    ),
    "X-EXISTS": Message(
        zh="这个文件已经有了，不予覆盖",
        en="this file is there already and is not overwritten",
        remedy_zh="请换一个事项的代号或者日期，或者直接改这个文件",
        remedy_en="choose another id or day, or change that file",
    ),
    "X-ITEM-EXISTS": Message(
        zh="这个事项已经有了，最近的版本是 {last}",
        en="this item is there already, its last version is {last}",
        remedy_zh="法律改了的，请把 {last} 复制成 {wanted}，再改施行之日和变了的内容；另一个事项请换一个代号",
        remedy_en="where the law changed, copy {last} to {wanted} and change the day and what is new; another item needs another id",
    ),
    "X-ITEM-ID": Message(
        zh="`{name}` 不能作事项的代号",
        en="`{name}` cannot be the id of an item",
        remedy_zh="请以字母或者汉字开头，只用字母、汉字、数字、_ 和 -，最多八十个字、二百字节，例如 hotel-licence；名称请写在 --name 后面",
        remedy_en="begin with a letter, use letters, digits, `_` and `-`, at most 80 characters and 200 bytes, such as "
        "hotel-licence; the name goes after `--name`",
    ),
    "X-ITEM-NAME": Message(
        zh="`--name` 的文字不能作事项名称",
        en="the text of `--name` cannot be the name of an item",
        remedy_zh="请写一行文字，不超过两千字，没有看不见的字符，也没有花括号、尖括号一类的占位符",
        remedy_en="write one line of at most 2,000 characters, without hidden ones and without placeholders in braces or tags",
    ),
    "X-NO-KIND": Message(
        zh="看不出这是规则集的哪一种文件",
        en="it cannot be told which file of a ruleset this is",
        remedy_zh="请放到规则集里它应在的位置，或者先写上它必有的键，例如事项文件的 `事项` 或者 `item`",
        remedy_en="put it where it belongs in a ruleset, or begin with the keys that it must have, such as `item` in the file of an item",
    ),
    "X-NOTHING-TO-FORMAT": Message(
        zh="这个文件夹里没有规则集的文件",
        en="there is no file of a ruleset in this folder",
        remedy_zh="请写出某地的文件夹（例如 rulesets/hengyang）、事项的文件夹或者文件",
        remedy_en="name the folder of a place (such as rulesets/hengyang), the folder of an item, or a file",
    ),
}
