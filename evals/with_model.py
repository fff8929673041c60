"""What a language model did in a run, and what it changed, by the same questions asked without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from statistics import median

from evals import messages as words
from evals import with_model_messages as messages
from evals.compare import Comparison, Pair, text_of
from evals.dimensions import Dimension
from evals.record import ResultRecord, WorkRecord
from evals.report import percent
from evals.statistics import within
from evals.tables import Table

PERCENTS = (50, 90)
"""The times that are told: within which so many of a hundred answers stay."""


@dataclass(frozen=True)
class Tokens:
    """Of the answers for which the service reported them."""

    answers: int
    total: int
    median: float | None

    @classmethod
    def of(cls, counts: Iterable[int | None]) -> Tokens:
        """Of one count for each answer, None where none was reported."""
        known = [count for count in counts if count is not None]
        return cls(len(known), sum(known), median(known) if known else None)


@dataclass(frozen=True)
class Times:
    """Of so many questions, the milliseconds of the last answer by PERCENTS; None where there are none."""

    questions: int
    without: tuple[float | None, ...]
    used: tuple[float | None, ...]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> Times:
        """Of the results without and with the model."""
        return cls(len(pairs), _within(a for a, _ in pairs), _within(b for _, b in pairs))


def _within(results: Iterable[ResultRecord]) -> tuple[float | None, ...]:
    times = [result.milliseconds for result in results if result.milliseconds is not None]
    return tuple(within(times, percent) for percent in PERCENTS)


@dataclass(frozen=True)
class ModelUse:
    """Counted over all turns of all questions. `ways` is how many answers came out which way (`WorkRecord.way`);
    `differ`, how many last answers are other than without the model, by the way of that answer."""

    ways: dict[str, int]
    differ: dict[str, int]
    sentences: dict[str, int]
    troubles: dict[str, int]
    input_tokens: Tokens
    output_tokens: Tokens
    all_times: Times
    used_times: Times


def model_use(comparison: Comparison) -> ModelUse:
    """What the model did in the later run. The earlier one is that without it."""
    works = [work for result in comparison.after.results for work in result.works if work]
    pairs = comparison.pairs
    sentences: Counter[str] = Counter()
    for work in works:
        sentences.update(work.sentences)
    return ModelUse(
        ways=dict(Counter(work.way for work in works)),
        differ=dict(Counter(_way(b) for a, b in pairs if text_of(a) != text_of(b))),
        sentences=dict(sentences),
        troubles=dict(Counter(work.trouble for work in works if work.trouble)),
        input_tokens=Tokens.of(work.input_tokens for work in works),
        output_tokens=Tokens.of(work.output_tokens for work in works),
        all_times=Times.of(pairs),
        used_times=Times.of([(a, b) for a, b in pairs if _last(b)]),
    )


def to_json(comparison: Comparison) -> dict[str, object]:
    """The same as plain JSON values, with the scores without the model."""
    before = comparison.before.model_dump(mode="json", include={"all", "kinds", "dimensions"})
    return {"without": before, **asdict(model_use(comparison))}


def summary(comparison: Comparison) -> str:
    """The tables for a terminal."""
    return "\n\n".join(table.text() for table in tables(comparison))


def tables(comparison: Comparison) -> Iterator[Table]:
    """Scores without and with the model, and what it did."""
    pairs, use = comparison.pairs, model_use(comparison)
    kinds = {kind: [(a.passed, b.passed) for a, b in pairs if b.kind is kind] for kind in comparison.kinds}
    scores = {words.ALL: [(a.passed, b.passed) for a, b in pairs]}
    yield _scores(messages.BY_KIND, scores | {words.KIND_NAMES[kind]: found for kind, found in kinds.items()})
    yield _scores(messages.BY_DIMENSION, {words.DIMENSION_NAMES[each]: _both(pairs, each) for each in Dimension})
    yield _ways(use)
    yield _sentences(use)
    rows = ((messages.INPUT, use.input_tokens), (messages.OUTPUT, use.output_tokens))
    yield Table(messages.TOKENS, messages.TOKEN_HEADS, tuple((name, *_counts(found)) for name, found in rows))
    times = ((words.ALL, use.all_times), (messages.USED, use.used_times))
    shown = tuple((name, str(t.questions), *map(_milliseconds, (*t.without, *t.used))) for name, t in times)
    yield Table(messages.LATENCY, messages.LATENCY_HEADS, shown, (messages.LATENCY_NOTE,))


def _last(result: ResultRecord) -> WorkRecord | None:
    return result.works[-1] if result.works else None


def _way(result: ResultRecord) -> str:
    last = _last(result)
    return last.way if last else "earlier"


def _both(pairs: Iterable[Pair], dimension: Dimension) -> list[tuple[bool, bool]]:
    found = ((a.dimensions.get(dimension), b.dimensions.get(dimension)) for a, b in pairs)
    return [(a, b) for a, b in found if a is not None and b is not None]


def _scores(title: str, groups: dict[str, list[tuple[bool, bool]]]) -> Table:
    rows = (
        (name, str(len(found)), _share(a for a, _ in found), _share(b for _, b in found))
        for name, found in groups.items()
    )
    return Table(title, messages.SCORE_HEADS, tuple(rows))


def _share(passed: Iterable[bool]) -> str:
    found = list(passed)
    return percent(Fraction(sum(found), len(found)) if found else None)


def _ways(use: ModelUse) -> Table:
    names = {way: name for way, name in messages.WAY_NAMES.items() if way in use.ways or way in use.differ}
    rows = [(messages.USED, str(sum(use.ways.values())), str(sum(use.differ.values())))]
    rows += [(name, str(use.ways.get(way, 0)), str(use.differ.get(way, 0))) for way, name in names.items()]
    rows += [(messages.TROUBLE.format(trouble=name), str(count), "") for name, count in use.troubles.items()]
    return Table(messages.WAYS, messages.WAY_HEADS, tuple(rows), (messages.DIFFER_NOTE,))


def _sentences(use: ModelUse) -> Table:
    total = sum(use.sentences.values())
    counts = ((name, use.sentences.get(fate, 0)) for fate, name in messages.SENTENCE_NAMES.items())
    rows = ((name, str(count), percent(Fraction(count, total) if total else None)) for name, count in counts)
    return Table(messages.SENTENCES, messages.SENTENCE_HEADS, tuple(rows))


def _counts(tokens: Tokens) -> tuple[str, str, str]:
    middle = words.NOT_MEASURED if tokens.median is None else f"{tokens.median:g}"
    return str(tokens.total), middle, str(tokens.answers)


def _milliseconds(value: float | None) -> str:
    return words.NOT_MEASURED if value is None else f"{value:.1f}"
