"""The six classes of material that nobody may ask for, with their conditions understood.

    disallowed.yaml  ->  ClassRule for each class

A class is decided from what is known of a material on the day of first receipt; the names that its condition may use are
the ones declared here, and nothing of an applicant is among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.parser import parse
from materials_rules.condition.scope import Declared, Names
from materials_rules.condition.tree import Boolean, Condition, Date, Kind, Number
from materials_rules.condition.typed import type_condition
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Scalar, Sequence, Source
from materials_rules.rules.law import LEVELS
from materials_rules.rules.material import CLASS_IDS
from materials_rules.rules.material import Kind as MaterialKind
from materials_rules.rules.names import closed
from materials_rules.rules.place import DisallowedClass, DisallowedFile, Reason

Effect = Literal["drop", "office_obtains", "show_instead", "material_or_commitment", "covered_by"]

VOCABULARY: Final[Mapping[str, Declared]] = {
    "kind": Declared(Kind.FACT, closed(get_args(MaterialKind))),
    "level": Declared(Kind.FACT, closed(LEVELS)),
    "citations": Declared(Kind.FACT, Number(0)),
    "citations_in_force": Declared(Kind.FACT, Number(0)),
    "citations_ended": Declared(Kind.FACT, Number(0)),
    "catch_all": Declared(Kind.FACT, Boolean()),
    "intermediary": Declared(Kind.FACT, Boolean()),
    "unrelated": Declared(Kind.FACT, Boolean()),
    "unverifiable": Declared(Kind.FACT, Boolean()),
    "held": Declared(Kind.FACT, Boolean()),
    "result_of_item": Declared(Kind.FACT, Boolean()),
    "proved_by_licence": Declared(Kind.FACT, Boolean()),
    "on_commitment_list": Declared(Kind.FACT, Boolean()),
    "covered": Declared(Kind.FACT, Boolean()),
    "duplicate": Declared(Kind.FACT, Boolean()),
    # a field may bear none, and a material need not be held by anyone
    "held_since": Declared(Kind.SLOT_FIELD, Date(), "held_since"),
    "day": Declared(Kind.FACT, Date()),
}
"""What is known of a material on a day; `held` = another office holds it and a decision to supply it is live that day."""

ORDER: Final[tuple[str, ...]] = ("C1_NO_BASIS", "C2_SHAREABLE", "C3_HELD_LICENCE", "C4_COMMITMENT", "C6_UNVERIFIABLE")
"""The first that holds decides the effect, all that hold are recorded; C5_COVERED is judged after the requirements."""


@dataclass(frozen=True)
class ClassRule:
    """One class, its condition, and the conditions of its sub-reasons."""

    id: str
    about: DisallowedClass
    when: Condition
    reasons: tuple[tuple[Reason, Condition], ...]


def understand_classes(file: DisallowedFile, source: Source) -> tuple[dict[str, ClassRule], list[Diagnostic]]:
    """The six classes in their order; with the faults of their conditions, if any."""
    faults: list[Diagnostic] = []
    rules: dict[str, ClassRule] = {}
    for id_ in CLASS_IDS:
        about = file.classes[id_]  # type: ignore[index]  # the model has all six
        when = _condition(source, ("classes", id_, "when"), faults)
        reasons = tuple(
            (reason, _condition(source, ("classes", id_, "reasons", i, "when"), faults))
            for i, reason in enumerate(about.reasons)
        )
        rules[id_] = ClassRule(id_, about, when, reasons)
    return rules, faults


def _condition(source: Source, path: tuple[str | int, ...], faults: list[Diagnostic]) -> Condition:
    node = source.root
    for step in path:
        if isinstance(node, MappingNode):
            entry = node.entry(str(step))
            assert entry is not None
            node = entry[1]
        else:
            assert isinstance(node, Sequence) and isinstance(step, int)
            node = node.items[step]
    assert isinstance(node, Scalar)
    try:
        return type_condition(parse(node.text), Names(VOCABULARY))
    except ConditionInvalid as invalid:
        faults.extend(Diagnostic(fault.code, node.place_of(fault.span.start), fault.args) for fault in invalid.faults)
        return type_condition(parse("false"), Names())
