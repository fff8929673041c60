"""Tasks as they are given, and the spreadsheet that they are given back in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.duty_check.corrections import Correction
from qa.duty_check.verdict import Verdict

MAX_TASKS = 5000


@dataclass(frozen=True)
class Given:
    """Tasks in order. `name` is the file's, `column` the heading above the tasks; both empty for typed ones."""

    tasks: tuple[str, ...]
    name: str = ""
    column: str = ""


def pasted(typed: str) -> Given:
    """The tasks of lines; blank ones are none."""
    return Given(tuple(task for line in typed.splitlines() if (task := line.strip())))


def read(name: str, data: bytes) -> Given:
    raise NotImplementedError


def workbook(given: Given, verdicts: Sequence[Verdict], corrections: Mapping[str, Correction]) -> bytes:
    raise NotImplementedError
