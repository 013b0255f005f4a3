"""What is noted on a notice: for the clerk before it is issued, and where no rule could judge; never an applicant's data."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "N-OTHER-CASE": Message(
        zh="前次告知书不是本件的：申请事项或者首次收件日期不同",
        en="the earlier notice is of another case: the item or the day of first receipt differs",
        remedy_zh="请提供本件自己的告知书",
        remedy_en="bring the notice of this very case",
        about_zh="复核只按本件前次告知书的内容进行，所以事项和首次收件日期必须相同。",
    ),
    "N-NOT-THE-NOTICE": Message(
        zh="所提供的前次文书不是一次性告知书（尚未审定，或者是不受理的告知）；本件已有一次性告知书：{notice}",
        en="the earlier paper is no notice of what to cure (a draft, or it sent the applicant elsewhere); the one of this case is {notice}",
        remedy_zh="请提供那一份告知书",
        remedy_en="bring that notice",
        about_zh="申请人只受已经发出的一次性告知书约束，受理机关也受它约束；在它之后作出、没有发出的文书不能代替它。",
    ),
    "P-ENDED": Message(
        zh="该事项自 {day} 之后不再办理：{say}",
        en="the item ended on {day} ({say})",
        remedy_zh="请由窗口工作人员确定应当办理的事项",
        remedy_en="a person decides which item to apply for",
    ),
    "P-ITEM": Message(
        zh="规则集的 {count} 个事项中没有所申请的事项，不能作出结论",
        en="none of the {count} items of this ruleset is the one applied for; nothing can be concluded",
        remedy_zh="请核对事项代码，或者由窗口工作人员审查",
        remedy_en="check the code of the item, or let a person examine it",
    ),
    "P-NO-VERSION": Message(
        zh="该事项在收件日期 {day} 没有有效的规则版本，不能作出结论",
        en="no version of the item is in force on {day}, the day of receipt; nothing can be concluded",
        remedy_zh="请核对收件日期，或者由窗口工作人员审查",
        remedy_en="check the day of receipt, or let a person examine it",
    ),
    "W-NEW-SINCE": Message(
        zh="{name}：前次没有告知，因补正之外的回答、代理或者材料与首次不同而新增",
        en="{name}: not told before, it comes of an answer, an agent or a paper that differs from the first visit beyond what was to cure",
        remedy_zh="请核对首次的录入；如系首次录入有误，不得因此要求申请人补正",
        remedy_en="compare with what was entered first; if that was wrong, the applicant must not be charged with it",
    ),
    "W-AT-ODDS": Message(
        zh="申请人的回答不能同时成立，前次没有告知，而已经告知的内容取决于哪一个回答属实，不能由程序作出结论",
        en="answers contradict one another, which the earlier notice did not tell; what it told depends on which of them is true",
        remedy_zh="请由窗口工作人员核实哪一个回答属实，更正录入后再核对；不得因此要求申请人另行补正",
        remedy_en="a person finds out which answer is true, records it and checks again; nothing new is asked of the applicant for it",
    ),
    "W-ENTANGLED": Message(
        zh="尚未回答的情形互相牵连太多，程序未能查明已有的回答能否同时成立，不能作出结论",
        en="what is not answered yet is too entangled to find out here whether the answers given can all be true",
        remedy_zh="请由窗口工作人员审查，或者补录其他回答后再核对",
        remedy_en="a person decides, or record more of the answers and check again",
    ),
    "W-GIVEN-BACK": Message(
        zh="有一项前次没有告知的内容取决于已经退还、又重新提交的材料，材料是否更换过，程序不能判断，不能作出结论",
        en="something that was not told depends on papers that were given back and came again; whether they are the same cannot be told here",
        remedy_zh="请由窗口工作人员与首次的材料核对：没有更换的，不得要求申请人补正",
        remedy_en="a person compares them with those of the first visit; if they are the same, the applicant must not be charged",
    ),
    "W-FORGOTTEN-DECIDES": Message(
        zh="{name}：是否需要取决于前次漏告、本次不再要求的材料，不能由程序作出结论",
        en="{name}: whether it is needed depends on a paper that the earlier notice forgot and nobody may ask for now",
        remedy_zh="请由窗口工作人员自行核实该材料的内容后决定；不得要求申请人提交漏告的材料",
        remedy_en="a person finds out what that paper would say, and decides; the applicant must not be asked for it",
    ),
    "W-TOLD-OTHERWISE": Message(
        zh="{name}：前次告知的条件、问法、材料、要求、承诺或者容缺的办法与现行规则不同，应当以前次告知为准，不能由程序按现行规则作出结论",
        en="{name}: the earlier notice told another condition, question, paper, limit or promise than the rules of today; what was told holds",
        remedy_zh="请由窗口工作人员按前次告知审查，或者用告知书作出时所用的规则集复核",
        remedy_en="a person judges it by what was told, or check with the ruleset that the notice was made with",
    ),
    "W-NO-PREVIOUS": Message(
        zh="申请件写明是补正后再次提交，但没有提供前次的一次性告知书，按首次审查",
        en="the packet says that it is a later visit, but no earlier notice was given; it is judged as a first one",
        remedy_zh="请用 `--previous` 提供前次告知书，以免重复告知",
        remedy_en="give the earlier notice with `--previous`, so that nothing is told twice",
    ),
    "W-NOT-THE-NOTICE": Message(
        zh="所提供的前次文书不是一次性告知书（尚未审定，或者是不受理的告知），按首次审查",
        en="the earlier paper is no notice of what to cure (a draft, or it sent the applicant elsewhere); this is judged as a first visit",
        remedy_zh="如已发出过一次性告知书，请提供那一份",
        remedy_en="if such a notice was given out, bring that one",
    ),
    "W-RULES-AND-ANSWERS": Message(
        zh="前次告知以后，规则变了，申请人的回答、代理或者材料也变了，新增的要求出自哪一个，程序不能区分，不能作出结论",
        en="since the earlier notice the rules changed, and answers, agent or papers too; which of them brings the new demands cannot be told here",
        remedy_zh="请由窗口工作人员审查，或者用告知书作出时所用的规则集复核",
        remedy_en="a person decides, or check with the ruleset that the notice was made with",
    ),
    "W-NOT-OURS-SINCE": Message(
        zh="现行规则认为本事项不由本机关办理，而前次已经告知补正，不能由程序作出结论",
        en="by the rules of today another office is competent, though the earlier notice told what to cure; this program cannot conclude",
        remedy_zh="请由窗口工作人员审查",
        remedy_en="a person decides",
    ),
    "W-APPLICANT-KIND": Message(
        zh="申请人类型不在本事项的办理对象之内，办理对象为：{allowed}",
        en="this kind of applicant is not among those whom the item is for: {allowed}",
        remedy_zh="请核对申请人类型",
        remedy_en="check the kind of applicant",
        about_zh="只作提示，不影响审查结果：办理对象是目录里的要素，不是受理条件。",
    ),
    "W-ASK-FIRST": Message(
        zh="“{ask}”尚未回答，也没有记录申请人当场不能说明的原因，请先询问",
        en="“{ask}” is not answered, and no reason is recorded why the applicant cannot answer now; ask first",
        remedy_zh="请询问后填写；确实不能说明的，写入 `cannot_answer` 并注明原因",
        remedy_en="ask and record the answer, or the reason in `cannot_answer`",
        about_zh="视情形需要的内容，只用于申请人当场确实不能说明的情形；决定本机关能否受理的问题，应当先于材料询问。",
    ),
    "W-CONDITIONAL-FACTS": Message(
        zh="第 {no} 项取决于超过 {most} 个问题，申请人难以勾选，请先询问",
        en="no. {no} depends on more than {most} questions, which nobody can tick; ask first",
        remedy_zh="请先询问申请人，再出具告知书",
        remedy_en="ask the applicant before the notice is issued",
    ),
    "W-CONDITIONAL-LINES": Message(
        zh="视情形需要的内容有 {count} 项，超过 {most} 项，请先询问",
        en="{count} lines depend on the situation, more than {most}; ask first",
        remedy_zh="请先询问申请人，再出具告知书",
        remedy_en="ask the applicant before the notice is issued",
    ),
    "W-HANDED-IN-EARLY": Message(
        zh="材料的提交日期早于首次收件日期",
        en="this paper was handed in before the day of first receipt",
        remedy_zh="请核对这份材料的提交日期和收件日期",
        remedy_en="check the day on which it was handed in, and the day of receipt",
        about_zh="材料按提交之日审查形式，所以日期写错会影响有效期一类的判断。",
    ),
    "W-NO-COMMITMENT": Message(
        zh="这份承诺书所写的材料在收件之日不能以书面承诺代替，承诺书不起作用",
        en="on the day of receipt no commitment can stand for the material that this letter names; the letter has no effect",
        remedy_zh="请核对所承诺的材料代码",
        remedy_en="check the code of the material",
        about_zh="只有规则写明可以告知承诺的材料，才能以承诺书代替；不在本事项之内的代码也是这样。",
    ),
    "W-NO-DEFERRAL": Message(
        zh="这份容缺受理承诺书所写的材料不能容缺后补，承诺书不起作用",
        en="the material that this letter of deferral names may not come later; the letter has no effect",
        remedy_zh="请核对容缺的材料代码",
        remedy_en="check the code of the material",
        about_zh="只有规则写明可以容缺的材料，才能后补；不在本事项之内的代码也是这样。",
    ),
    "W-NOTICE-LATE": Message(
        zh="一次告知的期限已于 {day} 届满",
        en="the limit for telling everything once ended on {day}",
        remedy_zh="请核对是否已经告知；逾期没有告知的，依该事项的规定处理",
        remedy_en="check whether it was told; if not, act as the rules of the item say",
    ),
    "W-OTHER-RULES": Message(
        zh="前次告知书是按另一版规则作出的：只保留前次已经告知的内容，新增加的要求不适用",
        en="the earlier notice was made with other rules: only what it told is kept, nothing new is asked",
        remedy_zh="如需完全按原规则复核，请使用当时的规则集",
        remedy_en="use the ruleset of that time to check by exactly the same rules",
    ),
    "W-SIGNED-LATER": Message(
        zh="承诺书的签署日期晚于核对截至的日期",
        en="this letter was signed after the day as of which the packet is checked",
        remedy_zh="请核对签署日期",
        remedy_en="check the day of the signature",
    ),
}
