"""How fast it is, as ratios to something plain that is measured in the same run.

Seconds say more about the machine than about the program; a ratio can be compared between machines.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from evals import messages as words
from evals.bench_results import BenchError, Timing
from evals.browser import WITHOUT_MODEL
from evals.clock import seconds
from evals.statistics import within

WARM_ROUNDS: Final = 20
COLD_ROUNDS: Final = 5
SELECTS: Final = 2000
ROWS: Final = 1000

BARE: Final = ("-c", "import sqlalchemy, pydantic")
"""What the start of the command line is held against."""


def bench(ask: Callable[[str], object], questions: Sequence[str], library: Path, corpus: Path) -> tuple[Timing, ...]:
    """All timings. `questions` are numeric ones; the first is also asked on the command line."""
    bare, cli = _cold(questions[0], library) if questions else (measure_command(BARE), None)
    times = _warm(ask, questions)
    select = measure_select()
    return (
        Timing("warm_p50", within(times, 50), select),
        Timing("warm_p95", within(times, 95), select),
        Timing("cold_cli", cli, bare),
        Timing("ingest", _ingest(corpus), bare),
    )


def _warm(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    for question in questions:
        ask(question)  # the first time fills caches
    return [seconds(partial(ask, question)) for _ in range(WARM_ROUNDS) for question in questions]


def measure_select() -> float:
    """Median of one indexed SELECT from a file of as many rows as a report has facts."""
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "b.sqlite")) as db:
        db.execute("CREATE TABLE facts (item TEXT PRIMARY KEY, value INTEGER)")
        db.executemany("INSERT INTO facts VALUES (?, ?)", ((f"item {i}", i) for i in range(ROWS)))
        db.commit()
        query = "SELECT value FROM facts WHERE item = ?"
        keys = [f"item {i * 37 % ROWS}" for i in range(SELECTS)]
        return median(seconds(partial(_fetch, db, query, key)) for key in keys)


def _fetch(db: sqlite3.Connection, query: str, key: str) -> object:
    return db.execute(query, (key,)).fetchone()


def _cold(question: str, library: Path) -> tuple[float, float]:
    """Medians of starting Python bare and of one question on the command line, taken in turns."""
    asked = ("-m", "qa", "ask", question, "--library", str(library))
    pairs = [(measure_command(BARE), measure_command(asked)) for _ in range(COLD_ROUNDS)]
    return median(bare for bare, _ in pairs), median(cli for _, cli in pairs)


def _ingest(corpus: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return measure_command(("-m", "ingest", str(corpus), "--library", folder))


def measure_command(arguments: Sequence[str]) -> float:
    """Seconds that Python takes with these arguments. Raises BenchError where it does not end well."""

    def run() -> None:
        done = subprocess.run(
            [sys.executable, *arguments],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=os.environ | WITHOUT_MODEL,
        )  # fmt: skip
        if done.returncode != 0:
            command, why = " ".join(arguments), done.stderr.strip()[-500:]
            raise BenchError(words.BENCH_FAILED.format(command=command, why=why))

    return seconds(run)
