"""What an answer rests on, ready to be shown: the table with its cells, the page with its words, the sum.

Pure: an Answer and the library in, typed evidence out. How it looks is `qa.page`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final

from ingest.document import Excerpt, Page, Span
from ingest.facts import column_labels
from ingest.library import Library, StoredReport
from ingest.report import Check, Table
from qa.answer import Answer, Citation, Figure, Kind
from qa.printed import PrintedPage, printed_page


@dataclass(frozen=True)
class Sheets:
    """The pages on which cited words stand: as they were read, and as printed, where a copy of the PDF is kept.

    `report` is the id of the report, which has `count` pages. `lost`: it was a PDF, and there is no copy of it.
    """

    report: str
    count: int
    texts: tuple[PageText, ...]
    images: tuple[PrintedPage, ...] = ()
    lost: bool = False


@dataclass(frozen=True)
class TableEvidence:
    """A table, and where in it the cited figures stand.

    `rows` and `columns` index `table.rows` and `table.columns`; `cells` are (row, column). Where no
    column is cited, there are marked rows only. `checks` are the balance identities that used the table. `sheets`
    are the pages of what is marked, if the report is there.
    """

    citations: tuple[Citation, ...]
    table: Table
    rows: frozenset[int]
    columns: frozenset[int]
    cells: frozenset[tuple[int, int]]
    checks: tuple[Check, ...]
    sheets: Sheets | None = None


CONTEXT: Final = 2000
"""How much of a page is shown before and after the cited words, in characters: a printed page in full."""


MOST: Final = 20_000
"""How much of a page is shown where nothing on it is cited."""


class Mark(IntEnum):
    """How a stretch of page text is marked."""

    NONE = 0
    QUOTE = 1  # cited
    FIGURE = 2  # cited, and a figure of the answer


@dataclass(frozen=True)
class Run:
    """A stretch of page text that is marked in one way."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class PageText:
    """The text of one page, wrapped lines joined. `printed` is the number on the paper.

    `cut` says whether lines were left out before and after it: the page of a long text is not shown whole.
    """

    number: int
    printed: int | None
    runs: tuple[Run, ...]
    cut: tuple[bool, bool] = (False, False)


@dataclass(frozen=True)
class PassageEvidence:
    """Cited words on their pages, in order."""

    citation: Citation
    sheets: Sheets

    @property
    def pages(self) -> tuple[PageText, ...]:
        """The pages as they were read."""
        return self.sheets.texts


@dataclass(frozen=True)
class QuoteEvidence:
    """Cited words whose report is not in the library any more, or not as it was."""

    citation: Citation


@dataclass(frozen=True)
class Operand:
    """A figure that a calculation used, and the ids of its citations."""

    figure: Figure
    citations: tuple[int, ...]


@dataclass(frozen=True)
class CalculationEvidence:
    """A computed figure with its formula and what went into it."""

    figure: Figure
    operands: tuple[Operand, ...]


@dataclass(frozen=True)
class DisagreementEvidence:
    """Figures of one subject that are not the same, the one that answers first, and the ids of their citations."""

    figures: tuple[Operand, ...]


Evidence = CalculationEvidence | DisagreementEvidence | TableEvidence | PassageEvidence | QuoteEvidence


def evidence(answer: Answer, library: Library) -> tuple[Evidence, ...]:
    """What the answer rests on: calculations and disagreements first, then the citations in their order.

    Citations of one table stand together at the place of the first. Raises LibraryError where the
    library cannot be read; a report that is gone gives QuoteEvidence instead.
    """
    found: list[Evidence] = [*_calculations(answer), *_disagreement(answer)]
    with library.snapshot():
        sources = {report.title: _Source(library, report) for report in library.reports()}
        for index, citation in enumerate(answer.citations):
            source = sources.get(citation.report)
            if source is None or not source.holds(citation):
                found.append(QuoteEvidence(citation))
            else:
                printed = [f.printed for f in answer.figures if f.printed and index in f.citations]
                _add(found, source.table(citation) or source.passage(citation, printed))
        return tuple(
            sources[one.citations[0].report].with_sheets(one) if isinstance(one, TableEvidence) else one
            for one in found
        )


def page_text(library: Library, report_id: str, number: int) -> PageText | None:
    """A page as it was read, nothing marked; None where there is no such page. Raises ReportNotFound."""
    return _Source(library, library.report(report_id)).text(number)


def _add(found: list[Evidence], new: TableEvidence | PassageEvidence) -> None:
    """Appends evidence, or adds it to what is there about the same table."""
    for index, earlier in enumerate(found):
        if isinstance(new, TableEvidence) and isinstance(earlier, TableEvidence) and earlier.table == new.table:
            found[index] = TableEvidence(
                citations=(*earlier.citations, *new.citations),
                table=earlier.table,
                rows=earlier.rows | new.rows,
                columns=earlier.columns | new.columns,
                cells=earlier.cells | new.cells,
                checks=earlier.checks,
            )
            return
    found.append(new)


def _calculations(answer: Answer) -> Iterator[CalculationEvidence]:
    for figure in answer.figures:
        if figure.formula:
            yield CalculationEvidence(figure, _cited(answer, figure.operands))


def _disagreement(answer: Answer) -> Iterator[DisagreementEvidence]:
    """The figures of an answer that says that the report contradicts itself, without those that one is made of."""
    if answer.kind is Kind.CONFLICT:
        made_of = {index for figure in answer.figures for index in figure.operands}
        yield DisagreementEvidence(_cited(answer, [i for i in range(len(answer.figures)) if i not in made_of]))


def _cited(answer: Answer, indexes: Sequence[int]) -> tuple[Operand, ...]:
    figures = (answer.figures[index] for index in indexes)
    return tuple(Operand(figure, tuple(answer.citations[i].id for i in figure.citations)) for figure in figures)


class _Source:
    """One report, its parts read when they are needed."""

    def __init__(self, library: Library, report: StoredReport) -> None:
        self._library = library
        self._report = report

    @cached_property
    def _pages(self) -> dict[int, Page]:
        return {page.number: page for page in self._library.pages(self._report.id)}

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return self._library.tables(self._report.id)

    @cached_property
    def _checks(self) -> tuple[Check, ...]:
        return self._library.checks(self._report.id)

    @cached_property
    def _wraps(self) -> frozenset[tuple[int, int]]:
        """Where, as (page, position), a paragraph goes on in the next line."""
        paragraphs = (p for section in self._library.sections(self._report.id) for p in section.paragraphs)
        return frozenset(place for paragraph in paragraphs for place in _wraps(paragraph.excerpt))

    def holds(self, citation: Citation) -> bool:
        """Whether the cited words are where the citation says."""
        texts = (self._pages[s.page].text[s.start : s.end] for s in citation.spans if s.page in self._pages)
        return bool(citation.spans) and "".join(texts) == citation.quote

    def table(self, citation: Citation) -> TableEvidence | None:
        """The table of which the citation quotes rows; None where it quotes none."""
        spans = _spans(citation)
        for table in self._tables:
            if citation.table not in (None, table.name):
                continue
            rows = [index for index, row in enumerate(table.rows) if _within(row.excerpt.spans, spans)]
            if rows:
                return self._marked(citation, table, rows)
        return None

    def _marked(self, citation: Citation, table: Table, rows: Sequence[int]) -> TableEvidence:
        sides = {table.rows[row].side for row in rows}
        columns = [
            index
            for index, (column, label) in enumerate(zip(table.columns, column_labels(table), strict=True))
            if column.side in sides and label == citation.column
        ]
        cells = {(row, c) for row in rows for c in columns if table.columns[c].side == table.rows[row].side}
        checks = tuple(check for check in self._checks if table.form in check.forms)
        return TableEvidence((citation,), table, frozenset(rows), frozenset(columns), frozenset(cells), checks)

    def passage(self, citation: Citation, printed: Sequence[str]) -> PassageEvidence:
        """The pages that the citation quotes from, with its words and the printed figures marked."""
        spans = _spans(citation)
        figures = [_figure_spans(Excerpt(citation.quote, spans), text) for text in printed]
        return PassageEvidence(citation, self._sheets((), spans, figures))

    def with_sheets(self, found: TableEvidence) -> TableEvidence:
        """The same with the pages on which the marked rows stand, and their marked cells."""
        rows = [found.table.rows[row] for row in sorted(found.rows)]
        cells = [_cell_spans(found.table, row, column) for row, column in sorted(found.cells)]
        return replace(found, sheets=self._sheets([row.excerpt.spans for row in rows], (), cells))

    def text(self, number: int) -> PageText | None:
        """A page as it was read; None where there is no such page."""
        page = self._pages.get(number)
        return self._page(page, (), ()) if page else None

    def _sheets(
        self, rows: Sequence[Sequence[Span]], quote: Sequence[Span], figures: Sequence[Sequence[Span]]
    ) -> Sheets:
        """The pages with rows or a quote on them, and figures within these."""
        cited = [*quote, *(span for row in rows for span in row)]
        numbers = sorted({span.page for span in cited})
        inner = [span for figure in figures for span in figure]
        texts = tuple(self._page(self._pages[number], cited, inner) for number in numbers)
        id_ = self._report.id
        kept = self._library.document(id_) is not None
        placed = [page for number in numbers if kept and (page := self._library.page(id_, number))]
        images = tuple(image for page in placed if (image := printed_page(page, rows, quote, figures)))
        lost = not kept and self._report.upload.file_name.lower().endswith(".pdf")
        return Sheets(id_, len(self._pages), texts, images, lost)

    def _page(self, page: Page, quote: Sequence[Span], figures: Sequence[Span]) -> PageText:
        cited = _ranges(quote, page)
        marked = marks(page.text, cited, _ranges(figures, page))
        start, end = around(page.text, cited) if cited else (0, min(len(page.text), MOST))
        kept = [
            (page.text[at], marked[at])
            for at in range(start, end)
            if not (page.text[at] == "\n" and (page.number, at) in self._wraps)
        ]
        runs = (
            Run("".join(char for char, _ in group), mark) for mark, group in groupby(kept, key=lambda pair: pair[1])
        )
        return PageText(page.number, page.printed, tuple(runs), (start > 0, end < len(page.text)))


def around(text: str, cited: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of a page to show: whole lines, no more than CONTEXT before and after what is cited."""
    first, last = min(start for start, _ in cited), max(end for _, end in cited)
    start = 0 if first <= CONTEXT else text.find("\n", first - CONTEXT, first) + 1 or first - CONTEXT
    end = len(text) if last + CONTEXT >= len(text) else text.rfind("\n", last, last + CONTEXT)
    return start, end if end >= 0 else last + CONTEXT


def marks(text: str, quote: Sequence[tuple[int, int]], figures: Sequence[tuple[int, int]]) -> list[Mark]:
    """How each character is marked. White space between two ranges of the quote belongs to it."""
    marked = [Mark.NONE] * len(text)
    ordered = sorted(quote)
    gaps = ((end, start) for (_, end), (start, _) in pairwise(ordered) if end < start and not text[end:start].strip())
    for mark, ranges in ((Mark.QUOTE, [*ordered, *gaps]), (Mark.FIGURE, figures)):
        for start, end in ranges:
            marked[start:end] = [mark] * (end - start)
    return marked


def _cell_spans(table: Table, row: int, column: int) -> tuple[Span, ...]:
    """Where a cell's figure stands; nowhere for a blank one."""
    held = table.rows[row]
    first = next(i for i, each in enumerate(table.columns) if each.side == held.side)
    marks = (cell.mark for cell in held.cells if first + cell.column == column and cell.printed)
    return next((held.excerpt.slice(*mark).spans for mark in marks), ())


def _figure_spans(quote: Excerpt, printed: str) -> tuple[Span, ...]:
    """Where the figure stands in the quote; nowhere unless there is just one such number."""
    found = list(re.finditer(rf"(?<![\d.,]){re.escape(printed)}(?![\d.,]*\d)", quote.text))
    return quote.slice(found[0].start(), found[0].end()).spans if len(found) == 1 else ()


def _ranges(spans: Sequence[Span], page: Page) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans if span.page == page.number]


def _spans(citation: Citation) -> tuple[Span, ...]:
    return tuple(Span(span.page, span.start, span.end) for span in citation.spans)


def _within(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    """Whether every inner span lies in one of the outer ones."""
    return all(any(o.holds(i) for o in outer) for i in inner)


def _wraps(excerpt: Excerpt) -> Iterator[tuple[int, int]]:
    for before, after in pairwise(excerpt.spans):
        if before.page == after.page and after.start == before.end + 1:
            yield before.page, before.end
