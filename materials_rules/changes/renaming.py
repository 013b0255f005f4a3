"""A version whose questions, lists, papers and answers are called by other ids: those that the new rules have for the same words.

    Version, Names  ->  Version;  a condition's text, Names  ->  text

Which question is which, `changes.recognising` knows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, assert_never

from materials_rules.changes.recognising import Names
from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.parser import parse
from materials_rules.condition.printed import show
from materials_rules.condition.spelling import Sighted
from materials_rules.condition.tree import Against, Among, HasMember, Kind, OneOf, RecordList, SomeOf, Type, Variable
from materials_rules.condition.written import (
    And,
    Compare,
    Counted,
    Has,
    Member,
    Name,
    Node,
    Not,
    Or,
    Provided,
    Quantified,
    Term,
    Tree,
    Truth,
)
from materials_rules.rules.version import Asked, Line, Slot, Version

T = TypeVar("T", bound=Type)
Fields = Mapping[str, Collection[str]]
"""What is asked of each member, list by list."""


# a version under the new ids


def under_new_ids(version: Version, names: Names) -> Version:
    """*version* as it is understood, everything in it called by its new id; its texts are left to `changes.alike`."""
    given = {names.question(name): condition for name, condition in version.given.items()}
    understood = {
        field: _called(getattr(version, field), names)
        for field in ("definitions", "never", "not_for", "consistency", "elements")
    }
    understood |= {
        field: {names.paper(id_): _called(one, names) for id_, one in getattr(version, field).items()}
        for field in ("asked", "slots")
    }
    places = {names.question(name): place for name, place in version.places.items()}
    return replace(version, **understood, given=_called(given, names), places=places)


def _called(value: Any, names: Names) -> Any:
    """*value* with every variable in it, however deep, called anew."""
    match value:
        case Variable():
            return _variable(value, names)
        case tuple():
            return tuple(_called(one, names) for one in value)
        case Mapping():
            return {key: _called(one, names) for key, one in value.items()}
        case Against(op, variable, constant, at=at) if isinstance(constant, str):
            return Against(op, _variable(variable, names), _answer(variable, constant, names), at=at)
        case Among(variable, constants, negated, at=at):
            called = tuple(_answer(variable, one, names) if isinstance(one, str) else one for one in constants)
            return Among(_variable(variable, names), called, negated, at=at)
        case HasMember(variable, member, at=at):
            return HasMember(_variable(variable, names), _answer(variable, member, names), at=at)
        case Asked() | Slot() | Line() | Node():
            changed = {field.name: _called(getattr(value, field.name), names) for field in fields(value) if field.name != "at"}
            return replace(value, **(changed | _named(value, names)))
        case _:
            return value


def _named(value: object, names: Names) -> dict[str, str]:
    """What a requirement, a paper or a line is called, and the list that repeats it."""
    found = {}
    if isinstance(value, Asked | Slot):
        found["id"] = names.paper(value.id)
    if isinstance(value, Slot):
        found["requirement"] = names.paper(value.requirement)
    if isinstance(value, Asked | Slot | Line) and value.list is not None:
        found["list"] = names.listed(value.list)
    return found


def _variable(variable: Variable, names: Names) -> Variable:
    match variable.kind, variable.type:
        case (Kind.FACT | Kind.CHOICE | Kind.MEMBER_FACT), type_:
            name, owner = names.question(variable.name, variable.owner), names.listed(variable.owner)
            return replace(variable, name=name, type=_type(type_, variable.name, variable.owner, names), owner=owner)
        case Kind.LIST, RecordList(known):
            listed = variable.name
            each = ((names.question(name, listed), _type(type_, name, listed, names)) for name, type_ in known)
            return replace(variable, name=names.listed(listed), type=RecordList(tuple(each)))
        case Kind.PROVIDED, _:
            return replace(variable, name=names.paper(variable.name))
        case Kind.SLOT_FIELD, _:
            owner = names.paper(variable.owner)
            return replace(variable, name=f"{owner}.{variable.name.removeprefix(f'{variable.owner}.')}", owner=owner)
        case _:
            return variable


def _type(type_: T, name: str, listed: str, names: Names) -> T:
    if not isinstance(type_, OneOf | SomeOf):
        return type_
    return replace(type_, members=tuple(names.answer(name, member, listed) for member in type_.members))


def _answer(variable: Variable, member: str, names: Names) -> str:
    if not isinstance(variable.type, OneOf | SomeOf) or variable.kind not in (Kind.FACT, Kind.CHOICE, Kind.MEMBER_FACT):
        return member
    return names.answer(variable.name, member, variable.owner)


# a text under the new ids


def in_text(text: str, names: Names, known: Sighted, lists: Fields, over: str | None = None) -> str:
    """The condition *text*, in its canonical spelling, with the new ids; *over* is the list that it ranges over."""
    try:
        return show(_tree(parse(text), names, known, lists, over), "en")
    except (ConditionInvalid, ValueError):
        return text


def _tree(tree: Tree, names: Names, known: Sighted, lists: Fields, over: str | None) -> Tree:
    def owner(name: str) -> str:
        return over if over is not None and name in lists.get(over, ()) else ""

    def named(text: str) -> Name:
        paper, dot, field = text.partition(".")
        return Name(f"{names.paper(paper)}.{field}" if dot else names.question(text, owner(text)))

    def term(one: Term, beside: Term | None = None) -> Term:
        if not isinstance(one, Name):
            return one
        if isinstance(beside, Name) and _is_member(one.text, beside.text, known):
            return Name(names.answer(beside.text, one.text, owner(beside.text)))
        return named(one.text)

    def below(part: Tree, listed: str | None) -> Tree:
        return _tree(part, names, known if listed is None else known.over(listed), lists, listed or over)

    match tree:
        case And(parts) | Or(parts):
            return type(tree)(tuple(below(part, None) for part in parts))
        case Not(part):
            return Not(below(part, None))
        case Compare(op, left, right):
            return Compare(op, term(left, right), term(right, left))
        case Member(one, values, negated):
            return Member(term(one), tuple(term(value, one) for value in values), negated)
        case Has(name, member):
            found = term(name)
            assert isinstance(found, Name)
            return Has(found, Name(names.answer(name.text, member.text, owner(name.text))))
        case Quantified(kind, name, inner):
            return Quantified(kind, Name(names.listed(name.text)), below(inner, name.text))
        case Counted(name, inner, op, number):
            return Counted(Name(names.listed(name.text)), None if inner is None else below(inner, name.text), op, number)
        case Name():
            found = term(tree)
            assert isinstance(found, Name)
            return found
        case Provided(slot):
            return Provided(Name(names.paper(slot.text)))
        case Truth():
            return tree
        case _:
            assert_never(tree)


def _is_member(text: str, beside: str, known: Sighted) -> bool:
    """Whether a name is an answer to the choice that stands beside it."""
    closed = known.closed.get(beside)
    return text in known.members.get(beside, ()) or (closed is not None and text in closed.members)
