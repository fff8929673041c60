"""The printed lines of a form: their segments, cells made of them, and the way back to the page.

A text export prints cells that stand side by side with one blank between them, and a cell of several lines
line by line. Nothing says which line belongs to which cell but how full the lines are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.document import Excerpt
from ingest.forms import unspaced
from ingest.outline import width

_SEGMENT: Final = re.compile(r"\S+")
_UNBROKEN: Final = re.compile(r"[（《“‘\[(]*(?:[0-9A-Za-z.,%\]]+|.)[，。、；：！？）》”’)%]*")
"""What is not parted at the end of a line: a number, a word, a mark and the character before it."""

TOO_WIDE: Final = 100.0
NOT_FULL: Final = 0.3
ROOM_LEFT: Final = 0.3
BEFORE_DIGIT: Final = 0.5
FULL_END: Final = 0.2
"""Costs of a cell: wider than its column; a line that ends early, and for each half character that it
leaves; a line that begins with a digit; a cell that ends in a full line."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of a line without a blank in them. `line` is the index of the line in the form."""

    line: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends in its line."""
        return self.start + len(self.text)


Cell = tuple[Segment, ...]
"""What a cell prints, in order; empty for a blank cell."""


def segments(line: int, text: str) -> Cell:
    """What stands between the blanks of a line."""
    return tuple(Segment(line, match.start(), match.group()) for match in _SEGMENT.finditer(text))


def cell_text(cell: Iterable[Segment]) -> str:
    """What a cell says, without white space."""
    return "".join(segment.text for segment in cell)


@dataclass(frozen=True)
class Place:
    """A cell, or a part of it, with what it is quoted from: `mark` is where it stands in `excerpt.text`."""

    excerpt: Excerpt
    mark: tuple[int, int]

    def part(self, start: int, end: int) -> Place:
        """A part of the cell, counted in its text without white space."""
        low, high = self.mark
        at = [i for i in range(low, high) if not self.excerpt.text[i].isspace()]
        return Place(self.excerpt, (at[start], at[end - 1] + 1))


@dataclass(frozen=True)
class Printed:
    """A cell: what it says without white space, where it stands, and the heading of its column."""

    text: str
    place: Place
    heading: str


def place(lines: Sequence[Excerpt], first: int, last: int, cell: Cell) -> Place:
    """Where a cell stands, quoted from lines `first` to `last`."""
    before = sum(len(line.text) for line in lines[first : cell[0].line])
    until = sum(len(line.text) for line in lines[first : cell[-1].line])
    return Place(Excerpt.join(lines[first : last + 1]), (before + cell[0].start, until + cell[-1].end))


def printed_width(text: str) -> int:
    """How wide a text prints in a form, where curly quotes are half as wide as characters."""
    return width(text) - sum(char in "“”‘’" for char in text)


def wrap_cost(texts: Sequence[str], column: int) -> float:
    """How unlikely the texts are the lines of one cell of a column that is so wide."""
    if any(printed_width(text) > column for text in texts):
        return TOO_WIDE
    cost = sum(_break_cost(text, after, column) for text, after in pairwise(texts))
    return cost + (FULL_END if texts and column - printed_width(texts[-1]) < 2 else 0.0)


def _break_cost(text: str, after: str, column: int) -> float:
    """How unlikely a line was broken before the text that goes on in the next one."""
    match = _UNBROKEN.match(after)
    spare = column - printed_width(text) - printed_width(match.group() if match else after)
    cost = NOT_FULL + ROOM_LEFT * spare if spare >= 0 else 0.0
    return cost + (BEFORE_DIGIT if after[0].isdigit() else 0.0)


def texts_of(lines: Iterable[Excerpt]) -> list[str]:
    """The lines without any white space."""
    return [unspaced(line.text) for line in lines]
