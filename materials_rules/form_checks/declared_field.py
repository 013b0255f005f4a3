"""A field that a ruleset reads from a material holds what the ruleset says it must.

    declaration, document, context  ->  Met, Defect or Unrecorded

It stands beside the shelf, for `reads:` is its word and every field has its own declaration. A value is
judged only as far as the declaration limits it: a field that nothing limits is met by whatever stands
there, recorded or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from materials_rules.form_checks import MET, Defect, JudgeContext, Outcomes, Unrecorded
from materials_rules.ground.catalogue import message
from materials_rules.ground.day import is_day
from materials_rules.ground.pattern import Pattern
from materials_rules.identifiers import identifiers
from materials_rules.packet.document import Document

FieldType: TypeAlias = Literal["text", "number", "date", "boolean"]

KINDS: Final = ("invalid_field", "invalid_identifier")
_TYPES: Final[dict[FieldType, str]] = {
    "text": "文字",
    "number": "数值",
    "date": "日期",
    "boolean": "“是”或者“否”",
}
_OF_ANY_FIELD: Final = frozenset({"F-EMPTY", "F-TYPE", "F-DECIMALS", "F-MINIMUM", "F-MAXIMUM", "F-MEMBER", "F-PATTERN"})


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """A field below `reads:` as its author limits it.

    *key* is the field's key and *name* what people call it; *check* is a word of the shelf of identifiers;
    *one_of* maps members to their names; *decimals* and the bounds are of a number; *told* says a pattern
    in words, and without it the applicant is shown the pattern itself; *ask* is the author's own question
    to the clerk.
    """

    key: str
    name: str
    type: FieldType = "text"
    check: str | None = None
    pattern: Pattern | None = None
    told: str | None = None
    one_of: Mapping[str, str] | None = None
    decimals: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None
    required: bool = False
    ask: str | None = None


def is_limited(declared: DeclaredField) -> bool:
    """Whether its author limits it. `decimals` alone do not: every number has them, and nobody is asked for its sake.

    >>> is_limited(DeclaredField("until", "期限", "date"))
    False
    """
    return declared.required or any(
        limit is not None
        for limit in (
            declared.check,
            declared.pattern,
            declared.one_of,
            declared.minimum,
            declared.maximum,
        )
    )


def criterion(declared: DeclaredField) -> dict[str, object]:
    """`{"check": "declared_field", "field": "until", "type": "date", "required": false}` and the limits."""
    told: dict[str, object] = {
        "check": "declared_field",
        "field": declared.key,
        "type": declared.type,
        "required": declared.required,
    }
    if declared.check is not None:
        told["identifier"] = declared.check
    if declared.pattern is not None:
        told["pattern"] = declared.pattern.text
    if declared.one_of is not None:
        told["one_of"] = list(declared.one_of)
    if declared.decimals is not None:
        told["decimals"] = declared.decimals
    if declared.minimum is not None:
        told["minimum"] = _plain(declared.minimum)
    if declared.maximum is not None:
        told["maximum"] = _plain(declared.maximum)
    return told


def say(declared: DeclaredField) -> str:
    """What must stand in the field.

    >>> say(DeclaredField("area", "面积", "number", decimals=2, minimum=Decimal(0), unit="平方米"))
    '“面积”填写数值，最多2位小数，不小于0平方米'
    """
    parts = ["必须填写"] if declared.required else []
    if declared.one_of is not None:
        parts.append(f"从下列各项中选填：{_members(declared.one_of)}")
    elif declared.check is not None:
        kind = identifiers()[declared.check]
        parts.append(f"填写{kind.NAME}（{kind.RULE}）")
    elif declared.pattern is not None:
        parts.append(f"格式为{_form(declared)}")
    else:
        parts.append(f"填写{_TYPES[declared.type]}")
    if declared.decimals is not None:
        parts.append(f"最多{declared.decimals}位小数" if declared.decimals else "不带小数")
    if declared.minimum is not None:
        parts.append(f"不小于{_plain(declared.minimum)}{declared.unit or ''}")
    if declared.maximum is not None:
        parts.append(f"不大于{_plain(declared.maximum)}{declared.unit or ''}")
    return f"“{declared.name}”{'，'.join(parts)}"


def do(declared: DeclaredField, defect: Defect) -> str:
    """Write in the field what belongs there."""
    return message(defect.detail).remedy_zh.format_map(_words(declared))


def judge(declared: DeclaredField, document: Document, ctx: JudgeContext) -> Outcomes:
    """A field left out is not recorded; `null` or blanks bear nothing, a defect only where required."""
    value = UNSET if document.material.fields is UNSET else document.material.fields.get(declared.key, UNSET)
    if isinstance(value, UnsetType):
        return (_unread(declared, ctx),) if is_limited(declared) else MET
    if value is None or (isinstance(value, str) and not value.strip()):
        return (_defect(declared, "F-EMPTY"),) if declared.required else MET
    code = _fault(declared, value, ctx)
    return MET if code is None else (_defect(declared, code),)


def _unread(declared: DeclaredField, ctx: JudgeContext) -> Unrecorded:
    return Unrecorded(f"fields.{declared.key}", declared.ask or f"请查看“{ctx.name}”上的“{declared.name}”")


def _defect(declared: DeclaredField, code: str) -> Defect:
    kind = "invalid_field" if code in _OF_ANY_FIELD else "invalid_identifier"
    return Defect(kind, message(code).zh.format_map(_words(declared)), code)


def _fault(declared: DeclaredField, value: object, ctx: JudgeContext) -> str | None:
    match declared.type, value:
        case "boolean", bool():
            return None
        case "number", int() | Decimal() if not isinstance(value, bool):
            return _fault_of_number(declared, Decimal(value))
        case "date", str():
            return None if is_day(value) else "F-TYPE"
        case "text", str():
            return _fault_of_text(declared, value, ctx)
    return "F-TYPE"


def _fault_of_number(declared: DeclaredField, number: Decimal) -> str | None:
    if not number.is_finite():
        return "F-TYPE"
    if declared.decimals is not None and _decimals(number) > declared.decimals:
        return "F-DECIMALS"
    if declared.minimum is not None and number < declared.minimum:
        return "F-MINIMUM"
    if declared.maximum is not None and number > declared.maximum:
        return "F-MAXIMUM"
    return None


def _fault_of_text(declared: DeclaredField, text: str, ctx: JudgeContext) -> str | None:
    if declared.one_of is not None and text not in declared.one_of:
        return "F-MEMBER"
    if declared.check is not None:
        fault = identifiers()[declared.check].fault(text, ctx.handed_in_on)
        if fault is not None:
            return fault
    if declared.pattern is not None and not declared.pattern.fits(text):
        return "F-PATTERN"
    return None


def _words(declared: DeclaredField) -> dict[str, str]:
    """What fills a message: words of the ruleset, and no value."""
    return {
        "name": declared.name,
        "type": _TYPES[declared.type],
        "decimals": str(declared.decimals),
        "minimum": "" if declared.minimum is None else f"{_plain(declared.minimum)}{declared.unit or ''}",
        "maximum": "" if declared.maximum is None else f"{_plain(declared.maximum)}{declared.unit or ''}",
        "members": _members(declared.one_of or {}),
        "pattern": _form(declared),
    }


def _members(one_of: Mapping[str, str]) -> str:
    return "、".join(one_of.values())


def _form(declared: DeclaredField) -> str:
    return declared.told or (declared.pattern.text if declared.pattern else "")


def _plain(number: Decimal) -> str:
    """Without an exponent and without zeros at the end of its decimals: `0`, `12.5`, `100`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimals(number: Decimal) -> int:
    """How many decimals *number* needs; `12.50` needs one."""
    return len(_plain(number).partition(".")[2])
