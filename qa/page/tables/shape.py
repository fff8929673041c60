"""The same table in another unit or in another order. The printed one is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ingest.forms import ALL_FORMS
from ingest.numbers import MONEY_UNITS, grouped, money_in
from ingest.report import Cell, Row, Table

UNITS: Final = ("元", "万元")
"""The units that people switch between."""


def units(table: Table) -> tuple[str, ...]:
    """What the table can be shown in, the printed unit first; nothing where its figures may be no money."""
    if table.form not in ALL_FORMS or table.unit not in MONEY_UNITS:
        return ()
    return (table.unit, *(unit for unit in UNITS if unit != table.unit))


def converted(table: Table, unit: str) -> Table:
    """The table in another unit of money, each figure exact. Raises KeyError for what is no unit of money."""
    if unit == table.unit:
        return table
    rows = (replace(row, cells=tuple(_converted(c, table.unit, unit) for c in row.cells)) for row in table.rows)
    return replace(table, unit=unit, rows=tuple(rows))


def _converted(cell: Cell, printed: str, unit: str) -> Cell:
    if cell.value is None:
        return cell
    value = money_in(cell.value, printed, unit)
    return replace(cell, value=value, printed=grouped(value))


def first_of_side(table: Table, column: int) -> int:
    """The index of the first column on the side of a column."""
    return next(at for at, other in enumerate(table.columns) if other.side == table.columns[column].side)


def ordered(table: Table, column: int, *, descending: bool) -> Table:
    """The side of a column, its rows in the order of the figures there; rows without one come last, as printed."""
    side = table.columns[column].side
    at = column - first_of_side(table, column)
    rows = [row for row in table.rows if row.side == side and (row.name or row.cells)]
    valued = [(value, row) for row in rows if (value := _value(row, at)) is not None]
    valued.sort(key=lambda pair: pair[0], reverse=descending)
    blank = [row for row in rows if _value(row, at) is None]
    return replace(
        table,
        columns=tuple(replace(other, side=0) for other in table.columns if other.side == side),
        rows=tuple(replace(row, side=0) for row in (*(row for _, row in valued), *blank)),
    )


def levels(rows: Sequence[Row]) -> tuple[int, ...]:
    """The levels of classification (1 类, 2 款, 3 项) that rows with codes have; nothing where there is only one."""
    found = sorted({row.level for row in rows if row.code and row.level in (1, 2, 3)})
    return tuple(found) if len(found) > 1 else ()


def _value(row: Row, column: int) -> Decimal | None:
    return next((cell.value for cell in row.cells if cell.column == column), None)
