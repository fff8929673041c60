"""Spreadsheets that the page hands out: numbers as numbers, texts as texts, nothing that a program would run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from qa.duty_check.sheets import FORMULA_STARTS
from qa.duty_check.writing import HEADER_COLOUR, MOST_CHARACTERS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST: Final = 60
"""So many characters wide is a column at most."""

Value = str | int | Decimal | None


def put(page: Worksheet, row: int, column: int, value: Value) -> None:
    """Writes a cell. A number keeps the decimals that it has; a text is never a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = page.cell(row, column)
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, Decimal):
            places = max(0, -int(value.as_tuple().exponent))
            cell.number_format = f"#,##0.{'0' * places}" if places else "#,##0"
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
    cell.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def fill(page: Worksheet, rows: Sequence[Sequence[Value]], *, first: int = 1, headings: int = 1) -> None:
    """Writes rows from row `first` on, the first `headings` of them as headings that stay in view."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            put(page, number, column, value)
            if number < first + headings:
                cell = page.cell(number, column)
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor=HEADER_COLOUR)
                cell.alignment = Alignment(wrap_text=True, vertical="center")
    for column, values in enumerate(zip(*rows, strict=True), 1):
        widest = max(sum(2 if ord(char) > 255 else 1 for char in str(value or "")) for value in values)
        page.column_dimensions[get_column_letter(column)].width = min(WIDEST, widest + 2)
    page.freeze_panes = f"A{first + headings}"


def content(book: Workbook) -> bytes:
    """The file."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
