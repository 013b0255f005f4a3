"""The first sheet: what the workbook is, what may be changed where, and from which ruleset it came.

    ruleset, digest, tool  ->  Sheet
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from materials_rules.sheet.book import Grid, Head, Sheet
from materials_rules.sheet.layout import TABLES

ABOUT: Final = "说明"
FORMAT: Final = "sheet/1"

_HOW: Final = (
    ("怎样改", "第一行是中文名，第二行是程序认的英文键，都不要改；从第三行起每行一条。可以加行、删行、调换行的先后。"),
    ("空格子", "不写就是没有这一项。要写“空”，写 {} 或者 []。"),
    ("几样东西", "别名、办理对象这类，一行一个（格子里按 Alt+Enter 换行），也可以用“、”“；”隔开。受理条件一行一条。"),
    ("有顿号的名称", "名称里本来就有“、”“；”的，加半角双引号，不会分开。"),
    ("依据", "一行一条：《中华人民共和国行政许可法》第32条第1款第4项〔假定〕。法名见“法律法规”表；中文数字也可以。"),
    ("依据的来源", "没有读到原文的，后面写〔假定〕或者〔来源：…〕；读过的不写。"),
    ("要素的来源", "写在值的后面：承诺件代号〔假定〕，或者〔来源：省公布的目录〕。"),
    ("复杂的内容", "写成几行“键: 值”，冒号用半角、后面空一格，下一层缩进两格，列表每项前写“- ”。照着已有的格子改。"),
    ("条件", "写成一句话：经营面积 > 50 且 用燃气；面积、燃气这些名字见“情形问题”表。"),
    ("格子的格式", "全部是文本。不要改成数字或者日期：0734 会变成 734，1.10 会变成 1.1，导入时会指出来。不要写公式。"),
    ("空项", "一般空着。有这一项、但里面什么也没有的，记在这里，例如 facts。"),
    ("不在这里的", "YAML 文件中间的注释、用例（*.cases.yaml）、日历不在表里；事项文件开头的注释在“事项”表的“文件说明”一列。"),
    ("导入", "materials-rules sheet import 本文件.xlsx -o 新文件夹"),
)


_OF_THE_RULESET: Final = ("格式", "规则集", "导出时的摘要", "导出工具")


def front(name: str, digest: str, tool: str) -> Sheet:
    """The first sheet of the workbook of the ruleset *name*."""
    own = zip(_OF_THE_RULESET, (FORMAT, name, digest, tool), strict=True)
    return Sheet(ABOUT, (Head("说明", "about", 20), Head("内容", "text", 110)), (*own, *_said()), 1)


def _said() -> tuple[tuple[str, str], ...]:
    """What stands there in every workbook."""
    return (*_HOW, *((f"表：{table.name}", table.say) for table in TABLES))


def written_by_hand(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """What a person wrote on a first sheet, by row and column: it goes nowhere, and he must hear of it."""
    ours = {*_said(), ("说明", "内容"), ("about", "text")}
    for row in grid.rows:
        label, text = grid.text(row, 1), grid.text(row, 2)
        known = label in _OF_THE_RULESET or (label, text) in ours
        for at, column in sorted(grid.cells):
            if at == row and not (known and column <= 2):
                yield row, column, grid.text(row, column)


def written_format(grid: Grid) -> str:
    """The format that a first sheet names; empty where it names none."""
    return next((grid.text(row, 2) for row in grid.rows if grid.text(row, 1) == "格式"), "")


def written_digest(grid: Grid) -> str:
    """The digest of the ruleset from which the workbook was made; empty where it names none."""
    return next((grid.text(row, 2) for row in grid.rows if grid.text(row, 1) == "导出时的摘要"), "")
