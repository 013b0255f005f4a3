"""`test`: the author's own cases, what came otherwise than they expect, and what of the rules they do not reach.

    folders of places, items, files of cases  ->  results as text, JSON or JUnit, proposals, and an exit code
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands._casefiles import Wanted, case_files, wanted
from materials_rules.commands._delivery import STANDARD_OUTPUT, deliver, require_apart, require_writable, tell
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._runs import Run
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import MaterialsRulesError, RulesetInvalid, WrongUsage

if TYPE_CHECKING:
    from materials_rules.cases.case import Case
    from materials_rules.cases.reaching import Reaching
    from materials_rules.cases.running import Result
    from materials_rules.cases.sentences import Sources
    from materials_rules.cases.written import Written
    from materials_rules.library import Library
    from materials_rules.rules.version import Version

_PATH: Final = click.Path(readable=False)


@click.command(
    "test",
    short_help="运行用例，查看规则有没有到达的地方。Run an author's cases.",
    help="""运行 PATH 的用例：某地的文件夹、装有多地的文件夹、一个事项的文件夹或者版本文件，或者一个用例文件。

    用例写在事项版本旁边：items/事项/日期.cases.yaml。得出的与写明的不同，逐条说明是什么、为什么、在哪一行。

    Run the cases of PATH: the folder of a place, a folder of places, an item, one of its versions, or a file of cases.""",
    epilog="""\b
    退出码 Exit codes: 0 全部通过 all passed; 20 没有通过、有错误或者到达不足 failed, wrong, below --min; 2 用法 usage""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("-k", "named", metavar="WORDS", help="只运行名称含有这些词的用例。Only cases whose names hold these words.")
@click.option("--coverage", is_flag=True, help="报告没有到达的规则。Report what of the rules no case reaches.")
@click.option("--min", "least", metavar="PERCENT", help="每个版本至少到达百分之几。At least so much of every version.")
@click.option("--write", is_flag=True, help="为没有到达的写出待确认的用例。Propose cases for what is not reached.")
@click.option("--write-to", metavar="FILE", type=_PATH, help="写到这个文件（一个版本）。Write them into this file.")
@click.option("--format", "format_", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
@click.option("-o", "output", metavar="FILE", type=_PATH, help="结果写入文件。Write the results into this file.")
def test(
    paths: tuple[str, ...],
    named: str | None,
    coverage: bool,
    least: str | None,
    write: bool,
    write_to: str | None,
    format_: str,
    output: str | None,
) -> ExitCode:
    """Run every case that is wanted, show what came otherwise, and what is not reached."""
    due = _percent(least)
    writes = write or write_to is not None
    if writes and named:
        raise WrongUsage([Diagnostic("T-WRITE-NAMED", Place(""))])
    require_writable(output)
    require_writable(write_to)
    looks = coverage or due is not None or writes
    runs: list[Run] = []
    ends = []
    for place in wanted(paths):
        require_apart(output, place.folder)
        try:
            runs += _run(place, (named or "").casefold().split(), looks)
        except MaterialsRulesError as error:
            tell(str(error).splitlines())
            ends.append(error.exit_code)
    if writes:
        ends += _propose(runs, write_to)
    _show(_WRITERS[format_](runs, coverage), output, apart=write_to == STANDARD_OUTPUT)
    if any(_has_failed(one) for one in runs):
        ends.append(ExitCode.RULESET_INVALID)
    for fault in _too_little(runs, due):
        tell(fault.lines())
        ends.append(ExitCode.RULESET_INVALID)
    has_cases = any(one.results or one.faults for one in runs)
    if has_cases or not (ends or writes):
        tell(_summary(runs))
    return gravest(ends)


COMMAND: Final = test


def _percent(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100:
        raise WrongUsage([Diagnostic("T-MIN", Place(""), {"value": text})])
    return found


def _run(place: Wanted, words: Sequence[str], looks: bool) -> Iterator[Run]:
    """The versions of a place that are wanted, its library opened once."""
    from materials_rules.cases.sentences import Sources
    from materials_rules.library import load
    from materials_rules.rules.folder import read_files

    files = case_files(place.folder)
    with load(place.folder) as library:
        sources = Sources(read_files(place.folder)) if looks else None
        versions = [version for versions in library.ruleset.items.values() for version in versions]
        known = {(one.item, one.file.in_force_from.isoformat()): one for one in versions}
        _require_versions(files, known)
        for (item, day), version in known.items():
            if not place.wants(item, day):
                continue
            mine = [path for path in files.get((item, day), []) if place.reads(path, item, day)]
            yield _version(library, version, mine, words, sources)


def _require_versions(files: dict[tuple[str, str], list[Path]], known: dict[tuple[str, str], Version]) -> None:
    faults = []
    for (item, day), paths in files.items():
        if (item, day) not in known:
            days = "、".join(other for one, other in known if one == item) or "—"
            faults += [Diagnostic("T-NO-VERSION", Place(str(path)), {"item": item, "day": day, "known": days}) for path in paths]
    if faults:
        raise RulesetInvalid(faults)


def _version(library: Library, version: Version, paths: Sequence[Path], words: Sequence[str], sources: Sources | None) -> Run:
    """One version; cases with a fault in how they are written are not run, and say nothing of what is reached."""
    from materials_rules.cases.resolving import cases_of
    from materials_rules.cases.running import run

    plan = library.plan(version)
    found = Run(library, version, *_read(paths))
    if not found.faults:
        cases, found.faults = cases_of(found.files, plan)
    if not found.faults:
        found.results = list(run(library, version, cases, [case for case in cases if _is_named(case, words)]))
        if sources is not None:
            from materials_rules.cases.coverage import cover

            found.reaching = _reaching(found, sources)
            found.coverage = cover(found.reaching, found.results)
    return found


def _read(paths: Sequence[Path]) -> tuple[list[Written], list[Diagnostic]]:
    """The files that can be read, and what is wrong with the others."""
    from materials_rules.cases.written import read_cases
    from materials_rules.reading.disk import read_plain
    from materials_rules.rules.folder import LARGEST_FILE

    found: list[Written] = []
    faults: list[Diagnostic] = []
    for path in paths:
        try:
            found.append(read_cases(read_plain(path, LARGEST_FILE), str(path)))
        except RulesetInvalid as invalid:
            faults += invalid.diagnostics
        except OSError:
            faults.append(Diagnostic("R-FILE", Place(str(path))))
    return found, faults


def _is_named(case: Case, words: Sequence[str]) -> bool:
    name = case.name.casefold()
    return all(word in name for word in words)


def _reaching(one: Run, sources: Sources) -> Reaching:
    from materials_rules.cases.branches import branches
    from materials_rules.cases.reaching import reaching
    from materials_rules.cases.sentences import sentences

    plan = one.library.plan(one.version)
    return reaching(plan, one.library.criteria(one.version), branches(plan, list(sentences(plan, sources))))


def _propose(runs: Sequence[Run], named: str | None) -> Iterator[int]:
    """The proposals of every version written, one that cannot be written keeping no other from it; how each failure ends."""
    from materials_rules.commands._proposals import write

    if named is not None and len(runs) > 1:
        raise WrongUsage([Diagnostic("T-ONE-VERSION", Place(""), {"count": str(len(runs))})])
    for one in runs:
        try:
            write(one, named)
        except MaterialsRulesError as error:
            tell(str(error).splitlines())
            yield error.exit_code


def _show(text: str, output: str | None, *, apart: bool) -> None:
    """The results, where they were asked for; on stderr where proposals went to stdout, which would be no YAML any more."""
    if apart and output in (None, STANDARD_OUTPUT):
        tell(text.splitlines())
    else:
        deliver(text, output)


def _has_failed(one: Run) -> bool:
    return bool(one.faults) or any(result.case.is_confirmed and not result.passed for result in one.results)


def _too_little(runs: Sequence[Run], least: float | None) -> Iterator[Diagnostic]:
    for one in runs:
        if least is not None and one.coverage is not None and one.coverage.percent < least:
            day = one.version.file.in_force_from.isoformat()
            words = {"found": f"{one.coverage.percent:g}", "due": f"{least:g}", "item": one.version.item, "day": day}
            yield Diagnostic("T-TOO-LITTLE", Place(one.version.path), words)


def _summary(runs: Sequence[Run]) -> list[str]:
    results = [result for one in runs for result in one.results]
    if not results and not any(one.faults for one in runs):
        return Diagnostic("T-NO-CASES", Place(""), severity=Severity.WARNING).lines()
    open_ = sum(one.unconfirmed for one in runs)
    failed = sum(result.case.is_confirmed and not result.passed for result in results)
    passed, wrong = len(results) - open_ - failed, sum(len(one.faults) for one in runs)
    zh = f"用例 {len(results)}：通过 {passed}，没有通过 {failed}，未确认 {open_}；写法有误 {wrong} 处"
    en = f"cases {len(results)}: passed {passed}, failed {failed}, unconfirmed {open_}; faults in files {wrong}"
    if still := sum(bool(one.faults) for one in runs):
        zh, en = f"{zh}，有误的 {still} 个版本，用例一个也没有运行", f"{en}, and of {still} versions with faults no case was run"
    return [f"{zh}。 {en}."]


def _told(one: Run) -> Iterator[Diagnostic]:
    """What is wrong with one version's cases: how they are written, what came otherwise."""
    yield from one.faults
    for result in one.results:
        if result.case.is_confirmed:
            yield from result.faults
        elif result.faults:
            yield Diagnostic("T-UNCONFIRMED", result.case.place, {"name": result.case.name}, Severity.WARNING)


def _as_text(runs: Sequence[Run], coverage: bool) -> str:
    from materials_rules.cases.coverage import as_text

    lines: list[str] = []
    for one in runs:
        lines += [line for fault in one.faults for line in fault.lines()]
        for result in one.results:
            if result.case.is_confirmed and result.faults:
                lines.append(f"{result.case.place}: 没有通过 failed: {result.case.name}")
                lines += [f"  {line}" for fault in result.faults for line in fault.lines()]
        lines += [line for fault in _told(one) if fault.code == "T-UNCONFIRMED" for line in fault.lines()]
    text = "".join(f"{line}\n" for line in lines)
    if coverage:
        text += "".join(as_text(one.coverage, len(one.results), one.unconfirmed) for one in runs if one.coverage is not None)
    return text


def _as_json(runs: Sequence[Run], coverage: bool) -> str:
    import json

    from materials_rules.cases.coverage import as_data

    told = {
        "schema": "test/1",
        "results": [_result(one, result) for one in runs for result in one.results],
        "faults": [_fault(fault) for one in runs for fault in one.faults],
    }
    if coverage:
        told["coverage"] = [as_data(one.coverage, len(one.results), one.unconfirmed) for one in runs if one.coverage is not None]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _result(one: Run, result: Result) -> dict[str, object]:
    return {
        "item": one.version.item,
        "in_force_from": one.version.file.in_force_from.isoformat(),
        "case": result.case.name,
        "path": result.case.place.path,
        "line": result.case.place.line,
        "column": result.case.place.column,
        "confirmed": result.case.is_confirmed,
        "passed": result.passed,
        "outcome": None if result.notice is None else str(result.notice.outcome),
        "differences": [_fault(fault) for fault in result.faults],
    }


def _fault(fault: Diagnostic) -> dict[str, object]:
    place = fault.place
    where = {"path": place.path, "line": place.line or None, "column": place.column or None}
    return {"code": fault.code, **where, "zh": fault.say("zh"), "en": fault.say("en")}


def _as_junit(runs: Sequence[Run], coverage: bool) -> str:
    from materials_rules.cases.junit import junit

    return junit({one.name: (one.results, one.faults) for one in runs})


_WRITERS: Final = {"text": _as_text, "json": _as_json, "junit": _as_junit}
