"""Exact answers: the facts that have every feature the question names, and nothing it does not.

A feature that the question does not name must have its usual value (the total, the final amount, all
funds). How unusual a fact is, is its cost; only the cheapest subject is answered with, and where two
different subjects are equally near, both are offered instead of one being guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.forms import EXPENDITURE, THREE_PUBLIC_TOTAL
from ingest.report import (
    TOTAL,
    Classification,
    Dimension,
    Fact,
    Flow,
    Fund,
    Measure,
    Source,
    Subject,
)
from qa.amounts import printed_first, quantity
from qa.catalog import KEY_EVALUATION, Catalog, both_parts, indicator_levels
from qa.cutting import Word
from qa.lexicon import OF_EXECUTION, TEXT_MEASURES, Ask, Role
from qa.project_names import OF_PROJECTS, measures_of, same_part
from qa.question import Question
from qa.text import squeezed
from qa.vocabulary import Feature

FUND_COST: Final = {Fund.ALL: 0, Fund.FISCAL: 1, Fund.GENERAL: 2, Fund.GOVERNMENT_FUND: 20, Fund.STATE_CAPITAL: 20}
FLOW_COST: Final = {Flow.EXPENDITURE: 0, Flow.NONE: 0, Flow.BALANCE: 1, Flow.INCOME: 3}
BASIC_BREAKDOWN_COST: Final = 4
TOTAL_ITEM_COST: Final = 6
SENTENCE_COST: Final = 0.5
COUNT_COST: Final = 5
MEASURE_ORDER_COST: Final = 0.1
"""Costs of what a question did not say. Their order matters, not their size: an item that was not
named is worse than a breakdown, that is worse than a fund."""

DEFAULT_TOTALS: Final = {"本年收入合计": 0.0, EXPENDITURE: 0.0, "收入总计": 1.0, "支出总计": 1.0}
"""What is meant where a flow, a fund or a measure is named and no item, and how much less usual it is."""

GRAND_TOTAL: Final = "总计"
"""Who says this means 收入总计 or 支出总计, with what was carried over; 总支出 means the year's, if it is there."""

NAMED_BREAKDOWN_COST: Final = 1
SELF_EXPLAINED: Final = frozenset(
    {
        Classification.THREE_PUBLIC,
        Classification.PROCUREMENT,
        Classification.ASSET,
        Classification.PERFORMANCE,
    }
)
"""Lists whose breakdowns say by themselves what they are: 保有量, 执法执勤用车, 授予中小企业合同金额."""

UNSAID_MEASURES: Final = {
    Measure.EXECUTED: 0.3,
    Measure.BUDGET: 0.6,
    Measure.ACTUAL: 0.7,
    Measure.TARGET: 0.8,
}
"""Where no measure is named: what is taken of a project, of its part and of its indicator, as a cost."""

OF_THINGS: Final = frozenset({"project", "component", "indicator"})
"""Where these are spoken of, a figure without a name is none of the organization's totals."""

LISTED_PROJECTS: Final = "预算项目"
"""What a key evaluation report says it lists so many of: the parts of the project."""

SAME_UNITS: Final = {"台（套）": ("套", "台", "辆"), "个": ("家", "份")}
"""Units of a count that are asked for in the same words."""

CLASS_COST: Final = {Classification.COMPONENT: 1.0, Classification.INDICATOR: 2.0}
"""A name that a project has is the project's; an indicator may be called the same."""

SHORTENED_COST: Final = 5.0
"""What is called so in full is meant before what may be called so for short."""

COUNTED_ORDER_COST: Final = 0.01
"""Of several counts of one item the one printed first is meant: the total stands before its parts."""

MOST_DETAILED: Final = "general_expenditure"
"""Of several forms with the same figure of a functional item, the one that is cited first."""

USUAL_FUND: Final = 2
"""Figures of dearer funds are not cited beside a figure of all funds, though they may be the same."""

MAX_CITED: Final = 3
"""A figure that stands in more places than this is cited from the first."""


NO_ITEM: Final = "未指明项目，取合计"
ONLY_BASIC: Final = "仅基本支出"
"""Why a candidate costs something, where the answer must say so."""


@dataclass(frozen=True)
class Candidate:
    """A fact that has all that was asked for, with what it costs and why."""

    fact: Fact
    cost: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What was found: groups of facts, one for each subject that answers; and all candidates.

    More than one group: the question does not tell them apart.
    """

    groups: tuple[tuple[Fact, ...], ...]
    candidates: tuple[Candidate, ...]


def find(question: Question, catalog: Catalog) -> Finding:
    """The facts that answer the question's slots. No groups: there are none."""
    candidates = sorted(_candidates(question, catalog), key=lambda c: c.cost)
    if not candidates:
        return Finding((), ())
    best = candidates[0]
    answering = [c for c in candidates if c.cost == best.cost or same_part(c.fact, best.fact)]
    subjects = list(dict.fromkeys(c.fact.subject for c in answering))
    groups = _merged(tuple(_group(subject, candidates) for subject in subjects))
    figures = tuple(group for group in groups if group[0].dimension is not Dimension.TEXT)
    return Finding(figures if figures and question.wants_figure else groups, tuple(candidates))


def members_of(question: Question, catalog: Catalog, belongs: Callable[[Fact], bool]) -> tuple[tuple[Fact, ...], ...]:
    """For each thing that belongs, in the order of the report, the places of the figure that the question asks
    of it: the cheapest subject, as `find` has it. Names in the question are what each must also have."""
    words = tuple(word for word in question.words if word.role is not Role.NAME)
    asked = replace(question, words=(*words, *question.names))
    named = {feature for word in question.names for feature in word.means}
    costed: dict[tuple[str, str, tuple[str, ...]], list[Candidate]] = {}
    for index in sorted(_pool(asked, catalog)):
        fact = catalog.facts[index]
        if belongs(fact) and (candidate := _costed(fact, asked, named | {Feature("item", fact.subject.item)})):
            path = fact.subject.path if fact.subject.classification in OF_PROJECTS else ()
            costed.setdefault((fact.subject.item, fact.subject.code, path), []).append(candidate)
    return tuple(_cheapest(candidates) for candidates in costed.values())


def _cheapest(candidates: Sequence[Candidate]) -> tuple[Fact, ...]:
    best = min(candidates, key=lambda candidate: candidate.cost)
    return _group(best.fact.subject, sorted(candidates, key=lambda candidate: candidate.cost))


def _candidates(question: Question, catalog: Catalog) -> Iterable[Candidate]:
    named = {feature for word in question.names for feature in word.means}
    for index in sorted(_pool(question, catalog)):
        if candidate := _costed(catalog.facts[index], question, named):
            yield candidate


def _pool(question: Question, catalog: Catalog) -> frozenset[int]:
    """The indexes of the facts that have what each hard word means."""
    pool = frozenset(range(len(catalog.facts)))
    for word in _hard_words(question):
        pool &= frozenset().union(*(catalog.with_feature.get(feature, frozenset()) for feature in word.means))
    return pool


def _hard_words(question: Question) -> list[Word]:
    """The words whose meaning an answer must have."""
    kept = [word for word in question.words if word not in (*question.share_of, *question.excluded)]
    if Ask.AGREE in question.asks:  # the places that are held against each other are not what the figure must have
        kept = [word for word in kept if Feature("breakdown", KEY_EVALUATION) not in word.means]
    return [word for word in kept if word.role in (Role.NAME, Role.FUND) or _says_flow(word, question)]


def _says_flow(word: Word, question: Question) -> bool:
    return word.role is Role.FLOW and question.flow is not None


def _costed(fact: Fact, question: Question, named: set[Feature]) -> Candidate | None:
    """The fact with its cost; None where it has an unusual feature that the question does not name."""
    cost, why = 0.0, []
    for price, reason in (
        _item_cost(fact, question, named),
        _breakdown_cost(fact, question, named),
        _measure_cost(fact, question),
        _fund_cost(fact.subject, question),
        _flow_cost(fact.subject, question, named),
        (CLASS_COST.get(fact.subject.classification, 0.0), ""),
        (SENTENCE_COST if fact.source is Source.SENTENCE else 0.0, ""),
    ):
        if price is None:
            return None
        cost += price
        if price and reason:
            why.append(reason)
    return Candidate(fact, cost, tuple(why))


def _item_cost(fact: Fact, question: Question, named: set[Feature]) -> tuple[float | None, str]:
    subject = fact.subject
    if Feature("item", subject.item) in named or Feature("code", subject.code) in named:
        said = any(GRAND_TOTAL in word.text for word in question.names)
        if subject.classification in OF_PROJECTS and not _named_in_full(subject, question):
            return SHORTENED_COST, ""
        return (0.0 if said else DEFAULT_TOTALS.get(subject.item, 0.0)), ""
    in_form = bool(fact.form) and Feature("form", fact.form) in named
    if in_form and subject.item == THREE_PUBLIC_TOTAL:
        return TOTAL_ITEM_COST, NO_ITEM
    default = subject.item in DEFAULT_TOTALS and subject.classification is Classification.TOTAL
    default = default and OF_THINGS.isdisjoint(question.collections)
    shares = Measure.SHARE in question.measures
    if default and (question.fund or not shares) and (question.flow or question.fund or question.measures or in_form):
        return TOTAL_ITEM_COST + DEFAULT_TOTALS[subject.item], NO_ITEM
    if any(Feature("path", level) in named for level in indicator_levels(subject)):
        return NAMED_BREAKDOWN_COST, ""
    evaluated = fact.source is Source.EVALUATION and subject.measure in TEXT_MEASURES
    if (evaluated or subject.breakdown == KEY_EVALUATION) and Feature("breakdown", KEY_EVALUATION) in named:
        return NAMED_BREAKDOWN_COST, ""
    own_breakdown = subject.classification in SELF_EXPLAINED and _says_breakdown(question, subject, named)
    return (NAMED_BREAKDOWN_COST, "") if own_breakdown else (None, "")


def _says_breakdown(question: Question, subject: Subject, named: set[Feature]) -> bool:
    """Whether a question names a breakdown, or both that its name joins, one of them as the whole of a share."""
    said = named | {feature for word in question.share_of for feature in word.means}
    both = {Feature("breakdown", part) for part in both_parts(subject)}
    return Feature("breakdown", subject.breakdown) in named or bool(both and both <= said)


def _named_in_full(subject: Subject, question: Question) -> bool:
    """Whether a question names a project or its part as it is called, the ending aside."""
    full = squeezed(subject.item)
    return any(
        full.startswith(word.text) or full.endswith(word.text)
        for word in question.names
        if len(word.text) > len(full) / 2
    )


def _breakdown_cost(fact: Fact, question: Question, named: set[Feature]) -> tuple[float | None, str]:
    subject = fact.subject
    if subject.breakdown == TOTAL or _says_breakdown(question, subject, named):
        return 0.0, ""
    if subject.breakdown == question.baseline == OF_EXECUTION:
        return 0.0, ""
    if subject.breakdown == LISTED_PROJECTS and "component" in question.collections:
        return NAMED_BREAKDOWN_COST, subject.breakdown
    if question.counted and subject.measure is Measure.COUNT and subject.classification not in OF_PROJECTS:
        return NAMED_BREAKDOWN_COST + fact.mark[0] * COUNTED_ORDER_COST, subject.breakdown
    if subject.classification in (Classification.ECONOMIC, Classification.TOTAL) and subject.breakdown == "基本支出":
        return BASIC_BREAKDOWN_COST, ONLY_BASIC
    return None, ""


def _measure_cost(fact: Fact, question: Question) -> tuple[float | None, str]:
    subject = fact.subject
    if not _baseline_fits(subject, question.baseline) or not _shares_of(subject, question.share_of):
        return None, ""
    if question.counted:
        if (
            Measure.TARGET in question.measures
            and subject.measure is Measure.TARGET
            and fact.dimension is Dimension.TEXT
        ):
            return (0.0, "") if question.counted in fact.printed else (None, "")
        if fact.unit not in (question.counted, *SAME_UNITS.get(question.counted, ())):
            return None, ""
        if subject.measure is Measure.COUNT:
            return 0.0, ""
        if subject.classification is not Classification.INDICATOR or subject.measure not in UNSAID_MEASURES:
            return None, ""
        said = {Measure.TARGET, Measure.ACTUAL}.intersection(question.measures)
        if said and subject.measure not in said:
            return None, ""
        return UNSAID_MEASURES[subject.measure], ""
    if question.measures:
        order = [question.measures.index(m) for m in measures_of(fact) if m in question.measures]
        return (min(order) * MEASURE_ORDER_COST, "") if order else (None, "")
    if subject.measure is question.usual and fact.dimension is not Dimension.TEXT:
        return 0.0, ""
    if subject.measure in UNSAID_MEASURES and (question.asks_figure or question.flow or question.bare):
        spent = question.flow is Flow.EXPENDITURE and Measure.EXECUTED not in measures_of(fact)
        return (None, "") if spent else (UNSAID_MEASURES[subject.measure], "")
    if subject.measure is question.usual:
        return COUNT_COST, "报告声明无此项"
    return (COUNT_COST, "数量") if subject.measure is Measure.COUNT else (None, "")


def _baseline_fits(subject: Subject, asked: str) -> bool:
    if not asked:
        return True
    if asked == OF_EXECUTION:
        return subject.breakdown == OF_EXECUTION
    by_budget = subject.baseline.endswith("预算数") and not subject.baseline[0].isdecimal()  # not 上年预算数
    if asked == "budget":
        return by_budget
    return not by_budget and (asked == "year" or subject.baseline.startswith(asked))


def _shares_of(subject: Subject, wholes: Sequence[Word]) -> bool:
    """Whether a share is one of what the question says it is of."""
    printed = squeezed(subject.baseline)
    for whole in wholes:
        names = {whole.text, *(squeezed(feature.value) for feature in whole.means)}
        if not any(name in printed or printed in name for name in names if printed):
            return False
    return True


def _fund_cost(subject: Subject, question: Question) -> tuple[float, str]:
    if question.fund:
        return 0.0, ""
    return FUND_COST[subject.fund], subject.fund


def _flow_cost(subject: Subject, question: Question, named: set[Feature]) -> tuple[float, str]:
    if question.flow or Feature("flow", subject.flow) in named:
        return 0.0, ""
    return FLOW_COST[subject.flow], subject.flow


def _group(subject: Subject, candidates: Sequence[Candidate]) -> tuple[Fact, ...]:
    """The facts of one subject, the cheapest first, and those of the same figure under another fund that
    a question for this one may mean: all are places to cite."""
    own = [c.fact for c in candidates if c.fact.subject == subject]
    figures = [fact for fact in own if fact.dimension is not Dimension.TEXT]
    own = figures or own
    values = {quantity(fact) for fact in own}
    same = [
        c.fact
        for c in candidates
        if c.fact not in own
        and c.fact.dimension is own[0].dimension
        and quantity(c.fact) in values
        and FUND_COST[c.fact.subject.fund] <= USUAL_FUND
        and _alike(c.fact.subject, subject)
    ]
    if len(values) > 1:
        return tuple(printed_first(sorted(own, key=_place)))
    return tuple(sorted((*own, *same), key=_place))[:MAX_CITED]


def _alike(one: Subject, other: Subject) -> bool:
    """Whether two subjects differ in nothing but the fund."""
    return (one.item, one.code, one.measure, one.breakdown, one.flow, one.classification, one.baseline) == (
        other.item,
        other.code,
        other.measure,
        other.breakdown,
        other.flow,
        other.classification,
        other.baseline,
    )


def _place(fact: Fact) -> tuple[int, float, int]:
    """Tables before forms of indicators before sentences; the most detailed form of an item first, else the
    widest fund."""
    detailed = fact.form == MOST_DETAILED and fact.subject.classification is Classification.FUNCTIONAL
    return list(Source).index(fact.source), -1 if detailed else FUND_COST[fact.subject.fund], fact.excerpt.page


def _merged(groups: Sequence[tuple[Fact, ...]]) -> tuple[tuple[Fact, ...], ...]:
    """Groups whose figures are all the same are one, for the question need not tell them apart; so are those
    that give the same part of a project in two lists."""
    by_value: defaultdict[tuple[str, tuple[str, ...], frozenset[object]], list[Fact]] = defaultdict(list)
    for group in groups:
        subject = group[0].subject
        own = subject.path if subject.classification is Classification.INDICATOR else ()
        by_value[subject.measure, own, frozenset(map(quantity, group))] += group
    merged: list[tuple[Fact, ...]] = []
    for facts in by_value.values():
        alike = next((i for i, other in enumerate(merged) if same_part(other[0], facts[0])), None)
        if alike is None:
            merged.append(tuple(dict.fromkeys(facts)))
        else:
            merged[alike] = tuple(printed_first(sorted((*merged[alike], *facts), key=_place)))
    return tuple(merged)
