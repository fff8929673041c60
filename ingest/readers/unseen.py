"""Characters of a PDF that nobody sees on the page: white on white, or too small to be type. They are not read: what
a reader cannot see is not what an office published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pdfplumber.page import Page as PdfPage

from ingest.readers.glyphs import Char

SMALLEST: Final = 1.5
"""Smaller type, in points, is a speck."""

NEARLY: Final = 0.97
"""A colour this light, of 1, cannot be told from white paper."""

_LIGHT: Final = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3}
"""Colour spaces in which 1 is white, and how many parts a colour has. In others it may be the darkest ink."""

_INK: Final = ("DeviceCMYK", 4)


def seen(page: PdfPage, chars: Sequence[Char]) -> list[Char]:
    """The characters of a page that can be seen."""
    white = [char for char in chars if _white(char.get("ncs"), char.get("non_stroking_color"))]
    hidden = {id(char) for char in chars if char["size"] < SMALLEST}
    if white:
        behind = [(*_box(shape), _white(None, shape.get("non_stroking_color"))) for shape in _painted(page)]
        hidden |= {id(char) for char in white if not _on_colour(char, behind)}
    return [char for char in chars if id(char) not in hidden] if hidden else list(chars)


def _white(space: object, colour: object) -> bool:
    """Whether a colour is that of the paper. `space`: None for one that is told by the number of its parts."""
    parts = tuple(colour) if isinstance(colour, (list, tuple)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    if (space in (None, _INK[0])) and len(parts) == _INK[1]:
        return all(part <= 1 - NEARLY for part in parts)
    known = len(parts) in (1, 3) if space is None else _LIGHT.get(str(space)) == len(parts)
    return known and all(part >= NEARLY for part in parts)


def _painted(page: PdfPage) -> list[Char]:
    """The filled shapes and the images, in the order that they are painted in."""
    filled = [shape for shape in (*page.rects, *page.curves) if shape.get("fill")]
    return [*filled, *page.images]


def _box(shape: Char) -> tuple[float, float, float, float]:
    return shape["x0"], shape["top"], shape["x1"], shape["bottom"]


def _on_colour(char: Char, behind: Sequence[tuple[float, float, float, float, bool]]) -> bool:
    """Whether something that is not white is painted behind a character."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom and not white for left, top, right, bottom, white in behind)
