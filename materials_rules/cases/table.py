"""The columns of a table of cases: what each changes in the packet, or what it expects.

    name of a column, Vocabulary  ->  Column;  Draft, Column, cell  ->  Draft
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from pydantic import ValidationError

from materials_rules.cases.case import SECTIONS
from materials_rules.cases.draft import Draft, Key
from materials_rules.cases.drafting import said_of
from materials_rules.cases.values import value_of
from materials_rules.cases.vocabulary import OF_PAPER, Unnamed, Vocabulary, english, unknown
from materials_rules.condition.tree import Boolean, Date, Text
from materials_rules.reading.keys import WORD_TABLE
from materials_rules.rules.cases import CaseApplicant, CaseMaterial
from materials_rules.rules.names import APPLICANT_KINDS, closed

Sort = Literal["name", "expect", "fact", "choice", "received_on", "applicant", "material", "read", "attribute"]

_OF_APPLICANT: Final = tuple(CaseApplicant.model_fields)


@dataclass(frozen=True)
class Column:
    """One column: an expected section, or one thing of the packet. `key` is the paper that it speaks of."""

    sort: Sort
    name: str
    key: Key | None = None


def column(word: str, names: Vocabulary) -> Column:
    """What *word* stands for. Raises Unnamed.

    A section of what is expected goes before a fact of the same name, which is then written `fact/NAME`.
    """
    plain = english(word)
    if plain in ("name", "名称"):
        return Column("name", "name")
    if plain in SECTIONS or plain == "结论":
        return Column("expect", "outcome" if plain == "结论" else plain)
    if plain == "received_on":
        return Column("received_on", plain)
    head, dot, rest = word.partition(".")
    if english(head) == "applicant" and dot:
        if _particular(rest) not in _OF_APPLICANT:
            raise unknown("T-COLUMN", word, [f"applicant.{one}" for one in _OF_APPLICANT])
        return Column("applicant", _particular(rest))
    name = word.removeprefix("fact/")
    if name in names.answers:
        return Column("choice" if name in names.choices else "fact", name)
    bare = head.partition("[")[0]
    if bare not in names.version.slots:
        raise unknown("T-COLUMN", word, [*names.answers, *names.version.slots, *SECTIONS, "received_on", "name"])
    key = names.paper(head)
    if not dot:
        return Column("material", head, key)
    what = names.of_paper(key[0], rest)
    return Column("attribute" if what in OF_PAPER else "read", what, key)


def _particular(word: str) -> str:
    return {"种类": "kind", "名称": "name", "代号": "id", "电话": "phone"}.get(word, word)


def in_cell(draft: Draft, found: Column, cell: str | list[str], names: Vocabulary) -> Draft:
    """*draft* with what a *cell* says; an empty one leaves an answer out. Raises Unfit and Unnamed."""
    return _CHANGES[found.sort](draft, found, cell, names)


def _answer(draft: Draft, found: Column, cell: str | list[str], names: Vocabulary) -> Draft:
    if cell == "":
        return draft.without_fact(found.name)
    value = value_of(names.answers[found.name], cell)
    where = "choices" if found.sort == "choice" else "facts"
    changed: Any = {where: {**getattr(draft, where), found.name: value}}
    return replace(draft, **changed)


def _received_on(draft: Draft, found: Column, cell: str | list[str], names: Vocabulary) -> Draft:
    return draft if cell == "" else replace(draft, free={**draft.free, "received_on": value_of(Date(), cell)})


def _applicant(draft: Draft, found: Column, cell: str | list[str], names: Vocabulary) -> Draft:
    if cell == "":
        return replace(draft, without_applicant=draft.without_applicant | {found.name})
    value = _kind(cell) if found.name == "kind" else value_of(Text(), cell)
    gone = draft.without_applicant - {found.name}
    return replace(draft, applicant={**draft.applicant, found.name: value}, without_applicant=gone)


def _kind(cell: str | list[str]) -> str:
    kinds = closed(APPLICANT_KINDS)
    return str(value_of(kinds, kinds.member(str(cell))))


def _material(draft: Draft, found: Column, cell: str | list[str], names: Vocabulary) -> Draft:
    assert found.key is not None
    if cell == "":
        return draft
    if not value_of(Boolean(), cell):
        return draft.without_paper(found.key)
    papers = {**draft.papers, found.key: draft.papers.get(found.key, ({},))}
    return replace(draft, papers=papers, absent=draft.absent - {found.key})


def _read(draft: Draft, found: Column, cell: str | list[str], names: Vocabulary) -> Draft:
    assert found.key is not None
    if cell == "":
        return replace(draft, unrecorded=draft.unrecorded | {(found.key, found.name)})
    value = value_of(names.borne(found.key[0], found.name), cell, may_be_none=True)
    return _on_paper(draft, found.key, {"fields": {found.name: value}})


def _attribute(draft: Draft, found: Column, cell: str | list[str], names: Vocabulary) -> Draft:
    assert found.key is not None
    if cell == "":
        return replace(draft, unrecorded=draft.unrecorded | {(found.key, found.name)})
    try:
        line = CaseMaterial.model_validate({"material": found.key[0], found.name: _word(cell)}, by_alias=True)
    except ValidationError:
        shown = cell if isinstance(cell, str) else ", ".join(cell)
        raise Unnamed("T-CELL", name=f"{found.key[0]}.{found.name}", found=shown) from None
    return _on_paper(draft, found.key, {found.name: said_of(line).get(found.name)})


def _word(cell: str | list[str]) -> Any:
    return (WORD_TABLE.english(cell) or cell) if isinstance(cell, str) else cell


def _on_paper(draft: Draft, key: Key, said: dict[str, Any]) -> Draft:
    """*draft* with something said of a paper, which is then handed in."""
    line = dict((draft.papers.get(key) or ({},))[0])
    if "fields" in said:
        said = {"fields": {**line.get("fields", {}), **said["fields"]}}
    return replace(draft, papers={**draft.papers, key: ({**line, **said},)}, absent=draft.absent - {key})


_CHANGES: Final[dict[str, Callable[[Draft, Column, str | list[str], Vocabulary], Draft]]] = {
    "fact": _answer,
    "choice": _answer,
    "received_on": _received_on,
    "applicant": _applicant,
    "material": _material,
    "read": _read,
    "attribute": _attribute,
}
