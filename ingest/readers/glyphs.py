"""Characters as a PDF places them become lines of text that know where they stand.

What looks like a character without being it (the radical ⻔ for 门) is written as the character itself; what
no font table names stays visible as `UNKNOWN`, so that no number can be made of it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final

SAME_LINE: Final = 0.45
"""Characters whose middles are no further apart, in sizes of the type, are on one line. Digits are often set
lower than the Chinese characters beside them by a third of their size; lines are at least a size apart."""

APART: Final = 0.5
"""A wider gap, in sizes of the type, is a space. Typesetters put a quarter between Chinese and digits."""

WORDS_APART: Final = 0.15
"""A wider gap between two Latin letters or digits is a space."""

TWICE: Final = 0.2
"""The same character no further away, in sizes of the type, is the same one drawn again. Digits are half a
size wide, a full stop a quarter."""

CELL: Final = 8
"""Characters are looked for in squares of so many points; no type is as large as CELL / TWICE."""

UNKNOWN: Final = "\ufffd"
"""Stands for a character of a private code."""

_RADICALS: Final = str.maketrans(
    "⺁⺊⺟⺠⺩⺶⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂卜母民王羊月虎西见角贝车长门青韦页风飞食马鬼鱼鸟卤麦黄齐齿龙龟",
)
"""CJK radicals (U+2E80 to U+2EF3) that Unicode's own normalisation leaves alone. Source: Unicode's
EquivalentUnifiedIdeograph, those that are whole characters."""

Char = Mapping[str, Any]
"""A character as pdfplumber gives it: text, x0, x1, top, bottom, size …"""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character where it is printed, in points. `size` is that of its type."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def numeric(self) -> bool:
        """Whether it may be part of a printed number."""
        return self.text in "0123456789.,-%"


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line's text, and the glyph of each of its characters (None for a space between words)."""

    text: str
    glyphs: tuple[Glyph | None, ...]
    top: float


def plain(text: str) -> str:
    """The text with look-alike characters written as what they look like."""
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    if "\u2e80" <= char <= "\u2fdf":
        return unicodedata.normalize("NFKC", char).translate(_RADICALS)
    return UNKNOWN if unicodedata.category(char) in ("Co", "Cn") else char


def glyphs_of(chars: Iterable[Char]) -> list[Glyph]:
    """The characters as glyphs, blanks included, each once though it may be placed twice (as a poor man's bold)."""
    found: list[Glyph] = []
    placed: defaultdict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    for char in chars:
        text = plain(char["text"])
        step = (char["x1"] - char["x0"]) / max(len(text), 1)
        for i, letter in enumerate(text):
            left = char["x0"] + i * step
            glyph = Glyph(letter, left, left + step, char["top"], char["bottom"], char["size"])
            place = (letter, round(left / CELL), round(glyph.top / CELL))
            if not any(_same_place(glyph, other) for near in _around(place) for other in placed.get(near, ())):
                placed[place].append(glyph)
                found.append(glyph)
    return found


def _around(place: tuple[str, int, int]) -> Iterator[tuple[str, int, int]]:
    letter, x, y = place
    return ((letter, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def _same_place(glyph: Glyph, other: Glyph) -> bool:
    near = TWICE * glyph.size
    return abs(glyph.left - other.left) < near and abs(glyph.top - other.top) < near


def lines_of(glyphs: Sequence[Glyph]) -> list[TypedLine]:
    """The glyphs as lines from top to bottom, each from left to right."""
    printed = [glyph for glyph in glyphs if glyph.text.strip()]
    if not printed:
        return []
    tolerance = SAME_LINE * median(glyph.size for glyph in printed)
    lines: list[list[Glyph]] = []
    for glyph in sorted(printed, key=lambda glyph: glyph.middle):
        if not lines or glyph.middle - lines[-1][-1].middle > tolerance:
            lines.append([])
        lines[-1].append(glyph)
    return [_typed(sorted(line, key=lambda glyph: glyph.left)) for line in lines]


def _typed(line: Sequence[Glyph]) -> TypedLine:
    glyphs: list[Glyph | None] = [line[0]]
    for before, glyph in pairwise(line):
        if spaced(before, glyph):
            glyphs.append(None)
        glyphs.append(glyph)
    text = "".join(glyph.text if glyph else " " for glyph in glyphs)
    return TypedLine(text, tuple(glyphs), min(glyph.top for glyph in line))


def spaced(before: Glyph, glyph: Glyph) -> bool:
    """Whether there is a space between two glyphs of a line."""
    latin = all(g.text.isascii() and g.text.isalnum() for g in (before, glyph))
    return glyph.left - before.right > (WORDS_APART if latin else APART) * max(before.size, glyph.size)


def numbers_whole(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs one by one, but those of a printed number together, in the order in which they are placed."""
    run: list[Glyph] = []
    for glyph in glyphs:
        joined = run and glyph.numeric and run[-1].numeric and _beside(run[-1], glyph)
        if run and not joined:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _beside(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    return abs(glyph.middle - before.middle) < SAME_LINE * size and abs(glyph.left - before.right) < WORDS_APART * size
