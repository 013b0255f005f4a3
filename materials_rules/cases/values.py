"""An answer as a case writes it, given the type that its question or its field declares.

    text or texts, type  ->  the value of a packet
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from materials_rules.condition.tree import Boolean, Date, Number, OneOf, SomeOf, ValueType
from materials_rules.ground.day import read_day
from materials_rules.ground.refusal import Refusal
from materials_rules.rules.cases import NONE
from materials_rules.rules.scalar import DECIMAL
from materials_rules.rules.shape import hints

_FLAGS: Final = {"true": True, "false": False, "是": True, "否": False}
_NONE: Final = frozenset({NONE, "无"})

DUE: Final[dict[type, tuple[str, str]]] = {
    Boolean: ("`true` 或者 `false`（是、否）", "`true` or `false`"),
    Number: ("数字，如 12.5", "a number, such as 12.5"),
    Date: ("日期，如 2026-03-02", "a day, such as 2026-03-02"),
    SomeOf: ("选项代号的列表，如 [a, b]", "a list of ids, such as [a, b]"),
    OneOf: ("一个选项代号", "the id of one member"),
}


class Unfit(Refusal):
    """A value that its type does not take."""


def value_of(type_: ValueType, given: str | Sequence[str], *, may_be_none: bool = False) -> Any:
    """*given* as a packet records it; with *may_be_none*, `none` is what a paper does not bear.

    A number out of its bounds is a value: what comes of it is for a case to say. Raises Unfit.
    """
    if may_be_none and isinstance(given, str) and given in _NONE:
        return None
    match type_:
        case SomeOf(members):
            chosen = [given] if isinstance(given, str) else list(given)
            for member in chosen:
                _require(member, members)
            return chosen
        case _ if not isinstance(given, str):
            raise _wrong(type_, "[" + ", ".join(given) + "]")
        case Boolean():
            if given not in _FLAGS:
                raise _wrong(type_, given)
            return _FLAGS[given]
        case Number():
            if not DECIMAL.match(given):
                raise _wrong(type_, given)
            number = Decimal(given)
            return int(number) if number == number.to_integral_value() else number
        case Date():
            try:
                return read_day(given).isoformat()
            except ValueError:
                raise _wrong(type_, given) from None
        case OneOf(members):
            _require(given, members)
            return given
        case _:
            return given


def _require(member: str, members: tuple[str, ...]) -> None:
    if member not in members:
        raise Unfit("T-MEMBER", found=member, known=" ".join(f"`{one}`" for one in members), **hints(member, members))


def _wrong(type_: ValueType, found: str) -> Unfit:
    due = DUE.get(type(type_), ("文字", "a text"))
    return Unfit("T-VALUE", found=found, due_zh=due[0], due_en=due[1])
