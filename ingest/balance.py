"""Balance identities (勾稽关系): the sums that the official forms must satisfy, run on a report.

They prove the parse as much as the report: figures that were read wrongly rarely balance. Printed
figures are rounded one by one, so an identity may be off by 0.01 for each figure added; an empty cell
counts as nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ingest.forms import ALL_FORMS, EXPENDITURE, SUBTOTALS, THREE_PUBLIC_ITEMS, THREE_PUBLIC_TOTAL
from ingest.numbers import grouped, money_in
from ingest.report import (
    TOTAL,
    Check,
    Classification,
    Dimension,
    Fact,
    Flow,
    Fund,
    Outcome,
    Row,
    Source,
    Table,
)

ROUNDING: Final = Decimal("0.01")
"""How far each printed figure may be off."""

PARTS_OF_TOTALS: Final = (Classification.NATURE, Classification.SOURCE, Classification.BALANCE, Classification.TOTAL)
"""What the columns beside a total row's figure are of, where they add up to it."""

SHOWN: Final = 3
"""How many places that do not hold exactly are named in a check's detail."""


@dataclass(frozen=True)
class Pick:
    """One figure of a form: the item's, of its flow, fund and breakdown (None: the form's own)."""

    form: str
    item: str
    flow: Flow = Flow.EXPENDITURE
    fund: Fund | None = None
    breakdown: str = TOTAL

    def value(self, facts: Iterable[Fact]) -> tuple[Decimal, str] | None:
        """The figure with its unit, zero for an empty cell; None where the report has no such cell."""
        form = ALL_FORMS[self.form]
        wanted = (self.form, self.item, self.flow, self.fund or form.fund, self.breakdown, form.measure)
        for fact in facts:
            subject = fact.subject
            found = (fact.form, subject.item, subject.flow, subject.fund, subject.breakdown, subject.measure)
            if found == wanted:
                return fact.value or Decimal(0), fact.unit
        return None


@dataclass(frozen=True)
class Identity:
    """The sum of `left` equals the sum of `right`."""

    name: str
    left: tuple[Pick, ...]
    right: tuple[Pick, ...]


INCOME_TOTAL: Final = "本年收入合计"
IDENTITIES: Final = (
    Identity(
        "收入支出决算总表的本年收入合计 = 收入决算表的合计",
        (Pick("income_expenditure_summary", INCOME_TOTAL, Flow.INCOME),),
        (Pick("income", INCOME_TOTAL, Flow.INCOME),),
    ),
    Identity(
        "收入支出决算总表的本年支出合计 = 支出决算表的合计",
        (Pick("income_expenditure_summary", EXPENDITURE),),
        (Pick("expenditure", EXPENDITURE),),
    ),
    Identity(
        "收入支出决算总表的收入总计 = 支出总计",
        (Pick("income_expenditure_summary", "收入总计", Flow.INCOME),),
        (Pick("income_expenditure_summary", "支出总计"),),
    ),
    Identity(
        "收入总计 = 本年收入合计 + 使用非财政拨款结余 + 年初结转和结余",
        (Pick("income_expenditure_summary", "收入总计", Flow.INCOME),),
        (
            Pick("income_expenditure_summary", INCOME_TOTAL, Flow.INCOME),
            Pick("income_expenditure_summary", "使用非财政拨款结余", Flow.BALANCE),
            Pick("income_expenditure_summary", "年初结转和结余", Flow.BALANCE),
        ),
    ),
    Identity(
        "支出总计 = 本年支出合计 + 结余分配 + 年末结转和结余",
        (Pick("income_expenditure_summary", "支出总计"),),
        (
            Pick("income_expenditure_summary", EXPENDITURE),
            Pick("income_expenditure_summary", "结余分配", Flow.BALANCE),
            Pick("income_expenditure_summary", "年末结转和结余", Flow.BALANCE),
        ),
    ),
    Identity(
        "财政拨款收入支出决算总表的收入总计 = 支出总计",
        (Pick("fiscal_summary", "收入总计", Flow.INCOME),),
        (Pick("fiscal_summary", "支出总计"),),
    ),
    Identity(
        "财政拨款总表的一般公共预算本年支出 = 一般公共预算财政拨款支出决算表的合计",
        (Pick("fiscal_summary", EXPENDITURE, fund=Fund.GENERAL),),
        (Pick("general_expenditure", EXPENDITURE),),
    ),
    Identity(
        "一般公共预算基本支出 = 人员经费合计 + 公用经费合计",
        (Pick("general_expenditure", "基本支出"),),
        (
            Pick("general_basic", "人员经费", breakdown="基本支出"),
            Pick("general_basic", "公用经费", breakdown="基本支出"),
        ),
    ),
    Identity(
        "收支预算总表的收入总计 = 支出总计",
        (Pick("budget_summary", "收入总计", Flow.INCOME),),
        (Pick("budget_summary", "支出总计"),),
    ),
    Identity(
        "收支预算总表的本年支出合计 = 支出预算总表的合计",
        (Pick("budget_summary", EXPENDITURE),),
        (Pick("expenditure_budget", EXPENDITURE),),
    ),
    Identity(
        "财政拨款收支预算总表的收入总计 = 支出总计",
        (Pick("fiscal_budget_summary", "收入总计", Flow.INCOME),),
        (Pick("fiscal_budget_summary", "支出总计"),),
    ),
    Identity(
        "一般公共预算支出预算表的基本支出 = 一般公共预算基本支出预算表的合计",
        (Pick("general_expenditure_budget", "基本支出"),),
        (Pick("general_basic_budget", "基本支出"),),
    ),
)
"""Identities between forms and within the summary form. One is run where all its figures are there."""


@dataclass(frozen=True)
class Sum:
    """One instance of an identity: a figure and what should add up to it."""

    place: str
    left: Decimal
    parts: tuple[Decimal, ...]

    @property
    def outcome(self) -> Outcome:
        """Whether it adds up, also but for rounding."""
        gap = abs(self.left - sum(self.parts))
        if not gap:
            return Outcome.HOLDS
        return Outcome.ROUNDING if gap <= ROUNDING * len(self.parts) else Outcome.FAILS

    def __str__(self) -> str:
        return f"{self.place}：{grouped(self.left)} 与 {grouped(Decimal(sum(self.parts)))}"


def run_checks(tables: Sequence[Table], facts: Sequence[Fact]) -> tuple[Check, ...]:
    """Every identity that the report's forms have the figures for, with its outcome."""
    checks: list[Check | None] = []
    for table in tables:
        for what, sums in (("合计等于各级之和", _down), ("合计栏等于各栏之和", _across)):
            checks.append(as_check(f"{table.name}：{what}", tuple(sums(table, facts)), (table.form,)))
    checks += [_cross(identity, facts) for identity in IDENTITIES]
    checks.append(as_check("情况说明中的金额 = 表格中的金额", tuple(_narrative(facts)), ()))
    return tuple(check for check in checks if check)


def as_check(name: str, sums: Sequence[Sum], forms: tuple[str, ...], item: str = "") -> Check | None:
    """All instances of one identity as one check: the worst outcome, and the places that are off.

    None where there is no instance.
    """
    if not sums:
        return None
    order = list(Outcome)
    worst = max(sums, key=lambda found: order.index(found.outcome))
    off = [str(found) for found in sums if found.outcome is worst.outcome and worst.outcome is not Outcome.HOLDS]
    detail = f"共 {len(sums)} 处" + (f"，{len(off)} 处不完全相等：{'；'.join(off[:SHOWN])}" if off else "")
    return Check(name, worst.outcome, worst.left, Decimal(sum(worst.parts)), detail, forms, item)


def _cross(identity: Identity, facts: Sequence[Fact]) -> Check | None:
    found = [pick.value(facts) for pick in (*identity.left, *identity.right)]
    picked = [value for value in found if value]
    if len(picked) < len(found):
        return None
    unit = picked[0][1]
    values = [value if own == unit else money_in(value, own, unit) for value, own in picked]
    total, parts = Decimal(sum(values[: len(identity.left)])), tuple(values[len(identity.left) :])
    forms = tuple(dict.fromkeys(pick.form for pick in (*identity.left, *identity.right)))
    return as_check(identity.name, (Sum("合计", total, parts),), forms)


def _down(table: Table, _facts: Sequence[Fact]) -> Iterator[Sum]:
    """Each total row and the rows below it, column by column."""
    families = {side: list(_families(table, side)) for side in {column.side for column in table.columns}}
    for index, column in enumerate(table.columns):
        values = _column(table, index)
        for row, parts in families[column.side]:
            yield Sum(f"{row.name} {column.name}", values(row), tuple(values(part) for part in parts))


def _column(table: Table, index: int) -> Callable[[Row], Decimal]:
    """Gives a row's figure in a column, by the column's place within its side."""
    side = table.columns[index].side
    place = index - next(i for i, column in enumerate(table.columns) if column.side == side)

    def value(row: Row) -> Decimal:
        found = next((cell.value for cell in row.cells if cell.column == place), None)
        return found or Decimal(0)

    return value


def _families(table: Table, side: int) -> Iterator[tuple[Row, list[Row]]]:
    """Rows of a side that add others up, with those that they add."""
    rows = [row for row in table.rows if row.name and (row.side == side or table.form == "general_basic")]
    coded = [row for row in rows if row.code]
    classes = [row for row in coded if row.level == 1]
    for row in (row for row in rows if row.side == side):
        if row.code:
            parts = [part for part in coded if part.code.startswith(row.code) and part.level == row.level + 1]
        elif row.name in SUBTOTALS:
            parts = [part for part in classes if (part.side == 0) == (row.side == 0)]
        elif row.name == "合计":
            parts = classes
        elif row.name in (INCOME_TOTAL, EXPENDITURE):
            parts = rows[: rows.index(row)]
        else:
            parts = []
        if parts:
            yield row, parts


def _across(table: Table, facts: Sequence[Fact]) -> Iterator[Sum]:
    """Each row's total and its parts: by breakdown, by fund, or by item of the three-public tree."""
    rows: defaultdict[tuple[str, str, Flow], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.source is Source.TABLE and fact.form == table.form:
            rows[fact.row, fact.subject.measure, fact.subject.flow].append(fact)
    for (row, measure, _), cells in rows.items():
        if table.form == "three_public":
            yield from _three_public(f"{measure}", cells)
        else:
            yield from _row_total(row, cells)


def _row_total(row: str, cells: Sequence[Fact]) -> Iterator[Sum]:
    total, *parts = cells
    if not parts or total.subject.flow is Flow.BALANCE:
        return
    broken_down = all(part.subject.breakdown != total.subject.breakdown for part in parts)
    by_nature = all(part.subject.classification in PARTS_OF_TOTALS for part in parts)
    by_fund = len({fact.subject.fund for fact in cells}) == len(cells)
    if broken_down or by_nature or by_fund:
        yield Sum(row, total.value or Decimal(0), tuple(part.value or Decimal(0) for part in parts))


def _three_public(measure: str, cells: Sequence[Fact]) -> Iterator[Sum]:
    values: Mapping[str, Decimal] = {cell.subject.item: cell.value or Decimal(0) for cell in cells}
    for whole in (THREE_PUBLIC_TOTAL, *THREE_PUBLIC_ITEMS):
        parts = tuple(values[item] for item, path in THREE_PUBLIC_ITEMS.items() if path[-1] == whole and item in values)
        if parts and whole in values:
            yield Sum(f"{whole} {measure}", values[whole], parts)


def _narrative(facts: Sequence[Fact]) -> Iterator[Sum]:
    """Amounts of sentences beside the cells of the same subject."""
    cells = {fact.subject: fact for fact in facts if fact.source is Source.TABLE and fact.value is not None}
    for fact in facts:
        cell = cells.get(fact.subject)
        if fact.source is Source.SENTENCE and fact.dimension is Dimension.MONEY and cell and fact.value is not None:
            yield _beside(fact, fact.value, cell.value or Decimal(0), cell.unit)


def _beside(fact: Fact, said: Decimal, cell: Decimal, unit: str) -> Sum:
    """A sentence's amount and a cell's. In another unit of money the cell counts as it would be rounded there."""
    if unit != fact.unit:
        cell = money_in(cell, unit, fact.unit).quantize(said, ROUND_HALF_UP)
    return Sum(fact.subject.item, said, (cell,))
