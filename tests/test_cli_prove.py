"""`prove` at the command line: counts, faults with packets, bounds, exit codes, and what it says when it cannot begin."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from building import written
from calling import Run

ROOT = Path(__file__).resolve().parents[1]
BASE = ROOT / "tests" / "rulesets" / "base"


GOOD, BAD = "rulesets/town/items/lease-record", "rulesets/town/items/sign"
"""Of the kept place, an item in which everything holds, and one with questions that decide nothing."""


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small place that tests keep, with the calendars of the delivered ones."""
    shutil.copytree(BASE, tmp_path / "rulesets")
    shutil.copytree(ROOT / "rulesets" / "calendars", tmp_path / "rulesets" / "calendars", dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "rulesets" / "town"


def test_an_item_in_which_all_holds(run: Run, town: Path) -> None:
    ended = run("prove", GOOD, "--workers", "1")

    assert ended.code == 0, ended.out
    assert "成立 holds" in ended.out and "FAILS" not in ended.out
    assert "situations" in ended.out and "cure steps" in ended.out
    assert "failing 0." in ended.err


def test_what_fails_is_shown_with_packets_that_check_reads(run: Run, town: Path, tmp_path: Path) -> None:
    ended = run("prove", BAD, "--witness", "packets")

    assert ended.code == 20
    assert "R-PROOF-QUESTION" in ended.out and "`route`" in ended.out
    packets = [path for path in sorted((tmp_path / "packets").iterdir()) if "route" in path.name]
    assert len(packets) == 2
    said = [run("check", "--rulesets", "rulesets/town", "--format", "json", str(path)) for path in packets]
    assert all(one.code in (0, 10, 12, 13) for one in said)
    one, other = (json.loads(path.read_text("utf-8")) for path in packets)
    assert {name for name in one if one[name] != other[name]} == {"choices"}


def test_json_holds_every_claim_with_its_counts(run: Run, town: Path) -> None:
    told = json.loads(run("prove", BAD, "--format", "json").out)

    assert told["schema"] == "prove/1" and told["diagnostics"] == []
    (version,) = told["versions"]
    assert version["item"] == "sign" and version["holds"] is False
    assert {one["claim"] for one in version["claims"]} == {"told_once", "lawful", "due", "agreeing", "matters"}
    failing = [one for one in version["claims"] if not one["holds"]]
    assert {one["fault"]["code"] for one in failing} == {"R-PROOF-QUESTION"}
    assert failing[0]["fault"]["path"].endswith(".yaml") and failing[0]["fault"]["line"] and failing[0]["witness"]
    assert all(isinstance(one["situations"], int) for one in version["claims"])


def test_only_what_the_paths_mean_is_proved(run: Run, town: Path) -> None:
    assert run("prove", GOOD).code == 0
    assert run("prove", f"{BAD}/2020-01-01.yaml").code == 20
    both = json.loads(run("prove", "rulesets/laws.yaml", "--format", "json").out)
    assert {version["item"] for version in both["versions"]} == {"sign", "lease-record"}


def test_what_is_bounded_is_said(run: Run, town: Path) -> None:
    ended = run("prove", GOOD, "--most", "2")
    assert ended.code == 0
    assert "限定 bounded" in ended.out and "proved on the diagrams alone" in ended.out


def test_a_ruleset_that_does_not_load_is_named(run: Run, town: Path) -> None:
    path = next((town / "items" / "sign").glob("*.yaml"))
    path.write_text(path.read_text("utf-8").replace("item: sign", "item: sign\nodd: 1", 1), "utf-8")
    ended = run("prove", "rulesets/town")

    assert ended.code == 20 and "R-UNKNOWN" in ended.out
    told = json.loads(run("prove", "rulesets/town", "--format", "json").out)
    assert told["versions"] == [] and told["diagnostics"]


def test_what_is_refused_only_when_compiled_does_not_hide_the_rest(run: Run, town: Path) -> None:
    path = next((town / "items" / "lease-record").glob("*.yaml"))
    text = path.read_text("utf-8")
    path.write_text(text.replace("      kind: form\n", "      kind: form\n      when: provided(record-form)\n"), "utf-8")
    told = run("prove", "rulesets/town", "--format", "json")
    read = json.loads(told.out)

    assert told.code == 20
    assert {fault["code"] for fault in read["diagnostics"]} == {"R-READ-CYCLE"}
    assert [version["item"] for version in read["versions"]] == ["sign"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["rulesets/calendars/cn"], "X-NOTHING-TO-PROVE"),
        (["nowhere"], "X-MISSING"),
        (["rulesets/town", "--witness", "rulesets/laws.yaml"], "X-NOT-A-FOLDER"),
        (["rulesets/town", "--format", "sarif"], "X-VALUE"),
        ([], "X-ARGUMENT"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, town: Path, words: list[str], code: str) -> None:
    ended = run("prove", *words)
    assert ended.code == 2
    assert code in ended.err


def test_calendars_beside_a_place_are_passed_over(run: Run, town: Path) -> None:
    told = json.loads(run("prove", "rulesets", "--format", "json").out)
    assert {version["item"] for version in told["versions"]} == {"sign", "lease-record"}


def test_a_ruleset_that_compares_needs_z3(run: Run, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is proved in part."""
    path = next((town / "items" / "lease-record").glob("*.yaml"))
    text = path.read_text("utf-8")
    head, _, rest = text.partition("\nfacts:\n")
    more: dict[str, Any] = {name: {"ask": f"{name}？", "type": "number", "decimals": "0"} for name in ("one", "two")}
    facts = written(more).replace("\n", "\n  ").rstrip()
    never = '\nnever:\n  - {when: "one > two", say: "请核对"}\n'
    path.write_text(f"{head}\nfacts:\n  {facts}\n{rest}{never}" if rest else f"{text}facts:\n  {facts}{never}", "utf-8")
    monkeypatch.setitem(sys.modules, "z3", None)
    ended = run("prove", "rulesets/town", "--workers", "1")

    assert ended.code == 2 and "X-NO-Z3" in ended.err and "materials-rules[prove]" in ended.err
    monkeypatch.undo()


def test_two_processes_say_what_one_says(run: Run, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from materials_rules.commands import prove

    alone = run("prove", "rulesets/town", "--workers", "1", "--format", "json").out
    monkeypatch.setattr(prove, "_WORTH_IT", 0)
    assert run("prove", "rulesets/town", "--workers", "2", "--format", "json").out == alone
