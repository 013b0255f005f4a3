"""Plans of rulesets that the loader refuses, made without a word of what refuses them: for the prover, which must find out itself.

    Ruleset  ->  Plan
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from building import ITEM, files

from materials_rules.plan.claims import claims_of
from materials_rules.plan.classing import life, stretches
from materials_rules.plan.compile import Judged, Plan, _sources
from materials_rules.plan.cone import cone_of
from materials_rules.plan.engine import Engine
from materials_rules.plan.table import tabulate
from materials_rules.rules.checks import Register
from materials_rules.rules.ruleset import Ruleset, parse_ruleset

REFUSED: Final = Path(__file__).parent / "rulesets" / "refused"
"""One ruleset for each refusal, named by its code and what it does; as keys of `building.tiny`."""


def refused_rulesets() -> dict[str, dict[str, Any]]:
    """What stands in the folder, by file name."""
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(REFUSED.glob("*.yaml"))}


def unrefused(ruleset: Ruleset, engine: Engine, item: str = ITEM) -> Plan:
    """The plan of *item*: judged by both judges, refused by nobody."""
    version = ruleset.items[item][0]
    by_day = {slot.id: stretches(ruleset, version, asked, slot) for asked in version.asked.values() for slot in asked.slots}
    base, outputs = claims_of(version, ruleset.classes, by_day)
    cones = {output.id: cone_of(output, base, version, *life(ruleset, version)) for output in outputs}
    tables = tabulate(cones, base, engine, 10**6)
    judged = {name: Judged(table.diagram(), tuple(table.cone.domains.values())) for name, table in tables.items()}
    return Plan(ruleset, version, base, by_day, judged, _sources(base, version))


def of_file(name: str, engine: Engine) -> Plan:
    """The plan of one of the kept rulesets; where a field is called NOBODY-SAID, it has no name."""
    given = files(**refused_rulesets()[name])
    named = {path: content.replace(b'name: "NOBODY-SAID"', b"required: false") for path, content in given.bytes_of.items()}
    with with_nameless_fields():
        return unrefused(parse_ruleset(replace(given, bytes_of=named)), engine)


@contextmanager
def with_nameless_fields() -> Iterator[None]:
    """The reader lets a field pass that has neither name nor question."""
    right = Register._read
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Register, "_read", lambda *given: [fault for fault in right(*given) if fault.code != "R-CHAIN"])
        yield
