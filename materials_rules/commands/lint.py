"""`lint`: everything that is wrong with a ruleset, or doubtful in it, with line and column.

    folders of places, files in them  ->  diagnostics as text, JSON or annotations, and an exit code
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from materials_rules.commands._delivery import put, tell
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import MaterialsRulesError, RulesetInvalid, WrongUsage

_PLACE_FILE: Final = "ruleset.yaml"
_ANNOTATIONS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_ESCAPES: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_ESCAPES_OF_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


@click.command(
    "lint",
    short_help="检查规则集，逐条指出行和列。Find what is wrong with a ruleset.",
    help="""检查规则集 PATH：某地的文件夹、装有多地的文件夹，或者其中的一个文件（只显示该文件的问题）。

    Find what is wrong with the rulesets PATH: the folder of a place, a folder of places, or a file in one (then only
    what concerns that file is shown).""",
    epilog="""\b
    退出码 Exit codes: 0 没有错误 no errors; 20 有错误 errors; 2 用法有误 wrong usage""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option("--strict", is_flag=True, help="警告也算错误。Warnings count as errors.")
@click.option("--format", "format_", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
def lint(paths: tuple[str, ...], strict: bool, format_: str) -> ExitCode:
    """Lint every path, show all diagnostics, end with 20 when there is an error."""
    found: list[Diagnostic] = []
    ends: list[int] = []
    for place, files in _places(paths).items():
        diagnostics, end = _linted(place)
        found += [one for one in diagnostics if not files or _concerns(one, files)]
        ends.append(end)
    found = sorted(found, key=lambda one: (one.place, one.code))
    put(_WRITERS[format_](found))
    counts = {grade: sum(one.severity is grade for one in found) for grade in Severity}
    tell([_summary(counts)])
    if counts[Severity.ERROR] or (strict and counts[Severity.WARNING]):
        ends.append(ExitCode.RULESET_INVALID)
    return gravest(ends)


COMMAND: Final = lint


def _places(paths: Sequence[str]) -> dict[Path, set[Path]]:
    """The folders of places that *paths* mean, each with the files asked for, or none when all of it is."""
    places: dict[Path, set[Path]] = {}
    faults: list[Diagnostic] = []
    for text in paths:
        path = Path(text)
        if path.is_file():
            above = [folder for folder in path.resolve().parents if (folder / _PLACE_FILE).is_file()]
            folders = above[:1] or _below(path.parent)
        elif path.is_dir():
            folders = [path] if (path / _PLACE_FILE).is_file() else _below(path)
        else:
            faults.append(Diagnostic("X-MISSING", Place(text)))
            continue
        if not folders:
            faults.append(Diagnostic("X-NO-RULESET", Place(text)))
        for folder in folders:
            wanted = places.setdefault(_as_named(folder), set())
            if path.is_file():
                wanted.add(path.resolve())
    if faults:
        raise WrongUsage(faults)
    whole = {_as_named(Path(text)) for text in paths if Path(text).is_dir()}
    return {place: set() if place in whole or place.parent in whole else files for place, files in places.items()}


def _below(folder: Path) -> list[Path]:
    return sorted(file.parent for file in folder.glob(f"*/{_PLACE_FILE}"))


def _as_named(folder: Path) -> Path:
    """*folder* as a person would type it from here, so that an editor can follow the path of a diagnostic."""
    full = folder.resolve()
    here = Path.cwd()
    return full.relative_to(here) if full.is_relative_to(here) else full


def _linted(place: Path) -> tuple[Sequence[Diagnostic], int]:
    from materials_rules import load

    try:
        with load(place) as library:
            return library.compile_all(), ExitCode.DONE
    except RulesetInvalid as error:
        return error.diagnostics, ExitCode.DONE  # what is shown decides: of several files one may be asked for
    except MaterialsRulesError as error:
        return error.diagnostics, error.exit_code


def _concerns(one: Diagnostic, files: set[Path]) -> bool:
    return not one.place.path or Path(one.place.path).resolve() in files


def _summary(counts: dict[Severity, int]) -> str:
    errors, warnings, notes = (counts[grade] for grade in (Severity.ERROR, Severity.WARNING, Severity.INFORMATION))
    return (
        f"错误 {errors}，警告 {warnings}，提示 {notes}。 errors {errors}, warnings {warnings}, information {notes}."
    )


def _as_text(found: Iterable[Diagnostic]) -> str:
    return "".join(f"{line}\n" for one in found for line in one.lines())


def _as_json(found: Iterable[Diagnostic]) -> str:
    import json

    told = [
        {
            "code": one.code,
            "severity": str(one.severity),
            "path": one.place.path,
            "line": one.place.line or None,
            "column": one.place.column or None,
            "zh": one.say("zh"),
            "en": one.say("en"),
            "remedy_zh": one.remedy("zh"),
            "remedy_en": one.remedy("en"),
            "witness": one.witness,
        }
        for one in found
    ]
    return json.dumps({"schema": "lint/1", "diagnostics": told}, ensure_ascii=False, indent=2, default=str) + "\n"


def _as_annotations(found: Iterable[Diagnostic]) -> str:
    return "".join(f"{line}\n" for one in found for line in _annotation(one))


def _annotation(one: Diagnostic) -> Iterator[str]:
    properties = {"title": one.code, "file": one.place.path, "line": one.place.line, "col": one.place.column}
    said = ",".join(
        f"{name}={str(value).translate(_ESCAPES_OF_PROPERTY)}" for name, value in properties.items() if value
    )
    text = "。".join(filter(None, (one.say("zh"), one.remedy("zh"))))
    yield f"::{_ANNOTATIONS[one.severity]} {said}::{text.translate(_ESCAPES)}"


_WRITERS: Final = {"text": _as_text, "json": _as_json, "github": _as_annotations}
