"""Reading YAML: what is refused and how, what stays as it was written, and where everything stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.characters import LARGEST_FILE, ODD
from materials_rules.reading.events import DEEPEST, MOST_NODES
from materials_rules.reading.source import Mapping, Node, Scalar, Sequence, Source, plain, read_source

BAD = Path(__file__).parent / "bad" / "yaml"
BAD_FILES = sorted(BAD.glob("*.yaml"))


def read(text: str) -> Source:
    return read_source(text.encode(), "f.yaml")


def root(text: str) -> Any:
    return read(text).root


def refused(data: str | bytes) -> list[str]:
    """The codes and places of the faults, `R-TAG 1:4`."""
    with pytest.raises(RulesetInvalid) as raised:
        read_source(data.encode() if isinstance(data, str) else data, "f.yaml")
    return [f"{fault.code} {fault.place.line}:{fault.place.column}" for fault in raised.value.diagnostics]


# --- bad files beside what is said about them


def test_there_are_bad_files_for_every_code_of_the_family() -> None:
    said = "".join(path.with_suffix(".out").read_text("utf-8") for path in BAD_FILES)

    assert len(BAD_FILES) >= 35
    assert {path.stem for path in BAD.glob("*.out")} == {path.stem for path in BAD_FILES}
    for code in ["ANCHOR", "CHAR", "DOCUMENTS", "DUPKEY", "EMPTY", "ENCODING", "KEYTYPE", "LIMIT", "SYNTAX", "TAB", "TAG"]:
        assert f" R-{code}: " in said


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_these_words(path: Path) -> None:
    with pytest.raises(RulesetInvalid) as raised:
        read_source(path.read_bytes(), path.name)

    assert f"{raised.value}\n" == path.with_suffix(".out").read_text("utf-8")


# --- a scalar stays the text that was written

WRITTEN = [
    "0734", "no", "yes", "on", "off", "y", "9:00", "1:30", "1.10", "1_000", "2026-01-01", "2026-02-30", "null", "~", "true", "=",
    "0x1F", "1e3", ".inf", ".nan", "+1", "000131013002", "12.5", "<", "2026-01-01T00:00:00Z", "a#b", "a:b", "不", "a，b",
    "说明：见附件", "“三同时”制度", "【提示】请核对", "“甲”和“乙”", "https://example.com/a", RARE := "𠮷\U0002ebf0\U00031350",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_no_scalar_is_given_a_type(text: str) -> None:
    scalar = root(f"key: {text}\n").entry("key")[1]

    assert isinstance(scalar, Scalar)
    assert (scalar.text, scalar.style) == (text, "plain")
    assert plain(root(f"- {text}\n- z\n")) == [text, "z"]


@pytest.mark.parametrize(
    ("written", "text", "style"),
    [
        ("", "", "plain"),
        ("''", "", "single"),
        ("'it''s'", "it's", "single"),
        ('"a\\tb\\u4e2d"', "a\tb中", "double"),
        ("|\n  甲\n   乙\n", "甲\n 乙\n", "literal"),
        ("|-\n  甲\n", "甲", "literal"),
        (">\n  甲\n  乙\n", "甲 乙\n", "folded"),
        ("甲\n  乙", "甲 乙", "plain"),
        ('"全角　空格"', "全角　空格", "double"),
        ("|\n  全角　空格\n", "全角　空格\n", "literal"),
        ("'名称：营业执照'", "名称：营业执照", "single"),
        ("|\n  名称：营业执照\n  － 二\n", "名称：营业执照\n－ 二\n", "literal"),
        ("|\n  a\n  \tb\n", "a\n\tb\n", "literal"),
    ],
)
def test_each_style_gives_its_text(written: str, text: str, style: str) -> None:
    scalar = root(f"key: {written}").entry("key")[1]

    assert (scalar.text, scalar.style) == (text, style)


def test_a_byte_order_mark_at_the_start_and_windows_lines_change_nothing() -> None:
    text = "a: 甲\nb:\n  - |\n    乙\n    丙\n  - 丁 # 注\n"
    source, other = read(text), read_source(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "f.yaml")

    assert plain(source.root) == plain(other.root) == {"a": "甲", "b": ["乙\n丙\n", "丁"]}
    assert list(places(source.root)) == list(places(other.root))


def places(node: Node) -> list[tuple[str, int, int]]:
    match node:
        case Scalar():
            return [(node.text, node.line, node.column)]
        case Sequence(items=items):
            return [place for item in items for place in places(item)]
        case Mapping(entries=entries):
            return [place for entry in entries for each in entry for place in places(each)]


def test_comments_blank_lines_and_a_document_mark_are_no_content() -> None:
    assert plain(root("# 注　释\n---\n\n  # 注\na: 1\t# 注\n\n# 注\n")) == {"a": "1"}


# --- what follows a text on its line


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("when: a > 50 # 平方米\n", 14),
        ("when: a > 50\t#平方米\n", 14),
        ("when: #3号附件\n", 7),
        ("when: a\n  and b # c\n", 9),
        ("when: 面积 > 50 # m2\nb: c\n", 15),
        ("when: a#b\n", None),
        ("when: 'a' # b\n", None),
        ('when: "a" # b\n', None),
        ("when: a\n# b\n", None),
        ("when: |\n  a # b\n", None),
        ("when: a", None),
    ],
)
def test_a_comment_behind_an_unquoted_text_is_seen(text: str, column: int | None) -> None:
    scalar = root(text).entry("when")[1]

    assert scalar.has_comment_after == (column is not None)
    assert (scalar.comment_place and scalar.comment_place.column) == column


# --- places

ITEM = """\
item: 广告
elements:
  materials:
    form: {name: 申请表, basis: [{law: x, "article": '11'}]}
    "licence":
      when: |
        site_is_rented and
          owns_site
"""


@pytest.mark.parametrize(
    ("path", "key", "at"),
    [
        ((), False, (1, 1)),
        (("item",), False, (1, 7)),
        (("item",), True, (1, 1)),
        (("elements", "materials", "form"), False, (4, 11)),
        (("elements", "materials", "form"), True, (4, 5)),
        (("elements", "materials", "form", "basis", 0, "article"), False, (4, 51)),
        (("elements", "materials", "form", "basis", 0, "article"), True, (4, 40)),
        (("elements", "materials", "form", "basis", 0), False, (4, 31)),
        (("elements", "materials", "form", "basis", 1), False, (4, 30)),
        (("elements", "materials", "form", "basis", -1), False, (4, 30)),
        (("elements", "materials", "form", "nothing", "basis"), False, (4, 11)),
        (("elements", "materials", "form", "nothing", "basis"), True, (4, 5)),
        (("elements", "materials", "licence"), True, (5, 5)),
        (("elements", "materials", "licence"), False, (6, 7)),
        (("elements", "materials", 0), False, (4, 5)),
        (("item", "deeper"), False, (1, 7)),
    ],
)
def test_place_at_gives_the_deepest_node_on_the_way(path: tuple[str | int, ...], key: bool, at: tuple[int, int]) -> None:
    place = read(ITEM).place_at(path, key=key)

    assert (place.path, place.line, place.column) == ("f.yaml", *at)


@pytest.mark.parametrize(
    ("written", "word", "at"),
    [
        ("a and 面积 > 3", "面积", (1, 13)),
        ("a and 面积 > 3", "a", (1, 7)),
        ("'it''s a 词'", "词", (1, 16)),
        ('"\\u4e2d\\x41\\U00004e2d\\\\ 词"', "词", (1, 31)),
        ("|\n  甲 and\n    乙 or\n\n  丙\n", "乙", (3, 5)),
        ("|\n  甲 and\n    乙 or\n\n  丙\n", "丙", (5, 3)),
        ("|2\n     深\n  词\n", "深", (2, 6)),
        ("|\n\n  甲\n  词", "词", (4, 3)),
        ("|- # 注\n  词\n", "词", (2, 3)),
        (">\n  甲\n  词\n", "词", (1, 7)),
        ("甲\n  词", "词", (1, 7)),
        ("'甲\n  词'", "词", (1, 7)),
    ],
)
def test_a_word_inside_a_scalar_has_its_place(written: str, word: str, at: tuple[int, int]) -> None:
    for newline in "\n", "\r\n":
        scalar = root(f"when: {written}".replace("\n", newline)).entry("when")[1]
        place = scalar.place_of(scalar.text.index(word))

        assert (place.line, place.column) == at


def test_an_offset_outside_the_text_is_its_nearest_end() -> None:
    scalar = root("k: 甲乙").entry("k")[1]

    assert [scalar.place_of(offset).column for offset in (-5, 0, 1, 2, 99)] == [4, 4, 5, 6, 6]
    assert root("k: |\n  甲\n").entry("k")[1].place_of(99).line == 3


def test_nodes_are_frozen_and_do_not_print_the_file() -> None:
    mapping = root(ITEM)

    with pytest.raises(AttributeError):
        mapping.line = 3
    assert "site_is_rented and" not in repr(mapping.entry("item"))
    assert mapping.entry("nothing") is None


# --- keys


@pytest.mark.parametrize(
    ("one", "other"), [("a", "a"), ("A", "a"), ("Ａ", "a"), ("ﬁ", "fi"), ("①", "1"), ("é", "e\u0301"), ("'a'", "a"), ('"\\u0061"', "a")]
)
def test_keys_that_look_alike_are_one_key(one: str, other: str) -> None:
    assert refused(f"x:\n  - {one}: 1\n    b: 2\n    {other}: 3\n") == ["R-DUPKEY 4:5"]


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        ("营业执照".encode() + b"\xa1\xa1", "此处的字节不成字符"),
        ("名称: 营业执照".encode("gb18030"), "疑似 GBK"),
        ("名称: 𠮷".encode("gb18030"), "疑似 GBK"),
        (b"\xff", "此处的字节不成字符"),
        ("a: 甲".encode("utf-16-be"), "疑似 UTF-16"),
        ("a: 甲".encode("utf-32"), "疑似 UTF-16"),
    ],
)
def test_another_encoding_is_guessed(data: bytes, guess: str) -> None:
    with pytest.raises(RulesetInvalid, match=guess) as raised:
        read_source(data, "f.yaml")

    assert [fault.code for fault in raised.value.diagnostics] == ["R-ENCODING"]


def test_keys_that_differ_are_two() -> None:
    assert plain(root("1: a\n1.0: b\ntrue: c\n'on': d\nyes: e\n01: f\n")) == {
        "1": "a", "1.0": "b", "true": "c", "on": "d", "yes": "e", "01": "f",
    }  # fmt: skip


def test_a_quoted_merge_sign_is_a_text() -> None:
    assert plain(root('a: "<<"\n"<<": b\n')) == {"a": "<<", "<<": "b"}
    assert refused("a: 1\n<<: 2\n") == ["R-ANCHOR 2:1"]


# --- limits, attacks


def test_limits_are_exact() -> None:
    def nested(deep: int) -> str:
        return "[" * deep + "]" * deep

    def many(nodes: int) -> str:
        return "- a\n" * (nodes - 1)

    read(nested(DEEPEST))
    read(many(MOST_NODES))
    read("a: 1 # " + "x" * (LARGEST_FILE - 7))
    assert refused(nested(DEEPEST + 1)) == [f"R-LIMIT 1:{DEEPEST + 1}"]
    assert refused(many(MOST_NODES + 1)) == [f"R-LIMIT {MOST_NODES}:3"]
    assert refused("a: 1 # " + "x" * (LARGEST_FILE - 6)) == ["R-LIMIT 0:0"]


@pytest.mark.parametrize("unit", ["[", "{", "- ", "? ", "{a: ", "&a [", '"'], ids=repr)
def test_a_file_of_brackets_crashes_nothing(unit: str) -> None:
    program = (
        "import sys\n"
        "from materials_rules.ground.errors import RulesetInvalid\n"
        "from materials_rules.reading.source import read_source\n"
        "try: read_source((sys.argv[1] * 100_000).encode(), 'f.yaml')\n"
        "except RulesetInvalid as error: print(error.diagnostics[0].code)\n"
    )

    done = subprocess.run([sys.executable, "-c", program, unit], capture_output=True, text=True, cwd=BAD.parents[2], check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout in {"R-LIMIT\n", "R-ANCHOR\n", "R-TAG\n", "R-DOCUMENTS\n"}


@pytest.mark.parametrize("name", ["merge-bomb", "alias-bomb", "tag"])
def test_nothing_is_constructed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def built(*args: object) -> None:
        raise AssertionError("something was built")

    for method in "get_node", "get_single_node", "get_single_data", "construct_document", "compose_node", "flatten_mapping":
        monkeypatch.setattr(yaml.CSafeLoader, method, built, raising=False)

    with pytest.raises(RulesetInvalid) as raised:
        read_source((BAD / f"{name}.yaml").read_bytes(), "f.yaml")

    assert {fault.code for fault in raised.value.diagnostics} <= {"R-ANCHOR", "R-TAG"}


def test_every_character_that_is_not_odd_is_read() -> None:
    """The parser has its own idea of a character; ours must never let one through that it chokes on."""
    every = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    fine = [char for char in every if not ODD.match(char) and char not in "\n'"]

    for start in range(0, len(fine), 100_000):
        text = "".join(fine[start : start + 100_000])
        assert root(f"k: '{text}'\n").entry("k")[1].text == text
    assert len(every) - len(fine) < 300
