"""A parsed table as an HTML table, as it stands on paper, with the cited cells marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from ingest.report import Row, Table
from qa.evidence import TableEvidence
from qa.page import texts
from qa.page.markup import Child, Html, el


class Label(NamedTuple):
    """A column that says what a row is: its class in the page, its element, its words, what stands in it."""

    kind: str
    element: str
    heading: str
    of: Callable[[Row], str]


_LABELS: Final = (
    Label("code", "td", texts.CODE, lambda row: row.code),
    Label("name", "th", texts.ITEM, lambda row: row.label),
    Label("line", "td", texts.LINE_NUMBER, lambda row: row.line_number),
)


LONG: Final = 16
"""A cell with more characters holds words, and no figure."""

Line = dict[int, int]
"""What stands beside one another: side to index of the row."""


def grid(
    evidence: TableEvidence,
    *,
    heading: Callable[[int, str], Child] = lambda _, words: words,
    line: Callable[[Line], dict[str, str]] = lambda _: {},
) -> Html:
    """The table as printed: its sides beside one another, cited rows, columns and cells marked.

    `heading` gives what stands above a column (its index and its words), `line` attributes of a printed line.
    """
    table = evidence.table
    sides = [_Side(evidence, side, heading) for side, _ in sides_of(table)]
    depth = max(len(column.path) for column in table.columns)
    head = (el("tr", *(cell for side in sides for cell in side.headings(level, depth))) for level in range(depth))
    body = (el("tr", *(cell for side in sides for cell in side.cells(at)), **line(at)) for at in lines(table.rows))
    return el("table", el("thead", *head), el("tbody", *body), class_="sides" if len(sides) > 1 else "one")


def sides_of(table: Table) -> list[tuple[int, list[int]]]:
    """The sides of a table, each with the indexes of its columns."""
    numbers = sorted({column.side for column in table.columns})
    return [(number, [i for i, column in enumerate(table.columns) if column.side == number]) for number in numbers]


def labels_of(table: Table, side: int) -> list[Label]:
    """The columns of a side that say what its rows are."""
    rows = [row for row in table.rows if row.side == side]
    return [label for label in _LABELS if any(label.of(row) for row in rows)]


def lines(rows: Sequence[Row]) -> list[Line]:
    """The rows as they stand beside one another on paper."""
    found: list[Line] = []
    for index, row in enumerate(rows):
        if not found or row.side <= max(found[-1]):
            found.append({})
        found[-1][row.side] = index
    return found


class _Side:
    """One side of a table: the columns that say what a row is, and the columns of figures."""

    def __init__(self, evidence: TableEvidence, number: int, words: Callable[[int, str], Child]) -> None:
        self._evidence = evidence
        self._number = number
        self._table = evidence.table
        self._columns = dict(sides_of(self._table))[number]
        self._labels = labels_of(self._table, number)
        self._words = words

    def headings(self, level: int, depth: int) -> list[Html]:
        """The heading cells of one level, of `depth` levels."""
        cells: list[Html] = []
        if level == 0:
            cells += self._edge(depth)
            cells += [el("th", label.heading, class_=label.kind, rowspan=depth, scope="col") for label in self._labels]
        for path, group in groupby(self._columns, key=lambda i: self._table.columns[i].path[: level + 1]):
            if len(path) > level:
                cells.append(self._heading(list(group), level, depth))
        return cells

    def _heading(self, group: Sequence[int], level: int, depth: int) -> Html:
        path = self._table.columns[group[0]].path
        lowest = len(path) == level + 1
        kind = _classes("n" if lowest else "group", on=lowest and bool(set(group) & self._evidence.columns))
        down = depth - level if lowest else 1
        words = self._words(group[0], path[level]) if lowest else path[level]
        return el("th", words, class_=kind, colspan=len(group), rowspan=down, scope="col")

    def cells(self, line: Line) -> list[Html]:
        """The cells of a printed line; blank ones where this side has no row on it."""
        index = line.get(self._number)
        if index is None:
            return [*self._edge(1), *[el("td")] * (len(self._labels) + len(self._columns))]
        row = self._table.rows[index]
        cited = index in self._evidence.rows
        cells = self._edge(1)
        for label in self._labels:
            level = f"level-{row.level}" if label.kind == "name" else ""
            scope = "row" if label.element == "th" else None
            cells.append(el(label.element, label.of(row), class_=_classes(label.kind, level, on=cited), scope=scope))
        printed = {cell.column: cell.printed for cell in row.cells}
        return cells + [self._figure(index, i, printed.get(at, "")) for at, i in enumerate(self._columns)]

    def _figure(self, row: int, column: int, printed: str) -> Html:
        if (row, column) in self._evidence.cells:
            return el("td", el("mark", printed or texts.BLANK), class_="n hit")
        beside = column in self._evidence.columns
        return el(
            "td", printed, class_=_classes("n", long=len(printed) > LONG, on=row in self._evidence.rows, beside=beside)
        )

    def _edge(self, rows: int) -> list[Html]:
        """What parts this side from the one before it."""
        return [el("td", class_="edge", rowspan=rows, aria_hidden="true")] if self._number else []


def _classes(*names: str, **flags: bool) -> str:
    return " ".join([*filter(None, names), *(name for name, on in flags.items() if on)])
