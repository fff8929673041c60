"""Rows of printed grids, whose cells are told apart by their edges, over all pages that a grid goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.document import Excerpt, GridCell, Page
from ingest.forms import header_key, unspaced
from ingest.grid_tables import EDGES_APART, PageGrid, grids_of, mark_of
from ingest.report import Section
from ingest.self_evaluations.lines import Place, Printed


@dataclass(frozen=True)
class GridColumn:
    """A column by its heading, as printed without white space, and its edges on the page."""

    heading: str
    left: float
    right: float


@dataclass(frozen=True)
class GridRow:
    """A row of a grid, and the section that it stands in."""

    section: Section
    grid: PageGrid
    row: int

    @property
    def covered(self) -> list[GridCell]:
        """Its cells from left to right, those that began above included."""
        return self.grid.cells.row(self.row)

    @property
    def cells(self) -> list[GridCell]:
        """The cells that begin in it, from left to right."""
        return [cell for cell in self.covered if cell.row == self.row]

    @property
    def printed_cells(self) -> list[GridCell]:
        """The cells that begin in it and print something."""
        return [cell for cell in self.cells if self.text(cell)]

    @property
    def excerpt(self) -> Excerpt | None:
        """The row as printed; None for a blank one."""
        return self.grid.excerpt(self.cells)

    def text(self, cell: GridCell | None) -> str:
        """What a cell says, without white space."""
        return unspaced(self.grid.cells.text(cell))

    def column(self, cell: GridCell) -> GridColumn:
        """The column that the cell heads."""
        edges = self.grid.edges
        return GridColumn(header_key(self.text(cell)), edges[cell.column], edges[cell.column + cell.columns])

    def at(self, column: GridColumn) -> GridCell | None:
        """The cell of the column, which may have begun above; None where it has other edges."""
        return next((cell for cell in self.covered if _same_edges(self.column(cell), column)), None)

    def over(self, column: GridColumn) -> list[GridCell]:
        """The cells that cover a part of the column."""
        return [cell for cell in self.covered if _overlap(self.column(cell), column)]

    def behind(self, cell: GridCell) -> GridCell | None:
        """The cell to the right of one that begins in the row."""
        return self.grid.cells.at(self.row, cell.column + cell.columns)

    def before(self, column: GridColumn) -> list[GridCell]:
        """The cells that begin in the row, print something, and end before the column."""
        return [cell for cell in self.printed_cells if self.column(cell).right <= column.left + EDGES_APART]

    def printed(self, cell: GridCell, heading: str) -> Printed:
        """A cell that begins in the row and is not blank, quoted with its row."""
        text = self.grid.cells.text(cell)
        excerpt = self.excerpt
        if excerpt is None:
            raise ValueError("a blank row prints nothing")
        start, _ = mark_of(cell, excerpt)
        start += len(text) - len(text.lstrip())
        return Printed(unspaced(text), Place(excerpt, (start, start + len(text.strip()))), heading)


def grid_rows(sections: Iterable[Section], pages: Mapping[int, Page]) -> Iterator[GridRow]:
    """The rows of all grids in the sections, in order."""
    for section in sections:
        for grid in grids_of(section, pages):
            for row in range(grid.cells.grid.height):
                yield GridRow(section, grid, row)


def joined(cell: Printed, rest: Printed) -> Printed:
    """A cell that goes on behind a page's end, quoted without the rest of its rows."""
    quoted = Excerpt.join(part.place.excerpt.slice(*part.place.mark) for part in (cell, rest))
    return Printed(cell.text + rest.text, Place(quoted, (0, len(quoted.text))), cell.heading)


def _same_edges(one: GridColumn, other: GridColumn) -> bool:
    return abs(one.left - other.left) <= EDGES_APART and abs(one.right - other.right) <= EDGES_APART


def _overlap(one: GridColumn, other: GridColumn) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > EDGES_APART
