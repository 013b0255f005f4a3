"""An opened ruleset: what is kept in the cache changes the time and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from materials_rules import Library, check, load
from materials_rules.ground.errors import PinnedRulesetUnavailable, RulesetInvalid, Untrusted, WrongUsage
from materials_rules.notice.model import Notice, encode
from materials_rules.rules.folder import read_files
from materials_rules.rules.known import known, reopen
from materials_rules.rules.ruleset import parse_ruleset

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "rulesets" / "hengyang"
PACKET = ROOT / "examples" / "packets" / "outdoor-advertising-curing.json"


def notice(library: Library, packet: bytes | None = None) -> Notice:
    return check(library, packet or PACKET.read_bytes(), "packet.json")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the shipped rulesets that a test may spoil."""
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    return tmp_path / "rulesets" / "hengyang"


def test_the_second_start_gives_the_same_bytes_from_the_cache(tmp_path: Path) -> None:
    first = encode(notice(load(PLACE, cache=tmp_path / "c")))
    kept = sorted(path.name for path in (tmp_path / "c").iterdir())
    second = load(PLACE, cache=tmp_path / "c")

    assert encode(notice(second)) == first
    assert encode(notice(load(PLACE, cache=""))) == first
    assert sorted(path.name for path in (tmp_path / "c").iterdir()) == kept
    assert not isinstance(second.ruleset.items, dict)
    assert len(kept) == 2  # the record of the ruleset and one plan


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"\xff\xfe", b'{"format":1}', b"[1,2,3]"])
def test_a_spoilt_cache_is_as_good_as_none(tmp_path: Path, spoilt: bytes) -> None:
    expected = encode(notice(load(PLACE, cache=tmp_path)))
    for path in tmp_path.iterdir():
        path.write_bytes(spoilt)

    assert encode(notice(load(PLACE, cache=tmp_path))) == expected


def test_a_changed_ruleset_does_not_meet_the_record_of_the_old_one(rules: Path, tmp_path: Path) -> None:
    cache = tmp_path / "c"
    before = load(rules, cache=cache).ruleset.digest
    load(rules, cache=cache)
    path = rules / "items" / "outdoor-advertising" / "2017-03-01.yaml"
    path.write_text(path.read_text("utf-8").replace("广告效果方案", "广告效果图册"), "utf-8")

    assert load(rules, cache=cache).ruleset.digest != before


def test_a_comment_changes_the_fingerprint_and_not_the_digest(rules: Path) -> None:
    before = read_files(rules)
    path = rules / "common.yaml"
    path.write_text(path.read_text("utf-8") + "\n# a remark\n", "utf-8")
    after = read_files(rules)

    assert before.fingerprint() != after.fingerprint()
    assert parse_ruleset(before).digest == parse_ruleset(after).digest


def test_a_record_of_other_files_is_refused(rules: Path) -> None:
    files = read_files(rules)
    record = known(parse_ruleset(files), files)
    (rules / "common.yaml").write_bytes(files.bytes_of["common.yaml"] + b"\n")

    assert reopen(files, record) is not None
    assert reopen(read_files(rules), record) is None
    assert reopen(files, record.replace(b"2017-03-01", b"2017-03-02")) is None


def test_a_reopened_ruleset_has_the_same_items_titles_and_versions() -> None:
    files = read_files(PLACE)
    whole = parse_ruleset(files)
    again = reopen(files, known(whole, files))

    assert again is not None
    assert dict(again.titles) == dict(whole.titles)
    assert list(again.items) == list(whole.items)
    assert len(again.items) == len(whole.items)
    for item, versions in whole.items.items():
        assert [v.file for v in again.items[item]] == [v.file for v in versions]
        assert [list(v.asked) for v in again.items[item]] == [list(v.asked) for v in versions]


def test_all_items_compile_and_say_nothing_to_their_authors() -> None:
    with load(PLACE, cache="") as library:
        assert library.compile_all() == ()


def test_a_reopened_ruleset_is_linted_in_full(rules: Path, tmp_path: Path) -> None:
    cache = tmp_path / "c"
    load(rules, cache=cache)

    with load(rules, cache=cache) as again:
        assert again.compile_all() == ()
        assert isinstance(again.ruleset.items, dict)


def test_every_refused_version_is_named_at_once(rules: Path) -> None:
    for item, day in (("outdoor-advertising", "2017-03-01"), ("project-filing", "2017-02-01")):
        path = rules / "items" / item / f"{day}.yaml"
        path.write_text(
            path.read_text("utf-8").replace(
                "  materials:\n", "  materials:\n    nobody-asks:\n      name: 无依据材料\n      kind: other\n", 1
            ),
            "utf-8",
        )

    with load(rules, cache="") as library, pytest.raises(RulesetInvalid) as refused:
        library.compile_all()

    assert {d.code for d in refused.value.diagnostics} == {"R-NO-BASIS"}
    assert len({d.place.path for d in refused.value.diagnostics}) == 2


def test_a_folder_that_is_no_ruleset_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        load(tmp_path, cache="")


UNKNOWN = b'{"packet":"P","item":"no-such-item","received_on":"2026-03-02"}'
EARLY = b'{"packet":"P","item":"outdoor-advertising","received_on":"2001-03-02"}'


@pytest.mark.parametrize(("packet", "code"), [(UNKNOWN, "P-ITEM"), (EARLY, "P-NO-VERSION")])
def test_what_no_rule_can_judge_is_undetermined(packet: bytes, code: str) -> None:
    found = notice(load(PLACE, cache=""), packet)

    assert (found.outcome, found.final) == ("undetermined", False)
    assert code in {warning.code for warning in found.warnings}
    assert found.findings == ()
    assert found.not_checked


def test_a_notice_of_another_case_is_not_trusted() -> None:
    library = load(PLACE, cache="")
    other = encode(notice(library, UNKNOWN))

    with pytest.raises(Untrusted):
        check(library, PACKET.read_bytes(), "packet.json", previous=other)


def test_a_pinned_notice_whose_item_version_is_gone(rules: Path) -> None:
    before = encode(notice(load(rules, cache="")))
    path = rules / "items" / "outdoor-advertising" / "2017-03-01.yaml"
    later = path.with_name("2099-01-01.yaml")
    later.write_text(path.read_text("utf-8").replace("in_force_from: 2017-03-01", "in_force_from: 2099-01-01"), "utf-8")
    path.unlink()

    with pytest.raises(PinnedRulesetUnavailable):
        check(load(rules, cache=""), PACKET.read_bytes(), "packet.json", previous=before)
