"""An answer while it is being put together: typed parts, figures and citations.

Every character of an answer's text belongs to a part that says where it comes from, so that grounding
can check the part instead of guessing at the text.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ingest.document import Excerpt, Page
from ingest.numbers import canonical, grouped
from ingest.report import TOTAL, Classification, Fact, Fund, Measure
from qa import templates
from qa.answer import AnswerTable, Citation, Figure, PageSpan
from qa.catalog import Catalog
from qa.project_names import OF_PROJECTS

OF_A_FUND: Final = frozenset({Classification.TOTAL, Classification.NATURE, Classification.BALANCE})
NARROW_FUNDS: Final = frozenset({Fund.GENERAL, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL})
"""Totals of one fund are named with it: without, they would be taken for those of all funds."""


class PartKind(StrEnum):
    """What a stretch of the answer's text is."""

    WORDS = "words"  # the program's own, from a template
    FIGURE = "figure"  # a printed or computed number
    QUOTE = "quote"  # verbatim from a citation
    PLACE = "place"  # where a citation stands
    MARK = "mark"  # [1]
    NAME = "name"  # an item, an organization, a report: from the library
    ECHO = "echo"  # from the question
    COUNT = "count"  # how many rows are listed
    REFUSAL = "refusal"  # why a part of the question is not answered


@dataclass(frozen=True)
class Part:
    """A stretch of text. `refers` indexes the figure or citation that it shows."""

    kind: PartKind
    text: str
    refers: int | None = None


@dataclass
class Draft:
    """Collects parts, figures, citations and notes. `lead` is the figure that answers the question.

    `catalog` and `pages` are of the report that is cited next; `turn_to` makes that another one.
    """

    catalog: Catalog
    pages: Sequence[Page]
    parts: list[Part] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lead: int = 0
    table: AnswerTable | None = None
    sources: dict[str, tuple[Catalog, Sequence[Page]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.turn_to(self.catalog, self.pages)

    def turn_to(self, catalog: Catalog, pages: Sequence[Page]) -> None:
        """From here on another report is cited."""
        self.catalog, self.pages = catalog, pages
        self.sources[catalog.report.title] = catalog, pages

    def ordered_figures(self) -> tuple[Figure, ...]:
        """The figures, the one that answers first, operands counted anew."""
        order, new = self._order()
        return tuple(
            self.figures[old].model_copy(update={"operands": tuple(new[i] for i in self.figures[old].operands)})
            for old in order
        )

    def ordered_table(self) -> AnswerTable | None:
        """The table, with figures counted as `ordered_figures` has them."""
        if self.table is None:
            return None
        _, new = self._order()
        rows = (
            row.model_copy(update={"cells": tuple(None if i is None else new[i] for i in row.cells)})
            for row in self.table.rows
        )
        return self.table.model_copy(update={"rows": tuple(rows)})

    def _order(self) -> tuple[list[int], dict[int, int]]:
        """The figures, the leading one first; and the place of each in that order."""
        order = sorted(range(len(self.figures)), key=lambda i: (i != self.lead, i))
        return order, {old: position for position, old in enumerate(order)}

    @property
    def text(self) -> str:
        """The answer's text so far."""
        return "".join(part.text for part in self.parts).strip()

    def say(self, template: str, /, **parts: Part | Sequence[Part]) -> None:
        """Adds a line: the template's words, and the given parts in its places."""
        for words, name, _, _ in string.Formatter().parse(template):
            if words:
                self.parts.append(Part(PartKind.WORDS, words))
            if name is not None:
                part = parts[name]
                self.parts.extend([part] if isinstance(part, Part) else part)
        self.parts.append(Part(PartKind.WORDS, "\n"))

    def cite(
        self,
        excerpt: Excerpt,
        *,
        section: str = "",
        clause: str = "",
        table: str = "",
        row: str = "",
        column: str = "",
    ) -> int:
        """Adds a citation, or finds the one that is the same; returns its index."""
        report = self.catalog.report
        spans = tuple(PageSpan(page=s.page, start=s.start, end=s.end) for s in excerpt.spans)
        citation = Citation(
            id=0,
            report=report.title,
            organization=report.identity.organization,
            year=report.identity.year,
            page=excerpt.page,
            printed_page=self.pages[excerpt.page - 1].printed,
            spans=spans,
            section=section or None,
            clause=clause or None,
            table=table or None,
            row=row or None,
            column=column or None,
            quote=excerpt.text,
            recognized=any(self.pages[s.page - 1].recognized for s in excerpt.spans),
        )
        if citation.recognized and templates.NOTE_RECOGNIZED not in self.notes:
            self.notes.append(templates.NOTE_RECOGNIZED)
        return self._cited(citation)

    def _cited(self, citation: Citation) -> int:
        """Adds a citation, or finds the one that is the same; returns its index."""
        citation = citation.model_copy(update={"id": len(self.citations) + 1})
        for index, earlier in enumerate(self.citations):
            if earlier.model_copy(update={"id": citation.id}) == citation:
                return index
        self.citations.append(citation)
        return len(self.citations) - 1

    def cite_fact(self, fact: Fact) -> int:
        """Cites the row or sentence that a fact stands in."""
        return self.cite(fact.excerpt, section=fact.section, table=fact.table, row=fact.row, column=fact.column)

    def printed_figure(self, facts: Sequence[Fact], of: str = "") -> int:
        """Adds a printed figure with all its places; returns its index. `of`: whose it is, where there are several."""
        fact = facts[0]
        self.figures.append(
            Figure(
                label=f"{of}{templates.DOT}{label(fact)}" if of else label(fact),
                value=None if fact.value is None else canonical(abs(fact.value)),
                unit=fact.unit,
                printed=fact.printed,
                year=fact.subject.year,
                citations=tuple(dict.fromkeys(self.cite_fact(f) for f in facts)),
            )
        )
        return len(self.figures) - 1

    def computed_figure(
        self, name: str, value: Decimal, unit: str, operands: Sequence[int], formula: str, *, year: int | None = None
    ) -> int:
        """Adds a figure computed from printed ones, with its formula; returns its index. `year`: the report's."""
        self.figures.append(
            Figure(
                label=name,
                value=canonical(value),
                unit=unit,
                printed=None,
                citations=tuple(dict.fromkeys(c for i in operands for c in self.figures[i].citations)),
                year=year or self.catalog.report.identity.year,
                operands=tuple(operands),
                formula=formula,
            )
        )
        return len(self.figures) - 1

    def append(self, other: Draft) -> int:
        """Adds another draft of the same report behind this one; returns the index of the figure that it leads with."""
        before = len(self.figures)
        cited = [self._cited(citation) for citation in other.citations]
        self.figures += (
            figure.model_copy(
                update={
                    "citations": tuple(cited[i] for i in figure.citations),
                    "operands": tuple(before + i for i in figure.operands),
                }
            )
            for figure in other.figures
        )
        for part in other.parts:
            if part.kind is PartKind.FIGURE and part.refers is not None:
                part = replace(part, refers=before + part.refers)
            elif part.kind is PartKind.MARK and part.refers is not None:
                (part,) = self.marks([cited[part.refers]])
            elif part.refers is not None:
                part = replace(part, refers=cited[part.refers])
            self.parts.append(part)
        return before + other.lead

    # parts that refer to what was collected

    def figure(self, index: int) -> Part:
        """The figure as shown: as printed with its unit, or its formula."""
        figure = self.figures[index]
        if figure.formula:
            shown = figure.formula
        elif figure.printed is None or not figure.printed.strip():
            shown = templates.EMPTY_FIGURE
        else:
            space = "" if figure.unit == "%" else " "
            shown = f"{figure.printed}{space}{figure.unit}" if figure.unit else figure.printed
        return Part(PartKind.FIGURE, shown, index)

    def marks(self, indexes: Sequence[int]) -> list[Part]:
        """[1][2] for the citations."""
        return [Part(PartKind.MARK, f"[{self.citations[i].id}]", i) for i in indexes]

    def place(self, index: int) -> Part:
        """Where a citation stands, in words."""
        citation = self.citations[index]
        where = f"{citation.table}" if citation.table else (citation.section or "").rsplit(" / ", 1)[-1]
        where += f"第{bare_number(citation.clause)}项" if citation.clause else ""
        where += f"“{citation.row}”行" if citation.row else ""
        where += f"“{citation.column}”列" if citation.column else ""
        return Part(PartKind.PLACE, f"{where}，{page_words(citation)}" if where else page_words(citation), index)

    def quote(self, index: int, text: str | None = None) -> Part:
        """Words of a citation: all of its quote, or a part of it."""
        return Part(PartKind.QUOTE, self.citations[index].quote if text is None else text, index)


def bare_number(number: str) -> str:
    """The number of a clause as it is cited: without the mark behind it."""
    return number.rstrip("、.．")


def page_words(citation: Citation) -> str:
    """The citation's page: the number printed on it, and the file's where they differ."""
    if citation.printed_page is None:
        return templates.FILE_PAGE.format(page=citation.page)
    template = templates.PAGE if citation.printed_page == citation.page else templates.BOTH_PAGES
    return template.format(printed=citation.printed_page, page=citation.page)


def words(text: str) -> Part:
    """The program's own words."""
    return Part(PartKind.WORDS, text)


def name(text: str) -> Part:
    """A name that the library holds."""
    return Part(PartKind.NAME, text)


def echo(text: str) -> Part:
    """Words of the question."""
    return Part(PartKind.ECHO, text)


def count(number: int) -> Part:
    """How many things are listed."""
    return Part(PartKind.COUNT, str(number))


def label_parts(fact: Fact) -> list[Part]:
    """What a figure is, for people: 行政运行 · 基本支出 · 支出决算数."""
    subject = fact.subject
    parts = [name(subject.item)]
    if subject.classification in (Classification.INDICATOR, Classification.COMPONENT):
        levels = dict.fromkeys((subject.path[0], subject.path[-1]))
        parts = [part for level in levels for part in (name(level), words(templates.DOT))] + parts
    if subject.classification in OF_A_FUND and subject.fund in NARROW_FUNDS:
        parts = [words(subject.fund.value), words(templates.DOT), *parts]
    if subject.breakdown != TOTAL:
        parts += [words(templates.DOT), name(subject.breakdown)]
    if subject.measure is Measure.BUDGET and subject.classification not in OF_PROJECTS:
        said = [name(f"{subject.year}年"), words(f"{templates.FLOW_WORDS[subject.flow]}{subject.measure}")]
    elif subject.measure is Measure.FINAL:
        said = [words(f"{templates.FLOW_WORDS[subject.flow]}{subject.measure}")]
    elif subject.measure in (Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE):
        way = templates.FALLS if fact.value is not None and fact.value < 0 else templates.RISES
        rate = "" if subject.measure is Measure.CHANGE_AMOUNT else templates.RATE
        said = [words(templates.THAN), name(subject.baseline), words(way + rate)]
    elif subject.measure is Measure.SHARE and subject.baseline:
        said = [words(templates.OF), name(subject.baseline), words(templates.SHARE)]
    else:
        said = [words(templates.MEASURE_WORDS.get(subject.measure, subject.measure.value))]
    if any(part.text for part in said):
        parts += [words(templates.DOT), *said]
    return parts


def label(fact: Fact) -> str:
    """The label as one text."""
    return "".join(part.text for part in label_parts(fact))


def shown(value: Decimal, unit: str) -> str:
    """A computed value with its unit."""
    return f"{grouped(value)}{unit}" if unit == "%" else f"{grouped(value)} {unit}"
