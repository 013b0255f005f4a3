"""The JSON Schemas of everything that goes in and out, made from the types; nothing in them refers to anything outside.

    types  ->  JSON Schema 2020-12 by name;  name, what a stranger sends  ->  diagnostics

`schemas/*.schema.json` are these, checked in; editors complete and check with them.
"""

from __future__ import annotations

from functools import cache

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.notice.model import notice_schema
from materials_rules.packet.model import packet_schema
from materials_rules.schemas.authored import authored_schemas


@cache
def all_schemas() -> dict[str, dict[str, object]]:
    """Every schema by its name: `item`, `item.zh`, …, `packet`, `notice`. Callers must not change them."""
    return {**authored_schemas(), "packet": packet_schema(), "notice": notice_schema()}


def validate_outside(name: str, data: object, path: str = "") -> list[Diagnostic]:
    """Everything in *data* that does not fit the schema *name*, by place; *path* is the file it came from.

    *data* is plain: what `json.loads` gives. No value of it is ever said, and nothing is fetched. KeyError for a name
    that is none of `all_schemas()`.
    """
    # the library that compares is large, and only a door for strangers needs it
    from materials_rules.schemas.outside import faults_in

    return faults_in(all_schemas()[name], name, data, path)
