"""A ruleset opened for work: its plans made when they are first needed, its calendars, and `check`, the whole flow.

    folder  ->  Library;  Library x packet bytes  ->  Notice

This is a door: it reads the ruleset's folder, and what it compiles is kept in a cache folder.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from materials_rules.clock.calendar import Calendars, read_calendars
from materials_rules.ground.day import read_day
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import EngineFault, PinnedRulesetUnavailable, RulesetInvalid, Untrusted
from materials_rules.ground.garbage import collecting_later
from materials_rules.kept import Cache, cache_folder
from materials_rules.notice.closed_set import trust
from materials_rules.notice.model import Notice, Previous, decode
from materials_rules.notice.other_rules import as_told, criteria_as_told
from materials_rules.notice.rounds import Visit, rules_of, second_look, tells_the_whole
from materials_rules.notice.write import Frame, applicant_of, write_notice, write_unjudged
from materials_rules.packet.exact import ReadPacket
from materials_rules.packet.fast import read_packet
from materials_rules.packet.model import Packet, recorded
from materials_rules.plan.cache import decode as decode_outputs
from materials_rules.plan.cache import encode as encode_outputs
from materials_rules.plan.compile import Plan, compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.folder import above, read_files
from materials_rules.rules.known import known, reopen
from materials_rules.rules.ruleset import Ruleset, parse_ruleset
from materials_rules.rules.version import Version
from materials_rules.verdict.answers import last_handed_in
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.form import Criterion, criteria
from materials_rules.verdict.outcome import outcome_of
from materials_rules.version import VERSION

TOOL: Final = f"materials-rules {VERSION}"


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
            name = ("plan", self.ruleset.digest, version.item, version.file.in_force_from.isoformat())
            kept = self._cache.read(*name)
            judged = None if kept is None else decode_outputs(kept)
            try:
                self._plans[key] = compile_version(self.ruleset, version, self._engine, judged)
            finally:
                self._engine.close()
            if judged is None:
                self._cache.write(encode_outputs(self._plans[key].outputs), *name)
        return self._plans[key]

    def compiled(self, version: Version) -> Plan:
        """The plan of a version that no file of the ruleset holds, made anew. Raises RulesetInvalid or EngineFault."""
        try:
            return compile_version(self.ruleset, version, self._engine)
        finally:
            self._engine.close()

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

    def plans(self) -> dict[tuple[str, dt.date], Plan]:
        """The plans that were made so far, by item and first day; after `compile_all` those of every sound version."""
        return dict(self._plans)

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
    with collecting_later():
        return _loaded(Path(folder), cache)


def _loaded(path: Path, cache: str | os.PathLike[str] | None) -> Library:
    kept = Cache(cache_folder() if cache is None else Path(cache)) if cache != "" else Cache(None)
    files = read_files(path)
    name = ("ruleset", files.fingerprint())
    record = kept.read(*name)
    ruleset = None if record is None else reopen(files, record)
    if ruleset is None:
        ruleset = parse_ruleset(files)
        kept.write(known(ruleset, files), *name)
    calendars = read_calendars(above(path) / "calendars" / ruleset.place.calendar)
    return Library(ruleset, calendars, kept)


def check(
    library: Library,
    packet: bytes,
    path: str = "",
    as_of: dt.date | None = None,
    previous: bytes | None = None,
    previous_path: str = "",
) -> Notice:
    """The notice for one packet: what is missing, not in form, what depends, what may not be asked.

    *path* and *previous_path* are named in messages; *as_of* moves deadlines only (by default the later of first receipt
    and the last day on which something was handed in); *previous* is the earlier notice of the same case as JSON. Raises
    NotAPacket (30), LimitExceeded (31), Untrusted (21), PinnedRulesetUnavailable (22), RulesetInvalid (20).
    """
    return judged(library, read_packet(packet, path), path, as_of, previous, previous_path)


def judged(
    library: Library,
    read: ReadPacket,
    path: str = "",
    as_of: dt.date | None = None,
    previous: bytes | None = None,
    previous_path: str = "",
) -> Notice:
    """The notice for a packet that was *read* already; the rest as in `check`."""
    found = read.packet
    frame = _frame(library, read, as_of) if previous is not None else first_frame(library, read, as_of)
    before = None if previous is None else _of_this_case(decode(previous, previous_path), found, previous_path)
    if before is not None and not tells_the_whole(before):
        if before.previous is not None:
            known = before.previous.number or before.previous.closed_set
            raise Untrusted([Diagnostic("N-NOT-THE-NOTICE", Place(previous_path), {"notice": known})])
        # a draft told nobody anything, and who was sent away was told no list
        before, frame = None, _warned(frame, "W-NOT-THE-NOTICE")
    link = None if before is None else Previous(before.number, before.closed_set, rules_of(before))
    version = library.ruleset.version(found.item, frame.day)
    if version is None:
        return _unknown(library, frame, before)
    try:
        plan = library.plan(version)
    except EngineFault as fault:
        return write_unjudged(frame, fault.diagnostics[0], library.ruleset.title(found.item), link)
    if before is None:
        return first_look(library, frame, plan, path).notice
    criteria_of = library.criteria(version)
    has_same_rules = rules_of(before) == library.ruleset.digest
    if has_same_rules:
        round_ = second_look(Visit(plan, found, path, criteria_of, before))
    else:
        frame = _warned(frame, "W-OTHER-RULES")
        round_ = as_told(Visit(plan, found, path, criteria_as_told(criteria_of, before), before))
    outcome, unsettled = outcome_of(round_.examination, round_.entries), round_.unsettled
    if outcome == "not_competent" and not has_same_rules:
        # that another office is competent was not told, and the applicant did what he was told: a person decides
        unsettled = Diagnostic("W-NOT-OURS-SINCE", Place("", pointer="/item"))
    if unsettled is not None:
        outcome = "undetermined"
    frame = replace(frame, warnings=(*frame.warnings, *round_.warnings))
    return write_notice(frame, round_.examination, round_.entries, outcome, link, round_.faults, unsettled)


def first_frame(library: Library, read: ReadPacket, as_of: dt.date | None) -> Frame:
    """What a first notice for a packet that was *read* rests on besides the verdict; *as_of* as in `check`."""
    frame = _frame(library, read, as_of)
    return _warned(frame, "W-NO-PREVIOUS") if recorded(read.packet.round, 1) > 1 else frame


def _frame(library: Library, read: ReadPacket, as_of: dt.date | None) -> Frame:
    packet = read.packet
    day = read_day(packet.received_on)
    return Frame(library.ruleset, library.calendars, packet, day, as_of or last_handed_in(packet), TOOL, read.warnings)


@dataclass(frozen=True)
class Look:
    """A notice, and what it was written from."""

    notice: Notice
    examination: Examination
    entries: tuple[Entry, ...]


def first_look(library: Library, frame: Frame, plan: Plan, path: str = "") -> Look:
    """The notice of a packet for which none was written before, by the *plan* of its day."""
    examination = examine(plan, frame.packet, path, library.criteria(plan.version))
    found = entries(examination)
    return Look(write_notice(frame, examination, found, outcome_of(examination, found)), examination, found)


def _warned(frame: Frame, code: str) -> Frame:
    return replace(frame, warnings=(*frame.warnings, Diagnostic(code, Place(""), {}, Severity.WARNING)))


def _unknown(library: Library, frame: Frame, before: Notice | None) -> Notice:
    """No version to judge by: an unknown item, or a day before the first version or after the end."""
    item = frame.packet.item
    versions = library.ruleset.items.get(item)
    place = Place("", pointer="/item")
    if before is not None:
        raise PinnedRulesetUnavailable([Diagnostic("X-NO-VERSION", place, {"day": frame.day.isoformat()})])
    if not versions:
        return write_unjudged(frame, Diagnostic("P-ITEM", place, {"count": str(len(library.ruleset.items))}))
    last = versions[-1]
    if last.file.ended is not None and last.file.in_force_to is not None and frame.day > last.file.in_force_to:
        why = Diagnostic("P-ENDED", place, {"day": last.file.in_force_to.isoformat(), "say": last.file.ended.say})
    else:
        why = Diagnostic("P-NO-VERSION", place, {"day": frame.day.isoformat()})
    return write_unjudged(frame, why, library.ruleset.title(item))


def _of_this_case(before: Notice, packet: Packet, path: str) -> Notice:
    """*before* itself, when it is whole and of the same item and day of receipt, the same case and the same applicant.

    Raises Untrusted (N-CLOSED-SET, N-OTHER-CASE). Of the applicant either the name or the number must agree, for one may
    have been corrected since; not where the case has the same number, or the notice let the name be corrected.
    """
    trust(before, path)
    same = packet.item in {item.id for item in before.matter.items} and before.received_on == packet.received_on
    case = recorded(packet.case, None)
    is_same_case = case is not None and case == before.case
    same = same and (is_same_case or case is None or before.case is None)
    to_correct = before.answers is not None and "applicant.name" not in before.answers
    mine = applicant_of(packet)
    known = [(one, other) for one, other in ((mine.name, before.applicant.name), (mine.id, before.applicant.id)) if one and other]
    is_another = bool(known) and all(one != other for one, other in known)
    if not same or (is_another and not is_same_case and not to_correct):
        raise Untrusted([Diagnostic("N-OTHER-CASE", Place(path))])
    return before
