"""A file of drafts with a seal, by which one that a person wrote in is told from one that nobody touched.

    text  ->  text with the digest of what it says in a comment;  text  ->  whether that is still so

The seal covers what is meant and every comment, not how it is written: `fmt` may put the file into order or into the other
language. What anybody adds, takes away or remarks breaks it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import read_source
from materials_rules.rules.canonical import content
from materials_rules.rules.cases import CasesFile
from materials_rules.rules.spelling import in_english
from materials_rules.writing.draft import Block, Draft
from materials_rules.writing.remarks import with_comments

_SEAL: Final = re.compile(r"^# 封存 sealed sha256:(?P<digest>[0-9a-f]{64})\n", re.MULTILINE)


def sealed(text: str) -> str:
    """*text*, a file of cases, with the digest of what it says in a comment above its first line that is no comment.

    Raises RulesetInvalid for what is no YAML.
    """
    lines = text.splitlines(keepends=True)
    head = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join((*lines[:head], f"# 封存 sealed sha256:{_digest(text)}\n", *lines[head:]))


def is_untouched(text: str) -> bool:
    """Whether *text* says what it said when `sealed` gave it, with the same comments."""
    digest = seal_of(text)
    plain = text.replace("\r\n", "\n")
    try:
        return digest is not None and _digest(_SEAL.sub("", plain, count=1)) == digest
    except RulesetInvalid:
        return False


def seal_of(text: str) -> str | None:
    """The digest that *text* bears, which two files share that say the same; None without a seal."""
    found = _SEAL.search(text.replace("\r\n", "\n"))
    return None if found is None else found["digest"]


def _digest(text: str) -> str:
    source, _ = in_english(read_source(text.encode(), ""), CasesFile)
    said = [content("cases", source), sorted(_comments(with_comments(source.root)))]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _comments(draft: Draft) -> Iterator[str]:
    """Every comment, wherever it stands."""
    if isinstance(draft, Block):
        yield from (line.strip() for line in (*draft.head, *draft.below) if line.strip())
        for entry in draft.entries:
            yield from (line.strip() for line in (*entry.above, entry.beside) if line.strip())
            yield from _comments(entry.value)
