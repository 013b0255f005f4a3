"""A condition printed in the one canonical way.

    Tree  ->  text

What is printed reads back as an equal tree, as long as it stays within the limits of a condition.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, assert_never

from materials_rules.condition.lexer import QUOTES
from materials_rules.condition.vocabulary import CHINESE
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
    Op,
    Or,
    Provided,
    Quantified,
    Term,
    TextTerm,
    Tree,
    Truth,
)

Language = Literal["en", "zh"]

_AFTER: Final[dict[Op, str]] = {">=": "以上", "<=": "以下"}
_BEFORE: Final[dict[Op, str]] = {">": "超过", "<": "不满"}


def show(tree: Tree, lang: Language = "en") -> str:
    """*tree* as one line, in English words or (`zh`) in Chinese ones, numbers there as the law says them; signs are ASCII.

    Raises ValueError for a text that holds all five closing quotes, which no author can write.
    """
    match tree:
        case And(parts):
            return f" {_word('and', lang)} ".join(_part(part, lang) for part in parts)
        case Or(parts):
            return f" {_word('or', lang)} ".join(_part(part, lang) for part in parts)
        case Not(part):
            return f"{_word('not', lang)} {_part(part, lang)}"
        case Compare(op, Name(text), NumberTerm(value)) if lang == "zh":
            return f"{text} {_reaching(op, value)}"
        case Compare(op, left, right):
            return f"{show_term(left, lang)} {op} {show_term(right, lang)}"
        case Member(term, values, negated):
            listed = ", ".join(show_term(value, lang) for value in values)
            return f"{show_term(term, lang)} {_word('not in' if negated else 'in', lang)} [{listed}]"
        case Has(name, member):
            return f"{name.text} {_word('has', lang)} {member.text}"
        case Provided(slot):
            return f"{_word('provided', lang)}({slot.text})"
        case Quantified(kind, name, inner):
            return f"{_word(kind, lang)}({name.text}, {show(inner, lang)})"
        case Counted(name, inner, op, number):
            listed = name.text if inner is None else f"{name.text}, {show(inner, lang)}"
            reach = _reaching(op, number.value) if lang == "zh" else f"{op} {show_term(number, lang)}"
            return f"{_word('count', lang)}({listed}) {reach}"
        case Name() | Truth():
            return show_term(tree, lang)
        case _:
            assert_never(tree)


def show_term(term: Term, lang: Language = "en") -> str:
    """One name or value as it stands in a condition."""
    match term:
        case Name(text):
            return text
        case NumberTerm(value):
            return figures(value)
        case DateTerm(value):
            return value.isoformat()
        case TextTerm(value):
            return _quoted(value)
        case NoneTerm():
            return _word("none", lang)
        case Truth(value):
            return _word("true" if value else "false", lang)
        case _:
            assert_never(term)


def figures(value: Decimal) -> str:
    """A number without an exponent and without closing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _part(part: Tree, lang: Language) -> str:
    text = show(part, lang)
    return f"({text})" if isinstance(part, And | Or) else text


def _reaching(op: Op, value: Decimal) -> str:
    """`50 以上`, `超过 50`: how far a thing reaches, in the words that notices use too."""
    number = figures(value)
    return f"{number} {_AFTER[op]}" if op in _AFTER else f"{_BEFORE.get(op, op)} {number}"


def _word(word: str, lang: Language) -> str:
    return word if lang == "en" else CHINESE[word]


def _quoted(text: str) -> str:
    for opening, closing in QUOTES.items():
        if closing not in text.replace("＂", '"').replace("＇", "'"):
            return f"{opening}{text}{closing}"
    raise ValueError("no quotes can hold this text")
