"""What reading YAML can refuse: encoding, characters, size, structure, keys.

A code whose faults have several causes takes its words from a table below: `SYNTAX` holds whole messages,
`NAMES` holds single terms, each in Chinese and English.
"""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "R-ANCHOR": Message(
        zh="{what_zh}不可使用",
        en="{what_en} is not allowed",
        remedy_zh="请把内容原样再写一遍；若它本是正文的开头，请给整段文字加半角引号",
        remedy_en="write the content out again; if it begins a text, put the whole text in quotes",
        about_zh="锚点 `&`、别名 `*` 和合并键 `<<` 让几行文字展开成极大的内容，也让一处改动悄悄改了别处。"
        "规则文件里每一处要求都应当能单独读懂，所以一律不用。",
    ),
    "R-CHAR": Message(
        zh="此处有不应出现的字符 {character}（{what_zh}）",
        en="the character {character} ({what_en}) must not stand here",
        remedy_zh="{remedy_zh}",
        remedy_en="{remedy_en}",
        about_zh="这类字符在屏幕上看不见，或者看起来与普通空格、换行一样，却会改变文件的结构或文字的次序。",
    ),
    "R-DOCUMENTS": Message(
        zh="一个文件里只能有一份文档，第二份从这里开始",
        en="a file holds one document, and a second one begins here",
        remedy_zh="请删去单独成行的 `---` 或 `...`，或者把后一份另存为一个文件",
        remedy_en="remove the line `---` or `...`, or save the second document as its own file",
    ),
    "R-DUPKEY": Message(
        zh="键 `{key}` 重复：第 {line} 行已经有 `{first}`（全角半角、大小写不同也算同一个键）",
        en="key `{key}` repeats `{first}` of line {line} (width and case make no difference)",
        remedy_zh="请删去一个，或者改名",
        remedy_en="remove one of them or rename it",
        about_zh="同一个映射里键重复时，通常的 YAML 软件悄悄只留最后一个，前面的要求就丢失了。",
    ),
    "R-EMPTY": Message(
        zh="文件里没有内容，至多只有注释",
        en="the file holds nothing, or comments only",
        remedy_zh="请写入内容；不用的文件请删去",
        remedy_en="write something into it, or remove the file",
    ),
    "R-ENCODING": Message(
        zh="文件不是 UTF-8 编码，{what_zh}",
        en="the file is not UTF-8: {what_en}",
        remedy_zh="请用编辑器打开并另存为 UTF-8",
        remedy_en="open it in an editor and save it as UTF-8",
    ),
    "R-KEYLANG": Message(
        zh="键 `{key}` 与第 {line} 行的 `{first}` 中英文混用",
        en="key `{key}` and key `{first}` of line {line} are in different languages",
        remedy_zh="一个文件只用一种语言的键，这里请写 `{instead}`",
        remedy_en="write all keys of a file in one language, here `{instead}`",
    ),
    "R-KEYTYPE": Message(
        zh="{what_zh}不能作键",
        en="{what_en} cannot be a key",
        remedy_zh="键应当是写在一行里的一段文字，后面是半角冒号和一个空格",
        remedy_en="a key is one text on one line, followed by a colon and a blank",
    ),
    "R-LIMIT": Message(
        zh="文件超过上限：{what_zh}最多 {most}",
        en="the file exceeds a limit: at most {most} {what_en}",
        remedy_zh="请拆成几个文件，或者减少嵌套",
        remedy_en="split it into several files, or nest less",
    ),
    "R-MORE": Message(
        zh="另有 {count} 处问题没有列出",
        en="{count} more faults are not listed",
        remedy_zh="请先改正以上各处，再检查一次",
        remedy_en="mend those above first, then check again",
    ),
    "R-SYNTAX": Message(
        zh="YAML 写法有误：{fault_zh}",
        en="not valid YAML: {fault_en}",
        remedy_zh="{remedy_zh}",
        remedy_en="{remedy_en}",
        about_zh="只有半角符号是 YAML 的符号。写成全角，或者冒号后漏了空格时，通常的 YAML 软件往往不报错，"
        "而把整行当作一段文字，要求就丢失了。所以凡是看起来像结构的正文，都要加引号。",
    ),
    "R-TAB": Message(
        zh="这一行用制表符缩进",
        en="this line is indented with a tab",
        remedy_zh="请改用空格，每层两格",
        remedy_en="indent with blanks, two a level",
    ),
    "R-TAG": Message(
        zh="标签 `{tag}` 不可使用",
        en="the tag `{tag}` is not allowed",
        remedy_zh="请删去标签；若感叹号本是正文的开头，请给整段文字加半角引号",
        remedy_en="remove it; if the exclamation mark begins a text, put the whole text in quotes",
        about_zh="标签能让 YAML 软件改变内容的类型，甚至执行程序。内容是什么类型，由规则文件的格式决定，不由标签决定。",
    ),
}

SYNTAX: Final[dict[str, Message]] = {
    "after-bracket": Message(
        zh="括号已经结束，后面还有文字",
        en="text follows the closing bracket",
        remedy_zh="请给整段文字加半角引号，或者删去多余的文字",
        remedy_en="put the whole text in quotes, or remove what follows",
    ),
    "after-quote": Message(
        zh="引号已经结束，后面还有文字",
        en="text follows the closing quote",
        remedy_zh="请把整段文字放进一对引号；引号内还有引号的，外面用单引号",
        remedy_en="put the whole text in one pair of quotes; use single quotes around text that holds double ones",
    ),
    "block": Message(
        zh="`|` 或 `>` 之后同一行还有文字",
        en="text follows `|` or `>` on its line",
        remedy_zh="请换行，正文从下一行开始，多缩进两格",
        remedy_en="begin the text on the next line, indented by two more blanks",
    ),
    "colon-in-text": Message(
        zh="没有引号的正文里有半角冒号加空格",
        en="an unquoted text holds a colon followed by a blank",
        remedy_zh="请给整段文字加半角引号，或者改用全角冒号",
        remedy_en="put the whole text in quotes, or use a full-width colon in it",
    ),
    "colon-without-blank": Message(
        zh="`{key}` 后的冒号没有跟空格，整行成了一段文字",
        en="no blank follows the colon of `{key}`, so the whole line became one text",
        remedy_zh="请在冒号后空一格；若它本是正文，请给整段文字加半角引号",
        remedy_en="write a blank after the colon; if it is a text, put the whole text in quotes",
    ),
    "dash-in-text": Message(
        zh="以 `- ` 开头的这一行接到了上一行的正文里",
        en="this line with `- ` became part of the text above",
        remedy_zh="清单上面的键后不要再写内容；若它本是正文，请用 `|` 分行写",
        remedy_en="leave nothing after the key above a list; if it is a text, write it as a `|` block",
    ),
    "directive": Message(
        zh="不可使用 `%` 开头的指令",
        en="a directive (`%`) is not allowed",
        remedy_zh="请删去这一行",
        remedy_en="remove the line",
    ),
    "escape": Message(
        zh="双引号里的反斜杠写法无效",
        en="a backslash in double quotes begins no valid escape",
        remedy_zh="请改用单引号，单引号里反斜杠就是反斜杠",
        remedy_en="use single quotes, where a backslash is only a backslash",
    ),
    "flow": Message(
        zh="第 {line} 行开始的括号没有写对",
        en="the bracket opened on line {line} is not well formed",
        remedy_zh="正文里有逗号、冒号、` #` 或括号的，请分行写，或者给正文加半角引号；括号要成对",
        remedy_en="a text that holds `,` `: ` ` #` or a bracket must be written in block style or quoted;"
        " close every bracket",
    ),
    "flow-comment": Message(
        zh="` #` 以后成了注释，第 {line} 行开始的括号因此没有结束",
        en="what follows ` #` is a comment, so the bracket opened on line {line} is never closed",
        remedy_zh="请给含有 ` #` 的正文加半角引号",
        remedy_en="put the text that holds ` #` in quotes",
    ),
    "flow-extra": Message(
        zh="多了一个右括号",
        en="there is one closing bracket too many",
        remedy_zh="请删去多余的括号；若它本是正文，请给整段文字加半角引号",
        remedy_en="remove it; if it belongs to a text, put the whole text in quotes",
    ),
    "flow-no-value": Message(
        zh="花括号里的 `{key}` 后面没有冒号和内容",
        en="`{key}` inside the braces has no colon and no value",
        remedy_zh="正文里有逗号、冒号、` #` 或括号的，请分行写，或者给正文加半角引号",
        remedy_en="a text that holds `,` `: ` ` #` or a bracket must be written in block style or quoted",
    ),
    "flow-unclosed": Message(
        zh="从这里开始的括号没有结束",
        en="the bracket opened here is never closed",
        remedy_zh="请补上右括号",
        remedy_en="close it",
    ),
    "full-width": Message(
        zh="全角“{bad}”应为半角“{good}”",
        en="the full-width `{bad}` must be the half-width `{good}`",
        remedy_zh="请改用半角；若它本是正文，请给整段文字加半角引号",
        remedy_en="write the half-width one; if it belongs to a text, put the whole text in quotes",
    ),
    "full-width-colon": Message(
        zh="全角“{bad}”应为半角“{good}”",
        en="the full-width `{bad}` must be the half-width `{good}`",
        remedy_zh="请改用半角冒号，后面空一格；若它本是正文，请给整段文字加半角引号",
        remedy_en="write a half-width colon and a blank; if it belongs to a text, put the whole text in quotes",
    ),
    "full-width-quote": Message(
        zh="全角引号 {bad} 应为半角引号 {good}",
        en="the full-width quote {bad} must be the half-width {good}",
        remedy_zh="请改用半角引号，或者删去这对引号；若它本是正文，请在外面再加一对半角引号",
        remedy_en="write the half-width one or none; if it belongs to the text, put half-width quotes around all",
    ),
    "indent": Message(
        zh="这一行的缩进与上下各行对不齐",
        en="this line is not indented like its neighbours",
        remedy_zh="同一层的键左边对齐，下一层多缩进两格",
        remedy_en="align the keys of one level, and indent the next level by two more blanks",
    ),
    "no-colon": Message(
        zh="这一行应当是“键: 内容”，却没有找到半角冒号加空格",
        en="this line should read `key: value`, but it has no colon followed by a blank",
        remedy_zh="请补上半角冒号和空格；若它接着上一行的正文，请多缩进两格",
        remedy_en="add the colon and the blank; if it continues the text above, indent it by two more blanks",
    ),
    "other": Message(
        zh="此处不是 YAML 能读懂的写法",
        en="YAML cannot be read here",
        remedy_zh="请检查这一行和上一行的缩进、冒号和引号",
        remedy_en="check indentation, colons and quotes of this line and the one above",
    ),
    "sequence-here": Message(
        zh="清单不能与键写在同一行",
        en="a list cannot begin on the line of its key",
        remedy_zh="请换行再写 `- `；若它本是正文，请给整段文字加半角引号",
        remedy_en="begin the list on the next line; if it is a text, put the whole text in quotes",
    ),
    "start": Message(
        zh="没有引号的内容不能以 `{character}` 开头",
        en="an unquoted value cannot begin with `{character}`",
        remedy_zh="请给整段文字加半角引号",
        remedy_en="put the whole text in quotes",
    ),
    "unclosed-quote": Message(
        zh="从这里开始的引号没有结束",
        en="the quote opened here is never closed",
        remedy_zh="请补上同样的半角引号；单引号内的单引号要写两个",
        remedy_en="close it with the same mark; write a single quote twice inside single quotes",
    ),
}

NAMES: Final[dict[str, tuple[str, str]]] = {
    "alias": ("别名 `*{name}` ", "the alias `*{name}`"),
    "anchor": ("锚点 `&{name}` ", "the anchor `&{name}`"),
    "merge": ("合并键 `<<` ", "the merge key `<<`"),
    "bidi": ("双向文字控制符", "bidirectional control"),
    "blank": ("特殊空格", "special blank"),
    "bom": ("文件中间的字节顺序标记", "byte order mark inside the file"),
    "break": ("特殊换行", "special line break"),
    "control": ("控制字符", "control character"),
    "unseen": ("不可见字符", "unseen character"),
    "wide-blank": ("全角空格", "full-width blank"),
    "odd-remedy": (
        "请删去它；空格只用普通空格，换行只用回车键",
        "remove it; use ordinary blanks and line breaks only",
    ),
    "wide-blank-remedy": (
        "请改用普通空格；正文里要用全角空格的，请给整段文字加半角引号",
        "use an ordinary blank; put a text that needs U+3000 in quotes",
    ),
    "gbk": ("疑似 GBK（GB18030）", "it looks like GBK (GB18030)"),
    "utf-16": ("疑似 UTF-16 或 UTF-32", "it looks like UTF-16 or UTF-32"),
    "bytes-wrong": ("此处的字节不成字符", "the bytes here form no character"),
    "collection": ("清单或映射", "a list or a mapping"),
    "empty-key": ("空白", "nothing"),
    "long-key": ("分成几行的文字", "a text of several lines"),
    "tagged-key": ("带标签的内容", "something with a tag"),
    "bytes": ("字节数", "bytes"),
    "depth": ("嵌套层数", "levels of nesting"),
    "nodes": ("内容个数", "values"),
}
