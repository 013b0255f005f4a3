"""Many packets come to what each alone comes to, in their order, and a bad one costs nobody else anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import materials_rules.many as many
from materials_rules import Judged, Library, Rejected, check, check_many, load
from materials_rules.ground.errors import EngineFault
from materials_rules.notice.model import encode

ROOT = Path(__file__).parent.parent
PACKETS = sorted((ROOT / "examples" / "packets").glob("*.json"))


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with load(ROOT / "rulesets" / "hengyang") as opened:
        yield opened


def lines() -> list[bytes]:
    return [path.read_bytes() for path in PACKETS]


def test_each_notice_is_the_one_that_check_gives(library: Library) -> None:
    found = list(check_many(library, lines()))
    assert len(found) == len(PACKETS) > 3
    for line, one in zip(lines(), found, strict=True):
        assert isinstance(one, Judged)
        assert one.notice == encode(check(library, line))


def test_text_and_bytes_are_the_same(library: Library) -> None:
    as_text = [line.decode() for line in lines()]
    assert list(check_many(library, as_text)) == list(check_many(library, lines()))


def test_what_is_no_packet_costs_nobody_else(library: Library) -> None:
    good = lines()
    mixed = [b"{", good[0], b'{"packet": 1}', good[1], b"\xff", "\ud800"]
    found = list(check_many(library, mixed))
    assert [type(one) for one in found] == [Rejected, Judged, Rejected, Judged, Rejected, Rejected]
    assert [one for one in found if isinstance(one, Judged)] == list(check_many(library, good[:2]))
    for one in found:
        if isinstance(one, Rejected):
            assert one.exit_code == 30
            assert one.diagnostics


@pytest.mark.parametrize("fault", [RecursionError, MemoryError, EngineFault])
def test_a_packet_that_breaks_the_machine_is_one_reject(
    library: Library, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def breaks(*_: object) -> None:
        raise fault

    monkeypatch.setattr(many, "read_packet", breaks)
    (one,) = check_many(library, lines()[:1])
    assert isinstance(one, Rejected)
    assert [(d.code, d.args["name"]) for d in one.diagnostics] == [("P-ENGINE", fault.__name__)]
    assert one.exit_code == 70


def test_what_is_counted_is_what_the_notice_says(library: Library) -> None:
    for line in lines():
        (one,) = check_many(library, [line])
        assert isinstance(one, Judged)
        notice = check(library, line)
        assert (one.packet, one.tally.item, one.tally.outcome) == (notice.packet, notice.matter.items[0].id, notice.outcome)
        assert [kind for _, kind in one.tally.findings] == [finding.kind for finding in notice.findings]
        assert all("/" not in name or name.startswith(("fact/", "consistency/", "read/")) for name, _ in one.tally.findings)
        assert one.tally.questions == len(notice.questions)
        assert len(one.tally.demanded) == len(notice.demands)
        assert {class_ for _, class_ in one.tally.not_needed} == {said.class_ for said in notice.not_needed}
