"""One line of materials as far as its form, its days and its fields can be told from those of another.

    Plan, what rules read  ->  PaperTeller;  Material  ->  token

What is recorded of form stays as it is. Of days only what the checks make of them counts, and of fields what is read.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from msgspec import UNSET, UnsetType

from materials_rules.condition.tree import Date, Text
from materials_rules.form_checks import JudgeContext, Outcomes, hand_in_checks
from materials_rules.ground.day import is_day, read_day
from materials_rules.packet.document import Document
from materials_rules.packet.model import Material
from materials_rules.rules.material import Read as Declared
from materials_rules.rules.version import Slot, type_of
from materials_rules.stencil.reading import Read
from materials_rules.stencil.tokens import MOST_KNOWN, Apart, Likes, Token, cell_of
from materials_rules.verdict.answers import right_type
from materials_rules.verdict.form import Criterion, borne

OF_DAYS: Final = ("in_date", "issued_within")
"""The checks that look at days."""

FieldTeller = Callable[[Any, str, Likes], Token]
"""Gives the token of a field that is recorded; the day of handing in; the *Likes* of its packet. Raises Apart."""


class PaperTeller:
    """Tells papers for one slot, or of codes that are none, from one another: papers that are alike get one number."""

    __slots__ = ("_bare", "_days", "_fields", "_known")

    def __init__(self, slot: Slot | None, criteria: Sequence[Criterion], read: Read, may_be_shown: bool) -> None:
        """*may_be_shown*: as a licence in place of something, so that its days count whatever the slot asks."""
        self._days = _days_of(criteria, may_be_shown)
        self._fields = () if slot is None else tuple(_fields_of(slot, criteria, read))
        self._known: dict[tuple[Token, ...], int] = {}
        self._bare: dict[Material, int] = {}

    def __call__(self, line: Material, received_on: str, likes: Likes) -> Token:
        """The number of *line* in a packet of that day. Raises Apart."""
        if self._days is None and line.fields is UNSET and line.handed_in_on is UNSET and line.files is UNSET:
            # no day and no other text has to do with it, so it is known again as it is; what little it bears is hashed in C
            number = self._bare.get(line)
            if number is None:
                if len(self._bare) >= MOST_PAPERS:
                    self._bare.clear()
                number = self._bare[line] = self._told_apart(line, received_on, likes)
            return number
        return self._told_apart(line, received_on, likes)

    def _told_apart(self, line: Material, received_on: str, likes: Likes) -> int:
        handed = line.handed_in_on or received_on
        if handed < received_on:
            raise Apart  # a warning names its place among the lines
        fields = line.fields or {}
        days = 0 if self._days is None else self._days(line.issued_on, line.expires_on, handed)
        told: list[Token] = []
        for name, tell in self._fields:
            value = fields.get(name, UNSET)
            told.append(value if value is UNSET else tell(value, handed, likes))
        token = _FORM(line), days, *told
        number = self._known.get(token)
        return self._new(token) if number is None else number

    def _new(self, token: tuple[Token, ...]) -> int:
        if len(self._known) >= MOST_PAPERS:
            self._known.clear()  # no number is given twice, so what was known by the old ones is only not found
        self._known[token] = number = next(_COUNTED)
        return number


_FORM: Final = attrgetter(
    "material", "subject", "originals", "copies", "original_shown", "signed_by", "sealed_by", "certified", "template", "complete",
    "medium", "unreadable",
)  # fmt: skip
"""What is recorded of form and stays as it is."""

_COUNTED: Final = itertools.count(1)

MOST_PAPERS: Final = 4_000
"""So many papers of one slot are told apart; more, and all are forgotten."""

Days = Callable[[str | UnsetType | None, str | UnsetType | None, str], Token]


def _days_of(criteria: Sequence[Criterion], may_be_shown: bool) -> Days | None:
    """What the checks make of three days; of a paper that may be shown as a licence, also whether it is in date."""
    checks = [(hand_in_checks()["in_date"], True)] if may_be_shown else []
    checks += [(criterion.check, criterion.parameter) for criterion in criteria if criterion.name in OF_DAYS]
    if not checks:
        return None

    @lru_cache(MOST_KNOWN)
    def made(issued_on: str | UnsetType | None, expires_on: str | UnsetType | None, handed: str) -> Token:
        document = Document(Material(material="", issued_on=issued_on, expires_on=expires_on), handed, (0,))
        context = _context(handed)
        found: list[Outcomes] = [check.judge(parameter, document, context) for check, parameter in checks]
        return _numbered((issued_on is UNSET, issued_on is None, expires_on is UNSET, expires_on is None, tuple(found)))

    return made


def _context(handed: str) -> JudgeContext:
    day = read_day(handed)
    return JudgeContext(handed_in_on=day, received_on=day, agent_may_sign=False, name="")


_NUMBERS: Final[dict[object, int]] = {}


def _numbered(outcomes: object) -> int:
    """A small number for what came of checks; there are few of them, and a number is quick to compare."""
    return _NUMBERS.setdefault(outcomes, len(_NUMBERS))


def _fields_of(slot: Slot, criteria: Sequence[Criterion], read: Read) -> Iterator[tuple[str, FieldTeller]]:
    limits = {criterion.parameter.key: criterion for criterion in criteria if criterion.name == "declared_field"}
    for name, declared in slot.arm.reads.items():
        yield name, _field(f"read/{slot.id}.{name}", declared, limits.get(name), read)


def _field(variable: str, declared: Declared, limit: Criterion | None, read: Read) -> FieldTeller:
    type_ = type_of(declared)
    is_related, is_compared = variable in read.related, variable in read.compared
    tests = read.tests.get(variable, ())
    judged = None if limit is None else _limit(limit)
    if isinstance(type_, Text):
        return _text(frozenset(str(test.value) for test in tests), is_related, is_compared, judged)
    is_read = bool(tests) or is_related or judged is not None
    cell = cell_of(type_, tests, is_related) if is_read else None

    def tell(value: Any, handed: str, likes: Likes) -> Token:
        value = borne(value)
        if value is None:
            return None
        if not right_type(type_, value) or (isinstance(type_, Date) and not is_day(str(value))):
            raise Apart
        return 0 if cell is None else (cell(value), None if judged is None else judged(value, handed))

    return tell


def _text(named: frozenset[str], is_related: bool, is_compared: bool, judged: Callable[[Any, str], Token] | None) -> FieldTeller:
    def tell(value: Any, handed: str, likes: Likes) -> Token:
        if not isinstance(value, str):
            return _of_any(value)
        if not value.strip():
            return None
        code = 0 if judged is None else judged(value, handed)
        if is_related or value in named:
            return value, code
        return (likes.number(value), code) if is_compared else (0, code)

    return tell


def _of_any(value: object) -> Token:
    """Of a text that is none: null is as good as no text, everything else is told apart."""
    if value is not None:
        raise Apart
    return None


def _limit(criterion: Criterion) -> Callable[[Any, str], Token]:
    """What the author's limits make of a value."""
    key = criterion.parameter.key

    @lru_cache(MOST_KNOWN)
    def made(value: Any, handed: str) -> Token:
        line = Material(material="", fields={key: value})
        return _numbered(criterion.judge(Document(line, handed, (0,)), _context(handed)))

    return made
