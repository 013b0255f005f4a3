"""A situation as a packet that anybody can check: the example that proves a fault in a ruleset.

    situation  ->  part of a packet
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from materials_rules.condition.tree import Kind, Number, Variable
from materials_rules.plan.domain import OTHER, Value
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON, Source

PARTS: Final = {"fact": "facts", "applicant": "applicant", "provided": "provided", "read": "fields"}
"""Which part of a packet holds a variable, by the first word of its name."""

Sources = Mapping[str, Source]
"""What each variable is; of those that were declared, the type and its decimals count here."""


def witness(world: Mapping[str, Value], sources: Sources) -> dict[str, object]:
    """The values of *world* where a packet would hold them; statements about lists and relations stand under `where`.

    A situation has one member of a list at most. *sources* knows every whole number but the day of first receipt.
    """
    out: dict[str, object] = {}
    for name, value in sorted(world.items()):
        sort, _, rest = name.partition("/")
        known = sources.get(name)
        source = known if isinstance(known, Variable) else None
        if name == RECEIVED_ON:
            out[name] = _shown(value, None)
        elif name == BY_AGENT:
            out["agent"] = {} if value else None
        elif sort == "member":
            listed, _, fact = rest.partition(".")
            _put(_member(out, listed), fact, value, source)
        elif sort in PARTS:
            chosen = source is not None and source.kind is Kind.CHOICE
            _put(_part(out, "choices" if chosen else PARTS[sort]), rest, value, source)
        else:
            _part(out, "where")[name] = value
    return out


def _part(out: dict[str, object], key: str) -> dict[str, object]:
    part = out.setdefault(key, {})
    assert isinstance(part, dict)
    return part


def _member(out: dict[str, object], listed: str) -> dict[str, object]:
    members = _part(out, "lists").setdefault(listed, [{}])
    assert isinstance(members, list)
    member: dict[str, object] = members[0]
    return member


def _put(part: dict[str, object], name: str, value: Value, source: Variable | None) -> None:
    """A value under its name; a member of a `some_of`, `kinds#wall`, into the list of those that were chosen."""
    fact, several, member = name.partition("#")
    if several:
        chosen = part.setdefault(fact, [])
        assert isinstance(chosen, list)
        chosen += [member] if value else []
    else:
        part[name] = _shown(value, source)


def _shown(value: Value, source: Variable | None) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return "…" if value == OTHER else value
    if source is not None and isinstance(source.type, Number):
        return _number(Decimal(value).scaleb(-source.type.decimals))
    return dt.date.fromordinal(value).isoformat()  # what is whole and no number is a day


def _number(exact: Decimal) -> int | float | str:
    """A number as JSON writes it; as text where a JSON number would not be read as the same again."""
    if exact == exact.to_integral_value():
        return int(exact)
    return float(exact) if Decimal(repr(float(exact))) == exact else format(exact, "f")
