"""`why`: why a material is due or not in one packet, what would change that, and what another answer would bring.

    packet, material, suppositions  ->  the reasons, both verdicts, the difference of the notice
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands._delivery import put
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._intake import read_named
from materials_rules.commands._near import near
from materials_rules.commands._place import choose_place
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage

if TYPE_CHECKING:
    from materials_rules import Library
    from materials_rules.notice.model import Notice
    from materials_rules.plan.compile import Plan
    from materials_rules.rules.version import Asked
    from materials_rules.why.reason import Note, Reason
    from materials_rules.why.what_if import Supposed

_PATH: Final = click.Path(readable=False)  # what may not be read we say ourselves, in two languages


@click.command(
    "why",
    short_help="为什么需要（不需要）某份材料。Why a material is due or not.",
    help="""说明申请件 PACKET 为什么需要或者不需要材料 MATERIAL（代码、名称或者别名）：条件各部分的真假和所依据的回答、法律依据、
    形式上的问题，以及哪些最少的回答会改变结论。不写 MATERIAL 的，逐份列出结论。`--what-if 名称=值` 假设另一种回答，比较两种
    结论和整份告知书。

    Tell why MATERIAL (id, name or alias) is due or not in PACKET: each part of the condition with its answers, the law, what
    is wrong with its form, and the smallest sets of answers that would change it. Without MATERIAL, one line for each.
    `--what-if NAME=VALUE` supposes another answer and compares both verdicts and the whole notice.""",
    epilog="""\b
    假设 suppositions:
      area_m2=60  is_rented=是  kinds=wall,roof  is_rented=?（未回答）
      applicant.kind=enterprise  agent=是  drivers:1.hired=否  material:lease=否
    退出码 Exit codes: 0 已说明 told; 2 用法有误 wrong usage; 20 规则集有错误 ruleset; 30 不是申请件 no packet""",
)
@click.argument("packet", metavar="PACKET", type=_PATH)
@click.argument("material", metavar="[MATERIAL]", required=False)
@click.option("--rulesets", metavar="DIR", type=_PATH, help="规则集文件夹。The folder of the ruleset.")
@click.option("--what-if", "what_if", metavar="NAME=VALUE", multiple=True, help="假设，可写多次。Suppose this.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="格式。Format.")
def why(packet: str, material: str | None, rulesets: str | None, what_if: tuple[str, ...], format_: str) -> ExitCode:
    """Tell why, and what if."""
    from materials_rules.why.what_if import NotSupposable, read_supposed

    try:
        suppositions = [read_supposed(text) for text in what_if]
    except NotSupposable as fault:
        raise WrongUsage([Diagnostic(fault.code, Place(""), fault.values)]) from None
    data = read_named(packet)
    place = choose_place(rulesets)

    from materials_rules import load  # heavy: only now is there something to do

    with load(place) as library:
        question = _Question(library, packet, material, format_)
        put(_answer(question, data, suppositions))
    return ExitCode.DONE


COMMAND: Final = why


@dataclass(frozen=True)
class _Question:
    """What is asked of one packet."""

    library: Library
    path: str
    material: str | None
    format: str


@dataclass(frozen=True)
class _Seen:
    """One packet, judged: what stands above all, the reasons, the notice."""

    notes: tuple[Note, ...]
    reasons: tuple[Reason, ...]
    notice: Notice


def _answer(question: _Question, data: bytes, suppositions: Sequence[Supposed]) -> str:
    import json  # heavy, as all that follows
    from decimal import Decimal

    from materials_rules.packet.fast import read_packet
    from materials_rules.packet.model import encode
    from materials_rules.witness.written import text

    packet = read_packet(data, question.path).packet
    plan = _plan(question, packet.item, packet.received_on)
    before = _seen(question, plan, data)
    if not suppositions:
        return _written(question, packet.packet, plan, before, None)
    plain = json.loads(encode(packet), parse_float=Decimal)
    after = _seen(question, plan, text(_supposed(question, plan, plain, suppositions)).encode())
    return _written(question, packet.packet, plan, before, after)


def _plan(question: _Question, item: str, received_on: str) -> Plan:
    from materials_rules.ground.day import read_day

    version = question.library.ruleset.version(item, read_day(received_on))
    if version is None:
        raise WrongUsage([Diagnostic("X-NO-RULES-FOR", Place(question.path))])
    return question.library.plan(version)


def _supposed(question: _Question, plan: Plan, packet: dict[str, object], suppositions: Sequence[Supposed]) -> dict[str, object]:
    from materials_rules.why.what_if import NotSupposable, supposable, supposed

    try:
        return supposed(plan, packet, suppositions)
    except NotSupposable as fault:
        words = {"item": plan.version.item, **fault.values}
        if fault.code == "X-WHAT-IF-NAME":
            words |= near(fault.values["name"], supposable(plan.version))
        raise WrongUsage([Diagnostic(fault.code, Place(""), words)]) from None


def _seen(question: _Question, plan: Plan, data: bytes) -> _Seen:
    from materials_rules.library import check
    from materials_rules.packet.fast import read_packet
    from materials_rules.verdict.entries import entries
    from materials_rules.verdict.examine import examine
    from materials_rules.why.reason import notes, reasons

    notice = check(question.library, data, question.path)
    examination = examine(plan, read_packet(data, question.path).packet, question.path, question.library.criteria(plan.version))
    open_ = entries(examination)
    wanted = _meant(question, plan)
    found = tuple(reason for asked in wanted for reason in reasons(examination, open_, asked))
    return _Seen(tuple(notes(examination)), found, notice)


def _meant(question: _Question, plan: Plan) -> Sequence[Asked]:
    from materials_rules.why.naming import meant, names

    if question.material is None:
        return tuple(plan.version.asked.values())
    found = meant(question.material, plan.version, plan.ruleset.documents)
    if not found:
        words = {"item": plan.version.item, "name": question.material, **near(question.material, names(plan.version))}
        raise WrongUsage([Diagnostic("X-MATERIAL", Place(""), words)])
    return found


def _written(question: _Question, packet: str, plan: Plan, before: _Seen, after: _Seen | None) -> str:
    import json

    from materials_rules.why.compared import difference
    from materials_rules.why.data import report
    from materials_rules.why.told import told_difference

    differs = None if after is None else difference(before.notice, after.notice)
    if question.format == "json":
        supposed = None if after is None or differs is None else (after.notes, after.reasons, differs)
        found = report(packet, plan.version.item, before.notes, before.reasons, supposed)
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if after is None or differs is None:
        lines = _lines(before, question.material is None)
    elif question.material is None:
        lines = [*told_difference(differs, question.library.names(plan.version.item))]
    else:
        lines = [*_lines(before, False), "== 假设以后 supposed", "", *_lines(after, False)]
        lines += told_difference(differs, question.library.names(plan.version.item))
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"


def _lines(seen: _Seen, is_list: bool) -> list[str]:
    from materials_rules.why.told import short, told, told_note

    lines = [*map(told_note, seen.notes), *([""] if seen.notes else [])]
    for reason in seen.reasons:
        lines += [short(reason)] if is_list else [*told(reason), ""]
    return lines
