"""The container of a workbook, looked into before anything is unpacked: a ZIP with XML in it, of bounded size, with no traps.

    bytes  ->  bytes that may be read, or why not;  bytes  ->  the same workbook with the same bytes each time
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO  # bytes in memory; nothing is opened
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import LimitExceeded, MaterialsRulesError, NotAPacket

MOST_BYTES: Final = 20_000_000
MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 1_000
MOST_CELLS: Final = 600_000
MOST_MERGED: Final = 20_000
"""Cells that were made one, in one range; a library makes an object of each."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_NAME: Final = "EncryptedPackage".encode("utf-16-le")
_DECLARED: Final = re.compile(rb"""\A<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_MERGED: Final = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)["']""")
_CELLS: Final = re.compile(rb"<(?:\w+:)?(?:c|row)\b")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def require_workbook(data: bytes, path: str) -> None:
    """Raise what keeps *data* from being read as a workbook: NotAPacket for another format, LimitExceeded for a bomb."""
    if data.startswith(_OLE):
        raise _no("S-ENCRYPTED" if _ENCRYPTED_NAME in data else "S-XLS", path)
    if not data.startswith(b"PK\x03\x04"):
        raise _no("S-NOT-XLSX", path)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _require_parts(package, path)
            for name, part in _xml_parts(package):
                _require_plain(name, part, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, MaterialsRulesError):
            raise
        raise _no("S-BROKEN", path) from None


def _require_parts(package: zipfile.ZipFile, path: str) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise LimitExceeded([Diagnostic("S-LARGE", Place(path), {"most": f"{MOST_UNPACKED // 1_000_000} MB"})])
    if any(part.flag_bits & 0x1 for part in parts):
        raise _no("S-ENCRYPTED", path)
    lower = {name.lower() for name in names}
    if len(lower) != len(names):
        raise _no("S-BROKEN", path)
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise _no("S-MACROS", path)
    if any(name.startswith("xl/externallinks/") for name in lower):
        raise _no("S-LINKS", path)
    if "xl/workbook.xml" not in lower:
        raise _no("S-NOT-XLSX", path)


def _xml_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for part in package.infolist():
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            yield part.filename, package.read(part)


def _require_plain(name: str, part: bytes, path: str) -> None:
    """No declarations of entities, in whatever encoding; not more cells than anybody writes."""
    text = part.removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _DECLARED.match(text)
    odd = b"\0" in text[:200] or (declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"))
    if odd or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _no("S-XML", path)
    if not name.lower().startswith("xl/worksheets/"):
        return
    if len(_CELLS.findall(part)) > MOST_CELLS or any(_area(*ref) > MOST_MERGED for ref in _MERGED.findall(part)):
        raise LimitExceeded([Diagnostic("S-MANY", Place(path), {"most": f"{MOST_CELLS:,}"})])


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:6]:
        number = number * 26 + letter - 64
    return number


def _no(code: str, path: str) -> NotAPacket:
    return NotAPacket([Diagnostic(code, Place(path))])


def settled(data: bytes) -> bytes:
    """The same workbook without the moment at which it was written: equal content, equal bytes."""
    into = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as calm:
        for part in package.infolist():
            content = package.read(part)
            if part.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            calm.writestr(entry, content)
    return into.getvalue()


def in_memory(data: bytes = b"") -> BytesIO:
    """A file that is nothing but *data*."""
    return BytesIO(data)
