"""The command `batch` as people and scripts use it: files, exit codes, signals, pipes, and the very notices of `check`."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from calling import PLACE, ROOT, SECRET, Run, process

from materials_rules.batch.packing import packer
from materials_rules.commands import batch as command

PACKETS = sorted((ROOT / "examples" / "packets").glob("*.json"))
RULES = ("--rulesets", str(PLACE))


def line(path: Path) -> bytes:
    """A packet of the examples in one line, its keys and numbers as they are."""
    return b"".join(part.strip() for part in path.read_bytes().splitlines())


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(line(one) + b"\n" for one in PACKETS))
    return path


def test_every_notice_is_the_one_that_check_gives(inputs: Path, run: Run) -> None:
    output = inputs.with_name("out.jsonl")
    ended = run("batch", str(inputs), "-o", str(output), *RULES, "--workers", "1")
    data = output.read_bytes().splitlines()

    assert ended.code == 12
    assert len(data) == len(PACKETS) > 20
    for number, (record, path) in enumerate(zip(data, PACKETS, strict=True), start=1):
        checked = run("check", str(path), *RULES, "--format", "json").out
        notice = json.dumps(json.loads(checked), ensure_ascii=False, separators=(",", ":")).encode()
        name = json.dumps(json.loads(checked)["packet"], ensure_ascii=False).encode()
        assert record == b'{"line":%d,"packet":%b,"notice":%b}' % (number, name, notice)


def test_what_the_folder_holds_and_what_is_said(inputs: Path, run: Run) -> None:
    with open(inputs, "ab") as file:
        file.write(b'\n{"packet": "X-1", "applicant": {"id": "%b"}}\n{' % SECRET.encode())
    output = inputs.with_name("out.jsonl")
    ended = run("batch", str(inputs), "-o", str(output), *RULES, "--format", "json")
    summary = json.loads(ended.out)
    manifest = json.loads(inputs.with_name("out.jsonl.manifest.json").read_text("utf-8"))
    rejects = inputs.with_name("out.jsonl.rejects.jsonl").read_text("utf-8")

    assert ended.code == 11
    assert {path.name for path in inputs.parent.iterdir()} == {
        "in.jsonl",
        "out.jsonl",
        "out.jsonl.rejects.jsonl",
        "out.jsonl.duplicates.jsonl",
        "out.jsonl.manifest.json",
    }
    assert (manifest["lines"], manifest["rejects"], manifest["blanks"]) == (len(PACKETS) + 3, 2, 1)
    assert manifest["tool"].startswith("materials-rules ")
    assert manifest["ruleset"]["id"] == "hengyang"
    assert {name: summary[name] for name in ("lines", "results", "rejects", "blanks")} == {
        name: manifest[name] for name in ("lines", "results", "rejects", "blanks")
    }
    assert summary["findings"]["outdoor-advertising/site-right"] == {"insufficient_copies": 2}
    assert '"packet":"X-1"' in rejects
    assert SECRET not in rejects + ended.out + ended.err
    assert "B-NAMESAKES" in ended.err
    assert f"{len(PACKETS) + 3} 行" in ended.err


def test_nothing_wrong_ends_with_0(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(line(ROOT / "examples" / "packets" / "outcome-accept.json")))
    ended = run("batch", str(path), "-o", str(tmp_path / "out.jsonl.gz"), *RULES)

    assert ended.code == 0
    assert json.loads(gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()))["line"] == 1
    assert "accept 材料齐全" in ended.out


def test_neither_seed_nor_zone_nor_locale_changes_a_byte(inputs: Path) -> None:
    inputs.write_bytes(b"\n".join([*inputs.read_bytes().splitlines()[:8], b"{}"]))
    seen = []
    for number, (seed, zone, locale) in enumerate([("1", "Asia/Shanghai", "C"), ("77", "America/Adak", "C.UTF-8")]):
        output = inputs.with_name(f"out{number}") / "out.jsonl"
        output.parent.mkdir()
        words = ("batch", str(inputs), "-o", str(output), *RULES, "--workers", str(number + 1), "--block", "4000")
        assert process(*words, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale).returncode == 11
        seen.append({path.name: path.read_bytes() for path in output.parent.iterdir()})

    assert seen[0] == seen[1]
    assert len(seen[0]) >= 3


def test_without_a_cache_it_is_the_same(inputs: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = inputs.read_bytes().splitlines()[:4]
    inputs.write_bytes(b"\n".join(data))
    run("batch", str(inputs), "-o", str(inputs.with_name("out")), *RULES, "--workers", "1")
    (inputs.with_name("file")).write_bytes(b"")
    monkeypatch.setenv("MATERIALS_RULES_CACHE", str(inputs.with_name("file") / "none"))
    monkeypatch.setattr(command, "_MANY_ITEMS", 1)
    ended = run("batch", str(inputs), "-o", str(inputs.with_name("other")), *RULES, "--workers", "1")

    assert "B-PREPARING" in ended.err
    assert inputs.with_name("out").read_bytes() == inputs.with_name("other").read_bytes() != b""


def test_a_packet_received_after_the_day_is_a_reject(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line(ROOT / "examples" / "packets" / "outcome-accept.json") + b"\n")
    ended = run("batch", str(path), "-o", str(tmp_path / "out"), *RULES, "--as-of", "2000-01-01")
    (reject,) = (tmp_path / "out.rejects.jsonl").read_bytes().splitlines()

    assert ended.code == 11
    assert msgspec.json.decode(reject)["codes"] == ["X-AS-OF"]


def refused(run: Run, *words: str) -> str:
    ended = run("batch", *words)
    assert ended.code == 2
    assert ended.out == ""
    return ended.err


def test_what_cannot_be_is_refused_before_any_work(inputs: Path, run: Run) -> None:
    folder = inputs.parent
    before = inputs.read_bytes()
    (folder / "there").write_bytes(b"mine")
    (folder / "ids.part").write_bytes(before)
    named, out = str(inputs), str(folder / "out")

    assert "X-MISSING" in refused(run, str(folder / "none"), "-o", out, *RULES)
    assert "X-FOLDER" in refused(run, str(folder), "-o", out, *RULES)
    assert "X-OVERWRITE" in refused(run, named, "-o", named, *RULES)
    assert "X-OVERWRITE" in refused(run, named, "-o", named, "--force", *RULES)
    assert "X-OVERWRITE" in refused(run, named, "-o", out, "--rejects", named, *RULES)
    assert "X-OVERWRITE" in refused(run, named, "-o", out, "--rejects", out, *RULES)
    assert "X-OVERWRITE" in refused(run, str(folder / "ids.part"), "-o", str(folder / "ids"), *RULES)
    assert "X-OVERWRITE" in refused(run, named, "-o", str(PLACE / "ruleset.yaml"), "--force", *RULES)
    assert "X-MISSING" in refused(run, named, "-o", str(folder / "none" / "out"), *RULES)
    assert "X-FOLDER" in refused(run, named, "-o", str(folder), *RULES)
    assert "B-EXISTS" in refused(run, named, "-o", str(folder / "there"), *RULES)
    assert "B-EXISTS" in refused(run, named, "-o", "/dev/null", *RULES)
    assert "B-TOGETHER" in refused(run, named, "-o", out, "--resume", "--force", *RULES)
    assert "B-STREAM" in refused(run, named, "-o", "-", "--resume", *RULES)
    assert "B-STREAM" in refused(run, named, "-o", "-", "--rejects", out, *RULES)
    assert "X-TWICE" in refused(run, "-", "-", "-o", out, *RULES)
    assert "X-DATE" in refused(run, named, "-o", out, "--as-of", "soon", *RULES)
    assert "X-ARGUMENT" in refused(run, named)
    assert {path.name for path in folder.iterdir()} == {"in.jsonl", "there", "ids.part"}
    assert (inputs.read_bytes(), (folder / "there").read_bytes()) == (before, b"mine")


def test_a_ruleset_with_faults_ends_with_20_and_leaves_nothing(inputs: Path, run: Run) -> None:
    shutil.copytree(PLACE.parent, inputs.with_name("rulesets"))
    place = inputs.parent / "rulesets" / PLACE.name
    (place / "departments.yaml").write_text("departments: 3\n")
    ended = run("batch", str(inputs), "-o", str(inputs.with_name("out")), "--rulesets", str(place))

    assert ended.code == 20
    assert {path.name for path in inputs.parent.iterdir()} == {"in.jsonl", "rulesets"}


def test_results_to_standard_output_and_rejects_to_people(inputs: Path) -> None:
    with open(inputs, "ab") as file:
        file.write(b"{\n")
    ended = process("batch", str(inputs), "-o", "-", *RULES)

    assert ended.returncode == 11
    assert [json.loads(one)["line"] for one in ended.stdout.splitlines()] == list(range(1, len(PACKETS) + 1))
    assert f"{len(PACKETS) + 1}: 错误 P-SYNTAX: " in ended.stderr.decode()
    assert [path.name for path in inputs.parent.iterdir()] == ["in.jsonl"]


def test_a_reader_that_goes_away_ends_it_quietly(inputs: Path) -> None:
    inputs.write_bytes(inputs.read_bytes() * 20)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    words = [sys.executable, "-m", "materials_rules", "batch", str(inputs), "-o", "-", *RULES, "--block", "2000"]
    batch = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert batch.stdout is not None and batch.stderr is not None
    first = batch.stdout.readline()
    batch.stdout.close()
    with batch.stderr:
        said = batch.stderr.read().decode()

    assert batch.wait(60) == 141
    assert json.loads(first)["line"] == 1
    assert "Traceback" not in said
    assert "X-CRASH" not in said


def test_a_full_device_ends_with_40(inputs: Path, run: Run) -> None:
    ended = run("batch", str(inputs), "-o", "/dev/full", "--force", *RULES)

    assert ended.code == 40
    assert "ENOSPC" in ended.err


def obeying_signals() -> None:
    """As a terminal starts a program: whatever runs these tests may be deaf to Ctrl-C, and a batch stays so (nohup)."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_stops_it_behind_a_checkpoint(inputs: Path, run: Run, number: signal.Signals, code: int) -> None:
    one = inputs.read_bytes()
    inputs.write_bytes(one * 600)  # what was judged once goes quickly, and nobody says when this process runs again
    output = inputs.with_name("out.jsonl")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    words = ["batch", str(inputs), "-o", str(output), *RULES, "--block", "3000", "--workers", "1"]
    batch = subprocess.Popen(
        [sys.executable, "-m", "materials_rules", *words], stderr=subprocess.PIPE, env=environment, preexec_fn=obeying_signals
    )
    until = time.monotonic() + 60
    part = inputs.with_name("out.jsonl.part")
    while time.monotonic() < until and not (part.exists() and part.stat().st_size):
        time.sleep(0.001)
    batch.send_signal(number)
    _, said = batch.communicate(timeout=60)

    assert batch.returncode == code
    assert "B-STOPPED" in said.decode()
    assert f"materials-rules batch {inputs} -o {output} " in said.decode()
    assert "--resume" in said.decode()
    assert not output.exists()
    assert "B-UNFINISHED" in refused(run, *words[1:])
    assert run(*words, "--resume").code == 12
    assert len(output.read_bytes().splitlines()) == len(PACKETS) * 600


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_standard_input_may_be_compressed_and_is_not_taken_for_whole_when_cut(inputs: Path, packing: str) -> None:
    data = packer(packing)(b"\n".join(inputs.read_bytes().splitlines()[:5]))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    words = [sys.executable, "-m", "materials_rules", "batch", "-", *RULES]

    def given(data: bytes, name: str) -> int:
        output = str(inputs.with_name(name))
        return subprocess.run([*words, "-o", output], input=data, capture_output=True, env=environment, timeout=60, check=False).returncode

    assert given(data, "out") == 0
    assert len(inputs.with_name("out").read_bytes().splitlines()) == 5
    manifest = msgspec.json.decode(inputs.with_name("out.manifest.json").read_bytes())
    assert manifest["inputs"] == [{"name": "-", "bytes": len(data), "digest": f"sha256:{sha256(data).hexdigest()}", "lines": 5}]
    assert given(data[:-3], "other") == 40
    assert not inputs.with_name("other").exists()


def test_standard_input_can_be_gone_on_with_if_it_is_the_same(inputs: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    output = inputs.with_name("out.jsonl")
    words = [sys.executable, "-m", "materials_rules", "batch", "-", "-o", str(output), *RULES, "--block", "3000", "--every", "0"]
    data = inputs.read_bytes()
    batch = subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    assert batch.stdin is not None
    batch.stdin.write(data)  # and does not end
    batch.stdin.flush()
    until = time.monotonic() + 60
    part = inputs.with_name("out.jsonl.part")
    while time.monotonic() < until and not (part.exists() and part.stat().st_size):
        time.sleep(0.01)
    batch.send_signal(signal.SIGTERM)
    assert batch.wait(60) == 143
    batch.stdin.close()

    def again(given: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([*words, "--resume"], input=given, capture_output=True, env=environment, timeout=60, check=False)

    other = again(data.replace(b"EX-", b"EY-", 1))
    assert other.returncode == 2
    assert b"B-RESUME" in other.stderr
    assert again(data[:500]).returncode == 2
    assert again(data).returncode == 12
    assert len(output.read_bytes().splitlines()) == len(PACKETS)


def test_without_zstd_it_says_how_to_get_it(inputs: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "backports", None)
    said = refused(run, str(inputs), "-o", str(inputs.with_name("out.zst")), *RULES)

    assert "X-EXTRA" in said
    assert "materials-rules[batch]" in said
