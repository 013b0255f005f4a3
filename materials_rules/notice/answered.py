"""A short check of each answer: a later visit can tell which of them changed.

    Examination, the ids that are told  ->  {"rented": "3f2a", "cars.heavy[#91c0]": "07be"}
    Examination, Notice                 ->  the answers that are otherwise than they were

A check is four hexadecimal digits: that an answer changed is missed once in 65 536 times. Of a name or a number the check
does not tell which it was, of a yes or no it hides nothing; who holds a notice knows the answers, the applicant and the office.
It covers the facts that the applicant answers, choices, lists with their members, his kind and name, his number as the notice
masks it, and letters for what the item asks for. What the notice asks, says is wrong, lets be corrected, or may be met with a
letter is left out: that is to change. Whether an agent acts stands in the notice itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from msgspec import UNSET

from materials_rules.notice.closed_set import announced, canonical
from materials_rules.notice.masking import masked
from materials_rules.notice.model import Notice
from materials_rules.notice.reading import Thing
from materials_rules.packet.document import by_value
from materials_rules.packet.model import Applicant, Packet, Value, recorded
from materials_rules.plan.formula import BY_AGENT
from materials_rules.rules.fact import Fact
from materials_rules.rules.item import ItemFile
from materials_rules.rules.version import Version
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.ids import requirement_id
from materials_rules.verdict.situation import EVERY

DIGITS: Final = 4


def answered(examination: Examination, told: Collection[str]) -> dict[str, str]:
    """The checks of a packet's answers, but those that the ids *told* are about and those that the examination left open."""
    kept = things(examination, told)
    packet, version = examination.situation.packet, examination.situation.plan.version
    return checks(packet, version, kept)


def things(examination: Examination, told: Collection[str]) -> frozenset[Thing]:
    """The answers that have a check: none that the ids *told* are about or that the examination left open."""
    let = _Let(examination, told)
    situation = examination.situation
    return frozenset(thing for thing in things_of(situation.packet, situation.plan.version) if not let.covers(thing))


def things_of(packet: Packet, version: Version) -> Iterator[Thing]:
    """Everything that *packet* answers of what is asked."""
    return (thing for thing, _ in _given(packet, version))


def checks(packet: Packet, version: Version, kept: Collection[Thing]) -> dict[str, str]:
    """The checks of those answers of *packet* that are *kept*, by name."""
    return _checks(packet, ((thing, value) for thing, value in _answers(packet, version) if thing in kept))


class Compared:
    """The answers of a later visit beside those that *previous* has checks of."""

    def __init__(self, examination: Examination, previous: Notice) -> None:
        self._packet = examination.situation.packet
        self._file = examination.situation.plan.version.file
        self._item = examination.item
        self._told = announced(previous)
        self._before: Mapping[str, str] = previous.answers or {}
        said = tuple(_answers(self._packet, examination.situation.plan.version))
        self._given = frozenset(thing for thing, _ in said)
        now = _checks(self._packet, said)
        self.changed = frozenset((*self._otherwise(now), *self._agent(previous)))

    def was_given(self, thing: Thing) -> bool:
        """Whether it had been answered before, and the notice did not let that change."""
        return _name(self._packet, thing) in self._before

    def is_new(self, name: str) -> bool:
        """Whether an answer, by its name as a variable or in an id, is given now and was open, asked, or to be corrected."""
        return any(not self.was_given(thing) for thing in self._things(name)) or self._is_told(name)

    def is_otherwise(self, name: str) -> bool:
        """Whether an answer, by its name in an id, is another one than before."""
        return any(thing in self.changed for thing in self._things(name))

    def is_as_it_was(self, name: str) -> bool:
        """Whether an answer, by its name as a variable, had been given and is the same."""
        things = tuple(self._things(name))
        return bool(things) and all(self.was_given(thing) and thing not in self.changed for thing in things)

    def has_left(self, subject: str | None) -> bool:
        """Whether somebody is on a list no more."""
        listed, colon, _ = (subject or "").partition(":")
        return bool(colon) and (listed, _gone(listed, mark_of(self._packet, subject or ""))) in self.changed

    def _things(self, name: str) -> Iterator[Thing]:
        """The answers of that name that are given; of members all of them."""
        if name == BY_AGENT:
            # nobody asks for an agent, and whether one acted the notice says
            yield from (thing for thing in self.changed if thing[0] == BY_AGENT)
            return
        plain, _, whose = plain_name(name).partition("[")
        yield from (one for one in self._given if one[0] == plain and whose.removesuffix("]") in ("", one[1] or ""))

    def _is_told(self, name: str) -> bool:
        """Of what bears no check, his whole number or what the office answers, only that it was asked makes it new."""
        plain = plain_name(name)
        is_bare = plain == "applicant.phone" or _is_of_the_office(self._file.facts.get(plain))
        return is_bare and f"{self._item}/fact/{plain}" in self._told

    def _otherwise(self, now: Mapping[str, str]) -> Iterator[Thing]:
        """What has another check, is gone, or is of somebody who came onto a list."""
        of_mark: dict[str, list[str | None]] = {}
        for subject in _members(self._packet, self._file):
            of_mark.setdefault(_name(self._packet, ("", subject)), []).append(subject)
        for name in {*now, *self._before}:
            plain, bracket, rest = name.partition("[")
            listed = plain.partition(".")[0]
            has_joined = bool(bracket) and listed in self._before and f"{listed}[{rest}" not in self._before
            if (now.get(name) != self._before[name]) if name in self._before else has_joined:
                nobody: list[str | None] = [_gone(listed, rest.removesuffix("]")) if bracket else None]
                yield from ((plain, whose) for whose in of_mark.get(f"[{rest}", nobody))

    def _agent(self, previous: Notice) -> Iterator[Thing]:
        agent = self._packet.agent
        if (agent is UNSET or agent is None) != (previous.agent is None):
            yield BY_AGENT, None


def plain_name(name: str) -> str:
    """`fact/area` -> `area`, `applicant/kind` -> `applicant.kind`, `member/cars.age[cars:1]` -> `cars.age[cars:1]`."""
    sort, slash, rest = name.partition("/")
    return name if not slash else f"applicant.{rest}" if sort == "applicant" else rest


class _Let:
    """What a notice lets be answered otherwise: what it asks or says is wrong, what is open by it, letters for what it tells."""

    def __init__(self, examination: Examination, told: Collection[str]) -> None:
        about = {id_.partition("/fact/")[2] for id_ in told if "/fact/" in id_}
        self._about = about | {plain_name(name) for name in examination.situation.opened.names}
        self._heads = {id_.partition("[")[0] for id_ in told}
        self._version = examination.situation.plan.version

    def covers(self, thing: Thing) -> bool:
        """A member's answer goes with its list, and with what is asked of all members."""
        name, whose = thing
        _, slash, letter = name.partition("/")
        if slash:
            return requirement_id(self._version.item, _requirement(self._version, letter), None) in self._heads
        listed = name.partition(".")[0]
        alike = (name, f"{name}[{whose}]", f"{name}[{listed}:{EVERY}]", listed if whose else name)
        return not self._about.isdisjoint(alike)


def _requirement(version: Version, letter: str) -> str:
    """What a letter is for; empty where the item asks for no such thing."""
    return next((asked.id for asked in version.asked.values() if letter in (asked.id, *(s.id for s in asked.slots))), "")


class _Members(tuple[str, ...]):
    """Who is on a list."""

    __slots__ = ()


def _answers(packet: Packet, version: Version) -> Iterator[tuple[Thing, object]]:
    """What was answered of what is asked, as its check has it; null is no answer."""
    for thing, value in _given(packet, version):
        if isinstance(value, _Members):
            yield thing, sorted(mark_of(packet, one) for one in value)
        elif thing[0] == "applicant.id" and value is not None:
            yield thing, masked(str(value))
        else:
            yield thing, plain(value)  # type: ignore[arg-type]  # all but members stand in the packet as they are


def _given(packet: Packet, version: Version) -> Iterator[tuple[Thing, object]]:
    """What was answered of what is asked, as the packet has it; of a list who is on it."""
    file = version.file
    for name, value in {**recorded(packet.facts, {}), **recorded(packet.choices, {})}.items():
        fact = file.facts.get(name)
        # what the office answers is no change of the applicant's
        if fact is not None and value is not None and not _is_of_the_office(fact):
            yield (name, None), value
    applicant = recorded(packet.applicant, Applicant())
    for name in ("kind", "name", "id"):  # as far as the notice shows it; a telephone number is in no notice
        particular = getattr(applicant, name)
        if particular is not UNSET:
            yield (f"applicant.{name}", None), particular
    lists = recorded(packet.lists, {})
    for listed, about in file.lists.items():
        if listed in lists:
            whose = _Members(f"{listed}:{member.get(about.key)}" for member in lists[listed])
            yield (listed, None), whose
            for member, one in zip(lists[listed], whose, strict=True):
                yield (listed, one), True
                yield from (((f"{listed}.{name}", one), member[name]) for name in about.each if member.get(name) is not None)
    for sort, letters in (("commitment", recorded(packet.commitments, ())), ("deferral", recorded(packet.deferrals, ()))):
        known = (letter for letter in letters if _requirement(version, letter.for_))
        yield from (((f"{sort}/{letter.for_}", None), recorded(letter.signed, None)) for letter in known)


def _members(packet: Packet, file: ItemFile) -> Iterator[str]:
    lists = recorded(packet.lists, {})
    for listed, about in file.lists.items():
        yield from (f"{listed}:{member.get(about.key)}" for member in lists.get(listed, ()))


def _is_of_the_office(fact: Fact | None) -> bool:
    return fact is not None and fact.answered_by == "office"


# ---- checks


def _checks(packet: Packet, said: Iterable[tuple[Thing, object]]) -> dict[str, str]:
    """The check of each answer by its name; answers whose names are alike have one together."""
    values: dict[str, list[object]] = {}
    for thing, value in said:
        values.setdefault(_name(packet, thing), []).append(value)
    return {name: _check(packet, name, *sorted(found, key=canonical)) for name, found in sorted(values.items())}


def _name(packet: Packet, thing: Thing) -> str:
    """`rented`, `cars.heavy[#91c0]`: nobody's own key gets into a notice by its answers."""
    name, whose = thing
    return name if whose is None else f"{name}[{mark_of(packet, whose)}]"


def _gone(listed: str, mark: str) -> str:
    """Whoever is on a list no more, so that nobody knows his key."""
    return f"{listed}:{mark}"


def mark_of(packet: Packet, subject: str) -> str:
    """A member by the check of its key; what is known of its answers tells nothing more of the key."""
    listed, _, key = subject.partition(":")
    return f"#{_check(packet, listed, key)}"


def _check(packet: Packet, name: str, *values: object) -> str:
    return check_of(packet.received_on, packet.item, name, *values)


def check_of(received_on: str, item: str, name: str, *values: object) -> str:
    """The check of the answers *values*, as `plain` has them, under one name."""
    if len(values) == 1 and (text := _plainly(values[0])) is not None and _is_bare(name):
        text = f'["{received_on}","{item}","{name}",{text}]'
    else:
        text = canonical([received_on, item, name, *values])
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _plainly(value: object) -> str | None:
    """What `canonical` writes of a text in which nothing is to be escaped, of yes and no; None for everything else."""
    if isinstance(value, str):
        return f'"{value}"' if _is_bare(value) else None
    return "true" if value is True else "false" if value is False else None


def _is_bare(text: str) -> bool:
    return text.isprintable() and '"' not in text and "\\" not in text


def plain(value: Value) -> object:
    """Numbers by their value, `12.50` is `12.5`; what was chosen without its order."""
    if isinstance(value, list | tuple):
        return sorted(value)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(by_value(value)) if is_number else value
