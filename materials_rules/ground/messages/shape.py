"""What is said about the shape of a ruleset's file: which keys, which kind of value, which spelling.

`key` is the last key above the fault and `found` the text that stands there, both in the author's own words.
"""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "R-BASIS-PART": Message(
        zh="依据写了 `{part}`，没有写它所在的 `{outer}`",
        en="the citation has a `{part}` without the `{outer}` that holds it",
        remedy_zh="请补上；一条只有一款的，写 `paragraph: \"1\"`（`款: \"1\"`）",
        remedy_en="add it; an article of one paragraph has `paragraph: \"1\"`",
    ),
    "R-BASIS-TEXT": Message(
        zh="依据不能写成一句话",
        en="a citation is no sentence",
        remedy_zh="请逐项写明，例如 `{{law: administrative-licensing-law, article: \"29\", paragraph: \"1\"}}`"
        "（键用中文的文件：`{{法律: administrative-licensing-law, 条: \"29\", 款: \"1\"}}`）；法律写 laws.yaml 里的代号",
        remedy_en="write its parts, as in law: administrative-licensing-law, article: \"29\", paragraph: \"1\"; law is an id of laws.yaml",
    ),
    "R-FEE": Message(
        zh="收费标准不能写成一句话",
        en="a fee is no sentence",
        remedy_zh="不收费的写 `none`（无）；收费的写 `charged` `standard` `basis`（是否收费、收费标准、依据）",
        remedy_en="write `none`, or charged, standard and basis",
    ),
    "R-ARM-KEY": Message(
        zh="有 `any_of`（任选其一）的材料要求不能再写 `{key}`",
        en="a requirement with `any_of` cannot have `{key}` of its own",
        remedy_zh="请把它写到 `any_of` 里的各份材料之下",
        remedy_en="write it below the materials inside `any_of`",
    ),
    "R-ARTICLE": Message(
        zh="`{key}` 的值 `{found}` 不是条、款、项的编号",
        en="`{found}` of `{key}` is no number of an article, paragraph or point",
        remedy_zh="请写阿拉伯数字，如 `\"11\"`；第十六条之一写作 `\"16-1\"`",
        remedy_en='write figures, such as `"11"`; an inserted article (第十六条之一) is `"16-1"`',
    ),
    "R-BOUNDS": Message(
        zh="`minimum`（最小值）大于 `maximum`（最大值）",
        en="`minimum` is above `maximum`",
        remedy_zh="请改正其中一个",
        remedy_en="correct one of them",
    ),
    "R-CHECK-TYPE": Message(
        zh="只有文字才能写 `check`（校验）或者 `pattern`（格式）",
        en="only a text can have a `check` or a `pattern`",
        remedy_zh="请写 `type: text`（`类型: 文字`），或者删去校验；号码一律是文字",
        remedy_en="make its `type` `text` or remove the check; a number that names somebody is a text",
    ),
    "R-CHOICE": Message(
        zh="由申请人选择（`chosen_by` 由谁选择）的，须是单选（`one_of`），并且不能由机关回答",
        en="what the applicant chooses (`chosen_by`) is a `one_of` and is not answered by the office",
        remedy_zh="请写 `one_of`，删去 `answered_by: office`（`由谁回答: 办理机关`）；不是选择而是事实的，删去 `chosen_by`",
        remedy_en="write `one_of` without `answered_by: office`; for a fact, remove `chosen_by`",
    ),
    "R-COMMENT": Message(
        zh="`{key}` 的句子到 ` #` 为止，后面的文字被当作注释丢掉了",
        en="the sentence of `{key}` ends at ` #`; what follows was dropped as a comment",
        remedy_zh="`#` 属于句子的，请给整句加引号；确是注释的，请另起一行",
        remedy_en="put the whole sentence in quotes if `#` belongs to it; write a comment on a line of its own",
    ),
    "R-DAY": Message(
        zh="`{key}` 的值 `{found}` 不是日期",
        en="`{found}` of `{key}` is no day",
        remedy_zh="请写成 `2026-03-02`，须是 1900 年至 9998 年之间确有的一天",
        remedy_en="write `2026-03-02`: a real day of the years 1900 to 9998",
    ),
    "R-DAYS": Message(
        zh="日期的先后不对",
        en="the days are in the wrong order",
        remedy_zh="请按先后排列：各版本由旧到新，施行在前，失效在后，同一天不写两次",
        remedy_en="write them in order: older versions first, the beginning before the end, no day twice",
    ),
    "R-DECIMAL": Message(
        zh="`{key}` 的值 `{found}` 不是数字",
        en="`{found}` of `{key}` is no number",
        remedy_zh="请写普通的十进制数，如 `12.5`：不带单位、千分号、前导零和指数，小数不超过 9 位",
        remedy_en="write a plain decimal, such as `12.5`: no unit, no thousands, no leading zero, at most 9 decimals",
    ),
    "R-EMPTY-WORDS": Message(
        zh="`{key}` 是空的",
        en="`{key}` is empty",
        remedy_zh="请写出文字；不需要的，连同键一起删去",
        remedy_en="write the words, or remove the key with it",
    ),
    "R-ENDED": Message(
        zh="写了 `ended`（停止施行），却没有 `in_force_to`（失效之日）",
        en="`ended` is there without `in_force_to`",
        remedy_zh="请写明施行的最后一天",
        remedy_en="write the last day on which the item is in force",
    ),
    "R-FLAG": Message(
        zh="`{key}` 的值 `{found}` 不能判断是或否",
        en="`{found}` of `{key}` is neither true nor false",
        remedy_zh="请写 `true` 或者 `false`；键用中文的文件写 `是` 或者 `否`",
        remedy_en="write `true` or `false`; in a file with Chinese keys `是` or `否`",
    ),
    "R-GAP": Message(
        zh="分情形的要素须逐项写 `when`（何时需要），只有最后一项不写，作为其余情形",
        en="every case of an element has its `when`, and only the last has none: it is for all other situations",
        remedy_zh="请给前面各项补上条件，并让最后一项没有条件",
        remedy_en="add the missing conditions and leave the last case without one",
    ),
    "R-GO-TO": Message(
        zh="`not_competent`（不属于本机关）须写明 `go_to`（应向何处申请）",
        en="`not_competent` needs `go_to`",
        remedy_zh="请写出有权办理的部门，行政许可法第三十二条第一款第二项要求告知",
        remedy_en="name the competent department: art. 32(1)(2) of 行政许可法 wants the applicant told",
    ),
    "R-NOT-A-REASON": Message(
        zh="`{found}` 是决定，`{key}` 要写的是在看材料之前就不该办这一项的原因",
        en="`{found}` is a decision; `{key}` says why this is not the item to apply for, before any material is looked at",
        remedy_zh="依法不需要许可的写 `not_required`（不需要许可），不属于本机关职权的写 `not_competent`（不属于本机关）；"
        "申请人或者场所不符合条件的，是受理条件，写进 `acceptance_conditions`（受理条件），只给某类申请人办的写进 `applicant_types`（办理对象）",
        remedy_en="write `not_required` where no permit is needed, `not_competent` where another office decides; what applicants or "
        "sites must meet is no scope, but `acceptance_conditions`, and for whom the item is belongs into `applicant_types`",
    ),
    "R-IDENTIFIER": Message(
        zh="`{key}` 之下的 `{found}` 不能作为名称",
        en="`{found}` below `{key}` cannot be a name",
        remedy_zh="名称以字母或者汉字开头，只含字母、汉字、半角数字、`_` 和 `-`，不以 `_` `-` 结尾，不超过 80 个字符，"
        "没有全角字母和上标，也不是条件里的用词（如 `and`、`in`、`且`、`包含`）",
        remedy_en="a name begins with a letter and holds only letters, the digits 0 to 9, `_` and `-`, does not end in the last two, "
        "has at most 80 characters, no full-width or raised ones, and is no word of conditions (such as `and`, `in`, `且`)",
    ),
    "R-INSTEAD": Message(
        zh="`instead`（改办）没有写明，或者写了两样",
        en="`instead` says nothing, or two things",
        remedy_zh="请在 `item`（事项）和 `publish_within`（公布期限）中写一个",
        remedy_en="write one of `item` and `publish_within`",
    ),
    "R-LIST-KEY": Message(
        zh="清单的编号栏目不能同时写在 `each`（每一项）里",
        en="the key of a list cannot stand in `each` too",
        remedy_zh="请从 `each` 里删去它，编号总是要填的",
        remedy_en="remove it from `each`; the key is always asked for",
    ),
    "R-LONG-WORDS": Message(
        zh="`{key}` 的文字超过 {limit} 字",
        en="the words of `{key}` are longer than {limit} characters",
        remedy_zh="请写短，告知书上的一句话要让人读得完",
        remedy_en="shorten them: somebody has to read them on the notice",
    ),
    "R-MEMBER-FACT": Message(
        zh="清单每一项的栏目只是普通的问题，不能写 `chosen_by`（由谁选择）、`given`（何时提问）或者由机关回答",
        en="the facts inside a list are plain: no `chosen_by`, no `given`, not answered by the office",
        remedy_zh="请删去；需要时改为清单以外的情形问题",
        remedy_en="remove it, or ask it as a fact outside the list",
    ),
    "R-MEMBERS": Message(
        zh="选项太少：单选至少两项，多选至少一项，并且不少于 `at_least`（至少）",
        en="too few members: `one_of` has two or more, `some_of` one or more and no fewer than `at_least`",
        remedy_zh="请补上选项；只有是与否的，写 `type: boolean`（`类型: 是非`）",
        remedy_en="add members; for yes or no write `type: boolean`",
    ),
    "R-MISSING": Message(
        zh="缺少 `{key}`",
        en="`{key}` is missing",
        remedy_zh="请在此处补上",
        remedy_en="add it here",
    ),
    "R-NO-DECIMALS": Message(
        zh="数字没有写 `decimals`（小数位数）",
        en="a number does not say its `decimals`",
        remedy_zh="请写明保留几位小数，整数写 `decimals: 0`（`小数位数: 0`）",
        remedy_en="write how many it has; a whole number has `decimals: 0`",
    ),
    "R-NOT-A-NUMBER": Message(
        zh="只有数字才能写 `decimals` `minimum` `maximum` `unit`（小数位数、最小值、最大值、单位）",
        en="only a number has `decimals`, `minimum`, `maximum` or `unit`",
        remedy_zh="请写 `type: number`（`类型: 数字`），或者删去这些键",
        remedy_en="write `type: number` or remove these keys",
    ),
    "R-NOT-PUBLISHED": Message(
        zh="没有写明在哪里公布",
        en="it is not said where this was published",
        remedy_zh="请写 `title`（标题，最好还有文号和日期），没有查到的写 `source: assumption`（`来源: 假定`）",
        remedy_en="write its `title`, better with number and day, or `source: assumption` if it was not found",
    ),
    "R-OFFICE": Message(
        zh="写了 `office`（机关），却不由机关回答",
        en="`office` is named but the office does not answer",
        remedy_zh="请加上 `answered_by: office`（`由谁回答: 办理机关`），或者删去 `office`",
        remedy_en="add `answered_by: office` or remove `office`",
    ),
    "R-ONE-ARM": Message(
        zh="`any_of`（任选其一）之下不足两份材料",
        en="`any_of` holds fewer than two materials",
        remedy_zh="请补上另一份，或者不用 `any_of` 而直接写这份材料",
        remedy_en="add another, or write the material without `any_of`",
    ),
    "R-ONE-TYPE": Message(
        zh="`type` `one_of` `some_of`（类型、单选、可多选）须写一个，并且只写一个",
        en="exactly one of `type`, `one_of` and `some_of` is due",
        remedy_zh="请留下一个",
        remedy_en="keep one of them",
    ),
    "R-SHAPE": Message(
        zh="`{key}` 的写法不对",
        en="`{key}` is not written as it must be",
        remedy_zh="请对照同类文件的写法改正",
        remedy_en="compare another file of the same kind",
    ),
    "R-SHAPE-LIST": Message(
        zh="`{key}` 应当是一个列表",
        en="`{key}` takes a list",
        remedy_zh="请每项一行，以 `- ` 开头；没有内容的，删去这个键",
        remedy_en="write each item on a line that begins with `- `, or remove the key if there is none",
    ),
    "R-SHAPE-MAPPING": Message(
        zh="`{key}` 之下应当是“键: 值”",
        en="`{key}` takes keys with values",
        remedy_zh="请每个键一行，缩进两格；没有内容的，删去这个键",
        remedy_en="write each key on a line of its own, indented by two, or remove the key if there is none",
    ),
    "R-SIX-CLASSES": Message(
        zh="不得要求的材料应当正好六类",
        en="there are exactly six disallowed classes",
        remedy_zh="请写全 C1 至 C6；不适用的一类，条件写 `false`（假）",
        remedy_en="write C1 to C6; a class that never applies has the condition `false`",
    ),
    "R-TEMPLATE": Message(
        zh="`{key}` 的文字里有占位符或者标记",
        en="the words of `{key}` hold a placeholder or markup",
        remedy_zh="文字照原样印出，不会填入任何内容；请改写，不用 `{{` `}}` `%s` 和 `<…>`",
        remedy_en="words are printed as they are and nothing is ever filled in; write them without `{{`, `}}`, `%s` and `<…>`",
    ),
    "R-TEXT": Message(
        zh="`{key}` 应当是一段文字",
        en="`{key}` takes a text",
        remedy_zh="请写成一行文字",
        remedy_en="write it as one line of text",
    ),
    "R-TOO-FEW": Message(
        zh="`{key}` 的内容太少",
        en="`{key}` holds too little",
        remedy_zh="请至少写一项；需要比较的（`same` 应当一致）至少两项",
        remedy_en="write at least one; what is compared (`same`) at least two",
    ),
    "R-UNKNOWN": Message(
        zh="这里没有 `{key}` 这个键",
        en="there is no key `{key}` here",
        remedy_zh="{hint_zh}此处可用的键：{known}",
        remedy_en="{hint_en}the keys here are: {known}",
    ),
    "R-UNTOLD-PATTERN": Message(
        zh="写了 `pattern`（格式），却没有用文字说明格式",
        en="a `pattern` is not told in words",
        remedy_zh="请在旁边加上 `say`（说明），如“两个大写字母加四位数字”；申请人看不懂格式的写法",
        remedy_en="add `say` beside it, such as “two capitals and four digits”: applicants do not read patterns",
    ),
    "R-WHOLE": Message(
        zh="`{key}` 的值 `{found}` 不是整数",
        en="`{found}` of `{key}` is no whole number",
        remedy_zh="请写不小于零的整数，如 `3`，不带单位和前导零",
        remedy_en="write a whole number from zero on, such as `3`, without a unit or leading zeros",
    ),
    "R-WORD": Message(
        zh="`{key}` 不能写 `{found}`",
        en="`{key}` cannot be `{found}`",
        remedy_zh="{hint_zh}可以写：{expected}",
        remedy_en="{hint_en}it can be: {expected}",
    ),
    "R-WORDLANG": Message(
        zh="`{found}` 是英文的写法，而本文件的键用中文（第 {line} 行的 `{first}`）",
        en="`{found}` is English, but the keys of this file are Chinese (`{first}` of line {line})",
        remedy_zh="一个文件只用一种语言，这里请写 `{instead}`",
        remedy_en="write a file in one language, here `{instead}`",
    ),
}
