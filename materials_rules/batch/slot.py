"""A block in its place in the order, from when it is cut until its turn comes.

    (data)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from materials_rules.batch.cutting import Block
from materials_rules.batch.inputs import Ended
from materials_rules.batch.work import Given, Worked


@dataclass(slots=True)
class Slot:
    """A block or the end of an input in its place in the order, and what came of it."""

    number: int
    item: Block | Ended
    is_sent: bool = False
    given: list[Given] = field(default_factory=list)
    deaths: dict[int, int] = field(default_factory=dict)
    worked: Worked | None = None

    @property
    def is_done(self) -> bool:
        """Whether its turn can come."""
        return self.worked is not None or isinstance(self.item, Ended)
