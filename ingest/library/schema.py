"""The tables of the library, and how the database is opened.

SQL is the truth; the Chroma folder is derived from it. A publication is one revision of one report,
with a number that is never used again. Everything that belongs to it carries that number and never
changes afterwards, so a reader may keep what it read for as long as the publication is there. (Only whose
it is may change: see `owner`.)

Figures: money that is a whole number of 分 stands in `fen` with the count of printed decimals in
`decimals`; every other value is canonical decimal text in `value`. There is no Numeric and no Float.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    QueuePool,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from ingest import messages
from ingest.errors import LibraryError
from ingest.settings import library_option

SCHEMA: Final = 4
"""Raised when a table changes its meaning; kept in the database as `user_version`."""

DATABASE: Final = "library.sqlite"
VECTORS: Final = "chroma"
LOCK: Final = "writer.lock"
NEXT_LOCK: Final = "next-writer.lock"
BUSY_SECONDS: Final = 30.0


class State(StrEnum):
    """Of a publication. Only a CURRENT one has rows; the others may still have vectors."""

    WRITING = "writing"
    CURRENT = "current"
    LEAVING = "leaving"


metadata = MetaData()

library_state = Table("library_state", metadata, Column("generation", Integer, nullable=False))

publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    sqlite_autoincrement=True,
)

reports = Table(
    "reports",
    metadata,
    Column("publication", Integer, ForeignKey("publications.id"), primary_key=True),
    Column("report_key", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("owner", Text, nullable=False),
    Column("uploader", Text, nullable=False),
    Column("uploader_name", Text, nullable=False),
    Column("file_hash", Text, nullable=False),
    Column("code_version", Text, nullable=False),
    Column("embedder", Text, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("published_at", Text, nullable=False),
    UniqueConstraint("organization", "level", "year", "kind", "owner"),
)
"""`owner` is the key of the person who alone sees the report, empty where everyone does (not NULL, so that the
constraint holds for those). `path` is empty for a file that came through the page."""


def _part(name: str, *columns: Column[Any]) -> Table:
    """A table of parts of a publication, in order."""
    return Table(
        name,
        metadata,
        Column("publication", Integer, ForeignKey("reports.publication"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
    )


def _text(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in names]


def _json(*names: str) -> list[Column[Any]]:
    return [Column(name, JSON, nullable=False) for name in names]


def _whole(*names: str) -> list[Column[Any]]:
    return [Column(name, Integer, nullable=False) for name in names]


def _figure() -> list[Column[Any]]:
    """An exact value: see the module's head. All three are NULL where nothing is printed."""
    return [Column("fen", Integer), Column("decimals", Integer), Column("value", Text)]


pages = _part(
    "pages",
    *_whole("number"),
    Column("printed", Integer),
    *_text("text"),
    *_whole("turned", "recognized"),
    Column("runs", Text, nullable=False),
    Column("frame", JSON),
)
"""`runs` is JSON text that is parsed only where places are asked for."""

sections = _part("sections", *_whole("level"), *_text("number", "title"), *_json("path", "heading", "paragraphs"))
facts = _part(
    "facts",
    *_whole("year"),
    *_text("flow", "fund", "classification", "item", "code"),
    *_json("path"),
    *_text("measure", "breakdown", "baseline"),
    *_figure(),
    *_text("unit", "dimension", "printed", "source"),
    *_json("spans"),
    *_whole("mark_start", "mark_end"),
    *_text("section", "form", "table_name", "row_name", "column_name"),
)
tables = _part(
    "tables",
    *_text("form", "title", "code", "unit"),
    *_json("columns", "notes", "heading", "header"),
    *_text("section"),
)
table_rows = _part(
    "table_rows",
    *_whole("table_position", "side"),
    *_text("code", "name", "label"),
    *_whole("level"),
    *_text("line_number"),
    *_json("spans", "path"),
)
cells = _part(
    "cells",
    *_whole("row_position", "column_index"),
    *_text("printed"),
    *_figure(),
    *_whole("mark_start", "mark_end"),
)
duties = _part("duties", *_text("number"), *_json("spans"), *_text("section"))
offices = _part("offices", *_text("name"), *_json("spans"), *_text("section"))
units = _part("units", *_text("name"), *_json("spans"), *_text("section"))
terms = _part("terms", *_text("number", "name"), *_json("aliases", "spans"), *_text("section"))
passages = _part("passages", *_text("kind", "prefix", "section"), *_json("spans"))
pieces = _part("pieces", *_whole("passage", "piece"), *_text("text"), *_json("spans"))
checks = _part("checks", *_text("name", "outcome", "left", "right", "detail"), *_json("forms"), *_text("item"))

Index("pieces_by_passage", pieces.c.publication, pieces.c.passage)
Index("facts_by_item", facts.c.publication, facts.c.item)

PARTS: Final = (
    pages,
    sections,
    facts,
    tables,
    table_rows,
    cells,
    duties,
    offices,
    units,
    terms,
    passages,
    pieces,
    checks,
)
"""Every table whose rows go when their publication goes."""

cached_vectors = Table(
    "cached_vectors",
    metadata,
    Column("text_hash", Text, primary_key=True),
    Column("embedder", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

PIECE_WORDS: Final = """
CREATE VIRTUAL TABLE piece_words USING fts5(words, tokenize = "unicode61 tokenchars '.'")
"""
"""Full text over the segmented pieces: words are what stands between spaces. The row of a piece is
publication × PIECES + position."""

PIECES: Final = 2**20
"""No report has as many pieces."""


def open_engine(folder: Path, *, write: bool) -> Engine:
    """The database of a library folder. A reader's connections refuse to write.

    Every transaction of a reader sees one state from its first statement on; a writer's begins at once as the only
    one, unless its connection has the option `reading`.
    """
    mode = "rwc" if write else "rw"
    uri = f"file:{quote(str((folder / DATABASE).resolve()))}?mode={mode}"
    connect = partial(
        sqlite3.connect,
        uri,
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine, "connect", _prepare(write))
    event.listen(engine, "begin", _begin(write))
    return engine


def _begin(write: bool) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        alone = write and not connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")

    return begin


def _prepare(write: bool) -> Callable[[sqlite3.Connection, object], None]:
    # The old vectors go after the commit that drops their rows: that commit must be on the disk by then.
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON") if write else ("query_only=ON",)

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return prepare


def create_schema(connection: Connection) -> None:
    """Makes the tables where there are none yet. Raises LibraryError for another schema's."""
    if schema_version(connection) == 0:
        metadata.create_all(connection)
        connection.exec_driver_sql(PIECE_WORDS)
        connection.execute(library_state.insert().values(generation=0))
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
    check_schema(connection)


def check_schema(connection: Connection) -> None:
    """Raises LibraryError where the tables are not the ones that this program knows."""
    found = schema_version(connection)
    if found != SCHEMA:
        raise LibraryError(messages.OTHER_SCHEMA.format(found=found, wanted=SCHEMA))


def schema_version(connection: Connection) -> int:
    """The schema's version in the database, 0 for an empty one."""
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def generation_of(connection: Connection) -> int:
    """The library's generation; 0 before the first publication."""
    return int(connection.execute(library_state.select()).scalar_one())


@contextmanager
def plain_errors(folder: Path) -> Iterator[None]:
    """Turns what SQLite and the file system say about a broken or unwritable library into a LibraryError."""
    try:
        yield
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise  # a mistake of ours, not of the file
        option = library_option(folder)
        raise LibraryError(messages.DATABASE_BROKEN.format(folder=folder, cause=error.orig, option=option)) from error
    except OSError as error:
        option = library_option(folder)
        raise LibraryError(messages.DATABASE_BROKEN.format(folder=folder, cause=error, option=option)) from error
