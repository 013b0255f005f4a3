"""What careless and unlawful authors write, each caught at its word; and the lawful neighbour that is let alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linting import ITEM, example, linted

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


LAW = '{law: administrative-licensing-law, article: "31", paragraph: "1"}'
RULE = '{law: construction-permit-measures, article: "4"}'


def paper(name: str, kind: str = "other", basis: str = LAW, more: str = "") -> str:
    return f"elements:\n  materials:\n    m:\n      name: {name}\n      kind: {kind}\n      basis: [{basis}]\n{more}"


def told(text: str, engine: Engine) -> tuple[Diagnostic, ...]:
    try:
        return linted(text, engine)
    except RulesetInvalid as invalid:
        return invalid.diagnostics


CATCH_ALLS = (
    "法律法规规定的其他应提交资料", "窗口工作人员告知的材料", "与申请事项有关的一切材料", "其他需要说明的情况及材料", "备查材料", "上级部门要求报送的资料",
    "相关证件各一份", "按审批部门要求准备的资料", "省厅规定的资料",
)  # fmt: skip
NAMED = ("备案证明", "与房东签订的租赁合同", "市场监管部门核发的营业执照", "全部股东名册", "建设单位的施工组织设计", "窗口位置图")


@pytest.mark.parametrize("name", CATCH_ALLS)
def test_a_catch_all_in_unusual_words(name: str, engine: Engine) -> None:
    (found,) = (one for one in told(paper(name), engine) if one.code == "L-CATCH-ALL")
    assert found.place.line and found.place.column == 13


@pytest.mark.parametrize("name", NAMED)
def test_what_names_something_is_no_catch_all(name: str, engine: Engine) -> None:
    assert "L-CATCH-ALL" not in {one.code for one in told(paper(name), engine)}


@pytest.mark.parametrize(
    ("name", "kind", "basis", "code"),
    [
        ("包括但不限于营业执照的资质文件", "other", LAW, "L-OPEN-ENDED"),
        ("居委会意见", "form", RULE, "L-PROOF-BY-ANOTHER-NAME"),
        ("社区盖章的申请表", "form", RULE, "L-PROOF-BY-ANOTHER-NAME"),
        ("单位介绍信", "other", RULE, "L-PROOF-BY-ANOTHER-NAME"),
        ("四邻签字的同意书", "other", RULE, "L-PROOF-BY-ANOTHER-NAME"),
        ("个人征信报告", "other", RULE, "L-PROOF-BY-ANOTHER-NAME"),
        ("计划生育证明", "proof", LAW, "L-PROOF-TO-REVIEW"),
        ("工商营业执照", "licence", LAW, "L-DOCUMENT-UNSAID"),
        ("加盖公章的营业执照复印件", "licence", LAW, "L-DOCUMENT-UNSAID"),
        ("第三方机构出具的安全评价", "other", RULE, "L-INTERMEDIARY-UNMARKED"),
        ("身份证、户口簿复印件", "licence", LAW, "L-TWO-PAPERS"),
        ("房产证或者租赁合同", "licence", LAW, "L-TWO-PAPERS"),
        ("村委会出具的无纠纷证明", "drawing", LAW, "L-PROOF-TO-REVIEW"),
        ("驾驶员无重大交通事故记录证明", "rule_text", LAW, "L-PROOF-TO-REVIEW"),
        ("广告位置证明图", "drawing", LAW, ""),
        ("社区管理方案", "other", RULE, ""),
        ("身份证明（身份证或者护照）", "licence", LAW, ""),
        ("租赁合同", "contract", RULE.replace("}", ", source: assumption}"), "L-DOCUMENT-UNSAID"),
    ],
)
def test_a_paper_in_unusual_words(name: str, kind: str, basis: str, code: str, engine: Engine) -> None:
    codes = {one.code for one in told(paper(name, kind, basis), engine)}
    suspected = {
        "L-OPEN-ENDED", "L-PROOF-BY-ANOTHER-NAME", "L-PROOF-TO-REVIEW", "L-DOCUMENT-UNSAID", "L-INTERMEDIARY-UNMARKED", "L-TWO-PAPERS"
    }  # fmt: skip
    assert codes & suspected == ({code} if code else set())


PLAN = paper("位置图", "drawing", more="      when: big\n")
WORDS = {
    "question": "facts:\n  big: {ask: WORDS, type: boolean}\n" + PLAN,
    "condition": "elements:\n  acceptance_conditions:\n    - WORDS\n",
    "step": "elements:\n  procedure:\n    - {step: WORDS, takes: 10 working days}\n",
    "place": "elements:\n  application_place: 演示市政务服务大厅（演示区演示路12号），WORDS\n",
    "contact": "elements:\n  contact: {phone: 0734-2000000（WORDS）, supervision_phone: 0734-12345}\n",
    "note": paper("位置图", "drawing", more="      note: WORDS\n"),
    "note of what is refused": paper("居委会意见", "proof", more="      over_asked: true\n      note: WORDS\n"),
    "choice": "facts:\n  big: {ask: 多大？, one_of: {large: 大型（WORDS）, small: 小型}}\n" + PLAN.replace("when: big", "when: big == large"),
    "several choices": "facts:\n  big: {ask: 多大？, some_of: {large: 大型（WORDS）, small: 小型}}\n" + PLAN.replace("when: big", "when: big has large"),
    "field": paper("位置图", "drawing", more="      reads: {n: {name: 图名（WORDS）}}\n"),
    "choice of a field": paper("位置图", "drawing", more="      reads: {n: {name: 图名, one_of: {a: 甲（WORDS）, b: 乙}}}\n"),
    "window": "elements:\n  application_place: {place: 演示市政务服务大厅（演示区演示路12号）, window: 一号窗口（WORDS）}\n",
}
DEMANDS = (
    ("请提供居委会证明", "L-ASKED-OUTSIDE-MATERIALS", "提供"),
    ("请携带户口簿", "L-ASKED-OUTSIDE-MATERIALS", "携带"),
    ("来时带上单位介绍信", "L-ASKED-OUTSIDE-MATERIALS", "带上"),
    ("须出具无犯罪记录证明", "L-ASKED-OUTSIDE-MATERIALS", "出具"),
    ("另附三张照片", "L-ASKED-OUTSIDE-MATERIALS", "另附"),
    ("另需法定代表人身份证复印件一份", "L-ASKED-OUTSIDE-MATERIALS", "另需"),
    ("随附完税凭证", "L-ASKED-OUTSIDE-MATERIALS", "随附"),
    ("请同时提交无犯罪记录证明", "L-ASKED-OUTSIDE-MATERIALS", "提交"),
    ("租用的附租赁备案证明", "L-ASKED-OUTSIDE-MATERIALS", "附"),
    ("另附产权人同意书", "L-ASKED-OUTSIDE-MATERIALS", "另附"),
    ("凭法定代表人身份证原件取号", "L-ASKED-OUTSIDE-MATERIALS", "凭"),
    ("来电前备齐无犯罪记录证明", "L-ASKED-OUTSIDE-MATERIALS", "备齐"),
    ("现场核对房产证原件和消防验收合格证", "L-ASKED-OUTSIDE-MATERIALS", "核对"),
    ("须持派出所出具的安全证明", "L-ASKED-OUTSIDE-MATERIALS", "持"),
    ("交户口本复印件两份", "L-ASKED-OUTSIDE-MATERIALS", "交"),
    ("每张收取 50 元", "L-FEE-IN-WORDS", "收取"),
    ("收五十块钱", "L-FEE-IN-WORDS", "收"),
    ("每份 20.5 元", "L-FEE-IN-WORDS", "每份"),
    ("经公证处公证", "L-IMPROPER-CONDITION", "经"),
    ("须办理公证", "L-IMPROPER-CONDITION", "须"),
    ("（须社区盖章）", "L-IMPROPER-CONDITION", "须"),
    ("是否经公证", "", ""),
    ("不得要求另附产权证明", "", ""),
    ("申请人在本市缴纳社会保险满六个月", "L-IMPROPER-CONDITION", "在本市"),
    ("不需要公证，也不需要社区同意", "", ""),
    ("不要求加入任何协会", "", ""),
    ("是否在本市缴纳社会保险满六个月", "", ""),
    ("凭受理通知书领取", "", ""),
    ("由机关在线核验营业执照信息", "", ""),
    ("没有要求申请时提交健康证明", "", ""),
    ("由日常检查查验", "", ""),
    ("不需要另交纸质申请", "", ""),
    ("持证上岗", "", ""),
    ("从业人员应当持有健康证明", "", ""),
    ("驾驶员须持有从业资格证", "", ""),
    ("办理时须持有居委会证明", "L-ASKED-OUTSIDE-MATERIALS", "持有"),
    ("从业人员应当提交健康证明", "L-ASKED-OUTSIDE-MATERIALS", "提交"),
    ("年收入不满50元", "", ""),
    ("收取工本费五元", "L-FEE-IN-WORDS", "收取"),
    ("先缴纳押金", "L-FEE-IN-WORDS", "缴纳"),
    ("须交纳200元", "L-FEE-IN-WORDS", "交纳"),
    ("由指定的广告公司制作", "L-IMPROPER-CONDITION", "指定"),
    ("须先经社区同意", "L-IMPROPER-CONDITION", "须"),
    ("申请人须为本市户籍", "L-IMPROPER-CONDITION", "须"),
    ("不得收取工本费", "", ""),
    ("免收押金", "", ""),
    ("行政机关应当出具受理通知书", "", ""),
    ("注册资本须满30万元", "", ""),
    ("是否需要出具验资证明", "", ""),
    ("无需提交居委会证明", "", ""),
    ("是否属于应当提交环境影响报告书的项目", "", ""),
    ("是否为本市户籍", "", ""),
    ("申请人持有效营业执照满一年", "", ""),
    ("申请人可以自愿提交意见书，不提交不影响受理", "", ""),
    ("经营场所需要有产权证的，由本机关核验电子证照，无需提交", "", ""),
    ("领取许可证时，请带走本人提交的申请书副本", "", ""),
    ("申请人补交环境影响报告书", "L-ASKED-OUTSIDE-MATERIALS", "补交"),
    ("由申请人出具无犯罪记录证明", "L-ASKED-OUTSIDE-MATERIALS", "出具"),
    ("申请人提交虚假材料的，不予许可", "", ""),
    ("申请人提交的材料齐全", "", ""),
    ("申请人补交申请材料", "", ""),
    ("申请人提交申请材料后受理", "", ""),
)


@pytest.mark.parametrize(("words", "code", "at"), DEMANDS)
@pytest.mark.parametrize("where", WORDS)
def test_a_demand_is_found_wherever_it_is_hidden(where: str, words: str, code: str, at: str, engine: Engine) -> None:
    text = WORDS[where].replace("WORDS", words)
    found = [one for one in told(text, engine) if one.code in {demand for _, demand, _ in DEMANDS if demand}]
    assert [one.code for one in found] == ([code] if code else [])
    if code:
        line = example(text).files.bytes_of[ITEM].decode().split("\n")[found[0].place.line - 1]
        assert line[found[0].place.column - 1 :].startswith(at)


def test_a_reminder_of_what_is_asked_for_is_none(engine: Engine) -> None:
    text = paper("场地位置图", "drawing", more="      note: 须提交场地位置图原件一份。\n")
    assert not any(one.code.startswith("L-ASKED") for one in told(text, engine))


@pytest.mark.parametrize(("signed", "is_told"), [("居委会", True), ("[applicant, 村民委员会]", True), ("applicant", False), ("全体合伙人", False)])
def test_a_seal_of_a_third_party_is_a_certificate(signed: str, is_told: bool, engine: Engine) -> None:
    text = paper("店招设置申请书", "form", more=f"      hand_in: {{signed_or_sealed_by: {signed}}}\n")
    assert any(one.code == "L-SEAL-OF-ANOTHER" for one in told(text, engine)) is is_told


@pytest.mark.parametrize(("document", "is_told"), [("permit-licence", True), ("other-licence", False)])
def test_nobody_hands_in_what_he_applies_for(document: str, is_told: bool, engine: Engine) -> None:
    text = paper("店招许可证", "licence", more=f"      document: {document}\n")
    shared = "# == sharing.yaml\ndocuments:\n  permit-licence: {name: 店招设置许可证}\n  other-licence: {name: 原许可证}\n"
    found = [one for one in told(text + shared, engine) if one.code == "L-RESULT-ASKED"]
    assert [one.args["item"] for one in found] == (["permit"] if is_told else [])


@pytest.mark.parametrize("key", ["one_of", "some_of"])
def test_two_choices_in_the_same_words(key: str, engine: Engine) -> None:
    uses = "kind == wall" if key == "one_of" else "kind has wall"
    text = paper("位置图", more=f"      when: {uses}\n") + f"facts:\n  kind: {{ask: 在哪里？, {key}: {{wall: 墙面, roof: 墙 面, top: 楼顶}}}}\n"
    assert [one.args["other"] for one in told(text, engine) if one.code == "L-CHOICES-ALIKE"] == ["wall"]


def test_members_of_different_lists_may_be_asked_the_same(engine: Engine) -> None:
    each = "each: {{name: {{ask: 姓名？, type: text}}, other: {{ask: {other}, type: text}}}}"
    text = "lists:\n" + "".join(
        f"  {name}: {{ask: 有哪些{name}？, name: 人, {each.format(other=other)}}}\n" for name, other in (("as", "住址？"), ("bs", "姓名?"))
    )
    assert [str(one.args["other"]) for one in told(text, engine) if one.code == "L-SAME-QUESTION"] == ["name"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("须持派出所出具的安全证明", "派出所出具的安全证明"),
        ("请提供环境影响报告书", "环境影响报告书"),
        ("请提供公证书", "公证书"),
        ("请提供登记表格", "登记表格"),
        ("随附租赁合同书复印件", "租赁合同书复印件"),
        ("现场核对位置图原件和消防验收合格证", "消防验收合格证"),
        ("须携带被委托的法定代表人身份证件", "被委托的法定代表人身份证件"),
    ],
)
def test_what_is_asked_for_is_quoted_whole(words: str, what: str, engine: Engine) -> None:
    text = paper("位置图", "drawing", more=f"      note: {words}\n")
    assert [one.args["what"] for one in told(text, engine) if one.code == "L-ASKED-OUTSIDE-MATERIALS"] == [what]


def test_a_demand_for_what_the_item_itself_refuses_is_one(engine: Engine) -> None:
    refused = "    r: {name: 居委会证明, kind: proof, over_asked: true}\n"
    text = paper("位置图", "drawing", more="      note: 请提交居委会证明。\n") + refused
    assert "L-ASKED-OUTSIDE-MATERIALS" in {one.code for one in told(text, engine)}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("荷载检测报告（视情况而定）", "L-CONDITION-IN-NAME"), ("现场照片（如需）", "L-CONDITION-IN-NAME"), ("必要时提交的效果图", "L-CONDITION-IN-NAME"),
        ("效果图等材料", "L-OPEN-ENDED"), ("效果图", None), ("情况说明", None), ("电视情况反映表", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["name", "alias"])
def test_a_name_and_an_alias_leave_nothing_open(key: str, name: str, code: str | None, engine: Engine) -> None:
    text = paper(name, "drawing") if key == "name" else paper("店招图", "drawing", more=f"      aliases: [{name}]\n")
    found = {one.code for one in told(text, engine)} & {"L-CONDITION-IN-NAME", "L-OPEN-ENDED", "L-CATCH-ALL"}
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("ask", "is_told"),
    [
        ("场地是否租用，是否有人占用？", True), ("面积多少平方米，是否临街？", True), ("是否租用；有没有转租", True), ("是否临街并且是否租用？", True),
        ("场地是否租用及是否转租？", True), ("场地是否租用、有无转租？", True), ("是否属于墙面店招及楼顶店招？", False),
        ("是否临街，或者是否在楼顶？", False), ("采用哪一种方式办理？由申请人自己选择", False), ("是否有专业性较强、需要编制专项施工组织设计的工程？", False),
        ("经营哪几类场所？可多选", False), ("租用的，租期几年？", False),
        ("共有几层，含地下几层在内？", False), ("是否占用道路，无论占用多少？", False), ("谁负责安全管理，即安全管理人是谁？", False),
    ],
)  # fmt: skip
def test_one_question_asks_one_thing(ask: str, is_told: bool, engine: Engine) -> None:
    text = f"facts:\n  big: {{ask: {ask}, type: boolean}}\n" + PLAN
    assert ("L-TWO-QUESTIONS" in {one.code for one in told(text, engine)}) is is_told
