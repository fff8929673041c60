"""A run as people read it (failures first), as JSON, and the verdict over it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from evals import messages as words
from evals.made import Made
from evals.many_scores import scores
from evals.record import RUN_SCHEMA
from evals.retrieval import MEASURES, Mode, Ranks
from evals.run import Result, Run, Share
from evals.statistics import wilson
from evals.thresholds import RetrievalThresholds, Thresholds

if TYPE_CHECKING:
    from qa.llm.work import Work

WIDTH: Final = 24
"""Columns of a name in the table of scores; a Chinese character takes two."""

MAX_TEXT: Final = 300
"""Longer texts of failed answers are cut in the summary; the JSON has them whole."""


def verdict(run: Run, thresholds: Thresholds) -> tuple[str, ...]:
    """Every reason for which the run fails, in Chinese; empty when it passes."""
    reasons = [
        below(words.KIND_NAMES[kind], share, thresholds.kinds.get(kind, thresholds.all))
        for kind, share in run.kinds().items()
    ]
    reasons += [
        below(words.DIMENSION_NAMES[dimension], share, thresholds.dimensions[dimension])
        for dimension, share in run.dimensions().items()
        if dimension in thresholds.dimensions and share.total
    ]
    if run.results:
        reasons.append(below(words.ALL, run.share, thresholds.all))
    if run.ungrounded:
        reasons.append(words.WHY_UNGROUNDED.format(count=len(run.ungrounded)))
    if run.retrieval:
        reasons.extend(_retrieval_reasons(run.retrieval, thresholds.retrieval))
    return tuple(reason for reason in reasons if reason)


def below(name: str, share: Share, threshold: Decimal) -> str:
    """Why a share is not enough, in Chinese; empty where it is."""
    if not threshold or (share.value is not None and share.value >= threshold):
        return ""
    return words.WHY_KIND.format(name=name, share=percent(share.value), threshold=percent(threshold))


def _retrieval_reasons(retrieval: tuple[Ranks, ...], thresholds: RetrievalThresholds) -> Iterator[str]:
    recalls = {ranks.mode: ranks.recall(5) for ranks in retrieval}
    fused, words_alone = recalls.get(Mode.HYBRID), recalls.get(Mode.WORDS)
    least = thresholds.recall_at_5
    if fused is None or fused < least:
        yield words.WHY_RECALL.format(share=percent(fused), threshold=percent(least))
    if fused is None or words_alone is None or fused - words_alone <= thresholds.gain_over_words:
        yield words.WHY_GAIN.format(threshold=percent(thresholds.gain_over_words))


def percent(share: Fraction | Decimal | None) -> str:
    """89.9%, cut and never rounded up to what was not reached; 未测 for None."""
    if share is None:
        return words.NOT_MEASURED
    return f"{int(Fraction(share) * 1000) / 10:.1f}%"


def summary(run: Run, thresholds: Thresholds) -> str:
    """The whole run for a person to read."""
    lines = [*_failures(run), *_scores(run, thresholds), *_retrieval(run), *_speed(run)]
    reasons = verdict(run, thresholds)
    lines.append(words.VERDICT_FAILED.format(why="；".join(reasons)) if reasons else words.VERDICT_OK)
    return "\n".join(lines)


def many_verdict(run: Run, thresholds: Thresholds) -> tuple[str, ...]:
    """Every reason for which a run over many reports fails, in Chinese; empty when it passes."""
    found, least = scores(run), thresholds.many
    reasons = [
        below(words.RIGHT_REPORT, found.right_report, least.right_report),
        below(words.RIGHT_FIGURES, found.figures, least.figures),
    ]
    if found.other_reports:
        reasons.append(words.WHY_OTHER_REPORT.format(count=len(found.other_reports)))
    if run.ungrounded:
        reasons.append(words.WHY_UNGROUNDED.format(count=len(run.ungrounded)))
    return tuple(reason for reason in reasons if reason)


def many_summary(run: Run, thresholds: Thresholds) -> str:
    """A run over many reports for a person to read: failures, what has to hold, the shares by tag."""
    found, least = scores(run), thresholds.many
    lines = [*_failures(run), words.SCORES]
    lines.append(score_line(words.RIGHT_REPORT, found.right_report, least.right_report))
    lines.append(score_line(words.RIGHT_FIGURES, found.figures, least.figures))
    lines.append(share_line(words.RIGHT_REFUSALS, found.refusals))
    lines.append(share_line(words.RIGHT_ASKED_BACK, found.asked_back))
    lines.append(words.OTHER_REPORTS.format(name=pad(words.OTHER_REPORT), count=len(found.other_reports)))
    lines.append(share_line(words.ALL, run.share))
    lines += ["", words.BY_TAG, *(share_line(tag, share) for tag, share in run.tags().items()), "", *_speed(run)]
    reasons = many_verdict(run, thresholds)
    lines.append(words.VERDICT_FAILED.format(why="；".join(reasons)) if reasons else words.VERDICT_OK)
    return "\n".join(lines)


def many_json(run: Run, thresholds: Thresholds, made: Made) -> dict[str, object]:
    """A run over many reports as plain JSON values."""
    found, reasons = scores(run), many_verdict(run, thresholds)
    return to_json(run, thresholds, made) | {
        "passed": not reasons,
        "reasons": list(reasons),
        "right_report": share_json(found.right_report),
        "figures": share_json(found.figures),
        "refusals": share_json(found.refusals),
        "asked_back": share_json(found.asked_back),
        "other_reports": [result.question.id for result in found.other_reports],
    }


def share_line(name: str, share: Share) -> str:
    """A line of the table of scores that need not reach anything."""
    return words.SCORE_LINE.format(
        name=pad(name), share=percent(share.value).rjust(6), passed=share.passed, total=share.total, below=""
    )


def _failures(run: Run) -> Iterator[str]:
    if run.failures:
        yield words.FAILURES.format(count=len(run.failures))
    for result in run.failures:
        yield ""
        yield from _failure(result)
    if run.failures:
        yield ""


def _failure(result: Result) -> Iterator[str]:
    question = result.question
    kind = words.KIND_NAMES[question.kind]
    yield words.FAILURE_QUESTION.format(id=question.id, kind=kind, question=" → ".join(question.turns))
    for miss in result.misses:
        got, expected = cut(miss.got), cut(miss.expected)
        yield words.FAILURE_MISS.format(fault=words.FAULT_NAMES[miss.fault], expected=expected, got=got)
    text = result.answer.text if result.answer else words.NO_ANSWER
    yield words.FAILURE_TEXT.format(text=cut(text))


def cut(text: str) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_TEXT else line[:MAX_TEXT] + "…"


def _scores(run: Run, thresholds: Thresholds) -> Iterator[str]:
    if not run.results:
        return
    yield words.SCORES
    for kind, share in run.kinds().items():
        yield score_line(words.KIND_NAMES[kind], share, thresholds.kinds.get(kind, thresholds.all))
    yield score_line(words.ALL, run.share, thresholds.all)
    yield ""
    yield words.BY_DIMENSION
    for dimension, share in run.dimensions().items():
        yield score_line(words.DIMENSION_NAMES[dimension], share, thresholds.dimensions.get(dimension, Decimal(0)))
    yield ""


def score_line(name: str, share: Share, threshold: Decimal) -> str:
    """A line of the table of scores, marked where the share is below the threshold."""
    mark = words.BELOW.format(threshold=percent(threshold)) if below(name, share, threshold) else ""
    return words.SCORE_LINE.format(
        name=pad(name),
        share=percent(share.value).rjust(6),
        passed=share.passed,
        total=share.total,
        below=mark,
    )


def pad(name: str) -> str:
    """The name with spaces to the width of the column of names."""
    wide = sum(1 if ord(char) < 0x1100 else 2 for char in name)
    return name + " " * max(WIDTH - wide, 0)


def _retrieval(run: Run) -> Iterator[str]:
    if not run.retrieval:
        return
    yield words.RETRIEVAL.format(count=max(len(ranks.ranks or ()) for ranks in run.retrieval))
    for ranks in run.retrieval:
        name = pad(words.MODE_NAMES[ranks.mode])
        if ranks.ranks is None:
            yield words.RETRIEVAL_NO_MODE.format(name=name, not_measured=words.NOT_MEASURED, why=ranks.why)
        else:
            yield words.RETRIEVAL_LINE.format(
                name=name,
                first=percent(ranks.recall(1)),
                fifth=percent(ranks.recall(5)),
                tenth=percent(ranks.recall(10)),
                mrr=_decimals(ranks.mean("mrr_at_10")),
                ndcg=_decimals(ranks.mean("ndcg_at_10")),
            )
    yield ""


def _decimals(share: Fraction | None) -> str:
    return words.NOT_MEASURED if share is None else f"{float(share):.3f}"


def _speed(run: Run) -> Iterator[str]:
    if run.results:
        p50, p95 = (milliseconds(run.milliseconds(share)) for share in (50, 95))
        yield words.SPEED.format(p50=p50, p95=p95)


def milliseconds(value: float | None) -> str:
    """3.1 ms; 未测 for None."""
    return words.NOT_MEASURED if value is None else f"{value:.1f} ms"


def to_json(run: Run, thresholds: Thresholds, made: Made) -> dict[str, object]:
    """The run as plain JSON values, as `evals.record.Record` reads them. What was not measured is null."""
    return {
        "schema": RUN_SCHEMA,
        "made": made.model_dump(),
        "passed": not verdict(run, thresholds),
        "reasons": list(verdict(run, thresholds)),
        "gate": {
            "all": float(thresholds.all),
            "kinds": {kind.value: float(share) for kind, share in thresholds.kinds.items()},
            "dimensions": {dimension.value: float(share) for dimension, share in thresholds.dimensions.items()},
        },
        "all": share_json(run.share),
        "kinds": {kind.value: share_json(share) for kind, share in run.kinds().items()},
        "dimensions": {dimension.value: share_json(share) for dimension, share in run.dimensions().items()},
        "tags": {tag: share_json(share) for tag, share in run.tags().items()},
        "ungrounded": [result.question.id for result in run.ungrounded],
        "retrieval": {ranks.mode.value: _ranks_json(ranks) for ranks in run.retrieval},
        "milliseconds": {f"p{percent}": run.milliseconds(percent) for percent in (50, 95, 100)},
        "results": [_result_json(result) for result in run.results],
    }


def share_json(share: Share) -> dict[str, object]:
    """A share as plain JSON values, with its Wilson 95 % interval; null where nothing was measured."""
    value, interval = None if share.value is None else float(share.value), wilson(share.passed, share.total)
    return {"passed": share.passed, "total": share.total, "share": value, "interval": interval and list(interval)}


def _ranks_json(ranks: Ranks) -> dict[str, object]:
    values = {name: None if (mean := ranks.mean(name)) is None else float(mean) for name in MEASURES}
    return {**values, "ranks": None if ranks.ranks is None else list(ranks.ranks), "why": ranks.why or None}


def _result_json(result: Result) -> dict[str, object]:
    question = result.question
    return {
        "id": question.id,
        "kind": question.kind.value,
        "tags": list(question.tags),
        "q": list(question.turns),
        "expect": question.expect.model_dump(mode="json", exclude_unset=True),
        "passed": result.passed,
        "misses": [{"fault": m.fault.value, "expected": m.expected, "got": m.got} for m in result.misses],
        "dimensions": {dimension.value: right for dimension, right in result.dimensions.items()},
        "milliseconds": result.milliseconds,
        "route": result.route,
        "earlier": [answer.text for answer in result.earlier],
        "answer": result.answer.to_json() if result.answer else None,
        "trace": list(result.trace),
        **({"works": [work and _work_json(work) for work in result.works]} if any(result.works) else {}),
    }


def _work_json(work: Work) -> dict[str, object]:
    return {
        "purpose": work.purpose.name.lower(),
        "outcome": work.outcome.value,
        "sentences": {fate.name.lower(): count for fate, count in work.fates.items()},
        "input_tokens": work.usage.input_tokens,
        "output_tokens": work.usage.output_tokens,
        "trouble": work.trouble,
    }
