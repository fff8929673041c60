"""From a file to a Report: the stages in the order in which they happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest import messages
from ingest.balance import run_checks
from ingest.document import Document
from ingest.duties import read_duties
from ingest.errors import NotAReport
from ingest.facts import item_codes, table_facts
from ingest.generic_tables import generic_tables
from ingest.glossary import read_glossary
from ingest.identity import identify
from ingest.offices import read_office_count, read_offices
from ingest.outline import read_outline
from ingest.passages import build_passages
from ingest.readers import read
from ingest.report import Report
from ingest.self_evaluations import read_self_evaluations
from ingest.statements import read_statements
from ingest.tables import read_tables
from ingest.units import read_units


def read_report(path: Path, fits: Callable[[str], bool]) -> Report:
    """The report in a file. `fits` says whether a text is within the embedder's limit.

    Raises a DocumentError: UnsupportedFormat, UnreadableDocument, or NotAReport.
    """
    return understand(read(path), fits)


def understand(document: Document, fits: Callable[[str], bool]) -> Report:
    """The report in a document that was read. Raises NotAReport."""
    sections = read_outline(document)
    identity, identity_notes = identify(document, sections)
    if identity is None:
        raise NotAReport(messages.NOT_A_REPORT.format(name=document.path.name))
    tables, table_notes = read_tables(sections, document.pages)
    cells = table_facts(tables, year=identity.year)
    facts = (
        *cells,
        *read_statements(sections, year=identity.year, codes=item_codes(tables), kind=identity.kind),
        *read_office_count(sections, year=identity.year),
    )
    evaluations = read_self_evaluations(sections, document.pages, year=identity.year)
    duties, terms = read_duties(sections), read_glossary(sections)
    return Report(
        identity=identity,
        title=messages.TITLE.format(
            organization=identity.organization,
            level=identity.level,
            year=identity.year,
            kind=messages.KINDS[identity.kind],
        ),
        pages=tuple(replace(page, grids=()) for page in document.pages),
        sections=sections,
        tables=(*tables, *generic_tables(sections, document.pages, tables)),
        facts=(*facts, *evaluations.facts),
        duties=duties,
        offices=read_offices(sections),
        terms=terms,
        passages=build_passages(identity, sections, tables, duties, terms, fits),
        checks=(*run_checks(tables, facts), *evaluations.checks),
        notes=(*document.notes, *identity_notes, *table_notes, *evaluations.notes),
        units=read_units(sections),
    )
