"""What lint takes for a catch-all, for an open end, for a word that says nothing, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linting import linted

from materials_rules.lint.limits import is_surely_longer
from materials_rules.lint.naming import is_catch_all, open_end
from materials_rules.lint.placeholder import has_placeholder, is_placeholder
from materials_rules.plan.engine import Engine
from materials_rules.rules.limit import read_limit


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


@pytest.mark.parametrize(
    "name",
    [
        "其他材料", "其它材料", "其他资料", "其他 材料", "其他有关材料", "其他相关材料", "其他必要的证明文件", "其他需要提交的材料", "有关材料", "相关证明材料",
        "法律、法规规定的其他材料", "法律法规规章规定的其他文件", "法律、行政法规和国务院规定的其他材料", "省市规定的其他材料", "本机关要求的其他材料",
        "市场监管部门要求的其他材料", "审批机关认为需要的其他材料", "法律、法规规定应当提交的其他申请材料", "必要的材料", "窗口要求的其他材料等",
        "行政机关依法要求提供的其他材料", "根据实际情况需要提交的其他材料",
        "审批机关认为有必要补充的资料", "根据实际情况需提供的佐证", "主管部门要求的文件", "其它资料若干", "法律、法规、规章规定应当提交的材料",
        "审批所需的材料", "窗口要求的补充材料", "补充材料", "佐证材料", "另行通知的材料", "审查需要的资料",
    ],
)  # fmt: skip
def test_a_catch_all_is_known(name: str) -> None:
    assert is_catch_all(name)


@pytest.mark.parametrize(
    "name",
    [
        "营业执照", "其他组织的登记证书", "身份证明材料", "有关部门的批准文件", "其他股东放弃优先购买权的声明", "申请材料真实性承诺书", "建设用地批准手续",
        "相关专业技术人员名单", "法定代表人身份证明", "不动产权证、租赁合同等材料", "其他材料清单所列的环评批复", "证明材料真实的承诺书",
        "房屋征收进度符合施工要求的材料", "消防部门的验收文件", "补充协议", "规划部门出具的批准文件", "审查意见",
    ],
)  # fmt: skip
def test_a_name_is_no_catch_all(name: str) -> None:
    assert not is_catch_all(name)


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("不动产权证、租赁合同等材料", "等材料"), ("营业执照等", "等"), ("产权证等证明文件（复印件）", "等证明文件"), ("身份证等相关证明材料", "等相关证明材料"),
        ("承诺书或者其他材料", "或者其他材料"), ("申请书及其他有关资料", "及其他有关资料"), ("图纸等（一式两份）", "等"), ("场地使用证明等其他材料", "等其他材料"),
        ("从业人员名册及有关材料", "及有关材料"),
    ],
)  # fmt: skip
def test_an_open_end_is_known(name: str, end: str) -> None:
    assert open_end(name) == end


@pytest.mark.parametrize("name", ["车辆技术等级评定结论", "等级证书", "资质证书（一等）", "乙等", "平等协议", "等效文件说明", "其他组织的登记证书", "合同", "住所（经营场所）相关文件", "与有关部门签订的合同"])
def test_a_closed_name_has_no_open_end(name: str) -> None:
    assert open_end(name) is None


@pytest.mark.parametrize(
    "text", ["待定", "待定。", "（略）", "略", "无", "xxx", "XXXX", "×××", "TODO", "todo", "tbd", "N/A", "－", "……", "---", "???", "000000", "1111111", "同上", "某某", "＿＿"]
)  # fmt: skip
def test_a_word_that_says_nothing_is_known(text: str) -> None:
    assert is_placeholder(text) and has_placeholder(text)


@pytest.mark.parametrize("text", ["xxx路12号", "电话：____", "承诺书（待补充）", "TODO: 地址", "某某街道办事处"])
def test_a_part_that_says_nothing_is_known(text: str) -> None:
    assert has_placeholder(text) and not is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["衡阳市政务服务大厅", "五年", "无限期", "无障碍设施设计图", "12345", "0734-2000000", "不动产略图", "其他组织", "xx", "100", "2 份", "待业人员登记表", "空调", "没有违法记录"]
)  # fmt: skip
def test_a_word_that_says_something_is_left_alone(text: str) -> None:
    assert not has_placeholder(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6 working days", "5 working days"), ("20 working days", "15 calendar days"), ("2 months", "40 calendar days"), ("1 month", "27 calendar days"),
        ("25 hours", "1 calendar day"), ("30 days as written", "29 calendar days"), ("90 calendar days", "20 working days"),
        ("25 working days", "20 days as written"), ("21 working days", "20 days as written"),
    ],
)  # fmt: skip
def test_a_limit_that_is_surely_longer(one: str, other: str) -> None:
    assert is_surely_longer(read_limit(one), read_limit(other))
    assert not is_surely_longer(read_limit(other), read_limit(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 working days", "5 working days"), ("10 working days", "14 calendar days"), ("14 calendar days", "10 working days"), ("1 month", "22 working days"),
        ("10 days as written", "10 working days"), ("10 working days", "10 days as written"), ("24 hours", "1 working day"), ("20 working days", "20 days as written"), ("25 days as written", "20 working days"),
        ("1 month", "31 calendar days"),
    ],
)  # fmt: skip
def test_a_limit_that_may_be_longer_or_not(one: str, other: str) -> None:
    assert not is_surely_longer(read_limit(one), read_limit(other))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("application_place: 衡阳市政务服务中心", "L-NO-ADDRESS"),
        ("application_place: {place: 政务服务中心, online: https://zwfw.hunan.gov.cn}", None),
        ("application_place: 演示区演示路 12 号", None),
        ("application_place: 政务服务大厅二楼 A12 窗口", None),
        ("application_place: {value: 政务服务大厅, source: assumption}", None),
        ("contact: {phone: 见网站, supervision_phone: '12345'}", "L-NO-TELEPHONE"),
        ("contact: {phone: '0734-2000000', supervision_phone: 12345 热线}", None),
        ("item_code: 11430000000000000A4430000000W00", None),
        ("item_code: 511Z07001006-511602000000-000-11511301008778183N-1-00", None),
        ("item_code: 430 1310", "L-ITEM-CODE-FORM"),
        ("item_code: '1234567'", "L-ITEM-CODE-FORM"),
        ("acceptance_conditions: [\"符合法律、法规、规章规定的条件。\"]", "L-VAGUE-CONDITION"),
        ("acceptance_conditions: [申请人应当符合国家有关规定]", "L-VAGUE-CONDITION"),
        ("acceptance_conditions: [具备法定条件]", "L-VAGUE-CONDITION"),
        ("acceptance_conditions: [有符合国家标准的消防设施]", None),
        ("fee: {charged: false}", None),
        ("quantity_limit: 无", None),
        ("quantity_limit: 待定", "L-PLACEHOLDER-ELEMENT"),
        ("result: {document: permit-licence, validity: xxx}", "L-PLACEHOLDER-ELEMENT"),
    ],
)  # fmt: skip
def test_what_an_element_says_is_looked_at(line: str, code: str | None, engine: Engine) -> None:
    assert [one.code for one in linted(f"elements:\n  {line}\n", engine)] == ([] if code is None else [code])


PAPER = """
elements:
  materials:
    paper:
      name: {name}
      kind: other
      basis:
        - {{law: {law}, article: "{article}"}}
"""


@pytest.mark.parametrize(
    ("name", "law", "article", "code"),
    [
        ("企业法人营业执照副本", "administrative-licensing-law", "31", "L-DOCUMENT-UNSAID"),
        ("营业执照复印件", "administrative-licensing-law", "31", "L-DOCUMENT-UNSAID"),
        ("营业执照（副本）", "administrative-licensing-law", "31", "L-DOCUMENT-UNSAID"),
        ("营业执照遗失声明", "administrative-licensing-law", "31", None),
        ("居住情况说明（居委会盖章）", "construction-permit-measures", "4", "L-PROOF-BY-ANOTHER-NAME"),
        ("派出所出具的无犯罪记录函", "construction-permit-measures", "4", "L-PROOF-BY-ANOTHER-NAME"),
        ("施工组织设计说明", "construction-permit-measures", "4", None),
    ],
)
def test_a_paper_is_known_under_another_name(name: str, law: str, article: str, code: str | None, engine: Engine) -> None:
    found = {one.code for one in linted(PAPER.format(name=name, law=law, article=article), engine)}

    assert found & {"L-DOCUMENT-UNSAID", "L-PROOF-BY-ANOTHER-NAME"} == ({code} if code else set())


@pytest.mark.parametrize(("promised", "is_told"), [("3日", False), ("4日", True), ("3 working days", False), ("4 working days", True)])
def test_a_promise_in_days_as_written_is_held_against_a_cap_in_working_days(promised: str, is_told: bool, engine: Engine) -> None:
    found = linted(f"elements:\n  case_type: one_review\n  promised_limit: {{limit: {promised}}}\n", engine)

    assert any(one.code == "L-PROMISED-ABOVE-CAP" for one in found) is is_told
