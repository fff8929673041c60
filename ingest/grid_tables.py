"""Printed grids under a form's title become the form's Table.

Here every cell is known by its row and column, a blank one too, so nothing is told from the order of
figures. A cell that is no number where one should be is reported and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ingest.document import Excerpt, GridCell, Page
from ingest.forms import ITEM_CODE, TOTAL_ROWS, Form, item_name, unspaced
from ingest.grid_columns import Cells, Header, Role, read_header
from ingest.numbers import parse_number
from ingest.report import Cell, Classification, Column, Row, Section

EDGES_APART: Final = 8.0
"""Where a grid goes on, on the next page, the edges between its columns are no further from their places, in points."""

UNLABELLED: Final = "合计"
"""What the one row is of a grid that has no column of names."""


_WHOLE: Final = re.compile(r"[\d,，]*\d[.．]\d+|\d+")


@dataclass(frozen=True)
class PageGrid:
    """A grid on its page."""

    page: Page
    cells: Cells

    @property
    def edges(self) -> tuple[float, ...]:
        """Its columns' edges."""
        return self.cells.grid.edges

    def excerpt(self, cells: Sequence[GridCell]) -> Excerpt | None:
        """The cells' texts in the order of the page, those on one line with what is between them."""
        spans: list[tuple[int, int]] = []
        for start, end in sorted((cell.start, cell.end) for cell in cells if cell.start < cell.end):
            if spans and "\n" not in self.page.text[spans[-1][1] : start]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return Excerpt.join(self.page.excerpt(start, end) for start, end in spans) if spans else None


@dataclass
class GridRows:
    """What a form's grids hold: columns, rows without their places in a tree, the header, and what was not read."""

    columns: tuple[Column, ...]
    header: Excerpt
    rows: list[Row] = field(default_factory=list)
    unread: list[Excerpt] = field(default_factory=list)
    others: list[PageGrid] = field(default_factory=list)


def grids_of(section: Section, pages: Mapping[int, Page]) -> list[PageGrid]:
    """The grids whose rows are in a section, in order."""
    starts = {(p.excerpt.page, p.excerpt.spans[0].start) for p in section.paragraphs if p.tabular}
    numbers = dict.fromkeys(page for page, _ in sorted(starts))
    found = []
    for number in numbers:
        page = pages[number]
        for grid in page.grids:
            if any((number, start) in starts for start, _ in grid.lines):
                found.append(PageGrid(page, Cells(grid, page.text)))
    return found


def read_grids(grids: Sequence[PageGrid], form: Form) -> GridRows | None:
    """The rows of a form's grids; None where the first of them has not the form's columns."""
    header = read_header(grids[0].cells, form)
    if header is None:
        return None
    found = GridRows(_columns(header), _header_excerpt(grids[0], header))
    for grid in grids:
        own = header if grid is grids[0] else _going_on(grid, grids[0], header, form)
        if own is None:
            found.others.append(grid)
            continue
        for row in range(own.rows, grid.cells.grid.height):
            for side in range(len(own.sides)):
                _read_row(grid, own, row, side, found)
    return found


def _going_on(grid: PageGrid, first: PageGrid, header: Header, form: Form) -> Header | None:
    """How a later grid goes on the first: with its header again, or with columns in the same places."""
    if again := read_header(grid.cells, form):
        return again if [c.path for c in again.columns] == [c.path for c in header.columns] else None
    return replace(header, rows=0) if same_places(grid.edges[1:-1], first.edges[1:-1]) else None


def same_places(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether edges are as many as others, and each near its place."""
    return len(edges) == len(others) and all(abs(a - b) <= EDGES_APART for a, b in zip(edges, others, strict=True))


def _columns(header: Header) -> tuple[Column, ...]:
    return tuple(Column(c.side, c.printed) for c in header.columns if c.role is Role.FIGURE)


def _header_excerpt(grid: PageGrid, header: Header) -> Excerpt:
    cells = [cell for cell in grid.cells.grid.cells if cell.row < header.rows]
    found = grid.excerpt(cells)
    if found is None:
        raise ValueError("a header without words")
    return found


@dataclass(frozen=True)
class _Label:
    """What names a row: its code, its name, and the cells that print them."""

    code: str
    name: str
    cells: tuple[GridCell, ...]


def _read_row(grid: PageGrid, header: Header, row: int, side: int, found: GridRows) -> None:
    """One side of one row, added to the rows, or to the one before whose name it goes on with."""
    label = _label(grid.cells, header, row, side)
    if label is None:
        return
    figures = _figures(grid.cells, header, row, side, label)
    printed = [grid.cells.text(cell).strip() for cell in figures]
    excerpt = grid.excerpt([*label.cells, *(cell for cell in figures if cell)])
    if excerpt is None:
        return
    if (broken_off := _broken_off(label, printed, header, side, found.rows)) is not None:
        _go_on(found.rows, broken_off, label, excerpt)
        return
    named = bool(label.name) or not header.places(side, Role.NAME)
    if not named or (label.code and not ITEM_CODE.fullmatch(label.code)) or not _is_item(label, header, side):
        if any(text and set(text) - set("0.") for text in printed) or label.code:
            found.unread.append(excerpt)
        return
    cells, broken = _cells(grid, figures, excerpt)
    if broken:
        found.unread.append(excerpt)
    if not cells:
        return
    three_public = header.sides[side].classification is Classification.THREE_PUBLIC
    name = item_name(label.name) if label.name or three_public else UNLABELLED
    number = _line_number(grid.cells, header, row, side)
    found.rows.append(Row(side, label.code, name, label.name, 0, number, tuple(cells), excerpt))


def _line_number(cells: Cells, header: Header, row: int, side: int) -> str:
    """The 行次 that a side prints in a row."""
    return "".join(unspaced(cells.text(cells.at(row, i))) for i in header.places(side, Role.LINE_NUMBER))


def _figures(cells: Cells, header: Header, row: int, side: int, label: _Label) -> list[GridCell | None]:
    """The cells of a side's columns of figures in a row, None where one began in a row above.

    Where a name takes the place of its only figure (支出合计 of two lists side by side), the next is its.
    """
    own = header.places(side, Role.FIGURE)
    if len(own) == 1 and cells.at(row, own[0]) in label.cells:
        behind = [i for later in range(side, len(header.sides)) for i in header.places(later, Role.FIGURE)]
        own = [i for i in behind if cells.at(row, i) not in label.cells][:1]
    return [cell if (cell := cells.at(row, i)) and cell.row == row else None for i in own]


def _label(cells: Cells, header: Header, row: int, side: int) -> _Label | None:
    """A row's code, which may stand in several cells, and its name, the innermost where they are nested.

    None where the name of a side before it takes its place.
    """
    code, names, used = "", list[str](), list[GridCell]()
    for i, column in enumerate(header.columns):
        cell = cells.at(row, i)
        if column.side != side or cell is None or cell in used or column.role not in (Role.CODE, Role.NAME):
            continue
        if header.columns[cell.column].side != side:
            return None
        text = unspaced(cells.text(cell))
        if text:
            used.append(cell)
        if column.role is Role.CODE and text.isdecimal():
            code += text
        elif text:
            names.append(text)
    own = [name for name in names if name not in ("小计", "合计")] or names
    return _Label(code, own[-1] if own else "", tuple(used))


def _is_item(label: _Label, header: Header, side: int) -> bool:
    """Whether a row may be one of the side: where items have codes, only totals have none."""
    coded = bool(header.places(side, Role.CODE))
    return not coded or bool(label.code) or not label.name or item_name(label.name) in TOTAL_ROWS


def _broken_off(label: _Label, printed: Sequence[str], header: Header, side: int, rows: Sequence[Row]) -> int | None:
    """Which of the rows a label only goes on with the name of, which the page's end has broken: the last of its
    side that has a code. None for a label of its own."""
    alone = bool(label.name) and not label.code and not any(printed) and item_name(label.name) not in TOTAL_ROWS
    if not alone or not header.places(side, Role.CODE):
        return None
    return next((i for i in range(len(rows) - 1, -1, -1) if rows[i].side == side and rows[i].code), None)


def _go_on(rows: list[Row], index: int, label: _Label, excerpt: Excerpt) -> None:
    row = rows[index]
    whole = row.label + label.name
    rows[index] = replace(row, label=whole, name=item_name(whole), excerpt=Excerpt.join((row.excerpt, excerpt)))


def _cells(grid: PageGrid, figures: Sequence[GridCell | None], excerpt: Excerpt) -> tuple[list[Cell], bool]:
    """A row's figures by column, and whether there is one that is no number; no figures of two rows in one."""
    cells, broken = list[Cell](), False
    printed = [(i, cell, grid.cells.text(cell)) for i, cell in enumerate(figures) if cell]
    if any(_is_stack(text, cell) for _, cell, text in printed):
        return [], True
    for i, cell, text in printed:
        try:
            cells.append(Cell(i, text.strip(), parse_number(text), mark_of(cell, excerpt)))
        except ValueError:
            broken = True
    return cells, broken


def _is_stack(printed: str, cell: GridCell) -> bool:
    """Whether a cell holds several whole numbers one below the other, for want of a rule between them."""
    bounds = [cell.start, *cell.breaks, cell.end]
    parts = [printed[a - cell.start : b - cell.start].strip() for a, b in pairwise(bounds)]
    return len(parts) > 1 and all(_WHOLE.fullmatch(part) for part in parts)


def mark_of(cell: GridCell, excerpt: Excerpt) -> tuple[int, int]:
    """Where in the row's text a cell stands; at its end for a blank one."""
    offset = 0
    for span in excerpt.spans:
        if span.start <= cell.start and cell.end <= span.end and cell.start < cell.end:
            return offset + cell.start - span.start, offset + cell.end - span.start
        offset += span.end - span.start
    return offset, offset


def with_line_above(sections: Iterable[Section]) -> Iterator[tuple[Section, str]]:
    """Each section with the line above its heading, where a table's code may stand."""
    above = ""
    for section in sections:
        yield section, above
        above = section.paragraphs[-1].text if section.paragraphs else section.heading.text


def tabular_lines(rows: Sequence[PageGrid]) -> Iterator[Excerpt]:
    """The printed rows of grids, one by one."""
    for grid in rows:
        for start, end in grid.cells.grid.lines:
            yield grid.page.excerpt(start, end)
