"""The typeset report says on each page what the export says there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pdfplumber
import pytest
from pdfplumber.page import Page as PdfPage
from pdfplumber.pdf import PDF

from evals.generated.cells import PrintedCell
from ingest.document import Page
from ingest.readers.text import read
from tests.documents.typeset import DRAWN, typeset_report
from tests.documents.typeset_evaluations import EVALUATION_PAGES
from tests.documents.typeset_forms import FORM_PAGES
from tests.ingest.printed_cells import REPORT, TRUTH, read_tsv, true_cells

NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
PAGES: Final = read(REPORT).pages


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PDF]:
    path = tmp_path_factory.mktemp("typeset") / "report.pdf"
    typeset_report(path)
    with pdfplumber.open(path) as pdf:
        yield pdf


def footer(page: Page) -> str:
    return f"— {page.printed} —"


def body(page: Page, typeset: PdfPage) -> str:
    """The text of a typeset page above its footer."""
    text = typeset.extract_text()
    assert text.endswith("\n" + footer(page))
    return text.removesuffix("\n" + footer(page))


def export(page: Page) -> str:
    return page.text.removesuffix("\n" + footer(page))


def cells(typeset: PdfPage) -> list[list[str]]:
    """The texts of each row of the page's table, wrapped lines joined, without covered places."""
    (table,) = typeset.extract_tables()
    return [[re.sub(r"\s", "", cell) for cell in row if cell is not None] for row in table]


def test_every_page_has_its_printed_number(pdf: PDF) -> None:
    assert [page.printed for page in PAGES] == list(range(3, 59))
    assert [page.extract_text().split("\n")[-1] for page in pdf.pages] == [footer(page) for page in PAGES]


def test_prose_pages_hold_the_lines_of_the_export(pdf: PDF) -> None:
    for page, typeset in zip(PAGES, pdf.pages, strict=True):
        if page.printed not in DRAWN:
            assert body(page, typeset).split("\n") == export(page).split("\n")


def test_every_number_of_the_export_is_on_its_page(pdf: PDF) -> None:
    for page, typeset in zip(PAGES, pdf.pages, strict=True):
        printed = Counter(NUMBER.findall(export(page)))
        assert Counter(NUMBER.findall(body(page, typeset))) == printed, page.printed


def test_nothing_stands_over_the_edge_or_the_footer(pdf: PDF) -> None:
    for page, typeset in zip(PAGES, pdf.pages, strict=True):
        last = typeset.height - 60
        odd = [char for char in typeset.chars if not 20 < char["x0"] < char["x1"] < typeset.width - 20]
        low = [char for char in typeset.chars if char["bottom"] > last and char["text"] not in footer(page)]
        assert (odd, low) == ([], []), page.printed


def test_table_pages_hold_one_ruled_table(pdf: PDF) -> None:
    found = [page.printed for page, typeset in zip(PAGES, pdf.pages, strict=True) if typeset.find_tables()]
    assert found == sorted(DRAWN)


def test_every_amount_of_a_form_stands_in_the_row_of_its_labels(pdf: PDF) -> None:
    rows = {page: cells(pdf.pages[page - 3]) for page in FORM_PAGES}
    missing = [cell for cell in true_cells() if not any(stands_in(row, cell) for row in rows[cell.page])]
    assert missing == []


def stands_in(row: list[str], cell: PrintedCell) -> bool:
    """Whether a row holds a cell: its line number or code, its name and its amount."""
    labels = {cell.line, cell.code} - {""}
    return labels <= set(row) and any(text.endswith(cell.name) for text in row) and cell.printed in row


def test_every_indicator_is_a_row(pdf: PDF) -> None:
    rows = {page: cells(pdf.pages[page - 3]) for page in EVALUATION_PAGES}
    columns = ("name", "target", "actual", "weight", "score", "deviation")
    for indicator in read_tsv(TRUTH / "indicators.tsv"):
        wanted = [indicator[column] for column in columns]
        assert any(row[-6:] == wanted for row in rows[int(indicator["printed_page"])]), wanted
