"""Boxes read as a person reads them: every situation fits one of them, and the right one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from noticing import opened
from test_situations import answer_of, worlds

from materials_rules.notice.situations import ticks
from materials_rules.plan.compile import Plan

# ---- read as a person reads it: every situation fits one box, and the right one

GOODS = ("热食", "冷食", "饮品", "糕点")
SORTS = ("甲类", "乙类", "丙类", "丁类", "戊类", "己类")
Choice = tuple[frozenset[str], str, bool]
"""A situation: the goods that are sold (at least one), the one sort, whether the place is rented."""

_NAMES = r"“[^”]+”(?:、“[^”]+”)*"


def named(text_: str) -> set[str]:
    return set(re.findall(r"“([^”]+)”", text_))


def says_of_goods(said: str, goods: frozenset[str]) -> bool:
    """Whether what is said of the goods is true, read by somebody who knows no logic: 不包括甲或者乙 is neither of them."""
    for claim in said.split("，"):
        names = named(claim)
        if re.fullmatch(f"{_NAMES}都包括", claim):
            true = names <= goods
        elif re.fullmatch(f"{_NAMES}都不包括", claim) or claim.startswith("不包括"):
            true = not names & goods
        elif claim.startswith("没有同时包括"):
            true = not names <= goods
        else:
            assert claim.startswith("包括"), claim
            true = bool(names & goods)
        if not true:
            return False
    return True


def says_of_sort(said: str, sort: str) -> bool:
    if "都不是" in said or said.startswith("不是"):
        return sort not in named(said)
    return sort in re.split("、|或者", said)


def says(said: str, world: Choice) -> bool:
    """Whether a claim without boxes is true: alternatives, each of several parts; what is common to all stands first."""
    goods, sort, rented = world
    common, mark, rest = said.partition("，且符合下列之一：")
    if mark:
        return says(common, world) and says(rest, world)

    def part(claim: str) -> bool:
        if claim.startswith("经营哪些："):
            return says_of_goods(claim.removeprefix("经营哪些："), goods)
        if claim.startswith("属于哪一类："):
            return says_of_sort(claim.removeprefix("属于哪一类："), sort)
        return {"场地为租用": rented, "场地不是租用": not rented}[claim]

    return any(all(map(part, one.split("，且"))) for one in said.split("；或者"))


def fits(line: str, world: Choice) -> tuple[bool, bool]:
    """Whether the first box of a line fits, and whether the second does."""
    question, no, yes = line.split("□")
    boxes = (no.removesuffix("，不需提交。"), yes.removesuffix("，请提交："))
    if question.startswith("是否符合以下情形："):
        true = says(question.removeprefix("是否符合以下情形：").removesuffix("？"), world)
        return (not true, true) if boxes == ("不符合", "符合") else (True, True)
    assert question in ("经营哪些？", "属于哪一类？", "场地是否为租用？")

    def holds(box: str) -> bool:
        if question == "经营哪些？":
            return any(says_of_goods(one, world[0]) for one in box.split("；或者"))
        return says_of_sort(box, world[1]) if question == "属于哪一类？" else (box == "是") == world[2]

    return (not holds(boxes[1]) if boxes[0] == "其他情形" else holds(boxes[0])), holds(boxes[1])


Asked = tuple[Any, ...]
"""("has", 热食), ("sort", 甲类), ("rented",), or ("not" | "and" | "or", parts)."""


@st.composite
def asked_of(draw: st.DrawFn) -> tuple[Asked, int, int]:
    """A condition over the goods, the sort and the place, and how many goods and sorts there are."""
    goods, sorts = draw(st.integers(2, 4)), draw(st.integers(2, 6))
    has: list[Asked] = [("has", name) for name in GOODS[:goods]]
    leaves: list[Asked] = [*has, *has, *has, *(("sort", name) for name in SORTS[:sorts]), ("rented",), ("rented",)]

    def made(depth: int) -> Asked:
        kind = draw(st.sampled_from(["leaf", "not", "and", "or", "and", "or"])) if depth else "leaf"
        if kind == "leaf":
            return draw(st.sampled_from(leaves))
        count = 1 if kind == "not" else draw(st.integers(2, 3))
        return (kind, *(made(depth - 1) for _ in range(count)))

    return made(draw(st.integers(1, 3))), goods, sorts


def holds_in(asked: Asked, world: Choice) -> bool:
    match asked:
        case ("has", name):
            return name in world[0]
        case ("sort", name):
            return name == world[1]
        case ("rented",):
            return world[2]
        case ("not", part):
            return not holds_in(part, world)
        case ("and", *parts):
            return all(holds_in(part, world) for part in parts)
        case _:
            return any(holds_in(part, world) for part in asked[1:])


def every_choice(goods: int, sorts: int) -> Iterator[Choice]:
    for bits in range(1, 2**goods):
        some = frozenset(GOODS[i] for i in range(goods) if bits >> i & 1)
        yield from itertools.product([some], SORTS[:sorts], [False, True])


def plan_of(goods: int, sorts: int) -> Plan:
    """A plan with one requirement that reads all of *goods*, all *sorts* and the place."""
    facts: dict[str, Any] = {
        "goods": {"ask": "经营哪些？", "some_of": {f"g{i}": GOODS[i] for i in range(goods)}},
        "sort": {"ask": "属于哪一类？", "one_of": {f"s{i}": SORTS[i] for i in range(sorts)}},
        "rented": {"ask": "场地是否为租用？", "type": "boolean"},
    }
    every = " or ".join(f"goods has g{i}" for i in range(goods))
    library = opened({"materials": {"m": {"when": f"({every}) and sort == s0 and rented"}}, "facts": facts})
    (version,) = library.ruleset.items["permit"]
    return library.plan(version)


def line_of(due: Callable[[Choice], bool], goods: int, sorts: int) -> str | None:
    """The line for what is *due* in some situations; None where that is not in doubt."""
    plan = plan_of(goods, sorts)
    judged = plan.outputs["requirement/m"]
    names, sizes = judged.diagram.variables, [domain.size for domain in judged.domains]
    values: dict[tuple[int, ...], str | None] = {}
    for cells in worlds(sizes):
        taken = dict(zip(names, cells, strict=True))
        some = frozenset(GOODS[i] for i in range(goods) if taken[f"fact/goods#g{i}"])
        world = (some, SORTS[taken["fact/sort"]], bool(taken["fact/rented"]))
        values[cells] = None if not some else "open" if due(world) else "closed"
    answer = answer_of(sizes, values)
    return None if answer.variable < 0 else ticks(answer, "open", "requirement/m", plan).text


def ticked_once(due: Callable[[Choice], bool], goods: int, sorts: int) -> bool:
    """Whether there is a list to tick; every situation fits one box of it, and the right one."""
    line = line_of(due, goods, sorts)
    if line is None or line.startswith("由"):
        return False
    for world in every_choice(goods, sorts):
        assert fits(line, world) == (not due(world), due(world)), (line, world)
    return True


@pytest.mark.parametrize("goods", [2, 3])
def test_one_box_fits_whatever_is_chosen_of_several(goods: int) -> None:
    """Every question that can be asked of two, and of three, things that may be chosen together."""
    every = [some for some, _, _ in every_choice(goods, 1)][::2]
    told = 0
    for bits in range(2 ** len(every)):
        due = frozenset(some for i, some in enumerate(every) if bits >> i & 1)
        told += ticked_once(lambda world, due=due: world[0] in due, goods, 2)
    assert told == 2 ** len(every) - 2


@given(asked_of())
@settings(max_examples=400)
def test_one_box_fits_every_situation(made: tuple[Asked, int, int]) -> None:
    asked, goods, sorts = made
    ticked_once(lambda world: holds_in(asked, world), goods, sorts)


HOT, COLD, DRINKS = (("has", name) for name in GOODS[:3])


@pytest.mark.parametrize(
    ("asked", "no", "yes"),
    [
        (("and", HOT, COLD), "没有同时包括“热食”和“冷食”", "“热食”、“冷食”都包括"),
        (("not", ("and", HOT, COLD)), "“热食”、“冷食”都包括", "没有同时包括“热食”和“冷食”"),
        (("not", ("and", HOT, COLD, DRINKS)), "“热食”、“冷食”、“饮品”都包括", "没有同时包括“热食”、“冷食”和“饮品”"),
        (("or", HOT, COLD), "“热食”、“冷食”都不包括", "包括“热食”或者“冷食”"),
        (("not", ("or", HOT, COLD)), "包括“热食”或者“冷食”", "“热食”、“冷食”都不包括"),
        (("and", HOT, ("not", COLD)), "其他情形", "包括“热食”，不包括“冷食”"),
    ],
)
def test_both_and_not_both_are_told_apart_from_neither(asked: Asked, no: str, yes: str) -> None:
    assert line_of(lambda world: holds_in(asked, world), 4, 2) == f"经营哪些？□{no}，不需提交。□{yes}，请提交："


def test_not_both_is_said_in_a_claim_too() -> None:
    asked: Asked = ("and", ("rented",), ("not", ("and", HOT, COLD)))

    assert line_of(lambda world: holds_in(asked, world), 4, 2) == (
        "是否符合以下情形：场地为租用，且经营哪些：没有同时包括“热食”和“冷食”？□不符合，不需提交。□符合，请提交："
    )
