"""What depends on an answer: ticked beside what it asks for, and asked apart only where no box answers it."""

from __future__ import annotations

from msgspec.structs import asdict, replace
from papers import sample

from materials_rules.notice.model import Conditional, Defect, If, Kind, Question
from materials_rules.render import render
from materials_rules.render._paper import Points, Table, plain
from materials_rules.render._sheet import sheet

# ---- what depends


def depending(text: str, *, id_: str = "item/pass", depends_on: tuple[str, ...] = ("fact/foreign",), **keys: object) -> Conditional:
    finding = sample("supplement").findings[0]
    return Conditional(**asdict(replace(finding, id=id_, no=7, **keys)), if_=If(text, depends_on))


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


def test_neighbours_of_one_situation_are_ticked_together() -> None:
    """The same boxes stand once before all that they decide, each under its own number and with its own basis."""
    text, other = "是否为外国人？□否，不需提交。□是，请提交：", "是否租用？□否，不需提交。□是，请提交："
    first, second, third = (depending(text, id_=f"item/{name}") for name in ("a", "b", "c"))
    entries = (first, replace(second, no=8), replace(depending(other), no=9), replace(third, no=10, basis=()))

    table = conditional_part(*entries)

    assert [(entry.no, entry.last) for entry in table.entries] == [(7, 8), (9, 9), (10, 10)]
    together = table.entries[0]
    assert [plain(point.line) for point in together.cells[0]] == ["是否为外国人？", "□否，不需提交。", "□是，请提交："]
    name = first.arms[0].name
    assert [plain(point.line) for point in together.cells[1]] == [f"第7项　{name}", f"第8项　{name}"]
    assert [point.points for point in together.cells[1]] == [table.entries[1].cells[1][0].points] * 2
    assert together.cells[2] == table.entries[1].cells[2]  # the same ground once
    apart = conditional_part(first, replace(second, no=8, basis=())).entries[0].cells[2]
    assert [plain(point.line) for point in apart] == ["第7项：", "第8项：—"]
    assert apart[0].points == together.cells[2]
    two = tuple(replace(first.basis[0], text=text) for text in ("《甲法》第一条", "《乙法》第二条"))
    several = conditional_part(first, replace(second, no=8, basis=two)).entries[0].cells[2]
    assert [plain(point.line) for point in several[1].points] == ["《甲法》第一条", "《乙法》第二条"]


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


def asked(ask: str, *entries: Conditional, decides: tuple[str, ...] = ()) -> list[str]:
    """The questions that stand among those to answer, where one is asked that *entries* ask too."""
    question = Question("item/fact/foreign", "applicant", None, ask, decides or tuple(entry.id for entry in entries))
    found = replace(sample("supplement"), findings=(), conditional=entries, questions=(question,))
    parts = [part for part in sheet(found, {}).parts if isinstance(part, Points) and "请回答的问题" in part.title]
    return [plain(point.line).partition("　")[0] for part in parts for point in part.points]


YES_OR_NO = "是否为外国人？□否，不需提交。□是，请提交："


def test_what_is_ticked_is_not_asked_again() -> None:
    ask = "是否为外国人？"
    kinds = "办理哪一种？（新办；变更）"

    assert asked(ask, depending(YES_OR_NO)) == []
    assert asked(ask, depending(YES_OR_NO), decides=("item/pass", "item/other")) == []  # yes or no says it all
    assert asked(kinds, depending("办理哪一种？□新办，不需提交。□变更，请提交："), decides=("item/pass", "item/other")) == []
    assert asked(ask, depending(YES_OR_NO, subject="drivers:1")) == []


def test_what_no_box_answers_in_full_is_asked() -> None:
    ask = "面积是多少？"
    half = depending("面积是多少？□不满50平方米，不需提交。□50平方米以上，请提交：")

    assert asked(ask, half) == []  # it decides nothing else
    assert asked(ask, half, decides=("item/pass", "item/other")) == [ask]
    assert asked(ask, depending(YES_OR_NO, depends_on=("fact/foreign", "fact/area"))) == [ask]
    assert asked(ask, depending("由“甲”、“乙”共同决定，请先回答这些问题。□不需要，不需提交。□需要，请提交：")) == [ask]
    assert asked(ask, depending(YES_OR_NO, depends_on=("fact/other",))) == [ask]
    assert asked(ask) == [ask]


def test_what_decides_the_scope_is_asked_though_it_is_ticked() -> None:
    item = sample("supplement").matter.items[0].id
    ask = "是否为外国人？（答“是”的，请向持证局申请）"

    assert asked(ask, depending(YES_OR_NO), decides=(item, "item/pass")) == [ask]
