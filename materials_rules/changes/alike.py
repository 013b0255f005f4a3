"""What an author wrote, with every condition in the one canonical spelling, so that two spellings of one text are no difference.

    Version  ->  Version;  a class of material  ->  the same

An editor, a workbook or another language may set a condition otherwise; the digest of a ruleset does not see that, and nobody who
compares two rulesets should. Questions that only have another id may be given their new one on the way: `changes.renaming`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, cast

from pydantic import BaseModel

from materials_rules.changes.recognising import Names
from materials_rules.changes.renaming import in_text
from materials_rules.condition.spelling import Sighted, spelled
from materials_rules.reading.source import Plain
from materials_rules.rules.canonical import sighted
from materials_rules.rules.classes import ClassRule
from materials_rules.rules.fact import Fact, ListOf
from materials_rules.rules.item import Consistency, ItemFile
from materials_rules.rules.material import Requirement
from materials_rules.rules.place import DisallowedClass
from materials_rules.rules.version import Version

M = TypeVar("M", bound=BaseModel)

_CONDITIONS: Final = ("when", "given")
"""The keys of ours whose text is a condition; the definitions of an item are conditions by any name."""


def alike(version: Version, names: Names | None = None) -> Version:
    """*version* as its author would have written it in the canonical spelling, its questions called by *names* (new by old)."""
    file = version.file
    writer = _Writer(sighted(cast("Plain", file.model_dump()), is_of_classes=False), names or Names(), file)
    asked = {id_: replace(one, requirement=writer.model(one.requirement)) for id_, one in version.asked.items()}
    return replace(version, file=writer.model(file), asked=asked)


def alike_class(rule: ClassRule) -> DisallowedClass:
    """What an author wrote of a class, its conditions in the canonical spelling."""
    return _Writer(sighted({}, is_of_classes=True), Names(), None).model(rule.about)


@dataclass(frozen=True)
class _Writer:
    """What is known of the names of a file, and how some of them are called anew."""

    known: Sighted
    names: Names
    file: ItemFile | None
    over: str | None = None  # the list over whose members what is written ranges

    def model(self, model: M) -> M:
        """*model* with its conditions, and those of all that it holds, written anew."""
        listed = getattr(model, "for_each", None)
        if isinstance(listed, str):
            return replace(self, known=self.known.over(listed), over=listed)._written(model)
        return self._written(model)

    def _written(self, model: M) -> M:
        found: dict[str, Any] = {}
        for key in type(model).model_fields:
            value = getattr(model, key)
            if key in _CONDITIONS and isinstance(value, str):
                found[key] = self._text(value)
            elif key == "definitions" and isinstance(model, ItemFile):
                found[key] = {name: self._text(text) for name, text in value.items()}
            elif key == "same" and isinstance(model, Consistency):
                found[key] = [self._compared(name) for name in value]
            elif key == "facts" and isinstance(model, ItemFile):
                found[key] = {self.names.question(name): self._fact(name, fact) for name, fact in value.items()}
            elif key == "lists" and isinstance(model, ItemFile):
                found[key] = {self.names.listed(name): self._list(name, listed) for name, listed in value.items()}
            elif key == "for_each" and isinstance(value, str):
                found[key] = self.names.listed(value)
            elif key == "covers" and isinstance(model, Requirement):
                found[key] = type(value)(self.names.paper(name) for name in value)
            elif key == "any_of" and isinstance(model, Requirement) and value is not None:
                found[key] = {self.names.paper(name): self._value(arm) for name, arm in value.items()}
            else:
                found[key] = self._value(value)
        copied = model.model_copy(update={key: value for key, value in found.items() if value is not getattr(model, key)})
        for kept in copied.__dict__.keys() - type(model).model_fields.keys():
            del copied.__dict__[kept]  # what the original worked out from its own fields, such as the arms of a requirement
        return copied

    def _list(self, name: str, listed: ListOf) -> ListOf:
        """A list of things, the fields of each called anew."""
        written = self.model(listed)
        each = {self.names.question(field, name): self._fact(field, fact, name) for field, fact in written.each.items()}
        label = None if written.label is None else self.names.question(written.label, name)
        key = self.names.question(written.key, name)
        return written.model_copy(update={"each": each, "label": label, "key": key})

    def _fact(self, name: str, fact: Fact, listed: str = "") -> Fact:
        """A question with its answers called anew."""
        written = self.model(fact)
        choices = {
            key: {self.names.answer(name, member, listed): said for member, said in members.items()}
            for key in ("one_of", "some_of")
            if (members := getattr(written, key)) is not None
        }
        return written.model_copy(update=choices) if choices else written

    def _compared(self, name: str) -> str:
        """One end of a line of consistency, that may be a fact of each member, or a field of a paper."""
        owner, dot, field = name.partition(".")
        if self.file is not None and owner in self.file.lists:
            return f"{self.names.listed(owner)}.{self.names.question(field, owner)}"
        return f"{self.names.paper(owner)}.{field}" if dot else self.names.question(name)

    def _value(self, value: Any) -> Any:
        match value:
            case BaseModel():
                return self.model(value)
            case list():
                return [self._value(one) for one in value]
            case Mapping():
                return {key: self._value(one) for key, one in value.items()}
            case _:
                return value

    def _text(self, text: str) -> str:
        canonical = spelled(text, self.known)
        fields = {} if self.file is None else {name: frozenset(listed.each) for name, listed in self.file.lists.items()}
        return in_text(canonical, self.names, self.known, fields, self.over) if self.names else canonical
