"""Balance identities of self-evaluations and key evaluations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ingest import messages
from ingest.balance import Sum, as_check
from ingest.document import Excerpt
from ingest.numbers import money_in, parse_number
from ingest.report import TOTAL, Check, Classification, Fact, Measure, Outcome
from ingest.self_evaluations.form import IndicatorForm
from ingest.self_evaluations.names import project_of
from ingest.self_evaluations.wording import BUDGET_ITEMS, FORM, FULL_SCORE, KEY_REPORT, MONEY_MEASURES

Sums = Callable[[Sequence[Fact]], Iterable[Sum]]
"""The instances of an identity among the facts that one form gives of one project."""


def form_checks(form: IndicatorForm, project: str) -> tuple[Check, ...]:
    """Whether all weights and scores of a form add up, those of unclear indicators too.

    A sum that does not says nothing where a row was not read.
    """
    sums = {messages.WEIGHTS_ADD_UP: Sum(TOTAL, Decimal(FULL_SCORE), form.points(Measure.WEIGHT))}
    if form.total:
        total = parse_number(form.total.text) or Decimal(0)
        sums[messages.SCORES_ADD_UP] = Sum(TOTAL, total, form.points(Measure.SCORE))
    checks = (as_check(_named(name, project), (one,), (FORM,), project) for name, one in sums.items())
    told = (check for check in checks if check and (check.outcome is Outcome.HOLDS or not form.unread))
    return tuple(told) if form.adds_up else ()


def fact_checks(facts: Iterable[Fact]) -> tuple[Check, ...]:
    """Every identity of amounts that the evaluations of the projects have the figures for, with its outcome."""
    by_form: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_form[fact.form, project_of(fact)].append(fact)
    checks = [
        as_check(_named(name, project), tuple(sums(found)), (form,), project)
        for (form, project), found in by_form.items()
        for name, sums in IDENTITIES.get(form, {}).items()
    ]
    return tuple(check for check in checks if check)


def _named(name: str, project: str) -> str:
    return name.format(project=project, full=FULL_SCORE)


def _of_project(facts: Sequence[Fact], measure: Measure, breakdown: str = TOTAL) -> Decimal | None:
    found = (f for f in facts if f.subject.classification is Classification.PROJECT)
    return next((f.value for f in found if (f.subject.measure, f.subject.breakdown) == (measure, breakdown)), None)


def _amounts(facts: Sequence[Fact]) -> Iterator[Sum]:
    for measure in MONEY_MEASURES:
        amounts = [f for f in facts if f.subject.measure is measure]
        total = _of_project(amounts, measure)
        parts = tuple(f.value for f in amounts if f.subject.breakdown != TOTAL and f.value is not None)
        if total is not None and parts:
            yield Sum(measure, total, parts)


def _rate(facts: Sequence[Fact]) -> Iterator[Sum]:
    """The printed rate beside the quotient, rounded to as many decimals."""
    rate, executed, budget = (
        _of_project(facts, measure) for measure in (Measure.EXECUTION_RATE, Measure.EXECUTED, Measure.ADJUSTED_BUDGET)
    )
    if rate is not None and executed is not None and budget:
        yield Sum(TOTAL, rate, ((executed * 100 / budget).quantize(rate, ROUND_HALF_UP),))


def _listed(measure: Measure) -> Sums:
    """Gives each list of amounts beside the total of that measure."""

    def sums(facts: Sequence[Fact]) -> Iterator[Sum]:
        total = next((f for f in facts if _is_total(f, measure)), None)
        for listed in _lists(facts, measure).values():
            if total and total.value is not None:
                parts = tuple(money_in(f.value, f.unit, total.unit) for f in listed if f.value is not None)
                yield Sum(TOTAL, total.value, parts)

    return sums


def _is_total(fact: Fact, measure: Measure) -> bool:
    subject = fact.subject
    return (subject.classification, subject.measure, subject.breakdown) == (Classification.PROJECT, measure, TOTAL)


def _lists(facts: Sequence[Fact], measure: Measure) -> dict[Excerpt, list[Fact]]:
    """The parts of the project's money, list by list."""
    lists: defaultdict[Excerpt, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.subject.classification is Classification.COMPONENT and fact.subject.measure is measure:
            lists[fact.excerpt].append(fact)
    return lists


def _count(facts: Sequence[Fact]) -> Iterator[Sum]:
    printed = _of_project(facts, Measure.COUNT, BUDGET_ITEMS)
    for listed in _lists(facts, Measure.BUDGET).values():
        if printed is not None:
            yield Sum(TOTAL, printed, (Decimal(len(listed)),))


IDENTITIES: Final[dict[str, dict[str, Sums]]] = {
    FORM: {
        messages.AMOUNTS_ADD_UP: _amounts,
        messages.RATE_IS_QUOTIENT: _rate,
    },
    KEY_REPORT: {
        messages.LISTED_BUDGETS: _listed(Measure.BUDGET),
        messages.LISTED_PAYMENTS: _listed(Measure.EXECUTED),
        messages.LISTED_COUNT: _count,
    },
}
"""Identities of each form, by their names."""
