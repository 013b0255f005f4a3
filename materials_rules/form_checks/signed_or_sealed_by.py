"""Everybody who must sign or seal has done one of the two.

    signed_or_sealed_by: applicant
    signed_or_sealed_by: [landlord, tenant]
    signed_or_sealed_by: {by: applicant, in_person: true}

For where the law says 签名或者盖章 (市场主体登记管理条例实施细则 art. 15 para. 1, 民法典 art. 165): either is
enough. Who acts for whom is as with a signature.
"""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from materials_rules.form_checks import Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import unrecorded
from materials_rules.form_checks._signing import Signatures, Signing, cure, judged, lacking, said
from materials_rules.packet.document import Document

Parameter = Signing
KINDS: Final = ("unsigned", "wrong_person_signed")
_ACT: Final = "签名或者盖章"


def criterion(parameter: Signatures) -> dict[str, object]:
    """`{"check": "signed_or_sealed_by", "roles": ["applicant"], "in_person": false}`."""
    return {"check": "signed_or_sealed_by", "roles": list(parameter.by), "in_person": parameter.in_person}


def say(parameter: Signatures) -> str:
    """Who signs or seals.

    >>> say(Signatures(by=("applicant",)))
    '申请人签名或者盖章'
    """
    return said(parameter, _ACT)


def do(parameter: Signatures, defect: Defect) -> str:
    """Let the one who has done neither do one of the two."""
    return cure(parameter, defect, _ACT)


def judge(parameter: Signatures, document: Document, ctx: JudgeContext) -> Outcomes:
    """One defect for each who has done neither; a question only where the mark may be what is not recorded."""
    signed, sealed = document.material.signed_by, document.material.sealed_by
    marks = frozenset((signed or ()) if signed is not UNSET else ()) | frozenset(
        (sealed or ()) if sealed is not UNSET else ()
    )
    unseen = [word for word, recorded in (("signed_by", signed), ("sealed_by", sealed)) if recorded is UNSET]
    if unseen and lacking(parameter, marks, ctx):
        return tuple(unrecorded(word, ctx) for word in unseen)
    return judged(parameter, marks, ctx, _ACT)
