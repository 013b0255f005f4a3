"""One line of materials as far as its form, its days and its fields can be told from those of another.

    Plan, what rules read  ->  PaperTeller;  Material  ->  token

What is recorded of form stays as it is. Of days only what the checks make of them counts, and of fields what is read.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
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
from materials_rules.stencil.tokens import MOST_KNOWN, Apart, Likes, Token
from materials_rules.verdict.answers import right_type
from materials_rules.verdict.form import Criterion, borne

OF_DAYS: Final = ("in_date", "issued_within")
"""The checks that look at days."""

FieldTeller = Callable[[Any, str, Likes], Token]
"""Gives the token of a field that is recorded; the day of handing in; the *Likes* of its packet. Raises Apart."""


class PaperTeller:
    """Tells papers for one slot, or of codes that are none, from one another: papers that are alike get one number."""

    def __init__(self, slot: Slot | None, criteria: Sequence[Criterion], read: Read, may_be_shown: bool) -> None:
        """*may_be_shown*: as a licence in place of something, so that its days count whatever the slot asks."""
        self._days = _days_of(criteria, may_be_shown)
        self._fields = () if slot is None else tuple(_fields_of(slot, criteria, read))
        self._known: dict[tuple[Token, ...], int] = {}

    def __call__(self, line: Material, received_on: str, likes: Likes) -> Token:
        """The number of *line* in a packet of that day. Raises Apart."""
        handed = line.handed_in_on or received_on
        if handed < received_on:
            raise Apart  # a warning names its place among the lines
        token = (
            line.material,
            line.subject,
            line.originals,
            line.copies,
            line.original_shown,
            line.signed_by,
            line.sealed_by,
            line.certified,
            line.template,
            line.complete,
            line.medium,
            line.unreadable,
            0 if self._days is None else self._days(line.issued_on, line.expires_on, handed),
            *self._told(line.fields or {}, handed, likes),
        )
        number = self._known.get(token)
        return self._new(token) if number is None else number

    def _told(self, fields: Mapping[str, object], handed: str, likes: Likes) -> Iterator[Token]:
        for name, tell in self._fields:
            value = fields.get(name, UNSET)
            yield value if value is UNSET else tell(value, handed, likes)

    def _new(self, token: tuple[Token, ...]) -> int:
        if len(self._known) >= MOST_PAPERS:
            self._known.clear()  # no number is given twice, so what was known by the old ones is only not found
        self._known[token] = number = next(_COUNTED)
        return number


_COUNTED: Final = itertools.count(1)

MOST_PAPERS: Final = 50_000
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
    is_text, is_date = isinstance(type_, Text), isinstance(type_, Date)
    named = frozenset(str(test.value) for test in read.tests.get(variable, ()))
    is_compared = variable in read.compared
    is_read = variable in read.tests or variable in read.related or is_compared or limit is not None
    keep_whole = variable in read.related or (is_read and not is_text)
    judged = None if limit is None else _limit(limit)

    def tell(value: Any, handed: str, likes: Likes) -> Token:
        value = borne(value)
        if value is None:
            return None
        if not right_type(type_, value) or (is_date and not is_day(str(value))):
            raise Apart
        if keep_whole:
            return value, None if judged is None else judged(value, handed)
        if not is_text:
            return 0
        text = str(value)
        code = 0 if judged is None else judged(text, handed)
        if text in named:
            return text, code
        return (likes.number(text) if is_compared else 0), code

    return tell


def _limit(criterion: Criterion) -> Callable[[Any, str], Token]:
    """What the author's limits make of a value."""
    key = criterion.parameter.key

    @lru_cache(MOST_KNOWN)
    def made(value: Any, handed: str) -> Token:
        line = Material(material="", fields={key: value})
        return _numbered(criterion.judge(Document(line, handed, (0,)), _context(handed)))

    return made
