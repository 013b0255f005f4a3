"""The grammar of conditions, read from left to right.

    text  ->  Tree

    condition  = unit { "and" unit } | unit { "or" unit }            a mixture of both needs brackets
    unit       = "not" unit | "(" condition ")" | provided | quantified | comparison
    provided   = "provided" "(" name ")"
    quantified = ( "any" | "all" ) "(" name "," condition ")"
    count      = "count" "(" name [ "," condition ] ")"
    comparison = side [ operator side | number after | [ "not" ] "in" "[" term { "," term } "]" | "has" name ]
    side       = term | count                                         a count stands against a number
    operator   = "==" | "!=" | "<" | "<=" | ">" | ">=" | "超过" | "不满" | "不足" | "不少于" | "不超过"
    after      = "以上" | "以下" | "以内"                              behind a number, which is included
    term       = name | number | date | text | "true" | "false" | "none"
    name       = letter { letter | digit | "_" | "-" } [ "." name ]
    number     = [ "-" ] digits [ "." digits ]                        at most 18 digits, and 9 decimals
    date       = YYYY-MM-DD
    text       = "…" | '…' | “…” | ‘…’ | 「…」

Only a name, `true` or `false` may stand alone. `vocabulary.py` has the Chinese words, `lexer.py` the signs.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, cast

from materials_rules.condition import expected
from materials_rules.condition.expected import Expected
from materials_rules.condition.faults import ConditionFault, ConditionInvalid, fault
from materials_rules.condition.lexer import Token, TokenKind, shown
from materials_rules.condition.reader import Reader, limit
from materials_rules.condition.vocabulary import AFTER_A_NUMBER
from materials_rules.condition.written import (
    MIRRORED,
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
    Span,
    Term,
    TextTerm,
    Tree,
    Truth,
    nodes,
)

LONGEST: Final = 4000  # characters
MOST_NODES: Final = 500

_GLUED: Final = re.compile(r"(.+)([且或])(.+)")  # 甲且乙 in 面积 > 甲且乙 > 5
_VALUES: Final = frozenset((TokenKind.NAME, TokenKind.NUMBER, TokenKind.DATE, TokenKind.TEXT))


@lru_cache(maxsize=4096)  # what is typed is also printed for the digest, and trees never change
def parse(text: str) -> Tree:
    """The tree of the condition *text*. Raises ConditionInvalid with codes `R-CONDITION…` and `R-MIXED`."""
    if len(text) > LONGEST:
        at = Span(LONGEST, len(text))
        raise ConditionInvalid([limit(at, "条件的字数", "characters of a condition", LONGEST)])
    parser = _Parser(text)
    tree = parser.whole()
    if (too_many := next(islice(nodes(tree), MOST_NODES, None), None)) is not None:
        what_zh, what_en = "条件中名称、值和运算的个数", "names, values and operations of a condition"
        parser.faults.append(limit(too_many.at, what_zh, what_en, MOST_NODES))
    if parser.faults:
        raise ConditionInvalid(parser.faults)
    return tree


@dataclass(frozen=True, slots=True)
class _Count:
    """`count(…)` before its number is read."""

    list: Name
    inner: Tree | None
    at: Span


class _Parser(Reader):
    """The grammar, one method a rule."""

    def whole(self) -> Tree:
        if self.is_a(TokenKind.END):
            self.fail(fault("R-CONDITION-EMPTY", Span(0, len(self.text))))
        tree = self.condition()
        if not self.is_a(TokenKind.END):
            self.unexpected(expected.OPERATOR if isinstance(tree, Name) else expected.JOIN)
        return tree

    def condition(self) -> Tree:
        first = self.place
        units, extents, joins = [self.unit()], [self.since(first)], list[Token]()
        while self.is_word("and", "or"):
            joins.append(self.next())
            begin = self.place
            units.append(self.unit())
            extents.append(self.since(begin))
        if not joins:
            return units[0]
        if {join.text for join in joins} == {"and", "or"}:
            self.faults.append(self.mixed(extents, joins))
        node = And if joins[0].text == "and" else Or
        return node(tuple(units), at=self.since(first))

    def unit(self) -> Tree:
        first = self.place
        if self.is_word("not"):
            self.deeper()
            self.next()
            part = self.unit()
            self.depth -= 1
            return Not(part, at=self.since(first))
        if self.is_sign("("):
            return self.bracketed()
        if self.is_word("provided"):
            self.next()
            opening = self.opening()
            slot = self.name(expected.NAME)
            self.closing(opening, expected.CLOSING)
            return Provided(slot, at=self.since(first))
        if self.is_word("any", "all"):
            kind = cast('Literal["any", "all"]', self.token.text)
            name, inner = self.over_a_list()
            if inner is None:
                self.unexpected(expected.COMMA)
            self.next()
            return Quantified(kind, name, inner, at=self.since(first))
        return self.comparison()

    def bracketed(self) -> Tree:
        opening = self.opening()
        tree = self.condition()
        self.closing(opening, expected.OPERATOR if isinstance(tree, Name) else expected.CLOSED)
        return tree

    def over_a_list(self) -> tuple[Name, Tree | None]:
        """`word(list)` or `word(list, condition)`, read up to the closing bracket, which comes now."""
        self.next()
        opening = self.opening()
        name = self.name(expected.NAME)
        inner = None
        if self.is_sign(","):
            self.next()
            inner = self.condition()
        self.closed_by(")", opening, expected.COMMA if inner is None else expected.CLOSED)
        self.depth -= 1
        return name, inner

    def comparison(self) -> Tree:
        first = self.place
        left = self.side(expected.CONDITION)
        if isinstance(left, Name | _Count):
            self.no_words_for_numbers(first)
        if isinstance(left, Name | _Count) and self.is_a(TokenKind.NUMBER) and self.follows_after():
            return self.reaching(left, first)
        if isinstance(left, _Count):
            return self.counted(left, first)
        if self.is_a(TokenKind.OPERATOR):
            return self.compared(left, first)
        if self.is_word("in", "not in") or (self.is_word("not") and self.follows("in")):
            return self.member(left, first)
        if self.is_word("has"):
            return self.has(left, first)
        if isinstance(left, Name | Truth):
            return left
        if self.is_a(TokenKind.END, TokenKind.WORD) or self.is_sign(")"):
            self.place = first
            self.unexpected(expected.COMPARED)
        self.unexpected(expected.OPERATOR)

    def follows_after(self) -> bool:
        after = self.tokens[self.place + 1]
        return after.kind is TokenKind.NAME and after.text in AFTER_A_NUMBER

    def reaching(self, left: Name | _Count, first: int) -> Tree:
        """`面积 50 以上`."""
        number = self.term(expected.NUMBER)
        assert isinstance(number, NumberTerm)
        op = cast(Op, AFTER_A_NUMBER[self.next().text])
        at = self.since(first)
        if self.is_a(TokenKind.OPERATOR, TokenKind.NUMBER):  # 10 以上 不满 50
            before, thing = self.text[at.start : at.end], self.text[left.at.start : left.at.end]
            rest = self.tokens[min(self.place + 1, len(self.tokens) - 2)]
            after = self.text[self.token.at.start : rest.at.end]
            self.fail(fault("R-CONDITION-CHAIN", self.token.at, instead=f"{before} 且 {thing} {after}"))
        if isinstance(left, _Count):
            return Counted(left.list, left.inner, op, number, at=at)
        return Compare(op, left, number, at=at)

    def compared(self, left: Term, first: int) -> Tree:
        op = self.operator()
        right = self.side(expected.TERM)
        self.no_second_limit(right.at)
        self.no_chain(first, right.at)
        at = self.since(first)
        if not isinstance(right, _Count):
            return Compare(op, left, right, at=at)
        if not isinstance(left, NumberTerm):
            self.place = first
            self.unexpected(expected.NUMBER)
        return Counted(right.list, right.inner, MIRRORED[op], left, at=at)

    def counted(self, count: _Count, first: int) -> Tree:
        if not self.is_a(TokenKind.OPERATOR):
            self.unexpected(expected.SIGN)
        op = self.operator()
        if not self.is_a(TokenKind.NUMBER):
            self.no_words_for_numbers(first)
            self.unexpected(expected.NUMBER)
        number = self.side(expected.NUMBER)
        assert isinstance(number, NumberTerm)
        self.no_second_limit(number.at)
        self.no_chain(first, number.at)
        return Counted(count.list, count.inner, op, number, at=self.since(first))

    def operator(self) -> Op:
        return cast(Op, self.next().text)

    def no_second_limit(self, number: Span) -> None:
        """Stops at 以上 in `面积 不满 3 以上`: one number is given two limits, by the word before it and by the one behind."""
        if self.is_a(TokenKind.NAME) and self.token.text in AFTER_A_NUMBER:
            before, value, after = self.tokens[self.place - 2], self.text[number.start : number.end], self.token.text
            word = self.text[before.at.start : before.at.end]
            values = {"before": word, "after": after, "one": f"{word} {value}", "other": f"{value} {after}"}
            self.fail(fault("R-CONDITION-TWO-LIMITS", self.token.at, **values))

    def no_chain(self, first: int, middle: Span) -> None:
        """Stops at the second comparison of `1 < a < 5`, of which *middle* is `a`."""
        if not self.is_a(TokenKind.OPERATOR):
            return
        begin, last = self.tokens[first].at.start, self.tokens[self.place + 1].at.end
        if joined := _GLUED.fullmatch(self.text[middle.start : middle.end]):
            self.fail(fault("R-CONDITION-WORD", middle, found=joined[0], instead=" ".join(joined.groups())))
        before, after = self.text[begin : middle.end], self.text[middle.start : last].rstrip()
        self.fail(fault("R-CONDITION-CHAIN", self.token.at, instead=f"{before} {self.word('and')} {after}"))

    def follows(self, word: str) -> bool:
        after = self.tokens[self.place + 1]
        return after.kind is TokenKind.WORD and after.text == word

    def member(self, left: Term, first: int) -> Tree:
        negated = self.next().text != "in"
        if self.tokens[self.place - 1].text == "not":
            self.next()
        if (several := self.without_brackets()) is not None:
            listed = self.text[several.start : several.end]
            self.fail(fault("R-CONDITION-WORD", several, found=shown(listed), instead=f"[{shown(listed)}]"))
        if self.is_a(TokenKind.NAME) and isinstance(left, Name):
            turned = f"{self.token.text} {self.word('has')} {left.text}"
            self.next()
            at = self.since(first)
            instead = f"{self.word('not')} {turned}" if negated else turned
            self.fail(fault("R-CONDITION-WORD", at, found=self.text[at.start : at.end], instead=instead))
        opening = self.token
        if not self.is_sign("["):
            self.unexpected(expected.LISTED)
        values: list[Term] = []
        while not values or self.is_sign(","):
            self.next()
            values.append(self.term(expected.TERM))
        self.closed_by("]", opening, expected.LISTED_ON)
        self.next()
        return Member(left, tuple(values), negated, at=self.since(first))

    def without_brackets(self) -> Span | None:
        """Where `甲, 乙` stands if that comes now: values with commas between them and no brackets."""
        first, last = self.place, self.place
        while self.tokens[last].kind in _VALUES and self.tokens[last + 1].text == "," and self.tokens[last + 2].kind in _VALUES:
            last += 2
        return None if last == first else Span(self.tokens[first].at.start, self.tokens[last].at.end)

    def has(self, left: Term, first: int) -> Tree:
        if not isinstance(left, Name):
            self.place = first
            self.unexpected(expected.NAME)
        self.next()
        return Has(left, self.name(expected.MEMBER), at=self.since(first))

    def side(self, due: Expected) -> Term | _Count:
        if not self.is_word("count"):
            return self.term(due)
        first = self.place
        name, inner = self.over_a_list()
        self.next()
        return _Count(name, inner, self.since(first))

    def name(self, due: Expected) -> Name:
        if not self.is_a(TokenKind.NAME):
            self.unexpected(due)
        token = self.next()
        return Name(token.text, at=token.at)

    def term(self, due: Expected) -> Term:
        token = self.token
        match token.kind, token.value, token.text:
            case TokenKind.NAME, _, text:
                term: Term = Name(text, at=token.at)
            case TokenKind.NUMBER, Decimal() as number, _:
                term = NumberTerm(number, at=token.at)
            case TokenKind.DATE, dt.date() as day, _:
                term = DateTerm(day, at=token.at)
            case TokenKind.TEXT, _, text:
                term = TextTerm(text, at=token.at)
            case TokenKind.WORD, _, "true" | "false" as word:
                term = Truth(word == "true", at=token.at)
            case TokenKind.WORD, _, "none":
                term = NoneTerm(at=token.at)
            case _:
                self.unexpected(due)
        self.next()
        return term

    def mixed(self, extents: list[Span], joins: list[Token]) -> ConditionFault:
        """Both ways to put the brackets; the place is the first word that differs from the first one."""
        said = [shown(self.text[at.start : at.end]) for at in extents]
        other = next(join for join in joins if join.text != joins[0].text)
        words = [self.word(join.text) for join in joins]
        first = _grouped(said, words, self.word("and"))
        second = _grouped(said, words, self.word("or"))
        return fault("R-MIXED", other.at, first=first, second=second)


def _grouped(said: list[str], joins: list[str], tighter: str) -> str:
    """The parts joined as written, with brackets around those that *tighter* joins."""
    groups, between = [[said[0]]], list[str]()
    for join, part in zip(joins, said[1:], strict=True):
        if join == tighter:
            groups[-1].append(part)
        else:
            groups.append([part])
            between.append(join)
    texts = [f"({f' {tighter} '.join(group)})" if len(group) > 1 else group[0] for group in groups]
    return texts[0] + "".join(f" {join} {text}" for join, text in zip(between, texts[1:], strict=True))
