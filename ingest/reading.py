"""Files are read ahead of who publishes them: several at a time, each in a process of its own.

The processes are as many as may read pages of a PDF (`pdf_workers`), and share them: of two processors, two files are
read at a time, each by one process; a file that is alone has its pages read by two. What is read waits for whoever
publishes it, which embeds with all processors, so reading goes no further ahead than `AHEAD`.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ingest import messages
from ingest.embedder import Embedder
from ingest.errors import JuesuanError, UnreadableDocument
from ingest.readers.apart import Job, JobFailed, Killed, OutOfMemory, Server
from ingest.report import Report
from ingest.settings import Settings, settings

AHEAD: Final = 4
"""So many files for each process are read, or being read, before they are wanted: one that takes long does not keep
the other processes waiting, and few reports are held in memory."""

TICK_SECONDS: Final = 0.5

ReadReport = Callable[[Path, Callable[[str], bool]], Report]
"""A file and whether a text is short enough, to a Report. Raises a DocumentError."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads a file, and what embeds its pieces. Both can be pickled."""

    read: ReadReport
    embedder: Embedder


def read_report(path: Path, fits: Callable[[str], bool]) -> Report:
    """As `ingest.pipeline.read_report`, which is imported when a file is read: `list` and `show` need no parsers."""
    from ingest import pipeline

    return pipeline.read_report(path, fits)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of reading a file, and how many seconds it took."""

    outcome: Report | JuesuanError
    seconds: float

    def report(self) -> Report:
        """The report. Raises what reading raised."""
        if isinstance(self.outcome, JuesuanError):
            raise self.outcome
        return self.outcome


def read_file(tools: Tools, file: Path) -> Reading:
    """Reads one file in this process. A mistake of the program's own is told as what is wrong with the file."""
    started = time.perf_counter()
    outcome: Report | JuesuanError
    try:
        outcome = tools.read(file, tools.embedder.fits)
    except JuesuanError as error:
        outcome = error
    except MemoryError:
        outcome = UnreadableDocument(messages.READER_OUT_OF_MEMORY.format(path=file))
    except Exception as error:  # noqa: BLE001 - the edge: a bug met by one file must not stop the others
        outcome = UnreadableDocument(unexpected(file, error))
    return Reading(outcome, time.perf_counter() - started)


def unexpected(file: Path, error: Exception) -> str:
    """A mistake of the program's own that one file brought to light, and where it happened."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return messages.UNEXPECTED.format(path=file, kind=type(error).__name__, cause=error, place=place)


class Readers:
    """Reads files, in their order; a context manager, at the end of which no process is left."""

    def __init__(self, tools: Tools, files: Sequence[Path]) -> None:
        self._tools = tools
        self._files = files
        self._workers = min(settings().pdf_workers, len(files))
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._servers: list[Server] | None = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            servers, self._servers = self._servers or [], None
        for server in servers:
            server.close()

    def read(self, tick: Callable[[], None]) -> Iterator[tuple[Path, Reading]]:
        """Each file with what became of it. `tick` is called from time to time while a file is waited for."""
        if self._workers <= 1:
            yield from ((file, read_file(self._tools, file)) for file in self._files)
            return
        each = max(settings().pdf_workers // self._workers, 1)
        given = settings().model_copy(update={"pdf_workers": each})
        coming: deque[tuple[Path, Future[Reading]]] = deque()
        threads = ThreadPoolExecutor(self._workers)
        try:
            for file in self._files:
                coming.append((file, threads.submit(self._apart, file, given)))
                if len(coming) >= AHEAD * self._workers:
                    yield _next(coming, tick)
            while coming:
                yield _next(coming, tick)
        finally:
            self.__exit__(None, None, None)
            threads.shutdown(cancel_futures=True)

    def _apart(self, file: Path, given: Settings) -> Reading:
        """Reads a file in the process of this thread."""
        started = time.perf_counter()
        try:
            server = self._server()
            reading: Reading = server.do(Job(__name__, "read_file_with", (given, self._tools, file)))
        except Killed as death:
            error = UnreadableDocument(messages.READER_KILLED.format(path=file, number=death.number))
        except OutOfMemory:
            error = UnreadableDocument(messages.READER_OUT_OF_MEMORY.format(path=file))
        except JobFailed as failure:
            error = UnreadableDocument(messages.READER_FAILED.format(path=file, cause=failure))
        else:
            return reading
        return Reading(error, time.perf_counter() - started)

    def _server(self) -> Server:
        if not hasattr(self._mine, "server"):
            self._mine.server = Server()
            with self._lock:
                if self._servers is None:
                    self._mine.server.close()
                else:
                    self._servers.append(self._mine.server)
        server: Server = self._mine.server
        return server


def read_file_with(given: Settings, tools: Tools, file: Path) -> Reading:
    """As `read_file`, with the settings of the process that wants it."""
    adopt(given)
    return read_file(tools, file)


def adopt(given: Settings) -> None:
    """Takes over the settings of the process that this one works for."""
    for name in Settings.model_fields:
        setattr(settings(), name, getattr(given, name))


def _next(coming: deque[tuple[Path, Future[Reading]]], tick: Callable[[], None]) -> tuple[Path, Reading]:
    """The file that is next, once it is read."""
    file, future = coming.popleft()
    while not wait([future], timeout=TICK_SECONDS).done:
        tick()
    return file, future.result()
