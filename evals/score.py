"""One answer against what was expected of it: a list of named faults, empty when it is right."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from evals import messages
from evals.grounding import ungrounded
from evals.questions import Expectation
from evals.source import Source, compact
from ingest.numbers import MONEY_UNITS
from ingest.report import Measure
from qa.answer import Answer, Citation, Figure, Kind

UNSIGNED: Final = frozenset({Measure.CHANGE_AMOUNT.value, Measure.CHANGE_RATE.value})
"""Measures asked for with the direction in the words (减少了多少), so that the sign is not scored."""


class Fault(StrEnum):
    """What can be wrong with an answer."""

    KIND = "kind"
    VALUE = "value"
    UNIT = "unit"
    OPERAND = "operand"
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    PAGE = "page"
    CLAUSE = "clause"
    SECTION = "section"
    QUOTE = "quote"
    PHRASE = "phrase"
    REFUSAL = "refusal"
    REPORT = "report"
    OTHER_REPORT = "other_report"
    MISSING = "missing"
    OPTIONS = "options"
    UNGROUNDED = "ungrounded"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Miss:
    """One fault, with what was expected and what came instead."""

    fault: Fault
    expected: str
    got: str


def score(answer: Answer, expect: Expectation, sources: Sequence[Source]) -> tuple[Miss, ...]:
    """Every fault of the answer. `sources` are the reports that it may quote."""
    loose = (Miss(Fault.UNGROUNDED, messages.MUST_BE_GROUNDED, why) for why in ungrounded(answer, sources))
    if asked_back(answer, expect):
        return (*_kind(answer, expect), *_options(answer, expect), *loose)
    return (
        *_kind(answer, expect),
        *_report(answer, expect),
        *_missing(answer, expect),
        *_figure(answer, expect),
        *_place(answer, expect),
        *_phrases(answer, expect),
        *loose,
    )


def asked_back(answer: Answer, expect: Expectation) -> bool:
    """Whether it asks back where it may; then only what it offers is looked at."""
    return answer.kind is Kind.CLARIFICATION and bool(expect.options)


def same_value(value: Decimal, unit: str, other: Decimal, other_unit: str, tolerance: Decimal = Decimal(0)) -> bool:
    """Whether two amounts are equal, exactly or to a tolerance in the other's unit. Amounts of money in different
    scales are converted."""
    unit, other_unit = plain_unit(unit), plain_unit(other_unit)
    scale = other_scale = 1
    if unit != other_unit and unit in MONEY_UNITS and other_unit in MONEY_UNITS:
        scale, other_scale = MONEY_UNITS[unit], MONEY_UNITS[other_unit]
    return abs(value * scale - other * other_scale) <= tolerance * other_scale


def plain_unit(unit: str) -> str:
    """The unit with full-width signs as half-width ones: ％ is %."""
    return unicodedata.normalize("NFKC", unit).strip()


def _kind(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    kinds, refusals = messages.ANSWER_KINDS, messages.REFUSAL_KINDS
    if expect.kind and answer.kind not in expect.kind:
        yield Miss(Fault.KIND, _any_of(kinds[kind] for kind in expect.kind), kinds[answer.kind])
    got = answer.refusal.kind if answer.refusal else None
    if expect.refusal and got not in expect.refusal:
        wanted = _any_of(refusals[kind] for kind in expect.refusal)
        yield Miss(Fault.REFUSAL, wanted, refusals[got] if got else messages.NOTHING)


def _options(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    """What is offered to choose from holds every one of the expected options."""
    lacking = [option for option in expect.options if not any(option in offered for offered in answer.options)]
    if lacking:
        yield Miss(Fault.OPTIONS, "、".join(lacking), "、".join(answer.options) or messages.NOTHING)


def _report(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    """The report that was understood, and those that figures and quotes come from."""
    if expect.report is not None:
        if answer.understood.report != expect.report:
            yield Miss(Fault.REPORT, expect.report, answer.understood.report or messages.NOTHING)
        if other := [c.report for c in answer.citations if c.report != expect.report]:
            yield Miss(Fault.OTHER_REPORT, expect.report, "、".join(dict.fromkeys(other)))
    if expect.reports:
        yield from _sources(answer, expect)


def _sources(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    """Each printed figure is cited from the report whose turn it is; operands may stand in any order.

    A ranking may go on with other reports.
    """
    cited = [{answer.citations[i].report for i in f.citations} for f in answer.figures if f.printed is not None]
    left = list(expect.reports)
    for found in cited:
        due = [report for report in (left[:1] if expect.values else left) if found == {report}]
        if due:
            left.remove(due[0])
        elif left or answer.kind is not Kind.RANKING or found & set(expect.reports):
            yield Miss(Fault.OTHER_REPORT, "、".join(left) or messages.NOTHING, "、".join(sorted(found)))
    if left:
        yield Miss(Fault.REPORT, "、".join(left), messages.NO_FIGURE)


def _missing(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    """Organizations without such a figure are named, and no figure is given for them."""
    text = compact(answer.text + "".join(answer.notes))
    for name in expect.missing:
        if compact(name) not in text:
            yield Miss(Fault.MISSING, name, answer.text)


def _figure(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    yield from _figures(answer, expect)
    yield from _operands(answer, expect)
    if expect.value is None or expect.unit is None:
        return
    wanted = f"{expect.value} {expect.unit}"
    if not answer.figures:
        yield Miss(Fault.VALUE, wanted, messages.NO_FIGURE)
        yield Miss(Fault.UNIT, expect.unit, messages.NO_FIGURE)
        return
    figure = answer.figures[0]
    if not _value_is_right(figure, expect.value, expect, answer.understood.measure):
        yield Miss(Fault.VALUE, wanted, f"{figure.value} {figure.unit}")
    yield from _unit((figure,), expect)


def _unit(figures: Sequence[Figure], expect: Expectation) -> Iterator[Miss]:
    """Every figure that was asked for is in the unit."""
    got = [figure.unit for figure in figures if plain_unit(figure.unit) != plain_unit(expect.unit or "")]
    if got:
        yield Miss(Fault.UNIT, expect.unit or "", "、".join(dict.fromkeys(got)) or messages.NOTHING)


def _figures(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    """The first figures of a list or a ranking, in order."""
    got, measure = answer.figures[: len(expect.values)], answer.understood.measure
    right = [_value_is_right(f, v, expect, measure) for f, v in zip(got, expect.values, strict=False)]
    if len(got) < len(expect.values) or not all(right):
        wanted, shown = (" ".join(map(str, values)) for values in (expect.values, [f.value for f in got]))
        yield Miss(Fault.VALUE, f"{wanted} {expect.unit}", shown or messages.NO_FIGURE)
    if expect.values and not got:
        yield Miss(Fault.UNIT, expect.unit or "", messages.NO_FIGURE)
    yield from _unit(got, expect)


def _operands(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    """What a result was computed from has to be shown among the figures."""
    shown = {abs(Decimal(figure.value)) for figure in answer.figures if figure.value is not None}
    lacking = [str(operand) for operand in expect.operands if abs(operand) not in shown]
    if lacking:
        yield Miss(Fault.OPERAND, "、".join(lacking), "、".join(map(str, shown)) or messages.NO_FIGURE)


def _value_is_right(figure: Figure, value: Decimal, expect: Expectation, measure: str | None) -> bool:
    if figure.value is None:
        return False
    got = Decimal(figure.value)
    if measure in UNSIGNED:
        got, value = abs(got), abs(value)
    return same_value(got, figure.unit, value, expect.unit or "", expect.tolerance)


def _place(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    """Table, row, column, page, clause and quote have to be right in one and the same citation.

    Of an answer with an expected figure, only the citations of that figure count. Each expectation
    narrows the citations down; one that none of them meets is a fault and narrows nothing.
    """
    left = _evidence(answer, expect)
    for fault, wanted, meets, show in _demands(expect):
        met = [citation for citation in left if meets(citation)]
        if met:
            left = met
        else:
            got = "、".join(dict.fromkeys(filter(None, map(show, left))))
            yield Miss(fault, wanted, got or messages.NOTHING)


def _evidence(answer: Answer, expect: Expectation) -> list[Citation]:
    if expect.value is None or not answer.figures:
        return list(answer.citations)
    return [answer.citations[i] for i in answer.figures[0].citations if 0 <= i < len(answer.citations)]


Demand = tuple[Fault, str, Callable[[Citation], bool], Callable[[Citation], str | None]]


def _demands(expect: Expectation) -> Iterator[Demand]:
    if expect.table:
        yield Fault.TABLE, _any_of(expect.table), lambda c: c.table in expect.table, lambda c: c.table
    if expect.row is not None:
        row = compact(expect.row)
        yield Fault.ROW, expect.row, lambda c: row in compact(c.row or ""), lambda c: c.row
    if expect.column is not None:
        column = compact(expect.column)
        yield Fault.COLUMN, expect.column, lambda c: column in compact(c.column or ""), lambda c: c.column
    if expect.clause:
        yield Fault.CLAUSE, _any_of(expect.clause), lambda c: c.clause in expect.clause, lambda c: c.clause
    if expect.section:
        sections = [compact(section) for section in expect.section]
        yield (
            Fault.SECTION,
            _any_of(expect.section),
            lambda c: any(section in compact(c.section or "") for section in sections),
            lambda c: c.section,
        )
    if expect.quote:
        quotes = [compact(quote) for quote in expect.quote]
        yield (
            Fault.QUOTE,
            _any_of(expect.quote),
            lambda c: any(quote in compact(c.quote) for quote in quotes),
            lambda c: c.quote,
        )
    if expect.printed_page:
        pages = _any_of(map(str, expect.printed_page))
        yield Fault.PAGE, pages, lambda c: c.printed_page in expect.printed_page, _printed_page


def _printed_page(citation: Citation) -> str | None:
    return None if citation.printed_page is None else str(citation.printed_page)


def _phrases(answer: Answer, expect: Expectation) -> Iterator[Miss]:
    text = compact(answer.text)
    for phrase in expect.contains:
        if compact(phrase) not in text:
            yield Miss(Fault.PHRASE, messages.CONTAINS.format(phrase=phrase), answer.text)
    at = 0
    for phrase in expect.order:
        found = text.find(compact(phrase), at)
        if found < 0:
            yield Miss(Fault.PHRASE, messages.IN_ORDER.format(phrases=" → ".join(expect.order)), answer.text)
            break
        at = found + len(compact(phrase))
    for phrase in expect.excludes:
        if compact(phrase) in text:
            yield Miss(Fault.PHRASE, messages.EXCLUDES.format(phrase=phrase), answer.text)


def _any_of(names: Iterable[str]) -> str:
    return " / ".join(names)
