"""Every rule of lint applied to a ruleset.

    Ruleset, plans, notes of the loader  ->  diagnostics, less what is allowed
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.lint.allowing import weighed
from materials_rules.lint.shelf import Rule, all_rules
from materials_rules.lint.subject import Found, WholeRuleset, whole
from materials_rules.plan.compile import Plan
from materials_rules.rules.ruleset import Ruleset


def applied(
    ruleset: Ruleset, plans: Mapping[tuple[str, dt.date], Plan], notes: Iterable[Diagnostic], as_of: dt.date | None
) -> tuple[Diagnostic, ...]:
    """What `lint` gives; its docstring says what the arguments are."""
    everything = whole(ruleset, plans, as_of)
    rules = [rule for rule in all_rules().values() if as_of is not None or not rule.needs_day]
    found = dict.fromkeys((*notes, *_found(rules, everything)))  # what every item finds in a file of all items is said once
    idle = all_rules().keys() - {rule.code for rule in rules}
    unfinished = {one.source.path for one in everything.versions if one.plan is None}
    told = weighed(found, everything.sources, idle, unfinished)
    return tuple(sorted(told, key=lambda one: (one.place, one.code)))


def _found(rules: Iterable[Rule], everything: WholeRuleset) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.per == "ruleset":
            yield from (_diagnostic(rule, found) for found in rule.check(everything))
        else:
            yield from (_diagnostic(rule, found) for one in everything.versions for found in rule.check(one))


def _diagnostic(rule: Rule, found: Found) -> Diagnostic:
    return Diagnostic(rule.code, found.place, found.args, rule.severity, found.witness, rule.said)
