"""What a reader gives: a Document of Pages, and Excerpts that know where they stand.

Every later stage works on `Excerpt`s, so that whatever is found (a heading, a cell, a figure in a
sentence) can be pointed at in the stored page texts without searching for it again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive, from 0) of the text of file page `page` (from 1)."""

    page: int
    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether all of another span lies in this one."""
        return self.page == other.page and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document: its text, and the spans that the text is made of, in order.

    `text` is exactly the page texts of `spans` joined with nothing between them, so any slice of
    it can be traced back to its pages.
    """

    text: str
    spans: tuple[Span, ...]

    @property
    def page(self) -> int:
        """File page on which the excerpt begins."""
        return self.spans[0].page

    def slice(self, start: int, end: int) -> Excerpt:
        """Characters `start` to `end` of this excerpt, as an excerpt of its own.

        Raises ValueError where nothing would be left.
        """
        start, end = max(start, 0), min(end, len(self.text))
        spans: list[Span] = []
        offset = 0
        for span in self.spans:
            length = span.end - span.start
            low, high = max(start - offset, 0), min(end - offset, length)
            if low < high:
                spans.append(Span(span.page, span.start + low, span.start + high))
            offset += length
        if not spans:
            raise ValueError("an excerpt cannot be empty")
        return Excerpt(self.text[start:end], tuple(spans))

    def strip(self) -> Excerpt:
        """The excerpt without white space at its ends."""
        stripped = self.text.strip()
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, start + len(stripped))

    @staticmethod
    def join(parts: Iterable[Excerpt]) -> Excerpt:
        """The parts one after another as one excerpt. Raises ValueError if there are none."""
        parts = tuple(parts)
        if not parts:
            raise ValueError("an excerpt cannot be empty")
        return Excerpt("".join(p.text for p in parts), tuple(s for p in parts for s in p.spans))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the left and from the top of the page as it is read."""

    left: float
    top: float
    right: float
    bottom: float

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds them all. Raises ValueError if there are none."""
        boxes = tuple(boxes)
        if not boxes:
            raise ValueError("no boxes")
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a page's text from `start` on that are printed beside each other.

    `edges` are the left edges of the characters, in points, and the right edge of the last one.
    """

    start: int
    top: float
    bottom: float
    edges: tuple[float, ...]

    @property
    def end(self) -> int:
        """Where in the page's text it ends (exclusive)."""
        return self.start + len(self.edges) - 1

    def box(self, start: int, end: int) -> Box:
        """The box of those of its characters that are within `start` to `end` of the page's text."""
        low, high = max(start, self.start) - self.start, min(end, self.end) - self.start
        return Box(self.edges[low], self.top, self.edges[high], self.bottom)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a printed grid: the row and column where it begins, and how many of each it covers.

    Its text is that of the page from `start` to `end`, nothing for a blank cell. `breaks` are the places
    in the page's text where a printed line within the cell ends and the next begins. `box` is None where
    places on the page are not known.
    """

    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int
    box: Box | None = None
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table of one page. Each of its rows that prints something is a line of the page's text."""

    cells: tuple[GridCell, ...]
    edges: tuple[float, ...]
    """Left edges of its columns, and the right edge of the last. What goes on in another grid has them in the same
    places; where places on the page are not known, they only say so much."""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.edges) - 1

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rows for cell in self.cells)

    @property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Where in the page's text each row that prints something begins and ends."""
        printed = sorted((c for c in self.cells if c.start < c.end), key=lambda cell: cell.start)
        rows = [list(cells) for _, cells in groupby(printed, key=lambda cell: cell.row)]
        return tuple((cells[0].start, cells[-1].end) for cells in rows)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank. `tabular`: it is a row of a grid."""

    excerpt: Excerpt
    tabular: bool = False

    @property
    def text(self) -> str:
        """The line without white space at its ends."""
        return self.excerpt.text.strip()

    @property
    def page(self) -> int:
        """File page of the line."""
        return self.excerpt.page


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` in the file (from 1), `printed` on the paper (None if not known).

    `text` holds the page's lines joined by line ends, without blank lines; spans count in it. `runs` say
    where on the page its characters stand, in the order of the text; a format without places has none.
    `turned` is by how many degrees, clockwise, the page had to be turned to be read. `recognized`: the text was
    recognised in an image (OCR), and may be wrong. `frame` is what of the page is shown, turned so, in the points of
    the runs.
    """

    number: int
    text: str
    printed: int | None = None
    grids: tuple[Grid, ...] = ()
    runs: tuple[Run, ...] = ()
    turned: int = 0
    recognized: bool = False
    frame: Box | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The page's lines from top to bottom."""
        rows = {start for grid in self.grids for start, _ in grid.lines}
        lines: list[Line] = []
        start = 0
        for text in self.text.split("\n"):
            if text.strip():
                span = Span(self.number, start, start + len(text))
                lines.append(Line(Excerpt(text, (span,)), start in rows))
            start += len(text) + 1
        return tuple(lines)

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Characters `start` to `end` of the page's text."""
        return Excerpt(self.text[start:end], (Span(self.number, start, end),))

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """Where characters `start` to `end` are printed: a box for each run of them."""
        first = max(bisect_right(self.runs, start, key=lambda run: run.start) - 1, 0)
        for run in self.runs[first:]:
            if run.start >= end:
                return
            if run.end > start:
                yield run.box(start, end)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a reader sees it: pages in order, and what the reader wants to be known.

    `whole_lines`: a line is a whole paragraph, never a part that was wrapped.
    """

    path: Path
    format: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()
    whole_lines: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all pages in order."""
        return tuple(line for page in self.pages for line in page.lines)
