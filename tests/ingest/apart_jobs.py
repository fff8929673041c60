"""Jobs that tests run apart. Some end badly, and some of those stand in for the jobs of the PDF reader."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from pathlib import Path

from ingest.progress import Stage, tell
from ingest.readers.pdf_answers import Inspection, PageRead


def give_back(value: object) -> object:
    return value


def own_modules() -> list[str]:
    return sorted(sys.modules)


def make_noise() -> str:
    print("printed by a library")  # noqa: T201
    os.write(1, b"written by compiled code\n")
    logging.getLogger("anything").critical("warned")
    return "the answer"


def take_memory(megabytes: int) -> int:
    return len(b"x" * (megabytes * 2**20))


def go_deeper() -> None:
    go_deeper()


def hand_on(error: Exception) -> None:
    """Raises an error as pdfplumber does: as the argument of another."""
    try:
        raise error
    except (ValueError, MemoryError) as cause:
        raise RuntimeError(cause) from None


def die() -> None:
    """Is killed, as the system does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def leave(status: int) -> None:
    os._exit(status)


def give_what_cannot_be_sent() -> object:
    return lambda: None


def beat(path: Path) -> None:
    """Writes into a file for as long as it lives."""
    with path.open("a") as file:
        while True:
            file.write("x")
            file.flush()
            time.sleep(0.01)


def tell_on(pages: int) -> str:
    """Tells how far it is, some of it twice."""
    for page in range(1, pages + 1):
        tell(Stage.PAGES, page, pages)
        tell(Stage.PAGES, page, pages)
    return "done"


# in the place of ingest.readers.pdf_job


def begin(path: Path, max_pages: int, at_once: int) -> tuple[Inspection, list[PageRead]]:
    return Inspection(pages=20, declared=20, rebuilt=False), []


def read_pages(path: Path, numbers: range, counted: Path) -> list[PageRead]:
    """Is killed where it has to read the second page."""
    if 2 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
    return []
