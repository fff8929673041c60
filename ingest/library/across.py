"""Reading from many reports at once only what a question needs: figures by name, names, duties, terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, func, or_, select, tuple_

from ingest.document import Excerpt
from ingest.library import rows, schema
from ingest.library.parts import PageTexts
from ingest.report import Classification, Duty, Fact, Term

_T = TypeVar("_T")

NOWHERE: Final = Excerpt("", ())
"""Where a name stands that is no figure."""


def read_figures(
    connection: Connection,
    publications: Collection[int],
    items: Collection[str],
    codes: Collection[str],
    breakdowns: Collection[str],
) -> dict[int, tuple[Fact, ...]]:
    """The facts about items, with codes, or with breakdowns, by publication, in the order of each report."""
    c = schema.facts.c
    wanted = or_(c.item.in_(items), c.code.in_(codes), c.breakdown.in_(breakdowns))
    found = _of_publications(connection, schema.facts, publications, wanted)
    return _grouped(connection, found, lambda row, at: rows.fact_of(row, at.excerpt(row.spans)))


def read_names(
    connection: Connection, classifications: Collection[Classification], publications: Collection[int] | None
) -> tuple[Fact, ...]:
    """One fact for each way in which a figure of these lists is named anywhere (None), or in some publications,
    without its place: only its subject and the names of its table and column mean something."""
    t = schema.facts
    c = t.c
    named = (c.classification, c.item, c.code, c.breakdown, c.form, c.table_name, c.column_name)
    first = select(func.min(t.c.publication * schema.PIECES + t.c.position)).where(
        c.classification.in_(list(classifications))
    )
    if publications is not None:
        first = first.where(c.publication.in_(publications))
    keys = first.group_by(*named)
    query = select(t).where((c.publication * schema.PIECES + c.position).in_(keys))
    return tuple(rows.fact_of(row, NOWHERE) for row in connection.execute(query))


def read_all_duties(connection: Connection, publications: Collection[int]) -> dict[int, tuple[Duty, ...]]:
    """The duty clauses, by publication."""
    found = _of_publications(connection, schema.duties, publications)
    return _grouped(connection, found, lambda row, at: Duty(row.number, at.excerpt(row.spans), row.section))


def read_all_terms(connection: Connection, publications: Collection[int]) -> dict[int, tuple[Term, ...]]:
    """The entries of the glossaries, by publication."""
    found = _of_publications(connection, schema.terms, publications)
    return _grouped(connection, found, rows.term_of)


def _of_publications(
    connection: Connection, table: Table, publications: Collection[int], *where: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    query = select(table).where(table.c.publication.in_(publications), *where)
    return connection.execute(query.order_by(table.c.publication, table.c.position)).all()


def _grouped(
    connection: Connection, found: Sequence[Row[Any]], made: Callable[[Row[Any], PageTexts], _T]
) -> dict[int, tuple[_T, ...]]:
    """What `made` makes of each row and the texts of its pages, by publication."""
    texts = _page_texts(connection, {(row.publication, page) for row in found for page, _, _ in row.spans})
    grouped: defaultdict[int, list[_T]] = defaultdict(list)
    for row in found:
        grouped[row.publication].append(made(row, texts[row.publication]))
    return {publication: tuple(parts) for publication, parts in grouped.items()}


def _page_texts(connection: Connection, pages: Iterable[tuple[int, int]]) -> Mapping[int, PageTexts]:
    """The texts of pages, named by publication and number."""
    c = schema.pages.c
    query = select(c.publication, c.number, c.text).where(tuple_(c.publication, c.number).in_(list(pages)))
    texts: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for row in connection.execute(query):
        texts[row.publication][row.number] = row.text
    return {publication: PageTexts(of) for publication, of in texts.items()}
