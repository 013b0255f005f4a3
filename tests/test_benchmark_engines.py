"""Other engines are asked what our notices answer: the lowering is held against them, and what came of a run is told whole."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks import compare
from benchmarks.measured import Apart, Curve, Machine, Measured, Point, Row, Unknown
from benchmarks.page import OURS, drawing, page, table
from benchmarks.peers.engines import NAMES, engine
from benchmarks.peers.environment import REQUIREMENTS, Broken, Engine, Environment, environment, required
from benchmarks.peers.expression import holds, names
from benchmarks.places import written
from benchmarks.workload import Left, Workload, workload
from materials_rules import Library, load

ROOT = Path(__file__).parent.parent

# ---- the lowering, against what our notices say


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with load(ROOT / "rulesets" / "hengyang") as found:
        yield found


@pytest.fixture(scope="module")
def work(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Workload:
    return workload(library, tmp_path_factory.mktemp("work"), 250, 30, 1)


def frames(path: Path) -> Iterator[list[Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)["frames"]


def missing_by(work: Workload, asked: list[Any]) -> frozenset[tuple[str, str | None]]:
    return frozenset(
        (rule.requirement, subject)
        for place, subject, inputs in asked
        for rule in work.frames[place].rules
        if holds(rule.missing, inputs)
    )


def test_the_rules_over_flat_inputs_say_what_our_notices_say(work: Workload) -> None:
    found = [missing_by(work, asked) for asked in frames(work.asked)]

    assert found == list(work.missing)
    assert sum(map(bool, found)) > 60
    assert any(subject for one in found for _, subject in one)


def test_they_do_so_too_for_every_sort_of_material_of_the_generated_catalogue(tmp_path: Path) -> None:
    with load(written(tmp_path, 13)) as catalogue:
        found = workload(catalogue, tmp_path, 300, 5, 1)

    assert [missing_by(found, asked) for asked in frames(found.asked)] == list(found.missing)
    rules = {rule.requirement for one in found.frames for rule in one.rules}
    # the list is always due and covers the summary, which can therefore never be missing
    assert "equipment-summary" not in rules
    assert {"equipment-list", "no-record-proof", "staff-certificate", "identity-proof", "prior-result"} <= rules


def test_every_version_and_every_list_has_rules_and_is_asked(library: Library, work: Workload) -> None:
    versions = {f"{one.item}/{one.file.in_force_from}" for some in library.ruleset.items.values() for one in some}
    asked = {place for one in frames(work.asked) for place, _, _ in one}

    assert {rules.version for rules in work.frames} == versions
    assert {rules.version for place, rules in enumerate(work.frames) if place in asked} == versions


def test_inputs_are_complete_where_everything_is_answered_and_not_where_something_is_left_out(work: Workload) -> None:
    for asked in frames(work.asked):
        for place, _, inputs in asked:
            assert inputs.keys() == work.frames[place].inputs.keys()
    assert len(work.left) == 30
    for asked, left in zip(frames(work.partly), work.left, strict=True):
        assert left.depends
        assert any(inputs.keys() < work.frames[place].inputs.keys() for place, _, inputs in asked)


def test_names_of_inputs_are_words_of_every_language_and_each_has_one_meaning(work: Workload) -> None:
    for rules in work.frames:
        for name in rules.inputs:
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,60}", name), name
        assert {name for rule in rules.rules for name in names(rule.missing)} == rules.inputs.keys()


def test_each_line_of_inputs_stands_behind_its_packet(work: Workload) -> None:
    both = work.paired.read_bytes().splitlines()

    assert both[0::2] == work.packets.read_bytes().splitlines()
    assert both[1::2] == work.asked.read_bytes().splitlines()


# ---- an engine as a process


def test_a_process_answers_files_in_every_way_and_an_error_is_an_answer(work: Workload, tmp_path: Path) -> None:
    texts = [engine("durable_rules").translated(rules) for rules in work.frames]
    out = tmp_path / "out"
    with Engine(Environment(Path(sys.executable)), "durable_rules", texts, tmp_path) as one:
        assert one.answer(work.asked, out) > 0
        timed = compare.read_answers(out)
        assert compare.agreement(timed, work.missing) == len(work.missing)
        assert one.answer(work.paired, out, "paired") > 0
        assert compare.read_answers(out) == timed
        wrong = tmp_path / "wrong.jsonl"
        wrong.write_text('{"frames":[[99999,null,{}]]}\n{"frames":[]}\n', "utf-8")
        one.answer(wrong, out, "careful")
        assert compare.read_answers(out) == [None, frozenset()]
        with pytest.raises(Broken, match="99999"):
            one.answer(wrong, out)


@pytest.mark.parametrize(("name", "texts"), [("durable_rules", ["no json"]), ("nobody", [])])
def test_an_engine_that_cannot_be_opened_says_why(name: str, texts: list[str], tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"JSONDecodeError|LookupError"):
        Engine(Environment(Path(sys.executable)), name, texts, tmp_path)


def test_what_cannot_be_installed_is_a_line_with_the_reason(
    work: Workload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("# one that is nowhere\ncedarpy @ file:///nowhere/cedarpy-1.0-py3-none-any.whl\n", "utf-8")
    monkeypatch.setattr("benchmarks.peers.environment.REQUIREMENTS", wanted)
    where = environment(tmp_path / "python")

    assert where.python.exists()
    assert where.absent.keys() == {"cedarpy"}
    with pytest.raises(Broken, match=r"not installed: .+"), compare._opened(where, "cedar", work, tmp_path):
        pytest.fail("it was opened")


def test_each_engine_is_required_within_bounds() -> None:
    lines = required(REQUIREMENTS.read_text("utf-8"))
    packages = [engine(name).PACKAGE for name in NAMES]

    for package in packages:
        (line,) = [line for line in lines if re.split("[<>=]", line)[0] == package]
        assert "==" in line or ("<" in line and ">=" in line)


# ---- what is counted and shown


def test_what_an_engine_says_of_an_answer_left_out_is_counted() -> None:
    sure, depends = frozenset({("form", None)}), frozenset({("lease", None)})
    left = [Left(sure, depends)] * 4
    answers = [None, sure, sure | depends, frozenset({("other", None)})]

    assert compare.left_out(answers, left) == Unknown(packets=4, refused=1, silent=2, claimed=1, wrong=1)


MEASURED = Measured(
    Machine("a processor", 2, "Linux", "CPython 3.11", "2026-03-02"),
    packets=100,
    bytes_a_packet=900,
    rounds=2,
    rows=(
        Row("floor: typed decode and encode", "1", (9.0, 11.0), 1.0),
        Row("some-engine", "2.0", (90.0, 110.0), 10.0, (95.0, 115.0), 0.5, 100, 100, Unknown(7, 1, 2, 3, 0)),
        Row("no-engine", "", absent="it <b>cannot</b> be installed"),
    ),
    apart=(Apart("escaped", 20.0, 2.0, 100, 25),),
    curves=(Curve("items", "items in the ruleset", (Point(1, 10.0, 5.0), Point(10, 12.0, 5.0))),),
    command="python -m benchmarks.compare",
)


def test_the_table_the_page_and_the_drawing_tell_everything_that_was_measured() -> None:
    for text in (table(MEASURED), page(MEASURED, "b.svg")):
        for word in ("some-engine", "100/100", "10.00", "no-engine", "cannot", "escaped"):
            assert word in text
    assert "25.0 %" in page(MEASURED, "b.svg")
    assert "(b.svg)" in page(MEASURED, "b.svg")
    drawn = drawing(MEASURED)
    ElementTree.fromstring(drawn)
    assert "some-engine" in drawn and "随规则集的事项数" in drawn


def test_the_page_says_who_was_quicker_and_whether_other_work_ran() -> None:
    def text(ours: float, load: float) -> str:
        rows = (*MEASURED.rows, Row(OURS, "1", (ours,), 1.0))
        busy = msgspec.structs.replace(MEASURED.machine, load=load)
        return page(msgspec.structs.replace(MEASURED, rows=rows, machine=busy), "b.svg")

    assert "1 of 1 from ready inputs, 1 with the packet read too" in text(120.0, 0.0)
    assert "1 of 1 from ready inputs, 0 with the packet read too" in text(103.0, 0.0)
    assert "0 of 1 from ready inputs, 0 with the packet read too" in text(50.0, 0.0)
    assert "other work ran beside" in text(50.0, 3.2)
    assert "other work ran beside" not in text(50.0, 0.1)


def test_a_page_is_written_again_from_what_was_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "before.json"
    data.write_bytes(msgspec.json.encode(MEASURED))

    assert compare.main(["--from", str(data), "--write", str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text("utf-8") == page(MEASURED, "page.svg")
    assert msgspec.json.decode((tmp_path / "page.json").read_bytes(), type=Measured) == MEASURED
    assert (tmp_path / "page.svg").exists()
    assert capsys.readouterr().out == table(MEASURED)


def test_an_engine_that_does_not_agree_makes_the_run_fail(tmp_path: Path) -> None:
    rows = (msgspec.structs.replace(MEASURED.rows[1], agreed=99),)
    data = tmp_path / "before.json"
    data.write_bytes(msgspec.json.encode(msgspec.structs.replace(MEASURED, rows=rows)))

    assert compare.main(["--from", str(data)]) == 1


def test_a_small_run_measures_us_beside_the_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "m.json"
    options = ["--no-engines", "--packets", "15", "--partly", "3", "--rounds", "1", "--item", "project-filing", "--json", str(data)]

    assert compare.main(options) == 0
    found = msgspec.json.decode(data.read_bytes(), type=Measured)
    assert [len(row.microseconds) for row in found.rows] == [1, 1, 1, 1]
    assert all(row.ratio > 0 for row in found.rows)
    assert [(one.exact, one.lines) for one in found.apart if "exact reader alone" in one.name] == [(15, 15)]
    assert "materials-rules, the whole job" in capsys.readouterr().out


def test_an_item_that_is_not_there_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        compare.main(["--no-engines", "--item", "nowhere"])

    assert ended.value.code == 2
    assert "nowhere" in capsys.readouterr().err


