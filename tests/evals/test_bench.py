from __future__ import annotations

import pytest

from evals.bench import BARE, WARM_ROUNDS, _warm, measure_command, measure_select, within
from evals.bench_results import BenchError, Memory, Timing, show, to_json
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


def test_a_goal_is_shown_beside_what_was_measured() -> None:
    results = [Timing("pdf_read", 0.12, 0.1, goal=1.3), Memory("pdf_memory", 900 * 2**20, 450 * 2**20, 1536 * 2**20)]
    lines = show(results).splitlines()
    assert lines[1] == f"{BENCH_NAMES['pdf_read']}  120.000 ms  参照 100.000 ms  倍数 1.20  目标 ≤ 1.3"
    assert lines[2] == f"{BENCH_NAMES['pdf_memory']}  900 MB  参照 450 MB  倍数 2.0  目标 ≤ 1536 MB"
    assert to_json(results)["pdf_read"] == {"seconds": 0.12, "baseline": 0.1, "ratio": 0.12 / 0.1, "goal": 1.3}
    unknown = Memory("pdf_memory", None, None, 1536 * 2**20)
    assert unknown.line == f"{BENCH_NAMES['pdf_memory']}  未测  参照 未测  倍数 未测  目标 ≤ 1536 MB"


def test_the_baselines_are_really_measured() -> None:
    assert 0 < measure_select() < 0.1
    assert measure_command(BARE) > 0


def test_a_command_that_fails_is_not_a_measurement() -> None:
    with pytest.raises(BenchError, match="boom"):
        measure_command(("-c", "raise SystemExit('boom')"))


def test_a_warm_question_is_asked_once_more_than_it_is_timed() -> None:
    asked: list[str] = []
    times = _warm(asked.append, ["甲", "乙"])
    assert len(times) == 2 * WARM_ROUNDS
    assert len(asked) == 2 * (WARM_ROUNDS + 1)
