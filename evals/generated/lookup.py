"""The truth of the made-up library as one asks for it: an item of the report of a unit and a year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from evals.generated.library import Entry, budgets, entries
from evals.generated.report import GeneratedReport
from ingest.report import Level, Measure, ReportKind

COUNT: Final = 100
"""How many made-up reports the questions are about."""

CORPUS: Final = "济南市莱芜区人民政府办公室（本级）2024年度决算"
"""The title of the report of the corpus, which is in the library too."""

OWN_MARK: Final = "本级"
"""Behind the name of a unit: its own level is meant where there is a department too."""


class Place(NamedTuple):
    """Where a figure stands: form, row and column of a table."""

    form: str
    row: str
    column: str


class Said(NamedTuple):
    """What a sentence says: subject and measure."""

    subject: str
    measure: Measure = Measure.FINAL


THREE_PUBLIC: Final = "three_public"
VEHICLES: Final = "公务用车购置及运行维护费"

PLACES: Final[Mapping[str, Place | Said]] = {
    "三公经费": Place(THREE_PUBLIC, "", "决算数/合计"),
    "三公经费预算": Place(THREE_PUBLIC, "", "预算数/合计"),
    "公务接待费": Place(THREE_PUBLIC, "", "决算数/公务接待费"),
    "公务接待费预算": Place(THREE_PUBLIC, "", "预算数/公务接待费"),
    "公务用车运行维护费": Place(THREE_PUBLIC, "", f"决算数/{VEHICLES}/公务用车运行维护费"),
    "因公出国（境）费": Place(THREE_PUBLIC, "", "决算数/因公出国（境）费"),
    "本年收入合计": Place("income_expenditure_summary", "本年收入合计", "金额"),
    "本年支出合计": Place("income_expenditure_summary", "本年支出合计", "金额"),
    "年末结转和结余": Place("income_expenditure_summary", "年末结转和结余", "金额"),
    "事业收入": Place("income_expenditure_summary", "事业收入", "金额"),
    "教育支出": Place("income_expenditure_summary", "教育支出", "金额"),
    "基本支出": Place("expenditure", "合计", "基本支出"),
    "项目支出": Place("expenditure", "合计", "项目支出"),
    "政府性基金支出": Place("government_fund", "合计", "本年支出/小计"),
    "机关运行经费": Said("机关运行经费"),
    "机关运行经费增减率": Said("机关运行经费", Measure.CHANGE_RATE),
    "政府采购支出": Said("政府采购支出总额"),
    "车辆": Said("车辆", Measure.COUNT),
    "内设机构": Said("内设机构", Measure.COUNT),
}
"""Where an item stands; what is not listed is a row of the form of its classification: functional or economic."""

BY_ITEM: Final = (
    ("expenditure", "本年支出合计"),
    ("general_basic", "金额"),
)


PLANNED: Final[Mapping[str, Place | Said]] = {
    "三公经费": Place("“三公”经费支出预算表", "", "合计"),
    "支出总计": Place("收支预算总表", "支出总计", "预算数"),
}
PLANNED_BY_ITEM: Final = (
    ("支出预算总表", "支出预算/合计"),
    ("一般公共预算基本支出预算表（经济科目）", "一般公共预算基本支出/合计"),
)
"""The same in a budget."""


class Amount(NamedTuple):
    """A figure: its value and the unit that it is printed in."""

    value: Decimal
    unit: str


@cache
def library() -> tuple[Entry, ...]:
    """All reports that are made up."""
    return tuple(entries(COUNT))


@cache
def written(entry: Entry) -> GeneratedReport:
    """The report of an entry, written once."""
    return entry.write()


def entry_of(unit: str, year: int) -> Entry:
    """The report of a unit, named as in 莱芜区教育局 or 莱芜区教育局本级. Raises LookupError for no such one."""
    name = unit.removesuffix(OWN_MARK)
    found = [e for e in library() if e.organization.name.endswith(name) and e.year == year]
    if unit != name:
        found = [e for e in found if e.organization.level is Level.OWN]
    elif len(found) > 1:
        found = [e for e in found if e.organization.level is Level.DEPARTMENT]
    if len(found) != 1:
        raise LookupError(f"{unit} {year}: {len(found)} reports")
    return found[0]


def planned(unit: str, year: int) -> Entry:
    """The budget of a unit."""
    (found,) = budgets([entry_of(unit, year)])
    return found


def title(entry: Entry) -> str:
    """What the program calls a report."""
    kind = "预算" if entry.kind is ReportKind.BUDGET else "决算"
    return f"{entry.organization.name}（{entry.organization.level}）{entry.year}年度{kind}"


def amount(entry: Entry, item: str) -> Amount | None:
    """The figure of an item; None where the report has none."""
    place = PLACES.get(item) if entry.kind is ReportKind.FINAL_ACCOUNTS else PLANNED.get(item)
    by_item = BY_ITEM if entry.kind is ReportKind.FINAL_ACCOUNTS else PLANNED_BY_ITEM
    truth = written(entry).truth
    if isinstance(place, Said):
        facts = {f for f in truth.facts if f.subject[0] == place.subject and f.measure is place.measure}
        values = {Amount(Decimal(fact.printed.replace(",", "")), fact.unit) for fact in facts}
        return values.pop() if len(values) == 1 else None
    for form, row, column in (place,) if place else [(form, item, column) for form, column in by_item]:
        cells = {c.printed for c in truth.cells[form] if (c.name, c.column) == (row, column)}
        if cells:
            (printed,) = cells
            return Amount(Decimal(printed.replace(",", "")), truth.unit)
    return None
