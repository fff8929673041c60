"""An open library folder: its database, its vectors, and what was read last. Shared by all views of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, select

from ingest import messages
from ingest.errors import NoLibrary
from ingest.library import schema
from ingest.library.kept import Kept
from ingest.library.parts import PageTexts
from ingest.library.stored import StoredReport, stored_report
from ingest.report import Passage
from ingest.settings import library_option

if TYPE_CHECKING:
    from ingest.library.vectors import VectorStore

_KEPT: Final = 32
"""Of so many reports the texts of the pages and the passages stay in memory, by generation and publication."""


class Opened:
    """The folder, open for reading. May be used by several threads, and while another process writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts: Kept[tuple[int, int], PageTexts] = Kept(_KEPT)
        self.passages: Kept[tuple[int, int], tuple[Passage, ...]] = Kept(_KEPT)
        self._lock = threading.RLock()
        self._pinned: ContextVar[Connection | None] = ContextVar("snapshot", default=None)
        self._engine: Engine | None = None
        self._file: tuple[int, int] | None = None
        self._vectors: VectorStore | None = None
        self._listed: tuple[int, tuple[StoredReport, ...]] = (0, ())

    def check(self) -> None:
        """Raises NoLibrary where nothing was ever published, LibraryError where the database is damaged or another
        program version's."""
        with self.reading() as connection:
            if schema.schema_version(connection) == 0:
                raise self._nothing()
            schema.check_schema(connection)
            if schema.generation_of(connection) == 0:
                raise self._nothing()

    def close(self) -> None:
        """Closes the database."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    @property
    def held(self) -> bool:
        """Whether we are in a snapshot."""
        return self._pinned.get() is not None

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """All that is read within the block is one state of the library."""
        with self.reading() as connection:
            schema.generation_of(connection)
            token = self._pinned.set(connection)
            try:
                yield connection
            finally:
                self._pinned.reset(token)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection of the snapshot that we are in, else one of its own."""
        pinned = self._pinned.get()
        if pinned is not None:
            yield pinned
            return
        with schema.plain_errors(self.folder), self._current_engine().connect() as connection:
            yield connection

    def newest_generation(self) -> int:
        """The generation outside of the snapshot that we are in."""
        with schema.plain_errors(self.folder), self._current_engine().connect() as connection:
            return schema.generation_of(connection)

    def listed(self, connection: Connection) -> tuple[int, tuple[StoredReport, ...]]:
        """The generation, and all reports by organization, level, year and kind; read once for each generation."""
        generation = schema.generation_of(connection)
        known, reports = self._listed
        if known != generation:
            c = schema.reports.c
            found = connection.execute(select(schema.reports).order_by(c.organization, c.level, c.year, c.kind))
            reports = tuple(stored_report(row) for row in found)
            self._listed = generation, reports
        return generation, reports

    def vector_store(self) -> VectorStore:
        """The Chroma folder."""
        with self._lock:
            if self._vectors is None:
                from ingest.library.vectors import VectorStore

                self._vectors = VectorStore(self.folder)
            return self._vectors

    def _current_engine(self) -> Engine:
        """The engine for the file that is there now: the folder may have been made anew.

        Raises NoLibrary where there is none."""
        try:
            status = (self.folder / schema.DATABASE).stat()
        except OSError as error:
            raise self._nothing() from error
        with self._lock:
            if self._engine is None or self._file != (status.st_dev, status.st_ino):
                self.close()
                self._engine = schema.open_engine(self.folder, write=False)
                self._file = (status.st_dev, status.st_ino)
            return self._engine

    def _nothing(self) -> NoLibrary:
        return NoLibrary(messages.NO_LIBRARY.format(folder=self.folder, option=library_option(self.folder)))
