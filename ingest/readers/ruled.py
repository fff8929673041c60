"""The ruled tables of a PDF page, as grids of cells.

pdfplumber finds the cells between the rules; what rows and columns they cover follows from their edges.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pdfplumber.page import Page
from pdfplumber.table import Table

from ingest.document import Box
from ingest.readers.glyphs import Glyph, numbers_whole

SNAP: Final = 3.0
"""Edges no further apart, in points, are one rule. pdfplumber's own tolerance."""

MIN_RULES: Final = 3
"""So many horizontal rules of one length make a table, though its sides are not ruled."""

MIN_COLUMNS: Final = 2
"""A frame around text has fewer; it is no table."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell by the row and column where it begins, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: the edges of its columns and rows, and its cells in reading order."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    def texts(self, glyphs: Iterable[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
        """The glyphs that each cell holds, and those outside the table.

        A printed number stays whole in the cell that holds its middle, should it be wider than its column.
        """
        places = {
            (row, column): index
            for index, cell in enumerate(self.cells)
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        held: list[list[Glyph]] = [[] for _ in self.cells]
        outside: list[Glyph] = []
        for run in numbers_whole(glyphs):
            middle = (run[0].left + run[-1].right) / 2
            place = (bisect_right(self.rows, run[0].middle) - 1, bisect_right(self.columns, middle) - 1)
            index = places.get(place)
            (outside if index is None else held[index]).extend(run)
        return held, outside


def ruled_tables(page: Page) -> list[Ruled]:
    """The page's ruled tables from top to bottom."""
    tables = page.find_tables({"explicit_vertical_lines": _open_sides(page)})
    found = [_ruled(table) for table in tables]
    return sorted((table for table in found if len(table.columns) > MIN_COLUMNS), key=lambda table: table.rows[0])


def _open_sides(page: Page) -> list[dict[str, Any]]:
    """Vertical rules for the sides of tables that have horizontal ones only there."""
    groups: defaultdict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for edge in page.horizontal_edges:
        if edge["x1"] - edge["x0"] > float(page.width) / 2:
            groups[round(edge["x0"]), round(edge["x1"])].append(edge)
    sides = []
    for (left, right), rules in groups.items():
        top, bottom = min(rule["top"] for rule in rules), max(rule["top"] for rule in rules)
        if len(rules) >= MIN_RULES and not any(_beside(edge, left, right, top, bottom) for edge in page.vertical_edges):
            sides += [_rule(place, top, bottom) for place in (left, right)]
    return sides


def _beside(edge: Mapping[str, Any], left: float, right: float, top: float, bottom: float) -> bool:
    """Whether a vertical rule closes one of the sides."""
    near = min(abs(edge["x0"] - left), abs(edge["x0"] - right)) <= SNAP
    return near and bool(edge["top"] < bottom and edge["bottom"] > top)


def _rule(place: float, top: float, bottom: float) -> dict[str, Any]:
    return {"object_type": "line", "x0": place, "x1": place, "top": top, "bottom": bottom, "height": bottom - top}


def _ruled(table: Table) -> Ruled:
    columns = _edges(x for cell in table.cells for x in (cell[0], cell[2]))
    rows = _edges(y for cell in table.cells for y in (cell[1], cell[3]))
    cells = []
    for left, top, right, bottom in table.cells:
        column, row = _index(columns, left), _index(rows, top)
        width, height = _index(columns, right) - column, _index(rows, bottom) - row
        if width and height:
            cells.append(RuledCell(row, column, height, width, Box(left, top, right, bottom)))
    return Ruled(columns, rows, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """The places in order, those of one rule once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > SNAP:
            edges.append(place)
    return tuple(edges)


def _index(edges: Sequence[float], place: float) -> int:
    """Which of the ascending edges a place is: the nearest."""
    after = bisect_left(edges, place)
    near = edges[max(after - 1, 0) : after + 1]
    return edges.index(min(near, key=lambda edge: abs(edge - place)))
