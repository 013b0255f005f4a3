"""A file of cases as its author wrote it: keys in English, each thing at its place.

    bytes  ->  Written
"""

from __future__ import annotations

from dataclasses import dataclass

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.keys import Language
from materials_rules.reading.source import Path, Source, read_source
from materials_rules.rules.cases import CasesFile
from materials_rules.rules.shape import shaped
from materials_rules.rules.spelling import in_english


@dataclass(frozen=True)
class Written:
    """One file: its typed content, its nodes in English, and the language that its author wrote."""

    source: Source
    file: CasesFile
    language: Language

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the node at *path* stands; with *key* the key above it."""
        return self.source.place_at(path, key=key)


def read_cases(data: bytes, path: str) -> Written:
    """The file *path* with the content *data*. Raises RulesetInvalid with every fault of reading and of shape."""
    source, language = in_english(read_source(data, path), CasesFile)
    file, faults = shaped(source, CasesFile, language)
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if file is None or errors:
        raise RulesetInvalid(sorted(faults, key=_by_place))
    return Written(source, file, language)


def _by_place(fault: Diagnostic) -> tuple[Place, str]:
    return fault.place, fault.code
