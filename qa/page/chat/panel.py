"""The evidence as HTML: tables with the cited cells marked, pages with the cited words, sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa import templates
from qa.answer import Answer, Citation
from qa.evidence import (
    CalculationEvidence,
    DisagreementEvidence,
    Evidence,
    PassageEvidence,
    QuoteEvidence,
    TableEvidence,
)
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.proofs import calculation, checks, disagreement
from qa.page.evidence import texts as pages
from qa.page.evidence.viewer import viewer
from qa.page.markup import Html, el, join
from qa.page.places import heading, page_words
from qa.page.table import grid

SPOKEN: Final = 40
"""So much of a quote is said of the image on which it is marked, in characters."""


def panel(turn: int | None, answer: Answer | None, found: Sequence[Evidence] = (), *, cite: int | None = None) -> Html:
    """The evidence for one turn of the conversation; `cite` is the citation to bring into view, 0 the first."""
    if answer is None:
        body = [el("p", texts.EVIDENCE_EMPTY, class_="empty")]
    elif not found:
        body = [_for(answer), el("p", texts.EVIDENCE_NONE, class_="empty")]
    else:
        body = [_for(answer), *(_card(answer, one) for one in found)]
    title = el("h2", texts.EVIDENCE)
    return el("div", title, *body, class_="panel", data_turn=turn, data_cite=cite)


def _for(answer: Answer) -> Html:
    return el("p", el("bdi", texts.EVIDENCE_FOR.format(question=answer.question)), class_="for")


def _card(answer: Answer, evidence: Evidence) -> Html:
    match evidence:
        case CalculationEvidence():
            return calculation(evidence)
        case DisagreementEvidence():
            return disagreement(evidence, {citation.id: citation for citation in answer.citations})
        case TableEvidence():
            return _table_card(evidence)
        case PassageEvidence():
            return _passage(evidence)
        case QuoteEvidence():
            return _quote(evidence)


def _framed(citations: Sequence[Citation], title: str, *body: Html | None) -> Html:
    ids = [str(citation.id) for citation in citations]
    numbers = (el("span", number, class_="number") for number in ids)
    top = el("h3", *numbers, el("span", title))
    recognized = any(citation.recognized for citation in citations)
    warning = el("p", templates.NOTE_RECOGNIZED, class_="recognized") if recognized else None
    return el("section", top, warning, *body, class_="card", data_cites=" ".join(ids), tabindex=-1)


def _where(*parts: str) -> Html:
    return el("p", " · ".join(parts), class_="where")


def _passage(evidence: PassageEvidence) -> Html:
    citation = evidence.citation
    numbers = "、".join(page_words(page.number, page.printed) for page in evidence.pages)
    where = _where(citation.report, numbers)
    return _framed([citation], heading(citation), where, viewer(evidence.sheets, [citation], _quoted(citation)))


def _quoted(citation: Citation) -> str:
    words = citation.quote if len(citation.quote) <= SPOKEN else f"{citation.quote[:SPOKEN]}{texts.LEFT_OUT}"
    return pages.QUOTED.format(words=words)


def _quote(evidence: QuoteEvidence) -> Html:
    citation = evidence.citation
    words = el("div", el("mark", citation.quote, class_="quote"), class_="words")
    where = _where(citation.report, page_words(citation.page, citation.printed_page))
    gone = el("p", texts.GONE, class_="gone")
    return _framed([citation], citation.table or heading(citation), where, gone, el("div", words, class_="box text"))


# tables


def _table_card(evidence: TableEvidence) -> Html:
    table = evidence.table
    numbers = "、".join(dict.fromkeys(page_words(c.page, c.printed_page) for c in evidence.citations))
    title = f"{table.code} {table.title}".strip()
    box = el(
        "div",
        grid(evidence),
        class_="box grid",
        tabindex=0,
        role="region",
        aria_label=shared.TABLE_REGION.format(title=title),
    )
    where = _where(evidence.citations[0].report, numbers, shared.UNIT.format(unit=table.unit))
    cells = [_cell_words(citation) for citation in evidence.citations if citation.row or citation.column]
    notes = [el("p", note.text, class_="note") for note in table.notes]
    shown = viewer(evidence.sheets, evidence.citations, _cells(evidence.citations), box) if evidence.sheets else box
    return _framed(evidence.citations, title, where, *cells, shown, *notes, checks(evidence.checks))


def _cells(citations: Sequence[Citation]) -> str:
    """What is marked of a table, in words."""
    named = (citation for citation in citations if citation.row)
    said = ((pages.CELL if c.column else pages.ROW).format(row=c.row, column=c.column) for c in named)
    return "、".join(dict.fromkeys(said))


def _cell_words(citation: Citation) -> Html:
    parts = [(texts.ROW, citation.row), (texts.COLUMN, citation.column)]
    said = (join(el("span", name, class_="axis"), el("span", value, class_="value")) for name, value in parts if value)
    return el("p", *said, class_="cell")
