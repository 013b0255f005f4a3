"""How bytes lie on the disk: as they are, or compressed in frames of their own, so that a file can be cut behind any of them.

    records of a block  ->  one frame
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

PLAIN: Final = "none"
GZIP: Final = "gzip"
ZSTD: Final = "zstd"
_SUFFIXES: Final = {".gz": GZIP, ".zst": ZSTD, ".zstd": ZSTD}
_SKIPPED: Final = range(0x50, 0x60)
"""The first byte of a zstd frame that holds no content; some programs put one before each of theirs (RFC 8878, 3.1.2)."""
_MAGIC: Final = {
    b"\x1f\x8b": GZIP,
    b"\x28\xb5\x2f\xfd": ZSTD,
    **{bytes([first]) + b"\x2a\x4d\x18": ZSTD for first in _SKIPPED},
}
LONGEST_MAGIC: Final = 4
_GZIP_FRAME: Final = 31  # window bits: the widest window, and a header of gzip


def packing_by_name(name: str) -> str:
    """How a file of this name is compressed."""
    return next((packing for suffix, packing in _SUFFIXES.items() if name.lower().endswith(suffix)), PLAIN)


def packing_by_content(head: bytes) -> str:
    """How a file that begins with *head* is compressed."""
    return next((packing for magic, packing in _MAGIC.items() if head.startswith(magic)), PLAIN)


def packer(packing: str) -> Callable[[bytes], bytes]:
    """What makes one frame of bytes; the same bytes always make the same frame. Raises ImportError where zstd is missing."""
    if packing == GZIP:
        # not gzip.compress, whose header differs between versions of Python
        return lambda data: zlib.compress(data, 6, _GZIP_FRAME)
    if packing == ZSTD:
        from backports import zstd

        options = {int(zstd.CompressionParameter.checksum_flag): 1}
        return lambda data: bytes(zstd.compress(data, options=options))
    return lambda data: data
