from __future__ import annotations

import pytest

from evals.grounding import ungrounded
from qa.answer import Answer, Kind, PageSpan, Understood
from tests.evals.build import ROW, SOURCE, citation, duty, figure, lookup, row_citation


def why(answer: Answer) -> str:
    return " ".join(ungrounded(answer, [SOURCE]))


def test_right_answers_are_grounded() -> None:
    assert ungrounded(lookup(), [SOURCE]) == ()
    assert ungrounded(duty(), [SOURCE]) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": ROW.replace("765.43", "765.44")},
        {"quote": ""},
        {"spans": (PageSpan(page=1, start=0, end=4),)},
        {"spans": (PageSpan(page=9, start=0, end=4),)},
        {"page": 2},
        {"printed_page": 8},
        {"printed_page": None},
    ],
)
def test_a_quote_that_does_not_stand_at_its_place_is_caught(changes: dict[str, object]) -> None:
    assert "引文不在报告里" in why(lookup(citations=(row_citation(**changes),)))


def test_a_quote_may_differ_in_white_space() -> None:
    assert why(lookup(citations=(row_citation(quote=ROW.replace(" ", "\n")),))) == ""


def test_a_figure_has_to_stand_in_its_own_quote() -> None:
    answer = lookup(citations=(row_citation(), citation("合计 9,999.99", id=2)), figures=(figure(citations=(1,)),))
    assert "不在它的引文里" in why(answer)


def test_a_figure_has_to_be_what_is_printed() -> None:
    assert "不同" in why(lookup(figures=(figure(value="8765.4"),)))


def test_a_figure_needs_a_citation_or_a_formula() -> None:
    bare = figure(printed=None, citations=())
    assert "既没有出处也没有算式" in why(lookup(figures=(bare,)))
    computed = figure(printed=None, citations=(), value="7234.57", formula="8,000.00 − 765.43", operands=(1, 2))
    operands = (figure(value="8000.00", printed="8,000.00"), figure(value="765.43", printed="765.43"))
    assert why(lookup(text="相差 7,234.57 万元。", figures=(computed, *operands))) == ""


def test_a_number_in_the_text_has_to_come_from_somewhere() -> None:
    assert "1,234.56" in why(lookup(text="甲项 8,765.43 万元，乙项 1,234.56 万元。"))


@pytest.mark.parametrize("text", ["2021年度", "第7页", "公开05表", "2019901 甲项", "８，７６５.43 万元", "共1处 [1]"])
def test_numbers_of_the_place_are_known(text: str) -> None:
    assert why(lookup(text=text)) == ""


def test_a_clarification_needs_no_citation() -> None:
    answer = Answer(question="支出？", kind=Kind.CLARIFICATION, text="问的是哪一项？", options=("甲项", "乙项"))
    assert why(answer) == ""
    assert why(answer.model_copy(update={"kind": Kind.PASSAGE})) == "回答没有引用任何出处"


def test_how_many_reports_there_are_needs_no_page() -> None:
    asked_back = Answer(
        question="甲项？", kind=Kind.CLARIFICATION, text="有 1 份报告都符合，请选择：", options=("甲局",)
    )
    assert ungrounded(asked_back, [SOURCE]) == ()
    assert ungrounded(asked_back.model_copy(update={"text": "有 2 份报告都符合"}), [SOURCE]) != ()
    assert ungrounded(asked_back.model_copy(update={"text": "花了 2 万元"}), [SOURCE]) != ()


def test_that_reports_do_not_print_something_needs_no_citation() -> None:
    silent = lookup(
        kind=Kind.LIST, text="没有列出：甲局", figures=(), citations=(), understood=Understood(reports=("甲局",))
    )
    assert ungrounded(silent, [SOURCE]) == ()
    assert ungrounded(silent.model_copy(update={"understood": Understood()}), [SOURCE]) != ()
