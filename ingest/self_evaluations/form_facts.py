"""An indicator form becomes facts of its project and of its indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.numbers import parse_number
from ingest.report import Classification, Dimension, Fact, Flow, Fund, Measure, Source, Subject
from ingest.self_evaluations.form import Indicator, IndicatorForm
from ingest.self_evaluations.lines import Printed
from ingest.self_evaluations.quantities import Quantity, actual_unit, read_quantity
from ingest.self_evaluations.wording import AMOUNT_ROWS, ECONOMIC_COST, FORM, MONEY_NAME, POINTS, RATE


def form_facts(form: IndicatorForm, *, year: int) -> Iterator[Fact]:
    """All facts of a form, named as it names its project. Indicators only where their sums prove them and
    they can be read in one way."""
    subject = Subject(year, Flow.NONE, Fund.ALL, Classification.PROJECT, form.project)
    for row, cells in form.amounts.items():
        for measure, cell in cells.items():
            yield from _amount(form, replace(subject, measure=measure), AMOUNT_ROWS[row], cell)
    for measure, cell in form.goals.items():
        yield _text(form, replace(subject, measure=measure), form.project, cell)
    if form.total:
        yield _points(form, replace(subject, measure=Measure.SCORE), form.project, form.total)
    if form.grade:
        yield _text(form, replace(subject, measure=Measure.GRADE), form.project, form.grade)
    if form.adds_up:
        for indicator in form.indicators:
            if indicator.certain:
                yield from _indicator(form, subject, indicator)


def _amount(form: IndicatorForm, subject: Subject, breakdown: str, cell: Printed) -> Iterator[Fact]:
    """A cell of the amounts. Money without a unit and a rate without its sign are not certain."""
    if subject.measure in (Measure.WEIGHT, Measure.SCORE):
        yield _points(form, replace(subject, breakdown=RATE), form.project, cell)
        return
    quantity = read_quantity(cell.text)
    if subject.measure is Measure.EXECUTION_RATE:
        if quantity and quantity.dimension is Dimension.PERCENT:
            yield _number(form, subject, form.project, cell, quantity)
    elif quantity and form.unit:
        money = replace(subject, flow=Flow.EXPENDITURE, breakdown=breakdown)
        yield _number(form, money, form.project, cell, replace(quantity, unit=form.unit))


def _indicator(form: IndicatorForm, project: Subject, indicator: Indicator) -> Iterator[Fact]:
    path = (form.project, indicator.first_level, indicator.second_level)
    subject = replace(project, classification=Classification.INDICATOR, item=indicator.name, path=path)
    row = f"{form.project} / {indicator.name}"
    quantities = _quantities(form, indicator)
    for measure, cell in indicator.cells.items():
        about = replace(subject, measure=measure)
        if measure in quantities:
            yield _number(form, about, row, cell, quantities[measure])
        elif measure in (Measure.WEIGHT, Measure.SCORE):
            yield _points(form, about, row, cell)
        else:
            yield _text(form, about, row, cell)


def _quantities(form: IndicatorForm, indicator: Indicator) -> dict[Measure, Quantity]:
    """The target and the actual, where they are numbers, with their units."""
    cells = ((m, indicator.cells.get(m)) for m in (Measure.TARGET, Measure.ACTUAL))
    read = {measure: quantity for measure, cell in cells if cell and (quantity := read_quantity(cell.text))}
    target, actual = read.get(Measure.TARGET), read.get(Measure.ACTUAL)
    is_money = indicator.second_level == ECONOMIC_COST and MONEY_NAME.search(indicator.name)
    if target and not target.unit and is_money:
        target = read[Measure.TARGET] = replace(target, unit=form.unit)
    if actual:
        read[Measure.ACTUAL] = replace(actual, unit=actual_unit(target, actual))
    return read


def _number(form: IndicatorForm, subject: Subject, row: str, cell: Printed, quantity: Quantity) -> Fact:
    place = cell.place.part(quantity.start, quantity.start + len(quantity.printed))
    return replace(
        _text(form, subject, row, cell),
        value=quantity.value,
        unit=quantity.unit,
        dimension=quantity.dimension,
        printed=quantity.printed,
        excerpt=place.excerpt,
        mark=place.mark,
    )


def _points(form: IndicatorForm, subject: Subject, row: str, cell: Printed) -> Fact:
    fact = _text(form, subject, row, cell)
    return replace(fact, value=parse_number(cell.text), unit=POINTS, dimension=Dimension.SCORE)


def _text(form: IndicatorForm, subject: Subject, row: str, cell: Printed) -> Fact:
    place = cell.place
    return Fact(
        subject,
        None,
        "",
        Dimension.TEXT,
        cell.text,
        Source.INDICATOR_FORM,
        place.excerpt,
        place.mark,
        form.section,
        FORM,
        form.title,
        row,
        cell.heading,
    )
