"""A limit of time as an author writes it: a whole number and the unit in which the law counts.

    "5 working days", "5个工作日", "7日"  ->  Limit

Every limit carries its own unit, because a `日` of one act is no working day of another: only the limits of
行政许可法 itself are working days (its art. 82). A `7日` whose act does not say which is kept *as written*,
and whoever counts says how he read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, PlainSerializer

from materials_rules.ground.refusal import Refusal
from materials_rules.reading.source import Path
from materials_rules.rules.scalar import fault

MOST: Final = 9999


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    HOUR = "hour"
    DAY_AS_WRITTEN = "day_as_written"


class NotALimit(Refusal):
    """A text that is no limit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """*value* times *unit*, with *value* from 1 to 9999."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.value <= MOST:
            raise NotALimit("K-LIMIT-RANGE", most=str(MOST))

    def say(self, lang: str = "zh") -> str:
        """The one spelling in *lang* (`zh`, else English); `read_limit` reads it back.

        >>> read_limit("1 working days").say("en"), read_limit("7 days as written").say()
        ('1 working day', '7日')
        """
        if lang == "zh":
            return f"{self.value}{_CHINESE[self.unit]}"
        one, many = _ENGLISH[self.unit]
        return f"{self.value} {one if self.value == 1 else many}"


_CHINESE: Final = {
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "个自然日",
    Unit.MONTH: "个月",
    Unit.HOUR: "小时",
    Unit.DAY_AS_WRITTEN: "日",
}
_ENGLISH: Final = {
    Unit.WORKING_DAY: ("working day", "working days"),
    Unit.CALENDAR_DAY: ("calendar day", "calendar days"),
    Unit.MONTH: ("month", "months"),
    Unit.HOUR: ("hour", "hours"),
    Unit.DAY_AS_WRITTEN: ("day as written", "days as written"),
}
_UNITS: Final[dict[str, Unit]] = (
    {word: unit for unit, word in _CHINESE.items()}
    | {f" {word}": unit for unit, words in _ENGLISH.items() for word in words}
    # Spellings of the acts themselves that mean the same and leave no doubt.
    | {"个小时": Unit.HOUR, "个日历日": Unit.CALENDAR_DAY}
)

LIMIT_PATTERN: Final = f"^[1-9][0-9]{{0,3}}({'|'.join(sorted(_UNITS, key=lambda word: (-len(word), word)))})$"
"""The same grammar as a regular expression, for the JSON Schema beside the types."""

_LIMIT: Final = re.compile(r"([0-9]+)(.*)\Z", re.DOTALL)


def read_limit(text: str) -> Limit:
    """The limit that *text* spells exactly: ASCII digits, then a blank and an English unit or a Chinese unit.

    Raises NotALimit with the code of the fault: K-LIMIT (another spelling), K-LIMIT-UNIT (days without saying
    which), K-LIMIT-RANGE (0, a leading zero, or more than 9999).

    >>> read_limit("5 working days") == read_limit("5个工作日")
    True
    """
    found = _LIMIT.match(text)
    if found is None:
        raise NotALimit("K-LIMIT", text=text)
    digits, word = found.groups()
    unit = _UNITS.get(word)
    if unit is None:
        raise NotALimit("K-LIMIT-UNIT" if word in _DOUBTFUL else "K-LIMIT", text=text)
    if digits.startswith("0") or len(digits) > len(str(MOST)):
        raise NotALimit("K-LIMIT-RANGE", most=str(MOST))
    return Limit(int(digits), unit)


_DOUBTFUL: Final = frozenset({" day", " days", "天", "个日", "个天"})


def is_limit(path: Path) -> bool:
    """Whether the text at *path* (English keys) is a limit, or how old a document may be."""
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return False
    of_element = len(names) > 1 and names[-1] == "value" and names[-2] in _ELEMENTS
    return of_element or names[-1] in _ELEMENTS or names[-1] in _KEYS


def limit_in(text: str, lang: str) -> str:
    """The limit *text* as it is spelt in *lang*; any other text as it is.

    >>> limit_in("5 working days", "zh"), limit_in("1年", "en"), limit_in("以后", "en")
    ('5个工作日', '1 year', '以后')
    """
    found = _LIMIT.match(text)
    if found is None or found[1].startswith("0") or len(found[1]) > len(str(MOST)):
        return text
    if found[2] in (" year", " years", "年"):
        return f"{found[1]}年" if lang == "zh" else f"{found[1]} year{'' if found[1] == '1' else 's'}"
    unit = _UNITS.get(found[2])
    return text if unit is None else Limit(int(found[1]), unit).say(lang)


_ELEMENTS: Final = frozenset({"statutory_limit", "promised_limit"})
_KEYS: Final = frozenset({"cap", "issued_within", "limit", "notice", "publish_within", "takes", "within"})
LIMIT_KEYS: Final = _ELEMENTS | _KEYS
"""The keys below which limits stand; `value` is another, below the elements among them."""



def _author_limit(value: object) -> Limit:
    if isinstance(value, Limit):
        return value
    try:
        return read_limit(value if isinstance(value, str) else "")
    except NotALimit as not_a_limit:
        raise fault(not_a_limit.code, (), None, **not_a_limit.values) from None


AuthorLimit = Annotated[
    Limit,
    BeforeValidator(_author_limit, json_schema_input_type=Annotated[str, Field(pattern=LIMIT_PATTERN)]),
    PlainSerializer(lambda limit: limit.say("en"), return_type=str),
]
"""A limit inside a model of what authors write; a fault keeps its code."""
