"""Every form tells the same diagnostics; SARIF and JUnit are what their standards ask for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from linting import linted

from materials_rules.commands.lint import FORMATS
from materials_rules.ground.catalogue import message
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.lint.formats import formats, written
from materials_rules.lint.shelf import all_rules
from materials_rules.plan.engine import Engine

TEXT = """
facts:
  big: {ask: 面积是否超过十平方米？, type: boolean}
elements:
  application_place: 政务服务大厅
  fee: {charged: true, standard: '<每件 50 元> & "更多"'}
  materials:
    lease:
      name: 租赁合同
      kind: contract
      when: big or not big
      basis:
        - {law: construction-law, article: "8", source: assumption}
"""


@pytest.fixture(scope="module")
def found() -> Iterator[tuple[Diagnostic, ...]]:
    with Engine() as engine:
        yield linted(TEXT, engine)


def test_the_command_offers_every_form() -> None:
    assert sorted(FORMATS) == sorted(formats())


def test_the_example_has_every_grade(found: tuple[Diagnostic, ...]) -> None:
    assert {one.severity for one in found} == set(Severity)
    assert {"R-ALWAYS", "L-FEE-WITHOUT-LAW", "L-NO-ADDRESS", "L-BASIS-ASSUMED"} <= {one.code for one in found}


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_names_every_code(form: str, found: tuple[Diagnostic, ...]) -> None:
    told = written(form, found, False)

    assert all(one.code in told for one in found)
    assert told.endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("place", [Place(""), Place("规则 集/a b.yaml"), Place("/tmp/规则.yaml", 3), Place("a.yaml", 3, 7), Place("../x.yaml", 1, 1)])
def test_every_form_tells_any_place(form: str, place: Place) -> None:
    one = Diagnostic("X-LARGE", place, {"limit": "9\u202e\x1b%"}, Severity.WARNING, witness={"day": "2026-01-01"})

    told = written(form, [one], True)

    assert "\x1b" not in told and "\u202e" not in told
    if form == "sarif":
        faults_of_sarif(json.loads(told))
    if form == "junit":
        assert ElementTree.fromstring(told).get("failures") == "1"


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_can_tell_nothing(form: str) -> None:
    told = written(form, [], False)

    assert told == "" if form in ("text", "github") else told.endswith("\n")
    if form == "sarif":
        assert json.loads(told)["runs"][0]["results"] == []
    if form == "junit":
        assert [case.get("name") for case in ElementTree.fromstring(told).iter("testcase")] == ["lint"]


def faults_of_sarif(log: dict[str, Any]) -> None:
    """What SARIF 2.1.0 asks for in words: properties that must be there, and rules that are named by number."""
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        rules = driver["rules"]
        assert driver["name"] == "materials-rules" and run["columnKind"] == "unicodeCodePoints"
        assert len({rule["id"] for rule in rules}) == len(rules)
        for rule in rules:
            assert rule["shortDescription"]["text"] and rule["help"]["text"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert result["message"]["text"]
            for location in result.get("locations", ()):
                physical = location["physicalLocation"]
                assert physical["artifactLocation"]["uri"].isascii() and " " not in physical["artifactLocation"]["uri"]
                assert all(number >= 1 for number in physical.get("region", {}).values())


def test_sarif_is_whole(found: tuple[Diagnostic, ...]) -> None:
    log = json.loads(written("sarif", found, False))
    faults_of_sarif(log)
    run = log["runs"][0]

    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {*all_rules(), "R-ALWAYS"}
    assert [(r["ruleId"], r["locations"][0]["physicalLocation"]["region"]["startColumn"]) for r in run["results"]] == [
        (one.code, one.place.column) for one in found
    ]
    help_of = {rule["id"]: rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert "怎么改" in help_of["L-CATCH-ALL"] and "Do: " in help_of["L-CATCH-ALL"]
    assert message("R-ALWAYS").zh.split("`")[2] in help_of["R-ALWAYS"]


def test_the_fingerprint_of_a_fault_does_not_move_with_its_line() -> None:
    one, moved, other = (Diagnostic("X-LARGE", Place(path, line, 1), {"limit": "9"}) for path, line in (("a", 1), ("a", 9), ("b", 1)))
    marks = [json.loads(written("sarif", [each], False))["runs"][0]["results"][0]["partialFingerprints"] for each in (one, moved, other)]

    assert marks[0] == marks[1] != marks[2]


def test_in_junit_a_warning_fails_only_when_it_is_to(found: tuple[Diagnostic, ...]) -> None:
    def failing(strict: bool) -> list[str | None]:
        root = ElementTree.fromstring(written("junit", found, strict).encode())
        assert root.get("tests") == str(len(found))
        return [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]

    assert len(failing(False)) == sum(one.severity is Severity.ERROR for one in found)
    assert len(failing(True)) == sum(one.severity is not Severity.INFORMATION for one in found)
