"""Questions to begin with: some that any report can be asked, some from what the library holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.library import StoredReport
from ingest.report import TOTAL, Classification, Duty, Fact, Measure, ReportKind, Source
from qa.assistant import Assistant
from qa.catalog import Catalog
from qa.organizations import short_name

GENERAL: Final = ("三公经费花了多少？", "基本支出和项目支出各是多少？")
AMOUNT: Final = "{item}支出是多少？"
RESPONSIBLE: Final = "谁负责{matter}？"
MORE_THAN_BUDGET: Final = "为什么{item}超预算？"
HIGHEST: Final = "自评得分最高的项目是哪个？"
MEANING: Final = "什么是{term}？"

OF_ONE: Final = "{name}{year}年三公经费花了多少？"
OVER_YEARS: Final = "{name}历年的支出合计"
WHO: Final = "{year}年谁的三公经费最高？"
AVERAGE: Final = "{year}年各单位的住房公积金平均是多少？"
"""What can be asked where there are several reports."""

FAMILIAR_TERM: Final = "机关运行经费"
"""The term that most readers stumble over."""

ITEM_CODE: Final = 7
"""Digits of a functional item's code."""

_MATTER: Final = re.compile(r"负责([^，。；、：（）或和\s]{3,10})工作")


def example_questions(assistant: Assistant) -> tuple[str, ...]:
    """The questions in the order shown; none where the library is empty."""
    reports = assistant.library.reports()
    if not reports:
        return ()
    if len(reports) == 1:
        return (*GENERAL, *_local(assistant.catalog(reports[0].id)))
    accounts = [report for report in reports if report.identity.kind is ReportKind.FINAL_ACCOUNTS] or reports
    year, _ = Counter(report.identity.year for report in accounts).most_common(1)[0]
    of_year = [report for report in accounts if report.identity.year == year]
    several = Counter(report.identity.organization for report in accounts)
    return tuple(_across(accounts, max(of_year, key=lambda report: several[report.identity.organization])))


def _across(reports: Sequence[StoredReport], one: StoredReport) -> Iterator[str]:
    """What can be asked of one report among many, and of many together, in its year."""
    identity = one.identity
    name = f"{short_name(identity.organization)}（{identity.level}）"
    yield OF_ONE.format(name=name, year=identity.year)
    same = [r for r in reports if r.identity.organization == identity.organization]
    if len({report.identity.year for report in same}) > 1:
        yield OVER_YEARS.format(name=name)
    if len({r.identity.organization for r in reports if r.identity.year == identity.year}) > 1:
        yield WHO.format(year=identity.year)
        yield AVERAGE.format(year=identity.year)
    yield MEANING.format(term=FAMILIAR_TERM)


def _local(catalog: Catalog) -> Iterator[str]:
    if item := _largest(catalog.facts):
        yield AMOUNT.format(item=item.removesuffix("支出"))
    if matter := _matter(catalog.duties):
        yield RESPONSIBLE.format(matter=matter)
    if item := _over_budget(catalog.facts):
        yield MORE_THAN_BUDGET.format(item=item)
    if any(
        f.subject.classification is Classification.PROJECT and f.subject.measure is Measure.SCORE for f in catalog.facts
    ):
        yield HIGHEST
    names = [alias for term in catalog.terms for alias in (term.name, *term.aliases)]
    if names:
        yield MEANING.format(term=FAMILIAR_TERM if FAMILIAR_TERM in names else names[0])


def _largest(facts: tuple[Fact, ...]) -> str | None:
    """The functional item on which most was spent."""
    amounts = {
        fact.subject.item: fact.value
        for fact in facts
        if fact.source is Source.TABLE
        and fact.value is not None
        and fact.subject.classification is Classification.FUNCTIONAL
        and fact.subject.measure is Measure.FINAL
        and fact.subject.breakdown == TOTAL
        and len(fact.subject.code) == ITEM_CODE
    }
    return max(amounts, key=lambda item: amounts[item], default=None)


def _over_budget(facts: tuple[Fact, ...]) -> str | None:
    """The item with the shortest name that took more than its budget and says why."""
    explained = {fact.subject.item for fact in facts if fact.subject.measure is Measure.REASON}
    items = {
        fact.subject.item
        for fact in facts
        if fact.subject.measure is Measure.COMPLETION_RATE
        and fact.subject.classification is Classification.FUNCTIONAL
        and fact.value is not None
        and fact.value > 100
    }
    return min(items & explained, key=lambda item: (len(item), item), default=None)


def _matter(duties: tuple[Duty, ...]) -> str | None:
    """The shortest matter that a duty clause names."""
    matters = [match[1] for duty in duties for match in _MATTER.finditer(duty.text)]
    return min(matters, key=len, default=None)
