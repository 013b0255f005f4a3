"""What a rule reads, by the names under which an earlier notice knows it: answers as in `answers`, papers by their code.

    Plan, outputs, subject  ->  Reads
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from materials_rules.condition.tree import Between, Counting, Quantifier, Variable
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import BY_AGENT, Said, Source, name_of, readings
from materials_rules.plan.view import variables
from materials_rules.verdict.situation import EVERY, Opened

Thing = tuple[str, str | None]
"""An answer or a paper, and whose: `("cars.heavy", "cars:1")`, `("lease", None)`; ANY is that of whichever member."""

ANY: Final = EVERY


@dataclass(frozen=True)
class Reads:
    """Answers and papers, each with whose they are: what is read, or what may have changed."""

    answers: frozenset[Thing] = frozenset()
    papers: frozenset[Thing] = frozenset()

    @classmethod
    def of(cls, plan: Plan, names: Iterable[str], subject: str | None = None) -> Reads:
        """What variables with these *names* are about for *subject*; of a list's members all where that names none."""
        found: dict[str, set[Thing]] = {"answer": set(), "paper": set()}
        for name in names:
            for sort, thing in _parts(plan, name, subject):
                found[sort].add(thing)
        return cls(frozenset(found["answer"]), frozenset(found["paper"]))

    def __or__(self, other: Reads) -> Reads:
        return Reads(self.answers | other.answers, self.papers | other.papers)

    def __sub__(self, other: Reads) -> Reads:
        return Reads(self.answers - other.answers, self.papers - other.papers)

    def meets(self, other: Reads) -> bool:
        """Whether something is in both."""
        return _meet(self.answers, other._answers) or _meet(self.papers, other._papers)

    @cached_property
    def _answers(self) -> Mapping[str, set[str | None]]:
        return _by_name(self.answers)

    @cached_property
    def _papers(self) -> Mapping[str, set[str | None]]:
        return _by_name(self.papers)


def reads(plan: Plan, outputs: Iterable[str], subject: str | None = None, opened: Opened | None = None) -> Reads:
    """Everything that *outputs* read for *subject*, and what *opened* names."""
    found = Reads.of(plan, variables(plan, outputs), subject)
    if opened is None:
        return found
    return found | Reads.of(plan, opened.names) | Reads(papers=frozenset((slot, whose(key)) for slot, key in opened.slots))


def _by_name(things: Iterable[Thing]) -> Mapping[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for name, one in things:
        found.setdefault(name, set()).add(one)
    return found


def _meet(things: Iterable[Thing], others: Mapping[str, set[str | None]]) -> bool:
    return any(name in others and (ANY in (one, *others[name]) or one in others[name]) for name, one in things)


def whose(subject: str | None) -> str | None:
    """*subject* as a thing's: ANY for all members of a list that is not answered."""
    return ANY if subject is not None and subject.endswith(f":{EVERY}") else subject


def _parts(plan: Plan, name: str, subject: str | None) -> Iterator[tuple[str, Thing]]:
    source = plan.sources.get(name)
    if isinstance(source, Between | Quantifier | Counting):
        yield from _of_source(plan, source, subject)
        return
    plain, _, own = name.partition("#")[0].partition("[")
    sort, _, rest = plain.partition("/")
    member = whose(own.removesuffix("]") or subject) or ANY
    match sort:
        case "provided" | "read":
            slot = rest.partition(".")[0]
            yield "paper", (slot, member if plan.version.slots[slot].list else None)
        case "applicant":
            yield "answer", (f"applicant.{rest}", None)
        case "member":
            # who is on the list decides whose answers there are
            yield from (("answer", (rest, member)), ("answer", (rest.partition(".")[0], member)))
        case "fact" | "list":
            yield "answer", (rest, ANY if rest in plan.version.file.lists else None)
        case _ if name == BY_AGENT:
            yield "answer", (BY_AGENT, None)


def _of_source(plan: Plan, source: Source | None, subject: str | None) -> Iterator[tuple[str, Thing]]:
    match source:
        case Between(_, left, right):
            yield from (part for side in (left, right) for part in _parts(plan, name_of(side), subject))
        case Quantifier() | Counting():
            yield "answer", (source.list.name, ANY)
            if source.inner is not None:
                for reading in readings(Said(source.inner), plan.base):
                    yield from _of_source(plan, reading.source, None)
        case variable:
            assert isinstance(variable, Variable)
            yield from _parts(plan, name_of(variable), subject)
