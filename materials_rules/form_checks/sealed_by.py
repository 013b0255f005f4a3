"""Everybody who must seal has sealed.

    sealed_by: applicant
    sealed_by: [landlord, tenant]

An electronic seal has the force of one in ink: 国务院关于在线政务服务的若干规定 art. 9.
"""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._roles import LEGAL_REPRESENTATIVE, Roles, role_name
from materials_rules.packet.document import Document

Parameter = Roles
KINDS: Final = ("unsealed",)


def criterion(parameter: tuple[str, ...]) -> dict[str, object]:
    """`{"check": "sealed_by", "roles": ["applicant"]}`."""
    return {"check": "sealed_by", "roles": list(parameter)}


def say(parameter: tuple[str, ...]) -> str:
    """Whose seals.

    >>> say(("applicant", "legal_representative"))
    '加盖申请人公章、法定代表人名章'
    """
    return f"加盖{'、'.join(map(_seal, parameter))}"


def do(parameter: tuple[str, ...], defect: Defect) -> str:
    """Put the seal on it that is not there."""
    return f"请加盖{_seal(defect.detail)}"


def judge(parameter: tuple[str, ...], document: Document, ctx: JudgeContext) -> Outcomes:
    """One defect for each whose seal is not there; further seals do no harm."""
    if document.material.sealed_by is UNSET:
        return ask("sealed_by", ctx)
    sealed = document.material.sealed_by or ()
    return tuple(_defect(role) for role in parameter if role not in sealed) or MET


def _defect(role: str) -> Defect:
    return Defect("unsealed", f"没有加盖{_seal(role)}", role)


def _seal(role: str) -> str:
    return f"{role_name(role)}{'名章' if role == LEGAL_REPRESENTATIVE else '公章'}"
