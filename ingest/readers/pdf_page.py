"""One page of a PDF becomes a Page: its text line by line, its grids, and where every character stands.

A row of a grid is one line of the text, however many lines its cells take, so that a row can be quoted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import atan2, degrees
from typing import Final

from pdfminer.layout import LTChar, LTComponent, LTContainer
from pdfplumber.page import Page as PdfPage

from ingest.document import Box, Grid, GridCell, Page, Run
from ingest.readers.aligned import Aligned, aligned_tables
from ingest.readers.blocks import CAPTION
from ingest.readers.glyphs import Glyph, TypedLine, glyphs_of, lines_of
from ingest.readers.ruled import Ruled, RuledCell, ruled_tables
from ingest.readers.unseen import seen

QUARTER: Final = 90


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands at one height of the page: a line of text, or a row of a grid with its cells."""

    top: float
    cells: tuple[tuple[RuledCell | None, tuple[TypedLine, ...]], ...]
    grid: int = -1


@dataclass
class _Sheet:
    """The page's text while it is written, with the places of its characters."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)
    cells: dict[int, list[GridCell]] = field(default_factory=dict)

    def write(self, line: TypedLine) -> None:
        """Adds a line's characters."""
        start, run = len(self.text), list[Glyph]()
        self.text += line.text
        for i, glyph in enumerate((*line.glyphs, None)):
            if run and (glyph is None or glyph.top != run[-1].top):
                edges = tuple(round(edge, 1) for edge in (*(g.left for g in run), run[-1].right))
                top, bottom = round(run[0].top, 1), round(run[0].bottom, 1)
                self.runs.append(Run(start + i - len(run), top, bottom, edges))
                run = []
            if glyph:
                run.append(glyph)


def read_page(page: PdfPage) -> Page:
    """The page's text, grids and places. The page is turned where its characters lie on their side."""
    turned = _turned(page)
    if turned:
        page = _turn(page, turned)
    tables = ruled_tables(page)
    blocks, rest = _grid_blocks(tables, glyphs_of(seen(page, page.chars)))
    lines = lines_of(rest)
    for table in aligned_tables(lines):
        blocks += _aligned_rows(len(tables), table)
        tables.append(table.grid)
        lines = _without(lines, table)
    blocks += [_Block(line.top, ((None, (line,)),)) for line in lines]
    sheet = _written(sorted(blocks, key=lambda block: block.top))
    grids = tuple(Grid(tuple(sheet.cells[i]), tables[i].columns) for i in sorted(sheet.cells))
    runs = tuple(sheet.runs)
    return Page(page.page_number, sheet.text, grids=grids, runs=runs, turned=turned, frame=_frame(page))


def page_of_glyphs(number: int, glyphs: Sequence[Glyph], turned: int, size: tuple[float, float]) -> Page:
    """A page of nothing but lines of text, recognised in its image of that size, turned by the angle."""
    sheet = _written([_Block(line.top, ((None, (line,)),)) for line in lines_of(glyphs)])
    return Page(number, sheet.text, runs=tuple(sheet.runs), turned=turned, recognized=True, frame=Box(0, 0, *size))


def _turned(page: PdfPage) -> int:
    """By how many degrees, clockwise, most of the page's characters have to be turned to stand upright."""
    angles: Counter[int] = Counter()
    for item in placed(page.layout):
        if isinstance(item, LTChar):
            across, along = item.matrix[:2]
            angles[round(degrees(atan2(along, across)) / QUARTER) * QUARTER % 360] += 1
    return angles.most_common(1)[0][0] if angles else 0


def placed(items: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    """Everything on a page (`page.layout`) as the parser places it.

    What is asked of a page before it is turned is asked here: what pdfplumber makes of it takes as long again.
    """
    for item in items:
        if isinstance(item, LTContainer):
            yield from placed(item)
        else:
            yield item


def _turn(page: PdfPage, angle: int) -> PdfPage:
    """The page as if it were to be shown turned by the angle."""
    source = page.page_obj
    source.rotate = (source.rotate + angle) % 360
    source.attrs = {**source.attrs, "Rotate": source.rotate}
    return PdfPage(page.pdf, source, page.page_number)


def _frame(page: PdfPage) -> Box:
    """What of a page is shown (/CropBox), where pdfplumber places its characters: it counts from the corner of the
    paper (/MediaBox), which need not be at zero. What it says of the /CropBox itself is wrong for turned pages."""
    paper, shown = page.page_obj.mediabox, page.page_obj.cropbox
    x0, y0, x1, y1 = _upright(paper)
    a0, b0, a1, b1 = _upright(shown)
    a0, b0, a1, b1 = max(a0, x0), max(b0, y0), min(a1, x1), min(b1, y1)
    if a0 >= a1 or b0 >= b1:
        a0, b0, a1, b1 = x0, y0, x1, y1
    upright = (a0 - x0, y1 - b1)
    turned = {90: (b0 - y0, a0 - x0), 180: (x1 - a1, b0 - y0), 270: (y1 - b1, x1 - a1)}
    across, down = turned.get(page.rotation, upright)
    wide, high = (b1 - b0, a1 - a0) if page.rotation % 180 else (a1 - a0, b1 - b0)
    left, top = page.mediabox[0] + across, page.mediabox[1] + down
    return Box(*(round(edge, 1) for edge in (left, top, left + wide, top + high)))


def _upright(corners: Sequence[float]) -> tuple[float, float, float, float]:
    (left, right), (bottom, top) = sorted(corners[::2]), sorted(corners[1::2])
    return left, bottom, right, top


def _grid_blocks(tables: Sequence[Ruled], glyphs: Sequence[Glyph]) -> tuple[list[_Block], Sequence[Glyph]]:
    """The rows of all grids, and the glyphs outside them."""
    blocks: list[_Block] = []
    for index, table in enumerate(tables):
        held, glyphs = table.texts(glyphs)
        lines = [tuple(lines_of(part)) for part in held]
        blocks += _rows(index, table, list(zip(table.cells, lines, strict=True)))
    return blocks, glyphs


def _aligned_rows(index: int, table: Aligned) -> Iterator[_Block]:
    """The rows of a grid without rules."""
    cells = [(cell, tuple(lines_of(held))) for cell, held in zip(table.grid.cells, table.held, strict=True)]
    for row, own in groupby(cells, key=lambda found: found[0].row):
        yield _Block(table.grid.rows[row], tuple(own), index)


def _without(lines: Sequence[TypedLine], table: Aligned) -> list[TypedLine]:
    """The lines of text without what a grid holds."""
    held = {glyph for part in table.held for glyph in part}
    rest: list[TypedLine] = []
    for line in lines:
        own = [glyph for glyph in line.glyphs if glyph and glyph not in held]
        rest += [line] if len(own) == sum(glyph is not None for glyph in line.glyphs) else lines_of(own)
    return rest


def _rows(index: int, table: Ruled, cells: Sequence[tuple[RuledCell, tuple[TypedLine, ...]]]) -> Iterator[_Block]:
    """The rows of a grid; those above and below the table proper that only share its frame are lines of text."""
    rows = [[found for found in cells if found[0].row == row] for row in range(len(table.rows) - 1)]
    framed = [_is_framed(row, table) for row in rows]
    first = framed.index(False) if False in framed else len(rows)
    last = len(rows) - framed[::-1].index(False) if False in framed else 0
    for i, row in enumerate(rows):
        if first <= i < last:
            yield _Block(table.rows[i], tuple(row), index)
        else:
            for line in _across(row):
                yield _Block(line.top, ((None, (line,)),))


def _is_framed(row: Sequence[tuple[RuledCell, tuple[TypedLine, ...]]], table: Ruled) -> bool:
    """Whether a row is a title or a note across the whole table, or says in which unit its amounts are."""
    width = len(table.columns) - 1
    texts = ["".join(line.text for line in lines) for _, lines in row]
    return all(cell.columns == width for cell, _ in row) or any(CAPTION.search(text) for text in texts)


def _across(row: Sequence[tuple[RuledCell, tuple[TypedLine, ...]]]) -> list[TypedLine]:
    """The lines of a row's cells as lines of text."""
    return lines_of([glyph for _, lines in row for line in lines for glyph in line.glyphs if glyph])


def _written(blocks: Sequence[_Block]) -> _Sheet:
    """The blocks as the page's text. A cell's lines follow each other without anything between them."""
    sheet = _Sheet()
    for block in blocks:
        if sheet.text and any(lines for _, lines in block.cells):
            sheet.text += "\n"
        begun = len(sheet.text)
        for cell, lines in block.cells:
            if lines and len(sheet.text) > begun:
                sheet.text += " "
            start, breaks = len(sheet.text), []
            for line in lines:
                breaks.append(len(sheet.text))
                sheet.write(line)
            if cell:
                placed = (cell.row, cell.column, cell.rows, cell.columns)
                found = GridCell(*placed, start, len(sheet.text), cell.box, tuple(breaks[1:]))
                sheet.cells.setdefault(block.grid, []).append(found)
    return sheet
