"""What a reader gives: a Document of Pages, and Excerpts that know where they stand.

Every later stage works on `Excerpt`s, so that whatever is found (a heading, a cell, a figure in a
sentence) can be pointed at in the stored page texts without searching for it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive, from 0) of the text of file page `page` (from 1)."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document: its text, and the spans that the text is made of, in order.

    `text` is exactly the page texts of `spans` joined with nothing between them, so any slice of
    it can be traced back to its pages.
    """

    text: str
    spans: tuple[Span, ...]

    @property
    def page(self) -> int:
        """File page on which the excerpt begins."""
        return self.spans[0].page

    def slice(self, start: int, end: int) -> Excerpt:
        """Characters `start` to `end` of this excerpt, as an excerpt of its own.

        Raises ValueError where nothing would be left.
        """
        start, end = max(start, 0), min(end, len(self.text))
        spans: list[Span] = []
        offset = 0
        for span in self.spans:
            length = span.end - span.start
            low, high = max(start - offset, 0), min(end - offset, length)
            if low < high:
                spans.append(Span(span.page, span.start + low, span.start + high))
            offset += length
        if not spans:
            raise ValueError("an excerpt cannot be empty")
        return Excerpt(self.text[start:end], tuple(spans))

    def strip(self) -> Excerpt:
        """The excerpt without white space at its ends."""
        stripped = self.text.strip()
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, start + len(stripped))

    @staticmethod
    def join(parts: Iterable[Excerpt]) -> Excerpt:
        """The parts one after another as one excerpt. Raises ValueError if there are none."""
        parts = tuple(parts)
        if not parts:
            raise ValueError("an excerpt cannot be empty")
        return Excerpt("".join(p.text for p in parts), tuple(s for p in parts for s in p.spans))


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank."""

    excerpt: Excerpt

    @property
    def text(self) -> str:
        """The line without white space at its ends."""
        return self.excerpt.text.strip()

    @property
    def page(self) -> int:
        """File page of the line."""
        return self.excerpt.page


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` in the file (from 1), `printed` on the paper (None if not known).

    `text` holds the page's lines joined by line ends, without blank lines; spans count in it.
    """

    number: int
    text: str
    printed: int | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The page's lines from top to bottom."""
        lines: list[Line] = []
        start = 0
        for text in self.text.split("\n"):
            if text.strip():
                span = Span(self.number, start, start + len(text))
                lines.append(Line(Excerpt(text, (span,))))
            start += len(text) + 1
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a reader sees it: pages in order, and what the reader wants to be known."""

    path: Path
    format: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all pages in order."""
        return tuple(line for page in self.pages for line in page.lines)
