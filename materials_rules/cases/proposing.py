"""Cases for what no case reaches, each with what the program computes, for the author to hold against the law.

    Coverage, Reaching  ->  Proposal for each branch that needs one
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from materials_rules.cases.branches import Branch
from materials_rules.cases.coverage import Coverage, reached_by
from materials_rules.cases.draft import Draft, Key
from materials_rules.cases.elements import elements_of
from materials_rules.cases.packing import Packing, is_of_papers
from materials_rules.cases.reaching import Reaching
from materials_rules.cases.truth import truth
from materials_rules.condition.tree import Kind, Variable
from materials_rules.ground.errors import MaterialsRulesError
from materials_rules.library import Library, check
from materials_rules.notice.model import Notice
from materials_rules.plan.formula import Said, involved, name_of
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, Line, type_of
from materials_rules.witness.declared import declared
from materials_rules.witness.reading import as_handed_in
from materials_rules.witness.situations import Wanted
from materials_rules.witness.values import Scalar, candidates
from materials_rules.witness.written import shown

_MOST_SITUATIONS: Final = 12
_MOST_VALUES: Final = 8


@dataclass(frozen=True)
class Judged:
    """A proposal with what came of it: its notice, and what elements by situation come to."""

    proposal: Proposal
    notice: Notice
    elements: Mapping[str, str]


def judged(library: Library, packing: Packing, proposal: Proposal) -> Judged:
    """What comes of *proposal* now."""
    notice = check(library, packing.pack(proposal.draft, proposal.name))
    return Judged(proposal, notice, elements_of(as_handed_in(packing.plan, packing.criteria_of, proposal.packet)))


@dataclass(frozen=True)
class Proposal:
    """A case: what its packet is made of, as JSON, and the branches that it reaches and no earlier one does."""

    name: str
    draft: Draft
    packet: bytes
    reaches: tuple[Branch, ...]


def propose(reaching: Reaching, coverage: Coverage, taken: Sequence[str]) -> tuple[tuple[Proposal, ...], tuple[Branch, ...]]:
    """Proposals for what is missed, in the order of the item, and the branches for which none was found.

    A branch that an earlier proposal reaches as well needs none of its own. Names that are *taken* are not used again.
    """
    proposing = _Proposing(reaching, Packing(reaching.plan, reaching.criteria_of))
    left = list(coverage.missed)
    names = set(taken)
    found: list[Proposal] = []
    without: list[Branch] = []
    while left:
        branch = left[0]
        made = proposing.for_branch(branch)
        if made is None:
            without.append(left.pop(0))
            continue
        draft, packet = made
        reaches = reached_by(reaching, packet, left)
        name = next(name for name in _names(branch) if name not in names)
        names.add(name)
        found.append(Proposal(name, draft, packet, reaches))
        gone = {one.id for one in reaches}
        left = [one for one in left if one.id not in gone]
    return tuple(found), tuple(without)


def _names(branch: Branch) -> Iterator[str]:
    plain = f"到达：{branch.zh}".replace("`", "").rstrip("。")
    yield plain
    yield from (f"{plain}（{number}）" for number in itertools.count(2))


@dataclass(frozen=True)
class _Proposing:
    reaching: Reaching
    packing: Packing

    def for_branch(self, branch: Branch) -> tuple[Draft, bytes] | None:
        """A draft that reaches *branch*, with its packet."""
        for wanted, packet in itertools.islice(self.reaching.packets(branch), _MOST_SITUATIONS):
            plain = self._draft(wanted, packet)
            for seen in self._seen(branch, plain, packet):
                try:
                    draft = self._without_unasked(seen, branch)
                    packed = self.packing.pack(draft, branch.id)
                except MaterialsRulesError:
                    continue
                if reached_by(self.reaching, packed, (branch,)):
                    return draft, packed
        return None

    def _without_unasked(self, draft: Draft, branch: Branch) -> Draft:
        """*draft* without answers to questions that nobody is asked in its situation, where it reaches *branch* all the same."""
        version, base = self.packing.plan.version, self.packing.plan.base
        situation = self.reaching.situation(self.packing.pack(draft, branch.id))
        unasked = [name for name, given in version.given.items() if truth(Said(given), situation.value, base) is False]
        for name in unasked:
            less = draft.without_fact(name)
            if less != draft and reached_by(self.reaching, self.packing.pack(less, branch.id), (branch,)):
                draft = less
        return draft

    def _draft(self, wanted: Wanted, packet: Mapping[str, Any]) -> Draft:
        """*packet* in the short words of a case."""
        version = self.packing.plan.version
        first = version.file.in_force_from.isoformat()
        usual = self.packing.packet(Draft(), "")["applicant"]
        given = packet.get("applicant", {})
        is_usual_kind = given.get("kind", usual["kind"]) == usual["kind"]
        said = {key: value for key, value in given.items() if value != usual.get(key) and (key == "kind" or is_usual_kind)}
        papers: dict[Key, tuple[dict[str, Any], ...]] = {}
        absent: set[Key] = set()
        lines = {(line["material"], line.get("subject")): line for line in packet.get("materials", [])}
        for name, region in wanted.items():
            sort, _, rest = name.partition("/")
            slot, _, field = rest.partition(".")
            mine = [key for key in lines if key[0] == slot]
            if sort == "read" and mine:
                line = dict((papers.get(mine[0]) or ({},))[0])
                line["fields"] = {**line.get("fields", {}), field: lines[mine[0]].get("fields", {}).get(field)}
                papers[mine[0]] = (line,)
            elif sort == "provided" and True not in region:
                absent.add((rest, None))
            elif sort == "provided" and mine:
                papers.setdefault(mine[0], ({},))
        for key, field in self._held_against(wanted, lines):
            fields = {field: lines[key]["fields"][field], **(papers.get(key) or ({},))[0].get("fields", {})}
            papers[key] = ({**(papers.get(key) or ({},))[0], "fields": fields},)
        return Draft(
            free={} if packet["received_on"] == first else {"received_on": packet["received_on"]},
            applicant=said,
            agent={"powers": ["submit", "correct", "sign", "receive"]} if packet.get("agent") else None,
            names_agent=bool(packet.get("agent")),
            facts=packet.get("facts", {}),
            choices=packet.get("choices", {}),
            lists={name: tuple(members) for name, members in packet.get("lists", {}).items()},
            # nothing handed in, unless that is looked at, so that the case shows all that is due
            in_order=True if any(map(is_of_papers, wanted)) else None,
            papers=papers,
            absent=frozenset(absent),
        )

    def _held_against(self, wanted: Wanted, lines: Mapping[Key, Any]) -> Iterator[tuple[Key, str]]:
        """The fields of *lines* that comparisons and statements about lists read; a usual value would not do."""
        plan = self.reaching.plan
        read = [variable for name in wanted for variable in involved(plan.sources.get(name), plan.base)]
        for variable in read:
            field = variable.name.removeprefix(f"{variable.owner}.")
            for key, line in lines.items():
                if variable.kind is Kind.SLOT_FIELD and key[0] == variable.owner and field in line.get("fields", {}):
                    yield key, field

    def _seen(self, branch: Branch, draft: Draft, packet: Mapping[str, Any]) -> Iterator[Draft]:
        """*draft* and, where more must be seen than its situation, with that: a letter, a difference, a look-up."""
        version = self.packing.plan.version
        match branch.sees:
            case "commitments" | "deferrals":
                draft = replace(draft, in_order=True)
                slots = frozenset((slot.id, None) for slot in version.asked[branch.of].slots)
                letters: Any = {branch.sees: {branch.of: {"signed": True}}}
                facts = {**draft.facts, SERIOUS_BAD_CREDIT: False}
                yield replace(draft, facts=facts, absent=draft.absent | slots, **letters)
            case "same" | "differs":
                line = next(line for line in version.consistency if line.name == branch.of)
                draft = replace(draft, in_order=True)
                yield draft
                with_found = replace(draft, obtained={**draft.obtained, **self._look_ups(line)})
                yield with_found
                if branch.sees == "differs":
                    for one in (draft, with_found):
                        yield from self._differing(one, line)
            case _:
                yield draft
                # what no rule asks for, and a condition reads all the same
                all_: dict[Key, Any] = {(one["material"], one.get("subject")): ({},) for one in packet.get("materials", [])}
                yield replace(draft, papers={**all_, **draft.papers})

    def _look_ups(self, line: Line) -> dict[str, dict[str, Any]]:
        """Everything that a line compares and that the office may get, found."""
        slots = [self.packing.plan.version.slots[v.owner] for v in line.same if v.kind is Kind.SLOT_FIELD]
        return {slot.arm.document: {"status": "found"} for slot in slots if slot.arm.document}

    def _differing(self, draft: Draft, line: Line) -> Iterator[Draft]:
        """*draft* with one of the papers or answers of a line saying something else."""
        whole = msgspec.json.decode(self.packing.pack(draft, line.name))
        for variable in line.same:
            if variable.kind is Kind.APPLICANT:
                key = variable.name.removeprefix("applicant.")
                for value in self._others(variable, whole["applicant"].get(key)):
                    yield replace(draft, applicant={**draft.applicant, key: value})
            if variable.kind is not Kind.SLOT_FIELD:
                continue
            field = variable.name.removeprefix(variable.owner + ".")
            document = self.packing.plan.version.slots[variable.owner].arm.document or ""
            if document in draft.obtained:
                found = next(one for one in whole["obtained"] if one["document"] == document)
                for value in self._others(variable, found.get("fields", {}).get(field)):
                    look_up = {**draft.obtained[document], "fields": {field: value}}
                    yield replace(draft, obtained={**draft.obtained, document: look_up})
            for one in whole["materials"]:
                if one["material"] == variable.owner:
                    paper_key = (variable.owner, one.get("subject"))
                    for value in self._others(variable, one.get("fields", {}).get(field)):
                        yield replace(draft, papers={**draft.papers, paper_key: ({"fields": {field: value}},)})

    def _others(self, variable: Variable, borne: Any) -> Iterator[Any]:
        """Values of a variable other than what it has."""
        about = declared(self.packing.plan, name_of(variable))
        scalar = Scalar(about, about.region.without(None), 10**about.decimals)
        type_ = type_of(self.packing.plan.version.read(variable)) if variable.kind is Kind.SLOT_FIELD else about.type
        values = (shown(value, type_) for value in itertools.islice(candidates(scalar), _MOST_VALUES) if value is not None)
        yield from (value for value in values if value != borne)
