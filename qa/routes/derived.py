"""Figures that the report does not print but that follow from what it prints: the year before from a change,
a budget from the gap to it, what remains of a budget, a total without a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ingest.balance import ROUNDING
from ingest.numbers import MONEY_UNITS
from ingest.report import TOTAL, Dimension, Fact, Measure
from qa import templates
from qa.amounts import in_places
from qa.answer import Kind
from qa.catalog import PART_OF, features
from qa.cutting import Word
from qa.formulas import FORMULAS
from qa.lexicon import BALANCE, STATEMENT_WORDS, Ask, Operation, Role
from qa.lookup import find
from qa.parts import label
from qa.pools import budget_of
from qa.project_names import same_part
from qa.question import BUDGETS, Question
from qa.routes.base import Asked, Reply, understood
from qa.routes.figures import say_figure, say_places
from qa.routes.rankings import SIGNS
from qa.routes.results import Places, Result, result_of, say_result
from qa.vocabulary import Feature

SPENT: Final = (Measure.EXECUTED, Measure.FINAL)

_SPENT_BASELINE: Final = re.compile("执行|决算")
"""What a baseline says that is no budget."""


ZERO: Final = Word("0", Role.BOUND, operation="==", value=Decimal(0))
"""What 是不是零 asks about, in whatever unit."""


def derived(asked: Asked) -> Reply | None:
    """The first of the derivations that fits."""
    question = asked.question
    if question.left_over or question.operation not in (Operation.GET, Operation.COMPARE):
        return None
    ways = (remaining, without, budget_from_gap, growth)
    return next((reply for way in ways if (reply := way(asked))), None)


def one_figure(asked: Asked, question: Question) -> list[Fact] | None:
    """The places of the one figure that a question finds."""
    groups = find(question, asked.catalog).groups
    if len(groups) != 1 or groups[0][0].value is None or groups[0][0].dimension is Dimension.TEXT:
        return None
    first = groups[0][0]
    return [fact for fact in groups[0] if (fact.value, fact.unit) == (first.value, first.unit)]


def _only(question: Question, *measures: Measure, baseline: str = "") -> Question:
    """The question for another measure of the same thing."""
    words = tuple(word for word in question.words if word.role is not Role.MEASURE)
    return replace(
        question,
        words=words,
        measures=measures,
        baseline=baseline,
        percent=False,
        counted="",
        asks=frozenset(),
        unit="",
    )


def _unsaid_year(question: Question) -> Question:
    words = tuple(word for word in question.words if word.role is not Role.YEAR)
    return replace(question, words=words, year=None, previous=False)


def prior_year(asked: Asked) -> Reply | None:
    """The amount of the year before: this year's, less what the report says it has grown by."""
    question, own = asked.question, asked.catalog.report.identity.year
    if not (question.previous or question.year == own - 1) or not question.numeric or question.asks:
        return None
    if not _asks_usual(question):
        return None
    plain = _unsaid_year(question)
    final = one_figure(asked, _only(plain, *plain.measures))
    change = one_figure(asked, _only(plain, Measure.CHANGE_AMOUNT, baseline=str(own - 1)))
    if not final or not change or final[0].unit != change[0].unit or not _same_thing(final[0], change[0]):
        return None
    if final[0].subject.measure is Measure.BUDGET and _SPENT_BASELINE.search(change[0].subject.baseline):
        return None  # what was spent the year before is not what was budgeted
    return _undone(asked, "prior", final, change, year=own - 1)


def _asks_usual(question: Question) -> bool:
    """Whether a question is for the figures that the report is made of: of a budget, whichever budget it says."""
    said = question.measures
    if question.usual is Measure.FINAL:
        return not said or said[0] is Measure.FINAL
    return not said or question.usual in said


def _same_thing(one: Fact, other: Fact) -> bool:
    a, b = one.subject, other.subject
    return (a.item, a.code, a.flow, a.fund, a.breakdown) == (b.item, b.code, b.flow, b.fund, b.breakdown)


def _undone(asked: Asked, name: str, final: Places, change: Places, *, year: int | None = None) -> Reply:
    """What an amount was before a change: 12.00 - 3.50, or 8.00 + 1.50 where it has fallen."""
    assert final[0].value is not None
    assert change[0].value is not None
    formula = FORMULAS[name]
    sign = "-" if change[0].value >= 0 else "+"
    terms = f"{final[0].printed} {sign} {change[0].printed}"
    value, called = final[0].value - change[0].value, f"{label(final[0])}（{formula.label}）"
    return say_result(asked, formula, (final, change), Result(value, final[0].unit, terms, called, year))


def budget_from_gap(asked: Asked) -> Reply | None:
    """A budget that is not printed: the final amount, less what it is above the budget."""
    question = asked.question
    if not question.measures or question.measures[0] not in BUDGETS or question.asks or not question.names:
        return None
    if find(question, asked.catalog).groups:
        return None
    final = one_figure(asked, _only(question, Measure.FINAL))
    gap = one_figure(asked, _only(question, Measure.CHANGE_AMOUNT, baseline="budget"))
    if not final or not gap or final[0].unit != gap[0].unit or not _same_thing(final[0], gap[0]):
        return None
    if gap[0].subject.baseline not in [measure.value for measure in question.measures]:
        return None
    return _undone(asked, "budget", final, gap)


def remaining(asked: Asked) -> Reply | None:
    """What of a budget was not spent; as printed where the report says it."""
    question = asked.question
    if Ask.REMAINING not in question.asks or len(question.asks) > 1 or question.counted:
        return None
    if any(word.text == BALANCE for word in question.words):
        return None  # 结余 is a figure of its own, not what is left of a budget
    printed = one_figure(asked, _only(question, Measure.UNPAID))
    if printed:
        draft = asked.draft()
        say_figure(draft, draft.printed_figure(printed), printed[0])
        return Reply(Kind.LOOKUP, draft, understood(asked, printed[0]))
    spent = one_figure(asked, _only(question, *SPENT))
    budget = budget_of(spent[0], asked.catalog) if spent else None
    if not spent or budget is None or budget.value is None or spent[0].value is None or spent[0].value > budget.value:
        return None
    return _by_formula(asked, "remaining", [[budget], spent], budget.unit)


def without(asked: Asked) -> Reply | None:
    """A total without some of its parts: what is named besides them, else all that they are parts of."""
    question = asked.question
    if not question.excluded or question.asks - {Ask.EXCEPT, Ask.SUM, Ask.LIST, Ask.REMAINING}:
        return None
    plain = replace(question, asks=frozenset(), excluded=())
    rest = tuple(w for w in question.words if w not in question.excluded and w.operation != Ask.EXCEPT)
    whole = one_figure(asked, replace(plain, words=rest, measures=question.measures or (question.usual, *SPENT)))
    if not whole:
        return None
    if whole[0].subject.measure in SPENT and not question.measures:
        plain = replace(plain, measures=SPENT)
    parts = [
        one_figure(asked, _named(plain, question, word))
        or one_figure(asked, _named(plain, replace(question, names=()), word))
        for word in question.excluded
    ]
    known = [part for part in parts if part]
    if len(known) < len(parts) or any(
        part[0].unit != whole[0].unit or part[0].subject == whole[0].subject or not _inside(part[0], whole[0])
        for part in known
    ):
        return None
    reply = _by_formula(asked, "except", [whole, *known], whole[0].unit)
    if other := _only_other(asked, whole[0], known):
        reply.draft.say(templates.REST)
        reply.draft.lead = reply.draft.printed_figure(other)
        say_figure(reply.draft, reply.draft.lead, other[0])
    return reply


def _only_other(asked: Asked, whole: Fact, parts: Sequence[Places]) -> list[Fact] | None:
    """The places of the one other part that a whole has, as printed; None where it has several, or where that is
    not what is left of it."""
    own, left = parts[0][0].subject, [part[0].subject.item for part in parts]
    others = [
        f
        for f in asked.catalog.facts
        if f.value and f.unit == whole.unit and replace(f.subject, item=own.item, code=own.code) == own
        and f.subject.item not in left and _inside(f, whole)
    ]  # fmt: skip
    rest = (whole.value or Decimal(0)) - sum(part[0].value or Decimal(0) for part in parts)
    if len({(f.subject.item, f.value) for f in others}) != 1 or abs(rest - (others[0].value or Decimal(0))) > ROUNDING:
        return None
    return others


def _named(plain: Question, question: Question, word: Word) -> Question:
    """The question for one of the things left out."""
    words = tuple(w for w in plain.words if w.role not in (Role.NAME, Role.FLOW) and w.operation != Ask.EXCEPT)
    aspects = tuple(w for w in question.names if any(f.slot == "breakdown" for f in w.means))
    return replace(plain, words=(*words, *aspects, word), names=(*aspects, word), flow=None)


def _inside(part: Fact, whole: Fact) -> bool:
    """Whether one amount is a part of the other: by the path of its item, or as a breakdown of the same item."""
    a, b = part.subject, whole.subject
    if a.breakdown == b.item and b.breakdown == TOTAL:
        return True  # 人员经费 of 基本支出
    if (a.item, a.code, a.classification) == (b.item, b.code, b.classification):
        return b.breakdown in (TOTAL, PART_OF.get(a.breakdown))
    return Feature("path", b.item) in set(features(part))


def growth(asked: Asked) -> Reply | None:
    """By how much, in percent, an amount is above its budget, or below, where the report does not print it."""
    question = asked.question
    rate = question.measures[:1] == (Measure.CHANGE_RATE,) or (question.percent and bool(question.direction))
    against_budget = question.baseline == "budget" or bool(question.direction)
    if not rate or not against_budget or find(question, asked.catalog).groups:
        return None
    final = one_figure(asked, replace(_only(question, *SPENT), direction=""))
    budget = budget_of(final[0], asked.catalog) if final else None
    if not final or budget is None or not budget.value or final[0].value is None:
        return None
    return _by_formula(asked, "growth", [final, [budget]], "%")


def _by_formula(asked: Asked, name: str, operands: Sequence[Places], unit: str) -> Reply:
    return say_result(asked, FORMULAS[name], operands, result_of(FORMULAS[name], operands, unit))


def stated(asked: Asked) -> Reply | None:
    """Whether the report says what the question says: 是12.30万元吗, 超过1000万元吗."""
    question = asked.question
    bounds = question.bounds if _asks_whether(question) else ()
    said = (question.stated,) if question.stated else bounds
    if not said and question.asks == {Ask.ZERO} and question.names and _asks_whether(question):
        question, said = replace(question, asks=frozenset()), (ZERO,)
    if not said or question.left_over or question.asks or question.operation is not Operation.GET:
        return None
    words = tuple(word for word in question.words if word not in said and word.operation != Ask.ZERO)
    plain = replace(question, words=words, stated=None, bounds=(), unit="", percent=False, asks_figure=True)
    found = one_figure(asked, plain)
    held = [_holds(found[0], word) for word in said] if found else [None]
    if not found or None in held:
        return None
    so = all(held)
    if not so and question.stated and (also := _prints_too(asked, plain, found[0], question.stated)):
        found, so = [also], True
    draft = asked.draft()
    draft.say(templates.SO if so else templates.NOT_SO)
    same = [f for f in asked.catalog.facts if _of_it(f, found[0]) and f not in found]
    kind = say_places(draft, in_places((*found, *same)))
    kind = Kind.COMPARISON if kind is Kind.LOOKUP else kind
    return Reply(kind, draft, understood(asked, found[0], operation=Operation.COMPARE))


def _holds(fact: Fact, said: Word) -> bool | None:
    """Whether a figure is the amount that is said, or keeps to the bound; None where they are in different units."""
    if fact.value is None or said.value is None:
        return None
    return keeps_bound(abs(fact.value), fact.unit, said)


def keeps_bound(own: Decimal, unit: str, said: Word) -> bool | None:
    """Whether a value is the amount that is said, or keeps to the bound; None where they are in different units."""
    if (value := said.value) is None:
        return None
    if unit in MONEY_UNITS and said.unit in MONEY_UNITS:
        own, value = own * MONEY_UNITS[unit], value * MONEY_UNITS[said.unit]
    elif unit != said.unit and value:
        return None
    return own == value if said.role is Role.VALUE else SIGNS[said.operation](own, value)


def _of_it(fact: Fact, found: Fact) -> bool:
    return fact.subject == found.subject or same_part(fact, found)


def _prints_too(asked: Asked, plain: Question, found: Fact, said: Word) -> Fact | None:
    """Another place that prints the amount that is said, for what the question may be about."""
    for candidate in find(plain, asked.catalog).candidates:
        fact = candidate.fact
        about = (fact.subject.item, fact.subject.breakdown) == (found.subject.item, found.subject.breakdown)
        if (about or same_part(fact, found)) and fact.unit == said.unit and fact.value == said.value:
            return fact
    return None


def _asks_whether(question: Question) -> bool:
    return any(word.text in STATEMENT_WORDS for word in question.words) and not question.collections
