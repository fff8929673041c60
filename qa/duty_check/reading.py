"""Lists of tasks read from .xlsx, .csv or .json, as people keep them: titles above, empty rows, other columns."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ingest.settings import settings
from qa.duty_check import messages
from qa.duty_check.sheets import KEYS, Cell, NoTaskColumn, Row, SheetError, TaskSheet, text_of

TASK_HEADINGS: Final = (
    "事项", "任务", "工作事项", "工作任务", "任务事项", "事项名称", "任务名称", "任务内容", "事项内容", "工作内容",
    "工作项目", "待办事项",
    "交办事项", "任务描述", "事项描述", "工作描述", "具体任务", "具体事项", "主要任务", "重点任务", "重点工作", "工作",
    "task", "tasks",
)  # fmt: skip
"""Headings of the column with the tasks."""

HEADER_ROWS: Final = 20
"""The headings stand among so many rows that are not empty: titles and notes may be above them."""

MOST_UNPACKED: Final = 20
"""A workbook that unpacks to so many times the limit of `max_file_mb` is not read."""

_PACKED: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .xlsx begins, and how .xls and encrypted files do."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, SyntaxError,
    NotImplementedError, OSError,
)  # fmt: skip
"""What openpyxl raises on files that are not as they should be."""


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
            yield list(_bounded(path, (row for row in rows if any(map(text_of, row)))))
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
    body = [row for row in rows[header + 1 :] if keep_empty or any(text_of(cell) for cell in row)]
    if len(body) > settings().max_tasks:
        raise SheetError(messages.TOO_MANY.format(name=path.name, limit=settings().max_tasks))
    if not body:
        raise SheetError(messages.NO_ROWS.format(name=path.name))
    headings = rows[header] if header >= 0 else (KEYS[0],)
    used = [i for i in range(width) if i == index or text_of(headings[i]) or any(text_of(row[i]) for row in body)]
    return TaskSheet(
        tuple(text_of(headings[i]) for i in used),
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
    return "".join(text_of(cell).split()).strip("：:*＊").lower()


_READERS: Final[Mapping[str, Callable[[Path, str | None], TaskSheet]]] = {
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
    ".csv": _read_csv,
    ".json": _read_json,
    ".xls": _read_xlsx,
}
