"""How sure a share is, and whether two runs really differ. By scipy, which is imported when it is needed."""

from __future__ import annotations

CONFIDENCE = 0.95

SIGNIFICANT = 0.05
"""A difference that chance brings about less often than this is taken for one."""


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
