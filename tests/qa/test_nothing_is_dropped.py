"""What a question denies, bounds twice or asks of several at once is done or refused, never left out.

Each of these was once answered as if the word were not there; the figures are those that would come of that.
"""

from __future__ import annotations

from typing import Final

import pytest

from qa.answer import Kind
from qa.assistant import Assistant
from tests.qa.asking import grounded, talk

REFUSED: Final = {
    "denied": [
        "没有超过年初预算的科目",
        "没有扣分的指标有哪些",
        "哪些项目的得分不是90分以上",
        "完成率不在90%以上的科目",
        "得分不是最高的项目",
        "非中小企业合同金额",
        "预算不等于40万的项目有哪些",
    ],
    "two measures at once": [
        "得分最高的三个项目预算合计多少",
        "得分最低的两个项目执行数合计",
        "执行率最低的两个项目的平均得分",
        "全年预算数大于年初预算数的项目",
    ],
    "not a total of the organization": [
        "年初预算为0的项目执行数合计",
        "各项目未执行资金合计",
        "项目预算是319.3万元吗",
        "自评优秀率",
    ],
    "not spent as planned": ["电子政务外网花了163.3万元吗", "智能访客管理系统花了多少"],
}


@pytest.mark.parametrize("sort", REFUSED)
def test_what_cannot_be_done_at_once_is_refused(sort: str, assistant: Assistant) -> None:
    answers = [(question, assistant.ask(question)) for question in REFUSED[sort]]
    assert [(q, a.text[:60]) for q, a in answers if a.kind is not Kind.REFUSAL] == []


DONE: Final = [
    ("执行率100%的项目有哪些", ["100.00", "100.00"]),
    ("得分等于97分的项目", ["97"]),
    ("项级科目最大的两项合计多少", ["1358.85"]),
    ("办公费以外的公用经费", ["74.15"]),
    ("奖金以外的人员经费合计", ["1067.29"]),
    ("社会效益指标得分最高的项目", ["30"]),
    ("政务公开项目年度资金总额得分", ["7.45"]),
    ("数字会议室花了多少", ["0"]),
    ("差旅费和办公费之比", ["0.19"]),
    ("8个项目平均执行率", ["64.90"]),
]


@pytest.mark.parametrize(("question", "values"), DONE)
def test_what_can_be_done_is_done(question: str, values: list[str], assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert [f.value for f in answer.figures[: len(values)]] == values, answer.text


PRINTED_TWICE: Final = [
    "政务上云预算130万元对吗",
    "政务上云预算140万元对吗",
    "互联网出口预算48万元对吗",
    "基本支出是1495.18万元吗",
    "数字政府建设项目执行率是19.39%吗",
]


@pytest.mark.parametrize("question", PRINTED_TWICE)
def test_any_printed_place_bears_a_statement_out(question: str, assistant: Assistant) -> None:
    assert grounded(assistant.ask(question)).text.startswith("是的")


TURNS: Final = [
    ("钢城区的差旅费", "那办公费呢"),
    ("2022年三公经费", "公务接待费呢"),
    ("三月份办公费", "差旅费呢"),
    ("政务上云迁移了多少系统", "那花了多少钱"),
    ("基本工资、奖金分别多少", "它们占人员经费多少"),
    ("得分最高的三个项目", "它们的预算合计"),
]


@pytest.mark.parametrize("turns", TURNS)
def test_a_follow_up_keeps_what_was_refused_and_all_that_was_named(
    turns: tuple[str, ...], assistant: Assistant
) -> None:
    assert not talk(assistant, *turns).figures


def test_what_cannot_be_followed_is_asked_for_in_full(assistant: Assistant) -> None:
    answer = talk(assistant, "收入合计多少", "它们差多少")
    assert answer.refusal is not None
    assert "请写出名称" in answer.text


def test_a_follow_up_to_the_year_before_stays_there(assistant: Assistant) -> None:
    assert grounded(talk(assistant, "2023年项目支出是多少", "基本支出呢")).figures[0].value == "1520.14"


def test_different_indicators_of_one_name_are_asked_back(assistant: Assistant) -> None:
    answer = assistant.ask("政务上云得了几分")
    assert answer.kind is Kind.CLARIFICATION
    assert len(answer.options) == len(set(answer.options)) == 2
