"""`check`: notices on standard output, words for people beside them, and what is asked reaches the engine."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from calling import PACKET, PLACE, Run, python


def test_check_writes_the_notice_to_stdout_and_words_to_stderr(run: Run, asked: Any) -> None:
    ended = run("check", "supplement.json")

    assert ended.out == "text: supplement 告知书\n"
    assert "X-RULESETS-USED" in ended.err


def test_a_bad_packet_does_not_stop_the_others(run: Run, asked: Any) -> None:
    ended = run("check", "supplement.json", "bad.json", "accept.json")

    assert ended.code == 30
    assert ended.out == "text: supplement 告知书\n\ntext: accept 告知书\n"
    assert "bad.json: 错误" in ended.err


def test_exit_zero_does_not_hide_what_is_no_packet(run: Run, asked: Any) -> None:
    assert run("check", "--exit-zero", "bad.json", "accept.json").code == 30


def test_several_json_notices_follow_each_other(run: Run, asked: Any) -> None:
    ended = run("check", "--format", "json", "accept.json", "accept.json")

    assert ended.out == "json: accept 告知书\n" * 2


def test_a_page_holds_one_notice(run: Run, asked: Any) -> None:
    assert run("check", "--format", "html", "accept.json").code == 0

    ended = run("check", "--format", "html", "accept.json", "accept.json")

    assert (ended.code, ended.out) == (2, "")
    assert "X-ONE-PACKET" in ended.err


def test_what_is_asked_reaches_the_engine(run: Run, asked: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "notice.json").write_text("{}")

    ended = run(
        "check", "--rulesets", "elsewhere", "--as-of", "2026-03-02", "--previous", "notice.json", "accept.json"
    )

    assert ended.code == 0
    assert asked[0]["place"] == Path("elsewhere")
    assert asked[0]["path"] == "accept.json"
    assert asked[0]["as_of"].isoformat() == "2026-03-02"
    assert asked[0]["previous"] == b"{}"
    assert ended.err == ""


def test_deadlines_are_not_counted_as_of_a_day_before_receipt(run: Run, asked: Any) -> None:
    for day, code in (("2026-03-01", 2), ("2026-03-02", 0), ("2026-03-03", 0)):
        ended = run("check", "--as-of", day, "accept.json")
        assert (ended.code, "X-AS-OF" in ended.err, bool(ended.out)) == (code, code == 2, code == 0)

    told = run("check", "--as-of", "2026-03-01", "accept.json", "bad.json")
    assert told.err.count("X-AS-OF") == 1
    assert told.code == 30


def test_the_environment_names_a_ruleset_and_is_told(
    run: Run, asked: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.setenv("MATERIALS_RULES", str(tmp_path / "mine"))

    ended = run("check", "accept.json")

    assert asked[0]["place"] == tmp_path / "mine"
    assert str(tmp_path / "mine") in ended.err


def test_no_ruleset_anywhere(run: Run, asked: Any, tmp_path: Path) -> None:
    (tmp_path / "rulesets" / "hengyang").rmdir()

    ended = run("check", "accept.json")

    assert ended.code == 2
    assert "X-RULESETS:" in ended.err


def test_standard_input(run: Run, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"supplement")))

    assert run("check", "-").code == 10
    assert (asked[0]["packet"], asked[0]["path"]) == (b"supplement", "-")


def test_closed_standard_input(run: Run, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert run("check", "-").code == 2


def test_check_stays_without_the_library_that_compares() -> None:
    script = (
        f"import sys; from materials_rules.cli import main; main(['check', {str(PACKET)!r}, '--rulesets', {str(PLACE)!r}]);"
        "print('jsonschema' in sys.modules, file=sys.stderr)"
    )

    ended = python(script, check=True)

    assert ended.stderr.split() == [b"False"]
