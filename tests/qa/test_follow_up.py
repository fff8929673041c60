"""Follow-ups: a question that leans on the one before inherits what it leaves out, until the subject changes."""

from __future__ import annotations

from typing import Final

import pytest

from qa.answer import Answer, Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import clauses, grounded, refuses, talk

FIGURES: Final = [
    # the same item, another breakdown, measure or count
    (("行政运行支出是多少？", "那项目支出呢？"), "246.81", "万元"),
    (("行政运行支出是多少？", "年初预算呢？"), "2,250.75", "万元"),
    (("行政运行支出是多少？", "年初预算呢？", "完成了百分之几？"), "55.17", "%"),
    (("公务接待费预算", "决算呢"), "0.54", "万元"),
    (("机关运行经费多少", "比年初预算少多少"), "84.04", "万元"),
    (("三公经费多少", "其中公务接待费呢"), "0.54", "万元"),
    (("三公经费多少", "其中公务接待费呢", "接待了多少批次？"), "6", "批次"),
    (("三公经费多少", "其中公务接待费呢", "接待了多少批次？", "多少人次"), "80", "人次"),
    (("政府采购总额", "其中服务呢"), "48.86", "万元"),
    (("政府采购总额", "其中服务呢", "工程呢"), "0", "万元"),
    # a change, then its rate
    (("项目支出比2023年增加多少", "百分之几"), "9.82", "%"),
    (("机关运行经费比年初预算少多少", "百分之几"), "35.64", "%"),
    # another item, the same measure
    (("行政运行支出是多少？", "那事业运行呢？"), "114.16", "万元"),
    (("行政运行支出是多少？", "那事业运行呢？", "它的基本支出呢"), "114.16", "万元"),
    (("基本支出占比是多少？", "项目支出呢？"), "17.6", "%"),
    (("行政运行年初预算多少", "那住房公积金呢"), "111.53", "万元"),
    # after a definition, a refusal, another subject
    (("什么是项目支出？", "花了多少"), "319.30", "万元"),
    (("行政运行支出是多少？", "今天天气怎么样", "年初预算呢"), "2,250.75", "万元"),
    (("谁负责区政府值班？", "行政运行支出是多少？", "年初预算呢"), "2,250.75", "万元"),
    # a question that is complete inherits nothing
    (("行政运行支出是多少？", "差旅费多少？"), "14.95", "万元"),
    (("行政运行年初预算是多少？", "住房公积金支出是多少？"), "117.13", "万元"),
]


@pytest.mark.parametrize(("turns", "printed", "unit"), FIGURES)
def test_what_is_left_out_is_taken_from_before(
    turns: tuple[str, ...], printed: str, unit: str, assistant: Assistant
) -> None:
    answer = grounded(talk(assistant, *turns))
    assert answer.kind is Kind.LOOKUP
    assert (answer.figures[0].printed, answer.figures[0].unit) == (printed, unit)


def test_what_was_taken_from_before_is_said(assistant: Assistant) -> None:
    answer = talk(assistant, "行政运行支出是多少？", "那项目支出呢？")
    assert "沿用上一问的对象：2010301 行政运行。" in answer.notes


REASONS: Final = [
    (("住房公积金支出多少", "为什么超预算"), "财政负担"),
    (("行政运行支出是多少？", "为什么没花完？"), "部分项目款当年未支付"),
    (("项目支出比2023年增加多少", "为什么"), "2024年新增"),
    (("机关运行经费是多少？", "比年初预算少了多少？", "为什么？"), "厉行节约"),
]


@pytest.mark.parametrize(("turns", "reason"), REASONS)
def test_why_asks_for_the_reason_of_the_figure_before(
    turns: tuple[str, ...], reason: str, assistant: Assistant
) -> None:
    answer = grounded(talk(assistant, *turns))
    assert answer.kind is Kind.PASSAGE
    assert reason in answer.text


DEFINED: Final = [
    (("住房公积金支出多少", "是什么意思"), "二十六、"),
    (("三公经费多少", "这是什么意思？"), "十四、"),
]


@pytest.mark.parametrize(("turns", "number"), DEFINED)
def test_what_it_means_asks_for_the_term_before(turns: tuple[str, ...], number: str, assistant: Assistant) -> None:
    answer = grounded(talk(assistant, *turns))
    assert answer.kind is Kind.DEFINITION
    assert answer.citations[0].quote.startswith(number)


DUTIES: Final = [
    (("谁负责区政府值班？", "那12345热线呢？"), "（十三）"),
    (("行政运行支出是多少？", "谁负责区政府值班？", "那信访局呢"), "（三十八）"),
    (("谁负责区政府值班？", "是哪一条？"), "（四）"),
]


@pytest.mark.parametrize(("turns", "clause"), DUTIES)
def test_after_a_duty_another_is_asked_for(turns: tuple[str, ...], clause: str, assistant: Assistant) -> None:
    answer = grounded(talk(assistant, *turns))
    assert (answer.kind, clauses(answer)) == (Kind.DUTY, [clause])


def test_the_same_figure_in_another_unit(assistant: Assistant) -> None:
    answer = grounded(talk(assistant, "行政运行的基本支出是多少", "换算成元"))
    assert (answer.kind, answer.figures[0].value, answer.figures[0].unit) == (Kind.CALCULATION, "9949100", "元")


NOTHING: Final = [
    ("行政运行支出是多少？", "宇宙有多大"),
    ("行政运行支出是多少？", "那张三呢"),
    ("行政运行支出是多少？", "今天天气怎么样？"),
    ("行政运行支出是多少？", "会议费的年初预算呢"),
    ("三公经费多少", "那2023年呢？"),
    ("谁负责区政府值班？", "那垃圾分类呢"),
    ("住房公积金支出多少", "有几个人交"),
]


@pytest.mark.parametrize("turns", NOTHING)
def test_the_subject_before_is_not_an_answer_to_everything(turns: tuple[str, ...], assistant: Assistant) -> None:
    answer = talk(assistant, *turns)
    assert refuses(answer), answer.text
    assert not answer.figures


@pytest.mark.parametrize(
    "question", ["执行数最高的项目是哪个", "最大的两个项目分别执行了多少", "执行率低于50%的项目有几个"]
)
def test_a_question_of_all_projects_takes_nothing_from_before(question: str, assistant: Assistant) -> None:
    alone = assistant.ask(question)
    after = talk(assistant, "行政运行支出是多少？", question)
    assert alone.figures
    assert (after.kind, after.figures, after.text) == (alone.kind, alone.figures, alone.text)


COMPLETE: Final = [
    # says the whole, or a fund's or a year's income or expenditure
    ("2024年一共花了多少钱？", "1,814.48"),
    ("一共花了多少钱", "1,814.48"),
    ("2024年收入比2023年增加了多少", "3.58"),
    ("一般公共预算支出比上年增加多少", "9.99"),
    ("政府性基金支出多少", "0.00"),
    # names what is no part of the item before
    ("中小企业合同占比", "52.1"),
    ("授予小微企业的合同金额是多少？", "3.18"),
    ("外事接待几批", "0"),
    ("服务采购金额是多少", "48.86"),
    ("自评等级为良的有几个", "1"),
    ("收入多少", "1,814.48"),
]


@pytest.mark.parametrize(("question", "printed"), COMPLETE)
def test_what_is_complete_means_the_same_after_another_question(
    question: str, printed: str, assistant: Assistant
) -> None:
    for before in ("差旅费多少", "数字政府建设项目执行率多少？"):
        answer = grounded(talk(assistant, before, question))
        assert (answer.kind, answer.figures[0].printed) == (Kind.LOOKUP, printed)


COMPUTED: Final = [
    ("没有花出去的钱一共多少", "959.83"),
    ("国内公务接待平均一批花了多少元", "900.00"),
    ("给中小企业的采购合同里，扣除小微企业之后是多少万元？", "23.89"),
]


@pytest.mark.parametrize(("question", "value"), COMPUTED)
def test_what_is_computed_of_its_own_figures_takes_none_from_before(
    question: str, value: str, assistant: Assistant
) -> None:
    answer = grounded(talk(assistant, "行政运行支出是多少？", question))
    assert (answer.kind, answer.figures[0].value) == (Kind.CALCULATION, value)


def test_the_reason_for_the_whole_is_not_that_of_the_item_before(assistant: Assistant) -> None:
    answer = grounded(talk(assistant, "行政运行支出是多少？", "一般公共预算支出为什么没有完成预算"))
    assert answer.kind is Kind.PASSAGE
    assert "2,774.31" in answer.citations[0].quote


def test_what_is_asked_of_the_body_is_not_asked_of_the_item_before(assistant: Assistant) -> None:
    answer = talk(assistant, "行政运行支出是多少？", "这个单位的经营收入有多少万元")
    assert (answer.figures[0].printed, answer.understood.item) == ("0.00", "经营收入")


def test_another_year_is_refused_as_another_year(assistant: Assistant) -> None:
    assert refuses(talk(assistant, "三公经费多少", "那2023年呢？"), RefusalKind.NOT_IN_CORPUS)


def test_history_may_have_been_through_json(assistant: Assistant) -> None:
    first = Answer.from_json(assistant.ask("行政运行支出是多少？").to_json())
    assert assistant.ask("那项目支出呢？", [first]).figures[0].printed == "246.81"
