"""Results as JUnit XML, for the tools that show them.

    results by version  ->  XML
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree import ElementTree

from materials_rules.cases.running import Result
from materials_rules.ground.diagnostic import Diagnostic

Suite = tuple[Sequence[Result], Sequence[Diagnostic]]
"""The results of one version, and what is wrong with how its cases are written."""


def junit(suites: Mapping[str, Suite]) -> str:
    """*suites* as one document: a suite a version, a case a test; one that nobody confirmed is skipped.

    What is wrong with a file is an error of the suite, so that no tool takes a file that was not read for one that passed.
    """
    whole = ([one for results, _ in suites.values() for one in results], [one for _, faults in suites.values() for one in faults])
    root = ElementTree.Element("testsuites", _counts(whole))
    for name, (results, faults) in suites.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(name), **_counts((results, faults))})
        for fault in faults:
            about = {"classname": name, "name": fault.code, "file": fault.place.path, "line": str(fault.place.line)}
            case = ElementTree.SubElement(suite, "testcase", {key: _clean(value) for key, value in about.items()})
            error = ElementTree.SubElement(case, "error", {"message": _clean(fault.say("zh")), "type": fault.code})
            error.text = _clean("\n".join(fault.lines()))
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


def _counts(suite: Suite) -> dict[str, str]:
    results, faults = suite
    skipped = sum(not one.case.is_confirmed for one in results)
    failed = sum(one.case.is_confirmed and not one.passed for one in results)
    numbers = {"tests": len(results) + len(faults), "failures": failed, "errors": len(faults), "skipped": skipped}
    return {name: str(number) for name, number in numbers.items()}


_NO_XML: Final = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def _clean(text: str) -> str:
    """*text* without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
