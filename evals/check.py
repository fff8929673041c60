"""Whether the questions are right themselves: every value, row, clause and quote that they expect has
to stand on a page that they name. Says nothing about the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals import messages
from evals.questions import Expectation, Question, QuestionSet, RetrievalQuestion
from evals.source import Source, compact, printed_numbers


def check(questions: QuestionSet, sources: Sequence[Source]) -> tuple[str, ...]:
    """Everything that the questions get wrong about the reports, in Chinese."""
    return (
        *(fault for question in questions.questions for fault in _question(question, sources)),
        *(fault for question in questions.retrieval for fault in _retrieval(question, sources)),
    )


def _question(question: Question, sources: Sequence[Source]) -> Iterator[str]:
    expect, name = question.expect, question.id
    values = expect.operands or (*expect.values, *(() if expect.value is None else (expect.value,)))
    printed = bool(values or expect.quote)
    if printed and not expect.printed_page:
        yield messages.CHECK_NO_PAGE.format(id=name)
        return
    yield from _pages(name, expect.printed_page, sources)
    pages = _texts(expect.printed_page, sources)
    where = "、".join(map(str, expect.printed_page))
    numbers = set().union(*map(printed_numbers, pages))
    for value in values:
        if abs(value) not in numbers:
            yield messages.CHECK_VALUE.format(id=name, pages=where, value=value)
    yield from _names(name, expect, pages, where)
    yield from _quotes(name, expect.quote, expect.printed_page, sources)
    whole = compact("".join(source.text for source in sources))
    for table in expect.table:
        if compact(table) not in whole:
            yield messages.CHECK_TABLE.format(id=name, table=table)
    for section in expect.section:
        if compact(section) not in whole:
            yield messages.CHECK_SECTION.format(id=name, section=section)


def _names(name: str, expect: Expectation, pages: Sequence[str], where: str) -> Iterator[str]:
    texts = [compact(text) for text in pages]
    if expect.row is not None and not any(compact(expect.row) in text for text in texts):
        yield messages.CHECK_ROW.format(id=name, pages=where, row=expect.row)
    if expect.column is not None and not any(_in_order(compact(expect.column), text) for text in texts):
        yield messages.CHECK_COLUMN.format(id=name, pages=where, column=expect.column)
    for clause in expect.clause:
        # A sub-clause is written after its clause, （四十二）2, and stands on the page with its own number.
        number = clause.rpartition("）")[2] or clause
        if not any(number in text for text in texts):
            yield messages.CHECK_CLAUSE.format(id=name, pages=where, clause=clause)


def _in_order(name: str, text: str) -> bool:
    """Whether the characters stand there one after another. A heading that is broken over lines
    may have others between its halves."""
    if name in text:
        return True
    halves = ((name[:i], name[i:]) for i in range(1, len(name)))
    return any(0 <= text.find(first) < text.rfind(second) for first, second in halves)


def _retrieval(question: RetrievalQuestion, sources: Sequence[Source]) -> Iterator[str]:
    yield from _pages(question.id, question.printed_page, sources)
    yield from _quotes(question.id, (question.quote,), question.printed_page, sources)


def _quotes(name: str, quotes: Sequence[str], printed: Sequence[int], sources: Sequence[Source]) -> Iterator[str]:
    where = "、".join(map(str, printed))
    for quote in quotes:
        if not any(_begins_on(number, compact(quote), source) for source in sources for number in printed):
            yield messages.CHECK_QUOTE.format(id=name, pages=where, quote=quote)


def _begins_on(printed: int, quote: str, source: Source) -> bool:
    """Whether the quote begins on the page; it may run over its end into the next."""
    page = compact(source.page(printed) or "")
    return 0 <= (page + compact(source.page(printed + 1) or "")).find(quote) < len(page)


def _pages(name: str, printed: Sequence[int], sources: Sequence[Source]) -> Iterator[str]:
    for number in printed:
        if not any(source.page(number) for source in sources):
            yield messages.CHECK_PAGE.format(id=name, page=number)


def _texts(printed: Sequence[int], sources: Sequence[Source]) -> list[str]:
    texts = (source.page(number) for source in sources for number in printed)
    return [text for text in texts if text]
