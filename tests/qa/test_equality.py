"""Yes or no over sums: the ground truth is the tables of the report, with their rounding."""

from __future__ import annotations

import pytest

from qa.answer import Kind
from qa.assistant import Assistant
from tests.qa.asking import grounded

NEARLY = "四舍五入"


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        ("基本支出和项目支出加起来是不是等于总支出？", NEARLY, "1814.49"),  # 1,495.19 + 319.30, and 1,814.48
        ("总支出等于基本支出加项目支出吗", NEARLY, "1814.48"),
        ("人员经费加公用经费等于基本支出吗", NEARLY, "1495.18"),  # 1,343.44 + 151.74, and 1,495.19
        ("行政运行和事业运行之和是不是政府办公厅（室）及相关机构事务", "是的。", "1355.88"),
        ("基本工资、津贴补贴、奖金加起来等于工资福利支出吗", "不是。", "814.09"),  # 1,325.04
        ("货物和服务加起来跟政府采购总额相等吗", "是的。", "51.96"),
        ("收入和支出相等吗", "是的。", "1814.48"),
        ("公务接待费和出国费一样多吗", "不是。", "0.54"),
        ("项目支出比基本支出多吗", "不是。", "319.30"),
        ("差旅费是不是比会议费少", "不是。", "14.95"),
        ("差旅费和会议费加起来超过15万了吗", "是的。", "15.28"),
        ("差旅费加会议费加培训费有没有超过20万", "不是。", "15.33"),
        ("行政单位医疗和公务员医疗补助加起来是不是89.29万", "是的。", "89.29"),
    ],
)
def test_whether_sums_are_equal_more_or_less(question: str, said: str, value: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is Kind.COMPARISON
    assert said in answer.text.partition("\n")[0]
    assert answer.figures[0].value == value


@pytest.mark.parametrize(
    ("question", "so"),
    [
        ("三公经费是不是零？", False),
        ("公务用车购置费是零吗", True),
        ("会议费没有支出吗", False),
        ("公务接待费等于0吗", False),
        ("三公经费超过50万了吗", False),
    ],
)
def test_whether_a_figure_is_nothing_or_above_a_bound(question: str, so: bool, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.text.startswith("是的" if so else "不是")


@pytest.mark.parametrize("question", ["差旅费、会议费和培训费一样多吗", "会议费和外交部的经费相等吗"])
def test_what_has_no_two_sides_is_not_held_against_each_other(question: str, assistant: Assistant) -> None:
    assert "是的" not in assistant.ask(question).text
