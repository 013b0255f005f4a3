"""A pattern that an author writes for the text of a field.

    text  ->  Pattern

The engine is the linear one of pydantic-core (Rust): no pattern can make a window wait, however it nests.
What a linear engine cannot do (look-around, back-references) is refused with its reason. A pattern always
means the whole text, so anchors may be written and are not needed; `\\d` means the ten ASCII digits, as a
form means them; `\\w`, `\\s` and `\\p{Han}` keep their Unicode meaning.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from pydantic_core import SchemaError, SchemaValidator, core_schema

LONGEST_PATTERN: Final = 200  # characters an author may write
LONGEST_TEXT: Final = 10_000  # characters a text may have and still fit a pattern

_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ASCII: Final = {"d": "[0-9]", "D": "[^0-9]"}  # both forms mean the same inside a class and outside
_FAULT: Final = re.compile(r"\n    (?P<blanks> *)\^[ ^]*\nerror: (?P<reason>[^\n]+)\Z")
_CODES: Final = (
    ("look-around", "R-PATTERN-LOOKAROUND"),
    ("backreference", "R-PATTERN-BACKREFERENCE"),
    ("size limit", "R-PATTERN-SIZE"),
    ("character class", "R-PATTERN-CLASS"),
    ("range boundary", "R-PATTERN-CLASS"),
    ("group", "R-PATTERN-GROUP"),
    ("repetition", "R-PATTERN-REPEAT"),
    ("decimal literal", "R-PATTERN-REPEAT"),
    ("escape", "R-PATTERN-ESCAPE"),
)
_NAMED_BACK_REFERENCES: Final = ("\\k", "P=")  # to the engine an escape and a flag


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that compiled: *text* as its author wrote it, and the engine that judges by it."""

    text: str
    engine: SchemaValidator = field(repr=False, compare=False)

    def fits(self, text: str) -> bool:
        """Whether the whole of *text* has this form; a text of more than 10,000 characters never has."""
        return len(text) <= LONGEST_TEXT and self.engine.isinstance_python(text)


class PatternRefused(ValueError):
    """Why a text is no pattern: a *code* of the catalogue and the *offset* of the fault in characters.

    The *reason* is English; the Chinese one is the catalogue's. *values* fill the message of *code*: the reason,
    and the `position`, which counts characters from 1.
    """

    def __init__(self, code: str, offset: int, reason: str) -> None:
        super().__init__(code, offset, reason)
        self.code = code
        self.offset = offset
        self.reason = reason

    @property
    def values(self) -> dict[str, str]:
        return {"position": str(self.offset + 1), "reason": self.reason}


def compile_pattern(text: str) -> Pattern:
    """The pattern that *text* writes. Raises PatternRefused where it is none.

    >>> compile_pattern("[A-Z]{2}-\\\\d{4}").fits("HY-2026")
    True
    """
    if not text:
        raise PatternRefused("R-PATTERN-EMPTY", 0, "a pattern has at least one character")
    if len(text) > LONGEST_PATTERN:
        raise PatternRefused("R-PATTERN-LONG", LONGEST_PATTERN, f"more than {LONGEST_PATTERN} characters")
    for offset, char in enumerate(text):
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            raise PatternRefused("R-PATTERN-CHARACTER", offset, f"U+{ord(char):04X} cannot be seen")

    # The author's own text must compile alone first: so a fault has his offsets, and no unpaired bracket of
    # his can close the ones that are put around it.
    _compiled(text)
    try:
        return Pattern(text, _compiled(rf"\A(?:{_with_ascii_digits(text)})\z"))
    except PatternRefused as refused:
        if refused.code == "R-PATTERN-SIZE":
            raise
        swallowed = "in verbose mode `#` swallows the rest of the pattern"
        raise PatternRefused("R-PATTERN-COMMENT", 0, swallowed) from refused


def _with_ascii_digits(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ASCII.get(found[1], found[0]), text)


def _compiled(text: str) -> SchemaValidator:
    try:
        return SchemaValidator(core_schema.str_schema(pattern=text, regex_engine="rust-regex", strict=True))
    except SchemaError as error:
        raise _refused(text, str(error)) from error


def _refused(text: str, said: str) -> PatternRefused:
    found = _FAULT.search(said)
    if found is None:  # what is too large has no place
        return PatternRefused(_code_of(said), 0, said.rpartition("SchemaError: ")[2].rstrip("."))
    offset, reason = len(found["blanks"]), found["reason"]
    if text.startswith(_NAMED_BACK_REFERENCES, offset):
        return PatternRefused("R-PATTERN-BACKREFERENCE", offset, "backreferences are not supported")
    return PatternRefused(_code_of(reason), offset, reason)


def _code_of(reason: str) -> str:
    return next((code for word, code in _CODES if word in reason), "R-PATTERN-SYNTAX")
