"""Table cells as a person reads them off the page, to compare what was parsed with what is printed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from evals.generated.cells import PrintedCell
from ingest.forms import FORMS
from ingest.report import Report

ROOT: Final = Path(__file__).parents[2]
REPORT: Final = ROOT / "corpus" / "000_82c47807cd14b666.txt"
TRUTH: Final = ROOT / "tests" / "ground_truth" / "report_2024"


def true_cells() -> Iterator[PrintedCell]:
    """Every cell that the ground truth lists, with its printed page."""
    for number, form in enumerate(FORMS, 1):
        for row in read_tsv(TRUTH / "forms" / f"{number:02}.tsv"):
            page = int(row.pop("printed_page"))
            yield PrintedCell(form, page, **row)


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a file of the ground truth, by its column names."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def fact_cells(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Form, row, column label and printed text of every fact that was read from a table."""
    for fact in report.facts:
        if fact.form in FORMS:
            yield fact.form, fact.row, fact.column, fact.printed
