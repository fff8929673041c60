"""Plain words for what the forms call otherwise: 结余, 有多少项目, 包括哪些."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.report import Flow, Measure
from qa import lexicon
from qa.amounts import in_places
from qa.cutting import Word
from qa.lexicon import Ask, Operation, Role
from qa.lookup import DEFAULT_TOTALS, find
from qa.pools import pool
from qa.question import Question
from qa.routes.base import Asked, Reply
from qa.routes.calculations import against_budget
from qa.routes.figures import figure, figure_found
from qa.routes.rankings import Member, count_of, ranking
from qa.vocabulary import Feature

VEHICLES: Final = "车辆"
VEHICLE: Final = "辆"

CLOSING: Final = "年末结转和结余"
"""What 结余 is called in the forms, where it is nothing's in particular."""

NUMBER_OF_PROJECTS: Final = "项目数"
"""What the number of projects evaluated is asked for by, where it is printed."""


def balance(asked: Asked) -> Reply | None:
    """结余 of nothing that is named: what the year was closed with."""
    question = asked.question
    said = [word for word in question.words if word.text == lexicon.BALANCE]
    named = any(word.text not in DEFAULT_TOTALS for word in question.names)
    about = named or question.collections or question.fund or question.left_over
    means = asked.catalog.names.get(CLOSING)
    if not said or about or not means or set(question.measures) - {Measure.FINAL} or question.bounds or question.asks:
        return None
    closing = Word(CLOSING, Role.NAME, means)
    others = (word for word in question.words if word not in said and word.role not in (Role.NAME, Role.FLOW))
    plain = Question(question.text, words=(*others, closing), names=(closing,), asks_figure=True, usual=question.usual)
    return figure(replace(asked, question=plain))


def having(asked: Asked) -> Reply | None:
    """有没有公车: how many there are, not what they cost."""
    question = asked.question
    said = any(word.text in lexicon.HAS for word in question.words)
    more = question.asks_figure or question.measures or question.flow or question.counted or question.left_over
    if not said or more or len(question.names) != 1 or Feature("item", VEHICLES) not in question.names[0].means:
        return None
    return figure(replace(asked, question=replace(question, counted=VEHICLE)))


def whole_budget(asked: Asked) -> Reply | None:
    """Whether all that was spent was above its budget, where nothing is named: 单位超预算了吗."""
    question = asked.question
    asks = question.direction and question.operation is Operation.COMPARE and not question.asks
    of_all = not (question.numeric or question.collections or question.left_over)
    if not (asks and of_all) or any(word.text == lexicon.BALANCE for word in question.words):
        return None
    spent = frozenset({Feature("flow", Flow.EXPENDITURE)})
    words = (*question.words, Word("支出", Role.FLOW, spent))
    return against_budget(replace(asked, question=replace(question, words=words, flow=Flow.EXPENDITURE)))


def of_list(asked: Asked) -> Reply | None:
    """How many projects there are: as printed, else those that are listed."""
    question = asked.question
    named = question.names or question.flow or question.fund or question.measures or question.left_over
    picked = question.bounds or question.values or question.direction or question.nth or question.top
    if named or picked or question.asks - {Ask.LIST, Ask.SUM}:
        return None
    if not question.counted or question.collections[:1] != ("project",):
        return None
    if (means := asked.catalog.names.get(NUMBER_OF_PROJECTS)) is not None:
        printed = Word(NUMBER_OF_PROJECTS, Role.NAME, means)
        found = find(replace(question, words=(printed,), names=(printed,), counted=""), asked.catalog)
        if len(found.groups) == 1:
            return figure_found(asked, found)
    listed = pool(replace(question, counted=""), asked.catalog)
    return count_of(asked, [Member(tuple(in_places(places)[0])) for places in listed.members]) if listed else None


def comprised(asked: Asked) -> Reply | None:
    """The parts of what is asked 包括哪些 of, where no sentence says them."""
    question = asked.question
    said = [word for word in question.words if word.text in lexicon.COMPRISES]
    if not said or not question.names or find(question, asked.catalog).groups:
        return None
    words = tuple(word for word in question.words if word not in said)
    listing = replace(question, words=words, measures=(), asks=question.asks | {Ask.LIST})
    return ranking(replace(asked, question=listing))
