"""The outcome of a packet: the first line of the law's list that applies.

    Examination, entries  ->  outcome

行政许可法 art. 32 has five answers; deferred acceptance is the city's; `undetermined` says that a person must look first.
No error may turn into acceptance, into "missing", or into nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from materials_rules.packet.model import recorded
from materials_rules.verdict.ask import asks
from materials_rules.verdict.contradiction import named_in
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Asked, Examination
from materials_rules.verdict.requirement import Standing, deferral_claimed
from materials_rules.verdict.situation import Situation

Outcome = Literal["accept", "accept_deferred", "fix_on_spot", "supplement", "not_required", "not_competent", "undetermined"]


@dataclass(frozen=True, slots=True)
class Weight:
    """What of the entries and questions of a packet, or of some of them, decides the outcome.

    `needs_person`: the office must answer, or somebody must look, first. `is_deferred`: every finding may come later and was
    claimed so. `is_mended`: everything can be put right at the window now.
    """

    needs_person: bool
    has_findings: bool
    has_others: bool
    is_deferred: bool
    is_mended: bool

    def __add__(self, other: Weight) -> Weight:
        """What both together weigh."""
        return Weight(
            self.needs_person or other.needs_person,
            self.has_findings or other.has_findings,
            self.has_others or other.has_others,
            self.is_deferred and other.is_deferred,
            self.is_mended and other.is_mended,
        )

    @property
    def outcome(self) -> Outcome:
        """The outcome of a packet for which this item is the right one."""
        if self.needs_person:
            return "undetermined"
        if not self.has_findings and not self.has_others:
            return "accept"
        if self.has_findings and not self.has_others and self.is_deferred:
            return "accept_deferred"
        return "fix_on_spot" if self.is_mended else "supplement"


def outcome_of(examination: Examination, entries: Sequence[Entry]) -> Outcome:
    """The outcome, first line that applies."""
    weight = weigh(examination, examination.standings.values(), entries, examination.questions)
    if examination.is_entangled or weight.needs_person:
        return "undetermined"
    if examination.scope == "out":
        assert examination.out is not None
        return examination.situation.plan.version.file.not_for[examination.out].outcome
    return weight.outcome


def weigh(
    examination: Examination, standings: Iterable[Standing], entries: Sequence[Entry], questions: Sequence[Asked]
) -> Weight:
    """What some *standings*, *entries* and *questions* of an examination weigh."""
    situation = examination.situation
    findings = [entry for entry in entries if not entry.is_conditional]
    conditional = [entry for entry in entries if entry.is_conditional]
    is_answerable = all(_at_the_window(situation, question) for question in questions)
    is_mended = is_answerable and all(entry.on_the_spot for entry in findings)
    return Weight(
        needs_person=any(question.ask.of == "office" for question in questions)
        or any(standing.verdict == "look" for standing in standings),
        has_findings=bool(findings),
        has_others=bool(conditional or questions),
        is_deferred=all(is_deferred(situation, entry) for entry in findings),
        is_mended=is_mended and all(_answers_settle(examination, entry) for entry in conditional),
    )


def _at_the_window(situation: Situation, question: Asked) -> bool:
    """A question can be answered now, unless the applicant said that he cannot."""
    allowed = situation.plan.ruleset.place.on_the_spot.get("question", "always") == "always"
    return allowed and question.ask.fact not in recorded(situation.packet.cannot_answer, {})


def _answers_settle(examination: Examination, entry: Entry) -> bool:
    """Whether everything that a conditional entry depends on can be answered now, or is an answer to be corrected now.

    What waits for a paper cannot, and neither can what was answered already and may only change with a paper.
    """
    situation = examination.situation
    to_correct = {name for i in examination.contradictions for name in named_in(situation, i).names}
    depends = () if entry.standing is None else entry.standing.depends
    for output, left in depends:
        for index in left.support:
            name = situation.plan.outputs[output].diagram.variables[index]
            if name.partition("#")[0] not in to_correct and not any(asks(situation, name, entry.subject)):
                return False
    return True


def may_defer(situation: Situation, entry: Entry) -> bool:
    """Whether the city published that this material may come later, and nothing bars this applicant."""
    if entry.sort != "requirement" or situation.plan.version.asked[entry.requirement].requirement.deferrable is None:
        return False
    return situation.answers.serious_bad_credit is not True


def deferral_signed(situation: Situation, entry: Entry) -> bool:
    """Whether the applicant signed the letter for this material."""
    asked = situation.plan.version.asked.get(entry.requirement)
    return asked is not None and deferral_claimed(situation, asked)


def is_deferred(situation: Situation, entry: Entry) -> bool:
    """容缺: may be deferred, the letter is signed, and the office said that no bad credit bars it."""
    credit = situation.answers.serious_bad_credit
    return may_defer(situation, entry) and deferral_signed(situation, entry) and credit is False


def is_final(outcome: Outcome) -> bool:
    """Whether the answer can be given to the applicant as it is."""
    return outcome != "undetermined"
