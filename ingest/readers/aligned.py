"""Tables of a PDF page without rules between their columns, read by what stands below each other.

Lines of figures that follow each other are a table; what their segments leave free between them divides its
columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.document import Box
from ingest.readers.aligned_rows import Row, Rows
from ingest.readers.blocks import MIN_ROWS, Block, Kind, Line, blocks_of, counts, is_total
from ingest.readers.glyphs import Glyph, TypedLine
from ingest.readers.headings import AlignedHeader, Column, headings_of, read_headings
from ingest.readers.ruled import Ruled, RuledCell
from ingest.readers.segments import Segment, is_number, narrow_segments

FIGURE_WIDTH: Final = 7.0
"""How far, in sizes of the type, a column of figures reaches to the left of their right edge, if there is room."""

EDGE: Final = 2.0
"""Between what stands in a column and its edge, in points."""


@dataclass(frozen=True)
class Aligned:
    """A table without rules: its grid, and the glyphs that each of its cells holds."""

    grid: Ruled
    held: tuple[tuple[Glyph, ...], ...]


def aligned_tables(lines: Sequence[TypedLine]) -> list[Aligned]:
    """The tables that the lines of a page print without rules, from top to bottom."""
    return [table for block in blocks_of(lines) if (table := _table(block))]


def _table(block: Block) -> Aligned | None:
    """The block as a grid; None where its columns or its header are not clear."""
    cut = [Line(tuple(narrow_segments(line.segments)), line.kind) for line in block.lines]
    block = replace(block, lines=tuple(cut))
    columns = _columns(block)
    if len(columns) < 2 or not any(column.figures for column in columns):
        return None
    header = _header(block, columns)
    if header is None and (block.captioned or (len(block.figures) < MIN_ROWS and block.above)):
        return None
    columns = list(header.columns) if header else columns
    block = replace(block, lines=tuple(_with_figures(line, columns) for line in block.lines))
    rows = Rows(block, columns).read()
    if not rows:
        return None
    top = min(line.top for line in (*(block.above if header else ()), *block.lines))
    return _grid(header, _edges(columns, block.lines[0].size), rows, top)


def _with_figures(line: Line, columns: Sequence[Column]) -> Line:
    """The line, as one of figures if a number stands in a column of them."""
    figures = [column for column in columns if column.figures]
    found = any(is_number(s.text) and any(s.overlaps(c.left, c.right) for c in figures) for s in line.segments)
    return replace(line, kind=Kind.FIGURES) if found else line


def _columns(block: Block) -> list[Column]:
    """What the segments of rows leave free divides the columns.

    Totals stand across columns of codes and names; they only count where there is no other name.
    """
    lines = [line for line in block.lines if line.kind is not Kind.OTHER and not counts(line)]
    segments = [segment for line in lines for segment in line.segments]
    columns = _divided(segment for segment in segments if not is_total(segment.text))
    names = [s for s in segments if is_total(s.text) and not any(s.overlaps(c.left, c.right) for c in columns)]
    places = [bisect_left(columns, s.left, key=lambda column: column.left) for s in names]
    unnamed = [
        segment
        for segment, place in zip(names, places, strict=True)
        if all(column.figures for column in columns[max(place - 1, 0) : place + 1])
    ]
    totals = [replace(column, begins=False) for column in _divided(unnamed)]
    return sorted([*columns, *totals], key=lambda column: column.left)


def _divided(segments: Iterable[Segment]) -> list[Column]:
    """The columns that segments stand in, from left to right."""
    groups: list[list[Segment]] = []
    right = 0.0
    for segment in sorted(segments, key=lambda segment: segment.left):
        if not groups or segment.left >= right:
            groups.append([])
        groups[-1].append(segment)
        right = max(right, segment.right)
    return [Column(min(s.left for s in group), max(s.right for s in group), _holds_figures(group)) for group in groups]


def _holds_figures(segments: Sequence[Segment]) -> bool:
    """Whether a column holds figures: amounts, or whole numbers that end in one place and do not begin in one."""
    numbers = [s for s in segments if is_number(s.text)]
    if 2 * len(numbers) <= len(segments):
        return False
    if any(not s.text.isdecimal() for s in numbers):
        return True
    lefts, rights = [s.left for s in numbers], [s.right for s in numbers]
    return max(rights) - min(rights) <= EDGE < max(lefts) - min(lefts)


def _header(block: Block, columns: Sequence[Column]) -> AlignedHeader | None:
    """The header of the lines above; None where there is none, or it does not fit the columns."""
    if not block.above:
        return None
    bottom = (max(line.bottom for line in block.above) + block.lines[0].top) / 2
    headings = headings_of(glyph for line in block.above for glyph in line.glyphs)
    return read_headings(columns, headings, bottom)


def _edges(columns: Sequence[Column], size: float) -> tuple[float, ...]:
    """The edges of the columns, as near as can be to what does not change from page to page.

    That is where names and codes begin and where figures end.
    """
    edges = [columns[0].right - FIGURE_WIDTH * size if columns[0].figures else columns[0].left - EDGE]
    for before, column in pairwise(columns):
        low, high = before.right, column.left
        if before.figures and not before.blank:
            wanted = before.right + EDGE
        elif column.figures and not column.blank:
            wanted = column.right - FIGURE_WIDTH * size
        else:
            wanted = column.left - EDGE
        edges.append(min(max(wanted, low), high))
    return (min(edges[0], columns[0].left), *edges[1:], columns[-1].right + EDGE)


def _grid(header: AlignedHeader | None, edges: Sequence[float], rows: Sequence[Row], top: float) -> Aligned:
    """The header's cells and the rows' as a grid, every place of which is covered."""
    cells = list(_header_cells(header)) if header else []
    depth = header.depth if header else 0
    for i, row in enumerate(rows, depth):
        cells += _row_cells(row, i, len(edges) - 1)
    bounds = _bounds(top, depth, rows)
    found = [
        (
            RuledCell(
                *place, Box(edges[place[1]], bounds[place[0]], edges[place[1] + place[3]], bounds[place[0] + place[2]])
            ),
            held,
        )
        for place, held in cells
    ]
    return Aligned(
        Ruled(tuple(edges), bounds, tuple(cell for cell, _ in found)), tuple(tuple(held) for _, held in found)
    )


_Cell = tuple[tuple[int, int, int, int], list[Glyph]]
"""Row, column, rows and columns of a cell, and its glyphs."""


def _header_cells(header: AlignedHeader) -> Iterator[_Cell]:
    for cell in header.cells:
        yield (cell.row, cell.column, cell.rows, cell.columns), cell.heading.glyphs


def _row_cells(row: Row, index: int, width: int) -> Iterator[_Cell]:
    column = 0
    while column < width:
        ends = [place for place in row.held if place > column]
        columns = min(row.spans.get(column, 1), min(ends, default=width) - column)
        held = [glyph for segment in row.held.get(column, ()) for glyph in segment.glyphs]
        yield (index, column, 1, columns), held
        column += columns


def _bounds(top: float, depth: int, rows: Sequence[Row]) -> tuple[float, ...]:
    """The edges of the rows: those of the header evenly, the others halfway between what stands in them."""
    boxes = [_extent(row) for row in rows]
    first = boxes[0][0] if depth else top
    header = [top + (first - top) * i / depth for i in range(depth)]
    bounds = [*header, first]
    for (_, bottom), (below, _) in pairwise(boxes):
        bounds.append(max((bottom + below) / 2, bounds[-1]))
    return (*bounds, max(boxes[-1][1], bounds[-1]))


def _extent(row: Row) -> tuple[float, float]:
    """Top and bottom of what stands in a row."""
    held = [segment for segments in row.held.values() for segment in segments] or list(row.line.segments)
    return min(s.top for s in held), max(s.bottom for s in held)
