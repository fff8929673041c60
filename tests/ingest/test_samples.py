"""Real reports, cell by cell, against what somebody typed from their pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from ingest.forms import FORMS
from ingest.numbers import parse_number
from ingest.pipeline import read_report
from ingest.report import Fact, Outcome, Report, Source, Table
from tests.ingest.printed_cells import ROOT, read_tsv
from tests.samples import sample

TRUTH = ROOT / "tests" / "ground_truth" / "samples"
SOCIAL_WORK = "sh_putuo_social_work_dept_2024_final_accounts"
BUDGETS = ("js_npc_office_2018_dept_budget", "sh_putuo_commerce_2025_dept_budget")
ALL = (SOCIAL_WORK, *BUDGETS)

BRACKETS = str.maketrans("()", "（）")
NO_ROW = {("", "")}
"""Code and name of a row that prints nothing at all: it is listed in the truth and is no row of the table."""


class Printed(NamedTuple):
    """A cell: its page, the code and name of its row, the headings above it, what it prints."""

    page: int
    code: str
    name: str
    column: str
    printed: str


@cache
def _report(stem: str) -> Report:
    return read_report(sample(f"{stem}.pdf"), lambda text: len(text) < 400)


@pytest.fixture(params=ALL)
def stem(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def parsed(table: Table) -> Iterator[Printed]:
    for row in table.rows:
        columns = [column for column in table.columns if column.side == row.side]
        for cell in row.cells:
            page = row.excerpt.slice(*cell.mark).page if cell.printed else row.excerpt.spans[-1].page
            name = row.name if row.label else ""
            yield Printed(page, row.code, name, "/".join(columns[cell.column].path), cell.printed)


def unmatched(found: list[Printed], truth: list[Printed]) -> tuple[list[Printed], list[Printed]]:
    """Cells that only one of both has. A heading above all of a form's columns is not kept by the program."""
    extra = []
    for cell in found:
        same = [
            t for t in truth if t._replace(column="") == cell._replace(column="") and _ends_with(t.column, cell.column)
        ]
        if same:
            truth.remove(same[0])
        else:
            extra.append(cell)
    return extra, truth


def _ends_with(column: str, ours: str) -> bool:
    return column.translate(BRACKETS).endswith(ours)


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_of_the_nine_forms_is_right(form: str) -> None:
    table = next(table for table in _report(SOCIAL_WORK).tables if table.form == form)
    rows = read_tsv(TRUTH / SOCIAL_WORK / "forms" / f"{form}.tsv")
    truth = [Printed(int(r["printed_page"]), r["code"], r["name"], r["column"], r["printed"]) for r in rows]
    extra, missing = unmatched(list(parsed(table)), truth)
    assert not extra
    assert [cell for cell in missing if cell.printed] == []
    whole_rows = {(cell.code, cell.name) for cell in missing}
    assert whole_rows <= NO_ROW | ({("", "合计")} if form in ("government_fund", "state_capital") else set())
    assert table.unit == "万元"


@pytest.mark.parametrize(
    ("stem", "number"), [(stem, row["number"]) for stem in BUDGETS for row in read_tsv(TRUTH / stem / "tables.tsv")]
)
def test_every_cell_of_the_budgets_tables_is_right(stem: str, number: str) -> None:
    listed = next(row for row in read_tsv(TRUTH / stem / "tables.tsv") if row["number"] == number)
    table = next(t for t in _report(stem).tables if listed["title"].replace(" ", "").startswith(t.title))
    assert (table.unit, table.code) == (listed["unit"], listed["code"])
    rows = read_tsv(TRUTH / stem / f"{int(number):02}.tsv")
    if not table.form:
        figures = [text for row in rows for key, text in row.items() if key not in ("page", "side", "code", "name")]
        printed = [c.printed.replace(" ", "") for row in table.rows for c in row.cells]
        assert printed == [text for text in figures if text]
        return
    truth = [
        Printed(int(row["page"]), row["code"], row["name"].removesuffix("/小计").split("/")[-1], column, printed)
        for row in rows
        for column, printed in row.items()
        if column not in ("page", "side", "code", "name")
    ]
    extra, missing = unmatched(list(parsed(table)), truth)
    assert (extra, [cell for cell in missing if cell.printed]) == ([], [])


def test_who_published_it_and_what_it_is(stem: str) -> None:
    (truth,) = read_tsv(TRUTH / stem / "identity.tsv")
    found = _report(stem).identity
    assert (found.organization, found.level, str(found.year), found.kind) == tuple(truth.values())


def test_every_identity_of_the_forms_holds(stem: str) -> None:
    assert [check.name for check in _report(stem).checks if check.outcome is Outcome.FAILS] == []


def test_nothing_is_left_unread(stem: str) -> None:
    assert _report(stem).notes == ()


def test_amounts_are_in_the_unit_of_their_table(stem: str) -> None:
    report = _report(stem)
    units = {table.form: table.unit for table in report.tables}
    assert {f.unit for f in report.facts if f.source is Source.TABLE} == set(filter(None, units.values()))
    assert all(f.unit == units[f.form] for f in report.facts if f.source is Source.TABLE)


@pytest.mark.parametrize(
    ("form", "code", "column", "printed"),
    [
        ("general_expenditure", "2013901", "基本支出", "51.32"),
        ("general_expenditure", "", "基本支出", "105.58"),
        ("general_expenditure", "2013999", "基本支出", ""),
        ("income", "2210203", "财政拨款收入", "11.72"),
        ("general_basic", "30103", "决算数", "0.00"),
        ("general_basic", "30239", "决算数", "2.43"),
    ],
)
def test_some_cells_that_people_look_for(form: str, code: str, column: str, printed: str) -> None:
    facts = [f for f in _report(SOCIAL_WORK).facts if f.form == form and f.column == column]
    (fact,) = [f for f in facts if f.row.startswith(code or "合计")]
    assert (fact.printed, fact.value) == (printed, parse_number(printed))


OTHER_NAMES = {
    ("支出合计", "合计"): ("本年支出合计", "合计"),
    ("收入合计", "合计"): ("本年收入合计", "合计"),
    ("人员经费", "合计"): ("人员经费", "基本支出"),
    ("公用经费", "合计"): ("公用经费", "基本支出"),
    ("绩效自评", "平均得分"): ("绩效自评", "平均"),
    ("绩效自评", "问题"): ("绩效自评", "发现问题"),
    ("编报绩效目标", "项目"): ("绩效目标", "项目"),
    ("编报绩效目标", "预算金额"): ("绩效目标", "预算资金"),
    ("绩效跟踪评价", "预算金额"): ("绩效跟踪评价", "预算资金"),
    ("绩效自评", "预算金额"): ("绩效自评", "预算资金"),
    ("政府采购金额", "合计"): ("政府采购支出", "合计"),
    ("货物采购金额", "合计"): ("政府采购支出", "货物"),
    ("工程采购金额", "合计"): ("政府采购支出", "工程"),
    ("服务采购金额", "合计"): ("政府采购支出", "服务"),
    ("面向中小企业预留政府采购项目预算金额", "合计"): ("政府采购支出", "面向中小企业预留"),
    ("面向小微企业预留政府采购项目预算金额", "合计"): ("政府采购支出", "面向小微企业预留"),
    ("由中小企业供应商中标或成交的采购金额", "面向中小企业预留的政府采购项目"): (
        "政府采购支出", "面向中小企业预留项目由中小企业成交",
    ),
    ("由小微企业供应商中标或成交的采购金额", "面向小微企业预留政府采购项目"): (
        "政府采购支出", "面向小微企业预留项目由小微企业成交",
    ),
    ("由中小企业供应商中标或成交的采购金额", "其他政府采购项目"): ("政府采购支出", "其他项目由中小企业成交"),
}  # fmt: skip
"""What the truth calls by the words of the page, and the program by item and breakdown."""


def _says(fact: Fact, row: dict[str, str]) -> bool:
    item, breakdown = OTHER_NAMES.get((row["item"], row["breakdown"]), (row["item"], row["breakdown"]))
    if row["item"].endswith("用车"):
        item, breakdown = "车辆", row["item"]
    return (
        fact.source is Source.SENTENCE
        and fact.excerpt.page <= int(row["printed_page"]) <= fact.excerpt.spans[-1].page
        and (fact.subject.item, fact.subject.breakdown) == (item, breakdown)
        and (fact.subject.measure == row["measure"] or breakdown == "预算资金")
        and (fact.printed.replace(" ", ""), fact.unit) == (row["printed"], row["unit"])
    )


def test_what_the_sentences_say_is_read() -> None:
    facts = _report(SOCIAL_WORK).facts
    rows = [row for row in read_tsv(TRUTH / SOCIAL_WORK / "statements.tsv") if row["unit"] or row["measure"] == "原因"]
    assert [row for row in rows if not any(_says(fact, row) for fact in facts)] == []


def test_no_sentence_says_what_is_not_there() -> None:
    rows = read_tsv(TRUTH / SOCIAL_WORK / "statements.tsv")
    printed = {(row["printed"], row["unit"]) for row in rows}
    sentences = [f for f in _report(SOCIAL_WORK).facts if f.source is Source.SENTENCE and f.value is not None]
    assert [f.printed for f in sentences if (f.printed.replace(" ", ""), f.unit) not in printed] == []
