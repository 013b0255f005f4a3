"""A coded cell of a platform's table decoded: by the label beside the code, by the code alone only where all systems agree.

    column, cell, label beside it  ->  meaning, what is to be told
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from materials_rules.condition.naming import meant
from materials_rules.ground.diagnostic import Severity
from materials_rules.sheet.platform_words import CODES, MEANINGS

_BOTH: Final = re.compile(
    r"(?P<code>[0-9]{1,2}|[A-Z](?![A-Za-z]))\s*[-—:：|.、,，]?\s*"
    r"(?:[（(](?P<inner>[^）)]+)[）)]|(?P<label>[^0-9\s].*))\Z",
    re.DOTALL,
)
_BEHIND: Final = re.compile(r"(?P<label>[^0-9（(]+?)\s*[（(]\s*(?P<code>[0-9]{1,2}|[A-Z])\s*[）)]\Z")
_CODE: Final = re.compile(r"[0-9]{1,2}|[A-Z]\Z")


@dataclass(frozen=True)
class Decoded:
    """What a cell means, None where that cannot be known; and a code of the catalogue where something is to be told."""

    meaning: str | None
    label: str = ""
    code: str = ""
    args: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.WARNING


def decoded(about: str, text: str, label: str = "") -> Decoded:
    """The meaning of the cell *text* in a column about *about*, with the *label* of a column beside it."""
    code, said = _parted(about, text.strip())
    said = label.strip() or said
    if said:
        return _by_label(about, code, said)
    return _by_code(about, code)


def _parted(about: str, text: str) -> tuple[str, str]:
    """The code and the label in one cell; either may be missing."""
    if _known(about, text):
        return "", text
    for pattern in (_BOTH, _BEHIND):
        if found := pattern.match(text):
            groups = found.groupdict()
            return found["code"], (groups.get("inner") or groups.get("label") or "").strip()
    return (text, "") if _CODE.fullmatch(text) else ("", text)


def _known(about: str, label: str) -> str | None:
    plain = re.sub(r"\s", "", label).replace(",", "，").replace("／", "/")
    return MEANINGS[about].get(plain) or MEANINGS[about].get(plain.replace("，", "、"))


def _by_label(about: str, code: str, label: str) -> Decoded:
    meaning = _known(about, label)
    if meaning is None:
        hint_zh, hint_en = meant(label, list(MEANINGS[about]))
        return Decoded(None, label, "S-LABEL", {"label": label, "hint_zh": hint_zh, "hint_en": hint_en})
    systems = dict(_labels(about, code))
    if code and systems and meaning not in {_known(about, one) for one in systems.values()}:
        said = "、".join(f"{system} {one}" for system, one in systems.items())
        return Decoded(meaning, label, "S-CODE-LABEL", {"code": code, "label": label, "systems": said})
    return Decoded(meaning, label)


def _by_code(about: str, code: str) -> Decoded:
    systems = dict(_labels(about, code))
    meanings = {_known(about, label) for label in systems.values()}
    if len(meanings) == 1:
        return Decoded(meanings.pop(), next(iter(systems.values())))
    said = "、".join(f"{system} {label}" for system, label in systems.items())
    if not systems:
        return Decoded(None, "", "S-CODE-UNKNOWN", {"code": code})
    return Decoded(None, "", "S-CODE", {"code": code, "systems": said})


def _labels(about: str, code: str) -> Iterator[tuple[str, str]]:
    """What the systems that know *code* show beside it."""
    for system, labels in CODES[about].items():
        if code in labels:
            yield system, labels[code]
