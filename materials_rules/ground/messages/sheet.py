"""What is said about a workbook: no workbook at all, a sheet, a column, a cell that has no place (S-)."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

_SAVE_ZH: Final = "请在 Excel 或者 WPS 里另存为“Excel 工作簿（*.xlsx）”"
_SAVE_EN: Final = "save it in Excel or WPS as `Excel workbook (*.xlsx)`"
_TEXT_ZH: Final = "请把格子的格式设为“文本”，再照原件填写"
_TEXT_EN: Final = "set the format of the cell to Text, then enter it again as it stands in the original"

MESSAGES: Final[dict[str, Message]] = {
    # the file
    "S-NO-OPENPYXL": Message(
        "读写电子表格要用 openpyxl，这里没有安装",
        "reading and writing workbooks needs openpyxl, which is not installed here",
        "请安装：pip install 'materials-rules[sheet]'",
        "install it: pip install 'materials-rules[sheet]'",
    ),
    "S-NOT-XLSX": Message("这不是 .xlsx 工作簿", "this is no .xlsx workbook", _SAVE_ZH, _SAVE_EN),
    "S-XLS": Message("这是旧格式（.xls），不能读", "this is the old format (.xls), which is not read", _SAVE_ZH, _SAVE_EN),
    "S-ENCRYPTED": Message(
        "工作簿有密码，打不开", "the workbook has a password", "请去掉打开密码，再另存一份", "remove the password and save it again"
    ),
    "S-MACROS": Message("工作簿里有宏，不接受", "the workbook holds macros, which are not taken", _SAVE_ZH, _SAVE_EN),
    "S-LINKS": Message(
        "工作簿里的内容取自别的文件（外部链接），不接受",
        "cells of the workbook come from other files (external links), which are not followed",
        "请在“数据 → 编辑链接”里断开链接，把内容粘贴为值",
        "break the links (Data, Edit Links) and paste the values",
    ),
    "S-XML": Message(
        "工作簿的内部文件有不该有的声明（实体或者编码），不接受",
        "the parts of the workbook hold declarations that have no place there (entities or encodings)",
        _SAVE_ZH,
        _SAVE_EN,
    ),
    "S-BROKEN": Message("工作簿已损坏，读不出来", "the workbook is broken and cannot be read", _SAVE_ZH, _SAVE_EN),
    "S-LARGE": Message(
        "工作簿展开以后太大，超过 {most}",
        "the workbook is too large when unpacked, more than {most}",
        "请删去图片和空行空列，或者分成几个工作簿",
        "remove pictures, empty rows and columns, or part it into several workbooks",
    ),
    "S-MANY": Message(
        "工作表里的格子太多，超过 {most}",
        "a sheet has too many cells, more than {most}",
        "请删去没有内容的行和列，再另存一份",
        "delete the rows and columns in which nothing stands, and save it again",
    ),
    "S-FORMAT": Message(
        "“说明”表写的格式是 `{found}`，本工具只认 `{known}`",
        "the first sheet names the format `{found}`; this tool knows `{known}`",
        "请用导出它的那个版本导入，或者重新导出",
        "import it with the version that made it, or export it again",
    ),
    # sheets, columns, rows
    "S-SHEET": Message(
        "没有叫 `{name}` 的表{hint_zh}",
        "there is no sheet called `{name}`{hint_en}",
        "表名照导出时的写；自己的草稿请放到别的工作簿",
        "keep the names of the sheets; put drafts into another workbook",
    ),
    "S-SHEET-MISSING": Message(
        "缺少 `{name}` 这张表",
        "the sheet `{name}` is missing",
        "没有内容也要留着表头；请从导出的工作簿里复制过来",
        "keep its heads even when nothing stands there; copy it from an exported workbook",
    ),
    "S-COLUMN": Message(
        "这一列的表头 `{head}` 不认识{hint_zh}",
        "the head `{head}` of this column is not known{hint_en}",
        "请改成导出时的表头，或者删去整列",
        "use the head of an exported workbook, or delete the column",
    ),
    "S-NO-HEAD": Message(
        "这一列有内容，没有表头", "this column has no head, but something stands in it", "请补上表头，或者删去", "give it a head or delete it"
    ),
    "S-ABOVE": Message(
        "表头（第 {row} 行）上面不能有别的内容",
        "nothing may stand above the heads, which are in row {row}",
        "请删去上面的标题行；工作表的名字就是标题",
        "delete the rows above; the name of the sheet is its title",
    ),
    "S-COLUMN-TWICE": Message(
        "`{head}` 有两列，另一列在 {other}", "there are two columns `{head}`, the other at {other}", "请只留一列", "keep one of them"
    ),
    "S-HEADS-DIFFER": Message(
        "这一列的中文表头 `{zh}` 和英文键 `{en}` 说的不是一回事（`{en}` 是 `{said}`）",
        "the Chinese head `{zh}` and the English key `{en}` of this column differ (`{en}` is `{said}`)",
        "请把两行表头改成同一项",
        "make both heads name the same",
    ),
    "S-MERGED": Message(
        "合并的单元格不知道属于哪一格",
        "merged cells do not say to which cell they belong",
        "请取消合并，每一格各写各的；只有左边的名称列可以上下合并",
        "unmerge them; only the columns of names on the left may be merged downwards",
    ),
    "S-NO-NAME": Message("这一行没有写 `{head}`", "this row has no `{head}`", "请填上", "fill it in"),
    "S-ADDRESS": Message(
        "这一行缺少 `{head}`，不知道属于哪里",
        "this row lacks `{head}`, so it belongs nowhere",
        "请填上这一行的名称；名称列不能只填后面的",
        "fill in the names of the row, from left to right",
    ),
    "S-NAME": Message(
        "`{found}` 不能作代号",
        "`{found}` cannot be a name",
        "代号以字母或者汉字开头，后面可以有数字、`-`、`_`",
        "a name begins with a letter; letters, figures, `-` and `_` may follow",
    ),
    "S-DAY": Message(
        "`{found}` 不是日期", "`{found}` is no date", "请写成 2026-03-02 的样子", "write it like 2026-03-02"
    ),
    "S-TWICE": Message(
        "`{name}` 已经有了，在 {other}", "`{name}` stands already at {other}", "请改代号，或者删去一行", "change the name or delete a row"
    ),
    "S-ORPHAN": Message(
        "这一行属于 `{name}`，但是“{sheet}”表里没有它",
        "this row belongs to `{name}`, which has no row on the sheet `{sheet}`",
        "请在那张表里加一行，或者改正这里的名称",
        "add it there or correct the name here",
    ),
    "S-EMPTY": Message(
        "`{found}` 不能写在“空项”里",
        "`{found}` cannot stand among what is there and empty",
        "请删去；这一列一般空着",
        "delete it; this column is seldom needed",
    ),
    "S-SETTING": Message(
        "没有 `{name}` 这项设置", "there is no setting `{name}`", "请照导出的工作簿写英文键", "use the English keys of an exported workbook"
    ),
    # cells
    "S-FORMULA": Message(
        "这一格是公式 `{found}`，不计算，也不猜它的结果",
        "this cell is the formula `{found}`, which is neither worked out nor guessed",
        "请把格子改成文本，写上内容；本来就是文字的，先把格式设为“文本”再填",
        "write its content as text; set the format to Text first",
    ),
    "S-ERROR-CELL": Message(
        "这一格是表格程序的错误 `{found}`", "this cell is the error `{found}` of the spreadsheet", "请写上内容", "write what is meant"
    ),
    "S-NUMBER": Message(
        "这里应当是文字，表格程序已经把它变成数字 `{found}`，原来是不是 0 开头、小数末尾有没有 0，无从得知",
        "a text is due, and the spreadsheet has made it the number `{found}`; leading and trailing zeros are lost",
        _TEXT_ZH,
        _TEXT_EN,
    ),
    "S-DAY-NUMBER": Message(
        "这里应当是日期，表格程序已经把它变成数字 `{found}`",
        "a date is due, and the spreadsheet has made it the number `{found}`",
        "请把格子的格式设为“文本”，写成 2026-03-02 的样子",
        "set the format of the cell to Text and write it like 2026-03-02",
    ),
    "S-DATE-CELL": Message(
        "这里应当是文字，表格程序已经把它变成日期 `{found}`，原来怎样写的无从得知",
        "the spreadsheet has made this the date `{found}`; what was written is lost",
        _TEXT_ZH,
        _TEXT_EN,
    ),
    "S-BOOLEAN": Message(
        "这里应当是文字，表格程序已经把它变成 `{found}`", "a text is due, and the spreadsheet has made it `{found}`", _TEXT_ZH, _TEXT_EN
    ),
    "S-LONG": Message(
        "“长文”表里没有编号 `{number}`", "there is no text `{number}` on the sheet 长文", "请从导出的工作簿里找回来", "take it from the exported workbook"
    ),
    "S-ACT": Message(
        "《{act}》不在可以引用的法律法规里",
        "《{act}》 is none of the acts that may be cited",
        "{hint_zh}请照“法律法规”表的标题或者代号写；那里没有的，先登记",
        "{hint_en}use a title or a name from the sheet 法律法规; register an act that is not there",
    ),
    "S-CITATION": Message(
        "`{found}` 读不成依据",
        "`{found}` cannot be read as a citation",
        "一行一条，写成 `《中华人民共和国行政许可法》第32条第1款第4项〔假定〕` 的样子",
        "one a line, like `《中华人民共和国行政许可法》第32条第1款第4项〔假定〕`",
    ),
    "S-NESTED": Message(
        "`{found}` 读不成这一格的内容，这里要写几行“键: 值”",
        "`{found}` cannot be read here; lines of `key: value` are due",
        "请照同一列里已有的格子写；冒号用半角，后面空一格",
        "write it like the other cells of this column, with a blank after the colon",
    ),
    "S-YAML": Message(
        "格子里第 {line} 行第 {column} 个字：{fault_zh}",
        "line {line}, column {column} inside the cell: {fault_en}",
        "{remedy_zh}",
        "{remedy_en}",
    ),
    # tables of platforms
    "S-NOT-CSV": Message("读不成表格", "this cannot be read as a table", _SAVE_ZH, _SAVE_EN),
    "S-NO-HEADS": Message(
        "这张表里找不到平台的表头，没有导入",
        "no heads of a platform were found on this sheet; nothing of it was taken over",
        "表头要有“事项名称”“材料名称”“必要性”这样的列名，写在前十行之内",
        "heads like 事项名称, 材料名称, 必要性 are due within the first ten rows",
    ),
    "S-PLATFORM-COLUMN": Message(
        "平台的这一列 `{head}` 不认识，没有导入{hint_zh}",
        "the column `{head}` is not known and was not taken over{hint_en}",
        "列名有出入的请改过来；确实没有用处的可以删去",
        "correct its head, or delete the column if it is of no use",
    ),
    "S-NOT-NEEDED": Message(
        "规则集不需要 `{head}` 这一列，没有导入", "a ruleset has no place for the column `{head}`; it was not taken over", "", ""
    ),
    "S-LABEL": Message(
        "`{label}` 不是这一列已知的文字{hint_zh}",
        "`{label}` is none of the labels known for this column{hint_en}",
        "请在生成的草稿里自己填写",
        "fill it in by hand in the draft",
    ),
    "S-CODE-LABEL": Message(
        "代码 `{code}` 在各系统里是：{systems}；旁边写的是 `{label}`，按文字办",
        "the code `{code}` means: {systems}; the label beside it is `{label}`, which was followed",
        "请核对；代码写错了的话文字也可能写错",
        "check it, for the label may be the mistake",
    ),
    "S-CODE": Message(
        "代码 `{code}` 在各系统里的意思不同：{systems}；没有文字，不知道是哪一个",
        "the code `{code}` differs between systems: {systems}; without a label nobody can know which is meant",
        "请加一列写明文字（例如“必要性名称”），或者写成 `1 必要` 的样子",
        "add a column with the labels (such as 必要性名称), or write it like `1 必要`",
    ),
    "S-CODE-UNKNOWN": Message(
        "代码 `{code}` 在已知的系统里都没有",
        "the code `{code}` is in none of the systems known",
        "请在旁边写明文字",
        "write its label beside it",
    ),
    "S-BASIS-TEXT": Message(
        "`{found}` 读不成可以引用的依据",
        "`{found}` cannot be read as a citation of a known act",
        "请在法律法规里登记这部法，再在草稿里写上条、款、项",
        "register the act, then write article, paragraph and point in the draft",
    ),
    "S-DEPARTMENT": Message(
        "部门里没有叫 `{found}` 的", "there is no department called `{found}`", "请先登记这个部门，再在草稿里填它的代号", "register it, then name it in the draft"
    ),
    "S-CASE-TYPE": Message(
        "本地的办件类型里没有 `{found}`", "the place has no case type `{found}`", "请在草稿里自己选定", "choose one in the draft"
    ),
    "S-LIMIT": Message(
        "`{found}` 读不成期限，或者没有写单位",
        "`{found}` is no limit, or its unit is missing",
        "请写成 `5` 加上一列单位（工作日、自然日），或者 `5个工作日`",
        "write `5` and a column with the unit (工作日 or 自然日), or `5个工作日`",
    ),
    "S-COUNT": Message("`{found}` 不是份数", "`{found}` is no number of copies", "请写整数", "write a whole number"),
    "S-COUNT-OF": Message(
        "不知道这 `{found}` 份是原件还是复印件",
        "whether these `{found}` are originals or copies is not said",
        "请在草稿里写明原件、复印件各几份",
        "say in the draft how many of each",
    ),
    "S-NO-PLACE": Message(
        "这里还没有能用的规则集，部门、办件类型和法律都无从对照",
        "there is no usable ruleset here, so departments, case types and acts cannot be looked up",
        "可以先写好 ruleset.yaml、departments.yaml 和上一级的 laws.yaml，再导入",
        "write ruleset.yaml, departments.yaml and laws.yaml above first, then import",
    ),
    "S-LOOKED-UP": Message(
        "部门、办件类型和法律按这个规则集对照",
        "departments, case types and acts are looked up in this ruleset",
        "要按别处的，请用 `-o` 写到那里，或者设置 MATERIALS_RULES",
        "write into another place with `-o`, or set MATERIALS_RULES",
    ),
    "S-FROM": Message(
        "平台的表里没有施行之日",
        "the tables of a platform do not say since when an item is in force",
        "请加上 `--from 2026-03-02` 这样的日期",
        "add a day like `--from 2026-03-02`",
    ),
    "S-THERE": Message(
        "这个文件已经有了，什么也没有写", "this file is there already; nothing was written", "请写到别处，或者加上 `--force`", "write elsewhere or add `--force`"
    ),
    # the result
    "S-EXISTS": Message(
        "文件夹里已经有规则集，什么也没有写",
        "there is a ruleset in this folder already; nothing was written",
        "请写到新文件夹；要替换它，加上 `--force`（内容还在的，它的注释也留着；用例不动）",
        "name a new folder; `--force` replaces it, keeping its cases and the comments of what is still there",
    ),
    "S-PUT-BACK": Message(
        "上一次替换这个文件夹的程序中途被终止；原来的内容已经先放回原处",
        "what replaced this folder the last time was killed; its contents were put back first",
        "",
        "",
    ),
    "S-FOLDER": Message(
        "规则集的文件夹要有名字，不能是当前文件夹本身",
        "the folder of a ruleset needs a name; it cannot be the current folder itself",
        "请写文件夹的名字，例如 `rulesets/hengyang`",
        "name it, for example `rulesets/hengyang`",
    ),
    "S-KEPT": Message(
        "上一级的 `{name}` 与工作簿里的“{sheet}”表不同，没有改动，这次按上一级的核对",
        "`{name}` above differs from the sheet `{sheet}`; it stays as it is, and was used for this check",
        "这份文件各地共用；确要改，请直接改它",
        "all places share that file; change it there if it is to change",
    ),
    "S-NOTE": Message(
        "这一格的批注不会导回：`{found}`",
        "the comment at this cell does not come back: `{found}`",
        "要留下来的，请写进“文件说明”一列，或者导入后写成 YAML 的注释",
        "what is to stay, write into the column 文件说明, or as a comment into the YAML after the import",
    ),
    "S-ABOUT": Message(
        "写在“说明”表里的话不会导回：`{found}`",
        "what was written on the sheet 说明 does not come back: `{found}`",
        "要留下来的，请写进“文件说明”一列，或者导入后写成 YAML 的注释",
        "what is to stay, write into the column 文件说明, or as a comment into the YAML after the import",
    ),
    "S-COMMENTS": Message(
        "YAML 里有 {count} 行注释不在文件开头，工作簿里没有它们",
        "{count} lines of comment that are not at the head of a file are not in the workbook",
        "导回原来的文件夹（`--force`）时会留着它们；导入新文件夹就没有了",
        "an import into the same folder (`--force`) keeps them; a new folder will lack them",
    ),
}
