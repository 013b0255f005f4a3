"""A stencil says of every packet of its likeness what the whole way says: byte for byte, whatever else is in the packet."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import UNSET, structs
from mutations import mutated, plainly

from benchmarks.packets.faults import Rates
from benchmarks.packets.generating import lines
from materials_rules import Judge, Judged, Library, Rejected, check, load
from materials_rules.ground.errors import LimitExceeded, NotAPacket
from materials_rules.notice.model import encode
from materials_rules.packet.model import Material
from materials_rules.stencil import store
from materials_rules.stencil.papers import PaperTeller
from materials_rules.stencil.tokens import Likes, Token

ROOT = Path(__file__).parent.parent
SEED = int(os.environ.get("MATERIALS_RULES_SEED", "20261123"))
TIMES = int(os.environ.get("MATERIALS_RULES_TIMES", "160"))
EXAMPLES: list[dict[str, Any]] = [
    json.loads(path.read_bytes()) for path in sorted((ROOT / "examples").rglob("packets/*.json"))
]


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with load(ROOT / "rulesets" / "hengyang") as opened:
        yield opened


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is filled in is held against the whole way, so that a fault would show."""
    monkeypatch.setattr(store, "EVERY", 10**12)
    monkeypatch.setattr(store, "EVERY_JOINED", 10**12)


def line_of(packet: dict[str, Any]) -> bytes:
    return json.dumps(packet, ensure_ascii=False).encode()


def wanted(library: Library, line: bytes) -> bytes | None:
    try:
        return encode(check(library, line))
    except (NotAPacket, LimitExceeded):
        return None


def hold(library: Library, judge: Judge, line: bytes) -> None:
    found, whole = judge(line), wanted(library, line)
    if whole is None:
        assert isinstance(found, Rejected), line.decode()
    else:
        assert isinstance(found, Judged), line.decode()
        assert found.notice == whole, line.decode()


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("part", range(4))
def test_changed_packets_and_their_likes_get_the_notice_of_the_whole_way(library: Library, part: int) -> None:
    source = random.Random(f"{SEED}/{part}")
    judge = Judge(library)
    for _ in range(TIMES):
        packet = mutated(source, EXAMPLES)
        for other in (packet, *(plainly(source, packet) for _ in range(3))):
            hold(library, judge, line_of(other))
    usage = judge.usage
    assert usage.filled > TIMES / 2, "too few packets came to a stencil to show anything"
    assert usage.whole > TIMES / 2


@pytest.mark.usefixtures("unchecked")
def test_invented_packets_come_to_stencils_that_are_joined_of_shares(library: Library) -> None:
    judge = Judge(library)
    for line in lines(library, 5 * TIMES, SEED, Rates()):
        hold(library, judge, line.encode())
    assert judge.usage.joined > TIMES / 8
    assert judge.usage.apart < TIMES / 4


def test_a_wrong_stencil_is_found_told_and_never_used_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Breaks the likeness on purpose: signatures make no difference any more."""
    whole = PaperTeller.__call__

    def blind(self: PaperTeller, line: Material, received_on: str, likes: Likes) -> Token:
        return whole(self, structs.replace(line, signed_by=UNSET, sealed_by=UNSET), received_on, likes)

    monkeypatch.setattr(PaperTeller, "__call__", blind)
    monkeypatch.setattr(store, "EVERY", 1)
    monkeypatch.setattr(store, "EVERY_JOINED", 1)
    judge = Judge(library)
    signed = json.loads((ROOT / "examples/packets/outdoor-advertising-complete.json").read_bytes())
    unsigned = json.loads(json.dumps(signed))
    for line in unsigned["materials"]:
        line["signed_by"] = line["sealed_by"] = []
    for packet in (signed, unsigned, signed, unsigned):
        hold(library, judge, line_of(packet))
    assert judge.usage.wrong == 1


def test_without_the_check_that_break_would_be_seen(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PaperTeller, "__call__", lambda *_: 0)
    monkeypatch.setattr(store, "EVERY", 10**12)
    judge = Judge(library)
    signed = json.loads((ROOT / "examples/packets/outdoor-advertising-complete.json").read_bytes())
    hold(library, judge, line_of(signed))
    for line in signed["materials"]:
        line["signed_by"] = line["sealed_by"] = []
    with pytest.raises(AssertionError):
        hold(library, judge, line_of(signed))


@pytest.mark.usefixtures("unchecked")
def test_what_was_warned_of_when_a_packet_was_read_stands_in_its_notice(library: Library) -> None:
    """Keys that nobody knows, here and there: the packet has its likes all the same."""
    source = random.Random(SEED)
    judge = Judge(library)
    for _ in range(TIMES // 8):
        for packet in json.loads(json.dumps(EXAMPLES)):
            for _ in range(source.randint(0, 3)):
                part = source.choice([packet, packet["applicant"], *packet.get("materials", ()), *packet.get("obtained", ())])
                part[source.choice(["remark", "operator", "13900000000", "matereal", "说明"])] = source.choice(["x", None, 3])
            if source.random() < 0.3:
                packet["round"] = 2  # a later visit without the earlier notice is warned of too
            hold(library, judge, line_of(packet))
    assert judge.usage.filled > judge.usage.whole


@pytest.mark.usefixtures("unchecked")
def test_what_is_forgotten_is_worked_out_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_OF_SHARES", 50_000)
    judge = Judge(library)
    for _ in range(2):
        for packet in EXAMPLES:
            hold(library, judge, line_of(packet))


@pytest.mark.usefixtures("unchecked")
def test_a_day_of_judgement_moves_deadlines_alone(library: Library) -> None:
    day = dt.date(2026, 9, 30)
    judge = Judge(library, day)
    for packet in EXAMPLES * 2:
        line = line_of(packet)
        found = judge(line)
        assert isinstance(found, Judged)
        assert found.notice == encode(check(library, line, as_of=day))
    assert judge.usage.filled >= len(EXAMPLES) / 2


def test_texts_are_alike_as_a_comparison_takes_them() -> None:
    likes = Likes()
    assert [likes.number(text) for text in ("甲 公司", "乙", "甲公司", "Ａ", "a", "乙", "")] == [0, 1, 0, 2, 2, 1, 3]
