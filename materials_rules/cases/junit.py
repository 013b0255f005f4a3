"""Results as JUnit XML, for the tools that show them.

    results by version  ->  XML
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree import ElementTree

from materials_rules.cases.running import Result


def junit(suites: Mapping[str, Sequence[Result]]) -> str:
    """*suites* as one document: a suite a version, a case a test; one that nobody confirmed is skipped."""
    root = ElementTree.Element("testsuites", _counts([one for results in suites.values() for one in results]))
    for name, results in suites.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(name), **_counts(results)})
        for result in results:
            place = result.case.place
            about = {"classname": name, "name": result.case.name, "file": place.path, "line": str(place.line)}
            case = ElementTree.SubElement(suite, "testcase", {key: _clean(value) for key, value in about.items()})
            if not result.case.is_confirmed:
                ElementTree.SubElement(case, "skipped", {"message": "未确认 unconfirmed"})
            elif result.faults:
                lines = [line for fault in result.faults for line in fault.lines()]
                message = "；".join(fault.say("zh") for fault in result.faults)
                failure = ElementTree.SubElement(case, "failure", {"message": _clean(message), "type": result.faults[0].code})
                failure.text = _clean("\n".join(lines))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _counts(results: Sequence[Result]) -> dict[str, str]:
    skipped = sum(not one.case.is_confirmed for one in results)
    failed = sum(one.case.is_confirmed and not one.passed for one in results)
    return {"tests": str(len(results)), "failures": str(failed), "errors": "0", "skipped": str(skipped)}


_NO_XML: Final = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def _clean(text: str) -> str:
    """*text* without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
