"""How sure a share is, and whether two runs or ways really differ. By scipy, imported when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

CONFIDENCE = 0.95

SIGNIFICANT = 0.05
"""A difference that chance brings about less often than this is taken for one."""


def within(values: Sequence[float], percent: int) -> float | None:
    """What `percent` of the values stay within (nearest rank); None where there are none."""
    ordered = sorted(values)
    return ordered[max(ceil(len(ordered) * percent / 100) - 1, 0)] if ordered else None


def wilson(passed: int, total: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share; None where nothing was measured."""
    from scipy.stats import binomtest

    if not total:
        return None
    interval = binomtest(passed, total).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)


def mcnemar(won: int, lost: int) -> float:
    """The exact two-sided McNemar test: how often chance alone would divide the questions that changed at least as
    unevenly; 1 where none changed."""
    from scipy.stats import binomtest

    return float(binomtest(won, won + lost, 0.5).pvalue) if won + lost else 1.0


_RESAMPLES: Final = 9999
_SEED: Final = 20240601


def paired_p(ours: Sequence[float], others: Sequence[float]) -> float:
    """How often chance alone makes the means of paired scores differ as much: the randomization test, two-sided, that
    Smucker, Allan and Carterette (2007) recommend for retrieval. 1.0 where no score differs. The same each time."""
    from numpy import mean
    from numpy.random import default_rng
    from scipy.stats import permutation_test

    differences = [other - our for our, other in zip(ours, others, strict=True) if other != our]
    if not differences:
        return 1.0
    tested = permutation_test(
        (differences,), mean, permutation_type="samples", vectorized=True,
        n_resamples=_RESAMPLES, rng=default_rng(_SEED),
    )  # fmt: skip
    return float(tested.pvalue)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p-values corrected for having looked so often (Holm 1979), in the order given."""
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (len(p_values) - place) * p_values[index]))
        corrected[index] = highest
    return tuple(corrected)
