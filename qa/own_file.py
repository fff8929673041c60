"""A SQLite file beside the library, for what people say: it survives when the library is made anew.

The library's database is derived from the reports and is written by one process at a time, so nothing that people
say belongs into it. Every call opens the file and closes it again: a library made anew in the same folder has its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, MetaData, NullPool, create_engine
from sqlalchemy.exc import DatabaseError

from ingest.errors import LibraryError
from qa import messages

_BUSY_SECONDS: Final = 30.0


@dataclass(frozen=True)
class OwnFile:
    """The file at `path` with the tables of `metadata`, in their version `schema`.

    `broken` is what to say where it cannot be used, with {path} and {cause}.
    """

    path: Path
    metadata: MetaData
    schema: int
    broken: str

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction on the file, which is made where there is none. Raises LibraryError."""
        engine = _engine(self.path)
        try:
            with engine.begin() as connection:
                self._prepare(connection)
                yield connection
        except (DatabaseError, ValueError) as error:
            cause = getattr(error, "orig", None) or error
            raise LibraryError(self.broken.format(path=self.path, cause=cause)) from error

    def _prepare(self, connection: Connection) -> None:
        """Takes the turn of the only one who writes, makes the tables where there are none, and refuses a later
        program's."""
        found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if found > self.schema:
            raise ValueError(messages.WRITTEN_LATER)
        if found == self.schema:
            return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        self.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={self.schema}")


def _engine(path: Path) -> Engine:
    connect = partial(sqlite3.connect, path, timeout=_BUSY_SECONDS)
    return create_engine("sqlite://", creator=connect, poolclass=NullPool)
