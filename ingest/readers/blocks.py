"""The lines of a page that may be tables without rules: runs of lines of figures, with what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise, takewhile
from typing import Final

from ingest.forms import ITEM_CODE, TOTAL_ROWS, header_key, item_name, starts_numbered
from ingest.numbers import is_empty
from ingest.readers.glyphs import Glyph, TypedLine
from ingest.readers.headings import LEADING
from ingest.readers.segments import Segment, is_amount, is_number, wide_segments

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

_NOTE: Final = re.compile(r"(?:注|说明|备注)[:：]")
_PROSE: Final = re.compile(r"[。；，?？]|[.…·]{4}")
_FOOTER: Final = re.compile(r"[-—–·]{0,2}第?\d{1,4}页?(?:[,，/]?共\d+页)?[-—–·]{0,2}")
CODE: Final = re.compile(rf"{ITEM_CODE.pattern}(?![\d.,，年])")
"""A code at the beginning of a text: neither a longer number nor a year."""

_COUNTS: Final = ("栏次", "行次")


class Kind(Enum):
    """What a line is to a table."""

    FIGURES = auto()
    BEGINS = auto()
    """It has no figures but begins like a row: with a code, a numbering, or the name of a total."""
    OTHER = auto()
    CAPTION = auto()
    APART = auto()
    """Prose, a title, a note, a footer: never part of a table."""


@dataclass(frozen=True)
class Line:
    """A line of the page: its segments, and what it is."""

    segments: tuple[Segment, ...]
    kind: Kind

    @property
    def middle(self) -> float:
        """Half its height, on the average of its segments."""
        return sum(s.middle for s in self.segments) / len(self.segments)

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(s.top for s in self.segments)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return max(s.bottom for s in self.segments)

    @property
    def size(self) -> float:
        """The size of its type."""
        return max(s.size for s in self.segments)

    @property
    def glyphs(self) -> Iterator[Glyph]:
        """Its characters."""
        return (glyph for s in self.segments for glyph in s.glyphs)


@dataclass(frozen=True)
class Block:
    """The lines of a table: those above its first row, nearest last, and the others."""

    above: tuple[Line, ...]
    lines: tuple[Line, ...]
    captioned: bool

    @property
    def figures(self) -> list[Line]:
        """Its lines of figures."""
        return [line for line in self.lines if line.kind is Kind.FIGURES]


def _line_of(typed: TypedLine) -> Line | None:
    segments = wide_segments(typed)
    return Line(tuple(segments), _kind(segments)) if segments else None


def _kind(segments: Sequence[Segment]) -> Kind:
    texts = [segment.text for segment in segments]
    text = "".join(texts)
    if CAPTION.search(text):
        return Kind.CAPTION
    if _PROSE.search(text) or _NOTE.match(text):
        return Kind.APART
    if any(map(is_number, texts[1:])) or any(map(is_amount, texts)):
        return Kind.FIGURES
    return Kind.BEGINS if any(map(begins, texts)) else Kind.OTHER


def _without_footer(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines but for the number of the page, which stands away from them."""
    if len(lines) < 2 or lines[-1].top - lines[-2].bottom < FOOTER_GAP * lines[-1].size:
        return lines
    text = "".join(segment.text for segment in lines[-1].segments)
    return lines[:-1] if _FOOTER.fullmatch(text) else lines


def begins(text: str) -> bool:
    """Whether a row begins with this text."""
    return _is_marked(text) or is_total(text)


def _is_marked(text: str) -> bool:
    """Whether a text begins with a numbering or a code."""
    return starts_numbered(text) or CODE.match(text) is not None


def is_total(text: str) -> bool:
    """Whether a text is the name of a total, or of the row that counts the columns."""
    return item_name(text) in TOTAL_ROWS or header_key(text) in _COUNTS


def blocks_of(page: Sequence[TypedLine]) -> list[Block]:
    """The blocks of a page's lines, from top to bottom."""
    lines = [line for typed in page if (line := _line_of(typed))]
    if not any(line.kind is Kind.FIGURES for line in lines):
        return []
    return list(_blocks(_without_footer(lines)))


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The runs of lines of figures, with what stands above each."""
    free = at = 0
    while at < len(lines):
        if lines[at].kind is not Kind.FIGURES:
            at += 1
            continue
        start = _start(lines, free, at)
        end = _end(lines, at)
        above, captioned = _above(lines, free, start)
        block = _with_names(above, lines[start:end], lines[end:], captioned)
        if _is_table(block, start - len(above) <= 1):
            yield block
        free = at = end


def _start(lines: Sequence[Line], free: int, first: int) -> int:
    """The first row, which may have no figures, of the table whose first figures stand in a line."""
    start = first
    for i in range(first - 1, free - 1, -1):
        line = lines[i]
        apart = line.kind in (Kind.CAPTION, Kind.APART) or line.size > LARGER * lines[first].size
        if apart or lines[i + 1].top - line.top > ROW_GAP * line.size:
            break
        if any(_is_marked(segment.text) for segment in line.segments):
            start = i
    return start


def _end(lines: Sequence[Line], first: int) -> int:
    """Behind the last line of figures of the run that begins with a line."""
    end, others = first + 1, 0
    for i in range(first + 1, len(lines)):
        match lines[i].kind:
            case Kind.FIGURES:
                end, others = i + 1, 0
            case Kind.BEGINS:
                others = 0
            case Kind.OTHER:
                others += 1
            case Kind.CAPTION | Kind.APART:
                return end
        if others > MAX_OTHERS:
            return end
    return end


def _above(lines: Sequence[Line], free: int, first: int) -> tuple[list[Line], bool]:
    """The lines that may be a table's header, and whether a caption stands above them.

    Without a caption it is those that stand close to each other.
    """
    above: list[Line] = []
    for line in reversed(lines[max(free, first - MAX_HEADER) : first]):
        if line.kind is Kind.CAPTION:
            return above[::-1], True
        if line.kind is Kind.APART:
            break
        above.append(line)
    close: list[Line] = []
    below = lines[first]
    pitch = PITCH * (below.top - above[0].top) if above else 0.0
    for line in above:
        gap = min(max(HEADER_GAP * below.size, pitch), ROW_GAP * below.size)
        if below.top - line.top > gap or line.size > LARGER * lines[first].size:
            break
        close.append(line)
        below = line
    return close[::-1], False


def _with_names(above: Sequence[Line], lines: Sequence[Line], below: Sequence[Line], captioned: bool) -> Block:
    """The block, with the lines of names that the first and the last row break above and below their figures.

    Rows without figures at the end are its own where nothing but a note follows them on the page.
    """
    above, lines = list(above), list(lines)
    while above and is_close(above[-1], lines[0]):
        lines.insert(0, above.pop())
    rest = list(takewhile(lambda line: line.kind in (Kind.BEGINS, Kind.OTHER), below))
    alone = len(rest) == len(below) or _is_note(below[len(rest)])
    for line in rest:
        begins = line.kind is Kind.BEGINS and alone and line.top - lines[-1].top < ROW_GAP * line.size
        if not begins and not is_close(line, lines[-1]):
            break
        lines.append(line)
    return Block(tuple(above), tuple(lines), captioned)


def _is_note(line: Line) -> bool:
    return _NOTE.match(line.segments[0].text) is not None


def is_close(line: Line, beside: Line) -> bool:
    """Whether a line is as close to another as those of a broken name are."""
    size = max(line.size, beside.size)
    return abs(line.middle - beside.middle) < LEADING * size and line.size <= LARGER * beside.size


def _is_table(block: Block, first: bool) -> bool:
    """Whether a block may be a table: below a caption, at the page's top, or of several rows; with amounts."""
    if block.captioned:
        return bool(block.above)
    texts = [[segment.text for segment in line.segments] for line in block.figures]
    printed = [any(is_amount(text) or is_empty(text) for text in line) for line in texts]
    told = any(is_amount(text) for line in texts for text in line) and 2 * sum(printed) >= len(printed)
    return told and (first or len(printed) >= MIN_ROWS)


def counts(line: Line) -> bool:
    """Whether a line only counts the columns."""
    texts = [s.text for s in line.segments if header_key(s.text) not in _COUNTS]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) == len(texts) > 1 and all(b - a == 1 for a, b in pairwise(numbers))
