"""The generator of test PDFs is itself tested: what it says is printed is printed, and its money adds up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pdfplumber
import pytest
from pdfplumber.page import Page

from evals.generated.books import GROWTH
from evals.generated.cells import PrintedCell
from evals.generated.truth import Truth
from ingest.forms import FORMS
from ingest.numbers import parse_number
from ingest.report import Measure, ReportKind
from tests.documents.generator import generate, generate_budget
from tests.documents.layouts import BUDGET_LAYOUTS, LAYOUTS, Layout
from tests.documents.printer import DUTIES, TERMS
from tests.documents.seeds import each_seed

SEED: Final = 7
BOXED: Final = [name for name, layout in LAYOUTS.items() if layout.rules in ("all", "rects", "boxes")]


@dataclass(frozen=True)
class Printed:
    """A generated report, and the characters of its pages in the order in which they were drawn."""

    path: Path
    layout: Layout
    truth: Truth
    pages: tuple[str, ...]

    def page(self, number: int) -> str:
        """The characters of a file page, without white space."""
        return self.pages[number - 1]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Printed]:
    """A report in the layout of some name, made once."""
    made: dict[str, Printed] = {}
    folder = tmp_path_factory.mktemp("generated")

    def make(name: str) -> Printed:
        if name not in made:
            path = folder / f"{len(made)}.pdf"
            write = generate if name in LAYOUTS else generate_budget
            layout = {**LAYOUTS, **BUDGET_LAYOUTS}[name]
            truth = write(path, layout, SEED)
            with pdfplumber.open(path) as pdf:
                made[name] = Printed(path, layout, truth, tuple(map(characters, pdf.pages)))
        return made[name]

    return make


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], Truth]:
    """What a report in the layout of some name says, with the money of a seed."""
    path = tmp_path_factory.mktemp("truths") / "report.pdf"

    @cache
    def make(name: str, seed: int) -> Truth:
        write = generate if name in LAYOUTS else generate_budget
        return write(path, {**LAYOUTS, **BUDGET_LAYOUTS}[name], seed)

    return make


def characters(page: Page) -> str:
    """What a page prints, without white space."""
    return "".join("".join(char["text"] for char in page.chars).split())


def value(cell: PrintedCell) -> Decimal:
    return parse_number(cell.printed) or Decimal(0)


def find(truth: Truth, form: str, name: str, column: str, side: str = "") -> Decimal:
    """The amount in one cell."""
    (found,) = (
        cell
        for cell in truth.cells[form]
        if (cell.name, cell.column) == (name, column) and cell.side == (side or cell.side)
    )
    return value(found)


ALL: Final = pytest.mark.parametrize("name", [*LAYOUTS, *BUDGET_LAYOUTS])
ACCOUNTS: Final = pytest.mark.parametrize("name", LAYOUTS)


@ALL
def test_one_seed_makes_one_report(name: str, printed: Callable[[str], Printed], tmp_path: Path) -> None:
    first = printed(name)
    write = generate if name in LAYOUTS else generate_budget
    again, other = tmp_path / "again.pdf", tmp_path / "other.pdf"
    assert write(again, first.layout, SEED) == first.truth
    assert again.read_bytes() == first.path.read_bytes()
    assert write(other, first.layout, SEED + 1).cells != first.truth.cells


@ALL
def test_every_cell_stands_on_its_page_in_order(name: str, printed: Callable[[str], Printed]) -> None:
    report = printed(name)
    at: dict[int, int] = {}
    for cell in (cell for cells in report.truth.cells.values() for cell in cells):
        text = report.page(cell.page)
        place = text.find(cell.printed, at.get(cell.page, 0))
        assert place >= 0, cell
        at[cell.page] = place + len(cell.printed)


@ALL
def test_every_row_is_named_on_its_page(name: str, printed: Callable[[str], Printed]) -> None:
    report = printed(name)
    alike = str.maketrans({look: char for char, look in report.layout.lookalikes.items()})
    for cell in (cell for cells in report.truth.cells.values() for cell in cells):
        text = report.page(cell.page).translate(alike)
        assert cell.name in text
        assert cell.code in text


@ALL
def test_every_sentence_stands_on_its_page(name: str, printed: Callable[[str], Printed]) -> None:
    report = printed(name)
    assert report.truth.facts
    for fact in report.truth.facts:
        assert fact.printed in report.page(fact.page), fact
    for text in (*report.truth.duties, *report.truth.terms):
        assert text.number + text.text[:8] in report.page(text.page)
    assert len(report.truth.duties) == len(DUTIES)
    assert len(report.truth.terms) == len(TERMS)
    assert len(report.pages) == report.truth.pages


@ALL
def test_titles_are_printed_above_their_tables(name: str, printed: Callable[[str], Printed]) -> None:
    report = printed(name)
    for form, title in report.truth.titles.items():
        text = report.page(report.truth.cells[form][0].page)
        assert title * (2 if report.layout.doubled else 1) in text


@ACCOUNTS
@each_seed
def test_the_forms_balance(name: str, seed: int, truths: Callable[[str, int], Truth]) -> None:
    truth = truths(name, seed)
    names = LAYOUTS[name].headings
    amount, whole = names.get("金额", "金额"), f"本年支出/{names.get('本年支出/小计', '小计')}"
    summary, fiscal, general = "income_expenditure_summary", "fiscal_summary", "一般公共预算财政拨款"
    assert set(truth.cells) == set(FORMS)
    income = find(truth, summary, "本年收入合计", amount)
    spent = find(truth, summary, "本年支出合计", amount)
    assert income == find(truth, "income", "合计", "本年收入合计")
    assert spent == find(truth, "expenditure", "合计", "本年支出合计")
    assert income + find(truth, summary, "年初结转和结余", amount) == find(truth, summary, "总计", amount, "收入")
    assert spent + find(truth, summary, "年末结转和结余", amount) == find(truth, summary, "总计", amount, "支出")
    assert find(truth, fiscal, "总计", amount) == find(truth, fiscal, "总计", "合计")
    assert find(truth, fiscal, "本年支出合计", general) == find(truth, "general_expenditure", "合计", whole)
    basic = find(truth, "general_expenditure", "合计", "本年支出/基本支出")
    assert basic == sum(find(truth, "general_basic", f"{what}经费合计", amount) for what in ("人员", "公用"))


@ALL
@each_seed
def test_levels_and_natures_add_up(name: str, seed: int, truths: Callable[[str, int], Truth]) -> None:
    for cells in truths(name, seed).cells.values():
        amounts = {(cell.code, cell.column): value(cell) for cell in cells if cell.code or cell.name == "合计"}
        for code, column in amounts:
            below = [v for (c, where), v in amounts.items() if where == column and parent(c) == code and c]
            assert not below or sum(below) == amounts[code, column]
            group, _, last = column.rpartition("/")
            if group and last in ("小计", "合计") and (code, f"{group}/基本支出") in amounts:
                parts = [amounts[code, f"{group}/{nature}"] for nature in ("基本支出", "项目支出")]
                assert sum(parts) == amounts[code, column]


def parent(code: str) -> str:
    """The code that a code is summed up in: 2080505 in 20805, 20805 in 208, 208 in the total."""
    return "" if len(code) == 3 else code[:-2]


@ACCOUNTS
@each_seed
def test_the_narrative_agrees_with_the_tables(name: str, seed: int, truths: Callable[[str, int], Truth]) -> None:
    truth = truths(name, seed)
    per_unit = Decimal(10_000 if truth.unit == "元" else 1)
    cells = {
        cell.name: value(cell)
        for cell in truth.cells["general_expenditure"]
        if cell.column in ("本年支出/小计", "本年支出/合计") and len(cell.code) == 7
    }
    said = {
        fact.subject[-1]: (parse_number(fact.printed) or 0) * per_unit
        for fact in truth.facts
        if len(fact.subject) == 3 and fact.measure is Measure.FINAL
    }
    assert said == cells


@ACCOUNTS
@each_seed
def test_completion_is_final_amount_by_initial_budget(
    name: str, seed: int, truths: Callable[[str, int], Truth]
) -> None:
    by_subject: dict[tuple[str, ...], dict[Measure, Decimal]] = {}
    for fact in truths(name, seed).facts:
        by_subject.setdefault(fact.subject, {})[fact.measure] = Decimal(fact.printed.replace(",", ""))
    rates = [found for found in by_subject.values() if found.get(Measure.INITIAL_BUDGET)]
    assert len(rates) > 6
    for found in rates:
        exact = found[Measure.FINAL] * 100 / found[Measure.INITIAL_BUDGET]
        assert abs(exact - found[Measure.COMPLETION_RATE]) <= Decimal("0.005")


@pytest.mark.parametrize("name", [*BOXED, *BUDGET_LAYOUTS])
def test_rules_are_seen_as_one_table_a_page(name: str, printed: Callable[[str], Printed]) -> None:
    report = printed(name)
    wanted: dict[int, set[str]] = {}
    for cell in (cell for cells in report.truth.cells.values() for cell in cells):
        wanted.setdefault(cell.page, set()).add(cell.printed)
    with pdfplumber.open(report.path) as pdf:
        for number, figures in wanted.items():
            page = pdf.pages[number - 1]
            (table,) = page.find_tables()
            drawn = characters(page.crop(table.bbox))
            assert all(figure in drawn for figure in figures)
            assert len(table.rows) > 1


def test_tables_without_rules_have_none(printed: Callable[[str], Printed]) -> None:
    for name, upright, level in (("no rules", False, False), ("level rules", False, True)):
        report = printed(name)
        numbers = {cell.page for cells in report.truth.cells.values() for cell in cells}
        with pdfplumber.open(report.path) as pdf:
            edges = [edge for number in numbers for edge in pdf.pages[number - 1].edges]
        assert any(edge["orientation"] == "v" for edge in edges) == upright
        assert any(edge["orientation"] == "h" for edge in edges) == level


def test_three_rows_stand_alone_and_an_empty_page_follows(printed: Callable[[str], Printed]) -> None:
    report = printed("sideways")
    rows = {(cell.page, cell.code) for cell in report.truth.cells["expenditure"]}
    pages = sorted({page for page, _ in rows})
    assert len(pages) == 3
    assert len([code for page, code in rows if page == pages[-1]]) == 3
    with pdfplumber.open(report.path) as pdf:
        after = pdf.pages[pages[-1]]
        assert len(after.find_tables()) == 1
        assert characters(after).isdigit()


def test_wide_tables_are_turned_as_the_layout_says(printed: Callable[[str], Printed]) -> None:
    for name, rotation, wide, upright in (
        ("codes in three cells", 90, True, True),
        ("blank zeros", 0, True, True),
        ("sideways", 0, False, False),
    ):
        report = printed(name)
        with pdfplumber.open(report.path) as pdf:
            page = pdf.pages[report.truth.cells["income"][0].page - 1]
            assert page.rotation == rotation
            assert (page.width > page.height) == wide
            assert all(char["upright"] == upright for char in page.chars)


def test_lookalikes_are_on_the_page_and_not_in_the_truth(printed: Callable[[str], Printed]) -> None:
    report = printed("level rules")
    looks = set(report.layout.lookalikes.values())
    assert looks & set("".join(report.pages))
    assert not looks & set(repr(report.truth))


def test_digits_are_lowered_only_where_the_layout_lowers_them(printed: Callable[[str], Printed]) -> None:
    for name in ("blank zeros", "no rules"):
        report = printed(name)
        with pdfplumber.open(report.path) as pdf:
            page = pdf.pages[report.truth.facts[0].page - 1]
            text = page.extract_text()
        first = next(line for line in text.splitlines() if "收入支出总计" in line and "情况" not in line)
        assert (report.truth.facts[0].printed in first) == (not report.layout.lowered)


def test_a_last_years_heading_and_a_placeholder_are_left_over(printed: Callable[[str], Printed]) -> None:
    assert printed("sideways").truth.titles["expenditure"].startswith(str(LAYOUTS["sideways"].year - 1))
    assert any("XX局" in page for page in printed("level rules").pages)


def test_a_larger_unit_has_more_items(tmp_path: Path) -> None:
    layout = LAYOUTS["codes in three cells"]
    small, large = (generate(tmp_path / f"{size}.pdf", layout, SEED, size) for size in (1, 4))
    items = [{cell.code for cell in truth.cells["expenditure"] if len(cell.code) == 7} for truth in (small, large)]
    assert len(items[1]) - len(items[0]) == 3 * GROWTH
    assert large.pages > small.pages
    with pytest.raises(ValueError, match="no names"):
        generate(tmp_path / "huge.pdf", layout, SEED, 1000)


def test_identity_and_units_are_those_of_the_layout(printed: Callable[[str], Printed]) -> None:
    report = printed("codes in three cells")
    identity = report.truth.identity
    assert (identity.organization, identity.year) == (report.layout.organization, report.layout.year)
    assert identity.kind is ReportKind.FINAL_ACCOUNTS
    assert printed("budget in 元").truth.identity.kind is ReportKind.BUDGET
    assert report.truth.subordinates
    assert all(unit in "".join(report.pages) for unit in report.truth.subordinates)
