"""Table cells as facts: what each figure is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from evals.generated.text_report import Style, invent
from ingest.document import Excerpt, Span
from ingest.facts import column_labels, item_codes, table_facts
from ingest.pipeline import understand
from ingest.readers import read
from ingest.report import Classification, Dimension, Fact, Flow, Fund, Measure, Report, Source, Subject
from tests.documents.seeds import each_seed
from tests.ingest.printed_cells import REPORT

IN: Final = Flow.INCOME
OUT: Final = Flow.EXPENDITURE
CARRIED: Final = Flow.BALANCE
PUBLIC: Final = "“三公”经费"
VEHICLES: Final = "公务用车购置及运行维护费"


class Case(NamedTuple):
    """A cell of the report, and what it is about."""

    form: str
    row: str
    column: str
    printed: str
    flow: Flow
    fund: Fund
    classification: Classification
    item: str
    breakdown: str = "合计"
    measure: Measure = Measure.FINAL


C: Final = Classification
SUMMARY: Final = "income_expenditure_summary"
FISCAL: Final = "fiscal_summary"
CASES: Final = [
    Case(SUMMARY, "事业收入", "金额", "0.00", IN, Fund.ALL, C.SOURCE, "事业收入"),
    Case(SUMMARY, "一般公共预算财政拨款收入", "金额", "1,814.48", IN, Fund.GENERAL,
         C.SOURCE, "一般公共预算财政拨款收入"),
    Case(SUMMARY, "卫生健康支出", "金额", "89.29", OUT, Fund.ALL, C.FUNCTIONAL, "卫生健康支出"),
    Case(SUMMARY, "本年收入合计", "金额", "1,814.48", IN, Fund.ALL, C.TOTAL, "本年收入合计"),
    Case(SUMMARY, "本年支出合计", "金额", "1,814.48", OUT, Fund.ALL, C.TOTAL, "本年支出合计"),
    Case(SUMMARY, "年末结转和结余", "金额", "0.00", CARRIED, Fund.ALL, C.BALANCE, "年末结转和结余"),
    Case("income", "2010301 行政运行", "财政拨款收入", "1,241.72", IN, Fund.ALL,
         C.FUNCTIONAL, "行政运行", "财政拨款收入"),
    Case("income", "2010301 行政运行", "本年收入合计", "1,241.72", IN, Fund.ALL, C.FUNCTIONAL, "行政运行"),
    Case("income", "合计", "财政拨款收入", "1,814.48", IN, Fund.ALL, C.SOURCE, "财政拨款收入"),
    Case("income", "合计", "本年收入合计", "1,814.48", IN, Fund.ALL, C.TOTAL, "本年收入合计"),
    Case("expenditure", "2010301 行政运行", "项目支出", "246.81", OUT, Fund.ALL,
         C.FUNCTIONAL, "行政运行", "项目支出"),
    Case("expenditure", "2010301 行政运行", "本年支出合计", "1,241.72", OUT, Fund.ALL, C.FUNCTIONAL, "行政运行"),
    Case("expenditure", "合计", "项目支出", "319.30", OUT, Fund.ALL, C.NATURE, "项目支出"),
    Case(FISCAL, "国有资本经营预算财政拨款", "金额", "0.00", IN, Fund.STATE_CAPITAL,
         C.SOURCE, "国有资本经营预算财政拨款收入"),
    Case(FISCAL, "国有资本经营预算财政拨款", "金额", "0.00", CARRIED, Fund.STATE_CAPITAL,
         C.BALANCE, "年初财政拨款结转和结余"),
    Case(FISCAL, "卫生健康支出", "政府性基金预算财政拨款", "0.00", OUT, Fund.GOVERNMENT_FUND,
         C.FUNCTIONAL, "卫生健康支出"),
    Case(FISCAL, "卫生健康支出", "合计", "89.29", OUT, Fund.FISCAL, C.FUNCTIONAL, "卫生健康支出"),
    Case(FISCAL, "总计", "金额", "1,814.48", IN, Fund.FISCAL, C.TOTAL, "收入总计"),
    Case(FISCAL, "总计", "一般公共预算财政拨款", "1,814.48", OUT, Fund.GENERAL, C.TOTAL, "支出总计"),
    Case("general_expenditure", "2010301 行政运行", "基本支出", "994.91", OUT, Fund.GENERAL,
         C.FUNCTIONAL, "行政运行", "基本支出"),
    Case("general_expenditure", "合计", "小计", "1,814.48", OUT, Fund.GENERAL, C.TOTAL, "本年支出合计"),
    Case("general_basic", "30215 会议费", "金额", "0.33", OUT, Fund.GENERAL, C.ECONOMIC, "会议费", "基本支出"),
    Case("general_basic", "公用经费合计", "金额", "151.74", OUT, Fund.GENERAL, C.TOTAL, "公用经费", "基本支出"),
    Case("government_fund", "合计", "本年收入", "0.00", IN, Fund.GOVERNMENT_FUND, C.TOTAL, "本年收入合计"),
    Case("government_fund", "合计", "年初结转和结余", "0.00", CARRIED, Fund.GOVERNMENT_FUND,
         C.BALANCE, "年初结转和结余"),
    Case("government_fund", "合计", "项目支出", "0.00", OUT, Fund.GOVERNMENT_FUND, C.NATURE, "项目支出"),
    Case("state_capital", "合计", "合计", "0.00", OUT, Fund.STATE_CAPITAL, C.TOTAL, "本年支出合计"),
    Case("three_public", "", "预算数/公务接待费", "0.54", OUT, Fund.FISCAL,
         C.THREE_PUBLIC, "公务接待费", measure=Measure.ADJUSTED_BUDGET),
    Case("three_public", "", "决算数/合计", "9.64", OUT, Fund.FISCAL, C.THREE_PUBLIC, PUBLIC),
    Case("three_public", "", f"决算数/{VEHICLES}/小计", "6.00", OUT, Fund.FISCAL, C.THREE_PUBLIC, VEHICLES),
]  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return understand(read(REPORT), lambda text: True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form} {case.item} {case.column}")
def test_a_cell_is_about_what_row_column_and_form_say(case: Case, report: Report) -> None:
    found = [fact for fact in report.facts if (fact.form, fact.row, fact.column) == case[:3]]
    wanted = (2024, *case[4:])
    (fact,) = (fact for fact in found if plain(fact.subject) == wanted)
    assert (fact.printed, fact.unit, fact.dimension, fact.source) == (
        case.printed,
        "万元",
        Dimension.MONEY,
        Source.TABLE,
    )


def plain(subject: Subject) -> tuple[object, ...]:
    """A subject without code and path, in the order of a case."""
    of = subject
    return of.year, of.flow, of.fund, of.classification, of.item, of.breakdown, of.measure


def test_items_have_their_code_and_path_wherever_they_are_printed(report: Report) -> None:
    subjects = {(fact.form, fact.subject.item): fact.subject for fact in report.facts if fact.form}
    class_, subclass = "一般公共服务支出", "政府办公厅（室）及相关机构事务"
    for form in ("income", "expenditure", "general_expenditure"):
        found = subjects[form, "行政运行"]
        assert (found.code, found.path) == ("2010301", (class_, subclass))
    for form in (SUMMARY, FISCAL):
        assert subjects[form, class_].code == "201"
        assert subjects[form, "外交支出"].code == ""  # this unit has none, so no form prints its code
    assert item_codes(report.tables)[class_, subclass, "行政运行"] == "2010301"


def test_the_parts_of_the_three_public_expenses_know_their_whole(report: Report) -> None:
    paths = {fact.subject.item: fact.subject.path for fact in report.facts if fact.form == "three_public"}
    assert paths[PUBLIC] == ()
    assert paths["公务接待费"] == paths[VEHICLES] == (PUBLIC,)
    assert paths["公务用车购置费"] == (PUBLIC, VEHICLES)


def test_a_column_is_called_by_its_lowest_heading_where_that_is_enough(report: Report) -> None:
    labels = {table.form: column_labels(table) for table in report.tables}
    assert labels["general_expenditure"] == ("小计", "基本支出", "项目支出")
    assert labels["three_public"][0] == "预算数/合计"
    assert len(set(labels["three_public"])) == 12


def test_every_table_fact_says_where_it_stands(report: Report) -> None:
    names = {table.form: (table.name, table.section) for table in report.tables}
    for fact in (fact for fact in report.facts if fact.form in names):
        assert (fact.table, fact.section) == names[fact.form]
        assert fact.excerpt.text[slice(*fact.mark)] == fact.printed
        assert fact.row == "" or fact.row.rpartition(" ")[2] in "".join(fact.excerpt.text.split())


@pytest.mark.parametrize(
    "style", [Style(), Style(unit="元", permuted=True, paired=True)], ids=["usual", "other columns"]
)
@each_seed
def test_where_everything_balances_no_two_facts_of_a_subject_disagree(seed: int, style: Style, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(invent(seed, style).text, encoding="utf-8")
    values: defaultdict[Subject, set[Decimal | None]] = defaultdict(set)
    facts = understand(read(path), lambda text: True).facts
    for fact in facts:
        values[fact.subject].add(fact.value)
    assert {subject: found for subject, found in values.items() if len(found) > 1} == {}
    assert len(values) < len(facts)


@pytest.mark.parametrize(
    ("note", "measure"),
    [
        ("注：预算数为“三公”经费全年预算数。", Measure.ADJUSTED_BUDGET),
        ("注：预算数为年初预算数。", Measure.INITIAL_BUDGET),
        ("注：本表反映“三公”经费。", Measure.ADJUSTED_BUDGET),
    ],
)
def test_the_note_of_the_three_public_form_says_which_budget_it_shows(
    note: str, measure: Measure, report: Report
) -> None:
    table = next(table for table in report.tables if table.form == "three_public")
    changed = replace(table, notes=(Excerpt(note, (Span(21, 0, len(note)),)),))
    measures = [fact.subject.measure for fact in table_facts([changed], year=2024)]
    assert measures == [measure] * 6 + [Measure.FINAL] * 6


def test_a_figure_of_the_fund_form_is_income_spending_or_carried_over_by_its_column(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(invent(1).text, encoding="utf-8")
    facts: list[Fact] = [f for f in understand(read(path), lambda t: True).facts if f.form == "government_fund"]
    (row,) = ([f for f in facts if f.subject.code == "2296002"],)
    assert [(f.subject.flow, f.subject.breakdown) for f in row] == [
        (CARRIED, "年初结转和结余"),
        (IN, "合计"),
        (OUT, "合计"),
        (OUT, "基本支出"),
        (OUT, "项目支出"),
        (CARRIED, "年末结转和结余"),
    ]
