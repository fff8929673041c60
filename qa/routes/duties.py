"""Duty questions: which clause, whose duty, which offices there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.document import Excerpt
from ingest.offices import COUNT_ITEM
from ingest.report import Duty, Office
from qa import duties as matching
from qa import templates
from qa.answer import Kind, RefusalKind
from qa.cutting import clause_number
from qa.lexicon import FILLERS, WHAT_DUTY_WORDS, WHO_WORDS, Operation, Role
from qa.organizations import names_body
from qa.parts import Draft, count, name, words
from qa.question import spoken
from qa.routes.base import NEAREST, Asked, Reply, refused, understood
from qa.text import content, normalized
from qa.vocabulary import Feature

LISTED_CLAUSES: Final = 5
"""How many clauses are quoted where all are asked for."""

OFFICES: Final = Feature("item", COUNT_ITEM)
"""What the internal offices are called as an item."""

DIVISION: Final = "分工"
"""Asks how several bodies share a duty."""

MAX_CLAUSE: Final = 9999


def offices(asked: Asked) -> Reply | None:
    """The internal offices: which there are, and how many. What each does, reports do not say."""
    text, found = _without_organizations(asked), asked.catalog.offices
    operations = {word.operation for word in asked.question.words if word.role is Role.OPERATION}
    named = [office for office in found if normalized(office.name) in text]
    asked_for = "office" in operations or any(OFFICES in word.means for word in asked.question.names)
    if not asked_for and not named:
        return None
    rest = [run for run in spoken(asked.question, apart=FILLERS) if not _names(run, named) and run != COUNT_ITEM]
    asks_duty = Operation.DUTY in operations
    if asks_duty or (named and rest):
        message = templates.NOT_FOUND_OFFICE if asks_duty else templates.NOT_FOUND
        near = [m.part.duty.text for m in matching.match(" ".join(rest), asked.catalog)] if rest else []
        return refused(asked, RefusalKind.NOT_FOUND, message, near)
    if not found or rest or (named and asked.question.asks_figure):
        return None if not named else refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND)
    draft = asked.draft()
    counted = next((fact for fact in asked.catalog.facts if fact.subject.item == COUNT_ITEM), None)
    if counted:
        index = draft.printed_figure((counted,))
        cited = draft.figures[index].citations[0]
        number = draft.figure(index)
    else:
        cited, number = draft.cite(found[0].excerpt, section=found[0].section), count(len(found))
    names = [part for office in found for part in (words("、"), name(office.name))][1:]
    draft.say(templates.OFFICES, count=number, names=names, marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))
    return Reply(Kind.DUTY, draft, understood(asked, operation="offices"))


def units(asked: Asked) -> Reply | None:
    """The units whose accounts the report adds up: which there are, and how many."""
    found = asked.catalog.units
    if not found or not any(word.operation == "units" for word in asked.question.words):
        return None
    if spoken(asked.question, apart=FILLERS) or asked.question.measures or asked.question.names:
        return None
    draft = asked.draft()
    cited = [draft.cite(unit.excerpt, section=unit.section) for unit in found]
    names = [part for unit in found for part in (words("、"), name(unit.name))][1:]
    draft.say(templates.UNITS, count=count(len(found)), names=names, marks=draft.marks(cited))
    draft.say(templates.PLACE, place=draft.place(cited[0]))
    return Reply(Kind.LIST, draft, understood(asked, operation="units"))


def _without_organizations(asked: Asked) -> str:
    """The question without names of organizations, which may end in an office's: 某委员会办公厅."""
    text = normalized(asked.text)
    for word in asked.question.words:
        if word.role is Role.ORGANIZATION:
            text = text.replace(normalized(word.text), " ")
    return text


def _names(run: str, offices: Sequence[Office]) -> bool:
    return any(run in normalized(office.name) for office in offices)


def clause(asked: Asked) -> Reply | None:
    """A clause asked for by its number."""
    number = clause_number(asked.text)
    if number is None or asked.question.operation is not Operation.DUTY or not asked.catalog.duties:
        return None
    found = matching.by_number(asked.catalog.duties, min(number, MAX_CLAUSE))
    if not found:
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_CLAUSE)
    draft = asked.draft()
    for duty in found:
        say_clause(draft, duty)
    return Reply(Kind.DUTY, draft, understood(asked))


def duty(asked: Asked) -> Reply | None:
    """Who is responsible for something; what a body named in the clauses does; all clauses."""
    if asked.question.operation is not Operation.DUTY or not asked.catalog.duties:
        return None
    runs = [run for run in spoken(asked.question) if content(run)]
    if not spoken(asked.question, apart=FILLERS):
        asks_only_who = all(word.text in WHO_WORDS for word in asked.question.words if word.operation == Operation.DUTY)
        return None if asks_only_who else _all_duties(asked)
    both = any(word.role is Role.ORGANIZATION for word in asked.question.words)
    if not both and (said := matching.said_of_named(" ".join(runs), asked.catalog)):
        return _department(asked, said)
    if not both and len(runs) == 1 and names_body(runs[0]) and _asks_what(asked):
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_BODY.format(name=runs[0]))
    found = matching.match(" ".join(runs), asked.catalog)
    asked.trace += [f"职责 {m.score:.2f} {m.part.duty.number} {m.part.excerpt.text}" for m in found[:NEAREST]]
    answering = matching.answering(found, " ".join(runs))
    if answering and DIVISION in asked.text:
        return _divided(asked, answering[0].part.duty)
    return _matched(asked, answering) if answering else None


def _divided(asked: Asked, divided: Duty) -> Reply:
    """How bodies share something: the clause that says so, whole."""
    draft = asked.draft()
    draft.say(templates.DUTY_SHARED)
    say_clause(draft, divided)
    return Reply(Kind.DUTY, draft, understood(asked))


def _asks_what(asked: Asked) -> bool:
    """Whether it is asked what a body does, not who does something."""
    said = [word.text for word in asked.question.words if word.operation == Operation.DUTY]
    return bool(said) and all(text in WHAT_DUTY_WORDS for text in said)


def _matched(asked: Asked, found: Sequence[matching.Match]) -> Reply:
    draft = asked.draft()
    own = asked.catalog.report.identity.organization
    departments = list(dict.fromkeys(m.part.department or own for m in found))
    if len(departments) > 1:
        draft.say(templates.DUTY_SHARED)
    for department in departments:
        draft.say(templates.DUTY_OWN, department=name(department))
        for m in found:
            if (m.part.department or own) == department:
                say_clause(draft, m.part.duty, m.part.excerpt)
    return Reply(Kind.DUTY, draft, understood(asked))


def say_clause(draft: Draft, found: Duty, sentence: Excerpt | None = None) -> None:
    """The clause verbatim; a sub-clause that several bodies share only by its sentence."""
    shared = sentence is not None and found.number and not found.text.startswith(found.number)
    excerpt = sentence if shared and sentence else found.excerpt
    cited = draft.cite(excerpt, section=found.section, clause=found.number)
    draft.say(templates.DUTY_CLAUSE, clause=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))


def _department(asked: Asked, said: Sequence[matching.Part]) -> Reply:
    draft = asked.draft()
    for part in said:
        say_clause(draft, part.duty, part.excerpt)
    return Reply(Kind.DUTY, draft, understood(asked))


def _all_duties(asked: Asked) -> Reply:
    """How many clauses there are, and the first of them."""
    draft = asked.draft()
    main = [d for d in asked.catalog.duties if d.text.startswith(d.number)]
    cited = [draft.cite(d.excerpt, section=d.section, clause=d.number) for d in (main[0], main[-1])]
    marks = draft.marks(cited)
    if main[0].number and main[-1].number:
        first, last = draft.quote(cited[0], main[0].number), draft.quote(cited[1], main[-1].number)
        draft.say(templates.DUTY_COUNT, count=count(len(main)), first=first, last=last, marks=marks)
    else:
        draft.say(templates.DUTY_COUNT_UNNUMBERED, count=count(len(main)), marks=marks)
    for found in main[:LISTED_CLAUSES]:
        say_clause(draft, found)
    return Reply(Kind.DUTY, draft, understood(asked))


def no_duty(asked: Asked, nearest: Sequence[str]) -> Reply | None:
    """A duty question that neither the clauses nor retrieval answer."""
    if asked.question.operation is not Operation.DUTY or not spoken(asked.question, apart=FILLERS):
        return None
    return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_DUTY, nearest)
