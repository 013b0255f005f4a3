"""The second visit: what may still be raised, and what the office should have said the first time.

    previous Notice, packet  ->  what stands, OfficeFault for the rest

行政许可法 art. 32(4) and (5): the whole is told once, and whoever hands in everything that was asked for is accepted. Under
the same rules a packet that changes only where the notice lets it can bring nothing that was not told. So what was not told
is a fault of the cure itself, or comes of something else that changed since (an answer, an agent, a paper that was in order),
and stands; everything else could have been told, and is the office's fault on this visit and on every later one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import NotAPacket
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.model import Notice, OfficeFault, Outcome
from materials_rules.notice.reading import reads
from materials_rules.notice.since import Since, depends_on, gives_back, paper_of_question, requirements_at
from materials_rules.packet.document import documents
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan
from materials_rules.verdict.answers import last_handed_in
from materials_rules.verdict.contradiction import named_in
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Examination, examine
from materials_rules.verdict.form import Accepted, Criterion, Key, Orderly
from materials_rules.verdict.ids import never_id, requirement_id
from materials_rules.verdict.questions import Asked

_TELLS_THE_WHOLE = frozenset({Outcome.SUPPLEMENT, Outcome.FIX_ON_SPOT, Outcome.ACCEPT, Outcome.ACCEPT_DEFERRED})


@dataclass(frozen=True)
class Visit:
    """A packet that comes after *previous*; *path* is named in messages."""

    plan: Plan
    packet: Packet
    path: str
    criteria_of: Mapping[str, tuple[Criterion, ...]]
    previous: Notice

    def judge(self, forgiven: frozenset[str]) -> Examination:
        """Examines the packet with what was in order before, and with the ids that are forgiven."""
        accepted = accepted_by(self.previous, self.plan, self.packet)
        return examine(self.plan, self.packet, self.path, self.criteria_of, accepted, forgiven)


@dataclass(frozen=True)
class Round:
    """What may be raised in this round, what was kept back as the office's fault, what the clerk should know.

    `unsettled` says what a person must decide first.
    """

    examination: Examination
    entries: tuple[Entry, ...]
    faults: tuple[OfficeFault, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    forgiven: frozenset[str] = frozenset()
    unsettled: Diagnostic | None = None


def tells_the_whole(notice: Notice) -> bool:
    """Whether *notice* is the one notice of what must be cured; a draft, or one that sends the applicant away, is not."""
    return notice.final and notice.outcome in _TELLS_THE_WHOLE


def rules_of(notice: Notice) -> str | None:
    """The digest of the rules that *notice* and all before it were made with; None where they were made with several."""
    mine = notice.made_by.ruleset.digest
    return mine if notice.previous is None or notice.previous.rules == mine else None


def accepted_by(notice: Notice, plan: Plan, packet: Packet) -> Accepted:
    """The papers that *notice* has in order: once accepted, they stay accepted.

    Where it let one be replaced, a paper of the same day may be the new one, unless something came on a later day.
    """
    told = announced(notice)
    last = last_handed_in(packet).isoformat()
    places = {}
    for line in notice.in_order:
        key = (line.material, line.subject)
        was_let = any(was_announced(told, id_) for id_ in requirements_at(plan.version, key))
        places[key] = Orderly(line.handed_in_on, line.papers, last <= line.handed_in_on and was_let)
    return Accepted(places, notice.handed_in_until)


def second_look(visit: Visit) -> Round:
    """What a packet still lacks, under the rules that the earlier notices were made with, against what was told.

    What is the office's fault is forgiven, and what would follow from it with it; so it is judged until there is nothing
    new to forgive. Raises NotAPacket as `require_whole`.
    """
    examination = visit.judge(frozenset())
    require_whole(examination, visit.previous, visit.path)
    faults = {(fault.id, fault.of): fault for fault in carried(examination, visit.previous)}
    forgiven = frozenset(id_ for id_, _ in faults)
    if forgiven:
        examination = visit.judge(forgiven)
    while True:
        found = look(examination, Since(examination, visit.previous))
        faults |= {(fault.id, fault.of): fault for fault in found.faults if (fault.id, fault.of) not in faults}
        if found.forgiven <= forgiven:
            return replace(found, faults=tuple(faults.values()))
        forgiven |= found.forgiven
        examination = visit.judge(forgiven)


def carried(examination: Examination, previous: Notice) -> tuple[OfficeFault, ...]:
    """The faults of earlier visits that would still show; those of a paper are found anew as long as it lies there."""
    showing = {entry.id for entry in entries(examination)} | {asked.ask.id for asked in examination.questions}
    return tuple(fault for fault in previous.office_faults if fault.of != "paper" and fault.id in showing)


def require_whole(examination: Examination, previous: Notice, path: str) -> None:
    """Raises NotAPacket (P-NOT-WHOLE) where a paper that *previous* had in order, and the office kept, is not in the packet.

    A packet of a later visit holds everything, what was handed in first and what came since.
    """
    if missing := list(_not_entered(examination, previous)):
        names = "、".join(f"《{name}》" for name in dict.fromkeys(missing))
        raise NotAPacket([Diagnostic("P-NOT-WHOLE", Place(path, pointer="/materials"), {"names": names})])


def _not_entered(examination: Examination, previous: Notice) -> Iterator[str]:
    situation = examination.situation
    if gives_back(previous):
        return
    here = {(document.code, document.subject) for document in documents(situation.packet)}
    for line in previous.in_order:
        listed = (line.subject or "").partition(":")[0]
        is_listed = not listed or listed not in situation.plan.version.file.lists or line.subject in situation.subjects(listed)
        if (line.material, line.subject) not in here and is_listed:
            slot = situation.plan.version.slots.get(line.material)
            known = situation.plan.ruleset.documents.get(line.material)
            yield slot.arm.name if slot is not None else known.name if known is not None else line.material


def look(examination: Examination, since: Since) -> Round:
    """What may be raised, under the same rules."""
    forgiven = examination.situation.forgiven
    sorts = sort_out(since, [entry for entry in entries(examination) if entry.sort == "subject" or entry.id not in forgiven])
    faults = list(judged_otherwise(examination))
    undecided = unsettled("W-GIVEN-BACK") if sorts.unsure else in_doubt(examination, sorts.kept)
    newly: set[str] = set()
    for entry in sorts.untold:
        if entry.sort == "subject":
            faults.append(OfficeFault(entry.id, "paper", _not_told(entry)))
            continue
        newly.add(entry.id)
        if not _waits_for_an_accepted_paper(examination, entry.id):
            faults.append(OfficeFault(entry.id, "entry", _not_told(entry)))
    questions: list[Asked] = []
    for asked in examination.questions:
        if asked.ask.of == "office" or since.was_asked(asked):
            questions.append(asked)
        elif asked.ask.id in forgiven or not since.brings(asked):
            newly.update((asked.ask.id, *asked.decides))
            key = paper_of_question(asked.ask.id)
            if asked.ask.id not in forgiven and key not in since.accepted:
                faults.append(OfficeFault(asked.ask.id, "question", "前次一次告知时没有询问，不得因此不予受理。"))
        else:
            questions.append(asked)
    warnings = tuple(Diagnostic("W-NEW-SINCE", Place(""), {"name": called(entry)}, Severity.WARNING) for entry in sorts.new)
    remaining = replace(examination, questions=tuple(questions))
    return Round(remaining, sorts.kept, tuple(faults), warnings, frozenset(newly), undecided)


# ---- what stands


@dataclass(frozen=True)
class Sorts:
    """Entries by what they come of: of the `kept` ones, which may be raised, `told` was told and `new` comes of a change.

    Of those that are `unsure` nobody can tell; the rest is `untold`.
    """

    kept: tuple[Entry, ...]
    told: tuple[Entry, ...]
    new: tuple[Entry, ...]
    unsure: tuple[Entry, ...]
    untold: tuple[Entry, ...]


def sort_out(since: Since, found: Sequence[Entry]) -> Sorts:
    """Sorts entries by what was told, what is a fault of the cure itself, and what comes of a change or of what that opens."""
    told = [entry for entry in found if since.was_told(entry)]
    of_the_cure = [entry for entry in found if entry not in told and since.is_of_the_cure(entry)]
    for entry in of_the_cure:
        since.stir(entry)
    left = [entry for entry in found if entry not in told and entry not in of_the_cure]
    new: list[Entry] = []
    while more := [entry for entry in left if since.is_new(entry)]:
        new += more
        left = [entry for entry in left if entry not in more]
        for entry in more:
            since.stir(entry)
    unsure = tuple(entry for entry in left if since.may_come_of_what_came_back(entry))
    return Sorts(
        tuple(entry for entry in found if entry in told or entry in of_the_cure or entry in new),
        tuple(told),
        tuple(entry for entry in found if entry in new),
        unsure,
        tuple(entry for entry in left if entry not in unsure),
    )


def in_doubt(examination: Examination, standing: Sequence[Entry]) -> Diagnostic | None:
    """What a person must decide before *standing* can be told: it depends on something that nobody may be charged with."""
    return _at_odds(examination, standing) or _of_what_was_forgotten(examination, standing)


def _of_what_was_forgotten(examination: Examination, standing: Sequence[Entry]) -> Diagnostic | None:
    """W-FORGOTTEN-DECIDES where what was told depends on a paper that is not here, and that nobody may ask for."""
    situation = examination.situation
    slots = situation.plan.version.slots
    for entry in standing:
        if entry.standing is None or not entry.is_conditional:
            continue
        for code, whose in depends_on(situation.plan, entry.standing).papers:
            id_ = requirement_id(examination.item, slots[code].requirement, whose)
            if id_ in situation.forgiven and not situation.holds(code, whose).met:
                return unsettled("W-FORGOTTEN-DECIDES", name=called(entry))
    return None


def _at_odds(examination: Examination, standing: Sequence[Entry]) -> Diagnostic | None:
    """W-AT-ODDS where answers contradict one another, nobody was told, and what was told still depends on which is right."""
    kept = {entry.id for entry in standing}
    lines = [i for i in examination.contradictions if never_id(examination.item, i) not in kept]
    plan = examination.situation.plan
    named = [reads(plan, (), None, named_in(examination.situation, i)) for i in lines]
    for entry in standing:
        depends = () if entry.standing is None or not entry.is_conditional else entry.standing.depends
        if any(one.meets(reads(plan, (output for output, _ in depends), entry.subject)) for one in named):
            return unsettled("W-AT-ODDS")
    return None


def judged_otherwise(
    examination: Examination, is_told: Callable[[str, Criterion], bool] = lambda _code, _criterion: True
) -> Iterator[OfficeFault]:
    """The accepted papers in which today's record shows a fault, of those criteria of a material that *is_told* lets count."""
    held_ = examination.situation.held
    for key, held in sorted(held_.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        if held.by_acceptance and held.best is not None and _is_asked(examination, key):
            criteria = examination.situation.criteria[key[0]]
            if not any(is_told(key[0], criteria[place]) for place, _ in held.best.defects):
                continue
            slot = examination.situation.plan.version.slots[key[0]]
            say = f"{slot.arm.name}：前次已经确认符合要求，本次不再要求，由受理机关自行核实。"
            yield OfficeFault(requirement_id(examination.item, slot.requirement, key[1]), "paper", say)


def _is_asked(examination: Examination, key: Key) -> bool:
    return any(s.subject == key[1] and s.ever(f"ask/{key[0]}") for s in examination.standings.values())


def _waits_for_an_accepted_paper(examination: Examination, id_: str) -> bool:
    """Whether it depends on nothing but what was read off an accepted paper before, and not entered today."""
    held = examination.situation.held
    deciding = [paper_of_question(asked.ask.id) for asked in examination.questions if id_ in asked.decides]
    return bool(deciding) and all(key is not None and key in held and held[key].by_acceptance for key in deciding)


def called(entry: Entry) -> str:
    """What people call what an entry is about."""
    return "或者".join(dict.fromkeys(arm.name for arm in entry.arms)) or entry.requirement


def _not_told(entry: Entry) -> str:
    return f"{called(entry)}：前次一次告知没有列入，本次不再要求，由受理机关自行核实。"


def unsettled(code: str, **args: str) -> Diagnostic:
    """What a person must decide first."""
    return Diagnostic(code, Place("", pointer="/item"), args)
