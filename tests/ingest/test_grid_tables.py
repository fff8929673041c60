"""Printed grids as forms: every cell by its column, or the table is left unread and it is said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest

from ingest.document import Document
from ingest.facts import table_facts
from ingest.outline import read_outline
from ingest.readers.pdf_page import read_page
from ingest.report import Table
from ingest.tables import read_tables
from tests.documents.paper import Paper, grid

TITLE = "一般公共预算财政拨款支出决算表"
HEADER = """
    项目 | < | 本年支出 | < | <
    科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
"""
WIDTHS = (60.0, 150.0, 80.0, 80.0, 80.0)
Page = tuple[Sequence[str], str, Sequence[float]]
"""The lines above a grid, the grid as drawn (/ ends a line within a cell), its columns' widths."""


def read(path: Path, *pages: Page) -> tuple[Document, tuple[Table, ...], tuple[str, ...]]:
    with Paper(path) as paper:
        for lines, drawing, widths in pages:
            paper.page()
            for i, line in enumerate(lines):
                paper.text(60, 60 + 20 * i, line)
            cells = [[c and replace(c, text=c.text.replace("/", "\n")) for c in row] for row in grid(drawing.strip())]
            paper.table(60, 70 + 20 * len(lines), list(widths), cells)
    with pdfplumber.open(path) as pdf:
        document = Document(path, "pdf", tuple(map(read_page, pdf.pages)))
    return document, *read_tables(read_outline(document), document.pages)


def rows(table: Table) -> list[tuple[str, ...]]:
    return [(row.code, row.name, *(cell.printed for cell in row.cells)) for row in table.rows]


def one(
    path: Path, drawing: str, *, lines: Sequence[str] = (TITLE, "单位：万元")
) -> tuple[Table | None, tuple[str, ...]]:
    _, tables, notes = read(path, (lines, drawing, WIDTHS))
    return (tables[0] if tables else None), notes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.pdf"


def test_a_blank_cell_is_a_cell_without_a_value(path: Path) -> None:
    table, notes = one(path, HEADER + "合计 | < | 12.30 | 10.10 | 2.20\n2010301 | 行政运行 | 2.20 |  | 2.20")
    assert table
    assert rows(table) == [("", "合计", "12.30", "10.10", "2.20"), ("2010301", "行政运行", "2.20", "", "2.20")]
    basic = [f for f in table_facts([table], year=2031) if f.column == "基本支出"]
    assert [str(fact.value) for fact in basic] == ["10.10", "None"]
    assert notes == ()


def test_a_column_that_the_form_does_not_have_leaves_the_table_unread(path: Path) -> None:
    header = HEADER.replace("小计", "上年决算数")
    table, notes = one(path, header + "2010301 | 行政运行 | 2.20 | 1.10 | 1.10")
    assert table is None
    assert "栏目与规定格式不符" in notes[0]


def test_a_heading_across_columns_that_says_something_else_leaves_the_table_unread(path: Path) -> None:
    table, _ = one(path, HEADER.replace("本年支出", "上年支出") + "2010301 | 行政运行 | 2.20 | 1.10 | 1.10")
    assert table is None


def test_two_columns_of_one_heading_leave_the_table_unread(path: Path) -> None:
    table, _ = one(path, HEADER.replace("项目支出", "基本支出") + "2010301 | 行政运行 | 2.20 | 1.10 | 1.10")
    assert table is None


def test_columns_in_another_order_are_told_by_their_headings(path: Path) -> None:
    header = HEADER.replace("小计 | 基本支出 | 项目支出", "项目支出 | 基本支出 | 合计")
    table, _ = one(path, header + "2010301 | 行政运行 | 2.20 | 1.10 | 3.30")
    assert table
    facts = {f.subject.breakdown: f.printed for f in table_facts([table], year=2031)}
    assert facts == {"项目支出": "2.20", "基本支出": "1.10", "合计": "3.30"}


def test_a_cell_that_is_no_number_is_reported_and_its_row_kept(path: Path) -> None:
    table, notes = one(path, HEADER + "2010301 | 行政运行 | 2.20 | 见附注 | 1.10")
    assert table
    assert rows(table) == [("2010301", "行政运行", "2.20", "1.10")]
    assert [cell.column for cell in table.rows[0].cells] == [0, 2]
    assert "有一行未能读出" in notes[0]


def test_two_rows_in_one_are_not_read(path: Path) -> None:
    table, notes = one(path, HEADER + "2010301 | 行政运行/事业运行 | 12/34 | 1.10/2.20 | 1.10")
    assert table
    assert rows(table) == []
    assert "有一行未能读出" in notes[0]


def test_a_code_in_three_cells_is_one_code(path: Path) -> None:
    drawing = """
        科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出
        类 | 款 | 项 | ^ | ^ | ^ | ^
        201 |  |  | 一般公共服务支出 | 3.30 | 1.10 | 2.20
        201 | 03 |  | 政府办公厅及相关机构事务 | 3.30 | 1.10 | 2.20
        201 | 03 | 01 | 行政运行 | 3.30 | 1.10 | 2.20
    """
    _, (table,), _ = read(path, ((TITLE, "单位：元"), drawing, (30, 30, 30, 150, 70, 70, 70)))
    assert [(row.code, row.level, row.path) for row in table.rows] == [
        ("201", 1, ()),
        ("20103", 2, ("一般公共服务支出",)),
        ("2010301", 3, ("一般公共服务支出", "政府办公厅及相关机构事务")),
    ]
    assert table.unit == "元"


def test_a_name_that_the_end_of_a_page_breaks_is_one_name(path: Path) -> None:
    first = HEADER + "2080505 | 机关事业单位基本养老 | 3.30 | 1.10 | 2.20"
    rest = " | 保险缴费支出 |  |  | \n2080506 | 职业年金 | 4.40 | 4.40 | "
    _, (table,), _ = read(path, ((TITLE, "单位：万元"), first, WIDTHS), ((), rest, WIDTHS))
    assert rows(table) == [
        ("2080505", "机关事业单位基本养老保险缴费支出", "3.30", "1.10", "2.20"),
        ("2080506", "职业年金", "4.40", "4.40", ""),
    ]
    assert {span.page for span in table.rows[0].excerpt.spans} == {1, 2}


def test_a_broken_name_goes_on_with_the_name_of_its_own_side(path: Path) -> None:
    header = "科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数\n"
    first = header + "30101 | 机关事业单位基本 | 1.10 | 30201 | 办公费 | 2.20"
    rest = " | 养老保险缴费 |  | 30202 | 印刷费 | 3.30"
    lines = ("一般公共预算财政拨款基本支出决算表", "单位：万元")
    widths = (50, 110, 60, 50, 110, 60)
    _, (table,), notes = read(path, (lines, first, widths), ((), rest, widths))
    assert rows(table) == [
        ("30101", "机关事业单位基本养老保险缴费", "1.10"),
        ("30201", "办公费", "2.20"),
        ("30202", "印刷费", "3.30"),
    ]
    assert notes == ()


def test_a_grid_in_other_columns_on_the_next_page_is_not_taken_for_the_form(path: Path) -> None:
    first = HEADER + "2010301 | 行政运行 | 3.30 | 1.10 | 2.20"
    other = "2010302 | 一般行政管理事务 | 4.40 | 4.40"
    _, (table,), notes = read(path, ((TITLE, "单位：万元"), first, WIDTHS), ((), other, (90, 150, 90, 90)))
    assert [row.code for row in table.rows] == ["2010301"]
    assert "未能读出" in notes[0]


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        ((TITLE + "（万元）",), HEADER),
        ((TITLE,), HEADER.replace("小计", "小计（万元）")),
        (("公开05表", TITLE, "编制单位：青岑县档案局　　金额单位：万元"), HEADER),
    ],
)
def test_the_unit_may_stand_in_the_title_or_the_header(path: Path, lines: Sequence[str], header: str) -> None:
    table, notes = one(path, header + "2010301 | 行政运行 | 3.30 | 1.10 | 2.20", lines=lines)
    assert table, notes
    assert table.unit == "万元"


def test_a_table_without_a_unit_is_left_unread(path: Path) -> None:
    table, notes = one(path, HEADER + "2010301 | 行政运行 | 3.30 | 1.10 | 2.20", lines=(TITLE,))
    assert table is None
    assert "没有标明金额单位" in notes[0]


def test_a_title_in_the_frame_of_the_table_is_its_title(path: Path) -> None:
    drawing = f"公开05表{TITLE} | < | < | < | <\n部门：青岑县档案局 | < | < | 单位：万元 | <" + HEADER
    table, notes = one(path, drawing + "2010301 | 行政运行 | 3.30 | 1.10 | 2.20", lines=("第二部分 决算表",))
    assert table, notes
    assert (table.code, table.unit, rows(table)) == (
        "公开05表",
        "万元",
        [("2010301", "行政运行", "3.30", "1.10", "2.20")],
    )
