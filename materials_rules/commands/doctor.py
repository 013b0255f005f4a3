"""`doctor`: whether this installation works, and what it works with.

    this machine, a ruleset  ->  Symptoms  ->  text or JSON, and the gravest exit code
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

import click

from materials_rules.commands._delivery import put
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._place import VARIABLE, find_place
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
    help="""检查安装：版本、推理引擎、字符编码、规则集、日历、缓存。

    Look at this installation: versions, engine, encoding, ruleset, calendars, cache.""",
)
@click.option("--rulesets", metavar="DIR", type=click.Path(), help="规则集文件夹。The folder of the ruleset.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(rulesets: str | None, format_: str) -> ExitCode:
    """Look at everything, tell it, and end with the gravest problem."""
    symptoms = list(_examined(rulesets))
    put(_as_json(symptoms) if format_ == "json" else _as_text(symptoms))
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
    import platform

    yield Symptom("python", "ok", f"{platform.python_version()} {sys.executable}")
    yield Symptom(_PACKAGE, "ok", VERSION)
    yield from _versions()
    yield _engine()
    yield Symptom("encoding", "ok", f"locale {locale.getpreferredencoding(False)}, output utf-8")
    yield Symptom("fonts", "ok", "不需要 not needed")
    yield _cache()
    place = find_place(rulesets)
    if place is None:
        said = (f"用 --rulesets 或 {VARIABLE} 指定。", f"Name one with --rulesets or {VARIABLE}.")
        yield Symptom("ruleset", "note", "没有找到 none found", said)
        return
    yield _ruleset(place)
    yield from _calendars(place.parent / "calendars")


def _cache() -> Symptom:
    from materials_rules.library import cache_folder

    folder = cache_folder()
    kept = sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0
    said = ("可以随时删除，只影响下一次启动的时间。", "It may be deleted at any time; only the next start is slower.")
    return Symptom("cache", "ok", f"{folder} ({kept})", said)


def _versions() -> Iterator[Symptom]:
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        wanted = [line for line in requires(_PACKAGE) or [] if "extra ==" not in line]
    except PackageNotFoundError:
        said = ("请用 `pip install -e .` 安装。", "Install it with `pip install -e .`.")
        yield Symptom("installed", "note", "没有安装，从源代码运行 not installed, run from source", said)
        return
    for line in sorted(wanted):
        name = line.partition(";")[0].rstrip("<>=!~,.0123456789 ")
        for sign in "<>=!~ ":
            name = name.partition(sign)[0]
        try:
            yield Symptom(name, "ok", f"{version(name)} ({line})")
        except PackageNotFoundError:
            yield Symptom(name, "fault", f"没有安装 not installed ({line})", code=ExitCode.INTERNAL_ERROR)


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


def _ruleset(place: Path) -> Symptom:
    from materials_rules.rules.folder import read_files
    from materials_rules.rules.ruleset import parse_ruleset

    try:
        ruleset = parse_ruleset(read_files(place))
    except MaterialsRulesError as error:
        return Symptom("ruleset", "fault", str(place), tuple(str(error).splitlines()), error.exit_code)
    return Symptom("ruleset", "ok", f"{place} {ruleset.id} {len(ruleset.items)} items {ruleset.digest}")


def _calendars(folder: Path) -> Iterator[Symptom]:
    from materials_rules.clock.calendar import read_calendars

    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"calendar {place.name}"
        try:
            years = read_calendars(place).years
        except MaterialsRulesError as error:
            yield Symptom(name, "fault", str(place), tuple(str(error).splitlines()), error.exit_code)
            continue
        yield Symptom(name, "ok", f"{min(years)}–{max(years)}")

