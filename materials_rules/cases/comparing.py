"""What was expected against what came: each difference in words, at the place where it was expected.

    Case, Notice  ->  diagnostics
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from materials_rules.cases.case import SECTIONS, Case, Section, Wanted
from materials_rules.cases.happening import Came, happened
from materials_rules.form_checks.kinds import KINDS
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.notice.model import Notice
from materials_rules.reading.keys import TABLE, WORD_TABLE
from materials_rules.rules.version import Version


def differences(case: Case, notice: Notice, version: Version) -> Iterator[Diagnostic]:
    """Every difference, section by section: what did not come, what came otherwise, what came besides."""
    for part in SECTIONS:
        if part in case.expected:
            yield from _of_section(part, case.expected[part], happened(notice, part), notice, version)


def _of_section(
    part: str, section: Section, came: Sequence[Came], notice: Notice, version: Version
) -> Iterator[Diagnostic]:
    words = {"part": TABLE.said(part, "en"), "part_zh": TABLE.said(part, "zh")}
    if part == "outcome":
        for wanted in section.wanted:
            if wanted.detail != came[0].detail:
                args = {"due": named(wanted.detail), "found": named(came[0].detail), "why": _open(notice)}
                yield Diagnostic("T-OUTCOME", wanted.place, args)
        return
    left = list(came)
    for wanted in section.wanted:
        alike = [one for one in left if one.id == wanted.id]
        if not alike:
            args = {**words, "name": _called(wanted), "why": _elsewhere(wanted.id, part, notice, version)}
            yield Diagnostic("T-NOT-CAME", wanted.place, _both(args))
            continue
        fits = [one for one in alike if wanted.detail in (None, one.detail)]
        for one in fits:
            left.remove(one)
        if not fits:
            left.remove(alike[0])
            args = {**words, "name": wanted.id, "due": named(wanted.detail), "found": named(alike[0].detail), "why": alike[0].say}
            yield Diagnostic("T-OTHERWISE", wanted.place, _both(args))
    for one in left:
        detail = "" if one.detail is None else f"（{named(one.detail)}）"
        yield Diagnostic("T-CAME", section.place, _both({**words, "name": one.id, "detail": detail, "why": one.say or "—"}))


def _both(args: dict[str, str]) -> dict[str, str]:
    part_zh, part = args.pop("part_zh"), args.pop("part")
    return {**args, "part_zh": part_zh, "part_en": part}


def named(word: str | None) -> str:
    """A kind, class, verdict or outcome, with what people call it."""
    if word is None:
        return "—"
    known = KINDS[word].name if word in KINDS else WORD_TABLE.said(word, "zh")
    return word if known == word else f"{word} {known}"


def _called(wanted: Wanted) -> str:
    return wanted.id if wanted.detail is None else f"{wanted.id}（{named(wanted.detail)}）"


_SECTIONS: Final = ("findings", "conditional", "due_later", "questions")


def _open(notice: Notice) -> str:
    """What decided an outcome: the open entries, or what puts the item out of scope."""
    out = notice.matter.items[0].out_of_scope
    if out is not None:
        return out.say
    told = [f"{TABLE.said(part, 'zh')} {one.id}" for part in _SECTIONS for one in happened(notice, part)]
    return "、".join(told[:6]) + ("…" if len(told) > 6 else "") if told else "没有未了的事项"


def _elsewhere(id_: str, part: str, notice: Notice, version: Version) -> str:
    """Where what did not come is instead: another section, in order, or not asked for at all."""
    slots = {slot.id for asked in version.asked.values() if asked.id == id_.partition("[")[0] for slot in asked.slots}
    for other in _SECTIONS:
        for one in happened(notice, other):
            if other != part and one.id == id_:
                return f"它在 {TABLE.said(other, 'zh')}：{one.say}"
    for question in happened(notice, "questions"):
        if any(question.id.startswith(f"read/{slot}.") for slot in slots):
            return f"材料还要先看：{question.say}"
    subject = id_.partition("[")[2].rstrip("]") or None
    if any(paper.material in slots and paper.subject == subject for paper in notice.in_order):
        return "它已经交来，符合形式"
    for line in notice.not_needed:
        if line.material in slots or line.material == id_:
            return f"它不必提交（{line.class_}）：{line.instead}"
    out = notice.matter.items[0].out_of_scope
    if out is not None:
        return f"不办这一项：{out.say}"
    return "在这种情形下不要求" if slots else "没有提到它"
