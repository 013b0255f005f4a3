"""What can be put right at the window, now, by the people who stand there.

    Situation, defects  ->  whether all of them can

A matter of the defect and of who is present, never of the material. The city says which (`on_the_spot` in ruleset.yaml).
"""

from __future__ import annotations

from collections.abc import Iterable

from materials_rules.form_checks import Defect
from materials_rules.packet.model import recorded
from materials_rules.verdict.form import agent_may
from materials_rules.verdict.situation import Situation


def on_the_spot(situation: Situation, defects: Iterable[Defect]) -> bool:
    """Whether there are defects, and the people at the window can mend all of them now."""
    found = list(defects)
    return bool(found) and all(_one(situation, defect) for defect in found)


def _one(situation: Situation, defect: Defect) -> bool:
    present = set(recorded(situation.packet.present, ()))
    applicant = bool(present & {"applicant", "legal_representative"})
    match situation.plan.ruleset.place.on_the_spot.get(defect.kind, "never"):
        case "always":
            return True
        case "signatory_present":
            role = defect.detail or "applicant"
            if role == "applicant":
                return applicant or ("agent" in present and agent_may(situation.packet, "sign"))
            return role in present
        case "agent_may_correct":
            return applicant or ("agent" in present and agent_may(situation.packet, "correct"))
        case _:
            return False
