"""A folder of made-up reports of similar names, and the truth of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from evals.generated.organizations import Organization, organizations
from evals.generated.report import GeneratedReport, write_report
from ingest.messages import KINDS, TITLE
from ingest.report import Level, ReportKind


@dataclass(frozen=True)
class Entry:
    """A report of the library: whose, of which year, of which kind."""

    organization: Organization
    year: int
    kind: ReportKind = ReportKind.FINAL_ACCOUNTS

    @property
    def file(self) -> str:
        """The name of its file."""
        mark = "本级" if self.organization.parted else self.organization.level
        return f"{self.organization.name}{mark}{self.year}{'预算' if self.kind is ReportKind.BUDGET else ''}.txt"

    @property
    def title(self) -> str:
        """The report's title, as the program gives it."""
        own, kind = self.organization, KINDS[self.kind]
        return TITLE.format(organization=own.name, level=own.level, year=self.year, kind=kind)

    def write(self) -> GeneratedReport:
        """The report itself."""
        return write_report(self.organization, self.year, self.kind)


BUDGETS: Final = (
    ("济南市莱芜区卫生健康局", 2022),
    ("济南市莱城区卫生健康局", 2023),
    ("济南市莱芜区自然资源局", 2022),
    ("青石县自然资源和规划局", 2022),
)
"""Departments whose budget of a year is there beside their final accounts."""


def entries(count: int) -> list[Entry]:
    """The first reports of the library; a longer one begins as a shorter one does.

    Raises ValueError if there are not as many.
    """
    found = list(islice(_entries(), count))
    if len(found) < count:
        raise ValueError(f"there are only {len(found)} reports to make up, not {count}")
    return found


def _entries() -> Iterator[Entry]:
    for organization in organizations():
        for year in organization.unit.years:
            yield Entry(organization, year)


def budgets(among: Iterable[Entry]) -> list[Entry]:
    """The budgets of the departments that are among these."""
    return [
        replace(entry, kind=ReportKind.BUDGET)
        for entry in among
        if (entry.organization.name, entry.year) in BUDGETS and entry.organization.level is Level.DEPARTMENT
    ]


def write_reports(folder: Path, count: int) -> list[Entry]:
    """Writes the first reports of the library into a folder, which is made where it is not there."""
    found = entries(count)
    _write(folder, found)
    return found


def write_named(folder: Path, files: Collection[str], among: int) -> list[Entry]:
    """Writes those of the first reports of the library whose files are named into a folder. Any other name is passed
    over."""
    found = [entry for entry in entries(among) if entry.file in files]
    _write(folder, found)
    return found


def write_budgets(folder: Path, among: Iterable[Entry]) -> list[Entry]:
    """Writes the budgets of the departments that are among these into a folder."""
    found = budgets(among)
    _write(folder, found)
    return found


def _write(folder: Path, found: Iterable[Entry]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for entry in found:
        (folder / entry.file).write_text(entry.write().text, encoding="utf-8")
