"""What was found in a report, for people: the lines of the command line, and what the page shows of it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from ingest import messages
from ingest.forms import FORMS
from ingest.library import Library, StoredReport
from ingest.report import Check, Classification, Outcome, ReportKind, Table


@dataclass(frozen=True, slots=True)
class Found:
    """A report with what was found in it. `missing` are the titles of the nine forms that were not; `projects` the
    names of those that a self-evaluation was read of."""

    report: StoredReport
    checks: tuple[Check, ...]
    tables: tuple[Table, ...]
    missing: tuple[str, ...]
    projects: tuple[str, ...]


def found(library: Library, report_id: str) -> Found:
    """What was found in a report, as one state of the library holds it. Raises ReportNotFound."""
    with library.snapshot():
        report = library.report(report_id)
        tables = library.tables(report_id)
        facts = library.facts(report_id)
        checks = library.checks(report_id)
    forms = {table.form for table in tables}
    nine = FORMS.values() if report.identity.kind is ReportKind.FINAL_ACCOUNTS else ()
    projects = (fact.subject.item for fact in facts if fact.subject.classification is Classification.PROJECT)
    return Found(
        report=report,
        checks=checks,
        tables=tables,
        missing=tuple(form.titles[0] for form in nine if form.key not in forms),
        projects=tuple(dict.fromkeys(projects)),
    )


def contents(stored: StoredReport, checks: Iterable[Check]) -> str:
    """What was found in a report, in a line."""
    return messages.CONTENTS.format(
        organization=stored.identity.organization,
        level=stored.identity.level,
        year=stored.identity.year,
        pages=stored.pages,
        kind=messages.KINDS[stored.identity.kind],
        tables=forms_found(stored),
        checks=checks_summary(checks),
        **asdict(stored.counts),
    )


def forms_found(stored: StoredReport) -> str:
    """How many of the official forms were found: of the nine, in final accounts."""
    return messages.FORMS_FOUND[stored.identity.kind].format(forms=stored.counts.forms)


def checks_summary(checks: Iterable[Check]) -> str:
    """How many balance identities hold, hold within rounding, and fail."""
    outcomes = Counter(check.outcome for check in checks)
    return messages.CHECKS_SUMMARY.format(
        holds=outcomes[Outcome.HOLDS], rounding=outcomes[Outcome.ROUNDING], fails=outcomes[Outcome.FAILS]
    )


def check_line(template: str, check: Check) -> str:
    """A balance identity with its outcome, in the given form."""
    outcome = messages.OUTCOMES[check.outcome]
    line = template.format(outcome=outcome, name=check.name, left=check.left, right=check.right, detail=check.detail)
    return line.rstrip()


def source(stored: StoredReport) -> str:
    """The file that a report is from, and that only one person sees it where that is so."""
    if not stored.private:
        return stored.source
    return messages.PRIVATE.format(path=stored.source, name=stored.upload.uploader_name)


def with_words(reports: Sequence[StoredReport], text: str) -> list[StoredReport]:
    """The reports that have all the words of a text in their titles."""
    words = plain(text).split()
    return [stored for stored in reports if all(word in plain(stored.title) for word in words)]


def plain(text: str) -> str:
    """Without differences of width and of large and small letters."""
    return unicodedata.normalize("NFKC", text).lower()
