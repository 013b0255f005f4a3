"""`new`: the file of an item that is not there yet, with all sixteen elements explained, and its first cases.

    an id, a day  ->  items/ITEM/DAY.yaml and items/ITEM/DAY.cases.yaml
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from materials_rules.commands._delivery import create, put, tell
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._place import choose_place
from materials_rules.ground.day import read_day
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage

if TYPE_CHECKING:
    from pydantic import BaseModel

    from materials_rules.reading.keys import Language
    from materials_rules.rules.folder import Files
    from materials_rules.writing.scaffold import Surroundings

M = TypeVar("M", bound="BaseModel")

EARLIEST: Final = "2020-01-01"
"""The day from which an item is written when nobody names one: 优化营商环境条例 is in force since then."""


@click.command(
    "new",
    short_help="新写一个事项，十六个要素齐全，逐个说明。Begin a new item, every element explained.",
    help="""在某地的规则集里新写一个事项 ITEM（代号，例如 hotel-licence，也可以用汉字）：十六个要素齐全，每个都有注释说明写什么、
    为什么要公开，附第一批用例。写出来就能装载；不知道的地方写“待定”，lint 会逐处提醒。已经有的文件绝不覆盖。

    Begin the item ITEM (an id such as hotel-licence) in the ruleset of a place: all sixteen elements, each with a comment
    that says what belongs there and why it is public, and the first cases. It loads as it is; what is not known yet says
    待定, of which lint tells. A file that is there is never overwritten.""",
    epilog="""\b
    退出码 Exit codes: 0 已写好 written; 2 用法有误，什么也没有写 wrong usage, nothing written; 20 规则集的公用文件有错误
    the shared files of the ruleset have errors; 40 写入失败 writing failed""",
)
@click.argument("item", metavar="ITEM")
@click.option("--place", "folder", metavar="DIR", type=click.Path(readable=False), help="某地的文件夹。The place.")
@click.option("--keys", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="键的语言。Language of keys.")
@click.option("--from", "since", metavar="DATE", default=EARLIEST, show_default=True, help="从哪一天起施行。In force from.")
@click.option("--name", metavar="TEXT", help="事项名称。The name of the item.")
def new(item: str, folder: str | None, keys: Language, since: str, name: str | None) -> ExitCode:
    """Write both files, or nothing and say why."""
    day = _day(since)
    _require_name(item)
    place = choose_place(folder)
    file = place / "items" / item / f"{day.isoformat()}.yaml"
    cases = file.with_suffix(".cases.yaml")
    _require_free(file, cases)
    texts = _texts(item, name, day, _surroundings(place), keys)
    for path, text in zip((file, cases), texts, strict=True):
        create(text, path)
    put(f"{file}\n{cases}\n")
    tell([
        f"下一步：逐处替换“待定”，再运行 materials-rules lint {place}。",
        f"Next: replace every 待定, then run materials-rules lint {place}.",
    ])  # fmt: skip
    return ExitCode.DONE


COMMAND: Final = new


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise WrongUsage([Diagnostic("X-DATE", Place(""), {"name": "--from", "value": text})]) from None


def _require_name(item: str) -> None:
    """Raise WrongUsage for an id that nothing could refer to, or that is no name of a folder."""
    from materials_rules.rules.scalar import is_identifier

    if not is_identifier(item) or len(item.encode()) > 200:
        raise WrongUsage([Diagnostic("X-ITEM-ID", Place(""), {"name": item})])


def _require_free(file: Path, cases: Path) -> None:
    """Raise WrongUsage where a file would be overwritten, the item has versions, or a link leads elsewhere."""
    for folder in (file.parent.parent, file.parent):
        if folder.is_symlink():
            raise RulesetInvalid([Diagnostic("R-PATH", Place(str(folder)))])
    there = [path for path in (file, cases) if path.is_symlink() or path.exists()]
    if there:
        raise WrongUsage([Diagnostic("X-EXISTS", Place(str(path))) for path in there])
    if versions := sorted(path.name for path in file.parent.glob("*.yaml") if not path.name.endswith(".cases.yaml")):
        args = {"last": versions[-1], "wanted": file.name}
        raise WrongUsage([Diagnostic("X-ITEM-EXISTS", Place(str(file.parent)), args)])


def _surroundings(place: Path) -> Surroundings:
    """What the shared files of *place* say; its items may have any faults. Raises RulesetInvalid for faults of those."""
    from materials_rules.rules.folder import read_files
    from materials_rules.rules.place import DepartmentsFile, LawsFile, RulesetFile, SharingFile
    from materials_rules.writing.scaffold import Surroundings

    files = read_files(place)
    led = re.match(rb"# yaml-language-server: \$schema=([\w./-]*/)ruleset(?:\.zh)?\.schema\.json", files.bytes_of["ruleset.yaml"])
    schemas = {"schemas": led[1].decode()} if led else {}
    return Surroundings(
        _read(files, "ruleset.yaml", RulesetFile),
        _read(files, "departments.yaml", DepartmentsFile).departments,
        _read(files, "sharing.yaml", SharingFile).documents,
        _read(files, "../laws.yaml", LawsFile).laws,
        **schemas,
    )


def _read(files: Files, path: str, model: type[M]) -> M:
    from materials_rules.reading.source import read_source
    from materials_rules.rules.shape import shaped
    from materials_rules.rules.spelling import in_english

    source, language = in_english(read_source(files.bytes_of[path], files.shown(path)), model)
    found, faults = shaped(source, model, language)
    if found is None:
        raise RulesetInvalid(faults)
    return found


def _texts(item: str, name: str | None, day: date, known: Surroundings, keys: Language) -> tuple[str, str]:
    """Both files. Raises WrongUsage for a *name* that no item can have."""
    from materials_rules.reading.source import read_source
    from materials_rules.rules.item import ItemFile
    from materials_rules.rules.shape import shaped
    from materials_rules.rules.spelling import in_english
    from materials_rules.schemas.authored import FILES
    from materials_rules.writing.scaffold import first_cases, scaffold
    from materials_rules.writing.write import write_yaml

    if name is not None and len(name.splitlines()) != 1:
        raise WrongUsage([Diagnostic("X-ITEM-NAME", Place(""))])
    text = write_yaml(scaffold(item, name, day, known, keys), ItemFile, keys)
    try:
        source, language = in_english(read_source(text.encode("utf-8", "surrogatepass"), f"{item}.yaml"), ItemFile)
        faults = shaped(source, ItemFile, language)[1]
    except RulesetInvalid as error:
        faults = list(error.diagnostics)
    if faults and name is not None:
        raise WrongUsage([Diagnostic("X-ITEM-NAME", Place(""))])
    if faults:
        raise RulesetInvalid(faults)
    return text, write_yaml(first_cases(day, known, keys), FILES.get("cases", ItemFile), keys)
