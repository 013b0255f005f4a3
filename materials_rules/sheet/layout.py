"""Which sheets there are, which rows stand on each, and which columns a row has: read off the models, not listed by hand.

    model, path of a row  ->  columns

A new key of a file becomes a column by itself; only which part of a file has a sheet of its own is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import BaseModel

from materials_rules.reading.key_words import KEYS
from materials_rules.reading.source import Path
from materials_rules.rules.grammar import Position, position
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import MODELS

ITEM_FILES: Final = "items/"
LIST: Final = "#"
"""The step of a pattern that is a place in a list; the rows' order is the list's."""

Pattern = tuple[str, ...]
"""A path in a file, `$name` for a key that stands in the column *name*, `#` for a place in a list."""


@dataclass(frozen=True)
class Table:
    """One sheet: the rows of which files, by which paths, with which columns before the values."""

    name: str
    file: str
    patterns: tuple[Pattern, ...]
    address: tuple[str, ...] = ()
    say: str = ""

    @property
    def model(self) -> type[BaseModel]:
        """What kind of file the rows come from."""
        return MODELS.get(self.file, ItemFile)

    @property
    def is_of_items(self) -> bool:
        """Whether each row names its item and the day of its version."""
        return self.file == ITEM_FILES


@dataclass(frozen=True)
class Column:
    """One value of a row: its path below the row, the place in the file, its heads."""

    path: Pattern
    here: Position

    @property
    def key(self) -> str:
        """The English head: `hand_in.originals`."""
        return ".".join(self.path) or "value"

    @property
    def head(self) -> str:
        """The Chinese head: `交件·原件`; an element needs no 要素 before it."""
        steps = self.path[1:] if self.path[:1] == ("elements",) else self.path
        return "·".join(KEYS.get(step, step) for step in steps) or "条件"


ITEM: Final = "事项"
FROM: Final = "施行之日"
EMPTY: Final = ("空项", "empty")
"""The column for what is there and empty, where neither a cell nor a row can say so."""

NOTES: Final = ("文件说明", "comment")
SETTINGS: Final = "设置"

ADDRESS_KEYS: Final = {
    ITEM: "item", FROM: "in_force_from", "分组": "group", "材料": "material", "任选其一": "any_of", "清单": "list",
    "问题": "fact", "定义": "definition", "部门": "department", "文件": "document", "类型": "case_type", "制度": "regime",
    "法律": "law", "类别": "class",
}  # fmt: skip
"""The English heads of the columns of names."""

_FIRST: Final = {
    ITEM: ("item", "in_force_from", "elements"),
    "材料": ("name", "kind", "when", "basis", "hand_in.originals", "hand_in.copies", "hand_in.show_original", "hand_in.signed_by",
           "hand_in.sealed_by", "hand_in.signed_or_sealed_by", "reads", "aliases", "document"),
}  # fmt: skip
"""What officials look for first; the other columns follow in the models' order."""

_REQUIREMENTS: Final[tuple[Pattern, ...]] = (
    ("elements", "materials", "$材料"),
    ("elements", "materials", "$材料", "any_of", "$任选其一"),
    ("groups", "$分组", "materials", "$材料"),
    ("groups", "$分组", "materials", "$材料", "any_of", "$任选其一"),
)
TABLES: Final[tuple[Table, ...]] = (
    Table(ITEM, ITEM_FILES, ((),), (), "每行一个事项的一个版本；十六个要素各占一列（申请材料在“材料”表）"),
    Table("材料", ITEM_FILES, _REQUIREMENTS, ("分组", "材料", "任选其一"), "每行一份申请材料；任选其一的，每份材料另起一行"),
    Table("情形分组", ITEM_FILES, (("groups", "$分组"),), ("分组",), "同一情形下的一组材料，分组写 1、2、3"),
    Table(
        "情形问题",
        ITEM_FILES,
        (("facts", "$问题"), ("lists", "$清单", "each", "$问题")),
        ("清单", "问题"),
        "向申请人或者办理机关提的问题",
    ),
    Table("清单", ITEM_FILES, (("lists", "$清单"),), ("清单",), "逐一填写的人员、车辆等；每一项的问题在“情形问题”表"),
    Table("定义", ITEM_FILES, (("definitions", "$定义"),), ("定义",), "起了名字的条件"),
    Table("不可能情形", ITEM_FILES, (("never", LIST),), (), "不可能同时出现的答复"),
    Table("不适用情形", ITEM_FILES, (("not_for", LIST),), (), "不需要许可，或者不属于本机关的情形"),
    Table("一致性核对", ITEM_FILES, (("consistency", LIST),), (), "几处应当写得一样的内容"),
    Table("通用材料取舍", ITEM_FILES, (("common", "$材料"),), ("材料",), "本事项不要求的通用材料和理由"),
    Table(
        "通用材料",
        "common.yaml",
        (("materials", "$材料"), ("materials", "$材料", "any_of", "$任选其一")),
        ("材料", "任选其一"),
        "每个事项都要的材料",
    ),
    Table("部门", "departments.yaml", (("departments", "$部门"),), ("部门",), "实施机关和提供数据的部门"),
    Table("共享文件", "sharing.yaml", (("documents", "$文件"),), ("文件",), "由其他部门提供的文件类型，自哪一天起"),
    Table(SETTINGS, "ruleset.yaml", ((),), (), "本地的各项设置，每行一项"),
    Table("办件类型", "ruleset.yaml", (("case_types", "$类型"),), ("类型",), "各类办件和最长期限"),
    Table("要素", "ruleset.yaml", (("elements", LIST),), (), "事项目录的十六个要素"),
    Table("告知制度", "ruleset.yaml", (("regimes", "$制度"),), ("制度",), "何时告知、逾期如何"),
    Table("法律法规", "../laws.yaml", (("laws", "$法律"),), ("法律",), "可以引用的法律、法规、规章；依据按这里的标题写"),
    Table("六类材料", "../disallowed.yaml", (("classes", "$类别"),), ("类别",), "不得要求的六类材料"),
)
BY_NAME: Final = {table.name: table for table in TABLES}

_SIDE_BY_SIDE: Final = frozenset({("elements",), ("hand_in",)})
"""Mappings whose keys are columns of the row above them."""


def away(file: str, path: Pattern) -> bool:
    """Whether the rows below the mapping or list at *path* (a pattern) of *file* stand on a sheet of their own."""
    return any(len(one) == len(path) + 1 and one[: len(path)] == path for one in _patterns(file))


@cache
def _patterns(file: str) -> tuple[Pattern, ...]:
    return tuple(pattern for table in TABLES if table.file == file for pattern in table.patterns if pattern)


def child(file: str, path: Pattern) -> Pattern:
    """The pattern of the rows below *path*, which is away."""
    return next(one for one in _patterns(file) if len(one) == len(path) + 1 and one[: len(path)] == path)


def at(model: type[BaseModel], pattern: Pattern) -> Position:
    """The place of a row: a name stands for any key, `#` for any place in a list."""
    return position(model, as_path(pattern))


def as_path(pattern: Pattern) -> Path:
    """A path by which the grammar knows a *pattern*."""
    return tuple(0 if step == LIST or step == "$分组" else step for step in pattern)


@cache
def columns(table: Table) -> tuple[Column, ...]:
    """The columns of the values of *table*: every key that a row of any of its patterns may have, in the models' order."""
    found: dict[Pattern, Column] = {}
    for pattern in table.patterns:
        for column in _columns(table, pattern, (), at(table.model, pattern)):
            found.setdefault(column.path, column)
    first = _FIRST.get("材料" if table.name == "通用材料" else table.name, ())
    rank = {key: number for number, key in enumerate(first)}
    last = len(rank)
    return tuple(sorted(found.values(), key=lambda one: min(rank.get(one.key, last), rank.get(one.key.partition(".")[0], last))))


def _columns(table: Table, pattern: Pattern, path: Pattern, here: Position) -> tuple[Column, ...]:
    if not here.keys:
        return (Column(path, here),)
    found: list[Column] = []
    for key in here.keys:
        below = here.below(key)
        if away(table.file, (*pattern, *path, key)):
            continue
        if is_side_by_side((*path, key)):
            found += _columns(table, pattern, (*path, key), below)
        else:
            found.append(Column((*path, key), below))
    return tuple(found)


def is_side_by_side(path: Pattern) -> bool:
    """Whether the keys of the mapping at *path* below a row are columns of the row."""
    return path in _SIDE_BY_SIDE


@cache
def default_order(table: Table, pattern: Pattern) -> tuple[Pattern, ...]:
    """The paths of a row's values in the models' order, with those that have a sheet of their own."""
    return tuple(_default_order(table, pattern, (), at(table.model, pattern)))


def _default_order(table: Table, pattern: Pattern, path: Pattern, here: Position) -> list[Pattern]:
    if not here.keys:
        return [path]
    found: list[Pattern] = []
    for key in here.keys:
        if is_side_by_side((*path, key)) and not away(table.file, (*pattern, *path, key)):
            found += _default_order(table, pattern, (*path, key), here.below(key))
        else:
            found.append((*path, key))
    return found
