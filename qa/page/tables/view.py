"""A table with all that can be done with it, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ingest.facts import column_labels
from ingest.library import StoredReport
from ingest.numbers import grouped
from ingest.report import Check, Outcome, Table
from qa.evidence import TableEvidence
from qa.page import texts as shared
from qa.page.markup import Html, el
from qa.page.table import grid, labels_of, sides_of
from qa.page.tables import texts
from qa.page.tables.desk import Entry
from qa.page.tables.shape import converted, first_of_side, levels, ordered, units

_NONE: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True)
class Choice:
    """Which table of a report is shown, and how. `unit` None: as printed; `column` None: in the printed order."""

    table: int = 0
    unit: str | None = None
    column: int | None = None
    descending: bool = True


def message(words: str, *, alert: bool = False) -> Html:
    """Words where a table would be."""
    return el("div", el("p", words, class_="trouble" if alert else "empty", role="alert" if alert else None))


def reports(found: Sequence[StoredReport]) -> Html:
    """The reports to choose from, with a box to find one by its words."""
    options = (el("option", report.title, value=report.report_key) for report in found)
    first = el("option", texts.CHOOSE, value="")
    search = {"placeholder": texts.SEARCH_REPORT, "aria_label": texts.SEARCH_REPORT}
    return el(
        "div",
        el("input", type="search", class_="search", **search),
        el("select", first, *options, class_="which", aria_label=texts.REPORT),
        el("span", class_="hint", role="status", data_found=texts.FOUND),
        class_="choose",
    )


def view(report: StoredReport, entries: Sequence[Entry], choice: Choice) -> Html:
    """One of the tables of a report."""
    entry = entries[choice.table]
    printed = entry.table
    unit = choice.unit if choice.unit in units(printed) else printed.unit
    shown = converted(printed, unit)
    column = choice.column if choice.column is not None and 0 <= choice.column < len(printed.columns) else None
    where = [report.title, entry.pages, *([shared.UNIT.format(unit=unit)] if unit else [])]
    return el(
        "div",
        _chooser(entries, choice.table),
        el("h2", entry.name),
        el("p", " · ".join(where), class_="where"),
        *_remarks(entry, unit, column, choice),
        _tools(report, choice.table, shown, units(printed)),
        _body(entry, shown, column, descending=choice.descending),
        el("p", texts.NO_MATCH, class_="no-match", role="status", hidden=True),
        *(el("p", note.text, class_="note") for note in printed.notes),
        _checks(entry),
        class_="table-view",
        data_report=report.report_key,
        data_table=choice.table,
        data_unit=unit,
        data_column=column,
        data_descending="true" if choice.descending else "false",
    )


def _chooser(entries: Sequence[Entry], chosen: int) -> Html:
    numbered = list(enumerate(entries))
    groups = (
        el(
            "optgroup",
            *(el("option", entry.name, value=at, selected=at == chosen) for at, entry in members),
            label=group,
        )
        for group, members in ((g, list(m)) for g, m in groupby(numbered, key=lambda pair: pair[1].group))
    )
    select = el("select", *groups, class_="which", aria_label=texts.TABLE)
    return el("label", el("span", texts.TABLE, class_="hint"), select, class_="choose")


def _remarks(entry: Entry, unit: str, column: int | None, choice: Choice) -> Iterator[Html]:
    """What is not as printed, with the way back to what is."""
    if entry.group == texts.EVALUATIONS:
        yield el("p", texts.ASSEMBLED, class_="remark")
    if unit != entry.table.unit:
        said = texts.AS_PRINTED.format(unit=entry.table.unit)
        back = el("button", said, type="button", class_="tool", data_to_unit=entry.table.unit)
        yield el("p", texts.CONVERTED.format(unit=entry.table.unit), back, class_="remark")
    if column is not None:
        words = texts.SORTED.format(column=column_labels(entry.table)[column], way=texts.WAYS[choice.descending])
        back = el("button", texts.ORIGINAL, type="button", class_="tool", data_original=True)
        yield el("p", words, back, class_="remark")


def _tools(report: StoredReport, index: int, shown: Table, offered: Sequence[str]) -> Html:
    """Search, filters, units, copy and download."""
    search = el("input", type="search", class_="search", placeholder=texts.SEARCH, aria_label=texts.SEARCH)
    filters = [_toggle(texts.NONZERO, data_nonzero=True)]
    filters += [_toggle(texts.LEVEL.format(level=texts.LEVELS[at]), data_level=at) for at in levels(shown.rows)]
    switch = [_toggle(unit, pressed=unit == shown.unit, data_to_unit=unit) for unit in offered]
    told = {"data_done": texts.COPIED, "data_failed": texts.NOT_COPIED, "data_head": _one_line(shown)}
    copy = el("button", texts.COPY, type="button", class_="tool copy", **told)
    address = f"tables/{report.report_key}/{index}.xlsx?unit={shown.unit}"
    download = el("a", texts.DOWNLOAD, href=address, class_="download")
    return el(
        "div",
        search,
        el("div", *filters, class_="filters", role="group", aria_label=texts.FILTERS),
        el("div", *switch, class_="filters", role="group", aria_label=texts.UNITS) if switch else None,
        copy,
        download,
        el("p", class_="bad download-said", role="status"),
        class_="bar",
        data_failed=texts.FAILED,
    )


def _toggle(words: str, *, pressed: bool = False, **data: str | int | bool) -> Html:
    return el("button", words, type="button", class_="filter", aria_pressed="true" if pressed else "false", **data)


def _one_line(table: Table) -> str:
    """The headings in one line, for what is copied."""
    names = column_labels(table)
    heads = (
        name
        for side, columns in sides_of(table)
        for name in (*(label.heading for label in labels_of(table, side)), *(names[at] for at in columns))
    )
    return "\t".join(heads)


def _body(entry: Entry, shown: Table, column: int | None, *, descending: bool) -> Html:
    if not shown.rows:
        return el("p", texts.NO_ROWS, class_="empty")
    first = 0
    if column is not None:
        first = first_of_side(shown, column)
        shown = ordered(shown, column, descending=descending)
    names = column_labels(shown)

    def heading(at: int, words: str) -> Html:
        arrow = texts.ARROWS[descending] if first + at == column else None
        told = texts.SORT_BY.format(column=names[at])
        mark = el("span", arrow, aria_hidden="true") if arrow else None
        return el("button", words, mark, type="button", class_="sort", data_sort=first + at, title=told)

    def line(found: dict[int, int]) -> dict[str, str]:
        rows = {side: shown.rows[index] for side, index in found.items()}
        sides = range(max(rows) + 1)
        return {
            "data_levels": ",".join(str(rows[s].level) if s in rows and rows[s].code else "" for s in sides),
            "data_filled": ",".join("1" if s in rows and any(c.value for c in rows[s].cells) else "0" for s in sides),
        }

    plain = TableEvidence((), shown, _NONE, _NONE, frozenset(), ())
    title = shared.TABLE_REGION.format(title=entry.name)
    kind = "box grid" if column is None else "box grid flat"
    return el("div", grid(plain, heading=heading, line=line), class_=kind, tabindex=0, role="region", aria_label=title)


def _checks(entry: Entry) -> Html | None:
    """The balance identities of the table, those that fail first."""
    if not entry.checks:
        return None
    unit = entry.table.unit
    title = texts.CHECKS_IN.format(unit=unit) if unit else texts.CHECKS
    sorted_checks = sorted(entry.checks, key=lambda check: list(texts.OUTCOMES).index(check.outcome), reverse=True)
    items = (
        el("li", _check(check), class_="bad" if check.outcome is Outcome.FAILS else None) for check in sorted_checks
    )
    return el("section", el("h3", title), el("ul", *items), class_="identities")


def _check(check: Check) -> str:
    outcome, left, right = texts.OUTCOMES[check.outcome], grouped(check.left), grouped(check.right)
    return texts.CHECK.format(outcome=outcome, name=check.name, left=left, right=right)
