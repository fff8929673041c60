"""Table cells become Facts: what a figure is about, from its row, its columns and its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.forms import (
    ALL_FORMS,
    FUND_INCOME,
    GRAND_TOTALS,
    ROW_NAMES,
    SPECIAL_ROWS,
    SUBTOTALS,
    THREE_PUBLIC_ITEMS,
    Head,
    Side,
)
from ingest.report import (
    TOTAL,
    Classification,
    Dimension,
    Fact,
    Flow,
    Fund,
    Measure,
    Row,
    Source,
    Subject,
    Table,
)
from ingest.tables import heads, side_of

INCOME: Final = "收入"
"""What the names of fiscal income by fund end in, where they are printed in full."""

BUDGET_MEASURES: Final = {"年初预算": Measure.INITIAL_BUDGET, "全年预算": Measure.ADJUSTED_BUDGET}
"""What a note of the three-public form calls its 预算数, and the measure that it is."""


def table_facts(tables: Sequence[Table], *, year: int) -> tuple[Fact, ...]:
    """Every figure of every named row. `year` is the report's. 行次 and fillers are not facts."""
    codes = class_codes(tables)
    return tuple(fact for table in tables for fact in _facts(table, year, codes))


def class_codes(tables: Sequence[Table]) -> dict[str, str]:
    """Name of each functional class to its code, which the summary forms do not print."""
    coded = (row for table in tables for row in table.rows if row.level == 1 and len(row.code) == 3)
    return {row.name: row.code for row in coded if row.code.startswith("2")}


def item_codes(tables: Sequence[Table]) -> dict[tuple[str, ...], str]:
    """Full path of each functional item, itself included, to its code."""
    coded = (row for table in tables for row in table.rows if row.code.startswith("2"))
    return {(*row.path, row.name): row.code for row in coded}


def column_labels(table: Table) -> tuple[str, ...]:
    """What to call each column: its lowest heading, or all headings where that is not enough."""
    names = Counter((column.side, column.name) for column in table.columns)
    return tuple(
        column.name if names[column.side, column.name] == 1 else "/".join(column.path) for column in table.columns
    )


def _facts(table: Table, year: int, codes: Mapping[str, str]) -> Iterator[Fact]:
    columns, labels = heads(table), column_labels(table)
    for row in table.rows:
        side = side_of(table, row.side)
        if not row.name and side.classification is not Classification.THREE_PUBLIC:
            continue
        first = next(i for i, column in enumerate(table.columns) if column.side == row.side)
        for cell in row.cells:
            index = first + cell.column
            subject = _subject(table, side, row, columns[index], year, codes)
            yield Fact(
                subject,
                cell.value,
                table.unit,
                Dimension.MONEY,
                cell.printed,
                Source.TABLE,
                row.excerpt,
                cell.mark,
                table.section,
                table.form,
                table.name,
                f"{row.code} {row.name}".strip(),
                labels[index],
            )


def _subject(table: Table, side: Side, row: Row, path: Sequence[Head], year: int, codes: Mapping[str, str]) -> Subject:
    """The subject of a cell: the form's, overlaid by the row's, overlaid by the headings above it."""
    form = ALL_FORMS[table.form]
    base = Subject(year, side.flow, form.fund, side.classification, row.name, "", (), form.measure, form.breakdown)
    subject = _of_row(replace(base, code=row.code, path=row.path), row, side, codes)
    for head in path:
        subject = replace(
            subject,
            flow=head.flow or subject.flow,
            fund=head.fund or subject.fund,
            measure=_measure(table, head) or subject.measure,
            breakdown=head.breakdown or subject.breakdown,
        )
        if head.item and row.level == 0:
            subject = replace(
                subject,
                item=head.item,
                classification=head.classification or subject.classification,
                breakdown=TOTAL,
                path=THREE_PUBLIC_ITEMS.get(head.item, ()),
            )
    return subject


def _of_row(subject: Subject, row: Row, side: Side, codes: Mapping[str, str]) -> Subject:
    """What the row says: a total, a balance, income by fund, or an item of the form's list."""
    name = ROW_NAMES.get(row.name, row.name)
    if row.level == 2 and not row.code:
        return replace(
            subject,
            item=row.path[0],
            path=(),
            fund=FUND_INCOME[name],
            flow=Flow.BALANCE,
            classification=Classification.BALANCE,
        )
    if name in SPECIAL_ROWS:
        flow = Flow.BALANCE if SPECIAL_ROWS[name] is Classification.BALANCE else subject.flow
        return replace(subject, item=name, classification=SPECIAL_ROWS[name], flow=flow)
    if name in SUBTOTALS:
        return replace(subject, item=SUBTOTALS[name], classification=Classification.TOTAL)
    if name in ("总计", *GRAND_TOTALS.values()):
        return replace(subject, item=GRAND_TOTALS[subject.flow], classification=Classification.TOTAL)
    if row.level == 0 and side.classification is not Classification.THREE_PUBLIC:
        return replace(subject, item=side.total, classification=Classification.TOTAL)
    if side.classification is Classification.SOURCE and name.removesuffix(INCOME) in FUND_INCOME:
        fund: Fund = FUND_INCOME[name.removesuffix(INCOME)]
        return replace(subject, item=name.removesuffix(INCOME) + INCOME, fund=fund)
    if side.classification is Classification.FUNCTIONAL and not row.code:
        return replace(subject, code=codes.get(name, ""))
    return subject


def _measure(table: Table, head: Head) -> Measure | None:
    """The heading's measure; a note may say which budget the 预算数 of the three-public form is."""
    if head.measure is not Measure.ADJUSTED_BUDGET:
        return head.measure
    notes = "".join(note.text for note in table.notes)
    return next((measure for word, measure in BUDGET_MEASURES.items() if f"{word}数" in notes), head.measure)
