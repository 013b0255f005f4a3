"""`guide`: the citizen's guide of every item, as pages that need no server.

    the folder of a place, a day  ->  a folder of pages
"""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands._delivery import STANDARD_OUTPUT, deliver, require_apart, tell, write_failed
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._intake import require_folder
from materials_rules.commands._near import near
from materials_rules.commands._targets import Target, targets
from materials_rules.ground.day import read_day
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import WrongUsage

if TYPE_CHECKING:
    from materials_rules.rules.ruleset import Ruleset

_ITEMS: Final = "items"


@click.command(
    "guide",
    short_help="编写办事指南（网页）。Write the citizen's guide of every item.",
    help="""从规则集 PATH（某地的文件夹，或者其中一个事项）编写办事指南：每个事项一页，另有目录，写入文件夹 DIR。
    网页不用服务器，可以按情形列出材料清单，可以打印。

    Write the citizen's guide from the ruleset PATH (the folder of a place, or an item in one): a page an item and an
    index, into the folder DIR. The pages need no server; they list the materials by situation and can be printed.""",
    epilog="""\b
    退出码 Exit codes: 0; 2 用法有误 wrong usage; 20 规则集有错误 ruleset invalid; 40 不能写入 cannot be written""",
)
@click.argument("path", type=click.Path(readable=False))
@click.option("-o", "folder", metavar="DIR", required=True, type=click.Path(readable=False), help="写入文件夹。Write into it.")
@click.option("--as-of", metavar="DATE", help="按这一天有效的规则，如 2026-03-02。By the rules of this day.")
@click.option("--item", "wanted", metavar="ID", multiple=True, help="只写这个事项，可多次。Only this item; repeat it.")
def guide(path: str, folder: str, as_of: str | None, wanted: tuple[str, ...]) -> ExitCode:
    """Write all pages; nothing is written unless every page could be made."""
    day = None if as_of is None else named_day("--as-of", as_of)
    target = one_place(path)
    if folder in ("", STANDARD_OUTPUT):
        raise WrongUsage([Diagnostic("X-EMPTY", Place(""), {"name": "-o"})])

    from materials_rules import load  # heavy: only now is there something to do
    from materials_rules.guide.volume import last_beginning, left_over, pages

    with load(target.folder) as library:
        ruleset = library.ruleset
        items = _items(ruleset, target, wanted)
        if day is None:
            day = last_beginning(ruleset)
            args = {"day": day.isoformat()}
            tell(Diagnostic("X-AS-OF-CHOSEN", Place(str(target.folder)), args, severity=Severity.INFORMATION).lines())
        _require_something(ruleset, items, day, target)
        written = dict(pages(ruleset, library.plan, day, items))
    into = made_folder(folder)
    for name, page in written.items():
        require_apart(str(into / name), target.folder)
        deliver(page, str(into / name))
        tell([str(into / name)])
    if old := left_over([entry.name for entry in os.scandir(into)], written):
        args = {"names": ", ".join(old)}
        tell(Diagnostic("X-LEFT-OVER", Place(folder), args, severity=Severity.WARNING).lines())
    return ExitCode.DONE


COMMAND: Final = guide


def named_day(option: str, text: str) -> date:
    """The day that a person typed after *option*. Raises WrongUsage."""
    try:
        return read_day(text)
    except ValueError:
        raise WrongUsage([Diagnostic("X-DATE", Place(""), {"name": option, "value": text})]) from None


def one_place(path: str) -> Target:
    """The one place that *path* means, whole or some of its items. Raises WrongUsage."""
    found = [target for target in targets([path]) if not target.is_calendar]
    if not found:
        raise WrongUsage([Diagnostic("X-NO-RULESET", Place(path))])
    if len(found) > 1:
        args = {"number": str(len(found)), "names": ", ".join(str(target.folder) for target in found)}
        raise WrongUsage([Diagnostic("X-PLACES", Place(path), args)])
    return found[0]


def made_folder(named: str) -> Path:
    """The folder *named*, made where it is not there. Raises WrongUsage where it cannot be, StorageFailed for a full disk."""
    folder = Path(named)
    if not folder.exists():
        try:
            folder.mkdir(parents=True)
        except (FileExistsError, NotADirectoryError):
            raise WrongUsage([Diagnostic("X-NOT-A-FOLDER", Place(named))]) from None
        except PermissionError:
            raise WrongUsage([Diagnostic("X-FORBIDDEN", Place(named))]) from None
        except OSError as error:
            raise write_failed(named, error) from error
    return require_folder(folder)


def _items(ruleset: Ruleset, target: Target, wanted: Collection[str]) -> frozenset[str]:
    """The items asked for by option or by path; none = all. Raises WrongUsage for one that is not there."""
    faults = [
        Diagnostic("X-NO-ITEM", Place(str(target.folder)), {"name": name, **near(name, ruleset.items)})
        for name in wanted
        if name not in ruleset.items
    ]
    if faults:
        raise WrongUsage(faults)
    return frozenset(wanted) | items_named(target)


def items_named(target: Target) -> frozenset[str]:
    """The items that the files of *target* belong to; none where all of the place is meant."""
    home = target.folder.resolve()
    below = [file.relative_to(home).parts for file in target.files]
    return frozenset(parts[1] for parts in below if parts[0] == _ITEMS and len(parts) == 3)


def _require_something(ruleset: Ruleset, items: Collection[str], day: date, target: Target) -> None:
    chosen = items or ruleset.items
    if any(ruleset.version(item, day) is not None for item in chosen):
        return
    first = min(version.file.in_force_from for item in chosen for version in ruleset.items[item])
    args = {"day": day.isoformat(), "first": first.isoformat()}
    raise WrongUsage([Diagnostic("X-NONE-IN-FORCE", Place(str(target.folder)), args)])
