"""Complete tiny rulesets and plans for tests, written as Python data or YAML text and read by the real readers.

    tiny(materials={"lease": {}}, facts={"rented": "boolean"})  ->  Ruleset;  plan_of(ruleset)  ->  Plan

Everything that a ruleset needs and a test does not speak of is filled in: the sixteen elements, a place, one department,
two acts, the six classes of the delivered `disallowed.yaml`. Nothing touches a disk but that one file.

    tiny(
        materials={"lease": {"when": "rented", "reads": {"area": {"type": "number", "decimals": 2}}}},
        facts={"rented": "boolean", "storeys": {"type": "number", "decimals": 0, "given": "rented"}},
        never=["rented and owned"],
    )

A material gets a name, kind `other`, a basis; a fact may be written as its type alone; a line of `never` or `not_for` as
its condition alone. `items={...}` gives several items, each as a mapping of the same keys or as YAML text.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.compile import Plan, compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.folder import Files
from materials_rules.rules.ruleset import Ruleset, parse_ruleset
from materials_rules.rules.version import Version

Data = Mapping[str, Any]

ITEM: Final = "permit"
"""The item of a ruleset that names none."""

FROM: Final = "2020-01-01"
"""The day from which it is in force."""

BASIS: Final[dict[str, str]] = {"law": "act", "article": "4", "paragraph": "1"}

LAWS: Final[dict[str, Any]] = {
    "act": {"title": "试验法", "level": "law", "versions": [{"from": "1990-01-01", "by": "试验", "articles": 60}]},
    "measures": {"title": "试验办法", "level": "rule", "versions": [{"from": "1990-01-01", "by": "试验", "articles": 60}]},
}
"""`act` is a law, `measures` a departmental rule; both of sixty articles since 1990."""

DEPARTMENTS: Final[dict[str, Any]] = {"bureau": {"name": "试验局"}, "holder": {"name": "持证局"}}

PLACE: Final[dict[str, Any]] = {
    "ruleset": "tiny",
    "name": "试验市",
    "region": "430400",
    "case_types": {"promised": {"name": "承诺件", "cap": "10 working days"}},
    "elements": [{"id": name, "name": name, "source": "assumption"} for name in ELEMENTS],
    "regimes": {"licensing": {"notice": "5 working days", "packet": "kept", "deemed_acceptance": "from_receipt", "basis": [BASIS]}},
    "deferral_rules": {"case_types": ["promised"], "excluded_fields": [], "longest": "promised"},
    "on_the_spot": {
        "insufficient_copies": "always",
        "missing": "never",
        "unsigned": "signatory_present",
        "contradictory_answers": "always",
        "question": "always",
    },
    "correction": "none",
    "office": {"name": "试验窗口"},
    "legal_ground": {
        outcome: [BASIS] for outcome in ("not_required", "not_competent", "fix_on_spot", "supplement", "accept")
    },
}

OUTER: Final[dict[str, Any]] = {
    "item_name": "试验许可",
    "item_code": "000000000000",
    "legal_basis": [BASIS],
    "authority": "bureau",
    "applicant_types": ["enterprise", "natural_person"],
    "case_type": "promised",
    "acceptance_conditions": ["符合条件"],
    "procedure": [{"step": "审查", "takes": "2 working days"}],
    "statutory_limit": {"limit": "5 working days", "from": "acceptance"},
    "promised_limit": {"limit": "2 working days", "from": "acceptance"},
    "application_place": "试验大厅",
    "fee": "none",
    "quantity_limit": "无",
    "result": {"document": "permit-licence"},
    "contact": {"phone": "1", "supervision_phone": "2"},
}
"""Fifteen of the sixteen elements; the other is `materials`."""


def tiny(
    materials: Mapping[str, Any] | None = None,
    *,
    items: Mapping[str, Any] | None = None,
    laws: Data | None = None,
    departments: Data | None = None,
    documents: Data | None = None,
    common: Data | None = None,
    place: Data | None = None,
    disallowed: str | None = None,
    **item: Any,
) -> Ruleset:
    """The ruleset with these parts. Raises RulesetInvalid as the real reader does.

    *laws*, *departments* and *place* add to, or replace single entries of, those of this module; *documents* is the
    register of sharing, *common* the materials owed in every item, *disallowed* a whole `disallowed.yaml`. What else is
    named are keys of the one item (`facts`, `never`, `in_force_from`, …), unless *items* gives all of them.
    """
    return parse_ruleset(
        files(
            materials,
            items=items,
            laws=laws,
            departments=departments,
            documents=documents,
            common=common,
            place=place,
            disallowed=disallowed,
            **item,
        )
    )


def files(
    materials: Mapping[str, Any] | None = None,
    *,
    items: Mapping[str, Any] | None = None,
    laws: Data | None = None,
    departments: Data | None = None,
    documents: Data | None = None,
    common: Data | None = None,
    place: Data | None = None,
    disallowed: str | None = None,
    folder: str = "rulesets/tiny",
    **item: Any,
) -> Files:
    """The files of such a ruleset; what the keys mean is said at `tiny`."""
    if items is None:
        items = {ITEM: {"materials": materials or {}, **item}}
    found = {
        "ruleset.yaml": written({**PLACE, **(place or {})}),
        "departments.yaml": written({"departments": {**DEPARTMENTS, **(departments or {})}}),
        "sharing.yaml": written({"documents": _documents(items, documents or {})}),
        "common.yaml": written({"materials": {name: material(name, about) for name, about in (common or {}).items()}}),
        "../laws.yaml": written({"laws": {**LAWS, **(laws or {})}}),
        "../disallowed.yaml": delivered_classes() if disallowed is None else disallowed,
    }
    for name, about in items.items():
        for version in about if isinstance(about, Sequence) and not isinstance(about, str) else [about]:
            if isinstance(version, str):
                first = next(line.split(":")[1].strip() for line in version.splitlines() if line.startswith("in_force_from"))
                found[f"items/{name}/{first}.yaml"] = version
            else:
                found[f"items/{name}/{version.get('in_force_from', FROM)}.yaml"] = written(item_file(name, version))
    return Files(folder, {path: text.encode() for path, text in found.items()})


def item_file(name: str, about: Data) -> dict[str, Any]:
    """The content of an item's file, filled up; `elements` in *about* replaces single elements."""
    rest = {key: value for key, value in about.items() if key not in ("materials", "elements")}
    rest["facts"] = {fact: _fact(fact, what) for fact, what in rest.get("facts", {}).items()}
    rest["lists"] = {listed: _list(listed, what) for listed, what in rest.get("lists", {}).items()}
    rest["never"] = [_line(line, {"say": "不可能"}) for line in rest.get("never", ())]
    rest["not_for"] = [
        _line(line, {"say": "不需要", "outcome": "not_required", "instead": {"publish_within": "10 calendar days"}, "basis": [BASIS]})
        for line in rest.get("not_for", ())
    ]
    rest["groups"] = [
        {**group, "name": group.get("name", "情形"), "materials": {m: material(m, what) for m, what in group["materials"].items()}}
        for group in rest.get("groups", ())
    ]
    materials = {m: material(m, what) for m, what in about.get("materials", {}).items()}
    return {
        "item": name,
        "in_force_from": about.get("in_force_from", FROM),
        "regime": "licensing",
        **{key: value for key, value in rest.items() if value not in ({}, [])},
        "elements": {**OUTER, "materials": materials, **about.get("elements", {})},
    }


def material(name: str, about: Data | None) -> dict[str, Any]:
    """One material, filled up: name, kind `other`, a basis, and names for the fields that it reads."""
    found = dict(about or {})
    if "any_of" in found:
        found["any_of"] = {arm: _arm(arm, what) for arm, what in found["any_of"].items()}
    else:
        found = _arm(name, found)
    return {"basis": [BASIS], **found}


def _arm(name: str, about: Data | None) -> dict[str, Any]:
    found = {"name": f"材料{name}", "kind": "other", **(about or {})}
    if "reads" in found:
        found["reads"] = {field: {"name": f"栏目{field}", **what} for field, what in found["reads"].items()}
    return found


def _fact(name: str, about: Any) -> dict[str, Any]:
    found = {"type": about} if isinstance(about, str) else dict(about)
    if found.get("type") == "number":
        found.setdefault("decimals", 0)
    for key in ("one_of", "some_of"):
        if isinstance(found.get(key), list | tuple):
            found[key] = {member: f"选项{member}" for member in found[key]}
    return {"ask": f"{name}？", **found}


def _list(name: str, about: Data) -> dict[str, Any]:
    found = {"ask": f"{name}？", "name": f"清单{name}", **about}
    found["each"] = {fact: _fact(fact, what) for fact, what in found.get("each", {}).items()}
    return found


def _line(about: Any, more: Data) -> dict[str, Any]:
    return {"when": about, **more} if isinstance(about, str) else {**more, **about}


def _documents(items: Mapping[str, Any], given: Data) -> dict[str, Any]:
    """The register of documents: those given, and every one that a material names, shared by nobody."""
    found: dict[str, Any] = {}

    def walk(value: Any) -> None:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                if key == "document" and isinstance(inner, str):
                    found[inner] = {"name": inner}
                elif key == "proved_by":
                    found.update({one: {"name": one} for one in ([inner] if isinstance(inner, str) else inner)})
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    walk(items)
    found.update({name: {"name": name, **about} for name, about in given.items()})
    return found


@cache
def delivered_classes() -> str:
    """The delivered `disallowed.yaml` with every citation changed to `act`, so that the delivered acts are not needed."""
    path = Path(__file__).resolve().parents[1] / "rulesets" / "disallowed.yaml"
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        head, found, _ = line.partition("- {law:")
        lines.append(f'{head}- {{law: act, article: "4"}}' if found else line)
    return "\n".join(lines) + "\n"


def written(value: Any) -> str:
    """*value* as YAML in block style, every scalar in double quotes on a line of its own."""
    return "\n".join(_yaml(value, 0)) + "\n"


def _yaml(value: Any, indent: int) -> list[str]:
    pad = " " * indent
    lines: list[str] = []
    if isinstance(value, Mapping):
        for key, inner in value.items():
            lines += _entry(f"{pad}{_key(key)}:", inner, indent)
    else:
        for inner in value:
            if isinstance(inner, Mapping) and inner:
                first, *rest = _yaml(inner, indent + 2)
                lines += [f"{pad}- {first.strip()}", *rest]
            else:
                lines += _entry(f"{pad}-", inner, indent)
    return lines


def _entry(head: str, value: Any, indent: int) -> list[str]:
    if isinstance(value, Mapping | list | tuple):
        if not value:
            return [f"{head} {'{}' if isinstance(value, Mapping) else '[]'}"]
        return [head, *_yaml(value, indent + 2)]
    return [f"{head} {_scalar(value)}"]


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else _scalar(key)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value if isinstance(value, str) else str(value), ensure_ascii=False)


def version_of(ruleset: Ruleset, item: str = ITEM, day: str | None = None) -> Version:
    """The version of *item* on *day* (YYYY-MM-DD); the oldest when no day is given."""
    if day is None:
        return ruleset.items[item][0]
    found = ruleset.version(item, dt.date.fromisoformat(day))
    assert found is not None
    return found


def plan_of(ruleset: Ruleset, item: str = ITEM, day: str | None = None, engine: Engine | None = None) -> Plan:
    """The plan of *item*. Raises RulesetInvalid with the refusals. Give an *engine* to use one process for many plans."""
    version = version_of(ruleset, item, day)
    if engine is not None:
        return compile_version(ruleset, version, engine)
    with Engine() as own:
        return compile_version(ruleset, version, own)


def refused(ruleset: Ruleset, item: str = ITEM, engine: Engine | None = None) -> RulesetInvalid | None:
    """Why the item does not load; None when it does."""
    try:
        plan_of(ruleset, item, engine=engine)
    except RulesetInvalid as invalid:
        return invalid
    return None
