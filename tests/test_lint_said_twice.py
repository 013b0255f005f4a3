"""What authors say in words and not in the key for it: criteria in notes, units and ranges in questions and choices, fees, names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linting import ITEM, example
from test_lint_hostile import paper, told

from materials_rules.plan.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


def words_at(text: str, code: str, engine: Engine) -> list[str]:
    """What stands at each place where *code* is told, to the end of its line."""
    lines = example(text).files.bytes_of[ITEM].decode().split("\n")
    found = [one for one in told(text, engine) if one.code == code]
    return [lines[one.place.line - 1][one.place.column - 1 :] for one in found]


@pytest.mark.parametrize(
    ("hand_in", "note", "written"),
    [
        ("originals: 1", "一式三份", ["originals: 3"]),
        ("originals: 3", "一式三份", []),
        ("originals: 1, copies: 2", "一式三份", []),
        ("originals: 1", "复印件2份", ["copies: 2"]),
        ("copies: 2", "复印件２份", []),
        ("copies: 1", "复印件两份", ["copies: 2"]),
        ("copies: 1", "原件一份", ["originals: 1"]),
        ("copies: 1, show_original: true", "原件一份", []),
        ("copies: 1", "提交原件及复印件", ["originals: 1"]),
        ("copies: 1", "原件及复印件", ["originals: 1"]),
        ("originals: 1", "原件及复印件", ["copies: 1"]),
        ("originals: 1", "不动产权证书复印件一份", ["copies: 1"]),
        ("copies: 1", "出示原件，当场退还", ["show_original: true"]),
        ("copies: 1, show_original: true", "出示原件，当场退还", []),
        ("originals: 1", "须加盖单位公章", ["sealed_by: applicant"]),
        ("originals: 1, sealed_by: applicant", "须加盖单位公章", []),
        ("originals: 1, signed_by: applicant", "须加盖单位公章", ["sealed_by: applicant"]),
        ("originals: 1, signed_or_sealed_by: applicant", "须加盖单位公章", []),
        ("originals: 1", "由全体股东签字", ["signed_by: applicant"]),
        ("originals: 1", "由全体合伙人签名或者盖章", ["signed_or_sealed_by: applicant"]),
        ("originals: 1, signed_by: applicant", "由全体合伙人签名或者盖章", []),
        ("originals: 1", "由申请人签字、盖章", ["signed_by: applicant", "sealed_by: applicant"]),
        ("copies: 1", "注明与原件一致", ["certified: true"]),
        ("copies: 1, certified: true", "注明与原件一致并盖章", []),
        ("originals: 1", "图上标明位置（加盖公章）", ["sealed_by: applicant"]),
        ("originals: 1", "写明委托事项、权限（提交、补正、签字、接收文书）和期限", []),
        ("originals: 1", "无需盖章", []),
        ("originals: 1", "不收复印件", []),
        ("originals: 1", "由机关在决定上盖章", []),
        ("originals: 1", "营业执照由机关共享，不要原件", []),
        ("originals: 1", "原件遗失的，写明情况", []),
        ("originals: 1", "图中涵盖第三章的内容", []),
        ("originals: 1", "这两份合同合并写也行", []),
        ("originals: 1", "写明设置地点和尺寸", []),
    ],
)
def test_a_criterion_of_a_note_stands_in_hand_in(hand_in: str, note: str, written: list[str], engine: Engine) -> None:
    text = paper("位置图", "drawing", more=f"      hand_in: {{{hand_in}}}\n      note: {note}。\n")
    found = [one for one in told(text, engine) if one.code == "L-CRITERION-IN-NOTE"]
    assert [one.args["written"] for one in found] == written
    assert all(said.startswith(str(one.args["found"])) for one, said in zip(found, words_at(text, "L-CRITERION-IN-NOTE", engine), strict=True))


def test_the_note_of_what_must_not_be_asked_for_has_no_criteria(engine: Engine) -> None:
    text = paper("居委会意见", "proof", more="      over_asked: true\n      note: 加盖公章，一式三份。\n")
    assert "L-CRITERION-IN-NOTE" not in {one.code for one in told(text, engine)}


@pytest.mark.parametrize(
    ("ask", "unit", "at"),
    [
        ("面积是多少平方米？", "厘米", "平方米"),
        ("面积是多少平方米？", "米", "平方米"),
        ("投资额是多少元？", "万元", "元"),
        ("投资额（万元）", "元", "万元"),
        ("有几层？", "米", "层"),
        ("多少个工作日？", "日", "个工作日"),
        ("面积是多少㎡？", "亩", "㎡"),
        ("面积是多少平方米？", "m2", ""),
        ("面积是多少平米？", "平方米", ""),
        ("重多少公斤？", "kg", ""),
        ("雇用多少名司机？", "人", ""),
        ("租期几个月？", "month", ""),
        ("投资额是多少人民币元？", "元", ""),
        ("投资多少人民币？", "元", ""),
        ("设置多少块？", "块", ""),
        ("设置多少个？", "处", ""),
        ("面积多大？", "平方米", ""),
    ],
)
def test_a_question_asks_in_the_unit_of_its_number(ask: str, unit: str, at: str, engine: Engine) -> None:
    fact = f"facts:\n  size:\n    ask: {ask}\n    type: number\n    unit: {unit}\n    decimals: 0\n"
    found = words_at(paper("位置图", "drawing", more="      when: size > 5\n") + fact, "L-UNIT-ASKED", engine)
    assert [said[: len(at)] for said in found] == ([at] if at else [])


def test_a_field_is_asked_for_in_its_unit_too(engine: Engine) -> None:
    field = "      reads:\n        n:\n          name: 图上面积（平方米）\n          type: number\n          unit: 亩\n          decimals: 0\n"
    assert [said[:3] for said in words_at(paper("位置图", "drawing", more=field), "L-UNIT-ASKED", engine)] == ["平方米"]


@pytest.mark.parametrize(
    ("labels", "code", "args"),
    [
        (["10平方米以下", "20平方米以上"], "L-CHOICES-GAP", ("10", "20", "平方米")),
        (["20平方米以上", "10平方米以下"], "L-CHOICES-GAP", ("10", "20", "平方米")),
        (["不满10平方米", "10至20平方米", "超过25平方米"], "L-CHOICES-GAP", ("20", "25", "平方米")),
        (["小型（10平方米以下）", "大型（20平方米以上）"], "L-CHOICES-GAP", ("10", "20", "平方米")),
        (["1—10平方米", "11—20平方米"], "L-CHOICES-GAP", ("10", "11", "平方米")),
        (["5000元以下", "1万元以上"], "L-CHOICES-GAP", ("5000", "10000", "元")),
        (["10至20万元", "30万元以上"], "L-CHOICES-GAP", ("200000", "300000", "元")),
        (["面积10平方米以下", "面积20平方米以上"], "L-CHOICES-GAP", ("10", "20", "平方米")),
        (["3层以下", "5层以上"], "L-CHOICES-GAP", ("3", "5", "层")),
        (["10以下", "20以上"], "L-CHOICES-GAP", ("10", "20", "")),
        (["超过10米不超过20米", "10米以下", "30米以上"], "L-CHOICES-GAP", ("20", "30", "米")),
        (["3层以下", "4层以上"], "", ()),
        (["5000元以下", "5000元以上不满1万元", "1万元以上"], "", ()),
        (["6个月以下", "6个月以上1年以下", "1年以上"], "", ()),
        (["10平方米以下", "20平方米以上", "其他"], "", ()),
        (["面积10平方米以下", "高度20平方米以上"], "", ()),
        (["10平方米以下", "超过10平方米"], "", ()),
        (["10平方米以上（不含10平方米）", "10平方米以下"], "", ()),
        (["10平方米以上", "5平方米以下", "20平方米以下"], "", ()),
        (["10平方米以上", "超过20平方米", "10平方米以下"], "", ()),
        (["墙面", "楼顶"], "", ()),
        (["10平方米以下", "20米以上"], "L-CHOICES-UNITS", ()),
        (["30日以内", "20个工作日以上"], "L-CHOICES-UNITS", ()),
        (["1亩以下", "超过500平方米"], "L-CHOICES-UNITS", ()),
        (["10以下", "超过10平方米"], "", ()),
        (["10平米以下", "超过10㎡"], "", ()),
    ],
)
def test_choices_of_numbers_leave_nothing_out_and_keep_their_unit(labels: list[str], code: str, args: tuple[str, ...], engine: Engine) -> None:
    choices = ", ".join(f"c{i}: {label}" for i, label in enumerate(labels))
    text = f"facts:\n  size: {{ask: 多大？, one_of: {{{choices}}}}}\n" + paper("位置图", "drawing", more="      when: size == c1\n")
    found = [one for one in told(text, engine) if one.code in ("L-CHOICES-GAP", "L-CHOICES-UNITS")]
    assert [one.code for one in found] == ([code] if code else [])
    if args:
        assert tuple(found[0].args[name] for name in ("low", "high", "unit")) == args


@pytest.mark.parametrize(
    ("standard", "is_told"),
    [
        ("免费", True), ("0元", True), ("０ 元", True), ("0.00元/证", True), ("不收费", True), ("本事项不收取任何费用。", True), ("工本费：0元", True),
        ("人民币零元", True), ("免费，不收取任何费用", True), ("10元", False), ("每证0.5元", False), ("申请表免费，许可证工本费十元", False),
        ("小微企业免收", False), ("小微企业免收，其他每证10元", False), ("100元", False), ("按公布的标准收取", False),
    ],
)  # fmt: skip
def test_a_fee_that_is_charged_is_more_than_nothing(standard: str, is_told: bool, engine: Engine) -> None:
    basis = 'basis: [{law: road-transport-regulation, article: "81"}]'
    codes = {one.code for one in told(f"elements:\n  fee: {{charged: true, standard: {standard}, {basis}}}\n", engine)}
    assert ("L-FEE-OF-NOTHING" in codes) is is_told


def test_a_standard_of_what_is_not_charged_is_told_at_its_word(engine: Engine) -> None:
    text = "elements:\n  fee: {charged: false, standard: 每证10元}\n"
    assert words_at(text, "L-FEE-CONTRADICTORY", engine) == ["每证10元}"]


@pytest.mark.parametrize(
    ("ask", "at"),
    [
        ("是否符合要求？", "是否符合要求"), ("场地是否符合法定条件？", "是否符合法定条件"), ("是否均满足国家有关规定的标准？", "是否均满足"),
        ("申请材料是否齐全？", "材料是否齐全"), ("提交的资料是否都完整？", "资料是否都完整"), ("建筑是否合法？", "是否合法"), ("位置是否适当？", "是否适当"),
        ("是否准予许可？", "是否准予"), ("能否受理？", "能否受理"), ("是否应当予以批准？", "是否应当"), ("是否具备办理条件", "是否具备"),
        ("是否符合产业政策的声明？", ""), ("是否具备从事道路运输的车辆条件？", ""), ("消防验收是否合格？", ""), ("是否已经批准？", ""),
        ("是否属于应当许可的设置？", ""), ("是否取得许可？", ""), ("场地是否租用？", ""), ("是否达到10平方米的标准？", ""), ("是否许可他人使用？", ""),
    ],
)  # fmt: skip
def test_an_applicant_is_not_asked_for_the_finding(ask: str, at: str, engine: Engine) -> None:
    fact = f"facts:\n  fit:\n    ask: {ask}\n    type: boolean\n"
    found = words_at(paper("位置图", "drawing", more="      when: fit\n") + fact, "L-QUESTION-OF-JUDGEMENT", engine)
    assert [said[: len(at)] for said in found] == ([at] if at else [])


def test_the_office_may_be_asked_for_its_finding(engine: Engine) -> None:
    fact = "facts:\n  fit:\n    ask: 是否符合要求？\n    type: boolean\n    answered_by: office\n"
    assert words_at(paper("位置图", "drawing", more="      when: fit\n") + fact, "L-QUESTION-OF-JUDGEMENT", engine) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (paper("Application form"), "Application form"),
        (paper("form-2"), "form-2"),
        (paper("CAD图"), ""),
        (paper("𠮷"), ""),
        ("elements:\n  item_name: Signboard permit\n", "Signboard permit"),
        ("elements:\n  item_name: {value: Signboard permit, source: assumption}\n", "Signboard permit"),
        ("# == departments.yaml\ndepartments:\n  bureau: {name: City bureau}\n  holder: {name: 演示市市场监督管理局}\n", "City bureau"),
        ("# == sharing.yaml\ndocuments:\n  permit-licence: {name: Permit}\n", "Permit"),
        ("# == common.yaml\n" + paper("Attorney").removeprefix("elements:\n").replace("\n  ", "\n").removeprefix("  "), "Attorney"),
    ],
)
def test_names_are_chinese(text: str, name: str, engine: Engine) -> None:
    assert [one.args["name"] for one in told(text, engine) if one.code == "L-NAME-NOT-CHINESE"] == ([name] if name else [])
