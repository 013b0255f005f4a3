"""Batches and lakes on a real Apache Spark: the same bytes as on one machine, also where a worker is killed at its work.

Spark is large, so it is no part of the tests' own packages: `pip install -e '.[test,spark]'` and Java 17 let these run.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import PLACE, ROOT, SECRET, process

pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
pytest.importorskip("pyarrow", reason="the extra `spark` is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17", allow_module_level=True)

CLUSTER = ("--engine", "spark", "--master", "local-cluster[2,1,1024]", "--spark-conf", "spark.executor.memory=700m")
LONGEST = 420


@pytest.fixture(scope="module")
def packets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two inputs' worth of packets: good ones, torn ones, blanks, a line that is too long."""
    path = tmp_path_factory.mktemp("lake") / "in.jsonl"
    made = [sys.executable, "-m", "benchmarks.packets", "--number", "1200", "--seed", "11", "--bad", "0.02"]
    data = subprocess.run(made, cwd=ROOT, check=True, capture_output=True).stdout
    lines = data.splitlines(keepends=True)
    lines[700:700] = [b"\n", b"  \r\n", b'{"packet": "%b"' % SECRET.encode() + b"\n", b"[" * 5_100_000 + b"\n"]
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture(scope="module")
def here(packets: Path) -> dict[str, bytes]:
    """What the batch on this machine makes of them."""
    folder = packets.parent / "here"
    folder.mkdir()
    ended = process("batch", str(packets), "-o", str(folder / "out.jsonl"), "--rulesets", str(PLACE), "--workers", "1")
    assert ended.returncode == 11, ended.stderr
    return made(folder)


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def executors(parent: int) -> list[int]:
    """The processes below *parent* that run Spark's executors."""
    parents: dict[int, int] = {}
    words: dict[int, bytes] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                words[int(entry.name)] = (entry / "cmdline").read_bytes()
            except (OSError, ValueError):
                continue

    def is_below(pid: int) -> bool:
        while pid in parents:
            pid = parents[pid]
            if pid == parent:
                return True
        return False

    return [pid for pid, line in words.items() if b"CoarseGrainedExecutorBackend" in line and b"java" in line and is_below(pid)]


@pytest.fixture
def begun(packets: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A batch on a cluster of two workers, in many small waves."""
    command = [sys.executable, "-m", "materials_rules", "batch", str(packets), "-o", str(tmp_path / "out.jsonl")]
    command += ["--rulesets", str(PLACE), *CLUSTER, "--block", "12000", "--every", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        yield running
        running.kill()


def test_a_worker_killed_at_its_work_changes_no_byte(
    begun: subprocess.Popen[bytes], here: dict[str, bytes], tmp_path: Path
) -> None:
    part = tmp_path / "out.jsonl.part"
    end = time.monotonic() + LONGEST
    while not (part.exists() and part.stat().st_size) and begun.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    victims = executors(begun.pid)
    assert len(victims) == 2
    os.kill(victims[0], signal.SIGKILL)
    killed_at = part.stat().st_size
    output, _ = begun.communicate(timeout=LONGEST)

    assert begun.returncode == 11, output.decode()
    assert killed_at < len(here["out.jsonl"]) / 2
    assert made(tmp_path) == here
    assert SECRET.encode() not in output
    assert len(json.loads(here["out.jsonl.manifest.json"])["inputs"]) == 1
