from __future__ import annotations

import pytest

from evals.bench import Timing, show, to_json, within
from evals.messages import BENCH_NAMES


@pytest.mark.parametrize(("percent", "expected"), [(50, 2.0), (95, 4.0), (1, 1.0), (100, 4.0)])
def test_within_is_the_nearest_rank(percent: int, expected: float) -> None:
    assert within([4.0, 1.0, 3.0, 2.0], percent) == expected


def test_a_ratio_needs_both_times() -> None:
    assert Timing("warm_p50", 0.3, 0.1).ratio == pytest.approx(3)
    assert Timing("warm_p50", None, 0.1).ratio is None
    assert Timing("warm_p50", 0.3, None).ratio is None
    assert within([], 50) is None


def test_what_was_not_measured_is_said_and_is_not_zero() -> None:
    timings = [Timing("cold_cli", None, 0.25), Timing("ingest", 30.0, 0.25)]
    lines = show(timings).splitlines()
    assert lines[1] == f"{BENCH_NAMES['cold_cli']}  未测  参照 250.000 ms  倍数 未测"
    assert lines[2] == f"{BENCH_NAMES['ingest']}  30.00 s  参照 250.000 ms  倍数 120.0"
    assert to_json(timings)["cold_cli"] == {"seconds": None, "baseline": 0.25, "ratio": None}
