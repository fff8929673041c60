"""Pictures: which answers have one, that they say nothing but the answer's figures, and that no text escapes."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Final

import pytest
from openpyxl import load_workbook

from qa.answer import Answer, AnswerTable, Citation, Figure, Kind
from qa.assistant import Assistant
from qa.page.chat.figures import Answers, address, workbook
from qa.page.chat.picture import shown
from qa.pictures import Picture, PictureKind, picture

TABLE: Final = AnswerTable(head="报告", columns=("支出",), rows=(), lines=(0, 1))


def citation(organization: str = "云岭市园林局", table: str | None = "公开03表") -> Citation:
    return Citation(
        id=1, report=f"{organization}2024年度决算", organization=organization, year=2024, page=7, printed_page=9,
        spans=(), table=table, row="绿化", column="合计", quote="绿化 1.00",
    )  # fmt: skip


def figure(label: str, printed: str, unit: str = "万元", *, year: int = 2024, value: str | None = None) -> Figure:
    plain = printed.replace(",", "").strip("-") if value is None else value
    return Figure(label=label, value=plain or None, unit=unit, printed=printed, year=year, citations=(0,))


def answer(kind: Kind, *figures: Figure, table: AnswerTable | None = None) -> Answer:
    return Answer(question="问", kind=kind, text="答", figures=figures, citations=(citation(),), table=table)


def drawn(kind: Kind, *figures: Figure, table: AnswerTable | None = None) -> Picture:
    found = picture(answer(kind, *figures, table=table))
    assert found is not None
    return found


SUM: Final = Figure(label="合计", value="3", unit="万元", printed=None, year=2024, operands=(1, 2), formula="1 + 2 = 3")
ONE, TWO = figure("甲 · 决算数", "1"), figure("乙 · 决算数", "2")


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        pytest.param(Kind.RANKING, (ONE,), id="one figure"),
        pytest.param(Kind.LOOKUP, (ONE, TWO), id="one figure in two places"),
        pytest.param(Kind.CONFLICT, (ONE, TWO), id="disagreement"),
        pytest.param(Kind.CALCULATION, (SUM, ONE, TWO), id="sum of two"),
        pytest.param(Kind.LIST, (ONE, figure("乙 · 得分", "90", "分")), id="different units"),
        pytest.param(Kind.LIST, (ONE, figure("乙 · 等级", "优", "", value="")), id="a grade"),
        pytest.param(Kind.LIST, (figure("甲", "0.00"), figure("乙", "0.00")), id="nothing but zeros"),
    ],
)
def test_answers_that_words_say_as_well_have_no_picture(kind: Kind, figures: tuple[Figure, ...]) -> None:
    assert picture(answer(kind, *figures)) is None


def test_parts_that_add_up_to_the_printed_whole_are_drawn_as_parts() -> None:
    whole, *parts = (
        figure("支出合计 · 决算数", "10.01"),
        figure("基本支出 · 决算数", "7.00"),
        figure("项目支出 · 决算数", "3.00"),
    )
    found = drawn(Kind.LIST, whole, *parts)
    assert found.kind is PictureKind.PARTS
    assert found.whole is not None
    assert (found.whole.label, found.whole.shown) == ("支出合计", "10.01")
    assert [bar.label for bar in found.series[0].bars] == ["基本支出", "项目支出"]


@pytest.mark.parametrize("printed", ["10.05", "4.00"])
def test_parts_that_do_not_add_up_are_bars(printed: str) -> None:
    figures = figure("支出合计", printed), figure("基本支出", "7.00"), figure("项目支出", "3.00")
    found = drawn(Kind.LIST, *figures)
    assert (found.kind, found.whole) == (PictureKind.BARS, None)


def test_a_negative_part_is_no_share() -> None:
    figures = figure("合计", "4.00"), figure("甲", "7.00"), figure("乙", "-3.00")
    found = drawn(Kind.LIST, *figures)
    assert found.kind is PictureKind.BARS
    assert [bar.value for bar in found.bars] == [Decimal("4.00"), Decimal("7.00"), Decimal("-3.00")]


def test_budget_and_final_of_several_things_stand_side_by_side() -> None:
    names, measures = ("绿化项目", "路灯项目"), ("全年预算数", "执行数")
    figures = [
        figure(f"{name} · {measure}", f"{n}.{m}")
        for n, name in enumerate(names, 1)
        for m, measure in enumerate(measures)
    ]
    found = drawn(Kind.LIST, *figures)
    assert found.kind is PictureKind.PAIRS
    assert [(s.name, [bar.label for bar in s.bars], [bar.shown for bar in s.bars]) for s in found.series] == [
        ("全年预算数", ["绿化项目", "路灯项目"], ["1.0", "2.0"]),
        ("执行数", ["绿化项目", "路灯项目"], ["1.1", "2.1"]),
    ]


def test_the_years_of_one_organization_are_in_order() -> None:
    figures = [figure(f"云岭市园林局{year}年 · 支出 · 决算数", f"{year}.00", year=year) for year in (2024, 2022, 2023)]
    found = drawn(Kind.COMPARISON, *figures, table=TABLE)
    assert (found.kind, found.title) == (PictureKind.YEARS, "云岭市园林局 · 支出 · 决算数")
    assert [bar.label for bar in found.bars] == ["2022年", "2023年", "2024年"]


def test_what_falls_is_drawn_to_the_left() -> None:
    found = drawn(Kind.LIST, figure("甲 · 比2023年度增加", "1.00"), figure("乙 · 比2023年度减少", "2.00"))
    assert [(bar.value, bar.shown) for bar in found.bars] == [(Decimal("1.00"), "1.00"), (Decimal("-2.00"), "2.00")]


def test_different_units_of_money_are_as_long_as_they_are_worth() -> None:
    found = drawn(Kind.RANKING, figure("甲 · 支出", "2.00"), figure("乙 · 支出", "10,000.00", "元"))
    assert [(bar.value, bar.shown) for bar in found.bars] == [
        (Decimal("20000.00"), "2.00 万元"),
        (Decimal("10000.00"), "10,000.00 元"),
    ]
    assert found.unit == ""


def test_zero_and_blank_are_told_apart_and_many_zeros_are_counted() -> None:
    found = drawn(Kind.LIST, ONE, figure("乙 · 决算数", "0.00"), figure("丙 · 决算数", ""))
    assert [(bar.value, bar.shown) for bar in found.bars] == [(1, "1"), (0, "0.00"), (None, "（空白）")]
    many = drawn(Kind.LIST, ONE, TWO, *(figure(f"{n} · 决算数", "0.00") for n in "丙丁戊己"))
    assert (len(many.bars), many.zeros) == (2, 4)


def test_a_long_ranking_is_drawn_up_to_a_point_and_says_so() -> None:
    result = answer(Kind.RANKING, *(figure(f"第{n}个 · 支出", str(100 - n)) for n in range(30)))
    found = picture(result)
    assert found is not None
    assert (len(found.bars), found.more) == (20, 10)
    assert "还有 10 项没有画出" in str(shown(result))


@pytest.mark.parametrize(
    "question",
    [
        "各项目执行率排名",
        "支出按功能分类有哪些",
        "公用经费各项是多少",
        "三公经费比预算多吗？",
        "行政运行支出的预算数和决算数",
    ],
)
def test_every_number_of_a_picture_is_a_figure_of_the_answer(assistant: Assistant, question: str) -> None:
    result = assistant.ask(question)
    found, markup = picture(result), shown(result)
    assert found is not None
    assert markup is not None
    assert [bar.shown for bar in found.bars] == [result.figures[bar.figure].printed for bar in found.bars]
    written = re.findall(r'<text class="figure"[^>]*>([^<]*)</text>', markup)
    assert written == [bar.shown for bar in found.bars]
    assert all(number in result.text for number in written)


class Elements(HTMLParser):
    """The elements and the event attributes of some markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.handlers: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><image href=x onerror=alert(1)>', "\u202e</svg><img src=x>", "]]>&lt;"]
)
def test_text_in_a_picture_is_text(hostile: str) -> None:
    markup = shown(answer(Kind.LIST, figure(f"{hostile} · 支出", "1.00"), figure("乙 · 支出", "2.00", "万元")))
    seen = Elements(str(markup))
    drawing = {"svg", "g", "text", "title", "rect", "line"}
    assert seen.names == drawing | {"figure", "figcaption", "p", "div", "button", "a", "span"}
    assert seen.handlers == []
    assert "\u202e" not in str(markup)


def test_the_spreadsheet_has_numbers_and_their_places() -> None:
    formula = '=HYPERLINK("http://example.com")'
    figures = figure(f"{formula} · 支出", "1,234.50"), figure("乙 · 支出", "", value=""), figure("丙 · 支出", "-3.00")
    book = load_workbook(io.BytesIO(workbook(answer(Kind.LIST, *figures))))
    numbers, places = (list(page.values) for page in book.worksheets)
    assert numbers[0][:2] == ("名称", "数值（万元）")
    assert [row[:4] for row in numbers[1:]] == [
        (f"{formula} · 支出", 1234.5, "万元", "1,234.50"),
        ("乙 · 支出", None, "万元", "（空白）"),
        ("丙 · 支出", -3, "万元", "-3.00"),
    ]
    assert book.worksheets[0]["A2"].data_type == "s"
    assert book.worksheets[0]["B2"].number_format == "#,##0.00"
    assert places[1][1:] == ("云岭市园林局2024年度决算", "公开03表", "绿化", "合计", None, 9, 7, "绿化 1.00")


def test_only_answers_that_were_given_can_be_downloaded() -> None:
    given, other = answer(Kind.LIST, ONE, TWO), answer(Kind.LIST, TWO, ONE)
    held = Answers()
    held.hold(given)
    digest = address(given).removeprefix("figures/").removesuffix(".xlsx")
    assert held.get(digest) == given
    assert held.get(address(other).removeprefix("figures/").removesuffix(".xlsx")) is None
