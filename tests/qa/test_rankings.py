"""Rankings, filters, counts and lists, in the order shown, and what belongs to them."""

from __future__ import annotations

from typing import Final

import pytest

from qa.answer import Kind
from qa.assistant import Assistant
from tests.qa.asking import grounded, talk, truth

SCORES: Final = ["99.7", "98", "97.66", "97", "95.45", "90.14", "90.13", "84.89"]

RANKED: Final = [
    ("八个项目自评得分从高到低排名", SCORES),
    ("自评得分最高的项目是哪个", SCORES[:1]),
    ("得分前三的项目", SCORES[:3]),
    ("得分第二名的项目", SCORES[1:2]),
    ("自评得分最低的两个项目", ["84.89", "90.13"]),
    ("公用经费中金额最大的三项", ["77.59", "22.33", "14.95"]),
    ("人员经费里哪一项最多", ["276.15"]),
    ("三公经费中哪项最多", ["6.00"]),
    ("执行率最低的项目", ["8.93"]),
    ("支出最多的类级科目", ["1442.57"]),
    ("项目支出最多的科目", ["246.81"]),
    ("哪个科目的项目支出最高？", ["246.81"]),
    ("项目支出最大的是哪个科目", ["246.81"]),
    ("基本支出最多的科目", ["994.91"]),
    ("项目支出最多的项目", ["193.97"]),
]


@pytest.mark.parametrize(("question", "values"), RANKED)
def test_the_figures_stand_in_the_order_asked_for(question: str, values: list[str], assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert [f.value for f in answer.figures[: len(values)]] == values, answer.text
    assert answer.kind is Kind.RANKING


FILTERED: Final = [
    ("执行率低于50%的项目有哪些", {"19.40", "21.32", "8.93"}),
    ("自评得分在97分以上的项目", {"99.7", "97.66", "97", "98"}),
    ("得分不到百分之五十的项目", None),
    ("超预算的项级科目有哪些", {"68.64", "3.84", "14.20", "1.30", "117.13"}),
    ("等级为良的项目是哪个", {"84.89"}),
]


@pytest.mark.parametrize(("question", "values"), FILTERED)
def test_only_what_keeps_to_the_bound_is_listed(question: str, values: set[str] | None, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    if values is None:  # a bound in percent is none of a score
        assert answer.kind in (Kind.REFUSAL, Kind.LIST)
        assert len(answer.figures) <= 1
        return
    budgets = {"0", "111.53"}
    assert {f.value for f in grounded(answer).figures} - budgets == values, answer.text


def test_a_count_is_that_of_the_things_listed(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("执行率低于50%的项目有几个"))
    assert (answer.figures[0].value, answer.figures[0].unit) == ("3", "个")
    assert len(answer.figures[0].operands) == 3


def test_a_printed_count_is_the_answer(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("自评等级为优的项目有几个"))
    assert (answer.figures[0].printed, answer.figures[0].formula) == ("7", None)


def test_all_of_a_list_are_listed(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("列出八个项目的自评得分"))
    assert [f.printed for f in answer.figures] == [row["score"] for row in truth("evaluation_summary.tsv")]


def test_a_list_of_another_length_than_the_question_says_is_not_taken(assistant: Assistant) -> None:
    assert not assistant.ask("九个项目的自评得分平均多少").figures


def test_the_next_place_is_asked_for_behind_the_first(assistant: Assistant) -> None:
    answer = grounded(talk(assistant, "自评得分最高的项目是哪个", "第二名呢"))
    assert answer.figures[0].value == "98"


def test_where_none_fits_the_nearest_is_shown(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("执行率低于5%的项目有哪些"))
    assert answer.figures[0].value == "8.93"
    assert "没有符合" in answer.text


def test_whatever_the_report_lists_thirteen_of_is_added_up_beside_the_printed_total(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("数字政府建设项目的13个预算项目合计多少"))
    assert (answer.kind, answer.figures[0].value) == (Kind.CONFLICT, "994.48")
    assert "1000" in {f.printed for f in answer.figures} | {(f.printed or "").replace(",", "") for f in answer.figures}
