"""The ablation as people read it, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from evals import ablation_messages as said
from evals import messages as words
from evals.ablation import COMPARED_BY, Outcome, Variant
from evals.gold import NO_SHARED_WORD, Label
from evals.report import percent
from evals.retrieval import MEASURES, Mode, Ranks
from evals.statistics import SIGNIFICANT, paired_p
from evals.tables import Table

_SMALL: Final = 0.001
_BY_KIND: Final = "recall_at_5"


def tables(labels: Sequence[Label], outcomes: Sequence[Outcome], used: Variant) -> tuple[Table, ...]:
    """All variants; and the lists as the program makes them, by kind of question."""
    title = said.TABLE_TITLE.format(count=len(labels), meaning=_counts(labels)[NO_SHARED_WORD])
    rows = tuple(_row(labels, outcome, used) for outcome in outcomes)
    return (
        Table(title, said.HEAD, rows, tuple(_notes(labels, outcomes, used))),
        _kinds(labels, outcomes, used),
    )


def to_json(labels: Sequence[Label], outcomes: Sequence[Outcome], used: Variant) -> dict[str, object]:
    """The same as plain JSON values. What was not measured is null."""
    return {"labels": dict(_counts(labels)), "variants": [_json(labels, outcome, used) for outcome in outcomes]}


def _counts(labels: Sequence[Label]) -> Counter[str]:
    return Counter(label.kind for label in labels)


def _row(labels: Sequence[Label], outcome: Outcome, used: Variant) -> tuple[str, ...]:
    ranks, meaning = outcome.ranks, outcome.of_kind(labels, NO_SHARED_WORD)
    return (
        _name(outcome.variant) + (said.USED if outcome.variant == used else ""),
        *(percent(ranks.recall(k)) for k in (1, 5, 10)),
        _decimals(ranks, "mrr_at_10"),
        _decimals(ranks, "ndcg_at_10"),
        percent(meaning.recall(5)),
        words.NOT_MEASURED if outcome.characters is None else f"{outcome.characters:.0f}",
        _p(outcome.p),
    )


def _name(variant: Variant) -> str:
    vectors = "" if variant.mode is Mode.WORDS else said.EMBEDDER.format(name=variant.embedder)
    prefix, handed_on = said.PREFIX[variant.prefix], said.WHOLE[variant.whole]
    return "·".join(filter(None, (words.MODE_NAMES[variant.mode], prefix, handed_on, vectors)))


def _decimals(ranks: Ranks, measure: str) -> str:
    mean = ranks.mean(measure)
    return words.NOT_MEASURED if mean is None else f"{float(mean):.3f}"


def _p(value: float | None) -> str:
    if value is None:
        return said.NO_P
    return said.SMALL_P if value < _SMALL else f"{value:.3f}"


def _notes(labels: Sequence[Label], outcomes: Sequence[Outcome], used: Variant) -> Iterator[str]:
    """What the table says: which variant is better than the one in use, whether fusing beats words, what failed."""
    ours = next((outcome for outcome in outcomes if outcome.variant == used), None)
    if ours is None or ours.ranks.ranks is None:
        yield said.NOT_USED.format(name=_name(used))
    else:
        better = [_name(o.variant) for o in outcomes if _is_better(o, ours)]
        yield said.BETTER.format(names="；".join(better)) if better else said.NONE_BETTER
        yield from _against_words(labels, outcomes, ours)
    yield said.P
    why = {o.variant.embedder: o.ranks.why for o in outcomes if o.ranks.ranks is None}
    yield from (said.FAILED.format(name=name, why=text) for name, text in why.items())


def _is_better(outcome: Outcome, ours: Outcome) -> bool:
    means = outcome.ranks.mean(COMPARED_BY), ours.ranks.mean(COMPARED_BY)
    return outcome.p is not None and outcome.p < SIGNIFICANT and None not in means and means[0] > means[1]  # type: ignore[operator]


def _against_words(labels: Sequence[Label], outcomes: Sequence[Outcome], ours: Outcome) -> Iterator[str]:
    """Fused against BM25 alone, all else as in use: over all questions, over those with a word of their passage, and
    over those without."""
    alike = (o for o in outcomes if (o.variant.prefix, o.variant.whole) == (ours.variant.prefix, ours.variant.whole))
    by_words = next((o for o in alike if o.variant.mode is Mode.WORDS), None)
    if by_words is None or by_words.ranks.ranks is None:
        return
    theirs, fused = by_words.ranks.scores(COMPARED_BY), ours.ranks.scores(COMPARED_BY)
    for name, meaning in said.GROUPS.items():
        chosen = [n for n, label in enumerate(labels) if meaning in (None, label.kind == NO_SHARED_WORD)]
        if chosen:
            a, b = [theirs[n] for n in chosen], [fused[n] for n in chosen]
            yield said.WORDS.format(
                group=name, count=len(chosen), words=sum(a) / len(a), fused=sum(b) / len(b), p=_p(paired_p(a, b))
            )


def _kinds(labels: Sequence[Label], outcomes: Sequence[Outcome], used: Variant) -> Table:
    """Recall of the lists as the program makes them, by kind."""
    lists = {o.variant.mode: o for o in outcomes if _as_in_use(o.variant, used)}
    head = (said.KIND, said.COUNT, *(words.MODE_NAMES[mode] for mode in lists))
    rows = tuple(
        (words.KIND_NAMES[kind], str(count), *(percent(o.of_kind(labels, kind).mean(_BY_KIND)) for o in lists.values()))
        for kind, count in _counts(labels).items()
    )
    return Table(said.KINDS, head, rows)


def _as_in_use(variant: Variant, used: Variant) -> bool:
    same = (variant.prefix, variant.whole) == (used.prefix, used.whole)
    return same and (variant.mode is Mode.WORDS or variant.embedder == used.embedder)


def _json(labels: Sequence[Label], outcome: Outcome, used: Variant) -> dict[str, object]:
    variant, ranks = outcome.variant, outcome.ranks.ranks
    kinds = {kind: _means(outcome.of_kind(labels, kind)) for kind in _counts(labels)}
    return {
        "list": variant.mode.value,
        "prefix": variant.prefix,
        "handed_on": "passage" if variant.whole else "piece",
        "embedder": None if variant.mode is Mode.WORDS else variant.embedder,
        "in_use": variant == used,
        **_means(outcome.ranks),
        "characters": outcome.characters,
        "p": outcome.p,
        "kinds": kinds,
        "why": outcome.ranks.why or None,
        "ranks": None if ranks is None else {label.id: rank for label, rank in zip(labels, ranks, strict=True)},
    }


def _means(ranks: Ranks) -> dict[str, float | None]:
    return {name: None if (mean := ranks.mean(name)) is None else float(mean) for name in MEASURES}
