"""What an assistant reads of a report when it is needed: its pages and tables, and where words are printed."""

from __future__ import annotations

from functools import cached_property

from ingest.document import Page
from ingest.library import Library
from ingest.report import Table
from qa.answer import Citation, PageSpan


class Source:
    """The pages and tables of a report, read when they are needed, and once for each revision."""

    def __init__(self, library: Library, report_id: str) -> None:
        self._library = library
        self._report_id = report_id
        self._placed: dict[int, Page | None] = {}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages, in order."""
        return self._library.pages(self._report_id)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return self._library.tables(self._report_id)

    def placed(self, citation: Citation) -> Citation:
        """The citation with where its words are printed, if the file tells."""
        return citation.model_copy(update={"spans": tuple(map(self._boxed, citation.spans))})

    def _boxed(self, span: PageSpan) -> PageSpan:
        if span.page not in self._placed:
            self._placed[span.page] = self._library.page(self._report_id, span.page)
        page = self._placed[span.page]
        found = page.boxes(span.start, span.end) if page else ()
        boxes = tuple((box.left, box.top, box.right, box.bottom) for box in found)
        return span.model_copy(update={"boxes": boxes}) if boxes else span
