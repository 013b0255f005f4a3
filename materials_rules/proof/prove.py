"""All claims about one version of an item, one after the other.

    Library, Version  ->  Proof
"""

from __future__ import annotations

from typing import Final

import msgspec

from materials_rules.library import Library, check
from materials_rules.notice.elements import element
from materials_rules.plan.compile import Plan
from materials_rules.proof.closure import closed
from materials_rules.proof.dueness import dueness
from materials_rules.proof.guarded import guarded
from materials_rules.proof.lawful import agreeing, lawful
from materials_rules.proof.mattering import Notice, Sketch, mattering
from materials_rules.proof.result import Proof
from materials_rules.proof.small_world import MOST_PACKETS
from materials_rules.rules.version import Version
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine_read
from materials_rules.witness.reading import situation_of
from materials_rules.witness.written import Data, text

SAID: Final = (
    "outcome",
    "matter",
    "findings",
    "conditional",
    "questions",
    "due_later",
    "not_needed",
    "office_tasks",
    "in_order",
    "not_checked",
    "deadlines",
)
"""What a notice says of a case; the rest repeats the packet, or is a digest of its answers."""


def prove(library: Library, version: Version, most: int = MOST_PACKETS) -> Proof:
    """Everything that is claimed of *version*; of one small world no more than *most* packets are searched.

    Raises RulesetInvalid where the version does not load, WrongUsage (X-NO-Z3) where z3 is needed and not installed.
    """
    plan = library.plan(version)
    results = (
        *closed(plan, most),
        *guarded(plan),
        *lawful(plan),
        *dueness(plan),
        *agreeing(plan),
        *mattering(plan, notices(library, plan), outlines(plan)),
    )
    return Proof(version.item, version.file.in_force_from, version.path, results)


def notices(library: Library, plan: Plan) -> Notice:
    """What the notice of a packet says, with the values of the elements in its situation."""

    def said(packet: Data) -> str:
        notice = check(library, text(packet).encode())
        told = {name: getattr(notice, name) for name in SAID}
        elements = {}
        if plan.version.elements:
            found = examine_read(situation_of(plan, packet))
            # two rows with one value say the same
            elements = {name: repr(element(found, name)) for name in plan.version.elements}
        return msgspec.json.encode([told, elements]).decode()

    return said


def outlines(plan: Plan) -> Sketch:
    """The ids of a notice, with what a question decides: no notice with others says the same."""

    def outlined(packet: Data) -> object:
        found = examine_read(situation_of(plan, packet))
        open_ = entries(found)
        return (
            {entry.id for entry in open_ if not entry.is_conditional},
            {entry.id for entry in open_ if entry.is_conditional},
            {asked.ask.id: asked.decides for asked in found.questions},
        )

    return outlined
