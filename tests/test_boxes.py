"""One row of boxes a question: each answer fits one branch, which says what that answer makes due."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from noticing import noticed

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.notice.model import Branch, Notice, Question
from materials_rules.render import render

GOODS = ("冷食", "热食", "饮品")
SORTS = ("甲类", "乙类", "丙类", "丁类", "戊类")
FACTS: dict[str, Any] = {
    "storeys": {"ask": "有几层？", "type": "number", "unit": "层", "decimals": 0},
    "rented": {"ask": "场地是否为租用？", "type": "boolean"},
    "sort": {"ask": "属于哪一类？", "one_of": {f"s{i}": name for i, name in enumerate(SORTS)}},
    "goods": {"ask": "经营哪些？", "some_of": {f"g{i}": name for i, name in enumerate(GOODS)}},
}
ANSWERS: dict[str, list[Any]] = {
    "storeys": list(range(24)),
    "rented": [False, True],
    "sort": [f"s{i}" for i in range(len(SORTS))],
    "goods": [[f"g{i}" for i in range(len(GOODS)) if bits >> i & 1] for bits in range(1, 2 ** len(GOODS))],
}
CONDITIONS: dict[str, Callable[..., str]] = {
    "storeys": lambda op, bound, **_: f"storeys {op} {bound}",
    "rented": lambda flag, **_: "rented" if flag else "not rented",
    "sort": lambda some, **_: " or ".join(f"sort == s{i}" for i in some),
    "goods": lambda some, flag, **_: (" or " if flag else " and ").join(f"goods has g{i % len(GOODS)}" for i in some),
}
MOST_FACTS = 3


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """A condition over one fact, or over two."""
    said = []
    for fact in draw(st.lists(st.sampled_from(sorted(FACTS)), min_size=1, max_size=2)):
        what = {
            "op": draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="])),
            "bound": draw(st.sampled_from([5, 10, 20])),
            "flag": draw(st.booleans()),
            "some": draw(st.lists(st.integers(0, len(SORTS) - 1), min_size=1, max_size=3, unique=True)),
        }
        said.append(f"({CONDITIONS[fact](**what)})")
    return draw(st.sampled_from([" and ", " or "])).join(said)


def rules_of(whens: list[str], never: list[str]) -> dict[str, Any]:
    materials = {f"m{i}": {"name": f"第{i}号表", "when": when} for i, when in enumerate(whens)}
    used = {fact: about for fact, about in FACTS.items() if any(fact in when for when in (*whens, *never))}
    lines = [{"when": when, "say": "这些回答不能同时成立"} for when in never]
    return {"materials": materials, "facts": used, **({"never": lines} if lines else {})}


def asked(notice: Notice) -> Iterator[tuple[Question, tuple[Branch, ...]]]:
    for question in notice.questions:
        for row in question.boxes:
            yield question, row


def fits(say: str, others: list[str], fact: str, answer: Any) -> bool:
    """Whether an answer is what a branch says, read as a person reads it."""
    if fact == "rented":
        return answer is (say == "是")
    if fact == "storeys":
        return any(_within(part, answer) for part in re.split("或者|、(?=不满|超过|[0-9]+层(?!以下))", say))
    names = [SORTS[int(answer[1:])]] if fact == "sort" else [GOODS[int(key[1:])] for key in answer]
    if fact == "goods":
        return say == "其他情形" if not _says(say, GOODS) else _chosen(say, names)
    if say == "其他":
        return not any(names[0] in other for other in others)
    none = re.fullmatch("不是(“.*”)|(“.*”)都不是", say)
    return names[0] not in say if none else names[0] in say


def _says(say: str, names: tuple[str, ...]) -> bool:
    return any(name in say for name in names)


def _within(part: str, number: int) -> bool:
    bounds = {"以上": number.__ge__, "以下": number.__le__, "不满": number.__lt__, "超过": number.__gt__}
    found = re.findall("(不满|超过)?([0-9]+)层(以上|以下)?", part)
    assert found, part
    return all(bounds[before or after](int(bound)) if before or after else number == int(bound) for before, bound, after in found)


def _chosen(say: str, names: list[str]) -> bool:
    """One of the alternatives that a branch over several choices names."""
    return any(all(_part(part, names) for part in one.split("，")) for one in say.split("；或者"))


def _part(part: str, names: list[str]) -> bool:
    listed = re.findall("“(.*?)”", part)
    count = sum(name in names for name in listed)
    if part.startswith("没有同时包括"):
        return count < len(listed)
    if part.endswith("都包括"):
        return count == len(listed)
    if part.endswith("都不包括") or part.startswith("不包括"):
        return count == 0
    assert part.startswith("包括"), part
    return count > 0


@given(st.lists(conditions(), min_size=1, max_size=5), st.lists(conditions(), max_size=1))
@settings(max_examples=50)
def test_every_answer_fits_one_branch_and_makes_due_what_it_says(whens: list[str], never: list[str]) -> None:
    rules = rules_of(whens, never)
    try:
        notice = noticed(rules)
    except RulesetInvalid:  # what no loader takes is not what this is about
        return
    for question, row in asked(notice):
        fact = question.id.rpartition("/")[2]
        entries = {id_ for branch in row for id_ in branch.due}
        for answer in ANSWERS[fact]:
            after = noticed(rules, facts={fact: answer})
            if after.outcome == "undetermined" or any("/consistency/" in finding.id for finding in after.findings):
                continue  # this answer cannot be
            due = {finding.id for finding in after.findings} & entries
            open_ = {entry.id for entry in after.conditional} & entries
            assert not open_, "the question alone decides these"
            (branch,) = [b for b in row if fits(b.say, [o.say for o in row if o is not b], fact, answer)]
            assert set(branch.due) == due, (fact, answer, row)


@given(st.lists(conditions(), min_size=1, max_size=6))
@settings(max_examples=40)
def test_a_question_is_put_in_one_place_of_the_paper(whens: list[str]) -> None:
    """Boxes are ticked once: an entry stands in one row, and what has boxes is not asked in words as well."""
    try:
        notice = noticed(rules_of(whens, []))
    except RulesetInvalid:  # what no loader takes is not what this is about
        return
    text = " ".join(render(notice, "text").decode().split())
    for question in notice.questions:
        named = [id_ for row in question.boxes for id_ in {id_ for branch in row for id_ in branch.due}]
        assert len(named) == len(set(named)) and set(named) <= set(question.decides)
        in_words = f"{question.ask} 回答" in text.replace("　", " ").replace(" ", " ")
        if not question.boxes:
            assert in_words
    numbers = [entry.no for entry in notice.conditional]
    assert numbers == sorted(numbers)
    told = [entry.id for entry in notice.conditional]
    for _, row in asked(notice):
        places = sorted(told.index(id_) for id_ in {id_ for branch in row for id_ in branch.due})
        assert places == list(range(places[0], places[0] + len(places))), "the entries of a row stand together"


# ---- single cases


def boxes(whens: dict[str, str], facts: dict[str, Any], **more: Any) -> dict[str, list[dict[str, list[str]]]]:
    """The rows of boxes of each question, ids without the item."""
    notice = noticed({"materials": {name: {"when": when} for name, when in whens.items()}, "facts": facts, **more})
    return {
        question.id.removeprefix("permit/"): [
            {branch.say: [id_.removeprefix("permit/") for id_ in branch.due] for branch in row} for row in question.boxes
        ]
        for question in notice.questions
    }


def test_members_that_decide_together_stand_in_one_row() -> None:
    whens = {"cold": "goods has g0", "drinks": "goods has g2", "hot": "goods has g1", "both": "goods has g0 and goods has g1"}

    found = boxes(whens, {"goods": FACTS["goods"]})["fact/goods"]

    assert [sorted({id_ for due in row.values() for id_ in due}) for row in found] == [["both", "cold", "hot"], ["drinks"]]
    assert found[0]["“冷食”、“热食”都包括"] == ["cold", "hot", "both"]
    assert found[1] == {"不包括“饮品”": [], "包括“饮品”": ["drinks"]}


def test_of_two_complementary_entries_one_is_due() -> None:
    found = boxes({"own": "not rented", "lease": "rented"}, {"rented": FACTS["rented"]})

    assert found == {"fact/rented": [{"否": ["own"], "是": ["lease"]}]}


def test_branches_are_cut_wherever_one_of_the_entries_tells_two_answers_apart() -> None:
    """Also where an entry reads something else, which is answered."""
    rules = {"materials": {"plan": {"when": "storeys >= 10"}, "both": {"when": "rented and storeys >= 20"}}, "facts": {name: FACTS[name] for name in ("storeys", "rented")}}

    (question,) = noticed(rules, facts={"rented": True}).questions

    assert [[branch.say for branch in row] for row in question.boxes] == [["不满10层", "10层以上不满20层", "20层以上"]]


def test_the_rest_of_a_long_choice_comes_last() -> None:
    (row,) = boxes({"one": "sort == s4", "two": "sort == s3"}, {"sort": {**FACTS["sort"], "one_of": {f"s{i}": f"{i}类" for i in range(8)}}})["fact/sort"]

    assert list(row.items()) == [("3类", ["two"]), ("4类", ["one"]), ("其他", [])]


def test_what_an_applicant_is_has_boxes_too() -> None:
    notice = noticed({"materials": {"a": {"when": "applicant.kind == individual_business"}}}, applicant={"name": "甲"})

    (question,) = notice.questions
    assert [[(branch.say, branch.due) for branch in row] for row in question.boxes] == [
        [("申请人类型：自然人、企业、事业单位、社会组织、行政机关、其他组织或者没有填写", ()), ("申请人类型：个体工商户", ("permit/a",))]
    ]


def test_what_no_few_words_can_say_has_no_boxes() -> None:
    """Ten members that decide one paper are more situations than anybody ticks; of four, an odd number is eight alternatives."""
    many = {"ask": "经营哪些？", "some_of": {f"g{i}": f"{i}类" for i in range(10)}}
    every = " and ".join(f"goods has g{i}" for i in range(10))
    odd = " or ".join(
        "(" + " and ".join(f"{'' if bits >> i & 1 else 'not '}goods has g{i}" for i in range(4)) + ")"
        for bits in range(16)
        if bits.bit_count() % 2
    )

    assert boxes({"a": every}, {"goods": many}) == {"fact/goods": []}
    assert boxes({"a": odd}, {"goods": many}) == {"fact/goods": []}


def test_what_a_list_decides_is_asked_as_a_list() -> None:
    lists = {"cars": {"ask": "有哪些车辆？", "name": "车辆", "key": "plate", "each": {"heavy": {"ask": "是否为重型？", "type": "boolean"}}}}
    found = boxes({"a": "any(cars, heavy)"}, {}, lists=lists)
    each = noticed({"materials": {"b": {"for_each": "cars", "when": "heavy"}}, "lists": lists})

    assert found == {"fact/cars": []}
    assert [question.boxes for question in each.questions] == [()]
