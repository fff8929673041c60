"""Self-evaluations as tables: their forms are read as facts, which are put into rows and columns again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.report import Cell, Classification, Column, Fact, Row, Source, Table
from qa.page.tables import texts

KEY_EVALUATION: Final = "key_evaluation"
SUMMARY: Final = "self_evaluation_summary"


def evaluation_tables(facts: Iterable[Fact]) -> tuple[Table, ...]:
    """A table for each kind of figures of each evaluated project, those of the summary first."""
    groups: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.form == SUMMARY or fact.source in (Source.INDICATOR_FORM, Source.EVALUATION):
            groups[fact.form, _title(fact)].append(fact)
    ordered = sorted(groups.items(), key=lambda group: group[0][0] != SUMMARY)
    return tuple(_table(title, group) for (_, title), group in ordered)


def project_of(fact: Fact) -> str:
    """The project that a fact of an evaluation is about."""
    return fact.subject.path[0] if fact.subject.path else fact.subject.item


def _title(fact: Fact) -> str:
    if fact.source is Source.EVALUATION:
        return texts.KEY_EVALUATION
    if fact.form == SUMMARY:
        return fact.table
    template = texts.INDICATORS if _is_indicator(fact) else texts.AMOUNTS
    return template.format(title=fact.table, project=project_of(fact))


def _is_indicator(fact: Fact) -> bool:
    return fact.subject.classification is Classification.INDICATOR


def _table(title: str, facts: Sequence[Fact]) -> Table:
    first = facts[0]
    headings = list(dict.fromkeys(map(_heading, facts)))
    units = {heading: {f.unit for f in facts if _heading(f) == heading and f.printed} for heading in headings}
    rows: list[tuple[str, dict[str, Fact]]] = []
    open_rows: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        label, heading = _label(fact), _heading(fact)
        if heading in open_rows.get(label, {heading: fact}):  # a row of this name is full: this is another one
            open_rows[label] = {}
            rows.append((label, open_rows[label]))
        open_rows[label][heading] = fact
    columns = (
        Column(0, (texts.WITH_UNIT.format(heading=heading, unit=next(iter(units[heading]))),))
        if len(units[heading]) == 1 and "" not in units[heading]
        else Column(0, (heading,))
        for heading in headings
    )
    return Table(
        form=first.form,
        title=title,
        code="",
        unit="",
        columns=tuple(columns),
        rows=tuple(_row(label, cells, headings, units) for label, cells in rows),
        notes=(),
        heading=first.excerpt,
        header=first.excerpt,
        section=first.section,
    )


def _heading(fact: Fact) -> str:
    return fact.column or fact.subject.measure.value


def _label(fact: Fact) -> str:
    if _is_indicator(fact):
        return " / ".join((*fact.subject.path[1:], fact.subject.item))
    return fact.subject.breakdown if fact.source is Source.INDICATOR_FORM else fact.row or fact.subject.item


def _row(label: str, found: dict[str, Fact], headings: Sequence[str], units: dict[str, set[str]]) -> Row:
    cells = tuple(
        Cell(at, fact.printed if len(units[heading]) == 1 else f"{fact.printed}{fact.unit}", fact.value, fact.mark)
        for at, heading in enumerate(headings)
        if (fact := found.get(heading))
    )
    excerpt = next(iter(found.values())).excerpt
    return Row(0, "", label, label, 1, "", cells, excerpt)
