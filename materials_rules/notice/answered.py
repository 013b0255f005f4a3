"""One digest of what was answered: a later visit can tell whether an answer changed, and not what it was.

    Examination, what is still asked  ->  "sha256:…"

It covers the facts that the applicant answers, choices, lists with their members, the applicant's particulars, whether an
agent acts and with which powers, and what was promised. What the notice itself asks for, or says is wrong, is left out: that
is to change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from msgspec import UNSET, structs

from materials_rules.packet.model import Packet, Value, recorded
from materials_rules.verdict.examine import Examination


def answers_digest(examination: Examination, asked: Iterable[str]) -> str:
    """`sha256:` and the digest of every answer but those that *asked*, ids of questions and entries, are about."""
    about = {id_.partition("/fact/")[2] for id_ in asked if "/fact/" in id_}
    said = {name: value for name, value in _answers(examination) if not _is_among(name, about)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _is_among(name: str, about: Collection[str]) -> bool:
    """A member's answer goes with its list, and with what is asked of all members."""
    listed, dot, rest = name.partition(".")
    fact = rest.partition("[")[0]
    return name in about or bool(dot and (listed in about or f"{listed}.{fact}[{listed}:*]" in about))


def _answers(examination: Examination) -> Iterator[tuple[str, object]]:
    packet, file = examination.situation.packet, examination.situation.plan.version.file
    for name, value in {**recorded(packet.facts, {}), **recorded(packet.choices, {})}.items():
        # what the office answers is no change of the applicant's
        if name in file.facts and file.facts[name].answered_by != "office":
            yield name, _plain(value)
    if packet.applicant is not UNSET:
        particulars = structs.asdict(packet.applicant)
        yield from ((f"applicant.{name}", value) for name, value in particulars.items() if isinstance(value, str))
    lists = recorded(packet.lists, {})
    for listed, about in file.lists.items():
        for member in lists.get(listed, ()):
            subject = f"{listed}:{member.get(about.key)}"
            yield from ((f"{listed}.{name}[{subject}]", _plain(value)) for name, value in member.items())
    yield "agent", _agent(packet)
    for letter in recorded(packet.commitments, ()):
        yield f"commitment/{letter.for_}", recorded(letter.signed, None)
    for deferral in recorded(packet.deferrals, ()):
        yield f"deferral/{deferral.for_}", recorded(deferral.signed, None)


def _agent(packet: Packet) -> list[str] | None:
    agent = packet.agent
    return None if agent is UNSET or agent is None else sorted(str(power) for power in recorded(agent.powers, None) or ())


def _plain(value: Value) -> object:
    """Numbers by their value, `12.50` is `12.5`; what was chosen without its order."""
    if isinstance(value, list | tuple):
        return sorted(value)
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
