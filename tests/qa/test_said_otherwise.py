"""What people ask in other words than a report's own, of a made-up report: how many of something its projects
count, what one of them costs, a whole without a part, bounds and conditions; and what looks like it and is not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from ingest.document import Document, Page
from ingest.forms import unspaced
from ingest.library import Library
from ingest.pipeline import understand
from qa.answer import Answer, Kind
from qa.assistant import Assistant
from tests.ingest.sample import HashEmbedder, publish
from tests.qa.asking import grounded, refuses, talk

TEXT: Final = """青岚县林业局2031年度部门决算
第三部分 2031年度部门决算情况说明
三、支出决算情况说明
2031年度支出合计80.05万元，其中：基本支出52.05万元，占65.02%；项目支出28万元，占34.98%。
六、一般公共预算财政拨款基本支出决算情况说明
2031年度一般公共预算财政拨款基本支出52.05万元，包括人员经费和公用经费，其中：
人员经费40.02万元，公用经费12.04万元。
十三、预算绩效情况说明
1.林间防火瞭望项目绩效自评综述：项目自评得分为88分。全年预算数为12万元，执行数为6万元，完成预算的50%。\
项目绩效目标完成情况：建成防火瞭望塔8个，开展巡护、清障等护林活动240次。发现的主要问题及原因：财政资金紧张，尾款未付。
2.湿地观测网络项目绩效自评综述：项目自评得分为96.5分。全年预算数为20万元，执行数为19万元，完成预算的95%。\
项目绩效目标完成情况：设立观测站点25个。发现的主要问题及原因：无。
3.苗木病害普查项目绩效自评综述：项目自评得分为93分。全年预算数为4万元，执行数为3万元，完成预算的75%。\
项目绩效目标完成情况：普查苗圃60家。发现的主要问题及原因：无。"""


@pytest.fixture(scope="module")
def forestry(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder, embedder = tmp_path_factory.mktemp("forestry"), HashEmbedder()
    report = understand(Document(Path("forestry.txt"), "text", (Page(1, TEXT),)), embedder.fits)
    publish(folder, report, embedder=embedder)
    return Assistant(Library.open(folder), embedder)


def quoting(answer: Answer) -> Answer:
    """The answer, once all that it quotes stands in the report."""
    assert all(unspaced(citation.quote) in unspaced(TEXT) for citation in answer.citations)
    return answer


FIGURES: Final = [
    ("防火瞭望项目建成了几个瞭望塔", "8", "个"),
    ("防火瞭望项目开展了多少次护林活动", "240", "次"),
    ("湿地观测网络项目平均每个观测站点花了多少元", "7600", "元"),
    ("苗木病害普查平均每家苗圃花多少元", "500", "元"),
    ("去掉人员经费，基本支出还有多少", "12.04", "万元"),
    ("基本支出刨去公用经费后是多少", "40.02", "万元"),
]


@pytest.mark.parametrize(("question", "value", "unit"), FIGURES)
def test_a_figure(question: str, value: str, unit: str, forestry: Assistant) -> None:
    answer = quoting(forestry.ask(question))
    assert answer.figures, answer.text
    assert (float(answer.figures[0].value or "nan"), answer.figures[0].unit) == (float(value), unit), answer.text


OF_THE_REPORT: Final = [
    ("电话评议打一个有效电话平均要花多少元？", "4.00", "元"),
    ("电话评议平均每家评议单位打多少个有效电话", "196.80", "个"),
    ("政务公开第三方评估给多少个单位出具了问题清单？", "58", "个"),
    ("政务公开项目出具了几份报告", None, ""),
    ("给退休人员的行政单位离退休支出是多少", "1.30", "万元"),
    ("给在职人员的行政单位离退休支出是多少", None, ""),
    ("给领导干部用的车有几辆", None, ""),
    ("数字政府建设项目因财政困难还欠着没付的有多少", "806.03", "万元"),
    ("电话评议的预算执行率（满分10分）得了多少分", "9.85", "分"),
    ("去掉人员经费，基本支出还有多少", "151.74", "万元"),
    ("除去住房公积金，社会保障和就业支出多少", None, ""),
    ("电子政务内网建设项目的预算是多少", None, ""),
    ("授予中型企业合同金额是多少", None, ""),
    ("支出比上年增加多少", "3.58", "万元"),
    ("服务采购中授予中小企业的占比", "49.05", "%"),
    ("服务采购里中小企业占多少", "49.05", "%"),
    ("中小企业合同占服务采购的比例", "49.05", "%"),
    ("货物采购授予中小企业的占比", "100", "%"),
    ("中小企业合同占政府采购的比例", "52.1", "%"),
    ("小微企业占服务采购的比例", None, ""),
    ("货物采购占服务采购的比例", None, ""),
    ("数字政府建设项目有多少子项目", "13", "个"),
    ("项目支出有几个项目", None, ""),
    ("数字政府项目13个子项里没花钱的有哪些", None, ""),
    ("基本支出下降了多少个百分点", "1.64", "%"),
    ("基本支出占比下降了多少个百分点", None, ""),
    ("重点绩效评价得分是多少", "90.14", "分"),
]
"""None: no figure may be given."""


@pytest.mark.parametrize(("question", "value", "unit"), OF_THE_REPORT)
def test_a_figure_of_the_report(question: str, value: str | None, unit: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    if value is None:
        assert not answer.figures, answer.text
    else:
        assert (answer.figures[0].value, answer.figures[0].unit) == (value, unit), answer.text


def test_what_is_left_is_of_what_was_asked_about_before(assistant: Assistant) -> None:
    answer = grounded(talk(assistant, "热线终端采购预算多少", "实际花了多少", "还剩多少没花"))
    assert answer.figures[0].value == "31.47", answer.text


def test_a_change_of_which_total_is_not_said_shows_each(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("支出比上年增加多少"))
    assert [figure.value for figure in answer.figures] == ["3.58", "9.99"]


LISTS: Final = [
    ("执行率在60%到95%之间的项目有哪些", {"95", "75"}),
    ("全年预算在四万至十二万元之间的项目", {"12", "4"}),
    ("全年预算超过5万元且执行率低于60%的项目有哪些", {"12", "50"}),
    ("得分高于90分但执行率低于80%的项目", {"93", "75"}),
    ("执行率最高的是哪个项目", {"95"}),
]


@pytest.mark.parametrize(("question", "values"), LISTS)
def test_a_list(question: str, values: set[str], forestry: Assistant) -> None:
    answer = quoting(forestry.ask(question))
    assert {figure.value for figure in answer.figures} == values, answer.text


NEAR_MISSES: Final = [
    "防火瞭望项目拆除了几个瞭望塔",
    "防火瞭望项目开展了多少次清障",
    "湿地观测网络项目平均每个废弃站点花了多少元",
    "湿地观测网络项目建成了几个瞭望塔",
    "基本支出去掉项目支出是多少",
    "全年预算超过5万元或执行率低于60%的项目有哪些",
    "得分90分以上、10万元以下的项目",
    "湿地观测网络项目有多少子项目",
    "项目支出有几个项目",
    "基本支出占比下降了多少个百分点",
    "基本支出占项目支出的比重",
    "湿地观测网络项目重点绩效评价得分是多少",
]


@pytest.mark.parametrize("question", NEAR_MISSES)
def test_what_only_looks_like_it_is_refused(question: str, forestry: Assistant) -> None:
    answer = forestry.ask(question)
    assert refuses(answer) or (answer.kind is Kind.PASSAGE and not answer.figures), answer.text
