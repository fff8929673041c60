"""Whose duty something is, and what a term means, where it is not said in which report to look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from ingest.forms import unspaced
from ingest.library import StoredReport
from ingest.report import Level, Term
from qa import templates
from qa.across.read import Scope
from qa.answer import Kind, RefusalKind
from qa.catalog import Catalog
from qa.duty_check.checking import find
from qa.duty_check.decision import AS_NEAR
from qa.duty_check.matching import Found
from qa.lexicon import FILLERS, Operation
from qa.parts import Draft, name
from qa.question import Question, spoken
from qa.routes.base import Asked, Reply, refused, understood
from qa.routes.duties import say_clause
from qa.routes.terms import entry
from qa.text import content

SURE: Final = 0.75
"""Share of what is asked that a clause must hold: of many reports some hold a good part of anything."""

WORDINGS: Final = 3
"""So many ways of saying what a term means are quoted."""

AT_MOST: Final = 4
"""So many organizations are quoted that have one duty, each in its own place; of more it is said how many."""


def whose_duty(scope: Scope) -> Reply | None:
    """The organizations whose own clauses give them what is asked; a refusal where nobody's do, and it is asked whose
    it is; None for other questions."""
    question = scope.whole
    if question.operation is not Operation.DUTY or not spoken(question, apart=FILLERS):
        return None
    asked_for = " ".join(run for run in spoken(question) if content(run))
    reports = _latest(scope)
    duties = scope.library.all_duties([report.id for report in reports])
    found: list[tuple[Catalog, Found]] = []
    for report in reports:
        catalog = Catalog(report, (), duties.get(report.id, ()), (), ())
        answering = find(asked_for, catalog)[1].answering
        own = [one for one in answering if one.part.department is None and one.score >= SURE]
        found += [(catalog, one) for one in own[:1]]
    best = max((match.score for _, match in found), default=0.0)
    found = [(catalog, match) for catalog, match in found if match.score >= AS_NEAR * best]
    scope.trace += [f"职责 {m.score:.2f} {c.report.title} {m.part.duty.number} {m.part.excerpt.text}" for c, m in found]
    if found:
        return _said(scope, question, found)
    if scope.several.said.names or not reports:
        return None
    asked = Asked(scope.text, question, Catalog(reports[0], (), (), (), ()), (), tuple)
    return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_DUTY_ANYWHERE)


def newest(reports: Sequence[StoredReport]) -> StoredReport:
    """The newest report, of 部门 and 本级 the wider: duties seldom change from year to year."""
    return max(reports, key=_rank)


def _latest(scope: Scope) -> list[StoredReport]:
    """The newest report of each organization that the question can mean, of 部门 and 本级 the wider."""
    said = scope.several.said
    bodies = frozenset(scope.shelf.organizations)
    if said.names and scope.several.plain:
        bodies = frozenset(report.identity.organization for report in scope.reports)
    elif named := said.names or said.places:
        bodies = frozenset().union(*(mention.organizations for mention in named))
    newest: dict[str, StoredReport] = {}
    for report in scope.shelf.of(bodies):
        body = report.identity.organization
        if body not in newest or _rank(report) > _rank(newest[body]):
            newest[body] = report
    return list(newest.values())


def _rank(report: StoredReport) -> tuple[int, bool]:
    return report.identity.year, report.identity.level is Level.DEPARTMENT


def _said(scope: Scope, question: Question, found: Sequence[tuple[Catalog, Found]]) -> Reply:
    first = found[0][0]
    draft = Draft(first, scope.pages(first.report.id))
    if len(found) > 1:
        draft.say(templates.DUTY_EACH)
    if len(found) > AT_MOST:
        draft.notes.append(templates.NOTE_MORE_DUTIES.format(count=len(found)))
    for catalog, match in found[:AT_MOST]:
        draft.turn_to(catalog, scope.pages(catalog.report.id))
        draft.say(templates.DUTY_BY[match.strength], department=name(catalog.report.identity.organization))
        say_clause(draft, match.part.duty, match.part.excerpt)
    asked = Asked(scope.text, question, first, scope.pages(first.report.id), tuple)
    own = understood(asked, operation=Operation.DUTY)
    if len(found) > 1:
        titles = tuple(catalog.report.title for catalog, _ in found)
        own = own.model_copy(update={"report": None, "reports": titles})
    else:
        draft.notes.append(templates.NOTE_REPORT.format(title=first.report.title))
    return Reply(Kind.DUTY, draft, own)


def definitions(scope: Scope) -> Reply | None:
    """The entry for a term as the glossaries have it: once where they all say the same, else each of a few ways
    to say it, the commonest first; from the newest report that says it so."""
    question = scope.whole
    if question.operation is not Operation.DEFINE:
        return None
    found = _entries(scope, question)
    if not 0 < len(found) <= WORDINGS:
        return None
    asked, term = found[0][0]
    draft = Draft(asked.catalog, scope.pages(asked.catalog.report.id))
    for same in found:
        own, said = same[0]
        draft.turn_to(own.catalog, scope.pages(own.catalog.report.id))
        cited = draft.cite(said.excerpt, section=said.section)
        if len(found) > 1:
            draft.say(templates.TERM_IN, report=name(own.catalog.report.title))
        draft.say(templates.DEFINITION, quote=draft.quote(cited), marks=draft.marks([cited]))
        draft.say(templates.PLACE, place=draft.place(cited))
    if len(found) == 1:
        note = templates.NOTE_SAME_TERM if len(found[0]) > 1 else templates.NOTE_REPORT
        draft.notes.append(note.format(count=len(found[0]), title=asked.catalog.report.title))
    titles = tuple(same[0][0].catalog.report.title for same in found)
    own_report = {"report": titles[0]} if len(found) == 1 else {"report": None, "reports": titles}
    return Reply(Kind.DEFINITION, draft, understood(asked).model_copy(update={**own_report, "item": term.name}))


def _entries(scope: Scope, question: Question) -> list[list[tuple[Asked, Term]]]:
    """The entries for what is asked, those of the same words together, the commonest first."""
    reports = sorted(scope.reports, key=lambda report: -report.identity.year)
    terms = scope.library.all_terms([report.id for report in reports])
    found: defaultdict[str, list[tuple[Asked, Term]]] = defaultdict(list)
    for report in reports:
        catalog = Catalog(report, (), (), (), terms.get(report.id, ()))
        asked = Asked(scope.text, question, catalog, (), tuple)  # the pages are read of what is quoted
        if (term := entry(asked)) is not None:
            found[unspaced(term.excerpt.text).removeprefix(unspaced(term.number))].append((asked, term))
    return sorted(found.values(), key=len, reverse=True)
