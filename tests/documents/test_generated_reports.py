"""Reports of every layout say, once read, what they print: every cell, sentence, duty and term, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

import pdfplumber
import pytest

from evals.generated.books import ECONOMIC, PERSONNEL, PUBLIC
from evals.generated.cells import parsed_cells
from evals.generated.narrative import REASONS, USES, economic_names
from evals.generated.truth import PrintedText, Truth
from ingest.document import Document
from ingest.forms import unspaced
from ingest.outline import marker
from ingest.pipeline import understand
from ingest.readers import read
from ingest.readers.pdf_page import read_page
from ingest.report import Measure, Outcome, Report, Source, Table
from tests.documents.generator import generate, generate_budget
from tests.documents.layouts import BUDGET_LAYOUTS, LAYOUTS
from tests.documents.meanings import as_read, expected_figures, figures, form, told
from tests.documents.seeds import SEEDS

pytestmark = pytest.mark.seeded

ALL_LAYOUTS: Final = {**LAYOUTS, **BUDGET_LAYOUTS}

LIMIT: Final = 500
"""A text of as many characters is within the limit of an embedder."""

LESS: Final = ("减少", "下降")
"""What stands in front of a figure that is below zero."""


class Generated(NamedTuple):
    """A report, what is printed in it and what was read of it."""

    name: str
    truth: Truth
    report: Report

    @property
    def forms(self) -> list[Table]:
        """The tables that were recognised as forms."""
        return [table for table in self.report.tables if table.form]


FORMATS: Final[Mapping[str, Sequence[int]]] = {
    ".pdf": SEEDS,
    ".docx": SEEDS[::3],
    ".html": SEEDS[::3],
    ".htm": SEEDS[::3],
}
"""The formats in which reports are written, and with which money. Of those without places fewer are enough."""

CASES: Final = [
    pytest.param((name, seed, suffix), id=f"{name}, {seed}{suffix}")
    for suffix, seeds in FORMATS.items()
    for name in ALL_LAYOUTS
    for seed in seeds
]


@pytest.fixture(scope="module", params=CASES)
def generated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Each report in turn, written and read once for all tests."""
    name, seed, suffix = request.param
    path = tmp_path_factory.mktemp("generated") / f"report{suffix}"
    truth = (generate if name in LAYOUTS else generate_budget)(path, ALL_LAYOUTS[name], seed)
    return Generated(name, truth, understand(_read(path), lambda text: len(text) < LIMIT))


def _read(path: Path) -> Document:
    """The document in the file. A PDF is read here and not in another process, which would take longer."""
    if path.suffix != ".pdf":
        return read(path)
    with pdfplumber.open(path) as pdf:
        return Document(path, "pdf", tuple(map(read_page, pdf.pages)))


# who and when


def test_the_identity_is_right(generated: Generated) -> None:
    assert generated.report.identity == generated.truth.identity


# tables


def number(printed: str) -> Decimal | None:
    """The value of a figure; a blank cell and a dash have none."""
    return Decimal(printed.replace(",", "")) if printed.strip("-") else None


def test_every_form_is_found_once_in_its_unit(generated: Generated) -> None:
    truth = generated.truth
    expected = {
        form(key): (unspaced(title.removeprefix(marker(title)[1])), truth.unit) for key, title in truth.titles.items()
    }
    assert len(expected) == len(truth.cells)
    assert sorted((t.form, (unspaced(t.title), t.unit)) for t in generated.forms) == sorted(expected.items())


def test_every_cell_is_read_and_no_other(generated: Generated) -> None:
    expected = Counter(cell for cells in generated.truth.cells.values() for cell in as_read(cells))
    found = Counter(cell for table in generated.forms for cell in as_read([*parsed_cells([table])]))
    assert (expected - found, found - expected) == (Counter(), Counter())


def test_every_cell_has_the_value_that_it_prints(generated: Generated) -> None:
    cells = [cell for table in generated.forms for row in table.rows for cell in row.cells]
    assert [cell for cell in cells if cell.value != number(cell.printed)] == []


def test_every_cell_is_a_fact_and_no_other(generated: Generated) -> None:
    cells = (cell for cells in generated.truth.cells.values() for cell in as_read(cells))
    expected = Counter((c.form, f"{c.code} {c.name}".strip(), c.printed, number(c.printed)) for c in cells)
    facts = [fact for fact in generated.report.facts if fact.source is Source.TABLE]
    found = Counter((fact.form, fact.row, fact.printed, fact.value) for fact in facts)
    assert (expected - found, found - expected) == (Counter(), Counter())
    assert {fact.unit for fact in facts} == {generated.truth.unit}


def test_the_books_balance(generated: Generated) -> None:
    assert [check for check in generated.report.checks if check.outcome is Outcome.FAILS] == []


# the narrative

ITEMS: Final = [code for side in ECONOMIC for items in side.values() for code in items]

GIVEN: Final = {
    Measure.REASON: REASONS,
    Measure.USE: (*USES, *(economic_names(ITEMS, tops) for tops in (PERSONNEL, PUBLIC))),
}
"""What the generator gives for reasons and uses."""


def test_every_figure_of_the_narrative_is_a_fact_and_no_other(generated: Generated) -> None:
    expected, found = Counter(expected_figures(generated.truth)), Counter(map(told, figures(generated.report)))
    assert (expected - found, found - expected) == (Counter(), Counter())


def test_every_figure_is_the_marked_one_with_the_sign_of_its_sentence(generated: Generated) -> None:
    facts = figures(generated.report)
    assert facts
    for fact in facts:
        start, end = fact.mark
        assert unspaced(fact.excerpt.text[start:end]) == fact.printed
        less = unspaced(fact.excerpt.text[:start]).endswith(LESS)
        assert fact.value == (number(fact.printed) or 0) * (-1 if less else 1), fact


def test_every_reason_and_use_is_among_those_given(generated: Generated) -> None:
    facts = [fact for fact in generated.report.facts if fact.subject.measure in GIVEN]
    assert facts
    assert [fact.printed for fact in facts if unspaced(fact.printed) not in GIVEN[fact.subject.measure]] == []


# duties, terms, units


def numbered(texts: list[PrintedText]) -> list[tuple[str, str, int]]:
    return [(text.number, unspaced(text.number + text.text), text.page) for text in texts]


def test_the_duties_are_read_clause_by_clause(generated: Generated) -> None:
    found = [(duty.number, unspaced(duty.text), duty.excerpt.page) for duty in generated.report.duties]
    assert found == numbered(generated.truth.duties)


def test_the_terms_are_read_one_by_one(generated: Generated) -> None:
    found = [(term.number, unspaced(term.excerpt.text), term.excerpt.page) for term in generated.report.terms]
    assert found == numbered(generated.truth.terms)


def test_the_subordinate_units_are_read(generated: Generated) -> None:
    assert tuple(unit.name for unit in generated.report.units) == generated.truth.subordinates
