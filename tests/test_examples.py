"""The example packets get exactly the notices that lie beside them, in every format that is kept.

After a change that is meant, `python -m tests.test_examples` writes them anew; the difference is then read like any other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from materials_rules import Library, check, load
from materials_rules.notice.model import Outcome, decode
from materials_rules.render import render

ROOT = Path(__file__).parent.parent
KEPT = {"json": "json", "text": "txt"}
"""Format and suffix of the notices that are kept."""

PLACES = {
    ROOT / "examples" / "packets": ROOT / "rulesets" / "hengyang",
    ROOT / "examples" / "deferral" / "packets": next(
        (path.parent for path in sorted((ROOT / "examples" / "deferral").glob("*/ruleset.yaml"))),
        ROOT / "examples" / "deferral",
    ),
}
"""Where packets lie, and the ruleset that judges them."""


def packets() -> Iterator[Path]:
    """Every example packet."""
    for folder in PLACES:
        yield from sorted(folder.glob("*.json"))


def notice_path(packet: Path, suffix: str) -> Path:
    """Where the notice for *packet* lies."""
    return packet.parent.parent / "notices" / f"{packet.stem}.{suffix}"


@cache
def library(folder: Path) -> Library:
    """The ruleset in *folder*, opened once."""
    return load(folder)


def made(packet: Path, format_: str) -> bytes:
    """The notice for *packet* as it is made now."""
    opened = library(PLACES[packet.parent])
    notice = check(opened, packet.read_bytes(), packet.name)
    return render(notice, format_, opened.names(notice.matter.items[0].id))


@pytest.mark.parametrize("format_", sorted(KEPT))
@pytest.mark.parametrize("packet", list(packets()), ids=lambda path: path.stem)
def test_an_example_packet_gets_the_notice_that_lies_beside_it(packet: Path, format_: str) -> None:
    assert made(packet, format_) == notice_path(packet, KEPT[format_]).read_bytes()


def test_every_notice_belongs_to_a_packet() -> None:
    kept = {path for folder in PLACES for path in (folder.parent / "notices").glob("*")}

    assert kept == {notice_path(packet, suffix) for packet in packets() for suffix in KEPT.values()}


def test_the_examples_show_every_outcome() -> None:
    shown = {decode(notice_path(packet, "json").read_bytes()).outcome for packet in packets()}

    assert shown == set(Outcome)


def test_every_item_has_a_packet_that_passes_and_one_that_needs_curing() -> None:
    passes: set[str] = set()
    needs: set[str] = set()
    for packet in packets():
        notice = decode(notice_path(packet, "json").read_bytes())
        item = notice.matter.items[0].id
        if notice.outcome in (Outcome.ACCEPT, Outcome.ACCEPT_DEFERRED):
            passes.add(item)
        if notice.outcome in (Outcome.SUPPLEMENT, Outcome.FIX_ON_SPOT):
            needs.add(item)

    items = set(library(ROOT / "rulesets" / "hengyang").ruleset.items)
    assert items <= passes
    assert items <= needs


def write() -> None:
    """Writes every notice anew."""
    for packet in packets():
        for format_, suffix in KEPT.items():
            path = notice_path(packet, suffix)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(made(packet, format_))


if __name__ == "__main__":
    sys.exit(write())
