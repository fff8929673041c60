"""Draws test PDFs the way Chinese reports are printed: wrapped prose, ruled tables, footers.

A thin layer over reportlab. Lengths are points, and `top` counts downwards from the top of the page as it
is read. The font is a CID font that every PDF reader knows, so no font file is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT: Final = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

ASCENT: Final = 0.88
"""Where the baseline of a line is, below its top; a share of the font's size."""

DOUBLING: Final = 0.2
"""How far the second print of a doubled glyph is from the first."""

PADDING: Final = 2.5
"""Between a cell's rules and its text."""

CELL_LEADING: Final = 1.25
"""From line to line inside a cell; a share of the font's size."""

RULE: Final = 0.5
"""Thickness of a table's rules."""

FOOTER_GAP: Final = 45.0
HEADER_GAP: Final = 32.0

NO_START: Final = frozenset("，。、；：？！）》」』】〕”’％%,.;:?!)")
"""What does not begin a line."""

NO_END: Final = frozenset("（《「『【〔“‘(")
"""What does not end a line."""

_UNIT: Final = re.compile(r"[0-9A-Za-z.,%+\-]+|.", re.DOTALL)
"""What is not broken over lines of prose: a number or a word, else one character."""

NUMERIC: Final = "0123456789.,%"
"""What sits lower than the rest where a page prints it so."""

_RUN: Final = re.compile(rf"[{NUMERIC}]+|[^{NUMERIC}]+")

Align = Literal["left", "center", "right"]
Rules = Literal["all", "rects", "boxes", "horizontal", "none"]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table, and how many columns and rows it covers. `\\n` breaks its text."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Align = "center"


Rows = Sequence[Sequence[Cell | None]]
"""A table: None where a cell from the left or from above covers the place."""


class Paper:
    """A PDF being drawn; a context manager that writes the file at its end."""

    def __init__(self, path: Path, *, size: tuple[float, float] = A4) -> None:
        self._canvas = Canvas(str(path), pagesize=size, invariant=1)
        self._size = size
        self._begun = False
        self.width, self.height = size
        self.pages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._canvas.save()

    def page(self, *, landscape: bool = False, turned: int = 0, rotate: int = 0) -> None:
        """Begins a page.

        `landscape` is a wide page. `turned` 90 (or 270) draws sideways on an upright page: glyphs read from
        the bottom up (or from the top down). `rotate` 90 does so too and sets the PDF's /Rotate, so that
        the page is shown wide and its text upright. `width` and `height` are as the drawing sees them.
        """
        canvas = self._canvas
        if self._begun:
            canvas.showPage()
        self._begun = True
        self.pages += 1
        wide, high = self._size[::-1] if landscape else self._size
        # reportlab wants the size as shown, and swaps it where the page is rotated.
        canvas.setPageSize((high, wide) if rotate in (90, 270) else (wide, high))
        canvas.setPageRotation(rotate)
        canvas.setLineWidth(RULE)
        turn = turned or rotate
        _turn(canvas, turn, wide, high)
        self.width, self.height = (high, wide) if turn in (90, 270) else (wide, high)

    def wrap(self, text: str, width: float, size: float, indent: int = 2) -> list[str]:
        """The lines that a paragraph is printed in."""
        return wrap_prose(text, width, size, indent)

    def text(
        self,
        left: float,
        top: float,
        text: str,
        size: float = 12,
        lowered: float = 0.0,
        align: Align = "left",
        *,
        doubled: bool = False,
    ) -> None:
        """Draws one line. `left` is where it begins, has its middle or ends, as `align` says.

        `lowered` puts ASCII digits and `.,%` that far below the other characters; `doubled` prints every
        glyph twice, as some programs make bold.
        """
        left -= {"left": 0.0, "center": 0.5, "right": 1.0}[align] * text_width(text, size)
        base = self.height - top - ASCENT * size
        self._canvas.setFont(FONT, size)
        for run in _RUN.findall(text):
            drop = lowered if run[0] in NUMERIC else 0.0
            for shift in (0.0, DOUBLING) if doubled else (0.0,):
                self._canvas.drawString(left + shift, base - drop, run)
            left += text_width(run, size)

    def prose(
        self,
        left: float,
        top: float,
        width: float,
        text: str,
        size: float = 12,
        leading: float = 24,
        *,
        indent: int = 2,
        lowered: float = 0.0,
        bottom: float | None = None,
        turn: Callable[[], float] | None = None,
    ) -> float:
        """Draws one paragraph in full lines, its first line indented by `indent` characters.

        Returns the top of the line after it. Where a line would pass `bottom`, `turn` is called: it begins
        a page and returns the top to go on from.
        """
        for number, line in enumerate(wrap_prose(text, width, size, indent)):
            if bottom is not None and turn and top + leading > bottom:
                top = turn()
            self.text(left + (0 if number else indent * size), top, line, size, lowered)
            top += leading
        return top

    def table(
        self,
        left: float,
        top: float,
        widths: Sequence[float],
        rows: Rows,
        *,
        size: float = 9,
        rules: Rules = "all",
        row_height: float = 0.0,
        lowered: float = 0.0,
    ) -> float:
        """Draws a table with merged cells; returns its bottom.

        A row is as high as its tallest cell, and `row_height` at least. `rules`: line segments round every
        cell ("all"), the same as thin filled rectangles ("rects"), one stroked rectangle a cell ("boxes"),
        only the level lines ("horizontal"), or "none". Raises ValueError where cells overlap or leave a gap.
        """
        _check_spans(widths, rows)
        xs = _edges(left, widths)
        ys = _edges(top, _row_heights(widths, rows, size, row_height))
        boxes = [
            (cell, (xs[column], ys[row], xs[column + cell.columns], ys[row + cell.rows]))
            for row, column, cell in _placed(rows)
        ]
        self._rule([box for _, box in boxes], rules)
        for cell, box in boxes:
            self._fill(cell, box, size, lowered)
        return ys[-1]

    def footer(self, number: int, style: str = "— {} —") -> None:
        """Prints the page's number at its foot, as `style` has it: "{}", "第 {} 页 共 20 页"."""
        self.text(self.width / 2, self.height - FOOTER_GAP, style.format(number), 10.5, align="center")

    def header(self, text: str) -> None:
        """Prints a running head."""
        self.text(self.width / 2, HEADER_GAP, text, 9, align="center")

    def _fill(self, cell: Cell, box: Box, size: float, lowered: float) -> None:
        left, top, right, bottom = box
        lines = wrap_cell(cell.text, right - left, size)
        leading = CELL_LEADING * size
        first = (top + bottom - leading * len(lines)) / 2 + (leading - size) / 2
        at = {"left": left + PADDING, "center": (left + right) / 2, "right": right - PADDING}[cell.align]
        for number, line in enumerate(lines):
            self.text(at, first + number * leading, line, size, lowered, cell.align)

    def _rule(self, boxes: Sequence[Box], rules: Rules) -> None:
        if rules == "boxes":
            for left, top, right, bottom in boxes:
                self._canvas.rect(left, self.height - bottom, right - left, bottom - top)
            return
        for left, top, right, bottom in _segments(boxes):
            level = top == bottom
            if rules == "all" or (rules == "horizontal" and level):
                self._canvas.line(left, self.height - top, right, self.height - bottom)
            elif rules == "rects":
                wide, high = (right - left, RULE) if level else (RULE, bottom - top)
                self._canvas.rect(left, self.height - bottom - (RULE if level else 0), wide, high, stroke=0, fill=1)


def text_width(text: str, size: float) -> float:
    """How wide one line is."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def wrap_prose(text: str, width: float, size: float, indent: int = 2) -> list[str]:
    """The lines of a paragraph: full, but no number is broken and no closing mark begins a line."""
    lines: list[str] = []
    units = _UNIT.findall(text)
    while units:
        room = width - (0 if lines else indent * size)
        taken = _units_that_fit(units, room, size)
        lines.append("".join(units[:taken]).rstrip())
        units = units[taken:]
    return lines or [""]


def wrap_cell(text: str, width: float, size: float) -> list[str]:
    """The lines of a cell's text in a box of that width. A number is broken only where it alone is too wide."""
    room = width - 2 * PADDING
    lines = []
    for part in text.split("\n"):
        line = ""
        for unit in _UNIT.findall(part):
            for piece in [unit] if text_width(unit, size) <= room else unit:
                if line and text_width(line + piece, size) > room:
                    lines.append(line)
                    line = ""
                line += piece
        lines.append(line)
    return lines


def grid(text: str) -> list[list[Cell | None]]:
    """Rows of cells from a drawing of them: a line a row, `|` between cells.

    `<` is covered by the cell on its left, `^` by the one above it.
    """
    marks = [[mark.strip() for mark in line.split("|")] for line in text.strip().splitlines()]
    columns = list(zip(*marks, strict=True))
    return [
        [
            None
            if mark in ("<", "^")
            else Cell(mark, 1 + _run_of("<", row[j + 1 :]), 1 + _run_of("^", columns[j][i + 1 :]))
            for j, mark in enumerate(row)
        ]
        for i, row in enumerate(marks)
    ]


def _run_of(mark: str, marks: Sequence[str]) -> int:
    """How many times the mark stands at the beginning."""
    return len(list(takewhile(mark.__eq__, marks)))


def _units_that_fit(units: Sequence[str], room: float, size: float) -> int:
    """How many units make one line: as many as have room, fewer where the line would break badly."""
    used, fit = 0.0, 0
    for unit in units:
        used += text_width(unit, size)
        if used > room:
            break
        fit += 1
    taken = max(fit, 1)
    while 1 < taken < len(units) and (units[taken] in NO_START or units[taken - 1] in NO_END):
        taken -= 1
    return taken


def _turn(canvas: Canvas, degrees: int, wide: float, high: float) -> None:
    """Turns what follows by a quarter, so that it still begins at the left bottom of what is read."""
    if degrees == 90:
        canvas.translate(wide, 0)
        canvas.rotate(90)
    elif degrees == 270:
        canvas.translate(0, high)
        canvas.rotate(-90)
    elif degrees:
        raise ValueError(f"a page is turned by 0, 90 or 270, not by {degrees}")


def _edges(first: float, steps: Sequence[float]) -> list[float]:
    edges = [first]
    for step in steps:
        edges.append(edges[-1] + step)
    return edges


def _placed(rows: Rows) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with the row and the column of its first place."""
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                yield row, column, cell


def _check_spans(widths: Sequence[float], rows: Rows) -> None:
    covered: dict[tuple[int, int], Cell] = {}
    for row, column, cell in _placed(rows):
        for place in ((row + i, column + j) for i in range(cell.rows) for j in range(cell.columns)):
            if place in covered:
                raise ValueError(f"{cell} and {covered[place]} overlap at row and column {place}")
            covered[place] = cell
    wanted = {(row, column) for row in range(len(rows)) for column in range(len(widths))}
    if odd := wanted ^ covered.keys():
        raise ValueError(f"no cell, or no room for one, at row and column {min(odd)}")


def _row_heights(widths: Sequence[float], rows: Rows, size: float, least: float) -> list[float]:
    """Each row by the tallest cell that ends in it; cells over several rows last."""
    heights = [least] * len(rows)
    for row, column, cell in sorted(_placed(rows), key=lambda placed: placed[2].rows):
        wide = sum(widths[column : column + cell.columns])
        needed = len(wrap_cell(cell.text, wide, size)) * CELL_LEADING * size + 2 * PADDING
        last = row + cell.rows - 1
        heights[last] = max(heights[last], needed - sum(heights[row:last]))
    return heights


def _segments(boxes: Sequence[Box]) -> list[Box]:
    """The edges of all boxes, each once; an edge along several smaller boxes is there as a whole too."""
    edges: dict[Box, None] = {}
    for left, top, right, bottom in boxes:
        for edge in (
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, top, left, bottom),
            (right, top, right, bottom),
        ):
            edges[edge] = None
    return list(edges)
