"""Diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors show at their places.

    diagnostics  ->  SARIF
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from materials_rules.ground.catalogue import message
from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.lint.manual import manual_lines
from materials_rules.lint.shelf import all_rules
from materials_rules.version import VERSION

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}


def written(found: Sequence[Diagnostic], strict: bool) -> str:
    """One run with every rule of lint and every other code that was found; columns count code points."""
    codes = sorted({*all_rules(), *(one.code for one in found)})
    number = {code: i for i, code in enumerate(codes)}
    driver = {
        "name": "materials-rules",
        "version": VERSION,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, number[one.code]) for one in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2, default=str) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = all_rules().get(code)
    if rule is None:
        said = message(code)
        text = "\n".join(filter(None, (said.zh, said.remedy_zh, said.about_zh, said.en, said.remedy_en)))
        return {"id": code, "shortDescription": {"text": f"{said.zh} / {said.en}"}, "help": {"text": text}}
    lines = manual_lines(rule)
    return {
        "id": code,
        "shortDescription": {"text": f"{rule.manual.wrong_zh} {rule.manual.wrong_en}"},
        "fullDescription": {"text": f"{rule.manual.why_zh} {rule.manual.why_en}"},
        "help": {"text": "\n".join(lines[2:])},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _result(one: Diagnostic, number: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": number,
        "level": _LEVELS[one.severity],
        "message": {"text": "\n".join(one.lines()).partition(f"{one.code}: ")[2]},
        "partialFingerprints": {"said/v1": _fingerprint(one)},
    }
    if one.place.path:
        location: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.place.path)}}
        if one.place.line:
            location["region"] = {"startLine": one.place.line}
            if one.place.column:
                location["region"]["startColumn"] = one.place.column
        result["locations"] = [{"physicalLocation": location}]
    if one.witness is not None:
        result["properties"] = {"witness": one.witness}
    return result


def _fingerprint(one: Diagnostic) -> str:
    """The same for the same fault when lines above it come or go."""
    return hashlib.sha256("\0".join((one.code, one.place.path, one.say("zh"))).encode()).hexdigest()


def _uri(path: str) -> str:
    """*path* as a reference: relative to where the run began, if it is relative."""
    if path.startswith("/"):
        return PurePosixPath(path).as_uri()
    return PurePosixPath(f"/{path}").as_uri().removeprefix("file:///")
