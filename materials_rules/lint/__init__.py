"""What is doubtful or unlawful in a ruleset that loads, rule by rule, each with its place and its reason.

    Ruleset, the plans of its versions  ->  diagnostics
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

__all__ = ["Rule", "all_rules", "lint"]

Plans = Mapping[tuple[str, dt.date], Plan]
"""The plans of the versions that compiled, by item and first day."""


def lint(
    ruleset: Ruleset, plans: Plans, notes: Iterable[Diagnostic] = (), as_of: dt.date | None = None
) -> tuple[Diagnostic, ...]:
    """What the rules of lint find in *ruleset*, with the *notes* of the loader, less what its authors allow with a reason.

    *ruleset* must have been read from its files, so that it has its sources. A rule that needs the situations of a version
    passes over one without a plan; one that needs to know what day it is passes over all without *as_of*. Sorted by place;
    errors are never left out.
    """
    everything = whole(ruleset, plans, as_of)
    found = dict.fromkeys((*notes, *_found(everything)))  # what every item finds in a file of all items is said once
    return tuple(sorted(weighed(found, everything.sources), key=lambda one: (one.place, one.code)))


def _found(everything: WholeRuleset) -> Iterator[Diagnostic]:
    for rule in all_rules().values():
        if rule.per == "ruleset":
            yield from (_diagnostic(rule, found) for found in rule.check(everything))
        else:
            yield from (_diagnostic(rule, found) for one in everything.versions for found in rule.check(one))


def _diagnostic(rule: Rule, found: Found) -> Diagnostic:
    return Diagnostic(rule.code, found.place, found.args, rule.severity, found.witness, rule.said)
