"""A folder of made-up reports of similar names, and the truth of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evals.generated.organizations import Organization, organizations
from evals.generated.report import GeneratedReport, write_report


@dataclass(frozen=True)
class Entry:
    """A report of the library: whose, of which year, in which file."""

    organization: Organization
    year: int
    file: str

    def write(self) -> GeneratedReport:
        """The report itself."""
        return write_report(self.organization, self.year)


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
            mark = "本级" if organization.parted else organization.level
            yield Entry(organization, year, f"{organization.name}{mark}{year}.txt")


def write_reports(folder: Path, count: int) -> list[Entry]:
    """Writes the first reports of the library into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    found = entries(count)
    for entry in found:
        (folder / entry.file).write_text(entry.write().text, encoding="utf-8")
    return found
