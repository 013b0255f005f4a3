"""Questions that only got another id: which they are, and a version or a packet that calls them by it.

    two Versions  ->  new ids by old ones;  Version, ids  ->  Version;  packet, ids  ->  packet

A question is known again by what an applicant is asked: the same words, the same sort of answer, the same place (of the
application, of his choice, of each member of one list), and just one such question on either side. What follows from its answers
is not looked at here: under its new id the tables of both sides are compared as ever, and show whether it is used otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, assert_never

from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.parser import parse
from materials_rules.condition.printed import show
from materials_rules.condition.spelling import Sighted
from materials_rules.condition.tree import Kind, RecordList, Variable
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
from materials_rules.ground.script import fold
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Asked, Line, Slot, Version, type_of

Names = Mapping[str, str]
"""New ids by old ones: `area`, and `drivers.age` for what is asked of each member of a list."""

Fields = Mapping[str, Collection[str]]
"""What is asked of each member, list by list."""


def renamed(old: Version, new: Version) -> dict[str, str]:
    """The questions of *old* that are *new*'s under another id."""
    mine, yours = old.file, new.file
    taken = {*mine.lists, *mine.definitions, *old.slots}
    found = _pairs(mine.facts, {name: fact for name, fact in yours.facts.items() if name not in taken or name in mine.facts})
    for name, listed in mine.lists.items():
        if name in yours.lists:
            of_each = _pairs(listed.each, yours.lists[name].each)
            found |= {f"{name}.{was}": f"{name}.{now}" for was, now in of_each.items() if now != listed.key}
    return found


def _pairs(old: Mapping[str, Fact], new: Mapping[str, Fact]) -> dict[str, str]:
    """Questions that went and came and are the same; none of which one is like several."""
    pairs = [
        (was, now)
        for was in old
        for now in new
        if was not in new and now not in old and _is_one_question(old[was], new[now])
    ]
    mine, yours = Counter(was for was, _ in pairs), Counter(now for _, now in pairs)
    return {was: now for was, now in pairs if mine[was] == yours[now] == 1}


def _is_one_question(one: Fact, other: Fact) -> bool:
    """Whether an applicant is asked the same: in the same words, with the same answers or some more."""
    if fold(one.ask) != fold(other.ask) or type(type_of(one)) is not type(type_of(other)):
        return False
    if (one.chosen_by, one.answered_by) != (other.chosen_by, other.answered_by):
        return False
    mine, yours = (set(fact.one_of or fact.some_of or ()) for fact in (one, other))
    return mine <= yours or yours <= mine


# a version under the new ids


def under_new_ids(version: Version, names: Names) -> Version:
    """*version* as it is understood, its questions called by their new ids; its texts are left to `changes.alike`."""
    given = {names.get(name, name): condition for name, condition in version.given.items()}
    understood = {
        field: _called(getattr(version, field), names)
        for field in ("asked", "slots", "definitions", "never", "not_for", "consistency", "elements")
    }
    places = {names.get(name, name): place for name, place in version.places.items()}
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
        case Asked() | Slot() | Line() | Node():
            changed = {field.name: _called(getattr(value, field.name), names) for field in fields(value) if field.name != "at"}
            return replace(value, **changed)
        case _:
            return value


def _variable(variable: Variable, names: Names) -> Variable:
    match variable.kind, variable.type:
        case (Kind.FACT | Kind.CHOICE), _:
            return replace(variable, name=names.get(variable.name, variable.name))
        case Kind.MEMBER_FACT, _:
            return replace(variable, name=_field(names, variable.owner, variable.name))
        case Kind.LIST, RecordList(known):
            return replace(variable, type=RecordList(tuple((_field(names, variable.name, name), type_) for name, type_ in known)))
        case _:
            return variable


def _field(names: Names, listed: str, field: str) -> str:
    return names.get(f"{listed}.{field}", field).rpartition(".")[2]


# a text under the new ids


def in_text(text: str, names: Names, known: Sighted, lists: Fields, over: str | None = None) -> str:
    """The condition *text*, in its canonical spelling, with the new ids; *over* is the list that it ranges over."""
    try:
        return show(_tree(parse(text), names, known, lists, over), "en")
    except (ConditionInvalid, ValueError):
        return text


def _tree(tree: Tree, names: Names, known: Sighted, lists: Fields, over: str | None) -> Tree:
    def term(one: Term, beside: Term | None = None) -> Term:
        if not isinstance(one, Name) or (isinstance(beside, Name) and _is_member(one.text, beside.text, known)):
            return one
        if over is not None and one.text in lists.get(over, ()):
            return Name(_field(names, over, one.text))
        return Name(names.get(one.text, one.text))

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
            return Has(found, member)
        case Quantified(kind, name, inner):
            return Quantified(kind, name, below(inner, name.text))
        case Counted(name, inner, op, number):
            return Counted(name, None if inner is None else below(inner, name.text), op, number)
        case Name():
            found = term(tree)
            assert isinstance(found, Name)
            return found
        case Provided() | Truth():
            return tree
        case _:
            assert_never(tree)


def _is_member(text: str, beside: str, known: Sighted) -> bool:
    """Whether a name is an answer to the choice that stands beside it."""
    closed = known.closed.get(beside)
    return text in known.members.get(beside, ()) or (closed is not None and text in closed.members)


# a packet under the old ids


def under_old_ids(packet: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """*packet*, written for the new rules, as the old ones read it."""
    back = {now: was for was, now in names.items()}
    found = dict(packet)
    for part in ("facts", "choices"):
        if packet.get(part):
            found[part] = {back.get(name, name): value for name, value in packet[part].items()}
    if packet.get("lists"):
        found["lists"] = {name: list(_members(name, lines, back)) for name, lines in packet["lists"].items()}
    return found


def _members(listed: str, lines: list[Mapping[str, Any]], back: Names) -> Iterator[dict[str, Any]]:
    for line in lines:
        yield {_field(back, listed, name): value for name, value in line.items()}
