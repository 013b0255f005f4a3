"""Values as they are written, and what is said where one does not fit.

    Variable, Term  ->  Constant
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from materials_rules.condition.faults import ConditionFault, fault
from materials_rules.condition.naming import Hint, Sight, did_you_mean, in_quotes, meant
from materials_rules.condition.numeral import in_figures
from materials_rules.condition.printed import figures, show_term
from materials_rules.condition.scope import Scope, named
from materials_rules.condition.tree import (
    Boolean,
    Constant,
    Date,
    Number,
    OneOf,
    Scaled,
    SomeOf,
    Text,
    Type,
    Variable,
)
from materials_rules.condition.vocabulary import YES_OR_NO
from materials_rules.condition.written import (
    DateTerm,
    Name,
    NumberTerm,
    Span,
    Term,
    TextTerm,
    Truth,
)

_PLAIN: Final = ("写明的值", "a plain value")
_NAME: Final = ("名称", "a name")
_TERMS: Final[dict[type[Term], tuple[str, str]]] = {
    NumberTerm: ("数字", "a number"),
    DateTerm: ("日期", "a date"),
    TextTerm: ("文字", "a text"),
    Truth: ("是非", "a yes/no"),
}


class Values:
    """Values in one condition, and the faults found so far."""

    def __init__(self, scope: Scope) -> None:
        self.sight = Sight(scope)
        self.faults: list[ConditionFault] = []

    def constant(self, variable: Variable, term: Term) -> Constant | None:
        """*term* as a value of the variable's type."""
        match variable.type, term:
            case Number(decimals), NumberTerm(value):
                return self.scaled(variable.name, decimals, value, term.at)
            case (Date(), DateTerm(value)) | (Text(), TextTerm(value)) | (Boolean(), Truth(value)):
                constant: dt.date | str | bool = value
                return constant
            case Boolean(), Name(text) if text in YES_OR_NO and self.sight.find(text) is None:
                return YES_OR_NO[text]
            case OneOf() as type_, Name(text):
                return type_.member(text) if self.is_member(variable.name, type_, term) else None
            case type_, Name():
                self.not_a_value(term, type_)
                return None
            case _:
                self.mistyped(term.at, show_term(term), _TERMS[type(term)], named(variable.type), variable.type)
                return None

    def not_a_value(self, name: Name, wanted: Type) -> None:
        """Says why a name cannot stand where a value of the type *wanted* is due."""
        figures = in_figures(name.text) if isinstance(wanted, Number) else None
        if self.sight.find(name.text) is not None:
            self.mistyped(name.at, name.text, _NAME, _PLAIN)
        elif figures is not None:
            self.say("R-CONDITION-NUMERAL", name.at, found=name.text, instead=figures)
        elif isinstance(wanted, Text):
            self.unknown(name, in_quotes(name.text))
        else:
            self.unheard(name)

    def scaled(self, name: str, decimals: int, value: Decimal, at: Span) -> Scaled | None:
        sign, digits, exponent = value.as_tuple()
        assert isinstance(exponent, int)
        if -exponent > decimals:
            self.say("R-DECIMALS", at, name=name, found=figures(value), decimals=str(decimals))
            return None
        whole = int("".join(map(str, digits))) * 10 ** (decimals + exponent)
        return Scaled(-whole if sign else whole, value)

    def is_member(self, name: str, type_: OneOf | SomeOf, member: Name) -> bool:
        spellings = type_.spellings if isinstance(type_, OneOf) else ()
        if member.text in type_.members or member.text in spellings:
            return True
        if member.text in type_.labels:
            hint_zh, hint_en = did_you_mean(type_.members[type_.labels.index(member.text)])
        else:
            hint_zh, hint_en = meant(member.text, (*type_.members, *spellings))
        both = zip(type_.members, spellings or type_.members, strict=True)
        shown = " ".join(one if one == chinese else f"{one}（{chinese}）" for one, chinese in both)
        args = {"name": name, "member": member.text, "members": shown}
        self.say("R-MEMBER", member.at, **args, hint_zh=hint_zh, hint_en=hint_en)
        return False

    # Faults

    def unknown(self, name: Name, hint: Hint) -> None:
        self.say("R-NAME", name.at, name=name.text, hint_zh=hint[0], hint_en=hint[1])

    def unheard(self, name: Name) -> None:
        """Says of a name that stands for nothing here what may have been meant, or whose it is."""
        member = self.sight.of_member(name.text)
        if member is None:
            self.unknown(name, self.sight.hint(name.text))
            return
        listing, field, type_ = member
        rest = "" if isinstance(type_, Boolean) else " …"
        self.say("R-NAME-OF-MEMBER", name.at, name=name.text, list=listing, inner=f"{field}{rest}")

    def say(self, code: str, at: Span, **args: str) -> None:
        self.faults.append(fault(code, at, **args))

    def mistyped(
        self, at: Span, found: str, is_: tuple[str, str], wanted: tuple[str, str], *members_of: Type
    ) -> None:
        """Says that *found* is of one type where another is wanted; the members of the choices are listed."""
        members = " / ".join(" ".join(type_.members) for type_ in members_of if isinstance(type_, OneOf))
        said_zh = {"is_zh": is_[0], "wanted_zh": wanted[0], "hint_zh": ""}
        said_en = {"is_en": is_[1], "wanted_en": wanted[1], "hint_en": ""}
        if members:
            said_zh["hint_zh"] = f"（选项：{members}，不加引号）"
            said_en["hint_en"] = f" (members: {members}, without quotes)"
        self.say("R-TYPE", at, found=found, **said_zh, **said_en)
