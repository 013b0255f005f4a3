"""The generator of packets for benchmarks: the same bytes for a seed, in form unless meant otherwise, every outcome, right rates."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.packets.__main__ import main
from benchmarks.packets.drawing import UNKNOWN_ITEM, escaped, spoilt
from benchmarks.packets.faults import WEIGHTS, Rates, weights
from benchmarks.packets.generating import UnknownItem, lines
from benchmarks.packets.persons import REGION, businesses, people
from benchmarks.places import written
from materials_rules import Library, load
from materials_rules.identifiers import credit_code, mobile_number, resident_id
from materials_rules.many import Judge, Judged, Rejected
from materials_rules.packet.fast import read_fast

ROOT = Path(__file__).parent.parent
NOTHING_WRONG = Rates(faults=0.0, unanswered=0.0, strange=0.0)
SOME = ("outdoor-advertising", "food-business-licence", "road-freight-permit", "project-filing")
FEW = 6
"""Situations of a version that are prepared here; each takes the judge some milliseconds."""


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with load(ROOT / "rulesets" / "hengyang") as found:
        yield found


@pytest.fixture(scope="module")
def judge(library: Library) -> Judge:
    return Judge(library)


def drawn(library: Library, number: int, seed: int = 1, rates: Rates = NOTHING_WRONG, *items: str) -> list[str]:
    return list(lines(library, number, seed, rates, items, FEW))


def outcomes(judge: Judge, some: list[str]) -> Counter[str]:
    found = [judge(line.encode()) for line in some]
    return Counter(one.tally.outcome if isinstance(one, Judged) else "rejected" for one in found)


@pytest.fixture(scope="module")
def usual(library: Library) -> list[str]:
    return drawn(library, 900, 1, Rates())


def test_the_same_seed_gives_the_same_lines_and_another_one_others(library: Library) -> None:
    item = "outdoor-advertising"
    once, again, other = (drawn(library, 40, seed, Rates(), item) for seed in (5, 5, 6))

    assert once == again
    assert not set(once) & set(other)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_seed_gives_the_same_bytes_in_another_process(library: Library, hash_seed: str) -> None:
    command = [sys.executable, "-m", "benchmarks.packets", "--number", "30", "--seed", "9", "--item", "road-freight-permit"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, "--situations", str(FEW)], capture_output=True, cwd=ROOT, env=environment, check=True)

    assert done.stdout.decode().splitlines() == drawn(library, 30, 9, Rates(), "road-freight-permit")


def test_more_lines_begin_with_the_same_ones(library: Library) -> None:
    assert drawn(library, 60, 3, Rates(), *SOME)[:20] == drawn(library, 20, 3, Rates(), *SOME)


def test_lines_are_made_one_after_the_other_however_many_are_asked_for(library: Library) -> None:
    endless = lines(library, 10**12, 1, Rates(), ("project-filing",), FEW)

    numbers = [json.loads(line)["packet"] for line in itertools.islice(endless, 3)]
    assert numbers == ["P00000001", "P00000002", "P00000003"]


def test_with_nothing_wrong_everybody_is_accepted_or_need_not_apply_here(library: Library, judge: Judge) -> None:
    found = outcomes(judge, drawn(library, 400))

    assert found.keys() <= {"accept", "not_required", "not_competent"}
    assert found["accept"] > 360


def test_every_version_is_drawn_in_its_own_time(library: Library, usual: list[str]) -> None:
    packets = [json.loads(line) for line in usual]
    known = [packet for packet in packets if packet["item"] != UNKNOWN_ITEM]
    versions = [library.ruleset.version(one["item"], date.fromisoformat(one["received_on"])) for one in known]

    assert None not in versions
    met = {(one.item, one.file.in_force_from) for one in versions if one is not None}
    assert met == {(one.item, one.file.in_force_from) for some in library.ruleset.items.values() for one in some}


def test_the_days_of_receipt_spread_over_a_year(library: Library) -> None:
    days = sorted(json.loads(line)["received_on"] for line in drawn(library, 300, 1, NOTHING_WRONG, "outdoor-advertising"))

    assert date.fromisoformat(days[-1]) - date.fromisoformat(days[0]) <= date(2026, 1, 1) - date(2025, 1, 1)
    assert len({day[:7] for day in days}) >= 12


def test_every_line_is_one_that_the_fast_reader_takes(usual: list[str]) -> None:
    assert [line for line in usual if read_fast(line.encode()) is None] == []


def test_every_outcome_that_the_delivered_items_know_occurs(judge: Judge, usual: list[str]) -> None:
    found = outcomes(judge, usual)

    # nothing of the delivered ruleset can be deferred
    assert found.keys() == {"accept", "supplement", "fix_on_spot", "undetermined", "not_required", "not_competent"}
    assert 0.35 < found["accept"] / len(usual) < 0.65


def test_every_kind_of_fault_leaves_its_trace(library: Library, judge: Judge) -> None:
    told: dict[str, Counter[str]] = {}
    for kind in WEIGHTS:
        only = Rates(faults=1.0, unanswered=0.0, strange=0.0, weights={**dict.fromkeys(WEIGHTS, 0.0), kind: 1.0})
        found = [judge(line.encode()) for line in drawn(library, 120, 1, only, *SOME)]
        kinds = Counter(word for one in found if isinstance(one, Judged) for _, word in one.tally.findings)
        kinds["demand"] = sum(bool(one.tally.demanded) for one in found if isinstance(one, Judged))
        kinds["look"] = sum(one.tally.outcome == "undetermined" for one in found if isinstance(one, Judged))
        told[kind] = kinds

    assert told["missing"]["missing"] > 80
    assert told["unsigned"]["unsigned"] > 40
    assert told["copies"].keys() & {"insufficient_copies", "wrong_format"}
    assert told["stale"].keys() & {"expired", "stale", "too_old", "outdated"}
    assert told["not_shown"]["original_not_shown"]
    assert told["wrong_field"].keys() & {"inconsistent", "invalid_field", "invalid_identifier"}
    assert told["contradiction"]["contradictory_answers"]
    assert told["demand"]["demand"] > 100
    assert told["not_recorded"]["look"]
    assert told["unreadable"]["unreadable"]


@pytest.mark.parametrize("rate", [0.0, 0.3, 0.9])
def test_bad_lines_are_as_many_as_were_asked_for_and_nobody_else_is_refused(
    library: Library, judge: Judge, rate: float
) -> None:
    found = outcomes(judge, drawn(library, 300, 2, Rates(bad=rate), *SOME))

    assert found["rejected"] / 300 == pytest.approx(rate, abs=0.08)


def test_a_spoilt_line_is_never_a_packet_whatever_the_way(library: Library, judge: Judge) -> None:
    chance = Random(4)
    (line,) = drawn(library, 1, 1, NOTHING_WRONG, "project-filing")
    spoiled = [spoilt(line, chance.random) for _ in range(200)]
    refused = [judge(text.encode()) for text in spoiled]

    assert all(isinstance(one, Rejected) for one in refused)
    codes = {one.diagnostics[0].code for one in refused if isinstance(one, Rejected)}
    assert {"P-SYNTAX", "P-DUPKEY", "P-DATE", "P-MISSING", "P-NUMBER", "P-TYPE"} <= codes


def test_odd_lines_are_good_packets_for_the_exact_reader(library: Library, judge: Judge) -> None:
    odd = drawn(library, 200, 2, Rates(odd=1.0), *SOME)

    assert [line for line in odd if read_fast(line.encode()) is not None] == []
    assert outcomes(judge, odd)["rejected"] == 0


def test_answers_are_left_out_as_often_as_was_asked_for(library: Library) -> None:
    def answers(rate: float) -> int:
        rates = Rates(faults=0.0, unanswered=rate, strange=0.0)
        return sum(len(json.loads(line).get("facts", {})) for line in drawn(library, 500, 1, rates, "construction-permit"))

    assert answers(0.2) / answers(0.0) == pytest.approx(0.8, abs=0.04)


def test_faults_come_as_often_as_was_asked_for(library: Library, judge: Judge) -> None:
    rates = Rates(faults=0.5, unanswered=0.0, strange=0.0, weights={**dict.fromkeys(WEIGHTS, 0.0), "missing": 1.0})
    found = outcomes(judge, drawn(library, 400, 1, rates, "food-business-licence"))

    assert found["supplement"] / found.total() == pytest.approx(0.5, abs=0.09)


def test_an_escaped_line_is_ascii_and_says_the_same(usual: list[str]) -> None:
    for line in usual[:200]:
        assert escaped(line).isascii()
        assert json.loads(escaped(line)) == json.loads(line)
    assert json.loads(escaped('{"name":"甲·乙é"}')) == {"name": "甲·乙é"}


def test_numbers_pass_their_checks_and_belong_to_no_region() -> None:
    on = date(2026, 3, 2)
    for person in people(Random(1), 300):
        assert resident_id.fault(person.id, on) is None
        assert person.id.startswith(REGION)
        assert mobile_number.fault(person.phone, on) is None
    for business in businesses(Random(1), 300):
        assert credit_code.fault(business.id, on) is None
        assert business.id[2:8] == REGION
        assert business.name.startswith("生成市")


def test_nothing_that_marks_a_place_is_left_in_a_line(usual: list[str]) -> None:
    assert [line for line in usual if any("\ue000" <= sign <= "\uf8ff" for sign in line)] == []


def test_weights_change_what_is_drawn_and_a_wrong_word_is_named() -> None:
    assert weights(["stale=20"]) == {**WEIGHTS, "stale": 20.0}
    for wrong in ("stael=2", "stale=much", "stale=-1", "stale"):
        with pytest.raises(ValueError, match=wrong):
            weights([wrong])
    with pytest.raises(ValueError, match="missing=0"):
        weights([f"{kind}=0" for kind in WEIGHTS])


def test_an_item_that_is_not_there_is_named(library: Library) -> None:
    with pytest.raises(UnknownItem, match="nowhere"):
        drawn(library, 1, 1, Rates(), "nowhere")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--item", "nowhere"], "--item nowhere"),
        (["--weight", "stael=2"], "--weight stael=2"),
        (["--faults", "2"], "from 0 to 1"),
        (["--number", "0"], "at least 1"),
    ],
)
def test_wrong_options_end_with_2_and_say_which(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*options, "--situations", "1"])

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_file_is_written_and_each_line_ends(tmp_path: Path, library: Library) -> None:
    out = tmp_path / "packets.jsonl"

    assert main(["--number", "600", "--item", "project-filing", "--situations", str(FEW), "--out", str(out), "--ascii"]) == 0
    text = out.read_bytes()
    assert text.isascii()
    assert text.endswith(b"\n")
    assert [json.loads(line) for line in text.splitlines()] == [
        json.loads(line) for line in drawn(library, 600, 1, Rates(), "project-filing")
    ]


def test_packets_for_the_generated_catalogue_are_judged_by_it(tmp_path: Path) -> None:
    with load(written(tmp_path, 4)) as catalogue:
        found = outcomes(Judge(catalogue), drawn(catalogue, 120, 1, Rates(strange=0.0)))

    assert found["rejected"] == 0
    assert found["accept"] > 30
    assert found["supplement"] > 10


def test_a_larger_catalogue_repeats_the_items_under_other_names(tmp_path: Path) -> None:
    place = written(tmp_path, 496)
    with load(place, "") as catalogue:
        ruleset = catalogue.ruleset
        versions = [ruleset.items[item][0] for item in ("generated-001", "generated-1-001")]

        assert len(ruleset.items) == 496
        assert not set(versions[0].file.facts) & set(versions[1].file.facts)
        assert len(versions[0].asked) == len(versions[1].asked)
        assert outcomes(Judge(catalogue), drawn(catalogue, 20, 1, NOTHING_WRONG, "generated-1-001"))["accept"] > 10
