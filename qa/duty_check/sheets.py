"""Lists of tasks as people keep them: read from .xlsx, .csv or .json, and written with what was found.

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
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import JuesuanError
from ingest.settings import settings
from qa.duty_check import messages
from qa.duty_check.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TASK_HEADINGS: Final = (
    "事项", "任务", "工作事项", "工作任务", "任务事项", "事项名称", "任务名称", "任务内容", "事项内容", "工作内容",
    "工作项目", "待办事项",
    "交办事项", "任务描述", "事项描述", "工作描述", "具体任务", "具体事项", "主要任务", "重点任务", "重点工作", "工作",
    "task", "tasks",
)  # fmt: skip
"""Headings of the column with the tasks."""

HEADER_ROWS: Final = 20
"""The headings stand among so many rows that are not empty: titles and notes may be above them."""

KEYS: Final = ("task", "outcome", "department", "clause", "text", "page", "confidence", "also", "note")
"""The columns that are written, in order, as JSON has them."""

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

MOST_UNPACKED: Final = 20
"""A workbook that unpacks to so many times the limit of `max_file_mb` is not read."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
_WRITABLE: Final = (int, float, datetime.date, datetime.time, datetime.timedelta)
_PACKED: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .xlsx begins, and how .xls and encrypted files do."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, SyntaxError,
    NotImplementedError, OSError,
)  # fmt: skip
"""What openpyxl raises on files that are not as they should be."""

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
        return tuple(_text(row[self.column]) for row in self.rows)

    @property
    def others(self) -> Iterator[tuple[str, tuple[Cell, ...]]]:
        """The other columns, with their headings."""
        for index, heading in enumerate(self.headings):
            if index != self.column:
                yield heading, tuple(row[index] for row in self.rows)


def read_tasks(path: Path, column: str | None = None) -> TaskSheet:
    """The tasks in a file; `column` is the heading of their column, where it is not found by itself.

    Raises SheetError, and OSError where the file cannot be opened.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise SheetError(messages.FILE_KIND.format(name=path.name))
    size, limit = path.stat().st_size, settings().max_file_mb
    if size > limit * 1024 * 1024:
        raise SheetError(messages.FILE_SIZE.format(name=path.name, limit=limit))
    return read(path, column)


def _read_json(path: Path, column: str | None) -> TaskSheet:
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SheetError(messages.DAMAGED.format(name=path.name)) from error
    if not isinstance(data, list) or not all(isinstance(item, (str, dict)) for item in data):
        raise SheetError(messages.JSON_FORM.format(name=path.name))
    objects = [item if isinstance(item, dict) else {KEYS[0]: item} for item in data]
    headings = tuple(dict.fromkeys(key for item in objects for key in item))
    rows = [tuple(item.get(heading) for heading in headings) for item in objects]
    return _sheet(path, [headings, *_bounded(path, rows)], column, keep_empty=True)


def _read_csv(path: Path, column: str | None) -> TaskSheet:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise SheetError(messages.ENCODING.format(name=path.name)) from error
    if "\0" in text:
        raise SheetError(messages.DAMAGED.format(name=path.name))
    try:
        rows = list(_bounded(path, (tuple(row) for row in csv.reader(io.StringIO(text, newline="")) if any(row))))
    except csv.Error as error:
        raise SheetError(messages.DAMAGED.format(name=path.name)) from error
    return _sheet(path, rows, column)


def _read_xlsx(path: Path, column: str | None) -> TaskSheet:
    _check_package(path)
    try:
        sheets = list(_worksheets(path))
    except _DAMAGED as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(messages.DAMAGED.format(name=path.name)) from error
    filled = [rows for rows in sheets if rows]
    if not filled:
        raise SheetError(messages.NO_ROWS.format(name=path.name))
    problem: SheetError | None = None
    for rows in filled:
        try:
            return _sheet(path, rows, column)
        except SheetError as error:
            problem = problem or error
    raise problem or SheetError(messages.NO_ROWS.format(name=path.name))


def _check_package(path: Path) -> None:
    """Raises SheetError for a file that is no workbook, is encrypted, or unpacks to too much."""
    with path.open("rb") as file:
        start = file.read(8)
        if start == _COMPOUND:
            encrypted = _ENCRYPTED in start + file.read()
            raise SheetError((messages.ENCRYPTED if encrypted else messages.OLD_XLS).format(name=path.name))
    if not start.startswith(_PACKED):
        raise SheetError(messages.DAMAGED.format(name=path.name))
    try:
        with zipfile.ZipFile(path) as package:
            unpacked = sum(member.file_size for member in package.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise SheetError(messages.DAMAGED.format(name=path.name)) from error
    limit = settings().max_file_mb
    if unpacked > limit * MOST_UNPACKED * 1024 * 1024:
        raise SheetError(messages.FILE_SIZE.format(name=path.name, limit=limit))


def _worksheets(path: Path) -> Iterator[list[Row]]:
    """The rows of each sheet that are not empty: what is shown in a cell, or its formula where that was never
    reckoned."""
    from openpyxl import load_workbook

    shown = load_workbook(path, read_only=True, data_only=True)
    typed = load_workbook(path, read_only=True, data_only=False)
    try:
        for values, formulas in zip(shown.worksheets, typed.worksheets, strict=True):
            pairs = zip(_values(values), _values(formulas), strict=True)
            rows = (tuple(_shown(*cells) for cells in zip(*pair, strict=True)) for pair in pairs)
            yield list(_bounded(path, (row for row in rows if any(map(_text, row)))))
    finally:
        shown.close()
        typed.close()


def _values(sheet: Any) -> Iterator[Row]:
    """All rows of a sheet. How large it is, files often say wrongly."""
    sheet.reset_dimensions()
    rows: Iterator[Row] = sheet.iter_rows(values_only=True)
    return rows


def _shown(value: Cell, typed: Cell) -> Cell:
    return typed if value is None else value


def _bounded(path: Path, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, as long as they are not too many. Raises SheetError."""
    limit = settings().max_tasks
    for number, row in enumerate(rows):
        if number >= limit + HEADER_ROWS:
            raise SheetError(messages.TOO_MANY.format(name=path.name, limit=limit))
        yield row


def _sheet(path: Path, rows: Sequence[Row], column: str | None, *, keep_empty: bool = False) -> TaskSheet:
    """The list in rows with a line of headings somewhere above. Raises SheetError where no column is found."""
    if not rows:
        raise SheetError(messages.NO_ROWS.format(name=path.name))
    width = max(map(len, rows))
    rows = [(*row, *(None,) * (width - len(row))) for row in rows]
    header, index = _header(path, rows, column)
    body = [row for row in rows[header + 1 :] if keep_empty or any(_text(cell) for cell in row)]
    if len(body) > settings().max_tasks:
        raise SheetError(messages.TOO_MANY.format(name=path.name, limit=settings().max_tasks))
    if not body:
        raise SheetError(messages.NO_ROWS.format(name=path.name))
    headings = rows[header] if header >= 0 else (KEYS[0],)
    used = [i for i in range(width) if i == index or _text(headings[i]) or any(_text(row[i]) for row in body)]
    return TaskSheet(
        tuple(_text(headings[i]) for i in used),
        tuple(tuple(row[i] for i in used) for row in body),
        used.index(index),
    )


def _header(path: Path, rows: Sequence[Row], column: str | None) -> tuple[int, int]:
    """Which row has the headings and which of them is the tasks'; row -1 for a bare list without any."""
    head = [tuple(map(_plain, row)) for row in islice(rows, HEADER_ROWS)]
    wanted = (_plain(column),) if column else TASK_HEADINGS
    exact = [(r, c) for r, row in enumerate(head) for c, name in enumerate(row) if name in wanted]
    if exact:
        first = min(r for r, _ in exact)
        return min((at for at in exact if at[0] == first), key=lambda at: wanted.index(head[at[0]][at[1]]))
    if column is None:
        for r, row in enumerate(head):
            like = [c for c, name in enumerate(row) if name.endswith(("事项", "任务")) and sum(map(bool, row)) > 1]
            if like:
                return r, like[0]
        if len(rows[0]) == 1:
            return -1, 0
    seen = tuple(filter(None, next((row for row in head if sum(map(bool, row)) > 1), head[0])))
    message = messages.NO_SUCH_COLUMN if column else messages.NO_TASK_COLUMN
    raise NoTaskColumn(message.format(name=path.name, column=column, seen="、".join(seen)), seen)


def _plain(cell: Cell) -> str:
    """A heading without white space, marks and brackets."""
    return "".join(_text(cell).split()).strip("：:*＊").lower()


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


_READERS: Final[Mapping[str, Callable[[Path, str | None], TaskSheet]]] = {
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
    ".csv": _read_csv,
    ".json": _read_json,
    ".xls": _read_xlsx,
}


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
