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
from ingest.self_evaluations.amounts import read_amounts
from ingest.self_evaluations.goals import read_goals
from ingest.self_evaluations.labels import levels
from ingest.self_evaluations.lines import Printed, cell_text, place, printed_width, segments, texts_of
from ingest.self_evaluations.rows import IndicatorRow, read_rows
from ingest.self_evaluations.wording import (
    BEHIND_NAME,
    END,
    FULL_SCORE,
    HEADINGS,
    NAME_HEADING,
    PROJECT_NAME,
    UNIT,
)

HEADER_LINES: Final = 12
"""The header of the indicators has no more lines."""


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
    """The form of one project. `amounts` has the cells of each row that was found, by its official name.

    `unread` are rows with a cell that is not what its column should be.
    """

    title: str
    section: str
    project: str
    unit: str
    amounts: dict[str, dict[Measure, Printed]]
    goals: dict[Measure, Printed]
    indicators: tuple[Indicator, ...]
    total: Printed | None
    grade: Printed | None = None
    unread: tuple[Excerpt, ...] = ()

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
        dict(read_amounts(lines[:start])),
        read_goals(lines[:start]),
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
