"""Figures of several reports: side by side, in order, kept to a bound, added up, over years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ingest.numbers import MONEY_UNITS
from ingest.report import Measure
from qa import templates
from qa.across.read import Scope
from qa.across.rows import Row, rows
from qa.across.sheet import Sheet
from qa.answer import Kind
from qa.formulas import FORMULAS
from qa.lexicon import Ask, Operation, Role
from qa.parts import count, name, shown, words
from qa.question import ORDERING, Question
from qa.routes.base import Reply
from qa.routes.figures import conversion
from qa.routes.rankings import Member, keeps_to, pick
from qa.routes.results import Result, common_unit, lead_with, result_of

PAIR: Final = 2

SHOWN_WHOLE: Final = 12
"""A ranking of so many reports is shown whole, though only the first was asked for."""

_WHOLE: Final = frozenset({Ask.SUM, Ask.AVERAGE})
_PAIRS: Final = frozenset({Ask.DIFFERENCE, Ask.RATIO})
_NONE: Final = frozenset({Ask.ZERO, Ask.NOT})
_UP: Final = frozenset({Ask.LEAST, Ask.RANK_UP})
_EXCLUSIVE: Final = (ORDERING, _WHOLE, _PAIRS, _NONE)
"""Of these, one at a time."""

_KNOWN: Final = frozenset({Ask.LIST, Ask.ACROSS}).union(*_EXCLUSIVE)
"""What can be asked of figures of several reports."""


def side_by_side(scope: Scope) -> Reply | None:
    """What the question makes of the figures of its reports; None where it asks for something else, or none of them
    gives one."""
    question = scope.question
    if not _takes(question) or not (scope.several.plain or _picks(question)):
        return None
    found = rows(scope)
    scope.trace += [f"{row.report.title}：{row.lack or row.fact.printed}" for row in found]
    if all(row.lack for row in found):
        return None
    return next((reply for way in _WAYS if (reply := way(Sheet(scope, found)))), None)


def _takes(question: Question) -> bool:
    """Whether all that the question asks can be done with one figure of each report."""
    if (
        question.left_over
        or question.dangling
        or question.operation not in (Operation.GET, Operation.COMPARE)
        or not question.numeric
    ):
        return False
    measures = {word.measures for word in question.words if word.role is Role.MEASURE and word.measures != _CHANGE}
    others = question.excluded or question.stated or question.alternatives or question.direction or question.share_of
    kinds = [kind for kind in _EXCLUSIVE if question.asks & kind]
    denied = question.asks & _NONE
    of_top = question.top and question.asks & _WHOLE and kinds == [ORDERING, _WHOLE]  # 前三名合计
    alone = len(kinds) < 2 or of_top
    alone = alone and not (denied and question.bounds) and denied != _NONE  # 不是零 is not 没有
    return len(measures) < 2 and bool(alone) and question.asks <= _KNOWN and not (others or question.collections)


_CHANGE: Final = (Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE)


def _picks(question: Question) -> bool:
    """Whether it asks for some of many: then it need not name them."""
    return bool(question.asks & (ORDERING | _NONE | _WHOLE) or question.top or question.nth or question.bounds)


# the ways to answer, in order: each takes the rows, or passes them on


def _without(sheet: Sheet) -> Reply | None:
    """Who has none: those that print zero. Those that leave it blank, deny it or do not print it are told apart."""
    if not sheet.scope.question.asks & _NONE:
        return None
    zero = [row for row in sheet.full if row.fact.value == 0]
    if not zero:
        sheet.draft.say(templates.ROWS_NO_ZERO, label=sheet.head)
        return sheet.done(Kind.LIST, "filter")
    sheet.draft.say(templates.ROWS_ZERO, count=count(len(zero)), label=sheet.head)
    sheet.say(zero)
    return sheet.done(Kind.LIST, "filter")


def _none_fits(sheet: Sheet) -> Reply | None:
    """None keeps to the bounds: the nearest is shown."""
    bounds = sheet.scope.question.bounds
    if not (bounds or sheet.scope.sign) or _kept(sheet):
        return None
    up = any(bound.operation in (">", ">=") for bound in bounds)
    sheet.draft.say(templates.ROWS_NONE, label=sheet.head)
    sheet.say(sorted(sheet.full, key=_size, reverse=up)[:1])
    return sheet.done(Kind.LIST, "filter")


def _ranked(sheet: Sheet) -> Reply | None:
    """The rows in the order asked for, or those at one end of it."""
    question = sheet.scope.question
    if question.asks & _WHOLE or not _picks(replace(question, bounds=(), asks=question.asks & ORDERING)):
        return None
    kept, zero = _ranking(sheet)
    if len(kept) <= SHOWN_WHOLE and not question.top and not question.nth:
        question = replace(question, asks=question.asks | {Ask.RANK_UP if question.asks & _UP else Ask.RANK})
    members = [Member(row.places) for row in kept]
    row_of = {id(member): row for member, row in zip(members, kept, strict=True)}  # two reports may print alike
    chosen, down = pick(question, members)
    if not chosen:
        return None
    if question.nth:
        sheet.draft.say(templates.ROWS_NTH[down], label=sheet.head, place=count(question.nth))
    else:
        sheet.draft.say(templates.ROWS_RANKED[down], label=sheet.head)
    sheet.say([row_of[id(member)] for member in chosen], numbered=len(chosen) > 1)
    sheet.say_zeros(zero)
    if len(chosen) < len(kept):
        sheet.draft.notes.append(templates.NOTE_COMPARED.format(count=len(kept)))
    return sheet.done(Kind.RANKING, "rank")


def _ranking(sheet: Sheet) -> tuple[list[Row], list[Row]]:
    """The rows to put in order, and those of nothing, which are not the lowest unless all are."""
    kept, question = _kept(sheet), sheet.scope.question
    if not question.asks & _UP or question.bounds or not any(row.fact.value for row in kept):
        return kept, []
    return [row for row in kept if row.fact.value], [row for row in kept if not row.fact.value]


def _top(sheet: Sheet) -> list[Row]:
    """The rows that are added up: all, or those at one end of the ranking; none where that end is not clear."""
    question = sheet.scope.question
    if not question.top:
        return _kept(sheet)
    kept = _ranking(sheet)[0]
    members = [Member(row.places) for row in kept]
    chosen = [id(member) for member in pick(question, members)[0]] if members else []
    picked = [row for member, row in zip(members, kept, strict=True) if id(member) in chosen]
    return picked if len(picked) == question.top else []


def _whole(sheet: Sheet) -> Reply | None:
    """The sum or the average of all that have a figure."""
    question, kept, draft = sheet.scope.question, _top(sheet), sheet.draft
    unit = _usual_unit(kept)
    if not question.asks & _WHOLE or unit is None or (unit == "%" and Ask.AVERAGE not in question.asks):
        return None
    formula = FORMULAS["average" if Ask.AVERAGE in question.asks else "sum"]
    used = [
        conversion(draft, row.fact, sheet.index(row), unit) if row.fact.unit != unit else sheet.index(row)
        for row in kept
    ]
    draft.say(templates.ROWS_HEAD, label=sheet.head)
    lead_with(draft, formula, result_of(formula, [row.places for row in kept], unit, unit), used)
    sheet.say(kept)
    if question.top:
        draft.notes.append(templates.NOTE_COMPARED.format(count=len(_kept(sheet))))
    elif len(kept) < len(sheet.rows) + len(sheet.scope.several.absent):
        draft.notes.append(templates.NOTE_ONLY.format(count=len(kept)))
    if not sheet.scope.several.said.names:
        draft.notes.append(templates.NOTE_ONLY_HERE)
    return sheet.done(Kind.CALCULATION, formula.name)


def _pair(sheet: Sheet) -> Reply | None:
    """How far two are apart, or how many times the one the other is."""
    asks, kept = sheet.scope.question.asks, _kept(sheet)
    if not asks & _PAIRS or len(kept) != 2:
        return None
    formula = FORMULAS[Ask.RATIO if Ask.RATIO in asks else Ask.DIFFERENCE]
    pair = sorted(kept, key=_size, reverse=True) if formula.absolute else kept
    unit = pair[0].fact.unit
    if pair[1].fact.unit != unit or (formula.unit and not pair[1].fact.value):
        return None
    sheet.draft.say(templates.ROWS_HEAD, label=sheet.head)
    result = result_of(formula, [row.places for row in pair], formula.unit or unit)
    lead_with(sheet.draft, formula, result, [sheet.index(row) for row in pair])
    if formula.absolute and result.value:
        sheet.draft.say(templates.ROW_MORE, report=name(pair[0].report.title))
    sheet.say(pair)
    return sheet.done(Kind.CALCULATION, formula.name)


def _listed(sheet: Sheet) -> Reply | None:
    """The figures side by side; over the years of one organization with the changes between them."""
    question, kept = sheet.scope.question, _kept(sheet)
    if question.asks & _PAIRS:
        return None
    filters = bool(question.bounds or sheet.scope.sign) or sheet.scope.several.said.which
    if filters:
        kept = kept if question.bounds or sheet.scope.sign else [row for row in kept if row.fact.value]
        sheet.draft.say(templates.ROWS_FOUND, count=count(len(kept)), label=sheet.head)
    else:
        sheet.draft.say(templates.ROWS_HEAD, label=sheet.head)
    sheet.say(kept)
    if sheet.scope.of_kinds and len(kept) == 2:
        _say_gap(sheet, kept)
    elif sheet.scope.of_one and not filters:
        changes = _say_changes(sheet, kept)
        if sheet.scope.asks_change and len(changes) == 1:
            sheet.draft.lead = changes[0]
    elif len(kept) == len(sheet.rows) == PAIR and not filters:
        _say_more(sheet, kept)
    return sheet.done(Kind.LIST if filters else Kind.COMPARISON, "filter" if filters else "compare")


_WAYS: Final[tuple[Callable[[Sheet], Reply | None], ...]] = (_without, _none_fits, _ranked, _whole, _pair, _listed)


def _kept(sheet: Sheet) -> list[Row]:
    """The rows whose figures keep to the bounds."""
    question = sheet.scope.question
    tests = [keeps_to(bound) for bound in question.bounds]
    kept = [row for row in sheet.full if all(test(Member(row.places)) for test in tests)]
    sign = sheet.scope.sign
    return [row for row in kept if not sign or (row.fact.value or 0) * sign > 0]


def _usual_unit(kept: Sequence[Row]) -> str | None:
    """The unit of most figures, if all can be converted to it; None where not."""
    units = Counter(row.fact.unit for row in kept)
    return units.most_common(1)[0][0] if common_unit([row.fact for row in kept]) else None


def _size(row: Row) -> Decimal:
    assert row.fact.value is not None
    return row.fact.value * MONEY_UNITS.get(row.fact.unit, 1)


def _say_more(sheet: Sheet, kept: Sequence[Row]) -> None:
    """Which of two organizations has more, and by how much."""
    high, low = sorted(kept, key=_size, reverse=True)
    if high.fact.unit != low.fact.unit or high.fact.value == low.fact.value:
        return
    result = result_of(FORMULAS["difference"], [high.places, low.places], high.fact.unit)
    result = replace(result, name=templates.GAP)
    sheet.draft.say(templates.ROW_MORE, report=name(high.report.title))
    sheet.draft.say(templates.DIFFERENCE, formula=sheet.draft.figure(_change(sheet, (high, low), result)))


def _say_gap(sheet: Sheet, kept: Sequence[Row]) -> None:
    """How far the final accounts are above or below the budget."""
    budget, final = kept
    assert budget.fact.value is not None
    assert final.fact.value is not None
    if budget.fact.unit != final.fact.unit:
        return
    high, low = (final, budget) if final.fact.value >= budget.fact.value else (budget, final)
    gap = abs(final.fact.value - budget.fact.value)
    result = Result(gap, final.fact.unit, f"{high.fact.printed} - {low.fact.printed}", templates.GAP)
    sheet.draft.say(templates.COMPARED[(final is high) - (final is low)] if gap else templates.COMPARED[0])
    sheet.draft.say(templates.DIFFERENCE, formula=sheet.draft.figure(_change(sheet, (final, budget), result)))


def _say_changes(sheet: Sheet, kept: Sequence[Row]) -> list[int]:
    """From each year to the next, and from the first to the last: by how much, and by which share; returns the
    figures of the amounts."""
    amounts = []
    ordered = sorted(kept, key=lambda row: row.report.identity.year)
    for earlier, later in dict.fromkeys((*pairwise(ordered), *zip(ordered[:1], ordered[-1:], strict=True))):
        before, after = earlier.fact, later.fact
        if earlier.report.identity.year == later.report.identity.year or before.unit != after.unit:
            continue
        assert before.value is not None
        assert after.value is not None
        rises = after.value >= before.value
        high, low = (after, before) if rises else (before, after)
        gap = abs(after.value - before.value)
        told = {
            "year": name(f"{later.report.identity.year}年"),
            "base": name(f"{earlier.report.identity.year}年"),
            "way": words(templates.RISES if rises else templates.FALLS),
        }
        if not gap:
            sheet.draft.say(templates.YEAR_SAME, year=told["year"], base=told["base"])
            continue
        amounts.append(_change(sheet, (later, earlier), Result(gap, after.unit, f"{high.printed} - {low.printed}")))
        sheet.draft.say(templates.YEAR_CHANGE, formula=sheet.draft.figure(amounts[-1]), **told)
        if before.value > 0 and before.unit != "%":
            value = FORMULAS["growth"].compute((before.value + gap, before.value))
            terms = f"({high.printed} - {low.printed}) ÷ {before.printed}"
            rate = _change(sheet, (later, earlier), Result(value, "%", terms))
            sheet.draft.say(templates.YEAR_RATE, formula=sheet.draft.figure(rate), **told)
    return amounts


def _change(sheet: Sheet, pair: tuple[Row, Row], result: Result) -> int:
    """A change from one year to the other as a figure, in the open."""
    text = f"{result.terms} = {shown(result.value, result.unit)}"
    label = result.name or (templates.CHANGE_RATE if result.unit == "%" else templates.CHANGE_AMOUNT)
    indexes = [sheet.index(row) for row in pair]
    year = pair[0].report.identity.year
    return sheet.draft.computed_figure(label, result.value, result.unit, indexes, text, year=year)
