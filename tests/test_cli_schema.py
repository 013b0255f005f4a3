"""`schema`: schemas listed, printed, written; and `--validate`, which reads as strictly as `check` and shows no value."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from calling import PACKET, ROOT, SECRET, Run, process

from materials_rules.commands import _intake


@pytest.fixture
def schemas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stands for the registry of schemas."""
    registry = SimpleNamespace(all_schemas=lambda: {"packet": {"title": "申请件"}, "item": {"title": "事项"}})
    monkeypatch.setitem(sys.modules, "materials_rules.schemas", registry)
    return tmp_path


def test_schema_lists_and_prints(run: Run, schemas: Path) -> None:
    assert run("schema").out == "item\npacket\n"
    assert run("schema", "packet").out == '{\n  "title": "申请件"\n}\n'


def test_schema_writes_what_it_prints(run: Run, schemas: Path) -> None:
    ended = run("schema", "--write", str(schemas))

    assert (ended.code, ended.out) == (0, "")
    for name in ("item", "packet"):
        assert (schemas / f"{name}.schema.json").read_text("utf-8") == run("schema", name).out


@pytest.mark.parametrize(
    ("words", "code"),
    [(["packt"], "X-SCHEMA"), (["--write", "nowhere"], "X-MISSING"), (["--write", __file__], "X-NOT-A-FOLDER")],
)
def test_schema_used_wrongly(words: list[str], code: str, run: Run, schemas: Path) -> None:
    ended = run("schema", *words)

    assert (ended.code, ended.out) == (2, "")
    assert code in ended.err


def test_schema_says_when_docstrings_are_gone() -> None:
    ended = process("schema", "packet", PYTHONOPTIMIZE="2")

    assert ended.returncode == 0
    assert "X-NO-WORDS" in ended.stderr.decode()
    assert process("schema", "packet", PYTHONOPTIMIZE="1").stderr == b""


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files that strangers sent."""
    good = json.loads(PACKET.read_text("utf-8"))
    monkeypatch.chdir(tmp_path)
    spoiled = {
        "good": good,
        "bad": {**good, "received_on": SECRET, "facts": {"张三": {"a": SECRET}}, SECRET: 1},
        "remote": {**good, "$schema": "http://127.0.0.1:9/x.json", "facts": {"$ref": "http://127.0.0.1:9/x.json"}},
        "list": [1],
    }
    for name, data in spoiled.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    (tmp_path / "cut.json").write_text('{"packet": "' + SECRET)
    (tmp_path / "twice.json").write_text(json.dumps(good)[:-1] + f', "packet": "{SECRET}", "round": 1e400}}')
    (tmp_path / "deep.json").write_text("[" * 40 + "]" * 40)
    return tmp_path


def test_validate_lets_through_what_fits(run: Run, sent: Path) -> None:
    ended = run("schema", "packet", "--validate", "good.json", "remote.json")

    assert (ended.code, ended.out) == (0, "")
    assert "good.json: 符合 packet。 It fits packet." in ended.err


def test_validate_names_places_in_two_languages_and_never_a_value(run: Run, sent: Path) -> None:
    ended = run("schema", "packet", "--validate", "bad.json", "good.json")

    assert ended.code == 30
    assert "bad.json#/received_on: 错误 P-SCHEMA: 与 `packet` 的格式不符：写法不对" in ended.out
    assert "    error: this does not fit the schema `packet`: it is not written as it must be" in ended.out
    assert "bad.json#/facts/#1: 错误 P-SCHEMA" in ended.out
    assert "good.json: 符合" in ended.err
    assert SECRET not in ended.out + ended.err and "张三" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("cut", 30, {"P-SYNTAX"}),
        ("twice", 30, {"P-DUPKEY", "P-NUMBER"}),
        ("deep", 31, {"P-LIMIT"}),
        ("list", 30, {"P-SCHEMA"}),
    ],
)
def test_validate_reads_as_strictly_as_check(name: str, code: int, said: set[str], run: Run, sent: Path) -> None:
    ended = run("schema", "packet", "--validate", f"{name}.json")

    assert ended.code == code
    assert {line.split()[2].rstrip(":") for line in ended.out.splitlines() if not line.startswith("    ")} == said
    assert SECRET not in ended.out + ended.err


def test_validate_of_our_own_notice(run: Run, tmp_path: Path) -> None:
    notice = ROOT / "examples" / "notices" / "outcome-accept.json"
    (tmp_path / "n.json").write_text(notice.read_text("utf-8").replace('"schema": "notice/1"', '"schema": "notice/9"'), "utf-8")

    assert run("schema", "notice", "--validate", str(notice)).code == 0
    assert run("schema", "notice", "--validate", str(tmp_path / "n.json")).code == 30


def test_validate_reads_standard_input(run: Run, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((sent / "bad.json").read_bytes())))

    assert run("schema", "packet", "--validate", "-").code == 30


def test_validate_goes_on_after_a_file_that_is_too_large(run: Run, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sent / "large.json").write_text(" " * (_intake.MOST_BYTES + 1))

    ended = run("schema", "packet", "--validate", "large.json", "bad.json")

    assert ended.code == 31
    assert "X-LARGE" in ended.err and "P-SCHEMA" in ended.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["packet", "good.json"], "X-VALIDATE"),
        (["packet", "--validate", "--write", ".", "good.json"], "X-VALIDATE"),
        (["packet", "--validate"], "X-ARGUMENT"),
        (["--validate"], "X-ARGUMENT"),
        (["item", "--validate", "good.json"], "X-NOT-JSON"),
        (["item.zh", "--validate", "good.json"], "X-NOT-JSON"),
        (["packet", "--validate", "nowhere.json", "good.json"], "X-MISSING"),
        (["packet", "--validate", "-", "-"], "X-TWICE"),
        (["passport", "--validate", "good.json"], "X-SCHEMA"),
    ],
)
def test_validate_used_wrongly(words: list[str], code: str, run: Run, sent: Path) -> None:
    ended = run("schema", *words)

    assert (ended.code, ended.out) == (2, "")
    assert code in ended.err
