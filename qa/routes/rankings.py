"""Rankings, filters, counts and lists over the things that the report lists."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ingest.balance import ROUNDING
from ingest.numbers import MONEY_UNITS
from ingest.report import TOTAL, Classification, Fact, Measure
from qa import lexicon, templates
from qa.amounts import in_places, is_blank
from qa.answer import Kind
from qa.catalog import SELF_EVALUATION
from qa.cutting import Word
from qa.formulas import FORMULAS
from qa.lexicon import Ask, Operation, Role
from qa.lookup import find
from qa.parts import Draft, Part, count, label_parts, words
from qa.pools import Places, Pool, budget_of, grades_of, pool
from qa.project_names import OF_PROJECTS
from qa.question import BUDGETS, Question
from qa.routes.base import Asked, Reply, understood
from qa.routes.calculations import each_named
from qa.routes.figures import say_figure
from qa.routes.results import lead_with, result_of

SECOND_MEASURE: Final = 2

RATES: Final = frozenset({Measure.COMPLETION_RATE, Measure.EXECUTION_RATE})

SIGNS: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}

COVERED: Final = "预算资金"
"""What the money is called that an evaluation is of."""

PLACED: Final = 3
"""Up to so many figures, each is followed by the place where it stands; more are cited by their marks."""

_ORDERING: Final = frozenset({Ask.MOST, Ask.LEAST, Ask.RANK, Ask.RANK_UP})
_WHOLE: Final = frozenset({Ask.SUM, Ask.AVERAGE})
_GAPS: Final = frozenset({Ask.REMAINING, Ask.DIFFERENCE})


@dataclass(frozen=True)
class Member:
    """One thing of the pool: where its figure is printed, and that of what it is measured against."""

    places: Places
    against: Fact | None = None

    @property
    def fact(self) -> Fact:
        """The figure's first place."""
        return self.places[0]

    @property
    def values(self) -> tuple[Decimal, Decimal]:
        """Its figure, and what it is measured against."""
        assert self.fact.value is not None
        assert self.against is not None
        assert self.against.value is not None
        return self.fact.value, self.against.value

    @property
    def gap(self) -> Decimal:
        """How far its figure is from what it is measured against."""
        return abs(self.values[0] - self.values[1])


def ranking(asked: Asked) -> Reply | None:
    """What is highest, lowest, above a bound, over budget, zero …; all of a list; their count, sum, average."""
    question = asked.question
    gets = question.operation in (Operation.GET, Operation.COMPARE) and not question.asks & {Ask.PLACE, Ask.ACROSS}
    if question.left_over or not gets or not _wanted(question) or not _consumed(question):
        return None
    plain = not (question.bounds or question.direction or question.asks & {Ask.ZERO, Ask.LOST})
    if question.counted and plain and find(question, asked.catalog).groups:
        return None  # how many there are is printed
    found = pool(question, asked.catalog) or _named(asked)
    if found is None:
        return None
    members = [Member(tuple(in_places(places)[0])) for places in found.members]
    filled = [member for member in members if not is_blank(member.fact)]
    if any(word.text in lexicon.BLANK_WORDS for word in question.words):
        blank = [member for member in members if member not in filled]
        return list_of(asked, blank, filtered=True) if blank else None
    reply = _of_members(asked, found, filled)
    if reply and len(filled) < len(members):
        reply.draft.notes.append(templates.NOTE_BLANKS)
    return reply


def _of_members(asked: Asked, found: Pool, members: list[Member]) -> Reply | None:
    """What the question makes of the things that have a figure."""
    question = asked.question
    tests = _tests(question, asked)
    if _against(question):
        members = [m for m in (_measured(member, question, asked) for member in members) if m]
    if not members:
        return None
    kept = [member for member in members if all(test(member) for test in tests)]
    if not kept:
        return None if Ask.ZERO in question.asks else none_of(asked, members)
    if question.counted and tests and not question.asks & (_ORDERING | _WHOLE):
        return count_of(asked, kept)
    ordered = question.asks & _ORDERING or question.top or question.nth
    if question.asks & _WHOLE or _summed(question):
        picked = pick(question, kept)[0] if ordered else kept
        tied = question.top and len(picked) != question.top
        return None if tied else _whole(asked, picked)
    if ordered:
        return _ordered(asked, found, kept)
    return list_of(asked, kept, filtered=bool(tests))


def _consumed(question: Question) -> bool:
    """Whether all that the question asks of a list can be done at once: a second measure, a denial, or what is
    left of something, cannot, and must not be answered as if they were not there."""
    known = _ORDERING | _WHOLE | {Ask.LIST, Ask.ZERO, Ask.LOST, Ask.AGREE, Ask.EXCEPT}
    known |= _GAPS if question.asks & _ORDERING else set()
    known |= {Ask.NOT} if _denied_grade(question) else set()
    having = {word.text for word in question.words if word.text in lexicon.HAVING} if question.direction else set()
    measures = {word.measures for word in question.words if word.role is Role.MEASURE and word.text not in having}
    if RATES.intersection(question.measures) and not question.bounds:
        measures = {said for said in measures if not set(BUDGETS).intersection(said)}  # 完成年初预算的比例
    excepts = Ask.EXCEPT in question.asks and not question.excluded
    budgets = question.direction and any(measure in BUDGETS for measure in question.measures)
    shares = question.percent and not any(word.role is Role.MEASURE for word in question.words)
    denied = excepts or budgets or shares or _mixed(question.bounds)
    return question.asks <= known and len(measures) < SECOND_MEASURE and not denied


def _mixed(bounds: Sequence[Word]) -> bool:
    """Whether bounds cannot be on one figure, for they are in units of different kinds."""
    return len({"元" if bound.unit in MONEY_UNITS else bound.unit for bound in bounds}) > 1


def _named(asked: Asked) -> Pool | None:
    """The things that the question itself lists, to be put in order."""
    question = asked.question
    groups = each_named(asked) if question.asks & _ORDERING else None
    if groups is None or question.those not in (None, len(groups)):
        return None
    return Pool(tuple(tuple(places) for places in groups), groups[0][0].subject.measure)


def _wanted(question: Question) -> bool:
    """Whether it is about several things of a list."""
    asks = question.asks & (_ORDERING | {Ask.LIST, Ask.LOST})
    over_list = bool(question.collections or question.so_many)
    filters = question.bounds or question.direction or Ask.ZERO in question.asks or _grades(question)
    return bool(
        asks or question.top or question.nth or (over_list and (filters or question.asks & _WHOLE or _summed(question)))
    )


def _summed(question: Question) -> bool:
    """Whether the sum of a list is asked for: 八个项目一共."""
    said = any(word.text in (*lexicon.SUM_WORDS, *lexicon.TOTAL_ENDINGS) for word in question.words)
    return said and bool(question.so_many or question.collections or question.top) and not question.counted


def _denied_grade(question: Question) -> bool:
    """Whether those are asked for that have not the grade: 没得优."""
    return any(one.operation == Ask.NOT and grades_of(other) for one, other in pairwise(question.words))


def _grades(question: Question) -> set[str]:
    return {grade for word in question.names for grade in grades_of(word)}


Test = Callable[[Member], bool]


def _tests(question: Question, asked: Asked) -> list[Test]:
    """What a thing must keep to."""
    equal = [replace(value, operation="==") for value in question.values]
    tests: list[Test] = [keeps_to(bound) for bound in (*question.bounds, *equal)]
    if Ask.ZERO in question.asks:
        tests.append(lambda member: member.fact.value == 0)
    if Ask.LOST in question.asks:
        tests.append(lambda member: member.gap > 0)
    if question.direction:
        compare = operator.gt if question.direction == "over" else operator.lt
        tests.append(lambda member: bool(compare(*member.values)))
        if any(word.text in lexicon.HAVING for word in question.words):
            tests.append(lambda member: member.values[1] > 0)
    if grades := _grades(question):
        graded = {
            f.subject.item for f in asked.catalog.facts if f.subject.measure is Measure.GRADE and f.printed in grades
        }
        denied = _denied_grade(question)
        tests.append(lambda member: (member.fact.subject.item in graded) is not denied)
    return tests


def keeps_to(bound: Word) -> Test:
    """Whether a thing's figure keeps to a bound, in whatever unit of money either is."""

    def keeps(member: Member) -> bool:
        fact, value = member.fact, bound.value
        if fact.value is None or value is None:
            return False
        own = fact.value
        if fact.unit in MONEY_UNITS and bound.unit in MONEY_UNITS:
            own, value = own * MONEY_UNITS[fact.unit], value * MONEY_UNITS[bound.unit]
        elif fact.unit != bound.unit:
            return False
        return SIGNS[bound.operation](own, value)

    return keeps


def _against(question: Question) -> bool:
    """Whether each thing is measured against another figure of its own."""
    gap = bool(question.asks & _GAPS) and bool(question.asks & _ORDERING)
    return bool(question.direction) or Ask.LOST in question.asks or gap


def _measured(member: Member, question: Question, asked: Asked) -> Member | None:
    """The thing with what it is measured against: its budget, or of a score the points to be had."""
    fact = member.fact
    if Ask.LOST in question.asks:
        weight = next((f for f in asked.catalog.facts if _is_weight(f, fact)), None)
    else:
        weight = budget_of(fact, asked.catalog)
    if weight is None or weight.value is None or fact.value is None:
        return None
    return Member(member.places, weight)


def _is_weight(weight: Fact, score: Fact) -> bool:
    one, other = weight.subject, score.subject
    return one.measure is Measure.WEIGHT and (one.item, one.path, one.breakdown) == (
        other.item,
        other.path,
        other.breakdown,
    )


# replies


def _say(draft: Draft, members: Sequence[Member], *, numbered: bool) -> list[int]:
    """A line for each thing; returns the indexes of their figures."""
    indexes: list[int] = []
    for place, member in enumerate(members, 1):
        index = draft.printed_figure(member.places)
        indexes.append(index)
        marks = draft.marks(draft.figures[index].citations)
        parts: dict[str, Part | Sequence[Part]] = {
            "label": label_parts(member.fact),
            "figure": draft.figure(index),
            "marks": marks,
        }
        if member.against is not None:
            other = draft.printed_figure((member.against,))
            draft.say(
                templates.WITH_BUDGET,
                **parts,
                budget_label=[words(member.against.subject.measure.value)],
                budget=draft.figure(other),
                budget_marks=draft.marks(draft.figures[other].citations),
            )
        elif numbered:
            draft.say(templates.NUMBERED, place=count(place), **parts)
        else:
            draft.say(templates.LISTED, **parts)
        if len(members) <= PLACED:
            draft.say(templates.PLACE, place=draft.place(draft.figures[index].citations[0]))
    return indexes


def pick(question: Question, members: Sequence[Member]) -> tuple[list[Member], bool]:
    """The things in order, or those at one end, or the one at a place; and whether the largest come first.
    Equal figures share a place."""
    down = not question.asks & {Ask.LEAST, Ask.RANK_UP}
    by_gap = members[0].against is not None
    sized = [(member.gap if by_gap else _size(member.fact), member) for member in members]
    ordered = sorted(sized, key=lambda pair: pair[0], reverse=down)
    if question.nth:
        place = ordered[question.nth - 1][0] if question.nth <= len(ordered) else None
        return [member for size, member in ordered if size == place], down
    everything = question.asks & {Ask.RANK, Ask.RANK_UP} and not question.top
    top = len(ordered) if everything else min(question.top or 1, len(ordered))
    last = ordered[top - 1][0]
    return [member for at, (size, member) in enumerate(ordered) if at < top or size == last], down


def _ordered(asked: Asked, found: Pool, members: Sequence[Member]) -> Reply | None:
    """The things in the order asked for."""
    question = asked.question
    sized = [member for member in members if member.fact.value is not None]
    of_something = question.asks & {Ask.LEAST, Ask.RANK_UP, Ask.RANK}
    if of_something and found.measure is not Measure.SCORE and not question.bounds:
        sized = [member for member in sized if member.fact.value]
    chosen, down = pick(question, sized) if sized else ([], True)
    if not chosen:
        return None
    draft = asked.draft()
    measure = words(templates.GAP) if chosen[0].against is not None else words(found.measure.value)
    if question.nth:
        draft.say(templates.NTH[down], measure=measure, place=count(question.nth))
    else:
        draft.say((templates.RANKED if len(chosen) > 1 else templates.EXTREME)[down], measure=measure)
    _say(draft, chosen, numbered=len(chosen) > 1)
    if len(sized) < len(members):
        draft.notes.append(templates.NOTE_ZEROS)
    if not question.names and not question.collections:
        draft.notes.append(templates.NOTE_OVER)
    return Reply(Kind.RANKING, draft, understood(asked, chosen[0].fact, operation="rank"))


def _size(fact: Fact) -> Decimal:
    assert fact.value is not None
    return fact.value * MONEY_UNITS.get(fact.unit, 1)


def list_of(asked: Asked, members: Sequence[Member], *, filtered: bool) -> Reply:
    """All of them, without those of nothing where that is not what is asked."""
    draft = asked.draft()
    some = [member for member in members if member.fact.value or member.fact.value is None]
    having = any(word.text in lexicon.HAVING for word in asked.question.words)
    if (asked.question.names or having) and some and len(some) < len(members) and not filtered:
        members = some
        draft.notes.append(templates.NOTE_ZEROS)
    draft.say(templates.FOUND if filtered else templates.ALL_OF, count=count(len(members)))
    _say(draft, members, numbered=False)
    return Reply(Kind.LIST, draft, understood(asked, members[0].fact, operation="filter" if filtered else "list"))


def count_of(asked: Asked, members: Sequence[Member]) -> Reply:
    """How many there are, and which."""
    draft = asked.draft()
    draft.say(templates.FOUND, count=count(len(members)))
    indexes = _say(draft, members, numbered=False)
    items = "、".join(member.fact.printed for member in members)
    formula = f"{templates.COUNTING}{items} = {len(members)} {templates.COUNT_UNIT}"
    value = Decimal(len(members))
    draft.lead = draft.computed_figure(templates.COUNTED, value, templates.COUNT_UNIT, indexes, formula)
    return Reply(Kind.LIST, draft, understood(asked, members[0].fact, operation="count"))


def none_of(asked: Asked, members: Sequence[Member]) -> Reply:
    """None keeps to what is asked: the nearest is shown, so that anyone can see it."""
    draft = asked.draft()
    sized = [member for member in members if member.fact.value is not None]
    limits = [b.value * MONEY_UNITS.get(b.unit, 1) for b in asked.question.bounds if b.value is not None]
    if limits:
        nearest = sorted(sized, key=lambda member: min(abs(_size(member.fact) - limit) for limit in limits))[:1]
    else:
        up = asked.question.direction == "over"
        nearest = sorted(sized, key=lambda member: _size(member.fact), reverse=up)[:1]
    draft.say(templates.NONE_FIT)
    _say(draft, nearest or members[:1], numbered=False)
    return Reply(Kind.LIST, draft, understood(asked, members[0].fact, operation="filter"))


def _whole(asked: Asked, members: Sequence[Member]) -> Reply | None:
    """The sum or the average of all; beside a sum, the total that the report prints."""
    facts = [member.fact for member in members]
    if any(fact.value is None for fact in facts) or len({fact.unit for fact in facts}) != 1:
        return None
    if facts[0].unit == "%" and Ask.AVERAGE not in asked.question.asks:
        return None  # percentages of different wholes add up to nothing
    formula = FORMULAS["average" if Ask.AVERAGE in asked.question.asks else "sum"]
    result = result_of(formula, [member.places for member in members], facts[0].unit)
    draft = asked.draft()
    indexes = [draft.printed_figure(member.places) for member in members]
    lead_with(draft, formula, result, indexes)
    for index, fact in zip(indexes, facts, strict=True):
        marks = draft.marks(draft.figures[index].citations)
        draft.say(templates.LISTED, label=label_parts(fact), figure=draft.figure(index), marks=marks)
    differs = formula.name == "sum" and _say_total(asked, draft, facts, result.value)
    if formula.name == "sum" and not asked.question.top:
        _say_evaluated(asked, draft, facts[0])
    kind = Kind.CONFLICT if differs else Kind.CALCULATION
    return Reply(kind, draft, understood(asked, facts[0], operation=formula.name))


def _say_total(asked: Asked, draft: Draft, facts: Sequence[Fact], result: Decimal) -> bool:
    """The total that the report prints, if it is another than the sum, or the amount that the question holds
    it against; whether they differ by more than rounding."""
    total = _printed_total(asked, facts)
    if total is None or total.value is None or total.value == result:
        return False
    draft.say(templates.PRINTED_TOTAL)
    say_figure(draft, draft.printed_figure((total,)), total)
    differs = abs(total.value - result) > ROUNDING * len(facts)
    if differs:
        draft.notes.append(templates.NOTE_SUM_DIFFERS)
    return differs


def _say_evaluated(asked: Asked, draft: Draft, fact: Fact) -> None:
    """Beside the budgets of all projects together, what their evaluation is said to cover (涉及预算资金)."""
    if fact.subject.classification is not Classification.PROJECT or fact.subject.measure not in BUDGETS:
        return
    about = (SELF_EVALUATION, COVERED, Measure.FINAL)
    told = (f for f in asked.catalog.facts if (f.subject.item, f.subject.breakdown, f.subject.measure) == about)
    if other := next(told, None):
        draft.say(templates.BESIDE)
        say_figure(draft, draft.printed_figure((other,)), other)


def _printed_total(asked: Asked, facts: Sequence[Fact]) -> Fact | None:
    first, stated = facts[0], asked.question.stated
    if stated is not None:
        same = [f for f in asked.catalog.facts if f.value == stated.value and f.unit == stated.unit]
        return next((f for f in same if stated.text.startswith(f.printed)), next(iter(same), None))
    wholes = {fact.subject.path[:1] for fact in facts}
    if len(wholes) != 1 or first.subject.classification not in OF_PROJECTS or not first.subject.path:
        return None
    about = (first.subject.path[0], first.subject.measure, TOTAL, first.unit)
    of_it = (
        f for f in asked.catalog.facts if (f.subject.item, f.subject.measure, f.subject.breakdown, f.unit) == about
    )
    return next(of_it, None)
