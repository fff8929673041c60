"""The loose lines of the indicators become rows again.

Every row is printed cell by cell from left to right. Cells of one line share a line; a cell of several lines
starts on a line of its own, but for the deviation, which may begin behind weight and score. Weight and score
end a row's line; a few rows have none. Among all ways to cut the lines into cells, the one is taken in which
the broken lines are full and the cells otherwise as the form has them (see the costs below).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import inf
from typing import Final

from ingest.self_evaluations.blocks import Block, Scored, read_blocks
from ingest.self_evaluations.lines import TOO_WIDE, Cell, cell_text, printed_width, wrap_cost

NO_TARGET: Final = 3.0
NO_ACTUAL: Final = 1.0
NO_SCORE: Final = 1.0
OTHER_ACTUAL: Final = 1.0
APART: Final = 3.0
UNEXPLAINED: Final = 1.0
"""Costs of a row: a blank target; a blank actual, or neither weight nor score; an actual that does not repeat the
target; two cells of one line each that do not share it; points lost without a deviation."""

CLEARLY: Final = 0.25
"""A row is certain where any other reading costs so much more."""

UNEQUAL: Final = 1.0
"""Cost of a form whose targets and actuals stand in columns that are not equally wide."""

USUAL_WIDTHS: Final = 4
"""So many widths are tried for each column, besides the widest: those that most lines have."""

ROW_LINES: Final = 24
"""No row is printed on more lines."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as printed; blank cells are empty. `labels` are those printed in front of it.

    `certain`: no other way to cut its lines into cells is nearly as likely.
    """

    name: Cell
    target: Cell
    actual: Cell
    weight: Cell
    score: Cell
    deviation: Cell
    labels: tuple[str, ...] = ()
    certain: bool = True

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells from left to right."""
        return (self.name, self.target, self.actual, self.weight, self.score, self.deviation)

    @property
    def lines(self) -> tuple[int, int]:
        """Index of the first and the last line that it is printed on."""
        printed = [segment.line for cell in self.cells for segment in cell]
        return min(printed), max(printed)


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the columns are, in half characters."""

    name: int
    target: int
    actual: int
    deviation: int


def read_rows(lines: Sequence[Cell], headings: Mapping[str, int]) -> list[IndicatorRow] | None:
    """The rows that the lines print; None where they cannot be cut into rows.

    `headings` gives how wide the heading of each column (see `Widths`) prints at least.
    """
    blocks = list(read_blocks(lines))
    if not any(line.weight for _, block in blocks for line in block):
        return None
    least, rows = inf, None
    for widths in _widths(blocks, headings):
        cost, found = _parse(blocks, widths, least)
        if cost < least:
            least, rows = cost, found
    return rows


def _widths(blocks: Sequence[Block], headings: Mapping[str, int]) -> list[Widths]:
    """The column widths worth trying, the likelier first: lines of a column are often as wide as it is."""
    lines = [line for _, block in blocks for line in block]
    alone = [printed_width(line.cells[0].text) for line in lines if len(line.cells) == 1 and not line.weight]
    tails = [printed_width(cell_text(line.tail)) for line in lines if line.tail]
    behind = [line for before, line in pairwise(lines) if before.weight and not before.tail and _may_go_on(before)]
    narrow = max((headings["deviation"], *tails))
    deviations = {narrow, max((narrow, *(printed_width(line.cells[0].text) for line in behind if line.cells)))}
    printed = [printed_width(segment.text) for line in lines for segment in line.cells]
    found = {max(printed, default=0), *(size for size, _ in Counter(alone).most_common(USUAL_WIDTHS))}
    columns = [
        [size for size in found if size >= headings[key]] or [headings[key]] for key in ("name", "target", "actual")
    ]
    tried = [Widths(*sizes) for sizes in product(*columns, sorted(deviations))]
    return sorted(tried, key=lambda widths: widths.target != widths.actual)


def _parse(blocks: Sequence[Block], widths: Widths, limit: float) -> tuple[float, list[IndicatorRow]]:
    """The least cost of cutting the blocks into rows, and these. Ends early where it is above the limit."""
    rows: list[IndicatorRow] = []
    total = UNEQUAL * (widths.target != widths.actual)
    for labels, block in blocks:
        cost, found = _parse_block(block, widths)
        total += cost
        rows += [replace(row, labels=labels if i == 0 else ()) for i, row in enumerate(found)]
        if total >= limit:
            break
    return total, rows


def _parse_block(block: Sequence[Scored], widths: Widths) -> tuple[float, tuple[IndicatorRow, ...]]:
    """The least cost of cutting a block into rows, and these, found from its end backwards."""
    best: list[tuple[float, tuple[IndicatorRow, ...]]] = [(0.0, ())]
    for start in reversed(range(len(block))):
        found: tuple[float, tuple[IndicatorRow, ...]] = (inf, ())
        for end in _row_ends(block, start):
            behind, rows = best[len(block) - end]
            cost, row = _best_row(block[start:end], widths) if behind < found[0] else (inf, None)
            if row and cost < TOO_WIDE and cost + behind < found[0]:
                found = (cost + behind, (row, *rows))
        best.append(found)
    return best[-1]


def _row_ends(block: Sequence[Scored], start: int) -> Iterator[int]:
    """Where a row that begins at `start` can end: it has weight and score at most once."""
    scored = 0
    for end in range(start + 1, min(start + ROW_LINES, len(block)) + 1):
        scored += bool(block[end - 1].weight)
        if scored > 1:
            return
        yield end


def _best_row(lines: Sequence[Scored], widths: Widths) -> tuple[float, IndicatorRow | None]:
    """The least cost of taking the lines as one row, and the row."""
    ranked = sorted(((_row_cost(row, widths), row) for row in _readings(lines)), key=lambda found: found[0])
    if not ranked:
        return inf, None
    (cost, row), *others = ranked
    return cost, replace(row, certain=all(other >= cost + CLEARLY for other, _ in others[:1]))


def _readings(lines: Sequence[Scored]) -> Iterator[IndicatorRow]:
    """Every way to take the lines as one row."""
    index = next((i for i, line in enumerate(lines) if line.weight), len(lines))
    behind = lines[index + 1 :]
    ends = lines[index] if index < len(lines) else Scored(())
    if any(len(line.cells) > 1 for line in behind) or (behind and not _may_go_on(ends)):
        return
    deviation = (*ends.tail, *(segment for line in behind for segment in line.cells))
    printed = (*(segment for line in lines[:index] for segment in line.cells), *ends.cells)
    shared = {line.cells[0].line for line in lines[: index + 1] if line.is_shared}
    for one in range(1, len(printed) + 1):
        for two in range(one, len(printed) + 1):
            cells = printed[:one], printed[one:two], printed[two:]
            if all(len(cell) < 2 or shared.isdisjoint(s.line for s in cell) for cell in cells):
                yield IndicatorRow(*cells, ends.weight, ends.score, deviation)


def _may_go_on(line: Scored) -> bool:
    """Whether lines behind weight and score can be the deviation: where one began, or points were lost."""
    return bool(line.tail) or cell_text(line.weight) != cell_text(line.score)


def _row_cost(row: IndicatorRow, widths: Widths) -> float:
    columns = ((row.name, widths.name), (row.target, widths.target), (row.actual, widths.actual))
    cost = sum(wrap_cost([segment.text for segment in cell], column) for cell, column in columns)
    cost += wrap_cost(_line_texts(row.deviation), widths.deviation)
    cost += APART * _apart([cell for cell in (row.name, row.target, row.actual, row.weight) if cell])
    cost += NO_TARGET * (not row.target) + (NO_ACTUAL * (not row.actual) if row.weight else NO_SCORE)
    cost += UNEXPLAINED * (not row.deviation and cell_text(row.weight) != cell_text(row.score))
    return cost + OTHER_ACTUAL * (cell_text(row.target) != cell_text(row.actual))


def _line_texts(cell: Cell) -> list[str]:
    """The texts of a cell line by line; only a deviation has blanks in a line."""
    return [cell_text(s for s in cell if s.line == line) for line in dict.fromkeys(s.line for s in cell)]


def _apart(cells: Sequence[Cell]) -> int:
    """How often two neighbours of one line each stand on different lines."""
    return sum(len(left) == len(right) == 1 and left[0].line != right[0].line for left, right in pairwise(cells))
