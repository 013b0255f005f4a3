"""The fast reader: it says "good", or "ask the exact one", and nothing else.

    one line of bytes  ->  Packet, or None

msgspec reads quickly, but keeps the last of two equal keys and forgets the sign of `-0`. What it made is
therefore written again and compared with the line: equal bytes prove that nothing was lost. In another order
or spacing, equal numbers of `"` do: every `"` delimits a string, as odd escapes are not taken here, so there
are two for each key and each text; a dropped member loses at least two, and nothing is added, as absent keys
stay absent. Equal numbers of `-` show in the same way that no sign was lost.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

from materials_rules.packet.exact import ReadPacket, read_exact
from materials_rules.packet.model import Packet, days_and_values_hold
from materials_rules.reading.jsontext import MOST_BYTES, MOST_DIGITS, MOST_MEMBERS

# an escape that may hide a quote, a minus or U+0000: \" \\ and every \u00..
_ODD_ESCAPE: Final = re.compile(rb'\\(?:["\\]|u00)')
_TOO_SHORT_FOR_TOO_MANY: Final = 2 * MOST_MEMBERS  # bytes; a member takes two at least


def _exact_decimal(text: str) -> Decimal:
    if "e" in text or "E" in text or len(text) > MOST_DIGITS or text.startswith("-0"):
        raise ValueError
    return Decimal(text)


_DECODER: Final = msgspec.json.Decoder(Packet, float_hook=_exact_decimal)
_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


def read_fast(line: bytes) -> Packet | None:
    """The packet that *line* holds if it is good beyond doubt, without anything to warn about; else None."""
    if len(line) > _TOO_SHORT_FOR_TOO_MANY and _may_exceed_a_limit(line):
        return None
    if b"\\" in line and _ODD_ESCAPE.search(line):
        return None
    try:
        packet = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if not days_and_values_hold(packet):
        return None
    again = _ENCODER.encode(packet)
    if again == line:
        return packet
    if not packet.materials:
        return None  # an absent `materials` was added when writing: the numbers prove nothing
    if again.count(b'"') != line.count(b'"') or again.count(b"-") != line.count(b"-"):
        return None
    return packet


def read_packet(data: bytes, path: str) -> ReadPacket:
    """The packet that *data* holds: by the fast reader, and where that one is in doubt by the exact one.

    Raises NotAPacket and LimitExceeded as `read_exact` does.
    """
    packet = read_fast(data)
    return read_exact(data, path) if packet is None else ReadPacket(packet)


def _may_exceed_a_limit(line: bytes) -> bool:
    return len(line) > MOST_BYTES or line.count(b",") + line.count(b"{") + line.count(b"[") > MOST_MEMBERS
