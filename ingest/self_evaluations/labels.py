"""The labels of an indicator form: taken from its lines, and given back to the rows that they span.

The label of a merged cell is printed in the row in which the middle of the cell falls, and again in what is
left of the cell behind a page break. Of two rows in the middle it is the upper one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache
from math import inf
from typing import Final

from ingest.self_evaluations.lines import Cell, cell_text
from ingest.self_evaluations.wording import LABELS, LEVELS, SECOND_LEVELS

LABEL_LINES: Final = 6
"""No label is broken over more lines."""

BESIDE_MIDDLE: Final = 0.01
ACROSS_PAGES: Final = 0.5
TWICE: Final = 10.0
OTHER_UPPER: Final = 10.0
"""Costs, in rows: a middle that falls between two rows; a label that is not repeated on another page; an item that
a group has twice; a row in which another 一级指标 is printed."""


def take_labels(lines: Sequence[Cell], index: int) -> tuple[list[str], int, Cell]:
    """The labels that stand at the front of a line, the index of the line behind them, and what is left of it.

    Without labels the line is given back as it is. A label may be broken over several lines of its own.
    """
    found: list[str] = []
    while index < len(lines):
        broken = _broken_label(lines, index)
        if broken:
            found.append(cell_text(segment for line in lines[index : index + broken] for segment in line))
            index += broken
            continue
        front, rest = _front(lines[index])
        found += front
        if rest or not front:
            return found, index, rest
        index += 1
    return found, index, ()


def _broken_label(lines: Sequence[Cell], index: int) -> int:
    """How many lines from `index` on make up one label; 0 if none do."""
    for count in range(min(LABEL_LINES, len(lines) - index), 1, -1):
        parts = lines[index : index + count]
        if all(len(part) == 1 for part in parts) and "".join(part[0].text for part in parts) in LABELS:
            return count
    return 0


def _front(line: Cell) -> tuple[list[str], Cell]:
    count = next((i for i, segment in enumerate(line) if segment.text not in LABELS), len(line))
    return [segment.text for segment in line[:count]], line[count:]


def levels(labels: Sequence[Sequence[str]], names: Sequence[str], pages: Sequence[int]) -> list[tuple[str, str]]:
    """一级指标 and 二级指标 of each row, from the labels printed in it, its name, and its page.

    Empty where a form prints no 二级指标 at all.
    """
    above = _second_levels({label for row in labels for label in row})
    printed = [(i, label) for i, row in enumerate(labels) for label in row if label in above]
    if not printed:
        return []
    uppers = [{label for label in row if label in LEVELS and label not in above} for row in labels]
    return [(above[label], label) for label in _spread(printed, above, uppers, names, pages)]


def _second_levels(printed: set[str]) -> Mapping[str, str]:
    """二级指标 and the 一级指标 above each. One name can be either: it is the upper one where it has its own."""
    upper = {first for first, seconds in LEVELS.items() if printed & set(seconds)}
    return {second: first for second, first in SECOND_LEVELS.items() if second not in upper}


def _spread(
    printed: Sequence[tuple[int, str]],
    above: Mapping[str, str],
    uppers: Sequence[Set[str]],
    names: Sequence[str],
    pages: Sequence[int],
) -> list[str]:
    """The label of each row: every label spans rows in a row around it, as near to its middle as can be."""

    @cache
    def best(index: int, start: int, group: int) -> tuple[float, tuple[int, ...]]:
        """Least cost and ends of the spans from label `index` on, which begins at row `start`, its group at `group`."""
        row, label = printed[index]
        last = index + 1 == len(printed)
        ends = [len(names)] if last else range(row + 1, printed[index + 1][0] + 1)
        found: tuple[float, tuple[int, ...]] = (inf, ())
        for end in ends:
            cost = _off_middle(row, start, end - 1) + _twice(names[group:end])
            cost += OTHER_UPPER * any(upper - {above[label]} for upper in uppers[start:end])
            cost += ACROSS_PAGES * (pages[start] != pages[end - 1])
            rest: tuple[float, tuple[int, ...]] = (0.0, ())
            if not last:
                rest = best(index + 1, end, group if printed[index + 1][1] == label else end)
            found = min(found, (cost + rest[0], (end, *rest[1])))
        return found

    ends = best(0, 0, 0)[1]
    spans = zip((0, *ends), ends, printed, strict=False)
    return [label for start, end, (_, label) in spans for _ in range(start, end)]


def _off_middle(row: int, first: int, last: int) -> float:
    """How far a row is from the middle of those from `first` to `last`."""
    return abs(row - (first + last) // 2) + BESIDE_MIDDLE * ((last - first) % 2)


def _twice(names: Sequence[str]) -> float:
    return TWICE * (len(names) - len(set(names)))
