"""The official forms as rows: tables, table rows, cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row

from ingest import report as r
from ingest.library import schema
from ingest.library.parts import PageTexts, Record, figure_of, grouped, rows_of
from ingest.library.values import read_value, store_value


def table_record(table: r.Table, at: PageTexts) -> Record:
    """A table without its rows."""
    return {
        "form": table.form,
        "title": table.title,
        "code": table.code,
        "unit": table.unit,
        "columns": [[column.side, list(column.path)] for column in table.columns],
        "notes": [at.spans(note) for note in table.notes],
        "heading": at.spans(table.heading),
        "header": at.spans(table.header),
        "section": table.section,
    }


def row_records(tables: Iterable[r.Table], at: PageTexts) -> Iterable[Record]:
    """The rows of all tables, one after another."""
    for position, table in enumerate(tables):
        for row in table.rows:
            yield {
                "table_position": position,
                "side": row.side,
                "code": row.code,
                "name": row.name,
                "label": row.label,
                "level": row.level,
                "line_number": row.line_number,
                "spans": at.spans(row.excerpt),
                "path": list(row.path),
            }


def cell_records(tables: Iterable[r.Table]) -> Iterable[Record]:
    """The cells of all rows of all tables; `row_position` counts as `row_records` does."""
    rows = ((table, row) for table in tables for row in table.rows)
    for position, (table, row) in enumerate(rows):
        for cell in row.cells:
            yield {
                "row_position": position,
                "column_index": cell.column,
                "printed": cell.printed,
                **store_value(cell.value, table.unit),
                "mark_start": cell.mark[0],
                "mark_end": cell.mark[1],
            }


def _row_of(row: Row[Any], cells: Iterable[Row[Any]], unit: str, at: PageTexts) -> r.Row:
    return r.Row(
        row.side,
        row.code,
        row.name,
        row.label,
        row.level,
        row.line_number,
        tuple(
            r.Cell(c.column_index, c.printed, read_value(figure_of(c), unit), (c.mark_start, c.mark_end)) for c in cells
        ),
        at.excerpt(row.spans),
        tuple(row.path),
    )


def read_tables(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Table, ...]:
    """The official forms with all rows and cells."""
    rows = grouped(rows_of(connection, schema.table_rows, publication), "table_position")
    cells = grouped(rows_of(connection, schema.cells, publication), "row_position")
    return tuple(
        r.Table(
            form=table.form,
            title=table.title,
            code=table.code,
            unit=table.unit,
            columns=tuple(r.Column(side, tuple(path)) for side, path in table.columns),
            rows=tuple(
                _row_of(row, cells.get(row.position, ()), table.unit, at) for row in rows.get(table.position, ())
            ),
            notes=tuple(at.excerpt(spans) for spans in table.notes),
            heading=at.excerpt(table.heading),
            header=at.excerpt(table.header),
            section=table.section,
        )
        for table in rows_of(connection, schema.tables, publication)
    )
