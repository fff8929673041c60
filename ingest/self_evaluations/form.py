"""One indicator form (项目支出绩效自评表): its project, amounts, goals, indicators and total, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.document import Excerpt
from ingest.numbers import PLAIN, parse_number
from ingest.report import Measure, Section
from ingest.self_evaluations.labels import levels
from ingest.self_evaluations.lines import Cell, Place, cell_text, place, printed_width, segments, texts_of, wrap_cost
from ingest.self_evaluations.rows import IndicatorRow, read_rows
from ingest.self_evaluations.wording import (
    AMOUNT_HEADINGS,
    AMOUNT_ROWS,
    BEHIND_NAME,
    END,
    FULL_SCORE,
    GOAL_HEADINGS,
    HEADINGS,
    NAME_HEADING,
    PROJECT_NAME,
    UNIT,
)

HEADER_LINES: Final = 12
"""The header of the indicators has no more lines."""

UNSURE: Final = 2.0
"""Two goals are not parted where that would cost as much (see `wrap_cost`)."""

CLEARER: Final = 0.2
"""Nor where another way to part them costs less than this more."""

COLUMNS_APART: Final = 6
"""The columns of the two goals differ by no more, in half characters."""

UNENDED: Final = 0.5
"""Cost of a goal of several lines that does not end a sentence."""

_ENDED: Final = "。；！"
_BRACKETS: Final = str.maketrans("()", "（）")
_AMOUNT: Final = re.compile(rf"(?P<number>{PLAIN})[%％]?")


@dataclass(frozen=True)
class Printed:
    """A cell: what it says without white space, where it stands, and the heading of its column."""

    text: str
    place: Place
    heading: str


@dataclass(frozen=True)
class Indicator:
    """三级指标 with the cells that are not blank, by measure. `certain`: as in `IndicatorRow`."""

    first_level: str
    second_level: str
    name: str
    cells: dict[Measure, Printed]
    certain: bool = True


@dataclass(frozen=True)
class IndicatorForm:
    """The form of one project. `amounts` has the cells of each row that was found, by its printed name."""

    title: str
    section: str
    project: str
    unit: str
    amounts: dict[str, dict[Measure, Printed]]
    goals: dict[Measure, Printed]
    indicators: tuple[Indicator, ...]
    total: Printed | None

    @property
    def adds_up(self) -> bool:
        """Whether the weights add up to 100 or the scores to the total: then the indicators were read rightly."""
        weights = sum(self.points(Measure.WEIGHT)) == FULL_SCORE
        return weights or (self.total is not None and sum(self.points(Measure.SCORE)) == parse_number(self.total.text))

    @property
    def unclear(self) -> int:
        """How many indicators could be read in another way."""
        return sum(not indicator.certain for indicator in self.indicators)

    def points(self, measure: Measure) -> tuple[Decimal, ...]:
        """The weights or the scores of all indicators and of the execution rate."""
        cells = [indicator.cells.get(measure) for indicator in self.indicators]
        cells += [row.get(measure) for row in self.amounts.values()]
        return tuple(parse_number(cell.text) or Decimal(0) for cell in cells if cell)


@dataclass(frozen=True)
class _Header:
    """The header of the indicators: its lines, its headings by column, and how wide each prints."""

    first: int
    behind: int
    headings: dict[str, str]
    widths: dict[str, int]


def read_form(title: str, section: Section, lines: Sequence[Excerpt]) -> IndicatorForm | None:
    """The form that the lines print; None where it names no project."""
    texts = texts_of(lines)
    project = _project(texts)
    if not project:
        return None
    headers = list(_headers(lines, texts))
    start = headers[0].first if headers else len(lines)
    end = next((i for i in range(start, len(lines)) if END.match(texts[i])), len(lines))
    return IndicatorForm(
        title,
        section.label,
        project,
        next((match["unit"] for text in texts if (match := UNIT.search(text))), ""),
        dict(_amounts(lines[:start])),
        _goals(lines[:start], texts),
        _indicators(lines, headers, end) if headers else (),
        _total(lines, end),
    )


def names_a_project(lines: Sequence[Excerpt]) -> bool:
    """Whether lines of a form begin one, and do not go on with the one before."""
    return any(text.startswith(PROJECT_NAME) for text in texts_of(lines))


def _project(texts: Sequence[str]) -> str:
    """What stands between 项目名称 and the next entry."""
    start = next((i for i, text in enumerate(texts) if text.startswith(PROJECT_NAME)), len(texts))
    name, *behind = BEHIND_NAME.split("".join(texts[start:]), maxsplit=1)
    return name.removeprefix(PROJECT_NAME) if behind else ""


def _amounts(lines: Sequence[Excerpt]) -> Iterator[tuple[str, dict[Measure, Printed]]]:
    """The rows of the amounts. A label, and the headings in front of the first, may be broken over lines."""
    headings: list[tuple[Measure, str]] = []
    before, first = "", 0
    for index, line in enumerate(lines):
        cells = segments(index, line.text)
        count = next((i for i, s in enumerate(reversed(cells)) if not _AMOUNT.fullmatch(s.text)), len(cells))
        figures = cells[len(cells) - count :]
        before += cell_text(cells[: len(cells) - count])
        if not figures:
            continue
        label = next((label for label in AMOUNT_ROWS if before.endswith(label)), "")
        headings = headings or _amount_headings(before)
        if label and headings:
            first = first if label != next(iter(AMOUNT_ROWS)) else index
            yield label, _amount_cells(lines, first, headings, figures)
        before, first = "", index + 1


def _amount_headings(text: str) -> list[tuple[Measure, str]]:
    """The columns of amounts that a text names, from left to right."""
    plain = text.translate(_BRACKETS)
    found = [
        (m.start(), measure, m.group()) for measure, word in AMOUNT_HEADINGS.items() if (m := re.search(word, plain))
    ]
    return [(measure, heading) for _, measure, heading in sorted(found)]


def _amount_cells(
    lines: Sequence[Excerpt], first: int, headings: Sequence[tuple[Measure, str]], figures: Cell
) -> dict[Measure, Printed]:
    """The figures under their headings: all of them, or the amounts alone. Anything else is not certain."""
    money = [
        (m, heading)
        for m, heading in headings
        if m in (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET, Measure.EXECUTED)
    ]
    columns = headings if len(figures) == len(headings) else money if len(figures) == len(money) else ()
    return {
        measure: Printed(figure.text, place(lines, first, figure.line, (figure,)), heading)
        for (measure, heading), figure in zip(columns, figures, strict=bool(columns))
    }


def _goals(lines: Sequence[Excerpt], texts: Sequence[str]) -> dict[Measure, Printed]:
    """The goal and what was achieved, which stand side by side below their headings."""
    matches = ((i, GOAL_HEADINGS.fullmatch(text)) for i, text in enumerate(texts[: len(lines)]))
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


def _headers(lines: Sequence[Excerpt], texts: Sequence[str]) -> Iterator[_Header]:
    """The header of the indicators, and where it is repeated on another page."""
    for first, text in enumerate(texts):
        if not text.startswith("一级指标"):
            continue
        ends = range(first + 1, min(first + HEADER_LINES, len(lines)) + 1)
        fits = [(end, m) for end in ends if (m := HEADINGS.fullmatch("".join(texts[first:end])))]
        if fits:
            end, match = fits[-1]
            headings = {"name": NAME_HEADING, **match.groupdict()}
            printed = [s.text for i in range(first, end) for s in segments(i, lines[i].text)]
            widths = {key: max((printed_width(t) for t in printed if t in h), default=0) for key, h in headings.items()}
            yield _Header(first, end, headings, widths)


def _indicators(lines: Sequence[Excerpt], headers: Sequence[_Header], end: int) -> tuple[Indicator, ...]:
    """The indicators up to line `end`; none where the lines cannot be cut into rows or have no levels."""
    heading = {i for header in headers for i in range(header.first, header.behind)}
    body = [segments(i, lines[i].text) for i in range(headers[0].behind, end) if i not in heading]
    rows = read_rows(body, headers[0].widths) or []
    names = [cell_text(row.name) for row in rows]
    above = levels([row.labels for row in rows], names, [lines[row.lines[0]].page for row in rows])
    return tuple(
        Indicator(first, second, name, dict(_indicator_cells(lines, row, headers[0].headings)), row.certain)
        for row, name, (first, second) in zip(rows, names, above, strict=False)
    )


def _indicator_cells(
    lines: Sequence[Excerpt], row: IndicatorRow, headings: dict[str, str]
) -> Iterator[tuple[Measure, Printed]]:
    first, last = row.lines
    columns = (
        (Measure.TARGET, row.target),
        (Measure.ACTUAL, row.actual),
        (Measure.WEIGHT, row.weight),
        (Measure.SCORE, row.score),
        (Measure.DEVIATION, row.deviation),
    )
    for measure, cell in columns:
        if cell:
            yield measure, Printed(cell_text(cell), place(lines, first, last, cell), headings[measure.name.lower()])


def _total(lines: Sequence[Excerpt], end: int) -> Printed | None:
    """The total score: the last number of its line."""
    if end == len(lines):
        return None
    cells = segments(end, lines[end].text)
    if len(cells) < 2 or not re.fullmatch(PLAIN, cells[-1].text):
        return None
    return Printed(cells[-1].text, place(lines, end, end, (cells[-1],)), cells[0].text)
