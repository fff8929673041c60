"""What is drawn on paper can be read back: lines, wrapped cells, merged cells, turned pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pdfplumber
import pytest
from pdfplumber.page import Page

from tests.documents.paper import Align, Cell, Paper, Rules, grid, text_width, wrap_cell, wrap_prose

SENTENCE: Final = "机关运行经费支出184.65万元，比2023年度增加2.55万元，增长1.40％。"
WIDTHS: Final = (50, 90, 60, 60)
HEADER: Final = """
    项目 | < | 本年支出 | <
    科目代码 | 科目名称 | 基本支出 | 项目支出
"""
BODY: Final[list[list[Cell | None]]] = [
    [Cell("城乡社区", 1, 2), Cell("园林绿化管理与苗圃养护", align="left"), Cell("1,234.50", align="right"), Cell()],
    [None, Cell("合计"), Cell("0.00", 2), None],
]
RULED: Final[tuple[Rules, ...]] = ("all", "rects", "boxes")
UNRULED: Final[tuple[Rules, ...]] = ("horizontal", "none")


@contextmanager
def drawn(folder: Path, draw: Callable[[Paper], object], **page: Any) -> Iterator[Page]:
    """The one page that was drawn, as a PDF reader sees it."""
    path = folder / "paper.pdf"
    with Paper(path) as paper:
        paper.page(**page)
        draw(paper)
    with pdfplumber.open(path) as pdf:
        yield pdf.pages[0]


def draw_table(rules: Rules) -> Callable[[Paper], object]:
    return lambda paper: paper.table(90, 110, WIDTHS, [*grid(HEADER), *BODY], rules=rules)


def test_a_line_reads_back_as_it_was_written(tmp_path: Path) -> None:
    with drawn(tmp_path, lambda paper: paper.text(90, 100, SENTENCE)) as page:
        assert page.extract_text() == SENTENCE
        assert min(char["x0"] for char in page.chars) == pytest.approx(90)
        assert page.chars[0]["top"] == pytest.approx(100, abs=4)


@pytest.mark.parametrize(("align", "edge"), [("right", "x1"), ("left", "x0")])
def test_a_line_keeps_to_its_side(align: Align, edge: str, tmp_path: Path) -> None:
    with drawn(tmp_path, lambda paper: paper.text(300, 100, SENTENCE, align=align)) as page:
        assert page.chars[-1 if edge == "x1" else 0][edge] == pytest.approx(300)


def test_lowered_digits_stand_below_the_other_characters(tmp_path: Path) -> None:
    with drawn(tmp_path, lambda paper: paper.text(90, 100, SENTENCE, lowered=4)) as page:
        tops = {char["text"] in "0123456789.,%": char["top"] for char in page.chars}
        assert tops[True] - tops[False] == pytest.approx(4)
        assert "机关运行经费支出 万元，比 年度增加 万元" in page.extract_text()
        assert page.extract_text(y_tolerance=5) == SENTENCE


def test_doubled_glyphs_are_there_twice(tmp_path: Path) -> None:
    with drawn(tmp_path, lambda paper: paper.text(90, 100, SENTENCE, doubled=True)) as page:
        assert len(page.chars) == 2 * len(SENTENCE)
        assert page.dedupe_chars().extract_text() == SENTENCE


def test_prose_fills_its_lines_and_indents_the_first(tmp_path: Path) -> None:
    bottoms: list[float] = []
    with drawn(tmp_path, lambda paper: bottoms.append(paper.prose(90, 100, 200, SENTENCE * 3, 12, 20))) as page:
        lines = page.extract_text_lines()
        assert "".join(line["text"] for line in lines) == SENTENCE * 3
        assert [line["x0"] for line in lines] == pytest.approx([114] + [90] * (len(lines) - 1))
        assert bottoms == [100 + 20 * len(lines)]


def test_prose_goes_on_over_pages(tmp_path: Path) -> None:
    path = tmp_path / "prose.pdf"
    with Paper(path) as paper:

        def turn() -> float:
            paper.page()
            return 72

        paper.page()
        end = paper.prose(90, 700, 400, SENTENCE * 20, 12, 20, bottom=770, turn=turn)
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert "".join(page.extract_text() for page in pdf.pages).replace("\n", "") == SENTENCE * 20
        assert end == pytest.approx(72 + 20 * len(pdf.pages[1].extract_text_lines()))


def test_no_closing_mark_begins_a_line_and_no_number_is_broken() -> None:
    for width in range(60, 200, 7):
        lines = wrap_prose(SENTENCE, width, 12)
        assert "".join(lines) == SENTENCE
        assert not [line for line in lines[1:] if line[0] in "，。％"]
        assert all(any(number in line for line in lines) for number in ("184.65", "2023", "2.55", "1.40"))


def test_a_cell_is_wrapped_at_its_width() -> None:
    lines = wrap_cell("园林绿化管理与苗圃养护", 60, 9)
    assert lines == ["园林绿化管理", "与苗圃养护"]
    assert all(text_width(line, 9) <= 60 for line in lines)


def test_a_number_wider_than_its_cell_is_broken_nevertheless() -> None:
    assert wrap_cell("2120501", 24, 9) == ["2120", "501"]
    assert wrap_cell("共2120501", 60, 9) == ["共2120501"]


@pytest.mark.parametrize("rules", RULED)
def test_merged_cells_are_found(rules: Rules, tmp_path: Path) -> None:
    with drawn(tmp_path, draw_table(rules)) as page:
        assert page.extract_tables() == [
            [
                ["项目", None, "本年支出", None],
                ["科目代码", "科目名称", "基本支出", "项目支出"],
                ["城乡社区", "园林绿化管理与苗圃\n养护", "1,234.50", ""],
                [None, "合计", "0.00", None],
            ]
        ]


@pytest.mark.parametrize("rules", UNRULED)
def test_tables_without_upright_rules_are_not_ruled(rules: Rules, tmp_path: Path) -> None:
    with drawn(tmp_path, draw_table(rules)) as page:
        assert page.find_tables() == []
        assert bool(page.lines) == (rules == "horizontal")


def test_a_table_returns_its_bottom(tmp_path: Path) -> None:
    bottoms: list[float] = []
    with drawn(tmp_path, lambda paper: bottoms.append(paper.table(90, 110, WIDTHS, BODY, row_height=30))) as page:
        assert bottoms == [pytest.approx(page.find_tables()[0].bbox[3])]
        assert bottoms[0] >= 110 + 2 * 30


@pytest.mark.parametrize("rows", [[[Cell("甲", 2), Cell("乙")]], [[Cell("甲"), None]], [[Cell("甲", 3), None]]])
def test_cells_that_overlap_or_leave_a_gap_are_refused(rows: list[list[Cell | None]], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="row and column"):
        Paper(tmp_path / "refused.pdf").table(90, 110, (50, 50), rows)


def test_a_header_is_read_from_its_drawing() -> None:
    assert grid("甲 | < | 乙\n丙 | 丁 | ^") == [
        [Cell("甲", 2), None, Cell("乙", rows=2)],
        [Cell("丙"), Cell("丁"), None],
    ]


@pytest.mark.parametrize("turned", [90, 270])
def test_a_turned_page_is_upright_paper_with_sideways_glyphs(turned: int, tmp_path: Path) -> None:
    with drawn(tmp_path, draw_table("all"), turned=turned) as page:
        assert page.width < page.height
        assert not any(char["upright"] for char in page.chars)
        (table,) = page.find_tables()
        assert table.bbox[3] - table.bbox[1] == pytest.approx(sum(WIDTHS))


def test_a_rotated_page_is_shown_wide_and_upright(tmp_path: Path) -> None:
    with drawn(tmp_path, draw_table("all"), rotate=90) as page:
        assert (page.rotation, page.width > page.height) == (90, True)
        assert all(char["upright"] for char in page.chars)
        assert page.extract_tables()[0][2][:3] == ["城乡社区", "园林绿化管理与苗圃\n养护", "1,234.50"]


def test_a_landscape_page_is_wide(tmp_path: Path) -> None:
    with drawn(tmp_path, lambda paper: paper.text(700, 100, "远"), landscape=True) as page:
        assert page.width > page.height
        assert page.extract_text() == "远"


@pytest.mark.parametrize("style", ["— {} —", "{}", "第 {} 页 共 20 页"])
def test_a_footer_is_the_last_line(style: str, tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.footer(9, style)
        paper.header("云岭市园林局")

    with drawn(tmp_path, draw) as page:
        assert page.extract_text() == "云岭市园林局\n" + style.format(9)


def test_the_same_drawing_gives_the_same_file(tmp_path: Path) -> None:
    files = []
    for name in ("one.pdf", "two.pdf"):
        with Paper(tmp_path / name) as paper:
            paper.page()
            draw_table("all")(paper)
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]
