"""Checks tasks against the duties of a report, one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ingest.document import Excerpt, Span
from ingest.settings import settings
from qa.answer import PageSpan
from qa.catalog import Catalog
from qa.duty_check import messages
from qa.duty_check.decision import ENOUGH, Decision, decide, nearest, sharing
from qa.duty_check.levels import of_higher_level
from qa.duty_check.matching import Found, Index, index
from qa.duty_check.structure import Act, Part
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

    `search` is asked for what is near where the duties share no word with a task. `printed_pages` gives the number
    printed on a file page. A task that is empty or too long gets a verdict with a note.
    """
    checker = _Checker(catalog, search, printed_pages or {})
    known: dict[str, Verdict] = {}
    verdicts = []
    for done, task in enumerate(tasks, 1):
        if task not in known:
            known[task] = checker.verdict(task)
        verdicts.append(known[task])
        if progress:
            progress(done, len(tasks))
    return verdicts


def find(task: str, catalog: Catalog) -> tuple[list[Found], Decision]:
    """All duties that cover something of a task, best first, and what is decided on them: nobody has what is of a
    higher level of government than the organization."""
    found = duty_index(catalog).match(task)
    decision = decide(found)
    scope = of_higher_level(task, catalog.report.identity.organization)
    if scope and decision.answering and not decision.answering[0].part.department:
        return found, Decision((), decision.confidence, scope)
    return found, decision


def with_duties(catalog: Catalog, about: str | None = None) -> list[Passage]:
    """Every sentence that gives a duty, in the order of the report; with `about`, those that cover it."""
    checker = _Checker(catalog, None, {})
    if about is None:
        return [checker.passage(part) for part in duty_index(catalog).parts]
    found = {id(one.part): one for one in duty_index(catalog).match(about) if one.score >= ENOUGH}
    parts = (part for part in duty_index(catalog).parts if id(part) in found)
    return [checker.passage(part, found[id(part)].act, found[id(part)].places) for part in parts]


def duty_index(catalog: Catalog) -> Index:
    """The duties of a report, ready to be matched."""
    return index(catalog.duties, catalog.report.identity.organization)


class _Checker:
    def __init__(self, catalog: Catalog, search: Search | None, printed: Mapping[int, int | None]) -> None:
        self._catalog = catalog
        self._search = search
        self._printed = printed
        self._own = catalog.report.identity.organization

    def verdict(self, task: str) -> Verdict:
        note = self._cannot(task)
        if note:
            return self._none(task, note)
        found, decision = find(task, self._catalog)
        if not decision.answering:
            near = nearest(found, NEAREST) or self._near(task)
            note = messages.NONE_NOTE if near else messages.NOTHING_NEAR
            if decision.scope:
                note = messages.HIGHER_LEVEL.format(scope=decision.scope)
            return self._none(task, note, near, decision.confidence)
        best = decision.answering[0]
        return Verdict(
            task=task,
            outcome=Outcome.OTHER if best.part.department else Outcome.OWN,
            report=self._catalog.report.title,
            confidence=decision.confidence,
            also=self._also(best, found),
            note=self._note(best, decision.answering),
            **dict(self.passage(best.part, best.act, best.places)),
        )

    def _cannot(self, task: str) -> str:
        """Why a task cannot be checked; empty if it can."""
        limit = settings().max_question
        if not content(task):
            return messages.EMPTY_TASK
        if len(task) > limit:
            return messages.LONG_TASK.format(length=len(task), limit=limit)
        return "" if self._catalog.duties else messages.NO_DUTIES

    def _none(self, task: str, note: str, near: Sequence[Part] = (), confidence: float = 0.0) -> Verdict:
        return Verdict(
            task=task,
            outcome=Outcome.NONE,
            report=self._catalog.report.title,
            confidence=confidence,
            nearest=tuple(self.passage(part) for part in near),
            note=note,
        )

    def _also(self, best: Found, found: Sequence[Found]) -> tuple[Passage, ...]:
        """The other bodies that have a part in it: those with a duty of their own, and those named in the sentence."""
        shared = tuple(self.passage(one.part, one.act, one.places) for one in sharing(best, found))
        sentence = self.passage(best.part, best.act)
        named = (body for body in best.part.counterparts if body in best.act.text or not best.act.text)
        return shared + tuple(sentence.model_copy(update={"department": body, "strength": ""}) for body in named)

    def _note(self, best: Found, answering: Sequence[Found]) -> str:
        """That there are other clauses of the same body."""
        others = [f.part.duty.number for f in answering[1:] if f.part.department == best.part.department]
        others = [number for number in dict.fromkeys(others) if number and number != best.part.duty.number]
        return messages.MORE_CLAUSES.format(clauses="、".join(others)) if others else ""

    def passage(self, part: Part, act: Act | None = None, places: Sequence[tuple[int, int]] = ()) -> Passage:
        page = part.excerpt.page
        return Passage(
            department=part.department or self._own,
            clause=part.duty.number,
            text=part.flat.printed(0, len(part.flat.text)),
            page=page,
            printed_page=self._printed.get(page),
            strength=(act or part.acts[0]).verbs if part.acts else "",
            marks=tuple(places),
            spans=tuple(PageSpan(page=s.page, start=s.start, end=s.end) for s in part.excerpt.spans),
        )

    def _near(self, task: str) -> tuple[Part, ...]:
        """The sentences within the stretches that are found where no word is shared."""
        places = [span for excerpt in (self._search(task) if self._search else ()) for span in excerpt.spans]
        parts = duty_index(self._catalog).parts
        return tuple(part for span in places for part in parts if _within(part.excerpt.spans[0], span))[:NEAREST]


def _within(inner: Span, outer: Span) -> bool:
    return inner.page == outer.page and outer.start <= inner.start < outer.end
