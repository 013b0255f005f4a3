"""What a province and the country need, worked out from rates measured here, written into the page.

    python -m benchmarks.lake --packets 9000 --write docs/lake.md
    python -m benchmarks.lake --from docs/lake.json --write docs/lake.md

Seconds are those of the processor, which hang less on what else a machine does than those of the clock. The first packets of a
process are slower, because it learns their shapes: a third of the packets are for that, told apart. The rates are those of the other
two thirds, each packet seen for the first time.
"""

# ruff: noqa: E501  a paragraph of the page stands on one line

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from benchmarks.measured import Machine
from benchmarks.measured import machine as this_machine
from materials_rules import load

ROOT: Final = Path(__file__).resolve().parents[1]
PLACE: Final = ROOT / "rulesets" / "hengyang"
BEGIN: Final = "<!-- 以下由 python -m benchmarks.lake 写入，请勿手改。 Written by python -m benchmarks.lake; do not edit below. -->"
END: Final = "<!-- 到此为止。 Up to here. -->"
PROVINCE: Final = 100_000_000
PROVINCES: Final = 31
NIGHT: Final = 8
DAYS: Final = 365
JVM: Final = 2


class Found(msgspec.Struct, frozen=True):
    """What was measured. Microseconds of the processor a packet: the judge alone at first and later, the table kernel later.

    `spark` are seconds by the clock of one session: until it stood, the first job, the second one over the same packets; none
    where Spark is not installed. Bytes a packet: of the packet, of its notice, of its notice in Parquet.
    """

    machine: Machine
    packets: int
    at_first: float
    later: float
    in_a_table: float
    packet_bytes: float
    notice_bytes: float
    parquet_bytes: float
    spark: tuple[float, float, float] | None
    command: str


def packets(number: int) -> list[bytes]:
    """So many invented packets."""
    command = [sys.executable, "-m", "benchmarks.packets", "--number", str(number), "--seed", "3"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.splitlines()


def measure(number: int, command: str) -> Found:
    """Measures with *number* packets."""
    import pyarrow as pa

    from materials_rules.batch.judging import make_ready
    from materials_rules.lake.packets import judged_batches
    from materials_rules.many import Judge, Judged

    lines = packets(number)
    third = number // 3
    learnt, new, tabled = lines[:third], lines[third : 2 * third], lines[2 * third :]
    make_ready(PLACE, lambda _: None)
    with load(PLACE) as library:
        judge = Judge(library)
        at_first = _microseconds(lambda: [judge(line) for line in learnt], len(learnt))
        later = _microseconds(lambda: [judge(line) for line in new], len(new))
        batches = pa.table({"packet": tabled}).to_batches()
        in_a_table = _microseconds(lambda: list(judged_batches(judge, batches, "packet")), len(tabled))
        notices = [one.notice for one in map(judge, tabled) if isinstance(one, Judged)]
    return Found(
        this_machine(),
        number,
        at_first,
        later,
        in_a_table,
        sum(map(len, lines)) / number,
        sum(map(len, notices)) / len(notices),
        _in_parquet(notices) / len(notices),
        _spark(lines),
        command,
    )


def _microseconds(do: Any, number: int) -> float:
    before = time.process_time()
    do()
    return (time.process_time() - before) / number * 1e6


def _in_parquet(notices: Sequence[bytes]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notices.parquet"
        pq.write_table(pa.table({"notice": pa.array([one.decode() for one in notices])}), path, compression="zstd")
        return path.stat().st_size


def _spark(lines: Sequence[bytes]) -> tuple[float, float, float] | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        from materials_rules.lake.cluster import require_packages, session
        from materials_rules.lake.spark import judging

        require_packages()
    except Exception:  # noqa: BLE001 - then it is not measured
        return None
    with tempfile.TemporaryDirectory() as folder:
        for part in range(8):
            pq.write_table(pa.table({"packet": [line.decode() for line in lines[part::8]]}), f"{folder}/{part}.parquet")
        begun = time.perf_counter()
        with session("local-cluster[2,1,1024]", {"spark.executor.memory": "700m"}) as spark:
            marks = [time.perf_counter()]
            for job in ("first", "second"):
                lake = spark.read.parquet(*(f"{folder}/{part}.parquet" for part in range(8)))
                function, schema = judging(spark, PLACE, lake)
                lake.mapInArrow(function, schema).write.parquet(f"{folder}/{job}")
                marks.append(time.perf_counter())
            assert spark.read.parquet(f"{folder}/second").count() == len(lines)
    return marks[0] - begun, marks[1] - marks[0], marks[2] - marks[1]


def page(found: Found) -> str:
    """The part of the page that hangs on what was measured."""
    machine = found.machine
    rows = [
        ("一个省的一天 a province, one day", PROVINCE / DAYS),
        ("一个省的一年 a province, one year", float(PROVINCE)),
        ("全国的一天 the country, one day", PROVINCES * PROVINCE / DAYS),
        ("全国的一年 the country, one year", float(PROVINCES * PROVINCE)),
    ]
    table = [f"| {name} | {number:,.0f} | {_hours(found, number):,.2f} | {_cores(found, number):,} | {_terabytes(found, number)} |" for name, number in rows]
    spark = "没有测 Spark。Spark was not measured." if found.spark is None else (
        f"Spark `local-cluster[2,1,1024]`，按时钟：启动 {found.spark[0]:.0f} 秒，第一个作业（{found.packets:,} 件，两个进程各自从头学起）{found.spark[1]:.1f} 秒，"
        f"同一会话里的第二个 {found.spark[2]:.1f} 秒。By the clock: {found.spark[0]:.0f} s until the session stood, {found.spark[1]:.1f} s for the first job "
        f"over {found.packets:,} packets, {found.spark[2]:.1f} s for the second in the same session."
    )
    return "\n".join(
        [
            f"{machine.day}，{machine.processor}，{machine.cores} 个核心 cores，{machine.system}，{machine.python}；开始时负载 load at the start {machine.load}。"
            f"{found.packets:,} 件虚构的申请件 invented packets。命令 command：`{found.command}`",
            "",
            "| 每件的处理器时间 processor time a packet | 微秒 µs |",
            "|---|---|",
            f"| 进程的前 {found.packets // 3:,} 件（还在学件的样子）the first of a process, which learns their shapes | {found.at_first:,.0f} |",
            f"| 以后的新件 new ones later | {found.later:,.0f} |",
            f"| 再以后的新件，Arrow 表进、Arrow 表出 new ones still later, Arrow in, Arrow out | {found.in_a_table:,.0f} |",
            "",
            f"一件平均 {found.packet_bytes:,.0f} 字节，告知书（JSON）{found.notice_bytes:,.0f} 字节，存成 Parquet（zstd）{found.parquet_bytes:,.0f} 字节。"
            f"A packet has {found.packet_bytes:,.0f} bytes, its notice {found.notice_bytes:,.0f}, in Parquet {found.parquet_bytes:,.0f}. "
            "虚构的件彼此相像，真实的压缩得少一些。Invented packets resemble each other; real ones are packed less well.",
            "",
            "每一件都是第一次见到；一个进程见过的件越多，学的越少，越快。Every packet is new to the process; the more it has seen the less it learns, and the quicker it is.",
            "",
            spark,
            "",
            f"按表中最后一行，每件 {found.in_a_table:,.0f} 微秒，再乘以 {JVM}（Spark 读写、调度和不均的余量，假定 assumption）：",
            f"At {found.in_a_table:,.0f} µs a packet, times {JVM} for reading, writing, scheduling and uneven tasks (assumed):",
            "",
            f"| | 件 packets | 核时 core-hours | {NIGHT} 小时内做完要几个核 cores for {NIGHT} hours | 告知书 notices (Parquet) |",
            "|---|---|---|---|---|",
            *table,
            "",
            f"全国按 {PROVINCES} 个省级地区、每个一亿件计（假定，没有公布的数字）。The country: {PROVINCES} provinces of 100 million packets each (assumed; no number is published).",
        ]
    )


def _hours(found: Found, number: float) -> float:
    return number * found.in_a_table * JVM / 1e6 / 3600


def _cores(found: Found, number: float) -> int:
    return -int(-_hours(found, number) // NIGHT)


def _terabytes(found: Found, number: float) -> str:
    size = number * found.parquet_bytes
    return f"{size / 1e12:,.2f} TB" if size >= 1e12 else f"{size / 1e9:,.2f} GB"


def written(text: str, part: str) -> str:
    """The page *text* with *part* between its marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit("the page has no place for what was measured")
    return f"{before}{BEGIN}\n\n{part}\n\n{END}{after}"


def main(words: Sequence[str]) -> int:
    """Measures or reads, prints the part, writes it into the page and its data beside it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lake", description=__doc__)
    parser.add_argument("--packets", type=int, default=9000)
    parser.add_argument("--from", dest="source", type=Path)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args(words)
    if asked.source is not None:
        found = msgspec.json.decode(asked.source.read_bytes(), type=Found)
    else:
        found = measure(asked.packets, " ".join(["python -m benchmarks.lake", *words]))
    print(page(found))
    if asked.write is not None:
        asked.write.write_text(written(asked.write.read_text("utf-8"), page(found)), "utf-8")
        asked.write.with_suffix(".json").write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
