"""A situation becomes a packet, and read again every variable lies where it was wanted; where there is no packet, there is none."""

from __future__ import annotations

import datetime as dt
import doctest
import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from building import plan_of, tiny
from hypothesis import given
from hypothesis import strategies as st
from worlds import Made, makes

from materials_rules import load
from materials_rules.condition.tree import Number, OneOf, Text
from materials_rules.form_checks import hand_in_checks
from materials_rules.ground.pattern import compile_pattern
from materials_rules.identifiers import identifiers
from materials_rules.library import Library, check
from materials_rules.plan import region as region_module
from materials_rules.plan.compile import Plan
from materials_rules.plan.domain import Value
from materials_rules.plan.engine import Engine
from materials_rules.plan.region import Region, exactly, of_cell
from materials_rules.rules.material import HandIn
from materials_rules.witness import shrink as shrink_module
from materials_rules.witness.declared import Declared
from materials_rules.witness.invented import Limits, numbers, texts
from materials_rules.witness.packet import packet_of
from materials_rules.witness.reading import astray, situation_of, values_of
from materials_rules.witness.shrink import shrink
from materials_rules.witness.situations import Wanted, situations, together
from materials_rules.witness.spelling import spellings
from materials_rules.witness.values import Compared, Scalar, values
from materials_rules.witness.written import text

ROOT = Path(__file__).resolve().parents[1]
SEEDS = range(120)


def plan(engine: Engine, materials: dict[str, Any], **item: Any) -> Plan:
    return plan_of(tiny(materials, **item), engine=engine)


def at(name: str, value: Value) -> Wanted:
    """That one variable has just this value."""
    return {name: exactly(value)}


# the property


def shown(made: Made, whole: bool, most: int = 14) -> Iterator[tuple[str, Any, Any]]:
    """Situations of every output, with the packet that shows each."""
    for output in made.plan.outputs:
        for situation in itertools.islice(situations(made.plan, output), most):
            yield output, situation, packet_of(made.plan, situation.wanted, whole)


@pytest.mark.parametrize("whole", [False, True], ids=["as little as possible", "the rest in order"])
def test_a_packet_read_again_lies_where_it_was_wanted(whole: bool, engine: Engine) -> None:
    count = 0
    for made in makes(SEEDS, engine):
        for output, situation, packet in shown(made, whole):
            if packet is not None:
                count += 1
                assert astray(made.plan, packet, situation.wanted) == [], (made.seed, output, packet)
                cells = situation_of(made.plan, packet).cells(made.plan.outputs[output], None)
                if not made.version.file.lists:
                    assert situation.claims[output] in made.plan.outputs[output].diagram.reachable(cells), made.seed
    assert count > 500


def test_only_what_no_list_can_be_has_no_packet(engine: Engine) -> None:
    without = [
        (made.seed, output)
        for made in makes(SEEDS, engine)
        for output, situation, packet in shown(made, False)
        if packet is None and not any(name.startswith("atom/") for name in situation.wanted)
    ]
    assert without == []


def test_the_rest_in_order_is_accepted(engine: Engine) -> None:
    """With nothing wanted, nothing is amiss: no finding, no question; a line of scope or a dead end apart."""
    outcomes = []
    for made in makes(SEEDS, engine):
        packet = packet_of(made.plan, {}, whole=True)
        assert packet is not None
        outcomes.append(outcome_of(made, packet))
    assert outcomes.count("accept") > 0.9 * len(outcomes)


def outcome_of(made: Made, packet: dict[str, Any]) -> str:
    from curing import judged

    return judged(made, json.loads(text(packet))).outcome


def test_the_delivered_items_are_accepted_with_everything_in_order(delivered: Library) -> None:
    for versions in delivered.ruleset.items.values():
        for version in versions:
            packet = packet_of(delivered.plan(version), {}, whole=True)
            assert packet is not None
            assert check(delivered, text(packet).encode()).outcome == "accept", version.path


@pytest.fixture(scope="module")
def delivered() -> Iterator[Library]:
    with load(ROOT / "rulesets" / "hengyang") as library:
        yield library


def test_every_situation_of_the_delivered_items_has_a_packet(delivered: Library) -> None:
    for versions in delivered.ruleset.items.values():
        for version in versions:
            made = delivered.plan(version)
            for output in made.outputs:
                for situation in situations(made, output):
                    packet = packet_of(made, situation.wanted)
                    assert packet is not None, (version.path, output)
                    assert astray(made, packet, situation.wanted) == []


def test_the_property_sees_a_value_beside_the_wanted_one(engine: Engine) -> None:
    made = plan(engine, {"plan": {"when": "area > 50"}}, facts={"area": {"type": "number"}})
    packet = packet_of(made, at("fact/area", 51))
    assert packet is not None
    assert astray(made, packet, at("fact/area", 51)) == []
    assert astray(made, {**packet, "facts": {"area": 50}}, at("fact/area", 51)) == ["fact/area"]
    assert astray(made, {**packet, "facts": {}}, at("fact/area", 51)) == ["fact/area"]


# what a packet holds


def test_nothing_is_said_that_was_not_wanted(engine: Engine) -> None:
    made = plan(engine, {"plan": {"when": "area > 50"}, "form": {"hand_in": {"copies": 2}}}, facts={"area": {"type": "number"}})

    assert packet_of(made, {}) == {"packet": "witness-1", "item": "permit", "received_on": "2026-03-02"}
    assert packet_of(made, at("provided/form", True), name="witness-2") == {
        "packet": "witness-2",
        "item": "permit",
        "received_on": "2026-03-02",
        "materials": [{"material": "form", "copies": 2}],
    }


def test_choices_lists_applicant_and_agent_stand_where_a_packet_has_them(engine: Engine) -> None:
    made = plan(
        engine,
        {
            "a": {"when": "route == p and by_agent"},
            "b": {"when": "any(cars, not bought)"},
            "c": {"when": "applicant.kind == enterprise or kinds has wall"},
        },
        facts={"route": {"one_of": ["p", "q"], "chosen_by": "applicant"}, "kinds": {"some_of": ["wall", "roof"]}},
        lists={"cars": {"each": {"bought": "boolean"}, "at_least": 2}},
    )
    (atom,) = (name for name in made.sources if name.startswith("atom/"))
    wanted = {
        "fact/route": exactly("q"),
        "by_agent": exactly(True),
        atom: exactly(True),
        "applicant/kind": exactly("enterprise"),
        "fact/kinds#wall": exactly(False),
    }
    packet = packet_of(made, wanted)

    assert packet is not None
    assert packet["choices"] == {"route": "q"} and packet["facts"] == {"kinds": ["roof"]}
    assert packet["agent"]["name"] == "李四" and packet["applicant"] == {"kind": "enterprise"}
    assert packet["lists"]["cars"] == [{"id": "1", "bought": False}, {"id": "2", "bought": False}]


@pytest.mark.parametrize("truth", [True, False])
@pytest.mark.parametrize("said", ["any(cars, old)", "all(cars, old)", "count(cars, old) >= 3", "count(cars) == 2", "count(cars, not old) != 1"])
def test_a_list_makes_a_statement_true_or_false(said: str, truth: bool, engine: Engine) -> None:
    made = plan(engine, {"m": {"when": said}}, lists={"cars": {"each": {"old": "boolean"}}})
    (atom,) = (name for name in made.sources if name.startswith("atom/"))
    packet = packet_of(made, {atom: exactly(truth)})

    assert packet is not None
    assert values_of(made, packet, [atom]) == {atom: truth}


def test_a_list_that_no_members_can_make_so_is_none(engine: Engine) -> None:
    made = plan(engine, {"m": {"when": "any(cars, old)"}, "n": {"when": "all(cars, not old)"}}, lists={"cars": {"each": {"old": "boolean"}}})
    one, other = (name for name in made.sources if name.startswith("atom/"))
    assert packet_of(made, {one: exactly(True), other: exactly(True)}) is None
    assert packet_of(made, {one: exactly(True), other: exactly(False)}) is not None


def test_a_statement_that_reads_more_than_its_list_gets_what_it_reads(engine: Engine) -> None:
    made = plan(
        engine,
        {"m": {"when": "any(cars, seats > limit)"}},
        facts={"limit": {"type": "number", "minimum": 4}},
        lists={"cars": {"each": {"seats": {"type": "number", "maximum": 9}}}},
    )
    (atom,) = (name for name in made.sources if name.startswith("atom/"))
    for truth in (True, False):
        packet = packet_of(made, {atom: exactly(truth)})
        assert packet is not None
        assert values_of(made, packet, [atom]) == {atom: truth}
    assert packet_of(made, {atom: exactly(True), "fact/limit": exactly(9)}) is None


def test_compared_fields_stand_on_papers_in_form(engine: Engine) -> None:
    made = plan(
        engine,
        {
            "lease": {"reads": {"until": {"type": "date"}, "name": {}}},
            "deed": {"reads": {"until": {"type": "date"}}},
            "m": {"when": "(provided(lease) and provided(deed)) and lease.until < deed.until"},
            "n": {"when": "provided(lease) and lease.name != applicant.name"},
        },
    )
    for situation in together(made, ["requirement/m", "requirement/n"]):
        packet = packet_of(made, situation.wanted, whole=True)
        assert packet is not None
        assert astray(made, packet, situation.wanted) == []


def test_a_paper_that_is_not_there_says_nothing(engine: Engine) -> None:
    made = plan(engine, {"lease": {"reads": {"big": {"type": "boolean"}}}, "m": {"when": "provided(lease) and lease.big"}})
    packet = packet_of(made, {"provided/lease": exactly(False), "read/lease.big": exactly(True)})
    assert packet is not None and "materials" not in packet


def test_every_form_check_has_a_paper_that_meets_it(engine: Engine) -> None:
    asked = {
        "originals": "2",
        "copies": "1",
        "show_original": "true",
        "certified": "true",
        "signed_by": ["applicant", "landlord"],
        "sealed_by": "issuer",
        "signed_or_sealed_by": {"by": "witness", "in_person": "true"},
        "in_date": "true",
        "issued_within": {"limit": "3 months", "only_without_term": "true"},
        "template": ["form@2024", "form@2023"],
        "complete": "true",
        "medium": "electronic",
        "electronic": "not_accepted",
    }
    assert set(asked) == set(hand_in_checks()) == set(HandIn.model_fields)
    for together_with in ([], ["originals", "copies", "in_date", "signed_by"]):
        for word in asked:
            form = {one: asked[one] for one in {word, *together_with}}
            made = plan(engine, {"m": {"hand_in": form}})
            packet = packet_of(made, at("provided/m", True))
            assert packet is not None, form
            assert values_of(made, packet, ["provided/m"]) == {"provided/m": True}


def test_limited_fields_hold_what_their_form_asks(engine: Engine) -> None:
    reads = {name: {"check": name, "required": "true"} for name in identifiers()}
    reads["plate"] = {"pattern": r"湘[A-HJ-NP-Z]-\d{5}", "say": "车牌", "required": "true"}
    reads["size"] = {"type": "number", "decimals": 2, "minimum": "2.5"}
    reads["grade"] = {"one_of": {"first": "一", "second": "二"}}
    made = plan(engine, {"m": {"reads": reads}})
    packet = packet_of(made, at("provided/m", True))

    assert packet is not None
    fields = packet["materials"][0]["fields"]
    assert set(fields) == set(reads) and fields["size"] == 2.5 and fields["grade"] == "first"


# texts that belong to nobody


@pytest.mark.parametrize("check_", sorted(identifiers()))
def test_there_are_several_numbers_of_every_kind(check_: str) -> None:
    found = list(itertools.islice(numbers(check_), 5))

    assert len(set(found)) == 5
    assert all(identifiers()[check_].fault(one, dt.date(2026, 3, 2)) is None for one in found)


@pytest.mark.parametrize(
    "pattern",
    [r"\d{4}", r"[A-Z]{2}-\d{2,4}", r"湘[A-F](甲|乙)?\d+", r"(?:ab|c)*x", r"[^0-9]{3}", r"\p{Han}{2,4}", r"^\w+\.\w+$", r"第\d+号"],
)
def test_texts_are_spelt_from_a_pattern(pattern: str) -> None:
    found = list(itertools.islice(texts(Limits(pattern=pattern)), 3))

    assert len(set(found)) == 3
    assert all(compile_pattern(pattern).fits(one) for one in found)


@pytest.mark.parametrize("pattern", [r"(?i)a", r"[a-z&&[^b]]", "(", r"\bx"])
def test_what_cannot_be_spelt_is_nothing(pattern: str) -> None:
    assert list(spellings(pattern)) == []


# values that fit together, against trying all

NAMES = ("a", "b", "c")


@st.composite
def puzzles(draw: st.DrawFn) -> tuple[dict[str, Scalar], list[Compared], list[int]]:
    """Three numbers with one or no decimal, each within stretches of a small line, and comparisons between them."""
    scalars, units = {}, []
    for name in NAMES:
        decimals = draw(st.sampled_from((0, 0, 1)))
        bounds = sorted(draw(st.lists(st.integers(0, 4 * 10**decimals), min_size=2, max_size=4).filter(lambda x: len(x) % 2 == 0)))
        region = Region(stretches=tuple(zip(bounds[::2], bounds[1::2], strict=True)))
        region |= Region(values=frozenset({None})) if draw(st.booleans()) else Region()
        scalars[name] = Scalar(Declared(name, Number(decimals), region), region, 1)
        units.append(10 ** (1 - decimals))
    ways = st.frozensets(st.sampled_from((-1, 0, 1, None, 2)), min_size=1, max_size=3)
    compared = [Compared(one, other, 1, draw(ways)) for one, other in itertools.combinations(NAMES, 2) if draw(st.booleans())]
    return scalars, compared, units


def sign(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return 2 if one is other else None
    return (one > other) - (one < other)


@given(puzzles())
def test_values_are_found_where_trying_all_finds_some(puzzle: tuple[dict[str, Scalar], list[Compared], list[int]]) -> None:
    scalars, compared, units = puzzle

    def lie(chosen: dict[str, Any]) -> bool:
        exact = {name: None if v is None else v * unit for (name, v), unit in zip(chosen.items(), units, strict=True)}
        return all(v in scalars[name].region for name, v in chosen.items()) and all(
            sign(exact[one.left], exact[one.right]) in one.ways for one in compared
        )

    line = [[None, *range(41)] if unit == 1 else [None, *range(5)] for unit in units]
    exists = any(lie(dict(zip(NAMES, chosen, strict=True))) for chosen in itertools.product(*line))
    found = values(scalars, compared)

    assert (found is not None) == exists
    if found is not None:
        assert lie({name: found[name] for name in NAMES})


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from((0, 1))), max_size=4), st.integers(2, 3))
def test_words_are_coloured_where_trying_all_finds_some(pairs: list[tuple[str, str, int]], size: int) -> None:
    words = ("p", "q", "r")[:size]
    region = Region(values=frozenset(words))
    scalars = {name: Scalar(Declared(name, OneOf(words), region), region) for name in NAMES}
    compared = [Compared(one, other, 0, frozenset({way})) for one, other, way in pairs]
    exists = any(
        all(int(chosen[NAMES.index(one)] != chosen[NAMES.index(other)]) == way for one, other, way in pairs)
        for chosen in itertools.product(words, repeat=3)
    )
    assert (values(scalars, compared) is not None) == exists


def test_texts_apart_are_different_and_as_their_forms_ask() -> None:
    about = Declared("a", Text(), Region(but=frozenset()), Limits(check="postcode"))
    free = Declared("b", Text(), Region(but=frozenset({"甲公司"})))
    found = values(
        {"a": Scalar(about, about.region), "b": Scalar(free, free.region), "c": Scalar(free, free.region)},
        [Compared("a", "b", 0, frozenset({0})), Compared("b", "c", 0, frozenset({1}))],
    )
    assert found is not None
    assert found["a"] == found["b"] != found["c"] and len(str(found["a"])) == 6


# situations


def test_situations_of_several_outputs_have_nothing_in_common(engine: Engine) -> None:
    for made in makes(range(30), engine):
        for outputs in itertools.pairwise(made.plan.outputs):
            found = list(itertools.islice(together(made.plan, outputs), 200))
            for one, other in itertools.combinations(found, 2):
                shared = one.wanted.keys() & other.wanted.keys()
                assert any(not one.wanted[name] & other.wanted[name] for name in shared), (made.seed, outputs)


def test_a_region_is_what_its_cell_holds(engine: Engine) -> None:
    made = plan(
        engine,
        {"lease": {"reads": {"use": {}}}, "m": {"when": "provided(lease) and lease.use in [“餐饮”, “住宿”]"}},
    )
    judged = made.outputs["requirement/m"]
    domain = judged.domains[judged.diagram.variables.index("read/lease.use")]
    regions = [of_cell(domain, cell) for cell in range(domain.size)]

    for value in ("餐饮", "住宿", "仓储", None):
        assert [value in region for region in regions].index(True) == domain.index(value)
        assert sum(value in region for region in regions) == 1


# shrinking and writing


def test_a_packet_shrinks_to_what_shows_it(engine: Engine) -> None:
    made = plan(engine, {"m": {"when": "big"}, "n": {}}, facts={"big": "boolean", "old": "boolean"}, lists={"cars": {}})
    packet = {
        "packet": "W",
        "item": "permit",
        "received_on": "2026-03-02",
        "facts": {"big": True, "old": False},
        "materials": [{"material": "n", "copies": 1}],
        "lists": {"cars": [{"id": "1"}]},
    }
    found = shrink(packet, lambda one: values_of(made, one, ["fact/big"]) == {"fact/big": True})

    assert found == {"packet": "W", "item": "permit", "received_on": "2026-03-02", "facts": {"big": True}}
    assert packet["lists"] == {"cars": [{"id": "1"}]}


def test_a_packet_is_written_with_the_digits_that_it_has() -> None:
    written = text({"packet": "W", "facts": {"a": Decimal("123456789012345678.05"), "b": 2.5}})
    assert '"a": 123456789012345678.05' in written and '"b": 2.5' in written


@pytest.mark.parametrize("module", [region_module, shrink_module], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_hold(module: ModuleType) -> None:
    ran = doctest.testmod(module)
    assert ran.attempted and not ran.failed
