"""What is computed from printed figures: the result, the formula that shows it, and every operand cited."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Answer, Kind
from qa.assistant import Assistant
from qa.formulas import FORMULAS
from tests.qa.asking import grounded, talk

# question, value, unit, operands: worked out by hand from the report
COMPUTED: Final = [
    ("基本工资、津贴补贴和奖金三项合计多少", "814.09", "万元", ("263.51", "274.43", "276.15")),
    ("除行政运行外，一般公共服务支出还有多少", "200.85", "万元", ("1442.57", "1241.72")),
    ("不含公务接待费的三公经费是多少", "9.10", "万元", ("9.64", "0.54")),
    ("2023年项目支出是多少", "290.75", "万元", ("319.30", "28.55")),
    ("上年基本支出是多少", "1520.14", "万元", ("1495.19", "24.95")),
    ("机关运行经费的年初预算是多少", "235.78", "万元", ("151.74", "84.04")),
    ("公务接待费平均每人次多少元", "67.50", "元", ("0.54", "80")),
    ("公务接待费平均每批次多少元", "900.00", "元", ("0.54", "6")),
    ("政务公开优化提升项目的预算还剩多少没花", "10.2", "万元", ("40", "29.8")),
    ("行政运行和事业运行哪个花得多，多多少", "1127.56", "万元", ("1241.72", "114.16")),
    ("住房公积金比年初预算增长百分之几", "5.02", "%", ("117.13", "111.53")),
    ("行政运行比年初预算少百分之几", "-44.83", "%", ("1241.72", "2250.75")),
    ("小微企业占中小企业合同的比例", "11.75", "%", ("3.18", "27.07")),
    ("行政运行里基本支出占多大比重", "80.12", "%", ("994.91", "1241.72")),
    ("政务上云的指标值和完成值相差多少", "21", "万元", ("140", "119")),
    ("八个项目的自评得分平均多少", "94.12", "分", ("99.7", "84.89")),
]


@pytest.mark.parametrize(("question", "value", "unit", "operands"), COMPUTED)
def test_a_result_is_shown_with_all_that_it_was_computed_from(
    question: str, value: str, unit: str, operands: tuple[str, ...], assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    first = answer.figures[0]
    assert (Decimal(first.value or "NaN"), first.unit) == (Decimal(value), unit), answer.text
    assert first.formula is not None
    assert first.formula in answer.text
    shown = {Decimal(answer.figures[i].value or "NaN").copy_abs() for i in first.operands}
    assert {Decimal(operand) for operand in operands} <= shown
    assert all(answer.figures[i].citations for i in first.operands)
    assert set(first.citations) == {c for i in first.operands for c in answer.figures[i].citations}


def test_a_change_is_taken_off_the_same_fund_only(assistant: Assistant) -> None:
    """The report says by how much 一般公共预算 expenditure and 支出总计 have grown, not 本年支出合计 of all funds."""
    assert assistant.ask("2023年支出合计").kind is Kind.REFUSAL


def test_what_remains_is_as_printed_where_it_is_printed(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("数字政府建设项目还剩多少没付"))
    assert (answer.figures[0].printed, answer.figures[0].formula) == ("806.03", None)


SAID: Final = [
    ("行政运行支出是1241.72万元吗", True),
    ("行政运行支出是不是1241.72万元", True),
    ("行政运行支出是999万元吗", False),
    ("三公经费超过10万元吗", False),
    ("三公经费不到10万元，对吗", True),
]


@pytest.mark.parametrize(("question", "so"), SAID)
def test_what_is_said_is_held_against_what_is_printed(question: str, so: bool, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.text.startswith("是的" if so else "不是")
    assert answer.figures[0].printed in ("1,241.72", "9.64")


REFUSED: Final = [
    "人均公务接待费",
    "平均每次接待花了多少",
    "三公经费排名第几",
    "所有单位的三公经费合计",
    "2022年项目支出是多少",
    "行政运行的上年数",
]


@pytest.mark.parametrize("question", REFUSED)
def test_what_cannot_be_computed_is_refused(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).kind is Kind.REFUSAL


def test_what_was_asked_before_is_added_up(assistant: Assistant) -> None:
    answer = grounded(talk(assistant, "行政运行支出是多少", "事业运行呢", "这两项加起来呢"))
    assert (answer.figures[0].value, answer.kind) == ("1355.88", Kind.CALCULATION)


def test_a_follow_up_to_a_refusal_is_not_about_the_total(assistant: Assistant) -> None:
    """它 was not answered, so that nothing may be taken in its place."""
    answer: Answer = talk(assistant, "综合科有几个人", "那它的执行率呢")
    assert answer.kind is Kind.REFUSAL


@given(st.lists(st.decimals(min_value=1, max_value=10**6, places=2), min_size=2, max_size=5))
def test_sums_and_differences_are_exact(values: list[Decimal]) -> None:
    assert FORMULAS["sum"].compute(values) == sum(values)
    assert FORMULAS["remaining"].compute(values) + sum(values[1:]) == values[0]
    assert abs(FORMULAS["average"].compute(values) * len(values) - sum(values)) <= Decimal("0.005") * len(values)
