"""Cases as YAML text, in the words of their file's language; the same bytes for the same cases.

    Proposal, what came of it  ->  text
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from materials_rules.cases.case import SECTIONS
from materials_rules.cases.elements import PART
from materials_rules.cases.happening import happened
from materials_rules.cases.proposing import Judged, Proposal
from materials_rules.reading.keys import TABLE, WORD_TABLE, Language
from materials_rules.rules.cases import NONE

_PLAIN: Final = re.compile(r"(?![-?])[\w\u3400-\u9fff./（）《》-]+\Z")
_ALWAYS_TOLD: Final = ("outcome", "findings", "conditional", "questions")
_LONGEST: Final = 100


def as_yaml(proposals: Sequence[Judged], language: Language, head: Sequence[str]) -> str:
    """A file of cases, each marked as not confirmed, with what it reaches in comments."""
    lines = [f"# {line}" for line in head]
    lines.append(f"{TABLE.said('cases', language)}:")
    for judged in proposals:
        lines += _case(judged, language)
    return "".join(f"{line}\n" for line in lines)


def _case(judged: Judged, language: Language) -> Iterator[str]:
    proposal = judged.proposal

    def key(word: str) -> str:
        return TABLE.said(word, language)

    for branch in proposal.reaches:
        file = branch.place.path.rpartition("/")[2]
        yield f"  # {file}:{branch.place.line}:{branch.place.column} {branch.zh}"
    yield f"  - {key('name')}: {scalar(proposal.name)}"
    yield f"    {key('unconfirmed')}: {_word('true', language)}"
    yield f"    {key('packet')}:"
    for name, value in _packet(proposal, language):
        yield from _entry(name, value, 6)
    if proposal.draft.absent:
        yield from _entry(key("without"), sorted(_id(*one) for one in proposal.draft.absent), 4)
    yield f"    {key('expect')}:"
    for part, value in _expected(judged, language):
        yield from _entry(part, value, 6)


def _packet(proposal: Proposal, language: Language) -> Iterator[tuple[str, Any]]:
    draft = proposal.draft

    def key(word: str) -> str:
        return TABLE.said(word, language)

    if "received_on" in draft.free:
        yield key("received_on"), draft.free["received_on"]
    if draft.applicant:
        yield key("applicant"), {key(name): _word(value, language) for name, value in draft.applicant.items()}
    if draft.agent:
        yield key("agent"), {key("powers"): [_word(power, language) for power in draft.agent["powers"]]}
    if draft.in_order:
        yield key("in_order"), _word("true", language)
    for part in ("facts", "choices"):
        if answers := getattr(draft, part):
            yield key(part), {name: _value(value, language) for name, value in answers.items()}
    if draft.lists:
        said = {
            listed: [{name: _value(value, language) for name, value in member.items()} for member in members]
            for listed, members in draft.lists.items()
        }
        yield key("lists"), said
    if draft.papers:
        yield key("materials"), [_paper(*one, language) for one in draft.papers.items()]
    for part in ("commitments", "deferrals"):
        if letters := getattr(draft, part):
            yield key(part), list(letters)
    if draft.obtained:
        yield key("obtained"), [_look_up(document, line, language) for document, line in draft.obtained.items()]


def _look_up(document: str, line: Mapping[str, Any], language: Language) -> Any:
    if not line.get("fields"):
        return document
    said = {name: _value(value, language) for name, value in line["fields"].items()}
    return {TABLE.said("document", language): document, TABLE.said("reads", language): said}


def _paper(slot: tuple[str, str | None], lines: Sequence[Mapping[str, Any]], language: Language) -> Any:
    fields = lines[0].get("fields")
    if not fields:
        return _id(*slot)
    said = {name: NONE if value is None else _value(value, language) for name, value in fields.items()}
    return {TABLE.said("material", language): _id(*slot), TABLE.said("reads", language): said}


def _expected(judged: Judged, language: Language) -> Iterator[tuple[str, Any]]:
    proposal, notice = judged.proposal, judged.notice
    for part in SECTIONS:
        came = happened(notice, part)
        name = TABLE.said(part, language)
        if part == "outcome":
            yield name, _word(str(notice.outcome), language)
        elif not came:
            if part in _ALWAYS_TOLD:
                yield name, _word(NONE, language)
        elif part == "not_needed":
            if any(branch.sort == "class" for branch in proposal.reaches):
                yield name, {one.id: one.detail for one in came}
        elif part in ("findings", "conditional"):
            yield name, {one.id: _word(str(one.detail), language) for one in came}
        else:
            yield name, [one.id for one in came]
    if judged.elements and any(branch.id.startswith("element/") for branch in proposal.reaches):
        yield TABLE.said(PART, language), {TABLE.said(name, language): said for name, said in judged.elements.items()}


def _entry(name: str, value: Any, indent: int) -> Iterator[str]:
    """A key and its value: on one line where it is short, else one line a part."""
    blank = " " * indent
    line = f"{blank}{scalar(name)}: {_flow(value)}"
    if len(line) <= _LONGEST or not isinstance(value, Mapping | list):
        yield line
        return
    yield f"{blank}{scalar(name)}:"
    if isinstance(value, Mapping):
        for below, inner in value.items():
            yield from _entry(below, inner, indent + 2)
    else:
        for item in value:
            yield f"{blank}  - {_flow(item)}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(str(value))


def scalar(text: str) -> str:
    """*text* plain where nothing in it means anything to YAML, else in double quotes."""
    if _PLAIN.match(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(value: Any, language: Language) -> Any:
    if isinstance(value, bool):
        return _word("true" if value else "false", language)
    return value if isinstance(value, list) else str(value)


def _word(word: Any, language: Language) -> str:
    return WORD_TABLE.said(str(word), language)


def _id(slot: str, subject: str | None) -> str:
    return f"{slot}[{subject}]" if subject else slot
