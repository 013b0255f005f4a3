"""JSON from strangers, read strictly: nothing is dropped, rounded or guessed, and every fault has its place.

    bytes  ->  JsonText: plain data and the faults

Numbers come as `int` or `Decimal`. A refused number stands in the data as `UNUSABLE`, so that whoever types
the data afterwards does not blame it twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import accumulate
from typing import Final, NoReturn

from materials_rules.ground.diagnostic import Diagnostic, Place

MOST_BYTES: Final = 5_000_000
MOST_MEMBERS: Final = 10_000  # values in objects and arrays, at any depth, together
DEEPEST: Final = 32
LONGEST_KEY: Final = 200  # characters
MOST_DIGITS: Final = 28  # of one number, all zeros included


class Unusable(Enum):
    """The one value that stands for a number which was refused."""

    NUMBER = "number"


UNUSABLE: Final = Unusable.NUMBER


@dataclass(frozen=True, slots=True)
class JsonText:
    """What the bytes say. Where `is_readable` is false, `value` is None and the faults tell why."""

    value: object
    faults: tuple[Diagnostic, ...] = ()
    is_readable: bool = True


def read_json(data: bytes, path: str) -> JsonText:
    """The JSON value that *data* holds, in UTF-8 with or without a byte order mark, and all its faults.

    Faults: P-ENCODING, P-SYNTAX, P-LIMIT, P-DUPKEY, P-NUMBER; no message holds anything of the data but names
    of keys that look like names. Time and memory are bounded before anything is built. Errors are not raised.
    """
    if len(data) > MOST_BYTES:
        return _unreadable(limit_exceeded(Place(path), "字节数", "bytes", MOST_BYTES))
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unreadable(_wrong_encoding(body, error.start, path))
    if "\x00" in text:
        return _unreadable(_wrong_encoding(body, body.index(0), path))
    if exceeded := _exceeded(body, path):
        return _unreadable(*exceeded)
    try:
        if "\\u" not in text or not _ODD_ESCAPE.search(text):
            return JsonText(_QUICK.decode(text))
    except _Odd:
        pass  # read once more, to say where
    except json.JSONDecodeError as error:
        return _unreadable(_malformed(error, path))
    try:
        value = _PATIENT.decode(text)
    except json.JSONDecodeError as error:
        return _unreadable(_malformed(error, path))
    return JsonText(_without_marks(value), tuple(_odd(value, "", path)))


def key_shown(key: str, position: int, own: Collection[str] = ()) -> str:
    """*key* if it is one of our *own* words or looks like an identifier, else `#n`, the n-th of its object.

    What is no word of ours may be a person's name or number. An identifier is written in ASCII, so no Chinese name passes;
    six digits, hyphens between them or not, are part of an identity or telephone number.
    """
    shown = key in own or (_LOOKS_LIKE_A_KEY.fullmatch(key) and not _LONG_NUMBER.search(key))
    return key if shown else f"#{position}"


_LOOKS_LIKE_A_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")
_LONG_NUMBER: Final = re.compile(r"[0-9](?:[_-]*[0-9]){5}")


# ---- limits, before anything is built

_BLANKS: Final = b" \t\r\n"
_BRACKETS: Final = b"[]{}"
_NO_BRACKET: Final = bytes(code for code in range(256) if code not in _BRACKETS)
_NEITHER_BRACKET_NOR_QUOTE: Final = _NO_BRACKET.replace(b'"', b"")
_STRUCTURE: Final = bytes(code if code in _BRACKETS + b'",' else ord("x") for code in range(256))
_MOST_QUOTES: Final = 5 * MOST_MEMBERS  # two texts a member and then some: behind these the limit is exceeded
_STEP: Final = [(chr(code) in "[{") - (chr(code) in "]}") for code in range(256)]


def _exceeded(body: bytes, path: str) -> list[Diagnostic]:
    if b"\\" in body:
        # once these two are gone, no backslash stands before a quote, and every quote begins or ends a string
        body = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    if _is_surely_small(body):
        return []
    structure = b'"'.join(body.split(b'"', _MOST_QUOTES)[::2]).translate(_STRUCTURE, _BLANKS)
    opened = structure.count(b"[") + structure.count(b"{")
    empty = structure.count(b"[]") + structure.count(b"{}")
    faults = []
    if structure.count(b",") + opened - empty > MOST_MEMBERS:
        faults.append(limit_exceeded(Place(path), "成员总数", "members in all", MOST_MEMBERS))
    if opened > DEEPEST:
        brackets = structure.translate(None, _NO_BRACKET)[: 3 * MOST_MEMBERS]
        if max(accumulate(map(_STEP.__getitem__, brackets))) > DEEPEST:
            faults.append(limit_exceeded(Place(path), "嵌套层数", "levels of nesting", DEEPEST))
    return faults


def _is_surely_small(body: bytes) -> bool:
    """Whether a glance shows that no limit is exceeded; it may say no too often, never yes."""
    if len(body) > 2 * MOST_MEMBERS and sum(map(body.count, (b",", b"[", b"{"))) > MOST_MEMBERS:
        return False
    # a bracket in a string is never next to one outside: an odd number of quotes stood between them
    brackets = body.translate(None, _NEITHER_BRACKET_NOR_QUOTE).replace(b'""', b"")
    outer = brackets.replace(b"{}", b"").replace(b"[]", b"")  # two levels less at most
    return outer.count(b"[") + outer.count(b"{") <= DEEPEST - 2


def limit_exceeded(place: Place, what_zh: str, what_en: str, most: int) -> Diagnostic:
    """The fault of having more than *most* of something at *place*."""
    return Diagnostic("P-LIMIT", place, {"what_zh": what_zh, "what_en": what_en, "most": str(most)})


# ---- why the bytes are no text, and the text no JSON


def _unreadable(*faults: Diagnostic) -> JsonText:
    return JsonText(None, faults, is_readable=False)


def _wrong_encoding(body: bytes, at: int, path: str) -> Diagnostic:
    begin = body.rfind(b"\n", 0, at) + 1
    before = body[begin:at].decode("utf-8", "replace")
    place = Place(path, body.count(b"\n", 0, at) + 1, len(before) + 1)
    if body[:2] in {b"\xff\xfe", b"\xfe\xff"} or 0 in body[:2]:
        return _encoding(place, "疑似 UTF-16", "it looks like UTF-16")
    if body[at] == 0:
        return _encoding(place, "含有空字符 U+0000", "it holds the character U+0000")
    if _may_be_gbk(body, at):
        return _encoding(place, "疑似 GBK", "it looks like GBK")
    return _encoding(place, "此处的字节不是有效的 UTF-8", "the bytes here are not valid UTF-8")


def _may_be_gbk(body: bytes, at: int) -> bool:
    # GBK rarely holds what is valid UTF-8 too; damaged UTF-8 nearly always reads as GBK somewhere
    if len(body[:at].decode("utf-8").encode("ascii", "ignore")) < at - 4:
        return False
    try:
        body.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _encoding(place: Place, what_zh: str, what_en: str) -> Diagnostic:
    return Diagnostic("P-ENCODING", place, {"what_zh": what_zh, "what_en": what_en})


_MALFORMED: Final = (  # the beginning of what Python's reader says, and what we say
    ("Expecting property name", "这里应当是带双引号的键", "a key in double quotes is due here"),
    ("Expecting ':'", "键后面缺少冒号 `:`", "a colon `:` is missing after the key"),
    (
        "Expecting ','",
        "两项之间缺少逗号 `,`，或者括号没有闭合",
        "a comma `,` or a closing bracket is missing",
    ),
    ("Expecting value", "这里应当有一个值", "a value is due here"),
    ("Illegal trailing comma", "最后一项后面多了逗号", "there is a comma after the last one"),
    (
        "Unterminated string",
        "从这里开始的文本没有结束的双引号",
        "the text that begins here has no closing quote",
    ),
    (
        "Invalid control",
        "文本里的换行、制表等控制字符应当转义",
        "a control character in a text must be escaped",
    ),
    ("Invalid \\", "反斜杠后面的写法不对", "what follows the backslash is no escape"),
    ("Extra data", "最外层的值结束之后还有内容", "something follows after the outermost value"),
)
_FULL_WIDTH: Final = frozenset("：，“”｛｝［］")


def _malformed(error: json.JSONDecodeError, path: str) -> Diagnostic:
    place = Place(path, error.lineno, error.colno)
    if not error.doc.strip(_BLANKS.decode()):
        return malformed(Place(path), "内容是空的", "it is empty")
    found = error.doc[error.pos : error.pos + 1]
    if found in _FULL_WIDTH:
        return malformed(place, f"全角 `{found}` 应为半角", f"the full-width `{found}` must be the ASCII one")
    for begins, zh, en in _MALFORMED:
        if error.msg.startswith(begins):
            return malformed(place, zh, en)
    return malformed(place, "写法不对", "it is malformed here")


def malformed(place: Place, what_zh: str, what_en: str) -> Diagnostic:
    """The fault of not being the JSON that is due."""
    return Diagnostic("P-SYNTAX", place, {"what_zh": what_zh, "what_en": what_en})


# ---- two decoders: the quick one gives up at the first odd thing, the patient one marks them all


class _Odd(Exception):
    """Something may have to be refused; the quick decoder does not know where it stands."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An object with all its members, repeated ones too."""

    members: list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class _Refused:
    """A number, and why it is refused."""

    why_zh: str
    why_en: str


def _number(text: str) -> int | Decimal | _Refused:
    if "e" in text or "E" in text:
        return _Refused("不能用指数写法", "an exponent is not allowed")
    digits = text.removeprefix("-").replace(".", "", 1)
    if len(digits) > MOST_DIGITS:
        return _Refused(f"超过 {MOST_DIGITS} 位数字", f"it has more than {MOST_DIGITS} digits")
    if text[0] == "-" and not digits.strip("0"):
        return _Refused("不能写负零", "there is no negative zero")
    return Decimal(text) if "." in text else int(text)


def _quick_whole(text: str) -> int:
    if len(text) > MOST_DIGITS or text == "-0":
        raise _Odd
    return int(text)


def _quick_decimal(text: str) -> Decimal:
    if len(text) > MOST_DIGITS or text.startswith("-0") or "e" in text or "E" in text:
        raise _Odd
    return Decimal(text)


def _quick_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs) or len("".join(made)) > LONGEST_KEY:
        raise _Odd  # or all keys together are long, which is not odd yet; the patient decoder looks at each
    return made


def _quick_constant(_: str) -> NoReturn:
    raise _Odd


def _constant(_: str) -> _Refused:
    return _Refused("NaN、Infinity 不是数", "NaN and Infinity are no numbers")


_QUICK: Final = json.JSONDecoder(
    object_pairs_hook=_quick_object,
    parse_int=_quick_whole,
    parse_float=_quick_decimal,
    parse_constant=_quick_constant,
)
_PATIENT: Final = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_int=_number, parse_float=_number, parse_constant=_constant
)
_ODD_CHARACTER: Final = re.compile("[\x00\ud800-\udfff]")
_ODD_ESCAPE: Final = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def _odd(value: object, pointer: str, path: str) -> Iterator[Diagnostic]:
    """Every fault in what the patient decoder read, in the order of the text."""
    match value:
        case _Refused(why_zh, why_en):
            yield Diagnostic("P-NUMBER", Place(path, pointer=pointer), {"why_zh": why_zh, "why_en": why_en})
        case str():
            yield from _odd_text(value, pointer, path)
        case list():
            for index, member in enumerate(value):
                yield from _odd(member, f"{pointer}/{index}", path)
        case _Pairs(members):
            yield from _odd_members(members, pointer, path)


def _odd_members(members: list[tuple[str, object]], pointer: str, path: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for position, (key, member) in enumerate(members, start=1):
        shown = key_shown(key, position)
        below = f"{pointer}/{shown}"
        if key in seen:
            yield Diagnostic("P-DUPKEY", Place(path, pointer=below), {"key": shown})
        seen.add(key)
        if len(key) > LONGEST_KEY:
            yield limit_exceeded(Place(path, pointer=below), "键的字符数", "characters of a key", LONGEST_KEY)
        yield from _odd_text(key, below, path)
        yield from _odd(member, below, path)


def _odd_text(text: str, pointer: str, path: str) -> Iterator[Diagnostic]:
    if not (found := _ODD_CHARACTER.search(text)):
        return
    place = Place(path, pointer=pointer)
    if found[0] == "\x00":
        yield _encoding(place, "含有空字符 U+0000", "it holds the character U+0000")
    else:
        yield _encoding(place, "含有不成对的代理码位", "it holds half of a surrogate pair")


def _without_marks(value: object) -> object:
    match value:
        case _Refused():
            return UNUSABLE
        case list():
            return [_without_marks(member) for member in value]
        case _Pairs(members):
            return {key: _without_marks(member) for key, member in members}
    return value
