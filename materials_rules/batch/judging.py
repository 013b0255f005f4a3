"""The bench of a batch: a ruleset opened, all its plans at hand before the first line, so that no packet waits for them.

    Opening  ->  Bench
"""

from __future__ import annotations

import datetime as dt

import msgspec

from materials_rules.batch.work import Bench, Judging, Opening
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage
from materials_rules.ground.garbage import collecting_later
from materials_rules.library import Library, load
from materials_rules.many import Judge, Judged, Rejected


class _Received(msgspec.Struct):
    received_on: dt.date


def open_judge(opening: Opening) -> Bench:
    """The judge of the ruleset in the opening's folder. Raises RulesetInvalid, StorageFailed and what `load` raises."""
    with collecting_later():
        library = load(opening.folder, opening.cache)
        prepare(library)
    judge: Judging = Judge(library, opening.as_of)
    if opening.as_of is not None:
        judge = _NotBefore(judge, opening.as_of)
    return Bench(judge, frozenset(library.ruleset.items), library.ruleset.digest, library.calendars.digest)


def prepare(library: Library) -> None:
    """Makes every plan of the ruleset. Raises RulesetInvalid with the faults of all versions at once."""
    faults: list[Diagnostic] = []
    for versions in library.ruleset.items.values():
        for version in versions:
            try:
                library.plan(version)
            except RulesetInvalid as invalid:
                faults += [one for one in invalid.diagnostics if one not in faults]
    library.close()
    if faults:
        raise RulesetInvalid(sorted(faults, key=lambda one: (one.place, one.code)))


class _NotBefore:
    """A judge that counts days as of one day, and refuses what was received later, as `check` does."""

    def __init__(self, judge: Judging, as_of: dt.date) -> None:
        self._judge = judge
        self._as_of = as_of

    def __call__(self, line: bytes) -> Judged | Rejected:
        judged = self._judge(line)
        if isinstance(judged, Rejected) or msgspec.json.decode(judged.notice, type=_Received).received_on <= self._as_of:
            return judged
        args = {"name": "--as-of", "value": self._as_of.isoformat()}
        return Rejected((Diagnostic("X-AS-OF", Place("", pointer="/received_on"), args),), WrongUsage.exit_code)
