from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from evals.gold import Found, Gold, Label
from evals.retrieval import LIMIT, MEASURES, Mode, Ranks, measure, rank_of

LABELS = [Label(f"r{i}", "why", f"问{i}", Gold(quotes=(f"原文{i}。",))) for i in range(4)]


def found(*texts: str) -> list[Found]:
    return [Found(text) for text in texts]


def test_rank_ignores_white_space_and_counts_from_one() -> None:
    assert rank_of(LABELS[0], found("丙", "x原\n 文0。y", "原文0。")) == 2
    assert rank_of(LABELS[0], found("原", "文0。")) is None


def test_measures_as_computed_by_hand() -> None:
    ranks = Ranks(Mode.HYBRID, (1, 2, 6, 11, None))
    assert (ranks.recall(1), ranks.recall(5), ranks.recall(10)) == (Fraction(1, 5), Fraction(2, 5), Fraction(3, 5))
    assert ranks.mean("mrr_at_10") == pytest.approx((1 + 1 / 2 + 1 / 6) / 5)
    # 1 / log2(1 + rank)
    assert ranks.mean("ndcg_at_10") == pytest.approx((1 + 0.6309298 + 0.3562072) / 5)
    assert ranks.scores("mrr_at_10") == pytest.approx((1, 1 / 2, 1 / 6, 0, 0))


def test_nothing_found_is_zero_and_nothing_measured_is_not() -> None:
    nothing_found, not_measured = Ranks(Mode.WORDS, (None, None)), Ranks(Mode.WORDS, None, "没有")
    assert [nothing_found.mean(name) for name in MEASURES] == [0] * 5
    assert [not_measured.mean(name) for name in MEASURES] == [None] * 5


def test_each_question_is_searched_in_the_list_asked_for() -> None:
    asked: list[tuple[str, Mode, int]] = []

    def search(question: str, mode: Mode, limit: int) -> Sequence[Found]:
        asked.append((question, mode, limit))
        return found("别的", f"原文{question[-1]}。")

    assert measure(LABELS, search, Mode.VECTORS).ranks == (2, 2, 2, 2)
    assert asked == [(label.q, Mode.VECTORS, LIMIT) for label in LABELS]


def test_what_stands_beyond_the_limit_is_not_found() -> None:
    def search(question: str, mode: Mode, limit: int) -> Sequence[Found]:
        return found(*["别的"] * LIMIT, f"原文{question[-1]}。")

    assert measure(LABELS, search, Mode.WORDS).ranks == (None,) * 4
