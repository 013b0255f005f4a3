"""The JSON Schemas: checked in as they are made, sound, true to what loads, and closed to everything outside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
from chinese import in_chinese
from editing import BASE, ITEM, edited
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from materials_rules.commands.schema import written
from materials_rules.ground.errors import MaterialsRulesError
from materials_rules.reading.keys import KEYS, WORDS
from materials_rules.reading.source import Mapping, Node, Scalar, Sequence, read_source
from materials_rules.rules.folder import Files
from materials_rules.rules.ruleset import MODELS, parse_ruleset
from materials_rules.rules.spelling import in_english
from materials_rules.schemas import all_schemas, validate_outside
from materials_rules.schemas.about import ABOUT
from materials_rules.schemas.authored import FILES, HOME
from materials_rules.writing.formatting import formatted

ROOT: Final = Path(__file__).parent.parent
CHECKED_IN: Final = ROOT / "schemas"
NAMES: Final = sorted(all_schemas())


# ---------------------------------------------------------------- what an editor sees

_BOOLEAN: Final = re.compile(r"true|True|TRUE|false|False|FALSE\Z")
_NULL: Final = re.compile(r"(?:null|Null|NULL|~|)\Z")
_WHOLE: Final = re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


def seen(node: Node) -> Any:
    """*node* as an editor types it: the core schema of YAML 1.2."""
    match node:
        case Mapping(entries=entries):
            return {key.text: seen(value) for key, value in entries}
        case Sequence(items=items):
            return [seen(item) for item in items]
        case Scalar(text=text, style="plain"):
            if _NULL.match(text):
                return None
            if re.fullmatch(_BOOLEAN, text):
                return text.lower() == "true"
            if _WHOLE.match(text):
                return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
            return float(text) if _FLOAT.match(text) else text
        case Scalar(text=text):
            return text


def in_editor(text: str) -> Any:
    return seen(read_source(text.encode(), "f.yaml").root)


def errors(name: str, data: object) -> list[str]:
    return [error.json_path for error in Draft202012Validator(all_schemas()[name]).iter_errors(data)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: true", True), ("a: yes", "yes"), ("a: 0734", 734), ("a: '0734'", "0734"), ("a: 1.10", 1.1), ("a: 2026-01-01", "2026-01-01"),
        ("a:", None), ("a: ~", None), ("a: 9:00", "9:00"), ("a: 1_000", "1_000"), ("a: .5", 0.5), ("a: 0x1F", 31), ("a: |\n  1", "1"),
        ("a: Trueish", "Trueish"),
    ],
)  # fmt: skip
def test_what_an_editor_sees(text: str, value: object) -> None:
    assert in_editor(text) == {"a": value}


# ---------------------------------------------------------------- made and checked in


def test_there_is_a_schema_for_everything_that_goes_in_and_out() -> None:
    authored = ["item", "ruleset", "departments", "sharing", "common", "laws", "disallowed", "calendar", "cases"]

    assert sorted([*authored, *(f"{name}.zh" for name in authored), "packet", "notice"]) == NAMES
    assert sorted(FILES) == sorted(authored)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_checked_in_as_it_is_made(name: str) -> None:
    """`materials-rules schema --write schemas` writes them anew."""
    assert (CHECKED_IN / f"{name}.schema.json").read_text("utf-8") == written(all_schemas()[name])


def test_nothing_else_is_checked_in() -> None:
    assert sorted(path.name for path in CHECKED_IN.iterdir()) == [f"{name}.schema.json" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_sound_and_refers_to_nothing_outside(name: str) -> None:
    schema = all_schemas()[name]
    Draft202012Validator.check_schema(schema)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{HOME}/{name}.schema.json"
    referred = set(references(schema))
    definitions = schema.get("$defs", {})
    assert isinstance(definitions, dict)
    assert all(reference.startswith("#/$defs/") for reference in referred)
    assert {reference.removeprefix("#/$defs/") for reference in referred} == set(definitions)


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def shapes(value: object) -> Iterator[dict[str, Any]]:
    """Every part of a schema that has properties."""
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            yield value
        for inner in value.values():
            yield from shapes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from shapes(inner)


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_key_says_in_both_languages_what_it_is_for(name: str) -> None:
    for shape in shapes(all_schemas()[name]):
        assert shape["additionalProperties"] is False
        for key, about in shape["properties"].items():
            assert about["title"] == f"{KEYS[key]} · {key}"
            assert re.search(r"[\u4e00-\u9fff].*。.*[A-Za-z].*\.$", about["description"]), key


def test_no_explanation_is_left_over() -> None:
    used = set()
    for name, model in FILES.items():
        for part, shape in [(model.__name__, all_schemas()[name]), *definitions_of(name)]:
            for key in shape.get("properties", ()):
                used |= {f"{part}.{key}"} if f"{part}.{key}" in ABOUT else {key}

    assert used == set(ABOUT)


def definitions_of(name: str) -> list[tuple[str, dict[str, Any]]]:
    definitions = all_schemas()[name].get("$defs", {})
    assert isinstance(definitions, dict)
    return list(definitions.items())


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_chinese_schema_is_the_english_one_in_other_words(name: str) -> None:
    english, chinese = json.dumps(all_schemas()[name]), json.dumps(all_schemas()[f"{name}.zh"])

    assert [len(shape["properties"]) for shape in shapes(all_schemas()[name])] == [
        len(shape["properties"]) for shape in shapes(all_schemas()[f"{name}.zh"])
    ]
    for shape in shapes(all_schemas()[f"{name}.zh"]):
        assert set(shape["properties"]) <= set(KEYS.values())
        assert set(shape.get("required", ())) <= set(shape["properties"])
    assert '"type": "boolean"' not in chinese
    assert ('"type": "boolean"' in english) is (json.dumps([WORDS["true"], WORDS["false"]]) in chinese)


# ---------------------------------------------------------------- true to what loads


def shipped() -> list[tuple[Path, str]]:
    """Every authored file that is delivered or kept for tests, and the name of its schema."""
    found = []
    for top in ("rulesets", "examples", "tests/rulesets"):
        for path in sorted((ROOT / top).rglob("*.yaml")):
            if not path.name.endswith(".cases.yaml"):
                inside = path.relative_to(ROOT).parts
                name = "item" if "items" in inside else "calendar" if "calendars" in inside else path.stem
                if name in FILES:
                    found.append((path, name))
    return found


SHIPPED: Final = shipped()


def is_chinese(text: str, name: str) -> bool:
    return in_english(read_source(text.encode(), "f.yaml"), FILES[name])[1] == "zh"


def called(value: object) -> str:
    return value.relative_to(ROOT).as_posix() if isinstance(value, Path) else ""


@pytest.mark.parametrize(("path", "name"), SHIPPED, ids=called)
def test_an_editor_accepts_every_shipped_file_in_both_languages(path: Path, name: str) -> None:
    written = path.read_text("utf-8")
    text = formatted(read_source(written.encode(), path.name), name, "en")

    assert errors(name + (".zh" if is_chinese(written, name) else ""), in_editor(written)) == []
    assert errors(name, in_editor(text)) == []
    chinese = in_editor(in_chinese(text, FILES[name]))
    assert errors(f"{name}.zh", chinese) == []
    assert errors(name, chinese) and errors(f"{name}.zh", in_editor(text))


def shipped_packets() -> list[Path]:
    found = []
    for path in sorted((ROOT / "examples").rglob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        if isinstance(data, dict) and "packet" in data and "schema" not in data:
            found.append(path)
    return found


@pytest.mark.parametrize("path", shipped_packets(), ids=called)
def test_every_shipped_packet_fits(path: Path) -> None:
    assert validate_outside("packet", json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", [path for path, _ in SHIPPED if "tests" not in path.relative_to(ROOT).parts], ids=called)
def test_the_first_line_leads_an_editor_to_a_schema_that_is_there(path: Path) -> None:
    text, name = path.read_text("utf-8"), dict(SHIPPED)[path]
    first = text.split("\n", 1)[0]
    led = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert led is not None
    target = (path.parent / led[1]).resolve()
    assert target.is_file() and target.parent == CHECKED_IN
    assert target.name == f"{name}{'.zh' if is_chinese(text, name) else ''}.schema.json"


MUTATIONS: Final = [
    ("item", ["elements", "fee"], None),
    ("item", ["in_force_from"], "2020-1-1"),
    ("item", ["in_force_from"], "2020-13-01"),
    ("item", ["in_force_from"], 20200101),
    ("item", ["item"], "1sign"),
    ("item", ["item"], "a b"),
    ("item", ["item"], ""),
    ("item", ["item"], None),
    ("item", ["itm"], "sign"),
    ("item", ["fields"], "ecology"),
    ("item", ["fields", 0], "ecologie"),
    ("item", ["elements"], []),
    ("item", ["elements", "item_name"], ""),
    ("item", ["elements", "item_name"], "长" * 2001),
    ("item", ["elements", "item_name"], {"value": "甲", "sourc": "乙"}),
    ("item", ["elements", "applicant_types"], ["company"]),
    ("item", ["elements", "fee"], "free"),
    ("item", ["elements", "fee"], {"charged": "no"}),
    ("item", ["elements", "authority"], [{"when": "a"}]),
    ("item", ["elements", "procedure", 1, "takes"], "2 days"),
    ("item", ["elements", "procedure", 1, "takes"], 2),
    ("item", ["elements", "materials", "drawing", "kind"], "图纸"),
    ("item", ["elements", "materials", "drawing", "knd"], "drawing"),
    ("item", ["elements", "materials", "drawing", "when"], True),
    ("item", ["elements", "materials", "drawing", "when"], ""),
    ("item", ["elements", "materials", "drawing", "over_asked"], "yes"),
    ("item", ["elements", "materials", "drawing", "hand_in", "copies"], 0),
    ("item", ["elements", "materials", "drawing", "hand_in", "copies"], 100),
    ("item", ["elements", "materials", "drawing", "hand_in", "copies"], "one"),
    ("item", ["elements", "materials", "drawing", "hand_in", "sealed"], True),
    ("item", ["elements", "materials", "drawing", "hand_in", "template"], "form"),
    ("item", ["elements", "materials", "drawing", "hand_in", "issued_within"], "90 working days"),
    ("item", ["elements", "materials", "drawing", "basis"], {}),
    ("item", ["elements", "materials", "drawing", "due_at"], "later"),
    ("item", ["elements", "materials", "2nd"], {"name": "甲"}),
    ("item", ["facts", "area", "decimals"], -1),
    ("item", ["facts", "area", "decimals"], 1.5),
    ("item", ["facts", "area", "minimum"], "1e3"),
    ("item", ["facts", "area", "type"], "decimal"),
    ("item", ["facts", "m 2"], {"ask": "甲"}),
    ("item", ["facts", "area"], {}),
    ("item", ["definitions", "high"], ["a"]),
    ("item", ["consistency", 0, "same"], ["a"]),
    ("item", ["not_for", 0, "outcome"], "not-required"),
    ("item", ["groups", 0, "materials"], {}),
    ("ruleset", ["regimes", "licensing", "notice"], "soon"),
    ("ruleset", ["regimes", "licensing", "notice"], "0 working days"),
    ("ruleset", ["on_the_spot", "missing"], "sometimes"),
    ("ruleset", ["correction"], "never"),
    ("ruleset", ["cone_cap"], "many"),
    ("ruleset", ["elements", 0, "source"], None),
    ("departments", ["departments", "city", "holds"], {"a": "b"}),
    ("sharing", ["documents", "licence", "live", 0, "from"], "2015"),
    ("common", ["materials", "power", "materials"], {}),
    ("laws", ["laws", "licensing-law", "level"], "act"),
    ("laws", ["laws", "licensing-law", "versions"], []),
    ("disallowed", ["classes", "C7_OTHER"], {}),
    ("disallowed", ["classes", "C1_NO_BASIS", "effect"], "forbid"),
    ("disallowed", ["classes", "C1_NO_BASIS", "ground", "prof"], []),
    ("disallowed", ["classes", "C1_NO_BASIS", "reasons"], []),
]  # fmt: skip
"""Schema, path, what takes its place; None takes it away."""

BASES: Final = {
    "item": BASE / ITEM,
    **{path.removesuffix(".yaml").removeprefix("../"): BASE / path for path in MODELS},
}


@pytest.mark.parametrize(("name", "path", "value"), MUTATIONS)
def test_an_editor_marks_what_does_not_load(name: str, path: list[Any], value: object) -> None:
    data = in_editor(BASES[name].read_text("utf-8"))
    assert errors(name, data) == []

    mutated = mutate(data, path, value)

    assert errors(name, mutated)
    assert {fault.code for fault in validate_outside(name, mutated)} == {"P-SCHEMA"}


def mutate(data: Any, path: list[Any], value: object) -> Any:
    changed = deepcopy(data)
    below = changed
    for step in path[:-1]:
        below = below[step]
    if value is None:
        del below[path[-1]]
    else:
        below[path[-1]] = value
    return changed


@settings(max_examples=60)
@given(st.data())
def test_what_loads_is_accepted_where_an_editor_can_know(data: st.DataObject) -> None:
    """Any part of an item taken away: what an editor marks does not load, and what loads is not marked."""
    text = BASES["item"].read_text("utf-8")
    root = read_source(text.encode(), "f.yaml").root
    spots = list(entries(root))
    start, end = data.draw(st.sampled_from(spots))
    lines = text.split("\n")
    cut = "\n".join(lines[: start - 1] + lines[end - 1 :])
    try:
        seen_by_editor = in_editor(cut)
        files, _ = edited()
        parse_ruleset(Files(files.folder, {**files.bytes_of, ITEM: cut.encode()}))
    except MaterialsRulesError:
        return

    assert errors("item", seen_by_editor) == []


def entries(node: Node) -> Iterator[tuple[int, int]]:
    """First line of every entry of a block mapping, and of the one after it."""
    if isinstance(node, Mapping):
        starts = [key.line for key, _ in node.entries]
        for (_, value), begin, after in zip(node.entries, starts, [*starts[1:], starts[-1] + 1], strict=True):
            if after > begin:
                yield begin, after
            yield from entries(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from entries(item)
