"""Whole reports of units that do not exist, as PDF, DOCX or web page, with what every figure in them is.

`generate(path, LAYOUTS["sideways"], seed=1)` writes final accounts, `generate_budget` a budget. The same seed
gives the same money in every layout, so that a layout read worse than another shows at once. The truth comes
from the books, never from the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from evals.generated.books import keep_books
from evals.generated.budget_sheets import BUDGET_SHEETS, narrate_budget, summary_in_three
from evals.generated.narrative import Paragraph, narrate
from evals.generated.sheets import SHEETS, THREE_PUBLIC_BAND, Sheet, renamed, three_public_in_pairs
from evals.generated.truth import Truth
from ingest.report import Identity, ReportKind
from tests.documents.flow_paper import paper_for
from tests.documents.layouts import Layout, Part
from tests.documents.printer import Printer


def unchanged(sheet: Sheet) -> Sheet:
    """The table as the books have it."""
    return sheet


def generate(
    path: Path, layout: Layout, seed: int, size: int = 1, *, change: Callable[[Sheet], Sheet] = unchanged
) -> Truth:
    """Writes final accounts of a unit whose books the seed keeps; `size` as in `keep_books`. `change` may put
    something wrong into a table."""
    books = keep_books(Random(seed), size)
    if not layout.fund:
        books = books.without_fund()
    sheets = {key: SHEETS[key](books) for key in layout.order}
    if layout.pairs:
        sheets["three_public"] = three_public_in_pairs(books, THREE_PUBLIC_BAND if layout.band else "")
    paragraphs = list(narrate(books, layout, Random(f"narrative {seed}")))
    named = [renamed(change(sheet), layout.headings) for sheet in sheets.values()]
    return _write(path, layout, named, paragraphs, ReportKind.FINAL_ACCOUNTS)


def generate_budget(path: Path, layout: Layout, seed: int, size: int = 1) -> Truth:
    """Writes a budget of a unit whose books the seed keeps; `size` as in `keep_books`."""
    books = keep_books(Random(seed), size).without_fund()
    makers = BUDGET_SHEETS | ({"收支预算总表": summary_in_three} if layout.by_use else {})
    sheets = [make(books) for make in makers.values()]
    return _write(path, layout, sheets, list(narrate_budget(books, layout)), ReportKind.BUDGET)


def _write(
    path: Path, layout: Layout, sheets: Sequence[Sheet], paragraphs: Sequence[Paragraph], kind: ReportKind
) -> Truth:
    truth = Truth(Identity(layout.organization, layout.level, layout.year, kind), layout.unit)
    with paper_for(path) as paper:
        printer = Printer(paper, layout, truth, kind)
        printer.cover()
        if layout.contents:
            printer.contents([*layout.parts.values()], [sheet.form for sheet in sheets])
        writers: Mapping[Part, Callable[[], None]] = {
            "duties": printer.duties,
            "tables": lambda: printer.tables(sheets),
            "narrative": lambda: printer.narrative(paragraphs),
            "terms": printer.terms,
        }
        for part, heading in layout.parts.items():
            printer.part(part, heading)
            writers[part]()
    truth.pages = paper.pages
    return truth
