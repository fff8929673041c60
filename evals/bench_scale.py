"""How the program bears many reports in one library: each figure beside that of the smallest library and beside
something plain that is measured in the same run.

The reports are made up, and their vectors are of characters counted, as many numbers as the real embedder's: to embed
five hundred reports takes an hour, and what is measured here does not depend on what the vectors mean.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from evals import messages as words
from evals.bench import BARE, COLD_ROUNDS, measure_command, measure_select, within
from evals.bench_results import BenchError, Growth
from evals.generated.library import Entry, entries
from ingest.messages import KINDS
from ingest.report import ReportKind

MOST_TIMES: Final = 2.0
"""How many times as long as in the smallest library a question about one report may take."""

ASKED: Final = 20
"""Of so many reports, spread over the library, questions are asked."""

NUMERIC: Final = "{title}本年支出合计是多少？"
PASSAGE: Final = "{title}国有资产占用情况说明"
"""A question that is looked up, and one that is searched for in the text."""

_LAST_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured in a library of so many reports: seconds, but for `size`, `before` and `peak`, in bytes."""

    reports: int
    ingest: float
    size: int
    cold_cli: float
    numeric: list[float]
    numeric_first: list[float]
    passage: list[float]
    passage_first: list[float]
    before: int
    peak: int


def bench_scale(sizes: Sequence[int], tell: Callable[[str], None]) -> tuple[Growth, ...]:
    """All that is measured in libraries of these sizes; each grows out of the one before. `tell` is told how far it is.

    Raises BenchError where something fails, a wrong report answers, or there are not as many reports to make up.
    """
    try:
        made = entries(max(sizes))
    except ValueError as error:
        raise BenchError(words.SCALE_TOO_MANY.format(count=max(sizes))) from error
    with tempfile.TemporaryDirectory() as folder:
        measured = list(_measured(Path(folder), made, sorted(set(sizes)), tell))
        bare = median(measure_command(BARE) for _ in range(COLD_ROUNDS))
        text = sum((Path(folder) / "texts" / entry.file).stat().st_size for entry in made) / len(made)
    return tuple(_growths(measured, bare, measure_select(), text))


def _measured(
    folder: Path, made: Sequence[Entry], sizes: Sequence[int], tell: Callable[[str], None]
) -> Iterator[Measured]:
    library, texts, fresh = folder / "library", folder / "texts", folder / "fresh"
    texts.mkdir()
    taken = 0
    for size in sizes:
        fresh.mkdir()
        for entry in made[taken:size]:
            (fresh / entry.file).write_text(entry.write().text, encoding="utf-8")
        tell(words.SCALE_TAKING_IN.format(count=size - taken))
        taking = _job("take-in", library, fresh)["seconds"] / (size - taken)
        for file in fresh.iterdir():
            shutil.move(file, texts / file.name)
        fresh.rmdir()
        taken = size
        tell(words.SCALE_ASKING.format(count=size))
        asked = made[: size : -(-size // ASKED)]
        questions = {name: [_question(form, entry) for entry in asked] for name, form in _FORMS.items()}
        (folder / "questions.json").write_text(json.dumps(questions), encoding="utf-8")
        figures = _job("ask", library, folder / "questions.json")
        on_disk = sum(file.stat().st_size for file in library.rglob("*") if file.is_file())
        cold = ("-m", "qa", "ask", questions["numeric"][-1][0], "--library", str(library))
        cli = median(measure_command(cold) for _ in range(COLD_ROUNDS))
        yield Measured(reports=size, ingest=taking, size=on_disk, cold_cli=cli, **figures)


_FORMS: Final = {"numeric": NUMERIC, "passage": PASSAGE}


def _question(form: str, entry: Entry) -> tuple[str, str]:
    """A question about a report, and the report's title."""
    named = f"{entry.organization.name}（{entry.organization.level}）{entry.year}年度"
    return form.format(title=named), f"{named}{KINDS[ReportKind.FINAL_ACCOUNTS]}"


def _growths(measured: Sequence[Measured], bare: float, select: float, text: float) -> Iterator[Growth]:
    """Every figure of every library."""
    rows: dict[str, tuple[Callable[[Measured], float | None], Callable[[Measured], float], float | None]] = {
        "scale_ingest": (lambda m: m.ingest, lambda _: bare, None),
        "scale_size": (lambda m: m.size / m.reports, lambda _: text, None),
        "scale_cold_cli": (lambda m: m.cold_cli, lambda _: bare, MOST_TIMES),
        "scale_numeric_p50": (lambda m: within(m.numeric, 50), lambda _: select, MOST_TIMES),
        "scale_numeric_p95": (lambda m: within(m.numeric, 95), lambda _: select, MOST_TIMES),
        "scale_passage_p50": (lambda m: within(m.passage, 50), lambda _: select, MOST_TIMES),
        "scale_passage_p95": (lambda m: within(m.passage, 95), lambda _: select, MOST_TIMES),
        "scale_numeric_first": (lambda m: within(m.numeric_first, 50), lambda _: select, MOST_TIMES),
        "scale_passage_first": (lambda m: within(m.passage_first, 50), lambda _: select, MOST_TIMES),
        "scale_memory": (lambda m: m.peak or None, lambda m: m.before, None),
    }
    for name, (figure, floor, goal) in rows.items():
        smallest = figure(measured[0])
        for each in measured:
            yield Growth(name, each.reports, figure(each), smallest, floor(each), goal)


def _job(job: str, library: Path, given: Path) -> dict[str, Any]:
    """What a job in a process of its own measures. Raises BenchError."""
    done = subprocess.run(
        [sys.executable, "-m", "evals.bench_scale_job", job, str(library), str(given)],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        why = (done.stderr.strip() or done.stdout.strip())[-_LAST_WORDS:]
        raise BenchError(words.BENCH_FAILED.format(command=f"{job} {library}", why=why))
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
