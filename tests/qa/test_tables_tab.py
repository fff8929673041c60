"""The tab 表格 without a browser: units, order, self-evaluations as tables, what is shown, the spreadsheet."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ingest.document import Excerpt
from ingest.numbers import to_fen
from ingest.report import Cell, Column, Row, Table
from qa.page.desk import Desk
from qa.page.markup import Html
from qa.page.person import Person, noted
from qa.page.tables import texts
from qa.page.tables.desk import Entry, Gone, TablesDesk
from qa.page.tables.export import workbook
from qa.page.tables.shape import converted, levels, ordered, units
from qa.page.tables.view import Choice, reports, view

NOWHERE: Final = Excerpt("", ())
FORMULA: Final = "=1+1"
HOSTILE: Final = "<script>alert(1)</script>"


def row(name: str, *printed: str, side: int = 0, code: str = "", level: int = 1) -> Row:
    cells = tuple(Cell(at, p, Decimal(p.replace(",", "")) if p else None, (0, 0)) for at, p in enumerate(printed))
    return Row(side, code, name, name, level, "", cells, NOWHERE)


def table(
    *rows: Row, form: str = "expenditure", unit: str = "万元", columns: tuple[Column, ...] | None = None
) -> Table:
    columns = columns or (Column(0, ("本年支出", "合计")), Column(0, ("本年支出", "基本支出")))
    return Table(form, "支出决算表", "公开03表", unit, columns, rows, (), NOWHERE, NOWHERE, "第二部分")


PLAIN: Final = table(
    row("合计", "30.00", "30.00", level=0),
    row("教育支出", "10.00", "", code="205"),
    row("普通教育", "", "", code="20502", level=2),
    row(HOSTILE, "20.00", "0.00", code="2050201", level=3),
)
SIDED: Final = table(
    row("收入", "1.00"),
    row("支出", "2.00", side=1),
    row("其他支出", "1,003.00", side=1),
    columns=(Column(0, ("金额",)), Column(1, ("决算数",))),
)


@pytest.fixture(scope="module")
def desk(library: Path) -> TablesDesk:
    return TablesDesk(Desk(library))


@pytest.fixture(scope="module")
def key(desk: TablesDesk) -> str:
    return desk.reports()[0].report_key


def amounts(shown: Table) -> list[list[Decimal | None]]:
    return [[cell.value for cell in row.cells] for row in shown.rows]


# units


@given(st.integers(-(10**15), 10**15), st.sampled_from(["元", "万元"]), st.sampled_from(["元", "万元"]))
def test_an_amount_is_the_same_in_every_unit(cents: int, printed: str, other: str) -> None:
    value = Decimal(cents).scaleb(-2)
    given_ = table(row("甲", f"{value:f}"), unit=printed)
    there = converted(given_, other)
    assert there.unit == other
    assert to_fen(there.rows[0].cells[0].value or Decimal(0), other) == to_fen(value, printed)
    assert amounts(converted(there, printed)) == amounts(given_)


def test_a_conversion_is_written_out_in_full_and_blank_stays_blank() -> None:
    there = converted(table(row("甲", "1,814.48", "", "0.00")), "元")
    assert [cell.printed for cell in there.rows[0].cells] == ["18,144,800", "", "0"]
    back = converted(table(row("甲", "123.45"), unit="元"), "万元")
    assert back.rows[0].cells[0].printed == "0.012345"


def test_only_tables_of_known_money_are_converted() -> None:
    assert units(PLAIN) == ("万元", "元")
    assert units(replace(PLAIN, form="")) == ()
    assert units(replace(PLAIN, unit="")) == ()


# order


def test_rows_in_the_order_of_a_column_keep_blanks_last() -> None:
    down, up = (ordered(PLAIN, 0, descending=way) for way in (True, False))
    assert [r.name for r in down.rows] == ["合计", HOSTILE, "教育支出", "普通教育"]
    assert [r.name for r in up.rows] == ["教育支出", HOSTILE, "合计", "普通教育"]


def test_one_side_is_ordered_by_itself() -> None:
    found = ordered(SIDED, 1, descending=True)
    assert [r.name for r in found.rows] == ["其他支出", "支出"]
    assert [column.path for column in found.columns] == [("决算数",)]


def test_levels_are_offered_where_there_are_several() -> None:
    assert levels(PLAIN.rows) == (1, 2, 3)
    assert levels(SIDED.rows) == ()


# what is shown


def test_every_form_and_every_self_evaluation_is_there(desk: TablesDesk, key: str) -> None:
    _, entries = desk.tables(key)
    groups = [entry.group for entry in entries]
    assert groups == sorted(groups, key=[texts.FORMS, texts.OTHERS, texts.EVALUATIONS].index)
    assert groups.count(texts.FORMS) == 9
    summary = next(e for e in entries if e.table.title == "2024年度区级预算项目绩效自评情况汇总表")
    assert len(summary.table.rows) == 8
    assert summary.table.columns == (Column(0, ("自评得分（分）",)), Column(0, ("自评等级",)))
    form = next(e for e in entries if e.name == "预算项目支出绩效自评表：招商引资经费项目（资金）")
    total = next(r for r in form.table.rows if r.name == "合计")
    by_column = {form.table.columns[cell.column].name: cell.printed for cell in total.cells}
    assert by_column["全年预算数（A）（万元）"] == "43"
    assert by_column["全年执行数（B）（万元）"] == "3.84"
    assert by_column["执行率（B/A）（%）"] == "8.93"


def marked(html: Html, pattern: str) -> list[str]:
    return re.findall(pattern, html)


def test_a_table_is_shown_as_printed_with_what_was_checked(desk: TablesDesk, key: str) -> None:
    report, entries = desk.tables(key)
    at = next(i for i, entry in enumerate(entries) if entry.table.code == "公开05表")
    html = view(report, entries, Choice(at))
    assert "1,241.72" in html
    assert "第18页（文件第16页）" in html
    assert "单位：万元" in html
    assert "合计栏等于各栏之和（1,814.48 与 1,814.49）" in html
    assert "换算自" not in html


def test_what_is_converted_or_sorted_says_so(desk: TablesDesk, key: str) -> None:
    report, entries = desk.tables(key)
    at = next(i for i, entry in enumerate(entries) if entry.table.code == "公开05表")
    html = view(report, entries, Choice(at, "元", 0))
    assert "换算自万元" in html
    assert "看印出的数（万元）" in html
    assert "按“小计”从大到小排列的副本" in html
    figures = [Decimal(n.replace(",", "")) for n in marked(html, r'<tr [^>]*>.*?<td class="n">([\d,.]+)</td>')]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] == 18144800


def test_text_of_tables_and_reports_is_text(desk: TablesDesk) -> None:
    report = replace(desk.reports()[0], title=HOSTILE)
    entries = [Entry(HOSTILE, PLAIN, HOSTILE, ())]
    html = view(report, entries, Choice(column=0)) + reports([report])
    assert "<script" not in html
    assert html.count("&lt;script") > 4


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    from qa.page.tables.events import TablesEvents

    scope: dict[str, Any] = {"type": "http"}
    noted(scope, Person("browser:b"))
    _, shown = TablesEvents(TablesDesk(Desk(tmp_path))).opened(Request(scope))
    assert "报告库" in shown


def test_what_is_not_there_is_refused(desk: TablesDesk, key: str) -> None:
    for report_key, index in ((key, 999), (key, -1), ("../../etc", 0)):
        with pytest.raises(Gone):
            desk.table(report_key, index)


# the spreadsheet


def cells(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data)).worksheets[0].values)


def test_numbers_are_numbers_and_blanks_are_blank() -> None:
    shown = replace(PLAIN, rows=(*PLAIN.rows, row(FORMULA, "-5.50", "0")))
    data = workbook("公开03表 支出决算表", "报告 · 第3页", shown, shown)
    rows = cells(data)
    assert [r[0] for r in rows[:3]] == ["公开03表 支出决算表", "报告 · 第3页", "单位：万元"]
    assert rows[3:6] == [
        ("科目代码", "项目", "本年支出", None),
        (None, None, "合计", "基本支出"),
        (None, "合计", 30, 30),
    ]
    assert rows[6] == ("205", "教育支出", 10, None)
    assert rows[9] == (None, FORMULA, -5.5, 0)
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    assert (page["B10"].data_type, page["B10"].quotePrefix) == ("s", True)
    assert sorted(map(str, page.merged_cells.ranges)) == ["A4:A5", "B4:B5", "C4:D4"]
    assert page["C6"].number_format == "#,##0.00"


def test_sides_stand_beside_one_another_in_the_spreadsheet() -> None:
    assert cells(workbook("表", "", SIDED, converted(SIDED, "元")))[2:] == [
        ("单位：元（换算自万元）", None, None, None),
        ("项目", "金额", "项目", "决算数"),
        ("收入", 10000, "支出", 20000),
        (None, None, "其他支出", 10030000),
    ]


def test_every_table_of_the_report_can_be_taken_along(desk: TablesDesk, key: str) -> None:
    _, entries = desk.tables(key)
    for at, entry in enumerate(entries):
        name, data = desk.download(key, at)
        rows = cells(data)
        assert name.endswith(".xlsx")
        assert rows[0][0] == entry.name
        printed = sum(bool(cell.printed.strip()) for r in entry.table.rows for cell in r.cells)
        assert sum(value is not None for r in rows[3:] for value in r) >= printed
