"""What people call the things that a condition names, by the words of one item version.

    Variable  ->  the question of a fact, the name of a paper, of a field, of a list
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.condition.words import words
from materials_rules.rules.version import Version
from materials_rules.verdict.answers import KINDS_OF_APPLICANT

PARTICULARS: Final[Mapping[str, str]] = {
    "kind": "申请人类型",
    "name": "申请人姓名（名称）",
    "id": "申请人证件号码",
    "phone": "申请人联系电话",
}
"""What is recorded about an applicant."""


class Names:
    """The words of one item version; it is the `Wording` that conditions are said with."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def variable(self, variable: Variable) -> str:
        """The question of a fact, the name of a material, a field, a list."""
        file = self.version.file
        match variable.kind:
            case Kind.FACT | Kind.CHOICE:
                return file.facts[variable.name].ask
            case Kind.SLOT_FIELD:
                read = self.version.read(variable)
                field = variable.name.removeprefix(f"{variable.owner}.")
                return f"《{self.version.slots[variable.owner].arm.name}》上的“{read.name or field}”"
            case Kind.PROVIDED:
                return self.version.slots[variable.name].arm.name
            case Kind.LIST:
                return file.lists[variable.name].name
            case Kind.MEMBER_FACT:
                return file.lists[variable.owner].each[variable.name].ask
            case Kind.APPLICANT:
                return PARTICULARS[variable.name.removeprefix("applicant.")]
            case Kind.BY_AGENT:
                return "是否由代理人办理？"
            case _:
                return "收件日期"

    def member(self, variable: Variable, member: str) -> str:
        """The name of one member of a choice."""
        if variable.kind is Kind.APPLICANT:
            return KINDS_OF_APPLICANT[member]
        if variable.kind is Kind.SLOT_FIELD:
            return (self.version.read(variable).one_of or {})[member]
        file = self.version.file
        listed = variable.kind is Kind.MEMBER_FACT
        fact = file.lists[variable.owner].each[variable.name] if listed else file.facts[variable.name]
        return (fact.one_of or fact.some_of or {})[member]

    def definition(self, name: str) -> str:
        """The words of a definition's condition."""
        return words(self.version.definitions[name], self)
