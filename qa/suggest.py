"""What can be asked next: questions near the last one that the library answers.

Which questions are near stands in tables: what to ask, and what the report must hold for it to be worth a try. Each
is asked by the exact routes, and only what is answered, and of the same thing, is suggested.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.report import TOTAL, Fact, Measure
from qa.answer import Answer, Kind, RefusalKind
from qa.assistant import Assistant
from qa.catalog import Catalog
from qa.text import squeezed
from qa.vocabulary import Feature

MOST: Final = 3
"""So many questions are suggested."""

LONGEST_TERM: Final = 12
"""Terms with longer names are not asked for: whole paths of an item are explained as one."""

TRIED: Final = 12
SECONDS: Final = 1.0
"""So many are tried, and for so long."""


@dataclass(frozen=True)
class Next:
    """A question of an item, for which its report must hold a fact of a measure, in a breakdown."""

    ask: str
    measure: Measure
    breakdown: str = TOTAL


OF_ITEM: Final = (
    Next("{item}的年初预算是多少？", Measure.INITIAL_BUDGET),
    Next("{item}的全年预算是多少？", Measure.ADJUSTED_BUDGET),
    Next("{item}花了多少？", Measure.FINAL),
    Next("{item}的执行率是多少？", Measure.EXECUTION_RATE),
    Next("{item}比上年变化了多少？", Measure.CHANGE_AMOUNT),
    Next("{item}占多少？", Measure.SHARE),
    Next("{item}的项目支出是多少？", Measure.FINAL, "项目支出"),
    Next("{item}的基本支出是多少？", Measure.FINAL, "基本支出"),
    Next("{item}得了多少分？", Measure.SCORE),
    Next("{item}存在什么问题？", Measure.PROBLEM),
    Next("{item}有什么改进措施？", Measure.IMPROVEMENT),
    Next("{item}完成了预算的百分之几？", Measure.COMPLETION_RATE),
)

OVER_BUDGET: Final = "为什么{item}超预算？"
UNDER_BUDGET: Final = "为什么{item}低于预算？"
GREW: Final = "为什么{item}比上年增加？"
FELL: Final = "为什么{item}比上年减少？"
LARGEST_PART: Final = "{item}里哪一项最多？"
OTHER_YEAR: Final = "{year}年{item}是多少？"
OF_TERM: Final = ("{item}是多少？", "{item}花了多少？")
TERM: Final = "什么是{term}？"
WHO: Final = "谁负责{matter}？"
PART: Final = "{item}是多少？"
IN_ORDER: Final = ("第二名呢？", "第三名呢？")
LOWEST: Final = "最低的呢？"
OF_EVERYONE: Final = ("{year}年各单位的{item}平均是多少？", "{year}年谁的{item}最高？", "{year}年谁的{item}最低？")
NEAREST: Final = "{label}是多少？"

_MATTER: Final = re.compile(r"负责([^，。；、：（）或和的\s]{3,12})工作")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")


def suggested(assistant: Assistant, history: Sequence[Answer], seconds: float = SECONDS) -> tuple[str, ...]:
    """The questions to suggest after the last of the answers, at most MOST; none where nothing near is known. After
    so many seconds no more are tried."""
    last = history[-1]
    exact = assistant.exact()
    catalog = _catalog(assistant, last)
    asked = {squeezed(answer.question) for answer in history}
    tried = (question for question in _near(exact, last, catalog) if squeezed(question) not in asked)
    end = time.perf_counter() + seconds
    return _answerable(lambda question: exact.ask(question, history), last, tried, end)


def _catalog(assistant: Assistant, last: Answer) -> Catalog | None:
    """What the report holds that answered, or the only one."""
    shelf = assistant.shelf()
    report = shelf.by_title.get(last.understood.report or "")
    if report is None and len(shelf.reports) == 1:
        report = shelf.reports[0]
    return assistant.catalog(report.id) if report else None


def _answerable(ask: Callable[[str], Answer], last: Answer, questions: Iterable[str], end: float) -> tuple[str, ...]:
    """The first of the questions that are answered, each with another answer, as far as they are tried by `end`."""
    found: dict[str, str] = {last.text: ""}
    for number, question in enumerate(dict.fromkeys(questions)):
        if len(found) > MOST or number == TRIED or time.perf_counter() > end:
            break
        answer = ask(question)
        if _answers(answer, last):
            found.setdefault(answer.text, question)
    return tuple(found.values())[1:]


def _answers(answer: Answer, last: Answer) -> bool:
    """Whether it is an answer, and from the report that the last one was from, where it was from one."""
    if answer.kind in (Kind.REFUSAL, Kind.CLARIFICATION) or not answer.citations:
        return False
    year = str(answer.understood.year)
    if last.understood.report not in (None, answer.understood.report) and year not in answer.question:
        return False
    return answer.kind is not Kind.PASSAGE or answer.understood.item == last.understood.item


def _near(assistant: Assistant, last: Answer, catalog: Catalog | None) -> Iterator[str]:
    """Questions near an answer, the nearest first."""
    if last.refusal:
        yield from _after_refusal(last, catalog)
        return
    if last.kind is Kind.RANKING:
        yield from (IN_ORDER[-1] if last.question == IN_ORDER[0] else IN_ORDER[0], LOWEST)
    if last.understood.reports and last.understood.item:
        yield from _of_everyone(last)
    if catalog is None:
        return
    if last.kind is Kind.DUTY:
        yield from _other_duties(last, catalog)
    elif last.kind is Kind.DEFINITION:
        yield from (ask.format(item=_said(last.understood.item or "")) for ask in OF_TERM)
        yield from _other_terms(last, catalog)
    elif last.understood.item:
        yield from _of_item(assistant, last, catalog)


def _of_item(assistant: Assistant, last: Answer, catalog: Catalog) -> Iterator[str]:
    """What else there is of the same item: first the budget and the reasons, then the rest."""
    code, item = _split(last.understood.item or "")
    facts = [f for f in catalog.facts if f.subject.item == item and (not code or f.subject.code == code)]
    name = _said(item)
    held = {(fact.subject.measure, fact.subject.breakdown) for fact in facts}
    offers = [
        offer.ask.format(item=name)
        for offer in OF_ITEM
        if (offer.measure, offer.breakdown) in held
        and (offer.measure, offer.breakdown) != (last.understood.measure, last.understood.breakdown)
    ]
    yield from offers[:1]
    if last.understood.measure != Measure.REASON:
        yield from _reasons(name, facts)
    parts = [catalog.facts[at].subject for at in sorted(catalog.with_feature.get(Feature("path", item), ()))]
    if len({part.item for part in parts}) > 1:
        yield LARGEST_PART.format(item=name)
    yield from _other_years(assistant, catalog, name)
    yield from offers[1:]
    if item in [term.name for term in catalog.terms]:
        yield TERM.format(term=name)
    yield from (PART.format(item=_said(part.item)) for part in parts if part.measure is Measure.FINAL)
    breakdowns = dict.fromkeys(fact.subject.breakdown for fact in facts)
    yield from (PART.format(item=f"{name}的{breakdown}") for breakdown in breakdowns if breakdown != TOTAL)


def _reasons(name: str, facts: Sequence[Fact]) -> Iterator[str]:
    """Why it is what it is, where the report says so."""
    if not any(fact.subject.measure is Measure.REASON for fact in facts):
        return
    bounds = {Measure.COMPLETION_RATE: (Decimal(100), OVER_BUDGET, UNDER_BUDGET)}
    bounds[Measure.CHANGE_AMOUNT] = (Decimal(0), GREW, FELL)
    for fact in facts:
        bound, above, below = bounds.get(fact.subject.measure, (None, "", ""))
        if bound is not None and fact.value is not None and fact.value != bound:
            yield (above if fact.value > bound else below).format(item=name)


def _other_years(assistant: Assistant, catalog: Catalog, name: str) -> Iterator[str]:
    """The same of the year before, or behind, where that report is here too."""
    own = catalog.report.identity
    years = {
        report.identity.year
        for report in assistant.shelf().of([own.organization])
        if (report.identity.level, report.identity.kind) == (own.level, own.kind)
    }
    for year in (own.year - 1, own.year + 1):
        if year in years:
            yield OTHER_YEAR.format(year=year, item=name)


def _of_everyone(last: Answer) -> Iterator[str]:
    _, item = _split(last.understood.item or "")
    if year := max((figure.year for figure in last.figures), default=None):
        yield from (ask.format(year=year, item=_said(item)) for ask in OF_EVERYONE)


def _other_duties(last: Answer, catalog: Catalog) -> Iterator[str]:
    """Who has the duties that stand beside the one cited."""
    cited = {citation.clause for citation in last.citations}
    numbers = [duty.number for duty in catalog.duties]
    at = next((index for index, number in enumerate(numbers) if number in cited), 0)
    for duty in (*catalog.duties[at + 1 :], *catalog.duties[:at]):
        if match := _MATTER.search(duty.text):
            yield WHO.format(matter=match[1])


def _other_terms(last: Answer, catalog: Catalog) -> Iterator[str]:
    """The terms that stand behind the one explained."""
    names = [term.name for term in catalog.terms if len(term.name) <= LONGEST_TERM]
    item = last.understood.item
    at = names.index(item) if item in names else -1
    yield from (TERM.format(term=name) for name in (*names[at + 1 :], *names[: max(at, 0)]))


def _after_refusal(last: Answer, catalog: Catalog | None) -> Iterator[str]:
    """The nearest that is there: what the refusal names, and the year that there is a report of."""
    if last.refusal and last.refusal.kind is RefusalKind.NOT_IN_CORPUS and catalog:
        yield _YEAR.sub(str(catalog.report.identity.year), last.question)
    for nearest in last.refusal.nearest if last.refusal else ():
        if match := _MATTER.search(nearest):
            yield WHO.format(matter=match[1])
        elif " · " in nearest:
            yield NEAREST.format(label=_said(nearest.replace(" · ", "的")))


def _split(item: str) -> tuple[str, str]:
    """Code and name of an item as an answer gives it: 2010301 行政运行."""
    code, _, name = item.partition(" ") if item[:1].isascii() and item[:3].isdigit() else ("", "", item)
    return code, name


def _said(item: str) -> str:
    """A name as people say it."""
    return item.replace("“", "").replace("”", "")
