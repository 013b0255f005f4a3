"""A reason in words, Chinese first and English beside.

    Reason, Difference  ->  lines of text
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from materials_rules.ground.script import visible
from materials_rules.notice.wording import bare
from materials_rules.why.compared import SECTIONS, Difference
from materials_rules.why.reason import Class, Note, Reason, State, Verdict
from materials_rules.why.truths import Part

VERDICTS: Final[Mapping[Verdict, tuple[str, str]]] = {
    "missing": ("需要提交，尚未提交", "due, not handed in"),
    "defective": ("需要提交，已交的不符合形式要求", "due, what was handed in is not in form"),
    "met": ("需要，已经符合", "due, and met"),
    "depends": ("取决于尚未确定的情形", "it depends"),
    "look": ("需由工作人员查看后才能确定", "a person must look first"),
    "later": ("本次不需提交，现场核查时提交", "not now: handed over at the on-site check"),
    "covered": ("不需提交，由其他材料涵盖", "not due: another material covers it"),
    "obtained": ("不需提交，由机关自行取得", "not due: the office obtains it"),
    "dropped": ("不得要求提交", "must not be asked for"),
    "not_due": ("不需提交", "not due"),
    "out_of_scope": ("本事项不适用，不需提交任何材料", "the item is not the one to apply for; nothing is due"),
}
"""What became of a material, in both languages."""

STATES: Final[Mapping[State, tuple[str, str]]] = {
    "asked": ("需要提交", "due"),
    "shown": ("只需出示证照原件", "a licence is shown instead"),
    "later": ("现场核查时提交", "due at the on-site check"),
    "covered": ("由其他材料涵盖", "covered"),
    "obtained": ("由机关自行取得", "obtained by the office"),
    "dropped": ("不得要求提交", "must not be asked for"),
    "not_due": ("不需提交", "not due"),
}

OUTCOMES: Final[Mapping[str, tuple[str, str]]] = {
    "accept": ("材料齐全", "materials complete"),
    "accept_deferred": ("可以容缺受理", "materials may follow"),
    "fix_on_spot": ("当场更正", "correct on the spot"),
    "supplement": ("需要补正", "to be supplemented"),
    "not_required": ("不需要取得许可", "no permit required"),
    "not_competent": ("不属于本机关职权", "another body is competent"),
    "undetermined": ("待核实", "to be verified"),
}
"""Outcomes as people call them."""

_TRUTHS: Final = {True: "✓ 成立", False: "✗ 不成立", None: "？ 未定"}
_JOINED: Final = {"且": "且 and：须全部成立", "或": "或 or：成立一项即可", "非": "非 not：须不成立"}


def told(reason: Reason) -> Iterator[str]:
    """Everything that decides one requirement."""
    zh, en = VERDICTS[reason.verdict]
    whose = f"，{reason.subject}" if reason.subject else ""
    yield f"《{reason.name}》（{reason.requirement}{whose}）：{zh}。{en}."
    if reason.met_by:
        yield f"  {reason.met_by}。"
    if reason.covered_by:
        yield f"  涵盖它的材料 covered by: {reason.covered_by}"
    if reason.verdict != "out_of_scope":
        yield from _conditions(reason)
        yield from _classes(reason.classes)
        yield from _branches(reason)
        yield from _turns(reason)
    if reason.basis:
        yield f"  依据 basis: {'、'.join(reason.basis)}"
    if reason.verdict not in ("out_of_scope", "dropped", "obtained"):
        yield from _papers(reason)


def told_note(note: Note) -> str:
    """What stands above every material."""
    return f"注意：{visible(note.zh)}。Note: {note.en}."


def short(reason: Reason) -> str:
    """One line: the material and what became of it."""
    zh, en = VERDICTS[reason.verdict]
    whose = f"[{reason.subject}]" if reason.subject else ""
    return f"  {reason.requirement}{whose}　《{reason.name}》：{zh}。{en}."


def _conditions(reason: Reason) -> Iterator[str]:
    if not reason.conditions:
        yield "  条件 condition: 没有条件，凡申请均需要。Unconditional."
    for text, part in reason.conditions:
        yield f"  条件 condition: {visible(text)}" if text else "  条件 condition:"
        yield from _part(part, 2)


def _part(part: Part, depth: int) -> Iterator[str]:
    indent = "  " * depth
    answers = f"（{'；'.join(part.answers)}）" if part.answers else ""
    yield f"{indent}{_TRUTHS[part.truth]}　{visible(part.say)}{visible(answers)}"
    if part.parts and part.joined:
        yield f"{indent}  {_JOINED[part.joined]}"
    for inner in part.parts:
        yield from _part(inner, depth + 2)


def _classes(classes: Sequence[Class]) -> Iterator[str]:
    for one in classes:
        yield f"  类别 class《{one.of}》: {one.id} {one.name}——{one.say}"
        if one.exception is not None:
            yield f"    例外 exception: {one.exception}"
        if one.instead:
            yield f"    改为 instead: {one.instead}"
        if one.ground:
            yield f"    依据 ground: {'、'.join(one.ground)}"


def _branches(reason: Reason) -> Iterator[str]:
    if reason.depends_on:
        yield f"  取决于 depends on: {', '.join(reason.depends_on)}"
    for branch in reason.branches:
        zh, en = STATES[branch.state]
        yield f"    {branch.situation} → {zh} {en}"


def _turns(reason: Reason) -> Iterator[str]:
    for turns in reason.turns:
        zh, en = ("需要提交", "due") if turns.to == "due" else ("不需提交", "not due")
        if turns.sets:
            yield f"  怎样才{zh}（各行任一） what makes it {en} (any line):"
        elif turns.is_whole:
            yield f"  怎样回答都不会成为“{zh}” no answers make it {en}"
        else:
            yield f"  只改三项以内的回答不会成为“{zh}” no three answers make it {en}"
        for one in turns.sets[:MOST_SETS]:
            yield f"    {'，且'.join(one.answers)}"
        if len(turns.sets) > MOST_SETS:
            more = len(turns.sets) - MOST_SETS
            yield f"    另有 {more} 种，用 --format json 列出全部；{more} more with --format json"


MOST_SETS: Final = 12


def _papers(reason: Reason) -> Iterator[str]:
    for paper in reason.papers:
        here = "已交 handed in" if paper.is_here else "没有交 not handed in"
        yield f"  申请件中的《{visible(paper.name)}》（{paper.slot}）：{here}"
        for say, met in paper.criteria:
            mark = {True: "✓", False: "✗", None: "？" if paper.is_here else "·"}[met]
            yield f"    {mark} {say}"
        for wrong in paper.wrong:
            yield f"    问题 wrong: {wrong}"


def told_difference(difference: Difference, names: Mapping[str, str]) -> Iterator[str]:
    """What the whole notice would be otherwise."""
    old, new = (OUTCOMES.get(outcome, (outcome, outcome)) for outcome in difference.outcome)
    if difference.is_none:
        yield f"告知书不变：{old[0]}。The notice stays the same: {old[1]}."
        return
    if difference.outcome[0] == difference.outcome[1]:
        yield f"结果不变：{old[0]}。The outcome stays: {old[1]}."
    else:
        yield f"结果：{old[0]} → {new[0]}。Outcome: {old[1]} → {new[1]}."
    for section, (zh, en) in SECTIONS.items():
        for sign, keys in (("+", difference.came), ("-", difference.went), ("~", difference.altered)):
            for key in keys.get(section, ()):
                yield f"  {sign} {zh} {en}: {_named(key, names)}"


def _named(key: str, names: Mapping[str, str]) -> str:
    """An id with what people call it."""
    last = bare(key.partition("[")[0].rpartition("/")[2])
    name = names.get(last)
    return visible(f"{key}《{name}》" if name else key)
