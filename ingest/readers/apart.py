"""Runs jobs in processes of their own, with a limit on time and memory, so that no file can take the
program down with it.

JobFailed
├── OutOfTime      not done within the time limit
├── OutOfMemory    needed more than the memory limit
├── Killed         ended by a signal from outside, or by a fault in compiled code
└── Raised         raised an exception, TooDeep where it was a RecursionError

`run` starts a process for each job. A `Server` is one process for many jobs, for what has to import much and trusts
what it reads a little more.

Each process is a fresh `python -m ingest.readers.apart_child`, or `apart_server`. What multiprocessing starts would
import the main module again, which may be a web server.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

from ingest.progress import Listener
from ingest.readers.apart_child import NO_MEMORY, Told

CHILD: Final = "ingest.readers.apart_child"
SERVER: Final = "ingest.readers.apart_server"

_ROOT: Final = Path(__file__).parents[2]
"""Where a child finds this package, wherever it is started."""

_FRUGAL: Final = {"MALLOC_ARENA_MAX": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Environment of a child: what is limited is address space, and without this every thread reserves its own."""

_POLL_SECONDS: Final = 0.01
_LAST_WORDS: Final = 2000
"""Bytes of standard error in which its last line is looked for."""


@dataclass(frozen=True, slots=True)
class Job:
    """A call of `function` in `module` with arguments that can be pickled and are small."""

    module: str
    function: str
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for all jobs of a run together, and megabytes for each of them."""

    seconds: float
    megabytes: int


class JobFailed(Exception):
    """A job gave no result."""


class OutOfTime(JobFailed):
    """Not done within the time limit."""


class OutOfMemory(JobFailed):
    """Needed more than the memory limit."""


class Killed(JobFailed):
    """Ended by a signal: its number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"signal {number}")
        self.number = number


class Raised(JobFailed):
    """Raised an exception: its class, its text, and the module of the line that raised it."""

    def __init__(self, kind: str, text: str, module: str) -> None:
        super().__init__(f"{kind}: {text} ({module})")
        self.kind = kind
        self.text = text
        self.module = module


class TooDeep(Raised):
    """Raised a RecursionError."""


def run(jobs: Sequence[Job], limits: Limits, tick: Callable[[], None] = lambda: None) -> list[Any]:
    """What the jobs return, in their order. They run at the same time; `tick` is called again and again meanwhile.

    Raises JobFailed for the first that fails. No child is left when this ends, whatever ends it.
    """
    deadline = time.monotonic() + limits.seconds
    children: list[_Child] = []
    results: dict[int, Any] = {}
    try:
        for job in jobs:
            children.append(_Child(job, limits.megabytes))
        while len(results) < len(jobs):
            for number, child in enumerate(children):
                if number not in results and child.has_ended():
                    results[number] = child.result()
            if time.monotonic() > deadline and len(results) < len(jobs):
                raise OutOfTime
            tick()
            time.sleep(_POLL_SECONDS)
    finally:
        for child in children:
            child.close()
    return [results[number] for number in range(len(jobs))]


class Server:
    """A process that does one job after another; a job that kills it costs only itself. For one thread, but for
    `close`.

    The process is started by the first job, and again by the one after its death.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._closed = False

    def do(self, job: Job, listener: Listener = lambda _stage, _done, _total: None) -> Any:
        """What the job returns; `listener` is told what it tells of its progress. Raises JobFailed, and Killed also
        where the server was closed meanwhile."""
        with self._lock:
            if self._closed:
                raise Killed(signal.SIGKILL)
            if self._process is None:
                self._process = _Process(SERVER, subprocess.PIPE)
            process = self._process
        try:
            process.send((job.module, job.function, job.arguments))
            while isinstance(answer := process.answer(), Told):
                listener(*answer)
            return answer
        except (EOFError, pickle.UnpicklingError) as error:
            failure = process.failure()
            with self._lock:
                process.close()
                self._process = None
            raise failure from error

    def close(self) -> None:
        """Ends the process, in whatever job it is. May be called from any thread."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()


class _Process:
    """A process that takes pickles on its input, which stays open as long as the parent lives: that is how it learns
    that the parent has died.
    """

    def __init__(self, module: str, out: IO[bytes] | int) -> None:
        self._err = TemporaryFile()  # noqa: SIM115 - closed in close()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],  # -P: not what happens to lie in the current folder
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=self._err,
            env=os.environ | _FRUGAL | {"PYTHONPATH": os.pathsep.join([str(_ROOT), *_inherited_path()])},
            start_new_session=True,
        )

    def send(self, request: tuple[object, ...]) -> None:
        with suppress(OSError):  # it has died already: what is asked of it next will say of what
            assert self._process.stdin is not None
            pickle.dump(request, self._process.stdin)
            self._process.stdin.flush()

    def answer(self) -> Any:
        """The next answer on its output. Raises JobFailed, EOFError where it died."""
        assert self._process.stdout is not None
        return _opened(pickle.load(self._process.stdout))

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def failure(self) -> JobFailed:
        """Why a process that has ended gave no answer."""
        status = self._process.wait()
        if status == NO_MEMORY:
            return OutOfMemory()
        if status < 0:
            return Killed(-status)
        return Raised("exit status", f"{status}: {self._last_words()}", CHILD)

    def kill(self) -> None:
        """Ends the process if it is still there."""
        if not self.has_ended():
            if hasattr(os, "killpg"):
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """Ends the process and closes what it is heard by."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout, self._err):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _last_words(self) -> str:
        """The last line on standard error, where Python says why it ended."""
        self._err.seek(max(self._err.seek(0, os.SEEK_END) - _LAST_WORDS, 0))
        return (self._err.read().decode(errors="replace").strip().splitlines() or [""])[-1]


class _Child(_Process):
    """A process at work on one job. It writes into a file, so that nobody has to read along."""

    def __init__(self, job: Job, megabytes: int) -> None:
        self._out = TemporaryFile()  # noqa: SIM115 - closed in close()
        super().__init__(CHILD, self._out)
        self.send((job.module, job.function, job.arguments, megabytes))

    def result(self) -> Any:
        """What the job returned, once the process has ended. Raises JobFailed."""
        if self._process.returncode:
            raise self.failure()
        self._out.seek(0)
        return _opened(pickle.load(self._out))

    def close(self) -> None:
        """As of every process, and its answer."""
        super().close()
        with suppress(OSError):
            self._out.close()


def _opened(message: tuple[bool, Any]) -> Any:
    """What an answer holds. Raises JobFailed."""
    done, answer = message
    if done:
        return answer
    raise (TooDeep if answer[0] == RecursionError.__name__ else Raised)(*answer)


def _inherited_path() -> list[str]:
    path = os.environ.get("PYTHONPATH")
    return [path] if path else []
