"""Keys in Chinese: one table, one language a file."""

from __future__ import annotations

import pytest

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.keys import KEYS, TABLE, KeyTable, translate_keys
from materials_rules.reading.source import Source, plain, read_source


def read(text: str) -> Source:
    return read_source(text.encode(), "f.yaml")


CHINESE = "材料:\n  申请表:\n    名称: 表\n    何时需要: 甲\n    name: 不在\n情形问题:\n  名称: {可多选: {a: 甲}}\n"
OURS = {(), ("materials", "申请表"), ("facts", "名称")}


def test_the_table_is_one_to_one() -> None:
    english, chinese = set(KEYS), set(KEYS.values())

    assert len(chinese) == len(KEYS)
    assert not english & chinese
    for key, name in KEYS.items():
        assert key.isascii() and not name.isascii()
        assert (TABLE.chinese(key), TABLE.english(name)) == (name, key)
        assert (TABLE.language(key), TABLE.language(name), TABLE.language(f"{key}x")) == ("en", "zh", None)
    assert (TABLE.chinese("名称"), TABLE.english("name")) == (None, None)
    folded = [key.casefold() for key in (*english, *chinese)]
    assert len(set(folded)) == len(folded)


@pytest.mark.parametrize("table", [{"a": "甲", "b": "甲"}, {"a": "b", "b": "c"}])
def test_a_table_that_is_not_one_to_one_is_no_table(table: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        KeyTable(table)


def test_chinese_keys_become_english_and_names_stay() -> None:
    source = read(CHINESE.replace("    name: 不在\n", ""))

    translated = translate_keys(source, OURS.__contains__)

    assert plain(translated.root) == {
        "materials": {"申请表": {"name": "表", "when": "甲"}},
        "facts": {"名称": {"some_of": {"a": "甲"}}},
    }
    assert translated.place_at(("materials", "申请表", "when"), key=True) == source.place_at(("材料", "申请表", "何时需要"), key=True)
    assert translated.place_at(("facts", "名称", "some_of", "a")).line == 6
    assert translate_keys(translated, OURS.__contains__) == translated


def test_a_file_with_keys_of_two_languages_is_refused_with_both_places() -> None:
    with pytest.raises(RulesetInvalid) as raised:
        translate_keys(read(CHINESE), OURS.__contains__)

    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.place.line, fault.place.column) == ("R-KEYLANG", 5, 5)
    assert fault.args == {"key": "name", "first": "材料", "line": "1", "instead": "名称"}
    assert "第 1 行的 `材料`" in fault.say("zh")


def test_in_lists_too_and_unknown_keys_are_nobodys_language() -> None:
    source = read("任选其一:\n  - {名称: a, requried: b}\n")

    translated = translate_keys(source, lambda path: path in {(), ("any_of", 0)})

    assert plain(translated.root) == {"any_of": [{"name": "a", "requried": "b"}]}
    with pytest.raises(RulesetInvalid, match="R-KEYLANG"):
        translate_keys(read("name: a\n依据: b\n"), lambda path: True)
