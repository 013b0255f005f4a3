"""`lint`: faults of the paths that were named, or which fault elsewhere kept it from finishing."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from calling import PLACE, ROOT, Run

import materials_rules
import materials_rules.lint
import materials_rules.render
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import RulesetInvalid, StorageFailed


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two places: one with an error in an item, one with a warning; the fault is in the text of `ruleset.yaml`."""

    def load(place: Path) -> Any:
        item = Place(str(place / "items" / "a" / "2020-01-01.yaml"), 3, 7)
        whole = Place(str(place / "ruleset.yaml"), 1, 1)
        match (place / "ruleset.yaml").read_text():
            case "error":
                raise RulesetInvalid([Diagnostic("X-FORBIDDEN", item), Diagnostic("X-MISSING", whole)])
            case "warning":
                return opened(Diagnostic("X-LARGE", whole, {"limit": "9%"}, Severity.WARNING))
            case "storage":
                raise StorageFailed([Diagnostic("X-READ", whole, {"reason": "EIO"})])
            case "uncompiled":
                return opened_as(lambda: refuse(Diagnostic("X-MISSING", whole)))
        return opened()

    def refuse(*faults: Diagnostic) -> None:
        raise RulesetInvalid(faults)

    def opened(*notes: Diagnostic) -> Any:
        return opened_as(lambda: notes)

    def opened_as(compile_all: Any) -> Any:
        return nullcontext(SimpleNamespace(compile_all=compile_all, plans=dict, ruleset=None))

    monkeypatch.setattr(materials_rules, "load", load, raising=False)
    monkeypatch.setattr(materials_rules.lint, "lint", lambda ruleset, plans, notes, as_of: notes)
    monkeypatch.chdir(tmp_path)
    for name in ("good", "error", "warning", "storage", "uncompiled"):
        place = tmp_path / "all" / name if name in ("error", "warning") else tmp_path / name
        for item in ("a", "b"):
            (place / "items" / item).mkdir(parents=True)
            (place / "items" / item / "2020-01-01.yaml").write_text("x")
        (place / "ruleset.yaml").write_text(name)
        (place / "README.md").write_text("x")
        (place / "items" / "a" / "notes.cases.yaml").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "all" / "laws.yaml").write_text("x")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["good"], 0, []),
        (["all/error"], 20, ["X-FORBIDDEN", "X-MISSING"]),
        (["all/warning"], 0, ["X-LARGE"]),
        (["--strict", "all/warning"], 20, ["X-LARGE"]),
        (["all"], 20, ["X-FORBIDDEN", "X-MISSING", "X-LARGE"]),
        (["good", "all/error", "all/error"], 20, ["X-FORBIDDEN", "X-MISSING"]),
        (["all/error/items/a/2020-01-01.yaml"], 20, ["X-FORBIDDEN"]),
        (["all/error/ruleset.yaml"], 20, ["X-MISSING"]),
        (["all/error/items/a/2020-01-01.yaml", "all/error"], 20, ["X-FORBIDDEN", "X-MISSING"]),
        (["all/warning/items/a/2020-01-01.yaml"], 0, []),
        (["all/laws.yaml"], 20, ["X-NOT-FINISHED"]),
        (["all/error/items/b/2020-01-01.yaml"], 20, ["X-NOT-FINISHED"]),
        (["--strict", "all/error/items/b/2020-01-01.yaml"], 20, ["X-NOT-FINISHED"]),
        (["all/error/items/b"], 20, ["X-NOT-FINISHED"]),
        (["all/error/items/a"], 20, ["X-FORBIDDEN"]),
        (["all/error/items"], 20, ["X-FORBIDDEN"]),
        (["all/warning/items"], 0, []),
        (["uncompiled/items/a/2020-01-01.yaml"], 0, []),
        (["uncompiled"], 20, ["X-MISSING"]),
        (["storage/items/a/2020-01-01.yaml"], 40, ["X-NOT-FINISHED"]),
        (["storage", "all/error"], 40, ["X-FORBIDDEN", "X-MISSING", "X-READ"]),
    ],
)
def test_lint_shows_what_concerns_the_paths(words: list[str], code: int, said: list[str], run: Run, places: Path) -> None:
    ended = run("lint", *words)

    assert ended.code == code
    assert [line.split()[2].rstrip(":") for line in ended.out.splitlines() if "    " not in line] == said
    told = run("lint", *words, "--format", "json")
    assert told.code == code
    assert [one["code"] for one in json.loads(told.out)["diagnostics"]] == said


def test_lint_annotates(run: Run, places: Path) -> None:
    ended = run("lint", "--format", "github", "all")

    assert ended.out.splitlines()[0].startswith("::error title=X-FORBIDDEN,file=all/error/items/a/2020-01-01.yaml,line=3,col=7::")
    assert "::warning title=X-LARGE,file=all/warning/ruleset.yaml,line=1,col=1::超过 9%25 字节" in ended.out


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nowhere", "X-MISSING"),
        ("x" * 5000, "X-MISSING"),
        ("empty", "X-NO-RULESET"),
        ("/dev/null", "X-NOT-A-FILE"),
        ("good/README.md", "X-NOT-OF-A-RULESET"),
        ("good/items/a/notes.cases.yaml", "X-NOT-OF-A-RULESET"),
        ("all/error/../README.md", "X-MISSING"),
    ],
)
def test_lint_of_what_is_no_ruleset(path: str, code: str, run: Run, places: Path) -> None:
    ended = run("lint", path)

    assert (ended.code, ended.out) == (2, "")
    assert code in ended.err


def test_lint_says_which_file_kept_it_from_finishing(run: Run, places: Path) -> None:
    ended = run("lint", "all/error/items/b")

    assert ended.out.startswith("all/error/items/b/2020-01-01.yaml: 错误 X-NOT-FINISHED: ")
    assert "2 处错误，第一处在 all/error/items/a/2020-01-01.yaml:3:7" in ended.out
    assert "`materials-rules lint all/error`" in ended.out


def test_lint_works_from_inside(run: Run, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(places / "all" / "error" / "items" / "a")

    ended = run("lint", ".")

    assert ended.code == 20
    assert "X-FORBIDDEN" in ended.out and "X-MISSING" not in ended.out


@pytest.fixture
def calendars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years of a calendar, the second with a fault."""
    folder = tmp_path / "calendars" / "cn"
    folder.mkdir(parents=True)
    for year in ("2025", "2026"):
        text = (PLACE.parent / "calendars" / "cn" / f"{year}.yaml").read_text("utf-8")
        (folder / f"{year}.yaml").write_text(text.replace("days_off", "dys_off") if year == "2026" else text, "utf-8")
    (folder / "README.md").write_text("x")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("calendars", 20, "calendars/cn/2026.yaml"),
        ("calendars/cn", 20, "calendars/cn/2026.yaml"),
        ("calendars/cn/2026.yaml", 20, "calendars/cn/2026.yaml"),
        ("calendars/cn/2025.yaml", 20, "X-NOT-FINISHED"),
    ],
)
def test_lint_of_a_calendar(path: str, code: int, said: str, run: Run, calendars: Path) -> None:
    ended = run("lint", path)

    assert ended.code == code
    assert said in ended.out
    assert "X-NO-RULESET" not in ended.err


def test_lint_of_a_sound_calendar_and_of_what_is_none(run: Run, calendars: Path) -> None:
    (calendars / "2026.yaml").unlink()

    assert (run("lint", "calendars").code, run("lint", "calendars/cn/2025.yaml").code) == (0, 0)
    assert "X-NOT-OF-A-RULESET" in run("lint", "calendars/cn/README.md").err


@pytest.mark.parametrize(("least", "said"), [("error", "错误 0。 errors 0."), ("warning", "错误 0，警告 0。 errors 0, warnings 0.")])
def test_lint_tells_graver_things_alone(least: str, said: str, run: Run) -> None:
    ended = run("lint", "--least", least, str(PLACE))

    assert (ended.code, ended.out, ended.err.strip()) == (0, "", said)


def test_what_is_not_shown_still_decides_the_end(run: Run, places: Path) -> None:
    ended = run("lint", "--strict", "--least", "error", "all/warning")

    assert (ended.code, ended.out) == (20, "")


def test_lint_tells_of_the_delivered_rules_what_their_author_should_know(run: Run) -> None:
    ended = run("lint", str(PLACE))

    assert ended.code == 0
    assert "提示 L-TAKEN-ON-SOME-DAYS: " in ended.out
    assert "警告" not in ended.out and "错误 L-" not in ended.out


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "2026/01/01", ""])
def test_lint_as_of_no_day(day: str, run: Run, places: Path) -> None:
    ended = run("lint", "--as-of", day, "good")

    assert (ended.code, ended.out) == (2, "")
    assert "X-DATE" in ended.err and "--as-of" in ended.err


def test_lint_as_of_a_day(run: Run, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[Any] = []
    monkeypatch.setattr(materials_rules.lint, "lint", lambda ruleset, plans, notes, as_of: days.append(as_of) or notes)

    assert run("lint", "--as-of", "2026-03-02", "good").code == 0
    assert [str(day) for day in days] == ["2026-03-02"]


def test_a_ruleset_that_does_not_load_shows_the_faults_of_the_loader_alone(run: Run, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(materials_rules.lint, "lint", lambda *args: pytest.fail("there is nothing to lint"))

    assert run("lint", "all/error").code == 20


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_lint_in_a_form_for_servers(form: str, run: Run, places: Path) -> None:
    ended = run("lint", "--format", form, "all")

    assert ended.code == 20
    assert "X-FORBIDDEN" in ended.out and "all/error/items/a/2020-01-01.yaml" in ended.out


def test_the_hook_names_what_the_command_reads() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    files = [path for path in sorted((ROOT / "rulesets").rglob("*.yaml")) if not path.name.endswith(".cases.yaml")]
    read = [path.relative_to(ROOT).as_posix() for path in files]

    assert hook["entry"] == "materials-rules lint"
    assert [path for path in read if not re.search(hook["files"], path)] == []
    assert not re.search(hook["files"], "rulesets/hengyang/items/a/2020-01-01.cases.yaml")
    assert not re.search(hook["files"], ".github/workflows/test.yaml")
