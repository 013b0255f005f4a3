"""The catalogue and the code say the same codes, and every message is whole in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from materials_rules.ground.catalogue import Message, codes, message
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.messages import __path__ as families
from materials_rules.lint.shelf import all_rules
from materials_rules.reading.key_words import KEYS, WORDS

ROOT = Path(__file__).parent.parent / "materials_rules"
CODE = re.compile(r"[A-Z]-[A-Z0-9]+(?:-[A-Z0-9]+)*\Z")
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
IN_ONE_LANGUAGE = {
    "F-TYPE": {"type"},  # the Chinese name of a type
    "R-PATTERN-CLASS": {"reason"},  # what the library says, in English
    "R-PATTERN-ESCAPE": {"reason"},
    "R-PATTERN-GROUP": {"reason"},
    "R-PATTERN-REPEAT": {"reason"},
}
"""Fields whose text there is in one language only."""


def literals(text: str) -> set[str]:
    """Every text in *text* that has the shape of a code and stands in code, not in a docstring."""
    return {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value)
    }


def used() -> dict[str, str]:
    """Every code that the source uses outside the families of messages, with a file that uses it."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if path.parent.name != "messages":
            found.update(dict.fromkeys(literals(path.read_text("utf-8")), path.relative_to(ROOT).as_posix()))
    return found


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def faults_of(code: str, said: Message) -> list[str]:
    """What is wrong with one message."""
    faults = []
    if not CODE.match(code):
        faults.append("no code")
    if not said.zh or not said.en:
        faults.append("a fault is not said")
    if bool(said.remedy_zh) != bool(said.remedy_en):
        faults.append("a remedy in one language")
    if not _is_written_in(HAN, said.zh, said.remedy_zh):
        faults.append("the Chinese is not Chinese")
    if not _is_written_in(LATIN, said.en, said.remedy_en):
        faults.append("the English is not English")
    if any(text.endswith(("。", ".", "；", ";", " ", "\n")) for text in (said.zh, said.en, said.remedy_zh, said.remedy_en)):
        faults.append("a text ends in a full stop")
    chinese, english = (fields(fault + remedy) - IN_ONE_LANGUAGE.get(code, set()) for fault, remedy in _pairs(said))
    # `near_zh` and `near_en` are one field in two languages
    if {re.sub("_(zh|en)$", "", name) for name in chinese} != {re.sub("_(zh|en)$", "", name) for name in english}:
        faults.append("the fields differ")
    if any(not name.isidentifier() for name in chinese | english):
        faults.append("a field is no plain name")
    return faults


def _is_written_in(letters: re.Pattern[str], *templates: str) -> bool:
    """Whether each template has *letters* of its own, or is nothing but fields."""
    return all(letters.search(own) or not own.strip() for own in (re.sub(r"\{\w+\}", "", text) for text in templates))


def _pairs(said: Message) -> tuple[tuple[str, str], tuple[str, str]]:
    return (said.zh, said.remedy_zh), (said.en, said.remedy_en)


def test_every_code_in_use_is_in_the_catalogue() -> None:
    known = {*codes(), *all_rules()}  # a rule of lint brings its own message

    assert {code: where for code, where in used().items() if code not in known} == {}


def test_every_code_of_the_catalogue_is_in_use() -> None:
    assert sorted(set(codes()) - set(used())) == []


def test_no_rule_of_lint_has_a_code_of_the_catalogue() -> None:
    assert sorted(set(codes()) & set(all_rules())) == []


def test_no_code_stands_in_two_families() -> None:
    seen: dict[str, str] = {}
    twice = []
    for path in sorted(Path(families[0]).glob("[a-z]*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                for key in node.keys:
                    if isinstance(key, ast.Constant) and isinstance(key.value, str) and CODE.match(key.value):
                        if key.value in seen:
                            twice.append(f"{key.value}: {seen[key.value]} and {path.name}")
                        seen[key.value] = path.name

    assert twice == []


def test_every_message_is_whole() -> None:
    assert {code: faults for code in codes() if (faults := faults_of(code, message(code)))} == {}


@pytest.mark.parametrize("code", codes())
def test_every_message_can_be_said(code: str) -> None:
    said = message(code)
    args = {name: "x" for template in (*_pairs(said)[0], *_pairs(said)[1]) for name in fields(template)}

    lines = Diagnostic(code, Place("a.yaml", 3, 7), args).lines()

    assert len(lines) == 2
    assert lines[0].startswith(f"a.yaml:3:7: 错误 {code}: ")
    assert not any("{" in line for line in lines if "{" not in str(said))


@pytest.mark.parametrize(
    "said",
    [
        Message("", "x", "", ""),
        Message("甲", "", "", ""),
        Message("甲 {a}", "x {b}", "", ""),
        Message("甲 {a}", "x", "", ""),
        Message("甲。", "x", "", ""),
        Message("甲", "x.", "", ""),
        Message("甲", "x", "乙", ""),
        Message("abc", "x", "", ""),
        Message("甲", "乙", "", ""),
        Message("甲 {a.b}", "x {a.b}", "", ""),
        Message("甲 {}", "x {}", "", ""),
    ],
)
def test_a_message_that_is_not_whole_is_found(said: Message) -> None:
    assert faults_of("X-ONE", said)


def test_a_whole_message_is_no_fault() -> None:
    assert faults_of("X-ONE", Message("甲 {a}", "x {a}", "乙", "y")) == []


def test_codes_are_found_in_code() -> None:
    assert literals('Diagnostic("R-DUPKEY", place)\n"not R-THIS"\nx = "utf-8"') == {"R-DUPKEY"}


def unnamed(said: Message) -> list[str]:
    """The keys of files that the Chinese of a message names in English alone: whoever writes Chinese keys has no such key."""
    text = re.sub(r"\{\w+\}", "", f"{said.zh} {said.remedy_zh}")
    text = re.sub(r"\d+ [a-z]+(?: days)?", "", text)  # `90 calendar days`
    words = re.findall(r"(?<![A-Za-z0-9_{./-])[a-z_]{2,}(?![A-Za-z0-9_(./-])", text)
    written = [key for shown in re.findall("`[^`]+`", text) for key in re.findall(r"([a-z_]+): ", shown)]
    return [
        *(word for word in dict.fromkeys(words) if word in KEYS and KEYS[word] not in text and WORDS.get(word, KEYS[word]) not in text),
        *(f"{key}: " for key in dict.fromkeys(written) if key in KEYS and f"{KEYS[key]}: " not in text),
    ]


def test_a_message_about_a_file_names_every_key_in_both_languages() -> None:
    assert {code: left for code in codes() if code.startswith(("R-", "K-")) and (left := unnamed(message(code)))} == {}


def test_a_key_without_its_chinese_name_is_found() -> None:
    assert unnamed(Message("数字没有写 `decimals`", "x", "整数写 `decimals: 0`", "y")) == ["decimals", "decimals: "]
    assert unnamed(Message("数字没有写 `decimals`（小数位数）", "x", "整数写 `decimals: 0`", "y")) == ["decimals: "]
    assert unnamed(Message("期限应当像 `90 calendar days`", "x", "", "")) == []
    assert unnamed(Message("数字没有写 `decimals`（小数位数）", "x", "", "")) == []
    assert unnamed(Message("`{name}` 在 laws.yaml 里没有", "x", "", "")) == []
