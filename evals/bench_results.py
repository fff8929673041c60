"""What the bench measures, and how it is shown: every figure beside a plain thing measured in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from evals import messages as words

_MEGABYTE: Final = 2**20


class BenchError(Exception):
    """A command that is measured did not end well; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that something took, and that its baseline took. None: not measured, which is not 0.

    `goal` is how many times its baseline it may take.
    """

    name: str
    seconds: float | None
    baseline: float | None
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times its baseline it took."""
        return ratio(self.seconds, self.baseline)

    @property
    def line(self) -> str:
        """For a person to read."""
        goal = None if self.goal is None else f"{self.goal:.1f}"
        return _line(self.name, duration(self.seconds), duration(self.baseline), self.ratio, goal)

    @property
    def values(self) -> dict[str, float | None]:
        """As plain JSON values."""
        known: dict[str, float | None] = {"seconds": self.seconds, "baseline": self.baseline, "ratio": self.ratio}
        return known if self.goal is None else known | {"goal": self.goal}


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that something held at its peak, and that its baseline held. None: not measured.

    `goal` is how many bytes it may hold, whatever the baseline.
    """

    name: str
    size: int | None
    baseline: int | None
    goal: int

    @property
    def ratio(self) -> float | None:
        """How many times its baseline it held."""
        return ratio(self.size, self.baseline)

    @property
    def line(self) -> str:
        """For a person to read."""
        return _line(self.name, megabytes(self.size), megabytes(self.baseline), self.ratio, megabytes(self.goal))

    @property
    def values(self) -> dict[str, float | None]:
        """As plain JSON values."""
        return {"bytes": self.size, "baseline": self.baseline, "ratio": self.ratio, "goal": self.goal}


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds or bytes (as `messages.SCALE_BYTES` says) in a library of so many reports, in the smallest one, and of
    something plain. None: not measured.

    `goal` is how many times the smallest library's it may be.
    """

    name: str
    reports: int
    measured: float | None
    smallest: float | None
    floor: float | None
    goal: float | None = None

    @property
    def line(self) -> str:
        """For a person to read."""
        show = megabytes if self.name in words.SCALE_BYTES else duration
        line = words.SCALE_LINE.format(
            reports=self.reports,
            measured=show(self.measured),
            ratio=_times(ratio(self.measured, self.smallest)),
            floor=show(self.floor),
            floor_ratio=_times(ratio(self.measured, self.floor)),
        )
        return line if self.goal is None else line + words.BENCH_GOAL.format(goal=f"{self.goal:.1f}")

    @property
    def values(self) -> dict[str, float | None]:
        """As plain JSON values."""
        return {
            "measured": self.measured,
            "ratio": ratio(self.measured, self.smallest),
            "floor": self.floor,
            "floor_ratio": ratio(self.measured, self.floor),
            "goal": self.goal,
        }


def show_growth(growths: Sequence[Growth]) -> str:
    """The figures of libraries that grow, for a person to read: a paragraph for each thing measured."""
    lines = [words.SCALE_TITLE]
    for name, of_it in groupby(growths, key=lambda growth: growth.name):
        lines += [words.SCALE_NAMES[name], *(growth.line for growth in of_it)]
    return "\n".join(lines)


def growth_to_json(growths: Sequence[Growth]) -> dict[str, object]:
    """The same as plain JSON values, by what is measured and the number of reports."""
    found: dict[str, dict[str, object]] = {}
    for growth in growths:
        found.setdefault(growth.name, {})[str(growth.reports)] = growth.values
    return {"embedder": words.SCALE_EMBEDDER, **found}


Result = Timing | Memory


def show(results: Sequence[Result]) -> str:
    """The results for a person to read."""
    return "\n".join((words.BENCH_TITLE, *(result.line for result in results)))


def to_json(results: Sequence[Result]) -> dict[str, object]:
    """The results as plain JSON values. What was not measured is null."""
    return {result.name: result.values for result in results}


def ratio(measured: float | None, baseline: float | None) -> float | None:
    """How many times the baseline; None: not measured."""
    return measured / baseline if measured is not None and baseline else None


def _line(name: str, measured: str, baseline: str, ratio: float | None, goal: str | None) -> str:
    line = words.BENCH_LINE.format(
        name=words.BENCH_NAMES[name],
        measured=measured,
        baseline=baseline,
        ratio=_times(ratio),
    )
    return line if goal is None else line + words.BENCH_GOAL.format(goal=goal)


def _times(ratio: float | None) -> str:
    return words.NOT_MEASURED if ratio is None else f"{ratio:.{1 if ratio >= 2 else 2}f}"


def duration(seconds: float | None) -> str:
    """1.25 s, or 3.100 ms; 未测 for None."""
    if seconds is None:
        return words.NOT_MEASURED
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3f} ms"


def megabytes(size: float | None) -> str:
    """Bytes as 12 MB; 未测 for None."""
    if size is None:
        return words.NOT_MEASURED
    return f"{size / _MEGABYTE:.{0 if size >= 10 * _MEGABYTE else 2}f} MB"
