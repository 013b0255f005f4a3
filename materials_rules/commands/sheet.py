"""`sheet`: the catalogue as a workbook, out and in.

    folder of a place  ->  .xlsx;  .xlsx  ->  folder of a place, or every cell that has no place
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from materials_rules.commands._delivery import deliver, require_writable, tell
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._folder import replace_rules, require_absent, require_new
from materials_rules.commands._intake import read_named, require_folder, require_readable
from materials_rules.commands._near import near
from materials_rules.commands._place import find_place
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import NotAPacket, RulesetInvalid, WrongUsage

if TYPE_CHECKING:
    from materials_rules.sheet.checking import Checked
    from materials_rules.sheet.gathering import Gathered
    from materials_rules.sheet.platform import Known

Keys = Literal["en", "zh"] | None
"""The language of the YAML; None for that of the file that is there."""

_MOST_SHOWN: Final = 200
_ABOVE: Final = {"../laws.yaml": "法律法规", "../disallowed.yaml": "六类材料"}


class Ways(click.Group):
    """The two ways of `sheet`; any other word is answered in both languages."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The way that the first word names. Raises WrongUsage for any other word."""
        known = self.list_commands(ctx)
        if args[0] not in known and args[0][:1] != "-" and not ctx.resilient_parsing:
            said = {"name": f"sheet {args[0]}", "allowed": ", ".join(known), **near(args[0], known)}
            raise WrongUsage([Diagnostic("X-COMMAND", Place(""), said)])
        return super().resolve_command(ctx, args)


@click.group(
    "sheet",
    cls=Ways,
    invoke_without_command=True,
    short_help="规则集与电子表格互换。A ruleset as a workbook, out and in.",
    help="""把规则集导出成电子表格（.xlsx），改好再导回来，一字不差；也能导入政务服务平台导出的事项、材料表。

    A ruleset as a workbook (.xlsx), changed there and brought back without loss; tables of platforms come in too.""",
)
@click.pass_context
def sheet(ctx: click.Context) -> None:
    """Two ways: out and in."""
    if ctx.invoked_subcommand is None:
        raise WrongUsage([Diagnostic("X-ARGUMENT", Place(""), {"command": "materials-rules sheet", "name": "export | import"})])


COMMAND: Final = sheet


@sheet.command(
    "export",
    short_help="导出成工作簿。Write a workbook.",
    help="""把某地的规则集 PLACE 导出成一个工作簿：事项、材料、情形问题、条件、依据、部门、设置各一张表。

    Write the ruleset of PLACE as one workbook; the same ruleset gives the same bytes.""",
    epilog="""\b
    退出码 Exit codes: 0; 20 规则集有错误 ruleset invalid; 2 用法有误 wrong usage; 40 写不出 cannot be written""",
)
@click.argument("place", type=click.Path(readable=False))
@click.option("-o", "output", metavar="FILE", required=True, type=click.Path(readable=False), help="工作簿。The workbook, .xlsx.")
def export(place: str, output: str) -> ExitCode:
    """Export one place; nothing is written unless it reads back to the same digest."""
    _require_openpyxl()
    folder = require_folder(Path(place))
    require_writable(output)
    from materials_rules.rules.folder import read_files
    from materials_rules.sheet.export import exported

    files = read_files(folder)
    out = exported(files)
    deliver(out.data, output)
    if out.comments_left:
        args = {"count": str(out.comments_left)}
        tell(Diagnostic("S-COMMENTS", Place(place), args, Severity.INFORMATION).lines())
    tell([f"{output}: {len(out.sheets)} 张表，摘要 {out.digest}。 {len(out.sheets)} sheets, digest {out.digest}."])
    return ExitCode.DONE


@sheet.command(
    "import",
    short_help="从工作簿导入。Read a workbook.",
    help="""把工作簿 FILE 读回成文件夹 DIR 里的规则集。读不进去的每一格都按表和格指出（材料!C7），这时什么也不写。

    Read the workbook FILE into a ruleset in the folder DIR. Every cell that has no place is told by sheet and cell
    (材料!C7), and then nothing is written. The result is checked by the loader, whose findings name cells too.""",
    epilog="""\b
    退出码 Exit codes: 0; 20 有读不进去的格子或者规则有错误 cells or rules in error; 30 不是工作簿 no workbook;
      31 太大 too large; 2 用法有误 wrong usage; 40 写不出 cannot be written""",
)
@click.argument("file", type=click.Path(readable=False))
@click.option("-o", "output", metavar="DIR", required=True, type=click.Path(readable=False), help="某地的文件夹。The folder.")
@click.option("--force", is_flag=True, help="替换已有的规则集。Replace the ruleset that is there.")
@click.option("--platform", is_flag=True, help="平台导出的表（.xlsx、.csv）。A table of a platform (.xlsx, .csv).")
@click.option("--from", "day", metavar="DATE", help="平台事项的施行之日。In force from, for --platform.")
@click.option("--keys", type=click.Choice(["en", "zh"]), help="YAML 的键；不写则照原文件，新文件为 en。As they were, else en.")
def import_(file: str, output: str, force: bool, platform: bool, day: str | None, keys: Keys) -> ExitCode:
    """Import a workbook; all faults at once, and all files or none."""
    folder = Path(output)
    require_readable(file)
    if platform:
        return _drafted(file, folder, day, force, keys)
    _require_openpyxl()
    require_new(folder, force)
    from materials_rules.sheet.cells import read_workbook
    from materials_rules.sheet.checking import acts_of, check, language_of, text_of
    from materials_rules.sheet.front import ABOUT, FORMAT, written_digest, written_format
    from materials_rules.sheet.gathering import gather
    from materials_rules.sheet.leaving import unreturned
    from materials_rules.sheet.package import MOST_BYTES

    grids = read_workbook(read_named(file, MOST_BYTES), file)
    about = next((grid for grid in grids if grid.name == ABOUT), None)
    if about is not None and written_format(about) not in ("", FORMAT):
        raise NotAPacket([Diagnostic("S-FORMAT", Place(file, pointer=ABOUT), {"found": written_format(about), "known": FORMAT})])
    above = _files_above(folder)
    gathered = gather(grids, file, acts_of(above["../laws.yaml"]) if "../laws.yaml" in above else None)
    if gathered.faults:
        raise RulesetInvalid(_first(gathered.faults, file))
    # nothing that a person wrote is left out without a word
    notes = [*_kept(gathered, above, file), *unreturned(grids, file)]
    checked = check(gathered, output, above, file)
    tell(line for one in _first([*notes, *checked.found], file) for line in one.lines())
    if checked.errors or checked.ruleset is None:
        return ExitCode.RULESET_INVALID
    before = _files_in(folder)
    texts = {
        path: text_of(path, content, keys or language_of(path, before.get(path)), gathered.comments.get(path), before.get(path))
        for path, content in gathered.contents.items()
        if path not in above
    }
    replace_rules(folder, texts)
    _tell_done(output, checked, "" if about is None else written_digest(about))
    return ExitCode.DONE


def _first(faults: list[Diagnostic], file: str) -> list[Diagnostic]:
    """As many of *faults* as anybody reads, and how many more there are; an error is never left out for a note."""
    if len(faults) <= _MOST_SHOWN:
        return faults
    grave = [one for one in faults if one.severity is Severity.ERROR] or faults
    more = {"count": str(len(faults) - len(grave[:_MOST_SHOWN]))}
    return [*grave[:_MOST_SHOWN], Diagnostic("R-MORE", Place(file), more, Severity.INFORMATION)]


def _drafted(file: str, folder: Path, day: str | None, force: bool, keys: Keys) -> ExitCode:
    """Drafts of items from the tables of a platform; what has no place is told, what is not said is left to people."""
    if day is None:
        raise WrongUsage([Diagnostic("S-FROM", Place(""))])
    since = _day(day)
    require_new(folder, force=True)
    if not file.lower().endswith(".csv"):
        _require_openpyxl()
    from materials_rules.sheet.cells import read_workbook
    from materials_rules.sheet.checking import text_of
    from materials_rules.sheet.package import MOST_BYTES
    from materials_rules.sheet.platform import draft, gaps
    from materials_rules.sheet.platform_table import read_table, records

    data = read_named(file, MOST_BYTES)
    grids = [read_table(data, file)] if file.lower().endswith(".csv") else read_workbook(data, file)
    rows, faults = records(grids, file)
    out = draft(rows, since, _known(folder), file)
    faults += out.faults
    tell(line for one in _first(faults, file) for line in one.lines())
    if not out.files:
        return ExitCode.RULESET_INVALID
    if not force:
        require_absent(folder, out.files)
    replace_rules(folder, {path: text_of(path, content, keys or "en") for path, content in out.files.items()}, keep=True)
    for path, content in out.files.items():
        tell([f"{folder / path}: 待补 {gaps(content)} 处。 {gaps(content)} places to fill in."])
    return ExitCode.RULESET_INVALID if any(one.severity is Severity.WARNING for one in faults) else ExitCode.DONE


def _day(text: str) -> str:
    from materials_rules.ground.day import read_day

    try:
        return read_day(text).isoformat()
    except ValueError:
        raise WrongUsage([Diagnostic("X-DATE", Place(""), {"name": "--from", "value": text})]) from None


def _known(folder: Path) -> Known:
    """What the place in *folder*, or else the default one, knows; nothing where it does not load."""
    from materials_rules.rules.folder import read_files
    from materials_rules.rules.ruleset import parse_ruleset
    from materials_rules.sheet.citation import Acts
    from materials_rules.sheet.platform import Known

    place = folder if (folder / "ruleset.yaml").is_file() else find_place(None)
    try:
        ruleset = None if place is None else parse_ruleset(read_files(place))
    except (WrongUsage, RulesetInvalid):
        ruleset = None
    if ruleset is None or place is None:
        tell(Diagnostic("S-NO-PLACE", Place(str(folder)), severity=Severity.INFORMATION).lines())
        return Known()
    if place != folder:
        tell(Diagnostic("S-LOOKED-UP", Place(str(place)), severity=Severity.INFORMATION).lines())
    return Known(
        Acts({act: law.title for act, law in ruleset.laws.items()}),
        {name: department.name for name, department in ruleset.departments.items()},
        {name: sort.name for name, sort in ruleset.place.case_types.items()},
    )


def _tell_done(output: str, checked: Checked, before: str) -> None:
    assert checked.ruleset is not None
    digest = checked.ruleset.digest
    same_zh, same_en = ("与导出时相同", "as exported") if digest == before else ("与导出时不同", "changed since the export")
    said_zh, said_en = (f"（{same_zh}）", f" ({same_en})") if before else ("", "")
    count = sum(map(len, checked.ruleset.items.values()))
    tell([f"{output}: {count} 个事项版本，摘要 {digest}{said_zh}。 {count} versions of items, digest {digest}{said_en}."])


def _files_in(folder: Path) -> dict[str, bytes]:
    """The files of the ruleset that is in *folder*, for the sake of their comments; none where it cannot be read."""
    from materials_rules.rules.folder import read_files

    try:
        return read_files(folder).bytes_of
    except (WrongUsage, RulesetInvalid):
        return {}


def _files_above(folder: Path) -> dict[str, bytes]:
    """The two files above *folder* that are there already; they are shared by all places and never changed from here."""
    from materials_rules.rules.folder import LARGEST_FILE, above

    found = {}
    for path in _ABOVE:
        file = above(folder) / path[3:]
        if file.exists():
            found[path] = read_named(str(file), LARGEST_FILE)
    return found


def _kept(gathered: Gathered, above: Mapping[str, bytes], file: str) -> list[Diagnostic]:
    """What the workbook says of the files above otherwise than they do."""
    from materials_rules.sheet.checking import says_the_same

    return [
        Diagnostic("S-KEPT", Place(file, pointer=_ABOVE[path]), {"name": path[3:], "sheet": _ABOVE[path]}, Severity.WARNING)
        for path, data in above.items()
        if path in gathered.contents and not says_the_same(path, data, gathered.contents[path])
    ]


def _require_openpyxl() -> None:
    from importlib.util import find_spec

    if find_spec("openpyxl") is None:
        raise WrongUsage([Diagnostic("S-NO-OPENPYXL", Place(""))])
