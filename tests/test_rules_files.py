"""The files of a ruleset: only those that belong to it are read, whole, and from inside its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from editing import BASE

from materials_rules.ground.errors import RulesetInvalid, WrongUsage
from materials_rules.rules.folder import LARGEST_FILE, read_files
from materials_rules.rules.ruleset import parse_ruleset


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The base on disk, where a test may spoil it."""
    for path in sorted(BASE.parent.rglob("*.yaml")):
        copy = tmp_path / "rulesets" / path.relative_to(BASE.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path / "rulesets" / "town"


def refused(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(RulesetInvalid) as raised:
        read_files(folder)
    return [(fault.code, Path(fault.place.path).name) for fault in raised.value.diagnostics]


def test_only_files_of_a_ruleset_are_read(town: Path) -> None:
    """B21: backups of editors, cases and notes are passed over."""
    before = read_files(town)
    for name in ("2020-01-01.yaml~", ".2020-01-01.yaml.swp", "#2020-01-01.yaml#", ".hidden.yaml", "2020-01-01.cases.yaml", "notes.txt", "2020-01-01.yaml.orig", "2020-01-01.yaml.bak"):
        (town / "items" / "sign" / name).write_text("item: [")
    (town / "items" / "README.md").write_text("x")
    (town / "bundles").mkdir()

    assert read_files(town) == before


def test_the_bytes_that_are_parsed_are_the_bytes_that_were_read(town: Path) -> None:
    files = read_files(town)
    digest = parse_ruleset(files).digest
    (town / "common.yaml").write_text("materials: {}")

    assert parse_ruleset(files).digest == digest != parse_ruleset(read_files(town)).digest


@pytest.mark.parametrize("name", ["items/sign/2021-01-01.yaml", "ruleset.yaml", "common.yaml", "../laws.yaml", "items/other"])
def test_a_link_is_refused(town: Path, tmp_path: Path, name: str) -> None:
    """B21: it can lead out of the folder."""
    target = tmp_path / "target.yaml"
    target.write_text("materials: {}")
    (town / name).unlink(missing_ok=True)
    (town / name).symlink_to(target if name.endswith(".yaml") else tmp_path)

    assert refused(town) == [("R-PATH", Path(name).name)]


def test_a_linked_folder_of_items_is_refused(town: Path, tmp_path: Path) -> None:
    (town / "items").rename(tmp_path / "elsewhere")
    (town / "items").symlink_to("../../elsewhere")

    assert refused(town) == [("R-PATH", "items")]


def test_what_is_no_plain_file_is_refused_and_holds_nobody_up(town: Path) -> None:
    """B69: a named pipe waits for its writer, and a device may never end."""
    for name in ("departments.yaml", "items/sign/2020-01-01.yaml"):
        (town / name).unlink()
        os.mkfifo(town / name)

    assert refused(town) == [("R-FILE", "departments.yaml"), ("R-FILE", "2020-01-01.yaml")]


@pytest.mark.parametrize("name", ["items", "items/sign", "common.yaml"])
@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_what_may_not_be_read_is_named(town: Path, name: str, mode: int, as_anybody: None) -> None:
    if name.endswith(".yaml") and mode:
        pytest.skip("may be read")
    (town / name).chmod(mode)
    try:
        found = refused(town)
    finally:
        (town / name).chmod(0o700)

    assert {code for code, _ in found} == {"R-FILE"}
    assert found[0][1] in {Path(name).name, *(path.name for path in (town / name).glob("*"))}


@pytest.mark.parametrize("below", ["", "town"])
def test_a_place_in_a_closed_folder_is_wrong_usage(town: Path, below: str, as_anybody: None) -> None:
    town.parent.chmod(0o000)
    try:
        with pytest.raises(WrongUsage, match="X-FORBIDDEN"):
            read_files(town.parent / below)
    finally:
        town.parent.chmod(0o700)


def test_a_name_of_a_place_that_no_disk_takes_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="X-MISSING"):
        read_files(tmp_path / ("x" * 300))


def test_a_folder_of_an_item_whose_name_is_no_text_is_refused(town: Path) -> None:
    odd = town / "items" / os.fsdecode(b"sign\xff")
    odd.mkdir()
    assert read_files(town).versions() == ["items/lease-record/2020-01-01.yaml", "items/sign/2020-01-01.yaml"]

    for name in ("2020-01-01.yaml", "2021-01-01.yaml"):
        (odd / name).write_text("item: sign")
    assert refused(town) == [("R-FOLDER-NAME", odd.name)]


@pytest.mark.parametrize(
    ("here", "named", "shown"),
    [
        (".", "town", "laws.yaml"),
        ("town", ".", "../laws.yaml"),
        ("town", "../town", "../laws.yaml"),
        ("town/items", "..", "../../laws.yaml"),
        ("town/items/sign", "../..", "../../../laws.yaml"),
        ("..", "rulesets/town", "rulesets/laws.yaml"),
        ("..", "rulesets/town/", "rulesets/laws.yaml"),
        ("town", "items/..", "items/../../laws.yaml"),
    ],
)
def test_a_place_is_found_from_wherever_it_is_named(
    town: Path, here: str, named: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_files(town)
    monkeypatch.chdir(town.parent / here)

    files = read_files(Path(named))

    assert files.bytes_of == whole.bytes_of
    assert files.shown("../laws.yaml") == shown
    assert files.shown("common.yaml") == str(Path(named) / "common.yaml")


def test_a_file_that_is_missing_or_unreadable_is_named(town: Path) -> None:
    (town / "sharing.yaml").unlink()
    (town / "common.yaml").unlink()
    (town / "common.yaml").mkdir()

    assert refused(town) == [("R-FILE", "sharing.yaml"), ("R-FILE", "common.yaml")]


@pytest.mark.parametrize("name", ["2020-1-1.yaml", "latest.yaml", "2020-01-01-draft.yaml", "２０２０-01-01.yaml"])
def test_a_version_is_named_after_its_first_day(town: Path, name: str) -> None:
    (town / "items" / "sign" / name).write_text("item: sign")

    assert refused(town) == [("R-FILE-NAME", name)]


def test_a_folder_without_a_place_is_no_ruleset(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="X-NO-RULESET"):
        read_files(tmp_path)


def test_a_file_that_is_too_large_is_not_read_to_its_end(town: Path) -> None:
    (town / "common.yaml").write_bytes(b"#" * (LARGEST_FILE * 3))

    files = read_files(town)

    assert len(files.bytes_of["common.yaml"]) == LARGEST_FILE + 1
    with pytest.raises(RulesetInvalid, match="R-LIMIT"):
        parse_ruleset(files)
