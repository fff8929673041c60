"""The public contract: the JSON form of an answer, and what every answer of every kind keeps to."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import ValidationError

from evals.source import compact
from ingest.library import Library
from ingest.numbers import PLAIN, parse_number
from qa.answer import ANSWER_SCHEMA, Answer, Kind, Refusal, RefusalKind
from qa.assistant import Assistant
from tests.qa.asking import grounded, talk

BY_KIND: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.LOOKUP: ("行政运行支出是多少？",),
    Kind.CALCULATION: ("行政运行支出是多少元？",),
    Kind.LIST: ("行政运行和事业运行分别是多少？",),
    Kind.COMPARISON: ("住房公积金比预算多吗？",),
    Kind.DUTY: ("谁负责区政府值班？",),
    Kind.DEFINITION: ("什么是三公经费？",),
    Kind.PASSAGE: ("为什么住房公积金超预算？",),
    Kind.REFUSAL: ("今天天气怎么样？",),
}
ASKED: Final = [
    *BY_KIND.items(),
    (Kind.LOOKUP, ("行政运行支出是多少？", "年初预算呢？")),
    (Kind.LOOKUP, ("公开08表的合计是多少？",)),
    (Kind.CALCULATION, ("差旅费占公用经费的百分之几？",)),
    (Kind.PASSAGE, ("下一步工作措施是什么？",)),
    (Kind.REFUSAL, ("2022年差旅费",)),
    (Kind.REFUSAL, ("差旅费的年初预算是多少",)),
]

ANSWER: Final[dict[str, Any]] = {
    "schema": int,
    "question": str,
    "kind": str,
    "text": str,
    "understood": dict,
    "figures": list,
    "citations": list,
    "refusal": (dict, type(None)),
    "options": list,
    "notes": list,
    "elapsed_ms": float,
}
UNDERSTOOD: Final = ("report", "year", "item", "measure", "breakdown", "operation")
FIGURE: Final[dict[str, Any]] = {
    "label": str,
    "value": (str, type(None)),
    "unit": str,
    "printed": (str, type(None)),
    "year": int,
    "citations": list,
    "operands": list,
    "formula": (str, type(None)),
}
CITATION: Final[dict[str, Any]] = {
    "id": int,
    "report": str,
    "organization": str,
    "year": int,
    "page": int,
    "printed_page": (int, type(None)),
    "spans": list,
    "section": (str, type(None)),
    "clause": (str, type(None)),
    "table": (str, type(None)),
    "row": (str, type(None)),
    "column": (str, type(None)),
    "quote": str,
    "recognized": bool,
}
REFUSAL: Final[dict[str, Any]] = {"kind": str, "message": str, "nearest": list, "available": list}

asked = pytest.mark.parametrize(("kind", "turns"), ASKED, ids=["-".join((k, t[-1])) for k, t in ASKED])


def shaped(data: dict[str, Any], shape: dict[str, Any]) -> bool:
    return list(data) == list(shape) and all(isinstance(data[key], kind) for key, kind in shape.items())


@asked
def test_an_answer_is_of_its_kind_and_has_the_contracts_shape(
    kind: Kind, turns: tuple[str, ...], assistant: Assistant
) -> None:
    data = json.loads(json.dumps(talk(assistant, *turns).to_json(), ensure_ascii=False))
    assert (data["kind"], data["schema"], data["question"]) == (kind, ANSWER_SCHEMA, turns[-1])
    assert shaped(data, ANSWER)
    assert set(UNDERSTOOD) <= set(data["understood"])
    assert all(shaped(figure, FIGURE) for figure in data["figures"])
    assert all(shaped(citation, CITATION) for citation in data["citations"])
    assert all(list(span) == ["page", "start", "end"] for c in data["citations"] for span in c["spans"])
    assert (data["refusal"] is not None) == (kind is Kind.REFUSAL)
    assert data["refusal"] is None or shaped(data["refusal"], REFUSAL)
    assert data["options"] == []
    assert data["text"].strip()


@asked
def test_json_there_and_back_is_the_same_answer(kind: Kind, turns: tuple[str, ...], assistant: Assistant) -> None:
    answer = talk(assistant, *turns)
    assert answer.kind is kind
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


def test_what_is_not_in_the_contract_is_refused(assistant: Assistant) -> None:
    data = assistant.ask("办公费多少").to_json()
    with pytest.raises(ValidationError):
        Answer.from_json({**data, "confidence": 0.9})
    with pytest.raises(ValidationError):
        Answer.from_json({**data, "kind": "guess"})


@asked
def test_quotes_are_the_stored_pages_at_their_spans(
    kind: Kind, turns: tuple[str, ...], assistant: Assistant, library: Path
) -> None:
    stored = Library.open(library)
    report = stored.reports()[0]
    pages = {page.number: page for page in stored.pages(report.id)}
    answer = grounded(talk(assistant, *turns))
    assert [citation.id for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        text = "".join(pages[span.page].text[span.start : span.end] for span in citation.spans)
        assert compact(text) == compact(citation.quote)
        assert citation.page == citation.spans[0].page
        assert citation.printed_page == pages[citation.page].printed
        assert (citation.report, citation.organization) == (report.title, report.identity.organization)


@asked
def test_a_figure_is_printed_in_its_quotes_or_computed_from_such(
    kind: Kind, turns: tuple[str, ...], assistant: Assistant
) -> None:
    answer = talk(assistant, *turns)
    for figure in answer.figures:
        if figure.formula is None:
            assert figure.printed is not None
            assert figure.value is not None
            assert parse_number(figure.printed) == Decimal(figure.value)
            assert figure.citations
            for index in figure.citations:
                numbers = re.findall(PLAIN, answer.citations[index].quote)
                assert Decimal(figure.value) in {parse_number(number) for number in numbers}
        else:
            assert figure.printed is None
            assert figure.operands
            operands = [answer.figures[index] for index in figure.operands]
            assert all(operand.printed and operand.printed in figure.formula for operand in operands)
            assert figure.formula in answer.text


@asked
def test_every_mark_in_the_text_is_a_citation_and_every_citation_is_marked(
    kind: Kind, turns: tuple[str, ...], assistant: Assistant
) -> None:
    answer = talk(assistant, *turns)
    marked = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
    assert marked == {citation.id for citation in answer.citations}


@asked
def test_a_kind_that_answers_has_citations_and_one_that_does_not_has_none(
    kind: Kind, turns: tuple[str, ...], assistant: Assistant
) -> None:
    answer = talk(assistant, *turns)
    assert bool(answer.citations) == (kind is not Kind.REFUSAL)
    assert bool(answer.figures) <= (kind is not Kind.REFUSAL)


def test_the_first_figure_is_the_one_that_was_asked_for(assistant: Assistant) -> None:
    assert assistant.ask("行政运行支出是多少元？").figures[0].unit == "元"
    assert assistant.ask("住房公积金决算比预算多多少").figures[0].formula is not None
    assert assistant.ask("行政运行和事业运行分别是多少？").figures[0].printed == "1,241.72"


def test_an_answer_cannot_be_changed(assistant: Assistant) -> None:
    answer = assistant.ask("办公费多少")
    with pytest.raises(ValidationError):
        answer.text = "别的"  # type: ignore[misc]


def test_a_refusal_holds_no_more_than_the_contract_says() -> None:
    with pytest.raises(ValidationError):
        Refusal.model_validate({"kind": RefusalKind.NOT_FOUND, "message": "没有", "blame": "you"})
