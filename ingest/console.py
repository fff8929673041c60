"""What the command line says: the lines about a report, and the progress bar."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from ingest import messages
from ingest.library import StoredReport
from ingest.report import Check, Outcome


def summary(stored: StoredReport, seconds: float) -> str:
    """What was found in a report and how long it took, and a line for each identity that fails."""
    failed = [check for check in stored.checks if check.outcome is Outcome.FAILS]
    head = messages.READ_SUMMARY.format(contents=contents(stored), seconds=seconds)
    return "\n".join([head, *(check_line(messages.FAILED_CHECK, check) for check in failed)])


def contents(stored: StoredReport) -> str:
    """What was found in a report, in a line."""
    return messages.CONTENTS.format(
        organization=stored.identity.organization,
        level=stored.identity.level,
        year=stored.identity.year,
        pages=stored.pages,
        kind=messages.KINDS[stored.identity.kind],
        tables=forms_found(stored),
        checks=_checks_summary(stored.checks),
        **asdict(stored.counts),
    )


def forms_found(stored: StoredReport) -> str:
    """How many of the official forms were found: of the nine, in final accounts."""
    return messages.FORMS_FOUND[stored.identity.kind].format(forms=stored.counts.forms)


def _checks_summary(checks: Iterable[Check]) -> str:
    outcomes = Counter(check.outcome for check in checks)
    return messages.CHECKS_SUMMARY.format(
        holds=outcomes[Outcome.HOLDS], rounding=outcomes[Outcome.ROUNDING], fails=outcomes[Outcome.FAILS]
    )


def check_line(template: str, check: Check) -> str:
    """A balance identity with its outcome, in the given form."""
    outcome = messages.OUTCOMES[check.outcome]
    line = template.format(outcome=outcome, name=check.name, left=check.left, right=check.right, detail=check.detail)
    return line.rstrip()


def unexpected(file: Path, error: Exception) -> str:
    """A mistake of the program's own that one file brought to light, and where it happened."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return messages.UNEXPECTED.format(path=file, kind=type(error).__name__, cause=error, place=place)


class Bar:
    """The progress bar: a step for each file, and between them the share of its pieces embedded."""

    def __init__(self, steps: int) -> None:
        self._bar = tqdm(total=steps, unit="份", desc=messages.BAR, bar_format=messages.BAR_FORMAT)
        self._done = 0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def next(self) -> None:
        """A file is done."""
        self._done += 1
        self._set(self._done)

    def part(self, done: int, total: int) -> None:
        """So many of so many pieces of the present file are done."""
        self._set(self._done + done / total)

    def say(self, text: str) -> None:
        """Prints a line above the bar."""
        tqdm.write(text, file=sys.stdout)

    def _set(self, value: float) -> None:
        self._bar.n = value
        self._bar.refresh()
