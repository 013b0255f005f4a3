"""Keys in Chinese: one table, one language a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from chinese import in_chinese
from editing import ITEM, edited
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from materials_rules.clock.calendar import CalendarFile
from materials_rules.form_checks import hand_in_checks
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.keys import KEYS, TABLE, WORD_TABLE, WORDS, KeyTable, translate_keys
from materials_rules.reading.source import Mapping, Node, Scalar, Source, plain, read_source
from materials_rules.rules.cases import CasesFile
from materials_rules.rules.element import ELEMENTS
from materials_rules.rules.folder import Files, read_files
from materials_rules.rules.grammar import schema_of
from materials_rules.rules.item import ItemFile
from materials_rules.rules.material import CLASS_IDS
from materials_rules.rules.ruleset import MODELS, parse_ruleset
from materials_rules.rules.shape import shaped
from materials_rules.rules.spelling import in_english
from materials_rules.schemas.authored import FILES as KINDS
from materials_rules.writing.formatting import formatted


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


# ---------------------------------------------------------------- the tables are whole

SHAPES: Final = {**MODELS, "item": ItemFile, "calendar": CalendarFile, "cases": CasesFile}


def everything(value: object, found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Every key and every closed word of a schema."""
    if isinstance(value, dict):
        found["keys"] |= set(value.get("properties", ()))
        found["words"] |= {*value.get("enum", ()), *([value["const"]] if "const" in value else ())}
        found["words"] |= {"true", "false"} if value.get("type") == "boolean" else set()
        for inner in value.values():
            everything(inner, found)
    elif isinstance(value, list):
        for inner in value:
            everything(inner, found)
    return found


def test_every_key_and_closed_word_has_its_chinese_name_and_no_other_has_one() -> None:
    found: dict[str, set[str]] = {"keys": set(), "words": set()}
    for model in SHAPES.values():
        everything(schema_of(model), found)

    assert found["keys"] == set(KEYS)
    assert found["words"] - set(CLASS_IDS) == set(WORDS)


def test_the_sixteen_elements_and_the_form_checks_are_among_them() -> None:
    assert set(ELEMENTS) <= set(KEYS)
    assert set(hand_in_checks()) <= set(KEYS)


def test_the_table_of_words_is_one_to_one() -> None:
    assert len(set(WORDS.values())) == len(WORDS)
    for word, name in WORDS.items():
        assert word.isascii() and not name.isascii()
        assert (WORD_TABLE.chinese(word), WORD_TABLE.english(name)) == (name, word)
        assert (WORD_TABLE.said(word, "zh"), WORD_TABLE.said(word, "en"), WORD_TABLE.said("?", "zh")) == (name, word, "?")


def test_every_name_can_be_a_plain_key() -> None:
    text = "".join(f"{name}: x\n" for name in KEYS.values()) + "".join(f"a{i}: {name}\n" for i, name in enumerate(WORDS.values()))

    assert set(plain(read(text).root)) >= set(KEYS.values())


# ---------------------------------------------------------------- a file in Chinese means the same

ROOT: Final = Path(__file__).parent.parent


def shipped() -> list[tuple[Path, type[BaseModel]]]:
    """Every file of a ruleset that is delivered or kept for tests, with its model."""
    found: list[tuple[Path, type[BaseModel]]] = []
    for folder in sorted({path.parent for top in ("rulesets", "examples", "tests/rulesets") for path in (ROOT / top).rglob("ruleset.yaml")}):
        for path in [*folder.parent.glob("*.yaml"), *folder.rglob("*.yaml")]:
            if not path.name.endswith(".cases.yaml"):
                name = path.name if path.parent == folder else f"../{path.name}"
                found.append((path, ItemFile if "items" in path.parts else MODELS[name]))
    return found


@pytest.mark.parametrize(("path", "model"), shipped(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_every_shipped_file_reads_the_same_in_chinese(path: Path, model: type[BaseModel]) -> None:
    text = in_english_words(path.read_text("utf-8"), model)
    english = read(text)
    written = in_chinese(text, model)

    source, language = in_english(read(written), model)

    assert (language, in_english(english, model)) == ("zh", (english, "en"))
    assert plain(source.root) == plain(english.root)
    assert shaped(source, model, language) == shaped(english, model)
    assert lines_of(source.root) == lines_of(english.root)


def in_english_words(text: str, model: type[BaseModel]) -> str:
    if in_english(read(text), model)[1] == "en":
        return text
    return formatted(read(text), next(kind for kind, one in KINDS.items() if one is model), "en")


def lines_of(node: Node) -> list[tuple[str, int]]:
    """Every text with its line: columns move with the width of the words, lines do not."""
    match node:
        case Scalar():
            return [(node.text, node.line)]
        case Mapping(entries=entries):
            return [one for key, value in entries for one in ((key.text, key.line), *lines_of(value))]
        case _:
            return [one for item in node.items for one in lines_of(item)]


FILES: Final = edited()[0]
IN_CHINESE: Final = {
    path: in_chinese(data.decode(), MODELS.get(path, ItemFile)).encode() for path, data in FILES.bytes_of.items()
}


@settings(max_examples=20)
@given(st.sets(st.sampled_from(sorted(IN_CHINESE))))
def test_a_ruleset_has_one_digest_whatever_files_of_it_are_in_chinese(some: set[str]) -> None:
    mixed = {path: IN_CHINESE[path] if path in some else data for path, data in FILES.bytes_of.items()}

    ruleset = parse_ruleset(Files(FILES.folder, mixed))

    assert ruleset.digest == parse_ruleset(FILES).digest
    assert ruleset.place == parse_ruleset(FILES).place
    assert [version.file for versions in ruleset.items.values() for version in versions] == [
        version.file for versions in parse_ruleset(FILES).items.values() for version in versions
    ]


def test_a_condition_has_one_digest_whatever_words_it_is_written_in() -> None:
    """`applicant.kind == 自然人` in a file that must say 自然人 below 办理对象; 是 for a yes/no; the words of the language."""
    english = FILES.bytes_of[ITEM].decode().replace("when: high\n", "when: high == true and applicant.kind in [natural_person, enterprise]\n")
    chinese = ZH[ITEM].replace("何时需要: high\n", "何时需要: high == 是 且 applicant.kind 属于 ［自然人, 企业］\n")
    file = "../disallowed.yaml"
    plain_classes = FILES.bytes_of[file].decode().replace("when: unverifiable\n", "when: unverifiable and kind in [proof, licence]\n")
    classes = ZH[file].replace("何时需要: unverifiable\n", "何时需要: unverifiable 且 kind 属于 [证明, 证照]\n")
    assert english != FILES.bytes_of[ITEM].decode() and chinese != ZH[ITEM] and "证照]" in classes

    files = [
        Files(FILES.folder, {**FILES.bytes_of, ITEM: english.encode(), file: plain_classes.encode()}),
        Files(FILES.folder, {**IN_CHINESE, ITEM: chinese.encode(), file: classes.encode()}),
    ]

    first, second = (parse_ruleset(one) for one in files)
    assert first.digest == second.digest != parse_ruleset(FILES).digest
    assert [v.asked["drawing"].due for v in first.items["sign"]] == [v.asked["drawing"].due for v in second.items["sign"]]
    assert {name: rule.when for name, rule in first.classes.items()} == {name: rule.when for name, rule in second.classes.items()}


def test_a_name_of_the_author_counts_in_the_digest_as_he_wrote_it() -> None:
    """是 may be the name of a question; options are words for people, whatever they are called."""

    def digest_of(first: str, second: str, label: str) -> str:
        facts = "  是: {提问: 甲？, 类型: 是非}\n  甲: {提问: 乙？, 类型: 是非}\n"
        facts += f"  丙: {{提问: 丙？, 单选: {{when: {label}, b: 乙}}}}\n"
        text = ZH[ITEM].replace("情形问题:\n", "情形问题:\n" + facts).replace("何时需要: high\n", f"何时需要: {first} == {second}\n")
        return parse_ruleset(Files(FILES.folder, {**IN_CHINESE, ITEM: text.encode()})).digest

    assert digest_of("甲", "是", "丁") != digest_of("甲", "真", "丁")
    assert digest_of("甲", "真", "丁") == digest_of("甲", "true", "丁")
    assert digest_of("甲", "真", "丁 且 戊") != digest_of("甲", "真", "丁 and 戊")


def test_the_shipped_city_has_one_digest_in_both_languages() -> None:
    files = read_files(ROOT / "rulesets" / "hengyang")
    models = {path: MODELS.get(path, ItemFile) for path in files.bytes_of}
    chinese = {
        path: in_chinese(in_english_words(data.decode(), models[path]), models[path]).encode() for path, data in files.bytes_of.items()
    }

    assert all(data != files.bytes_of[path] or "road-freight" in path for path, data in chinese.items())
    assert parse_ruleset(Files(files.folder, chinese)).digest == parse_ruleset(files).digest


# ---------------------------------------------------------------- what the author of a Chinese file is told

ZH: Final = {path: data.decode() for path, data in IN_CHINESE.items()}


def refused(old: str, new: str, file: str = ITEM) -> tuple[Diagnostic, tuple[int, int]]:
    """The only fault when *new* takes the place of *old*, and the line and column of ⟦ in *new*."""
    assert ZH[file].count(old) == 1, old
    text = ZH[file].replace(old, new)
    before = text[: text.index("⟦")]
    files = Files(FILES.folder, {**IN_CHINESE, file: text.replace("⟦", "").encode()})
    with pytest.raises(RulesetInvalid) as raised:
        parse_ruleset(files)
    (fault,) = raised.value.diagnostics
    return fault, (before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("      种类: 图纸\n", "      ⟦种别: 图纸\n      种类: 图纸\n", "R-UNKNOWN", ["`种别`", "`种类`", "`何时需要`"]),
        ("      种类: 图纸\n", "      种类: ⟦图样\n", "R-WORD", ["`种类`", "`图样`", "`图纸`", "`申请表`"]),
        ("    shop-licence:\n      名称: 执照\n", "    ⟦shop-licence:\n", "R-MISSING", ["`名称`"]),
        ("      何时需要: high\n", "      何时需要: ⟦hgh\n", "R-NAME", ["`hgh`", "`high`"]),
        ("      何时需要: high\n", "      何时需要: high ⟦# 高处\n", "R-COMMENT", ["`何时需要`"]),
        ("小数位数: 2\n    最小值", "小数位数: ⟦两位\n    最小值", "R-WHOLE", ["`小数位数`", "`两位`"]),
        ("        介质: 均可\n", "        介质: ⟦均不可\n", "R-WORD", ["`介质`", "`均可`", "`纸质`"]),
        ("    right:\n", "    ⟦right:\n      文件类型: deed\n", "R-ARM-KEY", ["`文件类型`"]),
        ("        介质: 均可\n", "        在有效期内: ⟦对\n        介质: 均可\n", "R-FLAG", ["`在有效期内`", "`对`", "`是`"]),
        ("{法律: city-regulation, 条: \"4\", 款: \"1\", 项: \"7\"}\n  实施机关", "{法律: city-regulation, 条: \"4\", 项: ⟦\"7\"}\n  实施机关", "R-BASIS-PART", ["写了 `项`", "它所在的 `款`", "`款: \"1\"`"]),
        ("小数位数: 2\n    最小值: 0", "小数位数: 2\n    最小值: ⟦0.001", "R-BOUND-DECIMALS", ["`最小值`", "小数位数"]),
        ("      何时需要: high\n", "      何时需要: applicant.kind == ⟦自然\n", "R-MEMBER", ["natural_person（自然人）", "`自然人`"]),
        ("情形问题:\n", "情形问题:\n  ⟦且: {提问: 甲？, 类型: 是非}\n", "R-IDENTIFIER", ["`情形问题`", "`且`"]),
        ("  storeys:\n    提问: 几层？\n    类型: 数字\n    小数位数: 0\n", "  ⟦storeys:\n    提问: 几层？\n    类型: 数字\n", "R-NO-DECIMALS", ["`小数位数: 0`"]),
    ],
)
def test_a_fault_stands_where_the_author_wrote_and_in_his_own_words(old: str, new: str, code: str, words: list[str]) -> None:
    fault, place = refused(old, new)

    assert fault.code == code
    assert (fault.place.line, fault.place.column) == place
    said = fault.say("zh") + fault.remedy("zh")
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "instead"),
    [
        ("      种类: 图纸\n", "      ⟦kind: 图纸\n", "R-KEYLANG", "种类"),
        ("      种类: 图纸\n", "      种类: ⟦drawing\n", "R-WORDLANG", "图纸"),
        ("        介质: 均可\n", "        在有效期内: ⟦true\n        介质: 均可\n", "R-WORDLANG", "是"),
        ("收费: 无", "收费: ⟦none", "R-WORDLANG", "无"),
        ("事项编码: {取值: 编码, 来源: 假定}", "事项编码: {取值: 编码, 来源: ⟦assumption}", "R-WORDLANG", "假定"),
    ],
)
def test_one_file_is_written_in_one_language(old: str, new: str, code: str, instead: str) -> None:
    fault, place = refused(old, new)

    assert (fault.code, fault.args["instead"], fault.args["first"]) == (code, instead, "事项")
    assert (fault.place.line, fault.place.column) == place
    assert f"`{instead}`" in fault.remedy("zh") and f"`{instead}`" in fault.remedy("en")


def test_names_of_authors_are_never_translated() -> None:
    """Facts and materials may be called like a key, in either language."""
    text = ZH[ITEM].replace("  rented:\n", "  名称:\n").replace("not rented", "非 名称").replace("when: rented", "when: 名称")
    text = text.replace("何时需要: rented", "何时需要: 名称").replace("- 何时需要: rented and", "- 何时需要: 名称 且")
    files = Files(FILES.folder, {**IN_CHINESE, ITEM: text.encode()})

    version = parse_ruleset(files).items["sign"][0]

    assert "名称" in version.file.facts
    assert version.slots["lease"].when is not None


def test_the_closed_words_of_a_mapping_are_its_keys_too() -> None:
    disallowed = parse_ruleset(Files(FILES.folder, IN_CHINESE)).classes["C1_NO_BASIS"].about

    assert "任何" in ZH["../disallowed.yaml"]
    assert list(disallowed.ground) == ["any"]
    fault, place = refused("      任何:\n        - {法律: licensing-law, 条: \"30\"}", "      ⟦证件:\n        - {法律: licensing-law, 条: \"30\"}", "../disallowed.yaml")
    assert (fault.code, (fault.place.line, fault.place.column)) == ("R-WORD", place)
    assert "`证照`" in fault.remedy("zh")


def test_a_calendar_can_be_translated_too() -> None:
    text = (ROOT / "rulesets" / "calendars" / "cn" / "2026.yaml").read_text("utf-8")
    source, language = in_english(read(in_chinese(text, CalendarFile)), CalendarFile)

    assert language == "zh" and plain(source.root) == plain(read(text).root)
