"""Lists of tasks as people keep them, in spreadsheets or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ingest.errors import JuesuanError

KEYS: Final = ("task", "outcome", "department", "clause", "text", "page", "confidence", "also", "note")
"""The columns that are written, in order, as JSON has them."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so would be a formula."""

Cell = Any
Row = tuple[Cell, ...]


class SheetError(JuesuanError):
    """A list of tasks that cannot be read or written; the message says what to do."""


class NoTaskColumn(SheetError):
    """No column of tasks was found; `seen` are the headings that there are."""

    def __init__(self, message: str, seen: tuple[str, ...]) -> None:
        super().__init__(message)
        self.seen = seen


@dataclass(frozen=True)
class TaskSheet:
    """A list of tasks: its headings, its rows without the empty ones, and which column the tasks are in."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    column: int

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks in order, empty where a row has none."""
        return tuple(text_of(row[self.column]) for row in self.rows)

    @property
    def others(self) -> Iterator[tuple[str, tuple[Cell, ...]]]:
        """The other columns, with their headings."""
        for index, heading in enumerate(self.headings):
            if index != self.column:
                yield heading, tuple(row[index] for row in self.rows)


def text_of(cell: Cell) -> str:
    """What a cell holds, without white space around it."""
    return "" if cell is None else str(cell).strip()
