"""The made-up library: its reports say what their truth says, agree over the years, and are read exactly."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from evals.generated.cells import parsed_cells
from evals.generated.fields import FIELDS, TERMS
from evals.generated.library import BUDGETS, Entry, budgets, entries, write_budgets, write_reports
from evals.generated.organizations import UNITS
from evals.generated.report import GeneratedReport, cells_of, wrap
from evals.generated.truth import PrintedText
from ingest.forms import FORMS, unspaced
from ingest.pipeline import read_report
from ingest.report import Level, Measure, Outcome, Report, ReportKind
from tests.documents.meanings import as_read, expected_figures, figures, told

WRITTEN_OUT: Final = 100
"""How many reports the places that are written out have."""

READ: Final = (*range(0, WRITTEN_OUT, 6), 99, 150, 333, 499)
"""Which reports of the library are read here: every sixth, so that all years and most fields are among them."""


@pytest.fixture(scope="module")
def library() -> list[Entry]:
    return entries(500)


@pytest.fixture(scope="module", params=READ)
def read(
    request: pytest.FixtureRequest, library: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> tuple[GeneratedReport, Report]:
    """Each report in turn, written and read once for all tests."""
    entry = library[request.param]
    path = tmp_path_factory.mktemp("generated") / entry.file
    written = entry.write()
    path.write_text(written.text, encoding="utf-8")
    return written, read_report(path, lambda text: len(text) < 500)


# what is in the library


def test_no_two_reports_are_of_the_same_organization_level_and_year(library: list[Entry]) -> None:
    identities = [entry.write().truth.identity for entry in library]
    assert len(set(identities)) == len(library)
    assert len({entry.file for entry in library}) == len(library)


def test_the_report_of_the_corpus_is_not_made_up_again(library: list[Entry]) -> None:
    assert "济南市莱芜区人民政府办公室" not in {entry.organization.name for entry in library}


def test_places_of_similar_names_have_units_of_the_same_name(library: list[Entry]) -> None:
    names = {(entry.organization.name, entry.organization.level) for entry in library[:WRITTEN_OUT]}
    for name in ("济南市莱芜区教育局", "济南市莱城区教育局"):
        assert {(name, Level.DEPARTMENT), (name, Level.OWN)} <= names


def test_some_years_are_left_out_on_purpose() -> None:
    years = {unit.years for units in UNITS.values() for unit in units}
    assert {(2022, 2023, 2024), (2022, 2023), (2022, 2024), (2023, 2024)} == years


def test_a_longer_library_begins_as_a_shorter_one(tmp_path: Path, library: list[Entry]) -> None:
    assert write_reports(tmp_path, 7) == library[:7]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(entry.file for entry in library[:7])


def test_the_same_report_is_written_every_time(library: list[Entry]) -> None:
    assert [entry.write() for entry in library[:3]] == [entry.write() for entry in entries(3)]


def test_more_reports_than_there_are_names_for_are_refused() -> None:
    with pytest.raises(ValueError, match="there are only"):
        entries(1_000_000)


# what a report says


def printed(report: GeneratedReport, subject: str, measure: Measure) -> Decimal:
    """The one figure of the narrative about a subject."""
    (found,) = {fact.printed for fact in report.truth.facts if (fact.subject, fact.measure) == ((subject,), measure)}
    return Decimal(found.replace(",", ""))


def test_a_change_is_the_difference_to_the_report_of_the_year_before(library: list[Entry]) -> None:
    last, this = library[0].write(), library[1].write()
    whole = "收入支出总计"
    now, before = (printed(report, whole, Measure.FINAL) for report in (this, last))
    assert printed(this, whole, Measure.CHANGE_AMOUNT) == abs(now - before) > 0


def test_what_is_left_at_the_end_of_a_year_is_there_at_the_beginning_of_the_next(library: list[Entry]) -> None:
    school = [entry for entry in library if entry.organization.name == "济南市莱芜区第一中学"]
    books = [entry.write().books for entry in school]
    assert [book.closing for book in books[:-1]] == [book.opening for book in books[1:]]


def test_who_has_no_three_public_expenses_says_so_and_prints_zeros(library: list[Entry]) -> None:
    school = next(entry for entry in library if entry.organization.name == "济南市莱芜区第一中学").write()
    assert {cell.printed for cell in school.truth.cells["three_public"]} == {"0.00"}
    assert "没有财政拨款“三公”经费支出" in unspaced(school.text)


def test_who_has_no_housing_fund_prints_no_row_of_it(library: list[Entry]) -> None:
    hospital = next(entry for entry in library if entry.organization.name == "济南市莱芜区人民医院").write()
    assert "住房公积金" not in {cell.name for cell in cells_of(hospital.truth)}


def test_every_field_has_duties_that_are_its_own() -> None:
    owners = Counter(duty for field in FIELDS.values() for duty in field.duties)
    assert set(owners.values()) == {1}


def test_a_number_is_not_cut_at_the_end_of_a_line() -> None:
    text = "比上年度增加" * 5 + "一1,234.56万元，" + "。" * 3
    lines = [*wrap(text)]
    assert "".join(lines) == text
    assert any("1,234.56" in line for line in lines)


def test_a_budget_plans_what_the_final_accounts_compare_with(library: list[Entry]) -> None:
    budget, final = (report.write() for report in of_both_kinds(library)[0])
    initial = {fact.subject[-1]: fact.printed for fact in final.truth.facts if fact.measure is Measure.INITIAL_BUDGET}
    planned = {cell.name: cell.printed for cell in budget.truth.cells["支出预算总表"] if cell.column.endswith("合计")}
    assert planned["住房公积金"] == initial["住房公积金"]


def of_both_kinds(library: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Each budget, and the final accounts of the same department and year."""
    return [(budget, replace(budget, kind=ReportKind.FINAL_ACCOUNTS)) for budget in budgets(library)]


def test_budgets_are_of_departments_that_are_there(tmp_path: Path, library: list[Entry]) -> None:
    assert len(budgets(library)) == len(BUDGETS)
    assert budgets(library[:6]) == []
    assert all(final in library[:WRITTEN_OUT] for _, final in of_both_kinds(library))
    assert [entry.file for entry in write_budgets(tmp_path, library)] == [entry.file for entry in budgets(library)]
    assert {path.name for path in tmp_path.iterdir()} == {entry.file for entry in budgets(library)}


# what is read of it


@pytest.mark.parametrize("number", range(len(BUDGETS)))
def test_every_cell_and_sentence_of_a_budget_is_read_and_no_other(
    number: int, library: list[Entry], tmp_path: Path
) -> None:
    written = budgets(library)[number].write()
    path = tmp_path / "budget.txt"
    path.write_text(written.text, encoding="utf-8")
    report = read_report(path, lambda text: len(text) < 500)
    assert report.identity == written.truth.identity
    cells = Counter(cell for found in written.truth.cells.values() for cell in as_read(found))
    parsed = Counter(cell for table in report.tables if table.form for cell in as_read([*parsed_cells([table])]))
    assert (cells - parsed, parsed - cells) == (Counter(), Counter())
    expected, found = Counter(expected_figures(written.truth)), Counter(map(told, figures(report)))
    assert (expected - found, found - expected) == (Counter(), Counter())
    assert [check for check in report.checks if check.outcome is Outcome.FAILS] == []


def numbered(texts: list[PrintedText]) -> list[tuple[str, str, int]]:
    return [(text.number, unspaced(text.number + text.text), text.page) for text in texts]


def test_the_identity_and_the_pages_are_right(read: tuple[GeneratedReport, Report]) -> None:
    written, report = read
    assert (report.identity, len(report.pages)) == (written.truth.identity, written.truth.pages)


def test_every_cell_is_read_and_no_other(read: tuple[GeneratedReport, Report]) -> None:
    written, report = read
    expected = Counter(cells_of(written.truth))
    found = Counter(parsed_cells(table for table in report.tables if table.form in FORMS))
    assert (expected - found, found - expected) == (Counter(), Counter())


def test_every_figure_of_the_narrative_is_read_and_no_other(read: tuple[GeneratedReport, Report]) -> None:
    written, report = read
    expected, found = Counter(expected_figures(written.truth)), Counter(map(told, figures(report)))
    assert (expected - found, found - expected) == (Counter(), Counter())


def test_the_books_balance(read: tuple[GeneratedReport, Report]) -> None:
    _, report = read
    assert [check for check in report.checks if check.outcome is Outcome.FAILS] == []


def test_duties_offices_and_terms_are_read_one_by_one(read: tuple[GeneratedReport, Report]) -> None:
    written, report = read
    truth = written.truth
    duties = [(duty.number, unspaced(duty.text), duty.excerpt.page) for duty in report.duties]
    terms = [(term.number, unspaced(term.excerpt.text), term.excerpt.page) for term in report.terms]
    assert duties == numbered(truth.duties)
    assert terms == numbered(truth.terms)
    assert len(terms) > len(TERMS)
    assert tuple(office.name for office in report.offices) == truth.offices
