"""Cases run: each packed, judged as any packet is, and compared with what its author expects.

    Library, Version, cases  ->  Result for each
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from materials_rules.cases.case import Case
from materials_rules.cases.comparing import differences
from materials_rules.cases.elements import PART, element_differences
from materials_rules.cases.packing import Packing
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import MaterialsRulesError
from materials_rules.library import Library, check
from materials_rules.notice.model import Notice, encode
from materials_rules.rules.version import Version
from materials_rules.witness.reading import as_handed_in


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: its packet, its notice, and every difference from what was expected."""

    case: Case
    packet: bytes
    notice: Notice | None
    faults: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether just what was expected came."""
        return not self.faults


def run(library: Library, version: Version, cases: Sequence[Case], chosen: Sequence[Case] | None = None) -> Iterator[Result]:
    """The result of each of *cases*, or of those *chosen*, in order. Raises RulesetInvalid or EngineFault without a plan."""
    packing = Packing(library.plan(version), library.criteria(version))
    running = _Running(library, version, packing, {case.name: case for case in cases}, {})
    for case in cases if chosen is None else chosen:
        yield running.result(case)


@dataclass
class _Running:
    library: Library
    version: Version
    packing: Packing
    by_name: Mapping[str, Case]
    results: dict[str, Result]

    def result(self, case: Case) -> Result:
        if case.name not in self.results:
            self.results[case.name] = self._run(case)
        return self.results[case.name]

    def _run(self, case: Case) -> Result:
        before = None if case.previous is None else self.result(self.by_name[case.previous])
        if before is not None and before.notice is None:
            words = {"name": before.case.name}
            return Result(case, b"", None, (Diagnostic("T-NO-PREVIOUS", case.place, words),))
        packet = b""
        try:
            packet = self.packing.pack(case.draft, case.name, 1 if before is None else _round(before) + 1)
            previous = None if before is None or before.notice is None else encode(before.notice)
            notice = check(self.library, packet, previous=previous)
        except MaterialsRulesError as error:
            first = error.diagnostics[0]
            words = {"code": first.code, "why_zh": first.say("zh"), "why_en": first.say("en"), "at": first.place.pointer}
            return Result(case, packet, None, (Diagnostic("T-NO-PACKET", case.place, words),))
        faults = list(differences(case, notice, self.version))
        if PART in case.expected:
            faults += element_differences(case, as_handed_in(self.packing.plan, self.packing.criteria_of, packet))
        return Result(case, packet, notice, tuple(faults))


def _round(before: Result) -> int:
    return 1 if before.notice is None else before.notice.round
