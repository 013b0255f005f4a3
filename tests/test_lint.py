"""Lint as a whole: any ruleset that loads can be linted, in either language, and every place is a place in its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from chinese import in_chinese
from editing import edited, read_edits
from linting import ITEM, ROOT, compiled, example, linted

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.lint import lint
from materials_rules.lint.shelf import all_rules
from materials_rules.lint.subject import whole
from materials_rules.plan.engine import Engine
from materials_rules.rules.folder import Files, read_files
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import MODELS, parse_ruleset

EDITS = sorted((Path(__file__).parent / "bad" / "rulesets").glob("*.edit"))
PLACES = [ROOT / "rulesets" / "hengyang", ROOT / "examples" / "deferral" / "yanshi", ROOT / "tests" / "rulesets" / "base" / "town"]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


def all_of(files: Files, engine: Engine) -> tuple[Diagnostic, ...]:
    ruleset = parse_ruleset(files)
    plans, notes = compiled(ruleset, engine)
    return lint(ruleset, plans, notes)


def misplaced(found: Iterable[Diagnostic], files: Files) -> list[Diagnostic]:
    """Those whose place is no place of a file, or that are said of no line at all although a rule of lint says them."""
    lines = {files.shown(path): data.decode().split("\n") for path, data in files.bytes_of.items()}
    wrong = []
    for one in found:
        there = lines.get(one.place.path, [])
        is_there = 1 <= one.place.line <= len(there) and 1 <= one.place.column <= len(there[one.place.line - 1])
        if not is_there and one.code.startswith("L-"):
            wrong.append(one)
    return wrong


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_delivered_ruleset_can_be_linted(place: Path, engine: Engine) -> None:
    files = read_files(place)
    found = all_of(files, engine)

    assert misplaced(found, files) == []
    assert list(found) == sorted(set(found), key=lambda one: (one.place, one.code))
    assert found == all_of(Files(files.folder, dict(reversed(files.bytes_of.items()))), engine)


@pytest.mark.parametrize("place", PLACES[:2], ids=lambda place: place.name)
def test_the_delivered_rules_are_in_order(place: Path, engine: Engine) -> None:
    found = all_of(read_files(place), engine)

    assert [str(one.place) for one in found if one.severity is not Severity.INFORMATION] == []


def test_whatever_loads_can_be_linted(engine: Engine) -> None:
    """The edits that the loader and the compiler refuse or doubt; those that it refuses at once say nothing more."""
    count = 0
    for path in EDITS:
        files, _ = edited(read_edits(path))
        try:
            found = all_of(files, engine)
        except RulesetInvalid:
            continue
        count += 1
        assert misplaced(found, files) == [], path.name
        assert all(one.lines() for one in found)
    assert count >= 15


def in_chinese_words(files: Files) -> Files:
    texts = {path: in_chinese(data.decode(), MODELS.get(path, ItemFile)) for path, data in files.bytes_of.items()}
    return Files(files.folder, {path: text.encode() for path, text in texts.items()})


@pytest.mark.parametrize("code", list(all_rules()))
def test_a_file_in_chinese_words_is_linted_alike(code: str, engine: Engine) -> None:
    put = example(all_rules()[code].bad)
    ruleset = parse_ruleset(in_chinese_words(put.files))
    plans, notes = compiled(ruleset, engine)

    found = [one for one in lint(ruleset, plans, notes, put.as_of) if one.code == code]

    assert [f"{one.place.path}:{one.place.line}" for one in found] == [put.place.rpartition(":")[0]]


def test_a_version_that_does_not_compile_is_linted_as_far_as_can_be(engine: Engine) -> None:
    text = """
facts:
  storeys: {ask: 几层？, type: number, decimals: 0, given: tall}
  tall: {ask: 是否为楼房？, type: boolean}
elements:
  application_place: 政务服务大厅
  materials:
    drawing:
      name: 店招设计图
      kind: drawing
      when: storeys > 3
      basis:
        - {law: construction-law, article: "8", paragraph: "1"}
"""
    assert {one.code for one in linted(text, engine)} == {"R-UNGUARDED", "L-NO-ADDRESS"}


def test_one_of_several_may_be_asked_by_a_noun_and_nothing_else_may(engine: Engine) -> None:
    """The writing guide asks for a noun, for it is printed inside conditions: 申请阶段为 筹建."""
    text = """
facts:
  stage: {ask: 申请阶段, one_of: {prepare: 筹建, final: 开业}}
  storeys: {ask: 层数, type: number, decimals: 0}
elements:
  materials:
    drawing:
      name: 店招设计图
      kind: drawing
      when: stage == final and storeys > 3
      basis:
        - {law: construction-law, article: "8", paragraph: "1"}
"""
    assert [one.args["ask"] for one in linted(text, engine) if one.code == "L-NO-QUESTION"] == ["层数"]


CONDITIONS = """
facts:
  storeys: {ask: 几层？, type: number, decimals: 0, given: tall}
  tall: {ask: 是否为楼房？, type: boolean}
definitions:
  high: tall and storeys > 3
never:
  - {when: tall and by_agent, say: 不可能}
not_for:
  - {when: not tall, outcome: not_required, say: 不需要, basis: [{law: construction-law, article: "8"}]}
consistency:
  - {name: names, same: [application-form.name, applicant.name], when: by_agent}
groups:
  - name: 高楼
    when: high
    materials:
      first: {name: 甲图, kind: drawing, when: storeys > 5, basis: [{law: construction-law, article: "8"}]}
      second: {name: 乙图, kind: drawing, basis: [{law: construction-law, article: "8"}]}
elements:
  case_type:
    - {when: high, value: promised}
    - {value: one_review}
  materials:
    application-form:
      name: 申请书
      kind: form
      basis: [{law: construction-law, article: "8"}]
      reads: {name: {name: 名称}}
    proof:
      any_of:
        deed: {name: 产权证, kind: licence, when: not high}
        lease: {name: 合同, kind: contract, when: high or by_agent}
      due_at: {event: on_site_check, when: "tall"}
      basis: [{law: construction-law, article: "8"}]
"""


def test_every_condition_has_its_place_down_to_the_word() -> None:
    ruleset = parse_ruleset(example(CONDITIONS).files)
    (one,) = whole(ruleset, {}).versions
    text = ruleset.sources[ITEM].root.file.text
    lines = text.split("\n")

    found = {(written.path[0], written.owner): written for written in one.conditions}

    assert list(found) == [
        ("definitions", "high"), ("facts", "storeys"), ("never", "0"), ("not_for", "0"), ("consistency", "names"),
        ("elements", "case_type"), ("elements", "proof"), ("elements", "deed"), ("elements", "lease"),
        ("groups", "高楼"), ("groups", "first"),
    ]  # fmt: skip
    assert len(one.conditions) == len(found)
    for written in one.conditions:
        place = written.place()
        assert lines[place.line - 1][place.column - 1 :].lstrip('"').startswith(written.text.text)
    words = [lines[place.line - 1][place.column - 1 :].split()[0] for _, place in found["definitions", "high"].parts()]
    assert words == ["tall", "tall", "storeys"]
