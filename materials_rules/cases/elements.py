"""What an element by situation comes to for one packet, against what a case expects of it.

    Case, Situation  ->  diagnostics
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.cases.case import Case
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.reading.keys import TABLE
from materials_rules.rules.limit import Limit, NotALimit, read_limit
from materials_rules.verdict.questions import case_of
from materials_rules.verdict.situation import Situation

PART: Final = "elements"


def element_differences(case: Case, situation: Situation) -> Iterator[Diagnostic]:
    """Every element that comes to something else than *case* expects, or hangs on what is not answered."""
    section = case.expected.get(PART)
    for wanted in () if section is None else section.wanted:
        answer = case_of(situation, wanted.id)
        numbers = frozenset() if answer is None else answer.values
        number = next(iter(numbers)) if len(numbers) == 1 else None
        found = () if number is None else tuple(_said(situation, wanted.id, number))
        if not any(_same(str(wanted.detail), one) for one in found):
            words = {"part_zh": TABLE.said(PART, "zh"), "part_en": PART, "name": wanted.id, "due": str(wanted.detail)}
            why = "取决于还没有回答的问题" if number is None else f"第 {number + 1} 行"
            yield Diagnostic("T-OTHERWISE", wanted.place, {**words, "found": found[0] if found else "—", "why": why})


def elements_of(situation: Situation) -> dict[str, str]:
    """What each element by situation comes to, where that is settled."""
    found = {}
    for name in situation.plan.version.elements:
        answer = case_of(situation, name)
        numbers = frozenset() if answer is None else answer.values
        if len(numbers) == 1:
            found[name] = next(_said(situation, name, next(iter(numbers))))
    return found


def _said(situation: Situation, element: str, number: int) -> Iterator[str]:
    """What a line of an element says, where that is one word or a limit; and which line it is."""
    value = getattr(situation.plan.version.file.elements, element).cases[number].value
    limit = getattr(value, "limit", None)
    if isinstance(value, str):
        yield value
    elif isinstance(limit, Limit):
        yield limit.say("en")
    yield f"#{number + 1}"


def _same(due: str, found: str) -> bool:
    try:
        return due == found or read_limit(due) == read_limit(found)
    except NotALimit:
        return False
