"""What depends on an answer: ticked beside what it asks for, and asked apart only where no box answers it."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import asdict, replace
from noticing import noticed
from papers import sample

from materials_rules.notice.model import Branch, Conditional, Defect, If, Kind, Question
from materials_rules.render import render
from materials_rules.render._paper import Points, Table, plain
from materials_rules.render._sheet import sheet

# ---- what depends


def depending(text: str, *, id_: str = "item/pass", depends_on: tuple[str, ...] = ("fact/foreign",), **keys: object) -> Conditional:
    finding = sample("supplement").findings[0]
    return Conditional(**asdict(replace(finding, id=id_, no=7, **keys)), if_=If(text, depends_on), branches=tuple(text.split("□")[1:]))


def conditional_part(*entries: Conditional, **keys: object) -> Table:
    found = replace(sample("supplement"), findings=(), conditional=entries, **keys)
    (table,) = [part for part in sheet(found, {}).parts if isinstance(part, Table)]
    return table


def test_what_depends_says_what_is_wrong() -> None:
    arm = sample("supplement").findings[0].arms[0]
    bad = replace(arm, name="护照", defects=(Defect(Kind("expired"), "提交之日已经超过有效期"),), do=("请换交",))
    missing = replace(arm, name="租赁合同", defects=(Defect(Kind("missing"), "未提交"),))
    here = conditional_part(depending("是否为外国人？□否，不需补正。□是，请补正：", arms=(bad,)))
    one_of = conditional_part(depending("是否为外国人？□否，不需补正。□是，请补正：", arms=(bad, missing)))
    absent = conditional_part(depending("是否为外国人？□否，不需提交。□是，请提交：", arms=(missing,)))

    def told(table: Table) -> list[str]:
        (named,) = table.entries[0].cells[1]
        return [plain(point.line) for point in named.points]

    assert "已过有效期：提交之日已经超过有效期" in told(here)
    assert "护照：已过有效期：提交之日已经超过有效期" in told(one_of)
    assert not any("未提交" in line for line in (*told(absent), *told(one_of)))


def question(*rows: tuple[Branch, ...], id_: str = "item/fact/foreign", of: Literal["applicant", "clerk", "office"] = "applicant") -> Question:
    """A question that decides what stands in its boxes and nothing else."""
    decides = dict.fromkeys(id_ for row in rows for branch in row for id_ in branch.due)
    return Question(id_, of, None, "是否为外国人？", tuple(decides), rows, None)


NO = Branch("否", ())


def test_a_box_that_an_author_wrote_is_no_branch() -> None:
    """Neither in his question nor in what he calls an answer."""
    facts = {"rented": {"ask": "场地□自有□租用，是否为租用？", "type": "boolean"}, "kind": {"ask": "哪种？", "one_of": {"a": "□甲", "b": "乙"}}}
    rules: dict[str, object] = {"materials": {"lease": {"when": "rented"}, "own": {"when": "not rented"}, "plan": {"when": "kind == a"}}, "facts": facts}
    notice = noticed(rules)
    (table,) = [part for part in sheet(notice, {}).parts if isinstance(part, Table)]
    told = [[plain(point.line) for point in entry.cells[0]] for entry in table.entries]

    assert told == [
        ["场地□自有□租用，是否为租用？", "□否，请按第2项办理。", "□是，请按第1项办理。"],
        ["哪种？", "□乙，不需提交。", "□□甲，请提交："],
    ]
    assert [line.asked for line in notice.conditional] == ["场地□自有□租用，是否为租用？"] * 2 + ["哪种？"]


def test_what_one_question_decides_is_ticked_once() -> None:
    """The same boxes stand once before all that they decide, each under its own number and with its own basis."""
    text, other = "是否为外国人？□否，不需提交。□是，请提交：", "是否租用？□否，不需提交。□是，请提交："
    first, second, third = (depending(text, id_=f"item/{name}") for name in ("a", "b", "c"))
    rows = question((NO, Branch("是", ("item/a", "item/b")))), question((NO, Branch("是", ("item/c",))), id_="item/fact/c")
    entries = (first, replace(second, no=8), replace(third, no=9, basis=()), replace(depending(other), no=10))

    table = conditional_part(*entries, questions=rows)

    assert [(entry.no, entry.last) for entry in table.entries] == [(7, 8), (9, 9), (10, 10)]
    together = table.entries[0]
    assert [plain(point.line) for point in together.cells[0]] == ["是否为外国人？", "□否，不需提交。", "□是，请提交："]
    name = first.arms[0].name
    assert [plain(point.line) for point in together.cells[1]] == [f"第7项　{name}", f"第8项　{name}"]
    assert [point.points for point in together.cells[1]] == [table.entries[2].cells[1][0].points] * 2
    assert together.cells[2] == table.entries[2].cells[2]  # the same ground once
    apart = conditional_part(first, replace(second, no=8, basis=())).entries[0].cells[2]
    assert [plain(point.line) for point in apart] == ["第7项：", "第8项：—"]
    assert apart[0].points == together.cells[2]
    two = tuple(replace(first.basis[0], text=text) for text in ("《甲法》第一条", "《乙法》第二条"))
    several = conditional_part(first, replace(second, no=8, basis=two)).entries[0].cells[2]
    assert [plain(point.line) for point in several[1].points] == ["《甲法》第一条", "《乙法》第二条"]


def test_a_branch_says_which_entries_it_leads_to_where_they_need_different_answers() -> None:
    texts = ("有几层？□不满10层，不需提交。□10层以上，请提交：", "有几层？□不满20层，不需补正。□20层以上，请补正：")
    entries = [replace(depending(text, id_=f"item/{no}"), no=no) for no, text in zip((7, 8), texts, strict=True)]
    cut = (Branch("不满10层", ()), Branch("10层以上不满20层", ("item/7",)), Branch("20层以上", ("item/7", "item/8")))

    (row,) = conditional_part(*entries, questions=(question(cut),)).entries

    assert [plain(point.line) for point in row.cells[0]] == [
        "有几层？",
        "□不满10层，不需办理。",
        "□10层以上不满20层，请按第7项办理。",
        "□20层以上，请按第7、8项办理。",
    ]


def test_a_box_stands_only_where_it_is_the_one_place_for_its_question() -> None:
    """What is asked in words, what several questions decide and what the office must answer is told without boxes."""
    text = "是否为外国人？□否，不需提交。□是，请提交："
    row = (NO, Branch("是", ("item/pass",)))
    asked_too = replace(question((Branch("不满3层", ()), Branch("3层以上", ("item/pass",)))), decides=("item/pass", "item/other"))

    def lines(*questions: Question) -> tuple[str, list[str]]:
        table = conditional_part(depending(text), questions=questions)
        return table.columns[1], [plain(point.line) for point in table.entries[0].cells[0]]

    boxed = ("情形（请勾选）", ["是否为外国人？", "□否，不需提交。", "□是，请提交："])
    told = ("情形", ["是否为外国人？", "否，不需提交。", "是，请提交："])
    assert lines(question(row)) == lines(question(row, of="clerk")) == boxed
    assert lines() == lines(question(row, of="office")) == lines(asked_too) == told


def test_the_numbers_of_several_stand_before_them() -> None:
    text = "是否为外国人？□否，不需提交。□是，请提交："
    entries = [replace(depending(text, id_=f"item/{no}"), no=no) for no in (7, 8, 10, 11, 12)]
    entries[2:] = [replace(entry, if_=If(text.replace("外国人", "法人"), ())) for entry in entries[2:]]
    found = replace(sample("supplement"), findings=(), conditional=tuple(entries))

    assert "\n 7—8.\n     是否为外国人" in render(found, "text").decode()
    assert "\n10—12.\n     是否为法人" in render(found, "text").decode()
    assert "\n### 7—8. 是否为外国人" in render(found, "markdown").decode()
    assert "<td>10—12</td>" in render(found, "html").decode()


def test_the_column_says_what_is_done_there() -> None:
    paper_, difference = depending("是否？□否。□是："), depending("是否？□否。□是：", id_="item/consistency/names")

    assert conditional_part(paper_).columns[2] == "需要提交的"
    assert conditional_part(difference).columns[2] == "需要更正的"
    assert conditional_part(paper_, difference).columns[2] == "需提交或更正"


# ---- what is asked once


def asked(ask: str, *entries: Conditional, said: tuple[str, str] | None = ("否", "是"), more: tuple[str, ...] = ()) -> list[str]:
    """The questions that stand among those to answer, where one is asked that boxes before *entries* ask too."""
    ids = tuple(entry.id for entry in entries)
    rows = () if said is None else ((Branch(said[0], ()), Branch(said[1], ids)),)
    question = Question("item/fact/foreign", "applicant", None, ask, (*ids, *more), rows, None)
    found = replace(sample("supplement"), findings=(), conditional=entries, questions=(question,))
    parts = [part for part in sheet(found, {}).parts if isinstance(part, Points) and "请回答的问题" in part.title]
    return [plain(point.line).partition("　")[0] for part in parts for point in part.points]


YES_OR_NO = "是否为外国人？□否，不需提交。□是，请提交："


def test_what_is_ticked_is_not_asked_again() -> None:
    ask = "是否为外国人？"
    kinds = "办理哪一种？（新办；变更）"

    assert asked(ask, depending(YES_OR_NO)) == []
    assert asked(ask, depending(YES_OR_NO), more=("item/other",)) == []  # yes or no says it all
    both = depending("办理哪一种？□变更，不需提交。□新办，请提交：")
    assert asked(kinds, both, said=("变更", "新办"), more=("item/other",)) == []
    assert asked(kinds, both, said=("变更", "注销"), more=("item/other",)) == [kinds]


def test_what_no_box_answers_in_full_is_asked() -> None:
    ask = "面积是多少？"
    half = depending("面积是多少？□不满50平方米，不需提交。□50平方米以上，请提交：")

    assert asked(ask, half, said=("不满50平方米", "50平方米以上")) == []  # it decides nothing else
    assert asked(ask, half, said=("不满50平方米", "50平方米以上"), more=("item/other",)) == [ask]
    assert asked(ask, depending("由“甲”、“乙”共同决定，请先回答这些问题。□不需要，不需提交。□需要，请提交："), said=None) == [ask]
    assert asked(ask, said=None) == [ask]


def test_what_decides_the_scope_is_asked_though_it_is_ticked() -> None:
    item = sample("supplement").matter.items[0].id
    ask = "是否为外国人？（答“是”的，请向持证局申请）"

    assert asked(ask, depending(YES_OR_NO), more=(item,)) == [ask]
