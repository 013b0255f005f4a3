"""Cases as tests write them: read for the ruleset in `tests/rulesets/base`, run, and what is said of them.

    text of a file of cases  ->  Told;  text  ->  results
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from materials_rules.cases.branches import branches
from materials_rules.cases.reaching import Reaching, reaching
from materials_rules.cases.resolving import cases_of
from materials_rules.cases.running import Result, run
from materials_rules.cases.sentences import Sources, sentences
from materials_rules.cases.written import read_cases
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.library import Library, load
from materials_rules.rules.folder import read_files
from materials_rules.rules.version import Version

ROOT: Final = Path(__file__).parent.parent
BASE: Final = Path(__file__).parent / "rulesets" / "base"
FILE: Final = "rulesets/town/items/sign/2020-01-01.cases.yaml"


def town(folder: Path) -> Path:
    """A copy of the base in *folder*, with calendars; the folder of its place."""
    shutil.copytree(BASE, folder / "rulesets")
    shutil.copytree(ROOT / "rulesets" / "calendars", folder / "rulesets" / "calendars")
    return folder / "rulesets" / "town"


_FOLDERS: Final = TemporaryDirectory()


@cache
def base() -> Library:
    """The base, opened once for all tests."""
    return load(town(Path(_FOLDERS.name)), cache="")


@cache
def city() -> Library:
    """The delivered city, opened once for all tests."""
    return load(ROOT / "rulesets" / "hengyang", cache="")


def sign() -> Version:
    """The item that the cases of tests are about."""
    return base().ruleset.items["sign"][0]


@dataclass(frozen=True)
class Told:
    """What is wrong with a file of cases, or with what came of them, and the results if it was run."""

    faults: tuple[Diagnostic, ...]
    results: tuple[Result, ...] = ()

    @property
    def lines(self) -> list[str]:
        """All that is said."""
        return [line for fault in self.faults for line in fault.lines()]


def told(text: str, version: Version | None = None, library: Library | None = None) -> Told:
    """What is said of the cases *text*."""
    library, version = library or base(), version or sign()
    try:
        written = read_cases(text.encode(), FILE)
    except RulesetInvalid as invalid:
        return Told(invalid.diagnostics)
    cases, faults = cases_of([written], library.plan(version))
    if faults:
        return Told(tuple(faults))
    results = tuple(run(library, version, cases))
    return Told(tuple(fault for result in results for fault in result.faults), results)


def results(text: str) -> dict[str, Result]:
    """The results of cases that are written without a fault, by name."""
    found = told(text)
    assert found.results, found.lines
    return {result.case.name: result for result in found.results}


def reach(library: Library, version: Version) -> Reaching:
    """What can be reached of *version*."""
    plan, place = library.plan(version), Path(library.ruleset.folder)
    return reaching(plan, library.criteria(version), branches(plan, list(sentences(plan, Sources(read_files(place))))))
