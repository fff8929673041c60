"""What one report holds, ready to be asked for by name.

Each fact has features (its item, its breakdown, its form …); each word of a question stands for one
or several features. Looking up is intersecting the sets of facts that have them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ingest.forms import ALL_FORMS, EXPENDITURE, THREE_PUBLIC_ITEMS, THREE_PUBLIC_TOTAL, title_key, unspaced
from ingest.library import Library, StoredReport
from ingest.numbers import print_chinese
from ingest.report import (
    TOTAL,
    Check,
    Classification,
    Dimension,
    Duty,
    Fact,
    Flow,
    Measure,
    Office,
    Source,
    Subject,
    Term,
    Unit,
)
from qa import project_names
from qa.cutting import known_words
from qa.lexicon import ABBREVIATIONS, COUNT_WORDS, SYNONYMS
from qa.organizations import aliases
from qa.question import USUAL
from qa.text import squeezed
from qa.vocabulary import Feature, Vocabulary

BARE_COLUMNS: Final = frozenset({"金额", "合计", "小计", "预算数", "决算数"})
"""Column headings that say nothing by themselves: they count only where a form is named."""

_BRACKETED: Final = re.compile(r"（[^）]*）")
_BRACKETS: Final = re.compile(r"[（）]")
_TABLE_NUMBER: Final = re.compile(r"公开(\d+)表")
_DROPPED: Final = {
    Classification.FUNCTIONAL: ("支出",),
    Classification.SOURCE: ("收入",),
    Classification.PROCUREMENT: ("支出",),
}
"""Endings that people leave off the names of each list."""

TOTAL_OF: Final = {Flow.INCOME: ("本年收入合计",), Flow.EXPENDITURE: (EXPENDITURE,)}
"""What all items of a flow add up to."""

KEY_EVALUATION: Final = "重点绩效评价"
"""What figures of a key evaluation report can be asked for by."""

PART_OF: Final = {"授予小微企业合同金额": "授予中小企业合同金额"}
"""Breakdowns that are part of another one (政府采购支出说明: 其中)."""

SELF_EVALUATION: Final = "绩效自评"
INDICATOR: Final = "指标"
"""What projects and indicators are part of, and how the names of levels of indicators end."""

PERSONNEL: Final = "人员经费"
PUBLIC: Final = "公用经费"
PERSONNEL_CLASSES: Final = frozenset({"301", "303"})
"""Economic classes that 人员经费 is the sum of; all others are 公用经费 (基本支出决算明细表)."""

MIN_SHORTENED: Final = 4
"""A name is not shortened to fewer characters."""


@dataclass(frozen=True)
class Catalog:
    """One report: its facts with their features, its names, duties, offices, terms, units and balance identities."""

    report: StoredReport
    facts: tuple[Fact, ...]
    duties: tuple[Duty, ...]
    offices: tuple[Office, ...]
    terms: tuple[Term, ...]
    units: tuple[Unit, ...] = ()
    checks: tuple[Check, ...] = ()

    @classmethod
    def load(cls, library: Library, report: StoredReport) -> Catalog:
        """Reads the report's catalogue from the library."""
        facts = library.facts(report.id)
        return cls(
            report,
            facts,
            library.duties(report.id),
            library.offices(report.id),
            library.terms(report.id),
            library.units(report.id),
            library.checks(report.id),
        )

    @cached_property
    def with_feature(self) -> dict[Feature, frozenset[int]]:
        """The indexes of the facts that have each feature."""
        found: defaultdict[Feature, set[int]] = defaultdict(set)
        for index, fact in enumerate(self.facts):
            for feature in features(fact):
                found[feature].add(index)
        return {feature: frozenset(indexes) for feature, indexes in found.items()}

    @cached_property
    def names(self) -> dict[str, frozenset[Feature]]:
        """Every name that the report's facts can be asked for by, and what it may stand for."""
        found: defaultdict[str, set[Feature]] = defaultdict(set)
        for fact in dict.fromkeys((f.subject.item, f.subject.classification) for f in self.facts):
            item, classification = fact
            for name in self._spellings(item, classification):
                found[name] |= {Feature("item", item), Feature("path", item)}
        for level in dict.fromkeys(level for f in self.facts for level in indicator_levels(f.subject)):
            names = {squeezed(level), squeezed(level).removesuffix(INDICATOR), *SYNONYMS.get(level, ())}
            for name in names - known_words():
                found[name].add(Feature("path", level))
        taken = known_words() | BARE_COLUMNS | COUNT_WORDS
        for feature in self.with_feature:
            if feature.slot in ("breakdown", "column"):
                for name in spellings(feature.value) - taken:
                    found[name].add(feature)
            elif feature.slot == "code":
                found[feature.value].add(feature)
        for name, table in self._tables():
            found[name].add(Feature("form", table))
        for name in self._denied() - found.keys() - taken:
            found[name].add(Feature("item", THREE_PUBLIC_TOTAL))
        return {name: frozenset(meant) for name, meant in found.items()}

    def _denied(self) -> set[str]:
        """Names of the parts of “三公”经费, where the report says in a sentence that it has none of it: then that
        sentence is what it says of each part."""
        said = (f for f in self.facts if f.subject.item == THREE_PUBLIC_TOTAL and f.dimension is Dimension.TEXT)
        declared = any(f.subject.measure in USUAL.values() for f in said)
        return {name for item in THREE_PUBLIC_ITEMS for name in spellings(item)} if declared else set()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that questions about this report can use."""
        official = frozenset(squeezed(f.value) for f in self.with_feature if f.slot in ("item", "code"))
        return Vocabulary(self.names, official, aliases(self.report.identity.organization))

    def vocabulary_for(self, text: str, *, by_sound: bool = False) -> Vocabulary:
        """The same, with the stretches of a question that are short for projects, their parts and indicators,
        or that sound as if they were."""
        found = self._abbreviations.within(squeezed(text), self._common, by_sound=by_sound)
        features = {
            span: frozenset(Feature(slot, item) for item in items for slot in ("item", "path"))
            for span, items in found.items()
        }
        return self.vocabulary.extended(features)

    @cached_property
    def _abbreviations(self) -> project_names.Abbreviations:
        subjects = dict.fromkeys((fact.subject.item, fact.subject.classification) for fact in self.facts)
        own = [pair for pair in subjects if pair[1] in project_names.OF_PROJECTS]
        projects = frozenset(item for item, classification in own if classification is Classification.PROJECT)
        names = {name: pair[0] for pair in own for name in self._spellings(*pair)}
        return project_names.Abbreviations(names, projects)

    @cached_property
    def _common(self) -> frozenset[str]:
        return known_words() | frozenset(self.names) | self.vocabulary.organizations

    def _spellings(self, item: str, classification: Classification) -> set[str]:
        """Ways to write an item. An indicator may be called by a word that means something else (金额, 满意度):
        then it is known by its project and level only."""
        if classification in project_names.OF_PROJECTS:
            found = project_names.spellings(item, aliases(self.report.identity.organization)) | {squeezed(item)}
            return found - known_words()
        return spellings(item, classification)

    def item_named(self, name: str) -> str | None:
        """The item that a name means by itself, if it is one; of several (a project called after an item) the one
        that is called nearest to it."""
        means = self.names.get(squeezed(name), frozenset())
        items = (feature.value for feature in means if feature.slot == "item")
        return min(items, key=lambda item: (len(item), item), default=None)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Every item, breakdown and baseline: the names that subjects are shown by."""
        subjects = [fact.subject for fact in self.facts]
        return frozenset(label for s in subjects for label in (s.item, s.breakdown, s.baseline))

    def _tables(self) -> Iterator[tuple[str, str]]:
        """The ways to name each form that the report has: by title, by printed code."""
        for form, table in dict.fromkeys((f.form, f.table) for f in self.facts if f.form in ALL_FORMS):
            yield squeezed(title_key(table)), form
            for title in ALL_FORMS[form].titles:
                yield squeezed(title), form
                yield squeezed(title).removeprefix("财政拨款"), form
                yield squeezed(title).replace("明细表", "表"), form
            yield squeezed(table), form
            if match := _TABLE_NUMBER.fullmatch(unspaced(table)):
                number = int(match[1])
                for name in (f"公开{number}表", f"{number:02}表", f"{number}表", f"表{number}", f"表{number:02}"):
                    yield name, form
                chinese = print_chinese(number)
                for name in (f"表{chinese}", f"第{chinese}张表", f"第{number}张表", f"{chinese}号表", f"{number}号表"):
                    yield name, form


def features(fact: Fact) -> Iterator[Feature]:
    """Everything that a question can ask a fact to have."""
    subject = fact.subject
    yield Feature("item", subject.item)
    yield Feature("flow", subject.flow)
    yield Feature("fund", subject.fund)
    yield Feature("measure", subject.measure)
    yield Feature("unit", fact.unit)
    if project_names.is_cost(fact):
        yield Feature("flow", Flow.EXPENDITURE)
    yield from (Feature("path", name) for name in (*subject.path, *_whole(subject)))
    if subject.code:
        yield Feature("code", subject.code)
    if subject.breakdown != TOTAL:
        yield from (Feature("breakdown", name) for name in (subject.breakdown, *both_parts(subject)))
    if fact.source is Source.EVALUATION:
        yield Feature("breakdown", KEY_EVALUATION)
    if fact.form:
        yield Feature("form", fact.form)
        yield from (Feature("column", name) for name in fact.column.split("/"))


def both_parts(subject: Subject) -> tuple[str, ...]:
    """The two breakdowns that a share's name joins: 服务 and 授予中小企业合同金额 of 服务采购授予中小企业合同金额."""
    of_procurement = subject.classification is Classification.PROCUREMENT and subject.measure is Measure.SHARE
    kind, joined, awarded = subject.breakdown.partition("采购")
    return (kind, awarded) if of_procurement and joined else ()


def indicator_levels(subject: Subject) -> tuple[str, ...]:
    """一级 and 二级指标 of an indicator; none of anything else."""
    return subject.path[1:] if subject.classification is Classification.INDICATOR else ()


def _whole(subject: Subject) -> tuple[str, ...]:
    """The total that an item is a part of, where no path says so: 项目支出 of 本年支出合计, 差旅费 of 公用经费."""
    if subject.classification is Classification.PROJECT:
        return ("项目支出", SELF_EVALUATION)
    if subject.classification is Classification.INDICATOR:
        return (SELF_EVALUATION,)
    if subject.classification is Classification.ECONOMIC:
        return (PERSONNEL if subject.code[:3] in PERSONNEL_CLASSES else PUBLIC,)
    parts = (Classification.NATURE, Classification.SOURCE, Classification.FUNCTIONAL)
    return TOTAL_OF.get(subject.flow, ()) if subject.classification in parts else ()


def spellings(name: str, classification: Classification | None = None) -> set[str]:
    """The name and other ways to write and say it, normalised."""
    plain = squeezed(name)
    found = {plain, _BRACKETED.sub("", plain), _BRACKETS.sub("", plain)}
    for long, short in ABBREVIATIONS:
        found |= {spelling.replace(long, short) for spelling in found}
    for ending in _DROPPED.get(classification, ()) if classification else ():
        short = plain.removesuffix(ending)
        if len(short) >= MIN_SHORTENED:
            found |= {short, _BRACKETED.sub("", short), _BRACKETS.sub("", short)}
    found = {spelling for spelling in found if len(spelling) > 1}
    return found | {squeezed(synonym) for synonym in SYNONYMS.get(name, ())}
