"""Scoring the duty check: every work item against its report, and what has to hold of the verdicts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from evals.duty_tasks import DutyTask
from evals.run import Share
from evals.source import compact
from ingest.embedder import Embedder
from ingest.library import Library
from qa.assistant import Assistant
from qa.duty_check import Outcome, Verdict

BRACKETED: Final = re.compile(r"（[^）]*）")
BANDS: Final = ((0.9, 1.0), (0.7, 0.9), (0.5, 0.7), (0.0, 0.5))
"""Confidences that are counted together, each from its low end on; the highest includes 1."""

Check = Callable[[str, Sequence[str]], Sequence[Verdict]]
"""The name of a report's file and tasks, to a verdict for each task in order."""


class DutyFault(StrEnum):
    """What is wrong with a verdict."""

    OUTCOME = "outcome"
    DEPARTMENT = "department"
    CLAUSE = "clause"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class DutyResult:
    """What came of one work item."""

    task: DutyTask
    verdict: Verdict
    faults: tuple[DutyFault, ...]

    @property
    def right(self) -> bool:
        """Whether outcome and department are right, whatever the clause is."""
        return not {DutyFault.OUTCOME, DutyFault.DEPARTMENT} & set(self.faults)

    @property
    def attributed(self) -> bool:
        """Whether it was given to somebody though the report says nothing of it."""
        return self.task.outcome is Outcome.NONE and self.verdict.outcome is not Outcome.NONE


@dataclass(frozen=True, slots=True)
class DutyRun:
    """One evaluation of the duty check."""

    results: tuple[DutyResult, ...]

    @property
    def failures(self) -> tuple[DutyResult, ...]:
        """The results with a fault, in order."""
        return tuple(result for result in self.results if result.faults)

    @property
    def outcome(self) -> Share:
        """Outcome and department right, of all."""
        return _right(self.results)

    @property
    def clause(self) -> Share:
        """Clause right, of all that have one, also of those whose outcome is wrong."""
        having = [result for result in self.results if result.task.clauses]
        return Share(sum(DutyFault.CLAUSE not in result.faults for result in having), len(having))

    @property
    def attributed(self) -> tuple[DutyResult, ...]:
        """What was given to somebody though the report says nothing of it."""
        return tuple(result for result in self.results if result.attributed)

    @property
    def not_verbatim(self) -> tuple[DutyResult, ...]:
        """Where the text does not stand in the clause that is named."""
        return tuple(result for result in self.results if DutyFault.TEXT in result.faults)

    def outcomes(self) -> dict[Outcome, Share]:
        """Outcome right by the outcome that is expected."""
        return {outcome: _right([r for r in self.results if r.task.outcome is outcome]) for outcome in Outcome}

    def tags(self) -> dict[str, Share]:
        """Without any fault, of the work items with each tag."""
        names = sorted({tag for result in self.results for tag in result.task.tags})
        tagged = {tag: [r for r in self.results if tag in r.task.tags] for tag in names}
        return {tag: Share(sum(not r.faults for r in results), len(results)) for tag, results in tagged.items()}

    def confidences(self) -> dict[tuple[float, float], Share]:
        """Outcome right by how sure the program said it was."""
        bands = {band: [r for r in self.results if _within(r.verdict.confidence, band)] for band in BANDS}
        return {band: _right(results) for band, results in bands.items() if results}


def _right(results: Sequence[DutyResult]) -> Share:
    return Share(sum(result.right for result in results), len(results))


def _within(confidence: float, band: tuple[float, float]) -> bool:
    low, high = band
    return low <= confidence < high or confidence == high == 1.0


def score_verdict(task: DutyTask, verdict: Verdict, clauses: Mapping[str, str]) -> tuple[DutyFault, ...]:
    """What is wrong with the verdict. `clauses` are the report's as it prints them, without white space.

    The department may carry （本级）, or another name in brackets, that the other does not.
    """
    return tuple(_faults(task, verdict, clauses))


def _faults(task: DutyTask, verdict: Verdict, clauses: Mapping[str, str]) -> Iterator[DutyFault]:
    if verdict.outcome != task.outcome:
        yield DutyFault.OUTCOME
    elif _bare(verdict.department) != _bare(task.department):
        yield DutyFault.DEPARTMENT
    if task.clauses and verdict.clause not in task.clauses:
        yield DutyFault.CLAUSE
    if verdict.outcome is not Outcome.NONE:
        text = compact(verdict.text)
        if not text or text not in clauses.get(verdict.clause, ""):
            yield DutyFault.TEXT


def _bare(name: str) -> str:
    return BRACKETED.sub("", name)


def check_all(
    tasks: Sequence[DutyTask], check: Check, clauses: Mapping[str, Mapping[str, str]]
) -> Iterator[DutyResult]:
    """One result for each work item, report by report, each report's checked as one batch.

    `clauses` are those of each report by its file's name. Raises ValueError where there is not one verdict for each.
    """
    for report in dict.fromkeys(task.report for task in tasks):
        batch = [task for task in tasks if task.report == report]
        for task, verdict in zip(batch, check(report, [task.task for task in batch]), strict=True):
            yield DutyResult(task, verdict, score_verdict(task, verdict, clauses[report]))


def open_check(folder: Path, embedder: Embedder) -> Check:
    """The program's duty check over a library."""
    assistant = Assistant(Library.open(folder), embedder)
    ids = {report.upload.file_name: report.id for report in assistant.library.reports()}
    return lambda report, tasks: assistant.check_duties(tasks, ids[report])
