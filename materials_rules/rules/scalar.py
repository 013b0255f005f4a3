"""The spellings that an author's text may have: one spelling for each kind of value.

    text of a YAML scalar  ->  bool, int, Decimal, date, Limit, identifier, words

YAML hands us text and never a guessed type, so every type here says exactly which text it takes; the JSON Schema beside
it says what an editor sees.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from materials_rules.ground.day import read_day

WHOLE: Final = re.compile(r"(?:0|[1-9][0-9]{0,17})\Z")
DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?\Z")
_WITHOUT_FIGURES: Final = str.maketrans("", "", "0123456789-_")
# B19: words are data. Nothing in them is ever filled in, so whatever looks like a placeholder or markup is a mistake.
TEMPLATE: Final = re.compile(r"\{\{|\}\}|\{%|\$\{|%\(|%[sdrif](?![A-Za-z0-9])|\{[A-Za-z0-9_.\[\]!:]*\}|</?[A-Za-z][^<>]*>")
LONGEST_WORDS: Final = 2000
LONGEST_IDENTIFIER: Final = 80
ASSUMED: Final = "assumption"
"""The one word that means something below `source:`; any other text there names the source."""

# What an editor can be told: regular expressions of JavaScript know no letter beyond ASCII, so signs are named instead.
_NO_SIGN: Final = r"\s!-,./:-@\[-^`{-~"
IDENTIFIER_PATTERN: Final = rf"^[^{_NO_SIGN}\-_0-9](?:[^{_NO_SIGN}]*[^{_NO_SIGN}\-_])?$"
DECIMAL_PATTERN: Final = r"^-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?$"
DAY_PATTERN: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def fault(code: str, at: tuple[str | int, ...] = (), offset: int | None = None, **args: str) -> PydanticCustomError:
    """A fault that keeps its catalogue code and arguments on its way through pydantic.

    *at* is the path from what is judged to what is wrong in it, in English keys; *offset* the character of its
    text, where it is a part.
    """
    return PydanticCustomError("author", "{code}", {"code": code, "at": at, "offset": offset, **args})


def _flag(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise fault("R-FLAG")


def _whole(value: Any) -> Any:
    if isinstance(value, str) and WHOLE.match(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise fault("R-WHOLE")


def _decimal(value: Any) -> Any:
    if isinstance(value, str) and DECIMAL.match(value):
        return Decimal(value)
    if isinstance(value, Decimal):
        return value
    raise fault("R-DECIMAL")


def _day(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return read_day(value)
        except ValueError:
            pass
    raise fault("R-DAY")


def is_identifier(text: str) -> bool:
    """Whether *text* may name a thing: a letter first, then letters, digits, `_` and `-`; at most 80 characters.

    A character that only looks like a plain one (`²`, `Ａ`, `ﬁ`) is refused: two names must never be alike on paper.
    """
    return (
        0 < len(text) <= LONGEST_IDENTIFIER
        and text[0].isalpha()
        and text.translate(_WITHOUT_FIGURES).isalpha()
        and text[-1] not in "-_"
        and unicodedata.is_normalized("NFKC", text)
    )


def _identifier(value: Any) -> Any:
    if isinstance(value, str) and is_identifier(value):
        return value
    raise fault("R-IDENTIFIER")


def _words(value: str) -> str:
    value = value.strip()
    if not value:
        raise fault("R-EMPTY-WORDS")
    if len(value) > LONGEST_WORDS:
        raise fault("R-LONG-WORDS", limit=str(LONGEST_WORDS))
    if TEMPLATE.search(value):
        raise fault("R-TEMPLATE")
    return value


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return value
    raise fault("R-TEXT")


Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=Annotated[int, Field(ge=0)])]
Dec = Annotated[
    Decimal,
    BeforeValidator(_decimal, json_schema_input_type=float | Annotated[str, Field(pattern=DECIMAL_PATTERN)]),
    PlainSerializer(str, return_type=str),
]
Day = Annotated[
    dt.date,
    BeforeValidator(
        _day, json_schema_input_type=Annotated[str, Field(pattern=DAY_PATTERN, json_schema_extra={"format": "date"})]
    ),
]
Identifier = Annotated[
    str,
    BeforeValidator(
        _identifier,
        json_schema_input_type=Annotated[str, Field(pattern=IDENTIFIER_PATTERN, max_length=LONGEST_IDENTIFIER)],
    ),
]
Words = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]),
    AfterValidator(_words),
]
Sentence = Annotated[str, BeforeValidator(_text, json_schema_input_type=Annotated[str, Field(min_length=1)])]
"""The text of a condition: parsed with its places kept, later, when all names are known."""


def one_or_many(value: Any) -> Any:
    """`x` -> `[x]`, so that a single value need not be written as a list."""
    return value if isinstance(value, list) else [value]
