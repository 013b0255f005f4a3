"""How an author writes the parameter of a check: one spelling for each value.

    text of a YAML scalar  ->  bool, int

A value that has its type already is taken as it is, so that a ruleset can be written out and read again.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

MOST_PIECES: Final = 99
_WHOLE: Final = re.compile(r"[1-9][0-9]?\Z")


def fault(code: str, **args: str) -> PydanticCustomError:
    """A fault that keeps its catalogue code and arguments on its way through pydantic."""
    return PydanticCustomError("author", "{code}", {"code": code, **args})


def is_role(text: str) -> bool:
    """Whether *text* may name a role: a letter, then letters, digits, `_`, `-`; at most 80 characters."""
    return (
        0 < len(text) <= 80
        and text[0].isalpha()
        and text[-1] not in "-_"
        and all(char.isalnum() or char in "-_" for char in text)
    )


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise fault("R-FLAG")


def _pieces(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_PIECES:
        return value
    if isinstance(value, str) and _WHOLE.match(value):
        return int(value)
    raise fault("R-FORM-COUNT")


YesNo = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
"""`true` or `false`."""

Pieces = Annotated[
    int,
    BeforeValidator(_pieces, json_schema_input_type=Annotated[int, Field(ge=1, le=MOST_PIECES)]),
]
"""A number of pieces: `1` to `99`."""
