"""What `test` knows of one version: its cases, what came of each, what is wrong with how they are written, what they reach.

    (data)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from materials_rules.ground.diagnostic import Diagnostic

if TYPE_CHECKING:
    from materials_rules.cases.coverage import Coverage
    from materials_rules.cases.reaching import Reaching
    from materials_rules.cases.running import Result
    from materials_rules.cases.written import Written
    from materials_rules.library import Library
    from materials_rules.rules.version import Version


@dataclass
class Run:
    """One version: its cases, what came of each, what is wrong with how they are written, what they reach."""

    library: Library
    version: Version
    files: list[Written]
    faults: list[Diagnostic]
    results: list[Result] = field(default_factory=list)
    coverage: Coverage | None = None
    reaching: Reaching | None = None

    @property
    def name(self) -> str:
        """`outdoor-advertising 2017-03-01`."""
        return f"{self.version.item} {self.version.file.in_force_from.isoformat()}"

    @property
    def unconfirmed(self) -> int:
        """How many cases nobody confirmed."""
        return sum(not one.case.is_confirmed for one in self.results)
