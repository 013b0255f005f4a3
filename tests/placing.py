"""Tiny rulesets on a disk, for commands that open folders."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from building import files
from calling import ROOT


def placed(folder: Path, **parts: Any) -> Path:
    """The ruleset with *parts* (the keys of `building.tiny`) as a place's folder below *folder*, with calendars beside it."""
    place = folder / "tiny"
    for path, data in files(folder="rulesets/tiny", **parts).bytes_of.items():
        file = (place / path).resolve()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    shutil.copytree(ROOT / "rulesets" / "calendars", folder / "calendars", dirs_exist_ok=True)
    return place
