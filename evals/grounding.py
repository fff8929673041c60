"""Whether everything that an answer states is really printed in a report.

Independent of the program's own grounding: it sees the finished answer and the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from evals import messages
from evals.source import Source, compact
from ingest.numbers import PLAIN, parse_number
from qa.answer import Answer, Citation, Figure, Kind

NEEDS_NO_CITATION: Final = frozenset({Kind.REFUSAL, Kind.CLARIFICATION})

OF_REPORTS: Final = re.compile(r"\s*(?:份报告|个单位|家单位|个年度)")
"""Behind a number that counts what is in the library, which no page prints."""

_NUMBER: Final = re.compile(PLAIN)


def ungrounded(answer: Answer, sources: Sequence[Source]) -> tuple[str, ...]:
    """What the answer states without ground, in Chinese; empty when all is well."""
    return (
        *_missing(answer),
        *_false_quotes(answer, sources),
        *(fault for figure in answer.figures for fault in _figure(figure, answer.citations)),
        *_loose_numbers(answer, sources),
    )


def _missing(answer: Answer) -> Iterator[str]:
    """That several reports do not print something cannot be cited."""
    silent = answer.understood.reports and not answer.figures
    if not answer.citations and answer.kind not in NEEDS_NO_CITATION and not silent:
        yield messages.NO_CITATION


def _false_quotes(answer: Answer, sources: Sequence[Source]) -> Iterator[str]:
    for citation in answer.citations:
        if not any(_stands_in(citation, source) for source in sources):
            yield messages.QUOTE_NOT_IN_REPORT.format(quote=citation.quote)


def _stands_in(citation: Citation, source: Source) -> bool:
    """The quote is what stands at its spans, on the pages it names."""
    quote = compact(citation.quote)
    return (
        bool(quote)
        and quote == compact(source.at(citation.spans))
        and citation.page == citation.spans[0].page
        and citation.printed_page == source.printed(citation.page)
    )


def _figure(figure: Figure, citations: Sequence[Citation]) -> Iterator[str]:
    if figure.printed is None:
        if figure.value is not None and not (figure.formula and figure.operands):
            yield messages.FIGURE_NOT_CITED.format(value=figure.value)
        return
    quotes = [compact(citations[i].quote) for i in figure.citations if 0 <= i < len(citations)]
    if not any(compact(figure.printed) in quote for quote in quotes):
        yield messages.FIGURE_NOT_QUOTED.format(printed=figure.printed)
    if figure.value is not None and not _says(figure.printed, Decimal(figure.value)):
        yield messages.FIGURE_DIFFERS.format(value=figure.value, printed=figure.printed)


def _says(printed: str, value: Decimal) -> bool:
    """Whether a printed text holds the value. The sign may stand in the sentence (减少24.95)."""
    return abs(value) in {abs(number) for number in _numbers(printed)}


def _loose_numbers(answer: Answer, sources: Sequence[Source]) -> Iterator[str]:
    known = {number for text in _grounds(answer) for number in _numbers(text)}
    reports = len(sources if answer.kind in NEEDS_NO_CITATION else answer.understood.reports)
    counts = {Decimal(count) for count in range(1, reports + 1)}
    for match in _NUMBER.finditer(answer.text):
        counted = OF_REPORTS.match(answer.text, match.end()) is not None
        if parse_number(match.group()) not in (known | counts if counted else known):
            yield messages.NUMBER_FROM_NOWHERE.format(number=match.group())


def _grounds(answer: Answer) -> Iterator[str]:
    """Every text that a number in the answer may come from."""
    yield answer.question
    yield from answer.options
    yield str(answer.understood.year or "")
    yield str(len(answer.figures))
    yield str(len(answer.citations))
    if answer.refusal:
        yield from (*answer.refusal.available, *answer.refusal.nearest)
    for figure in answer.figures:
        yield " ".join(filter(None, (figure.value, figure.printed, figure.formula)))
        yield f"{figure.year} {figure.unit}"
    for citation in answer.citations:
        names = (citation.report, citation.section, citation.clause, citation.table, citation.row)
        yield " ".join(filter(None, (*names, citation.column, citation.quote)))
        yield f"{citation.id} {citation.year} {citation.page} {citation.printed_page or ''}"


def _numbers(text: str) -> set[Decimal]:
    numbers = (parse_number(match.group()) for match in _NUMBER.finditer(text))
    return {number for number in numbers if number is not None}
