"""The summary of the self-evaluations (绩效自评情况汇总表): score and grade of every project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.forms import unspaced
from ingest.numbers import PLAIN, is_empty, parse_number
from ingest.report import Classification, Dimension, Fact, Flow, Fund, Measure, Section, Source, Subject
from ingest.self_evaluations.grid_indicators import points
from ingest.self_evaluations.grid_rows import GridColumn, GridRow
from ingest.self_evaluations.lines import Place, Printed
from ingest.self_evaluations.wording import POINTS, PROJECT_NAME, SUMMARY, SUMMARY_HEADINGS

_ROW: Final = re.compile(rf"\d+\s+(?P<project>\S.*)\s+(?P<user>\S+)\s+(?P<score>{PLAIN})\s+(?P<grade>\S+)")
_HEADER: Final = re.compile(r"项目名称.*\s(?P<score>\S*得分)\s+(?P<grade>\S*等级)")


def read_summary(section: Section, *, year: int) -> Iterator[Fact]:
    """The facts of the rows; a row is a line of number, project, user, score and grade."""
    lines = [paragraph.excerpt for paragraph in section.paragraphs]
    header = next((match for line in lines if (match := _HEADER.search(line.text))), None)
    rows = ((line, match) for line in lines if (match := _ROW.fullmatch(line.text)))
    for line, match in rows if header else ():
        project = unspaced(match["project"])
        for measure in (Measure.SCORE, Measure.GRADE):
            group = measure.name.lower()
            cell = Printed(match[group], Place(line, match.span(group)), header[group] if header else "")
            yield _fact(section, project, measure, cell, year)


def read_grid_summary(rows: Sequence[GridRow], *, year: int) -> Iterator[Fact]:
    """The facts of a summary in a ruled table, below the row that heads projects, scores or grades."""
    columns: dict[Measure, GridColumn] = {}
    names: GridColumn | None = None
    for row in rows:
        if heads := _names(row):
            names, columns = heads, _columns(row)
            continue
        cell = row.at(names) if names else None
        project = row.text(cell)
        for measure, column in columns.items():
            if project and cell and cell.row == row.row and (said := _said(row, measure, column)):
                yield _fact(row.section, project, measure, said, year)


def _names(row: GridRow) -> GridColumn | None:
    return next((row.column(cell) for cell in row.cells if row.text(cell) == PROJECT_NAME), None)


def _columns(row: GridRow) -> dict[Measure, GridColumn]:
    """The columns of scores and grades that a row heads, but for those of which there are two."""
    columns: dict[Measure, GridColumn] = {}
    for measure, words in SUMMARY_HEADINGS.items():
        found = [cell for cell in row.cells if words.fullmatch(row.text(cell))]
        if len(found) == 1:
            columns[measure] = row.column(found[0])
    return columns


def _said(row: GridRow, measure: Measure, column: GridColumn) -> Printed | None:
    """The score or the grade of a row; None for a blank cell, and for a score that is no number."""
    cell = row.at(column)
    if cell is None or cell.row != row.row or is_empty(row.text(cell)):
        return None
    return points(row, cell, column.heading) if measure is Measure.SCORE else row.printed(cell, column.heading)


def _fact(section: Section, project: str, measure: Measure, cell: Printed, year: int) -> Fact:
    is_score = measure is Measure.SCORE
    return Fact(
        Subject(year, Flow.NONE, Fund.ALL, Classification.PROJECT, project, measure=measure),
        parse_number(cell.text) if is_score else None,
        POINTS if is_score else "",
        Dimension.SCORE if is_score else Dimension.TEXT,
        cell.text,
        Source.TABLE,
        cell.place.excerpt,
        cell.place.mark,
        section.label,
        SUMMARY,
        unspaced(section.title),
        project,
        cell.heading,
    )
