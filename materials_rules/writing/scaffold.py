"""A new item: all sixteen elements, each with a comment that says what belongs there, and its first cases.

    what the place has, the new item's id, name and day  ->  drafts of two files
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.reading.keys import Language
from materials_rules.reading.source import Path, Plain
from materials_rules.rules.canonical import sighted
from materials_rules.rules.grammar import position
from materials_rules.rules.item import ItemFile
from materials_rules.rules.place import Law, RulesetFile
from materials_rules.writing.draft import Block, Draft, Entry, Text, drafted
from materials_rules.writing.layout import lay_out
from materials_rules.writing.telling import told
from materials_rules.writing.words import Speech

OPEN: Final = "待定"
"""What stands where something still has to be written; `lint` tells of every such place."""

PERMITS: Final = "administrative-licensing-law"
FORM: Final = "application-form"
_MODELINE: Final = "# yaml-language-server: $schema=../../{}{}.schema.json"
_LATE_ENOUGH: Final = dt.date(2026, 3, 2)  # a working day of a year whose calendar is known


@dataclass(frozen=True)
class Surroundings:
    """What a place has that an item refers to: its own rules, and the ids of departments, documents and acts.

    `schemas` is the way from the folder of the place to that of the schemas, for the line that leads editors there.
    """

    place: RulesetFile
    departments: Collection[str]
    documents: Collection[str]
    laws: Mapping[str, Law]
    schemas: str = "../../schemas/"


def scaffold(item: str, name: str | None, day: dt.date, known: Surroundings, language: Language) -> Draft:
    """The file of the new *item*, in force from *day*, its keys in English: it loads, and says 待定 where nobody knows yet."""
    data = _item(item, name or OPEN, day, known)
    draft = drafted(data)
    assert isinstance(draft, Block)
    sources = {element.id: element.source for element in known.place.elements}
    elements = data["elements"]
    assert isinstance(elements, dict)
    above: dict[Path, tuple[str, ...]] = {
        ("elements", part): told(part, language, sources.get(part)) for part in elements
    }
    head = (_modeline("item", known, language), *told("file", language), "")
    below = ("", *told("facts", language), *_commented(_FACTS, (), language))
    materials = (*told("more_materials", language), *_commented(_materials(known, day), ("elements", "materials"), language))
    return Block(_with(draft, (), above, materials).entries, True, below, head)


def first_cases(day: dt.date, known: Surroundings, language: Language) -> Draft:
    """The cases of a new item: all in order, and nothing handed in."""
    whole, nothing = ("申请书齐全", "没有交申请书") if language == "zh" else ("all is in order", "no application form")
    received = max(day, _LATE_ENOUGH).isoformat()
    data: Plain = {
        "cases": [
            {
                "name": whole,
                "packet": {"received_on": received, "in_order": "true"},
                "expect": {"outcome": "accept", "findings": "none"},
            },
            {
                "name": nothing,
                "from": whole,
                "with": {"in_order": "false"},
                "expect": {"outcome": "supplement", "findings": {FORM: "missing"}},
            },
        ]
    }
    draft = drafted(data)
    assert isinstance(draft, Block)
    return Block(draft.entries, True, head=(_modeline("cases", known, language), *told("cases", language), ""))


def _modeline(kind: str, known: Surroundings, language: Language) -> str:
    return _MODELINE.format(known.schemas, f"{kind}.zh" if language == "zh" else kind)


def _item(item: str, name: str, day: dt.date, known: Surroundings) -> dict[str, Plain]:
    case_type = "promised" if "promised" in known.place.case_types else list(known.place.case_types)[-1]
    cap = known.place.case_types[case_type].cap.say("en")
    regime = "licensing" if "licensing" in known.place.regimes else next(iter(known.place.regimes))
    own = [document for document in known.documents if document == item or document.startswith(f"{item}-")]
    return {
        "item": item,
        "in_force_from": day.isoformat(),
        "regime": regime,
        "elements": {
            "item_name": name,
            "item_code": {"value": OPEN, "source": "assumption"},
            "legal_basis": [_cited(known, day, "12")],
            "authority": {"value": next(iter(known.departments)), "source": "assumption"},
            "applicant_types": {"value": ["enterprise", "individual_business"], "source": "assumption"},
            "case_type": {"value": case_type, "source": "assumption"},
            "acceptance_conditions": [{"say": OPEN}],
            "materials": {
                FORM: {
                    "name": "申请书",
                    "kind": "form",
                    "basis": [_cited(known, day, "29", "1")],
                    "hand_in": {"originals": "1", "signed_or_sealed_by": "applicant"},
                    "reads": {"name": {"name": "申请人名称", "type": "text"}},
                }
            },
            "procedure": [{"step": "受理", "takes": "1 working day"}, {"step": "审查并决定", "takes": _rest(cap)}]
            if cap.endswith("working days")
            else [{"step": "受理、审查并决定", "takes": cap}],
            "statutory_limit": _statutory(known, day),
            "promised_limit": {"limit": cap, "from": "acceptance", "source": "assumption"},
            "application_place": {"value": OPEN, "source": "assumption"},
            "fee": "none",
            "quantity_limit": "none",
            "result": {"document": next(iter([*own, *known.documents])), "name": OPEN},
            "contact": {"phone": OPEN, "supervision_phone": OPEN, "source": "assumption"},
        },
        "consistency": [{"name": "applicant-name", "same": [f"{FORM}.name", "applicant.name"]}],
    }


def _rest(cap: str) -> str:
    days = int(cap.split(" ", 1)[0]) - 1
    return f"{days} working day{'' if days == 1 else 's'}"


def _statutory(known: Surroundings, day: dt.date) -> Plain:
    limit: dict[str, Plain] = {"limit": "20 working days", "from": "acceptance"}
    if _has(known, PERMITS, day):
        return limit | {"basis": [{"law": PERMITS, "article": "42", "paragraph": "1"}, {"law": PERMITS, "article": "82"}]}
    return limit | {"source": "assumption"}


def _cited(known: Surroundings, day: dt.date, article: str, paragraph: str | None = None) -> dict[str, Plain]:
    """A provision of the licensing act, or an act of the place as an assumption where it is not entered there."""
    if not _has(known, PERMITS, day):
        in_force = [law for law in known.laws if _has(known, law, day)]
        return {"law": next(iter([*in_force, *known.laws])), "source": "assumption"}
    cited: dict[str, Plain] = {"law": PERMITS, "article": article}
    return cited | ({"paragraph": paragraph} if paragraph else {"source": "assumption"})


def _has(known: Surroundings, law: str, day: dt.date) -> bool:
    found = known.laws.get(law)
    return found is not None and found.versions[0].from_ <= day and (found.ended is None or found.ended > day)


def _with(block: Block, path: Path, above: Mapping[Path, tuple[str, ...]], materials: tuple[str, ...]) -> Block:
    """*block* with the comments of *above*, and *materials* behind its last material."""
    entries = []
    for entry in block.entries:
        assert entry.key is None or isinstance(entry.key, Text)
        step: Path = (*path, entry.key.text if entry.key else 0)
        value = _with(entry.value, step, above, materials) if isinstance(entry.value, Block) else entry.value
        entries.append(Entry(entry.key, value, above.get(step, ())))
    return Block(tuple(entries), block.is_mapping, materials if path == ("elements", "materials") else ())


def _commented(data: Plain, path: Path, language: Language) -> tuple[str, ...]:
    """*data*, which could stand at *path*, as lines of comment."""
    speech = Speech(language, sighted(data, is_of_classes=False))
    text = lay_out(drafted(data), position(ItemFile, path), speech)
    return tuple(f"# {line}".rstrip() for line in text.splitlines())


def _materials(known: Surroundings, day: dt.date) -> Plain:
    """Materials of several sorts, as examples."""
    basis: Plain = [_cited(known, day, "12")]
    licence = "business-licence" if "business-licence" in known.documents else next(iter(known.documents))
    return {
        "business-licence": {
            "name": "营业执照",
            "kind": "licence",
            "document": licence,
            "basis": basis,
            "hand_in": {"copies": "1", "show_original": "true"},
        },
        "premises": {
            "name": "场地使用权的材料",
            "any_of": {
                "ownership": {"name": "不动产权证书", "kind": "licence", "when": "not is_rented", "hand_in": {"copies": "1"}},
                "lease": {"name": "租赁合同", "kind": "contract", "when": "is_rented", "hand_in": {"copies": "1"}},
            },
            "basis": basis,
        },
        "floor-plan": {"name": "平面图", "kind": "drawing", "when": "area_m2 >= 50", "basis": basis},
    }


_FACTS: Final[Plain] = {
    "facts": {
        "is_rented": {"ask": "场地是否为租用？", "type": "boolean"},
        "area_m2": {"ask": "场地面积是多少平方米？", "type": "number", "unit": "平方米", "decimals": "2", "minimum": "0"},
        "place_kind": {"ask": "场地属于哪一类？", "one_of": {"shop": "商铺", "office": "写字楼"}},
    },
    "definitions": {"large_rented": "is_rented and area_m2 >= 50"},
}
