from __future__ import annotations

import pytest

from evals.statistics import holm, paired_p


def test_the_chance_of_a_difference_as_counted_by_hand() -> None:
    # Of the 16 ways to give four differences of 1 their signs, two are as far from 0.
    assert paired_p([0, 0, 0, 0, 5], [1, 1, 1, 1, 5]) == pytest.approx(2 / 16)
    assert paired_p([0.5, 1], [0.5, 1]) == 1
    assert paired_p([0, 1], [1, 0]) == 1


def test_a_difference_on_many_questions_is_no_chance_and_the_same_each_time() -> None:
    few, many = [0.0] * 40, [1.0] * 30 + [0.0] * 10
    assert paired_p(few, many) < 0.001
    mixed = [float(n % 3 == 0) for n in range(40)]
    assert paired_p(few, mixed) == paired_p(few, mixed)


def test_who_looks_often_has_to_find_more() -> None:
    assert holm([0.01, 0.04, 0.03, 0.5]) == pytest.approx((0.04, 0.09, 0.09, 0.5))
    assert holm([]) == ()
