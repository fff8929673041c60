"""A run of the duty check as people read it (failures first), as JSON, and the verdict over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evals import messages as words
from evals.duties import DutyFault, DutyResult, DutyRun
from evals.report import below, cut, pad, score_line, share_json, share_line
from evals.thresholds import DutyThresholds

DUTY_SCHEMA: Final = 1


def duty_verdict(run: DutyRun, least: DutyThresholds) -> tuple[str, ...]:
    """Every reason for which the run fails, in Chinese; empty when it passes."""
    reasons = [
        below(words.RIGHT_OUTCOME, run.outcome, least.outcome),
        below(words.RIGHT_CLAUSE, run.clause, least.clause),
    ]
    if run.attributed:
        reasons.append(words.WHY_ATTRIBUTED.format(count=len(run.attributed)))
    if run.not_verbatim:
        reasons.append(words.WHY_NOT_VERBATIM.format(count=len(run.not_verbatim)))
    return tuple(reason for reason in reasons if reason)


def duty_summary(run: DutyRun, least: DutyThresholds) -> str:
    """The whole run for a person to read."""
    lines = [*_failures(run), words.SCORES]
    lines.append(score_line(words.RIGHT_OUTCOME, run.outcome, least.outcome))
    lines.append(score_line(words.RIGHT_CLAUSE, run.clause, least.clause))
    lines.append(words.ATTRIBUTED_COUNT.format(name=pad(words.ATTRIBUTED), count=len(run.attributed)))
    lines += ["", words.BY_OUTCOME]
    lines += [share_line(words.OUTCOME_NAMES[outcome], share) for outcome, share in run.outcomes().items()]
    lines += ["", words.BY_TAG, *(share_line(tag, share) for tag, share in run.tags().items())]
    lines += ["", words.BY_CONFIDENCE]
    for (low, high), share in run.confidences().items():
        lines.append(share_line(words.CONFIDENCE_BAND.format(low=low, high=high), share))
    reasons = duty_verdict(run, least)
    lines += ["", words.VERDICT_FAILED.format(why="；".join(reasons)) if reasons else words.VERDICT_OK]
    return "\n".join(lines)


def _failures(run: DutyRun) -> Iterator[str]:
    if not run.failures:
        return
    yield words.TASK_FAILURES.format(count=len(run.failures))
    for result in run.failures:
        task, verdict = result.task, result.verdict
        yield ""
        yield words.TASK_FAILURE.format(id=task.id, report=task.report, task=task.task)
        for fault in result.faults:
            expected, got = _expected_got(result, fault)
            yield words.FAILURE_MISS.format(fault=words.DUTY_FAULT_NAMES[fault], expected=expected, got=got)
        if verdict.text:
            yield words.TASK_GOT.format(got=cut(f"{verdict.department}{verdict.clause}{verdict.text}"))
        yield words.TASK_WHY.format(why=task.why)
    yield ""


def _expected_got(result: DutyResult, fault: DutyFault) -> tuple[str, str]:
    task, verdict = result.task, result.verdict
    match fault:
        case DutyFault.OUTCOME:
            return words.OUTCOME_NAMES[task.outcome], words.OUTCOME_NAMES[verdict.outcome]
        case DutyFault.DEPARTMENT:
            return task.department, verdict.department or words.NOTHING
        case DutyFault.CLAUSE:
            clauses = words.TASK_CLAUSES.format(clauses="、".join(task.clauses))
            return clauses if len(task.clauses) > 1 else task.clauses[0], verdict.clause or words.TASK_NO_CLAUSE
        case DutyFault.TEXT:
            return words.TASK_VERBATIM.format(clause=verdict.clause or words.TASK_NO_CLAUSE), cut(verdict.text)


def duty_json(run: DutyRun, least: DutyThresholds) -> dict[str, object]:
    """The run as plain JSON values."""
    reasons = duty_verdict(run, least)
    return {
        "schema": DUTY_SCHEMA,
        "passed": not reasons,
        "reasons": list(reasons),
        "outcome": share_json(run.outcome),
        "clause": share_json(run.clause),
        "attributed": [result.task.id for result in run.attributed],
        "not_verbatim": [result.task.id for result in run.not_verbatim],
        "outcomes": {outcome.value: share_json(share) for outcome, share in run.outcomes().items()},
        "tags": {tag: share_json(share) for tag, share in run.tags().items()},
        "confidences": [
            {"low": low, "high": high, **share_json(share)} for (low, high), share in run.confidences().items()
        ],
        "results": [_result_json(result) for result in run.results],
    }


def _result_json(result: DutyResult) -> dict[str, object]:
    return {
        **result.task.model_dump(mode="json"),
        "faults": [fault.value for fault in result.faults],
        "verdict": result.verdict.to_json(),
    }
