"""What a clause speaks of: the names in running text to Subjects, and what carries over between clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.clauses import Flat
from ingest.document import Excerpt, Span
from ingest.forms import FUND_INCOME, THREE_PUBLIC_ITEMS
from ingest.report import TOTAL, Classification, Flow, Fund, Measure, ReportKind, Subject
from ingest.statements.names import (
    BARE_BUDGET,
    BUDGET_TOTALS,
    EMPTY_TOTALS,
    FUNCTIONAL,
    FUND_TOTALS,
    FUNDS,
    HEADING_TOPICS,
    ITEM_LEVEL,
    LABELS,
    MEASURES,
    PERSONNEL,
    PROCURED,
    Label,
    Topic,
)

Subjects = tuple[Subject, ...]
Codes = Mapping[tuple[str, ...], tuple[tuple[str, ...], str]]
"""Full path of a functional item in flat form, to the path as the tables print it and its code."""

FISCAL_INCOME: Final = "财政拨款收入"
_FUND_INCOME: Final = {fund: name + "收入" for name, fund in FUND_INCOME.items()}
_NAMES_WITH_BUDGET: Final = re.compile(
    "一般公共预算|公共财政预算|政府性基金预算|国有资本经营预算|预算(?:绩效|单位|执行|管理)"
)
PLAIN_MEASURES: Final = {ReportKind.FINAL_ACCOUNTS: Measure.FINAL, ReportKind.BUDGET: Measure.BUDGET}
"""What an amount is in each kind of report where nothing else is said of it."""

_OF_A_FUND: Final = (Classification.TOTAL, Classification.NATURE, Classification.BALANCE)
_LABELS: Final = tuple((re.compile(label.names), label) for label in LABELS)
_FUNDS: Final = tuple((fund, re.compile(words)) for fund, words in FUNDS)


@dataclass
class Context:
    """What the text has said so far, and so what a clause leaves out.

    `fund` None: the heading names several, so a clause must name its own. `measure` is what a bare
    amount means (决算数, in a budget report 预算数). `group` is what “其中” breaks down. `named` is
    where the sentence begins that named the subjects. `comparison` is what was last compared with.
    `performance` is what the performance section evaluates, and by what. `as_of`: the year of a day
    that figures are counted on. `foreign`: the clause is about another year than the report's.
    """

    year: int
    codes: Codes
    fund: Fund | None = Fund.ALL
    topic: Topic = Topic.GENERAL
    measure: Measure = Measure.FINAL
    of_class: str = ""
    subjects: Subjects = ()
    group: Subjects = ()
    named: int = 0
    baseline: str = ""
    comparison: str = ""
    budget: str = ""
    last: Measure | None = None
    scope: str = ""
    performance: tuple[str, str] = ("", "")
    as_of: int = 0
    foreign: bool = False

    def speak_of(self, subjects: Subjects, named: int) -> None:
        """The text now speaks of these; what was compared before holds no longer."""
        self.subjects, self.named, self.last = subjects, named, None
        self.baseline = self.comparison = self.budget = ""


def heading_context(context: Context, texts: Iterable[str]) -> Context:
    """The context under headings, given from the outermost to the innermost."""
    for heading in texts:
        text = flat_text(heading)
        topic = next((topic for pattern, topic in HEADING_TOPICS if pattern.search(text)), None)
        context = replace(
            context,
            topic=topic or context.topic,
            measure=_heading_measure(text, context.measure),
            of_class=_class_of(text) or context.of_class,
        )
        funds = funds_in(text)
        if funds:
            context.fund = next(iter(funds)) if len(funds) == 1 else None
    return context


def flat_text(text: str) -> str:
    """A heading's text in the form that patterns are matched on."""
    return Flat.of(Excerpt(text, (Span(1, 0, len(text)),))).text


def funds_in(text: str) -> set[Fund]:
    """The funds that a text names; 财政拨款 alone only where none of its kinds is named."""
    found = set()
    for fund, words in _FUNDS:
        if words.search(text):
            found.add(fund)
            text = words.sub("", text)
    return found - {Fund.FISCAL} if len(found) > 1 else found


def _heading_measure(text: str, measure: Measure) -> Measure:
    """What a bare amount means under a heading. No heading makes a final amount of a budget report's."""
    text = _NAMES_WITH_BUDGET.sub("", text)
    if measure is Measure.BUDGET:
        return measure
    if "决算" in text:
        return Measure.FINAL
    return Measure.INITIAL_BUDGET if "预算" in text else measure


def _class_of(heading: str) -> str:
    match = re.search(r"([^）、]+)（类）$", heading)
    return match[1] if match else ""


def split_measure(label: str, context: Context) -> tuple[str, Measure | None]:
    """The label without its words for a measure, and the measure; None where it cannot be told."""
    for pattern, measure in MEASURES:
        if found := pattern.search(label):
            told = None if measure is Measure.FINAL and context.measure is Measure.BUDGET else measure
            return label[: found.start()] + label[found.end() :], told
    if found := BARE_BUDGET.search(label):
        rest = label[: found.start()] + label[found.end() :]
        if context.measure is not Measure.FINAL:
            return rest, context.measure
        return rest, Measure.ADJUSTED_BUDGET if context.topic is Topic.THREE_PUBLIC else None
    return label, context.measure


def resolve(label: str, context: Context) -> Subjects:
    """The subjects that a label names, with measure and baseline still to be said; none if unknown."""
    if functional := _functional(label, context):
        return functional
    if found := _labelled(label, context, None):
        return found
    if (label,) in context.codes and context.fund and context.topic is Topic.GENERAL:
        return _functional(f"{label}（类）", context)
    if label in PERSONNEL:
        return _personnel(PERSONNEL[label], context)
    if part := PROCURED.fullmatch(label):
        whole = [s for s in context.group if s.classification is Classification.PROCUREMENT and s.breakdown == TOTAL]
        return tuple(replace(subject, breakdown=part["kind"]) for subject in whole)
    for fund, words in _FUNDS:
        if match := words.match(label):
            return _of_fund(fund, label[match.end() :].removeprefix("的"), context)
    return ()


def _labelled(label: str, context: Context, fund: Fund | None) -> Subjects:
    for pattern, entry in _LABELS:
        if pattern.fullmatch(label) and (not entry.topics or context.topic in entry.topics):
            return _subjects(entry, context, fund)
    return ()


def _subjects(entry: Label, context: Context, named: Fund | None) -> Subjects:
    fund = named or entry.fund or context.fund
    if fund is None:
        return ()
    if entry.classification is Classification.NATURE and (item := _functional_group(context)):
        return (replace(item, breakdown=entry.items[0][0]),)
    return tuple(
        Subject(
            context.year,
            flow,
            fund,
            entry.classification,
            item,
            path=THREE_PUBLIC_ITEMS.get(item, ()),
            breakdown=entry.breakdown,
        )
        for item, flow in entry.items
    )


def _functional_group(context: Context) -> Subject | None:
    spoken_of = context.group or context.subjects
    functional = len(spoken_of) == 1 and spoken_of[0].classification is Classification.FUNCTIONAL
    return spoken_of[0] if functional else None


def _personnel(item: str, context: Context) -> Subjects:
    """人员经费 and 公用经费, only where basic expenditure is spoken of."""
    parts = [s for s in (*context.group, *context.subjects) if s.item == "基本支出"]
    fund = parts[0].fund if parts else context.fund
    if fund is None or not (parts or context.topic is Topic.BASIC):
        return ()
    return (Subject(context.year, Flow.EXPENDITURE, fund, Classification.TOTAL, item, breakdown="基本支出"),)


def _of_fund(fund: Fund, rest: str, context: Context) -> Subjects:
    """What stands behind the name of a fund: its income, its expenditure, or an item."""
    if fund in _FUND_INCOME and (rest == "收入" or (not rest and _of_fiscal_income(context))):
        return (Subject(context.year, Flow.INCOME, fund, Classification.SOURCE, _FUND_INCOME[fund]),)
    for pattern, item, flow in FUND_TOTALS:
        if re.fullmatch(pattern, rest):
            return (Subject(context.year, flow, fund, Classification.TOTAL, item),)
    found = _labelled(rest, context, fund)
    return tuple(s for s in found if s.classification in _OF_A_FUND)


def _of_fiscal_income(context: Context) -> bool:
    """Whether “其中” breaks down the income from 财政拨款, so that a fund's name alone is its part of it."""
    return [subject.item for subject in context.group] == [FISCAL_INCOME]


def budget_total(label: str, context: Context) -> str:
    """收入预算 and 支出预算 in full where they can only mean the whole unit's; else the label as it is.

    支出 alone belongs to the item that is spoken of, if that is one of expenditure.
    """
    whole = context.measure is Measure.BUDGET and context.topic is Topic.GENERAL and context.fund is Fund.ALL
    spent = any(subject.flow is Flow.EXPENDITURE for subject in context.subjects)
    return BUDGET_TOTALS.get(label, label) if whole and not (label == "支出" and spent) else label


def declared_empty(label: str, context: Context) -> Subjects:
    """The subjects that a declaration (没有…) says there is nothing of."""
    for fund, words in _FUNDS:
        if match := words.match(label):
            rest = re.sub(r"^(?:预算)?(?:财政拨款)?(?:安排)?的?", "", label[match.end() :])
            for pattern, items in EMPTY_TOTALS:
                if re.fullmatch(pattern, rest):
                    total = Classification.TOTAL
                    return tuple(Subject(context.year, flow, fund, total, item) for item, flow in items)
    return tuple(s for s in resolve(label, context) if s.classification in _DECLARABLE)


_DECLARABLE: Final = (Classification.THREE_PUBLIC, Classification.AGENCY_OPERATING, Classification.PROCUREMENT)


def _functional(label: str, context: Context) -> Subjects:
    match = ITEM_LEVEL.fullmatch(label) or FUNCTIONAL.fullmatch(label)
    if not match or context.fund is None:
        return ()
    levels = match.groupdict(default="")
    of_class = levels.get("class", "") or (context.of_class if levels["subclass"] else "")
    names = tuple(name for name in (of_class, levels["subclass"], levels["item"]) if name)
    if not names:
        return ()
    misnamed = bool(of_class and levels["item"] and not levels["subclass"])
    path, code = _known(names, context.codes, whole=bool(of_class) and not misnamed)
    if misnamed and not code:
        return ()  # a level is left out or called by another's name: only the tables could tell which
    fund, functional = context.fund, Classification.FUNCTIONAL
    return (Subject(context.year, Flow.EXPENDITURE, fund, functional, path[-1], code, path[:-1]),)


def flat_codes(codes: Mapping[tuple[str, ...], str]) -> Codes:
    """The codes by path as running text would print it."""
    return {tuple(flat_text(name) for name in path): (path, code) for path, code in codes.items()}


def _known(path: tuple[str, ...], codes: Codes, *, whole: bool) -> tuple[tuple[str, ...], str]:
    """The path as the report's own tables print it (一般公共服务（类） is 一般公共服务支出 there), and its code.

    `whole`: the path begins with the class; else it may be the end of a known one.
    """
    for candidate in (path, (path[0] + "支出", *path[1:])):
        if candidate in codes:
            return codes[candidate]
    for same in (tuple, _without_spent):
        found = [known for known in codes if same(known if whole else known[-len(path) :]) == same(path)]
        if len(found) == 1:
            return codes[found[0]]
    return path, ""


def _without_spent(path: Sequence[str]) -> tuple[str, ...]:
    """The names without the 支出 that some tables print at their end and some texts leave out."""
    return tuple(name.removesuffix("支出") for name in path)
