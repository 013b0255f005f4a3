"""One digest of what was answered: a later visit can tell whether an answer changed, and not what it was.

    Examination, the names of the answers that may change  ->  Answered

It covers the facts that the applicant answers, choices, lists with their members, his kind and name (and his numbers where a
rule reads them), whether an agent acts and with which powers, and what was promised. What the notice asks, says is wrong or
lets be corrected is left out: that is to change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from msgspec import UNSET

from materials_rules.notice.closed_set import canonical
from materials_rules.notice.model import Answered
from materials_rules.packet.document import by_value
from materials_rules.packet.model import Packet, Value, recorded
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import BY_AGENT, involved, name_of
from materials_rules.verdict.examine import Examination


def answered(examination: Examination, asked: Iterable[str]) -> Answered:
    """The answers of a packet but those that the ids *asked* are about and those that the examination left open."""
    about = {id_.partition("/fact/")[2] for id_ in asked if "/fact/" in id_}
    about |= {plain_name(name) for name in examination.situation.opened.names}
    return answered_of(examination, sorted({name for name, _ in _answers(examination) if not _is_among(name, about)}))


def answered_of(examination: Examination, names: Collection[str]) -> Answered:
    """The answers of a packet with these *names*, so that two packets can be compared; what was not asked then is no change."""
    wanted = frozenset(names)
    said = sorted(([name, value] for name, value in _answers(examination) if name in wanted), key=canonical)
    return Answered(tuple(names), f"sha256:{hashlib.sha256(canonical(said).encode()).hexdigest()}")


def plain_name(name: str) -> str:
    """`fact/area` -> `area`, `applicant/kind` -> `applicant.kind`, `member/cars.age[cars:1]` -> `cars.age[cars:1]`."""
    sort, _, rest = name.partition("/")
    return f"applicant.{rest}" if sort == "applicant" else rest


def _is_among(name: str, about: Collection[str]) -> bool:
    """A member's answer goes with its list, and with what is asked of all members."""
    listed, dot, rest = name.partition(".")
    fact = rest.partition("[")[0]
    return name in about or bool(dot and (listed in about or f"{listed}.{fact}[{listed}:*]" in about))


def _answers(examination: Examination) -> Iterator[tuple[str, object]]:
    """What was answered of what is asked, as the packet has it; null is no answer, and nobody's own keys get into a notice."""
    packet, file = examination.situation.packet, examination.situation.plan.version.file
    for name, value in {**recorded(packet.facts, {}), **recorded(packet.choices, {})}.items():
        fact = file.facts.get(name)
        # what the office answers is no change of the applicant's
        if fact is not None and value is not None and fact.answered_by != "office":
            yield name, _plain(value)
    if packet.applicant is not UNSET:
        told = ((name, getattr(packet.applicant, name)) for name in _particulars(examination.situation.plan))
        yield from ((f"applicant.{name}", value) for name, value in told if value is not UNSET)
    lists = recorded(packet.lists, {})
    for listed, about in file.lists.items():
        if listed in lists:
            yield listed, sorted(str(member.get(about.key)) for member in lists[listed])
        for member in lists.get(listed, ()):
            fields = (name for name in about.each if member.get(name) is not None)
            yield from ((f"{listed}.{name}[{listed}:{member.get(about.key)}]", _plain(member[name])) for name in fields)
    yield BY_AGENT, _agent(packet)
    yield from ((f"commitment/{letter.for_}", recorded(letter.signed, None)) for letter in recorded(packet.commitments, ()))
    yield from ((f"deferral/{letter.for_}", recorded(letter.signed, None)) for letter in recorded(packet.deferrals, ()))


def _particulars(plan: Plan) -> Iterator[str]:
    """Who applies; his numbers only where a rule reads them, for a digest of few digits can be guessed."""
    read = {name_of(variable) for source in plan.sources.values() for variable in involved(source, plan.base)}
    yield from ("kind", "name")
    yield from (name for name in ("id", "phone") if f"applicant/{name}" in read)


def _agent(packet: Packet) -> list[str] | None:
    agent = packet.agent
    return None if agent is UNSET or agent is None else sorted(str(power) for power in recorded(agent.powers, None) or ())


def _plain(value: Value) -> object:
    """Numbers by their value, `12.50` is `12.5`; what was chosen without its order."""
    if isinstance(value, list | tuple):
        return sorted(value)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(by_value(value)) if is_number else value
