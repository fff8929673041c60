"""A small report as a PDF, of which it is known where every cell stands."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.documents.paper import Box, Paper, grid

ORGANIZATION: Final = "云岭市园林局"
LEFT: Final = 60.0
TOP: Final = 140.0
WIDTHS: Final = (80.0, 130.0, 90.0, 90.0, 90.0)
HEIGHT: Final = 30.0
TABLE: Final = """
功能分类科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
212 | 城乡社区支出 | 358.02 | 246.90 | 111.12
21201 | 城乡社区管理事务 | 358.02 | 246.90 | 111.12
2120101 | 行政运行 | 246.90 | 246.90 |
2120199 | 其他城乡社区管理事务支出 | 111.12 | | 111.12
合计 | < | 358.02 | 246.90 | 111.12
"""
TABLE_PAGE: Final = 3
PAGES: Final = 4


def write(path: Path, *, rotate: int = 0) -> None:
    """Writes it; the page of the table is shown turned by `rotate`."""
    with Paper(path) as paper:
        paper.page()
        paper.text(paper.width / 2, 200, f"{ORGANIZATION}2031年度部门决算", 22, align="center")
        paper.page()
        paper.text(LEFT, 80, "第一部分 部门概况", 16)
        paper.text(LEFT, 120, "一、部门职责", 14)
        paper.prose(LEFT, 150, 470, "（一）负责公园绿地的养护管理。<b>不是标记</b>")
        paper.footer(1)
        paper.page(rotate=rotate)
        paper.text(LEFT, 60, "第二部分 2031年度部门决算表", 16)
        paper.text(paper.width / 2, 95, "支出决算表", 16, align="center")
        paper.text(LEFT, 120, f"部门：{ORGANIZATION}", 9)
        paper.text(LEFT + sum(WIDTHS), 120, "单位：万元", 9, align="right")
        paper.table(LEFT, TOP, WIDTHS, grid(TABLE), row_height=HEIGHT)
        paper.footer(2)
        paper.page()
        paper.text(LEFT, 80, "第三部分 2031年度部门决算情况说明", 16)
        paper.text(LEFT, 120, "一、支出决算情况说明", 14)
        paper.prose(LEFT, 150, 470, "2031年度本年支出合计359.02万元，其中：基本支出246.90万元，项目支出111.12万元。")
        paper.footer(3)


def cell(row: int, column: int) -> Box:
    """The box of a cell on its page, in points; the heading is row 0."""
    left, top = LEFT + sum(WIDTHS[:column]), TOP + row * HEIGHT
    return left, top, left + WIDTHS[column], top + HEIGHT
