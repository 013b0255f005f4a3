"""A paper that meets one form and not another: what a clerk would record of it, so that the difference shows.

    Form that is met, Form that is not, day  ->  keys of a line of `materials`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final, cast

from materials_rules.changes.form import Form, Machine

LONG_AGO: Final = dt.date(1990, 1, 1)
ANOTHER: Final = "another-form@1990"


def lacking(met: Form, other: Form, on: dt.date) -> dict[str, object]:
    """What a paper in the form *met* is like where it lacks, said aloud, all that *other* asks for beyond it."""
    found: dict[str, object] = {}
    for key, asked in other.of.items():
        mine = met.of.get(key)
        if mine != asked:
            found |= _without(key, asked, mine, on)
    if met.of.keys() & {"copies"} and "copies" in found:
        found["copies"] = met.of["copies"]["at_least"]
    return found


def _without(key: str, asked: Machine, mine: Machine | None, on: dt.date) -> dict[str, object]:
    match key:
        case "copies" | "originals":
            return {key: mine["at_least"] if mine is not None else 0}
        case "certified":
            return {key: False, "copies": 1}  # of what has no copy nothing can be certified
        case "complete":
            return {key: False}
        case "show_original":
            return {"original_shown": False, "originals": 0}
        case "signed_by" | "sealed_by":
            return {key: _listed(mine)}
        case "signed_or_sealed_by":
            return {"signed_by": _listed(mine), "sealed_by": []}
        case "template":
            known = [one for one in _templates(mine) if one not in _templates(asked)]
            return {"template": known[0] if known else ANOTHER}
        case "medium":
            return {"medium": "paper" if asked["is"] == "electronic" else "electronic"}
        case "in_date":
            return {"issued_on": LONG_AGO.isoformat(), "expires_on": (on - dt.timedelta(days=1)).isoformat()}
        case "issued_within":
            return {"issued_on": (LONG_AGO if mine is None else _oldest(mine, on)).isoformat(), "expires_on": None}
        case _:
            return {}


def _listed(machine: Mapping[str, object] | None) -> list[str]:
    return list(cast("Sequence[str]", machine["roles"])) if machine is not None else []


def _templates(machine: Mapping[str, object] | None) -> list[str]:
    return list(cast("Sequence[str]", machine["one_of"])) if machine is not None else []


def _oldest(machine: Machine, on: dt.date) -> dt.date:
    """A day that is just within the limit, as far as every month and year goes."""
    number, _, unit = str(machine["limit"]).partition(" ")
    days = {"calendar day": 1, "month": 28, "year": 365}[unit.removesuffix("s")]
    return on - dt.timedelta(days=int(number) * days)
