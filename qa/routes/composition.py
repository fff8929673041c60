"""What a printed total is made of: the total, and the parts that the same table prints of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ingest.balance import ROUNDING
from ingest.forms.columns import EXPENDITURE
from ingest.report import TOTAL, Classification, Fact, Flow, Fund, Measure, Source, Subject
from qa import templates
from qa.answer import Kind
from qa.cutting import Word
from qa.lexicon import Ask, Role
from qa.lookup import find
from qa.parts import label_parts
from qa.question import Question
from qa.routes.base import Asked, Reply, understood
from qa.routes.figures import say_figure

COMPOSED: Final = re.compile("构成|组成|结构")
_BY_FUNCTION: Final = re.compile("功能|各类|按类")
_OTHERWISE: Final = "经济"
"""By economic classification no form divides all that was spent."""

_SPENT: Final = "支出"
_WHOSE: Final = frozenset({Role.ORGANIZATION, Role.YEAR})
_BESIDE: Final = frozenset({Classification.NATURE, Classification.SOURCE})
"""The parts that stand in the row of their total: 基本支出, 项目支出; 财政拨款收入, 事业收入 …"""


def composition(asked: Asked) -> Reply | None:
    """The total that is asked about with its parts, where they add up to it; a part whose cell is blank is left out."""
    question = asked.question
    said = [word for word in question.words if COMPOSED.search(word.text)]
    left = set(question.left_over) - {word.text for word in said}
    more = question.asks - {Ask.LIST} or question.measures or question.bounds
    if not said or left or more or _OTHERWISE in asked.text:
        return None
    for whole in _wholes(asked, said[0]):
        parts = [fact for fact in _parts(whole, asked) if fact.value is not None]
        total = sum((fact.value for fact in parts if fact.value), Decimal(0))
        if len(parts) > 1 and whole.value and abs(whole.value - total) <= ROUNDING * len(parts):
            return _made_of(asked, whole, parts)
    return None


def _wholes(asked: Asked, said: Word) -> Iterator[Fact]:
    """Where the total stands in tables; `said` is the word that asks for its parts."""
    question = asked.question
    if said.role is Role.LEFT:
        words = tuple(word for word in question.words if word.role is not Role.LEFT)
        groups = find(replace(question, words=words, asks=frozenset()), asked.catalog).groups
        places = groups[0] if len(groups) == 1 else ()
    else:  # 支出结构 is one word: of all, unless something stands before it
        before = question.words[: question.words.index(said)]
        plain = not question.names and all(word.role in _WHOSE for word in before)
        places = asked.catalog.facts if plain and said.text.startswith(_SPENT) else ()
        places = tuple(fact for fact in places if (fact.subject.item, fact.subject.fund) == (EXPENDITURE, Fund.ALL))
    for fact in places:
        if fact.source is Source.TABLE and fact.subject.breakdown == TOTAL and _flows(fact, question):
            yield fact


def _flows(fact: Fact, question: Question) -> bool:
    return question.flow in (None, fact.subject.flow)


def _parts(whole: Fact, asked: Asked) -> Iterator[Fact]:
    """What the same table prints below the total in its classification, or beside it in its row; of a total of all
    items their classes, where it is to be divided by function."""
    subject = whole.subject
    by_function = subject.classification is Classification.TOTAL and _BY_FUNCTION.search(asked.text)
    for fact in asked.catalog.facts:
        other = fact.subject
        if fact.table != whole.table or _kind(other) != _kind(subject) or other == subject:
            continue
        below = other.breakdown == subject.breakdown and other.path == (*subject.path, subject.item)
        beside = other.classification in _BESIDE and not other.path and fact.excerpt == whole.excerpt
        of_all = other.classification is Classification.FUNCTIONAL and not other.path and other.breakdown == TOTAL
        if of_all if by_function else below or beside:
            yield fact


def _kind(subject: Subject) -> tuple[Measure, Flow, Fund]:
    return subject.measure, subject.flow, subject.fund


def _made_of(asked: Asked, whole: Fact, parts: list[Fact]) -> Reply:
    draft = asked.draft()
    say_figure(draft, draft.printed_figure((whole,)), whole)
    for fact in parts:
        index = draft.printed_figure((fact,))
        marks = draft.marks(draft.figures[index].citations)
        draft.say(templates.LISTED, label=label_parts(fact), figure=draft.figure(index), marks=marks)
    return Reply(Kind.LIST, draft, understood(asked, whole, operation="list"))
