"""Questions to reports that were read from DOCX and web pages: figures, blank cells, duties, and the evidence shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pytest

from evals.generated.truth import Truth
from ingest.library import Library
from ingest.pipeline import read_report
from qa.answer import Answer, Kind
from qa.assistant import Assistant
from qa.evidence import Mark, PassageEvidence, TableEvidence, evidence
from qa.page.chat.panel import panel
from tests.documents.generator import generate
from tests.documents.layouts import LAYOUTS
from tests.ingest.sample import HashEmbedder, publish

SEED: Final = 5
LAYOUT: Final = LAYOUTS["blank zeros"]


@dataclass(frozen=True)
class Asked:
    """The assistant over one report, and what that report says."""

    assistant: Assistant
    truth: Truth


@pytest.fixture(scope="module", params=[".docx", ".html", ".htm"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Final accounts that print nothing for zero, in each format without places."""
    folder, embedder = tmp_path_factory.mktemp("flow"), HashEmbedder()
    path = folder / f"report{request.param}"
    truth = generate(path, LAYOUT, SEED)
    publish(folder / "library", read_report(path, embedder.fits), embedder=embedder)
    return Asked(Assistant(Library.open(folder / "library"), embedder), truth)


def shown(asked: Asked, answer: Answer) -> str:
    """What the page shows beside an answer."""
    return str(panel(0, answer, evidence(answer, asked.assistant.library)))


def test_every_item_is_answered_with_its_figure_and_the_cell_is_marked(asked: Asked) -> None:
    cells = [c for c in asked.truth.cells["expenditure"] if len(c.code) == 7 and c.column == "本年支出合计"]
    assert cells
    for cell in cells:
        answer = asked.assistant.ask(f"{cell.code}支出是多少？")
        assert (answer.kind, answer.figures[0].printed) == (Kind.LOOKUP, cell.printed), answer.text
        found = evidence(answer, asked.assistant.library)[0]
        assert isinstance(found, TableEvidence)
        ((row, column),) = found.cells
        marked = next(c for c in found.table.rows[row].cells if c.column == column)
        assert marked.printed == cell.printed
        assert cell.printed in shown(asked, answer)


def test_a_blank_cell_is_blank(asked: Asked) -> None:
    figures = [c for c in asked.truth.cells["expenditure"] if len(c.code) == 7 and c.column == "项目支出"]
    blank = [cell for cell in figures if not cell.printed]
    assert blank
    for cell in blank:
        figure = asked.assistant.ask(f"{cell.code}的项目支出是多少").figures[0]
        assert (figure.value, figure.printed) == (None, "")


def test_a_duty_is_quoted_and_marked_on_its_page(asked: Asked) -> None:
    duty = asked.truth.duties[4]
    answer = asked.assistant.ask("群众来信来访由谁受理？")
    assert duty.text in answer.citations[0].quote
    assert answer.citations[0].page == duty.page
    (found,) = evidence(answer, asked.assistant.library)
    assert isinstance(found, PassageEvidence)
    marked = "".join(run.text for page in found.pages for run in page.runs if run.mark is Mark.QUOTE)
    assert duty.text in marked
    assert duty.text in shown(asked, answer)


def test_there_are_no_places_on_pages_and_no_printed_numbers(asked: Asked) -> None:
    code = next(c.code for c in asked.truth.cells["expenditure"] if len(c.code) == 7)
    answer = asked.assistant.ask(f"{code}支出是多少？")
    assert {citation.printed_page for citation in answer.citations} == {None}
    citations = answer.to_json()["citations"]
    assert isinstance(citations, list)
    assert all(set(span) == {"page", "start", "end"} for citation in citations for span in citation["spans"])
