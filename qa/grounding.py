"""Nothing unfounded leaves: every part of an answer is checked against what it claims to be."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from ingest.document import Page
from ingest.forms import unspaced
from ingest.numbers import PLAIN, numbers_in, parse_bounded, parse_number
from qa import templates
from qa.answer import Citation, Figure
from qa.parts import Draft, Part, PartKind, page_words
from qa.text import normalized

_SIGN: Final = re.compile(r" ([+\-×÷]) ")
_WORKED: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": operator.add,
    "-": operator.sub,
    "×": operator.mul,
    "÷": operator.truediv,
}
_DIGITS: Final = re.compile(r"[0-9０-９]")


def faults(draft: Draft, question: str) -> list[str]:
    """What is wrong with a draft, in English for the log and the trace; empty where all is founded."""
    found = [fault for citation in draft.citations for fault in _citation(citation, draft.sources[citation.report][1])]
    found += [fault for figure in draft.figures for fault in _figure(figure, draft)]
    found += [fault for part in draft.parts for fault in _part(part, draft, question)]
    return found


def _citation(citation: Citation, pages: Sequence[Page]) -> list[str]:
    text = "".join(pages[span.page - 1].text[span.start : span.end] for span in citation.spans)
    if unspaced(text) != unspaced(citation.quote) or not citation.quote.strip():
        return [f"citation {citation.id}: the quote does not stand in the stored pages"]
    if citation.page != citation.spans[0].page:
        return [f"citation {citation.id}: the page is not the first span's"]
    return []


def _figure(figure: Figure, draft: Draft) -> list[str]:
    if figure.formula:
        missing = [i for i in figure.operands if figure_text(draft.figures[i]) not in figure.formula]
        if missing or not figure.operands:
            return [f"figure {figure.label}: an operand is not in its formula"]
        percents = all(draft.figures[i].unit == "%" for i in figure.operands)
        return (
            [] if _holds(figure, of_percents=percents) else [f"figure {figure.label}: {figure.formula} does not hold"]
        )
    if not figure.citations:
        return [f"figure {figure.label}: no citation"]
    if figure.printed is None:
        return [f"figure {figure.label}: neither printed nor computed"]
    found = [
        f"figure {figure.label}: {figure.printed} is not printed in citation {draft.citations[index].id}"
        for index in figure.citations
        if not _prints(draft.citations[index].quote, figure)
    ]
    if figure.value is not None and parse_bounded(figure.printed)[1] != Decimal(figure.value):
        found.append(f"figure {figure.label}: {figure.printed} is not {figure.value}")
    return found


def _holds(figure: Figure, *, of_percents: bool) -> bool:
    """Whether the formula, worked out from left to right, gives the value that it shows."""
    if (figure.formula or "").startswith(templates.COUNTING):
        return figure.value == str(len(figure.operands))
    left, _, right = (figure.formula or "").partition(" = ")
    numbers = numbers_in(left)
    signs = _SIGN.findall(left)
    shown = numbers_in(right)
    value = Decimal(figure.value or "NaN")
    if len(numbers) != len(signs) + 1 or shown != [abs(value)] or right.startswith("-") != (value < 0):
        return False
    result = numbers[0]
    for sign, number in zip(signs, numbers[1:], strict=True):
        if sign == "÷" and not number:
            return False
        result = _WORKED[sign](result, number)
    return abs((result * 100 if figure.unit == "%" and not of_percents else result) - value) <= _half(value)


def _half(value: Decimal) -> Decimal:
    """Half of the last place that a value shows: as far as rounding may have moved it."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _prints(quote: str, figure: Figure) -> bool:
    """Whether the quote prints the figure's text as a number of its own, or another spelling of its value."""
    printed = unspaced(figure.printed or "")
    if figure.value is None:
        return printed in unspaced(quote)
    return any(parse_number(number) == Decimal(figure.value) for number in re.findall(PLAIN, quote))


def figure_text(figure: Figure) -> str:
    """How a figure stands in a formula."""
    return figure.printed or figure.value or ""


def _part(part: Part, draft: Draft, question: str) -> list[str]:
    if part.kind is PartKind.WORDS and _DIGITS.search(part.text):
        return [f"words hold a digit: {part.text!r}"]
    if part.kind is PartKind.ECHO and normalized(part.text) not in normalized(question):
        return [f"echo is not in the question: {part.text!r}"]
    if part.kind is PartKind.NAME and not _known(part.text, draft):
        return [f"name is in no report: {part.text!r}"]
    if part.refers is None:
        return []
    if part.kind is PartKind.FIGURE:
        return [] if part == draft.figure(part.refers) else [f"figure part differs: {part.text!r}"]
    citation = draft.citations[part.refers]
    if part.kind is PartKind.QUOTE and unspaced(part.text) not in unspaced(citation.quote):
        return [f"quote is not in citation {citation.id}: {part.text!r}"]
    if part.kind is PartKind.PLACE and page_words(citation) not in part.text:
        return [f"place is not that of citation {citation.id}: {part.text!r}"]
    return []


def _known(name: str, draft: Draft) -> bool:
    """Whether every component of a name stands in the report, or is its title or organization."""
    for catalog, _ in draft.sources.values():
        identity = catalog.report.identity
        if name in (catalog.report.title, identity.organization, f"{identity.year}年") or name in catalog.labels:
            return True
    quoted = unspaced("".join(citation.quote for citation in draft.citations))
    return unspaced(name) in quoted or any(
        unspaced(name) in unspaced("".join(page.text for page in pages)) for _, pages in draft.sources.values()
    )
