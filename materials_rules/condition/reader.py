"""Tokens read one after the other, and what stops the reading.

    Tokens  ->  the next token, or ConditionInvalid
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NoReturn

from materials_rules.condition.expected import OPENING, Expected
from materials_rules.condition.faults import ConditionFault, ConditionInvalid, fault
from materials_rules.condition.lexer import Token, TokenKind, shown, tokens
from materials_rules.condition.numeral import in_figures, in_range
from materials_rules.condition.vocabulary import AFTER_A_NUMBER, CHINESE, proposal_for
from materials_rules.condition.written import Span

DEEPEST: Final = 32  # brackets, `not` and quantifiers inside each other

_ENDS_A_TERM: Final = frozenset((TokenKind.NAME, TokenKind.NUMBER, TokenKind.DATE))


class Reader:
    """The tokens of one condition and how far they are read; `faults` holds what did not stop the reading."""

    def __init__(self, text: str) -> None:
        self.tokens = tuple(tokens(text))
        self.text = text
        self.place = 0
        self.depth = 0
        self.faults: list[ConditionFault] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def next(self) -> Token:
        token = self.token
        self.place += 1
        return token

    def is_a(self, *kinds: TokenKind) -> bool:
        return self.token.kind in kinds

    def is_sign(self, text: str) -> bool:
        return self.is_a(TokenKind.SIGN) and self.token.text == text

    def is_word(self, *words: str) -> bool:
        return self.is_a(TokenKind.WORD) and self.token.text in words

    def since(self, first: int) -> Span:
        """From the token number *first* to the last one read."""
        return Span(self.tokens[first].at.start, self.tokens[self.place - 1].at.end)

    def opening(self) -> Token:
        """The opening bracket, one deeper."""
        if not self.is_sign("("):
            self.unexpected(OPENING)
        self.deeper()
        return self.next()

    def closing(self, opening: Token, due: Expected) -> None:
        self.closed_by(")", opening, due)
        self.depth -= 1
        self.next()

    def closed_by(self, sign: str, opening: Token, due: Expected) -> None:
        """Stops unless *sign* comes now."""
        if self.is_a(TokenKind.END):
            self.fail(fault("R-CONDITION-OPEN", opening.at, found=opening.text, missing=sign))
        if not self.is_sign(sign):
            self.unexpected(due)

    def word(self, word: str) -> str:
        """The English *word* as this condition would write it: in Chinese where it has Chinese words already."""
        for token in self.tokens:
            written = self.text[token.at.start : token.at.end]
            if token.kind in (TokenKind.WORD, TokenKind.OPERATOR) and _is_chinese(written):
                return CHINESE[word]
        return word

    def fail(self, why: ConditionFault) -> NoReturn:
        raise ConditionInvalid([*self.faults, why])

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            what_zh, what_en = (
                "括号、`not`、`any` 等的层数",
                "brackets, `not`, `any` and the like in each other",
            )
            self.fail(limit(self.token.at, what_zh, what_en, DEEPEST))

    def no_words_for_numbers(self, first: int) -> None:
        """Stops at 三 in `计数(人员) 三 以上` and at `3 至 5`, behind a thing that begins with the token number *first*.

        What is proposed is as Chinese as what is there.
        """
        thing = self.text[self.tokens[first].at.start : self.token.at.start].rstrip()
        if found := in_range(self.text[self.token.at.start :]):
            least, most, written = found
            at = Span(self.token.at.start, self.token.at.start + len(written))
            if _is_chinese(written) or self.word("and") != "and":
                instead = f"{thing} {least} 以上 {CHINESE['and']} {thing} {most} 以下"
            else:
                instead = f"{thing} >= {least} and {thing} <= {most}"
            self.fail(fault("R-CONDITION-RANGE", at, found=shown(written), instead=instead))
        figures = in_figures(self.token.text) if self.is_a(TokenKind.NAME) else None
        if figures is not None:
            after = self.tokens[self.place + 1]
            has_limit = after.kind is TokenKind.NAME and after.text in AFTER_A_NUMBER
            is_compared = self.tokens[self.place - 1].kind is TokenKind.OPERATOR
            sign = "" if is_compared or has_limit or " " in figures else "== "
            instead = f"{thing} {sign}{figures}{f' {after.text}' if has_limit else ''}"
            self.fail(fault("R-CONDITION-NUMERAL", self.token.at, found=shown(self.token.text), instead=instead))

    def unexpected(self, due: Expected) -> NoReturn:
        """Stops at the token that is read now: what it is, and what should be there."""
        token = self.token
        if token.fault is not None:
            self.fail(token.fault)
        before = self.tokens[self.place - 1] if self.place else None
        behind = before is not None and before.kind in _ENDS_A_TERM and not proposal_for(before.text)
        for candidate, behind_a_name in ((token, behind), (before, False)):
            if candidate is None or candidate.kind is not TokenKind.NAME:
                continue
            if instead := proposal_for(candidate.text, behind_a_name=behind_a_name):
                self.fail(fault("R-CONDITION-WORD", candidate.at, found=candidate.text, instead=instead))
        if token.kind is TokenKind.NUMBER and before and before.kind in _ENDS_A_TERM and token.text.startswith("-"):
            minus = replace(token.at, end=token.at.start + 1)
            self.fail(fault("R-CONDITION-ARITHMETIC", minus, found="-"))
        found = shown(self.text[token.at.start : token.at.end])
        found_zh, found_en = (f"`{found}`", f"`{found}`") if found else ("末尾", "the end")
        found_by = {"found_zh": found_zh, "found_en": found_en}
        self.fail(fault("R-CONDITION", token.at, **found_by, expected_zh=due[0], expected_en=due[1]))


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def limit(at: Span, what_zh: str, what_en: str, most: int) -> ConditionFault:
    """The fault that there is more of something than *most*."""
    return fault("R-CONDITION-LIMIT", at, what_zh=what_zh, what_en=what_en, limit=str(most))
