"""`sheet export` and `sheet import` as a department calls them: what is written, what is told, how they end."""

from __future__ import annotations

import errno
import importlib.util
import shutil
from pathlib import Path

import pytest
from booking import saved
from calling import PLACE, ROOT, Run, python
from openpyxl import load_workbook
from openpyxl.comments import Comment

from materials_rules.reading.source import read_source
from materials_rules.rules.folder import digest, read_files
from materials_rules.rules.ruleset import parse_ruleset

BASE = ROOT / "tests" / "rulesets" / "base"
HEADS = ["事项名称", "材料名称", "必要性"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the base ruleset in a folder of rulesets."""
    shutil.copytree(BASE, tmp_path / "rulesets")
    return tmp_path / "rulesets" / "town"


@pytest.fixture
def book(place: Path, run: Run, tmp_path: Path) -> Path:
    """The workbook of that place."""
    assert run("sheet", "export", str(place), "-o", str(tmp_path / "town.xlsx")).code == 0
    return tmp_path / "town.xlsx"


def listing(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(book: Path, sheet: str, cell: str, value: object) -> None:
    found = load_workbook(book)
    found[sheet][cell] = value
    found.save(book)


def test_a_place_goes_out_and_comes_in(run: Run, place: Path, book: Path, tmp_path: Path) -> None:
    new = tmp_path / "other" / "town"
    new.parent.mkdir()
    ended = run("sheet", "import", str(book), "-o", str(new))

    wanted = parse_ruleset(read_files(place)).digest
    assert ended.code == 0, ended.err
    assert ended.out == ""
    assert wanted in ended.err
    assert "与导出时相同" in ended.err
    assert parse_ruleset(read_files(new)).digest == wanted
    assert sorted(path.name for path in new.parent.iterdir()) == ["disallowed.yaml", "laws.yaml", "town"]


def test_an_export_says_what_it_is(run: Run, tmp_path: Path) -> None:
    ended = run("sheet", "export", str(PLACE), "-o", str(tmp_path / "h.xlsx"))

    assert (ended.code, ended.out) == (0, "")
    assert parse_ruleset(read_files(PLACE)).digest in ended.err
    assert "S-COMMENTS" in ended.err


def test_what_is_there_is_not_replaced_unasked(run: Run, place: Path, book: Path) -> None:
    before = listing(place)
    ended = run("sheet", "import", str(book), "-o", str(place))

    assert ended.code == 2
    assert "S-EXISTS" in ended.err
    assert listing(place) == before


def test_with_force_comments_and_cases_stay_and_items_that_are_gone_go(run: Run, place: Path, book: Path) -> None:
    sign = place / "items" / "sign" / "2020-01-01.yaml"
    sign.write_text(sign.read_text("utf-8").replace("      name: 申请表", "      # 表在窗口领\n      name: 申请表", 1), "utf-8")
    cases = place / "items" / "sign" / "2020-01-01.cases.yaml"
    cases.write_text("cases: []\n", "utf-8")
    stale = place / "items" / "sign" / "2099-01-01.yaml"
    stale.write_text(sign.read_text("utf-8"), "utf-8")
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")

    assert ended.code == 0, ended.err
    assert "# 表在窗口领" in sign.read_text("utf-8")
    assert cases.read_text("utf-8") == "cases: []\n"
    assert not stale.exists()
    assert sorted(path.name for path in place.parent.iterdir()) == ["disallowed.yaml", "laws.yaml", "town"]


def test_keys_may_be_chinese(run: Run, place: Path, book: Path) -> None:
    wanted = parse_ruleset(read_files(place)).digest
    ended = run("sheet", "import", str(book), "-o", str(place), "--force", "--keys", "zh")

    assert ended.code == 0, ended.err
    assert "要素:" in (place / "items" / "sign" / "2020-01-01.yaml").read_text("utf-8")
    assert parse_ruleset(read_files(place)).digest == wanted
    written = listing(place)
    assert run("sheet", "import", str(book), "-o", str(place), "--force").code == 0
    assert listing(place) == written  # a file keeps its language
    assert parse_ruleset(read_files(place)).digest == wanted


def test_a_changed_cell_is_a_changed_rule(run: Run, place: Path, book: Path) -> None:
    changed(book, "事项", "C3", "出租房屋登记")
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")

    assert ended.code == 0, ended.err
    assert "与导出时不同" in ended.err
    assert "出租房屋登记" in (place / "items" / "lease-record" / "2020-01-01.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("材料", "F3", "=1+1", "材料!F3: 错误 S-FORMULA"),
        ("材料", "F3", 734, "材料!F3: 错误 S-NUMBER"),
        ("材料", "G3", "表格", "材料!G3: 错误 R-WORD"),
        ("定义", "D3", "x +", "定义!D3: 错误"),
    ],
)
def test_with_a_fault_nothing_is_written(run: Run, place: Path, book: Path, sheet: str, cell: str, value: object, said: str) -> None:
    changed(book, sheet, cell, value)
    before = listing(place.parent)
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")
    fresh = run("sheet", "import", str(book), "-o", str(place.parent / "new"))

    assert (ended.code, fresh.code) == (20, 20)
    assert f"{book}#{said}" in ended.err
    assert listing(place.parent) == before


def test_the_files_above_stay_and_a_difference_is_told(run: Run, place: Path, book: Path) -> None:
    changed(book, "法律法规", "C3", "规章")
    laws = (place.parent / "laws.yaml").read_bytes()
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")

    assert "S-KEPT" in ended.err
    assert (place.parent / "laws.yaml").read_bytes() == laws


def test_a_format_of_tomorrow_is_refused(run: Run, place: Path, book: Path) -> None:
    changed(book, "说明", "B3", "sheet/2")
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")

    assert ended.code == 30
    assert "S-FORMAT" in ended.err


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
def test_another_format_is_no_workbook(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes("甲,乙\n".encode())
    ended = run("sheet", "import", str(tmp_path / name), "-o", str(tmp_path / "new"))

    assert ended.code == 30
    assert "S-NOT-XLSX" in ended.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "X-ARGUMENT"),
        (("exprot",), "X-COMMAND"),
        (("export", "nowhere", "-o", "x.xlsx"), "X-MISSING"),
        (("export", "empty", "-o", "x.xlsx"), "X-NO-RULESET"),
        (("export", "rulesets/town"), "X-ARGUMENT"),
        (("import", "town.xlsx"), "X-ARGUMENT"),
        (("import", "nothing.xlsx", "-o", "new"), "X-MISSING"),
        (("import", "town.xlsx", "-o", "town.xlsx"), "X-NOT-A-FOLDER"),
        (("import", "town.xlsx", "-o", "no/where/new"), "X-MISSING"),
        (("import", "town.xlsx", "-o", "."), "S-FOLDER"),
        (("import", "--platform", "town.xlsx", "-o", "new"), "S-FROM"),
        (("import", "--platform", "town.xlsx", "-o", "new", "--from", "2026-02-30"), "X-DATE"),
    ],
)
def test_wrong_usage_is_told_before_any_work(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    before = listing(tmp_path)
    ended = run("sheet", *words)

    assert ended.code == 2
    assert code in ended.err
    assert listing(tmp_path) == before


def test_a_ruleset_with_errors_has_no_workbook(run: Run, place: Path, tmp_path: Path) -> None:
    (place / "common.yaml").write_text("materials: []\n", "utf-8")
    ended = run("sheet", "export", str(place), "-o", str(tmp_path / "x.xlsx"))

    assert ended.code == 20
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("words", [("export", "rulesets/town", "-o", "x.xlsx"), ("import", "town.xlsx", "-o", "new")])
def test_without_openpyxl_the_command_to_install_it_is_told(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "openpyxl" else find(name))
    monkeypatch.chdir(tmp_path)
    ended = run("sheet", *words)

    assert ended.code == 2
    assert "pip install 'materials-rules[sheet]'" in ended.err


def test_tables_of_a_platform_become_drafts(run: Run, place: Path, tmp_path: Path) -> None:
    table = saved(tmp_path / "平台.xlsx", {"材料": [HEADS, ["摆摊", "申请书", "1 必要"]]})
    before = set(listing(place))
    ended = run("sheet", "import", "--platform", str(table), "--from", "2026-01-01", "-o", str(place))
    again = run("sheet", "import", "--platform", str(table), "--from", "2026-01-01", "-o", str(place))
    forced = run("sheet", "import", "--platform", str(table), "--from", "2026-01-01", "-o", str(place), "--force")

    assert (ended.code, again.code, forced.code) == (0, 2, 0), ended.err
    assert "S-THERE" in again.err
    assert set(listing(place)) - before == {"items/摆摊/2026-01-01.yaml"}
    assert "待补" in (place / "items" / "摆摊" / "2026-01-01.yaml").read_text("utf-8")
    linted = run("lint", str(place / "items" / "摆摊"))
    assert linted.code == 20
    assert "待补" in linted.out


def test_a_cell_of_a_platform_without_a_place_ends_in_20_and_the_draft_is_there(run: Run, place: Path, tmp_path: Path) -> None:
    table = tmp_path / "平台.csv"
    table.write_text("事项名称,材料名称,必要性\n摆摊,申请书,1\n", "gb18030")
    ended = run("sheet", "import", "--platform", str(table), "--from", "2026-01-01", "-o", str(place))

    assert ended.code == 20
    assert "#平台.csv!C2: 警告 S-CODE" in ended.err
    assert (place / "items" / "摆摊" / "2026-01-01.yaml").exists()


def test_a_platform_without_a_place_is_a_draft_all_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "平台.csv").write_text("事项名称,材料名称,必要性\n摆摊,申请书,必要\n", "utf-8")
    ended = run("sheet", "import", "--platform", "平台.csv", "--from", "2026-01-01", "-o", "new")

    assert ended.code == 0
    assert "S-NO-PLACE" in ended.err
    assert (tmp_path / "new" / "items" / "摆摊" / "2026-01-01.yaml").exists()


def test_a_table_without_items_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "甲.csv").write_text("随便,写写\n一,二\n", "utf-8")
    ended = run("sheet", "import", "--platform", str(tmp_path / "甲.csv"), "--from", "2026-01-01", "-o", str(tmp_path / "new"))

    assert ended.code == 20
    assert "S-NO-HEADS" in ended.err
    assert not (tmp_path / "new").exists()


def test_help_does_not_load_the_workbook_library() -> None:
    ended = python(
        "import sys; from materials_rules.cli import main; main(['sheet', '--help']); "
        "sys.exit(any(name.startswith(('openpyxl', 'materials_rules.sheet', 'pydantic')) for name in sys.modules))"
    )

    assert ended.returncode == 0
    assert "export" in ended.stdout.decode()


def test_the_digest_is_that_of_the_files(place: Path) -> None:
    """The digest that an export prints covers what the workbook holds: every file of the place and the two above."""
    files = read_files(place)
    sources = {path: read_source(data, path) for path, data in files.bytes_of.items()}

    assert digest(sources) == parse_ruleset(files).digest


@pytest.mark.parametrize("fails", ["write_text", "rename"])
def test_a_disk_that_fails_half_way_leaves_everything_as_it_was(
    run: Run, place: Path, book: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    changed(book, "事项", "C3", "出租房屋登记")
    before = listing(place.parent)
    whole = getattr(Path, fails)
    calls: list[Path] = []

    def failing(self: Path, *words: object, **more: object) -> object:
        calls.append(self)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "full")
        return whole(self, *words, **more)

    monkeypatch.setattr(Path, fails, failing)
    if fails == "rename":  # as where the system cannot let two folders change places
        monkeypatch.setattr("materials_rules.commands._folder.exchange", lambda one, other: False)
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")
    monkeypatch.undo()

    assert len(calls) >= 2
    assert ended.code == 40
    assert listing(place.parent) == before


def test_an_exchange_that_fails_leaves_everything_as_it_was(run: Run, place: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(book, "事项", "C3", "出租房屋登记")
    before = listing(place.parent)

    def failing(one: Path, other: Path) -> bool:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr("materials_rules.commands._folder.exchange", failing)
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")

    assert ended.code == 40
    assert listing(place.parent) == before


def test_of_very_many_faults_the_first_are_told_and_the_others_counted(run: Run, place: Path, book: Path) -> None:
    found = load_workbook(book)
    for row in range(100, 400):
        found["定义"].cell(row, 4, f"x{row}")
    found.save(book)
    ended = run("sheet", "import", str(book), "-o", str(place), "--force")

    assert ended.code == 20
    assert ended.err.count("错误 S-NO-NAME") == 200
    assert "R-MORE: 另有 100 处" in ended.err


def test_comments_at_cells_are_told_and_the_import_goes_on(run: Run, place: Path, book: Path) -> None:
    workbook = load_workbook(book)
    workbook["材料"]["F3"].comment = Comment("请法规科核对", "张三")
    workbook.save(book)

    ended = run("sheet", "import", str(book), "-o", str(place), "--force")

    assert ended.code == 0
    assert f"{book}#材料!F3: 警告 S-NOTE" in ended.err and "请法规科核对" in ended.err
