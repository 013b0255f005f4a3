"""Everything that is not wanted, put in order: answered, handed in, shown, obtained.

    Plan, Wanted  ->  what else must be so;  packet  ->  packet in which nothing else is amiss
"""

from __future__ import annotations

import copy
import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Final

from materials_rules.condition.tree import SomeOf
from materials_rules.plan.compile import Plan
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, type_of
from materials_rules.verdict.entries import Entry, entries
from materials_rules.verdict.examine import Asked, Examination, examine_read
from materials_rules.verdict.requirement import never_granted
from materials_rules.verdict.situation import EVERY
from materials_rules.witness import paper
from materials_rules.witness.declared import declared
from materials_rules.witness.reading import situation_of
from materials_rules.witness.situations import Wanted, together
from materials_rules.witness.values import NOTHING, plainest, usual
from materials_rules.witness.written import FIRST, Data, paper_for, said_elsewhere, shown

MOST_WORLDS: Final = 200  # that agree with what is wanted and are tried
MOST_ROUNDS: Final = 12


def settled(plan: Plan, wanted: Wanted) -> Iterator[Wanted]:
    """*wanted* with as much more as lets no answers contradict each other and leaves no doubt that the item is the right one."""
    first = [output for output in plan.outputs if output.startswith("never/") or output == "scope"]
    for situation in itertools.islice(together(plan, first, wanted), MOST_WORLDS):
        if not any(situation.claims[output] for output in first):
            yield situation.wanted
    yield wanted


def in_order(plan: Plan, packet: Data, wanted: Wanted) -> Data:
    """*packet* with every question answered and every paper that is asked for handed in, but for what is *wanted* otherwise."""
    found = copy.deepcopy(packet)
    for _ in range(MOST_ROUNDS):
        examination = examine_read(situation_of(plan, found))
        before = copy.deepcopy(found)
        for asked in examination.questions:
            _answer(plan, found, asked, wanted)
        for entry in entries(examination):
            if entry.sort == "requirement":
                _meet(plan, found, entry, wanted, examination)
        if found == before:
            break
    return found


def _answer(plan: Plan, packet: Data, asked: Asked, wanted: Wanted) -> None:
    sort, _, rest = asked.ask.id.removeprefix(f"{plan.version.item}/").partition("/")
    name, _, subject = rest.partition("[")
    head, _, tail = name.partition(".")
    file = plan.version.file
    if sort != "fact":
        return  # papers made here have all that a clerk may look for
    if name == SERIOUS_BAD_CREDIT:
        packet.setdefault("facts", {}).setdefault(name, False)
    elif name in file.facts:
        about = file.facts[name]
        part = packet.setdefault("facts" if about.chosen_by is None else "choices", {})
        _say(part, name, _plain(plan, packet, f"fact/{name}", about))
    elif head in file.lists and not tail:
        least = file.lists[head].at_least
        packet.setdefault("lists", {}).setdefault(head, [{file.lists[head].key: str(i + 1)} for i in range(least)])
    elif head in file.lists:
        key = subject.rstrip("]").removeprefix(f"{head}:")
        for line in packet.get("lists", {}).get(head, []):
            if line[file.lists[head].key] == key:
                _say(line, tail, _plain(plan, packet, f"member/{head}.{tail}", file.lists[head].each[tail]))


def _say(part: Data, name: str, value: object) -> None:
    if value != NOTHING:
        part.setdefault(name, value)


def _plain(plan: Plan, packet: Data, name: str, about: Fact) -> object:
    """The plainest answer; where a line of consistency compares it with something that is known, the same."""
    type_ = type_of(about)
    if isinstance(type_, SomeOf):
        return list(type_.members[: about.at_least])
    agreed = said_elsewhere(plan, packet, name, None)
    if agreed is not None:
        return agreed
    known = declared(plan, name)
    return shown(plainest(usual(known, known.region, dt.date.fromisoformat(packet["received_on"]))), type_)


def _meet(plan: Plan, packet: Data, entry: Entry, wanted: Wanted, examination: Examination) -> None:
    """One paper that is asked for, in the first of its ways that nobody wants otherwise."""
    asked = plan.version.asked[entry.requirement]
    if never_granted(examination.situation, asked):
        return
    for arm in entry.arms:
        for subject in _whose(plan, packet, entry.subject):
            slot = plan.version.slots.get(arm.material)
            if slot is None:
                _put(packet, paper.licence(arm.material, subject))
                continue
            name = f"provided/{slot.id}"
            subject = subject if slot.list else None
            is_of_first = subject is None or subject.endswith(f":{FIRST}")
            if is_of_first and name in wanted and True not in wanted[name]:
                continue
            line = paper_for(plan, packet, slot, subject, {}, whole=True)
            if line is not None:
                _put(packet, line)
        if any(line["material"] == arm.material for line in packet.get("materials", [])):
            return


def _whose(plan: Plan, packet: Data, subject: str | None) -> list[str | None]:
    if subject is None or not subject.endswith(f":{EVERY}"):
        return [subject]
    listed = subject.partition(":")[0]
    key = plan.version.file.lists[listed].key
    return [f"{listed}:{line[key]}" for line in packet.get("lists", {}).get(listed, [])]


def _put(packet: Data, line: paper.Line) -> None:
    """A paper beside the others, unless it lies there already."""
    lines = packet.setdefault("materials", [])
    if not any((one["material"], one.get("subject")) == (line["material"], line.get("subject")) for one in lines):
        lines.append(line)
