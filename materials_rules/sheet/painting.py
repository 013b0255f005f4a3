"""Sheets painted as a workbook that is pleasant to work in: heads that stay in sight, wrapped texts, lists to choose from.

    Sheets  ->  bytes of an .xlsx, the same for the same sheets

Every cell is a text in the text format; nothing that is written here is ever a formula.
"""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from materials_rules.sheet.book import Sheet
from materials_rules.sheet.package import in_memory, settled

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet

_LINE: Final = 14.5
_MOST_LINES: Final = 14
_SPARE_ROWS: Final = 500
"""Rows below the last one in which the lists to choose from work too."""

_NAMES_OF_AN_ITEM: Final = 2
"""Rows that begin with an item and its day are parted item by item."""

_PAGE_WIDTH: Final = 240
_LONGEST_LIST: Final = 255
_DAY: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_HEAD, _KEY, _BODY, _FIRST = "表头", "英文键", "正文", "新事项"
_TABS: Final = {"说明": "7F7F7F", "事项": "C00000", "材料": "C00000"}


def paint(sheets: Sequence[Sheet], title: str) -> bytes:
    """The workbook of *sheets*, in their order."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "materials-rules"
    book.properties.title = title
    book.properties.created = book.properties.modified = _DAY
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _paint(book.create_sheet(sheet.name), sheet)
    into = in_memory()
    book.save(into)
    return settled(into.getvalue())


def _styles() -> Iterator[NamedStyle]:
    """How heads, English keys, cells, and the first row of each item look."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side(style="thin", color="D9D9D9")
    border = Border(left=line, right=line, top=line, bottom=line)
    begins = Border(top=Side(style="medium", color="1F4E78"))
    body = Font(name="微软雅黑", size=10)
    top = Alignment(vertical="top", wrap_text=True)
    head = Font(name="微软雅黑", size=10, bold=True, color="FFFFFF")
    middle = Alignment(vertical="center", wrap_text=True)
    key = Font(name="Consolas", size=8, color="7F7F7F")
    yield NamedStyle(_HEAD, head, PatternFill("solid", fgColor="1F4E78"), border, middle, "@")
    yield NamedStyle(_KEY, key, PatternFill("solid", fgColor="E7E6E6"), border, Alignment(vertical="center"), "@")
    yield NamedStyle(_BODY, body, PatternFill(), Border(), top, "@")
    yield NamedStyle(_FIRST, body, PatternFill(), begins, top, "@")


def _paint(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, head in enumerate(sheet.heads, 1):
        _put(page, 1, column, head.zh, _HEAD)
        _put(page, 2, column, head.en, _KEY)
        dimension = page.column_dimensions[get_column_letter(column)]
        dimension.width = head.width
        dimension.number_format = "@"  # also what is typed below the last row stays a text
        dimension.alignment = Alignment(vertical="top", wrap_text=True)
    page.row_dimensions[1].height = 30
    for at, values in enumerate(sheet.rows):
        row = at + 3
        is_first = at > 0 and sheet.held > _NAMES_OF_AN_ITEM and values[:1] != sheet.rows[at - 1][:1]
        for column, text in enumerate(values, 1):
            if text or is_first:  # an empty cell looks as its column does
                _put(page, row, column, text, _FIRST if is_first else _BODY)
        lines = max((_lines(text, head.width) for text, head in zip(values, sheet.heads, strict=True)), default=1)
        page.row_dimensions[row].height = _LINE * min(lines, _MOST_LINES) + 3
    page.freeze_panes = f"{get_column_letter(sheet.held + 1)}3"
    page.auto_filter.ref = f"A2:{get_column_letter(len(sheet.heads))}{len(sheet.rows) + 2}"
    page.sheet_view.zoomScale = 90
    page.sheet_properties.tabColor = _TABS.get(sheet.name, "1F4E78")
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.page_setup.fitToHeight = 0
    page.page_setup.fitToWidth = max(round(sum(head.width for head in sheet.heads) / _PAGE_WIDTH), 1)
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:2"
    page.print_options.gridLines = True  # lines also around empty cells, which are not written
    _offer(page, sheet)


def _put(page: Worksheet, row: int, column: int, text: str, style: str) -> None:
    cell = page.cell(row, column)
    cell.style = style
    if text:
        cell.value = text
        # the library takes `=1+1` for a formula and `#N/A` for an error
        cell.data_type = "s"
        if text[0] in "=+-@＝":
            cell.quotePrefix = True


def _offer(page: Worksheet, sheet: Sheet) -> None:
    """Lists to choose from where the words are closed, or where names of another sheet are due."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = len(sheet.rows) + 2 + _SPARE_ROWS
    for column, head in enumerate(sheet.heads, 1):
        listed = ",".join(head.choices)
        if head.names:
            formula = f"'{head.names}'!$A$3:$A${last}"
        elif head.choices and len(listed) <= _LONGEST_LIST:
            formula = f'"{listed}"'
        else:
            continue
        offer = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=head.is_closed)
        offer.errorTitle, offer.error = "不在可选之列", "请从列表中选一个。"
        letter = get_column_letter(column)
        offer.add(f"{letter}3:{letter}{last}")
        page.add_data_validation(offer)


def _lines(text: str, width: float) -> int:
    """How many lines *text* takes in a column of *width*; a Chinese character is two wide."""
    room = max(width - 1, 1)
    return sum(
        max(math.ceil(sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line) * 1.05 / room), 1)
        for line in text.split("\n")
    )
