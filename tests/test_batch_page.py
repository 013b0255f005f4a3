"""The summary as a page: every number is one of the manifest, nothing of it runs or comes from elsewhere, and no text is markup."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from pathlib import Path

import msgspec
from batching import packet, request, run
from calling import PLACE, ROOT
from hypothesis import given
from hypothesis import strategies as st

from materials_rules import Judged, check_many, load
from materials_rules.batch.counts import Counts
from materials_rules.batch.manifest import FileMade, InputRead, Manifest, Options, RulesetMark
from materials_rules.batch.named import names_of
from materials_rules.batch.page import MOST_BARS, as_page, groups
from materials_rules.render._markup import VOID

WORD = st.sampled_from(["missing", "unsigned", "accept", "C1_NO_BASIS", "<script>alert(1)</script>", '"&', "?", "", "甲", "a/b"])
NUMBER = st.integers(1, 10**9)
ONE = st.dictionaries(WORD, NUMBER, max_size=6)
TWO = st.dictionaries(WORD, ONE.filter(bool), max_size=30)


def manifest(counts: Counts, name: str = "town") -> Manifest:
    file = FileMade("out.jsonl", 1, "sha256:1")
    return Manifest(
        "tool 1", RulesetMark(name, "sha256:r"), "sha256:c", Options(None, 2.0), [InputRead(f"/home/li/{name}", 1, "sha256:i", 1)] * 25,
        counts.lines, counts.results, counts.rejects, counts.blanks, 3, file, file, None, counts,
    )  # fmt: skip


class Reader(HTMLParser):
    """Reads a page: elements that are open, names that were there, attributes, texts of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "td":
            self.cells.append(data)


def read(page: bytes) -> Reader:
    reader = Reader()
    reader.feed(page.decode())
    reader.close()
    assert reader.open == []
    return reader


@given(st.builds(Counts, NUMBER, NUMBER, NUMBER, ONE, st.dictionaries(st.sampled_from(["P-LIMIT", "B-CELL"]), NUMBER), TWO, TWO, ONE, ONE, TWO, TWO), WORD)
def test_whatever_was_counted_makes_a_whole_page_of_inert_text(counts: Counts, name: str) -> None:
    made = manifest(counts, name)
    page = as_page(made)
    found = read(page)

    assert "script" not in found.seen and b"<script" not in page
    names = {name for name, _ in found.attributes}
    assert not names & {"src", "href", "style", "onclick", "onload"}
    assert page == as_page(msgspec.json.decode(msgspec.json.encode(made), type=Manifest))
    numbers = [f"{one:,}" for group in groups(made) for _, row in group.rows for one in row]
    assert [cell for cell in found.cells if cell.replace(",", "").isdigit()] == numbers
    assert b"/home/li" not in page


def test_the_numbers_of_a_group_are_those_of_all_its_packets() -> None:
    counts = Counts(10, 2, 0, {"accept": 4, "supplement": 6}, {"P-LIMIT": 2}, {"a": {"accept": 4}, "b": {"supplement": 6}}, {"a/x": {"missing": 3}, "b/y": {"missing": 2, "stale": 1}})
    found = {group.key: group for group in groups(manifest(counts))}

    assert found["items"].rows == ((("b", ""), (6, 6, 0)), (("a", ""), (4, 0, 4)))
    assert [numbers for _, numbers in found["kinds"].rows] == [(5,), (1,)]
    assert found["kinds"].rows[0][0] == ("缺少", "missing")
    assert found["rejects"].rows[0][0][0].startswith("P-LIMIT 超出限制")


def test_a_drawing_of_many_says_how_many_more_there_are() -> None:
    counts = Counts(500, items={f"item-{number}": {"accept": 1} for number in range(494)})
    page = as_page(manifest(counts)).decode()

    assert f"另有 {494 - MOST_BARS} 个" in page
    assert page.count("<td>1</td>") == 2 * 494
    assert page.count('class="bar"') == MOST_BARS


def test_the_page_lets_nothing_else_in() -> None:
    page = as_page(manifest(Counts())).decode()

    assert "default-src 'none'; style-src 'sha256-" in page.replace("&#x27;", "'")
    assert 'lang="zh-CN"' in page and "@media print" in page and "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


def test_equal_batches_make_equal_pages(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(packet(f"P-{number}") for number in range(30)))
    first = run(request(tmp_path, block=300)).manifest
    second = run(request(tmp_path, force=True)).manifest

    assert first is not None and second is not None
    assert as_page(first) == as_page(second)


def test_what_has_a_name_is_called_by_it_and_keeps_its_id() -> None:
    missing, excess = {"missing": 3}, {"C1_NO_BASIS": 2}
    counts = Counts(9, items={"permit": {"accept": 8}, "?": {"undetermined": 1}}, findings={"permit/form": missing, "permit/consistency/owner": missing, "permit/odd": missing}, not_needed={"permit/map": excess})
    found = {group.key: [label for label, _ in group.rows] for group in groups(manifest(counts), {"permit": "施工许可", "permit/form": "申请表", "permit/map": "地图<b>"})}

    assert found["items"] == [("施工许可", "permit"), ("规则集里没有的事项", "not in the ruleset")]
    assert sorted(found["requirements"]) == [
        ("odd · 施工许可", "permit/odd"),
        ("是否一致（owner） · 施工许可", "permit/consistency/owner"),
        ("申请表 · 施工许可", "permit/form"),
    ]
    assert found["materials"] == [("地图<b> · 施工许可", "permit/map")]
    assert "地图&lt;b&gt;" in as_page(manifest(counts), {"permit": "施工许可", "permit/map": "地图<b>"}).decode()


def test_all_that_a_batch_counts_of_a_real_place_has_a_name(tmp_path: Path) -> None:
    """Only what the rules themselves call by nothing but a word (what must agree) is told by that word."""
    packets = [path.read_bytes() for path in sorted((ROOT / "examples" / "packets").glob("*.json"))]
    counts = Counts()
    with load(PLACE) as library:
        for one in check_many(library, packets):
            if isinstance(one, Judged):
                counts.add(one.tally, frozenset(library.ruleset.items))
        names = names_of(library, counts)

    keys = {*counts.items, *counts.findings, *counts.not_needed, *counts.conditional} - {"?"}
    assert len(keys) > 20
    assert {key for key in keys - names.keys() if not key.startswith("?")} == {key for key in keys if "/consistency/" in key}
    page = as_page(manifest(counts), names).decode()
    assert all(escape(name) in page for key, name in names.items() if key not in counts.conditional)


def test_shares_of_the_outcomes_are_drawn() -> None:
    page = as_page(manifest(Counts(8, outcomes={"accept": 6, "supplement": 2}))).decode()

    assert "6 · 75.0%" in page and "2 · 25.0%" in page
