"""What is said about tables of packets (CSV, Parquet), and about what a batch makes beside its results (B-)."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "B-CELL": Message(
        "列 `{column}` 的内容不是一个 JSON 值",
        "the cell in column `{column}` is no JSON value",
        "请写成 true、false、12.5、\"centre\"、[\"roof\"] 这样；是文本的列，请把列名写成 `{column}:text`，内容就不加引号",
        "write it as in true, false, 12.5, \"centre\", [\"roof\"]; for a column of texts without quotes name it `{column}:text`",
        about_zh="表格里每一格是什么，只看列名：申请件格式规定为文本的列，内容原样是文本；其余各列的内容是 JSON 值。"
        "列名后加 `:text` 或者 `:json` 可以另行指定。从不按内容猜测，所以 13812345678 不会有时是数、有时是文本。",
    ),
    "B-COLUMN": Message(
        "列 `{column}` 不能用：{what_zh}",
        "column `{column}` cannot be used: {what_en}",
        "请对照 `materials-rules schema packet` 改正列名，或者去掉这一列；没有开始检查",
        "compare `materials-rules schema packet` and correct its name, or take it away; nothing was judged",
        about_zh="不认识的列一律不收：一个写错的列名会使每一件都缺少内容，而没有人发现。像 `#3` 这样的写法表示第 3 列。",
    ),
    "B-DATE": Message(
        "这一行里有公元 1 年以前或者 9999 年以后的日期",
        "a date of this row lies before the year 1 or behind the year 9999",
        "请核对日期；常见的原因是换算单位有误（天、秒、毫秒）",
        "look at the dates; often a unit was mistaken for another (days, seconds, milliseconds)",
    ),
    "B-HEADER": Message(
        "表头不能用：{what_zh}",
        "the header of this table cannot be used: {what_en}",
        "第一行须是列名，用半角逗号分隔，UTF-8 编码，至少有 packet、item、received_on 三列；没有开始检查",
        "the first row names the columns, parted by commas, in UTF-8, with packet, item and received_on at least; nothing was judged",
    ),
    "B-KEY": Message(
        "同一个 map 里有重复的键",
        "a key is repeated in a map of this row",
        "请只保留一个；以哪一个为准，本工具不作猜测",
        "keep one of them; this tool does not guess which",
    ),
    "B-NOTICES": Message(
        "告知书文件夹里已经有别的内容",
        "there is something in the folder for notices already",
        "请另写一个文件夹，或者先清空；`--force` 也不会动里面的文件",
        "name another folder or empty it first; `--force` does not touch what is in it either",
        about_zh="告知书逐件写成文件，新旧混在一起会使人拿错，所以文件夹须是新的或者空的。",
    ),
    "B-OUT": Message(
        "按后缀，这个输出是 CSV 或者压缩的 Parquet，结果不能写成这样",
        "by its suffix this output is CSV or compressed Parquet, and results are not written so",
        "请写成 .jsonl（可以加 .gz、.zst）或者 .parquet（本身就是压缩的）",
        "name it .jsonl, also .jsonl.gz and .jsonl.zst, or .parquet, which is compressed as it is",
        about_zh="告知书是有层次的内容，一格一格的 CSV 装不下；Parquet 由自己的格式压缩，外面再压缩一层，就没有程序能直接读了。",
    ),
    "B-PARQUET": Message(
        "这不是完整的 Parquet 文件：残缺或者损坏",
        "this is no whole Parquet file: it is cut short or damaged",
        "请重新取得完整的文件，再加上 `--force` 运行",
        "get the whole file and run the batch with `--force`",
    ),
    "B-QUOTE": Message(
        "引号不成对，或者不在一格的两端",
        "quotes do not match, or stand within a cell",
        "含有逗号、引号、换行的一格，整格用半角双引号括起来，里面的引号写两个",
        "put quotes around a whole cell that holds commas, quotes or line ends, and double the quotes within",
    ),
    "B-ROW": Message(
        "这一行有 {found} 格，表头有 {due} 列",
        "this row has {found} cells, the header {due} columns",
        "请核对逗号和引号",
        "look at its commas and quotes",
    ),
    "B-TWICE": Message(
        "列 `{column}` 与另一列在同一行填写了同一处",
        "column `{column}` and another one fill the same place of the packet in this row",
        "整体（如 `agent`）和其中的一项（如 `agent.name`）在一行里只填一种",
        "in one row fill either the whole (such as `agent`) or parts of it (such as `agent.name`)",
    ),
    "B-WHOLE": Message(
        "Parquet 须从头尾都能读到的普通文件读，写成普通文件",
        "Parquet is read from and written to plain files only",
        "请写明一个文件名",
        "name a file",
    ),
}
