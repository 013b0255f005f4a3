"""`schema`: the JSON Schemas of what authors write and of what goes in and out, and files held against them.

    name  ->  JSON Schema 2020-12;  name, JSON files  ->  diagnostics
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from materials_rules.commands._delivery import deliver, put, tell
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._intake import STANDARD_INPUT, read_named, require_folder, require_readable
from materials_rules.commands._near import near
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import MaterialsRulesError, WrongUsage

_WRITTEN_IN_JSON: Final = ("packet", "notice")


@click.command(
    "schema",
    short_help="显示 JSON Schema，核对 JSON 文件。Print a JSON Schema, compare files with it.",
    help="""显示名为 NAME 的 JSON Schema；不写 NAME 则列出全部名称。加上 --validate，则核对 JSON 文件 FILE 是否符合
    （packet、notice）：只看格式，指出位置和应有的写法，不重复其中的内容，也不向外取任何东西。

    Print the JSON Schema NAME, or list the names. With --validate, compare the JSON files FILE with it (packet, notice):
    the shape alone, by place, without repeating what they hold and without fetching anything.""",
    epilog="""\b
    退出码 Exit codes: 0; --validate: 30 不符合 does not fit; 31 超过限度 too large; 2 用法有误 wrong usage""",
)
@click.argument("name", required=False)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(readable=False))
@click.option("--write", "folder", metavar="DIR", type=click.Path(readable=False), help="全部写入文件夹。Write all.")
@click.option("--validate", is_flag=True, help="核对 JSON 文件。Compare JSON files with the schema.")
def schema(name: str | None, files: tuple[str, ...], folder: str | None, validate: bool) -> ExitCode:
    """Print one schema, list their names, write them all into a folder, or hold files against one."""
    from materials_rules.schemas import all_schemas

    schemas = all_schemas()
    if name is not None and name not in schemas:
        args = {"name": name, "allowed": ", ".join(sorted(schemas)), **near(name, schemas)}
        raise WrongUsage([Diagnostic("X-SCHEMA", Place(""), args)])
    if validate or files:
        if not validate or folder is not None:
            raise WrongUsage([Diagnostic("X-VALIDATE", Place(""), {"name": name or "packet"})])
        return _compared(name, files)
    if sys.flags.optimize > 1:
        tell(Diagnostic("X-NO-WORDS", Place(""), severity=Severity.WARNING).lines())
    wanted = sorted(schemas) if name is None else [name]
    if folder is not None:
        place = require_folder(Path(folder))
        for one in wanted:
            deliver(written(schemas[one]), str(place / f"{one}.schema.json"))
            tell([str(place / f"{one}.schema.json")])
    elif name is None:
        put("".join(f"{one}\n" for one in wanted))
    else:
        put(written(schemas[name]))
    return ExitCode.DONE


COMMAND: Final = schema


def written(one: dict[str, object]) -> str:
    """A schema as the files in `schemas/` have it: indented by 2, Chinese as it is, a newline at the end."""
    import json

    return json.dumps(one, ensure_ascii=False, indent=2) + "\n"


def _compared(name: str | None, files: Sequence[str]) -> ExitCode:
    """Every file held against the schema *name*, all faults told; a bad one does not stop the others."""
    if name is None or not files:
        args = {"command": "materials-rules schema --validate", "name": "NAME" if name is None else "FILE"}
        raise WrongUsage([Diagnostic("X-ARGUMENT", Place(""), args)])
    if name not in _WRITTEN_IN_JSON:
        raise WrongUsage([Diagnostic("X-NOT-JSON", Place(""), {"name": name, "allowed": ", ".join(_WRITTEN_IN_JSON)})])
    if files.count(STANDARD_INPUT) > 1:
        raise WrongUsage([Diagnostic("X-TWICE", Place(""), {"name": STANDARD_INPUT})])
    for path in files:
        require_readable(path)
    ends: list[int] = []
    for path in files:
        try:
            found = list(_misfits(name, path))
        except MaterialsRulesError as error:
            tell(str(error).splitlines())
            ends.append(error.exit_code)
            continue
        put("".join(f"{line}\n" for fault in found for line in fault.lines()))
        ends += [ExitCode.LIMIT_EXCEEDED if fault.code == "P-LIMIT" else ExitCode.NOT_A_PACKET for fault in found]
        if not found:
            tell([f"{Place(path)}: 符合 {name}。 It fits {name}."])
    return gravest(ends)


def _misfits(name: str, path: str) -> Iterator[Diagnostic]:
    from materials_rules.reading.jsontext import read_json
    from materials_rules.schemas import validate_outside

    text = read_json(read_named(path), path)
    yield from text.faults
    if text.is_readable:
        told = {fault.place.pointer for fault in text.faults}
        yield from (fault for fault in validate_outside(name, text.value, path) if fault.place.pointer not in told)
