"""`diff`: what becomes of applicants when rules change, decided on the tables, in words that an official can approve.

    two rulesets, or two versions of an item; stored packets  ->  a report
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands._delivery import deliver, require_apart, require_writable
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._intake import require_folder
from materials_rules.commands._near import near
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage

if TYPE_CHECKING:
    from materials_rules import Library
    from materials_rules.changes.rulesets import Report
    from materials_rules.rules.version import Version

_PATH: Final = click.Path(readable=False)  # what may not be read we say ourselves, in two languages


@click.command(
    "diff",
    short_help="规则改变后，对申请人更严还是更宽。What a change of rules means.",
    help="""比较原规则集 OLD 和现规则集 NEW（某地的文件夹）：每个事项的每份材料在哪些情形下更严、更宽或者不受影响，各举一个最小的
    申请件；结论出自各种情形的表，不看文字。只比较一个事项的两个版本的，写一个规则集，用 `--item` 和 `--versions`。

    Compare the rulesets OLD and NEW (folders of places): for each material of each item where it became stricter, looser or
    stayed as it was, each with the smallest packet that shows it; decided on the tables, not the text. Two versions of one
    item: one ruleset, `--item` and `--versions`.""",
    epilog="""\b
    退出码 Exit codes: 0 已比较，不论有无变化 compared; 2 用法有误 wrong usage; 20 规则集有错误 a ruleset has errors""",
)
@click.argument("old", metavar="OLD", type=_PATH)
@click.argument("new", metavar="[NEW]", required=False, type=_PATH)
@click.option("--item", "items", metavar="ITEM", multiple=True, help="只比较这个事项（可写多次）。Only this item.")
@click.option("--versions", nargs=2, metavar="DAY DAY", help="比较这两天适用的版本。Compare the versions in force on these days.")
@click.option("--packets", metavar="FILE", type=_PATH, help="存档申请件：每行一件的文件或者文件夹。Stored packets.")
@click.option("--list", "wants_list", is_flag=True, help="列出告知书改变的申请件编号。List the packets whose notice changes.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="报告的格式。How the report is written.",
)  # fmt: skip
@click.option("-o", "output", metavar="FILE", type=_PATH, help="写入文件。Write into this file.")
def diff(
    old: str,
    new: str | None,
    items: tuple[str, ...],
    versions: tuple[str, str] | None,
    packets: str | None,
    wants_list: bool,
    format_: str,
    output: str | None,
) -> ExitCode:
    """Compare two rulesets; a difference is no error."""
    if new is None and versions is None:
        raise WrongUsage([Diagnostic("X-DIFF-NEW", Place(""))])
    if versions is not None and len(items) != 1:
        raise WrongUsage([Diagnostic("X-VERSIONS-ITEM", Place(""), {"number": str(len(items))})])
    places = [require_folder(Path(old)), require_folder(Path(new or old))]
    require_writable(output, [packets] if packets not in (None, "-") else [])
    for place in places:
        require_apart(output, place)

    from materials_rules import load  # heavy: only now is there something to do
    from materials_rules.commands._stored import require_packets

    if packets is not None:
        require_packets(packets)
    with ExitStack() as stack:
        one = stack.enter_context(load(places[0]))
        other = one if new is None else stack.enter_context(load(places[1]))
        _require_items(one, other, items)
        report = _report(one, other, items, versions)
        text = _written(report, one, other, packets, format_, wants_list)
    deliver(text, output)
    return ExitCode.DONE


COMMAND: Final = diff


def _require_items(old: Library, new: Library, items: tuple[str, ...]) -> None:
    known = {*old.ruleset.items, *new.ruleset.items}
    unknown = [name for name in items if name not in known]
    if unknown:
        raise WrongUsage([Diagnostic("X-NO-ITEM", Place(""), {"name": name, **near(name, known)}) for name in unknown])


def _report(old: Library, new: Library, items: tuple[str, ...], versions: tuple[str, str] | None) -> Report:
    from materials_rules.changes.rulesets import compared, compared_versions

    if versions is None:
        return compared(old, new, items)
    mine, yours = _version(old, items[0], versions[0]), _version(new, items[0], versions[1])
    if mine is yours:
        args = {"name": items[0], "old": versions[0], "new": versions[1], "days": _days(old, items[0])}
        raise WrongUsage([Diagnostic("X-SAME-VERSION", Place(""), args)])
    return compared_versions(old, new, items[0], mine, yours)


def _version(library: Library, item: str, text: str) -> Version:
    """The version of *item* in force on a day."""
    from materials_rules.ground.day import read_day

    try:
        day = read_day(text)
    except ValueError:
        raise WrongUsage([Diagnostic("X-DATE", Place(""), {"name": "--versions", "value": text})]) from None
    found = library.ruleset.version(item, day)
    if found is None:
        args = {"name": item, "day": text, "days": _days(library, item)}
        raise WrongUsage([Diagnostic("X-NO-VERSION-ON", Place(library.ruleset.folder), args)])
    return found


def _days(library: Library, item: str) -> str:
    days = [version.file.in_force_from.isoformat() for version in library.ruleset.items.get(item, ())]
    return "、".join(days) or "—"


def _written(report: Report, old: Library, new: Library, packets: str | None, format_: str, wants_list: bool) -> str:
    from materials_rules.changes.data import as_json
    from materials_rules.changes.replay import replay
    from materials_rules.changes.told import told
    from materials_rules.commands._stored import stored_packets

    found = None if packets is None else replay(old, new, stored_packets(packets))
    if format_ == "json":
        return as_json(report, found, wants_list)
    return told(report, found, "markdown" if format_ == "markdown" else "text", wants_list)
