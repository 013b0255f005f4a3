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
    words = ["batch", str(packets), "-o", str(folder / "out.jsonl"), "--rulesets", str(PLACE), "--workers", "1"]
    ended = process(*words, seconds=LONGEST)
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
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
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


def test_what_one_engine_began_another_ends(
    begun: subprocess.Popen[bytes], packets: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    """Ctrl-C ends behind a checkpoint, the session with it; the same command on this machine goes on."""
    part = tmp_path / "out.jsonl.part"
    end = time.monotonic() + LONGEST
    while not (part.exists() and part.stat().st_size) and begun.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    workers = executors(begun.pid)
    begun.send_signal(signal.SIGINT)
    output, _ = begun.communicate(timeout=LONGEST)

    assert begun.returncode == 130, output.decode()
    assert b"--engine spark" in output
    assert b"--resume" in output
    assert not (tmp_path / "out.jsonl").exists()
    gone = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < gone:
        time.sleep(0.1)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    words = ("batch", str(packets), "-o", str(tmp_path / "out.jsonl"), "--rulesets", str(PLACE), "--block", "12000", "--resume")
    assert process(*words, "--workers", "1").returncode == 11
    assert made(tmp_path) == here


def test_ten_lines_judge_a_lake_of_parquet(packets: Path, here: dict[str, bytes], tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = [line for line in packets.read_bytes().splitlines() if line.strip() and len(line) < 5_000_000]
    (tmp_path / "packets").mkdir()
    for part, start in enumerate(range(0, len(lines), 300)):
        some = lines[start : start + 300]
        table = pa.table({"id": pa.array(range(start, start + len(some))), "packet": pa.array(some, pa.binary())})
        pq.write_table(table, tmp_path / "packets" / f"{part}.parquet")
    ended = _submit(ROOT / "examples" / "tables" / "spark_lake.py", tmp_path / "packets", tmp_path / "notices", PLACE)
    assert ended.returncode == 0, ended.stderr
    rows = sorted(pq.read_table(tmp_path / "notices").to_pylist(), key=lambda row: row["id"])

    assert (tmp_path / "notices" / "_SUCCESS").exists()
    assert [row["id"] for row in rows] == list(range(len(lines)))
    notices = [line.partition(b'"notice":')[2][:-1].decode() for line in here["out.jsonl"].splitlines()]
    assert [row["notice"] for row in rows if row["notice"] is not None] == notices
    rejects = [json.loads(line)["codes"] for line in here["out.jsonl.rejects.jsonl"].splitlines()]
    told = [json.loads(row["reject"])["codes"] for row in rows if row["reject"] is not None]
    assert told == [codes for codes in rejects if codes != ["P-LIMIT"]]
    assert len(told) == len(rejects) - 1
    assert SECRET not in str(rows) + ended.stdout + ended.stderr


def test_another_program_on_the_executors_is_refused(tmp_path: Path) -> None:
    """What is raised over there is told here with its code, place and remedy, and nothing of a packet."""
    script = tmp_path / "other.py"
    script.write_text(OTHER_PROGRAM, "utf-8")
    ended = _submit(script, PLACE)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["WrongUsage", "C-PROGRAM", "Untrusted", "C-DIGEST"]
    assert SECRET not in ended.stdout + ended.stderr


OTHER_PROGRAM = f"""
import sys
from pathlib import Path

import msgspec
import pyarrow as pa

from materials_rules.batch.cutting import Block, Mark
from materials_rules.batch.inputs import Ended
from materials_rules.ground.errors import MaterialsRulesError
from materials_rules.lake.bench import Task
from materials_rules.lake.cluster import session
from materials_rules.lake.packed import pack
from materials_rules.lake.waves import waves

marks, data = pack(Path(sys.argv[1]))
line = b'{{"applicant": {{"id": "{SECRET}"}}}}'
with session("local[1]", {{}}) as spark:
    for changes in ({{"program": "0.0.9"}}, {{"ruleset": "sha256:other"}}):
        task = Task(msgspec.structs.replace(marks, **changes), None, 2.0, (False,), False, "none", "none")
        side = waves(spark, task, data)
        try:
            list(side.judged([Block(Mark(), len(line), 1, line, ""), Ended(0, len(line), "")], lambda: False))
        except MaterialsRulesError as error:
            print(type(error).__name__, error.diagnostics[0].code)
        side.close()
"""


def test_tables_and_notices_are_those_of_one_machine(tmp_path: Path) -> None:
    """Parquet in, Parquet out, a notice for each packet: what a lake holds, and what an office hands out."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    asked = [sys.executable, "-m", "benchmarks.packets", "--number", "300", "--seed", "5", "--bad", "0.05"]
    data = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout
    pq.write_table(pa.table({"json": [*data.splitlines(), None, SECRET.encode()]}), tmp_path / "in.parquet")
    found = []
    for name, engine in (("here", ("--workers", "1")), ("there", ("--engine", "spark", "--master", "local[2]"))):
        folder = tmp_path / name
        folder.mkdir()
        words = ["batch", str(tmp_path / "in.parquet"), "-o", str(folder / "out.parquet"), "--rulesets", str(PLACE), "--block", "20000"]
        ended = process(*words, "--notices", str(folder / "notices"), *engine, seconds=LONGEST)
        assert ended.returncode == 11, ended.stderr
        found.append({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()})

    assert found[0] == found[1]
    assert len(found[0]) > 280


def test_a_master_that_is_not_there_is_told(packets: Path, tmp_path: Path) -> None:
    ended = process(
        "batch", str(packets), "-o", str(tmp_path / "o"), "--rulesets", str(PLACE), "--engine", "spark", "--master", "moon://1"
    )

    assert ended.returncode == 70
    assert b"C-MASTER" in ended.stderr
    assert b"Traceback (most recent call last)" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_java_it_is_told(packets: Path, tmp_path: Path) -> None:
    words = ("batch", str(packets), "-o", str(tmp_path / "o"), "--rulesets", str(PLACE), "--engine", "spark")
    ended = process(*words, JAVA_HOME=str(tmp_path))

    assert ended.returncode == 70
    assert b"C-JAVA" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def _submit(*words: Path) -> subprocess.CompletedProcess[str]:
    """A script of somebody who has a cluster, here of this machine alone."""
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": paths, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    environment["PYSPARK_SUBMIT_ARGS"] = "--master local[2] --conf spark.ui.enabled=false pyspark-shell"
    command = [sys.executable, *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST)
