"""What is said about an author's cases: how they are written, what came otherwise than expected, what they do not reach."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

_KNOWN_ZH: Final = "{hint_zh}可以写的有 {known}"
_KNOWN_EN: Final = "{hint_en}known are {known}"

MESSAGES: Final[dict[str, Message]] = {
    # how a case is written
    "T-FILE-NAME": Message(
        zh="用例文件名 `{name}` 看不出属于哪个版本",
        en="the name `{name}` of a file of cases does not say of which version it is",
        remedy_zh="请写成 `2017-03-01.cases.yaml` 或者 `2017-03-01.boundaries.cases.yaml`，日期与事项版本文件相同",
        remedy_en="call it `2017-03-01.cases.yaml` or `2017-03-01.boundaries.cases.yaml`, with the day of the item's file",
    ),
    "T-NO-VERSION": Message(
        zh="事项 `{item}` 没有 {day} 施行的版本，这些用例不属于任何版本",
        en="the item `{item}` has no version in force from {day}, so these cases belong to none",
        remedy_zh="请改正文件名中的日期；现有版本：{known}",
        remedy_en="correct the day in the name of the file; its versions are {known}",
    ),
    "T-NAME-TWICE": Message(
        zh="用例名称 `{name}` 已经用过（{first}）",
        en="there is a case called `{name}` already ({first})",
        remedy_zh="请换一个名称，同一版本的用例不能同名",
        remedy_en="give it another name; no two cases of a version may share one",
    ),
    "T-CASE": Message(
        zh="没有叫 `{name}` 的用例",
        en="there is no case called `{name}`",
        remedy_zh="{hint_zh}请写同一版本中另一个用例的名称；表格的一行写成“表格名称 #行号”",
        remedy_en="{hint_en}write the name of another case of this version; a row of a table is `NAME #ROW`",
    ),
    "T-CIRCLE": Message(
        zh="用例互相作为起点：{circle}",
        en="cases begin with each other: {circle}",
        remedy_zh="请让其中一个用 `packet`（申请件）从头写起",
        remedy_en="let one of them have a `packet` of its own",
    ),
    "T-PACKET-AND-FROM": Message(
        zh="用例 `{name}` 既写了 `from`（自），又写了 `packet`（申请件）",
        en="the case `{name}` has both `from` and `packet`",
        remedy_zh="从另一个用例出发的，把不同之处写在 `with`（另有）和 `without`（除去）里",
        remedy_en="where it begins with another case, write what differs under `with` and `without`",
    ),
    "T-WITH-WITHOUT-FROM": Message(
        zh="用例 `{name}` 写了 `with`（另有），没有写从哪个用例出发",
        en="the case `{name}` has `with`, and begins with no other case",
        remedy_zh="请补上 `from`（自），或者改写成 `packet`（申请件）",
        remedy_en="add `from`, or write `packet` instead",
    ),
    "T-NOTHING-EXPECTED": Message(
        zh="用例 `{name}` 没有写应当得出什么",
        en="the case `{name}` does not say what must come",
        remedy_zh="请写 `expect`（预期），例如 `outcome: accept`（结论: 予以受理）",
        remedy_en="write `expect`, such as `outcome: accept`",
    ),
    "T-OTHER-VERSION": Message(
        zh="收到之日 {day} 不在本版本施行期间（{first} 至 {last}）",
        en="{day} is not among the days of this version ({first} to {last})",
        remedy_zh="请改正日期，或者把用例移到那个版本的用例文件里",
        remedy_en="correct the day, or move the case to the cases of that version",
    ),
    "T-FACT": Message(
        zh="本事项没有情形问题 `{name}`",
        en="this item asks no question `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-CHOICE": Message(
        zh="`{name}` 由申请人选择，不是情形问题的回答",
        en="`{name}` is a choice of the applicant and no fact",
        remedy_zh="请写在 `choices`（申请人的选择）下面",
        remedy_en="write it under `choices`",
    ),
    "T-NO-CHOICE": Message(
        zh="`{name}` 是情形问题的回答，不由申请人选择",
        en="`{name}` is a fact and no choice of the applicant",
        remedy_zh="请写在 `facts`（情形问题）下面",
        remedy_en="write it under `facts`",
    ),
    "T-LIST": Message(
        zh="本事项没有清单 `{name}`",
        en="this item has no list `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-MEMBER-FACT": Message(
        zh="清单 `{list}` 的各项没有栏目 `{name}`",
        en="the members of the list `{list}` have no `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-MATERIAL": Message(
        zh="本事项没有材料 `{name}`",
        en="this item has no material `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-NO-SUBJECT": Message(
        zh="材料 `{name}` 不分人员（项目），不能注明属于谁",
        en="the material `{name}` is of nobody in particular and takes no subject",
        remedy_zh="请去掉方括号",
        remedy_en="leave out the square brackets",
    ),
    "T-SUBJECT": Message(
        zh="`{name}` 是清单 `{list}` 里每一项各一份的，要注明是哪一项",
        en="`{name}` is one for each member of the list `{list}`, and must say whose it is",
        remedy_zh="请写成 `{name}[{list}:1]`，冒号后面是这一项的编号；清单还没有填的写 `{name}[{list}:*]`",
        remedy_en="write `{name}[{list}:1]`, with the key of the member behind the colon; `{name}[{list}:*]` while the list is open",
    ),
    "T-FIELD": Message(
        zh="`{material}` 没有声明要读取的栏目 `{name}`",
        en="`{material}` declares no field `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-DOCUMENT": Message(
        zh="本事项的材料中没有文件类型 `{name}`",
        en="no material of this item is a document `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-LETTER": Message(
        zh="材料要求 `{name}` 不能用这种承诺代替",
        en="no promise of this sort may stand for `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-MEMBER": Message(
        zh="没有选项 `{found}`",
        en="there is no member `{found}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-VALUE": Message(
        zh="`{found}` 不是应有的值：{due_zh}",
        en="`{found}` is not what is due here: {due_en}",
        remedy_zh="请改正",
        remedy_en="correct it",
    ),
    "T-CELL": Message(
        zh="`{found}` 不能是 `{name}` 的值",
        en="`{found}` cannot be the value of `{name}`",
        remedy_zh="份数写数字，日期写 2026-03-02，是否写 true、false（是、否），没有的写 none（无）",
        remedy_en="write figures for a count, 2026-03-02 for a day, true or false, `none` for what is not there",
    ),
    "T-WITHOUT": Message(
        zh="`{name}` 不是申请件的一部分",
        en="`{name}` is no part of a packet",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-COLUMN": Message(
        zh="表格没有名为 `{name}` 的列",
        en="`{name}` is no column of a table",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-COLUMN-TWICE": Message(
        zh="`{name}` 写了两次：两列相同，或者表格外的 `expect`（预期）已经写了",
        en="`{name}` stands twice: in two columns, or in `expect` beside the table",
        remedy_zh="请删去一个",
        remedy_en="remove one of them",
    ),
    "T-ROW": Message(
        zh="这一行有 {found} 格，应当有 {due} 格",
        en="this row has {found} cells, and {due} are due",
        remedy_zh="请与各列一一对应；不写的格子写 `\"\"`",
        remedy_en="write one cell for each column; one that is left out is `\"\"`",
    ),
    "T-ID": Message(
        zh="`{part}`（{part_zh}）里的 `{name}` 不是本事项的任何要求、问题或者核对",
        en="`{name}` of `{part}` is no requirement, question or line of this item",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-NEVER-COMES": Message(
        zh="`{name}` 在任何情形下都不会出现在 `{part}`（{part_zh}）里",
        en="`{name}` never comes among `{part}`, whatever the packet",
        remedy_zh="{hint_zh}请删去它，或者改写到它会出现的栏目里",
        remedy_en="{hint_en}remove it, or write it where it can come",
    ),
    "T-NO-SUCH-KIND": Message(
        zh="`{name}` 在任何情形下都不会是 `{kind}`",
        en="`{name}` is never `{kind}`, whatever the packet",
        remedy_zh="请改正；可能是 {known}",
        remedy_en="correct it; it may be {known}",
    ),
    "T-DETAIL": Message(
        zh="没有 `{name}` 这种结论、问题种类或者类别",
        en="there is no outcome, kind or class `{name}`",
        remedy_zh=_KNOWN_ZH,
        remedy_en=_KNOWN_EN,
    ),
    "T-ELEMENT": Message(
        zh="要素 `{name}` 不分情形",
        en="the element `{name}` is the same in every situation",
        remedy_zh="{hint_zh}只有分情形的要素才能写在预期里：{known}",
        remedy_en="{hint_en}only elements by situation can be expected: {known}",
    ),
    # what came otherwise
    "T-OUTCOME": Message(
        zh="结论应当是 {due}，得出的是 {found}（{why}）",
        en="the outcome should be {due} and is {found} ({why})",
        remedy_zh="",
        remedy_en="",
    ),
    "T-NOT-CAME": Message(
        zh="{part_zh}：应当有 {name}，没有得出（{why}）",
        en="{part_en}: {name} should have come and did not ({why})",
        remedy_zh="",
        remedy_en="",
    ),
    "T-OTHERWISE": Message(
        zh="{part_zh}：{name} 应当是 {due}，得出的是 {found}（{why}）",
        en="{part_en}: {name} should be {due} and is {found} ({why})",
        remedy_zh="",
        remedy_en="",
    ),
    "T-CAME": Message(
        zh="{part_zh}：没有料到 {name}{detail}（{why}）",
        en="{part_en}: {name}{detail} was not expected ({why})",
        remedy_zh="",
        remedy_en="",
    ),
    "T-NO-PACKET": Message(
        zh="这个用例的申请件不能审查：{code}（{at}）{why_zh}",
        en="the packet of this case cannot be judged: {code} ({at}) {why_en}",
        remedy_zh="请改正用例",
        remedy_en="correct the case",
    ),
    "T-NO-PREVIOUS": Message(
        zh="上一次办理的用例 `{name}` 没有得出告知书",
        en="the case `{name}`, which was the earlier visit, has no notice",
        remedy_zh="请先改正那个用例",
        remedy_en="correct that case first",
    ),
    "T-UNCONFIRMED": Message(
        zh="用例 `{name}` 没有人确认，而且得出的与它写的不同",
        en="nobody confirmed the case `{name}`, and what comes is not what it says",
        remedy_zh="请对照法律和事项核对：对的改写预期并删去 `unconfirmed`（未确认），不对的改正规则",
        remedy_en="hold it against the law: correct what it expects and remove `unconfirmed`, or correct the rules",
    ),
    # what is not reached, and proposals
    "T-NOT-REACHED": Message(
        zh="没有用例到达：{what_zh}",
        en="no case reaches: {what_en}",
        remedy_zh="",
        remedy_en="",
    ),
    "T-TOO-LITTLE": Message(
        zh="用例只到达 {found}%，要求 {due}%（{item} {day}）",
        en="the cases reach only {found}%, and {due}% is wanted ({item} {day})",
        remedy_zh="请补充用例；`materials-rules test --write` 可以为没有到达的各处写出草稿",
        remedy_en="add cases; `materials-rules test --write` writes drafts for what is not reached",
    ),
    "T-WRITTEN-BY-AUTHOR": Message(
        zh="`{name}` 里有已经确认的用例，没有覆盖它，什么也没有写",
        en="`{name}` holds cases that are confirmed; it was not overwritten, and nothing was written",
        remedy_zh="请把确认的用例移到 `{own}`，或者用 `--write-to` 写到另一个文件",
        remedy_en="move the confirmed cases to `{own}`, or write elsewhere with `--write-to`",
    ),
    "T-DRAFTS-EDITED": Message(
        zh="`{name}` 里的草稿有人改过或者写了字，没有覆盖它，什么也没有写",
        en="somebody wrote in the drafts of `{name}`; they were not overwritten, and nothing was written",
        remedy_zh="请写到另一个文件，或者用 `--write`，它自己会写到旁边的新文件",
        remedy_en="write to another file, or use `--write`, which takes a new file beside it by itself",
    ),
    "T-NO-DRAFTS": Message(
        zh="`{name}` 不是能读取的用例文件，没有覆盖它，什么也没有写",
        en="`{name}` is no file of cases that can be read; it was not overwritten, and nothing was written",
        remedy_zh="请写到另一个文件",
        remedy_en="write to another file",
    ),
    "T-WRITE-NAMED": Message(
        zh="`--write` 和 `--write-to` 要看全部用例，不能同时用 `-k`；什么也没有写",
        en="`--write` and `--write-to` look at all cases and do not go with `-k`; nothing was written",
        remedy_zh="请去掉 `-k`",
        remedy_en="leave out `-k`",
    ),
    "T-ONE-VERSION": Message(
        zh="`--write-to` 只能用于一个事项版本，这里有 {count} 个；什么也没有写",
        en="`--write-to` takes one version of an item, and these are {count}; nothing was written",
        remedy_zh="请指明一个事项文件，或者改用 `--write`，每个版本写到自己的文件",
        remedy_en="name the file of one version, or use `--write`, which writes a file for each",
    ),
    "T-NO-CASES": Message(
        zh="没有找到要运行的用例",
        en="there is no case to run",
        remedy_zh="用例写在事项文件旁边，如 `items/事项/2017-03-01.cases.yaml`；用了 `-k` 的，请看名称",
        remedy_en="cases stand beside the item, as `items/ITEM/2017-03-01.cases.yaml`; with `-k`, look at the names",
    ),
    "T-MIN": Message(
        zh="`--min` 应当是 0 到 100 的数，写成了 `{value}`",
        en="`--min` is a number from 0 to 100, and was `{value}`",
        remedy_zh="请改正",
        remedy_en="correct it",
    ),
}
