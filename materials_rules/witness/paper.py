"""A paper that is in form, as a clerk would record it: everything that its criteria ask for, and no more.

    slot, its fields  ->  a line of `materials`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec

from materials_rules.form_checks import JudgeContext
from materials_rules.packet.document import Document
from materials_rules.packet.model import Material
from materials_rules.rules.version import Slot
from materials_rules.verdict.form import Criterion, JudgedDocument, criteria

Line = dict[str, Any]

_PAPER: Final = "paper"


def in_form(slot: Slot, fields: Mapping[str, object], on: dt.date, subject: str | None) -> Line | None:
    """A paper for *slot* that meets all its criteria on the day *on*; None where these *fields* do not.

    The criteria are asked what they want, and asked again whether they have it: a check that is not known here shows itself.
    """
    line: Line = {"material": slot.id}
    if subject is not None:
        line["subject"] = subject
    asked = criteria(slot.arm)
    for criterion in asked:
        for key, value in _what_it_asks(criterion, on).items():
            line[key] = _both(line[key], value) if key in line else value
    if fields:
        line["fields"] = dict(fields)
    return line if is_in_form(line, asked, on) else None


def form_of(slot: Slot, line: Line, on: dt.date) -> bool | None:
    """Whether a paper is in form on the day *on*; None where somebody must look first."""
    return is_in_form(line, criteria(slot.arm), on)


def licence(code: str, subject: str | None) -> Line:
    """A licence that is shown and given back."""
    line: Line = {"material": code, "original_shown": True, "issued_on": None, "expires_on": None}
    return line if subject is None else {**line, "subject": subject}


def _what_it_asks(criterion: Criterion, on: dt.date) -> Line:
    told = criterion.machine
    match criterion.name:
        case "originals" | "copies":
            return {criterion.name: told["at_least"]}
        case "show_original":
            return {"original_shown": True}
        case "certified" | "complete":
            return {criterion.name: True}
        case "signed_by" | "signed_or_sealed_by":
            return {"signed_by": _listed(told["roles"])}
        case "sealed_by":
            return {"sealed_by": _listed(told["roles"])}
        case "template":
            return {"template": _listed(told["one_of"])[0]}
        case "medium":
            return {"medium": _PAPER if told["is"] == "either" else told["is"]}
        case "electronic":
            return {"medium": _PAPER}
        case "in_date":
            return {"issued_on": on.isoformat(), "expires_on": None}
        case "issued_within":
            return {"issued_on": on.isoformat(), "expires_on": None}
        case _:
            return {}


def _both(one: Any, other: Any) -> Any:
    """What two criteria ask of one attribute: everybody's mark, the greater number."""
    if isinstance(one, list):
        return list(dict.fromkeys((*one, *other)))
    return max(one, other) if isinstance(one, int) else one


def _listed(value: object) -> list[str]:
    assert isinstance(value, Sequence)
    return list(map(str, value))


def is_in_form(line: Line, asked: Sequence[Criterion], on: dt.date) -> bool | None:
    """Whether a paper has what is *asked* of it on the day *on*; None where somebody must look first."""
    exact = {name: Decimal(repr(value)) if isinstance(value, float) else value for name, value in line.get("fields", {}).items()}
    material = msgspec.convert({**line, "fields": exact} if exact else line, Material)
    electronic = next((one.parameter for one in asked if one.name == "electronic"), None)
    may_sign = "agent" in (line.get("signed_by") or ())  # who acts by an agent gave him the power to sign
    context = JudgeContext(on, on, may_sign, line["material"], electronic)
    document = Document(material, on.isoformat(), (0,))
    return JudgedDocument(document, tuple(criterion.judge(document, context) for criterion in asked)).met
