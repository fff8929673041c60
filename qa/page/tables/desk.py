"""What stands behind the tab: the tables of the reports, each with where it stands and what was checked of it.

It knows nothing of the framework that draws the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.errors import JuesuanError
from ingest.forms import ALL_FORMS
from ingest.library import StoredReport
from ingest.report import Check, Table
from qa.page.desk import Desk
from qa.page.person import Person
from qa.page.places import page_words
from qa.page.tables import texts
from qa.page.tables.evaluations import evaluation_tables
from qa.page.tables.export import workbook
from qa.page.tables.shape import converted, units

KEPT: Final = 32
"""The tables of so many reports stay in memory."""


GROUPS: Final = (texts.FORMS, texts.OTHERS, texts.EVALUATIONS)
"""The kinds of tables in the order in which they are offered."""


class Gone(JuesuanError):
    """A report or a table that is not there."""


@dataclass(frozen=True)
class Entry:
    """A table as it can be chosen: `group` is what kind of table it is, `pages` where it stands, in words."""

    group: str
    table: Table
    pages: str
    checks: tuple[Check, ...]

    @property
    def name(self) -> str:
        """Its code and title."""
        return " ".join(filter(None, (self.table.code, self.table.title))) or texts.NAMELESS


class TablesDesk:
    """The tables for the page. May be used by several threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read = lru_cache(maxsize=KEPT)(self._entries)

    def reports(self, who: Person | None = None) -> tuple[StoredReport, ...]:
        """The reports whose tables somebody can see. Raises LibraryError."""
        return self._desk.reports(who)

    def tables(self, report_key: str, who: Person | None = None) -> tuple[StoredReport, tuple[Entry, ...]]:
        """A report and its tables: official forms, others, self-evaluations. Raises Gone, LibraryError."""
        report = next((report for report in self.reports(who) if report.report_key == report_key), None)
        if report is None:
            raise Gone(texts.TABLE_GONE)
        return report, self._read(report.id, who)

    def table(self, report_key: str, index: int, who: Person | None = None) -> tuple[StoredReport, Entry]:
        """One of them, counted from 0. Raises Gone, LibraryError."""
        report, entries = self.tables(report_key, who)
        if not 0 <= index < len(entries):
            raise Gone(texts.TABLE_GONE)
        return report, entries[index]

    def download(
        self, report_key: str, index: int, unit: str | None = None, who: Person | None = None
    ) -> tuple[str, bytes]:
        """A table as a spreadsheet, in its own or another unit: name and content. Raises Gone, LibraryError."""
        report, entry = self.table(report_key, index, who)
        shown = converted(entry.table, unit) if unit in units(entry.table) else entry.table
        identity = report.identity
        told = {"organization": identity.organization, "year": identity.year, "table": entry.table.name or entry.group}
        return texts.FILE_NAME.format(**told), workbook(
            entry.name, f"{report.title} · {entry.pages}", entry.table, shown
        )

    def _entries(self, report_id: str, who: Person | None) -> tuple[Entry, ...]:
        library = self._desk.assistant(who).library
        with library.snapshot():
            printed = {page.number: page.printed for page in library.pages(report_id)}
            checks = library.checks(report_id)
            grouped = [
                (texts.FORMS if table.form in ALL_FORMS else texts.OTHERS, table) for table in library.tables(report_id)
            ]
            grouped += [(texts.EVALUATIONS, table) for table in evaluation_tables(library.facts(report_id))]
        grouped.sort(key=lambda pair: GROUPS.index(pair[0]))
        return tuple(
            Entry(
                group,
                table,
                texts.PAGES.join(page_words(page, printed[page]) for page in table.pages),
                tuple(check for check in checks if _about(check, table)),
            )
            for group, table in grouped
            if table.columns
        )


def _about(check: Check, table: Table) -> bool:
    return bool(table.form) and table.form in check.forms and check.item in table.title
