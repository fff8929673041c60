"""The goal of a project and what was achieved, which stand side by side in an indicator form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.document import Excerpt
from ingest.report import Measure
from ingest.self_evaluations.lines import Cell, Printed, cell_text, place, printed_width, segments, texts_of, wrap_cost
from ingest.self_evaluations.wording import GOAL_HEADINGS

UNSURE: Final = 2.0
"""Two goals are not parted where that would cost as much (see `wrap_cost`)."""

CLEARER: Final = 0.2
"""Nor where another way to part them costs less than this more."""

COLUMNS_APART: Final = 6
"""The columns of the two goals differ by no more, in half characters."""

UNENDED: Final = 0.5
"""Cost of a goal of several lines that does not end a sentence."""

_ENDED: Final = "。；！"


def read_goals(lines: Sequence[Excerpt]) -> dict[Measure, Printed]:
    """The goal and the achievement below their headings; none where it is not clear which lines belong to which."""
    matches = ((i, GOAL_HEADINGS.fullmatch(text)) for i, text in enumerate(texts_of(lines)))
    index, match = next(((i, match) for i, match in matches if match), (0, None))
    cells = [segments(i, lines[i].text) for i in range(index + 1, len(lines))]
    if not match or not cells:
        return {}
    if len(cells) == 1:
        parts: list[Cell] = [(cell,) for cell in cells[0]] if len(cells[0]) == 2 else []
    else:
        parts = _parted(cells)
    return {
        measure: Printed(cell_text(cell), place(lines, cell[0].line, cell[-1].line, cell), match[measure.name.lower()])
        for measure, cell in zip((Measure.GOAL, Measure.ACHIEVEMENT), parts, strict=False)
    }


def _parted(lines: Sequence[Cell]) -> list[Cell]:
    """Lines parted into two cells: behind the line that is clearly not full, or ends a sentence."""
    texts = [cell_text(line) for line in lines]
    widest = max(printed_width(text) for text in texts)
    costs = {i: _goal_cost(texts[:i], widest) + _goal_cost(texts[i:], widest) for i in range(1, len(lines))}
    best, *others = sorted(costs, key=lambda i: costs[i])
    if costs[best] >= UNSURE or (others and costs[others[0]] - costs[best] < CLEARER):
        return []
    return [tuple(s for line in part for s in line) for part in (lines[:best], lines[best:])]


def _goal_cost(texts: Sequence[str], widest: int) -> float:
    """The cost of a cell whose column is about as wide as the widest line of both."""
    unended = UNENDED * (len(texts) > 1 and texts[-1][-1] not in _ENDED)
    return wrap_cost(texts, max(widest - COLUMNS_APART, *map(printed_width, texts))) + unended
