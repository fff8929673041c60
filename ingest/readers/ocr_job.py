"""The job of recognising scanned pages. It runs in processes of its own: see `apart`.

A page is drawn as it is shown, its lines are found and recognised, and the box of each line is cut into
characters by their widths, so that a recognised page has lines and places as any other. Rules are part of
the picture, so it has no grids.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pypdfium2
from opencc import OpenCC
from rapidocr import RapidOCR

from ingest.document import Box, Page
from ingest.readers.glyphs import Glyph, plain
from ingest.readers.pdf_page import page_of_glyphs

POINTS: Final = 72
DOTS: Final = 200
"""Dots per inch in which a page is drawn: the smallest type of a table is then 20 dots high."""

MAX_SIDE: Final = 2400
"""Dots along the longer side of what is drawn: A4 is just below, larger pages are drawn more coarsely."""

DETECTED_SIDE: Final = 1536
"""Dots along the longer side in which lines are looked for; to look in all of them takes twice the memory."""

TYPE: Final = 0.75
"""Height of the type in that of its box; the margin is the same on all four sides."""

UPRIGHT: Final = 0
TURNS: Final = (90, 270, 180)
"""What is tried, in degrees clockwise, where a page does not read well as it is."""

READS_WELL: Final = 0.8
"""Of what it would weigh if every line were recognised without doubt; text upside down has about 0.6."""

OPENING: Final = frozenset("（《〈【〔「『“‘")
CLOSING: Final = frozenset("，。、；：？！）》〉】〕」』”’")
"""Full-width marks whose outer half is blank, so that a line's box begins or ends in their middle."""

_ENGINE: Final = {
    "Global.log_level": "critical",
    "Global.max_side_len": MAX_SIDE,
    "Det.limit_type": "max",
    "Det.limit_side_len": DETECTED_SIDE,
    # No quicker for more lines at a time, and each takes memory.
    "Rec.rec_batch_num": 1,
    # The other processes read the other pages.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    # It takes a 6 for a 9 that was scanned upside down.
    "Global.use_cls": False,
}


@dataclass(frozen=True, slots=True)
class Recognized:
    """A line, its box in points, and how sure it is (0 to 1)."""

    text: str
    box: Box
    score: float

    @property
    def weight(self) -> float:
        """How much it speaks for the way the page is turned: a line on its side says nothing for it."""
        level = self.box.right - self.box.left > self.box.bottom - self.box.top or len(self.text) == 1
        return self.score * len(self.text) if level else 0.0


@cache
def _engine() -> RapidOCR:
    return RapidOCR(params=_ENGINE)


def recognize_pages(path: Path, numbers: Sequence[int], seconds: float) -> list[Page]:
    """The pages with these numbers (from 1) that could be begun within the time, without text where none is found.

    Raises whatever pypdfium2 and RapidOCR do.
    """
    deadline = time.monotonic() + seconds
    pages: list[Page] = []
    with pypdfium2.PdfDocument(path) as document:
        for number in numbers:
            if time.monotonic() > deadline:
                break
            pages.append(_recognized(document[number - 1], number))
    return pages


def _recognized(page: pypdfium2.PdfPage, number: int) -> Page:
    best, turned = _lines(page, UPRIGHT), UPRIGHT
    for turn in TURNS if best else ():
        if _reads_well(best):
            break
        lines = _lines(page, turn)
        if _weight(lines) > _weight(best):
            best, turned = lines, turn
    wide, high = page.get_size()
    size = (high, wide) if turned in (90, 270) else (wide, high)
    return page_of_glyphs(number, [glyph for line in best for glyph in glyphs_of_line(line)], turned, size)


def _weight(lines: Sequence[Recognized]) -> float:
    return sum(line.weight for line in lines)


def _reads_well(lines: Sequence[Recognized]) -> bool:
    return _weight(lines) > READS_WELL * sum(len(line.text) for line in lines)


def _lines(page: pypdfium2.PdfPage, turn: int) -> list[Recognized]:
    """The lines found on a page turned clockwise by so many degrees."""
    scale = min(DOTS / POINTS, MAX_SIDE / max(page.get_size()))
    found = _engine()(page.render(scale=scale, rotation=turn).to_numpy())
    if not found.txts:
        return []
    return [
        Recognized(text, _box(corners / scale), float(score))
        for text, corners, score in zip(found.txts, found.boxes, found.scores, strict=True)
    ]


def _box(corners: Sequence[Sequence[float]]) -> Box:
    """The upright box of a line from its corners, clockwise from the left top one; it may be a little slanted."""
    (a, b), (c, d), (e, f), (g, h) = (map(float, corner) for corner in corners)
    return Box((a + g) / 2, (b + d) / 2, (c + e) / 2, (f + h) / 2)


def glyphs_of_line(line: Recognized) -> Iterator[Glyph]:
    """The line's characters, blanks included, each as wide as such characters are."""
    height = line.box.bottom - line.box.top
    size, margin = TYPE * height, (1 - TYPE) / 2 * height
    text = "".join(map(_simplified, plain(line.text)))
    widths = _widths(text)
    left, right = line.box.left + margin, line.box.right - margin
    step = (right - left) / sum(widths)
    for char, width in zip(text, widths, strict=True):
        yield Glyph(char, left, left + width * step, line.box.top + margin, line.box.bottom - margin, size)
        left += width * step


@cache
def _simplified(char: str) -> str:
    """The character as the reports write it: the model knows traditional ones too and takes 决 for 決."""
    found: str = _to_simplified().convert(char)
    return found if len(found) == 1 else char


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def _widths(text: str) -> list[int]:
    """Of each character of a line in half-widths: Chinese ones are twice as wide as digits."""
    widths = [2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text]
    if text[0] in OPENING:
        widths[0] = 1
    if text[-1] in CLOSING:
        widths[-1] = 1
    return widths
