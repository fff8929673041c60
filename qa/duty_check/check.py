"""Checks tasks against the duties of a report, one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ingest.clauses import Flat
from ingest.document import Excerpt, Span
from ingest.settings import settings
from qa import duties as matching
from qa.answer import PageSpan
from qa.catalog import Catalog
from qa.duty_check import messages
from qa.duty_check.verdict import Outcome, Passage, Verdict
from qa.text import content

NEAREST: Final = 3
"""So many clauses are offered where the report says nothing."""

Search = Callable[[str], Sequence[Excerpt]]
"""Finds stretches of the report that are near a task, best first."""

Progress = Callable[[int, int], None]
"""Told after each task how many of how many are done."""


def check(
    tasks: Sequence[str],
    catalog: Catalog,
    search: Search | None = None,
    progress: Progress | None = None,
    printed_pages: Mapping[int, int | None] | None = None,
) -> list[Verdict]:
    """A verdict for each task, in order; the same task has the same verdict.

    `search` is asked where words alone decide nothing. `printed_pages` gives the number printed on a file page. A
    task that is empty or too long gets a verdict with a note.
    """
    known: dict[str, Verdict] = {}
    verdicts = []
    for done, task in enumerate(tasks, 1):
        if task not in known:
            known[task] = _verdict(task, catalog, search, printed_pages or {})
        verdicts.append(known[task])
        if progress:
            progress(done, len(tasks))
    return verdicts


def _verdict(task: str, catalog: Catalog, search: Search | None, printed: Mapping[int, int | None]) -> Verdict:
    title = catalog.report.title
    none = Verdict(task=task, outcome=Outcome.NONE, report=title)
    if not content(task):
        return none.model_copy(update={"note": messages.EMPTY_TASK})
    if len(task) > settings().max_question:
        note = messages.LONG_TASK.format(length=len(task), limit=settings().max_question)
        return none.model_copy(update={"note": note})
    if not catalog.duties:
        return none.model_copy(update={"note": messages.NO_DUTIES})
    own = catalog.report.identity.organization
    found = matching.match(task, catalog)
    answering = matching.answering(found, task)
    if not answering:
        near = [match.part for match in found[:NEAREST]] or _near(task, catalog, search)
        nearest = tuple(_passage(part, own, printed) for part in near)
        return none.model_copy(update={"nearest": nearest, "note": messages.NONE_NOTE})
    first, *rest = answering
    passage = _passage(first.part, own, printed)
    return Verdict(
        task=task,
        outcome=Outcome.OTHER if first.part.department else Outcome.OWN,
        report=title,
        confidence=round(first.score, 2),
        also=tuple(_passage(match.part, own, printed) for match in rest),
        note=messages.SHARED_NOTE if rest else "",
        **dict(passage),
    )


def _passage(part: matching.Part, own: str, printed: Mapping[int, int | None]) -> Passage:
    flat = Flat.of(part.excerpt)
    return Passage(
        department=part.department or own,
        clause=part.duty.number,
        text=flat.printed(0, len(flat.text)),
        page=part.excerpt.page,
        printed_page=printed.get(part.excerpt.page),
        spans=tuple(PageSpan(page=s.page, start=s.start, end=s.end) for s in part.excerpt.spans),
    )


def _near(task: str, catalog: Catalog, search: Search | None) -> list[matching.Part]:
    """The sentences within the stretches that are found where no word is shared."""
    places = [span for excerpt in (search(task) if search else ()) for span in excerpt.spans]
    parts = matching.parts(catalog.duties, catalog.report.identity.organization)
    return [part for span in places for part in parts if _within(part.excerpt.spans[0], span)][:NEAREST]


def _within(inner: Span, outer: Span) -> bool:
    return inner.page == outer.page and outer.start <= inner.start < outer.end
