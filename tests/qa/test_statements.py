"""What the narrative says of figures: amounts, rates, counts and reasons, each asked for by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from evals.source import compact
from qa.answer import Answer, Kind, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import Row, clauses, first_citation, grounded, truth

STATEMENTS: Final = truth("statements.tsv")
TOTALS: Final = ("支出合计", "收入总计", "支出总计")
"""These stand in several sections, for different funds."""

NOT_BY_ITEM: Final = ("绩效自评",)
"""Counted by what is counted; see COUNTS."""

WORDINGS: Final = {
    "年初预算数": ("{item}的年初预算数是多少？", "{item}年初预算多少万元"),
    "全年预算数": ("{item}的全年预算数是多少？", "{item}全年预算多少万元"),
    "完成率": ("{item}完成{baseline}的百分之多少？", "{item}的预算完成率"),
    "增减额": ("{item}比{baseline}增加或减少了多少万元？", "{item}与{baseline}相比变化了多少"),
    "增减率": ("{item}比{baseline}增长或下降了百分之几？", "{item}较{baseline}的增减率"),
    "占比": ("{item}占{baseline}的比重是多少？", "{item}占{baseline}百分之几"),
    "数量": ("{item}有多少{unit}？", "{item}是几{unit}"),
}
REASONS: Final = {
    "budget": (
        "为什么{item}决算数与年初预算数不一致？",
        "{item}决算数与{baseline}有差异的原因是什么？",
        "{item}和年初预算相比为什么有变化",
    ),
    "year": ("{item}为什么比{baseline}有变化？", "{item}比上年变化的原因", "{item}与上年相比变动是什么原因"),
}


def item_of(row: Row) -> str:
    """How a person names the row's item, with its fund where several have it."""
    item = row["item"].replace("支出合计", "支出")
    fund = row["fund"] if row["item"] in TOTALS and row["fund"] != "全部资金" else ""
    counted = row["breakdown"] if row["breakdown"] != "合计" else ""
    return fund + item + counted


def questions(row: Row, wordings: tuple[str, ...]) -> Iterator[str]:
    for wording in wordings:
        yield wording.format(item=item_of(row), baseline=row["baseline"], unit=row["unit"])


def says(answer: Answer, row: Row) -> bool:
    """Whether the figure that answers is the row's, and one of its citations is the row's clause."""
    if answer.kind is not Kind.LOOKUP:
        return False
    figure = answer.figures[0]
    wanted = compact(row["quote"]).replace("％", "%")
    quotes = [compact(answer.citations[i].quote).replace("％", "%") for i in figure.citations]
    return (
        figure.printed is not None
        and float(figure.printed.replace(",", "")) == float(row["printed"].replace(",", ""))
        and figure.unit == row["unit"]
        and any(wanted in quote for quote in quotes)
    )


@pytest.mark.parametrize("measure", WORDINGS)
def test_every_figure_of_the_narrative_is_found_by_item_and_measure(measure: str, assistant: Assistant) -> None:
    rows = [r for r in STATEMENTS if r["measure"] == measure and r["item"] not in NOT_BY_ITEM and r["unit"]]
    asked = [(q, row, grounded(assistant.ask(q))) for row in rows for q in questions(row, WORDINGS[measure])]
    assert len(asked) >= 8
    assert [(q, row["printed"], a.text[:80]) for q, row, a in asked if not says(a, row)] == []


def test_every_reason_of_the_narrative_is_quoted(assistant: Assistant) -> None:
    """Twelve against the initial budget, eight against the year before, and 机关运行经费."""
    rows = [row for row in STATEMENTS if row["measure"] == "原因"]
    assert len(rows) == 21
    wrong = []
    for row in rows:
        against = "budget" if row["baseline"].endswith("预算数") else "year"
        for question in questions(row, REASONS[against]):
            answer = grounded(assistant.ask(question))
            if answer.kind is not Kind.PASSAGE or compact(row["printed"]) not in compact(answer.text):
                wrong.append((question, answer.text[:80]))
    assert wrong == []


COUNTS: Final = [
    ("绩效自评涵盖多少个项目？", "8", "个"),
    ("自评等级为优的项目有几个", "7", "个"),
    ("自评等级为良的项目有几个？", "1", "个"),
    ("单位共有车辆多少辆", "1", "辆"),
    ("公务用车保有量", "1", "辆"),
    ("新买了几辆公务用车？", "0", "辆"),
    ("外事接待了多少批次？", "0", "批次"),
    ("公务接待多少人次？", "80", "人次"),
    ("因公出国累计多少人次？", "2", "人次"),
    ("国（境）外接待多少人次", "0", "人次"),
]


@pytest.mark.parametrize(("question", "printed", "unit"), COUNTS)
def test_what_is_counted_can_be_asked_for_in_everyday_words(
    question: str, printed: str, unit: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is Kind.LOOKUP
    assert (answer.figures[0].printed, answer.figures[0].unit) == (printed, unit)


# the four questions that the first issue names


def test_an_exact_figure_with_its_table_row_column_and_page(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("行政运行支出是多少？"))
    cited = first_citation(answer)
    assert (answer.kind, answer.figures[0].printed, answer.figures[0].unit) == (Kind.LOOKUP, "1,241.72", "万元")
    assert (cited.table, cited.row, cited.column) == ("公开05表", "2010301 行政运行", "小计")
    assert (cited.page, cited.printed_page) == (16, 18)
    assert compact(cited.quote) == "2010301行政运行1,241.72994.91246.81"


def test_the_clause_verbatim_with_its_number(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("谁负责区政府值班？"))
    assert (answer.kind, clauses(answer)) == (Kind.DUTY, ["（四）"])
    verbatim = next(row["text"] for row in truth("duties.tsv") if row["number"] == "（四）")
    assert verbatim in compact(answer.text)
    assert "济南市莱芜区人民政府办公室" in answer.text


def test_the_sentence_with_the_reason_and_a_note_that_it_contradicts_the_figures(assistant: Assistant) -> None:
    answer = grounded(assistant.ask("为什么住房公积金超预算？"))
    assert answer.kind is Kind.PASSAGE
    assert "受人员变动影响，财政负担的公积金总额相应减少" in compact(answer.text)
    assert answer.citations[0].printed_page == 32
    assert any("方向与数字不一致" in note for note in answer.notes)


def test_a_polite_refusal(assistant: Assistant) -> None:
    answer = assistant.ask("今天天气怎么样？")
    assert answer.kind is Kind.REFUSAL
    assert answer.refusal is not None
    assert answer.refusal.kind is RefusalKind.OFF_TOPIC
    assert "无关" in answer.text
    assert not answer.figures
    assert not answer.citations
