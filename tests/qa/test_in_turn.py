"""Questions that ask several things: each part is answered or told that it is not, and nothing is guessed."""

from __future__ import annotations

import pytest

from qa.answer import Answer, Kind
from qa.assistant import Assistant
from qa.in_turn import parts_of
from tests.qa.asking import clauses, grounded, refuses, talk


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("公务接待费多少，为什么减少？", ["公务接待费多少，", "为什么减少？"]),
        ("公务接待费，2024年，是多少", []),
        ("差旅费多少为什么", ["差旅费多少", "为什么"]),
        ("收入多少以及谁负责外事？谢谢", ["收入多少", "以及谁负责外事？谢谢"]),
        ("您好，我在学怎么看决算，差旅费是多少？", []),
        ("年初有预算吗，多少？", []),
        ("单位有几个科室，都叫什么", []),
        ("How much was spent on travel, and why?", ["How much was spent on travel,", " and why?"]),
    ],
)
def test_a_question_is_parted_where_each_part_asks_something(question: str, parts: list[str]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "values"),
    [  # figures of the report's tables, in the order asked
        ("公务接待费是多少？公车有几辆？", ["0.54", "1"]),
        ("决算收入和支出各多少，结余呢", ["1814.48", "1814.48", "0.00"]),
        ("收入多少？支出多少？结余多少？", ["1814.48", "1814.48", "0.00"]),
        ("热线项目得多少分，一共花了多少钱", ["90.13", "8.53"]),
        ("数字政府项目执行了多少，得了多少分", ["193.97", "90.14"]),
        ("基本支出为什么减少？减少了多少？", ["24.95"]),
        ("公车多少钱，几辆", ["6.00", "1"]),
        ("差旅费多少 会议费多少 培训费多少", ["14.95", "0.33", "0.05"]),
    ],
)
def test_each_part_is_answered_of_what_was_named_before(question: str, values: list[str], assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert [figure.value for figure in answer.figures] == values
    assert answer.refusal is None


def _lines(answer: Answer, part: str) -> str:
    """What is said of a part."""
    return answer.text.partition(f"【{part}】\n")[2].partition("\n【")[0]


@pytest.mark.parametrize(
    ("question", "refused", "value"),
    [
        ("公务接待费多少，为什么减少？", "为什么减少", "0.54"),
        ("住房公积金是多少？谁是单位的负责人？", "谁是单位的负责人", "117.13"),
        ("公车几辆，每辆车多少？", "每辆车多少", "1"),
        ("差旅费多少，去北京花了多少？", "去北京花了多少", "14.95"),
    ],
)
def test_a_part_without_an_answer_is_told_so_and_given_no_figure(
    question: str, refused: str, value: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert [figure.value for figure in answer.figures] == [value]
    assert "不能回答" in _lines(answer, refused)


def test_what_follows_a_part_that_was_not_understood_is_not_answered_of_something_else(assistant: Assistant) -> None:
    answer = assistant.ask("会议费多少，差旅费里去北京的多少，为什么增加？")
    assert "不能回答" in _lines(answer, "差旅费里去北京的多少，为什么增加") or "写出名称" in answer.text
    assert [figure.value for figure in answer.figures] == ["0.33"]


def test_duties_and_figures_may_be_asked_together(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("12345热线归谁管，外事工作谁负责？"))
    assert {"（十三）", "（二十八）"} <= set(clauses(answer))
    answer = assistant.ask("单位主要干什么，一年花多少钱？")
    assert "（一）" in clauses(answer)
    assert [figure.value for figure in answer.figures] == ["1814.48"]


@pytest.mark.parametrize("question", ["差旅费和会议费分别是多少？哪个多？", "年初预算是多少，实际花了多少，差多少？"])
def test_a_question_that_is_answered_as_a_whole_stays_whole(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.figures[0].formula or answer.kind is Kind.COMPARISON
    assert "【" not in answer.text


def test_a_reason_that_the_question_as_a_whole_is_told_is_not_lost(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("住房公积金比预算多吗，多了多少，为什么？"))
    assert "5.60" in [figure.value for figure in answer.figures]  # 117.13 - 111.53
    assert "公积金总额相应减少" in _lines(answer, "为什么")


def test_nothing_is_left_of_a_question_of_which_no_part_is_answered(assistant: Assistant) -> None:
    assert refuses(assistant.ask("单位的电话是多少，局长是谁？"))


def test_a_later_question_goes_on_with_the_last_part_that_was_answered(assistant: Assistant) -> None:
    answer = talk(assistant, "公务接待费多少？差旅费多少？", "占公用经费的百分之几")
    assert answer.figures[0].value == "9.85"  # 14.95 ÷ 151.74
