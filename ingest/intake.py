"""Taking in one file that came through the page: read, embedded and published in a process of its own.

Whoever asks meanwhile is not disturbed: what takes time runs in that process, which gives way to all others, and
neither its memory nor its death is the server's. It can be ended anywhere; the library stays as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol, TypeVar

from ingest import messages
from ingest.embedder import load_embedder
from ingest.errors import IdentityTaken, JuesuanError, LibraryBusy
from ingest.library import StoredReport, Unchanged, Upload, Writer, file_hash
from ingest.progress import Listener, Stage, tell
from ingest.readers.apart import Job, JobFailed, Killed, OutOfMemory, Server
from ingest.reading import Tools, adopt, read_file, read_report, unexpected
from ingest.settings import Settings, settings

_T = TypeVar("_T")

GIVES_WAY: Final = 10
"""How nice the process is, of 19: what answers questions goes first."""


@dataclass(frozen=True, slots=True)
class Order:
    """A file to take in. `replace`: in the place of the same report from another file."""

    library: Path
    path: Path
    upload: Upload
    replace: bool = False


class Fate(StrEnum):
    """What became of a file."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    TAKEN = "taken"  # the same report is here from another file
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the report, or why there is none, in Chinese."""

    fate: Fate
    report: StoredReport | None = None
    message: str = ""


class Intake(Protocol):
    """What takes in files, one at a time."""

    def take_in(self, order: Order, listener: Listener) -> Outcome:
        """Takes in a file; the listener is told how far it is."""
        ...

    def end(self) -> None:
        """Gives up what is being done. May be called from any thread."""
        ...


class ProcessIntake:
    """Takes in files in another process, which is started by the first and stays until `end`."""

    def __init__(self) -> None:
        self._server = Server()
        self._tools = Tools(read_report, load_embedder(settings().embedder))

    def take_in(self, order: Order, listener: Listener) -> Outcome:
        """Takes in a file. A process that dies of it is told as what is wrong with the file."""
        name = order.upload.file_name
        try:
            job = Job(__name__, "in_this_process", (settings(), self._tools, order))
            outcome: Outcome = self._server.do(job, listener)
        except Killed as death:
            return Outcome(Fate.FAILED, message=messages.READER_KILLED.format(path=name, number=death.number))
        except OutOfMemory:
            return Outcome(Fate.FAILED, message=messages.READER_OUT_OF_MEMORY.format(path=name))
        except JobFailed as failure:
            return Outcome(Fate.FAILED, message=messages.READER_FAILED.format(path=name, cause=failure))
        return outcome

    def end(self) -> None:
        """Ends the process; the next file starts another."""
        server, self._server = self._server, Server()
        server.close()


def in_this_process(given: Settings, tools: Tools, order: Order) -> Outcome:
    """Takes in a file in this process, which gives way to all others from now on."""
    if hasattr(os, "nice"):
        os.nice(max(GIVES_WAY - os.nice(0), 0))
    adopt(given)
    return take_in(order, tools)


def take_in(order: Order, tools: Tools) -> Outcome:
    """Takes in a file. While another process writes, it waits, and says so."""
    try:
        return _take_in(order, tools)
    except IdentityTaken as error:
        return Outcome(Fate.TAKEN, message=str(error))
    except JuesuanError as error:
        return Outcome(Fate.FAILED, message=named(order, str(error)))
    except Exception as error:  # noqa: BLE001 - the edge: told as what is wrong with the file
        return Outcome(Fate.FAILED, message=named(order, unexpected(order.path, error)))


def _take_in(order: Order, tools: Tools) -> Outcome:
    digest = file_hash(order.path)
    if same := _written(order, tools, lambda writer: writer.unchanged(order.path, digest, order.upload)):
        return Outcome(Fate.UNCHANGED, same.report)
    report = read_file(tools, order.path).report()
    tell(Stage.EMBEDDING)
    done = _written(
        order,
        tools,
        lambda writer: writer.publish(
            report,
            path=order.path,
            file_hash=digest,
            upload=order.upload,
            replace=order.replace,
            progress=lambda done, total: tell(Stage.EMBEDDING, done, total),
            checkpoint=lambda name: tell(Stage.PUBLISHING) if name == "embedded" else None,
        ),
    )
    return Outcome(Fate.UNCHANGED if isinstance(done, Unchanged) else Fate.PUBLISHED, done.report)


def _written(order: Order, tools: Tools, write: Callable[[Writer], _T]) -> _T:
    """What a writer gives, as soon as no other one is at work."""
    while True:
        try:
            with Writer(order.library, tools.embedder, settings().lock_seconds) as writer:
                return write(writer)
        except LibraryBusy:
            tell(Stage.WAITING)


def named(order: Order, message: str) -> str:
    """A message with the file called as its owner calls it, and not as the program does."""
    name = order.upload.file_name
    return message.replace(str(order.path), name).replace(order.path.name, name)
