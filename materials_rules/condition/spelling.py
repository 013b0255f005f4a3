"""A condition written again in the one canonical way, in English or in Chinese words.

    text, what is known of its names, language  ->  text

A file has one digest whatever language it is written in, and however its author sets blanks, quotes and brackets.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.parser import parse
from materials_rules.condition.printed import Language, show
from materials_rules.condition.tree import OneOf
from materials_rules.condition.vocabulary import YES_OR_NO
from materials_rules.condition.written import (
    And,
    Compare,
    Counted,
    Has,
    Member,
    Name,
    Not,
    Or,
    Provided,
    Quantified,
    Term,
    Tree,
    Truth,
)


@dataclass(frozen=True, slots=True)
class Sighted:
    """What is known of the names of a file before anything in it has a type.

    `closed` are our own choices by name: beside one of them its Chinese words mean its members. `names` are the facts, lists
    and definitions that an author chose, `members` those of his choices by name, so that 是 and 否 stay his where they are
    his. `lists` holds the same for the fields of each list.
    """

    closed: Mapping[str, OneOf] = field(default_factory=dict)
    names: Collection[str] = ()
    members: Mapping[str, Collection[str]] = field(default_factory=dict)
    lists: Mapping[str, Sighted] = field(default_factory=dict)

    def over(self, name: str | None) -> Sighted:
        """What is known where the list *name* is ranged over: its fields stand before the names outside."""
        inner = self.lists.get(name or "")
        if inner is None:
            return self
        members = {key: found for key, found in self.members.items() if key not in inner.names}
        return replace(self, names={*self.names, *inner.names}, members={**members, **inner.members})


NOTHING: Final = Sighted()


def spelled(text: str, sighted: Sighted = NOTHING, language: Language = "en") -> str:
    """*text* in the words of *language*; as it is where it is no condition, or no quotes could hold a text of it."""
    try:
        return show(_tree(parse(text), sighted, language), language)
    except (ConditionInvalid, ValueError):
        return text


def _tree(tree: Tree, sighted: Sighted, language: Language) -> Tree:
    match tree:
        case And(parts) | Or(parts):
            return type(tree)(tuple(_tree(part, sighted, language) for part in parts))
        case Not(part):
            return Not(_tree(part, sighted, language))
        case Compare(op, left, right):
            return Compare(op, _value(left, right, sighted, language), _value(right, left, sighted, language))
        case Member(term, values, negated):
            return Member(term, tuple(_value(value, term, sighted, language) for value in values), negated)
        case Quantified(kind, name, inner):
            return Quantified(kind, name, _tree(inner, sighted.over(name.text), language))
        case Counted(name, inner, op, number):
            below = None if inner is None else _tree(inner, sighted.over(name.text), language)
            return Counted(name, below, op, number)
        case Has() | Provided() | Name() | Truth():
            return tree
        case _:
            assert_never(tree)


def _value(term: Term, beside: Term, sighted: Sighted, language: Language) -> Term:
    """*term* as a value of what stands beside it; itself where it is a name or a member of the author's."""
    if not isinstance(term, Name) or not isinstance(beside, Name):
        return term
    if choice := sighted.closed.get(beside.text):
        member = choice.member(term.text)
        if language == "zh" and member in choice.members and choice.spellings:
            member = choice.spellings[choice.members.index(member)]
        return Name(member)
    if term.text in YES_OR_NO and term.text not in sighted.names and term.text not in sighted.members.get(beside.text, ()):
        return Truth(YES_OR_NO[term.text])
    return term
