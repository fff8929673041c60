"""Retrieval alone: at which rank each list brings the stretch that a question is after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from evals.questions import RetrievalQuestion
from evals.source import compact

LIMIT: Final = 20
"""How many candidates of a list are looked at. What stands below counts as not found."""


class Mode(StrEnum):
    """The lists that are measured: BM25 alone, vectors alone, both fused."""

    WORDS = "words"
    VECTORS = "vectors"
    HYBRID = "hybrid"


Search = Callable[[str, Mode, int], Sequence[str]]
"""Question, list and number of candidates wanted, to the texts that the candidates quote, best first."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """One list's ranks, one for each question, from 1; None: not among the candidates.

    `ranks` is None where the list could not be measured at all, and `why` says so.
    """

    mode: Mode
    ranks: tuple[int | None, ...] | None
    why: str = ""

    def recall(self, k: int) -> Fraction | None:
        """Share of the questions whose stretch is among the first k; None: not measured."""
        if not self.ranks:
            return None
        return Fraction(sum(rank is not None and rank <= k for rank in self.ranks), len(self.ranks))

    @property
    def mrr(self) -> Fraction | None:
        """Mean of 1/rank, 0 for what was not found; None: not measured."""
        if not self.ranks:
            return None
        return sum((Fraction(1, rank) for rank in self.ranks if rank), Fraction(0)) / len(self.ranks)


def rank_of(quote: str, texts: Sequence[str]) -> int | None:
    """Rank (from 1) of the first text that holds the quote, white space aside; None if none does."""
    wanted = compact(quote)
    return next((rank for rank, text in enumerate(texts, 1) if wanted in compact(text)), None)


def measure(questions: Sequence[RetrievalQuestion], search: Search, mode: Mode) -> Ranks:
    """Ranks of all questions in one list."""
    return Ranks(mode, tuple(rank_of(q.quote, search(q.q, mode, LIMIT)[:LIMIT]) for q in questions))
