"""Duty questions: which clause, whose duty, which offices there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.document import Excerpt
from ingest.offices import COUNT_ITEM
from ingest.report import Duty, Office
from qa import templates
from qa.answer import Kind, RefusalKind
from qa.cutting import clause_number
from qa.duty_check.checking import find
from qa.duty_check.decision import Decision
from qa.duty_check.matching import Found
from qa.duty_check.naming import by_number, said_of_named
from qa.duty_check.structure import Part
from qa.english import is_english
from qa.lexicon import (
    DUTY_WORDS,
    FILLERS,
    PERSONS,
    WHAT_DUTY_WORDS,
    WHETHER_DUTY,
    WHICH_BODY,
    WHO_WORDS,
    Operation,
    Role,
)
from qa.organizations import names_body
from qa.parts import Draft, bare_number, count, name, words
from qa.question import spoken
from qa.routes.base import NEAREST, Asked, Reply, refused, understood
from qa.text import content, normalized, squeezed
from qa.vocabulary import Feature

LISTED_CLAUSES: Final = 5
"""How many clauses are quoted where all are asked for."""

OFFICES: Final = Feature("item", COUNT_ITEM)
"""What the internal offices are called as an item."""

DIVISION: Final = "分工"
"""Asks how several bodies share a duty."""

WHO_ASKS: Final = re.compile("|".join(map(re.escape, sorted({*DUTY_WORDS, *WHETHER_DUTY}, key=len, reverse=True))))
"""Words that ask whose duty something is."""

MAX_CLAUSE: Final = 9999

DONE_WITH: Final = "了"
"""Says that something was done: 谁中标了."""


def offices(asked: Asked) -> Reply | None:
    """The internal offices: which there are, and how many. What each does, reports do not say."""
    own = (word.text for word in asked.question.words if word.role is not Role.ORGANIZATION)
    text, found = " ".join(own), asked.catalog.offices
    operations = {word.operation for word in asked.question.words if word.role is Role.OPERATION}
    named = [office for office in found if squeezed(office.name) in text.replace(" ", "")]
    asked_for = "office" in operations or any(OFFICES in word.means for word in asked.question.names)
    if not asked_for and not named:
        return None
    rest = [run for run in spoken(asked.question, apart=FILLERS) if not _names(run, named) and run != COUNT_ITEM]
    asks_duty = Operation.DUTY in operations
    if asks_duty or (named and rest):
        message = templates.NOT_FOUND_OFFICE if asks_duty else templates.NOT_FOUND
        near = [one.part.duty.text for one in find(" ".join(rest), asked.catalog)[0]] if rest and asks_duty else []
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
    """The units whose accounts the report adds up: which there are, and how many. What each spends, it does not say."""
    question, found = asked.question, asked.catalog.units
    asked_for = any(word.operation == "unit" for word in question.words)
    if not found or not asked_for or spoken(question, apart=FILLERS) or question.flow or question.fund:
        return None
    draft = asked.draft()
    cited = [draft.cite(unit.excerpt, section=unit.section) for unit in found]
    names = [part for unit in found for part in (words("、"), name(unit.name))][1:]
    draft.say(templates.UNITS, count=count(len(found)), names=names, marks=draft.marks(cited))
    draft.say(templates.PLACE, place=draft.place(cited[0]))
    return Reply(Kind.LIST, draft, understood(asked, operation="units"))


def _names(run: str, offices: Sequence[Office]) -> bool:
    return any(run in normalized(office.name) for office in offices)


def clause(asked: Asked) -> Reply | None:
    """A clause asked for by its number."""
    number = clause_number(asked.text)
    if number is None or asked.question.operation is not Operation.DUTY or not asked.catalog.duties:
        return None
    found = by_number(asked.catalog.duties, min(number, MAX_CLAUSE))
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
    # Of a name that holds 和 the runs are two; then it is looked for in the question as it was put.
    texts = (" ".join(runs), *((WHO_ASKS.sub(" ", _put(asked)),) if len(runs) > 1 else ()))
    if not both and (said := next(filter(None, (said_of_named(text, asked.catalog) for text in texts)), None)):
        return _department(asked, said)
    body = "".join(runs).removeprefix("那").rstrip("呢吧")
    if not both and len(runs) == 1 and names_body(body) and _asks_what(asked, body):
        return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_BODY.format(name=body))
    found, decision = _found(asked, runs)
    asked.trace += [f"职责 {one.score:.2f} {one.part.duty.number} {one.part.excerpt.text}" for one in found[:NEAREST]]
    answering = decision.answering
    if answering and DIVISION in asked.text:
        return _divided(asked, answering[0].part.duty)
    return _matched(asked, answering) if answering else None


def _put(asked: Asked) -> str:
    """The question as it was put; of one in English the Chinese words for it, which the clauses are written in."""
    return asked.question.text if is_english(asked.text) else asked.text


def _found(asked: Asked, runs: Sequence[str]) -> tuple[list[Found], Decision]:
    """What the duties cover of the question as it was put; else of what was understood of it, where that is not put
    right to a name that figures have: a duty may be about another thing that is called nearly so."""
    said = WHO_ASKS.sub(" ", _put(asked))
    found, decision = find(said, asked.catalog)
    if any(word in asked.text for word in PERSONS):
        return found, Decision((), decision.confidence)
    if decision.answering or asked.question.corrected:
        return found, decision
    return find(" ".join(runs), asked.catalog)


def _divided(asked: Asked, divided: Duty) -> Reply:
    """How bodies share something: the clause that says so, whole."""
    draft = asked.draft()
    draft.say(templates.DUTY_SHARED)
    say_clause(draft, divided)
    return Reply(Kind.DUTY, draft, understood(asked))


def _asks_what(asked: Asked, body: str) -> bool:
    """Whether it is asked what a body does, not who does something; so it is where only a body is said that no clause
    mentions: 那甲局呢."""
    said = [word.text for word in asked.question.words if word.operation == Operation.DUTY]
    if not said:
        return not any(body in squeezed(duty.text) for duty in asked.catalog.duties)
    return all(text in WHAT_DUTY_WORDS for text in said)


def _matched(asked: Asked, found: Sequence[Found]) -> Reply:
    draft = asked.draft()
    own = asked.catalog.report.identity.organization
    departments = list(dict.fromkeys(one.part.department or own for one in found))
    if _asks_whether(asked):
        draft.say(templates.DUTY_YES if own in departments else templates.DUTY_NOT, department=name(own))
    if len(departments) > 1:
        draft.say(templates.DUTY_SHARED)
    for department in departments:
        its = [one for one in found if (one.part.department or own) == department]
        draft.say(templates.DUTY_BY[its[0].strength], department=name(department))
        for one in its:
            say_clause(draft, one.part.duty, one.part.excerpt)
    return Reply(Kind.DUTY, draft, understood(asked))


def _asks_whether(asked: Asked) -> bool:
    """Whether it is asked if something is the organization's own duty."""
    named = any(word.role is Role.ORGANIZATION for word in asked.question.words)
    return named and any(word in asked.text for word in WHETHER_DUTY)


def say_clause(draft: Draft, found: Duty, sentence: Excerpt | None = None) -> None:
    """The clause verbatim; a sub-clause that several bodies share only by its sentence."""
    shared = sentence is not None and found.number and not found.text.startswith(found.number)
    excerpt = sentence if shared and sentence else found.excerpt
    cited = draft.cite(excerpt, section=found.section, clause=found.number)
    draft.say(templates.DUTY_CLAUSE, clause=draft.quote(cited), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))


def _department(asked: Asked, said: Sequence[Part]) -> Reply:
    draft = asked.draft()
    own = [part for part in said if part.department is None]
    if own:
        department = name(asked.catalog.report.identity.organization)
        draft.say(templates.DUTY_BY[own[0].strength], department=department)
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
        first, last = (draft.quote(at, bare_number(d.number)) for at, d in zip(cited, (main[0], main[-1]), strict=True))
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
    question = asked.question
    of_money = question.names or question.flow or any(word.text == DONE_WITH for word in question.words)
    if of_money and all(word.text in WHICH_BODY for word in question.words if word.operation == Operation.DUTY):
        return None  # who spent it is asked, or who won the tender: no duty says so
    return refused(asked, RefusalKind.NOT_FOUND, templates.NOT_FOUND_DUTY, nearest)
