"""What a notice has told: the digest that closes it, and the ids that may be raised again.

    entries  ->  "sha256:…"
    Notice   ->  the ids that count as told

行政许可法 art. 32(4): the whole of what must be cured is told once. The digest says what "the whole" was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import Untrusted
from materials_rules.notice.model import Conditional, Criterion, DueLater, Finding, Notice, Question

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_NOT_PART: Final = frozenset({"met", "say", "decided_by"})


def closed_set(
    findings: Iterable[Finding],
    conditional: Iterable[Conditional],
    questions: Iterable[Question],
    due_later: Iterable[DueLater],
) -> str:
    """`sha256:` and the digest of what is told: `{id: [criteria of each arm]}` as canonical JSON.

    Canonical: keys and lists sorted, UTF-8, no blanks. The order of entries, arms and criteria, what is met, what decides a
    line, and every sentence in a language leave it unchanged; an id more or less, or another criterion, does not.
    """
    return digest_of(closed_parts((*findings, *conditional), (*questions, *due_later)))


def closed_parts(entries: Iterable[Finding], others: Iterable[Question | DueLater]) -> dict[str, str]:
    """What each id of *entries* and *others* adds to the digest: the criteria of its arms as canonical JSON."""
    told: dict[str, list[list[dict[str, object]]]] = {}
    for entry in entries:
        told.setdefault(entry.id, []).extend(_sorted(map(_asked, arm.criteria)) for arm in entry.arms)
    for other in others:
        told.setdefault(other.id, [])
    return {id_: canonical(sorted(arms, key=canonical)) for id_, arms in told.items()}


def digest_of(parts: Mapping[str, str]) -> str:
    """The digest that closes a notice, of the parts of all its ids."""
    whole = ",".join(f"{canonical(id_)}:{parts[id_]}" for id_ in sorted(parts))
    return f"sha256:{hashlib.sha256(f'{{{whole}}}'.encode()).hexdigest()}"


def trust(notice: Notice, path: str = "") -> Notice:
    """*notice* itself when its `closed_set` fits what it lists, else `Untrusted` (exit 21)."""
    if notice.closed_set != closed_set(
        notice.findings, notice.conditional, notice.questions, notice.due_later
    ):
        raise Untrusted([Diagnostic("N-CLOSED-SET", Place(path, pointer="/closed_set"))])
    return notice


def announced(notice: Notice) -> frozenset[str]:
    """The ids that count as told.

    Those of the findings, conditional entries, questions and what is due later; what the answer to a question
    decides; the lines between papers that a criterion names, and what it says that these serve; and what an entry of
    consistency serves.
    """
    told: set[str] = set()
    for entry in (*notice.findings, *notice.conditional):
        told.add(entry.id)
        told.update(id_ for arm in entry.arms for criterion in arm.criteria for id_ in _named(criterion))
        if "/consistency/" in entry.id:
            told.update(entry.serves)
    for question in notice.questions:
        told.add(question.id)
        told.update(question.decides)
    told.update(due.id for due in notice.due_later)
    return frozenset(told)


def was_announced(told: frozenset[str], id_: str) -> bool:
    """Whether *id_* is among *told*; `item/requirement[list:*]` there covers every member `[list:key]`.

    >>> was_announced(frozenset({"i/licence[drivers:*]"}), "i/licence[drivers:3]")
    True
    """
    head, bracket, subject = id_.partition("[")
    listed, colon, _ = subject.partition(":")
    return id_ in told or bool(bracket and colon and f"{head}[{listed}:*]" in told)


def _asked(criterion: Criterion) -> dict[str, object]:
    return {key: value for key, value in criterion.items() if key not in _NOT_PART}


def _named(criterion: Criterion) -> Iterator[str]:
    id_, serves = criterion.get("id"), criterion.get("serves")
    if isinstance(id_, str):
        yield id_
    if isinstance(serves, tuple):
        yield from serves


def _sorted(criteria: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(criteria, key=canonical)


def canonical(value: object) -> str:
    """*value* as canonical JSON: keys sorted, no blanks."""
    return _CANONICAL.encode(value)
