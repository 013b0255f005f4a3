"""The form in the prescribed version was filled in.

    template: outdoor-advertising-form@2024
    template: [outdoor-advertising-form@2023, outdoor-advertising-form@2024]

A template is written as form and version; a packet records the one that was used in the same way.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from msgspec import UNSET
from pydantic import AfterValidator, BeforeValidator, Field

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes
from materials_rules.form_checks._asking import ask
from materials_rules.form_checks._written import fault
from materials_rules.packet.document import Document

_TEMPLATE: Final = r"^[^@\s]{1,80}@[^@\s]{1,80}$"


def _template(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(_TEMPLATE, value):
        return value
    raise fault("R-FORM-TEMPLATE")


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _each_once(templates: tuple[str, ...]) -> tuple[str, ...]:
    if not templates:
        raise fault("R-FORM-TEMPLATE")
    for place, template in enumerate(templates):
        if template in templates[:place]:
            raise fault("R-FORM-TWICE", word=template)
    return templates


Template = Annotated[str, BeforeValidator(_template, json_schema_input_type=Annotated[str, Field(pattern=_TEMPLATE)])]
Parameter = Annotated[
    tuple[Template, ...],
    AfterValidator(_each_once),
    BeforeValidator(_one_or_many, json_schema_input_type=Template | tuple[Template, ...]),
]
KINDS: Final = ("outdated_template",)


def criterion(parameter: tuple[str, ...]) -> dict[str, object]:
    """`{"check": "template", "one_of": ["outdoor-advertising-form@2024"]}`."""
    return {"check": "template", "one_of": list(parameter)}


def say(parameter: tuple[str, ...]) -> str:
    """Which version of which form.

    >>> say(("outdoor-advertising-form@2024",))
    '使用outdoor-advertising-form（2024版）样式'
    """
    return f"使用{_names(parameter)}样式"


def do(parameter: tuple[str, ...], defect: Defect) -> str:
    """Fill in the right one."""
    return f"请改用{_names(parameter)}样式填写"


def judge(parameter: tuple[str, ...], document: Document, ctx: JudgeContext) -> Outcomes:
    """The version that the document bears must be one of those; bearing none is not enough."""
    if document.material.template is UNSET:
        return ask("template", ctx)
    if document.material.template is None:
        return (Defect("outdated_template", "没有使用规定的样式"),)
    if document.material.template in parameter:
        return MET
    return (Defect("outdated_template", "使用的样式不是规定的版本"),)


def _names(templates: tuple[str, ...]) -> str:
    pairs = (template.split("@") for template in templates)
    return "或者".join(f"{form}（{version}版）" for form, version in pairs)
