"""From a file to a Report: the stages in the order in which they happen.

No figure is read from a section with a page whose text was recognised in an image (OCR). One misread digit is
a wrong number, and the balance identities do not prove enough: they say nothing of a sentence, or of a cell
that is in none of them, and a form that lacks a row would be ranked and added up as if it were whole. What
such a section says is searched and quoted like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ingest import messages
from ingest.balance import run_checks
from ingest.document import Document, Page
from ingest.duties import read_duties
from ingest.errors import NotAReport
from ingest.facts import item_codes, table_facts
from ingest.generic_tables import generic_tables
from ingest.glossary import read_glossary
from ingest.identity import identify
from ingest.offices import read_office_count, read_offices
from ingest.outline import read_outline
from ingest.passages import build_passages
from ingest.progress import Stage, tell
from ingest.readers import read
from ingest.report import Report, Section
from ingest.self_evaluations import read_self_evaluations
from ingest.statements import read_statements
from ingest.tables import read_tables
from ingest.units import read_units


def read_report(path: Path, fits: Callable[[str], bool]) -> Report:
    """The report in a file. `fits` says whether a text is within the embedder's limit.

    Raises a DocumentError: UnsupportedFormat, UnreadableDocument, or NotAReport.
    """
    tell(Stage.PAGES)
    document = read(path)
    tell(Stage.TABLES)
    return understand(document, fits)


def understand(document: Document, fits: Callable[[str], bool]) -> Report:
    """The report in a document that was read. Raises NotAReport."""
    sections = read_outline(document)
    identity, identity_notes = identify(document, sections)
    if identity is None:
        raise NotAReport(messages.NOT_A_REPORT.format(name=document.path.name))
    exact = _exact(sections, document.pages)
    tables, table_notes = read_tables(exact, document.pages)
    cells = table_facts(tables, year=identity.year)
    facts = (
        *cells,
        *read_statements(exact, year=identity.year, codes=item_codes(tables), kind=identity.kind),
        *read_office_count(exact, year=identity.year),
    )
    evaluations = read_self_evaluations(exact, document.pages, year=identity.year)
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
        tables=(*tables, *generic_tables(exact, document.pages, tables)),
        facts=(*facts, *evaluations.facts),
        duties=duties,
        offices=read_offices(sections),
        terms=terms,
        passages=build_passages(identity, sections, tables, duties, terms, fits),
        checks=(*run_checks(tables, facts), *evaluations.checks),
        notes=(*document.notes, *identity_notes, *table_notes, *evaluations.notes),
        units=read_units(sections),
    )


def _exact(sections: Sequence[Section], pages: Sequence[Page]) -> tuple[Section, ...]:
    """The sections of whose text no part was recognised in an image."""
    recognized = {page.number for page in pages if page.recognized}
    return tuple(section for section in sections if recognized.isdisjoint(_pages_of(section)))


def _pages_of(section: Section) -> set[int]:
    excerpts = (section.heading, *(paragraph.excerpt for paragraph in section.paragraphs))
    return {span.page for excerpt in excerpts for span in excerpt.spans}
