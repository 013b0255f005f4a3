"""What is allowed with a reason is not told; what is allowed without one, or in vain, is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linting import linted

from materials_rules.plan.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


ABOVE = """
elements:
  case_type: one_review
  procedure:
    - {{step: 审查并决定, takes: 5 working days}}
  {comment}
  promised_limit: 5 working days
"""
BEHIND = """
elements:
  case_type: one_review
  procedure:
    - {{step: 审查并决定, takes: 5 working days}}
  promised_limit: 5 working days {comment}
"""
WITH_A_REASON = "# 准许 L-PROMISED-ABOVE-CAP：需要现场核查，市政务服务局已经同意"


def codes(text: str, engine: Engine) -> list[str]:
    return [one.code for one in linted(text, engine)]


def test_without_a_comment_it_is_told(engine: Engine) -> None:
    assert codes(ABOVE.format(comment="# 只是说明"), engine) == ["L-PROMISED-ABOVE-CAP"]


@pytest.mark.parametrize("where", [ABOVE, BEHIND])
@pytest.mark.parametrize(
    "comment",
    [
        WITH_A_REASON,
        "# allow L-PROMISED-ABOVE-CAP: a visit on site is needed",
        "#准许 L-PROMISED-ABOVE-CAP:需要现场核查",
        "# allow l-promised-above-cap：需要现场核查",
        "# 准许 L-PROMISED-ABOVE-CAP， R-ALWAYS：需要现场核查",
    ],
)
def test_with_a_reason_it_is_not_told(where: str, comment: str, engine: Engine) -> None:
    told = codes(where.format(comment=comment), engine)

    assert told == (["L-ALLOW-NOTHING"] if "R-ALWAYS" in comment else [])


def test_several_comments_may_stand_above_a_line(engine: Engine) -> None:
    assert codes(ABOVE.format(comment=f"{WITH_A_REASON}\n  # 上限见 ruleset.yaml"), engine) == []


@pytest.mark.parametrize("reason", ["", "：", "：  ", ": ok", "：待定", "：......", " 因为需要现场核查"])
def test_without_a_reason_both_are_told(reason: str, engine: Engine) -> None:
    told = linted(ABOVE.format(comment=f"# 准许 L-PROMISED-ABOVE-CAP{reason}"), engine)

    assert sorted(one.code for one in told) == ["L-ALLOW-REASON", "L-PROMISED-ABOVE-CAP"]
    assert [(one.place.line, one.place.column) for one in told if one.code == "L-ALLOW-REASON"] == [
        (next(one.place.line for one in told if one.code == "L-PROMISED-ABOVE-CAP") - 1, 3)
    ]


def test_an_unknown_code_is_told_with_the_nearest(engine: Engine) -> None:
    told = linted(ABOVE.format(comment=f"{WITH_A_REASON}\n  # 准许 L-CATCHALL：清单原文如此"), engine)

    assert [one.code for one in told] == ["L-ALLOW-CODE"]
    assert "`L-CATCH-ALL`" in told[0].remedy("zh") and "`L-CATCH-ALL`" in told[0].remedy("en")


def test_what_is_allowed_in_vain_is_told(engine: Engine) -> None:
    text = "elements:\n  # 准许 L-NO-TELEPHONE：值班电话没有固定号码\n  contact: {phone: 0734-2000000, supervision_phone: '12345'}\n"

    assert codes(text, engine) == ["L-ALLOW-NOTHING"]


def test_an_error_cannot_be_allowed(engine: Engine) -> None:
    text = "elements:\n  # 准许 L-FEE-WITHOUT-LAW：历来就收\n  fee: {charged: true, standard: 每件 50 元}\n"

    assert sorted(codes(text, engine)) == ["L-ALLOW-ERROR", "L-FEE-WITHOUT-LAW"]


def test_a_sign_inside_a_text_begins_no_comment(engine: Engine) -> None:
    text = "elements:\n  item_name: '店招 # 准许 L-NO-ADDRESS：这是名称的一部分'\n  application_place: 政务服务大厅\n"

    assert codes(text, engine) == ["L-NO-ADDRESS"]


def test_a_warning_of_the_compiler_is_allowed_too(engine: Engine) -> None:
    text = """
facts:
  big: {{ask: 面积是否超过十平方米？, type: boolean}}
elements:
  materials:
    drawing:
      name: 店招设计图
      kind: drawing
      {comment}
      when: big or not big
      basis:
        - {{law: construction-law, article: "8", paragraph: "1"}}
"""
    assert "R-ALWAYS" in codes(text.format(comment="# 说明"), engine)
    assert "R-ALWAYS" not in codes(text.format(comment="# 准许 R-ALWAYS：问一问，好让申请人知道界线"), engine)


def test_a_file_above_the_place_may_allow_what_only_another_place_has(engine: Engine) -> None:
    text = '# == ../laws.yaml\nlaws:\n  # 准许 L-CITATION-ENDS：别的地方还在用\n  other-act: {title: 别法, level: rule, versions: [{from: 2010-01-01, by: 令}]}\n'

    assert codes(text, engine) == []


RUNS_OUT = """
elements:
  materials:
    shop-licence:
      name: 营业执照
      kind: licence
      document: business-licence
      basis:
        - {law: construction-law, article: "8"}
      exception:
        class: C2_SHAREABLE
        why: 共享接口检修，期间原则上由申请人提交
        approved_by: holder
        from: 2025-06-01
        # 准许 L-EXCEPTION-RUNS-OUT：新的批准文件已经在印发
        to: 2026-05-20
"""


def test_a_rule_that_was_not_asked_has_no_comment_in_vain(engine: Engine) -> None:
    late = "# as of: 2026-03-02\n" + RUNS_OUT
    early = "# as of: 2025-07-02\n" + RUNS_OUT

    # the example uses a document of which the small ruleset allows that nothing does
    assert [codes(text, engine).count("L-ALLOW-NOTHING") for text in (RUNS_OUT, late, early)] == [1, 1, 2]
    assert "L-EXCEPTION-RUNS-OUT" not in codes(late, engine)


def test_a_version_that_does_not_compile_has_no_comment_in_vain(engine: Engine) -> None:
    text = """
facts:
  storeys: {{ask: 几层？, type: number, decimals: 0, given: tall}}
  tall: {{ask: 是否为楼房？, type: boolean}}
elements:
  # 准许 L-PROMISED-ABOVE-CAP：需要现场核查
  promised_limit: 10 working days
  case_type:
    - {{when: {condition}, value: promised}}
    - {{value: one_review}}
"""
    assert "L-ALLOW-NOTHING" not in codes(text.format(condition="storeys > 3"), engine)
    assert "L-ALLOW-NOTHING" not in codes(text.format(condition="tall"), engine)
    assert "L-ALLOW-NOTHING" in codes(text.format(condition="tall or not tall"), engine)
