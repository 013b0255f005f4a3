"""Every question on which something still depends, whom it is put to, and the ids of what its answer decides.

    Situation, what was judged  ->  Asked

That of scope comes first, then in the order of the requirements; the questions of one requirement stand in the order in
which the author declared them, however he wrote his conditions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from materials_rules.packet.model import recorded
from materials_rules.plan.diagram import Answer, Claims
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Version
from materials_rules.verdict.ask import Ask, asks, evidence, evidence_of, of_list, read_id
from materials_rules.verdict.consistency import Comparison
from materials_rules.verdict.ids import requirement_id, told_with, told_with_paper
from materials_rules.verdict.licence import licence_shown
from materials_rules.verdict.requirement import (
    Standing,
    commitment_letter,
    covering_slots,
    deferral_claimed,
    lets_hand_in,
    may_commit,
)
from materials_rules.verdict.situation import EVERY, Situation

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A question and the ids of what its answer decides."""

    ask: Ask
    decides: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True)
class First:
    """The lowest number that the claims of a situation end with, or *default* where there is none."""

    default: int

    def __call__(self, claims: Claims) -> int:
        return min((int(claim.rpartition("/")[2]) for claim in claims), default=self.default)


def questions_of(
    situation: Situation,
    scope: Answer[int] | None,
    standings: Mapping[tuple[str, str | None], Standing],
    comparisons: Iterable[Comparison],
    elements: Mapping[str, Answer[int] | None],
) -> tuple[Asked, ...]:
    """The questions. *scope* is what is left of it where it is not known; *elements* the cases of those by situation."""
    version = situation.plan.version
    found: dict[Ask, dict[str, None]] = {}

    def add(open_: Iterable[Ask], decides: tuple[str, ...]) -> None:
        asked = list(open_)
        if len(asked) > 1:
            asked.sort(key=lambda ask: _declared(version, ask))
        for ask in asked:
            found.setdefault(ask, {}).update(dict.fromkeys((*decides, *ask.brings)))

    add(_behind(situation, "scope", scope, None), (version.item,))
    for (name, subject), standing in standings.items():
        decides = requirement_id(version.item, name, subject)
        add(_behind(situation, standing.output, standing.stake, subject), (decides,))
        papers = sorted(slot for slot, _ in lets_hand_in(situation, standing) if not standing.ever(f"show/{slot}"))
        lines = [id_ for slot in papers for id_ in told_with_paper(version, slot, subject, situation.may_count)]
        add(_of_requirement(situation, standing), (decides, *lines))
    for comparison in comparisons:
        if comparison.verdict != "absent":
            add(_of_line(situation, comparison), told_with(version, comparison.line, comparison.subject))
    for name, answer in elements.items():
        add(_behind(situation, f"element/{name}", answer, None), (version.item,))
    return tuple(Asked(ask, tuple(decides), ask.words) for ask, decides in found.items())


def case_of(situation: Situation, element: str) -> Answer[int] | None:
    """The number of an element's case in each situation: the first whose condition holds, else the default, which is last."""
    return situation.answer(f"element/{element}", None, First(len(situation.plan.version.elements[element])))


def _behind(situation: Situation, output: str, left: Answer[T] | None, subject: str | None) -> Iterator[Ask]:
    """The questions behind what an output still depends on."""
    for index in () if left is None else left.support:
        yield from asks(situation, situation.plan.outputs[output].diagram.variables[index], subject)


def _of_requirement(situation: Situation, standing: Standing) -> Iterator[Ask]:
    """What the rules do not read but the requirement needs: whose it is, what a person must look at, what bars a promise."""
    asked, subject, verdict = standing.asked, standing.subject, standing.verdict
    of_all = subject is not None and subject.endswith(f":{EVERY}")
    # the office cannot obtain the papers of people whom nobody named
    obtained = any(standing.ever(f"obtain/{slot.id}") for slot in asked.slots)
    if subject is not None and of_all and (verdict != "absent" or obtained):
        yield from of_list(situation, subject.partition(":")[0])
    if verdict == "absent":
        return
    if verdict == "look":
        for slot in (*standing.asked_slots, *covering_slots(situation, asked)):
            yield from evidence(situation, slot.id, subject)
        for slot in standing.asked_slots:
            shown = licence_shown(situation, slot, subject) if standing.ever(f"show/{slot.id}") else None
            if shown is not None and shown.met is None and shown.best is not None:
                yield from evidence_of(situation, shown.best, slot.id, situation.key(slot.id, subject)[1])
    letter = commitment_letter(situation, asked) if may_commit(situation, asked) else None
    if letter is not None and verdict == "look" and not isinstance(recorded(letter.signed, None), bool):
        yield Ask(read_id(situation, asked.id, "commitment", subject), "clerk")
    promised = (letter is not None and letter.signed is True and verdict == "look") or deferral_claimed(situation, asked)
    if promised and situation.answers.serious_bad_credit is None:
        yield Ask(f"{situation.plan.version.item}/fact/serious_bad_credit", "office", "serious_bad_credit")


def _of_line(situation: Situation, comparison: Comparison) -> Iterator[Ask]:
    for variable in comparison.waiting:
        yield from asks(situation, name_of(variable), comparison.subject)
    for output, left in comparison.depends:
        yield from _behind(situation, output, left, comparison.subject)


def _declared(version: Version, ask: Ask) -> tuple[int, int, str]:
    """Where the author declared what is asked: facts, lists and their members, applicant, then papers."""
    sort, _, rest = ask.id.removeprefix(f"{version.item}/").partition("/")
    name = rest.partition("[")[0]
    head = name.partition(".")[0]
    if sort == "read":
        return (3, _place(version.slots, head), ask.id)
    if name in version.file.facts:
        return (0, _place(version.file.facts, name), ask.id)
    if head in version.file.lists:
        return (1, _place(version.file.lists, head), ask.id)
    return (2, 0, ask.id)


def _place(names: Iterable[str], name: str) -> int:
    return next((i for i, known in enumerate(names) if known == name), -1)
