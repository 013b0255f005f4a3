"""`schema`: the JSON Schemas of what authors write and of what goes in and out.

    name  ->  JSON Schema 2020-12
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from materials_rules.commands._delivery import deliver, put, tell
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._intake import require_folder
from materials_rules.commands._near import near
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage


@click.command(
    "schema",
    short_help="显示 JSON Schema，供编辑器补全。Print a JSON Schema.",
    help="""显示名为 NAME 的 JSON Schema；不写 NAME 则列出全部名称。

    Print the JSON Schema NAME, or list the names.""",
)
@click.argument("name", required=False)
@click.option("--write", "folder", metavar="DIR", type=click.Path(), help="全部写入文件夹。Write all into a folder.")
def schema(name: str | None, folder: str | None) -> ExitCode:
    """Print one schema, list their names, or write them all into a folder."""
    from materials_rules.schemas import all_schemas

    schemas = all_schemas()
    if name is not None and name not in schemas:
        args = {"name": name, "allowed": ", ".join(sorted(schemas)), **near(name, schemas)}
        raise WrongUsage([Diagnostic("X-SCHEMA", Place(""), args)])
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
