"""Diagnostics as the results of tests, for servers that show those.

    diagnostics  ->  JUnit XML
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.script import visible


def written(found: Sequence[Diagnostic], strict: bool) -> str:
    """A suite for each file, a case for each diagnostic: an error is a failure, and with *strict* a warning too."""
    root = ElementTree.Element("testsuites", name="materials-rules lint")
    for path, group in groupby(found, key=lambda one: one.place.path):
        cases = [_case(one, strict) for one in group]
        suite = ElementTree.SubElement(root, "testsuite", {"name": visible(path) or "lint", **_counts(cases)})
        suite.extend(cases)
    if not found:  # a run with nothing to say has still been done
        suite = ElementTree.SubElement(root, "testsuite", name="lint", tests="1", failures="0", errors="0", skipped="0")
        ElementTree.SubElement(suite, "testcase", classname="lint", name="lint")
    cases = list(root.iter("testcase"))
    for key, value in _counts(cases).items():
        root.set(key, value)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _case(one: Diagnostic, strict: bool) -> ElementTree.Element:
    place = one.place
    where = f" {place.line}:{place.column}" if place.line else ""
    case = ElementTree.Element("testcase", classname=visible(place.path) or "lint", name=f"{one.code}{where}")
    if place.path:
        case.set("file", visible(place.path))
    if place.line:
        case.set("line", str(place.line))
    text = "\n".join(one.lines())
    if one.severity is Severity.ERROR or (strict and one.severity is Severity.WARNING):
        failure = ElementTree.SubElement(case, "failure", type=one.code, message=one.say("zh"))
        failure.text = text
    else:
        ElementTree.SubElement(case, "system-out").text = text
    return case


def _counts(cases: Sequence[ElementTree.Element]) -> dict[str, str]:
    failures = sum(case.find("failure") is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0"}
