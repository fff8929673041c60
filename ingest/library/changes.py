"""What publishing and removing change in SQL. Nothing here commits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, or_, select, text, update

from ingest import messages
from ingest.errors import IdentityTaken
from ingest.library import schema
from ingest.library.revision import report_key
from ingest.library.stored import Counts, stored_report
from ingest.report import Identity, Report


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from, whose it is, and which code read it. The names are those of the table."""

    path: str
    file_name: str
    size: int
    owner: str
    uploader: str
    uploader_name: str
    file_hash: str
    code_version: str

    @classmethod
    def of_row(cls, row: Row[Any]) -> Origin:
        """Where a report on the shelf comes from."""
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})


def earlier_of(connection: Connection, report: Report, origin: Origin) -> list[Row[Any]]:
    """What a report takes the place of, among those of its owner: the same report, and whatever was read from the
    same file."""
    mine = schema.reports.c.owner == origin.owner
    return list(connection.execute(select(schema.reports).where(mine, _alike(report.identity, origin))))


def _alike(identity: Identity, origin: Origin) -> ColumnElement[bool]:
    """Whether a report on the shelf is the same, or from the same file."""
    c = schema.reports.c
    same_report = (
        (c.organization == identity.organization)
        & (c.level == identity.level)
        & (c.year == identity.year)
        & (c.kind == identity.kind)
    )
    same_path = (c.path == origin.path) & (c.path != "")
    return or_(same_report, same_path, c.file_hash == origin.file_hash)


def refuse_taken(connection: Connection, report: Report, origin: Origin) -> None:
    """Raises IdentityTaken when the same report is there from another file, among those that its owner sees."""
    seen = schema.reports.c.owner.in_({origin.owner, ""})
    for row in connection.execute(select(schema.reports).where(seen, _alike(report.identity, origin))):
        stored = stored_report(row)
        same_file = (row.path == origin.path and stored.path) or row.file_hash == origin.file_hash
        if not same_file and stored.identity == report.identity:
            raise IdentityTaken(
                messages.IDENTITY_TAKEN.format(
                    title=stored.title, id=stored.id, path=stored.source, new=origin.path or origin.file_name
                )
            )


def give(connection: Connection, row: Row[Any], owner: str) -> None:
    """Makes a report its owner's alone, or everyone's. Raises IdentityTaken where there is the same report."""
    c = schema.reports.c
    same = select(schema.reports).where(c.report_key == row.report_key, c.owner == owner)
    if taken := connection.execute(same.where(c.publication != row.publication)).first():
        raise IdentityTaken(messages.IDENTITY_SHARED.format(title=taken.title))
    connection.execute(update(schema.reports).where(c.publication == row.publication).values(owner=owner))


def delete_rows(connection: Connection, publication: int) -> None:
    """Takes away all rows of a publication; only its number stays, as one whose vectors are to go."""
    for table in (*reversed(schema.PARTS), schema.reports):
        connection.execute(delete(table).where(table.c.publication == publication))
    connection.execute(
        text("DELETE FROM piece_words WHERE rowid BETWEEN :first AND :last"),
        {"first": publication * schema.PIECES, "last": (publication + 1) * schema.PIECES - 1},
    )
    set_state(connection, publication, schema.State.LEAVING)


def index_words(connection: Connection, publication: int, words: Sequence[str]) -> None:
    """Puts the segmented pieces, in order, into the full-text index."""
    records = [{"row": publication * schema.PIECES + n, "words": line} for n, line in enumerate(words)]
    if records:
        connection.execute(text("INSERT INTO piece_words(rowid, words) VALUES (:row, :words)"), records)


def new_row(publication: int, report: Report, origin: Origin, embedder: str) -> dict[str, Any]:
    """The row of `reports`."""
    identity = report.identity
    counts = Counts(
        forms=len({table.form for table in report.tables if table.form}),
        facts=len(report.facts),
        duties=len(report.duties),
        terms=len(report.terms),
        pieces=sum(len(passage.pieces) for passage in report.passages),
    )
    return {
        "publication": publication,
        "report_key": report_key(identity),
        "organization": identity.organization,
        "level": identity.level,
        "year": identity.year,
        "kind": identity.kind,
        "title": report.title,
        **asdict(origin),
        "embedder": embedder,
        "notes": list(report.notes),
        "counts": {"pages": len(report.pages), **asdict(counts)},
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def set_state(connection: Connection, publication: int, state: schema.State) -> None:
    """Notes where a publication stands."""
    c = schema.publications.c
    connection.execute(update(schema.publications).where(c.id == publication).values(state=state))


def raise_generation(connection: Connection) -> None:
    """Tells readers that something changed."""
    # Milliseconds, so that a library made anew in the same folder never repeats an old generation.
    generation = max(schema.generation_of(connection) + 1, time.time_ns() // 10**6)
    connection.execute(update(schema.library_state).values(generation=generation))
