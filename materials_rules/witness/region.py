"""Values of a variable, as they are cut where plans are built, for whoever makes witnesses of them.

    plan.region  ->  Region and what is done with it
"""

from __future__ import annotations

from materials_rules.plan.region import (
    ANYTHING_TRUE_OR_FALSE,
    Region,
    Stretch,
    cut,
    exactly,
    is_boundless,
    nearest,
    of_cell,
    of_cells,
    of_type,
)

__all__ = [
    "ANYTHING_TRUE_OR_FALSE",
    "Region",
    "Stretch",
    "cut",
    "exactly",
    "is_boundless",
    "nearest",
    "of_cell",
    "of_cells",
    "of_type",
]
