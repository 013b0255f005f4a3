"""Every name of a condition is found, and every value fits what it is compared with.

    Tree, Scope  ->  Condition
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, assert_never

from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.naming import meant
from materials_rules.condition.printed import show_term
from materials_rules.condition.scope import Scope, named
from materials_rules.condition.tree import (
    Against,
    Always,
    Among,
    Between,
    Boolean,
    Condition,
    Conjunction,
    Constant,
    Counting,
    Date,
    Defined,
    Disjunction,
    HasMember,
    IsNone,
    IsProvided,
    Kind,
    Negation,
    Number,
    OneOf,
    Quantifier,
    RecordList,
    SomeOf,
    Type,
    Variable,
)
from materials_rules.condition.values import Values
from materials_rules.condition.written import (
    MIRRORED,
    And,
    Compare,
    Counted,
    Has,
    Member,
    Name,
    NoneTerm,
    Not,
    Op,
    Or,
    Provided,
    Quantified,
    Span,
    Term,
    Tree,
    Truth,
)

_ORDERED: Final = ("数字或日期", "a number or a date")
_SEVERAL: Final = ("多选", "a choice of several")
_SINGLE: Final = ("单个的值", "a single value")
_LISTABLE: Final = ("可以列举的值", "something with values to list")
_DEFINITION: Final = ("定义", "a definition")
_FACT_OR_FIELD: Final = ("情形要素或栏目", "a fact or a field")


def type_condition(tree: Tree, scope: Scope) -> Condition:
    """The condition *tree* with every name found in *scope*. Raises ConditionInvalid with all faults at once.

    *tree* comes from `parse`, which bounds its depth.
    """
    typing = _Typing(scope)
    condition = typing.condition(tree)
    if typing.faults or condition is None:
        raise ConditionInvalid(typing.faults)
    return condition


class _Typing(Values):
    """One condition on its way; a part that cannot be understood is None and has left a fault."""

    def condition(self, tree: Tree) -> Condition | None:
        at = tree.at
        match tree:
            case And(parts):
                typed = self.all_of(parts)
                return None if typed is None else Conjunction(typed, at=at)
            case Or(parts):
                typed = self.all_of(parts)
                return None if typed is None else Disjunction(typed, at=at)
            case Not(part):
                inner = self.condition(part)
                return None if inner is None else Negation(inner, at=at)
            case Truth(value):
                return Always(value, at=at)
            case Name():
                return self.alone(tree)
            case Compare():
                return self.compare(tree)
            case Member():
                return self.member(tree)
            case Has():
                return self.has(tree)
            case Provided(slot):
                return self.provided(slot, at)
            case Quantified(kind, name, inner_tree):
                listing, inner = self.over(name, inner_tree, at)
                return None if listing is None or inner is None else Quantifier(kind, listing, inner, at=at)
            case Counted():
                return self.counted(tree)
            case _:
                assert_never(tree)

    def all_of(self, parts: Iterable[Tree]) -> tuple[Condition, ...] | None:
        typed = [self.condition(part) for part in parts]
        whole = tuple(part for part in typed if part is not None)
        return whole if len(whole) == len(typed) else None

    # Names

    def find(self, name: Name) -> Variable | None:
        """The variable of that name; nothing is said if there is none."""
        if self.sight.list is not None and self.sight.is_shadowed(name.text):
            self.say("R-SHADOW", name.at, name=name.text, list=self.sight.list.name)
        return self.sight.find(name.text)

    def known(self, name: Name) -> Variable | None:
        """The variable of that name, or a fault that proposes what may have been meant."""
        found = self.find(name)
        if found is None:
            self.unheard(name)
        return found

    def alone(self, name: Name) -> Condition | None:
        variable = self.known(name)
        if variable is None:
            return None
        if variable.kind is Kind.DEFINITION:
            return Defined(variable.name, at=name.at)
        if not isinstance(variable.type, Boolean):
            self.mistyped(name.at, name.text, named(variable.type), named(Boolean()))
            return None
        return Against("==", variable, True, at=name.at)

    def provided(self, slot: Name, at: Span) -> Condition | None:
        slots = self.sight.scope.slots()
        if slot.text in slots:
            return IsProvided(Variable(Kind.PROVIDED, slot.text, Boolean()), at=at)
        self.unknown(slot, meant(slot.text, slots))
        return None

    # Lists

    def over(self, name: Name, inner: Tree | None, at: Span) -> tuple[Variable | None, Condition | None]:
        if self.sight.list is not None:
            self.say("R-NESTED", at, list=self.sight.list.name)
            return None, None
        listing = self.sight.of_item(name.text)
        if listing is None:
            self.unknown(name, meant(name.text, self.sight.scope.lists()))
            return None, None
        if not isinstance(listing.type, RecordList):
            self.mistyped(name.at, name.text, named(listing.type), named(RecordList(())))
            return None, None
        if inner is None:
            return listing, None
        outside, self.sight = self.sight, replace(self.sight, list=listing)
        typed = self.condition(inner)
        self.sight = outside
        return listing, typed

    def counted(self, tree: Counted) -> Condition | None:
        listing, inner = self.over(tree.list, tree.inner, tree.at)
        number = tree.number.value
        if number < 0 or number != int(number):
            self.say("R-COUNT", tree.number.at, found=show_term(tree.number))
            return None
        if listing is None or (inner is None) != (tree.inner is None):
            return None
        return Counting(listing, inner, tree.op, int(number), at=tree.at)

    # Comparisons

    def compare(self, tree: Compare) -> Condition | None:
        left, right = self.side(tree.left, tree.right), self.side(tree.right, tree.left)
        if isinstance(left, Variable) and isinstance(right, Variable):
            return self.between(tree.op, left, right, tree)
        if isinstance(left, Variable):
            return self.against(tree.op, left, tree.left, tree.right, tree.at)
        if isinstance(right, Variable):
            return self.against(MIRRORED[tree.op], right, tree.right, tree.left, tree.at)
        unknown = next((side for side in (tree.left, tree.right) if isinstance(side, Name)), None)
        if unknown is None:
            self.say("R-CONSTANT", tree.at)
        else:
            self.known(unknown)
        return None

    def side(self, term: Term, other: Term) -> Variable | Term:
        """What *term* stands for beside *other*: a member of a choice goes before a variable called so."""
        if not isinstance(term, Name):
            return term
        found = self.find(term)
        beside = self.find(other) if isinstance(other, Name) else None
        if beside is None or not isinstance(beside.type, OneOf) or beside.type.member(term.text) not in beside.type.members:
            return found or term
        if found is not None and _alike(found.type, beside.type):
            assert isinstance(other, Name)
            self.say("R-AMBIGUOUS", term.at, name=term.text, question=other.text)
        return term

    def against(self, op: Op, variable: Variable, name: Term, term: Term, at: Span) -> Condition | None:
        if isinstance(term, NoneTerm):
            if not variable.may_be_none or op not in ("==", "!="):
                self.say("R-NONE", term.at, name=variable.name)
                return None
            return IsNone(variable, op == "!=", at=at)
        if isinstance(variable.type, SomeOf) and isinstance(term, Name) and op in ("==", "!="):
            has = f"{variable.name} has {term.text}"
            instead = has if op == "==" else f"not {has}"
            self.say("R-CONDITION-WORD", at, found=f"{variable.name} {op} {term.text}", instead=instead)
            return None
        if not self.comparable(op, variable, name.at):
            return None
        constant = self.constant(variable, term)
        if constant is None:
            return None
        if variable.kind is Kind.DEFINITION:
            defined = Defined(variable.name, at=at)
            return defined if (op == "==") is constant else Negation(defined, at=at)
        return Against(op, variable, constant, at=at)

    def between(self, op: Op, left: Variable, right: Variable, tree: Compare) -> Condition | None:
        if not self.comparable(op, left, tree.left.at) or not self.comparable(op, right, tree.right.at):
            return None
        for variable, term in ((left, tree.left), (right, tree.right)):
            if variable.kind is Kind.DEFINITION:
                self.mistyped(term.at, variable.name, _DEFINITION, _FACT_OR_FIELD)
                return None
        if not _alike(left.type, right.type):
            types = left.type, right.type
            self.mistyped(tree.right.at, right.name, named(right.type), named(left.type), *types)
            return None
        decimals = 0
        if isinstance(left.type, Number) and isinstance(right.type, Number):
            decimals = max(left.type.decimals, right.type.decimals)
            if left.type.unit and right.type.unit and left.type.unit != right.type.unit:
                self.say("R-UNIT", tree.at, left=left.type.unit, right=right.type.unit)
                return None
        return Between(op, left, right, decimals, at=tree.at)

    def comparable(self, op: Op, variable: Variable, at: Span) -> bool:
        """Whether `==`, `!=` or the order *op* can be asked of the variable at all."""
        is_order = op not in ("==", "!=")
        if isinstance(variable.type, SomeOf | RecordList):
            self.mistyped(at, variable.name, named(variable.type), _ORDERED if is_order else _SINGLE)
            return False
        if is_order and not isinstance(variable.type, Number | Date):
            self.mistyped(at, variable.name, named(variable.type), _ORDERED)
            return False
        return True

    def member(self, tree: Member) -> Condition | None:
        if not isinstance(tree.term, Name):
            self.say("R-CONSTANT", tree.at)
            return None
        variable = self.known(tree.term)
        if variable is None or not self.comparable("==", variable, tree.term.at):
            return None
        if isinstance(variable.type, Boolean):
            self.mistyped(tree.term.at, variable.name, named(variable.type), _LISTABLE)
            return None
        constants = [self.listed(variable, value) for value in tree.values]
        whole = tuple(constant for constant in constants if constant is not None)
        return Among(variable, whole, tree.negated, at=tree.at) if len(whole) == len(constants) else None

    def listed(self, variable: Variable, value: Term) -> Constant | None:
        if isinstance(value, NoneTerm):
            self.say("R-NONE", value.at, name=variable.name)
            return None
        return self.constant(variable, value)

    def has(self, tree: Has) -> Condition | None:
        variable = self.known(tree.name)
        if variable is None:
            return None
        if isinstance(variable.type, OneOf):
            found, instead = (f"{variable.name} {word} {tree.member.text}" for word in ("has", "=="))
            self.say("R-CONDITION-WORD", tree.at, found=found, instead=instead)
            return None
        if not isinstance(variable.type, SomeOf):
            self.mistyped(tree.name.at, variable.name, named(variable.type), _SEVERAL)
            return None
        if self.is_member(variable.name, variable.type, tree.member):
            return HasMember(variable, tree.member.text, at=tree.at)
        return None


def _alike(left: Type, right: Type) -> bool:
    """Whether values of both can be equal: numbers whatever their decimals, choices of the same members."""
    if isinstance(left, OneOf) and isinstance(right, OneOf):
        return set(left.members) == set(right.members)
    return type(left) is type(right)
