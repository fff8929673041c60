"""The write side: publish, remove, rebuild, and clear up what a killed process left behind.

Several writers may be open, in one process or in several: they take turns. Each change waits for its turn, holds
the lock while it is made, and begins by clearing up what a killed writer left; what is slow and changes nothing
(reading a file, embedding its pieces) needs no turn.

Order is everything. Vectors are written first, under a publication number that is never used again;
then one SQL transaction makes the publication current, takes the old one's rows away and raises the
generation; then the old vectors go. The `publications` table says at every moment whose vectors may be
lying about, so the next writer knows what to drop: whose turn it is, nobody else is in the middle of anything.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from filelock import FileLock, Timeout
from sqlalchemy import Connection, delete, insert, select, update

from ingest import messages
from ingest.embedder import Embedder
from ingest.errors import LibraryBusy, VectorsMissing
from ingest.library import documents, rows, schema
from ingest.library.cache import CachedEmbedder, Progress, prune
from ingest.library.changes import (
    Origin,
    delete_rows,
    earlier_of,
    give,
    index_words,
    new_row,
    raise_generation,
    refuse_taken,
    set_state,
)
from ingest.library.revision import code_version
from ingest.library.stored import (
    StoredReport,
    Upload,
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

_POLL_SECONDS: Final = 0.01

CHECKPOINTS: Final = (
    "embedded",
    "allocated",
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
    """A writer of a library folder; a context manager. Its methods may be called from one thread at a time.

    Makes the folder where it is missing. Entering and every method that changes something raise LibraryBusy where
    no turn comes within `lock_seconds`, and LibraryError where the database cannot be written. Publishing raises
    VectorsMissing where the Chroma folder cannot.
    """

    def __init__(self, folder: Path, embedder: Embedder, lock_seconds: float) -> None:
        self._folder = folder
        self._embedder = embedder
        self._lock = FileLock(folder / schema.LOCK)
        self._next = FileLock(folder / schema.NEXT_LOCK)
        self._lock_seconds = lock_seconds
        self._vectors: VectorStore | None = None
        self._generation = 0

    def __enter__(self) -> Self:
        with schema.plain_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._wait_for_turn()
        try:
            self._engine = schema.open_engine(self._folder, write=True)
            self._cached = CachedEmbedder(self._engine, self._embedder)
            with self._transaction() as connection:
                schema.create_schema(connection)
            self._recover()
        finally:
            self._lock.release()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    @contextmanager
    def turn(self) -> Iterator[Self]:
        """Keeps all other writers out until the block ends. The methods take turns by themselves; within the block
        they use this one. Raises LibraryBusy."""
        with schema.plain_errors(self._folder):
            self._wait_for_turn()
        try:
            if self._lock.lock_counter == 1:
                self._see_what_others_did()
            yield self
        finally:
            self._lock.release()

    def _wait_for_turn(self) -> None:
        """Whoever waits longest for the lock holds the place of the next: a writer that has just had its turn and
        wants another one comes after it."""
        if self._lock.is_locked:
            self._lock.acquire()
            return
        deadline = time.monotonic() + self._lock_seconds
        try:
            with self._next.acquire(timeout=self._lock_seconds, poll_interval=_POLL_SECONDS):
                self._lock.acquire(timeout=max(deadline - time.monotonic(), 0), poll_interval=_POLL_SECONDS)
        except Timeout as error:
            raise LibraryBusy(messages.LIBRARY_BUSY.format(folder=self._folder, seconds=self._lock_seconds)) from error

    def _see_what_others_did(self) -> None:
        """Clears up after a killed writer, and looks at the Chroma folder anew where others had a turn meanwhile."""
        with self._transaction() as connection:
            generation = schema.generation_of(connection)
        if self._vectors is not None and generation != self._generation:
            self._vectors.reopen()
        self._recover()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with schema.plain_errors(self._folder), self._engine.begin() as connection:
            yield connection

    def _raise_generation(self, connection: Connection) -> None:
        raise_generation(connection)
        self._generation = schema.generation_of(connection)

    # what is there

    def unchanged(self, path: Path, file_hash: str, upload: Upload | None = None) -> Unchanged | None:
        """The report, if this very revision (file, ingest code, embedder) is current, among those that its owner
        sees; None otherwise.

        A file that was moved is the same revision; its new path is noted. A copy of it that is missing is made again.
        """
        c = schema.reports.c
        revision = select(schema.reports).where(
            c.file_hash == file_hash,
            c.code_version == code_version(),
            c.embedder == self._embedder.fingerprint,
            c.owner.in_({upload.owner if upload else "", ""}),
        )
        with schema.plain_errors(self._folder), self._engine.connect() as connection:
            row = connection.execution_options(reading=True).execute(revision).first()
        if row is None:
            return None
        if documents.missing(self._folder, path, file_hash):
            with self.turn():
                self._keep(path, file_hash)
        new = str(path.resolve())
        if row.path and not upload and row.path != new and not Path(row.path).exists():
            with self._transaction() as connection:
                moved = update(schema.reports).where(c.publication == row.publication)
                connection.execute(moved.values(path=new))
                self._raise_generation(connection)
                row = report_row(connection, row.publication)
        return Unchanged(stored_report(row))

    # publishing

    def publish(
        self,
        report: Report,
        *,
        path: Path,
        file_hash: str,
        upload: Upload | None = None,
        replace: bool = False,
        progress: Progress = _no_progress,
        checkpoint: Checkpoint = _no_checkpoint,
    ) -> Published | Unchanged:
        """Puts a report on the shelf in the place of earlier revisions of it, of the same owner.

        `upload`: what is known of a file that came through the page; its path is forgotten then. `progress` is told
        how many pieces of how many have vectors. Raises IdentityTaken when the report is here from another file,
        among those that the owner sees, and `replace` is not set, UnreadableDocument when a PDF, of which a copy is
        kept, has another hash by now. What everyone sees is replaced only by what everyone will see: for the owner of
        another one, that takes its place (`Library`).
        """
        size = path.stat().st_size if path.exists() else 0
        known = asdict(upload or Upload(path.name))
        origin = Origin(
            path="" if upload else str(path.resolve()),
            size=size,
            file_hash=file_hash,
            code_version=code_version(),
            **known,
        )
        if done := self._done_already(report, path, origin, upload, replace=replace):
            return done
        # Before the turn: this takes longest. What somebody else may do meanwhile is looked at again.
        self._cached.warm(_texts(report), progress)
        checkpoint("embedded")
        with self.turn():
            if done := self._done_already(report, path, origin, upload, replace=replace):
                return done
            with self._transaction() as connection:
                earlier = [row.publication for row in earlier_of(connection, report, origin)]
            self._keep(path, file_hash)
            return Published(self._put(report, origin, earlier, checkpoint), replaced=bool(earlier))

    def _done_already(
        self, report: Report, path: Path, origin: Origin, upload: Upload | None, *, replace: bool
    ) -> Unchanged | None:
        """The report, where this revision of it is there. Raises IdentityTaken unless it is to be replaced."""
        same = self.unchanged(path, origin.file_hash, upload)
        if same is not None and same.report.identity == report.identity:
            return same
        if not replace:
            with self._transaction() as connection:
                refuse_taken(connection, report, origin)
        return None

    def give(self, report_id: str, owner: str) -> StoredReport:
        """Makes a report the owner's alone, or everyone's where that is empty. Raises ReportNotFound, and
        IdentityTaken where the same report is there already."""
        publication = publication_of(report_id)
        with self.turn(), self._transaction() as connection:
            give(connection, report_row(connection, publication), owner)
            self._raise_generation(connection)
            return stored_report(report_row(connection, publication))

    def remove(self, *report_ids: str) -> tuple[StoredReport, ...]:
        """Takes reports off the shelf, all or none. Raises ReportNotFound."""
        with self.turn():
            publications = [publication_of(report_id) for report_id in dict.fromkeys(report_ids)]
            with self._transaction() as connection:
                stored = tuple(stored_report(report_row(connection, publication)) for publication in publications)
                for publication in publications:
                    delete_rows(connection, publication)
                self._raise_generation(connection)
            self._recover()
        return stored

    def rebuild(
        self, *, progress: Progress = _no_progress, checkpoint: Checkpoint = _no_checkpoint
    ) -> tuple[StoredReport, ...]:
        """Makes all vectors anew from SQL, with this writer's embedder.

        Every report gets a new id. Raises EmbedderMismatch when pieces are too long for the embedder.
        """
        # All vectors first: if a piece is too long for the embedder, nothing has been touched.
        with self._transaction() as connection:
            texts = connection.execute(select(schema.pieces.c.text).distinct()).scalars().all()
        self._cached.warm(texts, progress)
        with self.turn():
            with self._transaction() as connection:
                current = list(connection.execute(select(schema.reports).order_by(schema.reports.c.publication)))
            self._clear_broken_vectors()
            rebuilt = []
            for row in current:
                with self._transaction() as connection:
                    report = load_report(connection, row.publication)
                origin = Origin.of_row(row)
                rebuilt.append(self._put(report, origin, [row.publication], checkpoint))
            self._vector_store().drop_others([publication_of(stored.id) for stored in rebuilt])
            with self._transaction() as connection:
                prune(connection)
        return tuple(rebuilt)

    def _keep(self, path: Path, file_hash: str) -> None:
        """Keeps a copy of a file, within a turn."""
        with schema.plain_errors(self._folder):
            documents.keep(self._folder, path, file_hash)

    def _recover(self) -> None:
        """Drops the vectors of publications that are not current, and the files of reports that are not there: a killed
        writer's, or replaced ones."""
        c = schema.publications.c
        with self._transaction() as connection:
            documents.drop_others(self._folder, connection.execute(select(schema.reports.c.file_hash)).scalars().all())
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
        checkpoint: Checkpoint,
    ) -> StoredReport:
        """Publishes in the order that the module's head gives, within a turn."""
        texts = _texts(report)
        with self._transaction() as connection:
            state = insert(schema.publications).values(state=schema.State.WRITING)
            publication = connection.execute(state.returning(schema.publications.c.id)).scalar_one()
        checkpoint("allocated")
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
            self._raise_generation(connection)
            stored = stored_report(report_row(connection, publication))
            checkpoint("transaction ready")
        checkpoint("published")
        for old in earlier:
            self._vector_store().drop(old)
        checkpoint("old vectors dropped")
        self._recover()
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
