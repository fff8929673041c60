"""The things that a question ranks, filters, counts, lists or adds up, each with its figure.

A pool is one of the lists that every report has (its projects, its functional items of one level …), or
what a named thing consists of (the parts of “三公”经费, the items of 公用经费). To teach the program a new
list, add a row to `COLLECTIONS` and its words to `lexicon.COLLECTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from ingest.report import TOTAL, Classification, Fact, Flow, Measure, Subject
from qa.catalog import KEY_EVALUATION, Catalog, features
from qa.cutting import Word
from qa.lexicon import Ask, Role
from qa.lookup import members_of
from qa.question import BUDGETS, Question
from qa.vocabulary import Feature

CLASS: Final = 3
"""Length of the code of a functional class."""

GRADES: Final = frozenset({"优", "优秀", "良", "良好", "中", "合格", "差", "不合格"})
"""Grades of evaluations (项目支出绩效评价管理办法)."""

Places = tuple[Fact, ...]
"""The facts that print one figure."""


@dataclass(frozen=True)
class Collection:
    """A list: what belongs to it, and what is measured of its members where nothing is said.

    `spent` is what is meant where money is said to flow; `level` is the length of the codes (None: any).
    """

    classification: Classification
    measure: Measure
    spent: Measure
    level: int | None = None

    def holds(self, subject: Subject) -> bool:
        """Whether a subject is a member."""
        level = len(subject.code) if subject.code or subject.path else CLASS  # summary forms print no codes
        return subject.classification is self.classification and self.level in (None, level)


COLLECTIONS: Final = {
    "project": Collection(Classification.PROJECT, Measure.SCORE, Measure.EXECUTED),
    "item": Collection(Classification.FUNCTIONAL, Measure.FINAL, Measure.FINAL, level=7),
    "subclass": Collection(Classification.FUNCTIONAL, Measure.FINAL, Measure.FINAL, level=5),
    "class": Collection(Classification.FUNCTIONAL, Measure.FINAL, Measure.FINAL, level=CLASS),
    "economic": Collection(Classification.ECONOMIC, Measure.FINAL, Measure.FINAL, level=5),
    "component": Collection(Classification.COMPONENT, Measure.BUDGET, Measure.EXECUTED),
    "indicator": Collection(Classification.INDICATOR, Measure.SCORE, Measure.ACTUAL),
    "source": Collection(Classification.SOURCE, Measure.FINAL, Measure.FINAL),
}

LEVELS: Final = {"item": 7, "subclass": 5, "class": CLASS}
"""Which level of a named class or subclass is listed."""

MONEY_WORDS: Final = frozenset({"钱", "资金", "金额", "经费", "花钱", "总额"})
"""Words that say that money is measured."""

UNIT_MEASURES: Final = {
    "分": (Measure.SCORE,),
    "%": (Measure.EXECUTION_RATE, Measure.COMPLETION_RATE),
}
"""What a bound in this unit is a bound of, where the measure is not said."""


@dataclass(frozen=True)
class Pool:
    """The members in the order of the report, each with the places of its figure. `name`: of what."""

    members: tuple[Places, ...]
    measure: Measure
    whole: Fact | None = None


def pool(question: Question, catalog: Catalog) -> Pool | None:
    """What the question is over; None where it names no list, or where that has no such figures."""
    question = _of_fund(question)
    least = 1 if Ask.LIST in question.asks and any(map(_is_aspect, question.names)) else 2
    for belongs, kind, names in _choices(question, catalog):
        for measures in _measures(question, kind):
            measured = replace(question, measures=measures, names=names, counted="", percent=False)
            found = members_of(measured, catalog, belongs)
            found = tuple(places for places in found if places[0].subject.item not in _excluded(question))
            some = tuple(places for places in found if places[0].value)
            if question.so_many == len(some):  # 四大类支出: those that something was spent on
                found = some
            if len(found) >= least and question.so_many in (None, len(found)):
                return Pool(found, found[0][0].subject.measure)
    return None


def _of_fund(question: Question) -> Question:
    """The question with what names both a fund and an item read as the fund, where the list is said besides:
    一般公共预算财政拨款支出按类."""
    if not question.collections:
        return question
    funds = {w: frozenset(f for f in w.means if f.slot == "fund") for w in question.names}
    words = tuple(replace(w, role=Role.FUND, means=funds[w]) if funds.get(w) else w for w in question.words)
    return replace(question, words=words, names=tuple(w for w in question.names if not funds[w]))


def _excluded(question: Question) -> set[str]:
    return {f.value for word in question.excluded for f in word.means if f.slot == "item"}


Choice = tuple[Callable[[Fact], bool], Collection, tuple[Word, ...]]
"""What belongs to a pool, which list it is, and the names that each member must also have."""


def _choices(question: Question, catalog: Catalog) -> Iterator[Choice]:
    """The lists that may be meant, the likeliest first."""
    named = question.collections
    wholes = [w for w in question.names if any(f.slot == "path" and f in catalog.with_feature for f in w.means)]
    for whole in wholes:
        rest = tuple(word for word in question.names if word is not whole)
        for kind, belongs in _parts(whole, named[0] if named else "", catalog):
            if not named or not _is_aspect(whole) or kind.classification is COLLECTIONS[named[0]].classification:
                yield belongs, kind, rest  # 项目支出最多的科目: what is spent on projects by each 科目, no project
    if any(_is_item(word) for word in question.names):
        return
    levels = tuple(word for word in question.names if not _is_aspect(word))
    if levels:  # 社会效益指标: of indicators, whatever else is named
        yield partial(_holds, COLLECTIONS["indicator"]), COLLECTIONS["indicator"], question.names
        return
    aspects = tuple(word for word in question.names if _is_aspect(word) and not grades_of(word))
    if not named and not question.names and question.flow is Flow.EXPENDITURE:
        named = ("class",)
    elif not named and any(Feature("breakdown", KEY_EVALUATION) in word.means for word in aspects):
        named = ("component",)
    for key in named:
        kind = COLLECTIONS[key]
        yield partial(_holds, kind), kind, aspects


def _holds(kind: Collection, fact: Fact) -> bool:
    return kind.holds(fact.subject)


def grades_of(word: Word) -> set[str]:
    """The grades that a word names."""
    return {feature.value for feature in word.means if feature.slot == "breakdown"} & GRADES


def _is_item(word: Word) -> bool:
    return any(feature.slot in ("item", "code") for feature in word.means) and not _is_aspect(word)


def _is_aspect(word: Word) -> bool:
    return any(feature.slot in ("breakdown", "form", "column") for feature in word.means)


def _measures(question: Question, kind: Collection) -> Sequence[tuple[Measure, ...]]:
    """What may be measured, the likeliest first: what the question says, else what its bound is in, else what
    is usual."""
    if Ask.LOST in question.asks:
        return [(Measure.SCORE,)]
    for bound in question.bounds:
        if bound.unit in UNIT_MEASURES and set(BUDGETS).issuperset(question.measures):
            return [UNIT_MEASURES[bound.unit]]
    if question.measures:
        return [question.measures]
    flows = bool(question.flow) or any(word.role is Role.FLOW for word in question.words)
    parts = any(_is_aspect(word) and not grades_of(word) for word in question.names)
    money = bool(question.bounds or question.unit) or any(word.text in MONEY_WORDS for word in question.words)
    usual = [(question.usual if m is Measure.FINAL else m,) for m in (kind.measure, kind.spent)]
    return usual[::-1] if flows or parts or (money and kind.measure is Measure.SCORE) else usual


def _parts(whole: Word, collection: str, catalog: Catalog) -> Sequence[tuple[Collection, Callable[[Fact], bool]]]:
    """The lists of what a named thing consists of."""
    names = frozenset(feature for feature in whole.means if feature.slot == "path")
    inside = [catalog.facts[i] for name in names for i in catalog.with_feature.get(name, ())]
    found: list[tuple[Collection, Callable[[Fact], bool]]] = []
    for key in dict.fromkeys((collection, *COLLECTIONS)):
        kind = COLLECTIONS.get(key)
        if kind is None or not any(f.subject.classification is kind.classification for f in inside):
            continue
        if kind.classification is Classification.INDICATOR and key != collection:
            continue
        if key in LEVELS and collection in LEVELS and key != collection:
            continue
        found.append((kind, _below(names, kind)))
    direct = {f.subject.classification for f in inside} & {Classification.THREE_PUBLIC, Classification.NATURE}
    found += [
        (Collection(kind, Measure.FINAL, Measure.FINAL), _directly(names, kind))
        for kind in Classification
        if kind in direct
    ]
    return found


def _below(names: frozenset[Feature], kind: Collection) -> Callable[[Fact], bool]:
    return lambda fact: kind.holds(fact.subject) and not names.isdisjoint(features(fact))


def _directly(names: frozenset[Feature], kind: Classification) -> Callable[[Fact], bool]:
    """What stands right below a total, not what its parts consist of."""
    items = {name.value for name in names}

    def belongs(fact: Fact) -> bool:
        subject = fact.subject
        under = subject.path[-1:] if subject.path else ("本年支出合计",)
        return subject.classification is kind and subject.breakdown == TOTAL and items.issuperset(under)

    return belongs


def budget_of(final: Fact, catalog: Catalog) -> Fact | None:
    """The budget that a final or executed amount is measured against."""
    one = final.subject
    order = (Measure.ADJUSTED_BUDGET, *BUDGETS) if one.classification is Classification.PROJECT else BUDGETS
    for measure in order:
        for fact in catalog.facts:
            other = fact.subject
            same = (one.item, one.breakdown, one.flow, one.path) == (
                other.item,
                other.breakdown,
                other.flow,
                other.path,
            )
            if same and other.measure is measure and fact.unit == final.unit and one.code == other.code:
                return fact
    return None
