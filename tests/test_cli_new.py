"""`new`: an item that loads at once, every element explained; nothing that is there is ever overwritten."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import pytest
from calling import ROOT, Run

from materials_rules import load
from materials_rules.commands import _delivery
from materials_rules.reading.source import plain, read_source
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.item import ItemFile
from materials_rules.rules.spelling import in_english
from materials_rules.schemas.authored import FILES
from materials_rules.writing.formatting import formatted
from materials_rules.writing.scaffold import OPEN
from materials_rules.writing.telling import TOLD


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the city that may be changed."""
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    return tmp_path / "rulesets" / "hengyang"


def begun(run: Run, place: Path, *words: str, item: str = "hotel-licence", day: str = "2020-01-01") -> Path:
    """The file of a new item."""
    ended = run("new", item, "--place", str(place), *words)
    file = place / "items" / item / f"{day}.yaml"
    assert (ended.code, ended.out) == (0, f"{file}\n{file.with_suffix('.cases.yaml')}\n"), ended.err
    return file


@pytest.mark.parametrize("keys", ["zh", "en"])
def test_a_new_item_loads_with_all_sixteen_elements_and_a_comment_for_each(keys: str, run: Run, place: Path) -> None:
    file = begun(run, place, "--keys", keys)
    text = file.read_text("utf-8")

    assert run("lint", str(place)).code == 0
    source, language = in_english(read_source(text.encode(), str(file)), ItemFile)
    assert language == keys
    (version,) = load(place).ruleset.items["hotel-licence"]
    assert list(plain(source.root)["elements"]) == list(ELEMENTS)  # type: ignore[call-overload,index]
    assert version.file.elements.item_name.default() == OPEN
    for part, both in TOLD.items():
        if part != "cases":
            assert both[0 if keys == "zh" else 1].split("\n")[0] in text, part
    assert formatted(read_source(text.encode(), str(file)), "item") == text


@pytest.mark.parametrize("keys", ["zh", "en"])
def test_its_first_cases_are_in_canonical_form_and_say_what_comes(keys: str, run: Run, place: Path) -> None:
    file = begun(run, place, "--keys", keys).with_suffix(".cases.yaml")

    assert "application-form: missing" in file.read_text("utf-8") or "application-form: 缺少" in file.read_text("utf-8")
    if "cases" in FILES:
        assert run("fmt", "--check", str(file)).code == 0
        assert run("test", str(place / "items" / "hotel-licence")).code == 0


@pytest.mark.parametrize("keys", ["zh", "en"])
def test_its_examples_load_when_the_signs_before_them_are_taken_away(keys: str, run: Run, place: Path) -> None:
    file = begun(run, place, "--keys", keys)
    lines = file.read_text("utf-8").split("\n")
    examples = [
        re.sub("^( *)# ( *)", r"\1\2", line) if re.match(r" *# +(?!yaml-)(?:[\w-]+:(?: |$)|- \{)", line) else line
        for line in lines
    ]
    file.write_text("\n".join(examples), "utf-8")

    ended = run("lint", str(place))

    assert ended.code == 0, ended.out
    (version,) = load(place).ruleset.items["hotel-licence"]
    assert set(version.slots) >= {"business-licence", "ownership", "lease", "floor-plan"}
    assert set(version.file.facts) == {"is_rented", "area_m2", "place_kind"}


def test_its_day_and_name_are_those_asked_for(run: Run, place: Path) -> None:
    file = begun(run, place, "--from", "2021-05-01", "--name", "旅馆业特种行业许可", item="旅馆业许可", day="2021-05-01")

    (version,) = load(place).ruleset.items["旅馆业许可"]
    assert version.file.elements.item_name.default() == "旅馆业特种行业许可"
    assert version.file.in_force_from.isoformat() == "2021-05-01"
    assert (version.file.elements.legal_basis.default()[0].law, file.name) == ("administrative-licensing-law", "2021-05-01.yaml")


def test_before_the_licensing_law_another_act_is_cited_as_an_assumption(run: Run, place: Path) -> None:
    begun(run, place, "--from", "2003-01-01", day="2003-01-01")

    (version,) = load(place).ruleset.items["hotel-licence"]
    (basis,) = version.file.elements.legal_basis.default()
    assert (basis.source, basis.article) == ("assumption", None)
    assert basis.law != "administrative-licensing-law"


def test_a_document_entered_for_the_item_is_its_result(run: Run, place: Path) -> None:
    with (place / "sharing.yaml").open("a", encoding="utf-8") as sharing:
        sharing.write("  hotel-licence-paper:\n    name: 特种行业许可证\n    source: assumption\n")

    begun(run, place)

    (version,) = load(place).ruleset.items["hotel-licence"]
    assert version.file.elements.result.default().document == "hotel-licence-paper"


def test_a_place_in_one_day_cases_and_without_the_usual_regime_will_do(run: Run, place: Path) -> None:
    text = (place / "ruleset.yaml").read_text("utf-8").replace("    - promised\n", "    - usual\n")
    shutil.rmtree(place / "items")
    usual = text.replace("  promised:\n", "  usual:\n").replace("cap: 10 working days", "cap: 2 months")
    (place / "ruleset.yaml").write_text(usual.replace("  licensing:\n", "  ordinary:\n"), "utf-8")

    begun(run, place)

    elements = load(place).ruleset.items["hotel-licence"][0].file.elements
    assert (elements.case_type.default(), elements.promised_limit.default().limit.say("en")) == ("usual", "2 months")
    assert [step.step for step in elements.procedure.default()] == ["受理、审查并决定"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["../escape"], "X-ITEM-ID"),
        (["a/b"], "X-ITEM-ID"),
        (["1st"], "X-ITEM-ID"),
        ([""], "X-ITEM-ID"),
        (["a b"], "X-ITEM-ID"),
        (["."], "X-ITEM-ID"),
        (["甲" * 70], "X-ITEM-ID"),
        (["x" * 81], "X-ITEM-ID"),
        (["hotel", "--from", "2020-13-01"], "X-DATE"),
        (["hotel", "--from", "yesterday"], "X-DATE"),
        (["hotel", "--name", ""], "X-ITEM-NAME"),
        (["hotel", "--name", "{{name}}"], "X-ITEM-NAME"),
        (["hotel", "--name", "两\n行"], "X-ITEM-NAME"),
        (["hotel", "--name", "藏\u200b字"], "X-ITEM-NAME"),
        (["hotel", "--name", "长" * 2001], "X-ITEM-NAME"),
        (["hotel", "--keys", "fr"], "X-VALUE"),
        ([], "X-ARGUMENT"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(words: list[str], code: str, run: Run, place: Path) -> None:
    before = sorted(place.rglob("*"))

    ended = run("new", "--place", str(place), *words)

    assert (ended.code, ended.out) == (2, "")
    assert f" {code}: " in ended.err
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize(
    ("line", "led"),
    [
        ("# yaml-language-server: $schema=../../../all/schemas/ruleset.zh.schema.json\n", "../../../../../all/schemas/"),
        ("", "../../../../schemas/"),
    ],
)
def test_the_first_line_leads_where_that_of_the_place_does(line: str, led: str, run: Run, place: Path) -> None:
    text = (place / "ruleset.yaml").read_text("utf-8")
    (place / "ruleset.yaml").write_text(line + text.split("\n", 1)[1], "utf-8")

    file = begun(run, place)

    for path, kind in ((file, "item"), (file.with_suffix(".cases.yaml"), "cases")):
        assert path.read_text("utf-8").split("\n", 1)[0] == f"# yaml-language-server: $schema={led}{kind}.zh.schema.json"


def test_a_place_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("new", "hotel", "--place", str(tmp_path)).code == 2
    assert run("new", "hotel", "--place", str(tmp_path / "nowhere")).code == 2
    assert run("new", "hotel", "--place", "").code == 2
    assert list(tmp_path.iterdir()) == []


def test_without_a_place_the_usual_one_is_meant(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.parent.parent)

    ended = run("new", "hotel")

    assert ended.code == 0 and "X-RULESETS-USED" in ended.err
    assert (place / "items" / "hotel" / "2020-01-01.yaml").is_file()


def test_nothing_that_is_there_is_overwritten(run: Run, place: Path) -> None:
    file = begun(run, place)
    before = file.read_bytes()

    again = run("new", "hotel-licence", "--place", str(place))
    later = run("new", "hotel-licence", "--place", str(place), "--from", "2022-01-01")

    assert again.code == later.code == 2
    assert f"{file}: 错误 X-EXISTS" in again.err
    assert "X-ITEM-EXISTS" in later.err and "2020-01-01.yaml" in later.err
    assert file.read_bytes() == before and not file.with_name("2022-01-01.yaml").exists()


def test_cases_without_an_item_are_not_overwritten_either(run: Run, place: Path) -> None:
    cases = place / "items" / "hotel" / "2020-01-01.cases.yaml"
    cases.parent.mkdir()
    cases.write_text("mine", "utf-8")

    ended = run("new", "hotel", "--place", str(place))

    assert ended.code == 2 and f"{cases}: 错误 X-EXISTS" in ended.err
    assert [path.name for path in cases.parent.iterdir()] == [cases.name] and cases.read_text("utf-8") == "mine"


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = place / "items" / "hotel" / "2020-01-01.yaml"
    fill = _delivery._fill

    def meanwhile(part: Path, data: bytes, mode: int | None = None) -> None:
        fill(part, data, mode)
        file.write_text("somebody else's", "utf-8")

    monkeypatch.setattr(_delivery, "_fill", meanwhile)

    ended = run("new", "hotel", "--place", str(place))

    assert ended.code == 2 and f"{file}: 错误 X-EXISTS" in ended.err
    assert [path.name for path in file.parent.iterdir()] == [file.name] and file.read_text("utf-8") == "somebody else's"


def test_a_link_out_of_the_ruleset_is_not_followed(run: Run, place: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (place / "items" / "hotel").symlink_to(tmp_path / "elsewhere")

    ended = run("new", "hotel", "--place", str(place))

    assert ended.code == 20 and "R-PATH" in ended.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_shared_files_with_faults_are_told_and_faults_of_other_items_are_no_matter(run: Run, place: Path) -> None:
    bad = place / "items" / "outdoor-advertising" / "2017-03-01.yaml"
    bad.write_text("item: [", "utf-8")
    begun(run, place)
    (place / "departments.yaml").write_text("departments: 甲\n", "utf-8")

    ended = run("new", "other", "--place", str(place))

    assert ended.code == 20 and "departments.yaml:1:" in ended.err
    assert not (place / "items" / "other").exists()


def test_a_full_disk_leaves_nothing_by_half(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(_delivery.os, "fsync", fail)

    ended = run("new", "hotel", "--place", str(place))

    assert ended.code == 40 and "X-WRITE" in ended.err
    assert list((place / "items" / "hotel").iterdir()) == []


def test_a_folder_that_may_not_be_written_is_told(run: Run, place: Path, as_anybody: None) -> None:
    (place / "items").chmod(0o555)

    ended = run("new", "hotel", "--place", str(place))

    assert ended.code == 2 and "X-FORBIDDEN" in ended.err


def test_every_element_has_its_words_in_both_languages() -> None:
    assert set(ELEMENTS) <= set(TOLD)
    for zh, en in TOLD.values():
        assert re.search("[\u4e00-\u9fff]", zh) and re.search("[a-z]", en)
        assert all(len(line) <= 130 for line in (*zh.split("\n"), *en.split("\n")))
