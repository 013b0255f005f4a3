"""What careless authors write in conditions, choices, limits, fees and lines, each caught; and the right neighbour that is let alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from test_lint_hostile import LAW, PLAN, paper, told

from materials_rules.plan.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running



@pytest.mark.parametrize(
    ("article", "paragraph", "days", "is_told"), [("42", "1", 20, False), ("42", "1", 45, True), ("42", "2", 45, False)]
)
def test_the_general_limit_gives_no_more_than_it_says(article: str, paragraph: str, days: int, is_told: bool, engine: Engine) -> None:
    basis = f'[{{law: administrative-licensing-law, article: "{article}", paragraph: "{paragraph}"}}]'
    text = f"elements:\n  statutory_limit:\n    limit: {days} working days\n    basis: {basis}\n"
    assert any(one.code == "L-STATUTORY-ABOVE-GENERAL" for one in told(text, engine)) is is_told


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("10平方米以下", "10平方米以上", True),
        ("不满10平方米", "超过10平方米", True),
        ("不足10平方米", "10平方米以上", False),
        ("10平方米以上（不含10）", "10平方米以下", False),
        ("10至20平方米", "20平方米以上", False),
    ],
)
def test_choices_part_their_edge(one: str, other: str, is_told: bool, engine: Engine) -> None:
    text = f"facts:\n  size: {{ask: 多大？, one_of: {{s: {one}, l: {other}}}}}\n" + paper("位置图", "drawing", more="      when: size == l\n")
    assert any(found.code == "L-CHOICES-OVERLAP" for found in told(text, engine)) is is_told


ALIKE = """
elements:
  materials:
    refused: {{name: 健在说明, kind: proof, aliases: [生存证明], {refused}}}
    asked: {{name: {name}, kind: {kind}, {more}, basis: [{{law: construction-law, article: "8"}}]}}
# == sharing.yaml
documents:
  permit-licence: {{name: 设置许可证}}
  alive: {{name: 健在说明, aliases: [领取资格认证]}}
"""


@pytest.mark.parametrize(
    ("refused", "name", "more", "code"),
    [
        ("document: alive, over_asked: true", "领取资格认证", "aliases: [认证]", "L-REFUSED-UNDER-ANOTHER-NAME"),
        ("document: alive, over_asked: true", "社保认证", "document: alive", "L-REFUSED-UNDER-ANOTHER-NAME"),
        ("over_asked: true", "本人健在说明（原件）", "aliases: [认证]", "L-REFUSED-UNDER-ANOTHER-NAME"),
        ("over_asked: true", "认证", "aliases: [生存证明]", "L-ASKED-THOUGH-OVER-ASKED"),
        ("over_asked: true", "位置图", "aliases: [图]", ""),
    ],
)
def test_a_refused_paper_under_another_name(refused: str, name: str, more: str, code: str, engine: Engine) -> None:
    found = {one.code for one in told(ALIKE.format(refused=refused, name=name, kind="other", more=more), engine)}
    assert found & {"L-REFUSED-UNDER-ANOTHER-NAME", "L-ASKED-THOUGH-OVER-ASKED"} == ({code} if code else set())


LINES = """
facts:
  big: {ask: 大吗？, type: boolean}
elements:
  materials:
    f: {name: 店招设置申请书, kind: form, basis: [{law: construction-law, article: "8"}], reads: {n: {name: 姓名}}}
    g: {name: 协议, kind: contract, basis: [{law: construction-law, article: "8"}], reads: {n: {name: 姓名}}}
    h: {name: 位置图, kind: drawing, when: big, basis: [{law: construction-law, article: "8"}], reads: {n: {name: 姓名}}}
    p: {name: 剖面图, kind: drawing, when: big, basis: [{law: construction-law, article: "8"}], reads: {n: {name: 姓名}}}
    k: {name: 效果图, kind: drawing, when: big, basis: [{law: construction-law, article: "8"}], reads: {n: {name: 姓名}}}
consistency:
"""


@pytest.mark.parametrize(
    ("lines", "repeated"),
    [
        (["[f.n, g.n]", "[g.n, f.n]"], ["l1"]),
        (["[f.n, g.n]", "[g.n, h.n]", "[h.n, f.n]"], ["l2"]),
        (["[f.n, h.n]", "[g.n, f.n]", "[h.n, g.n]"], ["l2"]),
        (["[f.n, h.n]", "[h.n, g.n]", "[f.n, k.n], when: big"], []),
        (["[p.n, h.n]", "[h.n, k.n]", "[k.n, p.n]"], []),  # the drawing between two others need not be there
        (["[f.n, g.n]", "[f.n, g.n, h.n]"], ["l0"]),
        (["[f.n, g.n], when: big", "[g.n, f.n]"], ["l0"]),
        (["[f.n, g.n]", "[g.n, h.n]"], []),
    ],
)
def test_lines_of_consistency_that_say_the_same(lines: list[str], repeated: list[str], engine: Engine) -> None:
    text = LINES + "".join(f"  - {{name: l{i}, same: {line}}}\n" for i, line in enumerate(lines))
    found = [one for one in told(text, engine) if one.code == "L-COMPARED-TWICE"]
    assert [one.args["name"] for one in found] == repeated


def test_full_width_digits_are_read_in_conditions_and_keys_that_look_alike_are_told(engine: Engine) -> None:
    fact = "facts:\n  area: {ask: 多大？, type: number, decimals: 0}\n"
    assert "L-LOOK-ALIKE" not in {one.code for one in told(fact + paper("位置图", "drawing", more="      when: area ≥ １０\n"), engine)}
    found = told(fact.replace("area", "аrea") + paper("位置图", "drawing", more="      when: area ≥ 10\n"), engine)
    assert "西里尔字母" in next(one.remedy("zh") for one in found if one.code == "R-NAME")


@pytest.mark.parametrize(
    ("law", "article", "is_told"),
    [
        ("administrative-licensing-law", '"58", paragraph: "1"', True),
        ("administrative-licensing-law", '"59"', True),
        ("business-environment-regulation", '"25"', True),
        ("road-transport-regulation", '"81"', False),
    ],
)
def test_a_fee_does_not_rest_on_what_limits_fees(law: str, article: str, is_told: bool, engine: Engine) -> None:
    text = f"elements:\n  fee: {{charged: true, standard: 每件五元, basis: [{{law: {law}, article: {article}}}]}}\n"
    assert ("L-FEE-WITHOUT-LAW" in {one.code for one in told(text, engine)}) is is_told




FACTS = paper("位置图", "drawing", more="      when: area > 5 and (big or route == plain)\n") + (
    "facts:\n  big: {ask: 大不大？, type: boolean}\n  area: {ask: 多少平方米？, type: number, decimals: 0, minimum: 0, maximum: 99}\n"
    "  route: {ask: 哪种程序？, one_of: {plain: 一般, quick: 简易, other: 其他}}\n  kinds: {ask: 哪几类？, some_of: {wall: 墙面, roof: 楼顶}}\n"
)


def lines(key: str, conditions: tuple[str, ...]) -> str:
    more = "outcome: not_required, basis: [{law: administrative-licensing-law, article: '12'}], instead: {publish_within: 9 calendar days}, "
    return FACTS + f"{key}:\n" + "".join(f"  - {{when: '{when}', {more if key == 'not_for' else ''}say: 第{i}条}}\n" for i, when in enumerate(conditions))


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (("area < 10", "area < 5"), ["2"]),
        (("area < 5", "area < 10"), []),
        (("big", "not big and area < 5", "area < 5"), ["3"]),  # the two before it leave nothing
        (("big", "area < 5 and big", "route == quick"), ["2"]),
        (("big", "area < 5"), []),
        (("area > 99",), ["1"]),
    ],
)
def test_a_line_of_scope_that_others_leave_nothing(conditions: tuple[str, ...], found: list[str], engine: Engine) -> None:
    assert [one.args["number"] for one in told(lines("not_for", conditions), engine) if one.code == "L-NOT-FOR-NEVER"] == found


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (("big and area < 10", "big and area < 5"), [("2", "1")]),
        (("big and area < 5", "big and area < 10"), [("1", "2")]),
        (("big and area < 5", "area < 5 and big"), [("2", "1")]),
        (("big and area < 10", "big and area > 5"), []),
        (("big and area < 10", "area > 99 and big"), []),  # holds nowhere: L-NEVER-NOT-MET says it
    ],
)
def test_a_line_of_never_that_another_implies(conditions: tuple[str, ...], found: list[tuple[str, str]], engine: Engine) -> None:
    said = [one for one in told(lines("never", conditions), engine) if one.code == "L-NEVER-IMPLIED"]
    assert [(one.args["number"], one.args["other"]) for one in said] == found


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("route == plain", "route"), ("route in [plain, quick]", "route"), ("big", "big"), ("not big", "big"), ("kinds has roof", "kinds"),
        ("(area < 5 and big) or route == plain", "route"), ("route == plain and big", None), ("area < 5", None),
    ],
)  # fmt: skip
def test_a_line_of_never_that_ends_a_choice(condition: str, name: str | None, engine: Engine) -> None:
    said = [one for one in told(lines("never", (condition,)), engine) if one.code == "L-NEVER-ENDS-CHOICE"]
    assert [one.args["name"] for one in said] == ([name] if name else [])


def test_a_chosen_route_may_be_ended_too(engine: Engine) -> None:
    text = lines("never", ("route == plain",)).replace("other: 其他}}", "other: 其他}, chosen_by: applicant}")
    assert "L-NEVER-ENDS-CHOICE" in {one.code for one in told(text, engine)}


def test_a_provision_is_cited_once_in_a_basis(engine: Engine) -> None:
    twice = LAW + ", " + LAW.replace(', paragraph: "1"', "") + ", " + LAW
    assert [one.args["number_en"] for one in told(paper("位置图", basis=twice), engine) if one.code == "L-CITED-TWICE"] == ["number 31.1"]


@pytest.mark.parametrize(
    ("citation", "is_told"),
    [("{law: construction-law}", True), ("{law: construction-law, source: assumption}", False), ('{law: construction-law, article: "8"}', False)],
)
@pytest.mark.parametrize(
    "text",
    [
        "elements:\n  fee: {charged: true, standard: 十元, basis: [CITED]}\n",
        "elements:\n  statutory_limit: {limit: 20 working days, basis: [CITED]}\n",
        PLAN + "facts:\n  big: {ask: 大吗？, type: boolean}\nnot_for:\n  - {when: not big, outcome: not_required, say: 无需许可, basis: [CITED]}\n",
    ],
    ids=("fee", "statutory limit", "refusal"),
)
def test_what_people_pay_wait_for_and_are_refused_by_is_an_article(text: str, citation: str, is_told: bool, engine: Engine) -> None:
    assert any(one.code == "L-WHOLE-ACT" for one in told(text.replace("CITED", citation), engine)) is is_told


@pytest.mark.parametrize(
    ("citation", "is_told"),
    [("{law: construction-law}", True), ("{law: construction-law, source: assumption}", False), ('{law: construction-law, article: "8"}', False)],
)
def test_what_sets_an_item_up_is_an_article(citation: str, is_told: bool, engine: Engine) -> None:
    found = told(f"elements:\n  legal_basis: [{citation}]\n", engine)
    assert any(one.code == "L-WHOLE-ACT" for one in found) is is_told


@pytest.mark.parametrize(
    ("standard", "is_told"),
    [
        ("每套申请表工本费10元", True),
        ("登记表每份 2.5 元", True),
        ("申请书格式文本免费，许可证工本费十元", False),
        ("许可证工本费十元", False),
    ],
)
def test_the_form_of_an_application_costs_nothing(standard: str, is_told: bool, engine: Engine) -> None:
    fee = f'elements:\n  fee: {{charged: true, standard: {standard}, basis: [{{law: road-transport-regulation, article: "81"}}]}}\n'
    assert any(one.code == "L-FEE-FOR-FORM" for one in told(fee, engine)) is is_told


def test_a_fee_that_rests_on_hearsay_is_told(engine: Engine) -> None:
    fee = 'elements:\n  fee: {charged: true, standard: 十元, basis: [{law: road-transport-regulation, article: "81", source: assumption}]}\n'
    (found,) = (one for one in told(fee, engine) if one.code == "L-BASIS-ASSUMED")
    assert found.args == {"name": "收费"}


@pytest.mark.parametrize(
    ("name", "document", "hand_in", "is_told"),
    [
        ("负责人身份证", "", "originals: 1", True),
        ("负责人身份证明", "document: resident-id-card, ", "originals: 1", True),
        ("身份证（正本）", "", "originals: 1", True),
        ("负责人身份证", "", "copies: 1, show_original: true", False),
        ("身份证复印件", "", "originals: 1", False),
        ("营业执照", "", "originals: 1", False),
    ],
)
def test_nobody_keeps_an_identity_card(name: str, document: str, hand_in: str, is_told: bool, engine: Engine) -> None:
    text = f"elements:\n  materials:\n    m: {{name: {name}, kind: licence, {document}hand_in: {{{hand_in}}}, basis: [{LAW}]}}\n"
    if document:
        text += "# == sharing.yaml\ndocuments:\n  resident-id-card: {name: 居民身份证}\n  permit-licence: {name: 设置许可证}\n"
    assert any(one.code == "L-IDENTITY-CARD-KEPT" for one in told(text, engine)) is is_told


@pytest.mark.parametrize(("item", "near"), [("permitt", "permit"), ("quite-another", None), ("permit", ""), ("小型店招备案", "")])
def test_people_are_sent_to_an_item_that_there_is(item: str, near: str | None, engine: Engine) -> None:
    text = PLAN + (
        "facts:\n  big: {ask: 大吗？, type: boolean}\nnot_for:\n"
        f'  - {{when: not big, outcome: not_required, instead: {{item: {item}}}, say: 请改办, basis: [{{law: construction-law, article: "8"}}]}}\n'
    )
    found = [one for one in told(text, engine) if one.code == "L-INSTEAD-UNKNOWN"]
    assert [one.args["item"] for one in found] == ([] if near == "" else [item])
    if found:
        assert (f"did you mean `{near}`" in found[0].args["near_en"]) is bool(near)


@pytest.mark.parametrize(("alias", "other", "is_told"), [("位置图", "别的", True), ("草图", "草图", True), ("草图", "样图", False)])
def test_an_alias_means_one_paper(alias: str, other: str, is_told: bool, engine: Engine) -> None:
    text = f"elements:\n  materials:\n    a: {{name: 位置图, kind: drawing, aliases: [{other}], basis: [{LAW}]}}\n    b: {{name: 剖面图, kind: drawing, aliases: [{alias}], basis: [{LAW}]}}\n"
    found = [one for one in told(text, engine) if one.code == "L-SAME-NAME"]
    assert [one.args for one in found] == ([{"name": alias, "other": "a"}] if is_told else [])


@pytest.mark.parametrize("words", ["符合审批机关规定的其他条件", "满足窗口要求的条件"])
def test_a_condition_that_somebody_else_sets_is_none(words: str, engine: Engine) -> None:
    assert any(one.code == "L-VAGUE-CONDITION" for one in told(f"elements:\n  acceptance_conditions: [{words}]\n", engine))


def test_a_step_before_the_decision_counts_even_without_a_time(engine: Engine) -> None:
    steps = "    - {step: 领导研究, not_counted: true}\n    - {step: 审查并决定, takes: 10 working days}\n    - {step: 送达, not_counted: true}\n"
    found = [one for one in told("elements:\n  procedure:\n" + steps, engine) if one.code == "L-UNCOUNTED-WITHOUT-REASON"]
    assert [one.args["step"] for one in found] == ["领导研究"]


COMMON = (
    "# == common.yaml\nmaterials:\n  attorney: {{name: {name}, kind: other, hand_in: {{{hand_in}}}, note: {note}, basis: ["
    '{{law: construction-permit-measures, article: "4"}}]}}\n'
)


@pytest.mark.parametrize(
    ("name", "hand_in", "note", "code"),
    [
        ("授权委托书", "originals: 1", "须经公证。", "L-IMPROPER-CONDITION"),
        ("授权委托书", "originals: 1", "请另附居委会证明。", "L-ASKED-OUTSIDE-MATERIALS"),
        ("授权委托书", "sealed_by: 居委会", "写明权限。", "L-SEAL-OF-ANOTHER"),
        ("代理人身份证", "originals: 1", "写明权限。", "L-IDENTITY-CARD-KEPT"),
        ("单位介绍信", "originals: 1", "写明权限。", "L-PROOF-BY-ANOTHER-NAME"),
        ("授权委托书", "originals: 1", "写明权限。", ""),
    ],
)
def test_what_every_item_owes_is_looked_at_like_what_one_asks_for(name: str, hand_in: str, note: str, code: str, engine: Engine) -> None:
    found = [one for one in told(COMMON.format(name=name, hand_in=hand_in, note=note), engine) if one.place.path.endswith("common.yaml")]
    suspected = {"L-IMPROPER-CONDITION", "L-ASKED-OUTSIDE-MATERIALS", "L-SEAL-OF-ANOTHER", "L-IDENTITY-CARD-KEPT", "L-PROOF-BY-ANOTHER-NAME"}

    assert {one.code for one in found} & suspected == ({code} if code else set())


@pytest.mark.parametrize(("region", "is_told"), [("43O4", True), ("44", True), ("4304001", True), ("43", False), ("4304", False), ("430400", False)])
def test_a_share_is_of_this_place(region: str, is_told: bool, engine: Engine) -> None:
    live = f'live: [{{from: 2025-01-01, region: "{region}", decision: 演示函〔2024〕1号}}]'
    text = f"# == sharing.yaml\ndocuments:\n  lease: {{name: 租赁合同, supplied_by: holder, {live}}}\n"
    assert any(one.code == "L-SHARED-ELSEWHERE" for one in told(text, engine)) is is_told
