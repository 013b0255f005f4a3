"""The entries of a notice: to cure, depending, to answer, not to be asked for, in order."""

from __future__ import annotations

from typing import Literal

from materials_rules.notice.heading import Basis
from materials_rules.notice.terms import Closed, Criterion, Day, Digest, Effect, Kind, Wanted, Whole


class OfficeFault(Closed, frozen=True):
    """What the earlier notice could have told and did not: recorded, never charged to the applicant.

    `of` says what is forgiven: an entry as a whole, a question, or only this paper, so that another one is judged as any.
    """

    id: str
    of: Literal["entry", "question", "paper"]
    say: str


class If(Closed, frozen=True):
    """A situation that decides: its sentence with the branches, and the facts and fields it depends on."""

    text: str
    depends_on: tuple[str, ...]


class Defect(Closed, frozen=True):
    """One thing wrong with a material."""

    kind: Kind
    what: str


class Arm(Closed, rename={"if_": "if"}, frozen=True):
    """One material that would do: what it must meet, what is wrong with the one handed in, what to do."""

    material: str
    name: str
    if_: If | None
    criteria: tuple[Criterion, ...]
    defects: tuple[Defect, ...]
    do: tuple[str, ...]
    sample_form: str | None


class Deferral(Closed, frozen=True):
    """容缺: may be handed in later, where that is published, and on what ground."""

    within: str
    published_in: str
    basis: tuple[Basis, ...]
    say: str


class Commitment(Closed, frozen=True):
    """告知承诺: the applicant may commit in writing instead of proving, where that is listed."""

    name: str
    listed_in: str
    basis: tuple[Basis, ...]
    say: str


class Exemption(Closed, rename={"class_": "class", "from_": "from"}, frozen=True):
    """A disallowed class set aside for a time by someone other than the office that asks."""

    class_: str
    why: str
    basis: tuple[Basis, ...]
    approved_by: str | None
    document_no: str | None
    from_: Day
    to: Day


class Finding(Closed, frozen=True):
    """One requirement and subject that is not met, however many defects; one of its arms is enough.

    Where things differ (`is_difference`) the arms are the papers and answers that take part: those that are wrong are corrected.
    `decided_by` is the digest of what decides it, or of what is asked.
    """

    id: str
    no: Whole
    requirement: str
    serves: tuple[str, ...]
    subject: str | None
    kind: Kind
    arms: tuple[Arm, ...]
    basis: tuple[Basis, ...]
    on_the_spot: bool
    deferrable: Deferral | None
    commitment: Commitment | None
    exception: Exemption | None
    rule: str
    decided_by: Digest

    @property
    def is_difference(self) -> bool:
        """Whether papers or answers differ or contradict one another (`item/consistency/…`)."""
        return self.id.partition("/")[2].startswith("consistency/")


class Conditional(Finding, rename={"if_": "if"}, frozen=True):
    """A finding in some situations only: the applicant ticks which one is his.

    `if.text` ends with the `branches`, each after a box; what stands before them is asked.
    """

    if_: If
    branches: tuple[str, ...]

    @property
    def asked(self) -> str:
        """What is asked, without the branches."""
        return self.if_.text.removesuffix("".join(f"□{branch}" for branch in self.branches))


class DueLater(Closed, frozen=True):
    """A material that the rule itself lets come later, at an event; no deferral."""

    id: str
    material: str
    name: str
    subject: str | None
    event: str
    basis: tuple[Basis, ...]


class Branch(Closed, frozen=True):
    """An answer to a question, in words, and the ids of the conditional entries of its row that it makes due."""

    say: str
    due: tuple[str, ...]


class Question(Closed, frozen=True):
    """What must be answered, by whom, of whom, and the ids of what the answer decides.

    `boxes` are rows of branches, where the question alone decides conditional entries: in each row one branch holds. Only
    what may be chosen together (`some_of`) has several rows.
    """

    id: str
    of: Literal["applicant", "clerk", "office"]
    subject: str | None
    ask: str
    decides: tuple[str, ...]
    boxes: tuple[tuple[Branch, ...], ...]
    asks: Digest | None


class NotNeeded(Closed, rename={"class_": "class", "if_": "if"}, frozen=True):
    """A material that may not be asked for here: of which class, with what effect, what takes its place."""

    material: str
    class_: str
    effect: Effect
    if_: If | None
    basis: tuple[Basis, ...]
    instead: str


class OfficeTask(Closed, rename={"from_": "from"}, frozen=True):
    """What the office gets itself, from whom, by when."""

    document: str
    from_: str
    by: Day | None
    why: str


class Demand(Closed, rename={"class_": "class"}, frozen=True):
    """Something that somebody asked the applicant for, and whether the rules ask for it."""

    name: str
    by: str
    verdict: Literal["allowed", "disallowed", "not_recognised"]
    class_: str | None
    say: str


class InOrder(Closed, frozen=True):
    """A material that was handed in and meets its form: the paper of that day, one of so many `papers`, held to `criteria`.

    So a later visit can tell the paper again, and what it may ask of another one in its place.
    """

    material: str
    subject: str | None
    handed_in_on: Day
    papers: Whole
    criteria: tuple[Wanted, ...]


class Extra(Closed, frozen=True):
    """A material that was handed in though nothing asks for it."""

    material: str
    subject: str | None


class NotChecked(Closed, frozen=True):
    """What this tool could not judge, who must, and why."""

    id: str
    by: str
    why: str


class Warning(Closed, frozen=True):
    """Something odd that changed nothing; `at` is a JSON pointer into the packet or empty."""

    code: str
    at: str
    say: str


class Deadlines(Closed, frozen=True):
    """The last days: to tell, to cure, to decide; `alarm_on` stands where a calendar is missing."""

    notice_by: Day | None
    alarm_on: Day | None
    cure_by: Day | None
    decide_by: Day | None
    why: str
