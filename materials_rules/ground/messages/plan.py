"""What is said when a ruleset is compiled: refusals, because a notice could not keep its promise, and advice."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "R-ALWAYS": Message(
        zh="`{name}` 的条件在任何情形下都成立",
        en="the condition of `{name}` holds in every situation",
        remedy_zh="请核对条件；确实总要的，删去 `when`（何时需要）",
        remedy_en="check it; if the material is always due, remove `when`",
    ),
    "R-CONE": Message(
        zh="决定 `{output}` 的情形有 {count} 种，超过上限 {cap}；涉及：{variables}",
        en="`{output}` depends on {count} situations, more than the {cap} allowed; they come from: {variables}",
        remedy_zh="请减少条件里的要素，或者把互斥的几个要素合并成一个单选（`one_of`）；括号里是每个要素分成的段数",
        remedy_en="use fewer facts in one condition, or merge several into one `one_of`; in brackets stands into how many pieces each is cut",
        about_zh="每个结论都在全部情形上逐一算过、由两套程序核对过，才允许使用，所以一个结论牵涉的要素不能无限多。"
        "例：一份材料的条件用了 16 个是非题，就有 65536 种情形，超过默认的 50000；"
        "把其中互斥的几个是非题改为一个单选题（`one_of`），四个是非题的 16 种就变成 4 种。上限是 `ruleset.yaml` 的 `cone_cap`。",
    ),
    "R-CONFLICT": Message(
        zh="`{one}` 与 `{other}` 在同一情形下要求同一种文件，形式却不同",
        en="`{one}` and `{other}` ask for the same document in one situation, in two different forms",
        remedy_zh="请合并成一份，统一 `hand_in`（交件）的要求，或者让两者的条件互斥",
        remedy_en="merge them with one `hand_in`, or let their conditions exclude each other",
    ),
    "R-COVER-CYCLE": Message(
        zh="材料互相涵盖，成了一个圈：{circle}",
        en="materials cover each other in a circle: {circle}",
        remedy_zh="请删去其中一处 `covers`（涵盖），否则哪一份都可以不交",
        remedy_en="remove one `covers`, or none of them would ever be due",
    ),
    "R-DEAD-ARM": Message(
        zh="任选其一中的 `{name}` 在任何情形下都不能选用",
        en="the arm `{name}` of this choice is open in no situation",
        remedy_zh="请检查它的 `when`（何时需要），或者删去这一项",
        remedy_en="check its `when`, or remove it",
    ),
    "R-NO-ARM": Message(
        zh="有的情形下应当提交 `{name}`，但所列各项都不能选用，结果什么也不要求",
        en="in some situation `{name}` is due and none of its arms is open, so nothing is asked",
        remedy_zh="请让各项的 `when`（何时需要）合起来覆盖全部情形，或者把这种情形写进本材料的 `when`",
        remedy_en="let the `when` of the arms cover every situation, or exclude this one in the `when` of the material",
    ),
    "R-DEAD": Message(
        zh="`{name}` 的条件在任何情形下都不成立，这份材料永远不会要求提交",
        en="the condition of `{name}` never holds, so the material is never asked for",
        remedy_zh="请核对条件，以及 `never`（不可能情形）和 `not_for`（不适用情形）是否已经排除了它",
        remedy_en="check it, and whether `never` or `not_for` rule it out",
    ),
    "R-ENGINE": Message(
        zh="推理引擎出错（{why}），规则没有编译完成",
        en="the inference engine failed ({why}); the rules were not compiled",
        remedy_zh="这不是规则的错误；请重试，仍然出错的，把这一行告诉维护者",
        remedy_en="the rules are not at fault; try again, and send this line to the maintainers if it stays",
    ),
    "R-JUDGES": Message(
        zh="两套独立的判断对 `{claim}` 的结论不一致，规则没有编译完成",
        en="the two independent judges disagree about `{claim}`; the rules were not compiled",
        remedy_zh="这是程序的错误，不是规则的错误；请把规则集和这一行告诉维护者",
        remedy_en="this is a fault of the program, not of the rules; send the ruleset and this line to the maintainers",
    ),
    "R-NEVER": Message(
        zh="排除不可能和不适用的情形后，没有留下任何情形能判断 `{name}`",
        en="once the impossible and the inapplicable are left out, no situation is left for `{name}`",
        remedy_zh="请核对 `never`（不可能情形）和 `not_for`（不适用情形）：这里指出的一行，或者它和别的行合起来，排除了一切；请改写或者删去一行",
        remedy_en="check `never` and `not_for`: the line shown, or it together with others, rules out everything; rewrite or remove one",
    ),
    "R-NO-BASIS": Message(
        zh="材料“{name}”在本版本施行的每一天都属于没有依据的材料（“{reason}”）",
        en="the material “{name}” has no basis on any day of this version (“{reason}”)",
        remedy_zh="请补上有效的 `basis`（依据），或者删去这份材料；只为说明外地要求过的，写 `over_asked: true`（`不应要求: 是`）",
        remedy_en="give it a `basis` in force or remove it; to record that others ask for it, write `over_asked: true`",
        about_zh="没有法律、法规、规章依据的材料任何时候都不能要求提交，所以不能写进规则。"
        "例：`basis` 只引了一条 2018 年已经删去的规定，而本版本自 2020 年施行；证明事项（`kind: proof`）只引了规章，也是没有依据。",
    ),
    "R-OVER-ASKED": Message(
        zh="材料“{name}”标明不应要求，但没有一类“不得要求的材料”与它相符",
        en="the material “{name}” is marked as over-asked, but none of the disallowed classes fits it",
        remedy_zh="请删去 `over_asked`（不应要求），或者删去使它有依据的 `basis`（依据）",
        remedy_en="remove `over_asked`, or the `basis` that would allow it",
    ),
    "R-READ-CYCLE": Message(
        zh="材料的条件互相读取，成了一个圈：{circle}",
        en="the conditions of materials read each other in a circle: {circle}",
        remedy_zh="请让其中一份的条件改用情形问题（`facts`），不再读取另一份材料",
        remedy_en="let one of the conditions use a fact instead of the other material",
        about_zh="要不要甲取决于乙上写着什么，要不要乙又取决于甲上写着什么，那么两份都没有交来时，哪一份该告知就说不清。"
        "例：`lease` 的条件是 `deed.owned == false`，`deed` 的条件又是 `lease.until > 2030-01-01`；"
        "改为情形问题 `site_is_rented`，两份各按它判断，圈就断开了。",
    ),
    "R-READS-DISALLOWED": Message(
        zh="结论取决于 `{name}`，而它所在的材料不得要求提交",
        en="the outcome depends on `{name}`, which stands on a material that nobody may ask for",
        remedy_zh="请改用情形问题（`facts`）或者机关回答的问题（`answered_by: office`，`由谁回答: 办理机关`）来判断",
        remedy_en="decide it by a fact, or by one that the office answers",
        about_zh="属于六类不得要求的材料不会要求申请人提交，交来与否都不能影响其他材料，否则就是变相要求。"
        "例：`business-licence` 由机关自行取得，另一份材料的条件却写 `business-licence.scope == 餐饮`；"
        "改为询问情形问题，或者由机关查询后回答。",
    ),
    "R-UNGUARDED": Message(
        zh="没有 `{name}` 的情形下，结论仍然随它变化",
        en="the outcome changes with `{name}` in a situation in which it is not there",
        remedy_zh="请在条件里先写明它何时存在，写成 `{guard} 且 …`",
        remedy_en="say first in the condition when it is there, `{guard} and …`",
        about_zh="不提问的要素没有“不适用”这个值，没有交的材料也没有栏目；结论如果还随它变化，同样的情形就会有两个答案。"
        "例：`storeys` 只在 `kinds has roof` 时提问，条件却单写 `storeys >= 10`；应写 `kinds has roof and storeys >= 10`。"
        "读取不一定交来的材料时，写 `provided(lease) and lease.until < 2030-01-01`。",
    ),
    "R-UNTOLD": Message(
        zh="一致性核对 `{line}` 要看 `{name}`，但这份材料不会要求任何人提交，也没有机关取得它",
        en="the consistency line `{line}` looks at `{name}`, but nobody is ever asked for that material and no office obtains it",
        remedy_zh="请从这一行删去它，或者改用确实会有的材料或者回答",
        remedy_en="remove it from the line, or use a material or an answer that will be there",
        about_zh="告知书上的每条标准都须事先告知；不会要求提交的材料，其内容无从事先告知，也不能事后用来挑错。"
        "例：`over_asked` 的“税务登记证”不会要求提交，却写了 `same: [tax-registration.name, applicant.name]`，应当删去这一行。",
    ),
    "R-WIDE": Message(
        zh="`{claim}` 展开后超过推理引擎的限度（{limit}）",
        en="`{claim}` is too wide for the inference engine when written out ({limit})",
        remedy_zh="请把条件里的“或”拆到几份材料或者几个定义中，多个值用 `in [..]`",
        remedy_en="spread the alternatives over several materials or definitions; use `in [..]` for many values",
    ),
}
