"""The parts of a Report as rows, and rows as the parts of a Report. The forms: see `table_rows`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select

from ingest import report as r
from ingest.document import Box, Excerpt, Page, Run
from ingest.library import schema
from ingest.library.parts import PageTexts, Record, figure_of, grouped, rows_of
from ingest.library.table_rows import cell_records, row_records, table_record
from ingest.library.values import read_value, store_value
from ingest.numbers import canonical


def write_parts(connection: Connection, publication: int, report: r.Report) -> None:
    """Inserts all rows of a report but the one in `reports`. Raises ValueError as `PageTexts.spans`."""
    at = PageTexts({page.number: page.text for page in report.pages})
    records: dict[Table, Iterable[Record]] = {
        schema.pages: (_page_row(page) for page in report.pages),
        schema.sections: (_section_row(section, at) for section in report.sections),
        schema.facts: (_fact_row(fact, at) for fact in report.facts),
        schema.tables: (table_record(table, at) for table in report.tables),
        schema.table_rows: row_records(report.tables, at),
        schema.cells: cell_records(report.tables),
        schema.duties: (
            {"number": d.number, "spans": at.spans(d.excerpt), "section": d.section} for d in report.duties
        ),
        schema.offices: ({"name": o.name, "spans": at.spans(o.excerpt), "section": o.section} for o in report.offices),
        schema.units: ({"name": u.name, "spans": at.spans(u.excerpt), "section": u.section} for u in report.units),
        schema.terms: (_term_row(term, at) for term in report.terms),
        schema.passages: (_passage_row(passage, at) for passage in report.passages),
        schema.pieces: _piece_rows(report.passages, at),
        schema.checks: (_check_row(check) for check in report.checks),
    }
    for table, parts in records.items():
        rows = [{"publication": publication, "position": n, **part} for n, part in enumerate(parts)]
        if rows:
            connection.execute(insert(table), rows)


# pages


def _page_row(page: Page) -> Record:
    runs = [[run.start, run.top, run.bottom, *run.edges] for run in page.runs]
    plain = {"number": page.number, "printed": page.printed, "text": page.text}
    frame = page.frame and [page.frame.left, page.frame.top, page.frame.right, page.frame.bottom]
    read = {"turned": page.turned, "recognized": int(page.recognized), "frame": frame}
    return {**plain, **read, "runs": json.dumps(runs, separators=(",", ":"))}


def read_pages(connection: Connection, publication: int, *, placed: bool = False) -> tuple[Page, ...]:
    """The pages with their texts; with the places of their characters too where `placed`."""
    rows = rows_of(connection, schema.pages, publication)
    return tuple(_page_of(row, placed=placed) for row in rows)


def read_page(connection: Connection, publication: int, number: int) -> Page | None:
    """One page with the places of its characters."""
    c = schema.pages.c
    query = select(schema.pages).where(c.publication == publication, c.number == number)
    row = connection.execute(query).one_or_none()
    return _page_of(row, placed=True) if row else None


def _page_of(row: Row[Any], *, placed: bool) -> Page:
    runs = _runs(row.runs) if placed else ()
    frame = Box(*row.frame) if row.frame else None
    return Page(row.number, row.text, row.printed, (), runs, row.turned, bool(row.recognized), frame)


def _runs(text: str) -> tuple[Run, ...]:
    return tuple(Run(start, top, bottom, tuple(edges)) for start, top, bottom, *edges in json.loads(text))


# sections


def _section_row(section: r.Section, at: PageTexts) -> Record:
    return {
        "level": section.level,
        "number": section.number,
        "title": section.title,
        "path": list(section.path),
        "heading": at.spans(section.heading),
        "paragraphs": [[at.spans(p.excerpt), p.number, p.level, p.tabular] for p in section.paragraphs],
    }


def read_sections(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Section, ...]:
    """The outline with its paragraphs."""
    return tuple(
        r.Section(
            row.level,
            row.number,
            row.title,
            tuple(row.path),
            at.excerpt(row.heading),
            tuple(r.Paragraph(at.excerpt(spans), *rest) for spans, *rest in row.paragraphs),
        )
        for row in rows_of(connection, schema.sections, publication)
    )


# facts


def _fact_row(fact: r.Fact, at: PageTexts) -> Record:
    subject = fact.subject
    return {
        "year": subject.year,
        "flow": subject.flow,
        "fund": subject.fund,
        "classification": subject.classification,
        "item": subject.item,
        "code": subject.code,
        "path": list(subject.path),
        "measure": subject.measure,
        "breakdown": subject.breakdown,
        "baseline": subject.baseline,
        **store_value(fact.value, fact.unit),
        "unit": fact.unit,
        "dimension": fact.dimension,
        "printed": fact.printed,
        "source": fact.source,
        "spans": at.spans(fact.excerpt),
        "mark_start": fact.mark[0],
        "mark_end": fact.mark[1],
        "section": fact.section,
        "form": fact.form,
        "table_name": fact.table,
        "row_name": fact.row,
        "column_name": fact.column,
    }


def _subject_of(row: Row[Any]) -> r.Subject:
    return r.Subject(
        row.year,
        r.Flow(row.flow),
        r.Fund(row.fund),
        r.Classification(row.classification),
        row.item,
        row.code,
        tuple(row.path),
        r.Measure(row.measure),
        row.breakdown,
        row.baseline,
    )


def read_facts(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Fact, ...]:
    """All facts in the order of the report."""
    return tuple(fact_of(row, at.excerpt(row.spans)) for row in rows_of(connection, schema.facts, publication))


def fact_of(row: Row[Any], excerpt: Excerpt) -> r.Fact:
    """The fact of a row, with the words that it stands in."""
    return r.Fact(
        subject=_subject_of(row),
        value=read_value(figure_of(row), row.unit),
        unit=row.unit,
        dimension=r.Dimension(row.dimension),
        printed=row.printed,
        source=r.Source(row.source),
        excerpt=excerpt,
        mark=(row.mark_start, row.mark_end),
        section=row.section,
        form=row.form,
        table=row.table_name,
        row=row.row_name,
        column=row.column_name,
    )


# duties, offices, units, terms


def read_duties(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Duty, ...]:
    """The duty clauses."""
    rows = rows_of(connection, schema.duties, publication)
    return tuple(r.Duty(row.number, at.excerpt(row.spans), row.section) for row in rows)


def read_offices(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Office, ...]:
    """The internal offices."""
    rows = rows_of(connection, schema.offices, publication)
    return tuple(r.Office(row.name, at.excerpt(row.spans), row.section) for row in rows)


def read_units(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Unit, ...]:
    """The units whose accounts the report adds up."""
    rows = rows_of(connection, schema.units, publication)
    return tuple(r.Unit(row.name, at.excerpt(row.spans), row.section) for row in rows)


def _term_row(term: r.Term, at: PageTexts) -> Record:
    return {
        "number": term.number,
        "name": term.name,
        "aliases": list(term.aliases),
        "spans": at.spans(term.excerpt),
        "section": term.section,
    }


def read_terms(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Term, ...]:
    """The glossary."""
    return tuple(term_of(row, at) for row in rows_of(connection, schema.terms, publication))


def term_of(row: Row[Any], at: PageTexts) -> r.Term:
    """The entry of a row."""
    return r.Term(row.number, row.name, tuple(row.aliases), at.excerpt(row.spans), row.section)


# passages


def _passage_row(passage: r.Passage, at: PageTexts) -> Record:
    return {
        "kind": passage.kind,
        "prefix": passage.prefix,
        "section": passage.section,
        "spans": at.spans(passage.excerpt),
    }


def _piece_rows(passages: Iterable[r.Passage], at: PageTexts) -> Iterable[Record]:
    for position, passage in enumerate(passages):
        for number, piece in enumerate(passage.pieces):
            yield {
                "passage": position,
                "piece": number,
                "text": piece.text,
                "spans": at.spans(piece.excerpt),
            }


def _passage_of(row: Row[Any], pieces: Iterable[Row[Any]], at: PageTexts) -> r.Passage:
    return r.Passage(
        row.kind,
        row.prefix,
        row.section,
        at.excerpt(row.spans),
        tuple(r.Piece(piece.text, at.excerpt(piece.spans)) for piece in pieces),
    )


def read_passages(connection: Connection, publication: int, at: PageTexts) -> tuple[r.Passage, ...]:
    """All passages with their pieces."""
    pieces = grouped(rows_of(connection, schema.pieces, publication), "passage")
    rows = rows_of(connection, schema.passages, publication)
    return tuple(_passage_of(row, pieces.get(row.position, ()), at) for row in rows)


# checks


def _check_row(check: r.Check) -> Record:
    return {
        "name": check.name,
        "outcome": check.outcome,
        "left": canonical(check.left),
        "right": canonical(check.right),
        "detail": check.detail,
        "forms": list(check.forms),
        "item": check.item,
    }


def read_checks(connection: Connection, publication: int) -> tuple[r.Check, ...]:
    """The balance identities with their outcomes."""
    return tuple(
        r.Check(
            row.name,
            r.Outcome(row.outcome),
            Decimal(row.left),
            Decimal(row.right),
            row.detail,
            tuple(row.forms),
            row.item,
        )
        for row in rows_of(connection, schema.checks, publication)
    )
