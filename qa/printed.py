"""Pages as they are printed, and where on them stands what is cited, in shares of what is shown of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ingest.document import Box, Page, Span

SAME_LINE: Final = 0.5
"""What of the lower of two boxes is beside the other where they are of one line."""

MARGIN: Final = 1.5
"""Points between what is marked and the edge of its mark."""


class Marked(StrEnum):
    """What a mark on a page is of."""

    ROW = "row"  # the row in which the cited cell stands
    QUOTE = "quote"
    FIGURE = "figure"  # a cited cell, or a figure of the answer in a sentence


@dataclass(frozen=True)
class Spot:
    """A mark: its edges from the left and the top of what is shown, as shares of its width and height."""

    kind: Marked
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class PrintedPage:
    """A page that can be shown as an image, `width` and `height` in points."""

    number: int
    printed: int | None
    width: float
    height: float
    spots: tuple[Spot, ...] = ()


def printed_page(
    page: Page, rows: Sequence[Sequence[Span]], quote: Sequence[Span], figures: Sequence[Sequence[Span]]
) -> PrintedPage | None:
    """The page with what of these spans stands on it marked: each row by one mark, a quote by one for each line, each
    figure by one. None where the format tells no places."""
    frame = page.frame
    if frame is None:
        return None
    marked = [(Marked.ROW, box) for row in rows for box in _whole(page, row)]
    marked += [(Marked.QUOTE, box) for box in _lines(_boxes(page, quote))]
    marked += [(Marked.FIGURE, box) for figure in figures for box in _whole(page, figure)]
    spots = tuple(_spot(kind, box, frame) for kind, box in marked)
    return PrintedPage(page.number, page.printed, frame.right - frame.left, frame.bottom - frame.top, spots)


def _boxes(page: Page, spans: Iterable[Span]) -> list[Box]:
    return [box for span in spans if span.page == page.number for box in page.boxes(span.start, span.end)]


def _whole(page: Page, spans: Iterable[Span]) -> list[Box]:
    """One box round all of it; none where nothing is printed."""
    boxes = _boxes(page, spans)
    return [Box.around(boxes)] if boxes else []


def _lines(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes that follow each other in a line as one."""
    line: list[Box] = []
    for box in boxes:
        if line and not _beside(Box.around(line), box):
            yield Box.around(line)
            line = []
        line.append(box)
    if line:
        yield Box.around(line)


def _beside(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > SAME_LINE * min(one.bottom - one.top, other.bottom - other.top)


def _spot(kind: Marked, box: Box, frame: Box) -> Spot:
    wide, high = frame.right - frame.left, frame.bottom - frame.top
    return Spot(
        kind,
        (box.left - MARGIN - frame.left) / wide,
        (box.top - MARGIN - frame.top) / high,
        (box.right - box.left + 2 * MARGIN) / wide,
        (box.bottom - box.top + 2 * MARGIN) / high,
    )
