"""What is doubtful or unlawful in a ruleset that loads, rule by rule, each with its place and its reason.

    Ruleset, the plans of its versions  ->  diagnostics
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever only wants the names of the rules need not wait for all that judges
    from materials_rules.ground.diagnostic import Diagnostic
    from materials_rules.plan.compile import Plan
    from materials_rules.rules.ruleset import Ruleset


def lint(
    ruleset: Ruleset,
    plans: Mapping[tuple[str, dt.date], Plan],
    notes: Iterable[Diagnostic] = (),
    as_of: dt.date | None = None,
) -> tuple[Diagnostic, ...]:
    """What the rules of lint find in *ruleset*, with the *notes* of the loader, less what its authors allow with a reason.

    *ruleset* must have been read from its files, so that it has its sources. *plans* are those of the versions that compiled,
    by item and first day. A rule that needs the situations of a version passes over one without a plan; one that needs to
    know what day it is passes over all without *as_of*. Sorted by place; errors are never left out.
    """
    from materials_rules.lint.applying import applied

    return applied(ruleset, plans, notes, as_of)
