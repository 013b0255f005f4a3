"""What closure rests on, seen on the diagrams: no output changes with what is not there, or may not be asked for.

    Plan  ->  Result for each output that reads papers, or answers that are not always asked

This is exact for diagrams of every size, and it asks nobody what the loader refuses. A fact that is not asked for, and a field
of a paper that nobody hands in, is never told; if a requirement rested on it, it would be told one day after the notice.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from materials_rules.condition.tree import Boolean, Condition, Date, Kind, Number, OneOf, Text, Variable
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.classing import coverers
from materials_rules.plan.compile import Plan
from materials_rules.plan.cone import guarded_name
from materials_rules.plan.domain import Test, Value
from materials_rules.plan.evaluator import satisfied
from materials_rules.plan.formula import Said, readings
from materials_rules.plan.region import ANYTHING_TRUE_OR_FALSE, Region, cut, exactly, of_type
from materials_rules.plan.view import behind, cuts
from materials_rules.proof.relations import is_possible
from materials_rules.proof.result import Claim, Result
from materials_rules.rules.version import Line
from materials_rules.witness.declared import declared
from materials_rules.witness.packet import packet_of
from materials_rules.witness.situations import Situation, Wanted, situations, together
from materials_rules.witness.values import NOTHING, Scalar, plainest
from materials_rules.witness.written import Data


@dataclass(frozen=True)
class Pair:
    """Two situations that differ in some variables alone, and in what holds; `shared` is all that they have in common."""

    one: Situation
    other: Situation
    shared: Wanted


def guarded(plan: Plan) -> Iterator[Result]:
    """One result for each output of a requirement or an element, and for scope, with the situations that were compared."""
    for output in plan.outputs:
        if output.startswith(("requirement/", "element/")) or output == "scope":
            yield _of_output(plan, output)
    for line in plan.version.consistency:
        yield _of_line(plan, line)


def _of_line(plan: Plan, line: Line) -> Result:
    """That every paper that a line compares is asked for, shown or obtained in some situation; else it could not be told."""
    examined = 0
    for variable in line.same:
        if variable.kind is not Kind.SLOT_FIELD:
            continue
        output, words = f"requirement/{plan.version.slots[variable.owner].requirement}", ("ask", "obtain", "show")
        found = list(situations(plan, output))
        examined += len(found)
        if not any(f"{word}/{variable.owner}" in situation.claims[output] for situation in found for word in words):
            fault = Diagnostic("R-PROOF-UNTOLD", line.place, {"line": line.name, "name": variable.name})
            papers = {f"provided/{v.owner}": exactly(True) for v in line.same if v.kind is Kind.SLOT_FIELD}
            packet = packet_of(plan, papers, whole=True)
            return Result("told_once", f"consistency/{line.name}", examined, 0, fault, () if packet is None else (packet,))
    return Result("told_once", f"consistency/{line.name}", examined)


def _of_output(plan: Plan, output: str) -> Result:
    papers: dict[str, set[str]] = {}
    asked_if: dict[str, set[str]] = {}
    examined = 0
    for name in plan.outputs[output].diagram.variables:
        for variable in behind(plan, name):
            if variable.kind is Kind.SLOT_FIELD:
                papers.setdefault(variable.owner, set()).add(name)
            elif guarded_name(variable) in plan.version.given:
                asked_if.setdefault(guarded_name(variable), set()).add(name)
    for slot, names in papers.items():
        for pair in _pairs(plan, output, names):
            examined += 1
            code, found = _not_there(plan, slot, pair)
            if code:
                return _failed(plan, output, examined, code, slot, found)
    for fact, names in asked_if.items():
        for pair in _pairs(plan, output, names):
            examined += 1
            region = _where_false(plan, plan.version.given[fact], pair.shared)
            if region is not None:
                return _failed(plan, output, examined, "R-PROOF-UNASKED", fact, _packets(plan, pair, region))
    return Result("told_once", output, examined + sum(1 for _ in situations(plan, output)))


def _failed(plan: Plan, output: str, examined: int, code: str, name: str, packets: tuple[Data, ...]) -> Result:
    asked = plan.version.asked.get(output.removeprefix("requirement/"))
    place = Place(plan.version.path) if asked is None else asked.place
    claim: Claim = "lawful" if code == "R-PROOF-READS-TAKEN" else "told_once"
    return Result(claim, output, examined, 0, Diagnostic(code, place, {"name": name, "output": output}), packets)


def _pairs(plan: Plan, output: str, names: set[str]) -> Iterator[Pair]:
    """Every two situations of *output* that differ in *names* alone, and in what holds."""
    found = list(situations(plan, output))
    for one, other in itertools.combinations(found, 2):
        if _demanded(one) == _demanded(other) or not names & (one.wanted.keys() & other.wanted.keys()):
            continue
        shared: dict[str, Region] = {}
        for name in (one.wanted.keys() | other.wanted.keys()) - names:
            both = [side.wanted[name] for side in (one, other) if name in side.wanted]
            shared[name] = both[0] & both[-1]
        if all(shared.values()) and all(is_possible(plan, {**side.wanted, **shared}) for side in (one, other)):
            yield Pair(one, other, shared)


def _demanded(situation: Situation) -> frozenset[str]:
    """What holds, but for what nobody is asked for: that is told as such, and nothing follows from it."""
    return frozenset(c for claims in situation.claims.values() for c in claims if not c.startswith(("drop/", "obtain/")))


def _not_there(plan: Plan, slot: str, pair: Pair) -> tuple[str, tuple[Data, ...]]:
    """R-PROOF-UNREAD where a paper is not there nor need come, R-PROOF-READS-TAKEN where a class takes it away; else none."""
    requirement = plan.version.slots[slot].requirement
    absent = {**pair.shared, f"provided/{slot}": pair.shared.get(f"provided/{slot}", ANYTHING_TRUE_OR_FALSE) & exactly(False)}
    for code, within in (("R-PROOF-READS-TAKEN", pair.shared), ("R-PROOF-UNREAD", absent)):
        if not all(within.values()):
            continue
        for situation in together(plan, (f"requirement/{requirement}",), within):
            if not is_possible(plan, situation.wanted):
                continue
            claims = situation.claims[f"requirement/{requirement}"]
            is_taken = any(f"{word}/{slot}" in claims for word in ("drop", "obtain", "show"))
            sure = f"ask/{slot}" in claims and f"later/{requirement}" not in claims and _is_the_only_way(plan, requirement)
            if (is_taken and code == "R-PROOF-READS-TAKEN") or (not sure and not is_taken and code == "R-PROOF-UNREAD"):
                return code, _packets(plan, pair, situation.wanted)
    return "", ()


def _is_the_only_way(plan: Plan, requirement: str) -> bool:
    """Whether whoever meets a requirement has handed in its one paper; said again, for a proof asks the loader nothing."""
    asked = plan.version.asked[requirement]
    instead = asked.requirement.commitment or asked.requirement.deferrable or coverers(plan.version, requirement)
    return len(asked.slots) == 1 and not instead


def _packets(plan: Plan, pair: Pair, shared: Wanted) -> tuple[Data, ...]:
    """A packet in the shared situation, in which something depends on what is not there."""
    found = packet_of(plan, shared)
    return () if found is None else (found,)


def _where_false(plan: Plan, given: Condition, shared: Wanted) -> Wanted | None:
    """A part of *shared* in which *given* does not hold; None where it always does."""
    tests: dict[str, list[Test]] = {}
    kinds: dict[str, object] = {}
    for reading in readings(Said(given), plan.base):
        tests.setdefault(reading.name, []).append(reading.test)
        kinds[reading.name] = reading.source
    pieces = [_pieces(plan, name, kinds[name], shared.get(name), asked) for name, asked in tests.items()]
    for chosen in itertools.product(*pieces):
        world: dict[str, Value] = {name: value for name, (value, _) in zip(tests, chosen, strict=True)}
        narrower = {**shared, **{name: region for name, (_, region) in zip(tests, chosen, strict=True)}}
        if not satisfied(given, world, plan.base) and is_possible(plan, narrower):
            return narrower
    return None


def _pieces(plan: Plan, name: str, source: object, known: Region | None, tests: list[Test]) -> list[tuple[Value, Region]]:
    """The values of a variable that *tests* tell apart, each with the region that it stands for."""
    if not isinstance(source, Variable) or "#" in name or isinstance(source.type, Boolean) or not _is_plain(source):
        domain = next(cuts(plan, name))
        values = domain.values if known is None else tuple(value for value in domain.values if value in known)
        return [(value, Region(values=frozenset({value}))) for value in values]
    region = of_type(source.type, source.may_be_none) if known is None else known
    about = declared(plan, name)
    found = [(plainest(Scalar(about, piece)), piece) for piece in cut(region, source.type, source.may_be_none, tests)]
    return [(value, piece) for value, piece in found if value != NOTHING]


def _is_plain(source: Variable) -> bool:
    return isinstance(source.type, Number | Date | Text | OneOf)

