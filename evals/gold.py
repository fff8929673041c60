"""What has to stand in a text that was found for the text to hold a question's answer.

No model reads the text, so this is a ceiling: whoever is given a text without it cannot answer from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from evals.questions import Expectation, QuestionSet
from evals.source import Source, compact, printed_numbers
from ingest.numbers import PLAIN, parse_number

_PLAIN: Final = re.compile(PLAIN)

NO_SHARED_WORD: Final = "no_shared_word"
"""The kind of the questions that share no word with their passage (retrieval.jsonl)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was found: of which report, and on which pages of its file it stands."""

    text: str
    pages: frozenset[int] = frozenset()
    report: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """One of the `quotes`, white space aside; or the `value` as a printed number together with the name of its `row`,
    on one of the `pages`. Where `reports` are named, in one of them. What is empty is not looked at."""

    quotes: tuple[str, ...] = ()
    value: Decimal | None = None
    row: str = ""
    pages: frozenset[int] = frozenset()
    reports: frozenset[str] = frozenset()

    def stands_in(self, found: Found) -> bool:
        """Whether the text holds it. Signs are not compared: a decrease is printed without one."""
        if (self.reports and found.report not in self.reports) or (self.pages and not self.pages & found.pages):
            return False
        if self.quotes:
            text = compact(found.text)
            return any(compact(quote) in text for quote in self.quotes)
        return self.value in _amounts(found.text) and compact(self.row) in compact(found.text)


@lru_cache(maxsize=4096)
def _amounts(text: str) -> frozenset[Decimal]:
    return frozenset(map(abs, printed_numbers(text)))


def golds(expect: Expectation, sources: Sequence[Source]) -> tuple[Gold, ...]:
    """All that has to stand in what is found, each once. Empty where nothing that is printed is expected.

    The quote where there is one, for it holds the figure; else the operands, the values or the value; else the
    phrases. A quote tells itself where it stands, a number and a phrase do not.
    """
    reports = frozenset(expect.reports or filter(None, (expect.report,)))
    if expect.quote:
        return (Gold(quotes=expect.quote, reports=reports),)
    pages = file_pages(expect.printed_page, sources)
    if values := expect.operands or expect.values or tuple(v for v in (expect.value,) if v is not None):
        row = expect.row or ""
        return tuple(Gold(value=abs(value), row=row, pages=pages, reports=reports) for value in dict.fromkeys(values))
    return tuple(_phrase(phrase, pages, reports) for phrase in expect.contains) if not expect.refusal else ()


def _phrase(phrase: str, pages: frozenset[int], reports: frozenset[str]) -> Gold:
    """A phrase that is a number and nothing else must not be found within a longer one."""
    if _PLAIN.fullmatch(phrase):
        return Gold(value=parse_number(phrase), pages=pages, reports=reports)
    return Gold(quotes=(phrase,), pages=pages, reports=reports)


def file_pages(printed: Iterable[int], sources: Iterable[Source]) -> frozenset[int]:
    """The file pages that carry these printed numbers."""
    wanted = set(printed)
    return frozenset(page.number for source in sources for page in source.document.pages if page.printed in wanted)


def all_stand_in(wanted: Sequence[Gold], found: Sequence[Found]) -> bool:
    """Whether each stands in one of the texts."""
    return all(any(gold.stands_in(text) for text in found) for gold in wanted)


@dataclass(frozen=True, slots=True)
class Label:
    """A question, and what the passage that it is after holds."""

    id: str
    kind: str
    q: str
    gold: Gold


def labels(questions: QuestionSet, sources: Sequence[Source]) -> tuple[Label, ...]:
    """Every question of which `evals check` proves one passage: it is expected to be quoted, or is one row of a table.

    Not those of several turns, whose last is no question by itself, nor those about several figures.
    """
    return (*meaning_labels(questions), *_derived(questions, sources))


def meaning_labels(questions: QuestionSet) -> tuple[Label, ...]:
    """The questions that were written for retrieval."""
    return tuple(Label(q.id, NO_SHARED_WORD, q.q, Gold(quotes=(q.quote,))) for q in questions.retrieval)


def _derived(questions: QuestionSet, sources: Sequence[Source]) -> Iterator[Label]:
    for question in questions.questions:
        expect = question.expect
        if len(question.turns) == 1 and (expect.quote or (expect.table and expect.row and expect.value is not None)):
            (gold,) = golds(expect, sources)
            yield Label(question.id, question.kind.value, question.turns[0], gold)
