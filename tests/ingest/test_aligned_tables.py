"""Tables without rules between their columns read as the same tables with rules do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.generated.cells import PrintedCell, parsed_cells
from ingest.document import Document, Grid, Page
from ingest.pipeline import understand
from ingest.readers.pdf_page import read_page
from tests.documents.generator import generate
from tests.documents.layouts import LAYOUTS
from tests.documents.paper import Align, Cell, Paper, Rules, grid

CAPTION: Final = "单位：万元"
LEFT: Final = 60.0
SIZE: Final = 9.0

SUMMARY: Final = """
收入|<|支出|<
项目|金额|项目|金额
一、一般公共预算财政拨款收入|38,437.03|一、一般公共服务支出|12,913.98
二、政府性基金预算财政拨款收入|685.35|二、外交支出|
三、其他收入||三、国防支出|0.00
||四、住房保障支出|561.25
本年收入合计|39,122.38|本年支出合计|13,475.23
总计|39,122.38|总计|39,122.38
"""
SUMMARY_WIDTHS: Final = (150, 90, 130, 90)

CODED: Final = """
项目|<|本年收入合计|财政拨款收入|事业收入|其他收入
科目编码|科目名称|^|^|^|^
合计|<|8,864.40|8,800.00||64.40
208|社会保障和就业支出|8,864.40|8,800.00||64.40
20805|行政事业单位养老支出|8,864.40|8,800.00||64.40
2080505|机关事业单位基本养老保险缴费支出|8,864.40|8,800.00||64.40
2080506|职业年金||||
"""
CODED_WIDTHS: Final = (60, 150, 75, 75, 60, 60)

THREE_PUBLIC: Final = """
预算数|<|<|<|<|<|决算数|<|<|<|<|<
合计|因公出国（境）费|公务用车购置及运行维护费|<|<|公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|<|<|公务接待费
^|^|小计|公务用车购置费|公务用车运行维护费|^|^|^|小计|公务用车购置费|公务用车运行维护费|^
20.58|7.47|12.23|3.02|9.21|0.88|28.58|3.38|25.07|19.33|5.74|0.13
"""
THREE_PUBLIC_WIDTHS: Final = (55,) * 12

Table = Sequence[Sequence[Cell | None]]


def table(drawing: str) -> list[list[Cell | None]]:
    """A drawn table: figures at the right of their cells, names at the left, headings and totals in the middle."""
    rows = grid(drawing)
    body = next(i for i, row in enumerate(rows) if any(cell and "." in cell.text for cell in row))
    return [*rows[:body], *([cell and replace(cell, align=_align(cell.text)) for cell in row] for row in rows[body:])]


def _align(text: str) -> Align:
    if "." in text:
        return "right"
    return "center" if text in ("合计", "总计", "本年收入合计", "本年支出合计") else "left"


def draw(path: Path, *draws: Callable[[Paper], object], landscape: bool = False) -> list[Page]:
    """The pages of a document as they are read; each is drawn by one of the functions."""
    with Paper(path) as paper:
        for page in draws:
            paper.page(landscape=landscape)
            page(paper)
    with pdfplumber.open(path) as pdf:
        return [read_page(page) for page in pdf.pages]


def put(
    rows: Table, widths: Sequence[float], rules: Rules = "none", *, caption: str = CAPTION, top: float = 120
) -> Callable[[Paper], object]:
    """Draws a table, below its caption if it has one."""

    def on(paper: Paper) -> None:
        if caption:
            paper.text(LEFT + sum(widths), top - 16, caption, SIZE, align="right")
        paper.table(LEFT, top, widths, rows, size=SIZE, rules=rules)

    return on


def texts(page: Page, found: Grid) -> list[list[str]]:
    """What each cell of a grid prints, row by row from left to right, with how much it covers."""
    rows: list[list[str]] = [[] for _ in range(found.height)]
    for cell in sorted(found.cells, key=lambda cell: (cell.row, cell.column)):
        span = "" if cell.columns == cell.rows == 1 else f"@{cell.columns}x{cell.rows}"
        rows[cell.row].append(page.text[cell.start : cell.end].strip() + span)
    return rows


def read(path: Path, rows: Table, widths: Sequence[float], rules: Rules, *, landscape: bool = False) -> list[list[str]]:
    """The texts of the one grid that a drawn table is read as."""
    (page,) = draw(path, put(rows, widths, rules), landscape=landscape)
    (found,) = page.grids
    return texts(page, found)


@pytest.mark.parametrize("rules", ["none", "horizontal"])
@pytest.mark.parametrize(
    ("drawing", "widths", "landscape"),
    [
        (SUMMARY, SUMMARY_WIDTHS, False),
        (CODED, CODED_WIDTHS, False),
        (THREE_PUBLIC, THREE_PUBLIC_WIDTHS, True),
    ],
    ids=["two sides", "codes, blanks and broken names", "twelve columns"],
)
def test_a_table_reads_as_it_does_with_rules(
    tmp_path: Path, rules: Rules, drawing: str, widths: Sequence[float], *, landscape: bool
) -> None:
    rows = table(drawing)
    ruled = read(tmp_path / "ruled.pdf", rows, widths, "all", landscape=landscape)
    assert read(tmp_path / "unruled.pdf", rows, widths, rules, landscape=landscape) == ruled
    assert sum(len(row) for row in ruled) == sum(cell is not None for row in rows for cell in row)


NAMES: Final = (
    ("2080505", ("机关事业单位基本", "养老保险缴费支出"), "8,864.40"),
    ("2080506", ("机关事业单位", "职业年金", "缴费支出"), "64.40"),
    ("2080599", ("其他支出",), "9.02"),
)


@pytest.mark.parametrize("placed", ["top", "middle", "bottom"])
def test_broken_names_go_to_their_figures(tmp_path: Path, placed: str) -> None:
    leading = 11.0

    def on(paper: Paper) -> None:
        paper.text(400, 80, CAPTION, SIZE, align="right")
        for left, heading in ((75, "科目编码"), (170, "科目名称"), (370, "支出合计")):
            paper.text(left, 100, heading, SIZE, align="center")
        top = 125.0
        for code, name, figure in NAMES:
            beside = {"top": 0.0, "middle": (len(name) - 1) / 2, "bottom": len(name) - 1.0}[placed]
            paper.text(60, top + beside * leading, code, SIZE)
            paper.text(400, top + beside * leading, figure, SIZE, align="right")
            for number, part in enumerate(name):
                paper.text(120, top + number * leading, part, SIZE)
            top += len(name) * leading + 8

    (page,) = draw(tmp_path / "names.pdf", on)
    (found,) = page.grids
    assert texts(page, found)[1:] == [[code, "".join(name), figure] for code, name, figure in NAMES]


def test_a_line_as_near_to_one_row_as_to_the_next_is_nobodys_name(tmp_path: Path) -> None:
    def on(paper: Paper) -> None:
        paper.text(400, 80, CAPTION, SIZE, align="right")
        for left, heading in ((75, "科目编码"), (170, "科目名称"), (370, "支出合计")):
            paper.text(left, 100, heading, SIZE, align="center")
        for number, (code, name) in enumerate((("201", "甲类"), ("", "什么的"), ("202", "乙类"), ("203", "丙类"))):
            paper.text(60, 120 + 12 * number, code, SIZE)
            paper.text(120, 120 + 12 * number, name, SIZE)
            paper.text(400, 120 + 12 * number, f"{number}.50" if code else "", SIZE, align="right")

    (page,) = draw(tmp_path / "unclear.pdf", on)
    (found,) = page.grids
    assert texts(page, found)[1:] == [["201", "", "0.50"], ["202", "", "2.50"], ["203", "丙类", "3.50"]]
    assert {"甲类", "什么的", "乙类"} <= set(page.text.split("\n"))


def test_two_figures_never_become_one(tmp_path: Path) -> None:
    rows = table("项目|预算数|决算数\n甲|1,234.00|5,678.00\n乙|2.00|3.00\n丙|4.00|")
    widths = (80, 42, 42)
    assert read(tmp_path / "tight.pdf", rows, widths, "none")[1:] == [
        ["甲", "1,234.00", "5,678.00"],
        ["乙", "2.00", "3.00"],
        ["丙", "4.00", ""],
    ]


def test_a_figure_broken_over_lines_is_no_figure(tmp_path: Path) -> None:
    rows = table("科目编码|科目名称|决算数\n201|甲类|1.00\n202|乙类|123,456,789.00\n203|丙类|3.00")
    found = read(tmp_path / "broken.pdf", rows, (60, 80, 45), "none")
    printed = [[cell.text for cell in row if cell] for row in rows]
    assert all(row in printed for row in found if row[1])
    assert not any("乙类" in row for row in found)


@pytest.mark.parametrize("repeated", [True, False], ids=["header repeated", "no header"])
def test_a_table_goes_on_on_the_next_page(tmp_path: Path, *, repeated: bool) -> None:
    rows = table(SUMMARY)
    again = [*rows[:2], *rows[6:]] if repeated else rows[6:]
    first, second = draw(
        tmp_path / "pages.pdf", put(rows[:6], SUMMARY_WIDTHS), put(again, SUMMARY_WIDTHS, caption="", top=62)
    )
    (one,), (two,) = first.grids, second.grids
    assert texts(second, two)[-2:] == [
        ["本年收入合计", "39,122.38", "本年支出合计", "13,475.23"],
        ["总计", "39,122.38", "总计", "39,122.38"],
    ]
    assert two.height == (4 if repeated else 2)
    assert [abs(a - b) < 8 for a, b in zip(one.edges[1:-1], two.edges[1:-1], strict=True)] == [True] * 3


PROSE: Final = (
    "2031年度收入总计39,122.38万元，与上年相比，收、支总计各增加12.50万元，增长1.20%，主要是项目支出增加。"
    "其中：基本支出21,432.95万元，占54.10%；项目支出17,563.99万元，占45.90%。"
)


def test_prose_beside_a_table_stays_prose(tmp_path: Path) -> None:
    def on(paper: Paper) -> None:
        paper.prose(LEFT, 60, 420, PROSE)
        put(table(SUMMARY), SUMMARY_WIDTHS, top=220)(paper)
        paper.prose(LEFT, 500, 420, PROSE)
        paper.footer(7)

    alone, beside = draw(tmp_path / "prose.pdf", lambda paper: paper.prose(LEFT, 60, 420, PROSE), on)
    assert not alone.grids
    assert len(beside.grids) == 1
    assert [line.text for line in beside.lines if not line.tabular] == [
        *(line.text for line in alone.lines),
        CAPTION,
        *(line.text for line in alone.lines),
        "—7—",
    ]


def test_a_list_of_contents_is_no_table(tmp_path: Path) -> None:
    def on(paper: Paper) -> None:
        for number, title in enumerate(("收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表"), 3):
            paper.text(LEFT, 24 * number, title, 12)
            paper.text(480, 24 * number, str(number), 12, align="right")
            paper.text(LEFT, 300 + 24 * number, f"{title}{'.' * 40}{number}", 12)

    assert not draw(tmp_path / "contents.pdf", on)[0].grids


AMOUNTS: Final = st.integers(0, 10**8).map(lambda cents: f"{cents / 100:,.2f}")
FIGURES: Final = st.one_of(st.just(""), AMOUNTS)
HEADINGS: Final = ("本年收入合计", "财政拨款收入", "事业收入", "经营收入", "其他收入")


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[Cell | None]], list[float]]:
    """A table of names and figures, some of them blank, perhaps below a heading over several columns."""
    width = draw(st.integers(1, len(HEADINGS)))
    names = draw(st.lists(st.text("支出收入行政运行事业单位", min_size=1, max_size=24), min_size=1, max_size=8))
    rows = [["项目", *HEADINGS[:width]]]
    for number, name in enumerate(names, 1):
        figures = draw(st.lists(FIGURES, min_size=width, max_size=width))
        rows.append([f"（{'一二三四五六七八'[number - 1]}）{name}", *figures])
    rows.append(["合计", *draw(st.lists(AMOUNTS, min_size=width, max_size=width))])
    cells = table("\n".join("|".join(row) for row in rows))
    for row in cells[1:-1]:  # names of items begin in one place, whether figures follow or not
        row[0] = replace(row[0], align="left") if row[0] else None
    if width > 1 and draw(st.booleans()):
        cells = [
            [Cell("项目", rows=2), Cell("本年收入", columns=width), *[None] * (width - 1)],
            [None, *cells[0][1:]],
            *cells[1:],
        ]
    widths = [draw(st.integers(90, 160)), *(draw(st.integers(65, 75)) for _ in range(width))]
    return cells, [float(width) for width in widths]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables())
def test_any_table_reads_as_it_does_with_rules(tmp_path: Path, drawn: tuple[Table, Sequence[float]]) -> None:
    rows, widths = drawn
    ruled = read(tmp_path / "ruled.pdf", rows, widths, "all")
    assert read(tmp_path / "unruled.pdf", rows, widths, "none") == ruled


@pytest.mark.parametrize("layout", ["no rules", "level rules"])
def test_every_cell_of_the_forms_of_a_report_without_rules(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "report.pdf"
    truth = generate(path, LAYOUTS[layout], 1)
    with pdfplumber.open(path) as pdf:
        document = Document(path, "pdf", tuple(read_page(page) for page in pdf.pages))
    report = understand(document, lambda text: len(text) < 500)
    assert [note for note in report.notes if "没有填写" not in note] == []
    found = Counter(place(cell) for cell in parsed_cells(report.tables))
    assert found == Counter(place(cell) for cells in truth.cells.values() for cell in cells)


def place(cell: PrintedCell) -> tuple[str, int, str, str, str, str, str]:
    """What a cell is and says, without the blanks that a spreadsheet leaves behind a figure."""
    return cell.form, cell.page, cell.side, cell.code, cell.name, cell.column, cell.printed.strip()
