"""What can be wrong with a condition: a code, a place in its text, and the words of the message.

    text, span  ->  ConditionFault  ->  ConditionInvalid with all of them
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from materials_rules.condition.written import Span
from materials_rules.ground.errors import MaterialsRulesError


@dataclass(frozen=True, slots=True)
class ConditionFault:
    """One fault: a code of the catalogue, the characters it is about, and what fills the message.

    Arguments that differ by language come in pairs, `expected_zh` and `expected_en`.
    """

    code: str
    span: Span
    args: Mapping[str, str] = field(default_factory=dict, hash=False)


class ConditionInvalid(MaterialsRulesError):
    """A condition cannot be read or understood; `faults` are all the reasons, in the order of their places.

    Whoever knows the file turns them into diagnostics; until then `diagnostics` is empty.
    """

    exit_code: ClassVar[int] = 20

    def __init__(self, faults: Iterable[ConditionFault]) -> None:
        super().__init__()
        in_order = sorted(dict.fromkeys(faults), key=lambda fault: (fault.span, fault.code))
        self.faults: tuple[ConditionFault, ...] = tuple(in_order)

    def __str__(self) -> str:
        return ", ".join(f"{fault.code} at {fault.span.start}-{fault.span.end}" for fault in self.faults)


def fault(code: str, at: Span, **args: str) -> ConditionFault:
    """The fault *code* at *at*, its message filled with *args*."""
    return ConditionFault(code, at, args)
