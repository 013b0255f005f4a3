"""Diagnostics for programs.

    diagnostics  ->  JSON (lint/1)
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from materials_rules.ground.diagnostic import Diagnostic


def written(found: Sequence[Diagnostic], strict: bool) -> str:
    """One object with all of *found*; what is unknown is null."""
    told = [
        {
            "code": one.code,
            "severity": str(one.severity),
            "path": one.place.path,
            "line": one.place.line or None,
            "column": one.place.column or None,
            "zh": one.say("zh"),
            "en": one.say("en"),
            "remedy_zh": one.remedy("zh"),
            "remedy_en": one.remedy("en"),
            "witness": one.witness,
        }
        for one in found
    ]
    return json.dumps({"schema": "lint/1", "diagnostics": told}, ensure_ascii=False, indent=2, default=str) + "\n"
