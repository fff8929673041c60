"""A made-up budget report: duties without numbers, and an office called as the unit's name ends."""

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

NAME: Final = "青岑县议事委员会办公厅"
TEXT: Final = f"""{NAME}2031年度部门预算
第一部分 {NAME}概况
一、主要职能
主要职责是：统筹协调代表联络工作；指导人民来信接待工作；负责会议服务保障工作。
二、机构设置
{NAME}内设机构包括：办公厅、研究室。
第三部分 2031年度部门预算情况说明
一、收支预算总体情况说明
2031年度收入预算37.5万元，支出预算37.5万元。
二、机关运行经费预算情况说明
{NAME}2031年度机关运行经费预算5.5万元，比2030年预算减少0.5万元。"""


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder, embedder = tmp_path_factory.mktemp("budget"), HashEmbedder()
    report = understand(Document(Path("budget.txt"), "text", (Page(1, TEXT),)), embedder.fits)
    publish(folder, report, embedder=embedder)
    return Assistant(Library.open(folder), embedder)


def quoting(answer: Answer) -> Answer:
    """The answer, once all that it quotes stands in the report."""
    assert all(unspaced(citation.quote) in unspaced(TEXT) for citation in answer.citations)
    return answer


def test_a_duty_without_a_number_is_cited_by_its_section(another: Assistant) -> None:
    answer = quoting(another.ask("谁负责会议服务保障？"))
    (citation,) = answer.citations
    assert (answer.kind, citation.clause, citation.quote) == (Kind.DUTY, None, "负责会议服务保障工作。")
    assert str(citation.section).endswith("一、主要职能")


def test_duties_without_numbers_are_counted(another: Assistant) -> None:
    answer = quoting(another.ask("主要职责有哪些？"))
    assert answer.kind is Kind.DUTY
    assert "共3条" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (f"{NAME}机关运行经费预算是多少？", "5.5"),
        (f"{NAME}2031年收入预算是多少？", "37.5"),
        (f"{NAME}支出预算多少？", "37.5"),
    ],
)
def test_the_unit_s_name_is_not_the_office_s(question: str, value: str, another: Assistant) -> None:
    answer = quoting(another.ask(question))
    assert (answer.kind, answer.figures[0].value) == (Kind.LOOKUP, value)
    assert "预算数" in answer.text
