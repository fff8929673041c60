"""A table as a spreadsheet: headings merged as they are printed, numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from ingest.numbers import figure_in
from ingest.report import Cell, Table
from qa.page.table import labels_of, lines, sides_of
from qa.page.tables import texts
from qa.page.workbook import Value, content, fill, put

ABOVE: Final = 3
"""Rows above the headings: title, report and pages, unit."""

Span = tuple[int, int, int, int]
"""First row, first column, last row and last column of cells that are one, counted from 0 at the first heading."""


def workbook(name: str, place: str, printed: Table, shown: Table) -> bytes:
    """The table as it is shown, which may be in another unit than the printed one; `place` is where it stands."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = "".join(char for char in printed.name if char not in "[]:*?/\\'")[:31] or texts.TABLE
    headings, spans = _headings(shown)
    fill(page, [*headings, *_body(shown)], first=ABOVE + 1, headings=len(headings))
    for row, line in enumerate((name, place, _unit(printed, shown)), 1):
        put(page, row, 1, line)
    for top, left, bottom, right in spans:
        page.merge_cells(None, top + ABOVE + 1, left + 1, bottom + ABOVE + 1, right + 1)
    return content(book)


def _unit(printed: Table, shown: Table) -> str:
    if printed.unit == shown.unit:
        return texts.SHEET_UNIT.format(unit=shown.unit) if shown.unit else ""
    return texts.SHEET_CONVERTED.format(unit=shown.unit, printed=printed.unit)


def _headings(table: Table) -> tuple[list[list[Value]], list[Span]]:
    """The rows of headings, and which of their cells are one."""
    depth = max(len(column.path) for column in table.columns)
    rows: list[list[Value]] = [[] for _ in range(depth)]
    spans: list[Span] = []
    for side, columns in sides_of(table):
        for label in labels_of(table, side):
            spans.append((0, len(rows[0]), depth - 1, len(rows[0])))
            for level, row in enumerate(rows):
                row.append(None if level else label.heading)
        first = len(rows[0])
        for row in rows:
            row += [None] * len(columns)
        for level, left, right, words, lowest in _groups(table, columns):
            rows[level][first + left] = words
            spans.append((level, first + left, depth - 1 if lowest else level, first + right))
    return rows, [span for span in spans if span[:2] != span[2:]]


def _groups(table: Table, columns: Sequence[int]) -> Iterator[tuple[int, int, int, str, bool]]:
    """Each heading above the columns of a side: its level, from and to which of them, its words, whether the lowest."""
    for level in range(max(len(table.columns[at].path) for at in columns)):
        at = 0
        for path, group in groupby(columns, key=lambda i: table.columns[i].path[: level + 1]):
            members = list(group)
            if len(path) > level:
                lowest = len(table.columns[members[0]].path) == level + 1
                yield level, at, at + len(members) - 1, path[level], lowest
            at += len(members)


def _body(table: Table) -> Iterator[list[Value]]:
    """The printed lines; nothing where a side has no row, and where a cell is blank."""
    sides = [(side, labels_of(table, side), columns) for side, columns in sides_of(table)]
    for line in lines(table.rows):
        values: list[Value] = []
        for side, labels, columns in sides:
            row = table.rows[line[side]] if side in line else None
            values += [label.of(row) or None if row else None for label in labels]
            cells = {cell.column: cell for cell in row.cells} if row else {}
            values += [_value(cells.get(at)) for at in range(len(columns))]
        yield values


def _value(cell: Cell | None) -> Value:
    if cell is None or not cell.printed.strip():
        return None
    return cell.printed if figure_in(cell.printed) is None else cell.value
