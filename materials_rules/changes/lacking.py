"""Papers that meet one form and not another: what a clerk would record of them, so that the difference shows.

    a paper that is in form, its Form, the Form that it is not in, day  ->  lines of `materials`

Each criterion in which the two forms differ is tried in every way in which a paper may fail it; the criteria themselves are asked
which of these papers tell the two forms apart, and those come first.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

from materials_rules.changes.form import Form, Machine
from materials_rules.verdict.form import Criterion
from materials_rules.witness.invented import Limits, texts
from materials_rules.witness.paper import Line, is_in_form

LONG_AGO: Final = dt.date(1990, 1, 1)
ANOTHER: Final = "another-form@1990"
MOST: Final = 24
"""Papers that are tried before none is found."""

_OF_NO_FORM: Final = ("000000000000000000", "不符合要求的内容")
_DAYS: Final = {"calendar day": (1, 1), "month": (28, 31), "year": (365, 366)}
_ELECTRONIC: Final[Line] = {"medium": "electronic", "originals": 0, "copies": 0, "original_shown": False}
_ON_PAPER: Final[Line] = {"medium": "paper", "originals": 0, "copies": 0, "original_shown": False}


def lines(whole: Line, met: Form, other: Form, on: dt.date) -> list[Line]:
    """*whole*, a paper in the form *met*, made so that it is not in the form *other*; the most telling first."""
    found = [_with(whole, change) for change in _changes(met, other, on)]
    found = [line for i, line in enumerate(found) if line not in found[:i]]
    return sorted(found, key=lambda line: not _tells_apart(line, met.told, other.told, on))[:MOST]


def _tells_apart(line: Line, met: Sequence[Criterion], other: Sequence[Criterion], on: dt.date) -> bool:
    return is_in_form(line, met, on) is True and is_in_form(line, other, on) is False


def _with(line: Line, change: Line) -> Line:
    fields = {**line.get("fields", {}), **change.get("fields", {})}
    return {**line, **change, **({"fields": fields} if fields else {})}


def _changes(met: Form, other: Form, on: dt.date) -> Iterator[Line]:
    """First all that *other* asks beyond *met* at once, then each by itself, in each of its ways."""
    ways = {
        key: list(_without(key, asked, met.of.get(key), on)) for key, asked in other.of.items() if met.of.get(key) != asked
    }
    at_once: Line = {}
    for first in (found[0] for found in ways.values() if found):
        at_once |= first
    if met.of.keys() & {"copies"} and "copies" in at_once:
        at_once["copies"] = met.of["copies"]["at_least"]
    yield at_once
    for found in ways.values():
        yield from found
    if {"electronic", "medium"} & {*met.of, *other.of}:
        counted: list[Line] = [{key: met.of[key]["at_least"]} if key in met.of else {} for key in ("originals", "copies")]
        shown: Line = {"original_shown": True} if "show_original" in met.of else {}
        parts: list[tuple[Line, Line]] = [(_ELECTRONIC, _ON_PAPER), *((Line(), one) for one in (*counted, shown))]
        for chosen in itertools.product(*parts):
            yield _all(*chosen)


def _all(*parts: Line) -> Line:
    found: Line = {}
    for part in parts:
        found |= part
    return found


def _without(key: str, asked: Machine, mine: Machine | None, on: dt.date) -> Iterator[Line]:
    roles = _listed(asked)
    match key:
        case "copies" | "originals":
            yield {key: mine["at_least"] if mine is not None else 0}
        case "certified":
            yield {key: False, "copies": 1}  # of what has no copy nothing can be certified
        case "complete":
            yield {key: False}
        case "show_original":
            yield {"original_shown": False, "originals": 0}
        case "signed_by" | "sealed_by":
            instead = "sealed_by" if key == "signed_by" else "signed_by"
            yield {key: _listed(mine)}
            yield {key: _listed(mine), instead: roles}
            yield {key: ["agent"]}
        case "signed_or_sealed_by":
            yield {"signed_by": _listed(mine), "sealed_by": []}
            yield {"signed_by": [], "sealed_by": _listed(mine)}
            yield {"signed_by": ["agent"], "sealed_by": []}
        case "template":
            known = [one for one in _templates(mine) if one not in _templates(asked)]
            yield {"template": known[0] if known else ANOTHER}
        case "medium":
            yield {"medium": "paper" if asked["is"] == "electronic" else "electronic"}
        case "in_date":
            yield {"issued_on": LONG_AGO.isoformat(), "expires_on": (on - dt.timedelta(days=1)).isoformat()}
            yield {"expires_on": (on - dt.timedelta(days=1)).isoformat()}
        case "issued_within":
            yield {"issued_on": (LONG_AGO if mine is None else _oldest(mine, on)).isoformat(), "expires_on": None}
            yield {"issued_on": LONG_AGO.isoformat(), "expires_on": (on + dt.timedelta(days=365)).isoformat()}
            for days in _ages(asked):
                yield {"issued_on": (on - dt.timedelta(days=days + 1)).isoformat(), "expires_on": None}
        case _ if asked["check"] == "declared_field":
            for value in _values(asked, mine or {}):
                yield {"fields": {asked["field"]: value}}


def _values(asked: Machine, mine: Machine) -> Iterator[object]:
    """What may stand in a field: nothing, and what is fit for one side and perhaps not for the other."""
    yield None
    if asked["type"] == "number":
        for machine in (asked, mine):
            bounds = [Decimal(str(machine[key])) for key in ("minimum", "maximum") if machine.get(key) is not None]
            steps = {Decimal(1).scaleb(-int(str(one.get("decimals") or 0))) for one in (asked, mine)}
            for bound, step in itertools.product((*bounds, Decimal(1)), sorted(steps)):
                yield from (_number(bound + sign * step) for sign in (-1, 1, 0))
    elif asked["type"] == "text" or asked.get("one_of") is not None:
        for machine in (mine, asked):
            yield from itertools.islice(texts(_limits(machine)), 3 if machine.get("one_of") is None else None)
        yield from _OF_NO_FORM


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _limits(machine: Machine) -> Limits:
    one_of = machine.get("one_of")
    return Limits(
        cast("str | None", machine.get("identifier")),
        cast("str | None", machine.get("pattern")),
        None if one_of is None else tuple(cast("list[str]", one_of)),
    )


def _listed(machine: Mapping[str, object] | None) -> list[str]:
    return list(cast("Sequence[str]", (machine or {}).get("roles", [])))


def _templates(machine: Mapping[str, object] | None) -> list[str]:
    return list(cast("Sequence[str]", machine["one_of"])) if machine is not None else []


def _ages(machine: Machine) -> tuple[int, int]:
    """How many days a limit has at least and at most."""
    number, _, unit = str(machine["limit"]).partition(" ")
    least, most = _DAYS[unit.removesuffix("s")]
    return int(number) * least, int(number) * most


def _oldest(machine: Machine, on: dt.date) -> dt.date:
    """A day that is just within the limit, as far as every month and year goes."""
    return on - dt.timedelta(days=_ages(machine)[0])
