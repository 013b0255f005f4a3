"""What a batch writes of one line: a result with its notice, or a reject with every reason and nothing of the applicant.

    a line, Judged or Rejected  ->  one line of JSON
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import msgspec

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.many import Judged

ID_BYTES: Final = 16
_encode: Final = msgspec.json.Encoder().encode
_PLAIN_ID: Final = re.compile(r"[A-Za-z]{1,16}[-_.][A-Za-z0-9._-]{1,64}")
"""What is shown of a line that was refused: a number as systems give them, never a name, a telephone or a number of a person."""
_KEY: Final = b'"packet"'


class _OnlyId(msgspec.Struct):
    packet: str


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """One fault of a line: code, JSON pointer and column where known, what is wrong and what to do, in both languages."""

    code: str
    zh: str
    en: str
    at: str = ""
    column: int = 0
    remedy_zh: str = ""
    remedy_en: str = ""


class Reject(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line without a result: where it stands in its input, how long it is, why, and the exit code that `check` would give."""

    line: int
    offset: int
    bytes: int
    exit: int
    codes: list[str]
    reasons: list[Reason]
    source: int = msgspec.field(default=0, name="input")
    packet: str | None = None


def result_record(line: int, judged: Judged, input_: int | None) -> bytes:
    """The record of a result, with its line end. *input_* counts from 1 and stands there only where there are several."""
    head = b'{"line":%d' % line if input_ is None else b'{"input":%d,"line":%d' % (input_, line)
    return b'%b,"packet":%b,"notice":%b}\n' % (head, _encode(judged.packet), judged.notice)


def reject_record(
    line: int, offset: int, length: int, why: Sequence[Diagnostic], exit_code: int, input_: int | None, content: bytes = b""
) -> bytes:
    """The record of a reject, with its line end; of *content* nothing is shown but a plain packet id."""
    reasons = reasons_of(why)
    codes = sorted({reason.code for reason in reasons})
    reject = Reject(line, offset, length, exit_code, codes, reasons, input_ or 0, plain_id(content))
    return _encode(reject) + b"\n"


def reasons_of(why: Sequence[Diagnostic]) -> list[Reason]:
    """Each fault in both languages."""
    return [
        Reason(d.code, d.say("zh"), d.say("en"), d.place.pointer, d.place.column, d.remedy("zh"), d.remedy("en")) for d in why
    ]


def plain_id(content: bytes) -> str | None:
    """The packet's own name in a line that is refused, where it is certain and has the look of a number of a file."""
    if content.count(_KEY) != 1:
        return None
    try:
        name = msgspec.json.decode(content, type=_OnlyId).packet
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return name if _PLAIN_ID.fullmatch(name) and any(map(str.isdigit, name)) else None


def id_entry(packet: str, input_: int, line: int) -> bytes:
    """What is kept of a packet to find its namesakes: a digest of its name and where it stands, in 24 bytes that sort so."""
    digest = blake2b(packet.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).digest()
    return digest + input_.to_bytes(2, "big") + line.to_bytes(6, "big")
