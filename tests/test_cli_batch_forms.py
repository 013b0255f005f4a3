"""The command `batch` with tables, a page and notices one by one, as people use it, with the rules that are shipped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from calling import PLACE, ROOT, Run
from tabling import as_csv, write_texts

from materials_rules import load
from materials_rules.batch.named import names_of
from materials_rules.batch.page import as_page
from materials_rules.commands import batch as command

RULES = ("--rulesets", str(PLACE))
PACKETS = sorted((ROOT / "examples" / "packets").glob("*.json"))
LINES = [b"".join(part.strip() for part in path.read_bytes().splitlines()) for path in PACKETS]


def notices(path: Path) -> list[object]:
    return [json.loads(line)["notice"] for line in path.read_bytes().splitlines()]


def test_every_form_of_the_examples_comes_to_the_same_notices(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(LINES))
    (tmp_path / "b.csv").write_bytes(as_csv([json.loads(line) for line in LINES]))
    write_texts(tmp_path / "c.parquet", LINES)
    ends = [
        run("batch", str(tmp_path / name), "-o", str(tmp_path / f"{name}.out"), *RULES, "--workers", "1").code
        for name in ("a.jsonl", "b.csv", "c.parquet")
    ]
    found = [notices(tmp_path / f"{name}.out") for name in ("a.jsonl", "b.csv", "c.parquet")]

    assert ends == [12, 12, 12]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == len(LINES) > 20


def test_a_table_a_page_and_every_notice(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(LINES[:6]))
    out = tmp_path / "out.parquet"
    words = ("batch", str(tmp_path / "in.jsonl"), "-o", str(out), *RULES, "--page", str(tmp_path / "page.html"))
    words = (*words, "--notices", str(tmp_path / "papers"), "--notice-format", "markdown")
    ended = run(*words)
    rows = pq.read_table(out).to_pylist()
    papers = sorted((tmp_path / "papers").rglob("*.md"))

    assert ended.code in (0, 12)
    assert len(rows) == len(papers) == 6
    for row, paper, path in zip(rows, papers, PACKETS, strict=False):
        assert paper.name.startswith(f"{row['line']:09d}-")
        assert paper.read_text("utf-8") == run("check", str(path), *RULES, "--format", "markdown").out
        notice = json.loads(row["notice"])
        assert (row["packet"], row["item"]) == (notice["packet"], notice["matter"]["items"][0]["id"])
        assert (row["outcome"], row["final"], row["findings"]) == (notice["outcome"], notice["final"], len(notice["findings"]))
    manifest = json.loads((tmp_path / "out.parquet.manifest.json").read_text("utf-8"))
    assert manifest["output"]["digest"] == f"sha256:{sha256(out.read_bytes()).hexdigest()}"
    page = (tmp_path / "page.html").read_bytes()
    assert "批量检查汇总 · hengyang".encode() in page

    (tmp_path / "page.html").unlink()
    before = out.read_bytes()
    again = run(*words, "--resume")
    assert "B-FINISHED" in again.err
    assert (out.read_bytes(), (tmp_path / "page.html").read_bytes()) == (before, page)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    (tmp_path / "in.jsonl").write_bytes(LINES[0])
    return tmp_path


def test_what_cannot_be_is_refused_before_any_work(inputs: Path, run: Run) -> None:
    named, out = str(inputs / "in.jsonl"), str(inputs / "out")
    (inputs / "there").write_bytes(b"mine")
    (inputs / "full").mkdir()
    (inputs / "full" / "mine").write_bytes(b"mine")

    def refused(*words: str, output: str = out) -> str:
        ended = run("batch", named, "-o", output, *RULES, *words)
        assert (ended.code, ended.out) == (2, "")
        return ended.err

    assert "B-EXISTS" in refused("--page", str(inputs / "there"))
    assert "X-OVERWRITE" in refused("--page", named)
    assert "X-OVERWRITE" in refused("--page", out)
    assert "X-MISSING" in refused("--page", str(inputs / "none" / "page.html"))
    assert "B-NOTICES" in refused("--notices", str(inputs / "full"))
    assert "B-NOTICES" in refused("--notices", str(inputs / "there"))
    assert "B-NOTICES" in refused("--notices", out)
    assert "B-NOTICES" in refused("--notices", str(inputs))
    assert "X-MISSING" in refused("--notices", str(inputs / "none" / "papers"))
    assert "B-NOTICES" in refused("--notices", str(PLACE / "items"))
    assert "B-STREAM" in refused("--notices", str(inputs / "papers"), output="-")
    assert "B-STREAM" in refused("--page", str(inputs / "page.html"), output="-")
    os.mkfifo(inputs / "pipe.parquet")
    assert "B-WHOLE" in refused("--force", output=str(inputs / "pipe.parquet"))
    assert sorted(path.name for path in inputs.iterdir()) == ["full", "in.jsonl", "pipe.parquet", "there"]


def test_the_words_to_go_on_with_name_every_option(inputs: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(command, "_run", lambda request, format_, page, again: seen.append(again) or 0)
    run("batch", str(inputs / "in.jsonl"), "-o", str(inputs / "o"), *RULES, "--notices", str(inputs / "p"), "--notice-format", "html", "--page", str(inputs / "s.html"), "--input-format", "jsonl")

    for words in ("--notices", "--notice-format html", "--page", "--input-format jsonl"):
        assert words in seen[0]


def test_the_page_is_made_of_the_manifest_and_the_names_of_the_ruleset(inputs: Path, run: Run) -> None:
    from materials_rules.batch.manifest import Manifest

    run("batch", str(inputs / "in.jsonl"), "-o", str(inputs / "o"), *RULES, "--page", str(inputs / "s.html"))
    made = msgspec.json.decode((inputs / "o.manifest.json").read_bytes(), type=Manifest)

    with load(RULES[1]) as library:
        assert as_page(made, names_of(library, made.counts)) == (inputs / "s.html").read_bytes()


@pytest.mark.parametrize("name", ["o.csv", "o.CSV.gz", "o.parquet.gz", "o.parquet.zst"])
def test_an_output_is_never_what_its_name_does_not_say(inputs: Path, run: Run, name: str) -> None:
    before = sorted(inputs.iterdir())
    ended = run("batch", str(inputs / "in.jsonl"), "-o", str(inputs / name), *RULES)

    assert ended.code == 2
    assert "B-OUT" in ended.err
    assert sorted(inputs.iterdir()) == before


def test_a_standard_input_that_was_closed_is_told_before_any_work(inputs: Path) -> None:
    before = sorted(inputs.iterdir())
    words = ["-m", "materials_rules", "batch", "-", "-o", str(inputs / "o"), *RULES]
    ended = subprocess.run(["sh", "-c", 'exec "$0" "$@" <&-', sys.executable, *words], capture_output=True, check=False)

    assert ended.returncode == 2
    assert b"X-MISSING" in ended.stderr
    assert sorted(inputs.iterdir()) == before


def test_a_named_pipe_is_never_waited_for(inputs: Path, run: Run) -> None:
    """Nobody may ever write to it; what comes through a pipe comes by `-`, and then its writer is there."""
    os.mkfifo(inputs / "pipe")
    ended = run("batch", str(inputs / "pipe"), "-o", str(inputs / "o"), *RULES)

    assert ended.code == 2
    assert "X-PIPE" in ended.err
    assert not (inputs / "o").exists()
