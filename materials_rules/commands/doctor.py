"""`doctor`: whether this installation works, and what it works with.

    this machine, a ruleset  ->  Symptoms  ->  text or JSON, and the gravest exit code
"""

from __future__ import annotations

import contextlib
import operator
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

import click

from materials_rules.commands._delivery import put, tell
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._intake import require_folder
from materials_rules.commands._place import VARIABLE, find_place
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.errors import EngineFault, MaterialsRulesError
from materials_rules.version import VERSION

_PACKAGE: Final = "materials-rules"
_MARKS: Final = {"ok": "正常", "note": "提示", "fault": "故障"}
_REMEDY_OF_ENGINE: Final = (
    "durable-rules 不能使用。请在有 C 编译器和 Python.h 的机器上重装；Python 3.13 上须以 "
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject 编译（make demo 会这样做）。",
    "durable-rules does not work. Install it again where there are a C compiler and Python.h; on Python 3.13 with "
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject, as `make demo` does.",
)
_REINSTALL: Final = ("请用 `make demo` 或者 pip 重新安装。", "Install it again with `make demo` or pip.")
_COMPARE: Final[dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at: its name, how it is, what was found, and the exit code it asks for."""

    name: str
    state: Literal["ok", "note", "fault"]
    found: str
    said: tuple[str, ...] = ()
    code: int = 0


@click.command(
    "doctor",
    short_help="检查安装是否可用。Look whether this installation works.",
    help="""检查安装：版本、推理引擎、字符编码、缓存、规则集（读懂并编译）、日历。

    Look at this installation: versions, engine, encoding, cache, the ruleset (read and compiled), calendars.""",
)
@click.option("--rulesets", metavar="DIR", type=click.Path(readable=False), help="规则集文件夹。The folder of the ruleset.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(rulesets: str | None, format_: str) -> ExitCode:
    """Look at everything, tell it, and end with the gravest problem."""
    symptoms = list(_examined(rulesets))
    put(_as_json(symptoms) if format_ == "json" else _as_text(symptoms))
    faults, notes = (sum(one.state == state for one in symptoms) for state in ("fault", "note"))
    tell([f"故障 {faults}，提示 {notes}。 faults {faults}, notes {notes}."])
    return gravest(symptom.code for symptom in symptoms)


COMMAND: Final = doctor


def _as_json(symptoms: list[Symptom]) -> str:
    import json

    told = {"schema": "doctor/1", "symptoms": [asdict(one) for one in symptoms]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _as_text(symptoms: list[Symptom]) -> str:
    lines: list[str] = []
    for one in symptoms:
        lines.append(f"{_MARKS[one.state]} {one.name}: {one.found}")
        lines += [f"    {line}" for line in one.said]
    return "".join(f"{line}\n" for line in lines)


def _examined(rulesets: str | None) -> Iterator[Symptom]:
    import locale

    place = find_place(rulesets)
    if place is not None:
        require_folder(place)
    yield from _versions()
    yield _engine()
    yield Symptom("encoding", "ok", f"locale {locale.getpreferredencoding(False)}, output utf-8")
    yield Symptom("fonts", "ok", "不需要 not needed")
    yield _cache()
    if place is None:
        said = (f"用 --rulesets 或 {VARIABLE} 指定。", f"Name one with --rulesets or {VARIABLE}.")
        yield Symptom("ruleset", "note", "没有找到 none found", said)
        return
    yield from _rules(place)


def _cache() -> Symptom:
    from materials_rules.kept import Cache, cache_folder

    folder = cache_folder()
    kept = Cache(folder)
    probe = os.urandom(8)
    kept.write(probe, "doctor", probe.hex())
    works = kept.read("doctor", probe.hex()) == probe
    entries = 0
    if kept.folder is not None:
        with contextlib.suppress(OSError):
            kept.file("doctor", probe.hex()).unlink(missing_ok=True)
            entries = sum(1 for _ in kept.folder.iterdir())
    if not works:
        said = (
            "不能使用，不影响结果，但每次启动都要重新编译规则。请检查该文件夹的所有者和权限（只有自己可写），"
            "或者用 MATERIALS_RULES_CACHE 另指一个。",
            "It cannot be used. No result depends on it, but every start compiles the rules anew. Look at its owner and its "
            "permissions (nobody else may write there), or name another folder in MATERIALS_RULES_CACHE.",
        )
        return Symptom("cache", "note", f"{folder or '没有 none'}", said)
    said = ("可以随时删除，只影响下一次启动的时间。", "It may be deleted at any time; only the next start is slower.")
    return Symptom("cache", "ok", f"{folder} ({entries})", said)


def _versions() -> Iterator[Symptom]:
    from importlib.metadata import PackageNotFoundError, metadata, requires, version
    from platform import python_version

    try:
        python = metadata(_PACKAGE)["Requires-Python"]
        wanted = [line for line in requires(_PACKAGE) or [] if "extra ==" not in line]
    except PackageNotFoundError:
        yield Symptom("python", "ok", f"{python_version()} {sys.executable}")
        yield Symptom(_PACKAGE, "ok", VERSION)
        said = ("请用 `pip install -e .` 安装。", "Install it with `pip install -e .`.")
        yield Symptom("installed", "note", "没有安装，从源代码运行 not installed, run from source", said)
        return
    yield _version("python", python_version(), python, f" {sys.executable}")
    yield Symptom(_PACKAGE, "ok", VERSION)
    for line in sorted(wanted):
        name = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        try:
            yield _version(name, version(name), line.partition(";")[0].removeprefix(name).strip(" ()"))
        except PackageNotFoundError:
            yield Symptom(name, "fault", f"没有安装 not installed ({line})", _REINSTALL, ExitCode.INTERNAL_ERROR)


def _version(name: str, found: str, bounds: str, more: str = "") -> Symptom:
    shown = f"{found} ({bounds}){more}"
    if is_within(found, bounds):
        return Symptom(name, "ok", shown)
    return Symptom(name, "fault", f"版本不符 wrong version: {shown}", _REINSTALL, ExitCode.INTERNAL_ERROR)


def is_within(version: str, bounds: str) -> bool:
    """Whether the released *version* lies within *bounds*, such as `>=8.1,<9`; a pre-release counts as its release."""
    found = _release(version)
    tests = re.findall(r"(===?|>=|<=|!=|~=|<|>)\s*([0-9][^,\s]*)", bounds)
    return all(_COMPARE[sign](found, _release(bound)) for sign, bound in tests if sign in _COMPARE)


def _release(version: str) -> tuple[int, ...]:
    numbers = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    parts = [int(part) for part in numbers[0].split(".")] if numbers else [0]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _engine() -> Symptom:
    from materials_rules.plan.engine import Engine, Job, Rule

    job = Job(1, ((Rule(0, ((("f", 0, "==", 1),),)),),))
    try:
        with Engine() as engine:
            derived = engine.derive(job, [(0,), (1,)])
    except EngineFault as error:
        said = (*str(error).splitlines(), *_REMEDY_OF_ENGINE)
        return Symptom("engine", "fault", "不能运行 does not run", said, ExitCode.INTERNAL_ERROR)
    if derived != [frozenset(), frozenset({0})]:
        return Symptom("engine", "fault", "推理有误 derives wrongly", _REMEDY_OF_ENGINE, ExitCode.INTERNAL_ERROR)
    return Symptom("engine", "ok", "durable-rules 在独立进程中推理正确 derives rightly in a process apart")


def _rules(place: Path) -> Iterator[Symptom]:
    """The ruleset, the calendar it counts with, and, only noted, the calendars beside that one."""
    from materials_rules.rules.folder import read_files
    from materials_rules.rules.ruleset import parse_ruleset

    beside = Path(os.path.abspath(place)).parent / "calendars"
    try:
        ruleset = parse_ruleset(read_files(place))
    except MaterialsRulesError as error:
        yield Symptom("ruleset", "fault", str(place), tuple(str(error).splitlines()), error.exit_code)
        yield from (_calendar(folder, is_used=False) for folder in _folders(beside))
        return
    used = beside / ruleset.place.calendar
    calendar = _calendar(used, is_used=True)
    found = f"{place} {ruleset.id} {len(ruleset.items)} items {ruleset.digest}"
    if calendar.state == "fault":
        said = ("已经读懂；日历不可用，没有编译。", "It was understood; without its calendar it was not compiled.")
        yield Symptom("ruleset", "note", found, said)
    else:
        yield _compiled(place, found)
    yield calendar
    yield from (_calendar(folder, is_used=False) for folder in _folders(beside) if folder != used)


def _compiled(place: Path, found: str) -> Symptom:
    from materials_rules import load

    try:
        with load(place) as library:
            warnings = sum(note.severity is Severity.WARNING for note in library.compile_all())
    except MaterialsRulesError as error:
        return Symptom("ruleset", "fault", found, tuple(str(error).splitlines()), error.exit_code)
    said = (f"警告 {warnings}，用 lint 查看。", f"{warnings} warnings, see lint.") if warnings else ()
    return Symptom("ruleset", "ok", found, said)


def _folders(beside: Path) -> list[Path]:
    try:
        return sorted(folder for folder in beside.iterdir() if folder.is_dir())
    except OSError:
        return []  # the calendar in use tells it


def _calendar(folder: Path, *, is_used: bool) -> Symptom:
    from materials_rules.clock.calendar import read_calendars

    name = f"calendar {folder.name}"
    try:
        years = read_calendars(folder).years
    except MaterialsRulesError as error:
        said, found = tuple(str(error).splitlines()), str(folder)
    else:
        if years:
            return Symptom(name, "ok", f"{min(years)}–{max(years)}")
        said, found = (), f"{folder}: 没有任何年份 holds no year"
    if is_used:
        return Symptom(name, "fault", found, said, ExitCode.CLOCK_UNUSABLE)
    return Symptom(name, "note", f"{found}（本规则集不用 not used by this ruleset）", said)
