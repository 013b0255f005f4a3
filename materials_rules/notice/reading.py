"""What a rule reads, by the names under which an earlier notice knows it: answers as in `answers.of`, papers by their code.

    Plan, outputs  ->  Reads
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from materials_rules.condition.tree import Between, Counting, Quantifier, Variable
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import BY_AGENT, Said, Source, name_of, readings
from materials_rules.verdict.situation import Opened


@dataclass(frozen=True)
class Reads:
    """Answers without whose they are, and papers without whose they are: what is read, or what may have changed."""

    answers: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plan: Plan, names: Iterable[str]) -> Reads:
        """What variables with these *names* are about."""
        found: dict[str, set[str]] = {"answer": set(), "paper": set()}
        for name in names:
            for sort, rest in _parts(plan, name):
                found[sort].add(rest)
        return cls(frozenset(found["answer"]), frozenset(found["paper"]))

    def __or__(self, other: Reads) -> Reads:
        return Reads(self.answers | other.answers, self.papers | other.papers)

    def meets(self, other: Reads) -> bool:
        """Whether something is in both."""
        return bool(self.answers & other.answers or self.papers & other.papers)


def reads(plan: Plan, outputs: Iterable[str], opened: Opened | None = None) -> Reads:
    """Everything that *outputs* read, and what *opened* names."""
    found = Reads.of(plan, (name for output in outputs for name in plan.outputs[output].diagram.variables))
    if opened is None:
        return found
    return found | Reads.of(plan, opened.names) | Reads(papers=frozenset(slot for slot, _ in opened.slots))


def _parts(plan: Plan, name: str) -> Iterator[tuple[str, str]]:
    source = plan.sources.get(name)
    if isinstance(source, Between | Quantifier | Counting):
        yield from _of_source(plan, source)
        return
    sort, _, rest = name.partition("#")[0].partition("[")[0].partition("/")
    match sort:
        case "provided":
            yield "paper", rest
        case "read":
            yield "paper", rest.partition(".")[0]
        case "applicant":
            yield "answer", f"applicant.{rest}"
        case "member":
            # who is on the list decides whose answers there are
            yield from (("answer", rest), ("answer", rest.partition(".")[0]))
        case "fact" | "list":
            yield "answer", rest
        case _ if name == BY_AGENT:
            yield "answer", BY_AGENT


def _of_source(plan: Plan, source: Source | None) -> Iterator[tuple[str, str]]:
    match source:
        case Between(_, left, right):
            yield from (part for side in (left, right) for part in _parts(plan, name_of(side)))
        case Quantifier() | Counting():
            yield "answer", source.list.name
            if source.inner is not None:
                for reading in readings(Said(source.inner), plan.base):
                    yield from _of_source(plan, reading.source)
        case variable:
            assert isinstance(variable, Variable)
            yield from _parts(plan, name_of(variable))
