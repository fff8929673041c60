"""What a total is made of: the printed total first, then the parts that the same table prints."""

from __future__ import annotations

import pytest

from qa.answer import Kind
from qa.assistant import Assistant
from qa.pictures import PictureKind, picture

NATURES = ["1,814.48", "1,495.19", "319.30", "0.00", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("支出结构是怎样的？", NATURES),
        ("支出由哪些构成？", NATURES),
        ("一般公共预算财政拨款支出的构成", ["1,814.48", "1,495.19", "319.30"]),
        ("三公经费由哪几部分组成？", ["9.64", "3.10", "6.00", "0.54"]),
        ("一般公共服务支出的构成", ["1,442.57", "1,355.88", "68.64", "3.84", "14.20"]),
    ],
)
def test_a_total_is_shown_with_its_parts(assistant: Assistant, question: str, printed: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.kind is Kind.LIST
    assert [figure.printed for figure in answer.figures] == printed
    assert len({answer.citations[figure.citations[0]].table for figure in answer.figures}) == 1
    found = picture(answer)
    assert found is not None
    assert found.kind is PictureKind.PARTS


def test_income_is_divided_by_its_sources(assistant: Assistant) -> None:
    answer = assistant.ask("收入由哪几部分组成？")
    shown = {figure.label: figure.printed for figure in answer.figures}
    assert shown.pop("本年收入合计 · 收入决算数") == shown.pop("财政拨款收入 · 收入决算数") == "1,814.48"
    assert set(shown.values()) == {"0.00"}


def test_all_spending_is_divided_by_function_where_that_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("支出按功能分类的构成")
    filled = [figure.printed for figure in answer.figures if figure.printed != "0.00"]
    assert filled == ["1,814.48", "1,442.57", "165.49", "89.29", "117.13"]


@pytest.mark.parametrize(
    "question", ["基本支出的结构", "支出按经济分类的构成", "教育支出的构成", "人员结构", "综合科的组成"]
)
def test_what_no_table_divides_is_not_made_up(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).figures == ()
