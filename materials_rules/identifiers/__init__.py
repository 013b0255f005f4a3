"""The shelf of identifiers: one file a kind of number; its file name is the word after `check:`.

    text, day  ->  code of the fault, or None

A member has `NAME` (what people call it), `RULE` (how it is written, told beforehand), `SOURCE` (where that
comes from), `normalised(text)` (the one spelling to compare by) and `fault(text, on)` (a code of the
catalogue, or None where the text is well formed on the day *on*). Well formed is all that is judged:
whether such a number was ever given to anybody is not a question of form, and a region or an office that
this tool does not know is never a fault.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Protocol, cast

from materials_rules.ground.shelf import members


class Identifier(Protocol):
    """What a member of the shelf offers."""

    @property
    def NAME(self) -> str: ...

    @property
    def RULE(self) -> str: ...

    @property
    def SOURCE(self) -> str: ...

    def normalised(self, text: str) -> str:
        """The one spelling of *text*, to compare by; what is no such number comes back as well as it can."""
        ...

    def fault(self, text: str, on: date) -> str | None:
        """The code of what is wrong with *text* on the day *on*, or None."""
        ...


@cache
def identifiers() -> dict[str, Identifier]:
    """Every kind of number by the word after `check:`, sorted."""
    return {name: cast(Identifier, module) for name, module in members(__name__).items()}
