"""What stands behind the tab: whose reports are seen, who may change what, files on their way in.

Where people sign in, what somebody puts in is that person's alone until it is published, and only that person may
publish it, withdraw it or remove it; what the command line put in is changed by the command line. Where nobody signs
in, everything is everyone's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.errors import JuesuanError, NoLibrary, ReportNotFound, UnsupportedFormat
from ingest.found import Found, found, with_words
from ingest.intake import Intake, Order, ProcessIntake
from ingest.library import Library, StoredReport, Upload, Writer
from ingest.readers import SUFFIXES, remedy
from ingest.settings import settings
from qa.page.desk import Desk
from qa.page.person import Person
from qa.page.reports import texts
from qa.page.reports.queue import Queue

ON_PAGE: Final = 50
"""So many reports are listed at once."""

MAX_NAME: Final = 200
"""So much of a file's name is kept, in characters."""


class NotYours(JuesuanError):
    """Somebody else's to do."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the reports that somebody sees. `found` are those that fit, of `count`; `page` counts from 1."""

    reports: tuple[StoredReport, ...]
    words: str
    count: int
    found: int
    page: int
    pages: int


class ReportsDesk:
    """The reports for the page. May be used by several threads."""

    def __init__(self, desk: Desk, intake: Callable[[], Intake] = ProcessIntake) -> None:
        self._desk = desk
        self.queue = Queue(intake)

    def place(self, who: Person, name: str) -> Path:
        """Where a file of this name is to be put. Raises UnsupportedFormat, QueueFull."""
        suffix = Path(name).suffix.lower()
        if suffix not in SUFFIXES:
            kinds = "、".join(SUFFIXES)
            raise UnsupportedFormat(texts.WRONG_KIND.format(suffixes=kinds, remedy=remedy(Path(name))))
        self.queue.check(who.key)
        return self.queue.path(suffix)

    def take(self, who: Person, name: str, path: Path) -> None:
        """Takes a file that was put in its place."""
        shown = name[-MAX_NAME:].strip() or texts.NAMELESS
        upload = Upload(shown, owner=who.owner, uploader=who.owner, uploader_name=who.name or "")
        self.queue.add(who.key, Order(self._desk.folder, path, upload))

    def listing(self, who: Person, words: str = "", page: int = 1) -> Listing:
        """The reports that somebody sees and whose titles have these words, each body's latest first."""
        try:
            reports = self._desk.reports(who)
        except NoLibrary:
            reports = ()
        fit = sorted(with_words(reports, words), key=_order)
        pages = max(-(-len(fit) // ON_PAGE), 1)
        page = min(max(page, 1), pages)
        shown = tuple(fit[(page - 1) * ON_PAGE : page * ON_PAGE])
        return Listing(shown, words, len(reports), len(fit), page, pages)

    def report(self, who: Person, report_id: str) -> StoredReport:
        """A report that somebody sees. Raises ReportNotFound."""
        try:
            return self._library(who).report(report_id)
        except ReportNotFound as error:
            raise ReportNotFound(texts.REPORT_GONE) from error

    def found(self, who: Person, report_id: str) -> Found:
        """What was found in a report. Raises ReportNotFound."""
        return found(self._library(who), self.report(who, report_id).id)

    def may_change(self, who: Person, report: StoredReport) -> bool:
        """Whether it is this person's to remove a report, and to say who sees it."""
        return report.upload.uploader == who.owner

    def remove(self, who: Person, report_id: str) -> None:
        """Takes a report out of the library. Raises JuesuanError."""
        self._change(who, report_id, lambda writer: writer.remove(report_id))

    def publish(self, who: Person, report_id: str) -> None:
        """Lets everyone see a report. Raises JuesuanError."""
        self._change(who, report_id, lambda writer: writer.give(report_id, ""))

    def withdraw(self, who: Person, report_id: str) -> None:
        """Lets only its person see a report again. Raises JuesuanError."""
        self._change(who, report_id, lambda writer: writer.give(report_id, who.owner))

    def _change(self, who: Person, report_id: str, change: Callable[[Writer], object]) -> None:
        if not self.may_change(who, self.report(who, report_id)):
            raise NotYours(texts.NOT_YOURS)
        with Writer(self._desk.folder, self._desk.assistant().embedder, settings().lock_seconds) as writer:
            change(writer)

    def _library(self, who: Person) -> Library:
        return self._desk.assistant(who).library


def _order(report: StoredReport) -> tuple[str, str, int, str]:
    identity = report.identity
    return identity.organization, identity.level, -identity.year, identity.kind
