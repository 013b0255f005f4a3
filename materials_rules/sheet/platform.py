"""Items drafted from a platform's tables: what it says is taken over, what it does not say is 待补, for lint to find.

    records, what the place knows  ->  files of items, what has no place
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.reading.source import Plain
from materials_rules.rules.scalar import LONGEST_IDENTIFIER
from materials_rules.sheet import citation
from materials_rules.sheet.citation import Acts
from materials_rules.sheet.platform_codes import decoded
from materials_rules.sheet.platform_material import MISSING, requirement
from materials_rules.sheet.platform_table import Record
from materials_rules.sheet.rows import fault

_NUMBER: Final = re.compile(r"(\d{1,4})\s*(?:个)?\s*(工作日|自然日|日历日|W|N)?")
_NAME: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Known:
    """What the place knows: its acts, the names of its departments and of its case types."""

    acts: Acts = field(default_factory=lambda: Acts({}))
    departments: Mapping[str, str] = field(default_factory=dict)
    case_types: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Drafted:
    """Files by path, the cells that have no place, and how often 待补 stands in each file."""

    files: dict[str, Plain] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)


def draft(records: Iterable[Record], day: str, known: Known, path: str) -> Drafted:
    """Items in force from *day*, by the tables of the workbook *path*."""
    return _Drafting(list(records), day, known, path).drafted()


def gaps(value: Plain) -> int:
    """How many places of *value* are left for people."""
    if isinstance(value, str):
        return int(MISSING in value)
    return sum(map(gaps, value.values() if isinstance(value, dict) else value))


def name_of(text: str, taken: Iterable[str]) -> str:
    """A name for what is called *text*: its letters and figures; a number behind it where it is *taken*."""
    plain = _NAME.sub("", unicodedata.normalize("NFKC", text)).replace("_", "").lower()[: LONGEST_IDENTIFIER - 10]
    plain = "".join(char for char in plain if char.isalpha() or char in "0123456789")
    if not plain or not plain[0].isalpha():
        plain = f"x{plain}"
    there = set(taken)
    number = next(number for number in range(1, len(there) + 2) if (plain if number == 1 else f"{plain}-{number}") not in there)
    return plain if number == 1 else f"{plain}-{number}"


class _Drafting:
    def __init__(self, records: list[Record], day: str, known: Known, path: str) -> None:
        self.records = records
        self.day = day
        self.known = known
        self.path = path
        self.out = Drafted()

    def drafted(self) -> Drafted:
        """Every item of which there is a row."""
        items: dict[str, list[Record]] = {}
        alone = {record.text("item.item") for record in self.records if record.text("item.item")}
        for record in self.records:
            name = record.text("item.item") or (next(iter(alone)) if len(alone) == 1 else "")
            if not name and not alone:
                name = f"{MISSING}事项"
            if not name:
                self._tell(record.where, "S-NO-NAME", head="事项名称")
                continue
            items.setdefault(name, []).append(record)
        taken: list[str] = []
        for name, found in items.items():
            taken.append(name_of(name, taken))
            self.out.files[f"items/{taken[-1]}/{self.day}.yaml"] = self._item(taken[-1], name, found)
        return self.out

    def _item(self, item: str, name: str, found: list[Record]) -> Plain:
        about = Record("", False)
        for record in found:
            about.cells |= {key: said for key, said in record.cells.items() if key.startswith("item.") and key not in about.cells}
        facts: dict[str, Plain] = {}
        materials: dict[str, Plain] = {}
        for record in found:
            if called := record.text("material.material"):
                made = requirement(record, self.known.acts, facts, self._tell)
                materials[name_of(called, materials)] = made
            elif record.is_material:
                self._tell(record.where, "S-NO-NAME", head="材料名称")
        whole: dict[str, Plain] = {
            "item": item,
            "in_force_from": self.day,
            "regime": MISSING,
            "elements": self._elements(name, about, materials),
        }
        return {**whole, "facts": facts} if facts else whole

    def _elements(self, name: str, about: Record, materials: dict[str, Plain]) -> Plain:
        conditions = [line.strip() for line in about.text("item.conditions").splitlines() if line.strip()]
        steps = [line.strip() for line in re.split(r"[\n→—>]+", about.text("item.procedure")) if line.strip()]
        result = about.text("item.result")
        place: dict[str, Plain] = {"place": about.text("item.place") or MISSING}
        if hours := about.text("item.hours"):
            place["hours"] = hours
        return {
            "item_name": name,
            "item_code": about.text("item.code") or MISSING,
            "legal_basis": self._basis(about),
            "authority": self._authority(about),
            "applicant_types": self._applicants(about),
            "case_type": self._case_type(about),
            "acceptance_conditions": list(conditions) or [MISSING],
            "materials": materials,
            "procedure": [{"step": step} for step in steps] or [{"step": MISSING}],
            "statutory_limit": self._limit(about, "statutory"),
            "promised_limit": self._limit(about, "promised"),
            "application_place": place,
            "fee": self._fee(about),
            "quantity_limit": about.text("item.quantity") or MISSING,
            "result": {"document": MISSING, "name": result} if result else {"document": MISSING},
            "contact": {
                "phone": about.text("item.phone") or MISSING,
                "supervision_phone": about.text("item.complaints") or MISSING,
            },
        }

    def _basis(self, about: Record) -> Plain:
        said = about.cells.get("item.basis")
        found, unknown = citation.found_in(said.text, self.known.acts) if said else ([], [])
        if said and (unknown or not found):
            self._tell(said.where, "S-BASIS-TEXT", found="、".join(f"《{act}》" for act in unknown) or said.text)
        return found or [{"law": MISSING}]

    def _authority(self, about: Record) -> Plain:
        said = about.cells.get("item.authority")
        if said is None:
            return MISSING
        named = [name for name, called in self.known.departments.items() if called == said.text or name == said.text]
        if len(named) != 1:
            self._tell(said.where, "S-DEPARTMENT", found=said.text)
        return named[0] if len(named) == 1 else MISSING

    def _applicants(self, about: Record) -> Plain:
        said = about.cells.get("item.applicants")
        found: list[Plain] = []
        parts = re.split(r"[、,，;；/\n^]+", said.label or said.text) if said else []
        for part in parts:
            meaning = self._meaning("applicants", said.where if said else "", part, "") if part.strip() else None
            if meaning and meaning not in found:
                found.append(meaning)
        return found or [MISSING]

    def _case_type(self, about: Record) -> Plain:
        said = about.cells.get("item.case_type")
        if said is None:
            return MISSING
        meaning = self._meaning("case_type", said.where, said.text, said.label)
        called = {"instant": "即办件", "promised": "承诺件", "one_review": "一审一核件"}.get(meaning or "")
        named = [name for name, title in self.known.case_types.items() if title == called]
        if meaning is not None and not named:
            self._tell(said.where, "S-CASE-TYPE", found=said.label or said.text)
        return named[0] if named else MISSING

    def _limit(self, about: Record, which: str) -> Plain:
        said = about.cells.get(f"item.{which}")
        if said is None:
            return MISSING
        number = _NUMBER.match(said.text)
        unit = about.cells.get(f"item.{which}_unit") or about.cells.get("item.unit")
        meaning = None
        if unit is not None:
            meaning = self._meaning("unit", unit.where, unit.text, unit.label)
        elif number and number[2]:
            meaning = self._meaning("unit", said.where, number[2], "")
        if number is None or meaning is None or int(number[1]) == 0:
            self._tell(said.where, "S-LIMIT", found=said.text)
            return MISSING
        return f"{int(number[1])} {meaning.removesuffix('s') if int(number[1]) == 1 else meaning}"

    def _fee(self, about: Record) -> Plain:
        said = about.cells.get("item.fee")
        meaning = self._meaning("fee", said.where, said.text, said.label) if said else None
        if meaning == "false":
            return "none"
        if meaning == "true":
            return {"charged": "true", "standard": about.text("item.fee_standard") or MISSING, "basis": [{"law": MISSING}]}
        return {"charged": MISSING}

    def _meaning(self, about: str, where: str, text: str, label: str) -> str | None:
        found = decoded(about, text, label)
        if found.code:
            self._tell(where, found.code, **found.args)
        return found.meaning

    def _tell(self, where: str, code: str, /, **args: str) -> None:
        self.out.faults.append(fault(self.path, where, code, Severity.WARNING, **args))
