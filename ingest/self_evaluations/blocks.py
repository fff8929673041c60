"""The lines of the indicators cut at the labels, and which of them end a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.numbers import PLAIN
from ingest.self_evaluations.labels import take_labels
from ingest.self_evaluations.lines import Cell, Segment

_NUMBER: Final = re.compile(rf"(?:{PLAIN})")


@dataclass(frozen=True, slots=True)
class Scored:
    """A line of cells, with weight and score where it ends a row; `tail` is what stands behind them."""

    cells: Cell
    weight: Cell = ()
    score: Cell = ()
    tail: Cell = ()

    @property
    def is_shared(self) -> bool:
        """Whether several cells stand on it, labels among them: then none of them has more lines."""
        return len(self.cells) > 1 or (self.cells != () and (self.weight != () or self.cells[0].start > 0))


Block = tuple[tuple[str, ...], tuple[Scored, ...]]
"""Labels and the lines up to the next label."""


def read_blocks(lines: Sequence[Cell]) -> Iterator[Block]:
    """The lines cut at the labels."""
    labels: tuple[str, ...] = ()
    block: list[Scored] = []
    index = 0
    while index < len(lines):
        found, index, rest = take_labels(lines, index)
        if found:
            if block:
                yield labels, tuple(block)
                labels, block = (), []
            labels = (*labels, *found)
        if rest:
            block.append(_scored(rest))
        index += 1
    if block:
        yield labels, tuple(block)


def _scored(line: Cell) -> Scored:
    """The line with its weight and score: the last two numbers side by side, but for a text behind them."""
    end = len(line)
    while end and not _is_number(line[end - 1]):
        end -= 1
    if end < 2 or not _is_number(line[end - 2]):
        return Scored(line)
    return Scored(line[: end - 2], (line[end - 2],), (line[end - 1],), line[end:])


def _is_number(segment: Segment) -> bool:
    return _NUMBER.fullmatch(segment.text) is not None
