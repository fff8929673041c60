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
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from evals import messages as words
from evals.bench import BARE, COLD_ROUNDS, measure_command, measure_select
from evals.bench_results import BenchError, Growth
from evals.generated.library import Entry, entries
from evals.statistics import within
from ingest.messages import KINDS
from ingest.report import ReportKind

MOST_TIMES: Final = 2.0
"""How many times as long as in the smallest library a question about one report may take."""

ASKED: Final = 20
"""Of so many reports, spread over the library, questions are asked."""

QUESTIONS: Final = {"numeric": "{title}本年支出合计是多少？", "passage": "{title}国有资产占用情况说明"}
"""A question that is looked up, and one that is searched for in the text."""

_LAST_WORDS: Final = 500


@dataclass
class Measured:
    """What was measured in a library of so many reports. `times` are the seconds that questions took, by kind; `size`
    is that of the library, `before` and `peak` the memory of a process that asks, in bytes."""

    reports: int
    library: Path
    questions: dict[str, list[tuple[str, str]]]
    ingest: float
    size: int
    cold_cli: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)
    before: int = 0
    peak: int = 0

    @property
    def asked(self) -> dict[str, object]:
        """What a job is told."""
        return {"library": str(self.library), "questions": self.questions}


def bench_scale(sizes: Sequence[int], tell: Callable[[str], None]) -> tuple[Growth, ...]:
    """All that is measured in libraries of these sizes; each grows out of the one before. `tell` is told how far it is.

    Raises BenchError where something fails, a wrong report answers, or there are not as many reports to make up.
    """
    try:
        made = entries(max(sizes))
    except ValueError as error:
        raise BenchError(words.SCALE_TOO_MANY.format(count=max(sizes))) from error
    with tempfile.TemporaryDirectory() as folder:
        measured = list(_taken_in(Path(folder), made, sorted(set(sizes)), tell))
        tell(words.SCALE_ASKING)
        bare = _ask(Path(folder) / "plan.json", measured)
        text = sum(len(entry.write().text.encode()) for entry in made) / len(made)
    return tuple(_growths(measured, bare, measure_select(), text))


def _taken_in(
    folder: Path, made: Sequence[Entry], sizes: Sequence[int], tell: Callable[[str], None]
) -> Iterator[Measured]:
    """The libraries, one after the other; of each a copy stays as it is."""
    library, taken = folder / "library", 0
    for size in sizes:
        tell(words.SCALE_TAKING_IN.format(count=size - taken))
        fresh = folder / f"texts-{size}"
        fresh.mkdir()
        for entry in made[taken:size]:
            (fresh / entry.file).write_text(entry.write().text, encoding="utf-8")
        taking = _job("take-in", str(library), str(fresh))["seconds"] / (size - taken)
        taken = size
        copy = folder / f"library-{size}"
        shutil.copytree(library, copy)
        asked = made[: size : -(-size // ASKED)]
        questions = {kind: [_question(form, entry) for entry in asked] for kind, form in QUESTIONS.items()}
        on_disk = sum(file.stat().st_size for file in copy.rglob("*") if file.is_file())
        yield Measured(size, copy, questions, taking, on_disk)


def _ask(plan: Path, measured: Sequence[Measured]) -> float:
    """Asks the libraries by turns and notes what is measured; seconds that a bare Python takes meanwhile."""
    plan.write_text(json.dumps([each.asked for each in measured]), encoding="utf-8")
    for each, times in zip(measured, _job("ask", str(plan)), strict=True):
        each.times = times
    for each in measured:
        plan.write_text(json.dumps([each.asked]), encoding="utf-8")
        held = _job("hold", str(plan))
        each.before, each.peak = held["before"], held["peak"]
    rounds: list[tuple[float, ...]] = []
    for _ in range(COLD_ROUNDS):
        bare = measure_command(BARE)
        rounds.append((bare, *(measure_command(_cold(each)) for each in measured)))
    bares, *each_cold = map(list, zip(*rounds, strict=True))
    for each, cold in zip(measured, each_cold, strict=True):
        each.cold_cli = median(cold)
    return float(median(bares))


def _cold(measured: Measured) -> tuple[str, ...]:
    question, _ = measured.questions["numeric"][-1]
    return "-m", "qa", "ask", question, "--library", str(measured.library)


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
        "scale_numeric_p50": (lambda m: within(m.times["numeric"], 50), lambda _: select, MOST_TIMES),
        "scale_numeric_p95": (lambda m: within(m.times["numeric"], 95), lambda _: select, MOST_TIMES),
        "scale_passage_p50": (lambda m: within(m.times["passage"], 50), lambda _: select, MOST_TIMES),
        "scale_passage_p95": (lambda m: within(m.times["passage"], 95), lambda _: select, MOST_TIMES),
        "scale_numeric_first": (lambda m: within(m.times["numeric_first"], 50), lambda _: select, MOST_TIMES),
        "scale_passage_first": (lambda m: within(m.times["passage_first"], 50), lambda _: select, MOST_TIMES),
        "scale_memory": (lambda m: m.peak or None, lambda m: m.before, None),
    }
    for name, (figure, floor, goal) in rows.items():
        smallest = figure(measured[0])
        for each in measured:
            yield Growth(name, each.reports, figure(each), smallest, floor(each), goal)


def _job(job: str, *given: str) -> Any:
    """What a job in a process of its own measures. Raises BenchError."""
    done = subprocess.run(
        [sys.executable, "-m", "evals.bench_scale_job", job, *given],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        why = (done.stderr.strip() or done.stdout.strip())[-_LAST_WORDS:]
        raise BenchError(words.BENCH_FAILED.format(command=" ".join((job, *given)), why=why))
    return json.loads(done.stdout.splitlines()[-1])
