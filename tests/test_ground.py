"""The ground: days, shelves, script, the catalogue of messages, diagnostics and errors."""

from __future__ import annotations

import ast
import pickle
import re
import string
import sys
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import materials_rules.ground.catalogue as catalogue
from materials_rules.ground import errors
from materials_rules.ground.catalogue import Message, codes, message
from materials_rules.ground.day import chinese_day, read_day
from materials_rules.ground.diagnostic import LONGEST_SHOWN, Diagnostic, Place, Severity
from materials_rules.ground.script import fold, pad, visible, width, wrap
from materials_rules.ground.shelf import members
from materials_rules.lint.shelf import all_rules

HOUSE = Path(catalogue.__file__).parents[1]
RARE = "𠮷\U0002ebf0\U00031350"  # planes 2 and 3; the last two are younger than this Python's tables

texts = st.text(st.characters(), max_size=60)
chinese = st.text(st.sampled_from("湖南省衡阳市，。；：、（）《》“”！？… ab12.-" + RARE + "\u0301\u200b"), max_size=60)


# --- days


@pytest.mark.parametrize(
    "text",
    [
        "", "2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "2026-3-2", "20260302", "2026-W10-1", "2026-061",
        "2026/03/02", " 2026-03-02", "2026-03-02 ", "2026-03-02T00:00", "２０２６-03-02", "٢٠٢٦-03-02", "1899-12-31",
        "9999-01-01", "0000-01-01", "-026-01-01", "+026-01-01", "2026-03-0a", "2026年3月2日",
    ],
)  # fmt: skip
def test_only_one_spelling_is_a_day(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text)


@given(st.dates(date(1900, 1, 1), date(9998, 12, 31)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert day + timedelta(days=1) > day  # the day after the last one can still be computed


@given(texts)
def test_what_is_read_as_a_day_was_spelt_like_one(text: str) -> None:
    try:
        day = read_day(text)
    except ValueError:
        return

    assert day.isoformat() == text


def test_a_chinese_day_has_no_leading_zeros() -> None:
    assert chinese_day(date(2026, 3, 2)) == "2026年3月2日"
    assert chinese_day(date(2026, 12, 31)) == "2026年12月31日"


# --- shelves


def test_a_shelf_is_found_by_being_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = tmp_path / "shelf_of_this_test"
    shelf.mkdir()
    for name in ("__init__", "b", "a", "_hidden"):
        (shelf / f"{name}.py").write_text(f"NAME = {name!r}\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    found = members("shelf_of_this_test")

    assert list(found) == ["a", "b"]
    assert [module.NAME for module in found.values()] == ["a", "b"]
    for name in [name for name in sys.modules if name.startswith("shelf_of_this_test")]:
        del sys.modules[name]


def test_a_shelf_that_is_not_there_is_an_import_error() -> None:
    with pytest.raises(ImportError):
        members("no_such_shelf_anywhere")


# --- script


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("衡阳市 城管局", "衡阳市城管局"),
        ("衡阳市　城管局", "衡阳市城管局"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉‧买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉∙买买提", "阿卜杜拉・买买提"),
        ("阿卜杜拉･买买提", "阿卜杜拉·买买提"),
        ("（有限公司）", "(有限公司)"),
        ("Straße", "STRASSE"),
        ("ﬁ", "fi"),
        ("e\u0301", "é"),
        ("e \u0301", "é"),
    ],
)
def test_what_only_looks_different_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("张三", "张弎"), ("土", "士"), ("𠮷", "吉"), ("1", "l"), ("甲·乙", "甲乙"), ("", "·")]
)
def test_what_is_different_does_not_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)

    assert fold(once) == once
    assert fold(text.upper().lower()) == fold(fold(text.upper()).lower())
    assert not any(char.isspace() for char in once)


@pytest.mark.parametrize("char", RARE)
def test_a_rare_character_stays_itself_and_is_wide(char: str) -> None:
    assert char.encode("gb18030").decode("gb18030") == char
    assert visible(char) == fold(char) == char
    assert width(char) == 2


@pytest.mark.parametrize(
    "char",
    "\x00\t\n\r\x1b\x7f\x85\xad\u034f\u061c\u115f\u180e\u200b\u200d\u200f\u2028\u2029\u202e\u2060\u2066\u2800\u3164"
    "\ufeff\uffa0\ufffe\U000e0041\U0001ffff\ud800",
)
def test_nothing_hides_in_a_visible_text(char: str) -> None:
    assert visible(f"甲{char}乙") == f"甲⟦U+{ord(char):04X}⟧乙"


@given(texts)
def test_a_visible_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)

    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0), ("abc", 3), ("营业执照", 8), ("，。：", 6), ("e\u0301", 1), ("ﾊﾝ", 2), ("ＡＢ", 4), ("a\u200bb", 2),
        ("“”", 2), (RARE, 6), ("\U0002a6df\U0002fffd", 4), ("\U0003fffd", 2), ("①", 1),
    ],
)  # fmt: skip
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@given(chinese, st.integers(0, 80))
def test_padding_reaches_the_column_or_leaves_the_text(text: str, columns: int) -> None:
    padded = pad(text, columns)

    assert padded.startswith(text)
    assert width(padded) == max(width(text), columns)


CLOSING = "，。；：、）」』》？！”’〕]"


@given(chinese, st.integers(2, 40))
def test_wrapping_loses_nothing_and_never_begins_a_line_with_closing_punctuation(text: str, columns: int) -> None:
    lines = wrap(text, columns)

    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines[1:]:
        assert not line or line[0] not in CLOSING
    for line in lines:
        hanging = line.rstrip(CLOSING + ".…\u0301\u200b ")
        assert width(hanging) <= columns


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("一次性告知", 4, ["一次", "性告", "知"]),
        ("补交营业执照。", 12, ["补交营业执", "照。"]),
        ("见《条例》第十一条", 8, ["见《条", "例》第十", "一条"]),
        ("见《条例》", 4, ["见", "《条", "例》"]),
        ("共2026年", 5, ["共", "2026", "年"]),
        ("one two three", 7, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("甲\n\n乙", 4, ["甲", "", "乙"]),
        ("照，，，", 2, ["照，，，"]),
        ("照，\u0301照", 2, ["照，\u0301", "照"]),
        (RARE, 4, [RARE[:2], RARE[2]]),
    ],
)
def test_wrapping(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


# --- the catalogue


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _templates(said: Message) -> dict[str, str]:
    return {"zh": said.zh, "en": said.en, "remedy_zh": said.remedy_zh, "remedy_en": said.remedy_en}


@pytest.mark.parametrize("code", codes())
def test_a_message_says_the_fault_in_both_languages(code: str) -> None:
    said = message(code)

    assert re.fullmatch(r"[A-Z]-[A-Z0-9]+(-[A-Z0-9]+)*", code)
    assert said.zh and said.en and bool(said.remedy_zh) == bool(said.remedy_en)
    for name, template in _templates(said).items():
        assert not template.endswith(tuple("。.；;，,")), f"{name} of {code} brings its own stop"
        assert all(re.fullmatch(r"[a-z][a-z_]*", field) for field in _fields(template))
        assert visible(template) == template


@pytest.mark.parametrize("code", codes())
def test_a_word_of_one_language_is_filled_into_a_template_of_that_language(code: str) -> None:
    said = message(code)

    assert not [field for field in _fields(said.zh + said.remedy_zh) if field.endswith("_en")]
    assert not [field for field in _fields(said.en + said.remedy_en) if field.endswith("_zh")]


def _codes_in_the_code() -> set[str]:
    written = set()
    for path in HOUSE.rglob("*.py"):
        if path.parent.name != "messages":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    written.update(re.findall(r"\A[A-Z]-[A-Z](?:-?[A-Z0-9]+)*\Z", node.value))
    return written


def test_every_code_in_use_is_in_the_catalogue_and_the_other_way_round() -> None:
    assert _codes_in_the_code() == {*codes(), *all_rules()}  # a rule of lint brings its own message


def test_a_code_outside_the_catalogue_is_a_bug() -> None:
    with pytest.raises(KeyError):
        message("R-NO-SUCH-CODE")


def test_a_code_stands_in_one_family(monkeypatch: pytest.MonkeyPatch) -> None:
    class Family:
        MESSAGES = {"R-TWICE": Message("一", "one", "", "")}

    monkeypatch.setattr(catalogue, "members", lambda package: {"one": Family, "other": Family})

    with pytest.raises(ValueError, match="R-TWICE"):
        catalogue._catalogue.__wrapped__()


# --- diagnostics and errors

DUPKEY = {"key": "name", "first": "name", "line": "3"}


def test_a_diagnostic_says_place_code_fault_and_remedy_in_chinese_then_english() -> None:
    diagnostic = Diagnostic("R-DUPKEY", Place("item.yaml", 7, 3), DUPKEY)

    assert diagnostic.lines() == [
        "item.yaml:7:3: 错误 R-DUPKEY: 键 `name` 重复：第 3 行已经有 `name`（全角半角、大小写不同也算同一个键）。"
        "请删去一个，或者改名。",
        "    error: key `name` repeats `name` of line 3 (width and case make no difference);"
        " remove one of them or rename it.",
    ]
    assert diagnostic.say("en").startswith("key `name`")
    assert diagnostic.remedy("zh") == "请删去一个，或者改名"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(""), ""),
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.yaml", 3, 5), "a.yaml:3:5"),
        (Place("p.json", pointer="/materials/0"), "p.json#/materials/0"),
        (Place("a\n.yaml", 1, 1), "a⟦U+000A⟧.yaml:1:1"),
    ],
)
def test_a_place_shows_what_is_known(place: Place, text: str) -> None:
    assert str(place) == text


def test_without_a_place_a_diagnostic_begins_with_its_severity() -> None:
    chinese, english = Diagnostic("R-EMPTY", Place(""), severity=Severity.WARNING).lines()

    assert chinese.startswith("警告 R-EMPTY: ")
    assert english.startswith("    warning: ")


@given(key=texts, first=texts)
def test_an_argument_is_data_and_cannot_break_out_of_its_line(key: str, first: str) -> None:
    lines = Diagnostic("R-DUPKEY", Place("a", 1, 1), {"key": key, "first": first, "line": "1"}).lines()

    assert len(lines) == 2
    assert all(line == visible(line) for line in lines)


@pytest.mark.parametrize("key", ["{0.__class__}", "{{", "%s", "{line}", "<b>", "`"])
def test_an_argument_that_looks_like_a_template_is_shown_as_it_is(key: str) -> None:
    assert f"`{key}`" in Diagnostic("R-DUPKEY", Place("a"), {**DUPKEY, "key": key}).say("zh")


def test_a_very_long_argument_is_cut() -> None:
    said = Diagnostic("R-DUPKEY", Place("a"), {**DUPKEY, "key": "长" * 10_000}).say("zh")

    assert "长" * LONGEST_SHOWN + "…" in said
    assert len(said) < LONGEST_SHOWN + 100


def test_diagnostics_are_values() -> None:
    one, other = (Diagnostic("R-DUPKEY", Place("a", 1, 2), dict(DUPKEY)) for _ in range(2))

    assert one == other
    assert len({one, other}) == 1
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes
    assert sorted([Place("b"), Place("a", 2, 1), Place("a", 1, 9)]) == [Place("a", 1, 9), Place("a", 2, 1), Place("b")]


EXIT_CODES = {
    errors.WrongUsage: 2,
    errors.RulesetInvalid: 20,
    errors.Untrusted: 21,
    errors.PinnedRulesetUnavailable: 22,
    errors.NotAPacket: 30,
    errors.LimitExceeded: 31,
    errors.StorageFailed: 40,
    errors.Busy: 41,
    errors.ClockUnusable: 50,
    errors.EngineFault: 70,
}


def test_each_error_has_its_exit_code() -> None:
    raised = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}

    assert raised == {errors.MaterialsRulesError, *EXIT_CODES}
    assert {kind: kind.exit_code for kind in EXIT_CODES} == EXIT_CODES


def test_an_error_says_all_its_diagnostics_and_can_travel_between_processes() -> None:
    faults = [Diagnostic("R-EMPTY", Place("a")), Diagnostic("R-TAB", Place("b", 2, 1))]

    error = errors.RulesetInvalid(faults)
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert str(error).splitlines() == [*faults[0].lines(), *faults[1].lines()]
    assert type(arrived) is errors.RulesetInvalid
    assert arrived.diagnostics == error.diagnostics == tuple(faults)


def test_a_diagnostic_may_bring_its_own_words() -> None:
    said = Message("甲 `{name}`", "a `{name}`", "改为 {name}", "write {name}")

    one = Diagnostic("R-EMPTY", Place("a.yaml", 3, 7), {"name": "x"}, Severity.WARNING, said=said)

    assert one.lines() == ["a.yaml:3:7: 警告 R-EMPTY: 甲 `x`。改为 x。", "    warning: a `x`; write x."]
    assert len({one, Diagnostic("R-EMPTY", Place("a.yaml", 3, 7), {"name": "x"}, Severity.WARNING, said=said)}) == 1
