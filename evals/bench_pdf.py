"""How fast PDFs become reports and what memory that takes, beside what pdfplumber alone needs for their pages."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

import pdfplumber

from evals import messages as words
from evals.bench_results import BenchError, Memory, Result, Timing
from evals.clock import seconds
from ingest.embedder import load_embedder
from ingest.pipeline import understand
from ingest.readers import read
from ingest.settings import settings

ROUNDS: Final = 5

MOST_TIMES: Final = 1.3
"""How many times as long as pdfplumber's own extraction reading may take."""

MOST_MEMORY: Final = 1536 * 2**20
"""How many bytes a process that takes a file in may hold."""

EMBED: Final = (
    "-c",
    "from ingest.embedder import load_embedder\nfrom ingest.settings import settings\n"
    "load_embedder(settings().embedder).embed_documents(['一'])",
)
"""What the memory of taking a file in is held against."""

T = TypeVar("T")

_LAST_WORDS: Final = 500


def bench_pdfs(paths: Sequence[Path]) -> tuple[Result, ...]:
    """All that is measured of the files, times for a page of them on the average.

    Raises DocumentError where one of them is no report, and BenchError.
    """
    fits = load_embedder(settings().embedder).fits
    documents = [read(path) for path in paths]
    stages: dict[str, Callable[[], object]] = {
        "floor": partial(_all, _extract, paths),
        "pdf_read": partial(_all, read, paths),
        "pdf_read_alone": partial(_read_alone, paths),
        "pdf_understand": partial(_all, lambda document: understand(document, fits), documents),
    }
    times = _by_turns(stages, sum(len(document.pages) for document in documents))
    floor = times["floor"]
    return (
        Timing("pdf_read", times["pdf_read"], floor, MOST_TIMES),
        Timing("pdf_read_alone", times["pdf_read_alone"], floor, MOST_TIMES),
        Timing("pdf_understand", times["pdf_understand"], floor),
        Memory("pdf_memory", _ingest_peak(paths), _peak(EMBED), MOST_MEMORY),
    )


def _by_turns(stages: dict[str, Callable[[], object]], pages: int) -> dict[str, float]:
    """Median seconds a page of every stage. They take turns, so that a slow moment of the machine meets all; what
    is loaded the first time does not count.
    """
    rounds = [{name: seconds(stage) for name, stage in stages.items()} for _ in range(ROUNDS)]
    return {name: median(times[name] for times in rounds) / pages for name in stages}


def _all(action: Callable[[T], object], things: Sequence[T]) -> None:
    for thing in things:
        action(thing)


def _extract(path: Path) -> None:
    """Words and tables of every page, as pdfplumber finds them by itself."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            for table in page.find_tables():
                table.extract()
            page.close()


def _read_alone(paths: Sequence[Path]) -> None:
    """Reads each file with one process."""
    with _workers(1):
        _all(read, paths)


@contextmanager
def _workers(count: int) -> Iterator[None]:
    usual = settings().pdf_workers
    settings().pdf_workers = count
    try:
        yield
    finally:
        settings().pdf_workers = usual


# memory


def _ingest_peak(paths: Sequence[Path]) -> int | None:
    with tempfile.TemporaryDirectory() as folder:
        return _peak(("-m", "ingest", *map(str, paths), "--library", folder))


def _peak(arguments: Sequence[str]) -> int | None:
    """Bytes that the largest process of a command held at its peak; None where the system does not say.

    Raises BenchError where the command does not end well.
    """
    done = subprocess.run(
        [sys.executable, "-m", "evals.peak", *arguments],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        why = done.stderr.strip()[-_LAST_WORDS:]
        raise BenchError(words.BENCH_FAILED.format(command=" ".join(arguments), why=why))
    return int(done.stdout) or None
