"""What all parts of a report share as rows: places instead of texts, exact figures, order.

An excerpt is stored as its spans alone; its text is taken from the stored pages. So what is quoted is
what the page says, whatever was handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from ingest.document import Excerpt, Span
from ingest.library.values import StoredValue

Record = dict[str, Any]
Spans = list[list[int]]


class PageTexts:
    """The page texts of one report: excerpts into spans, spans into excerpts."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts

    def excerpt(self, spans: Spans) -> Excerpt:
        """What stands at the spans."""
        text = "".join(self._texts[page][start:end] for page, start, end in spans)
        return Excerpt(text, tuple(Span(*span) for span in spans))

    def spans(self, excerpt: Excerpt) -> Spans:
        """The excerpt as it is stored. Raises ValueError where its text is not that of the pages."""
        spans = [[span.page, span.start, span.end] for span in excerpt.spans]
        if not all(page in self._texts for page, _, _ in spans) or self.excerpt(spans) != excerpt:
            raise ValueError(f"an excerpt that is not on its pages: {excerpt.text[:80]!r} at {spans[:3]}")
        return spans


def rows_of(connection: Connection, table: Table, publication: int, **where: int) -> list[Row[Any]]:
    """The parts of a publication in order."""
    query = select(table).where(table.c.publication == publication).order_by(table.c.position)
    for name, value in where.items():
        query = query.where(table.c[name] == value)
    return list(connection.execute(query))


def figure_of(row: Row[Any]) -> StoredValue:
    """The three columns of a figure."""
    return StoredValue(fen=row.fen, decimals=row.decimals, value=row.value)


def grouped(rows: Iterable[Row[Any]], key: str) -> dict[int, list[Row[Any]]]:
    """Rows that stand together, by what they have in common."""
    return {number: list(group) for number, group in groupby(rows, key=lambda row: getattr(row, key))}
