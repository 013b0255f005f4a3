"""`stats`: the reform's own figures, counted from rulesets.

    folders of places, a day  ->  a table, JSON, a chart
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands._delivery import deliver, require_apart, require_writable, tell
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._targets import targets
from materials_rules.commands.guide import items_named, named_day
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import WrongUsage

if TYPE_CHECKING:
    from materials_rules.figures.count import Figures


@click.command(
    "stats",
    short_help="统计期限、环节、材料。Count days, steps and materials.",
    help="""统计规则集 PATH（某地的文件夹、装有多地的文件夹，或者其中的事项）：法定期限和承诺期限的合计与压缩比例、环节、
    要求的和按类不得要求的材料、各类办件和各部门的事项。加上 --compare，则与另一个规则集比较前后。

    Count the rulesets PATH (the folder of a place, a folder of places, or items in one): statutory and promised days
    and their cut, steps, materials asked and not asked by class, items by case type and department; with --compare,
    before and after.""",
    epilog="""\b
    退出码 Exit codes: 0; 2 用法有误 wrong usage; 20 规则集有错误 ruleset invalid; 40 不能写入 cannot be written""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--format", "format_", type=click.Choice(["table", "json", "svg"]), default="table", show_default=True)
@click.option("-o", "output", metavar="FILE", type=click.Path(readable=False), help="写入文件。Write into this file.")
@click.option("--compare", "old", metavar="OLD", type=click.Path(readable=False), help="以前的规则集。The rulesets before.")
@click.option("--as-of", metavar="DATE", help="按这一天有效的规则，如 2026-03-02。By the rules of this day.")
def stats(paths: tuple[str, ...], format_: str, output: str | None, old: str | None, as_of: str | None) -> ExitCode:
    """Count everything, print it once."""
    day = None if as_of is None else named_day("--as-of", as_of)
    require_writable(output, [*paths, *([] if old is None else [old])])

    from materials_rules.figures.chart import as_svg
    from materials_rules.figures.report import report
    from materials_rules.figures.table import as_json, as_table

    before, day_before = (None, None) if old is None else _counted([old], None, output)
    figures, on = _counted(paths, day, output)
    told = report(figures, on, before, day_before)
    deliver({"table": as_table, "json": as_json, "svg": as_svg}[format_](told), output)
    return ExitCode.DONE


COMMAND: Final = stats


def _counted(paths: Sequence[str], day: date | None, output: str | None) -> tuple[Figures, date]:
    """The figures of all places that *paths* mean, and their day; where nobody named one, the last beginning of all."""
    from materials_rules.figures.count import count, together
    from materials_rules.guide.volume import last_beginning
    from materials_rules.rules.folder import read_files
    from materials_rules.rules.ruleset import parse_ruleset

    found = [target for target in targets(paths) if not target.is_calendar]
    if not found:
        raise WrongUsage([Diagnostic("X-NO-RULESET", Place(paths[0]))])
    for target in found:
        require_apart(output, target.folder)
    rulesets = [parse_ruleset(read_files(Path(target.folder))) for target in found]
    chosen = day or max(last_beginning(ruleset) for ruleset in rulesets)
    if day is None:
        args = {"day": chosen.isoformat()}
        place = Place("、".join(str(target.folder) for target in found))
        tell(Diagnostic("X-AS-OF-CHOSEN", place, args, severity=Severity.INFORMATION).lines())
    figures = [
        count(ruleset, chosen, items_named(target)) for ruleset, target in zip(rulesets, found, strict=True)
    ]
    total = together(figures)
    if not total.items:
        first = min(version.file.in_force_from for one in rulesets for versions in one.items.values() for version in versions)
        args = {"day": chosen.isoformat(), "first": first.isoformat()}
        raise WrongUsage([Diagnostic("X-NONE-IN-FORCE", Place(paths[0]), args)])
    return total, chosen
