"""The indicators of a form whose table is ruled: every cell by the heading of its column.

The label of a merged cell holds for all rows that the cell covers, and a blank label goes on with the one
above, over a page's end too. Where a page's end leaves open what belongs together, the indicators are not
certain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.document import GridCell
from ingest.forms import header_key
from ingest.numbers import PLAIN, is_empty
from ingest.report import Measure
from ingest.self_evaluations.form import Indicator
from ingest.self_evaluations.grid_rows import GridColumn, GridRow, joined
from ingest.self_evaluations.lines import Printed
from ingest.self_evaluations.wording import (
    INDICATOR_HEADINGS,
    LEVEL_HEADINGS,
    NAME_HEADING,
    NEEDLESS_HEADINGS,
    NUMBERED,
    RATE_ROW,
    SIDE_LABELS,
    TOTAL_LABEL,
    WORTH,
)

POINTS: Final = (Measure.WEIGHT, Measure.SCORE)
NEEDED: Final = frozenset((NAME_HEADING, *POINTS))
"""Columns without which a row is no header of indicators."""

_POINTS: Final = re.compile(rf"(?P<number>{PLAIN})分?")


@dataclass
class GridIndicators:
    """What the rows of indicators hold: `rate` are the cells of the row for the execution of the budget, `end` is
    the row of the total score, `unread` are the rows with a cell that is not what its column should be."""

    columns: Mapping[str, GridColumn] = field(default_factory=dict)
    found: list[Indicator] = field(default_factory=list)
    rate: dict[Measure, Printed] = field(default_factory=dict)
    unread: list[GridRow] = field(default_factory=list)
    end: GridRow | None = None


def is_header(row: GridRow) -> bool:
    """Whether a row heads indicators, also where not all of its columns are known."""
    return {_key(row.text(cell)) for cell in row.cells} >= NEEDED


def is_total(row: GridRow) -> bool:
    """Whether a row gives the total score."""
    printed = row.printed_cells
    return bool(printed) and TOTAL_LABEL.fullmatch(_label(row.text(printed[0]))) is not None


def points(row: GridRow, cell: GridCell, heading: str) -> Printed | None:
    """The number of a weight or a score; None where the cell prints anything else."""
    match = _POINTS.fullmatch(row.text(cell))
    if not match:
        return None
    printed = row.printed(cell, heading)
    return Printed(match["number"], printed.place.part(*match.span("number")), heading)


def read_indicators(rows: Sequence[GridRow]) -> GridIndicators:
    """The indicators below the first header up to the row of the total score."""
    reader = _Reader(rows)
    for index, row in enumerate(rows):
        if is_header(row):
            reader.head(row)
        elif reader.result.columns and is_total(row):
            reader.result.end = row
            break
        elif reader.result.columns:
            reader.read(index)
    return reader.result


def _key(text: str) -> str:
    """The column that a heading names; empty for none."""
    heading = header_key(text)
    if heading in (*LEVEL_HEADINGS, NAME_HEADING):
        return heading
    return next((measure for measure, words in INDICATOR_HEADINGS.items() if re.fullmatch(words, heading)), "")


def _label(text: str) -> str:
    """A label without what it says of its weight."""
    return WORTH.sub("", text)


def _columns(row: GridRow) -> dict[str, GridColumn]:
    """The columns that a row heads; none where two are the same, or one may say more of the others."""
    columns: dict[str, GridColumn] = {}
    for cell in row.cells:
        text = row.text(cell)
        key = _key(text)
        if key in columns or not (key or _is_needless(text, columns)):
            return {}
        if key:
            columns[key] = row.column(cell)
    return columns


def _is_needless(heading: str, before: Mapping[str, GridColumn]) -> bool:
    """Whether nothing is lost without a column. One without a heading stands in front of the names."""
    beside = heading in SIDE_LABELS or not heading
    return NEEDLESS_HEADINGS.fullmatch(heading) is not None or (beside and NAME_HEADING not in before)


@dataclass
class _Reader:
    """Reads row by row; `above` holds the labels that a blank one goes on with, None for one that is not known."""

    rows: Sequence[GridRow]
    result: GridIndicators = field(default_factory=GridIndicators)
    above: dict[str, str | None] = field(default_factory=dict)
    last: GridRow | None = None

    def head(self, row: GridRow) -> None:
        """Takes the columns from a header, the first or one that is repeated."""
        columns = _columns(row)
        if not columns or (self.result.columns and columns.keys() != self.result.columns.keys()):
            self.result.unread.append(row)
        else:
            self.result.columns = columns

    def read(self, index: int) -> None:
        """Reads one row."""
        row = self.rows[index]
        printed = row.printed_cells
        if not printed:
            return
        begins_page = self.last is not None and self.last.grid is not row.grid
        self.last = row
        levels = [self._level(index, key) for key in LEVEL_HEADINGS]
        if self._is_rate(row, levels[0]):
            self._read_rate(row)
            return
        name = row.at(self.result.columns[NAME_HEADING])
        if name is None:
            self.result.unread.append(row)
        elif row.text(name):
            self._read_indicator(row, name, levels, begins_page=begins_page)
        elif cells := self._cells(row):
            self._go_on(row, cells, begins_page=begins_page)

    def _level(self, index: int, key: str) -> str | None:
        """The label of a row; empty without any, None where it is not known."""
        row, column = self.rows[index], self.result.columns.get(key)
        if column is None:
            return ""
        cell = row.at(column)
        if cell is None:
            return None
        before, label = self.above.get(key, ""), _label(row.text(cell))
        if label:
            self.above[key] = label
            if key == LEVEL_HEADINGS[0] and cell.row == row.row and label != before:
                self.above[LEVEL_HEADINGS[1]] = ""
        elif cell.row == row.row and self._printed_later(index, cell, column) not in ("", before):
            self.above[key] = None
        return self.above.get(key, "")

    def _printed_later(self, index: int, cell: GridCell, column: GridColumn) -> str:
        """The label that may have been printed only in that part of its cell which is behind the page's end."""
        grid = self.rows[index].grid
        if cell.row + cell.rows < grid.cells.grid.height:
            return ""
        later = (row for row in self.rows[index:] if row.grid is not grid and not is_header(row))
        first = next(later, None)
        return _label(first.text(first.at(column))) if first else ""

    def _is_rate(self, row: GridRow, first_level: str | None) -> bool:
        """Whether a row is about the execution of the budget: by its 一级指标, or by one label for all levels."""
        name = self.result.columns[NAME_HEADING]
        across = [cell for cell in row.over(name) if row.column(cell).left < name.left] if row.at(name) is None else []
        labels = [first_level or "", *(_label(row.text(cell)) for cell in across)]
        return any(RATE_ROW.fullmatch(label) for label in labels)

    def _read_rate(self, row: GridRow) -> None:
        cells = self._cells(row)
        if self.result.rate:
            self.result.unread.append(row)
            return
        measures = {
            Measure.WEIGHT: Measure.WEIGHT,
            Measure.ACTUAL: Measure.EXECUTION_RATE,
            Measure.SCORE: Measure.SCORE,
        }
        self.result.rate = {measures[measure]: cell for measure, cell in cells.items() if measure in measures}

    def _cells(self, row: GridRow) -> dict[Measure, Printed]:
        """The cells that begin in a row and are not blank. One that should be a number and is none is reported."""
        cells: dict[Measure, Printed] = {}
        for measure in INDICATOR_HEADINGS:
            column = self.result.columns.get(measure)
            cell = row.at(column) if column else None
            if column is None or cell is None or cell.row != row.row or is_empty(row.text(cell)):
                continue
            read = points(row, cell, column.heading) if measure in POINTS else row.printed(cell, column.heading)
            if read:
                cells[measure] = read
            else:
                self.result.unread.append(row)
        return cells

    def _read_indicator(self, row: GridRow, name: GridCell, levels: Sequence[str | None], *, begins_page: bool) -> None:
        """Adds the indicator of a row."""
        cells = self._cells(row)
        certain = None not in levels and self._is_even(row, name)
        if begins_page and self.result.found and not self._is_apart(row, cells):
            certain = False
            self.result.found[-1] = replace(self.result.found[-1], certain=False)
        text = NUMBERED.sub("", row.text(name), count=1)
        first, second = (level or "" for level in levels)
        self.result.found.append(Indicator(first, second, text, cells, certain))

    def _is_even(self, row: GridRow, name: GridCell) -> bool:
        """Whether each column has one cell as high as the name's, which begins in the row."""
        values = [column for key, column in self.result.columns.items() if key not in LEVEL_HEADINGS]
        cells = [row.at(column) for column in values]
        return all(cell and (cell.row, cell.rows) == (row.row, name.rows) for cell in cells)

    def _is_apart(self, row: GridRow, cells: Mapping[Measure, Printed]) -> bool:
        """Whether the first row of a page is surely no rest of the one before: both have their points, or it is
        labelled."""
        both = all(any(m in one for m in POINTS) for one in (cells, self.result.found[-1].cells))
        labels = (row.at(column) for key, column in self.result.columns.items() if key in LEVEL_HEADINGS)
        return both or any(cell and row.text(cell) for cell in labels)

    def _go_on(self, row: GridRow, cells: Mapping[Measure, Printed], *, begins_page: bool) -> None:
        """Adds cells without a name to the indicator before, which the page's end has broken."""
        if not (begins_page and self.result.found) or any(measure in cells for measure in POINTS):
            self.result.unread.append(row)
            return
        before = self.result.found[-1]
        whole = {m: joined(before.cells[m], cell) if m in before.cells else cell for m, cell in cells.items()}
        ordered = {m: cell for m in INDICATOR_HEADINGS if (cell := whole.get(m, before.cells.get(m)))}
        self.result.found[-1] = replace(before, cells=ordered)
