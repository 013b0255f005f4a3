"""What people call the answers, fields and particulars that an entry is about.

    Variable, Version  ->  words
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.rules.version import Version
from materials_rules.verdict.situation import Situation

APPLICANT: Final = {
    "applicant.kind": "申请人类型",
    "applicant.name": "申请人姓名（名称）",
    "applicant.id": "申请人证件号码",
    "applicant.phone": "申请人联系电话",
}


def called(situation: Situation, variable: Variable) -> str:
    """What people call a field, an answer or an applicant's particular."""
    version = situation.plan.version
    match variable.kind:
        case Kind.SLOT_FIELD:
            read = version.read(variable)
            return f"《{version.slots[variable.owner].arm.name}》上的“{read.name or variable.name}”"
        case Kind.APPLICANT:
            return APPLICANT[variable.name]
        case Kind.RECEIVED_ON:
            return "收件日期"
        case Kind.BY_AGENT:
            return "是否由代理人办理"
        case Kind.MEMBER_FACT:
            return f"“{version.file.lists[variable.owner].each[variable.name].ask.rstrip('？?')}”的回答"
        case _:
            return f"“{version.file.facts[variable.name].ask.rstrip('？?')}”的回答"


def question_of(version: Version, name: str) -> str:
    """The question to which an answer was given: that of a fact or a member's fact; the name of a list or a particular."""
    if name in version.file.facts:
        return version.file.facts[name].ask
    if name in APPLICANT:
        return APPLICANT[name]
    listed, _, fact = name.partition("[")[0].partition(".")
    about = version.file.lists[listed]
    return about.each[fact].ask if fact else about.name


def filled(template: str, words: Mapping[str, str]) -> str:
    """*template* with *words*; a name that nothing fills stays empty."""
    return template.format_map(_Words(words))


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
