"""Documents that flow (DOCX, HTML) become pages: a paragraph is a line of text, a table is a grid.

A reader of such a format gives `Block`s. What is common to them is settled here: tables that only lay out a
page, titles and notes that stand in a table's first and last rows, columns that no cell begins in, where
pages end, and how it all is written into the text of pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ingest.document import Grid, GridCell, Page
from ingest.forms import TABLE_CODE, form_of_title, unspaced
from ingest.readers.glyphs import plain
from ingest.readers.lost_lines import with_line_ends

MIN_COLUMNS: Final = 2
"""A table of fewer is a frame around text."""

MIN_WIDTH: Final = 10.0
"""A column known to be narrower, in points, is none: the places of the columns are not to be trusted then."""

NOMINAL_WIDTH: Final = 100.0
"""How wide a column is taken to be where nothing says it."""

APART: Final = 100_000.0
"""By how much the columns of tables are apart that do not have as many, where nothing says how wide they are."""

MAX_CELL_LINES: Final = 40
"""A cell of more paragraphs holds a part of the page, not a part of a table."""

MAX_PLACES: Final = 500_000
"""A table of more rows times columns is no table that anybody has printed."""

MIN_PROSE: Final = 20
"""A line of fewer characters says nothing of whether paragraphs are broken into lines."""

_SENTENCE_END: Final = "。；：！？…"
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_NOT_PLAIN: Final = re.compile("[\u2e80-\u2fdf\ue000-\uf8ff\U000e0000-\U0010ffff]")
"""Radicals that look like characters, and characters of private codes."""

_BLANKS: Final = re.compile(r"[\x00-\x20\x7f-\xa0]")
_UNIT_CAPTION: Final = re.compile(r"(?<![(（])单位[:：]\s*[百千万亿]*元")
_CAPTION: Final = re.compile(
    r"[^。]{2,60}表(?:[(（][^()（）]*[)）])?|[(（]?(?:金额)?单位[:：].*|.*(?:部门|单位)(?:名称)?[:：].*"
)
_NOTE: Final = re.compile(r"(?:注|备注|说明)\s*[:：\d]")
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: the lines that it is broken into by its author."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageEnd:
    """What follows stands on another page. A page with nothing on it is only there where its end is `hard`."""

    hard: bool = False


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell by the row and column where it begins, how many of each it covers, and what it holds."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple[Block, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that it holds, tables in it left out."""
        return tuple(line for block in self.blocks if isinstance(block, Text) for line in block.lines)

    @property
    def text(self) -> str:
        """Its lines, joined."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table. `cells` are in order of rows, then of columns; `edges` are the places of its columns in points, where
    known; `page_rows` begin a page."""

    cells: tuple[FlowCell, ...]
    edges: tuple[float, ...] = ()
    page_rows: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    def beginning_in(self, row: int) -> Sequence[FlowCell]:
        """The cells that begin in a row, from left to right."""
        return self.beginning_within(row, row + 1)

    def beginning_within(self, first: int, last: int) -> Sequence[FlowCell]:
        """The cells that begin in rows from `first` to before `last`."""
        start, end = (bisect_left(self.cells, row, key=lambda cell: cell.row) for row in (first, last))
        return self.cells[start:end]


Block = Text | FlowTable | PageEnd


def tidy(text: str) -> str:
    """A line without white space at its ends, without what cannot be seen, with ordinary blanks and characters."""
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()
    return plain(text) if _NOT_PLAIN.search(text) else text


def superscript(text: str) -> str:
    """Raised digits as such, so that the mark of a footnote does not become a digit of the figure before it."""
    return text.translate(_SUPERSCRIPTS)


def pages_of(blocks: Iterable[Block]) -> tuple[Page, ...]:
    """The blocks as pages with their grids; no page, for no text."""
    writer = _Writer()
    for block in _plain(blocks):
        match block:
            case Text(lines=lines):
                for line in lines:
                    for part in with_line_ends(tidy(line)):
                        writer.line(part.strip())
            case FlowTable():
                writer.table(block)
            case PageEnd(hard=hard):
                writer.end_page(hard=hard)
    writer.end_page()
    return tuple(writer.pages) if any(page.text for page in writer.pages) else ()


def are_whole_paragraphs(pages: Sequence[Page]) -> bool:
    """Whether lines are paragraphs, not lines of print: most that are long end as a sentence does."""
    ends = [
        line.text[-1] in _SENTENCE_END for page in pages for line in page.lines if _is_prose(line.text, line.tabular)
    ]
    return 2 * sum(ends) > len(ends)


def _is_prose(text: str, tabular: bool) -> bool:
    return not tabular and len(text) >= MIN_PROSE


# tables


def _plain(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with every table either a grid of lines, or taken apart into what it lays out."""
    for block in blocks:
        if isinstance(block, FlowTable):
            yield from _of_table(block)
        else:
            yield block


def _of_table(table: FlowTable) -> Iterator[Block]:
    """A table's rows as grids; a row that lays out a part of the page as what stands in it."""
    if table.height * table.width > MAX_PLACES:
        yield from (block for cell in table.cells for block in _plain(cell.blocks))
        return
    table = replace(table, cells=tuple(_without_frames(cell) for cell in table.cells))
    laid_out = sorted({cell.row for cell in table.cells if _lays_out(cell)})
    for first, last in pairwise([-1, *laid_out, table.height]):
        yield from _of_rows(_rows(table, first + 1, last))
        cells = table.beginning_in(last)
        if double := _side_by_side(cells):
            yield from _of_table(double)
        else:
            yield from (block for cell in cells for block in _plain(cell.blocks))


def _without_frames(cell: FlowCell) -> FlowCell:
    """The cell with the text of tables in it that are only frames."""
    blocks: list[Block] = []
    for block in cell.blocks:
        inner = list(_plain([block])) if isinstance(block, FlowTable) else [block]
        blocks += inner if all(isinstance(part, Text) for part in inner) else [block]
    return replace(cell, blocks=tuple(blocks))


def _lays_out(cell: FlowCell) -> bool:
    """Whether a cell holds a part of the page: a table, or many paragraphs."""
    return any(isinstance(block, FlowTable) for block in cell.blocks) or len(cell.lines) > MAX_CELL_LINES


def _side_by_side(cells: Sequence[FlowCell]) -> FlowTable | None:
    """The tables that the cells of a row hold, one each, as one table, where they have as many rows."""
    held = [[block for block in cell.blocks if block != Text(())] for cell in cells if cell.blocks]
    tables = [blocks[0] for blocks in held if len(blocks) == 1 and isinstance(blocks[0], FlowTable)]
    if len(tables) < 2 or len(tables) < len(held) or len({table.height for table in tables}) > 1:
        return None
    joined: list[FlowCell] = []
    left = 0
    for table in tables:
        joined += [replace(cell, column=cell.column + left) for cell in table.cells]
        left += table.width
    return FlowTable(tuple(sorted(joined, key=lambda cell: (cell.row, cell.column))))


def _rows(table: FlowTable, first: int, last: int) -> FlowTable:
    """The rows from `first` to before `last`, with as much of cells as is in them, from the first on."""
    cells = tuple(
        replace(cell, row=cell.row - first, rows=min(cell.rows, last - cell.row))
        for cell in table.beginning_within(first, last)
    )
    return replace(
        table, cells=cells, page_rows=frozenset(row - first for row in table.page_rows if first < row < last)
    )


def _of_rows(table: FlowTable) -> Iterator[Block]:
    """A grid with the titles and notes in its frame as lines above and below it."""
    height, width = table.height, table.width
    rows = [table.beginning_in(row) for row in range(height)]
    first = next((i for i, row in enumerate(rows) if not _is_caption(row, width)), height)
    last = next((i for i in range(height, first, -1) if not _is_foot(rows[i - 1], width)), first)
    yield from _as_lines(rows[:first])
    if first == height:
        yield FlowTable(())  # a blank one is something on its page
    grid = _with_own_columns(_rows(table, first, last))
    if grid.width < MIN_COLUMNS:
        yield from _as_lines([grid.beginning_in(row) for row in range(grid.height)])
    else:
        yield from _page_by_page(grid)
    yield from _as_lines(rows[last:])


def _is_caption(row: Sequence[FlowCell], width: int) -> bool:
    """Whether a row above a table's header is a title, or says whose it is and in which unit."""
    printed = [cell.text for cell in row if cell.text]
    if _is_across(row, width, printed):
        return True
    alone = len(printed) == 1 and _is_title(unspaced(printed[0]))
    return _is_flat(row) and (alone or any(_UNIT_CAPTION.search(text) for text in printed))


def _is_title(text: str) -> bool:
    return bool(TABLE_CODE.fullmatch(text) or form_of_title(text) or _CAPTION.fullmatch(text))


def _is_foot(row: Sequence[FlowCell], width: int) -> bool:
    """Whether a row below a table is a note."""
    printed = [cell.text for cell in row if cell.text]
    alone = len(printed) == 1 and _NOTE.match(unspaced(printed[0]))
    return _is_across(row, width, printed) or (_is_flat(row) and bool(alone))


def _is_across(row: Sequence[FlowCell], width: int, printed: Sequence[str]) -> bool:
    return all(cell.columns == width for cell in row) or (not printed and _is_flat(row))


def _is_flat(row: Sequence[FlowCell]) -> bool:
    """Whether none of its cells goes on in the next row."""
    return all(cell.rows == 1 for cell in row)


def _as_lines(rows: Iterable[Sequence[FlowCell]]) -> Iterator[Text]:
    """Rows as text: what stands beside each other on one line, a cell alone as its own lines."""
    for row in rows:
        printed = [cell for cell in row if cell.text]
        if len(printed) == 1:
            yield Text(printed[0].lines)
        elif printed:
            yield Text((" ".join(tidy(cell.text) for cell in printed),))


def _with_own_columns(table: FlowTable) -> FlowTable:
    """The table with only those columns that a cell begins in."""
    begun = sorted({cell.column for cell in table.cells})
    cells = []
    for cell in table.cells:
        left, right = (bisect_left(begun, place) for place in (cell.column, cell.column + cell.columns))
        cells.append(replace(cell, column=left, columns=right - left))
    edges = tuple(table.edges[column] for column in (*begun, table.width)) if len(table.edges) > table.width else ()
    return replace(table, cells=tuple(cells), edges=edges)


def _page_by_page(table: FlowTable) -> Iterator[Block]:
    """A grid cut where a page begins, unless a cell goes on over the cut."""
    whole = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.rows)}
    cuts = sorted(table.page_rows - whole)
    for number, (first, last) in enumerate(pairwise([0, *cuts, table.height])):
        if number:
            yield PageEnd()
        yield replace(_rows(table, first, last), page_rows=frozenset())


def _places(table: FlowTable) -> tuple[float, ...]:
    """The edges of a grid's columns; where they are not known, such as only tables of as many columns share."""
    known = table.edges
    if known and all(right - left >= MIN_WIDTH for left, right in pairwise(known)):
        return tuple(round(edge - known[0], 1) for edge in known)
    return tuple(table.width * APART + column * NOMINAL_WIDTH for column in range(table.width + 1))


# writing


@dataclass
class _Writer:
    """Pages while they are written: the text of the last one in parts, and how long it is."""

    pages: list[Page] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _grids: list[Grid] = field(default_factory=list)
    _begun: bool = False

    def line(self, text: str) -> None:
        """A line of text; nothing for a blank one."""
        if text:
            self._new_line()
            self._write(text)
            self._begun = True

    def table(self, table: FlowTable) -> None:
        """A grid: a line for each row that prints something. A cell's lines follow each other with nothing between."""
        self._begun = True
        cells: list[GridCell] = []
        for row in range(table.height):
            cells += self._row(table.beginning_in(row))
        if any(cell.start < cell.end for cell in cells):
            self._grids.append(Grid(tuple(cells), _places(table)))

    def _row(self, cells: Sequence[FlowCell]) -> Iterator[GridCell]:
        tidied = [(cell, [line for line in map(tidy, cell.lines) if line]) for cell in cells]
        if any(lines for _, lines in tidied):
            self._new_line()
        begun = self._length
        for cell, lines in tidied:
            if lines and self._length > begun:
                self._write(" ")
            start, breaks = self._length, []
            for line in lines:
                breaks.append(self._length)
                self._write(line)
            place = (cell.row, cell.column, cell.rows, cell.columns)
            yield GridCell(*place, start, self._length, breaks=tuple(breaks[1:]))

    def _new_line(self) -> None:
        if self._length:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def end_page(self, *, hard: bool = False) -> None:
        """Ends the page, if there is one."""
        if self._begun or hard:
            self.pages.append(Page(len(self.pages) + 1, "".join(self._parts), grids=tuple(self._grids)))
            self._parts, self._length, self._grids, self._begun = [], 0, [], False
