"""Lists of tasks written with what was found of each.

The JSON that is written is an array with one object for each task, in order::

    {"task": str, "outcome": "own" | "other" | "none", "department": str, "clause": str, "text": str,
     "page": int | null, "confidence": float, "also": [{"department": str, "clause": str, "text": str}],
     "note": str, …every other column of the list, under its heading…}

`department` is the organization for own, the body that the report names for other, empty for none; `page` counts the
file's pages from 1. A spreadsheet has the same columns with Chinese headings, and `also` as text.

Whatever a cell holds is written as text. Nothing that begins like a formula is one in what is written: in .xlsx such
a cell is marked as text, in .csv it gets an apostrophe in front, which is how spreadsheets mark text.
"""

from __future__ import annotations

import csv
import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qa.duty_check import messages
from qa.duty_check.sheets import FORMULA_STARTS, KEYS, Cell, SheetError, TaskSheet
from qa.duty_check.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS: Final[Mapping[str, int]] = {
    "task": 36, "outcome": 14, "department": 24, "clause": 12, "text": 60, "page": 7, "confidence": 9, "also": 44,
    "note": 30,
}  # fmt: skip
"""Widths of the columns of a spreadsheet, in characters."""

OTHER_WIDTH: Final = 18
COLOURS: Final = {Outcome.OWN: "C6E7CE", Outcome.OTHER: "FFE3A8", Outcome.NONE: "E3E3E3"}
HEADER_COLOUR: Final = "D9E2F0"
MOST_CHARACTERS: Final = 32767
"""A cell of a spreadsheet holds no more."""

_NUMBER: Final = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
_WRITABLE: Final = (int, float, datetime.date, datetime.time, datetime.timedelta)


def rows_of(sheet: TaskSheet, verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """What is written for each task: see the module. Another column of the name of one of these is marked."""
    others = list(_unlike(sheet.others, KEYS))
    return [
        _row(verdict) | {heading: values[number] for heading, values in others}
        for number, verdict in enumerate(verdicts)
    ]


def _row(verdict: Verdict) -> dict[str, Any]:
    also = [{"department": p.department, "clause": p.clause, "text": p.text} for p in verdict.also]
    return {
        "task": verdict.task,
        "outcome": verdict.outcome.value,
        "department": verdict.department,
        "clause": verdict.clause,
        "text": verdict.text,
        "page": verdict.page,
        "confidence": verdict.confidence,
        "also": also,
        "note": _note(verdict),
    }


def _note(verdict: Verdict) -> str:
    """The note, and the clauses that come nearest."""
    near = "；".join(f"{p.clause}{p.text}" for p in verdict.nearest)
    return f"{verdict.note}{messages.NEAREST.format(nearest=near)}" if near else verdict.note


def _unlike(
    columns: Iterable[tuple[str, tuple[Cell, ...]]], taken: Iterable[str]
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """The columns, renamed where a name is taken or missing."""
    names = set(taken)
    for number, (heading, values) in enumerate(columns, 1):
        name = heading or messages.UNNAMED.format(number=number)
        while name in names:
            name = messages.FROM_LIST.format(name=name)
        names.add(name)
        yield name, values


def write_checked(path: Path, sheet: TaskSheet, verdicts: Sequence[Verdict]) -> None:
    """Writes a list with a verdict for each of its tasks, in the format that the name of the file says.

    Raises SheetError for another format, and OSError where it cannot be written.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise SheetError(messages.OUTPUT_KIND.format(name=path.name))
    write(path, sheet, verdicts)


def can_write(path: Path) -> bool:
    """Whether lists can be written to a file of this name."""
    return path.suffix.lower() in _WRITERS


def _write_json(path: Path, sheet: TaskSheet, verdicts: Sequence[Verdict]) -> None:
    rows = rows_of(sheet, verdicts)
    path.write_text(
        json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8", errors="replace"
    )


def _table(sheet: TaskSheet, verdicts: Sequence[Verdict]) -> tuple[list[str], list[list[Cell]]]:
    """The headings and rows of a spreadsheet."""
    own = [messages.HEADINGS[key] for key in KEYS]
    others = list(_unlike(sheet.others, own))
    rows = []
    for number, verdict in enumerate(verdicts):
        row = _row(verdict)
        row["outcome"] = messages.OUTCOMES[verdict.outcome]
        row["also"] = "\n".join(messages.ALSO.format(**party) for party in row["also"])
        rows.append([*row.values(), *(values[number] for _, values in others)])
    return [*own, *(heading for heading, _ in others)], rows


def _write_csv(path: Path, sheet: TaskSheet, verdicts: Sequence[Verdict]) -> None:
    headings, rows = _table(sheet, verdicts)
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        csv.writer(file).writerows([_guarded(cell) for cell in row] for row in (headings, *rows))


def _guarded(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text


def _write_xlsx(path: Path, sheet: TaskSheet, verdicts: Sequence[Verdict]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.worksheets[0]
    page.title = messages.SHEET
    headings, rows = _table(sheet, verdicts)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row_number, row in enumerate((headings, *rows), 1):
        for column_number, value in enumerate(row, 1):
            _put(page, row_number, column_number, value)
            page.cell(row_number, column_number).alignment = wrapped
    for cell in page[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=HEADER_COLOUR)
    coloured = KEYS.index("outcome") + 1
    for row_number, verdict in enumerate(verdicts, 2):
        page.cell(row_number, coloured).fill = PatternFill("solid", fgColor=COLOURS[verdict.outcome])
    for number, _ in enumerate(headings, 1):
        width = WIDTHS[KEYS[number - 1]] if number <= len(KEYS) else OTHER_WIDTH
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    book.save(path)


def _put(page: Worksheet, row: int, column: int, value: Cell) -> None:
    """Writes a cell; a text always as text."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = page.cell(row, column)
    if not isinstance(value, str):
        cell.value = value if value is None or isinstance(value, _WRITABLE) else str(value)
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
    cell.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


_WRITERS: Final[Mapping[str, Callable[[Path, TaskSheet, Sequence[Verdict]], None]]] = {
    ".xlsx": _write_xlsx,
    ".csv": _write_csv,
    ".json": _write_json,
}
