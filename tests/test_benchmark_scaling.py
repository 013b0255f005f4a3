"""What grows in a benchmark really grows, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import scaling
from benchmarks._ratio import in_turn, ratio, seconds
from benchmarks.ours import batch, copy, floor, judged, read_by_the_exact_reader
from benchmarks.packets.faults import Rates
from materials_rules import Library, load
from materials_rules.many import Judge
from materials_rules.packet.fast import read_fast

RULESETS = Path(__file__).parent.parent / "rulesets" / "hengyang"
ITEM = "project-filing"


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with load(RULESETS) as found:
        yield found


@pytest.fixture(scope="module")
def packets(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scaling.drawn(library, tmp_path_factory.mktemp("packets") / "packets.jsonl", 60, Rates(), (ITEM,))


def test_every_work_goes_through_all_lines(library: Library, packets: Path, tmp_path: Path) -> None:
    out, lines = tmp_path / "out", packets.read_bytes().splitlines()
    copy(packets, out)
    assert out.read_bytes() == packets.read_bytes()
    floor(packets, out)
    assert [read_fast(line) for line in out.read_bytes().splitlines()] == [read_fast(line) for line in lines]
    judged(Judge(library), packets, out)
    assert [json.loads(line)["packet"] for line in out.read_bytes().splitlines()] == [json.loads(line)["packet"] for line in lines]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_command_that_is_measured_judges_every_line(packets: Path, tmp_path: Path, workers: int) -> None:
    target = tmp_path / "out.jsonl"
    for _ in range(2):  # a second round replaces what the first wrote
        batch(RULESETS, workers, packets, target)

        assert len(target.read_bytes().splitlines()) == len(packets.read_bytes().splitlines())


def test_a_command_that_ends_badly_is_no_measurement(packets: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="X-"):
        batch(tmp_path / "nowhere", 1, packets, tmp_path / "out.jsonl")


def test_lines_for_the_exact_reader_are_counted(tmp_path: Path, packets: Path) -> None:
    lines = packets.read_text("utf-8").splitlines()
    mixed = tmp_path / "mixed"
    mixed.write_text("\n".join([lines[0], lines[1][:-1] + ',"remark":""}', "{}", lines[2]]) + "\n", "utf-8")

    assert read_by_the_exact_reader(mixed) == 2


def test_so_many_answers_are_taken_out_and_nothing_else(packets: Path) -> None:
    for before, after in zip(packets.read_text("utf-8").splitlines(), scaling.without(packets, 2), strict=True):
        whole, rest = json.loads(before), json.loads(after)
        facts, left = whole.pop("facts"), rest.pop("facts")
        assert rest == whole
        assert len(left) == max(0, len(facts) - 2)
        assert left.items() <= facts.items()


def test_an_item_grows_by_so_many_materials() -> None:
    some, more = scaling.by_materials((0, 3), 8, 1).points

    assert more.at == some.at + 3
    assert min(some.ours, some.floor, more.ours, more.floor) > 0


def test_curves_have_a_point_for_each_size() -> None:
    assert [point.at for point in scaling.by_items((1, 2), 6, 1).points] == [1, 2]
    assert [point.at for point in scaling.by_packets(RULESETS, (3, 6), 1).points] == [3, 6]
    assert [point.at for point in scaling.by_unknown(RULESETS, (0, 2), 4, 1).points] == [0, 2]


def test_who_is_quick_works_again_until_it_can_be_measured() -> None:
    done: list[int] = []

    each = seconds(lambda: done.append(1), 0.01)
    assert len(done) > 10
    assert each * len(done) == pytest.approx(0.01, rel=0.5)
    done.clear()
    seconds(lambda: done.append(1))
    assert len(done) == 1


def test_works_take_turns() -> None:
    turns: list[str] = []

    times = in_turn({"a": lambda: turns.append("a"), "b": lambda: turns.append("b")}, 3)
    assert turns == ["a", "b"] * 3
    assert {name: len(some) for name, some in times.items()} == {"a": 3, "b": 3}
    assert ratio([2.0, 6.0, 30.0], [1.0, 2.0, 3.0]) == 3.0
