"""The one catalogue of what this tool says to people.

    code  ->  Message
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from materials_rules.ground.shelf import members

Language = Literal["zh", "en"]

FAMILIES: Final = "materials_rules.ground.messages"


@dataclass(frozen=True, slots=True)
class Message:
    """What a code means: the fault and what to do about it, in Chinese and English.

    All four are templates; `{name}` is filled with the argument of that name. None ends in a full stop or
    semicolon, because `Diagnostic.lines` joins them: `fault。remedy。` and `fault; remedy.` (lower case).
    An empty remedy is allowed where nothing can be done. `about_zh` is the longer text of `explain`, if any.
    """

    zh: str
    en: str
    remedy_zh: str
    remedy_en: str
    about_zh: str = ""


@cache
def _catalogue() -> dict[str, Message]:
    catalogue: dict[str, Message] = {}
    for name, module in members(FAMILIES).items():
        family = cast("dict[str, Message]", module.MESSAGES)
        for code, said in family.items():
            if code in catalogue:
                raise ValueError(f"the code {code} of family {name} stands in another family too")
            catalogue[code] = said
    return catalogue


def message(code: str) -> Message:
    """What *code* means. A code outside the catalogue is a bug and raises KeyError."""
    return _catalogue()[code]


def codes() -> tuple[str, ...]:
    """Every code of the catalogue, sorted."""
    return tuple(sorted(_catalogue()))
