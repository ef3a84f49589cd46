"""A workbook of answers: a sheet with the limits of the report, and one with a row for each question.

It has no formula, no link that is followed by itself and no macro, and the same answers give the same bytes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from trustpages.exports.answers.table import COLUMNS, list_cells, list_head
from trustpages.exports.answers.text import clean_text
from trustpages.exports.documents.packages import pack_again
from trustpages.model.pages.answered import AnswerSheet
from trustpages.system.extras import require_extra

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

READ_FIRST: Final = "Read first"
ANSWERS: Final = "Answers"
_LINE: Final = 15.0
"""Points of a line."""
_BROADER: Final = 1.1
"""Words end before a line does."""
_WIDTHS: Final = (16, 22, 44, 18, 60, 36, 60, 40, 13, 40, 28)


def write_workbook(sheet: AnswerSheet) -> bytes:
    """The workbook; raises TrustpagesError `missing-extra` where the library is not installed."""
    book = require_extra("openpyxl", "sheets").Workbook()
    day = datetime.fromisoformat(dict(sheet.limits)["as-of"])
    book.properties.creator, book.properties.created, book.properties.modified = "trustpages", day, day
    first = book.worksheets[0]
    first.title = READ_FIRST
    _fill(first, (("What", "What it says"), *list_head(sheet)), (28, 120))
    _fill(book.create_sheet(ANSWERS), (COLUMNS, *map(list_cells, sheet.rows)), _WIDTHS)
    buffer = io.BytesIO()
    book.save(buffer)
    return pack_again(buffer.getvalue(), _settle)


def _fill(sheet: Worksheet, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = clean_text(text) or None
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if text:
                cell.data_type = "s"  # whatever it begins with, it is text
            if number == 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE8ECEF")
        most = max(_count_lines(text, width) for text, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = _LINE * most
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    # On paper all columns stand beside each other, on as many pages as the rows need.
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)


def _count_lines(text: str, width: float) -> int:
    """Lines that the text takes in a column so wide: not every program finds the height of a row by itself."""
    return sum(max(1, math.ceil(len(line) * _BROADER / width)) for line in text.split("\n"))


def _settle(name: str, content: bytes) -> bytes:
    """The properties without the moment of saving, which the library writes whatever it was told."""
    if name != "docProps/core.xml":
        return content
    created = re.search(rb"<dcterms:created[^>]*>([^<]*)<", content)
    moment = created[1] if created else b""
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*(<)", rb"\g<1>" + moment + rb"\g<2>", content)
