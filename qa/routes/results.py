"""A result that the report does not print: shown with its formula and every figure that it was computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.numbers import MONEY_UNITS, canonical, money_in
from ingest.report import Fact
from qa import templates
from qa.answer import Kind
from qa.formulas import Formula
from qa.lexicon import Ask
from qa.parts import Draft, label_parts, shown
from qa.routes.base import Asked, Reply, understood
from qa.routes.figures import conversion, say_figure

Places = Sequence[Fact]
"""The facts that print one figure."""


@dataclass(frozen=True)
class Result:
    """A value with its unit, and `terms`, the left side of the formula that gives it. `name`: what to call it,
    if not what the formula is called; `year`: if not the report's."""

    value: Decimal
    unit: str
    terms: str
    name: str = ""
    year: int | None = None


def common_unit(facts: Sequence[Fact]) -> str | None:
    """The unit in which figures can be put together: their own, or of several units of money the smallest; None
    where there is none."""
    units = list(dict.fromkeys(fact.unit for fact in facts))
    if len(units) == 1:
        return units[0]
    return min(units, key=MONEY_UNITS.__getitem__) if MONEY_UNITS.keys() >= set(units) else None


def value_in(fact: Fact, unit: str | None) -> Decimal | None:
    """A figure's value in a unit that it has or can be converted to."""
    if fact.value is None or unit is None or fact.unit == unit:
        return fact.value
    return money_in(fact.value, fact.unit, unit)


def _as_used(fact: Fact, unit: str) -> str:
    """How a figure stands in a formula: as printed, or converted."""
    value = value_in(fact, unit)
    return fact.printed if value is None or fact.unit == unit else canonical(abs(value))


def result_of(formula: Formula, operands: Sequence[Places], unit: str, own: str | None = None) -> Result:
    """The formula over the operands, as printed or converted to one unit, `own` (None: `common_unit`); `unit` is that
    of the result."""
    own = own or common_unit([places[0] for places in operands]) or ""
    values = [value_in(places[0], own) for places in operands]
    value = formula.compute([value for value in values if value is not None])
    terms = f" {formula.sign} ".join(_as_used(places[0], own) for places in operands)
    if formula.name == Ask.AVERAGE:
        terms = f"({terms}) ÷ {len(operands)}"
    elif formula.name == "growth":
        terms += " - 1"
    return Result(value, unit, terms)


def lead_with(draft: Draft, formula: Formula, result: Result, terms: Sequence[int]) -> None:
    """Says the result, which the answer leads with. `terms` are the figures that it is computed from."""
    text = f"{result.terms} = {shown(result.value, result.unit)}"
    name = result.name or formula.label
    draft.lead = draft.computed_figure(name, result.value, result.unit, terms, text, year=result.year)
    draft.say(templates.COMPUTED[formula.name], formula=draft.figure(draft.lead))


def say_result(asked: Asked, formula: Formula, operands: Sequence[Places], result: Result) -> Reply:
    """The result, then each operand with its places, and its conversion where it was used in another unit."""
    draft = asked.draft()
    indexes = [draft.printed_figure(places) for places in operands]
    used = _conversions(draft, operands, indexes)
    if Ask.WHICH_MORE in asked.question.asks:
        draft.say(templates.MORE, label=label_parts(operands[0][0]))
    lead_with(draft, formula, result, [used.get(index, index) for index in indexes])
    for index, places in zip(indexes, operands, strict=True):
        say_figure(draft, index, places[0])
        if index in used:
            draft.say(templates.CONVERTED, formula=draft.figure(used[index]))
    return Reply(Kind.CALCULATION, draft, understood(asked, operands[0][0], operation=formula.name))


def _conversions(draft: Draft, operands: Sequence[Places], indexes: Sequence[int]) -> dict[int, int]:
    """The figures that stand for those printed in another unit of money than the formula's."""
    unit = common_unit([places[0] for places in operands])
    if unit not in MONEY_UNITS:
        return {}
    facts = [places[0] for places in operands]
    pairs = zip(indexes, facts, strict=True)
    return {index: conversion(draft, fact, index, unit) for index, fact in pairs if fact.unit != unit}
