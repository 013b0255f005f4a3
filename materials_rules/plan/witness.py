"""A situation as a packet that anybody can check: the example that proves a fault in a ruleset.

    situation  ->  part of a packet
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from materials_rules.condition.tree import Date, Number, Variable
from materials_rules.plan.domain import OTHER, Value
from materials_rules.plan.formula import BY_AGENT, RECEIVED_ON

Sources = Mapping[str, Variable | None]
"""For each variable that has one, its declaration (type and decimals)."""


def witness(world: Mapping[str, Value], sources: Sources) -> dict[str, object]:
    """The values of *world* where a packet would hold them; statements about lists and relations stand under `where`."""
    out: dict[str, object] = {}
    for name, value in sorted(world.items()):
        sort, _, rest = name.partition("/")
        source = sources.get(name)
        if name == RECEIVED_ON:
            out[name] = _shown(value, None, True)
        elif name == BY_AGENT:
            out["agent"] = {} if value else None
        elif "#" in name:
            fact, member = rest.split("#")
            chosen = _part(out, "facts").setdefault(fact, [])
            assert isinstance(chosen, list)
            if value:
                chosen.append(member)
        elif sort == "fact":
            _part(out, "facts")[rest] = _shown(value, source)
        elif sort == "applicant":
            _part(out, "applicant")[rest] = _shown(value, source)
        elif sort == "provided":
            _part(out, "provided")[rest] = value
        elif sort == "read":
            _part(out, "fields")[rest] = _shown(value, source)
        else:
            _part(out, "where")[name] = value
    return out


def _part(out: dict[str, object], key: str) -> dict[str, object]:
    part = out.setdefault(key, {})
    assert isinstance(part, dict)
    return part


def _shown(value: Value, source: Variable | None, is_day: bool = False) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return "…" if value == OTHER else value
    if is_day or (source is not None and isinstance(source.type, Date)):
        return dt.date.fromordinal(value).isoformat()
    if source is not None and isinstance(source.type, Number):
        return _number(Decimal(value).scaleb(-source.type.decimals))
    return value


def _number(exact: Decimal) -> int | float | str:
    """A number as JSON writes it; as text where a JSON number would not be read as the same again."""
    if exact == exact.to_integral_value():
        return int(exact)
    return float(exact) if Decimal(repr(float(exact))) == exact else format(exact, "f")
