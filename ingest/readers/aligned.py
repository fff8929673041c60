"""Tables of a PDF page without rules between their columns, read by what stands below each other.

Lines of figures that follow each other are a table; what their segments leave free between them divides its
columns. Text of a broken name goes to the row whose figures are clearly its own; where that is not clear, the
row keeps its figures but no name, so that it is reported as not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise, takewhile
from typing import Final

from ingest.document import Box
from ingest.forms import TOTAL_ROWS, header_key, item_name, starts_numbered
from ingest.numbers import is_empty
from ingest.readers.glyphs import Glyph, TypedLine
from ingest.readers.headings import LEADING, AlignedHeader, Column, headings_of, read_headings
from ingest.readers.ruled import Ruled, RuledCell
from ingest.readers.segments import Segment, is_amount, is_number, narrow_segments, wide_segments

CAPTION: Final = re.compile(r"单位[:：]\s*[百千万亿]*元")
"""In the line above a table."""

MIN_ROWS: Final = 3
"""So many lines of figures are a table, though nothing above says so."""

MAX_OTHERS: Final = 3
"""No more lines of a broken name follow each other between two lines of figures."""

MAX_HEADER: Final = 16
"""Lines of a header."""

HEADER_GAP: Final = 2.8
"""Lines of a repeated header are no further apart, in sizes of the type, …"""

PITCH: Final = 1.1
"""… or so many times as far as they are from the first row."""

ROW_GAP: Final = 4.5
"""Rows are no further apart, in sizes of the type."""

FOOTER_GAP: Final = 1.5
"""Between a page's number and what stands above it, in sizes of the type."""

LARGER: Final = 1.25
"""Type so much larger than that of the figures is of a title."""

CLEARLY: Final = 0.8
"""A line is clearly nearer to one than to another where its distances have at most this ratio."""

FIGURE_WIDTH: Final = 7.0
"""How far, in sizes of the type, a column of figures reaches to the left of their right edge, if there is room."""

EDGE: Final = 2.0
"""Between what stands in a column and its edge, in points."""

BESIDE: Final = 0.3
"""Figures this little above or below a name, in sizes of the type, are still beside it."""

_NOTE: Final = re.compile(r"(?:注|说明|备注)[:：]")
_PROSE: Final = re.compile(r"[。；，?？]|[.…·]{4}")
_FOOTER: Final = re.compile(r"[-—–·]{0,2}第?\d{1,4}页?(?:[,，/]?共\d+页)?[-—–·]{0,2}")
_CODE: Final = re.compile(r"[235]\d{2}(?:\d{2}){0,2}(?![\d.,，年])")
_COUNTS: Final = ("栏次", "行次")


class _Kind(Enum):
    """What a line is to a table."""

    FIGURES = auto()
    BEGINS = auto()
    """It has no figures but begins like a row: with a code, a numbering, or the name of a total."""
    OTHER = auto()
    CAPTION = auto()
    APART = auto()
    """Prose, a title, a note, a footer: never part of a table."""


@dataclass(frozen=True)
class _Line:
    """A line of the page: its segments, and what it is."""

    segments: tuple[Segment, ...]
    kind: _Kind

    @property
    def middle(self) -> float:
        return sum(s.middle for s in self.segments) / len(self.segments)

    @property
    def top(self) -> float:
        return min(s.top for s in self.segments)

    @property
    def bottom(self) -> float:
        return max(s.bottom for s in self.segments)

    @property
    def size(self) -> float:
        return max(s.size for s in self.segments)

    @property
    def glyphs(self) -> Iterator[Glyph]:
        return (glyph for s in self.segments for glyph in s.glyphs)


@dataclass(frozen=True)
class _Block:
    """The lines of a table: those above its first row, nearest last, and the others."""

    above: tuple[_Line, ...]
    lines: tuple[_Line, ...]
    captioned: bool

    @property
    def figures(self) -> list[_Line]:
        """Its lines of figures."""
        return [line for line in self.lines if line.kind is _Kind.FIGURES]


@dataclass
class _Row:
    """A row while it is put together: its line, and what stands in its columns, by the first that it covers."""

    line: _Line
    held: dict[int, list[Segment]] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)

    def add(self, column: int, segment: Segment, columns: int = 1) -> None:
        """Puts a segment into the cell that begins at a column."""
        self.held.setdefault(column, []).append(segment)
        self.spans[column] = columns


@dataclass(frozen=True)
class Aligned:
    """A table without rules: its grid, and the glyphs that each of its cells holds."""

    grid: Ruled
    held: tuple[tuple[Glyph, ...], ...]


def aligned_tables(lines: Sequence[TypedLine]) -> list[Aligned]:
    """The tables that the lines of a page print without rules, from top to bottom."""
    found = [line for typed in lines if (line := _line(typed))]
    if not any(line.kind is _Kind.FIGURES for line in found):
        return []
    return [table for block in _blocks(_without_footer(found)) if (table := _table(block))]


# lines


def _line(typed: TypedLine) -> _Line | None:
    segments = wide_segments(typed)
    return _Line(tuple(segments), _kind(segments)) if segments else None


def _kind(segments: Sequence[Segment]) -> _Kind:
    texts = [segment.text for segment in segments]
    text = "".join(texts)
    if CAPTION.search(text):
        return _Kind.CAPTION
    if _PROSE.search(text) or _NOTE.match(text):
        return _Kind.APART
    if any(map(is_number, texts[1:])) or any(map(is_amount, texts)):
        return _Kind.FIGURES
    return _Kind.BEGINS if any(map(_begins, texts)) else _Kind.OTHER


def _without_footer(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines but for the number of the page, which stands away from them."""
    if len(lines) < 2 or lines[-1].top - lines[-2].bottom < FOOTER_GAP * lines[-1].size:
        return lines
    text = "".join(segment.text for segment in lines[-1].segments)
    return lines[:-1] if _FOOTER.fullmatch(text) else lines


def _begins(text: str) -> bool:
    """Whether a row begins with this text."""
    return _is_marked(text) or _is_total(text)


def _is_marked(text: str) -> bool:
    """Whether a text begins with a numbering or a code."""
    return starts_numbered(text) or _CODE.match(text) is not None


def _is_total(text: str) -> bool:
    return item_name(text) in TOTAL_ROWS or header_key(text) in _COUNTS


# blocks


def _blocks(lines: Sequence[_Line]) -> Iterator[_Block]:
    """The runs of lines of figures, with what stands above each."""
    free = at = 0
    while at < len(lines):
        if lines[at].kind is not _Kind.FIGURES:
            at += 1
            continue
        start = _start(lines, free, at)
        end = _end(lines, at)
        above, captioned = _above(lines, free, start)
        block = _with_names(above, lines[start:end], lines[end:], captioned)
        if _is_table(block, start - len(above) <= 1):
            yield block
        free = at = end


def _start(lines: Sequence[_Line], free: int, first: int) -> int:
    """The first row, which may have no figures, of the table whose first figures stand in a line."""
    start = first
    for i in range(first - 1, free - 1, -1):
        line = lines[i]
        apart = line.kind in (_Kind.CAPTION, _Kind.APART) or line.size > LARGER * lines[first].size
        if apart or lines[i + 1].top - line.top > ROW_GAP * line.size:
            break
        if any(_is_marked(segment.text) for segment in line.segments):
            start = i
    return start


def _end(lines: Sequence[_Line], first: int) -> int:
    """Behind the last line of figures of the run that begins with a line."""
    end, others = first + 1, 0
    for i in range(first + 1, len(lines)):
        match lines[i].kind:
            case _Kind.FIGURES:
                end, others = i + 1, 0
            case _Kind.BEGINS:
                others = 0
            case _Kind.OTHER:
                others += 1
            case _Kind.CAPTION | _Kind.APART:
                return end
        if others > MAX_OTHERS:
            return end
    return end


def _above(lines: Sequence[_Line], free: int, first: int) -> tuple[list[_Line], bool]:
    """The lines that may be a table's header, and whether a caption stands above them.

    Without a caption it is those that stand close to each other.
    """
    above: list[_Line] = []
    for line in reversed(lines[max(free, first - MAX_HEADER) : first]):
        if line.kind is _Kind.CAPTION:
            return above[::-1], True
        if line.kind is _Kind.APART:
            break
        above.append(line)
    close: list[_Line] = []
    below = lines[first]
    pitch = PITCH * (below.top - above[0].top) if above else 0.0
    for line in above:
        gap = min(max(HEADER_GAP * below.size, pitch), ROW_GAP * below.size)
        if below.top - line.top > gap or line.size > LARGER * lines[first].size:
            break
        close.append(line)
        below = line
    return close[::-1], False


def _with_names(above: Sequence[_Line], lines: Sequence[_Line], below: Sequence[_Line], captioned: bool) -> _Block:
    """The block, with the lines of names that the first and the last row break above and below their figures.

    Rows without figures at the end are its own where nothing but a note follows them on the page.
    """
    above, lines = list(above), list(lines)
    while above and _is_name(above[-1], lines[0]):
        lines.insert(0, above.pop())
    rest = list(takewhile(lambda line: line.kind in (_Kind.BEGINS, _Kind.OTHER), below))
    alone = len(rest) == len(below) or _is_note(below[len(rest)])
    for line in rest:
        begins = line.kind is _Kind.BEGINS and alone and line.top - lines[-1].top < ROW_GAP * line.size
        if not begins and not _is_name(line, lines[-1]):
            break
        lines.append(line)
    return _Block(tuple(above), tuple(lines), captioned)


def _is_note(line: _Line) -> bool:
    return _NOTE.match(line.segments[0].text) is not None


def _is_name(line: _Line, beside: _Line) -> bool:
    """Whether a line is as close to another as those of a broken name are."""
    size = max(line.size, beside.size)
    return abs(line.middle - beside.middle) < LEADING * size and line.size <= LARGER * beside.size


def _is_table(block: _Block, first: bool) -> bool:
    """Whether a block may be a table: below a caption, at the page's top, or of several rows; with amounts."""
    if block.captioned:
        return bool(block.above)
    texts = [[segment.text for segment in line.segments] for line in block.figures]
    printed = [any(is_amount(text) or is_empty(text) for text in line) for line in texts]
    told = any(is_amount(text) for line in texts for text in line) and 2 * sum(printed) >= len(printed)
    return told and (first or len(printed) >= MIN_ROWS)


# tables


def _table(block: _Block) -> Aligned | None:
    """The block as a grid; None where its columns or its header are not clear."""
    cut = [_Line(tuple(narrow_segments(line.segments)), line.kind) for line in block.lines]
    block = replace(block, lines=tuple(cut))
    columns = _columns(block)
    if len(columns) < 2 or not any(column.figures for column in columns):
        return None
    header = _header(block, columns)
    if header is None and (block.captioned or (len(block.figures) < MIN_ROWS and block.above)):
        return None
    columns = list(header.columns) if header else columns
    block = replace(block, lines=tuple(_with_figures(line, columns) for line in block.lines))
    rows = _Rows(block, columns).read()
    if not rows:
        return None
    top = min(line.top for line in (*(block.above if header else ()), *block.lines))
    return _grid(header, _edges(columns, block.lines[0].size), rows, top)


def _with_figures(line: _Line, columns: Sequence[Column]) -> _Line:
    """The line, as one of figures if a number stands in a column of them."""
    figures = [column for column in columns if column.figures]
    found = any(is_number(s.text) and any(s.overlaps(c.left, c.right) for c in figures) for s in line.segments)
    return replace(line, kind=_Kind.FIGURES) if found else line


def _columns(block: _Block) -> list[Column]:
    """What the segments of rows leave free divides the columns.

    Totals stand across columns of codes and names; they only count where there is no other name.
    """
    lines = [line for line in block.lines if line.kind is not _Kind.OTHER and not _counts(line)]
    segments = [segment for line in lines for segment in line.segments]
    columns = _divided(segment for segment in segments if not _is_total(segment.text))
    names = [s for s in segments if _is_total(s.text) and not any(s.overlaps(c.left, c.right) for c in columns)]
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


def _counts(line: _Line) -> bool:
    """Whether a line only counts the columns."""
    texts = [s.text for s in line.segments if header_key(s.text) not in _COUNTS]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) == len(texts) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _holds_figures(segments: Sequence[Segment]) -> bool:
    """Whether a column holds figures: amounts, or whole numbers that end in one place and do not begin in one."""
    numbers = [s for s in segments if is_number(s.text)]
    if 2 * len(numbers) <= len(segments):
        return False
    if any(not s.text.isdecimal() for s in numbers):
        return True
    lefts, rights = [s.left for s in numbers], [s.right for s in numbers]
    return max(rights) - min(rights) <= EDGE < max(lefts) - min(lefts)


def _header(block: _Block, columns: Sequence[Column]) -> AlignedHeader | None:
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


class _Rows:
    """Puts the lines of a block together to rows."""

    def __init__(self, block: _Block, columns: Sequence[Column]) -> None:
        self._lines = block.lines
        self._columns = columns
        self._rows: dict[int, _Row] = {}
        self._unclear: set[tuple[int, int]] = set()
        """Lines of figures, and the columns of names in which it is not clear what is theirs."""

    def read(self) -> list[_Row]:
        """The rows from top to bottom; none where a figure may be broken and no name could be left out for it."""
        places = [self._places(line) for line in self._lines]
        for i, line in enumerate(self._lines):
            if line.kind is _Kind.FIGURES:
                self._rows[i] = _Row(line)
                for column, columns, segment in places[i]:
                    self._rows[i].add(column, segment, columns)
        owners = self._owners(places)
        for i, line in enumerate(self._lines):
            if line.kind is not _Kind.FIGURES:
                for column, columns, segment in places[i]:
                    owner = owners.get((i, column))
                    if owner is not None:
                        row = self._rows.setdefault(owner, _Row(self._lines[owner]))
                        row.add(column, segment, columns)
        if not self._mark_broken():
            return []
        for i, column in self._unclear:
            self._rows[i].held.pop(column, None)
        return [self._rows[i] for i in sorted(self._rows)]

    def _mark_broken(self) -> bool:
        """Leaves rows unnamed that may be parts of one, as where a long figure is broken; False if none has a name."""
        names = {j for j, column in enumerate(self._columns) if not column.figures}
        for above, below in pairwise(sorted(self._rows)):
            rows = [self._rows[above], self._rows[below]]
            unnamed = not all(names & set(row.held) for row in rows)
            if unnamed and _is_name(rows[1].line, rows[0].line):
                self._unclear |= {(i, j) for i in (above, below) for j in names}
                if not names:
                    return False
        return True

    # places

    def _places(self, line: _Line) -> list[tuple[int, int, Segment]]:
        """The column where each segment begins, and how many it covers."""
        if _counts(line):
            return self._counted(line)
        found: list[tuple[int, int, Segment]] = []
        for i, segment in enumerate(line.segments):
            over = [j for j, c in enumerate(self._columns) if segment.overlaps(c.left, c.right)]
            if _is_total(segment.text):
                first = found[-1][0] + found[-1][1] if found else 0
                found.append((*self._total(segment, over, first, line.segments[i + 1 : i + 2]), segment))
            else:
                place = over[0] if over else self._nearest(segment)
                found.append((place, 1, segment))
        return found

    def _counted(self, line: _Line) -> list[tuple[int, int, Segment]]:
        """The places of the numbers of columns, which stand in the middle of theirs."""
        figures = [i for i, column in enumerate(self._columns) if column.figures]
        numbers = [s for s in line.segments if s.text.isdecimal()]
        if len(numbers) != len(figures):
            return []
        found = [(place, 1, segment) for place, segment in zip(figures, numbers, strict=True)]
        words = [s for s in line.segments if not s.text.isdecimal()]
        return sorted([*((self._nearest(s), 1, s) for s in words), *found], key=lambda place: place[0])

    def _nearest(self, segment: Segment) -> int:
        """The column that is nearest to a segment."""
        return min(
            range(len(self._columns)),
            key=lambda j: max(self._columns[j].left - segment.right, segment.left - self._columns[j].right),
        )

    def _total(self, segment: Segment, over: Sequence[int], first: int, after: Sequence[Segment]) -> tuple[int, int]:
        """The columns that the name of a total covers: those of codes and names beside it.

        Where it stands in a column of figures too, it covers all up to the next figure.
        """
        place = over[0] if over else self._nearest(segment)
        last = over[-1] if over else place
        while place > first and not self._columns[place - 1].figures:
            place -= 1
        while last + 1 < len(self._columns) and not self._columns[last + 1].figures:
            last += 1
        if after:
            stop = next(
                (j for j, c in enumerate(self._columns) if after[0].overlaps(c.left, c.right)), len(self._columns)
            )
            if any(self._columns[j].figures for j in range(place, last + 1)) and is_number(after[0].text):
                return first, max(stop - first, 1)
            last = min(last, stop - 1)
        return place, max(last - place + 1, 1)

    # names over several lines

    def _owners(self, places: Sequence[Sequence[tuple[int, int, Segment]]]) -> dict[tuple[int, int], int]:
        """The line whose row each text of another line belongs to, by its line and column."""
        owners: dict[tuple[int, int], int] = {}
        for j, column in enumerate(self._columns):
            if not column.figures:
                texts = [(i, s) for i, found in enumerate(places) for c, _, s in found if c == j]
                owners.update({(i, j): owner for i, owner in self._owned(j, texts).items()})
            else:
                for i, found in enumerate(places):
                    if self._lines[i].kind is not _Kind.FIGURES and any(c == j for c, _, _ in found):
                        self._mark_beside(i)
        return owners

    def _mark_beside(self, line: int, column: int | None = None) -> None:
        """Notes that it is not clear to which of the rows beside it a line belongs."""
        above = next((i for i in range(line - 1, -1, -1) if self._lines[i].kind is _Kind.FIGURES), None)
        below = next((i for i in range(line, len(self._lines)) if self._lines[i].kind is _Kind.FIGURES), None)
        columns = [j for j, c in enumerate(self._columns) if not c.figures] if column is None else [column]
        self._unclear |= {(i, j) for i in (above, below) if i is not None for j in columns}

    def _owned(self, column: int, texts: Sequence[tuple[int, Segment]]) -> dict[int, int]:
        """For the texts of one column: to which line's row those of other lines belong."""
        owned: dict[int, int] = {}
        for cluster in self._clusters(texts):
            rest = [i for i, _ in cluster if self._lines[i].kind is not _Kind.FIGURES]
            owner = self._owner(column, cluster, texts) if rest else None
            for i in rest:
                if owner is None:
                    self._mark_beside(i, column)
                else:
                    owned[i] = owner
        return owned

    def _clusters(self, texts: Sequence[tuple[int, Segment]]) -> list[list[tuple[int, Segment]]]:
        """The texts of a column that are lines of one name: no further apart than any are, none begins like a row."""
        pairs = list(pairwise(texts))
        gaps = [b.middle - a.middle for (_, a), (_, b) in pairs]
        loose = [
            self._lines[i].kind is not _Kind.FIGURES or self._lines[k].kind is not _Kind.FIGURES
            for (i, _), (k, _) in pairs
        ]
        goes_on = [not _begins(b.text) for _, (_, b) in pairs]
        size = texts[0][1].size if texts else 0.0
        leading = min((gap for gap, *may in zip(gaps, loose, goes_on, strict=True) if all(may)), default=0.0)
        clusters = [[text] for text in texts[:1]]
        for text, gap, joins in zip(texts[1:], gaps, goes_on, strict=True):
            if joins and gap < leading / CLEARLY and leading < LEADING * size:
                clusters[-1].append(text)
            else:
                clusters.append([text])
        return clusters

    def _owner(
        self, column: int, cluster: Sequence[tuple[int, Segment]], texts: Sequence[tuple[int, Segment]]
    ) -> int | None:
        """The one line of figures beside a name, else the line that begins a row without figures, if it is clear."""
        first, last = cluster[0][1], cluster[-1][1]
        slack = BESIDE * first.size
        figures = [(i, line.middle) for i, line in enumerate(self._lines) if line.kind is _Kind.FIGURES]
        beside = [i for i, middle in figures if first.middle - slack <= middle <= last.middle + slack]
        if beside:
            return beside[0] if len(beside) == 1 else None
        begun = [i for i, segment in cluster if _begins(segment.text) or self._is_coded(i, column)]
        if begun:
            return begun[0] if len(begun) == 1 else None
        others = [*(middle for _, middle in figures), *(s.middle for i, s in texts if (i, s) not in cluster)]
        away = min(max(first.middle - middle, middle - last.middle) for middle in others)
        return cluster[0][0] if away > LEADING * first.size else None

    def _is_coded(self, line: int, column: int) -> bool:
        """Whether a line prints a code in the column before."""
        places = self._places(self._lines[line])
        return any(c == column - 1 and _CODE.fullmatch(segment.text) for c, _, segment in places)


def _grid(header: AlignedHeader | None, edges: Sequence[float], rows: Sequence[_Row], top: float) -> Aligned:
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


def _row_cells(row: _Row, index: int, width: int) -> Iterator[_Cell]:
    column = 0
    while column < width:
        ends = [place for place in row.held if place > column]
        columns = min(row.spans.get(column, 1), min(ends, default=width) - column)
        held = [glyph for segment in row.held.get(column, ()) for glyph in segment.glyphs]
        yield (index, column, 1, columns), held
        column += columns


def _bounds(top: float, depth: int, rows: Sequence[_Row]) -> tuple[float, ...]:
    """The edges of the rows: those of the header evenly, the others halfway between what stands in them."""
    boxes = [_extent(row) for row in rows]
    first = boxes[0][0] if depth else top
    header = [top + (first - top) * i / depth for i in range(depth)]
    bounds = [*header, first]
    for (_, bottom), (below, _) in pairwise(boxes):
        bounds.append(max((bottom + below) / 2, bounds[-1]))
    return (*bounds, max(boxes[-1][1], bounds[-1]))


def _extent(row: _Row) -> tuple[float, float]:
    """Top and bottom of what stands in a row."""
    held = [segment for segments in row.held.values() for segment in segments] or list(row.line.segments)
    return min(s.top for s in held), max(s.bottom for s in held)
