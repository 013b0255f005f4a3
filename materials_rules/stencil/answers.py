"""The checks of answers as bytes, each worked out once a day of receipt: packets of one day share most of them.

    Version, the answers that have a check  ->  Answers;  Packet  ->  the value of `answers` in its notice

Nothing is kept of names, numbers and days, nor of any text that somebody wrote, but the keys by which lists know their members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.notice.answered import check_of, checks, mark_of, plain
from materials_rules.notice.masking import masked
from materials_rules.notice.reading import Thing
from materials_rules.packet.model import Packet, Value
from materials_rules.rules.version import Version
from materials_rules.stencil.blanks import encode

MOST_KEPT: Final = 40_000
"""So many checks are kept, some 250 bytes each; more, and all are forgotten."""


MOST_STEPS: Final = 2_000
"""So many sets of answers are known; more, and all are forgotten."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer that has a check, or one of each member of a list; in the order of the names that they bear in a notice.

    `kept`: whether it may be kept. Of members, `listed` is the list, `fact` what is answered of those in `whose`, empty for
    that they are there.
    """

    name: str
    kept: bool
    listed: str = ""
    fact: str = ""
    whose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Steps:
    """What has a check in the notices of one stencil; `lists` are those whose members are told apart.

    No `steps`, where letters are among them: that is left to the notice itself.
    """

    things: frozenset[Thing]
    steps: tuple[Step, ...] | None
    lists: tuple[str, ...]


_OF_APPLICANT: Final = {"applicant.kind": "kind", "applicant.name": "name", "applicant.id": "id"}
_OPEN: Final = frozenset({"text", "number", "date"})
"""Types whose answers packets do not share."""

_NOTHING: Final[Mapping[str, Value]] = {}


class _Day:
    """What is known of an item and a day of receipt: checks by name and answer (of a member also his mark); marks of members."""

    __slots__ = ("checks", "marks")

    def __init__(self) -> None:
        self.checks: dict[tuple[object, ...], bytes] = {}
        self.marks: dict[str, str] = {}


class Checks:
    """The checks that are kept, of all items; `number` says how many."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, str], _Day] = {}
        self.number = 0

    def day(self, item: str, received_on: str) -> _Day:
        """What is known of *item* and the day of receipt."""
        day = self._days.get((item, received_on))
        if day is None:
            if self.number >= MOST_KEPT:
                self._days.clear()
                self.number = 0
            self.number += 1
            day = self._days[item, received_on] = _Day()
        return day


_Members = list[tuple[str, str, Mapping[str, Value]]]
"""The mark of each member, his name and his answers, in the order of the marks."""


class Answers:
    """The checks of answers for one version."""

    def __init__(self, version: Version, kept: Checks) -> None:
        self.version = version
        self._kept = kept
        self._steps: dict[frozenset[Thing], Steps] = {}
        file = version.file
        open_ = {name for name, fact in file.facts.items() if fact.type in _OPEN}
        for listed, about in file.lists.items():
            open_ |= {f"{listed}.{name}" for name, fact in about.each.items() if fact.type in _OPEN}
        self._unkept = frozenset({"applicant.name", "applicant.id", *open_})

    def steps(self, things: frozenset[Thing]) -> Steps:
        """How the checks of *things* are put together."""
        found = self._steps.get(things)
        if found is None:
            if len(self._steps) >= MOST_STEPS:
                self._steps.clear()
            found = self._steps[things] = self._put_together(things)
        return found

    def _put_together(self, things: frozenset[Thing]) -> Steps:
        if any("/" in name for name, _ in things):
            return Steps(things, None, ())
        of_members: dict[str, set[str]] = {}
        for name, whose in things:
            if whose is not None:
                of_members.setdefault(name, set()).add(whose)
        steps = [Step(name, name not in self._unkept) for name, whose in things if whose is None]
        for name, those in of_members.items():
            listed, _, fact = name.partition(".")
            steps.append(Step(name, name not in self._unkept, listed, fact, frozenset(those)))
        # a mark stands in brackets behind the name: it decides only between members
        steps.sort(key=lambda step: f"{step.name}[" if step.listed else step.name)
        lists = {step.listed or step.name for step in steps} & self.version.file.lists.keys()
        return Steps(things, tuple(steps), tuple(sorted(lists)))

    def __call__(self, packet: Packet, steps: Steps) -> bytes:
        """The value of `answers` in the notice for *packet*."""
        if steps.steps is None:
            return encode(checks(packet, self.version, steps.things))
        day = self._kept.day(packet.item, packet.received_on)
        members = {}
        for listed in steps.lists:
            members[listed] = found = self._marked(packet, day, listed)
            if len({mark for mark, _, _ in found}) < len(found):  # two have one mark
                return encode(checks(packet, self.version, steps.things))
        known, facts, said = day.checks, packet.facts or _NOTHING, list[bytes]()
        for step in steps.steps:
            name = step.name
            if step.listed:
                self._of_members(packet, day, step, members[step.listed], said)
            elif name in facts:
                value = facts[name]
                key = name, value if type(value) is not list else tuple(sorted(value))
                said.append(known.get(key) or self._new(packet, day, step.kept, key, name, plain(value)))
            elif name in members:
                marks = [mark for mark, _, _ in members[name]]
                key = name, tuple(marks)
                said.append(known.get(key) or self._new(packet, day, True, key, name, marks))
            else:
                value = self._beside(packet, name)
                key = name, value
                said.append(known.get(key) or self._new(packet, day, step.kept, key, name, value))
        return b"{%b}" % b",".join(said)

    def _of_members(self, packet: Packet, day: _Day, step: Step, members: _Members, said: list[bytes]) -> None:
        """Adds the check of one answer of each member."""
        known, name = day.checks, step.name
        for mark, whose, member in members:
            if whose in step.whose:
                value = member[step.fact] if step.fact else True
                key = name, mark, value if type(value) is not list else tuple(sorted(value))
                said.append(known.get(key) or self._new(packet, day, step.kept, key, f"{name}[{mark}]", plain(value)))

    def _marked(self, packet: Packet, day: _Day, listed: str) -> _Members:
        key = self.version.file.lists[listed].key
        found = []
        for member in (packet.lists or {}).get(listed, ()):
            whose = f"{listed}:{member.get(key)}"
            found.append((day.marks.get(whose) or self._mark(packet, day, whose), whose, member))
        found.sort(key=_mark_of)
        return found

    def _mark(self, packet: Packet, day: _Day, whose: str) -> str:
        self._kept.number += 1
        mark = day.marks[whose] = mark_of(packet, whose)
        return mark

    def _beside(self, packet: Packet, name: str) -> str | None:
        """A choice, or who applies as the notice shows it."""
        if name not in _OF_APPLICANT:
            return (packet.choices or {})[name]
        value = getattr(packet.applicant, _OF_APPLICANT[name])
        assert value is None or isinstance(value, str)
        return masked(value) if name == "applicant.id" and value is not None else value

    def _new(self, packet: Packet, day: _Day, is_kept: bool, key: tuple[object, ...], shown: str, value: object) -> bytes:
        """The check of *value* under the name *shown*, with the name, as JSON."""
        check = f'"{shown}":"{check_of(packet.received_on, packet.item, shown, value)}"'.encode()
        if is_kept:
            self._kept.number += 1
            day.checks[key] = check
        return check


def _mark_of(marked: tuple[str, str, Mapping[str, Value]]) -> str:
    return marked[0]
