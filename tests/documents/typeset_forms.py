"""The nine official forms (公开01表 to 公开09表) as ruled tables, with the cells of the ground truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from ingest.document import Page
from tests.documents.paper import Align, Cell, Paper, Rows, grid
from tests.ingest.printed_cells import TRUTH, read_tsv

TOP: Final = 50.0
TITLE_SIZE: Final = 14.0
DIGITS: Final = "一二三四五六七八九"


class Item(NamedTuple):
    """What a row or one side of a row says: its labels as the ground truth has them, and its amounts."""

    line: str
    code: str
    name: str
    amounts: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """How a form is drawn. `rows` makes the rows of one page from the items printed there."""

    pages: tuple[int, ...]
    landscape: bool
    widths: tuple[float, ...]
    header: str
    rows: Callable[[Sequence[Item]], Rows]
    size: float = 8.0
    row_height: float = 0.0


def draw_form(paper: Paper, page: Page) -> None:
    """Draws one page of a form. Titles and notes are the export's, and stand where the export has them."""
    number = FORM_PAGES[page.printed or 0]
    layout = LAYOUTS[number]
    paper.page(landscape=layout.landscape)
    left = (paper.width - sum(layout.widths)) / 2
    right = paper.width - left
    lines = page.text.split("\n")
    top = _draw_title(paper, lines, left, right)
    rows = [*grid(layout.header), *layout.rows(_items(number, page.printed or 0))]
    top = paper.table(left, top, layout.widths, rows, size=layout.size, row_height=layout.row_height)
    if lines[-1].startswith("注："):
        paper.prose(left, top + 4, right - left, lines[-1], 9, 13, indent=0)


def _draw_title(paper: Paper, lines: Sequence[str], left: float, right: float) -> float:
    """Title, code, organization and unit of a form's first page; returns where the table begins."""
    if not lines[1].startswith("公开"):
        return TOP
    organization, unit = lines[2].split(" ")
    paper.text(paper.width / 2, TOP, lines[0], TITLE_SIZE, align="center")
    paper.text(right, TOP + 24, lines[1], 9, align="right")
    paper.text(left, TOP + 38, organization, 9)
    paper.text(right, TOP + 38, unit, 9, align="right")
    return TOP + 52


def _items(number: str, printed_page: int) -> list[Item]:
    """The items of a form that stand on a page, in the order of print."""
    cells = [row for row in read_tsv(TRUTH / "forms" / f"{number}.tsv") if int(row["printed_page"]) == printed_page]
    groups = groupby(cells, key=lambda row: (row["side"], row["line"], row["code"], row["name"]))
    return [Item(*labels[1:], tuple(row["printed"] for row in group)) for labels, group in groups]


def _two_sided(items: Sequence[Item]) -> Rows:
    """Income on the left and expenditure on the right, each with 行次; what comes before the sums is numbered."""
    pairs = list(zip(items[::2], items[1::2], strict=True))
    sums = next(i for i, (income, _) in enumerate(pairs) if income.name == "本年收入合计")
    funds = {income.name for income, _ in pairs[:sums]} - {""}
    rows = []
    for i, pair in enumerate(pairs):
        row: list[Cell] = []
        for item in pair:
            name = _ordinal(i + 1) + item.name if item.name and i < sums else item.name
            indent = "　　" if i > sums and item.name in funds else ""
            align: Align = "center" if item.name.endswith("计") else "left"
            row += [Cell(indent + name, align=align), Cell(item.line), *_amounts(item)]
        rows.append(row)
    return rows


def _by_code(items: Sequence[Item]) -> Rows:
    """An account code and name, indented by level, or 合计 over both columns, and the amounts."""
    return [[*_labels(item), *_amounts(item)] for item in items]


def _three_groups(items: Sequence[Item]) -> Rows:
    """Three accounts in a row, blank ones with their filler; the last row has the two totals."""
    if not items:
        return []
    *accounts, personnel, public = items
    totals = [*_labels(personnel), *_amounts(personnel), Cell(public.name, 5), *[None] * 4, *_amounts(public)]
    groups = zip(accounts[::3], accounts[1::3], accounts[2::3], strict=True)
    return [*([cell for item in row for cell in (*_labels(item), *_amounts(item))] for row in groups), totals]


def _one_row(items: Sequence[Item]) -> Rows:
    """A row of amounts that has no label."""
    return [_amounts(item) for item in items]


def _labels(item: Item) -> list[Cell | None]:
    if item.name and not item.code:
        return [Cell(item.name, 2), None]
    indent = "　" * (max(len(item.code) - 3, 0) // 2)
    return [Cell(item.code, align="left"), Cell(indent + item.name, align="left")]


def _amounts(item: Item) -> list[Cell]:
    return [Cell(amount, align="right") for amount in item.amounts]


def _ordinal(number: int) -> str:
    """一、 … 二十六、"""
    tens, ones = divmod(number, 10)
    return (DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones - 1] if ones else "") + "、"


LAYOUTS: Final = {
    "01": Layout(
        pages=(12,),
        landscape=False,
        widths=(150, 30, 70, 150, 30, 70),
        header="""
            收入 | < | < | 支出 | < | <
            项目 | 行次 | 金额 | 项目 | 行次 | 金额
            栏次 | | 1 | 栏次 | | 2
        """,
        rows=_two_sided,
        row_height=17,
    ),
    "02": Layout(
        pages=(13, 14),
        landscape=True,
        widths=(60, 190, 72, 72, 72, 72, 72, 72, 72),
        header="""
            项目 | < | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入
            科目代码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^ | ^
            栏次 | < | 1 | 2 | 3 | 4 | 5 | 6 | 7
        """,
        rows=_by_code,
        row_height=17,
    ),
    "03": Layout(
        pages=(15, 16),
        landscape=True,
        widths=(60, 190, 82, 82, 82, 82, 82, 82),
        header="""
            项目 | < | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
            科目代码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^
            栏次 | < | 1 | 2 | 3 | 4 | 5 | 6
        """,
        rows=_by_code,
        row_height=15,
    ),
    "04": Layout(
        pages=(17,),
        landscape=False,
        widths=(105, 20, 46, 105, 20, 46, 62, 62, 62),
        header="""
            收入 | < | < | 支出 | < | < | < | < | <
            项目 | 行次 | 金额 | 项目 | 行次 | 合计 | 一般公共预算财政拨款 \
                | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
            栏次 | | 1 | 栏次 | | 2 | 3 | 4 | 5
        """,
        rows=_two_sided,
        size=7,
        row_height=15,
    ),
    "05": Layout(
        pages=(18, 19),
        landscape=False,
        widths=(60, 140, 90, 90, 90),
        header="""
            项目 | < | 本年支出 | < | <
            科目代码 | 科目名称 | 小计 | 基本支出 | 项目支出
            栏次 | < | 1 | 2 | 3
        """,
        rows=_by_code,
        size=9,
        row_height=24,
    ),
    "06": Layout(
        pages=(20,),
        landscape=False,
        widths=(40, 86, 50, 40, 86, 50, 40, 86, 50),
        header="""
            人员经费 | < | < | 公用经费 | < | < | < | < | <
            科目代码 | 科目名称 | 金额 | 科目代码 | 科目名称 | 金额 | 科目代码 | 科目名称 | 金额
        """,
        rows=_three_groups,
        size=7,
    ),
    "07": Layout(
        pages=(21,),
        landscape=True,
        widths=(60, 190, 82, 82, 82, 82, 82, 82),
        header="""
            项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
            科目代码 | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
            栏次 | < | 1 | 2 | 3 | 4 | 5 | 6
        """,
        rows=_by_code,
        row_height=24,
    ),
    "08": Layout(
        pages=(22,),
        landscape=True,
        widths=(80, 200, 130, 130, 130),
        header="""
            项目 | < | 本年支出 | < | <
            科目代码 | 科目名称 | 合计 | 基本支出 | 项目支出
            栏次 | < | 1 | 2 | 3
        """,
        rows=_by_code,
        row_height=24,
    ),
    "09": Layout(
        pages=(23,),
        landscape=True,
        widths=(62,) * 12,
        header="""
            预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <
            合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 \
                | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费
            ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ \
                | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^
            1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
        """,
        rows=_one_row,
        row_height=24,
    ),
}

FORM_PAGES: Final = {page: number for number, layout in LAYOUTS.items() for page in layout.pages}
"""The number of the form by printed page."""
