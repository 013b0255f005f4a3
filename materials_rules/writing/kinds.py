"""Which file of a ruleset a file is: by its place on the disk, else by the keys it begins with.

    parts of a path, root  ->  the name of its schema
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Parts
from typing import Final

from materials_rules.reading.keys import TABLE
from materials_rules.reading.source import Mapping, Node
from materials_rules.rules.grammar import position
from materials_rules.schemas.authored import FILES

_BY_NAME: Final = {
    "ruleset.yaml": "ruleset",
    "departments.yaml": "departments",
    "sharing.yaml": "sharing",
    "common.yaml": "common",
    "laws.yaml": "laws",
    "disallowed.yaml": "disallowed",
}
_CASES: Final = ".cases.yaml"
_HOMES: Final = {"items": "item", "calendars": "calendar"}
_YAML: Final = re.compile(r"(?!\.).*\.yaml\Z", re.DOTALL)


def kind_at(parts: Parts[str]) -> str | None:
    """What a file with these parts of its path must be, for one that is read from there; None for any other file."""
    name = parts[-1] if parts else ""
    if name.endswith(_CASES):
        return "cases" if "cases" in FILES else None
    if name in _BY_NAME:
        return _BY_NAME[name]
    home = parts[-3] if len(parts) > 2 else ""
    return _HOMES.get(home) if _YAML.match(name) else None


def kind_of(root: Node) -> str | None:
    """What a file with the keys of *root* can only be; None where they say nothing, or fit two kinds alike."""
    if not isinstance(root, Mapping):
        return None
    found = {TABLE.english(key.text) or key.text for key, _ in root.entries}
    fits = []
    for kind, model in FILES.items():
        known = set(position(model).keys)
        fits.append((len(found & known) - len(found - known), kind))
    (best, kind), (second, _) = sorted(fits, reverse=True)[:2]
    return kind if best > 0 and best > second else None
