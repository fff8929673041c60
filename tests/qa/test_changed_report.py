"""Nothing is remembered: the same report with every figure changed gives the changed figures, every one.

Each digit of a figure becomes another one, so that the figures keep their shape and place; zeros stay, for
the forms are full of them and what is nothing is asked for in other words.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from ingest.document import Document, Page
from ingest.library import Library
from ingest.pipeline import understand
from ingest.readers import read
from qa.assistant import Assistant
from tests.ingest.sample import HashEmbedder, publish
from tests.qa.asking import CORPUS, truth
from tests.qa.test_forms import cells, wordings

DIGITS: Final = str.maketrans("123456789", "234567891")
AMOUNT: Final = re.compile(r"(?<![\d.])\d[\d,]*\.\d+(?![\d.])")
"""A figure with decimals; numbers of lines, codes and years have none."""

FORMS: Final = ("01", "02", "03", "04", "05", "06", "09")


def changed(text: str) -> str:
    """The text with the digits of every amount changed."""
    return AMOUNT.sub(lambda match: match.group().translate(DIGITS), text)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The report with other figures."""
    document = read(next(CORPUS.glob("*.txt")))
    pages = tuple(Page(page.number, changed(page.text), page.printed) for page in document.pages)
    folder, embedder = tmp_path_factory.mktemp("changed"), HashEmbedder()
    report = understand(Document(Path("changed.txt"), document.format, pages), embedder.fits)
    publish(folder, report, embedder=embedder)
    return Assistant(Library.open(folder), embedder)


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_is_the_changed_one(form: str, other: Assistant) -> None:
    wrong = []
    for cell in cells(form):
        question, wanted = next(wordings(form, cell)), changed(cell["printed"])
        answer = other.ask(question)
        if not answer.figures or answer.figures[0].printed != wanted:
            wrong.append((question, wanted, answer.text[:60]))
    assert wrong == []


def test_every_executed_amount_of_a_project_is_the_changed_one(other: Assistant) -> None:
    rows = [row for row in truth("evaluation_amounts.tsv") if row["row"] == "年度资金总额"]
    answers = [(changed(row["executed"]), other.ask(f"{row['project']}的执行数")) for row in rows]
    assert [a.figures[0].printed for _, a in answers if a.figures] == [wanted for wanted, a in answers if a.figures]
    assert len([a for _, a in answers if a.figures]) == len(rows)


def test_a_result_is_that_of_the_changed_figures(other: Assistant) -> None:
    names = ("263.51", "274.43", "276.15")
    wanted = sum(Decimal(changed(value)) for value in names)
    assert Decimal(other.ask("基本工资、津贴补贴和奖金三项合计").figures[0].value or "NaN") == wanted
