"""A condition in Chinese words and signs, written again in English ones: nothing else of its text changes.

    text, closed lists, names of the author  ->  text

A file has one digest whatever language it is written in; so has what stands in its conditions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.lexer import TokenKind, ascii_signs, tokens
from materials_rules.condition.parser import parse
from materials_rules.condition.tree import OneOf
from materials_rules.condition.vocabulary import YES_OR_NO
from materials_rules.condition.written import Compare, Member, Name, Term, nodes


def in_english(text: str, closed: Mapping[str, OneOf], names: Collection[str]) -> str:
    """*text* in English words; as it is where it is no condition.

    *closed* are our own choices by name: beside one of them its Chinese words mean its members. *names* are those that the
    author chose: where 是 or 否 is among them, it is no word for yes or no.
    """
    if text.isascii():
        return text
    try:
        tree = parse(text)
    except ConditionInvalid:
        return text
    changes = dict(_words(text))
    for node in nodes(tree):
        sides: tuple[tuple[Term, Term], ...] = ()
        if isinstance(node, Compare):
            sides = ((node.left, node.right), (node.right, node.left))
        elif isinstance(node, Member):
            sides = tuple((value, node.term) for value in node.values)
        for term, beside in sides:
            if isinstance(term, Name) and (english := _value(term, beside, closed, names)):
                changes[term.at.start] = (term.at.end, english)
    for start, (end, english) in sorted(changes.items(), reverse=True):
        text = text[:start] + english + text[end:]
    return text


def _words(text: str) -> Iterator[tuple[int, tuple[int, str]]]:
    for token in tokens(text):
        is_ours = token.kind in (TokenKind.WORD, TokenKind.SIGN, TokenKind.OPERATOR)
        if token.kind is not TokenKind.TEXT:
            written = token.text if is_ours else ascii_signs(text[token.at.start : token.at.end])
            yield token.at.start, (token.at.end, written)


def _value(term: Name, beside: Term, closed: Mapping[str, OneOf], names: Collection[str]) -> str:
    """What *term* is in English as a value of what stands beside it; empty where it is a name or a member of the author's."""
    if isinstance(beside, Name) and beside.text in closed:
        return closed[beside.text].member(term.text)
    if term.text in YES_OR_NO and term.text not in names:
        return "true" if YES_OR_NO[term.text] else "false"
    return ""
