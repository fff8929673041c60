"""Two conditions at once: what keeps to a bound on one figure and to another on a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.report import Fact, Measure
from qa.amounts import in_places
from qa.cutting import Word
from qa.lexicon import Ask, Operation, Role
from qa.pools import UNIT_MEASURES, grades_of, pool
from qa.question import BUDGETS, Question
from qa.routes.base import Asked, Reply
from qa.routes.rankings import Member, count_of, keeps_to, list_of, none_of

BOTH: Final = 2

EITHER: Final = "或"
"""Joins conditions of which one is enough: these are not answered."""

Condition = tuple[tuple[Measure, ...], tuple[Word, ...]]
"""What is measured, and the bounds that it must keep to."""


def conditions(asked: Asked) -> Reply | None:
    """The things of a list that keep to both, each with its two figures; their number, if that is asked for."""
    question = asked.question
    plain = question.operation is Operation.GET and question.asks <= {Ask.LIST} and question.collections
    more = (
        question.direction or question.top or question.nth or question.excluded or any(map(grades_of, question.names))
    )
    if not plain or more or question.left_over or question.values or EITHER in question.text:
        return None
    said = _conditions(question)
    if len(said) != BOTH or not all(measures for measures, _ in said):
        return None
    first, second = (_members(asked, condition) for condition in said)
    pairs = [(one, two) for one in first for two in second if _same(one.fact, two.fact)]
    if not pairs:
        return None
    kept = [pair for pair in pairs if all(keeps_to(bound)(pair[0]) for bound in said[0][1])]
    both = [Member(one.places, two.fact) for one, two in kept if all(keeps_to(bound)(two) for bound in said[1][1])]
    if not both:
        near = [Member(two.places, one.fact) for one, two in kept or pairs]
        return none_of(replace(asked, question=replace(question, bounds=said[1][1])), near)
    return count_of(asked, both) if question.counted else list_of(asked, both, filtered=True)


def _conditions(question: Question) -> Sequence[Condition]:
    """The bounds by what each is a bound of: the measure named before it, or what its unit alone says."""
    found: dict[tuple[Measure, ...], tuple[Word, ...]] = {}
    measures: tuple[Measure, ...] = ()
    for word in question.words:
        if word.role is Role.MEASURE:
            measures = word.measures
        elif word.role is Role.BOUND:
            by_unit = word.unit in UNIT_MEASURES and set(BUDGETS).issuperset(measures)
            of = UNIT_MEASURES[word.unit] if by_unit else measures
            found[of] = (*found.get(of, ()), word)
    return list(found.items())


def _members(asked: Asked, condition: Condition) -> list[Member]:
    """The things of the list, each with the figure that the condition is about."""
    measures, bounds = condition
    words = tuple(w for w in asked.question.words if w.role not in (Role.MEASURE, Role.BOUND))
    found = pool(replace(asked.question, words=words, measures=measures, bounds=bounds), asked.catalog)
    return [Member(tuple(in_places(places)[0])) for places in found.members] if found else []


def _same(one: Fact, two: Fact) -> bool:
    a, b = one.subject, two.subject
    return (a.item, a.code, a.path) == (b.item, b.code, b.path)
