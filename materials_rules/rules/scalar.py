"""The spellings that an author's text may have: one spelling for each kind of value.

    text of a YAML scalar  ->  bool, int, Decimal, date, Limit, identifier, words

YAML hands us text and never a guessed type, so every type here says exactly which text it takes; the JSON Schema beside
it says what an editor sees.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

from materials_rules.ground.day import read_day

WHOLE: Final = re.compile(r"(?:0|[1-9][0-9]{0,17})\Z")
DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?\Z")
# B19: words are data. Nothing in them is ever filled in, so whatever looks like a placeholder or markup is a mistake.
TEMPLATE: Final = re.compile(r"\{\{|\}\}|\{%|\$\{|%\(|%[sdrif](?![A-Za-z0-9])|\{[A-Za-z0-9_.\[\]!:]*\}|</?[A-Za-z][^<>]*>")
LONGEST_WORDS: Final = 2000


def fault(code: str, **args: str) -> PydanticCustomError:
    """A fault that keeps its catalogue code and arguments on its way through pydantic."""
    return PydanticCustomError("author", "{code}", {"code": code, **args})


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
    """Whether *text* may name a thing: a letter first, then letters, digits, `_` and `-`; at most 80 characters."""
    return (
        0 < len(text) <= 80
        and text[0].isalpha()
        and all(c.isalnum() or c in "-_" for c in text)
        and text[-1] not in "-_"
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
Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
Dec = Annotated[
    Decimal, BeforeValidator(_decimal, json_schema_input_type=float | str), PlainSerializer(str, return_type=str)
]
Day = Annotated[dt.date, BeforeValidator(_day, json_schema_input_type=dt.date)]
Identifier = Annotated[str, BeforeValidator(_identifier, json_schema_input_type=str)]
Words = Annotated[str, BeforeValidator(_text, json_schema_input_type=str), AfterValidator(_words)]
Sentence = Annotated[str, BeforeValidator(_text, json_schema_input_type=str)]
"""The text of a condition: parsed with its places kept, later, when all names are known."""


def one_or_many(value: Any) -> Any:
    """`x` -> `[x]`, so that a single value need not be written as a list."""
    return value if isinstance(value, list) else [value]
