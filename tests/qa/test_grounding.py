"""Grounding: a draft with a fault planted in any of its parts is caught, and does not leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from ingest.library import Library
from qa.answer import Kind, RefusalKind
from qa.assistant import Assistant
from qa.grounding import faults
from qa.lookup import find
from qa.parts import Draft, Part, PartKind, count, echo, name, words
from qa.question import read_question
from qa.routes import Asked, Reply
from qa.routes.base import understood
from tests.qa.asking import refuses

QUESTION: Final = "行政运行支出是多少？"
Plant = Callable[[Draft], None]


@pytest.fixture
def draft(assistant: Assistant, library: Path) -> Draft:
    """A sound draft with a part of every kind: two printed figures, their sum, a quote, an echo, a count."""
    stored = Library.open(library)
    catalog = assistant.catalog(stored.reports()[0].id)
    made = Draft(catalog, stored.pages(catalog.report.id))

    def printed(text: str) -> int:
        return made.printed_figure(find(read_question(text, catalog.vocabulary, this_year=2025), catalog).groups[0])

    one, other = printed(QUESTION), printed("事业运行支出是多少？")
    made.computed_figure("合计", Decimal("1355.88"), "万元", (one, other), "1,241.72 + 114.16 = 1,355.88 万元")
    made.say("{label}：{figure}{marks}", label=name("行政运行"), figure=made.figure(0), marks=made.marks([0]))
    made.say("出处：{place}", place=made.place(0))
    made.say("{figure}", figure=made.figure(2))
    made.say("原文：“{quote}”", quote=made.quote(0))
    made.say("您问的是“{asked}”，共{count}处。", asked=echo("行政运行"), count=count(2))
    made.parts.append(Part(PartKind.REFUSAL, "报告里没有写明，不能回答。"))
    return made


def test_a_sound_draft_has_no_faults(draft: Draft) -> None:
    assert {part.kind for part in draft.parts} == set(PartKind)
    assert faults(draft, QUESTION) == []


def citation(**update: object) -> Plant:
    def plant(draft: Draft) -> None:
        draft.citations[0] = draft.citations[0].model_copy(update=update)

    return plant


def figure(index: int, **update: object) -> Plant:
    def plant(draft: Draft) -> None:
        draft.figures[index] = draft.figures[index].model_copy(update=update)

    return plant


def part(kind: PartKind, text: str) -> Plant:
    def plant(draft: Draft) -> None:
        at = next(i for i, found in enumerate(draft.parts) if found.kind is kind)
        draft.parts[at] = replace(draft.parts[at], text=text)

    return plant


def shifted(draft: Draft) -> None:
    first = draft.citations[0]
    spans = tuple(span.model_copy(update={"start": span.start + 1}) for span in first.spans)
    draft.citations[0] = first.model_copy(update={"spans": spans})


PLANTED: Final[dict[str, Plant]] = {
    "a quote that is not there": citation(quote="2010301 行政运行 9,999.99 994.91 246.81"),
    "a quote that is shortened": citation(quote="2010301 行政运行 1,241.72"),
    "an empty quote": citation(quote=" "),
    "another page": citation(page=17),
    "spans beside the quote": shifted,
    "another printed text": figure(0, printed="1,241.73"),
    "a part of a printed number": figure(0, printed="241.72", value="241.72"),
    "another value": figure(0, value="1241.73"),
    "a value of the same row, but not the printed one": figure(0, value="994.91"),
    "no citation": figure(0, citations=()),
    "neither printed nor computed": figure(0, printed=None),
    "a formula without operands": figure(2, operands=()),
    "an operand that is not in the formula": figure(2, formula="1,241.72 + 200.00 = 1,441.72 万元"),
    "a sum that does not add up": figure(2, formula="1,241.72 + 114.16 = 1,355.87 万元", value="1355.87"),
    "a result other than the one it shows": figure(2, value="1355.87"),
    "a result with another sign": figure(2, value="-1355.88"),
    "a formula without a result": figure(2, formula="1,241.72 + 114.16"),
    "digits in the program's own words": part(PartKind.WORDS, "共 12 万元"),
    "full-width digits in the program's own words": part(PartKind.WORDS, "共１２万元"),
    "an echo of what was not asked": part(PartKind.ECHO, "事业运行"),
    "a name that the report does not know": part(PartKind.NAME, "月球探测"),
    "a figure other than the one it refers to": part(PartKind.FIGURE, "9,999.99 万元"),
    "a figure with another unit": part(PartKind.FIGURE, "1,241.72 亿元"),
    "words that the quote does not hold": part(PartKind.QUOTE, "行政运行一千万元"),
    "a place on another page": part(PartKind.PLACE, "公开05表，第99页（文件第97页）"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found(planted: str, draft: Draft) -> None:
    PLANTED[planted](draft)
    assert faults(draft, QUESTION) != []


def test_white_space_alone_is_no_fault(draft: Draft) -> None:
    first = draft.citations[0]
    draft.citations[0] = first.model_copy(update={"quote": first.quote.replace(" ", "\n\u3000")})
    assert faults(draft, QUESTION) == []


def test_an_assistant_withholds_what_is_not_founded(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def invented(asked: Asked) -> Reply:
        draft = asked.draft()
        draft.parts.append(words("行政运行支出是 9,999.99 万元。"))
        return Reply(Kind.LOOKUP, draft, understood(asked))

    monkeypatch.setattr("qa.assistant.ROUTES", (invented,))
    answer, trace = assistant.explain(QUESTION)
    assert refuses(answer, RefusalKind.NOT_FOUND)
    assert "9,999.99" not in answer.text
    assert "没有通过与原文的核对" in answer.text
    assert any("未通过" in line for line in trace.lines)


def test_an_assistant_withholds_a_quote_from_nowhere(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def invented(asked: Asked) -> Reply:
        draft = asked.draft()
        duty = asked.catalog.duties[0]
        cited = draft.cite(duty.excerpt, clause=duty.number)
        draft.parts.append(Part(PartKind.QUOTE, "负责全区的火星探测工作", cited))
        return Reply(Kind.DUTY, draft, understood(asked))

    monkeypatch.setattr("qa.assistant.ROUTES", (invented,))
    answer = assistant.ask("谁负责火星探测？")
    assert refuses(answer, RefusalKind.NOT_FOUND)
    assert not answer.citations
