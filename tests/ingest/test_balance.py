"""Balance identities: they hold on what balances, and name the place where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from evals.generated.text_report import Style, invent
from ingest.balance import IDENTITIES, run_checks
from ingest.facts import table_facts
from ingest.forms import FORMS
from ingest.outline import read_outline
from ingest.pipeline import understand
from ingest.readers import read
from ingest.report import Check, Outcome, Report
from ingest.tables import read_tables
from tests.documents.seeds import each_seed
from tests.ingest.printed_cells import REPORT

Checking = Callable[[str], Sequence[Check]]


@pytest.fixture(scope="module")
def report() -> Report:
    return understand(read(REPORT), lambda text: True)


@pytest.fixture
def checking(tmp_path: Path) -> Checking:
    """Runs the checks on a report's text."""

    def checks(text: str) -> Sequence[Check]:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return understand(read(path), lambda text: True).checks

    return checks


def broken(checks: Sequence[Check]) -> dict[str, str]:
    return {check.name: check.detail for check in checks if check.outcome is Outcome.FAILS}


# the real report


def of_tables(checks: Sequence[Check]) -> list[Check]:
    """The identities of the official forms, without those of single projects."""
    return [check for check in checks if not check.item]


def test_no_identity_of_the_report_s_tables_fails(report: Report) -> None:
    assert len(of_tables(report.checks)) == 13 + len([i for i in IDENTITIES if i.left[0].form in FORMS]) + 1
    assert broken(of_tables(report.checks)) == {}


def test_the_report_rounds_where_it_rounds(report: Report) -> None:
    rounded = {check.name: check.detail for check in of_tables(report.checks) if check.outcome is Outcome.ROUNDING}
    assert set(rounded) == {
        "公开02表：合计等于各级之和",
        "公开03表：合计等于各级之和",
        "公开03表：合计栏等于各栏之和",
        "公开05表：合计等于各级之和",
        "公开05表：合计栏等于各栏之和",
        "公开06表：合计等于各级之和",
        "一般公共预算基本支出 = 人员经费合计 + 公用经费合计",
        "情况说明中的金额 = 表格中的金额",
    }
    assert "合计：1,814.48 与 1,814.49" in rounded["公开03表：合计栏等于各栏之和"]
    assert "1,495.19 与 1,495.18" in rounded["一般公共预算基本支出 = 人员经费合计 + 公用经费合计"]
    assert "1,495.18 与 1,495.19" in rounded["情况说明中的金额 = 表格中的金额"]


def test_every_form_of_the_report_is_checked(report: Report) -> None:
    assert {form for check in of_tables(report.checks) for form in check.forms} == set(FORMS)


# invented reports


@each_seed
def test_what_balances_holds_exactly(seed: int, checking: Checking) -> None:
    checks = checking(invent(seed).text)
    assert {check.outcome for check in checks} == {Outcome.HOLDS}
    assert len(checks) > 20


ROWS: Final = {
    "an item": (r"^2210201 住房公积金 ([\d,.]+)", "收入决算表", "住房改革支出"),
    "a subclass": (r"^20805 行政事业单位养老支出 [\d,.]+ ([\d,.]+)", "支出决算表", "行政事业单位养老支出"),
    "the total row": (r"^合计 ([\d,.]+) [\d,.]+ [\d,.]+$", "一般公共预算财政拨款支出决算表", "合计"),
    "a subtotal": (r"^人员经费合计 ([\d,.]+)", "一般公共预算财政拨款基本支出决算明细表", "人员经费合计"),
    "the end of a side": (r"^总计 \d+ ([\d,.]+)", "收入支出决算总表", "收入总计 = 支出总计"),
    "a carried balance": (r"^年初结转和结余 \d+ ([\d,.]+)", "收入支出决算总表", "年初结转和结余"),
    "a fund": (r"二十三、其他支出 \d+ [\d,.]+ [\d,.]+ ([\d,.]+)", "财政拨款收入支出决算总表", "其他支出"),
    "guests": (r"^[\d,.]+(?: [\d,.]+){10} ([\d,.]+)$", "财政拨款“三公”经费支出决算表", "“三公”经费 决算数"),
}
"""A figure by the row that it stands in, the form, and the place that no longer adds up."""


@pytest.mark.parametrize(("pattern", "title", "place"), ROWS.values(), ids=ROWS)
def test_one_broken_figure_fails_and_is_named(pattern: str, title: str, place: str, checking: Checking) -> None:
    text = invent(6).text
    start = next(m.end() for m in re.finditer(rf"^ ?[一二三四五六七八九]、{title}$", text, re.MULTILINE))
    match = re.compile(pattern, re.MULTILINE).search(text, start)
    assert match is not None
    figure = match[1]
    other = figure[:-1] + str((int(figure[-1]) + 5) % 10)
    other = ("9" if other[0] != "9" else "8") + other[1:]
    changed = text[: match.start(1)] + other + text[match.end(1) :]
    failed = broken(checking(changed))
    assert [name for name, detail in failed.items() if place in f"{name} {detail}"] != [], failed


def test_off_by_no_more_than_rounding_is_no_failure(checking: Checking) -> None:
    text = invent(6).text
    match = re.search(r"^合计 ([\d,.]+) [\d,.]+ [\d,.]+$", text, re.MULTILINE)
    assert match is not None
    digit = int(match[1][-1])
    near = match[1][:-1] + str(digit + 1 if digit < 9 else 8)
    checks = checking(text[: match.start(1)] + near + text[match.end(1) :])
    assert broken(checks) == {}
    assert Outcome.ROUNDING in {check.outcome for check in checks}


def test_a_sentence_that_says_another_amount_than_the_table_fails(checking: Checking) -> None:
    text = invent(6).text
    match = re.search(r"年度收入合计([\d,.]+)万元", text)
    assert match is not None
    failed = broken(checking(text[: match.start(1)] + "12.34" + text[match.end(1) :]))
    assert list(failed) == ["情况说明中的金额 = 表格中的金额"]
    assert f"12.34 与 {match[1]}" in failed["情况说明中的金额 = 表格中的金额"]


@pytest.mark.parametrize("missing", FORMS)
def test_without_a_form_what_can_be_checked_still_is(missing: str, checking: Checking) -> None:
    order = tuple(key for key in FORMS if key != missing)
    text = re.sub(
        r"(?s)(?<=\n) ?一、" + FORMS[missing].title + r"\n.*?(?=\n ?二、)",
        "",
        invent(6, Style(order=(missing, *order))).text,
    )
    checks = checking(text)
    assert len(checks) > 10
    assert {check.outcome for check in checks} == {Outcome.HOLDS}
    assert missing not in {form for check in checks for form in check.forms}


def test_an_empty_cell_counts_as_nothing(report: Report) -> None:
    tables = read_tables(read_outline(read(REPORT)))[0]
    facts = [
        replace(fact, value=None) if fact.value == Decimal(0) else fact
        for fact in table_facts(tables, year=report.identity.year)
    ]
    assert broken(run_checks(tables, facts)) == {}
