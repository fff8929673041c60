"""Table cells as a person reads them off the page, to compare what was parsed with what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.report import Table
from ingest.tables import side_of


class PrintedCell(NamedTuple):
    """One cell. `side` is the heading of the side in double tables, `column` the headings joined by /."""

    form: str
    page: int
    side: str
    line: str
    code: str
    name: str
    column: str
    printed: str


def parsed_cells(tables: Iterable[Table]) -> Iterator[PrintedCell]:
    """Every cell that was parsed, fillers included, with the file page where it stands."""
    for table in tables:
        for row in table.rows:
            columns = [column for column in table.columns if column.side == row.side]
            side = side_of(table, row.side).heading
            for cell in row.cells:
                place = row.excerpt.slice(*cell.mark).page if cell.printed else row.excerpt.page
                column = "/".join(columns[cell.column].path)
                yield PrintedCell(table.form, place, side, row.line_number, row.code, row.name, column, cell.printed)
