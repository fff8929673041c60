"""Questions in the registers people use, of the report that is shipped: verbs of spending, asides, fractions, what is
left, traditional characters; and what only sounds like them, which no figure may answer."""

from __future__ import annotations

from typing import Final

import pytest

from qa.answer import Kind
from qa.assistant import Assistant
from tests.qa.asking import grounded, refuses, talk

FIGURES: Final = [
    # buying vehicles and running them
    ("2024年买公务用车花了多少钱", "0.00"),
    ("给单位添置公车用了多少", "0.00"),
    ("2024年买公车的预算是多少", "0.00"),
    ("2024年购置公务用车几辆", "0"),
    ("养公务车全年下来花了多少", "6.00"),
    ("养护公务用车花了多少钱", "6.00"),
    ("单位现在还养着几辆公车", "1"),
    ("车还剩几辆", "1"),
    # verbs
    ("差旅费全年报了多少呀", "14.95"),
    ("工会那块儿支出去多少", "22.33"),
    ("养老保险单位出了多少", "109.46"),
    ("出国这一项搭进去多少", "3.10"),
    ("财政拨款收入到账多少", "1814.48"),
    ("公务接待这边一年开销多少", "0.54"),
    ("三公合计花出去多少咯", "9.64"),
    ("基本工资全年下来发掉多少", "263.51"),
    ("公务招待客人用去多少", "0.54"),
    ("小微企业拿走多少政府采购合同额", "3.18"),
    ("中小企业从政府采购里拿到多少合同额", "27.07"),
    # asides
    ("我正在核对06表，差旅费那一栏模糊了，麻烦告诉我那个数", "14.95"),
    ("复印件糊了，生活补助那个数是多少", "14.20"),
    ("领导让我报个数：办公费、印刷费一共多少", "78.14"),
    ("公车花了多少（我指运行维护费，不是购置费）", "6.00"),
    ("我说的是决算数，不是预算数：行政运行是多少", "1241.72"),
    ("工资福利支出多少，别的不用讲", "1325.04"),
    ("别的不要，只要基本支出的总数", "1495.19"),
    ("写材料要用，请问工会经费支出多少", "22.33"),
    ("差旅费占公用经费的百分之几，取两位小数", "9.85"),
    ("照增减额倒推，2023年的一般公共预算财政拨款支出是多少", "1804.49"),
    ("反推机关运行经费的年初预算", "235.78"),
    # traditional characters
    ("職業年金繳費單位出了多少", "54.73"),
    ("政府採購總共花了多少，別的不用說", "51.96"),
    # what is left
    ("招商引资经费项目还有多少没执行掉", "39.16"),
    ("12345热线终端项目没花完的有多少", "31.47"),
    ("01表里年末结转和结余剩了多少", "0.00"),
    # what projects count
    ("热线终端买了多少套设备", "35"),
    ("原定35套，热线办公终端设备买了多少套", "35"),
    ("政务公开平台专题专栏优化，原定7个，实际弄了几个", "2"),
    ("智慧社区建成了几个", "12"),
    ("执行率不到三成的项目有几个", "3"),
    ("商品和服务支出里不是零的明细有几项", "13"),
]


@pytest.mark.parametrize(("question", "value"), FIGURES)
def test_a_figure(question: str, value: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.figures, answer.text
    assert float(answer.figures[0].value or "nan") == float(value), answer.text


LISTS: Final = [
    ("执行率不足三分之一的项目有哪些", {"19.40", "21.32", "8.93"}),
    ("执行率三成都不到的项目有哪些", {"19.40", "21.32", "8.93"}),
    ("执行率过半的项目有哪些", {"98.46", "74.50", "96.55", "100.00", "100.0", "100"}),
    ("执行率超过九成五的项目", {"98.46", "96.55", "100.00", "100.0", "100"}),
    ("年初有预算、决算反而超了的科目是哪个", {"117.13", "111.53"}),
    ("对个人和家庭的补助里不为零的明细有哪些", {"14.20", "1.30", "2.91"}),
    ("一般公共预算财政拨款支出按类由多到少排一下", {"1442.57", "165.49", "117.13", "89.29"}),
]
"""The figures of a list, in any order; 100% is printed in several ways."""


@pytest.mark.parametrize(("question", "values"), LISTS)
def test_a_list(question: str, values: set[str], assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    found = {float(figure.value or "nan") for figure in answer.figures}
    assert found == set(map(float, values)), answer.text


QUOTES: Final = [
    ("重点绩效评价里暴露出哪些毛病", "一是项目预算金额多为全年费用"),
    ("数字政府建设项目的重点绩效评价查出了啥问题", "一是项目预算金额多为全年费用"),
    ("重点绩效评价之后打算怎么改进", "加强与财政部门沟通协调"),
    ("民主评议项目后续怎么改进", "加大前期调研规划力度"),
    ("区政府值班谁负责", "负责区政府值班工作"),
]


@pytest.mark.parametrize(("question", "quote"), QUOTES)
def test_words_of_the_report(question: str, quote: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert any(quote in citation.quote.replace("\n", "") for citation in answer.citations), answer.text


def test_another_body_after_what_one_does(assistant: Assistant) -> None:
    first = "电子政务方面区委网信办管什么？"
    answer = grounded(talk(assistant, first, "那区行政审批服务局呢"))
    assert any("负责提出政务服务平台功能需求" in c.quote.replace("\n", "") for c in answer.citations), answer.text
    assert refuses(talk(assistant, first, "那区教育局呢"))


REFUSED: Final = [
    # where, when and who
    *("办公地点在哪条路几号", "单位在什么路上", "几点上班", "官网网址是什么", "坐几路公交车能到", "在哪栋楼几层"),
    *("今天谁值班", "值班的是谁", "周末有人值班吗", "值班电话是多少", "大数据集团的总经理是谁"),
    # of vehicles, something else
    *("租公务用车花了多少钱", "换公务用车花了多少", "公车保险花了多少", "公务用车报废了几辆", "买一辆面包车花了多少"),
    # what is said and must count
    *("差旅费报错了多少", "差旅费糊了多少", "职业年金个人出了多少", "工会有几个人"),
    *("劳务派遣花了多少", "招待所花了多少"),
    *("大型企业从政府采购里拿到多少合同额", "小微企业从政府采购里退回多少合同额", "复印件花了多少"),
    *("公车花了多少，不是办公费是会议费", "倒推一下2021年的项目支出是多少", "按类报一下三公经费", "结余还剩多少"),
    *("热线终端买贵了多少", "热线终端设备坏了几套", "热线办公桌买了多少套", "还剩几个项目没执行完"),
    *("原定30套，热线办公终端设备买了多少套", "数字政府建设项目还剩几个子项没付", "智慧社区拆了几个"),
    # roundings that are not made
    *("办公费占公用经费的百分之几，保留整数", "会议费占公用经费百分之几，保留一位小数"),
]


@pytest.mark.parametrize("question", REFUSED)
def test_what_only_sounds_like_it_gives_no_figure(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert refuses(answer) or (answer.kind is Kind.PASSAGE and not answer.figures), answer.text
