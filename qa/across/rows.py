"""The figure that is asked for in each of several reports, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from ingest.forms import THREE_PUBLIC_ITEMS, THREE_PUBLIC_TOTAL
from ingest.library import StoredReport
from ingest.report import Dimension, Fact, Subject
from qa.across.read import Scope
from qa.amounts import in_places, is_blank, same_but_rounded
from qa.catalog import Catalog
from qa.lookup import Finding, find
from qa.question import Question, asked_of


class Lack(StrEnum):
    """Why a report gives no figure."""

    NOT_PRINTED = "not printed"
    BLANK = "blank"
    DECLARED = "declared"  # a sentence says that there is none
    UNCLEAR = "unclear"  # several figures fit
    OTHER = "other"  # it is measured otherwise than in most reports


@dataclass(frozen=True)
class Row:
    """One report: the places of its figure, or why it has none (then `places` hold the blank cell or the sentence
    that says so, if there is one). `disagrees`: the report prints another value too."""

    catalog: Catalog
    places: tuple[Fact, ...] = ()
    lack: Lack | None = None
    disagrees: bool = False

    @property
    def report(self) -> StoredReport:
        """The report."""
        return self.catalog.report

    @property
    def fact(self) -> Fact:
        """The figure's first place."""
        return self.places[0]


def rows(scope: Scope) -> list[Row]:
    """A row for each report, in order; all figures are of one kind."""
    question = scope.question
    catalogs = [Catalog(report, scope.figures.get(report.id, ()), (), (), ()) for report in scope.reports]
    findings = [find(asked_of(question, c.report.identity.kind), c) for c in catalogs]
    kind = partial(_kind, measured=not scope.of_kinds)
    usual = _usual(findings, kind)
    pairs = zip(catalogs, findings, strict=True)
    return [_row(catalog, found, lambda group: kind(group[0].subject) == usual, question) for catalog, found in pairs]


Kind = tuple[object, ...]
"""What two figures must have in common to be put side by side."""


def _usual(findings: Sequence[Finding], kind: Callable[[Subject], Kind]) -> Kind | None:
    """What the figure of most reports is."""
    kinds = Counter(kind(f.groups[0][0].subject) for f in findings if f.groups and len(f.groups) == 1 and _figure(f))
    return kinds.most_common(1)[0][0] if kinds else None


def _figure(found: Finding) -> bool:
    return found.groups[0][0].dimension is not Dimension.TEXT


def _kind(subject: Subject, *, measured: bool) -> Kind:
    measure = subject.measure if measured else None
    return subject.item, subject.classification, subject.flow, measure, subject.breakdown, bool(subject.baseline)


def _row(catalog: Catalog, found: Finding, usual: Callable[[Sequence[Fact]], bool], question: Question) -> Row:
    """The row of a report; `usual` says whether facts are of what most reports give."""
    groups = [group for group in found.groups if usual(group)] or list(found.groups)
    if not groups:
        return _lacking(catalog, question, Lack.NOT_PRINTED)
    if len(groups) > 1:
        return Row(catalog, lack=Lack.UNCLEAR)
    figure = groups[0][0].dimension is not Dimension.TEXT
    if figure and not usual(groups[0]):
        alike = [candidate.fact for candidate in found.candidates if usual([candidate.fact])]
        if not alike:
            return _lacking(catalog, question, Lack.OTHER)
        groups = [tuple(fact for fact in alike if fact.subject == alike[0].subject)]
    places = in_places(groups[0])
    first = tuple(places[0])
    if not figure:
        return Row(catalog, first[:1], Lack.DECLARED)
    if is_blank(first[0]):
        return Row(catalog, first, Lack.BLANK)
    disagrees = not all(same_but_rounded(first[0], other[0]) for other in places[1:])
    return Row(catalog, first, disagrees=disagrees)


def _lacking(catalog: Catalog, question: Question, lack: Lack) -> Row:
    """The row of a report without such a figure: declared so, if it says that there is none."""
    declared = _declared(catalog, question)
    return Row(catalog, (declared,), Lack.DECLARED) if declared else Row(catalog, lack=lack)


def _declared(catalog: Catalog, question: Question) -> Fact | None:
    """The sentence that there is no “三公”经费, where a part of it is asked for."""
    items = {feature.value for word in question.names for feature in word.means if feature.slot == "item"}
    if not items & set(THREE_PUBLIC_ITEMS):
        return None
    said = (f for f in catalog.facts if f.dimension is Dimension.TEXT and f.subject.item == THREE_PUBLIC_TOTAL)
    return next((fact for fact in said if fact.subject.measure is question.usual), None)
