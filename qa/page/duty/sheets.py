"""Tasks as they are given, and the spreadsheet that they are given back in: as on the command line."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from qa.duty_check.corrections import Correction, with_corrections
from qa.duty_check.reading import read_tasks
from qa.duty_check.sheets import TaskSheet
from qa.duty_check.verdict import Verdict
from qa.duty_check.writing import write_checked
from qa.page.duty import texts

_LONGEST_NAME: Final = 100
"""Of a file's name, the last characters are shown."""


@dataclass(frozen=True)
class Given:
    """Tasks in order; `name` is that of their file, empty for typed ones."""

    sheet: TaskSheet
    name: str = ""

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks, empty where a row has none."""
        return self.sheet.tasks

    @property
    def column(self) -> str:
        """The heading above the tasks."""
        return self.sheet.headings[self.sheet.column]


def typed(text: str) -> Given:
    """The tasks of lines; blank ones are none."""
    tasks = filter(None, map(str.strip, text.splitlines()))
    return Given(TaskSheet((texts.TASK,), tuple((task,) for task in tasks), 0))


def read(name: str, data: bytes, column: str | None) -> Given:
    """The tasks of a file. Raises SheetError."""
    name = PurePosixPath(PureWindowsPath(name).name).name[-_LONGEST_NAME:] or texts.FILE_NAMELESS
    with tempfile.TemporaryDirectory() as folder:
        # What a file is called elsewhere may be no name here, but its ending says how to read it.
        path = Path(folder) / _fit(name)
        path.write_bytes(data)
        return Given(read_tasks(path, column), name)


def workbook(given: Given, verdicts: Sequence[Verdict], corrections: Mapping[str, Correction]) -> bytes:
    """The tasks with verdicts and corrections as .xlsx."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checked.xlsx"
        write_checked(path, with_corrections(given.sheet, verdicts, corrections), verdicts)
        return path.read_bytes()


def _fit(name: str) -> str:
    kept = "".join("_" if char in '<>:"/\\|?*' or not char.isprintable() else char for char in name)
    return kept.encode("utf-8", "replace")[-200:].decode("utf-8", "ignore")
