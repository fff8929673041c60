"""What every route works with: the question on its way, and the reply it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.document import Page
from ingest.report import Fact, Table
from qa.answer import Kind, Refusal, RefusalKind, Understood
from qa.catalog import Catalog
from qa.parts import Draft
from qa.question import Question

NEAREST: Final = 3
"""How many near places a refusal offers."""


@dataclass
class Asked:
    """One question on its way: what was understood, and the report that it is about."""

    text: str
    question: Question
    catalog: Catalog
    pages: Sequence[Page]
    tables: Callable[[], Sequence[Table]]
    trace: list[str] = field(default_factory=list)

    def draft(self) -> Draft:
        """An empty draft for this question."""
        return Draft(self.catalog, self.pages)


@dataclass
class Reply:
    """What a route gives: a draft, or a refusal, or options to choose from."""

    kind: Kind
    draft: Draft
    understood: Understood
    refusal: Refusal | None = None
    options: tuple[str, ...] = ()


def refused(asked: Asked, kind: RefusalKind, message: str, nearest: Sequence[str] = ()) -> Reply:
    """A refusal with what is nearest."""
    refusal = Refusal(
        kind=kind, message=message, nearest=tuple(nearest)[:NEAREST], available=(asked.catalog.report.title,)
    )
    return Reply(Kind.REFUSAL, asked.draft(), understood(asked), refusal)


def understood(asked: Asked, fact: Fact | None = None, operation: str = "") -> Understood:
    """How the question was read, for the answer and for the next question."""
    question, report = asked.question, asked.catalog.report
    said = {"report": report.title, "year": report.identity.year, "operation": operation or question.operation.value}
    if fact is None:
        return Understood.model_validate(said)
    subject = fact.subject
    return Understood(
        report=report.title,
        year=subject.year,
        item=f"{subject.code} {subject.item}".strip(),
        measure=subject.measure.value,
        breakdown=subject.breakdown,
        operation=operation or question.operation.value,
        fund=subject.fund.value,
        flow=subject.flow.value,
        form=fact.table or None,
    )
