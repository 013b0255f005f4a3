"""The bench of a batch: a ruleset opened, with all its plans made before the first line, so that no packet waits for them.

    folder  ->  Rules;  Opening  ->  Bench

Plans are made once and kept in the cache; a worker then takes those that it needs. Where nothing can be kept, it makes all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

from materials_rules.batch.manifest import Rules
from materials_rules.batch.work import Bench, Judging, Opening
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage
from materials_rules.ground.garbage import collecting_later
from materials_rules.kept import Cache, cache_folder
from materials_rules.library import Library, load
from materials_rules.many import Judge, Judged, Rejected
from materials_rules.notice.model import decode
from materials_rules.render import render


class _Received(msgspec.Struct):
    received_on: dt.date


def open_judge(opening: Opening) -> Bench:
    """The judge of the ruleset in the opening's folder. Raises RulesetInvalid, StorageFailed and what `load` raises."""
    with collecting_later():
        library = load(opening.folder, opening.cache)
        if opening.prepares:
            _prepare(library)
    judge: Judging = Judge(library, opening.as_of)
    if opening.as_of is not None:
        judge = _NotBefore(judge, opening.as_of)
    written = _renderer(library, opening.notices) if opening.notices else None
    return Bench(judge, frozenset(library.ruleset.items), library.ruleset.digest, library.calendars.digest, written)


def _renderer(library: Library, format_: str) -> Callable[[Judged], bytes]:
    """What writes a notice out, as `check` does."""
    names: dict[str, dict[str, str]] = {}

    def rendered(judged: Judged) -> bytes:
        notice = decode(judged.notice, "")
        item = notice.matter.items[0].id
        if judged.tally.item not in library.ruleset.items:
            return render(notice, format_, library.names(item))  # any text may stand there: nothing is kept of it
        if item not in names:
            names[item] = library.names(item)
        return render(notice, format_, names[item])

    return rendered


def make_ready(folder: Path, say: Callable[[int], None], cache: str | None = None) -> tuple[Rules, bool]:
    """The marks of the ruleset in *folder*, all of whose plans have been made; whether they are kept for workers to take.

    *say* is told of how many items, where plans have to be made. Raises RulesetInvalid with the faults of all versions at once.
    """
    with load(folder, cache) as library, collecting_later():
        kept = Cache(cache_folder() if cache is None else Path(cache) if cache else None)
        mark = ("batch", library.ruleset.digest)
        if kept.read(*mark) is None:
            say(len(library.ruleset.items))
            _prepare(library)
            kept.write(b"", *mark)
        rules = Rules(library.ruleset.id, library.ruleset.digest, library.calendars.digest)
        return rules, kept.read(*mark) is not None


def _prepare(library: Library) -> None:
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
