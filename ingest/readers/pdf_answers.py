"""What the processes that read a PDF answer. Here, so that nobody else has to import the parser."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Page


@dataclass(frozen=True, slots=True)
class Inspection:
    """A PDF that can be opened.

    `pages` counts no further than one more than the limit; `declared` is what the file says itself, 0 where
    it does not. `rebuilt` is true where the index of its objects was broken and they were looked for.
    """

    pages: int
    declared: int
    rebuilt: bool


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page; whether pictures or outlines stand on it that may show text; and whether most of its characters
    are known by their number in a font alone, so that its text means nothing.
    """

    page: Page
    pictures: bool
    undecoded: bool
