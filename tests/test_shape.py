"""The shape of a file: where a fault is found, what the author is told, and that nothing else can happen.

The table of faults is `tests/bad/rulesets`; here is how their places and words come about.
"""

from __future__ import annotations

import re

import pytest
from editing import ITEM, Edit, edited
from hypothesis import given, settings
from hypothesis import strategies as st

from materials_rules.ground.catalogue import message
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import Mapping, Node, Path, Scalar, Sequence, read_source
from materials_rules.rules.grammar import position, schema_of
from materials_rules.rules.item import ItemFile
from materials_rules.rules.place import DisallowedFile, RulesetFile
from materials_rules.rules.ruleset import MODELS, parse_ruleset
from materials_rules.rules.scalar import IDENTIFIER_PATTERN, is_identifier
from materials_rules.rules.shape import _Shaping, hints, in_file, node_at, shaped


def faults(*edits: Edit) -> list[Diagnostic]:
    with pytest.raises(RulesetInvalid) as raised:
        parse_ruleset(edited(edits)[0])
    return list(raised.value.diagnostics)


def fault(*edits: Edit) -> Diagnostic:
    (found,) = faults(*edits)
    return found


ELEMENTS = """\
elements:
  item_code: {value: 甲, source: assumption}
  legal_basis:
    - {law: a}
    - {law: b}
  authority:
    - when: x
      value: c
    - value: d
  fee: none
  contact: {phone: "1", supervision_phone: "2"}
  statutory_limit: 5 working days
  acceptance_conditions:
    value: [甲, {say: 乙}]
    source: assumption
"""


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (("elements", "item_code", "cases", 0, "value"), ("elements", "item_code", "value")),
        (("elements", "item_code", "source"), ("elements", "item_code", "source")),
        (("elements", "legal_basis", "cases", 0, "value", 1, "law"), ("elements", "legal_basis", 1, "law")),
        (("elements", "authority", "cases", 1, "value"), ("elements", "authority", 1, "value")),
        (("elements", "authority", "cases", 0, "when"), ("elements", "authority", 0, "when")),
        (("elements", "fee", "cases", 0, "value", "charged"), ("elements", "fee")),
        (("elements", "contact", "cases", 0, "value", "phone"), ("elements", "contact", "phone")),
        (("elements", "statutory_limit", "cases", 0, "value", "limit"), ("elements", "statutory_limit")),
        (
            ("elements", "acceptance_conditions", "cases", 0, "value", 1, "say"),
            ("elements", "acceptance_conditions", "value", 1, "say"),
        ),
        (("elements", "nothing", "below"), ("elements",)),
        (("elements", "legal_basis", "cases", 0, "value", 9, "law"), ("elements", "legal_basis")),
        ((), ()),
    ],
)
def test_a_place_in_a_model_is_a_place_in_the_file(location: Path, path: Path) -> None:
    assert in_file(read_source(ELEMENTS.encode(), "f.yaml"), location) == path


@pytest.mark.parametrize(
    ("edit", "code", "key", "found"),
    [
        ((ITEM, "      kind: drawing\n", "      kind: [drawing]\n"), "R-TEXT", "kind", ""),
        ((ITEM, "      kind: drawing\n", "      kind:\n"), "R-EMPTY-WORDS", "kind", ""),
        ((ITEM, "decimals: 2\n    minimum", "decimals: {a: 2}\n    minimum"), "R-TEXT", "decimals", ""),
        ((ITEM, "decimals: 2\n    minimum", "decimals:\n    minimum"), "R-EMPTY-WORDS", "decimals", ""),
        ((ITEM, "        originals: 1\n        signed_by", "        originals: ''\n        signed_by"), "R-FORM-COUNT", "originals", ""),
        ((ITEM, "    item_name: 店招设置".replace("    ", "  ", 1), "  item_name: [店招设置]"), "R-TEXT", "item_name", ""),
        ((ITEM, "  fee: none", "  fee: free"), "R-FEE", "fee", "free"),
        ((ITEM, "  fee: none", "  fee: {charged: no}"), "R-FLAG", "charged", "no"),
        ((ITEM, "    - enterprise\n", "    - company\n"), "R-WORD", "applicant_types", "company"),
        ((ITEM, "from: acceptance}", "from: acceptence}"), "R-WORD", "from", "acceptence"),
        ((ITEM, "  takes: 2", "  takes: two"), "K-LIMIT", "takes", "two working days"),
    ],
)  # fmt: skip
def test_the_key_and_the_word_of_the_author_are_named(edit: Edit, code: str, key: str, found: str) -> None:
    said = fault(edit)

    assert (said.code, said.args["key"], said.args["found"]) == (code, key, found)
    assert found in said.say("zh") or "{found}" not in message(code).zh


@pytest.mark.parametrize(
    ("edit", "near"),
    [
        ((ITEM, "      kind: form\n", "      kinds: form\n"), "kind"),
        ((ITEM, "        medium: either\n", "        mediun: either\n"), "medium"),
        ((ITEM, "        within: 5 working days\n", "        whitin: 5 working days\n"), "within"),
        ((ITEM, "          when: not rented\n", "          wen: not rented\n"), "when"),
        ((ITEM, "signed_by: applicant", "signed_by: {by: applicant, inperson: true}"), "in_person"),
        ((ITEM, "  result: {document: sign-permit}", "  result: {documents: sign-permit}"), "document"),
        ((ITEM, "    instead: {publish_within: 10 calendar days}", "    instead: {publish_in: 10 calendar days}"), "publish_within"),
        (("../laws.yaml", "        renumbered:", "        renumberd:"), "renumbered"),
        (("ruleset.yaml", "    cap: 1 working day", "    cup: 1 working day"), "cap"),
    ],
)  # fmt: skip
def test_a_misspelt_key_is_set_beside_the_key_that_was_meant(edit: Edit, near: str) -> None:
    """B10."""
    unknown = next(one for one in faults(edit) if one.code == "R-UNKNOWN")

    assert f"是否想写 `{near}`" in unknown.remedy("zh")
    assert f"did you mean `{near}`?" in unknown.remedy("en")
    assert f"`{near}`" in unknown.args["known"]


def test_a_key_like_no_other_is_set_beside_all_of_them() -> None:
    unknown = fault(("common.yaml", "    name: 委托书\n", "    name: 委托书\n    Ω: x\n"))

    assert (unknown.args["hint_zh"], unknown.args["hint_en"]) == ("", "")
    assert unknown.args["known"].split()[:3] == ["`name`", "`aliases`", "`kind`"]


def test_of_several_readings_of_one_value_the_nearest_is_said() -> None:
    """`notice` is a limit or one of two words."""
    notice = "    notice: 5 working days"
    assert fault(("ruleset.yaml", notice, "    notice: nonne")).code == "R-WORD"
    assert fault(("ruleset.yaml", notice, "    notice: 5 workdays")).code == "K-LIMIT"
    assert fault(("ruleset.yaml", notice, "    notice: 0 working days")).code == "K-LIMIT-RANGE"


def test_every_fault_of_a_file_is_said_once() -> None:
    found = faults((ITEM, "      kind: form\n", "      kind: frm\n      a: 1\n      b: 2\n"))

    assert [one.code for one in found] == ["R-WORD", "R-UNKNOWN", "R-UNKNOWN"]


def test_what_no_code_fits_is_still_said_with_its_place() -> None:
    source = read_source(b"materials:\n  a: 1\n", "f.yaml")
    shaping = _Shaping(source, ItemFile, "en")

    (found,) = shaping.diagnostics([{"type": "a_new_type", "loc": ("materials", "a"), "msg": "secret"}])

    assert (found.code, found.place.line, found.place.column) == ("R-SHAPE", 2, 6)
    assert "secret" not in "".join(found.lines())


# ---------------------------------------------------------------- sentences cut by a comment


@pytest.mark.parametrize(
    "edit",
    [
        (ITEM, "item: sign\n", "item: sign # 店招\n"),
        (ITEM, "decimals: 2\n    minimum", "decimals: 2 # 两位\n    minimum"),
        (ITEM, "      kind: form\n", "      kind: form # 表\n"),
        (ITEM, "      when: high\n", "      when: 'high' # 高处\n"),
        (ITEM, "    say: 租用的不能上楼顶\n", "    say: 租用的不能上楼顶#1\n"),
        (ITEM, "    say: 租用的不能上楼顶\n", "    say: |\n      租用的 # 不能上楼顶\n"),
        (ITEM, "    say: 租用的不能上楼顶\n", "    # 说明\n    say: 租用的不能上楼顶\n    # 完\n"),
        (ITEM, "{plain: 一般, pledge: 承诺}", "\n      plain: 一般 # 甲\n      say: 承诺 # 乙\n"),
        (ITEM, "  tax_code:\n    ask: 代码是什么？\n", "  definitions:\n    note: 备注 # 甲\n    ask: 代码是什么？\n"),
        (ITEM, "  rented:\n    ask: 是否租用？\n", "  rented: # 租用\n    ask: 是否租用？\n"),
    ],
)  # fmt: skip
def test_a_comment_that_cuts_no_sentence_is_a_comment(edit: Edit) -> None:
    parse_ruleset(edited([edit])[0])


def test_a_comment_after_a_sentence_is_found_beside_other_faults() -> None:
    found = faults((ITEM, "    say: 租用的不能上楼顶\n", "    say: 租用的 # 1\n"), (ITEM, "      kind: form\n", "      kind: frm\n"))

    assert [one.code for one in found] == ["R-WORD", "R-COMMENT"]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize("name", ["a", "面积", "a-b", "a_1", "甲1", "é", "m2", "a" * 80])
def test_a_name(name: str) -> None:
    assert is_identifier(name)


@pytest.mark.parametrize("name", ["", "1a", "_a", "-a", "a-", "a_", "a b", "a.b", "a²", "ａ", "ﬁ", "a１", "①", "a" * 81, "a\u200b", "a/b", "“a”", "\uf900"])
def test_no_name(name: str) -> None:
    assert not is_identifier(name)


@given(st.text(max_size=12))
def test_the_pattern_for_editors_lets_every_name_pass(name: str) -> None:
    assert not is_identifier(name) or re.search(IDENTIFIER_PATTERN, name)


def test_what_was_meant_is_said_in_both_languages() -> None:
    assert hints("licens", ["licence", "form"]) == {"hint_zh": "是否想写 `licence`？", "hint_en": "did you mean `licence`? "}
    assert hints("x", ["licence"]) == {"hint_zh": "", "hint_en": ""}
    assert hints("X", {"x": 1}.keys())["hint_en"] == "did you mean `x`? "


# ---------------------------------------------------------------- what may stand where


def test_the_grammar_knows_keys_words_and_names() -> None:
    assert position(ItemFile).keys[:2] == ("item", "in_force_from")
    assert position(ItemFile, ("facts",)).keys == ()
    assert position(ItemFile, ("facts", "anything")).keys[0] == "ask"
    assert position(ItemFile, ("elements", "legal_basis", 3)).keys[:2] == ("law", "article")
    assert position(ItemFile, ("elements", "fee")).words == ("none",)
    assert position(ItemFile, ("elements", "fee", "charged")).words == ("true", "false")
    assert position(DisallowedFile, ("classes", "C1_NO_BASIS", "ground")).key_words[-2:] == ("other", "any")
    assert position(RulesetFile, ("regimes", "x", "notice")).words == ("on_the_spot", "none")
    assert position(ItemFile, ("nothing", 0, "below")).shapes == ()
    assert position(ItemFile, ("source",)).words == ("assumption",)


@pytest.mark.parametrize("model", [ItemFile, *MODELS.values()], ids=lambda model: model.__name__)
def test_a_place_takes_closed_words_or_free_text_not_both(model: type) -> None:
    """Else a text that happens to be a closed word could mean two things; `source` alone has such a word."""

    def below(shape: object, key: str = "") -> None:
        if isinstance(shape, dict):
            if "anyOf" in shape and key != "source":
                kinds = [one for one in shape["anyOf"] if one.get("type") == "string"]
                closed = [one for one in kinds if "enum" in one or "const" in one]
                free = [one for one in kinds if one not in closed and "pattern" not in one]
                assert not (closed and free), key
            for name, inner in shape.items():
                below(inner, name)
        elif isinstance(shape, list):
            for inner in shape:
                below(inner, key)

    below(schema_of(model))


# ---------------------------------------------------------------- nothing else can happen


def scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence(items=items):
            return [scalar for item in items for scalar in scalars(item)]
        case Mapping(entries=entries):
            return [scalar for entry in entries for each in entry for scalar in scalars(each)]


TEXTS = {path: data.decode() for path, data in edited()[0].bytes_of.items()}
SPOTS = [(path, scalar) for path, text in TEXTS.items() for scalar in scalars(read_source(text.encode(), path).root)]
JUNK = st.sampled_from(
    ["''", "[]", "{}", "[[]]", "{a: {b: c}}", "[a, b, c]", "0", "-1", "1.5", "true", "none", "~", "和", "kind", "name", "2020-01-01",
     "5 working days", "'a and (b'", "'{{x}}'", "C1_NO_BASIS", "applicant", "'a\u3000b'", "x" * 90, "assumption", "'*'"]
)  # fmt: skip


@settings(max_examples=100)
@given(st.sampled_from(SPOTS), JUNK)
def test_whatever_stands_anywhere_a_ruleset_loads_or_says_why_not(spot: tuple[str, Scalar], junk: str) -> None:
    path, scalar = spot
    files, _ = edited()
    text = TEXTS[path]
    files.bytes_of[path] = (text[: scalar.start] + junk + text[scalar.end :]).encode()
    try:
        parse_ruleset(files)
    except RulesetInvalid as refused:
        for one in refused.diagnostics:
            lines = TEXTS[next(file for file in TEXTS if one.place.path.endswith(file.removeprefix("../")))].split("\n")
            assert 0 < one.place.line <= len(lines) and one.place.column > 0
            assert len(one.lines()) == 2
            assert "``" not in one.say("zh")


def test_a_model_reads_the_same_with_or_without_a_language() -> None:
    source = read_source(TEXTS[ITEM].encode(), ITEM)

    english, none = shaped(source, ItemFile), shaped(source, ItemFile, "zh")

    assert english == none and english[1] == []
    assert node_at(source, ("facts", "area", "unit")) is not None and node_at(source, ("facts", 0)) is None


PLACE = "  application_place: 某镇窗口\n"


@pytest.mark.parametrize(
    ("line", "key", "written"),
    [
        ("{place: 甲, source: assumption}", "source", "{value: {…}, source: …}"),
        ("{value: 甲, place: 乙}", "value", "{value: {…}}"),
    ],
)
def test_a_key_of_the_longer_way_to_write_an_element_is_never_proposed_for_itself(line: str, key: str, written: str) -> None:
    (found,) = refused((ITEM, PLACE, f"  application_place: {line}\n"))
    remedy = found.remedy("zh")

    assert (found.code, found.args["key"]) == ("R-UNKNOWN", key)
    assert f"`{written}`" in remedy
    assert "是否想写" not in remedy
    assert "`place` `window` `hours` `online`" in remedy and "`value` `source`" not in remedy


@pytest.mark.parametrize(("key", "meant"), [("備註", "note"), ("別名", "aliases"), ("備攷", "")])
def test_a_key_in_traditional_characters_is_known_again(key: str, meant: str) -> None:
    (found,) = refused((ITEM, "      kind: form\n", f"      kind: form\n      {key}: 甲\n"))
    assert found.args["hint_zh"] == (f"是否想写 `{meant}`？" if meant else "")


def test_a_key_in_traditional_characters_is_known_again_in_a_file_of_chinese_keys() -> None:
    assert hints("備註", ["备注", "名称"])["hint_zh"] == "是否想写 `备注`？"
    assert hints("實施機關", ["实施机关"])["hint_zh"] == "是否想写 `实施机关`？"


def refused(*edits: Edit) -> tuple[Diagnostic, ...]:
    with pytest.raises(RulesetInvalid) as raised:
        parse_ruleset(edited(edits)[0])
    return raised.value.diagnostics
