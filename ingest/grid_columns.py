"""The columns of a printed grid, matched with those of a form.

What a column is follows from all headings above it. A column is the form's where its lowest heading and
those that the form has above it are printed there, and nothing else but words that say no more than the
title does; a grid with a figure column that is none of the form's is not the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ingest.document import Grid, GridCell
from ingest.forms import HEADER_WORDS, SPANNERS, TOTAL_ROWS, Form, Head, Side, header_key

MAX_HEADER: Final = 6
"""Headers are no deeper, in rows."""

_CODE: Final = re.compile(r"(?:(?:支出|部门预算|政府预算)?(?:功能|经济)?(?:分类)?(?:科目)?(?:编码|代码))|类|款|项")
_NAME: Final = re.compile(
    r"(?:(?:支出|部门预算|政府预算)?(?:功能|经济)?(?:分类)?(?:科目)?名称)|项目|项目名称|科目|项目（按?(?:功能|经济)分类）"
)
_BESIDE: Final = re.compile(r"行次|序号|备注")
_FIGURES: Final = re.compile(r"[\d.,，．]+")


class Role(Enum):
    """What the cells of a column hold."""

    CODE = auto()
    NAME = auto()
    LINE_NUMBER = auto()
    IGNORED = auto()
    FIGURE = auto()


@dataclass(frozen=True)
class GridColumn:
    """A column: its role, the side that it belongs to, and, for figures, the form's headings and those printed."""

    role: Role
    side: int
    path: tuple[Head, ...] = ()
    printed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """How many rows of a grid are its header, and what its columns are."""

    rows: int
    columns: tuple[GridColumn, ...]
    sides: tuple[Side, ...]

    def places(self, side: int, role: Role) -> list[int]:
        """Which columns of a side hold what."""
        return [i for i, column in enumerate(self.columns) if (column.side, column.role) == (side, role)]


class Cells:
    """A grid's cells by the place that they cover, with their texts."""

    def __init__(self, grid: Grid, text: str) -> None:
        self.grid = grid
        self._text = text
        self._at = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place, None where the grid has a gap."""
        return self._at.get((row, column))

    def text(self, cell: GridCell | None) -> str:
        """What a cell prints."""
        return self._text[cell.start : cell.end] if cell else ""

    def row(self, row: int) -> list[GridCell]:
        """The cells of a row from left to right, each once, those that began above included."""
        found = (self.at(row, column) for column in range(self.grid.width))
        return list(dict.fromkeys(cell for cell in found if cell))


def read_header(cells: Cells, form: Form) -> Header | None:
    """The grid's header as one of the form's layouts, the fullest that fits; None where none does."""
    for depth in range(1, min(MAX_HEADER, cells.grid.height) + 1):
        roles = _roles(cells, depth)
        if roles is None:
            continue
        for sides in form.variants:
            if columns := _matched(roles, sides, form):
                return Header(_with_numbers(cells, depth), columns, sides)
    return None


def _roles(cells: Cells, depth: int) -> list[tuple[Role, int, tuple[str, ...]]] | None:
    """Each column's role, side and headings, if its header were so many rows deep.

    A side begins at a column of codes or names behind one of figures.
    """
    headings = [headings_above(cells, column, depth) for column in range(cells.grid.width)]
    cut = any(cell.row < depth < cell.row + cell.rows for cell in cells.grid.cells)
    if cut or not all(headings):
        return None
    found: list[tuple[Role, int, tuple[str, ...]]] = []
    side = 0
    for column, texts in enumerate(headings):
        role = _role(texts)
        if role is Role.NAME and _is_coded(cells, column, depth):
            role = Role.CODE
        labels = (Role.CODE, Role.NAME)
        if role in labels and any(r is Role.FIGURE and s == side for r, s, _ in found):
            side += 1
        found.append((role, side, texts))
    return found


def headings_above(cells: Cells, column: int, depth: int) -> tuple[str, ...]:
    """What is printed above a column in the first rows, from the top, merged cells once."""
    above = dict.fromkeys(cells.at(row, column) for row in range(depth))
    return tuple(key for cell in above if (key := header_key(cells.text(cell))))


def _role(texts: Sequence[str]) -> Role:
    """By the lowest heading; below the one of the names the row 合计 may stand as part of the header."""
    heading = texts[-1]
    if heading in TOTAL_ROWS and len(texts) > 1 and (_CODE.fullmatch(texts[-2]) or _NAME.fullmatch(texts[-2])):
        heading = texts[-2]
    if _CODE.fullmatch(heading):
        return Role.CODE
    if _NAME.fullmatch(heading):
        return Role.NAME
    if _BESIDE.fullmatch(heading):
        return Role.LINE_NUMBER if heading == "行次" else Role.IGNORED
    return Role.FIGURE


def _is_coded(cells: Cells, column: int, depth: int) -> bool:
    """Whether a column under a heading that it shares with the next one holds codes."""
    shared = cells.at(depth - 1, column)
    if shared is None or column == shared.column + shared.columns - 1:
        return False
    below = (cells.at(row, column) for row in range(depth, cells.grid.height))
    texts = [cells.text(cell).strip() for cell in below if cell and cell.columns == 1]
    return any(texts) and all(text.isdecimal() for text in texts if text)


def _matched(
    roles: Sequence[tuple[Role, int, tuple[str, ...]]], sides: Sequence[Side], form: Form
) -> tuple[GridColumn, ...] | None:
    """The columns with the headings of a layout, None where one does not fit or two are the same."""
    if roles[-1][1] + 1 != len(sides):
        return None
    columns: list[GridColumn] = []
    for role, side, texts in roles:
        path = _path(texts, sides[side], form) if role is Role.FIGURE else ((), ())
        if path is None:
            return None
        columns.append(GridColumn(role, side, *path))
    figures = [(column.side, column.path) for column in columns if column.role is Role.FIGURE]
    told = all(any(side == i for side, _ in figures) for i in range(len(sides)))
    return tuple(columns) if told and len(set(figures)) == len(figures) else None


def _path(texts: Sequence[str], side: Side, form: Form) -> tuple[tuple[Head, ...], tuple[str, ...]] | None:
    """The headings of the side that these texts print, and as they print them."""
    for head in side.columns:
        for path in head.leaves():
            if (printed := _prints(texts, path)) and not _says_more(texts, (*printed, side.heading), form):
                return path, printed
    return None


def _prints(texts: Sequence[str], path: Sequence[Head]) -> tuple[str, ...] | None:
    """What is printed for each heading of the path; None unless all are, in order, the last one lowest."""
    printed: list[str] = []
    rest = list(texts)
    for head in path:
        names = {header_key(name): name for name in head.names}
        found = next((i for i, text in enumerate(rest) if text in names), None)
        if found is None:
            return None
        printed.append(names[rest[found]])
        rest = rest[found + 1 :]
    return tuple(printed) if not rest else None


def _says_more(texts: Sequence[str], printed: Sequence[str], form: Form) -> bool:
    """Whether the texts say more than these headings and the form's title do."""
    known = {*map(header_key, printed), *SPANNERS, *HEADER_WORDS}
    titles = [header_key(title) for title in form.titles]
    return any(text not in known and not any(text in title for title in titles) for text in texts)


def _with_numbers(cells: Cells, depth: int) -> int:
    """The header's depth with the row of column numbers (栏次) that may follow it."""
    while depth < cells.grid.height and _is_numbers(cells, depth):
        depth += 1
    return depth


def _is_numbers(cells: Cells, row: int) -> bool:
    texts = [text for cell in cells.row(row) if (text := header_key(cells.text(cell)))]
    numbers = [int(text) for text in texts if text.isdecimal()]
    words = [text for text in texts if not _FIGURES.fullmatch(text)]
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return bool(texts) and all(word in ("栏次", "**") for word in words) and (counted or bool(words)) and len(texts) > 1
