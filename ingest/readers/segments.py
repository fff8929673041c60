"""What stands together on a printed line: its segments, with wide gaps between them.

Where a table has no rules, the gaps alone tell its cells apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.numbers import figure_in, is_empty
from ingest.readers.glyphs import APART, SAME_LINE, Glyph, TypedLine

CELLS_APART: Final = 0.9
"""A wider gap, in sizes of the type, is between two cells."""

NUMBERS_APART: Final = 0.4
"""A gap in which a printed number ends. Narrower than a blank, so that two numbers never become one."""

SPREAD: Final = 3.0
"""Single Chinese characters no further apart, in sizes of the type, are one spread word (合  计)."""

LEVELS: Final = frozenset("类款项")
"""Headings of one character that stand side by side."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs beside each other, and the box round them in points."""

    glyphs: tuple[Glyph, ...]
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @staticmethod
    def of(glyphs: Iterable[Glyph]) -> Segment:
        """The segment of glyphs from left to right. Raises ValueError if there are none."""
        found = tuple(glyphs)
        if not found:
            raise ValueError("no glyphs")
        return Segment(
            found,
            "".join(glyph.text for glyph in found),
            found[0].left,
            max(glyph.right for glyph in found),
            min(glyph.top for glyph in found),
            max(glyph.bottom for glyph in found),
            max(glyph.size for glyph in found),
        )

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half its width."""
        return (self.left + self.right) / 2

    def overlaps(self, left: float, right: float) -> bool:
        """Whether a part of it stands between two places across the page."""
        return self.left < right and left < self.right


def wide_segments(line: TypedLine) -> list[Segment]:
    """A line's segments where only wide gaps divide it."""
    return _split([glyph for glyph in line.glyphs if glyph], lambda *_: CELLS_APART)


def narrow_segments(segments: Iterable[Segment]) -> list[Segment]:
    """The same with narrow gaps beside numbers dividing too, and with spread words whole."""
    parts = [part for segment in segments for part in _split(segment.glyphs, _gap_of)]
    joined: list[Segment] = []
    for part in parts:
        if joined and is_spread(joined[-1], part):
            part = Segment.of((*joined.pop().glyphs, *part.glyphs))
        joined.append(part)
    return joined


def is_spread(before: Segment, part: Segment) -> bool:
    """Whether two segments are characters of one spread word."""
    alone = len(part.text) == 1 and not part.text.isascii() and not before.text.isascii()
    evenly = len(before.text) == 1 or before.right - before.left > len(before.text) * (1 + APART) * before.size
    words = not {part.text, before.text} & LEVELS and not is_empty(part.text) and not is_empty(before.text)
    return alone and evenly and words and part.left - before.right <= SPREAD * part.size


def is_number(text: str) -> bool:
    """Whether a cell with this text holds a printed number, or a mark for none."""
    rest = text.removesuffix("%")
    return is_empty(rest) or figure_in(rest) is not None


def is_amount(text: str) -> bool:
    """Whether it is a number that is printed like an amount, neither a code nor one that counts."""
    return is_number(text) and not text.isdecimal() and not is_empty(text)


def pieces(glyphs: Iterable[Glyph]) -> list[Segment]:
    """Glyphs of any number of lines as segments, each of one line only, however close the lines are."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        size = glyph.size
        near = (
            run
            for run in runs
            if abs(run[-1].middle - glyph.middle) < SAME_LINE * size
            and -APART * size < glyph.left - run[-1].right < NUMBERS_APART * size
        )
        run = min(near, key=lambda run: abs(run[-1].middle - glyph.middle), default=None)
        if run is None:
            runs.append([glyph])
        else:
            run.append(glyph)
    return [Segment.of(run) for run in runs]


def _gap_of(before: Glyph, glyph: Glyph) -> float:
    """How wide, in sizes of the type, a gap between two cells may be at least."""
    if before.numeric and glyph.numeric:
        return NUMBERS_APART
    return APART if before.numeric or glyph.numeric else CELLS_APART


def _split(glyphs: Sequence[Glyph], gap_of: Callable[[Glyph, Glyph], float]) -> list[Segment]:
    runs: list[list[Glyph]] = [[glyphs[0]]] if glyphs else []
    for before, glyph in pairwise(glyphs):
        if glyph.left - before.right > gap_of(before, glyph) * max(before.size, glyph.size):
            runs.append([])
        runs[-1].append(glyph)
    return [Segment.of(run) for run in runs]
