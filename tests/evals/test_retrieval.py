from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from evals.questions import RetrievalQuestion
from evals.retrieval import LIMIT, Mode, Ranks, measure, rank_of

QUESTIONS = [RetrievalQuestion(id=f"r{i}", q=f"问{i}", quote=f"原文{i}。", printed_page=(1,)) for i in range(4)]


def test_rank_ignores_white_space_and_counts_from_one() -> None:
    assert rank_of("甲乙", ["丙", "x甲\n 乙y", "甲乙"]) == 2
    assert rank_of("甲乙", ["甲", "乙"]) is None


def test_recall_and_mrr_as_computed_by_hand() -> None:
    ranks = Ranks(Mode.HYBRID, (1, 2, 6, None))
    assert ranks.recall(1) == Fraction(1, 4)
    assert ranks.recall(5) == Fraction(1, 2)
    assert ranks.mrr == (1 + Fraction(1, 2) + Fraction(1, 6)) / 4


def test_nothing_found_is_zero_and_nothing_measured_is_not() -> None:
    nothing_found, not_measured = Ranks(Mode.WORDS, (None, None)), Ranks(Mode.WORDS, None, "没有")
    assert (nothing_found.recall(5), nothing_found.mrr) == (0, 0)
    assert (not_measured.recall(5), not_measured.mrr) == (None, None)


def test_each_question_is_searched_in_the_list_asked_for() -> None:
    asked: list[tuple[str, Mode, int]] = []

    def search(question: str, mode: Mode, limit: int) -> Sequence[str]:
        asked.append((question, mode, limit))
        return ["别的", f"原文{question[-1]}。"]

    assert measure(QUESTIONS, search, Mode.VECTORS).ranks == (2, 2, 2, 2)
    assert asked == [(q.q, Mode.VECTORS, LIMIT) for q in QUESTIONS]


def test_what_stands_beyond_the_limit_is_not_found() -> None:
    def search(question: str, mode: Mode, limit: int) -> Sequence[str]:
        return ["别的"] * LIMIT + [f"原文{question[-1]}。"]

    assert measure(QUESTIONS, search, Mode.WORDS).ranks == (None,) * 4
