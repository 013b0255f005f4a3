"""What is said about conditions: how they are written, and what the names and values in them mean."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "R-CONDITION": Message(
        zh="条件读到{found_zh}处读不通，这里应当是{expected_zh}",
        en="the condition cannot be read at {found_en}; expected here: {expected_en}",
        remedy_zh="请在该处补上或改成应有的写法；条件的例子：`site_is_rented and area_m2 > 50`",
        remedy_en="write what is expected there; an example of a condition: `site_is_rented and area_m2 > 50`",
    ),
    "R-CONDITION-ARITHMETIC": Message(
        zh="条件里有 `{found}`，但条件不做计算，也没有百分号",
        en="the condition holds `{found}`, but conditions do not calculate and know no per cent",
        remedy_zh="请把算好的数写进条件，或者另设一个直接询问结果的情形要素",
        remedy_en="write the calculated number, or declare a fact that asks for the result",
    ),
    "R-CONDITION-CHAIN": Message(
        zh="两个比较不能连写",
        en="two comparisons cannot be chained",
        remedy_zh="请分开写成 `{instead}`",
        remedy_en="write them apart, `{instead}`",
    ),
    "R-CONDITION-CHARACTER": Message(
        zh="条件里不能有字符 {found}",
        en="the character {found} cannot stand in a condition",
        remedy_zh="请删去；文字要放在引号内，如 `“张三”`，引号内也不得有看不见的控制字符",
        remedy_en="remove it; a text stands in quotes, such as `\"abc\"`, and holds no invisible characters",
    ),
    "R-CONDITION-DATE": Message(
        zh="`{found}` 不是日期的写法，或者没有这一天",
        en="`{found}` does not spell a date, or there is no such day",
        remedy_zh="请写成 `2026-03-02`（年四位，月、日各两位，年份为 1900 至 9998）",
        remedy_en="write `2026-03-02`, with four digits for the year (1900 to 9998) and two for month and day",
    ),
    "R-CONDITION-EMPTY": Message(
        zh="条件是空的",
        en="the condition is empty",
        remedy_zh="请写出条件；任何情形都适用的，请删去这一项",
        remedy_en="write a condition; leave the key out where it holds in every case",
    ),
    "R-CONDITION-LIMIT": Message(
        zh="{what_zh}超过上限 {limit}",
        en="too many {what_en}: at most {limit}",
        remedy_zh="请把一部分移到 `definitions`（定义）里，取一个名称再引用；列举多个值请用 `in [..]`",
        remedy_en="move a part to `definitions` and refer to its name; use `in [..]` for many values",
    ),
    "R-CONDITION-NUMBER": Message(
        zh="`{found}` 既不是数字，也不是日期的写法",
        en="`{found}` spells neither a number nor a date",
        remedy_zh="数字请只写 `{instead}`，单位写在要素的 `unit`（单位）里；编号请作为文字加引号",
        remedy_en="for the number write `{instead}` alone, its unit belongs to the fact; put a code in quotes",
    ),
    "R-CONDITION-NUMERAL": Message(
        zh="条件里的数字写成阿拉伯数字，不能写 `{found}`",
        en="numbers in a condition are written in figures, not `{found}`",
        remedy_zh="请写 `{instead}`",
        remedy_en="write `{instead}`",
    ),
    "R-CONDITION-RANGE": Message(
        zh="`{found}` 是一个范围，条件里要写成两个比较",
        en="`{found}` is a range, which a condition writes as two comparisons",
        remedy_zh="请写 `{instead}`；不包括两端的，用 `>` 和 `<`",
        remedy_en="write `{instead}`; with `>` and `<` where the ends are left out",
    ),
    "R-CONDITION-OPEN": Message(
        zh="`{found}` 没有结束，缺少 `{missing}`",
        en="`{found}` is not closed, `{missing}` is missing",
        remedy_zh="请补上 `{missing}`",
        remedy_en="add `{missing}`",
    ),
    "R-CONDITION-WORD": Message(
        zh="`{found}` 不是条件里的写法",
        en="`{found}` is not how conditions are written",
        remedy_zh="请写 `{instead}`",
        remedy_en="write `{instead}`",
        about_zh="“以上”“以下”“以内”“不少于”“不超过”包括本数，就是 `>=` `<=`；“超过”“不满”“不足”不包括本数，就是 `>` `<`（民法典第一千二百五十九条）。这些词可以照写：`面积 50 以上`、`面积 不满 50`。",
    ),
    "R-MIXED": Message(
        zh="`and` 与 `or` 混用而没有括号，读的人会有两种理解",
        en="`and` and `or` are mixed without brackets and can be read in two ways",
        remedy_zh="请写成 `{first}`，或者 `{second}`",
        remedy_en="write `{first}`, or `{second}`",
    ),
    "R-CONDITION-TWO-LIMITS": Message(
        zh="同一个数前面写了 `{before}`、后面又写了 `{after}`，说不清是哪一种界限",
        en="one number has `{before}` before it and `{after}` behind it, which are two limits",
        remedy_zh="请只写一个：`{one}` 或者 `{other}`",
        remedy_en="write one of them: `{one}` or `{other}`",
    ),
    "R-NAME": Message(
        zh="没有叫 `{name}` 的名称",
        en="nothing is called `{name}`",
        remedy_zh="{hint_zh}请改正名称，或者先声明它",
        remedy_en="{hint_en}correct the name or declare it",
    ),
    "R-NAME-OF-MEMBER": Message(
        zh="`{name}` 是清单 `{list}` 里每一项各自的栏目，写在清单以外说不清是哪一项的",
        en="`{name}` is a field of each of `{list}`; outside of the list it cannot be told whose it is",
        remedy_zh="请写 `任一({list}, {inner})`、`全部({list}, {inner})` 或者 `计数({list}, {inner}) 1 以上`；"
        "每一项各交一份的材料，先写 `for_each`（逐一提交）",
        remedy_en="write `any({list}, {inner})`, `all({list}, {inner})` or `count({list}, {inner}) >= 1`; "
        "a material that each of them hands in has `for_each`",
    ),
    "R-TYPE": Message(
        zh="`{found}` 是{is_zh}，这里要的是{wanted_zh}",
        en="`{found}` is {is_en}, but {wanted_en} is wanted here",
        remedy_zh="请改成{wanted_zh}{hint_zh}，或者改正声明中的类型",
        remedy_en="write {wanted_en}{hint_en} here, or correct the declared type",
    ),
    "R-DECIMALS": Message(
        zh="`{found}` 的小数位多于 `{name}` 声明的 {decimals} 位，两者永远不会恰好相等",
        en="`{found}` has more decimals than the {decimals} of `{name}`, so that no answer can equal it",
        remedy_zh="请减少小数位，或者把该要素的 `decimals`（小数位数）改大",
        remedy_en="use fewer decimals, or raise `decimals` where it is declared",
    ),
    "R-UNIT": Message(
        zh="两个数字的单位不同：`{left}` 与 `{right}`",
        en="the units of the two numbers differ: `{left}` and `{right}`",
        remedy_zh="请统一两处声明的 `unit`（单位）",
        remedy_en="declare both in the same `unit`",
    ),
    "R-COUNT": Message(
        zh="项数只能与不小于零的整数比较，不能是 `{found}`",
        en="a count is compared with a whole number from zero on, not with `{found}`",
        remedy_zh="请写一个整数，如 `count(installers) >= 2`",
        remedy_en="write a whole number, such as `count(installers) >= 2`",
    ),
    "R-MEMBER": Message(
        zh="`{name}` 没有选项 `{member}`，它的选项是：{members}",
        en="`{name}` has no member `{member}`; it has: {members}",
        remedy_zh="{hint_zh}请从中选一个",
        remedy_en="{hint_en}choose one of these",
    ),
    "R-NONE": Message(
        zh="`{name}` 不能这样与 `none` 比较",
        en="`{name}` cannot be compared with `none` in this way",
        remedy_zh="只有申请人栏目和材料栏目可以写 `== none` 或 `!= none`；情形要素没有“空白”这个值",
        remedy_en="only fields of the applicant and of a material take `== none` or `!= none`; a fact is never none",
    ),
    "R-CONSTANT": Message(
        zh="这个比较里没有名称，它对谁都一样",
        en="this comparison names nothing, it is the same for everybody",
        remedy_zh="请写出要比较的名称，或者直接写 `true`、`false`",
        remedy_en="write the name to compare, or simply `true` or `false`",
    ),
    "R-NESTED": Message(
        zh="`any` `all` `count` 里面不能再有 `any` `all` `count`，这里已经在逐项看 `{list}`",
        en="`any`, `all` and `count` cannot stand inside each other; this is already about each of `{list}`",
        remedy_zh="请拆成两个条件，用 `and` 或 `or` 相连",
        remedy_en="write two conditions side by side, joined by `and` or `or`",
    ),
    "R-SHADOW": Message(
        zh="`{name}` 既是清单 `{list}` 里的栏目，又是清单以外的名称，分不清指哪一个",
        en="`{name}` is a field of the list `{list}` and a name outside it too; which is meant cannot be told",
        remedy_zh="请给其中一个改名",
        remedy_en="rename one of the two",
    ),
    "R-AMBIGUOUS": Message(
        zh="`{name}` 既是一个问题的名称，又是选项的名称（问题 `{question}` 的选项里也有 `{name}`），分不清指哪一个",
        en="`{name}` is the name of a question and also of a member of `{question}`; which is meant cannot be told",
        remedy_zh="请给问题或者选项改名，让问题和选项不同名",
        remedy_en="rename the question or the member, so that the two differ",
        about_zh="例：单选题 `profit`（经营性质）的选项是 `profit`（营利）和 `nonprofit`（非营利），条件写 `profit == profit`："
        "右边是问题还是选项，说不清。把问题改名为 `nature`，写 `nature == profit`。两个选项完全相同的单选题，一个题的名称又是选项的，也是这样。",
    ),
}
