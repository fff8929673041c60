"""The write side: publish, remove, rebuild, and clear up what a killed process left behind.

Order is everything. Vectors are written first, under a publication number that is never used again;
then one SQL transaction makes the publication current, takes the old one's rows away and raises the
generation; then the old vectors go. The `publications` table says at every moment whose vectors may be
lying about, so the next writer knows what to drop.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from filelock import FileLock, Timeout
from sqlalchemy import Connection, delete, insert, select, update

from ingest import messages
from ingest.embedder import Embedder
from ingest.errors import LibraryBusy, VectorsMissing
from ingest.library import rows, schema
from ingest.library.cache import CachedEmbedder, Progress, prune
from ingest.library.changes import (
    Origin,
    delete_rows,
    earlier_of,
    index_words,
    new_row,
    raise_generation,
    refuse_taken,
    set_state,
)
from ingest.library.revision import code_version
from ingest.library.stored import (
    StoredReport,
    load_report,
    publication_of,
    report_row,
    stored_report,
)
from ingest.report import Report
from ingest.words import segment

if TYPE_CHECKING:
    from ingest.library.vectors import VectorStore

Checkpoint = Callable[[str], None]

CHECKPOINTS: Final = (
    "allocated",
    "embedded",
    "vectors begun",
    "vectors batch",
    "vectors written",
    "transaction begun",
    "old rows deleted",
    "rows inserted",
    "words indexed",
    "transaction ready",
    "published",
    "old vectors dropped",
    "cleared",
)
"""Where publishing can be interrupted, in order; up to "transaction ready" the earlier state answers."""


@dataclass(frozen=True, slots=True)
class Published:
    """A report was put on the shelf; `replaced` tells whether another revision went for it."""

    report: StoredReport
    replaced: bool


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The same revision was there already; nothing was done."""

    report: StoredReport


def _no_progress(_done: int, _total: int) -> None:
    pass


def _no_checkpoint(_name: str) -> None:
    pass


class Writer:
    """The one writer of a library folder; a context manager that holds the lock.

    Entering raises LibraryBusy when another process goes on writing for `lock_seconds`, and clears up
    what a killed one left. Makes the folder where it is missing. Publishing raises VectorsMissing when
    the Chroma folder cannot be written, and any method LibraryError when the database cannot.
    """

    def __init__(self, folder: Path, embedder: Embedder, lock_seconds: float) -> None:
        self._folder = folder
        self._embedder = embedder
        self._lock = FileLock(folder / schema.LOCK)
        self._lock_seconds = lock_seconds
        self._vectors: VectorStore | None = None

    def __enter__(self) -> Self:
        with schema.plain_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._acquire()
        try:
            self._engine = schema.open_engine(self._folder, write=True)
            self._cached = CachedEmbedder(self._engine, self._embedder)
            with self._transaction() as connection:
                schema.create_schema(connection)
            self.recover()
        except BaseException:
            self._lock.release()
            raise
        return self

    def _acquire(self) -> None:
        try:
            self._lock.acquire(timeout=self._lock_seconds)
        except Timeout as error:
            raise LibraryBusy(messages.LIBRARY_BUSY.format(folder=self._folder, seconds=self._lock_seconds)) from error

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with schema.plain_errors(self._folder), self._engine.begin() as connection:
            yield connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()
        self._lock.release()

    # what is there

    def unchanged(self, path: Path, file_hash: str) -> Unchanged | None:
        """The report, if this very revision (file, ingest code, embedder) is current; None otherwise.

        A file that was moved is the same revision; its new path is noted.
        """
        c = schema.reports.c
        with self._transaction() as connection:
            row = connection.execute(
                select(schema.reports).where(
                    c.file_hash == file_hash,
                    c.code_version == code_version(),
                    c.embedder == self._embedder.fingerprint,
                )
            ).first()
            if row is None:
                return None
            if not Path(row.path).exists():
                moved = update(schema.reports).where(c.publication == row.publication)
                connection.execute(moved.values(path=str(path.resolve())))
            return Unchanged(stored_report(connection, row))

    # publishing

    def publish(
        self,
        report: Report,
        *,
        path: Path,
        file_hash: str,
        replace: bool = False,
        progress: Progress = _no_progress,
        checkpoint: Checkpoint = _no_checkpoint,
    ) -> Published | Unchanged:
        """Puts a report on the shelf in the place of earlier revisions of it.

        `progress` is told how many pieces of how many have vectors. Raises IdentityTaken when the
        report is here from another file and `replace` is not set.
        """
        same = self.unchanged(path, file_hash)
        if same is not None and same.report.identity == report.identity:
            return same
        origin = Origin(str(path.resolve()), file_hash, code_version())
        with self._transaction() as connection:
            earlier = earlier_of(connection, report, origin)
            if not replace:
                refuse_taken(connection, report, origin, earlier)
        stored = self._put(report, origin, [row.publication for row in earlier], progress, checkpoint)
        return Published(stored, replaced=bool(earlier))

    def remove(self, report_id: str) -> StoredReport:
        """Takes a report off the shelf. Raises ReportNotFound."""
        publication = publication_of(report_id)
        with self._transaction() as connection:
            stored = stored_report(connection, report_row(connection, publication))
            delete_rows(connection, publication)
            raise_generation(connection)
        self.recover()
        return stored

    def rebuild(
        self, *, progress: Progress = _no_progress, checkpoint: Checkpoint = _no_checkpoint
    ) -> tuple[StoredReport, ...]:
        """Makes all vectors anew from SQL, with this writer's embedder.

        Every report gets a new id. Raises EmbedderMismatch when pieces are too long for the embedder.
        """
        with self._transaction() as connection:
            c = schema.reports.c
            current = list(connection.execute(select(schema.reports).order_by(c.publication)))
            reports = [load_report(connection, row.publication) for row in current]
        # All vectors first: if a piece is too long for the embedder, nothing has been touched.
        self._cached.warm([text for report in reports for text in _texts(report)], progress)
        self._clear_broken_vectors()
        rebuilt = []
        for row, report in zip(current, reports, strict=True):
            origin = Origin(row.path, row.file_hash, row.code_version)
            rebuilt.append(self._put(report, origin, [row.publication], _no_progress, checkpoint))
        self._vector_store().drop_others([publication_of(stored.id) for stored in rebuilt])
        with self._transaction() as connection:
            prune(connection)
        return tuple(rebuilt)

    def recover(self) -> None:
        """Drops the vectors of publications that are not current: a killed run's, or replaced ones."""
        c = schema.publications.c
        with self._transaction() as connection:
            stray = connection.execute(select(c.id).where(c.state != schema.State.CURRENT)).scalars().all()
        if not stray:
            return
        if (self._folder / schema.VECTORS).exists():
            try:
                for publication in stray:
                    self._vector_store().drop(publication)
            except VectorsMissing:
                return  # Chroma cannot be read; `rebuild` comes back here with a folder made anew
        with self._transaction() as connection:
            connection.execute(delete(schema.publications).where(c.id.in_(stray)))

    def _put(
        self,
        report: Report,
        origin: Origin,
        earlier: Sequence[int],
        progress: Progress,
        checkpoint: Checkpoint,
    ) -> StoredReport:
        """Publishes in the order that the module's head gives."""
        texts = _texts(report)
        with self._transaction() as connection:
            state = insert(schema.publications).values(state=schema.State.WRITING)
            publication = connection.execute(state.returning(schema.publications.c.id)).scalar_one()
        checkpoint("allocated")
        self._cached.warm(texts, progress)
        checkpoint("embedded")
        self._write_vectors(publication, texts, checkpoint)
        words = [" ".join(segment(text)) for text in texts]
        with self._transaction() as connection:
            checkpoint("transaction begun")
            for old in earlier:
                delete_rows(connection, old)
            checkpoint("old rows deleted")
            connection.execute(insert(schema.reports), new_row(publication, report, origin, self._embedder.fingerprint))
            rows.write_parts(connection, publication, report)
            checkpoint("rows inserted")
            index_words(connection, publication, words)
            checkpoint("words indexed")
            set_state(connection, publication, schema.State.CURRENT)
            raise_generation(connection)
            stored = stored_report(connection, report_row(connection, publication))
            checkpoint("transaction ready")
        checkpoint("published")
        for old in earlier:
            self._vector_store().drop(old)
        checkpoint("old vectors dropped")
        self.recover()
        checkpoint("cleared")
        return stored

    def _write_vectors(self, publication: int, texts: Sequence[str], checkpoint: Checkpoint) -> None:
        checkpoint("vectors begun")
        if texts:
            self._vector_store().write(publication, texts, self._cached, lambda: checkpoint("vectors batch"))
        checkpoint("vectors written")

    # the Chroma folder

    @property
    def vectors_missing(self) -> bool:
        """Whether there are reports, but no Chroma folder."""
        with self._transaction() as connection:
            some = connection.execute(select(schema.reports.c.publication)).first() is not None
        return some and not (self._folder / schema.VECTORS / "chroma.sqlite3").exists()

    def _vector_store(self) -> VectorStore:
        if self._vectors is None:
            from ingest.library.vectors import VectorStore

            self._vectors = VectorStore(self._folder)
        return self._vectors

    def _clear_broken_vectors(self) -> None:
        """Deletes a Chroma folder that Chroma itself cannot read."""
        try:
            self._vector_store().publications()
        except VectorsMissing:
            self._vector_store().reopen()
            shutil.rmtree(self._folder / schema.VECTORS)


def _texts(report: Report) -> list[str]:
    """The texts that get a vector, in order."""
    return [piece.text for passage in report.passages for piece in passage.pieces]
