"""`lint`: everything that is wrong with a ruleset, or doubtful in it, with line and column.

    folders of places, files in them  ->  diagnostics in one of several forms, and an exit code
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from materials_rules.commands._delivery import put, tell
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._targets import Target, targets
from materials_rules.ground.day import read_day
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import MaterialsRulesError, RulesetInvalid, WrongUsage

FORMATS: Final = ("text", "json", "sarif", "junit", "github")
"""The files of the shelf `lint.formats`, the plain one first; a test holds the two lists together."""

GRADES: Final = (Severity.ERROR, Severity.WARNING, Severity.INFORMATION)
"""The gravest first."""

_COUNTED: Final = {
    Severity.ERROR: ("错误", "errors"),
    Severity.WARNING: ("警告", "warnings"),
    Severity.INFORMATION: ("提示", "information"),
}


@click.command(
    "lint",
    short_help="检查规则集，逐条指出行和列。Find what is wrong with a ruleset.",
    help="""检查规则集 PATH：某地的文件夹、装有多地的文件夹，或者其中的一个文件、一个事项的文件夹（只显示有关的问题）；
    日历（calendars/cn 或者其中一年的文件）也可以。

    Find what is wrong with the rulesets PATH: the folder of a place, a folder of places, or a file or the folder of an
    item in one (then only what concerns it is shown); calendars too (calendars/cn, or the file of one year).""",
    epilog="""\b
    退出码 Exit codes: 0 没有错误 no errors; 20 有错误 errors; 2 用法有误 wrong usage; 50 日历不可用 calendar unusable""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--strict", is_flag=True, help="警告也算错误。Warnings count as errors.")
@click.option(
    "--least",
    type=click.Choice([str(grade) for grade in GRADES]),
    default=str(Severity.INFORMATION),
    show_default=True,
    help="只显示这一级和更重的。Show this grade and graver ones.",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--as-of", "as_of", metavar="DATE", help="哪一天的眼光，如 2026-03-02：例外到期与否。As of which day.")
def lint(paths: tuple[str, ...], strict: bool, least: str, format_: str, as_of: str | None) -> ExitCode:
    """Lint every path, show all diagnostics, end with 20 when there is an error."""
    from materials_rules.lint.formats import written

    found: list[Diagnostic] = []
    ends: list[int] = []
    day = _day(as_of)
    for target in targets(paths):
        diagnostics, end = _linted(target, day)
        found += diagnostics
        ends.append(end)
    found = sorted(dict.fromkeys(found), key=_by_place)  # two places share the files above them
    shown = GRADES[: GRADES.index(Severity(least)) + 1]
    put(written(format_, [one for one in found if one.severity in shown], strict))
    counts = {grade: sum(one.severity is grade for one in found) for grade in GRADES}
    tell([_summary({grade: counts[grade] for grade in shown})])
    if counts[Severity.ERROR] or (strict and counts[Severity.WARNING]):
        ends.append(ExitCode.RULESET_INVALID)
    return gravest(ends)


COMMAND: Final = lint


def _day(text: str | None) -> dt.date | None:
    try:
        return None if text is None else read_day(text)
    except ValueError:
        raise WrongUsage([Diagnostic("X-DATE", Place(""), {"name": "--as-of", "value": str(text)})]) from None


def _linted(target: Target, as_of: dt.date | None) -> tuple[Iterable[Diagnostic], int]:
    """What is wrong with *target*, as far as it was asked for, and the exit code of what kept us from looking."""
    whole = _calendar(target.folder) if target.is_calendar else _place(target.folder, as_of)
    if not target.files:
        return whole.found, whole.end
    shown = [one for one in whole.found if _concerns(one, target.files)]
    hidden = [one for one in whole.found if one.severity is Severity.ERROR and one not in shown]
    if not whole.finished and hidden and not any(one.severity is Severity.ERROR for one in shown):
        args = {"count": str(len(hidden)), "first": str(min(hidden, key=_by_place).place), "folder": str(target.folder)}
        shown += [Diagnostic("X-NOT-FINISHED", Place(_as_typed(file)), args) for file in target.files]
    return shown, whole.end


@dataclass(frozen=True, slots=True)
class _Whole:
    """Everything found in a folder; *finished* is false where a fault kept us from looking at the rest."""

    found: Sequence[Diagnostic]
    finished: bool = True
    end: int = ExitCode.DONE


def _place(folder: Path, as_of: dt.date | None) -> _Whole:
    from materials_rules import load
    from materials_rules.lint import lint

    try:
        with load(folder) as library:
            notes: Sequence[Diagnostic]
            try:
                notes = library.compile_all()
            except RulesetInvalid as error:
                notes = error.diagnostics  # every version was compiled; what is shown decides the end
            return _Whole(lint(library.ruleset, library.plans(), notes, as_of))
    except RulesetInvalid as error:
        return _Whole(error.diagnostics, finished=False)
    except MaterialsRulesError as error:
        return _Whole(error.diagnostics, finished=False, end=error.exit_code)


def _calendar(folder: Path) -> _Whole:
    from materials_rules.clock.calendar import read_calendars

    try:
        read_calendars(folder)
    except MaterialsRulesError as error:
        return _Whole(error.diagnostics, finished=False)
    return _Whole(())


def _concerns(one: Diagnostic, files: Collection[Path]) -> bool:
    return not one.place.path or Path(one.place.path).resolve() in files


def _as_typed(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _by_place(one: Diagnostic) -> tuple[Place, str]:
    return one.place, one.code


def _summary(counts: Mapping[Severity, int]) -> str:
    chinese = "，".join(f"{_COUNTED[grade][0]} {count}" for grade, count in counts.items())
    english = ", ".join(f"{_COUNTED[grade][1]} {count}" for grade, count in counts.items())
    return f"{chinese}。 {english}."
