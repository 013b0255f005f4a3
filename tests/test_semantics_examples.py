"""docs/semantics.md says what rulesets mean; every example in it is run here, so that the document stays true.

    ```yaml example=NAME  ->  rules, visits  ->  the notices that it says
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from building import ITEM, refused, tiny
from noticing import noticed

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.notice.closed_set import announced, was_announced
from materials_rules.notice.model import Notice

TEXT: Final = (Path(__file__).resolve().parents[1] / "docs" / "semantics.md").read_text(encoding="utf-8")
BLOCK: Final = re.compile(r"^```yaml example=(?P<name>[\w-]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def plain(value: Any) -> Any:
    """YAML's days as the texts that a packet holds."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


EXAMPLES: Final = {found["name"]: plain(yaml.safe_load(found["text"])) for found in BLOCK.finditer(TEXT)}


def short(id_: str) -> str:
    return id_.removeprefix(f"{ITEM}/")


def told(notice: Notice, key: str, wanted: Any) -> Any:
    """What the notice says under one key of an example, in the shape that the example has."""
    entries = {short(line.id): line for line in (*notice.findings, *notice.conditional)}
    match key:
        case "outcome":
            return notice.outcome.value
        case "findings" | "conditional" | "questions" | "due_later" | "not_checked" | "office_faults":
            return [short(line.id) for line in getattr(notice, key)]
        case "kinds":
            return {name: entries[name].kind.value for name in wanted}
        case "arms":
            return {name: [arm.material for arm in entries[name].arms] for name in wanted}
        case "criteria":
            return {name: [c["check"] for arm in entries[name].arms for c in arm.criteria] for name in wanted}
        case "text":
            return {line.id.removeprefix(f"{ITEM}/"): line.if_.text for line in notice.conditional}
        case "boxes":
            rows = {short(q.id): [{b.say: [short(id_) for id_ in b.due] for b in row} for row in q.boxes] for q in notice.questions}
            return {name: found for name, found in rows.items() if found}
        case "not_needed":
            return {line.material: line.effect for line in notice.not_needed}
        case "office_tasks":
            return [task.document for task in notice.office_tasks]
        case "demands":
            return [demand.verdict for demand in notice.demands]
        case "in_order" | "extra":
            return [line.material for line in getattr(notice, key)]
        case "deadlines":
            return {name: getattr(notice.deadlines, name) for name in wanted}
        case "warnings":
            return [warning.code for warning in notice.warnings]
        case "announced":
            everything = announced(notice)
            return [name for name in wanted if was_announced(everything, f"{ITEM}/{name}")]
    raise AssertionError(f"an example has the unknown key {key}")


@pytest.mark.parametrize("name", [name for name in EXAMPLES if "visits" in EXAMPLES[name]])
def test_an_example_gives_what_it_says(name: str) -> None:
    example = EXAMPLES[name]
    previous: Notice | None = None
    for visit in example["visits"]:
        before = previous if visit.get("previous") else None
        previous = noticed(example["rules"], previous=before, **visit["packet"])
        wanted = {key: value for key, value in visit.items() if key not in ("packet", "previous")}
        assert wanted, "a visit that says nothing"
        assert {key: told(previous, key, value) for key, value in wanted.items()} == wanted


@pytest.mark.parametrize("name", [name for name in EXAMPLES if "refused" in EXAMPLES[name]])
def test_an_example_does_not_load(name: str) -> None:
    try:
        fault = refused(tiny(**EXAMPLES[name]["rules"]))
    except RulesetInvalid as invalid:
        fault = invalid

    assert fault is not None
    assert EXAMPLES[name]["refused"] in {diagnostic.code for diagnostic in fault.diagnostics}


def test_every_example_is_run_once_and_every_chapter_has_one() -> None:
    names = [found["name"] for found in BLOCK.finditer(TEXT)]
    assert len(names) == len(set(names)) == TEXT.count("example=")
    assert all({"visits", "refused"} & set(example) for example in EXAMPLES.values())
    chapters = re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
    without = [chapter.split("\n")[0] for chapter in chapters if "example=" not in chapter]
    # the types and the order of judgement are what all examples rest on
    assert without == ["1. Variables · 变量", "11. The order of judgement · 审查次序"]


def test_every_invariant_is_stated() -> None:
    assert set(re.findall(r"\*\*(I\d\d)\*\*", TEXT)) == {f"I{number:02}" for number in range(1, 19)}


def test_every_code_that_is_named_exists() -> None:
    from materials_rules.ground.catalogue import codes

    assert set(re.findall(r"`([RPKWNF]-[A-Z][A-Z-]*)`", TEXT)) <= set(codes())


def test_a_false_example_would_be_found() -> None:
    notice = noticed({"materials": {"form": {}}})

    assert told(notice, "findings", []) == ["form"] != []
    with pytest.raises(AssertionError):
        told(notice, "colour", "red")
