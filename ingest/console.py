"""What the command line says: the lines about a report, and the progress bar."""

from __future__ import annotations

import sys
import time
from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from tqdm import tqdm

from ingest import messages
from ingest.found import check_line, contents
from ingest.library import StoredReport
from ingest.report import Check, Outcome


def summary(stored: StoredReport, checks: Sequence[Check], seconds: float) -> str:
    """What was found in a report and how long it took, and a line for each identity that fails."""
    failed = [check for check in checks if check.outcome is Outcome.FAILS]
    head = messages.READ_SUMMARY.format(contents=contents(stored, checks), seconds=seconds)
    return "\n".join([head, *(check_line(messages.FAILED_CHECK, check) for check in failed)])


if TYPE_CHECKING:
    _Tqdm = tqdm[NoReturn]
else:
    _Tqdm = tqdm


class _Timed(_Tqdm):
    """A bar that reckons the time that is left by the pace since something was first done: before that, the model is
    loaded, and files that have not changed are no measure for those that have."""

    def __init__(self, total: int, initial: int) -> None:
        self._begun: tuple[float, float] | None = None
        self._files = total
        super().__init__(
            total=total, initial=initial, unit=messages.BAR_UNIT, desc=messages.BAR, bar_format=messages.BAR_FORMAT
        )

    @property
    def format_dict(self) -> MutableMapping[str, Any]:
        """What the format of the bar can show: `files` and `left` are our own."""
        left = self._left(time.monotonic())
        text = messages.BAR_UNKNOWN if left is None else tqdm.format_interval(left)
        return {**super().format_dict, "files": int(self.n), "left": text}

    def set(self, value: float) -> None:
        """So much is done: whole files, and the share of the present one."""
        if self._begun is None:
            self._begun = time.monotonic(), value
        self.n = value
        self.refresh()

    def _left(self, now: float) -> float | None:
        """Seconds; None before there is a pace."""
        if self.n >= self._files:
            return 0.0
        if self._begun is None or self.n <= self._begun[1]:
            return None
        return (now - self._begun[0]) / (self.n - self._begun[1]) * (self._files - self.n)


class Bar:
    """The progress bar: a step for each file, and between them the share of its pieces embedded.

    So many steps are `done` at the beginning.
    """

    def __init__(self, steps: int, done: int) -> None:
        self._bar = _Timed(steps, done)
        self._done = done

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def next(self) -> None:
        """A file is done."""
        self._done += 1
        self._bar.set(self._done)

    def part(self, done: int, total: int) -> None:
        """So many of so many pieces of the present file are done."""
        self._bar.set(self._done + done / total)

    def tick(self) -> None:
        """Time has passed."""
        self._bar.refresh()

    def say(self, text: str) -> None:
        """Prints a line above the bar."""
        tqdm.write(text, file=sys.stdout)
