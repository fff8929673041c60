"""Retrieval alone: at which rank each list brings the passage that a question is after, and the measures of that.

A question has one passage. Where several texts hold it, the first counts and the others are neither good nor bad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from evals import messages
from evals.gold import Found, Label
from ingest.errors import JuesuanError

LIMIT: Final = 20
"""How many candidates of a list are looked at. What stands below counts as not found."""

MEASURES: Final = {
    "recall_at_1": "R@1",
    "recall_at_5": "R@5",
    "recall_at_10": "R@10",
    "mrr_at_10": "RR@10",
    "ndcg_at_10": "nDCG@10",
}
"""What is measured, and how ir-measures names it."""


class MeasuresMissing(JuesuanError):
    """The library that computes the measures is not installed; the message is Chinese and says how to install it."""


class Mode(StrEnum):
    """The lists that are measured: BM25 alone, vectors alone, both fused."""

    WORDS = "words"
    VECTORS = "vectors"
    HYBRID = "hybrid"


Search = Callable[[str, Mode, int], Sequence[Found]]
"""Question, list and number of candidates wanted, to the texts that the candidates quote, best first."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """One list's ranks, one for each question, from 1; None: not among the candidates.

    `ranks` is None where the list could not be measured at all, and `why` says so.
    """

    mode: Mode
    ranks: tuple[int | None, ...] | None
    why: str = ""

    def scores(self, measure: str) -> tuple[float, ...]:
        """One of MEASURES for each question."""
        return _scores(self.ranks)[measure] if self.ranks else ()

    def mean(self, measure: str) -> Fraction | None:
        """The mean over the questions; None: not measured."""
        scores = self.scores(measure)
        return sum(map(Fraction, scores), Fraction(0)) / len(scores) if scores else None

    def recall(self, k: int) -> Fraction | None:
        """Share of the questions whose passage is among the first k, which are 1, 5 or 10; None: not measured."""
        return self.mean(f"recall_at_{k}")


def rank_of(label: Label, found: Sequence[Found]) -> int | None:
    """Rank (from 1) of the first text that holds what the question is after; None if none does."""
    return next((rank for rank, text in enumerate(found, 1) if label.gold.stands_in(text)), None)


def measure(labels: Sequence[Label], search: Search, mode: Mode) -> Ranks:
    """Ranks of all questions in one list. Raises MeasuresMissing."""
    _library()
    return Ranks(mode, tuple(rank_of(label, search(label.q, mode, LIMIT)[:LIMIT]) for label in labels))


def _library() -> Any:
    try:
        import ir_measures
    except ImportError as error:
        raise MeasuresMissing(messages.NO_MEASURES) from error
    return ir_measures


@lru_cache(maxsize=256)
def _scores(ranks: tuple[int | None, ...]) -> dict[str, tuple[float, ...]]:
    """Each of MEASURES for each question, in order."""
    library = _library()
    wanted = {library.parse_measure(theirs): ours for ours, theirs in MEASURES.items()}
    sought = [library.Qrel(str(question), "sought", 1) for question in range(len(ranks))]
    found: dict[str, list[float]] = {name: [0.0] * len(ranks) for name in MEASURES}
    for metric in library.iter_calc(list(wanted), sought, list(_run(library, ranks))):
        found[wanted[metric.measure]][int(metric.query_id)] = metric.value
    return {name: tuple(values) for name, values in found.items()}


def _run(library: Any, ranks: Sequence[int | None]) -> Iterator[Any]:
    """The lists as the library wants them: the passage sought at its rank, and others at all other ranks."""
    for question, rank in enumerate(ranks):
        for place in range(1, LIMIT + 1):
            yield library.ScoredDoc(str(question), "sought" if place == rank else f"other {place}", -place)
