"""Reasons: the sentence that says why a figure is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.numbers import numbers_in, parse_number
from ingest.report import Fact, Measure
from qa import templates
from qa.answer import Kind, RefusalKind
from qa.catalog import Catalog
from qa.lexicon import Ask, Operation, Role
from qa.lookup import find, members_of
from qa.parts import label_parts
from qa.project_names import OF_PROJECTS
from qa.question import BUDGETS, CHANGES, Question
from qa.routes.base import Asked, Reply, refused, understood
from qa.text import squeezed

NEARLY = Decimal("0.05")
"""How far a number that people give may be off what is printed, as a share of it."""


NO_REASON = ("无", "没有", "不存在", "未发现")
"""What is printed where there is nothing to say."""


def why(asked: Asked) -> Reply | None:
    """The sentence that gives the reason for a figure."""
    question = asked.question
    if question.operation is not Operation.WHY or not question.names:
        return None
    # What is scored are projects: an item of the accounts that is called alike loses no points.
    for baseline in () if _of_points(question) else _baselines(question):
        wanted = replace(question, measures=(Measure.REASON,), baseline=baseline, counted="", asks=frozenset())
        for facts in find(wanted, asked.catalog).groups[:1]:
            if _accounts(question, squeezed(facts[0].excerpt.text)) and not _contradicts(
                question, facts[0], asked.catalog
            ):
                return _reason(asked, facts[0])
    if reply := _of_project(asked):
        return reply
    if question.left_over:
        return None
    message = templates.NOT_FOUND_REASON.format(item=question.names[0].text)
    return refused(asked, RefusalKind.NOT_FOUND, message)


def _of_points(question: Question) -> bool:
    """Whether it is asked why points were lost, or why there are so few."""
    return Ask.LOST in question.asks or Measure.SCORE in question.measures


def _of_project(asked: Asked) -> Reply | None:
    """Why an indicator lost points, or what kept a project from being carried out as planned."""
    question = asked.question
    if Measure.UNPAID in question.measures:
        unpaid = find(replace(question, operation=Operation.GET, measures=(Measure.UNPAID,)), asked.catalog).groups
        if len(unpaid) == 1:
            return _reason(asked, unpaid[0][0])
    if _of_points(question) and (reply := _where_lost(asked)):
        return reply
    for measure in (Measure.DEVIATION, Measure.PROBLEM):
        words = tuple(word for word in question.words if word.role not in (Role.MEASURE, Role.FLOW, Role.UNIT))
        wanted = replace(
            question, words=words, measures=(measure,), baseline="", counted="", flow=None, asks=frozenset(), unit=""
        )
        groups = [
            group for group in find(wanted, asked.catalog).groups if group[0].printed.strip("。") not in NO_REASON
        ]
        if len({group[0].printed for group in groups}) == 1 and _accounts(
            question, squeezed(groups[0][0].excerpt.text)
        ):
            return _reason(asked, groups[0][0])
    return None


def _where_lost(asked: Asked) -> Reply | None:
    """Why a project lost points: the reason given for each of its indicators that did."""
    question = asked.question
    words = tuple(word for word in question.words if word.role not in (Role.MEASURE, Role.FLOW, Role.UNIT))
    wanted = replace(question, words=words, measures=(Measure.DEVIATION,), flow=None, unit="", asks=frozenset())
    found = members_of(wanted, asked.catalog, lambda fact: fact.subject.measure is Measure.DEVIATION)
    if not found or not question.names:
        return None
    draft = asked.draft()
    for places in found:
        cited = draft.cite_fact(places[0])
        quote = draft.quote(cited, places[0].printed)
        draft.say(templates.LOST, label=label_parts(places[0]), quote=quote, marks=draft.marks([cited]))
    return Reply(Kind.PASSAGE, draft, understood(asked, found[0][0], operation=Operation.WHY))


def _contradicts(question: Question, reason: Fact, catalog: Catalog) -> bool:
    """Whether the question says that the budget was kept, and the figures beside the reason that it was
    not, or the other way about: then the question is about something else of that name."""
    final, budget = _beside(reason, catalog)
    if not question.direction or final is None or budget is None:
        return False
    return final > budget if question.direction == "under" else final < budget


def _accounts(question: Question, quote: str) -> bool:
    """Whether a quote that gives a reason is about all that the question says: it holds, or nearly, every
    number, and every other word unless the question is of a gap."""
    printed = numbers_in(quote)
    for left in question.left_over:
        if left[0].isdecimal():
            number = parse_number(left.rstrip("%"))
            if not any(n and number and abs(n - number) <= NEARLY * n for n in printed):
                return False
        elif left not in quote and not _of_a_gap(question):
            return False
    return True


def _of_a_gap(question: Question) -> bool:
    """Whether the question says that the figure differs from a budget or from the year before: that is
    what the reason explains, whatever else the question says of it."""
    measured = any(measure in (*BUDGETS, *CHANGES, Measure.COMPLETION_RATE) for measure in question.measures)
    return measured or bool(question.direction or question.baseline)


def _baselines(question: Question) -> Sequence[str]:
    """What the reason may be measured against, the likeliest first."""
    if question.direction or any(measure in BUDGETS for measure in question.measures):
        return ("budget",)
    if question.baseline:
        return (question.baseline,)
    changed = any(measure in CHANGES for measure in question.measures)
    return ("year", "budget") if changed else ("budget", "year")


def _reason(asked: Asked, fact: Fact) -> Reply:
    draft = asked.draft()
    cited = draft.cite_fact(fact)
    own = fact.printed if fact.subject.classification in OF_PROJECTS else None
    if fact.value is not None:
        own = fact.excerpt.text[fact.mark[0] :]  # 12.30万元因当年财政困难，尚未支付
    draft.say(templates.REASON, quote=draft.quote(cited, own), marks=draft.marks([cited]))
    draft.say(templates.PLACE, place=draft.place(cited))
    if _odd(fact, asked.catalog):
        draft.notes.append(templates.NOTE_REASON_ODD)
    return Reply(Kind.PASSAGE, draft, understood(asked, fact, operation=Operation.WHY))


def _odd(reason: Fact, catalog: Catalog) -> bool:
    """Whether a reason speaks of the other direction than the figures beside it."""
    final, budget = _beside(reason, catalog)
    if final is None or budget is None or final == budget:
        return False
    said_less, said_more = "相应减少" in reason.printed, "相应增加" in reason.printed
    return (final > budget and said_less and not said_more) or (final < budget and said_more and not said_less)


def _beside(reason: Fact, catalog: Catalog) -> tuple[Decimal | None, Decimal | None]:
    """The final amount and the budget that stand where a reason stands."""
    about = (reason.section, reason.subject.item, reason.subject.code)
    same = [f for f in catalog.facts if (f.section, f.subject.item, f.subject.code) == about and f.value is not None]
    final = next((f.value for f in same if f.subject.measure is Measure.FINAL), None)
    return final, next((f.value for f in same if f.subject.measure in BUDGETS), None)
