"""Every named row and column of the nine forms, asked for by name and by code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from qa.answer import Answer, Kind
from qa.assistant import Assistant
from tests.qa.asking import Row, first_citation, grounded, truth

TITLES: Final = {
    "01": "收入支出决算总表",
    "02": "收入决算表",
    "03": "支出决算表",
    "04": "财政拨款收入支出决算总表",
    "05": "一般公共预算财政拨款支出决算表",
    "06": "一般公共预算财政拨款基本支出决算明细表",
    "07": "政府性基金预算财政拨款收入支出决算表",
    "08": "国有资本经营预算财政拨款支出决算表",
    "09": "财政拨款“三公”经费支出决算表",
}
THREE_PUBLIC: Final = {"合计": "“三公”经费", "小计": "公务用车购置及运行维护费"}
OPENING_LINES: Final = ("29", "30", "31")
"""Lines of 公开04表 that break 年初财政拨款结转和结余 down, under names that stand in its income too."""


def cells(form: str) -> list[Row]:
    """The cells of the rows that have a name; the one row of 公开09表 has none and is named by its columns."""
    return [cell for cell in truth(f"forms/{form}.tsv") if cell["name"] or form == "09"]


def row_and_column(form: str, cell: Row) -> tuple[str, str]:
    """How a person names a cell of the form; the column is empty where the form has just one."""
    name, path = cell["name"], cell["column"].split("/")
    if form == "09":
        return THREE_PUBLIC.get(path[-1], path[-1]), path[0]
    if name == "总计":
        name = cell["side"] + name
    if form in ("01", "06") or (form == "04" and cell["side"] == "收入"):
        opening = form == "04" and cell["line"] in OPENING_LINES
        return (f"年初财政拨款结转和结余中的{name}" if opening else name), ""
    if form in ("07", "08"):
        return (path[0], path[1]) if len(path) > 1 else (path[0], "")
    return name, path[-1]


def wordings(form: str, cell: Row) -> Iterator[str]:
    """The questions for one cell."""
    row, column = row_and_column(form, cell)
    of_column = f"的{column}" if column else ""
    yield f"公开{form}表中{row}{of_column}是多少？"
    yield f"《{TITLES[form]}》里，{row}{of_column}"
    if cell["code"]:
        yield f"公开{form}表{cell['code']}{of_column}是多少"


def is_right(answer: Answer, form: str, cell: Row) -> bool:
    """One printed figure: the cell's, cited from its form, row and printed page."""
    if answer.kind is not Kind.LOOKUP or len(answer.figures) != 1:
        return False
    figure, cited = answer.figures[0], first_citation(answer)
    row = "".join((cited.row or "").split())
    return (
        figure.printed == cell["printed"]
        and figure.unit == "万元"
        and cited.table == f"公开{form}表"
        and cited.printed_page == int(cell["printed_page"])
        and row == ("" if form == "09" else cell["code"] + cell["name"])
    )


@pytest.mark.parametrize("form", TITLES)
def test_every_named_cell_is_answered_from_its_own_row_and_page(form: str, assistant: Assistant) -> None:
    asked = [(question, cell) for cell in cells(form) for question in wordings(form, cell)]
    answers = [(question, cell, grounded(assistant.ask(question))) for question, cell in asked]
    wrong = [(q, c["printed"], a.kind, a.text[:80]) for q, c, a in answers if not is_right(a, form, c)]
    assert wrong == []


def test_the_cells_that_are_asked_for_are_all_cells_with_a_name() -> None:
    """Counted by hand in the report."""
    counted = {form: len(cells(form)) for form in TITLES}
    assert counted == {
        "01": 12 + 30,
        "02": 23 * 7,
        "03": 23 * 6,
        "04": 9 + 29 * 4,
        "05": 23 * 3,
        "06": 27 + 28 + 33 + 2,
        "07": 6,
        "08": 3,
        "09": 12,
    }


UNCODED: Final = [
    # without the form: what most people mean, and the form that says it in most detail
    ("行政运行支出是多少？", "1,241.72", "公开05表"),
    ("事业运行基本支出", "114.16", "公开05表"),
    ("2010599花了多少？", "68.64", "公开05表"),
    ("办公费多少？", "77.59", "公开06表"),
    ("总收入是多少？", "1,814.48", "公开01表"),
    ("总支出是多少？", "1,814.48", "公开01表"),
    ("三公经费预算数是多少？", "9.64", "公开09表"),
    ("其他收入有多少？", "0.00", "公开01表"),
    ("债务还本支出是多少？", "0.00", "公开01表"),
]


@pytest.mark.parametrize(("question", "printed", "table"), UNCODED)
def test_without_a_form_the_usual_one_is_cited_first(
    question: str, printed: str, table: str, assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is Kind.LOOKUP
    assert (answer.figures[0].printed, first_citation(answer).table) == (printed, table)


SEVERAL: Final = [
    ("行政运行和一般公共服务支出分别是多少？", ["1,241.72", "1,442.57"]),
    ("行政运行的基本支出和项目支出是多少？", ["994.91", "246.81"]),
    ("公开03表里行政运行和事业运行的基本支出各是多少？", ["994.91", "114.16"]),
    ("差旅费、会议费、培训费分别是多少？", ["14.95", "0.33", "0.05"]),
    ("财政拨款收入与事业收入各多少？", ["1,814.48", "0.00"]),
]


@pytest.mark.parametrize(("question", "printed"), SEVERAL)
def test_several_things_named_are_listed_in_their_order(
    question: str, printed: list[str], assistant: Assistant
) -> None:
    answer = grounded(assistant.ask(question))
    assert answer.kind is Kind.LIST
    assert [figure.printed for figure in answer.figures] == printed


PARTS_OF_TOTALS: Final = [
    ("本年支出中基本支出是多少？", "1,495.19"),
    ("支出合计里的项目支出是多少？", "319.30"),
    ("收入合计里财政拨款收入是多少？", "1,814.48"),
    ("公开08表中本年支出的项目支出是多少？", "0.00"),
    ("一般公共服务支出里的招商引资是多少？", "3.84"),
]


@pytest.mark.parametrize(("question", "printed"), PARTS_OF_TOTALS)
def test_a_part_of_a_total_is_the_part(question: str, printed: str, assistant: Assistant) -> None:
    answer = grounded(assistant.ask(question))
    assert (answer.kind, [figure.printed for figure in answer.figures]) == (Kind.LOOKUP, [printed])
