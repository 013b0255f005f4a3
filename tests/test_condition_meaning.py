"""What a typed condition means: the same as the written one, judged by two evaluators on random trees.

That of typed trees knows whole numbers only, that of written trees decimals only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from scoping import KINDS, LEASE, ROUTE, SCOPE, member_fact, true, typed, variable
from signs import OPS

from materials_rules.condition import definitions_used, parse, type_condition, variables
from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Condition,
    Conjunction,
    Constant,
    Counting,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Kind,
    Negation,
    Number,
    Quantifier,
    Scaled,
    Variable,
)
from materials_rules.condition.written import (
    And,
    Compare,
    Counted,
    DateTerm,
    Has,
    Member,
    Name,
    NoneTerm,
    Not,
    NumberTerm,
    Or,
    Provided,
    Quantified,
    Term,
    TextTerm,
    Tree,
    Truth,
)

Value = bool | Decimal | dt.date | str | frozenset[str] | None
World = Mapping[str, Value]


def compared(op: str, left: object, right: object) -> bool:
    if op not in ("==", "!=") and (left is None or right is None):
        return False
    return OPS[op](left, right)


def whole(value: Value, decimals: int) -> object:
    return int(value.scaleb(decimals)) if isinstance(value, Decimal) else value


def raw(constant: Constant) -> object:
    return constant.whole if isinstance(constant, Scaled) else constant


def decimals_of(read: Variable) -> int:
    return read.type.decimals if isinstance(read.type, Number) else 0


def holds(condition: Condition, world: World, people: list[World]) -> bool:
    match condition:
        case Always(value):
            return value
        case Against(op, read, constant):
            return compared(op, whole(world[read.name], decimals_of(read)), raw(constant))
        case Between(op, left, right, decimals):
            return compared(op, whole(world[left.name], decimals), whole(world[right.name], decimals))
        case Among(read, constants, negated):
            return (whole(world[read.name], decimals_of(read)) in [raw(c) for c in constants]) is not negated
        case IsNone(read, negated):
            return (world[read.name] is None) is not negated
        case HasMember(read, member):
            chosen = world[read.name]
            return isinstance(chosen, frozenset) and member in chosen
        case IsProvided(read):
            return bool(world[f"provided {read.name}"])
        case Defined(name):
            return bool(world[name])
        case Negation(part):
            return not holds(part, world, people)
        case Conjunction(parts):
            return all(holds(part, world, people) for part in parts)
        case Disjunction(parts):
            return any(holds(part, world, people) for part in parts)
        case Quantifier(kind, _, inner):
            among = (holds(inner, {**world, **person}, people) for person in people)
            return any(among) if kind == "any" else all(among)
        case Counting(_, inner, op, number):
            counted = [person for person in people if inner is None or holds(inner, {**world, **person}, people)]
            return compared(op, len(counted), number)


def term_value(term: Term, world: World) -> object:
    match term:
        case Name(text):
            return world.get(text, text)
        case NoneTerm():
            return None
        case _:
            return term.value


def says(tree: Tree, world: World, people: list[World]) -> bool:
    match tree:
        case Truth(value):
            return value
        case Name(text):
            return bool(world[text])
        case Compare(op, left, right):
            return compared(op, term_value(left, world), term_value(right, world))
        case Member(term, values, negated):
            return (term_value(term, world) in [term_value(value, world) for value in values]) is not negated
        case Has(name, member):
            chosen = world[name.text]
            return isinstance(chosen, frozenset) and member.text in chosen
        case Provided(slot):
            return bool(world[f"provided {slot.text}"])
        case Not(part):
            return not says(part, world, people)
        case And(parts):
            return all(says(part, world, people) for part in parts)
        case Or(parts):
            return any(says(part, world, people) for part in parts)
        case Quantified(kind, _, inner):
            among = (says(inner, {**world, **person}, people) for person in people)
            return any(among) if kind == "any" else all(among)
        case Counted(_, inner, op, number):
            counted = [person for person in people if inner is None or says(inner, {**world, **person}, people)]
            return compared(op, len(counted), int(number.value))


def decimal(places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-3, 3).map(lambda n: Decimal(n).scaleb(-places) + 1)


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 3))
WORDS = st.sampled_from(["a", "b"])
WORLD_OF: dict[str, st.SearchStrategy[Value]] = {
    "rented": st.booleans(),
    "owned": st.booleans(),
    "high_level": st.booleans(),
    "provided lease": st.booleans(),
    "area_m2": decimal(2),
    "storeys": decimal(0),
    "lease.area": st.none() | decimal(3),
    "lease.until": st.none() | DAYS,
    "lease.sealed": st.none() | st.booleans(),
    "received_on": DAYS,
    "brand": WORDS,
    "applicant.name": st.none() | WORDS,
    "lease.landlord": st.none() | WORDS,
    "route": st.sampled_from(ROUTE.members),
    "kinds": st.frozensets(st.sampled_from(KINDS.members)),
}
worlds = st.fixed_dictionaries(WORLD_OF)
persons = st.lists(
    st.fixed_dictionaries(
        {"certified": st.booleans(), "age": decimal(0), "level": st.sampled_from(["junior", "senior"])}
    ),
    max_size=3,
)
ANY_OP = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
SAME = st.sampled_from(["==", "!="])


def either_way(op: st.SearchStrategy[str], left: st.SearchStrategy[Term], right: st.SearchStrategy[Term]) -> st.SearchStrategy[Tree]:
    return st.builds(Compare, op, left, right) | st.builds(Compare, op, right, left)


def number_terms(places: int) -> st.SearchStrategy[Term]:
    # the lexer gives numbers without closing zeros
    return decimal(places).map(lambda value: parse_number(f"{value:f}"))


def parse_number(text: str) -> Term:
    tree = parse(f"x == {text}")
    assert isinstance(tree, Compare)
    return tree.right


def name_of(*names: str) -> st.SearchStrategy[Term]:
    return st.sampled_from([Name(name) for name in names])


areas = name_of("area_m2", "lease.area", "storeys")
text_names = name_of("brand", "applicant.name", "lease.landlord")
day_names = name_of("lease.until", "received_on")
plain_leaves: st.SearchStrategy[Tree] = st.one_of(
    st.sampled_from([Name("rented"), Name("owned"), Name("high_level"), Name("lease.sealed")]),
    st.builds(Truth, st.booleans()),
    either_way(ANY_OP, name_of("area_m2"), number_terms(2)),
    either_way(ANY_OP, name_of("lease.area"), number_terms(3)),
    st.builds(Compare, ANY_OP, areas, areas),
    st.builds(Compare, ANY_OP, day_names, day_names),
    either_way(ANY_OP, day_names, st.builds(DateTerm, DAYS)),
    either_way(SAME, text_names, st.builds(TextTerm, WORDS)),
    st.builds(Compare, SAME, text_names, text_names),
    either_way(SAME, name_of("route"), name_of(*ROUTE.members)),
    either_way(SAME, name_of("rented", "high_level", "lease.sealed"), st.builds(Truth, st.booleans())),
    either_way(SAME, name_of("lease.area", "lease.until", "applicant.name", "lease.sealed"), st.just(NoneTerm())),
    st.builds(Has, st.just(Name("kinds")), st.sampled_from([Name(member) for member in KINDS.members])),
    st.just(Provided(Name("lease"))),
    st.builds(
        Member, name_of("lease.area"), st.lists(number_terms(3), min_size=1, max_size=3).map(tuple), st.booleans()
    ),
)
member_leaves: st.SearchStrategy[Tree] = st.one_of(
    st.just(Name("certified")),
    either_way(ANY_OP, name_of("age"), number_terms(0)),
    st.builds(Compare, ANY_OP, name_of("age"), areas),
    either_way(SAME, name_of("level"), name_of("junior", "senior")),
)


def joined(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    parts = st.lists(trees, min_size=2, max_size=3).map(tuple)
    return st.builds(And, parts) | st.builds(Or, parts) | st.builds(Not, trees)


inner_trees = st.recursive(plain_leaves | member_leaves, joined, max_leaves=4)
quantified: st.SearchStrategy[Tree] = st.builds(
    Quantified, st.sampled_from(["any", "all"]), st.just(Name("installers")), inner_trees
) | st.builds(
    Counted, st.just(Name("installers")), st.none() | inner_trees, ANY_OP, st.integers(0, 3).map(lambda n: NumberTerm(Decimal(n)))
)
trees: st.SearchStrategy[Tree] = st.recursive(plain_leaves | quantified, joined, max_leaves=8)


def truth(tree: Tree, world: World, people: list[World]) -> bool:
    return holds(type_condition(tree, SCOPE), world, people)


@given(trees, worlds, persons)
def test_a_typed_condition_means_what_is_written(tree: Tree, world: World, people: list[World]) -> None:
    assert truth(tree, world, people) == says(tree, world, people)


@given(trees, trees, worlds, persons)
def test_de_morgan_double_negation_and_order_change_nothing(
    one: Tree, two: Tree, world: World, people: list[World]
) -> None:
    def true_here(tree: Tree) -> bool:
        return truth(tree, world, people)

    assert true_here(Not(And((one, two)))) == true_here(Or((Not(one), Not(two))))
    assert true_here(Not(Or((one, two)))) == true_here(And((Not(one), Not(two))))
    assert true_here(Not(Not(one))) == true_here(one)
    assert true_here(And((one, two))) == true_here(And((two, one)))
    assert true_here(Or((one, two))) == true_here(Or((two, one)))


@given(inner_trees, worlds, persons)
def test_all_is_not_any_not(inner: Tree, world: World, people: list[World]) -> None:
    name = Name("installers")

    none_fails = Not(Quantified("any", name, Not(inner)))
    assert truth(Quantified("all", name, inner), world, people) == truth(none_fails, world, people)
    zero = Counted(name, Not(inner), "==", NumberTerm(Decimal(0)))
    assert truth(zero, world, people) == truth(none_fails, world, people)


@given(trees)
def test_every_name_that_is_read_is_one_of_the_scope(tree: Tree) -> None:
    condition = type_condition(tree, SCOPE)

    for read in variables(condition):
        if read.kind is Kind.MEMBER_FACT:
            assert read == member_fact(read.name)
        else:
            assert read == (LEASE if read.kind is Kind.PROVIDED else variable(read.name))
    assert set(definitions_used(condition)) <= {"high_level"}


def test_a_variable_of_the_item_is_the_same_in_and_outside_a_quantifier() -> None:
    inside = typed("any(installers, rented)")

    assert isinstance(inside, Quantifier)
    assert inside.inner == true("rented")
    assert replace(inside, inner=true("owned")) == typed("any(installers, owned)")
