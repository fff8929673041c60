"""What stands behind the tab: spreadsheets that were read, checks that were made, corrections, downloads.

One desk serves all sessions. Spreadsheets and checks are held in memory under names that nobody can guess, the
last ones only. It knows nothing of the framework that draws the page.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from ingest.errors import JuesuanError
from ingest.library import StoredReport
from ingest.settings import settings
from qa.duty_check.corrections import Correction, Corrections, Mark, task_key
from qa.duty_check.verdict import Verdict
from qa.page.desk import Desk
from qa.page.duty import texts
from qa.page.duty.sheets import Given, read, typed, workbook
from qa.page.person import Person

HELD: Final = 100
"""So many spreadsheets, and as many checks, are held."""

AT_ONCE: Final = 2
"""So many tasks are checked between two words on how far it is: a check that is stopped ends with them, and until then
no other begins."""

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class CannotCheck(JuesuanError):
    """There is nothing to check, or too much, or it is not known by which report."""


class Gone(JuesuanError):
    """A spreadsheet or a check that is not held any more."""


@dataclass(frozen=True)
class Checked:
    """Tasks that were checked by a report, with their verdicts in order."""

    given: Given
    report: StoredReport
    verdicts: tuple[Verdict, ...]


class DutyDesk:
    """Duty checks for the page. May be used by several threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._corrections = Corrections(desk.folder)
        self._sheets: _Held[Given] = _Held(texts.SHEET_GONE)
        self._checks: _Held[Checked] = _Held(texts.CHECK_GONE)

    def reports(self, who: Person | None = None) -> list[tuple[str, str]]:
        """Title and key of each report that somebody can check tasks by. Raises LibraryError."""
        return [(report.title, report.report_key) for report in self._desk.reports(who)]

    def take(self, name: str, data: bytes, column: str | None = None) -> str:
        """Reads a spreadsheet and holds it; the name to ask for it by. `column` is the heading above the tasks, where
        it is not found by itself. Raises SheetError."""
        return self._sheets.put(read(name, data, column))

    def sheet(self, token: str) -> Given:
        """A spreadsheet that was taken. Raises Gone."""
        return self._sheets.get(token)

    def check(
        self, text: str, sheet: str | None, report_key: str | None, who: Person | None = None
    ) -> Iterator[tuple[int, int] | str]:
        """Checks the tasks of a spreadsheet, or those typed, one a line: how many of how many are done, again and
        again, and at last the name to ask for the result by. Raises JuesuanError."""
        given = self._sheets.get(sheet) if sheet else typed(text)
        if not given.tasks:
            raise CannotCheck(texts.NO_TASKS)
        if len(given.tasks) > settings().max_tasks:
            raise CannotCheck(texts.TOO_MANY.format(count=len(given.tasks), limit=settings().max_tasks))
        report = self._report(report_key, who)
        known: dict[str, Verdict] = {}
        tasks = list(dict.fromkeys(given.tasks))
        yield 0, len(tasks)
        for at in range(0, len(tasks), AT_ONCE):
            some = tasks[at : at + AT_ONCE]
            known.update(zip(some, self._desk.assistant(who).check_duties(some, report.id), strict=True))
            yield len(known), len(tasks)
        yield self._checks.put(Checked(given, report, tuple(known[task] for task in given.tasks)))

    def checked(self, token: str) -> Checked:
        """A check that was made. Raises Gone."""
        return self._checks.get(token)

    def corrections(self, checked: Checked) -> Mapping[str, Correction]:
        """What was said of the tasks of a report, by `task_key`. Raises LibraryError."""
        return self._corrections.of(checked.report.identity)

    def correct(self, token: str, row: int, mark: Mark | None, comment: str) -> tuple[Correction | None, list[int]]:
        """Keeps what is said of a verdict; the rows with the same task. Raises Gone, IndexError, LibraryError."""
        checked = self.checked(token)
        if row < 0:
            raise IndexError(row)
        verdict = checked.verdicts[row]
        kept = self._corrections.keep(checked.report.identity, verdict, mark, comment)
        key = task_key(verdict.task)
        return kept, [at for at, other in enumerate(checked.verdicts) if task_key(other.task) == key]

    def download(self, token: str) -> tuple[str, bytes]:
        """A check as a spreadsheet, with the corrections as they are now: its name and content. Raises JuesuanError."""
        checked = self.checked(token)
        identity = checked.report.identity
        name = texts.FILE_NAME.format(organization=identity.organization, year=identity.year)
        return name, workbook(checked.given, checked.verdicts, self.corrections(checked))

    def _report(self, key: str | None, who: Person | None) -> StoredReport:
        """The report of a key; without one, the only report."""
        reports: Sequence[StoredReport] = self._desk.reports(who)
        if key is None:
            if len(reports) != 1:
                raise CannotCheck(texts.NO_REPORT)
            return reports[0]
        found = next((report for report in reports if report.report_key == key), None)
        if found is None:
            raise CannotCheck(texts.REPORT_GONE)
        return found


class _Held(Generic[_T]):
    """The last things put in, each under a name that cannot be guessed."""

    def __init__(self, gone: str) -> None:
        self._gone = gone
        self._lock = threading.Lock()
        self._things: OrderedDict[str, _T] = OrderedDict()

    def put(self, thing: _T) -> str:
        token = secrets.token_urlsafe(18)
        with self._lock:
            self._things[token] = thing
            while len(self._things) > HELD:
                self._things.popitem(last=False)
        return token

    def get(self, token: str) -> _T:
        with self._lock:
            if token not in self._things:
                raise Gone(self._gone)
            self._things.move_to_end(token)
            return self._things[token]
