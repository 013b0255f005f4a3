"""Everything this tool raises on purpose: one root, one class for each exit code a person can meet.

    diagnostics  ->  an error that says them all
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from materials_rules.ground.diagnostic import Diagnostic


class MaterialsRulesError(Exception):
    """The root: catch this to catch everything raised on purpose. `str()` gives the rendered diagnostics."""

    exit_code: ClassVar[int] = 70

    def __init__(self, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(tuple(diagnostics))
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)

    def __str__(self) -> str:
        return "\n".join(line for diagnostic in self.diagnostics for line in diagnostic.lines())


class WrongUsage(MaterialsRulesError):
    """The command was called wrongly."""

    exit_code = 2


class RulesetInvalid(MaterialsRulesError):
    """The ruleset cannot be used; all reasons at once."""

    exit_code = 20


class Untrusted(MaterialsRulesError):
    """A signature, a digest or a path is not what it must be."""

    exit_code = 21


class PinnedRulesetUnavailable(MaterialsRulesError):
    """The ruleset that a notice or a package names is not at hand."""

    exit_code = 22


class NotAPacket(MaterialsRulesError):
    """The input is no packet; all reasons at once."""

    exit_code = 30


class LimitExceeded(MaterialsRulesError):
    """The input is larger or deeper than allowed."""

    exit_code = 31


class StorageFailed(MaterialsRulesError):
    """A file or a store could not be read or written."""

    exit_code = 40


class Busy(MaterialsRulesError):
    """Somebody else is at work on the same thing."""

    exit_code = 41


class ClockUnusable(MaterialsRulesError):
    """The clock or the calendar cannot give the day that is needed."""

    exit_code = 50


class EngineFault(MaterialsRulesError):
    """The rules engine failed on one packet, whose outcome is then undetermined."""

    exit_code = 70
