"""What a conditional line asks: the boxes as data, the words that follow them, numbers and days at their bounds."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noticing import noticed

from materials_rules.condition.tree import Number
from materials_rules.notice.branches import MOST_BOXES, MOST_SITUATIONS, Branching, branching, value_in
from materials_rules.notice.spans import Edge, Span, number, said_days, said_number, spans
from materials_rules.notice.wording import bare, close_up, either, joined, stem
from materials_rules.plan import domain as cells_of
from materials_rules.plan.diagram import Answer, build
from materials_rules.plan.domain import Domain, whole

# ---- sentences


def test_no_stop_stands_beside_another() -> None:
    assert joined("由本机关自行取得。", "", "不用交。\n") == "由本机关自行取得；不用交"
    assert bare("第一行\n  第二行。\n") == "第一行第二行"
    assert either(["甲"]) == "甲"
    assert either(["甲", "乙"]) == "甲或者乙"
    assert either(["甲", "乙", "丙"]) == "甲、乙或者丙"
    assert stem("面积是多少？（平方米）") == "面积是多少"
    assert stem("面积") == "面积"
    assert close_up("回答为 “甲” 且 乙") == "回答为“甲” 且 乙"


# ---- boxes


def answer_of(sizes: list[int], values: Mapping[tuple[int, ...], str | None]) -> Answer[str]:
    """The answer that a complete table of values leaves when nothing is known."""
    table = {world: None if value is None else frozenset({value}) for world, value in values.items()}
    diagram = build([f"v{i}" for i in range(len(sizes))], sizes, table)
    found = diagram.answer([None] * len(sizes), lambda claims: next(iter(claims)))
    assert found is not None
    return found


def worlds(sizes: list[int]) -> Iterator[tuple[int, ...]]:
    return itertools.product(*map(range, sizes))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], dict[tuple[int, ...], str | None]]:
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    values = st.sampled_from(["open", "closed", None])
    return sizes, {world: draw(values) for world in worlds(sizes)}


@given(tables())
def test_the_ticked_branch_is_the_right_one(given_: tuple[list[int], dict[tuple[int, ...], str | None]]) -> None:
    """In every situation that can be, the boxes hold exactly where the answer is the wanted one."""
    sizes, values = given_
    if not any(values.values()):
        return
    answer = answer_of(sizes, values)
    found = branching(answer, "open", sizes)
    if found is None:
        return
    assert found.variables == tuple(sorted(answer.support))
    assert len(found.boxes) <= MOST_BOXES
    for world, value in values.items():
        cells = dict(enumerate(world))
        told = value_in(answer, {v: cells[v] for v in answer.support})
        if value is not None:
            assert found.holds(cells) == (value == "open") == (told == "open")


def test_boxes_are_as_large_as_they_can_be() -> None:
    """a or b is told as two boxes of one variable, not as "not a and b, or a"."""
    sizes = [2, 2]
    answer = answer_of(sizes, {world: "open" if any(world) else "closed" for world in worlds(sizes)})

    found = branching(answer, "open", sizes)

    assert found is not None
    yes = frozenset({1})
    assert sorted(map(dict, found.boxes), key=repr) == [{0: yes}, {1: yes}]


def test_a_box_may_reach_over_what_cannot_be() -> None:
    """rented and not owned, where nobody is both, is told as rented."""
    values: dict[tuple[int, ...], str | None] = {(0, 0): "closed", (1, 0): "open", (0, 1): "closed", (1, 1): None}

    found = branching(answer_of([2, 2], values), "open", [2, 2])

    assert found == Branching((0,), ({0: frozenset({1})},))


def test_too_many_situations_or_boxes_are_no_list_to_tick() -> None:
    sizes = [2] * 4
    odd = answer_of(sizes, {world: "open" if sum(world) % 2 else "closed" for world in worlds(sizes)})
    assert branching(odd, "open", sizes) is None  # eight boxes

    size = int(MOST_SITUATIONS**0.5) + 1
    assert branching(answer_of([size, size], {w: "open" if sum(w) else "closed" for w in worlds([size, size])}), "open", [size, size]) is None


# ---- numbers and days


@given(st.integers(0, 2), st.lists(st.tuples(st.sampled_from(["<", "<=", ">", ">=", "=="]), st.integers(-300, 300)), min_size=1, max_size=4))
def test_what_is_told_of_numbers_holds_for_exactly_these(decimals: int, made: list[tuple[str, int]]) -> None:
    """The words mean what 民法典 art. 1259 says, for every value near a bound, whatever the cells."""
    domain = whole([cells_of.Test(op, value) for op, value in made], None, None)
    near = {value + step for _, value in made for step in range(-2, 3)}
    for some in range(1, min(2**domain.size - 1, 64)):
        cells = frozenset(cell for cell in range(domain.size) if some >> cell & 1)
        told = [span.edges(decimals) for span in spans(domain, cells)]
        for value in near:
            said = any(all(edge.holds(value) for edge in edges) for edges in told)
            assert said == (domain.index(value) in cells)


AREA = Number(2, unit="平方米")
FLOORS = Number(0, unit="层")
COST = Number(1, unit="yuan")


@pytest.mark.parametrize(
    ("type_", "op", "value", "yes", "no"),
    [
        (AREA, "<", 1000, "不满10平方米", "10平方米以上"),
        (AREA, "<=", 5000, "50平方米以下", "超过50平方米"),
        (AREA, ">", 5000, "超过50平方米", "50平方米以下"),
        (AREA, ">=", 30000, "300平方米以上", "不满300平方米"),
        (AREA, "<", 1250, "不满12.5平方米", "12.5平方米以上"),
        (AREA, ">", 0, "超过0平方米", "0平方米以下"),
        (FLOORS, ">=", 10, "10层以上", "不满10层"),
        (FLOORS, ">", 10, "超过10层", "10层以下"),
        (FLOORS, "<=", 3, "不满4层", "4层以上"),
        (FLOORS, ">=", 1, "1层以上", "不满1层"),
        (FLOORS, "==", 3, "3层", "不满3层或者4层以上"),
        (COST, ">", 125, "超过12.5元", "12.5元以下"),
        (COST, ">=", 3000000, "300000元以上", "不满300000元"),
    ],
)
def test_bounds_are_told_as_the_law_words_them(type_: Number, op: str, value: int, yes: str, no: str) -> None:
    domain = whole([cells_of.Test(op, value)], None, None)
    inside = domain.cells(cells_of.Test(op, value))
    outside = frozenset(range(domain.size)) - inside

    assert either([said_number(span, type_) for span in spans(domain, inside)]) == yes
    assert either([said_number(span, type_) for span in spans(domain, outside)]) == no


def test_a_stretch_between_two_bounds() -> None:
    assert said_number(Span(1000, 4999), AREA) == "10平方米以上不满50平方米"
    assert said_number(Span(1001, 5000), AREA) == "超过10平方米、50平方米以下"
    assert said_number(Span(1001, 4999), AREA) == "超过10平方米不满50平方米"
    assert said_number(Span(1000, 5000), AREA) == "10平方米以上、50平方米以下"
    assert said_number(Span(None, None), AREA) == "任何数"
    assert said_number(Span(1250, 1250), AREA) == "12.5平方米"
    assert number(-50, AREA) == "-0.5平方米"
    assert not Edge("超过", 5).holds(5) and Edge("以上", 5).holds(5)


def test_days_are_told_without_a_doubt_about_the_day_itself() -> None:
    first, last = dt.date(2026, 3, 1).toordinal(), dt.date(2026, 3, 31).toordinal()

    assert said_days(Span(first, None)) == "2026年3月1日及以后"
    assert said_days(Span(None, last)) == "早于2026年4月1日"
    assert said_days(Span(first, last)) == "2026年3月1日及以后且早于2026年4月1日"
    assert said_days(Span(first, first)) == "2026年3月1日"
    assert said_days(Span(None, None)) == "任何日期"


def test_a_cell_that_bears_none_is_in_no_stretch() -> None:
    domain = Domain(starts=(0, 10), nullable=True)

    assert spans(domain, {1, 2}) == (Span(10, None),)
    assert spans(domain, {2}) == ()


# ---- lines to tick


def text(when: str, **rules: Any) -> str:
    """The line for a material that is due *when*, with nothing answered and nothing handed in."""
    material = rules.pop("material", {})
    found = noticed({"materials": {"m": {"when": when, **material}, **rules.pop("others", {})}, **rules})
    (line,) = [line for line in found.conditional if line.requirement == "m"]
    return line.if_.text


FACTS: dict[str, Any] = {
    "rented": {"ask": "场地是否为租用？", "type": "boolean"},
    "machines": {"ask": "是否利用自动售货设备经营？", "type": "boolean"},
    "area": {"ask": "经营面积是多少平方米？", "type": "number", "decimals": 2, "unit": "平方米", "minimum": "0"},
    "kinds": {"ask": "设置哪几类？可多选", "some_of": {"wall": "墙面", "roof": "楼顶", "ground": "落地"}},
    "form": {
        "ask": "申请登记哪一类？",
        "one_of": {"a": "有限责任公司", "b": "股份有限公司", "c": "合伙企业", "d": "个体工商户", "e": "分支机构"},
    },
    "route": {"ask": "采用哪一种方式？", "one_of": {"general": "一般程序", "promise": "告知承诺"}, "chosen_by": "applicant"},
    "start": {"ask": "哪一天开业？", "type": "date"},
    "brand": {"ask": "使用什么字号？", "type": "text"},
}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("machines", "是否利用自动售货设备经营？□否，不需提交。□是，请提交："),
        ("not machines", "是否利用自动售货设备经营？□是，不需提交。□否，请提交："),
        ("area > 50", "经营面积是多少平方米？□50平方米以下，不需提交。□超过50平方米，请提交："),
        ("area < 10 or area >= 50", "经营面积是多少平方米？□10平方米以上不满50平方米，不需提交。□不满10平方米或者50平方米以上，请提交："),
        ("route == promise", "采用哪一种方式？□一般程序，不需提交。□告知承诺，请提交："),
        ("form == c", "申请登记哪一类？□不是“合伙企业”，不需提交。□合伙企业，请提交："),
        ("form in [a, b]", "申请登记哪一类？□合伙企业、个体工商户或者分支机构，不需提交。□有限责任公司或者股份有限公司，请提交："),
        ("form != c", "申请登记哪一类？□合伙企业，不需提交。□不是“合伙企业”，请提交："),
        ("kinds has wall", "设置哪几类？可多选□不包括“墙面”，不需提交。□包括“墙面”，请提交："),
        ("not kinds has wall", "设置哪几类？可多选□包括“墙面”，不需提交。□不包括“墙面”，请提交："),
        ("kinds has ground or kinds has roof", "设置哪几类？可多选□“楼顶”、“落地”都不包括，不需提交。□包括“楼顶”或者“落地”，请提交："),
        ("not kinds has roof or not kinds has wall", "设置哪几类？可多选□“墙面”、“楼顶”都包括，不需提交。□没有同时包括“墙面”和“楼顶”，请提交："),
        ("kinds has roof and not kinds has wall", "设置哪几类？可多选□其他情形，不需提交。□不包括“墙面”，包括“楼顶”，请提交："),
        ("start < 2026-03-01", "哪一天开业？□2026年3月1日及以后，不需提交。□早于2026年3月1日，请提交："),
        ("brand == “甲”", "使用什么字号？□其他，不需提交。□“甲”，请提交："),
        ("brand != “甲”", "使用什么字号？□“甲”，不需提交。□其他，请提交："),
        ("rented and machines", "是否符合以下情形：场地为租用，且利用自动售货设备经营？□不符合，不需提交。□符合，请提交："),
        ("rented or area > 50", "是否符合以下情形：场地为租用；或者经营面积是多少平方米：超过50平方米？□不符合，不需提交。□符合，请提交："),
        (
            "rented and (kinds has roof or kinds has wall)",
            "是否符合以下情形：场地为租用，且设置哪几类：包括“墙面”或者“楼顶”？□不符合，不需提交。□符合，请提交：",
        ),
        (
            "rented and (machines or area > 50)",
            "是否符合以下情形：场地为租用，且符合下列之一：利用自动售货设备经营；或者经营面积是多少平方米：超过50平方米？"
            "□不符合，不需提交。□符合，请提交：",
        ),
        ("kinds has roof or rented", "是否符合以下情形：设置哪几类：包括“楼顶”；或者场地为租用？□不符合，不需提交。□符合，请提交："),
        ("applicant.phone == none", "□申请人联系电话：其他，不需提交。□申请人联系电话：没有填写，请提交："),
    ],
)
def test_what_a_line_asks(when: str, said: str) -> None:
    read = re.findall(r"\w+", when)

    assert text(when, facts={name: about for name, about in FACTS.items() if name in read}) == said


LEASE: dict[str, Any] = {"name": "租赁合同", "reads": {"landlord": {"name": "出租人"}, "until": {"name": "期限", "type": "date"}}}
PERMIT: dict[str, Any] = {"name": "许可证", "reads": {"until": {"name": "有效期", "type": "date"}, "old": {"name": "旧证", "type": "boolean"}}}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("provided(lease)", "□没有提交符合形式要求的《租赁合同》，不需提交。□已提交符合形式要求的《租赁合同》，请提交："),
        (
            "lease.landlord != applicant.name",
            "□申请人姓名（名称）与《租赁合同》上的“出租人”相同，不需提交。□申请人姓名（名称）与《租赁合同》上的“出租人”不同，请提交：",
        ),
        ("lease.landlord == none", "□《租赁合同》上的“出租人”：其他，不需提交。□《租赁合同》上的“出租人”：没有载明，请提交："),
        ("permit.old", "□《许可证》上的“旧证”：否或者没有载明，不需提交。□《许可证》上的“旧证”：是，请提交："),
        (
            "permit.until < 2026-06-01",
            "□《许可证》上的“有效期”：2026年6月1日及以后或者没有载明，不需提交。□《许可证》上的“有效期”：早于2026年6月1日，请提交：",
        ),
        (
            "lease.until < permit.until",
            "□《租赁合同》上的“期限”不早于《许可证》上的“有效期”、《租赁合同》上的“期限”与《许可证》上的“有效期”只载明其中一项"
            "或者《租赁合同》上的“期限”与《许可证》上的“有效期”都没有载明，不需提交。"
            "□《租赁合同》上的“期限”早于《许可证》上的“有效期”，请提交：",
        ),
    ],
)
def test_what_a_line_asks_of_papers(when: str, said: str) -> None:
    """Papers that are still to come decide: their fields, and whether they are there."""
    assert text(when, others={"lease": LEASE, "permit": PERMIT}) == said


def test_a_comparison_of_days_names_who_is_later() -> None:
    facts = {"start": {"ask": "哪一天开业？", "type": "date"}, "end": {"ask": "哪一天停业？", "type": "date"}}

    assert text("start > end", facts=facts) == (
        "□“哪一天停业”的回答不早于“哪一天开业”的回答，不需提交。□“哪一天停业”的回答早于“哪一天开业”的回答，请提交："
    )
    assert text("start == end", facts=facts) == (
        "□“哪一天停业”的回答与“哪一天开业”的回答不同，不需提交。□“哪一天停业”的回答与“哪一天开业”的回答相同，请提交："
    )


def test_a_comparison_of_numbers_names_which_is_less() -> None:
    facts = {name: {"ask": f"{name}是多少？", "type": "number", "decimals": 0} for name in ("甲", "乙")}

    assert text("甲 >= 乙", facts=facts) == (
        "□“乙是多少”的回答大于“甲是多少”的回答，不需提交。□“乙是多少”的回答不大于“甲是多少”的回答，请提交："
    )


VEHICLES: dict[str, Any] = {
    "vehicles": {
        "name": "车辆",
        "each": {
            "bought": {"ask": "这辆车是否已经购置？", "type": "boolean"},
            "tons": {"ask": "总质量是多少吨？", "type": "number", "decimals": 1, "unit": "吨"},
        },
    }
}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("any(vehicles, not bought)", "□车辆中没有符合“这辆车尚未购置”的，不需提交。□车辆中有符合“这辆车尚未购置”的，请提交："),
        ("all(vehicles, bought)", "□车辆并不都符合“这辆车已经购置”，不需提交。□车辆都符合“这辆车已经购置”，请提交："),
        ("count(vehicles) > 5", "□车辆的项数不多于5，不需提交。□车辆的项数多于5，请提交："),
        (
            "count(vehicles, not (bought and tons > 4.5)) < 2",
            "□车辆中符合“这辆车尚未购置 或 总质量（吨）不大于 4.5”的项数不少于2，不需提交。"
            "□车辆中符合“这辆车尚未购置 或 总质量（吨）不大于 4.5”的项数少于2，请提交：",
        ),
    ],
)
def test_what_a_line_asks_of_a_list(when: str, said: str) -> None:
    assert text(when, lists=VEHICLES) == said


def test_a_question_about_a_member_names_the_list() -> None:
    assert text("bought", lists=VEHICLES, material={"for_each": "vehicles"}) == (
        "车辆：这辆车是否已经购置？□否，不需提交。□是，请提交："
    )


def an_odd_number_of(*parts: str) -> str:
    """A condition that holds where an odd number of *parts* does: no short list of boxes says that."""
    made = []
    for bits in range(2 ** len(parts)):
        if bits.bit_count() % 2:
            made.append("(" + " and ".join(part if bits >> i & 1 else f"not {part}" for i, part in enumerate(parts)) + ")")
    return " or ".join(made)


def test_more_than_can_be_ticked_is_put_as_questions() -> None:
    facts = {f"f{i}": {"ask": f"第{i}问？", "type": "boolean"} for i in range(4)}
    odd = an_odd_number_of("f0", "f1", "f2", "f3")

    assert text(odd, facts=facts) == (
        "由“第0问”、“第1问”、“第2问”、“第3问”共同决定，请先回答这些问题。□不需要，不需提交。□需要，请提交："
    )
    rules = {"materials": {"m": {"when": odd, "document": "d"}}, "facts": facts, "documents": {"d": {"supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}}}
    (line,) = noticed(rules).not_needed
    assert line.if_ is not None
    assert line.if_.text == "由“第0问”、“第1问”、“第2问”、“第3问”共同决定"


def test_what_decides_together_is_named_whatever_it_is() -> None:
    odd = an_odd_number_of("provided(permit)", "lease.landlord == applicant.name", "any(vehicles, bought)", "applicant.phone == none")

    said = text(odd, lists=VEHICLES, others={"lease": LEASE, "permit": PERMIT})

    assert set(said.removeprefix("由").partition("共同决定")[0].split("、")) == {
        "《许可证》",
        "申请人姓名（名称）与《租赁合同》上的“出租人”",
        "“车辆”",
        "申请人联系电话",
    }


def test_a_question_without_its_mark_gets_one() -> None:
    assert text("rented", facts={"rented": {"ask": "场地为租用", "type": "boolean"}}) == "场地为租用？□否，不需提交。□是，请提交："
