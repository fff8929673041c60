"""Plain wordings of people who do not know what the forms call things. The amounts are those of the report's forms."""

from __future__ import annotations

import pytest

from qa.answer import Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import grounded, refuses


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("8个项目预算总额", "1206.45", "万元"),  # the eight 全年预算数 of the indicator forms
        ("8个项目执行数总额", "319.29", "万元"),
        ("热线采购了多少套设备", "35", "套"),
        ("单位有几辆应急车", "0", "辆"),
        ("单位有几辆执法车", "0", "辆"),
        ("有没有特种车", "0", "辆"),
        ("有没有买新车", "0.00", "万元"),
        ("有多少项目", "8", "个"),
        ("一共几个项目", "8", "个"),
        ("涉及几个项目", "8", "个"),
        ("水电费多少", "0.00", "万元"),
        ("水费电费一共多少", "0.00", "万元"),
        ("差旅费会议费培训费一共多少", "15.33", "万元"),  # 14.95 + 0.33 + 0.05
        ("收入支出差多少", "0.00", "万元"),
        ("结余多少", "0.00", "万元"),
        ("物业费是多少", "0.00", "万元"),
    ],
)
def test_a_plain_wording_is_answered(question: str, value: str, unit: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.figures, answer.text
    assert (answer.figures[0].value, answer.figures[0].unit) == (value, unit), answer.text


def test_a_sum_of_accounts_shows_each_of_them(assistant: Assistant) -> None:
    rows = [citation.row for citation in assistant.ask("水电费花了多少").citations]
    assert rows == ["30205 水费", "30206 电费"]


def test_beside_the_budgets_of_projects_stands_what_their_evaluation_covers(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("8个项目预算总额"))
    assert "319.3" in [figure.value for figure in answer.figures]
    assert "没有说明二者的关系" in answer.text


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("工资福利支出包括哪些", {"263.51", "114.16", "26.17"}),
        ("商品和服务支出都包括什么", {"77.59", "22.33", "9.99"}),
        ("对个人和家庭的补助包括哪些", {"14.20", "1.30", "2.91"}),
    ],
)
def test_what_a_total_comprises_is_listed(question: str, amounts: set[str], assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is Kind.LIST
    assert amounts <= {figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("医疗补助花了多少钱", ["公务员医疗补助 ·", "公务员医疗补助缴费 ·", "医疗费补助 ·"]),
        ("保险一共交了多少", ["机关事业单位基本养老保险缴费 ·", "职工基本医疗保险缴费 ·"]),
        ("工资花了多少", ["基本工资 ·", "绩效工资 ·", "工资福利支出 ·"]),
    ],
)
def test_a_word_that_is_short_for_several_is_asked_back(
    question: str, options: list[str], assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert answer.kind is Kind.CLARIFICATION
    assert all(any(option.startswith(begin) for option in answer.options) for begin in options)
    assert assistant.ask(answer.options[0], [answer]).figures


@pytest.mark.parametrize(
    "question",
    [
        "差旅费是谁花的",
        "谁出国了",
        "奖金发给谁了",
        "公车谁在用",
        "哪个单位中标了",
        "采购了哪个单位的服务",
        "是哪个部门花的钱",
    ],
)
def test_who_spent_it_is_refused_without_talk_of_duties(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert refuses(answer, RefusalKind.NOT_FOUND)
    assert "职责" not in answer.text.partition("\n")[0]
    assert "负责" not in answer.text.partition("\n")[0]


def test_whose_duty_it_is_is_refused_in_those_words(assistant: Assistant) -> None:
    assert "职责" in assistant.ask("垃圾分类归哪个部门管").text


def test_what_there_is_to_each_is_not_how_many_there_are(assistant: Assistant) -> None:
    assert not assistant.ask("每辆车多少").figures


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much was spent on official receptions?", "0.54"),
        ("What is the total expenditure?", "1814.48"),
        ("How many overseas trips were there?", "2"),
        ("How many people were received?", "80"),
        ("How many projects are there?", "8"),
        ("How much was spent on health care?", "89.29"),
        ("What percentage of the budget was spent?", "65.4"),
        ("How much was awarded to small and medium enterprises?", "27.07"),
        ("Did the three public expenses exceed 100,000 yuan?", "9.64"),
        ("What was the surplus?", "0.00"),
    ],
)
def test_common_questions_in_english(question: str, value: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.figures, answer.text
    assert answer.figures[0].value == value


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Who is responsible for 12345 hotline matters?", "（十三）"),
        ("Who handles foreign affairs?", "（二十八）"),
        ("Which department is in charge of energy conservation?", "（十四）"),
    ],
)
def test_whose_duty_it_is_may_be_asked_in_english(question: str, clause: str, assistant: Assistant) -> None:
    assert clause in [citation.clause for citation in assistant.ask(question).citations]


def test_reasons_and_meanings_may_be_asked_in_english(assistant: Assistant) -> None:
    assert "坚持厉行节约" in assistant.ask("Why did agency operating expenses decrease?").text
    assert assistant.ask("What does three public expenses mean?").kind is Kind.DEFINITION
    both = assistant.ask("What is the basic expenditure, and why did it decrease?")
    assert both.figures[0].value == "1495.19"
    assert "业务量下降" in both.text


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        ("哪些项目没得优", ["招商引资经费项目"]),
        ("得分低于90的项目有哪些", ["招商引资经费项目"]),
        ("执行率低于20的项目有哪些", ["莱芜区数字政府建设项目", "招商引资经费项目"]),
    ],
)
def test_bounds_may_leave_out_their_unit_and_grades_be_denied(
    question: str, projects: list[str], assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert [figure.label.partition(" · ")[0] for figure in answer.figures] == projects


@pytest.mark.parametrize("question", ["有没有公车", "单位有车吗", "公车几辆"])
def test_whether_there_are_cars_is_told_by_how_many(question: str, assistant: Assistant) -> None:
    assert (assistant.ask(question).figures[0].value, assistant.ask(question).figures[0].unit) == ("1", "辆")


def test_where_somebody_went_is_no_amount(assistant: Assistant) -> None:
    assert not assistant.ask("出国去了哪里").figures
    answer = assistant.ask("出国几个人，花了多少，去了哪里？")
    assert [figure.value for figure in answer.figures] == ["2", "3.10"]


def test_whether_the_budget_was_kept_is_asked_of_all_that_was_spent(assistant: Assistant) -> None:
    answer = assistant.ask("单位超预算了吗")
    assert answer.kind is Kind.COMPARISON
    assert answer.text.startswith("决算数小于预算数")
