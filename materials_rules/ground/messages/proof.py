"""What a proof finds against a ruleset (R-PROOF-), and what it needs (X-)."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "R-PROOF-NEW": Message(
        zh="照第一份告知书补正以后，又出现了没有告知过的 `{id}`",
        en="after a cure that the first notice allows, `{id}` appears, which that notice did not announce",
        remedy_zh="请看两个申请件：先后各是什么样；让这项要求取决于事先能问清的情形要素，不取决于以后才看得到的内容",
        remedy_en="see the two packets, before and after; let it depend on a fact that can be asked beforehand, not on what is seen later",
        about_zh="行政许可法第三十二条第一款第四项要求一次告知全部内容。这里逐一走过小范围内的每个申请件和每一步补正，"
        "找到了一步之后多出来的要求。例：`lease.landlord` 写的是谁决定要不要同意书，而租赁合同并没有要求提交。",
    ),
    "R-PROOF-END": Message(
        zh="逐项照办之后，`{id}` 仍然没有了结",
        en="whoever does everything that the notices say is still left with `{id}`",
        remedy_zh="请看申请件：告知的事项照办以后这一项还在；让它能由某份会要求提交的材料或者某个会问到的问题了结",
        remedy_en="see the packet: this stays after all was done; let a paper that is asked for, or a question that is put, close it",
    ),
    "R-PROOF-HANGS": Message(
        zh="`{id}` 要看 `{name}` 才知道，而这份材料没有交，也没有要求提交",
        en="whether `{id}` applies depends on `{name}`, on a paper that is not there and that nobody is to hand in",
        remedy_zh="请在条件里先写 `provided(材料)`，或者改用情形问题（`facts`）",
        remedy_en="begin the condition with `provided(material)`, or use a fact",
        about_zh="告知书上写着“符合的，请提交”，可是符合不符合要看一份谁也不会交来的材料，申请人无从判断。",
    ),
    "R-PROOF-CIRCLE": Message(
        zh="剩下的各项（如 `{id}`）要不要提交取决于彼此，没有一项可以先办",
        en="the entries that are left (such as `{id}`) depend on one another, and none can be done first",
        remedy_zh="请让其中一份的条件改用情形问题（`facts`），不再看另一份材料",
        remedy_en="let one of their conditions use a fact instead of the other paper",
    ),
    "R-PROOF-NAMELESS": Message(
        zh="要请工作人员查看 `{name}`，而它没有名称",
        en="a clerk is asked to read `{name}` off a paper, and it has no name",
        remedy_zh="请给这个栏目写 `name`（名称）或者 `ask`（提问）",
        remedy_en="give the field a `name` or an `ask`",
    ),
    "R-PROOF-UNTOLD": Message(
        zh="一致性核对 `{line}` 要看 `{name}`，但它所在的材料在任何情形下都不会要求，也没有机关取得",
        en="the consistency line `{line}` looks at `{name}`, on a material that is asked for in no situation and that no office obtains",
        remedy_zh="请从这一行删去它",
        remedy_en="remove it from the line",
    ),
    "R-PROOF-UNREAD": Message(
        zh="`{output}` 取决于材料 `{name}` 上的内容，而这个情形下不一定有这份材料",
        en="`{output}` depends on what stands on `{name}` in a situation in which that paper need not be there",
        remedy_zh="请在条件里先写 `provided({name})`",
        remedy_en="begin the condition with `provided({name})`",
    ),
    "R-PROOF-UNASKED": Message(
        zh="`{output}` 取决于 `{name}`，而这个情形下不提问它",
        en="`{output}` depends on `{name}` in a situation in which it is not asked",
        remedy_zh="请在条件里先写它的 `given`（何时提问）",
        remedy_en="begin the condition with its `given`",
    ),
    "R-PROOF-READS-TAKEN": Message(
        zh="`{output}` 取决于材料 `{name}` 上的内容，而这份材料不得要求提交",
        en="`{output}` depends on what stands on `{name}`, which nobody may ask for",
        remedy_zh="请改用情形问题（`facts`）或者机关回答的问题来判断",
        remedy_en="decide it by a fact, or by one that the office answers",
    ),
    "R-PROOF-TAKEN": Message(
        zh="有的情形下向申请人要求了 `{name}`，而它当日属于不得要求或者由机关取得的材料",
        en="in some situation the applicant is asked for `{name}`, which on that day nobody may ask for, or the office obtains",
        remedy_zh="请看申请件，并核对这份材料的类别（`document` 文件类型、`basis` 依据、`exception` 例外）",
        remedy_en="see the packet, and check the class of the material (`document`, `basis`, `exception`)",
    ),
    "R-PROOF-NEVER-DUE": Message(
        zh="`{name}` 在任何可能的情形下都不会要求提交，也没有哪一类把它免去",
        en="`{name}` is asked for in no possible situation, and no class takes it away",
        remedy_zh="请核对它的条件，或者删去这项要求",
        remedy_en="check its condition, or remove it",
    ),
    "R-PROOF-ALWAYS-DUE": Message(
        zh="`{name}` 写了条件，但在每个可能的情形下都要求提交",
        en="`{name}` has a condition, yet is asked for in every possible situation",
        remedy_zh="确实总要提交的，删去它的 `when`（何时需要）；否则核对条件",
        remedy_en="remove its `when` if it is always due; else check the condition",
    ),
    "R-PROOF-DIFFERS": Message(
        zh="`{name}` 的判断表与告知书在同一情形下不一致",
        en="the table of `{name}` and the notice differ in one and the same situation",
        remedy_zh="这是程序的错误，不是规则的错误；请把规则集和申请件告诉维护者",
        remedy_en="this is a fault of the program, not of the rules; send the ruleset and the packet to the maintainers",
    ),
    "R-PROOF-BOTH": Message(
        zh="同一情形下 `{one}` 与 `{other}` 是同一种证照，一处要求提交，一处不得要求或者由机关取得",
        en="in one situation `{one}` and `{other}` are the same document, asked for here and taken away there",
        remedy_zh="请让两处引用同样的依据、写同样的类别，或者合为一项",
        remedy_en="give both the same basis and class, or make them one",
    ),
    "R-PROOF-FORMS": Message(
        zh="同一情形下 `{one}` 与 `{other}` 是同一种证照，要求的份数或者形式不同",
        en="in one situation `{one}` and `{other}` are the same document, asked for in different copies or forms",
        remedy_zh="请统一两处的 `hand_in`（交件），或者用 `covers`（涵盖）写明一份即可",
        remedy_en="let both ask the same in `hand_in`, or say with `covers` that one is enough",
    ),
    "R-PROOF-QUESTION": Message(
        zh="问题 `{name}` 怎么回答都得到同样的告知书",
        en="whatever the answer to `{name}`, the notice is the same",
        remedy_zh="请删去这个问题，或者让某个条件用到它",
        remedy_en="remove the question, or let a condition use it",
    ),
    "X-NO-Z3": Message(
        zh="这套规则拿字段互相比较，证明它需要 z3，而 z3 没有安装",
        en="these rules compare fields with each other; proving them needs z3, which is not installed",
        remedy_zh="请安装：`pip install 'materials-rules[prove]'`",
        remedy_en="install it: `pip install 'materials-rules[prove]'`",
        about_zh="证明时要判断字段之间的大小、先后、相同关系能否同时成立，由求解器 z3 完成；它是可选组件。",
    ),
    "X-NOTHING-TO-PROVE": Message(
        zh="这里没有可证明的事项：`{name}` 是日历",
        en="nothing can be proved here: `{name}` is a calendar",
        remedy_zh="请给出某地的文件夹，或者其中的一个事项",
        remedy_en="name the folder of a place, or an item in it",
    ),
}
