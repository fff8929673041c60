"""A report on the shelf: its row, its id, and the way back to a whole Report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from ingest import messages
from ingest.errors import ReportNotFound
from ingest.library import rows, schema
from ingest.library.parts import PageTexts
from ingest.library.table_rows import read_tables
from ingest.report import Identity, Level, Report, ReportKind


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each were found in a report. `forms` counts the official forms, of nine."""

    forms: int
    facts: int
    duties: int
    terms: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Upload:
    """What is known of a file that came through the page: what it is called, and whose it is.

    `owner` is the key of the person who alone sees the report; empty where everyone does. `uploader` is who put it
    there, and stays who it is when everyone sees it; empty where nobody signs in.
    """

    file_name: str
    owner: str = ""
    uploader: str = ""
    uploader_name: str = ""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report on the shelf. `id` names this revision and is never used again; `report_key` stays.

    `pages` is how many there are; `path` is the file it was read from, None where it came through the page; `size` is
    the file's, in bytes; `published_at` is in UTC.
    """

    id: str
    report_key: str
    identity: Identity
    title: str
    path: Path | None
    size: int
    upload: Upload
    file_hash: str
    code_version: str
    embedder: str
    pages: int
    counts: Counts
    notes: tuple[str, ...]
    published_at: datetime

    @property
    def private(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.upload.owner)

    @property
    def source(self) -> str:
        """Where it came from, for people: the path of the file, or what it was called where it came through the
        page."""
        return str(self.path or self.upload.file_name)


def id_of(publication: int) -> str:
    """The report id of a publication."""
    return f"r{publication}"


def publication_of(report_id: str) -> int:
    """The publication of a report id. Raises ReportNotFound for what is no such id."""
    digits = report_id[1:]
    if not (report_id[:1] == "r" and digits.isascii() and digits.isdecimal() and len(digits) < 19):
        raise ReportNotFound(messages.REPORT_NOT_FOUND.format(id=report_id))
    return int(digits)


def stored_report(row: Row[Any]) -> StoredReport:
    """A row of `reports`."""
    counts = dict(row.counts)
    return StoredReport(
        id=id_of(row.publication),
        report_key=row.report_key,
        identity=Identity(row.organization, Level(row.level), row.year, ReportKind(row.kind)),
        title=row.title,
        path=Path(row.path) if row.path else None,
        size=row.size,
        upload=Upload(row.file_name, row.owner, row.uploader, row.uploader_name),
        file_hash=row.file_hash,
        code_version=row.code_version,
        embedder=row.embedder,
        pages=counts.pop("pages"),
        counts=Counts(**counts),
        notes=tuple(row.notes),
        published_at=datetime.fromisoformat(row.published_at),
    )


def load_report(connection: Connection, publication: int) -> Report:
    """The whole of a publication. Raises ReportNotFound."""
    stored = stored_report(report_row(connection, publication))
    at = page_texts(connection, publication)
    return Report(
        identity=stored.identity,
        title=stored.title,
        pages=rows.read_pages(connection, publication, placed=True),
        sections=rows.read_sections(connection, publication, at),
        tables=read_tables(connection, publication, at),
        facts=rows.read_facts(connection, publication, at),
        duties=rows.read_duties(connection, publication, at),
        offices=rows.read_offices(connection, publication, at),
        terms=rows.read_terms(connection, publication, at),
        passages=rows.read_passages(connection, publication, at),
        checks=rows.read_checks(connection, publication),
        notes=stored.notes,
        units=rows.read_units(connection, publication, at),
    )


def report_row(connection: Connection, publication: int) -> Row[Any]:
    """The row of `reports`. Raises ReportNotFound."""
    query = select(schema.reports).where(schema.reports.c.publication == publication)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise ReportNotFound(messages.REPORT_NOT_FOUND.format(id=id_of(publication)))
    return row


def page_texts(connection: Connection, publication: int) -> PageTexts:
    """What the excerpts of a publication are read from."""
    return PageTexts({page.number: page.text for page in rows.read_pages(connection, publication)})
