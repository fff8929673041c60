"""Questions to real reports of other units, answered as somebody read them off their pages."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from ingest.library import Library
from ingest.pipeline import read_report
from qa.answer import Kind
from qa.assistant import Assistant
from tests.ingest.sample import HashEmbedder, publish
from tests.samples import sample

SOCIAL_WORK: Final = "sh_putuo_social_work_dept_2024_final_accounts.pdf"
CONGRESS: Final = "js_npc_office_2018_dept_budget.pdf"
COMMERCE: Final = "sh_putuo_commerce_2025_dept_budget.pdf"

FIGURES: Final = {
    SOCIAL_WORK: (
        ("行政运行支出是多少", "51.32", "万元"),
        ("行政运行全年预算是多少", "52.00", "万元"),
        ("行政运行完成率", "98.69", "%"),
        ("2013999是多少", "202.24", "万元"),
        ("外交支出是多少", "", "万元"),
        ("行政运行的项目支出是多少", "", "万元"),
        ("机关运行经费多少", "10.23", "万元"),
        ("政府采购工程支出多少", "0", "万元"),
        ("一般公共预算财政拨款支出年初预算多少", "0", "万元"),
        ("项目支出占比", "65.70", "%"),
        ("公务用车有几辆", "0", "辆"),
    ),
    CONGRESS: (
        ("支出多少", "15897.44", "万元"),
        ("行政运行花了多少钱", "6,372.32", "万元"),
        ("人大会议的年初预算是多少", "1,305.25", "万元"),
        ("外交支出是多少", "", "万元"),
        ("公务用车购置费是多少", "0", "万元"),
        ("公务接待费占三公经费的比例", "51.28", "%"),
        ("项目支出比上年增加多少", "480", "万元"),
        ("预算比上年增加了多少", "2248.37", "万元"),
        ("江苏省人大常委会办公厅2018年支出多少", "15897.44", "万元"),
    ),
    COMMERCE: (
        ("支出总计是多少", "371,514,655.00", "元"),
        ("行政运行支出是多少", "9,389,913.00", "元"),
        ("三公经费多少", "1.00", "万元"),
        ("机关运行经费预算是多少", "171.01", "万元"),
        ("因公出国费是多少", "0", "万元"),
        ("政府性基金收入是多少", "", "元"),
        ("财政拨款支出比上年增加多少", "24,491.71", "万元"),
        ("政府采购服务预算是多少", "30.40", "万元"),
    ),
}
"""Of each report: a question, the figure that is printed (nothing: the cell is blank), and its unit."""

COMPUTED: Final = {
    COMMERCE: (
        ("行政运行预算数是多少万元", "938.9913", "万元"),
        ("差旅费比公务接待费多多少", "70000", "元"),
        ("行政运行占一般公共服务支出百分之多少", "43.47", "%"),
        ("福利费和工会经费一共多少", "618322", "元"),
    ),
    CONGRESS: (("人大立法多少元", "8100000", "元"), ("离休费和退休费合计", "828.42", "万元")),
    SOCIAL_WORK: (("劳务费和委托业务费合计多少", "1.16", "万元"), ("办公费多少元", "37800", "元")),
}

SAYS: Final = {
    SOCIAL_WORK: (
        ("三公经费多少", "无“三公”经费"),
        ("三公经费预算数多少", "故本表无数据"),
        ("因公出国费花了多少", "无“三公”经费"),
        ("下属单位有哪些", "（2）"),
        ("谁负责志愿服务工作", "负责志愿服务工作的统筹规划"),
    ),
    CONGRESS: (
        ("家具用具预算", "家具用具 分散自行组织 25.00"),
        ("台式计算机采购预算多少", "分散自行组织 8.00"),
        ("下属单位有几家", "（1）"),
        ("第三条职责", "召集本级人民代表大会会议"),
    ),
    COMMERCE: (("第三条职责是什么", "3、负责本区工商业"), ("下属单位有哪些", "上海市普陀区中小企业服务中心")),
}

REFUSED: Final = {
    SOCIAL_WORK: (
        "第三条职责是什么",
        "外交支出和国防支出合计",
        "事业运行完成率多少",
        "行政运行年初预算多少",
        "2023年支出多少",
    ),
    CONGRESS: (
        "行政运行决算数",
        "行政运行执行率",
        "外交支出和国防支出合计多少",
        "行政运行超预算了吗",
        "第十六条职责是什么",
    ),
    COMMERCE: ("行政运行决算数是多少", "外交支出是多少", "2024年支出多少", "公务员医疗补助缴费多少"),
}


@cache
def _assistant(path: Path, folder: Path) -> Assistant:
    embedder = HashEmbedder()
    publish(folder / path.stem, read_report(path, embedder.fits), embedder=embedder)
    return Assistant(Library.open(folder / path.stem), embedder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the libraries are made."""
    return tmp_path_factory.mktemp("samples")


@pytest.mark.parametrize(
    ("name", "question", "printed", "unit"), [(n, *row) for n, rows in FIGURES.items() for row in rows]
)
def test_a_printed_figure(folder: Path, name: str, question: str, printed: str, unit: str) -> None:
    answer = _assistant(sample(name), folder).ask(question)
    assert answer.kind is Kind.LOOKUP, answer.text
    assert (answer.figures[0].printed, answer.figures[0].unit) == (printed, unit), answer.text
    assert (answer.figures[0].value is None) == (printed == "")


@pytest.mark.parametrize(
    ("name", "question", "value", "unit"), [(n, *row) for n, rows in COMPUTED.items() for row in rows]
)
def test_a_computed_figure(folder: Path, name: str, question: str, value: str, unit: str) -> None:
    answer = _assistant(sample(name), folder).ask(question)
    assert answer.kind is Kind.CALCULATION, answer.text
    assert (Decimal(answer.figures[0].value or "NaN"), answer.figures[0].unit) == (Decimal(value), unit), answer.text


@pytest.mark.parametrize(("name", "question", "words"), [(n, *row) for n, rows in SAYS.items() for row in rows])
def test_what_the_report_says(folder: Path, name: str, question: str, words: str) -> None:
    answer = _assistant(sample(name), folder).ask(question)
    assert answer.refusal is None, answer.text
    assert words in answer.text


@pytest.mark.parametrize(("name", "question"), [(n, question) for n, rows in REFUSED.items() for question in rows])
def test_what_it_does_not_say(folder: Path, name: str, question: str) -> None:
    assert _assistant(sample(name), folder).ask(question).refusal is not None
