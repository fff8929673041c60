"""The evidence as HTML: tables with the cited cells marked, pages with the cited words, sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.report import Check, Outcome
from qa import templates
from qa.answer import Answer, Citation
from qa.evidence import CalculationEvidence, Evidence, Mark, PageText, PassageEvidence, QuoteEvidence, TableEvidence
from qa.page import texts as shared
from qa.page.chat import texts
from qa.page.chat.conversation import mark
from qa.page.markup import Html, el, join
from qa.page.places import heading, page_words
from qa.page.table import grid

_OUTCOMES: Final = {
    Outcome.HOLDS: shared.HOLDS,
    Outcome.ROUNDING: shared.ROUNDING,
    Outcome.FAILS: shared.FAILS,
}
_MARKS: Final = {Mark.NONE: None, Mark.QUOTE: "quote", Mark.FIGURE: "quote figure"}


def panel(turn: int | None, answer: Answer | None, found: Sequence[Evidence] = (), *, cite: int | None = None) -> Html:
    """The evidence for one turn of the conversation; `cite` is the citation to bring into view, 0 the first."""
    if answer is None:
        body = [el("p", texts.EVIDENCE_EMPTY, class_="empty")]
    elif not found:
        body = [_for(answer), el("p", texts.EVIDENCE_NONE, class_="empty")]
    else:
        body = [_for(answer), *map(_card, found)]
    title = el("h2", texts.EVIDENCE)
    return el("div", title, *body, class_="panel", data_turn=turn, data_cite=cite)


def _for(answer: Answer) -> Html:
    return el("p", el("bdi", texts.EVIDENCE_FOR.format(question=answer.question)), class_="for")


def _card(evidence: Evidence) -> Html:
    match evidence:
        case CalculationEvidence():
            return _calculation(evidence)
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


# calculations


def _calculation(evidence: CalculationEvidence) -> Html:
    figure = evidence.figure
    rows = [
        el(
            "tr",
            el("th", operand.figure.label, scope="row"),
            el("td", operand.figure.printed or operand.figure.value or shared.BLANK, class_="n"),
            el("td", operand.figure.unit),
            el("td", *(mark(id_) for id_ in operand.citations)),
        )
        for operand in evidence.operands
    ]
    operands = el("table", el("caption", texts.OPERANDS), el("tbody", *rows), class_="operands") if rows else None
    title = el("h3", el("span", f"{texts.CALCULATION} · {figure.label}"))
    return el("section", title, el("p", figure.formula, class_="formula"), operands, class_="card calculation")


# passages


def _passage(evidence: PassageEvidence) -> Html:
    citation = evidence.citation
    pages = "、".join(page_words(page.number, page.printed) for page in evidence.pages)
    name = texts.PAGE_REGION.format(page=pages)
    body = el("div", *map(_page, evidence.pages), class_="box text", tabindex=0, role="region", aria_label=name)
    return _framed([citation], heading(citation), _where(citation.report, pages), body)


def _page(page: PageText) -> Html:
    runs = (el("mark", run.text, class_=_MARKS[run.mark]) if run.mark else run.text for run in page.runs)
    before, after = (texts.LEFT_OUT if cut else None for cut in page.cut)
    words = el("div", before, *runs, after, class_="words")
    return join(el("p", page_words(page.number, page.printed), class_="leaf"), words)


def _quote(evidence: QuoteEvidence) -> Html:
    citation = evidence.citation
    words = el("div", el("mark", citation.quote, class_="quote"), class_="words")
    where = _where(citation.report, page_words(citation.page, citation.printed_page))
    gone = el("p", texts.GONE, class_="gone")
    return _framed([citation], citation.table or heading(citation), where, gone, el("div", words, class_="box text"))


# tables


def _table_card(evidence: TableEvidence) -> Html:
    table = evidence.table
    pages = "、".join(dict.fromkeys(page_words(c.page, c.printed_page) for c in evidence.citations))
    title = f"{table.code} {table.title}".strip()
    box = el(
        "div",
        grid(evidence),
        class_="box grid",
        tabindex=0,
        role="region",
        aria_label=shared.TABLE_REGION.format(title=title),
    )
    where = _where(evidence.citations[0].report, pages, shared.UNIT.format(unit=table.unit))
    cells = [_cell_words(citation) for citation in evidence.citations if citation.row or citation.column]
    notes = [el("p", note.text, class_="note") for note in table.notes]
    return _framed(evidence.citations, title, where, *cells, box, *notes, _checks(evidence.checks))


def _cell_words(citation: Citation) -> Html:
    parts = [(texts.ROW, citation.row), (texts.COLUMN, citation.column)]
    said = (join(el("span", name, class_="axis"), el("span", value, class_="value")) for name, value in parts if value)
    return el("p", *said, class_="cell")


def _checks(checks: Iterable[Check]) -> Html | None:
    counts = Counter(check.outcome for check in checks)
    parts = [template.format(count=counts[o]) for o, template in _OUTCOMES.items() if counts[o]]
    if not parts:
        return None
    said = shared.CHECKED.format(parts="，".join(parts))
    return el("p", said, class_="checks fails" if counts[Outcome.FAILS] else "checks")
