"""A ruleset opened for work: its plans made when they are first needed, its calendars, and `check`, the whole flow.

    folder  ->  Library;  Library x packet bytes  ->  Notice

This is a door: it reads the ruleset's folder and keeps compiled plans in a cache folder, by digest and version of the tool.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from materials_rules.clock.calendar import Calendars, read_calendars
from materials_rules.ground.day import read_day
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import EngineFault, PinnedRulesetUnavailable, RulesetInvalid, Untrusted
from materials_rules.notice.closed_set import trust
from materials_rules.notice.model import Notice, Previous, decode
from materials_rules.notice.rounds import second_look
from materials_rules.notice.write import Frame, write_notice, write_unjudged
from materials_rules.packet.fast import read_packet
from materials_rules.packet.model import Packet
from materials_rules.plan.cache import cache_key
from materials_rules.plan.cache import decode as decode_outputs
from materials_rules.plan.cache import encode as encode_outputs
from materials_rules.plan.compile import Plan, compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.folder import read_files
from materials_rules.rules.known import known, reopen
from materials_rules.rules.ruleset import Ruleset, parse_ruleset
from materials_rules.rules.version import Version
from materials_rules.verdict.answers import last_handed_in
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine
from materials_rules.verdict.form import Criterion, criteria
from materials_rules.verdict.outcome import outcome_of
from materials_rules.version import VERSION

TOOL: Final = f"materials-rules {VERSION}"


class Cache:
    """Files that may be lost at any time, by name; a folder of None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes | None:
        """What was kept under *name*, or None."""
        if self.folder is None:
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Keeps *data* under *name*, whole or not at all; a full or read-only disk is no fault."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".part-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, self.folder / name)
        except OSError:
            return


def cache_folder() -> Path:
    """`$MATERIALS_RULES_CACHE`, else `materials-rules` in the user's cache folder (XDG Base Directory)."""
    own = os.environ.get("MATERIALS_RULES_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "materials-rules"


class Library:
    """An opened ruleset. `close` (or a `with` block) ends the engine's process; plans that exist stay usable."""

    def __init__(self, ruleset: Ruleset, calendars: Calendars, cache: Cache) -> None:
        self.ruleset = ruleset
        self.calendars = calendars
        self._cache = cache
        self._engine = Engine()
        self._plans: dict[tuple[str, dt.date], Plan] = {}
        self._criteria: dict[tuple[str, dt.date], Mapping[str, tuple[Criterion, ...]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the engine's process."""
        self._engine.close()

    def plan(self, version: Version) -> Plan:
        """The plan of *version*, made when first asked for. Raises RulesetInvalid or EngineFault."""
        key = (version.item, version.file.in_force_from)
        if key not in self._plans:
            name = cache_key(self.ruleset.digest, version.item, version.file.in_force_from.isoformat(), VERSION)
            kept = self._cache.read(name)
            judged = None if kept is None else decode_outputs(kept, VERSION)
            try:
                self._plans[key] = compile_version(self.ruleset, version, self._engine, judged)
            finally:
                self._engine.close()
            if judged is None:
                self._cache.write(name, encode_outputs(self._plans[key].outputs, VERSION))
        return self._plans[key]

    def criteria(self, version: Version) -> Mapping[str, tuple[Criterion, ...]]:
        """The criteria of every slot of *version*."""
        key = (version.item, version.file.in_force_from)
        if key not in self._criteria:
            self._criteria[key] = {slot.id: criteria(slot.arm) for slot in version.slots.values()}
        return self._criteria[key]

    def compile_all(self) -> tuple[Diagnostic, ...]:
        """Every version compiled: the notes of the ruleset and of all plans.

        Raises RulesetInvalid with the refusals of all versions at once.
        """
        if not isinstance(self.ruleset.items, dict):  # reopened by a record, which holds no notes
            self.ruleset = parse_ruleset(read_files(Path(self.ruleset.folder)))
        notes = list(self.ruleset.notes)
        faults: list[Diagnostic] = []
        try:
            for versions in self.ruleset.items.values():
                for version in versions:
                    key = (version.item, version.file.in_force_from)
                    try:
                        self._plans[key] = compile_version(self.ruleset, version, self._engine)
                        notes += self._plans[key].notes
                    except RulesetInvalid as invalid:
                        faults += invalid.diagnostics
        finally:
            self._engine.close()
        if faults:
            raise RulesetInvalid(sorted((*notes, *faults), key=lambda d: (d.place, d.code)))
        return tuple(sorted(notes, key=lambda d: (d.place, d.code)))

    def names(self, item: str) -> dict[str, str]:
        """What people call the ids that a notice for *item* names: departments, documents, items, its materials and lists.

        Materials of different items may share an id, so there is a table for each item.
        """
        names = {name: department.name for name, department in self.ruleset.departments.items()}
        names |= {name: document.name for name, document in self.ruleset.documents.items()}
        names |= {other: self.ruleset.title(other) for other in self.ruleset.items}
        for version in self.ruleset.items.get(item, ()):
            names |= {asked.id: asked.requirement.called() for asked in version.asked.values()}
            names |= {slot.id: slot.arm.name for slot in version.slots.values()}
            names |= {listed: about.name for listed, about in version.file.lists.items()}
        return names


def load(folder: str | os.PathLike[str], cache: str | os.PathLike[str] | None = None) -> Library:
    """Opens the ruleset in *folder* (the place's folder, with `ruleset.yaml`) and the calendars above it.

    What is compiled is kept in the folder *cache*: None = the user's cache folder, "" = nowhere. A cache that cannot be
    read or written changes nothing but the time.

    Raises RulesetInvalid (20), Untrusted (21), WrongUsage (2), ClockUnusable (50).
    """
    path = Path(folder)
    kept = Cache(cache_folder() if cache is None else Path(cache)) if cache != "" else Cache(None)
    files = read_files(path)
    name = f"ruleset-{files.fingerprint()}"
    record = kept.read(name)
    ruleset = None if record is None else reopen(files, record, TOOL)
    if ruleset is None:
        ruleset = parse_ruleset(files)
        kept.write(name, known(ruleset, files, TOOL))
    calendars = read_calendars(path.parent / "calendars" / ruleset.place.calendar)
    return Library(ruleset, calendars, kept)


def check(
    library: Library,
    packet: bytes,
    path: str = "",
    as_of: dt.date | None = None,
    previous: bytes | None = None,
) -> Notice:
    """The notice for one packet: what is missing, not in form, what depends, what may not be asked.

    *path* is named in messages; *as_of* moves deadlines only (by default the later of first receipt and the last day on
    which something was handed in); *previous* is an earlier notice of the same case as JSON. Raises NotAPacket (30),
    LimitExceeded (31), Untrusted (21), PinnedRulesetUnavailable (22), RulesetInvalid (20).
    """
    read = read_packet(packet, path)
    found = read.packet
    day = read_day(found.received_on)
    frame = Frame(library.ruleset, library.calendars, found, day, as_of or last_handed_in(found), TOOL, read.warnings)
    before = None if previous is None else trust(decode(previous, path), path)
    version = library.ruleset.version(found.item, day)
    if version is None:
        return _unknown(library, frame, before)
    if before is not None:
        _same_case(before, found, path)
    try:
        plan = library.plan(version)
        examination = examine(plan, found, path, library.criteria(version))
    except EngineFault as fault:
        return write_unjudged(frame, fault.diagnostics[0], library.ruleset.title(found.item))
    open_ = entries(examination)
    if before is None:
        return write_notice(frame, examination, open_, outcome_of(examination, open_))
    same_rules = before.made_by.ruleset.digest == library.ruleset.digest
    if not same_rules:
        other = Diagnostic("W-OTHER-RULES", Place(path), {}, Severity.WARNING)
        frame = Frame(frame.ruleset, frame.calendars, found, day, frame.as_of, TOOL, (*frame.warnings, other))
    round_ = second_look(examination, open_, before, same_rules)
    outcome = outcome_of(round_.examination, round_.entries)
    link = Previous(before.number, before.closed_set)
    return write_notice(frame, round_.examination, round_.entries, outcome, link, round_.faults)


def _unknown(library: Library, frame: Frame, before: Notice | None) -> Notice:
    """No version to judge by: an unknown item, or a day before the first version or after the end."""
    item = frame.packet.item
    versions = library.ruleset.items.get(item)
    place = Place("", pointer="/item")
    if not versions:
        return write_unjudged(frame, Diagnostic("P-ITEM", place, {"count": str(len(library.ruleset.items))}))
    if before is not None:
        raise PinnedRulesetUnavailable([Diagnostic("X-NO-VERSION", place, {"day": frame.day.isoformat()})])
    last = versions[-1]
    if last.file.ended is not None and last.file.in_force_to is not None and frame.day > last.file.in_force_to:
        why = Diagnostic("P-ENDED", place, {"day": last.file.in_force_to.isoformat(), "say": last.file.ended.say})
    else:
        why = Diagnostic("P-NO-VERSION", place, {"day": frame.day.isoformat()})
    return write_unjudged(frame, why, library.ruleset.title(item))


def _same_case(before: Notice, packet: Packet, path: str) -> None:
    """A notice of another item or another day of receipt tells nothing about this packet."""
    if packet.item not in {item.id for item in before.matter.items} or before.received_on != packet.received_on:
        raise Untrusted([Diagnostic("N-OTHER-CASE", Place(path))])
