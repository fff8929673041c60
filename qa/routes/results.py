"""A result that the report does not print: shown with its formula and every figure that it was computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.report import Fact
from qa import templates
from qa.answer import Kind
from qa.formulas import Formula
from qa.lexicon import Ask
from qa.parts import label_parts, shown
from qa.routes.base import Asked, Reply, understood
from qa.routes.figures import say_figure

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


def result_of(formula: Formula, operands: Sequence[Places], unit: str) -> Result:
    """The formula over the operands as printed."""
    values = [places[0].value for places in operands]
    value = formula.compute([value for value in values if value is not None])
    terms = f" {formula.sign} ".join(places[0].printed for places in operands)
    if formula.name == Ask.AVERAGE:
        terms = f"({terms}) ÷ {len(operands)}"
    elif formula.name == "growth":
        terms += " - 1"
    return Result(value, unit, terms)


def say_result(asked: Asked, formula: Formula, operands: Sequence[Places], result: Result) -> Reply:
    """The result, then each operand with its places."""
    draft = asked.draft()
    indexes = [draft.printed_figure(places) for places in operands]
    text = f"{result.terms} = {shown(result.value, result.unit)}"
    name = result.name or formula.label
    draft.lead = draft.computed_figure(name, result.value, result.unit, indexes, text, year=result.year)
    if Ask.WHICH_MORE in asked.question.asks:
        draft.say(templates.MORE, label=label_parts(operands[0][0]))
    draft.say(templates.COMPUTED[formula.name], formula=draft.figure(draft.lead))
    for index, places in zip(indexes, operands, strict=True):
        say_figure(draft, index, places[0])
    return Reply(Kind.CALCULATION, draft, understood(asked, operands[0][0], operation=formula.name))
