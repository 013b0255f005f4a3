"""What is wrong with YAML that cannot be read, in our words.

    the parser's complaint  ->  Diagnostic

Full-width punctuation and a forgotten blank are the commonest slips of a Chinese keyboard, and the parser
often stops far from them; so the lines around are looked at before its complaint is believed.
"""

from __future__ import annotations

import re
from typing import Final

from yaml.error import MarkedYAMLError

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.messages.yaml import NAMES, SYNTAX
from materials_rules.reading.characters import place_of

HALF_WIDTH: Final = {
    "：": ":", "“": '"', "”": '"', "‘": "'", "’": "'", "，": ",", "、": ",",
    "－": "-", "＃": "#", "｜": "|", "＞": ">",
    "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}",
}  # fmt: skip

KEY: Final = r"[^\W\d][\w-]{0,15}"  # what an unquoted text must begin with to look like a key
_KEY_COLON: Final = re.compile(rf"(?:^[ ]*(?:-[ ]+)*|[{{,，][ ]*){KEY}[ ]*(?P<bad>：)")
_VALUE_SIGN: Final = re.compile(r"(?:[:-][ ]+|：[ ]*)(?P<bad>[“‘［【｛])|^[ ]*(?P<sign>[－＃])")
_FLOW_COMMA: Final = re.compile(rf"[\[{{][^\]}}]*?(?P<bad>，)[ ]*{KEY}[ ]*:")
_KEY_WITHOUT_BLANK: Final = re.compile(rf"[ ]*(?:-[ ]+)*(?P<key>{KEY})(?P<colon>:)(?=[^\s/])")


def syntax_fault(variant: str, text: str, path: str, index: int, **args: str) -> Diagnostic:
    """R-SYNTAX at the character *index* in the words of *variant*, one of `SYNTAX`."""
    said = SYNTAX[variant]
    words = {
        "fault_zh": said.zh.format_map(args),
        "fault_en": said.en.format_map(args),
        "remedy_zh": said.remedy_zh.format_map(args),
        "remedy_en": said.remedy_en.format_map(args),
    }
    return Diagnostic("R-SYNTAX", place_of(text, path, index), words)


def full_width(text: str, path: str, index: int) -> Diagnostic:
    """R-SYNTAX: the full-width sign at *index* stands where YAML needs the half-width one."""
    bad = text[index]
    variant = "full-width-quote" if bad in "“”‘’" else "full-width-colon" if bad == "：" else "full-width"
    return syntax_fault(variant, text, path, index, bad=bad, good=HALF_WIDTH[bad])


def refused_name(what: str, place: Place, name: str) -> Diagnostic:
    """R-ANCHOR: *what* is `anchor` or `alias`."""
    zh, en = NAMES[what]
    words = {"what_zh": zh.format_map({"name": name}), "what_en": en.format_map({"name": name})}
    return Diagnostic("R-ANCHOR", place, words)


def parser_fault(error: MarkedYAMLError, text: str, path: str) -> Diagnostic:
    """The one fault on which the parser stopped."""
    problem, context = error.problem or "", error.context or ""
    at = _index(error.problem_mark or error.context_mark, text)
    begun = _index(error.context_mark or error.problem_mark, text)
    if (tab := _tab_indent(text, at)) is not None:
        return Diagnostic("R-TAB", place_of(text, path, tab))
    if "tag" in context or "tag" in problem:
        return Diagnostic("R-TAG", place_of(text, path, begun), {"tag": "!"})
    if context in {"while scanning an alias", "while scanning an anchor"}:
        return refused_name(context.rpartition(" ")[2], place_of(text, path, begun), "…")
    if "directive" in context or "YAML" in problem or text.startswith("%"):
        return syntax_fault("directive", text, path, begun)
    if "<document start>" in problem:
        return Diagnostic("R-DOCUMENTS", place_of(text, path, at))
    if "quoted scalar" in context:
        return _quote_fault(problem, text, path, begun, at)
    if context == "while scanning a block scalar":
        return syntax_fault("block", text, path, at)
    if slip := _full_width_nearby(text, path, begun, at):
        return slip
    if "expected ',' or" in problem and (slip := _unclosed_bracket(error, text, path, begun)):
        return slip
    return _structure_fault(problem, text, path, begun, at)


def _index(mark: object, text: str) -> int:
    index = getattr(mark, "index", 0)
    return index if index < len(text.rstrip()) else max(len(text.rstrip()) - 1, 0)


def _line(text: str, index: int) -> tuple[int, str]:
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    return start, text[start : end if end >= 0 else len(text)]


def _tab_indent(text: str, index: int) -> int | None:
    start, line = _line(text, index)
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return start + blanks.index("\t") if "\t" in blanks else None


def _quote_fault(problem: str, text: str, path: str, begun: int, at: int) -> Diagnostic:
    if "end of stream" not in problem and "document indicator" not in problem:
        return syntax_fault("escape", text, path, at)
    start, line = _line(text, begun)
    for sign in "“”" if text[begun] == '"' else "‘’":
        if (found := line.find(sign, begun - start)) >= 0:
            return full_width(text, path, start + found)
    return syntax_fault("unclosed-quote", text, path, begun)


def _full_width_nearby(text: str, path: str, begun: int, at: int) -> Diagnostic | None:
    above = len(text[: text.rfind("\n", 0, at) + 1].rstrip())
    for index in dict.fromkeys((at, begun, max(above - 1, 0))):
        start, line = _line(text, index)
        for slip in (_KEY_COLON, _FLOW_COMMA, _VALUE_SIGN):
            if found := slip.search(line):
                return full_width(text, path, start + max(map(found.start, found.groupdict())))
    return None


def _structure_fault(problem: str, text: str, path: str, begun: int, at: int) -> Diagnostic:
    start, line = _line(text, at)
    before = line[: at - start].rstrip()
    if "could not find expected ':'" in problem:
        start, line = _line(text, begun)
        if found := _KEY_WITHOUT_BLANK.match(line):
            key, index = found["key"], start + found.start("colon")
            return syntax_fault("colon-without-blank", text, path, index, key=key)
        return syntax_fault("no-colon", text, path, begun)
    if "expected ',' or" in problem:
        return syntax_fault("flow", text, path, at, line=str(place_of(text, path, begun).line))
    if "mapping values" in problem:
        above = _line(text, max(start - 1, 0))[1]
        indents = re.fullmatch(rf"[ ]*(?:-[ ]+)*{KEY}", before) and start and above.strip()
        return syntax_fault("indent" if indents else "colon-in-text", text, path, at)
    if "block sequence entries" in problem:
        return syntax_fault("sequence-here", text, path, at)
    if "cannot start any token" in problem or "node content" in problem or "mapping keys" in problem:
        return syntax_fault("start", text, path, at, character=text[at])
    if "expected key" in problem or "'-' indicator" in problem:
        return syntax_fault(_misplaced(text[at], before), text, path, at)
    return syntax_fault("other", text, path, at)


def _unclosed_bracket(error: MarkedYAMLError, text: str, path: str, begun: int) -> Diagnostic | None:
    start, line = _line(text, begun)
    if (comment := line.find(" #", begun - start)) >= 0:
        opened = str(place_of(text, path, begun).line)
        return syntax_fault("flow-comment", text, path, start + comment + 1, line=opened)
    if error.problem_mark is not None and error.problem_mark.index >= len(text.rstrip()):
        return syntax_fault("flow-unclosed", text, path, begun)
    return None


def _misplaced(character: str, before: str) -> str:
    if character in "]}":
        return "flow-extra"
    if before.endswith(('"', "'")):
        return "after-quote"
    return "after-bracket" if before.endswith(("]", "}")) else "indent"
