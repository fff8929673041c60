"""The other side of `apart`: takes one job from standard input and answers on standard output.

The answer is a pickle of (True, result), or of (False, (class, text, module)) of the exception. It imports next to
nothing, because every file that is read waits for it to start.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO, Final, NamedTuple

from ingest.progress import Stage

NO_MEMORY: Final = 71
"""Exit status of a process that ran out of memory, and may not have enough left to say so."""


class Told(NamedTuple):
    """What a server says before its answer: how far the job is."""

    stage: Stage
    done: int
    total: int


_MEGABYTE: Final = 2**20


def main() -> None:
    """Does the job and ends the process."""
    answers = begin()
    module, function, arguments, megabytes = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    answers.write(answer_of(module, function, arguments, megabytes))
    answers.close()
    os._exit(0)  # at once: there is nothing to clear up, and the thread still waits


def begin() -> BinaryIO:
    """Makes the process fit for jobs; where the answers go."""
    answers = _take_stdout()
    logging.disable(logging.CRITICAL)  # parsers warn about every other file
    return answers


def answer_of(module: str, function: str, arguments: tuple[object, ...], megabytes: int | None = None) -> bytes:
    """Does a job, within so many megabytes if they are given; the answer as it is sent."""
    job: Callable[..., object] = getattr(import_module(module), function)
    if megabytes is not None:
        _limit_memory(megabytes)  # now that everything is imported, the limit is for the file
    try:
        return pickle.dumps((True, job(*arguments)))
    except Exception as error:  # noqa: BLE001 - the edge: whatever a file provokes is told to the parent
        cause = _cause(error)
        if isinstance(cause, MemoryError):
            os._exit(NO_MEMORY)
        return pickle.dumps((False, (type(cause).__name__, str(cause), _origin(cause))))


def _take_stdout() -> BinaryIO:
    """Standard output for the answer alone: what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _end_with_the_parent() -> None:
    os.read(0, 1)  # nothing more is ever sent: this returns when the parent is gone
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Limits the address space, where the platform can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _cause(error: BaseException) -> BaseException:
    """What went wrong in the first place: some libraries hand an exception on as the argument of another."""
    while error.args and isinstance(error.args[0], BaseException):
        error = error.args[0]
    return error


def _origin(error: BaseException) -> str:
    """The module of the line that raised it."""
    module, trace = "", error.__traceback__
    while trace:
        spec = trace.tb_frame.f_globals.get("__spec__")  # knows the name of what was started as __main__, too
        module, trace = spec.name if spec else "", trace.tb_next
    return module


if __name__ == "__main__":
    main()
