"""What the language server says of files that it cannot check whole (E-)."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "E-NO-PLACE": Message(
        zh="这个文件不在任何规则集里（它上面的文件夹都没有 ruleset.yaml），只检查了键和值的写法，名称、依据、条件都没有检查",
        en="this file is in no ruleset (no folder above it has a ruleset.yaml): only its keys and values were looked at, no names, "
        "citations or conditions",
        remedy_zh="请把它放进有 ruleset.yaml 的文件夹，如 items/事项/日期.yaml；新的事项用 `materials-rules new 事项 --place 文件夹`",
        remedy_en="put it into a folder with a ruleset.yaml, as items/ITEM/DAY.yaml; `materials-rules new ITEM --place DIR` begins a new item there",
    ),
    "E-NOT-READ": Message(
        zh="规则集不读放在这里的文件，只检查了键和值的写法",
        en="a ruleset does not read a file that stands here; only its keys and values were looked at",
        remedy_zh="事项请放在 items/事项/日期.yaml，其他文件直接放在某地的文件夹里，laws.yaml、disallowed.yaml 放在上一级",
        remedy_en="items stand in items/ITEM/DAY.yaml, other files in the folder of the place, laws.yaml and disallowed.yaml above it",
    ),
    "E-LARGE-MESSAGE": Message(
        zh="编辑器要发送的一条消息超过 {limit} 字节，没有读，语言服务器到此结束",
        en="an editor announced a message of more than {limit} bytes; it was not read, and the language server ends here",
        remedy_zh="请关闭过大的文件，再让编辑器重新启动语言服务器；不是编辑器接入的，请核对 Content-Length",
        remedy_en="close what is so large and let the editor start the server again; if no editor is there, look at Content-Length",
    ),
    "E-LARGE-HEADER": Message(
        zh="消息头的一行超过 {limit} 字节，语言服务器到此结束",
        en="a line in the header of a message is longer than {limit} bytes; the language server ends here",
        remedy_zh="语言服务器由编辑器启动，请不要把文件接到它的标准输入",
        remedy_en="the language server is started by an editor; do not send it a file",
    ),
    "E-CASES": Message(
        zh="编辑器只检查用例的键和值的写法，用例没有运行",
        en="an editor looks at the keys and values of cases only; they were not run",
        remedy_zh="请用 `materials-rules test` 运行",
        remedy_en="run them with `materials-rules test`",
    ),
    "E-CALENDAR": Message(
        zh="编辑器只检查日历的键和值的写法",
        en="an editor looks at the keys and values of a calendar only",
        remedy_zh="请用 `materials-rules lint` 检查日历的文件夹",
        remedy_en="check its folder with `materials-rules lint`",
    ),
}
