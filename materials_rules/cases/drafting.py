"""The packet of a case, every name in it found and every value typed.

    CasePacket, Vocabulary  ->  Draft, and what is wrong with it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ParamSpec, TypeVar

from pydantic import BaseModel

from materials_rules.cases.draft import Draft, Key, Paper, Part
from materials_rules.cases.values import Unfit, value_of
from materials_rules.cases.vocabulary import OF_PAPER, Unnamed, Vocabulary, english, unknown
from materials_rules.cases.written import Written
from materials_rules.condition.tree import ValueType
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.reading.source import Path
from materials_rules.rules.cases import NONE, CaseLetter, CaseMaterial, CaseObtained, CasePacket

P = ParamSpec("P")
T = TypeVar("T")



@dataclass
class Drafting:
    """Drafts of one file; `faults` gathers what is wrong."""

    written: Written
    names: Vocabulary
    faults: list[Diagnostic] = field(default_factory=list)

    def tried(self, place: Place, do: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | None:
        """What *do* gives; None, and the fault at *place*, where a name or a value is wrong."""
        try:
            return do(*args, **named)
        except Unnamed as fault:
            self.faults.append(fault.at(place))
        except Unfit as unfit:
            self.faults.append(Diagnostic(unfit.code, place, unfit.values))
        return None

    def draft(self, packet: CasePacket | None, path: Path) -> Draft:
        """The draft of *packet*, which stands at *path*."""
        if packet is None:
            return Draft()
        free: dict[str, Any] = {}
        if packet.received_on is not None:
            free["received_on"] = packet.received_on.isoformat()
        if packet.channel is not None:
            free["channel"] = packet.channel
        if packet.present is not None:
            free["present"] = [_ROLES.get(one, one) for one in packet.present]
        return Draft(
            free=free,
            applicant=said_of(packet.applicant),
            agent=None if packet.agent is None else said_of(packet.agent),
            names_agent="agent" in packet.model_fields_set,
            facts=self._answers(packet.facts, (*path, "facts"), as_choice=False),
            choices=self._answers(packet.choices, (*path, "choices"), as_choice=True),
            lists=dict(self._lists(packet, (*path, "lists"))),
            cannot_answer=dict(self._unanswerable(packet, (*path, "cannot_answer"))),
            in_order=packet.in_order,
            papers=self._papers(packet.materials, (*path, "materials")),
            commitments=self._letters(packet.commitments, (*path, "commitments"), "commitment"),
            deferrals=self._letters(packet.deferrals, (*path, "deferrals"), "deferrable"),
            obtained=dict(self._obtained(packet.obtained, (*path, "obtained"))),
            demands=tuple(map(said_of, packet.demands)),
        )

    def _answers(self, given: Mapping[str, Any], path: Path, *, as_choice: bool) -> dict[str, Any]:
        found = {}
        for name, text in given.items():
            place = self.written.place((*path, name), key=True)
            type_ = self.tried(place, self.names.answer, name, as_choice=as_choice)
            value = None if type_ is None else self.value(type_, text, (*path, name))
            if value is not None:
                found[name] = value
        return found

    def value(self, type_: ValueType, given: str | Sequence[str], path: Path) -> Any:
        """The value of one answer at *path*; None where it is wrong."""
        return self.tried(self.written.place(path), value_of, type_, given)

    def _lists(self, packet: CasePacket, path: Path) -> Iterator[tuple[str, tuple[Part, ...]]]:
        for name, members in packet.lists.items():
            here = (*path, name)
            if self.tried(self.written.place(here, key=True), self.names.listed, name) is None:
                continue
            yield name, tuple(dict(self._member(name, member, (*here, i))) for i, member in enumerate(members))

    def _member(self, listed: str, member: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Any]]:
        about = self.names.version.file.lists[listed]
        for name, text in member.items():
            here = (*path, name)
            if name in (about.key, about.label):
                yield name, text
                continue
            place = self.written.place(here, key=True)
            type_ = self.tried(place, self.names.member_type, listed, name)
            value = None if type_ is None else self.value(type_, text, here)
            if value is not None:
                yield name, value

    def _unanswerable(self, packet: CasePacket, path: Path) -> Iterator[tuple[str, str]]:
        for name, why in packet.cannot_answer.items():
            if name not in self.names.answers and name not in self.names.version.file.lists:
                fault = unknown("T-FACT", name, list(self.names.answers))
                self.faults.append(fault.at(self.written.place((*path, name), key=True)))
            else:
                yield name, why

    def _papers(self, lines: Sequence[CaseMaterial], path: Path) -> dict[Key, tuple[Paper, ...]]:
        found: dict[Key, tuple[Paper, ...]] = {}
        for i, line in enumerate(lines):
            key = self.tried(self.written.place((*path, i, "material")), self.names.paper, line.material)
            if key is not None:
                found[key] = (*found.get(key, ()), self._paper(key[0], line, (*path, i)))
        return found

    def _paper(self, slot: str, line: CaseMaterial, path: Path) -> Paper:
        paper = {key: value for key, value in said_of(line).items() if key in OF_PAPER}
        fields = {}
        for name, text in line.reads.items():
            here = (*path, "reads", name)
            type_ = self.tried(self.written.place(here, key=True), self.names.borne, slot, name)
            if type_ is not None:
                fields[name] = self._borne(type_, text, here)
        return {**paper, "fields": fields} if fields else paper

    def _borne(self, type_: ValueType, text: str | Sequence[str], path: Path) -> Any:
        return self.tried(self.written.place(path), value_of, type_, text, may_be_none=True)

    def _letters(self, letters: Sequence[CaseLetter], path: Path, sort: str) -> dict[str, Part]:
        found: dict[str, Part] = {}
        asked = self.names.version.asked
        able = [name for name, one in asked.items() if getattr(one.requirement, sort) is not None]
        for i, letter in enumerate(letters):
            if letter.for_ not in able:
                fault = unknown("T-LETTER", letter.for_, able)
                self.faults.append(fault.at(self.written.place((*path, i, "for"))))
                continue
            signed_on = {} if letter.signed_on is None else {"signed_on": _day(letter.signed_on)}
            found[letter.for_] = {"signed": letter.signed, **signed_on}
        return found

    def _obtained(self, lines: Sequence[CaseObtained], path: Path) -> Iterator[tuple[str, Part]]:
        for i, said in enumerate(lines):
            if self.tried(self.written.place((*path, i, "document")), self.names.document, said.document) is None:
                continue
            fields = {}
            for name, text in said.reads.items():
                at = (*path, i, "reads", name)
                type_ = self.tried(self.written.place(at, key=True), self.names.of_document, said.document, name)
                if type_ is not None:
                    fields[name] = self._borne(type_, text, at)
            yield said.document, {
                "status": said.status,
                **({} if said.by is None else {"by": said.by}),
                **({} if said.on is None else {"on": said.on.isoformat()}),
                **({"fields": fields} if fields else {}),
            }

    def without(self, draft: Draft, tokens: Iterable[str], path: Path) -> Draft:
        """*draft* without what the *tokens* at *path* name, one by one."""
        for i, token in enumerate(tokens):
            place = self.written.place((*path, i))
            found = self.tried(place, self._less, draft, token)
            draft = found or draft
        return draft

    def _less(self, draft: Draft, token: str) -> Draft:
        sort, slash, name = token.partition("/")
        sort = english(sort)
        if slash and sort == "fact":
            return self._less_fact(draft, name)
        if slash and sort == "obtained":
            document = self.names.document(name)
            return replace(draft, obtained={one: line for one, line in draft.obtained.items() if one != document})
        if slash and sort in ("commitment", "deferral"):
            where = f"{sort}s"
            kept: Any = {where: {one: letter for one, letter in getattr(draft, where).items() if one != name}}
            return replace(draft, **kept)
        if sort == "agent":
            return replace(draft, agent=None, names_agent=True)
        head, dot, rest = token.partition(".")
        if english(head) == "applicant" and dot:
            word = english(rest)
            if word not in ("kind", "name", "id", "phone"):
                raise unknown("T-WITHOUT", token, [f"applicant.{one}" for one in ("kind", "name", "id", "phone")])
            return replace(draft, without_applicant=draft.without_applicant | {word})
        key = self.names.paper(head)
        if not dot:
            return draft.without_paper(key)
        return replace(draft, unrecorded=draft.unrecorded | {(key, self.names.of_paper(key[0], rest))})

    def _less_fact(self, draft: Draft, name: str) -> Draft:
        head, bracket, subject = name.partition("[")
        listed, dot, of_member = head.partition(".")
        lists = self.names.version.file.lists
        if dot and bracket and listed in lists:
            self.names.member_type(listed, of_member)
            key = subject.removesuffix("]").removeprefix(f"{listed}:")
            return draft.without_member_fact(listed, key, of_member, lists[listed].key)
        if name not in self.names.answers and name not in lists:
            raise unknown("T-FACT", name, [*self.names.answers, *lists])
        return draft.without_fact(name)


_ROLES = {"申请人": "applicant", "代理人": "agent", "法定代表人": "legal_representative"}


def _day(value: Any) -> str | None:
    return None if isinstance(value, str) else value.isoformat()


def said_of(model: BaseModel | None) -> dict[str, Any]:
    """What an author wrote of *model*, by the keys of a packet; `none` is what is not there."""
    if model is None:
        return {}
    found = {}
    for name in sorted(model.model_fields_set):
        value = getattr(model, name)
        key = type(model).model_fields[name].alias or name
        if value is None and name in ("signed_by", "sealed_by"):
            value = ()
        if value is not None:
            found[key] = None if value == NONE else _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
