"""Tiny items that do not load, for tests: what is refused of one, and what its conditions may speak of.

    ruleset  ->  codes, Diagnostic
"""

from __future__ import annotations

from typing import Any, Final

from building import refused, tiny

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.plan.engine import Engine
from materials_rules.rules.ruleset import Ruleset

Item = dict[str, Any]


def codes(ruleset: Ruleset, engine: Engine) -> list[str]:
    """The codes of every refusal."""
    invalid = refused(ruleset, engine=engine)
    return [] if invalid is None else [d.code for d in invalid.diagnostics if d.severity is Severity.ERROR]


def only(ruleset: Ruleset, engine: Engine, code: str) -> Diagnostic:
    """The one refusal with *code*, said in both languages."""
    invalid = refused(ruleset, engine=engine)
    assert invalid is not None, "it loads"
    found = [d for d in invalid.diagnostics if d.severity is Severity.ERROR]
    assert [d.code for d in found] == [code]
    assert found[0].place.line > 0
    assert all(found[0].say(lang) and found[0].remedy(lang) for lang in ("zh", "en"))
    return found[0]


FACTS: Final[Item] = {
    "a": "boolean",
    "b": "boolean",
    "kinds": {"some_of": ["wall", "roof"]},
    "storeys": {"type": "number", "given": "kinds has roof"},
    "height": {"type": "number", "given": "storeys >= 10"},
    "width": "number",
    "sorts": {"some_of": ["p", "q"], "given": "a"},
    "route": {"one_of": ["general", "commitment"], "chosen_by": "applicant", "given": "a"},
}
LISTS: Final[Item] = {"drivers": {"given": "a", "each": {"age": "number", "name": "text"}}}
READS: Final[Item] = {
    "area": {"type": "number", "decimals": 2},
    "landlord": {"type": "text"},
    "until": {"type": "date"},
    "sealed": {"type": "boolean"},
}
SHARED: Final[Item] = {"paper": {"supplied_by": "holder", "live": [{"from": "2021-03-01", "region": "43"}]}}


def item(when: str | None, materials: Item | None = None, **about: Any) -> Ruleset:
    """The item of most rows: *when* is the condition of x."""
    x = {"x": {**({"when": when} if when else {}), **about.pop("x", {})}}
    return tiny({**(materials or {}), **x}, facts=FACTS, lists=LISTS, documents=SHARED, **about)
