"""Pages as images: what a mark is put on is where the ink is, however the page is turned, cut or enlarged."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from PIL import Image, ImageChops

from ingest.document import Page, Span
from ingest.library import file_hash
from ingest.readers.page_image import MAX_DOTS, draw
from ingest.readers.pdf_page import read_page
from qa.printed import MARGIN, Marked, PrintedPage, printed_page
from tests.documents.paper import Paper

TURNS = ({}, {"rotate": 90}, {"rotate": 270}, {"turned": 90}, {"turned": 270}, {"landscape": True})
CUT = (-30.0, -50.0, 595.0, 842.0), (20.0, 10.0, 560.0, 700.0)
"""A /MediaBox that does not begin at zero, and a /CropBox within it."""


def drawn(path: Path, page: Page, scale: float) -> Image.Image:
    png = draw(path, file_hash(path), page.number, page.turned, scale)
    assert png is not None
    return Image.open(BytesIO(png)).convert("RGB")


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not white."""
    found = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    assert found is not None
    return found


def cut(path: Path) -> None:
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        document[0].set_mediabox(*CUT[0])
        document[0].set_cropbox(*CUT[1])
        document.save(path)


def read(path: Path) -> Page:
    with pdfplumber.open(path) as document:
        return read_page(document.pages[0])


def marked(page: Page) -> PrintedPage:
    found = printed_page(page, (), (), [[Span(1, 0, len(page.text))]])
    assert found is not None
    return found


@pytest.mark.parametrize("is_cut", [False, True])
@pytest.mark.parametrize("turn", TURNS, ids=str)
def test_the_mark_is_on_the_ink(tmp_path: Path, turn: dict[str, int], is_cut: bool) -> None:
    file = tmp_path / "page.pdf"
    with Paper(file) as paper:
        paper.page(**turn)  # type: ignore[arg-type]
        paper.text(210, 330, "1,234.56", 20)
    if is_cut:
        cut(file)
    page = read(file)
    found = marked(page)
    [spot] = found.spots
    assert spot.kind is Marked.FIGURE
    for scale in (1.0, 3.0):
        image = drawn(file, page, scale)
        wide, high = image.size
        assert (wide, high) == pytest.approx((found.width * scale, found.height * scale), abs=1.5)
        left, top, right, bottom = ink(image)
        edges = (spot.left * wide, spot.top * high, (spot.left + spot.width) * wide, (spot.top + spot.height) * high)
        assert edges[0] <= left < right <= edges[2]
        assert edges[1] <= top < bottom <= edges[3]
        # Nothing is marked but the figure: its type is 20 points high, of which digits fill most.
        assert edges[2] - edges[0] < right - left + 4 * MARGIN * scale
        assert edges[3] - edges[1] < (20 + 6 * MARGIN) * scale


def test_a_quote_is_marked_line_by_line_and_a_row_as_one(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    with Paper(file) as paper:
        paper.page()
        for line in range(3):
            paper.text(100, 200 + 40 * line, f"第{line}行有12.30万元", 14, lowered=2.5)
    page = read(file)
    [second, third] = [line.excerpt.spans for line in page.lines][1:]
    found = printed_page(page, [second], [*second, *third], ())
    assert found is not None
    assert [spot.kind for spot in found.spots] == [Marked.ROW, Marked.QUOTE, Marked.QUOTE]
    tops = [spot.top * found.height for spot in found.spots]
    assert tops == pytest.approx([240, 240, 280], abs=6)


def test_a_huge_page_is_drawn_coarsely(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    with Paper(file, size=(14_000, 14_000)) as paper:
        paper.page()
        paper.text(100, 200, "大", 500)
    wide, high = drawn(file, read(file), 4.0).size
    assert wide * high <= MAX_DOTS * 1.01


@pytest.mark.parametrize("number", [-1, 0, 2, 10**9])
def test_there_are_no_other_pages(tmp_path: Path, number: int) -> None:
    file = tmp_path / "page.pdf"
    with Paper(file) as paper:
        paper.page()
    assert draw(file, file_hash(file), number, 0, 1.0) is None


def test_a_file_that_is_not_the_one_that_was_read_is_not_drawn(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    with Paper(file) as paper:
        paper.page()
    assert draw(file, "0" * 64, 1, 0, 1.0) is None
