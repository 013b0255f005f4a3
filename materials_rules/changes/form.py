"""The form of one paper under two rules: whether whoever meets the one meets the other.

    the criteria of a slot  ->  Form;  Form x Form  ->  implied or not

Exact where it says "implied". Where two criteria cannot be put in an order (another pattern, 30 days against one month)
neither is implied by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, cast

from materials_rules.rules.material import Arm
from materials_rules.verdict.form import Criterion, criteria

Machine = Mapping[str, object]

ASKED: Final = ("certified", "complete", "in_date", "show_original")
"""Checks that are asked or not."""

COUNTED: Final = ("copies", "originals")
"""Checks of which more is stricter."""

_COUNTED_AS: Final = {"counts_as_original": ("originals", "show_original"), "counts_as_copy": ("copies",)}

_DAYS: Final = {"calendar day": (1, 1), "month": (28, 31), "year": (365, 366)}
"""How many days a unit has at least and at most."""


@dataclass(frozen=True)
class Form:
    """What one material must be like: its criteria as machines know them, and each one's sentence."""

    told: tuple[Criterion, ...]

    @cached_property
    def of(self) -> dict[str, Machine]:
        """The criteria by check; a declared field stands under `field:NAME`."""
        return {_key(criterion.machine): criterion.machine for criterion in self.told if _asks(criterion.machine)}

    @cached_property
    def says(self) -> dict[str, str]:
        """What each criterion asks, in Chinese; that it can be read is asked of every paper and not said."""
        return {_key(c.machine): c.say for c in self.told if _asks(c.machine) and c.name != "readable"}

    def implies(self, other: Form) -> bool:
        """Whether whoever meets this form meets *other*."""
        counted = self._counted_as(other)
        asked = {key: machine for key, machine in other.of.items() if key not in counted}
        return self._electronic_fits(other) and all(self._has(key, machine) for key, machine in asked.items())

    def is_same(self, other: Form) -> bool:
        """Whether both ask the same."""
        return self.implies(other) and other.implies(self)

    def _has(self, key: str, asked: Machine) -> bool:
        if key == "electronic":
            return True  # judged as a whole in `_electronic_fits`
        if key == "medium":
            return self._medium() == asked["is"]
        if key == "show_original" and _least(self.of.get("originals")) > 0:
            return True
        if key == "signed_or_sealed_by":
            return all(self._signs_or_seals(role, bool(asked["in_person"])) for role in _roles(asked))
        mine = self.of.get(key)
        return mine is not None and _ORDER.get(str(asked["check"]), _same)(mine, asked)

    def _signs_or_seals(self, role: str, in_person: bool) -> bool:
        for key in ("signed_or_sealed_by", "signed_by"):
            mine = self.of.get(key, {})
            if role in _roles(mine) and (bool(mine.get("in_person")) or not in_person):
                return True
        # a seal is no act of a person; and who need not do it himself may also have an agent sign
        return role in _roles(self.of.get("sealed_by", {}))

    def _medium(self) -> object:
        asked = self.of.get("medium", {}).get("is")
        return "paper" if asked is None and self._electronic() == "not_accepted" else asked

    def _electronic(self) -> object:
        return self.of.get("electronic", {}).get("is")

    def _counted_as(self, other: Form) -> tuple[str, ...]:
        """What *other* asks for and takes every electronic paper to be, where only such papers are taken here."""
        if self._medium() != "electronic":
            return ()
        return _COUNTED_AS.get(str(other._electronic()), ())

    def _electronic_fits(self, other: Form) -> bool:
        """Whether what counts as an original or a copy here does so there, where that is asked."""
        mine, theirs = self._electronic(), other._electronic()
        if mine in (theirs, "not_accepted"):
            return True
        if theirs == "not_accepted":
            return self._medium() == "paper"
        if mine == "counts_as_original":
            return not {"originals", "show_original"} & other.of.keys()
        return mine != "counts_as_copy" or "copies" not in other.of


def form_of(arm: Arm) -> Form:
    """The form of a material: what its author wrote, its limited fields, and what is asked of every paper."""
    return Form(criteria(arm))


def _key(machine: Machine) -> str:
    return f"field:{machine['field']}" if machine["check"] == "declared_field" else str(machine["check"])


def _asks(machine: Machine) -> bool:
    """Whether a criterion asks anything: `certified: false` and `medium: either` do not."""
    return machine.get("asked", True) is not False and machine.get("is") not in ("either",)


def _least(machine: Machine | None) -> int:
    return cast("int", machine["at_least"]) if machine else 0


def _roles(machine: Machine) -> frozenset[str]:
    return frozenset(cast("list[str]", machine.get("roles", [])))


def _same(mine: Machine, asked: Machine) -> bool:
    return dict(mine) == dict(asked)


def _counted(mine: Machine, asked: Machine) -> bool:
    return _least(mine) >= _least(asked)


def _signed(mine: Machine, asked: Machine) -> bool:
    return _roles(mine) >= _roles(asked) and (bool(mine.get("in_person")) or not asked.get("in_person"))


def _template(mine: Machine, asked: Machine) -> bool:
    return set(cast("list[str]", mine["one_of"])) <= set(cast("list[str]", asked["one_of"]))


def _fresh(mine: Machine, asked: Machine) -> bool:
    """Not older here implies not older there; a month has 28 to 31 days."""
    if mine["only_without_term"] and not asked["only_without_term"]:
        return False
    number, unit = _age(mine)
    other, other_unit = _age(asked)
    return number <= other if unit == other_unit else number * _DAYS[unit][1] <= other * _DAYS[other_unit][0]


def _age(machine: Machine) -> tuple[int, str]:
    number, _, unit = str(machine["limit"]).partition(" ")
    return int(number), unit.removesuffix("s")


def _field(mine: Machine, asked: Machine) -> bool:
    """Whether the limits of a declared field here imply those there."""
    for key, value in asked.items():
        own = mine.get(key)
        match key:
            case "minimum" if value is not None:
                fits = own is not None and Decimal(str(own)) >= Decimal(str(value))
            case "maximum" if value is not None:
                fits = own is not None and Decimal(str(own)) <= Decimal(str(value))
            case "one_of" if value is not None:
                fits = own is not None and set(cast("list[str]", own)) <= set(cast("list[str]", value))
            case "required":
                fits = bool(own) or not value
            case _:
                fits = value is None or own == value
        if not fits:
            return False
    return True


_ORDER: Final[dict[str, Callable[[Machine, Machine], bool]]] = {
    **dict.fromkeys(COUNTED, _counted),
    "signed_by": _signed,
    "sealed_by": _signed,
    "template": _template,
    "issued_within": _fresh,
    "declared_field": _field,
}
