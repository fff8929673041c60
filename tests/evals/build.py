"""A small made-up report, and an answer about it that is right in every way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals.made import Made
from evals.questions import Expectation
from evals.run import Explain
from evals.source import Source
from ingest.document import Document, Page
from qa.answer import Answer, Citation, Figure, Kind, PageSpan, Refusal, RefusalKind, Understood
from qa.trace import Trace

ROW = "2019901 甲项 8,765.43 8,000.00 765.43"
CLAUSE = "（三）负责接听值班\n电话，及时报告。"
FIRST_PAGE = f"公开05表\n合计 9,999.99\n{ROW}"
SECOND_PAGE = f"{CLAUSE}\n比上年减少21.09万元。"

SOURCE = Source(
    Document(Path("made-up.txt"), "text", (Page(1, FIRST_PAGE, printed=7), Page(2, SECOND_PAGE, printed=8)))
)


MADE = Made(
    command="run",
    date="2021-03-04T05:06:07+08:00",
    commit="abc1234",
    python="3.11.0",
    packages={"chromadb": "1.5.9"},
    embedder="hash",
    questions=("main.jsonl",),
)
TRACE = ("[理解] 操作=get", "[途径] 查找")


def traced(ask: Callable[[str, Sequence[Answer]], Answer]) -> Explain:
    """The answers of a stand-in, each with a trace."""
    return lambda question, history: (ask(question, history), Trace(list(TRACE)))


def citation(quote: str, /, **changes: Any) -> Citation:
    """A citation of the quote where it stands in the made-up report."""
    page = next(page for page in SOURCE.document.pages if quote in page.text)
    start = page.text.index(quote)
    fields: dict[str, Any] = {
        "id": 1,
        "report": "r1",
        "organization": "某某局",
        "year": 2021,
        "page": page.number,
        "printed_page": page.printed,
        "spans": (PageSpan(page=page.number, start=start, end=start + len(quote)),),
        "quote": quote,
    }
    return Citation(**fields | changes)


def row_citation(**changes: Any) -> Citation:
    """A citation of the table row."""
    place = {"table": "公开05表", "row": "2019901 甲项", "column": "小\n计"}
    return citation(ROW, **place | changes)


def figure(**changes: Any) -> Figure:
    """The figure of the table row."""
    fields: dict[str, Any] = {
        "label": "甲项 · 决算数",
        "value": "8765.43",
        "unit": "万元",
        "printed": "8,765.43",
        "year": 2021,
        "citations": (0,),
    }
    return Figure(**fields | changes)


def lookup(**changes: Any) -> Answer:
    """A right answer to 甲项支出是多少？"""
    fields: dict[str, Any] = {
        "question": "甲项支出是多少？",
        "kind": Kind.LOOKUP,
        "text": "2021年度甲项支出决算数为 8,765.43 万元 [1]（公开05表，第7页）。",
        "figures": (figure(),),
        "citations": (row_citation(),),
    }
    return Answer(**fields | changes)


def change(value: str) -> Answer:
    """An answer to 比上年减少多少？ with this value."""
    return lookup(
        text="减少 21.09 万元。",
        understood=Understood(measure="增减额"),
        figures=(figure(value=value, printed="21.09"),),
        citations=(citation("比上年减少21.09万元。"),),
    )


def duty(**changes: Any) -> Answer:
    """A right answer to 谁接听值班电话？"""
    fields: dict[str, Any] = {
        "question": "谁接听值班电话？",
        "kind": Kind.DUTY,
        "text": CLAUSE,
        "citations": (citation(CLAUSE, clause="（三）"),),
    }
    return Answer(**fields | changes)


def refusal(kind: RefusalKind) -> Answer:
    """A refusal."""
    return Answer(
        question="今天天气怎么样？",
        kind=Kind.REFUSAL,
        text="这与报告无关。",
        refusal=Refusal(kind=kind, message="这与报告无关。"),
    )


def expect_lookup(**changes: Any) -> Expectation:
    """What `lookup()` fulfils."""
    fields: dict[str, Any] = {
        "kind": ["lookup"],
        "value": Decimal("8765.43"),
        "unit": "万元",
        "table": ["公开03表", "公开05表"],
        "row": "甲项",
        "column": "小计",
        "printed_page": [7],
    }
    return Expectation(**fields | changes)


def expect_duty(**changes: Any) -> Expectation:
    """What `duty()` fulfils."""
    fields: dict[str, Any] = {
        "kind": ["duty"],
        "clause": ["（三）"],
        "quote": ["接听值班电话"],
        "printed_page": [8],
        "contains": ["及时报告"],
        "excludes": ["不知道"],
    }
    return Expectation(**fields | changes)
