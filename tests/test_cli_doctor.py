"""`doctor`: what a machine, a place, a calendar and a cache lack, with the exit code of the gravest."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from calling import PLACE, ROOT, Run

from materials_rules.commands.doctor import is_within


def test_doctor_tells_the_same_as_text_and_as_json(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the engine's own process

    text, data = run("doctor"), run("doctor", "--format", "json")
    symptoms = json.loads(data.out)["symptoms"]

    assert text.code == data.code == 0
    assert [symptom["name"] for symptom in symptoms if symptom["state"] == "fault"] == []
    assert {"python", "engine", "encoding", "ruleset", "cache"} <= {symptom["name"] for symptom in symptoms}
    for symptom in symptoms:
        assert f" {symptom['name']}: {symptom['found']}" in text.out


def test_doctor_finds_a_broken_engine(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from materials_rules.plan.engine import Engine

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Engine, "derive", lambda *_: [frozenset(), frozenset()])

    ended = run("doctor")

    assert ended.code == 70
    assert "故障 engine" in ended.out
    assert "CPPFLAGS" in ended.out


def test_doctor_finds_a_folder_that_is_no_ruleset(run: Run, tmp_path: Path) -> None:
    ended = run("doctor", "--rulesets", str(tmp_path))

    assert ended.code == 2
    assert "故障 ruleset" in ended.out


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with a small ruleset and the calendar, to be spoiled; its folder."""
    shutil.copytree(ROOT / "tests" / "rulesets" / "base", tmp_path / "rules")
    shutil.copytree(PLACE.parent / "calendars", tmp_path / "rules" / "calendars")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the engine's own process
    monkeypatch.setenv("MATERIALS_RULES_CACHE", str(tmp_path / "cache"))
    return tmp_path / "rules" / "town"


def symptoms(run: Run, *words: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """How `doctor` ended, and what it found, by name."""
    ended = run("doctor", *words, "--format", "json")
    return ended.code, {one["name"]: one for one in json.loads(ended.out)["symptoms"]}


def test_doctor_finds_nothing_wrong_where_nothing_is(run: Run, office: Path) -> None:
    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 0
    assert {one["state"] for one in found.values()} == {"ok"}
    assert "faults 0, notes 0" in run("doctor", "--rulesets", str(office)).err


def test_doctor_compiles(run: Run, office: Path) -> None:
    path = office / "ruleset.yaml"
    text, changed = re.subn(r"(?m)^cone_cap: .*$", "cone_cap: 1", path.read_text("utf-8"))
    assert changed == 1
    path.write_text(text, "utf-8")

    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 20
    assert found["ruleset"]["state"] == "fault"
    assert "R-CONE" in "".join(found["ruleset"]["said"])
    assert run("lint", str(office)).code == 20


@pytest.mark.parametrize("spoil", ["no folder", "no calendar", "no year", "a fault"])
def test_doctor_finds_a_calendar_that_cannot_be_used(spoil: str, run: Run, office: Path) -> None:
    calendars = office.parent / "calendars"
    match spoil:
        case "no folder":
            shutil.rmtree(calendars)
        case "no calendar":
            shutil.rmtree(calendars / "cn")
        case "no year":
            for path in (calendars / "cn").iterdir():
                path.unlink()
        case "a fault":
            (calendars / "cn" / "2026.yaml").write_text("year: 2025\n")

    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 50
    assert found["calendar cn"]["state"] == "fault"
    assert found["ruleset"]["state"] == "note"


def test_doctor_passes_over_what_is_no_calendar_and_notes_one_that_is_not_used(run: Run, office: Path) -> None:
    (office.parent / "calendars" / "README.md").write_text("x")
    (office.parent / "calendars" / "hk").mkdir()

    code, found = symptoms(run, "--rulesets", str(office))

    assert code == 0
    assert [name for name in found if name.startswith("calendar")] == ["calendar cn", "calendar hk"]
    assert found["calendar hk"]["state"] == "note"


def test_doctor_looks_at_calendars_beside_a_broken_ruleset(run: Run, office: Path) -> None:
    (office / "ruleset.yaml").write_text("x: [")

    code, found = symptoms(run, "--rulesets", str(office))

    assert (code, found["ruleset"]["state"]) == (20, "fault")
    assert "calendar cn" in found


def test_doctor_works_from_inside(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)

    code, found = symptoms(run, "--rulesets", ".")

    assert (code, found["calendar cn"]["state"]) == (0, "ok")


@pytest.mark.parametrize("folder", ["/dev/null", "file", "file/below", "open to all"])
def test_doctor_notes_a_cache_that_cannot_be_used(
    folder: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "open to all").mkdir()
    (tmp_path / "open to all").chmod(0o777)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MATERIALS_RULES_CACHE", str(tmp_path / folder))

    code, found = symptoms(run)

    assert (code, found["cache"]["state"]) == (0, "note")


def test_doctor_leaves_nothing_in_the_cache(run: Run, office: Path, tmp_path: Path) -> None:
    symptoms(run, "--rulesets", str(office))
    before = sorted((tmp_path / "cache").iterdir())
    symptoms(run, "--rulesets", str(office))

    assert sorted((tmp_path / "cache").iterdir()) == before
    assert not any(path.name.startswith("doctor") for path in before)


def test_doctor_compares_versions_with_their_bounds(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    real = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "1.10.99" if name == "pydantic" else real(name))

    code, found = symptoms(run)

    assert (code, found["pydantic"]["state"]) == (70, "fault")
    assert found["msgspec"]["state"] == "ok"


@pytest.mark.parametrize(
    ("version", "bounds", "within"),
    [
        ("8.1", ">=8.1,<9", True), ("8.1.0", ">=8.1,<9", True), ("8.0.9", ">=8.1,<9", False), ("9", "<9,>=8.1", False),
        ("10.0", ">=9", True), ("2.0.28", "==2.0.28", True), ("2.0.29", "==2.0.28", False), ("3.0rc1", "<3", False),
        ("1.0", "", True), ("3.11.2", ">=3.11, <3.14", True), ("3.14.0", ">=3.11, <3.14", False), ("1.2", "!=1.2", False),
    ],
)  # fmt: skip
def test_bounds(version: str, bounds: str, within: bool) -> None:
    assert is_within(version, bounds) is within
