"""The job of drawing a page of a PDF. It runs in a process of its own: see `apart`."""

from __future__ import annotations

from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import Final

import pypdfium2

from ingest.library.revision import file_hash

MAX_DOTS: Final = 16_000_000
"""A page is drawn more coarsely than asked where it would have more dots."""

MIN_SIDE: Final = 1.0
"""In points. What is narrower is drawn so wide."""


def draw(path: Path, digest: str, number: int, turned: int, scale: float) -> bytes | None:
    """A page (from 1) as PNG, turned clockwise by so many degrees, `scale` dots for a point.

    None where the file has another hash than `digest`, or no such page. Raises what PDFium does.
    """
    if file_hash(path) != digest:
        return None
    with pypdfium2.PdfDocument(path) as document:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        wide, high = (max(side, MIN_SIDE) for side in page.get_size())
        scale = min(scale, sqrt(MAX_DOTS / (wide * high)))
        png = BytesIO()
        page.render(scale=scale, rotation=turned).to_pil().save(png, "PNG")
        return png.getvalue()
