"""A file of drafts with a seal, by which one that a person wrote in is told from one that nobody touched.

    text  ->  text with the digest of the rest in a comment;  text  ->  whether that is still so
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

_SEAL: Final = re.compile(r"^# 封存 sealed sha256:(?P<digest>[0-9a-f]{64})\n", re.MULTILINE)


def sealed(text: str) -> str:
    """*text* with the digest of it all in a comment above its first line that is no comment."""
    lines = text.splitlines(keepends=True)
    head = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join((*lines[:head], f"# 封存 sealed sha256:{_digest(text)}\n", *lines[head:]))


def is_untouched(text: str) -> bool:
    """Whether *text* is as `sealed` gave it; how lines end does not count."""
    plain = text.replace("\r\n", "\n")
    found = _SEAL.search(plain)
    return found is not None and _digest(plain[: found.start()] + plain[found.end() :]) == found["digest"]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
