"""What is written is read back as the same: any text, any file, with every comment where it stood, in both languages."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from authoring import TEXTS, grown
from hypothesis import given, settings
from hypothesis import strategies as st

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.characters import ODD
from materials_rules.reading.keys import Language
from materials_rules.reading.source import Mapping, Node, Plain, Scalar, Source, plain, read_source
from materials_rules.rules.canonical import content
from materials_rules.rules.grammar import position
from materials_rules.rules.spelling import in_english
from materials_rules.schemas.authored import FILES
from materials_rules.writing.draft import drafted, undrafted
from materials_rules.writing.formatting import formatted
from materials_rules.writing.kinds import kind_at
from materials_rules.writing.layout import WIDEST
from materials_rules.writing.scalars import Spot, written
from materials_rules.writing.write import write_yaml

ROOT = Path(__file__).parent.parent
AUTHORED = sorted(
    path
    for folder in ("rulesets", "examples", "tests/rulesets")
    for path in (ROOT / folder).rglob("*.yaml")
    if kind_at(path.parts)
)
"""Every file of a ruleset that we keep."""

RULES = [path for path in AUTHORED if kind_at(path.parts) not in ("cases", "calendar") and path.stat().st_size < 12_000]
"""Files whose layout hangs on what they say alone; in a file of cases a figure stays quoted where its author quoted it."""

KINDS = sorted(kind for kind in FILES if kind not in ("cases", "calendar"))
seeds = st.integers(0, 2**32)


def source(text: str, path: str = "f.yaml") -> Source:
    return read_source(text.encode(), path)


def again(text: str, kind: str, language: Language | None = None) -> str:
    return formatted(source(text), kind, language)


def meaning(text: str, kind: str) -> Plain:
    """What of a file counts for the digest."""
    return content("../disallowed.yaml" if kind == "disallowed" else kind, in_english(source(text), FILES[kind])[0])


def kind_named(path: Path) -> str:
    kind = kind_at(path.parts)
    assert kind is not None
    return kind


# ---- texts ----

odd_free = st.text(max_size=30).filter(lambda text: not ODD.search(text) and text.isprintable())
any_text = st.one_of(st.sampled_from(TEXTS), odd_free, st.lists(st.sampled_from(TEXTS), max_size=3).map("".join))
frames: dict[Spot, str] = {"value": "k: {}\n", "item": "- a: b\n- {}\n", "key": "{}: v\n", "braces": "- {{law: {}, b: c}}\n", "brackets": "- [{}, b]\n"}


@given(any_text, st.sampled_from(sorted(frames)), st.booleans())
def test_a_text_is_read_back_wherever_it_stands(text: str, spot: Spot, keep: bool) -> None:
    if spot == "key" and (not text or "\n" in text):
        return
    root = source(frames[spot].format(written(text, spot, keep_text=keep))).root

    found = {
        "value": lambda: plain(root)["k"],  # type: ignore[call-overload,index]
        "item": lambda: plain(root)[1],  # type: ignore[index]
        "key": lambda: next(iter(plain(root))),
        "braces": lambda: plain(root)[0]["law"],  # type: ignore[index,call-overload]
        "brackets": lambda: plain(root)[0][0],  # type: ignore[index,call-overload]
    }[spot]()
    assert found == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("大型户外广告设置审批", "大型户外广告设置审批"),
        ("满10年、不满20年：一年", "满10年、不满20年：一年"),
        ("名称：营业执照", "名称：营业执照"),
        ("a: b", '"a: b"'),
        ("甲 #乙", '"甲 #乙"'),
        ('say "x"', 'say "x"'),
        ('"x"', "'\"x\"'"),
        ("- x", '"- x"'),
        ("", '""'),
        ("  x", '"  x"'),
        ("[x]", '"[x]"'),
        ("“整句”", '"“整句”"'),
    ],
)
def test_quotes_stand_only_where_our_reader_needs_them(text: str, shown: str) -> None:
    assert written(text, "value") == shown


def test_behind_a_dash_a_full_width_colon_needs_quotes_where_it_looks_like_a_key() -> None:
    assert written("name：营业执照", "item") == '"name：营业执照"'


def test_what_others_take_for_a_number_is_quoted_where_the_schema_wants_a_text() -> None:
    data: Plain = {
        "item": "x",
        "elements": {"item_name": "1", "materials": {"m": {"hand_in": {"copies": "1", "show_original": "true"}}}},
        "facts": {"f": {"decimals": "0", "minimum": "1.5", "one_of": {"n1": "no", "n2": "不"}}},
    }

    text = write_yaml(data, FILES["item"])

    assert 'item_name: "1"\n' in text
    assert "copies: 1\n" in text and "show_original: true\n" in text
    assert "decimals: 0\n" in text and "minimum: 1.5\n" in text and 'n1: "no"\n' in text


# ---- one layout ----

SMALL = """\
# yaml-language-server: $schema=../../../../schemas/item.schema.json
# 说明

in_force_from: 2020-01-01   # 施行
item: small
elements:
  # 名称
  fee: none
  item_name: "小事项"
  legal_basis: {law: some-law,
     article: "1"}  # 第一条
  materials:
    # 先是申请表


    form: {kind: form, name: 申请表, basis: [{law: some-law, article: "2"}], when: 'x  and ( area_m2>=50 )'}
    # 还有别的
  contact:
    phone: |
      一
      二
    # 电话完
facts:
  x: {type: boolean, ask: 是吗？}   # 问

# 最后
"""
SMALL_WRITTEN = """\
# yaml-language-server: $schema=../../../../schemas/item.schema.json
# 说明

item: small
in_force_from: 2020-01-01 # 施行
elements:
  item_name: 小事项
  legal_basis: {law: some-law, article: "1"} # 第一条
  materials:
    # 先是申请表

    form:
      name: 申请表
      kind: form
      when: x and area_m2 >= 50
      basis:
        - {law: some-law, article: "2"}
    # 还有别的
  # 名称
  fee: none
  contact:
    phone: |
      一
      二
    # 电话完
facts:
  x: # 问
    ask: 是吗？
    type: boolean

# 最后
"""


def test_keys_go_into_order_and_comments_with_them() -> None:
    assert again(SMALL, "item") == SMALL_WRITTEN
    assert again(SMALL_WRITTEN, "item", "zh").startswith("# yaml-language-server: $schema=../../../../schemas/item.zh.schema.json\n")


def test_a_citation_too_wide_for_a_line_is_a_block() -> None:
    data: Plain = {"item": "x", "elements": {"legal_basis": [{"law": "a", "source": "某" * WIDEST}]}}

    assert "    - law: a\n      source: 某" in write_yaml(data, FILES["item"])


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_we_keep_is_written_without_loss_in_both_languages(path: Path) -> None:
    kind, text = kind_named(path), path.read_text("utf-8")

    english, chinese = again(text, kind, "en"), again(text, kind, "zh")

    assert meaning(english, kind) == meaning(chinese, kind) == meaning(text, kind)
    assert again(english, kind) == english and again(chinese, kind) == chinese
    assert again(chinese, kind, "en") == english and again(english, kind, "zh") == chinese
    assert in_english(source(chinese), FILES[kind])[1] == "zh"
    assert neighbours(english) == neighbours(again(chinese, kind, "en"))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(seeds)
def test_any_file_is_written_and_read_back(kind: str, seed: int) -> None:
    data = grown(kind, random.Random(seed))

    english = write_yaml(data, FILES[kind])
    chinese = write_yaml(data, FILES[kind], "zh")

    assert content(kind, source(english)) == content(kind, source(write_yaml_as_it_is(data)))
    assert meaning(english, kind) == meaning(chinese, kind)
    assert again(english, kind) == english and again(chinese, kind) == chinese
    assert again(english, kind, "zh") == chinese and again(chinese, kind, "en") == english


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(RULES), seeds)
def test_neither_order_nor_language_nor_layout_of_a_file_counts(path: Path, seed: int) -> None:
    kind, text, chance = kind_named(path), path.read_text("utf-8"), random.Random(seed)
    model = FILES[kind]
    english = in_english(source(text), model)[0]

    mixed = write_yaml_as_it_is(shuffled(plain(english.root), (), kind, chance))

    assert meaning(mixed, kind) == meaning(text, kind)
    assert again(mixed, kind, "en") == write_yaml(plain(english.root), model)


def shuffled(data: Plain, path: tuple[str | int, ...], kind: str, chance: random.Random) -> Plain:
    """*data* with our keys in any order."""
    if isinstance(data, dict):
        keys = list(data)
        if position(FILES[kind], path).keys:
            chance.shuffle(keys)
        return {key: shuffled(data[key], (*path, key), kind, chance) for key in keys}
    if isinstance(data, list):
        return [shuffled(item, (*path, i), kind, chance) for i, item in enumerate(data)]
    return data


def write_yaml_as_it_is(data: Plain) -> str:
    """*data* as JSON, which is YAML too."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=1)


def test_drafts_hold_what_they_were_made_of() -> None:
    data: Plain = {"a": ["b", {"c": "d"}], "e": {}}

    assert undrafted(drafted(data)) == data


def test_each_language_has_its_own_words_for_keys_values_limits_and_conditions() -> None:
    data: Plain = {
        "item": "x",
        "elements": {
            "materials": {"m": {"kind": "form", "when": "applicant.kind == enterprise and area >= 50", "catch_all": "true"}},
            "promised_limit": {"limit": "5 working days", "source": "assumption"},
            "fee": "none",
            "quantity_limit": "none",
        },
    }

    english, chinese = write_yaml(data, FILES["item"]), write_yaml(data, FILES["item"], "zh")

    assert english == (
        "item: x\nelements:\n  materials:\n    m:\n      kind: form\n      when: applicant.kind == enterprise and area >= 50\n"
        "      catch_all: true\n  promised_limit:\n    limit: 5 working days\n    source: assumption\n  fee: none\n  quantity_limit: none\n"
    )
    assert chinese == (
        "事项: x\n要素:\n  材料:\n    m:\n      种类: 申请表\n      何时需要: applicant.kind == 企业 且 area 50 以上\n"
        "      兜底: 是\n  承诺期限:\n    期限: 5个工作日\n    来源: 假定\n  收费: 无\n  数量限制: 无\n"
    )
    assert write_yaml(plain(in_english(source(chinese), FILES["item"])[0].root), FILES["item"]) == english


HOSTILE = (
    "#", " #", "\n#\n", "\n\n", " ", "  ", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", '"', "\t", "|", ">", "&a", "*a", "!t", "\r\n", "：", "，", "“",
    "\n# 甲\n  # 乙\n", "? ", "%", "@", "`", "---\n", "...\n", "a: b\n", "\u3000", "\ufeff", "- - a\n", "[a, {b: c}]", "{a: [b]}", " # 丙", "null", "~",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(RULES), st.data())
def test_a_file_changed_anyhow_is_refused_or_written_without_loss(path: Path, data: st.DataObject) -> None:
    kind, text = kind_named(path), path.read_text("utf-8")[:3000].rpartition("\n")[0] + "\n"
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(HOSTILE)) + text[at + data.draw(st.integers(0, 2)) :]
    try:
        english = again(text, kind)
    except RulesetInvalid:
        return

    assert again(english, kind) == english
    assert meaning(english, kind) == meaning(text, kind)
    assert english.count("#") == text.count("#")
    with suppress(RulesetInvalid):  # R-OTHER-WORDS
        assert again(again(english, kind, "zh"), kind, "en") == english


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "bad").rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_bad_file_is_more_than_refused(path: Path) -> None:
    for kind in ("item", "laws"):
        with suppress(RulesetInvalid):
            formatted(read_source(path.read_bytes(), path.name), kind)


def keys_by_line(text: str) -> list[tuple[int, str]]:
    """The line of every key and item with its path, and of what an item begins with."""
    found: list[tuple[int, str]] = []

    def walk(node: Node, path: str) -> None:
        if isinstance(node, Mapping):
            for key, value in node.entries:
                found.append((key.line, f"{path}/{key.text}"))
                walk(value, f"{path}/{key.text}")
        elif not isinstance(node, Scalar):
            for i, item in enumerate(node.items):
                if isinstance(item, Scalar):
                    found.append((item.line, f"{path}/{i}"))
                walk(item, f"{path}/{i}")

    walk(source(text).root, "")
    return sorted(found)


def neighbours(text: str) -> dict[str, tuple[str, str, str]]:
    """For each comment: the key on its own line, the last one before it and the first one after it."""
    keys = keys_by_line(text)
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        if "#注" not in line and not line.strip().startswith("#"):
            continue
        comment = line[line.index("#") :].rstrip()
        on = [path for at, path in keys if at == number]
        before = [path for at, path in keys if at < number]
        after = [path for at, path in keys if at > number]
        found[comment] = (on[-1] if on else "", before[-1] if before else "", after[0] if after else "")
    return found
