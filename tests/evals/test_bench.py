from __future__ import annotations

import pytest

from evals.bench import (
    BARE,
    WARM_ROUNDS,
    BenchError,
    Timing,
    _command,
    _select,
    _warm,
    show,
    to_json,
    within,
)
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


def test_the_baselines_are_really_measured() -> None:
    assert 0 < _select() < 0.1
    assert _command(BARE) > 0


def test_a_command_that_fails_is_not_a_measurement() -> None:
    with pytest.raises(BenchError, match="boom"):
        _command(("-c", "raise SystemExit('boom')"))


def test_a_warm_question_is_asked_once_more_than_it_is_timed() -> None:
    asked: list[str] = []
    times = _warm(asked.append, ["甲", "乙"])
    assert len(times) == 2 * WARM_ROUNDS
    assert len(asked) == 2 * (WARM_ROUNDS + 1)
