"""What has to hold of answers over a library of many reports: the right report, its figures, and never another's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from evals.run import Result, Run, Share
from evals.score import Fault
from qa.answer import Kind

WRONG_REPORT: Final = frozenset({Fault.REPORT, Fault.OTHER_REPORT, Fault.OPTIONS})
WRONG_FIGURE: Final = frozenset({Fault.VALUE, Fault.UNIT, Fault.OPERAND})
WRONG_REFUSAL: Final = frozenset({Fault.KIND, Fault.REFUSAL})
FAILED: Final = frozenset({Fault.ERROR})


@dataclass(frozen=True, slots=True)
class Scores:
    """What has to hold over many reports. `other_reports` are the answers with a figure that is of another report
    than was asked for, or that should have had no figure at all."""

    right_report: Share
    figures: Share
    refusals: Share
    asked_back: Share
    other_reports: tuple[Result, ...]


def scores(run: Run) -> Scores:
    """The shares that matter, from the faults of the questions."""
    return Scores(
        right_report=_share(_expecting(run, "report", "reports", "options"), WRONG_REPORT | FAILED),
        figures=_share(_expecting(run, "value", "values"), WRONG_FIGURE | FAILED, answered=True),
        refusals=_share(_expecting(run, "refusal"), WRONG_REFUSAL | FAILED),
        asked_back=_share([r for r in run.results if _only_asks_back(r)], WRONG_REFUSAL | WRONG_REPORT | FAILED),
        other_reports=tuple(result for result in run.results if _of_another_report(result)),
    )


def _expecting(run: Run, *fields: str) -> list[Result]:
    return [result for result in run.results if any(getattr(result.question.expect, field) for field in fields)]


def _share(results: Sequence[Result], faults: Set[Fault], *, answered: bool = False) -> Share:
    """Those without any of the faults; of those that were answered, what was asked back left out where it may be."""
    counted = [r for r in results if not (answered and _may_be_asked_back(r))]
    return Share(sum(not faults & set(_faults(result)) for result in counted), len(counted))


def _faults(result: Result) -> Iterator[Fault]:
    return (miss.fault for miss in result.misses)


def _may_be_asked_back(result: Result) -> bool:
    answer, expect = result.answer, result.question.expect
    return answer is not None and answer.kind is Kind.CLARIFICATION and Kind.CLARIFICATION in expect.kind


def _only_asks_back(result: Result) -> bool:
    return result.question.expect.kind == (Kind.CLARIFICATION,)


def _of_another_report(result: Result) -> bool:
    """Whether a figure is of another report, or none should have been given."""
    if result.answer is None or not result.answer.figures:
        return False
    none = bool(result.question.expect.refusal) or _only_asks_back(result)
    return none or Fault.OTHER_REPORT in _faults(result)
