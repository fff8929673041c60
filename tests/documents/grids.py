"""A sheet in a layout: the rows of cells that are drawn, and the printed cell behind every figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from evals.generated.books import print_amount
from evals.generated.cells import PrintedCell
from evals.generated.sheets import Entry, Heading, Sheet, Side
from tests.documents.layouts import Layout
from tests.documents.paper import CELL_LEADING, PADDING, Cell, text_width, wrap_cell

FUNCTIONAL_LEVELS: Final = ("类", "款", "项")
BROKEN_AFTER: Final = 5
"""How many digits of a code have room in a column that breaks it."""

CODE_LENGTH: Final = 7

SLACK: Final = 4.0
LEAST_NAME: Final = 60.0
LEAST_FIGURE: Final = 34.0


@dataclass(frozen=True)
class Line:
    """One line of a table: a cell or None for every column, and what is printed in it (page 0)."""

    cells: tuple[Cell | None, ...]
    printed: tuple[PrintedCell, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table ready to be drawn, but not yet cut into pages."""

    widths: tuple[float, ...]
    header: tuple[tuple[Cell | None, ...], ...]
    lines: tuple[Line, ...]

    @property
    def blank(self) -> tuple[Cell | None, ...]:
        """A row with nothing in it."""
        return (Cell(),) * len(self.widths)


def make_grid(sheet: Sheet, layout: Layout, room: float) -> Grid:
    """The grid of a sheet, as wide as there is room."""
    lines = tuple(_lines(sheet, layout))
    return Grid(_widths(sheet, layout, lines, room), _header(sheet, layout), lines)


def line_height(cells: Sequence[Cell | None], widths: Sequence[float], layout: Layout) -> float:
    """How high a line without cells over several rows is drawn."""
    heights = [layout.row_height]
    for place, cell in enumerate(cells):
        if cell is not None:
            width = sum(widths[place : place + cell.columns])
            heights.append(len(wrap_cell(cell.text, width, layout.font_size)) * CELL_LEADING * layout.font_size)
    return max(heights[0], *(height + 2 * PADDING for height in heights[1:]))


# columns


def _code_columns(side: Side, layout: Layout) -> int:
    """How many columns the codes of a side take; economic codes always stand in one."""
    if not side.coded:
        return 0
    return 3 if layout.code_cells == "three" and not _economic(side) else 1


def _economic(side: Side) -> bool:
    return any(entry.code.startswith("3") for entry in side.entries)


def _numbered(sheet: Sheet, layout: Layout) -> bool:
    """Whether its lines have numbers (行次): only those of the summary forms do."""
    return layout.line_numbers and len(sheet.sides) > 1 and not sheet.sides[0].coded


def _labels(side: Side, layout: Layout, numbered: bool) -> list[Heading]:
    """The headings of what stands before the figures of a side."""
    if not side.named:
        return []
    if not side.coded:
        return [Heading("项目"), *([Heading("行次")] if numbered else [])]
    levels = FUNCTIONAL_LEVELS if _code_columns(side, layout) == len(FUNCTIONAL_LEVELS) else ()
    heading = "科目编码" if _economic(side) else layout.code_heading
    code = Heading(heading, tuple(map(Heading, levels)))
    return [Heading("项目", (code, Heading("科目名称")))]


def _label_columns(side: Side, layout: Layout, numbered: bool) -> int:
    return sum(1 for heading in _labels(side, layout, numbered) for _ in heading.leaves())


# header


def _header(sheet: Sheet, layout: Layout) -> tuple[tuple[Cell | None, ...], ...]:
    numbered = _numbered(sheet, layout)
    tops: list[Heading] = []
    for side in sheet.sides:
        heads = (*_labels(side, layout, numbered), *side.columns)
        tops += [Heading(side.heading, heads)] if side.heading else heads
    rows = _merged(tops, sum(1 for top in tops for _ in top.leaves()))
    if sheet.band:
        rows.insert(0, _covered([Cell(sheet.band, columns=len(rows[0]))]))
    if layout.column_numbers and not sheet.sums:
        rows.append(_column_numbers(sheet, layout))
    return tuple(tuple(row) for row in rows)


def _depth(heading: Heading) -> int:
    return 1 + max(map(_depth, heading.below), default=0)


def _merged(tops: Sequence[Heading], width: int) -> list[list[Cell | None]]:
    """Headings as rows of cells; one with nothing below it reaches down to the last row."""
    rows: list[list[Cell | None]] = [[None] * width for _ in range(max(map(_depth, tops)))]

    def place(headings: Iterable[Heading], row: int, column: int) -> None:
        for heading in headings:
            columns = sum(1 for _ in heading.leaves())
            rows[row][column] = Cell(heading.text, columns, 1 if heading.below else len(rows) - row)
            place(heading.below, row + 1, column)
            column += columns

    place(tops, 0, 0)
    return rows


def _column_numbers(sheet: Sheet, layout: Layout) -> list[Cell | None]:
    """The row 栏次: the columns of figures counted over all sides."""
    cells: list[Cell] = []
    number = 0
    for side in sheet.sides:
        if before := _label_columns(side, layout, _numbered(sheet, layout)):
            cells.append(Cell("栏次", columns=before))
        for _ in side.paths():
            number += 1
            cells.append(Cell(str(number)))
    return _covered(cells)


def _covered(cells: Iterable[Cell]) -> list[Cell | None]:
    """The cells with None where one covers more than its own column."""
    return [place for cell in cells for place in (cell, *(None,) * (cell.columns - 1))]


# body


def _lines(sheet: Sheet, layout: Layout) -> Iterator[Line]:
    for number, entries in enumerate(zip(*_levelled(sheet, layout), strict=True), 1):
        yield _line(sheet, layout, entries, number)
    if sheet.empty:
        for _ in range(layout.blank_rows):
            yield _line(sheet, layout, (Entry(),) * len(sheet.sides))
    if sheet.sums:
        yield _sums(sheet, layout)


def _levelled(sheet: Sheet, layout: Layout) -> list[list[Entry]]:
    """The entries of every side, filled up so that the sides are of one length and their feet level."""
    height = max(len(side.entries) for side in sheet.sides)
    levelled = []
    for side in sheet.sides:
        entries = list(side.entries)
        if sheet.form in layout.total_last and entries[0].name == "合计":
            entries.append(entries.pop(0))
        levelled.append([*entries, *[Entry()] * (height - len(entries)), *side.closing])
    return levelled


def _line(sheet: Sheet, layout: Layout, entries: Sequence[Entry], number: int = 0) -> Line:
    cells: list[Cell] = []
    printed: list[PrintedCell] = []
    height = max(len(side.entries) + len(side.closing) for side in sheet.sides)
    for place, (side, entry) in enumerate(zip(sheet.sides, entries, strict=True)):
        line = str(number + place * height) if _numbered(sheet, layout) and number else ""
        figures = [_figure(amount, layout) for amount in entry.amounts]
        cells += _label_cells(side, entry, [Cell(line)] if _numbered(sheet, layout) else [], layout)
        cells += [_figure_cell(figure, layout) for figure in figures or [""] * len(side.paths())]
        printed += [
            PrintedCell(sheet.form, 0, side.heading, line, entry.code, entry.name, "/".join(path), figure)
            for path, figure in zip(side.paths(), figures, strict=bool(figures))
        ]
    return Line(tuple(_covered(cells)), tuple(printed))


def _label_cells(side: Side, entry: Entry, line: list[Cell], layout: Layout) -> list[Cell]:
    """What stands before the figures: code, name, and 行次 where there is one."""
    if not side.named:
        return []
    alike = {ord(char): look for char, look in layout.lookalikes.items()}
    name = Cell(entry.label.translate(alike), align="left")
    if not side.coded:
        return [name, *line]
    columns = _code_columns(side, layout)
    if entry.name and not entry.code:
        return [Cell(entry.label, columns=columns + 1)]
    if columns == len(FUNCTIONAL_LEVELS):
        return [*(Cell(part) for part in (entry.code[:3], entry.code[3:5], entry.code[5:])), name]
    return [Cell(entry.code, align="left"), name]


def _figure(amount: int, layout: Layout) -> str:
    return print_amount(amount, layout.unit, layout.separators) if amount else layout.zero


def _figure_cell(figure: str, layout: Layout) -> Cell:
    return Cell(figure + layout.behind_figures, align="right")


def _sums(sheet: Sheet, layout: Layout) -> Line:
    """The last row, which adds up one side or several."""
    cells: list[Cell] = []
    printed: list[PrintedCell] = []
    sides = list(sheet.sides)
    for entry, count in sheet.sums:
        taken, sides = sides[:count], sides[count:]
        columns = sum(_label_columns(side, layout, False) + len(side.paths()) for side in taken)
        figure = _figure(entry.amounts[0], layout)
        cells += [Cell(entry.label, columns=columns - 1), _figure_cell(figure, layout)]
        column = "/".join(taken[-1].paths()[-1])
        printed.append(PrintedCell(sheet.form, 0, taken[0].heading, "", "", entry.name, column, figure))
    return Line(tuple(_covered(cells)), tuple(printed))


# widths


def _widths(sheet: Sheet, layout: Layout, lines: Sequence[Line], room: float) -> tuple[float, ...]:
    """Figures as wide as the widest of their column, names as wide as is left; spare room shared out."""
    kinds = list(_kinds(sheet, layout))
    wanted = [_wanted(kind, place, layout, lines) for place, kind in enumerate(kinds)]
    names = [place for place, kind in enumerate(kinds) if kind == "name"]
    over = sum(wanted) - room
    if over > 0 and names:
        for place in names:
            wanted[place] = max(LEAST_NAME, wanted[place] - over / len(names))
    growing = [place for place, kind in enumerate(kinds) if kind == "figure"]
    spare = max(0.0, room - sum(wanted)) / len(growing)
    return tuple(width + (spare if place in growing else 0) for place, width in enumerate(wanted))


def _kinds(sheet: Sheet, layout: Layout) -> Iterator[str]:
    for side in sheet.sides:
        yield from ["code"] * _code_columns(side, layout)
        if side.named:
            yield "name"
        if _numbered(sheet, layout):
            yield "line"
        yield from ["figure"] * len(side.paths())


def _wanted(kind: str, place: int, layout: Layout, lines: Sequence[Line]) -> float:
    size = layout.font_size
    texts = [cell.text for line in lines if (cell := line.cells[place]) is not None and cell.columns == 1]
    widest = max((text_width(text, size) for text in texts), default=0.0) + 2 * PADDING + SLACK
    match kind:
        case "code" if layout.code_cells == "broken":
            return text_width("0" * BROKEN_AFTER, size) + 2 * PADDING + 1
        case "code" if layout.code_cells == "one":
            return max(widest, text_width("0" * CODE_LENGTH, size) + 2 * PADDING + SLACK)
        case "code" | "line":
            return max(widest, text_width("00", size) + 4 * PADDING)
        case "name":
            return max(LEAST_NAME, min(widest, layout.name_width))
        case _:
            return max(LEAST_FIGURE, widest)
