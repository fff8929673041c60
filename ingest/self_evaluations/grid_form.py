"""Indicator forms (项目支出绩效自评表) whose tables are ruled, read cell by cell.

Gives what `form` gives for loose lines. Nothing is told from the order of figures or the width of lines, and
a cell that is not what its column should be is kept as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.document import Excerpt, GridCell
from ingest.forms import header_key, unspaced
from ingest.numbers import PLAIN, is_empty, parse_number
from ingest.report import Measure, Section
from ingest.self_evaluations.form import IndicatorForm
from ingest.self_evaluations.grid_indicators import POINTS, GridIndicators, is_header, is_total, points, read_indicators
from ingest.self_evaluations.grid_rows import GridColumn, GridRow, joined
from ingest.self_evaluations.lines import Printed, texts_of
from ingest.self_evaluations.wording import (
    ACHIEVEMENT,
    AMOUNT_HEADINGS,
    AMOUNT_LABELS,
    AMOUNT_ROWS,
    GOAL,
    GRADE_LABEL,
    GRADES,
    MONEY_MEASURES,
    PROJECT_CELL,
    UNIT,
    UNIT_OF_AMOUNTS,
)

TOTAL_ROW: Final = next(iter(AMOUNT_ROWS))

Amounts = dict[str, dict[Measure, Printed]]


def read_grid_forms(rows: Sequence[GridRow]) -> Iterator[tuple[Section, IndicatorForm | None]]:
    """The forms that rows print one after another, each with the section of its first row; None for one that
    names no project."""
    for project, own in _projects(rows):
        yield own[0].section, _form(project, own) if project else None


def _projects(rows: Iterable[GridRow]) -> list[tuple[str, list[GridRow]]]:
    """The rows of each project. A table that goes on behind its total, on another page, is of a project unnamed."""
    parts: list[tuple[str, list[GridRow]]] = []
    for row in rows:
        project = _project(row)
        before, own = parts[-1] if parts else ("", [])
        if project and not before and _is_lead(own, row):
            parts[-1] = (project, own)
        elif not own or project not in ("", before) or (not project and _is_left(own, row)):
            own = []
            parts.append((project, own))
        own.append(row)
    return parts


def _project(row: GridRow) -> str:
    """The project that a row names: behind 项目名称 in one cell, or in the next."""
    for cell in row.cells:
        if match := PROJECT_CELL.fullmatch(row.text(cell)):
            return match["project"] or row.text(row.behind(cell))
    return ""


def _is_lead(rows: Sequence[GridRow], row: GridRow) -> bool:
    """Whether rows only stand in front of the one that names their project."""
    headed = any(is_header(one) or _amount_columns(one) for one in rows)
    return bool(rows) and rows[0].section is row.section and not headed


def _is_left(rows: Sequence[GridRow], row: GridRow) -> bool:
    """Whether a form's rows ended in another section than the row's."""
    return rows[-1].section is not row.section and any(is_total(one) for one in rows)


def _form(project: str, rows: Sequence[GridRow]) -> IndicatorForm:
    section = rows[0].section
    start = next((i for i, row in enumerate(rows) if is_header(row)), len(rows))
    amounts, unread = _amounts(rows[:start])
    goals = _goals(rows[:start])
    indicators = read_indicators(rows[start:])
    if indicators.rate:
        amounts[TOTAL_ROW] = {**indicators.rate, **amounts.get(TOTAL_ROW, {})}
    form = IndicatorForm(
        unspaced(section.title), section.label, project, _unit(rows), amounts, goals, tuple(indicators.found), None
    )
    total, odd_total = _total(form, indicators)
    grade, odd_grade = _grade(rows)
    lost = [*unread, *indicators.unread, *odd_total, *odd_grade]
    return replace(form, total=total, grade=grade, unread=tuple(dict.fromkeys(_excerpts(lost))))


def _excerpts(rows: Iterable[GridRow]) -> Iterator[Excerpt]:
    return (excerpt for row in rows if (excerpt := row.excerpt))


def _unit(rows: Sequence[GridRow]) -> str:
    """The unit that is printed on the form's pages or behind a heading of its amounts; empty where two are."""
    sections = dict.fromkeys(row.section for row in rows)
    own = {row.grid.page.number for row in rows}
    beside = (paragraph.excerpt for section in sections for paragraph in section.paragraphs)
    lines = texts_of(excerpt for excerpt in beside if excerpt.page in own)
    headings = [row.text(cell) for row in rows if _amount_columns(row) for cell in row.cells]
    found = [match for text in lines if (match := UNIT.search(text))]
    found += [match for text in headings if (match := UNIT_OF_AMOUNTS.search(text))]
    units = {match["unit"] for match in found}
    return units.pop() if len(units) == 1 else ""


# amounts


def _amount_columns(row: GridRow) -> dict[Measure, GridColumn]:
    """The columns of amounts that a row heads; none where it heads no money or two alike."""
    found = [(measure, row.column(cell)) for cell in row.cells if (measure := _amount_measure(row.text(cell)))]
    columns = dict(found)
    return columns if len(columns) == len(found) and any(m in MONEY_MEASURES for m in columns) else {}


def _amount_measure(text: str) -> Measure | None:
    heading = UNIT_OF_AMOUNTS.sub("", header_key(text))
    return next((measure for measure, words in AMOUNT_HEADINGS.items() if re.fullmatch(words, heading)), None)


def _amounts(rows: Sequence[GridRow]) -> tuple[Amounts, list[GridRow]]:
    """The rows of the amounts, and those with cells that were not read.

    Where one has another name than the known ones or an odd cell, only the total is read: that the others are its
    parts is not certain then.
    """
    header = next((i for i, row in enumerate(rows) if _amount_columns(row)), len(rows))
    end = next((i for i, row in enumerate(rows) if i > header and _goal_columns(row)), len(rows))
    columns = _amount_columns(rows[header]) if header < end else {}
    amounts: Amounts = {}
    unread: list[GridRow] = []
    for row in rows[header + 1 : end]:
        label = _amount_label(row, columns)
        cells, odd = _amount_cells(row, columns)
        is_new = bool(label) and label not in amounts
        if is_new:
            amounts[label] = cells
        not_read = odd if is_new else bool(cells)
        if not_read:
            unread.append(row)
    if not amounts:
        return {}, [row for row in rows if _amount_columns(row) or _names(row, TOTAL_ROW)]
    certain = all(_names(row, TOTAL_ROW) for row in unread)
    return {label: cells for label, cells in amounts.items() if label == TOTAL_ROW or certain}, unread


def _amount_label(row: GridRow, columns: Mapping[Measure, GridColumn]) -> str:
    """The row of the amounts that is named in front of the columns; empty for any other."""
    first = min(columns.values(), key=lambda column: column.left)
    before = [row.text(cell) for cell in row.before(first)]
    return next((label for label in AMOUNT_LABELS if before and _is_label(before[-1], label)), "")


def _names(row: GridRow, label: str) -> bool:
    """Whether one of the row's cells names a row of the amounts."""
    return any(_is_label(row.text(cell), label) for cell in row.printed_cells)


def _is_label(text: str, label: str) -> bool:
    return re.fullmatch(AMOUNT_LABELS[label], header_key(text).rstrip("：:")) is not None


def _amount_cells(row: GridRow, columns: Mapping[Measure, GridColumn]) -> tuple[dict[Measure, Printed], bool]:
    """The figures of a row by column, and whether there is a cell that is none."""
    cells: dict[Measure, Printed] = {}
    odd = False
    for measure, column in columns.items():
        cell = row.at(column)
        if cell is None:
            odd = True
        elif cell.row == row.row and not is_empty(row.text(cell)):
            read = _amount(row, cell, measure, column.heading)
            odd = odd or read is None
            cells.update({measure: read} if read else {})
    return cells, odd


def _amount(row: GridRow, cell: GridCell, measure: Measure, heading: str) -> Printed | None:
    if measure in POINTS:
        return points(row, cell, heading)
    number = f"(?:{PLAIN})[%％]" if measure is Measure.EXECUTION_RATE else PLAIN
    return row.printed(cell, heading) if re.fullmatch(number, row.text(cell)) else None


# goals


def _goal_columns(row: GridRow) -> dict[Measure, GridColumn]:
    """The goal and the achievement that a row heads, side by side and nothing behind them."""
    printed = row.printed_cells
    if len(printed) < 2:
        return {}
    headings = [header_key(row.text(cell)) for cell in printed[-2:]]
    beside = row.behind(printed[-2]) is printed[-1]
    if not beside or not all(re.fullmatch(w, h) for w, h in zip((GOAL, ACHIEVEMENT), headings, strict=True)):
        return {}
    goal, achievement = (row.column(cell) for cell in printed[-2:])
    return {Measure.GOAL: goal, Measure.ACHIEVEMENT: achievement}


def _goals(rows: Sequence[GridRow]) -> dict[Measure, Printed]:
    """What stands below the two headings: in the rows that the label beside them covers, else in the next one.

    A page's end may break the last of them.
    """
    header = next((i for i, row in enumerate(rows) if _goal_columns(row)), len(rows))
    goals: dict[Measure, Printed] = {}
    for row in _goal_rows(rows[header:]):
        for measure, column in _goal_columns(rows[header]).items():
            cell = row.at(column)
            if cell and cell.row == row.row and row.text(cell):
                said = row.printed(cell, column.heading)
                goals[measure] = joined(goals[measure], said) if measure in goals else said
    return {measure: goals[measure] for measure in (Measure.GOAL, Measure.ACHIEVEMENT) if measure in goals}


def _goal_rows(rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """The rows of the goals, of which the first one given has the headings."""
    if not rows:
        return
    header, columns = rows[0], _goal_columns(rows[0])
    side = header.grid.cells.at(header.row, header.printed_cells[-2].column - 1)
    behind = max(header.row + 2, side.row + side.rows if side and side.row == header.row else 0)
    for row in rows[1:]:
        if any(row.at(column) is None for column in columns.values()):
            return
        if row.grid is header.grid and row.row < behind:
            yield row
            continue
        breaks = row.grid is not header.grid and row.row == 0 and behind >= header.grid.cells.grid.height
        if breaks and {row.text(cell) for cell in row.before(columns[Measure.GOAL])} <= {header.text(side)}:
            yield row
        return


# total and grade


def _total(form: IndicatorForm, indicators: GridIndicators) -> tuple[Printed | None, list[GridRow]]:
    """The total score: the number in the column of scores, or the only one that is the sum of the scores.

    The row as not read where it has numbers, but none that is surely the total.
    """
    row, column = indicators.end, indicators.columns.get(Measure.SCORE)
    if row is None or column is None:
        return None, []
    label, *behind = row.printed_cells
    heading = row.text(label)
    if (cell := row.at(column)) and cell in behind:
        total = points(row, cell, heading)
        return total, [] if total else [row]
    weight = row.at(indicators.columns[Measure.WEIGHT])
    numbers = [total for cell in behind if cell is not weight and (total := points(row, cell, heading))]
    scores = sum(form.points(Measure.SCORE))
    fits = [total for total in numbers if parse_number(total.text) == scores]
    return (fits[0], []) if len(fits) == 1 else (None, [row] if numbers else [])


def _grade(rows: Sequence[GridRow]) -> tuple[Printed | None, list[GridRow]]:
    """The grade behind its label, and the row where that is not one."""
    for row in rows:
        for cell in row.cells:
            behind = row.behind(cell)
            if behind and row.text(behind) and GRADE_LABEL.fullmatch(row.text(cell)):
                if GRADES.fullmatch(row.text(behind)):
                    return row.printed(behind, row.text(cell)), []
                return None, [row]
    return None, []
