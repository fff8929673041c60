"""Grids as they are read, and as a test draws them."""

from __future__ import annotations

from ingest.document import Page
from tests.documents.paper import grid

Cells = dict[tuple[int, int, int, int], str]
"""Row, column, how many rows and columns it covers, to the text of a cell."""


def cells_of(page: Page, number: int = 0) -> Cells:
    """The cells of a page's grid."""
    return {
        (cell.row, cell.column, cell.rows, cell.columns): page.text[cell.start : cell.end]
        for cell in page.grids[number].cells
    }


def drawn(text: str) -> Cells:
    """The cells of a drawing: a line a row, `|` between cells, `<` and `^` for what the cell there covers."""
    return {
        (row, column, cell.rows, cell.columns): cell.text
        for row, cells in enumerate(grid(text))
        for column, cell in enumerate(cells)
        if cell
    }
