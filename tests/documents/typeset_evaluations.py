"""The summary of self-evaluations and the indicator forms (项目支出绩效自评表) as ruled tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from ingest.document import Page
from tests.documents.paper import Cell, Paper
from tests.ingest.printed_cells import TRUTH, read_tsv

SUMMARY_PAGE: Final = 42
EVALUATION_PAGES: Final = range(43, 55)
TOP: Final = 50.0
TITLE_SIZE: Final = 14.0
SIZE: Final = 8.0

SUMMARY_WIDTHS: Final = (34, 220, 130, 55, 55)
SUMMARY_HEADER: Final = ("序号", "项目名称", "资金使用单位", "自评得分", "自评等级")

WIDTHS: Final = (26, 48, 62, 106, 76, 76, 32, 32, 66)
SIDE: Final = "年度绩效指标"
SIDE_PRINTED: Final = "年度\n绩效\n指标"
INDICATOR_HEADER: Final = (
    *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成指标值"),
    *("分值", "得分", "偏差原因分析及改进措施"),
)
AMOUNT_HEADER: Final = ("年初预算数", "全年预算数\n（A）", "全年执行数\n（B）", "分值", "执行率\n（B/A)", "得分")
AMOUNT_LABELS: Final = {
    "年度资金总额": "年度资金总额",
    "当年财政拨款": "其中：当年财政拨款",
    "上年结转资金": "　　　上年结转资金",
    "其他资金": "　　　其他资金",
}
LOW_SCORE: Final = "总分在80分以下的项目未实现绩效目标的原因分析及拟采取的措施说明："

Row = list[Cell | None]
Truth = list[dict[str, str]]


def draw_summary(paper: Paper, page: Page) -> None:
    """Draws 绩效自评情况汇总表."""
    paper.page()
    left = (paper.width - sum(SUMMARY_WIDTHS)) / 2
    title, department = page.text.split("\n")[:2]
    paper.text(paper.width / 2, TOP, title, TITLE_SIZE, align="center")
    paper.text(left, TOP + 34, department, 10)
    rows = [_cells(SUMMARY_HEADER)]
    for row in read_tsv(TRUTH / "evaluation_summary.tsv"):
        rows.append(_cells(row[key] for key in ("number", "project", "user", "score", "grade")))
    paper.table(left, TOP + 50, SUMMARY_WIDTHS, rows, size=10, row_height=30)


def draw_evaluation(paper: Paper, page: Page) -> None:
    """Draws one page of an indicator form; its table goes on over pages without repeating the header."""
    paper.page()
    left, top = (paper.width - sum(WIDTHS)) / 2, TOP
    lines = page.text.split("\n")
    begins = "单位：万元" in lines
    if begins:
        title, year, unit = lines[:3]
        paper.text(paper.width / 2, top, title, TITLE_SIZE, align="center")
        paper.text(paper.width / 2, top + 20, year, 10, align="center")
        paper.text(left + sum(WIDTHS), top + 20, unit, 9, align="right")
        top += 36
    rows = [*(_head(page) if begins else ()), *_indicators(page, begins=begins), *_total(page)]
    paper.table(left, top, WIDTHS, rows, size=SIZE)


def _head(page: Page) -> list[Row]:
    """What stands above the indicators: project, organizations, amounts and goals."""
    fields = {line.split(" ")[0]: line.split(" ") for line in page.text.split("\n")}
    project, organizations = fields["项目名称"], fields["主管部门"]
    (goals,) = _truth("evaluation_totals", page, "goal_page")
    return [
        _spread(Cell("项目名称", 2), Cell(project[1], 7)),
        _spread(Cell("主管部门", 2), Cell(organizations[1], 2), Cell("实施单位"), Cell(organizations[3], 4)),
        *_amounts(_truth("evaluation_amounts", page)),
        _spread(Cell("年度总体目标", rows=2), Cell("年初预期目标", 3), Cell("目标实际完成情况", 5)),
        _spread(None, Cell(goals["goal"], 3, align="left"), Cell(goals["achievement"], 5, align="left")),
    ]


def _amounts(amounts: Truth) -> list[Row]:
    """项目预算执行情况: a row for each fund."""
    rows = [_spread(Cell("项目预算执行情况", rows=1 + len(amounts)), Cell("", 2), *_cells(AMOUNT_HEADER))]
    for row in amounts:
        values = _cells(row[key] for key in ("initial", "adjusted", "executed", "weight", "rate", "score"))
        rows.append(_spread(None, Cell(AMOUNT_LABELS[row["row"]], 2, align="left"), *values))
    return rows


def _indicators(page: Page, *, begins: bool) -> list[Row]:
    """The indicators of a page with their merged labels."""
    indicators = _truth("indicators", page)
    levels = [(row["project"], row["level1"], row["level2"]) for row in indicators]
    columns = [_merged([level[:2] for level in levels]), _merged(levels)]
    side = SIDE if begins or SIDE_PRINTED in page.text else ""
    sides: Row = [Cell(side, rows=len(levels) + begins), *[None] * (len(levels) + begins - 1)]
    if not begins:
        _blank_what_goes_on(columns, levels[0], page)
    rows: list[Row] = [_cells(INDICATOR_HEADER)] if begins else []
    for labels, row in zip(zip(*columns, strict=True), indicators, strict=True):
        values = _cells(row[key] for key in ("name", "target", "actual", "weight", "score", "deviation"))
        rows.append([*labels, *values])
    return [[first, *row] for first, row in zip(sides, rows, strict=True)]


def _merged(labels: Sequence[tuple[str, ...]]) -> Row:
    """One cell for each run of equal labels; it says the last part."""
    column: Row = []
    for label, run in groupby(labels):
        count = len(list(run))
        column += [Cell(label[-1], rows=count), *[None] * (count - 1)]
    return column


def _blank_what_goes_on(columns: list[Row], first: tuple[str, ...], page: Page) -> None:
    """Blanks the labels that go on from the page before and are not printed again."""
    before = [row for row in read_tsv(TRUTH / "indicators.tsv") if int(row["printed_page"]) < (page.printed or 0)][-1]
    last = (before["project"], before["level1"], before["level2"])
    lines = page.text.split("\n")
    for depth, column in enumerate(columns, 1):
        label = first[depth]
        printed = any(line == label or line.startswith(label + " ") for line in lines)
        if first[: depth + 1] == last[: depth + 1] and not printed and column[0]:
            column[0] = Cell(rows=column[0].rows)


def _total(page: Page) -> list[Row]:
    """总分 and the field below it, on the page where they stand."""
    return [
        row
        for totals in _truth("evaluation_totals", page)
        for row in (
            _spread(Cell("总分", 7), Cell(totals["total"]), Cell()),
            _spread(Cell(LOW_SCORE, 4, align="left"), Cell("", 5)),
        )
    ]


def _truth(name: str, page: Page, column: str = "printed_page") -> Truth:
    """The rows that a file of the ground truth has for a page."""
    return [row for row in read_tsv(TRUTH / f"{name}.tsv") if int(row[column]) == page.printed]


def _cells(texts: Iterable[str]) -> Row:
    return [Cell(text) for text in texts]


def _spread(*cells: Cell | None) -> Row:
    """A row of wide cells; None is covered from above."""
    return [place for cell in cells for place in (cell, *[None] * (cell.columns - 1 if cell else 0))]
