"""Everybody who must sign has signed.

    signed_by: applicant
    signed_by: [landlord, tenant]
    signed_by: {by: applicant, in_person: true}

For a legal person its legal representative signs (民法典 art. 61 para. 2), so his signature is the
applicant's. An agent whose authority includes signing may sign for the applicant, unless the signature must
be in person.
"""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from materials_rules.form_checks import Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._signing import Signatures, Signing, cure, judged, said
from materials_rules.packet.document import Document

Parameter = Signing
KINDS: Final = ("unsigned", "wrong_person_signed")
_ACT: Final = "签名"


def criterion(parameter: Signatures) -> dict[str, object]:
    """`{"check": "signed_by", "roles": ["applicant"], "in_person": false}`."""
    return {"check": "signed_by", "roles": list(parameter.by), "in_person": parameter.in_person}


def say(parameter: Signatures) -> str:
    """Who signs.

    >>> say(Signatures(by=("applicant",)))
    '申请人签名'
    """
    return said(parameter, _ACT)


def do(parameter: Signatures, defect: Defect) -> str:
    """Let the one who has not signed sign."""
    return cure(parameter, defect, _ACT)


def judge(parameter: Signatures, document: Document, ctx: JudgeContext) -> Outcomes:
    """One defect for each whose signature is lacking; where somebody else signed, `wrong_person_signed`."""
    if document.material.signed_by is UNSET:
        return ask("signed_by", ctx)
    return judged(parameter, frozenset(document.material.signed_by or ()), ctx, _ACT)
