from __future__ import annotations

import pytest

from ingest import console
from ingest.console import Bar


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(console.time, "monotonic", lambda: now[0])
    return now


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.split("\r")[-1].strip()


def test_the_time_left_is_reckoned_by_the_pace_of_what_is_really_read(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten of twenty files have not changed; the first of the others waits for the model."""
    with Bar(20, 10) as bar:
        clock[0] = 8.0
        bar.part(50, 100)
        assert "10/20 份" in (line := last_line(capsys))
        assert line.endswith("约剩 ?")
        clock[0] = 10.0
        bar.next()  # half a file in 2 seconds
        assert "11/20 份" in (line := last_line(capsys))
        assert line.endswith("约剩 00:36")
        clock[0] = 14.0
        bar.next()
        assert last_line(capsys).endswith("约剩 00:32")
        clock[0] = 22.0  # the third takes longer
        bar.tick()
        assert last_line(capsys).endswith("约剩 01:14")
        for _ in range(8):
            bar.next()
        assert "20/20 份" in (line := last_line(capsys))
        assert line.endswith("约剩 00:00")
