"""The header of a table without rules: which heading stands over which columns.

A heading that has others below it covers the columns that it stands in the middle of. Headings are taken to
be centred in their cells, as they are printed nearly everywhere; where that does not fit, there is no header.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from ingest.readers.glyphs import Glyph
from ingest.readers.segments import Segment, is_spread, pieces

LEADING: Final = 1.45
"""Lines of one heading are no further apart, from middle to middle in sizes of the type."""

CENTRED: Final = 0.75
"""So far from each other, in sizes of the type, the centres of a heading's lines may be."""

LOWER: Final = 0.45
"""A heading's cell begins so much lower, in sizes of the type, than the middle of one that covers it."""

LEVEL: Final = 0.6
"""Headings no further apart in height, in sizes of the type, are of one level."""

PADDING: Final = 5.0
"""What is commonly between a cell's edge and its text, in points."""

OFF_CENTRE: Final = 14.0
"""A heading is no further, in points, from the middle of the columns that it covers. Half of a narrow column."""

UNCLEAR: Final = 3.0
"""Two ways to divide columns between headings of which none is better by so many points are not clear."""

MAX_SPANNERS: Final = 6
"""No more headings share the columns of one level."""


@dataclass(frozen=True)
class Heading:
    """A heading of one line or several, and its box in points."""

    lines: tuple[Segment, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(line.right for line in self.lines)

    @property
    def centre(self) -> float:
        """Half its width."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.lines[0].top + self.lines[-1].bottom) / 2

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.lines[0].size

    @property
    def glyphs(self) -> list[Glyph]:
        """Its characters."""
        return [glyph for line in self.lines for glyph in line.glyphs]


@dataclass(frozen=True)
class Column:
    """A column by what stands in it: its left and right, and whether that is figures, whose right edges agree.

    `blank` is one with nothing but a heading; `begins`: its left is where its names begin.
    """

    left: float
    right: float
    figures: bool
    blank: bool = False
    begins: bool = True


@dataclass(frozen=True)
class HeaderCell:
    """A heading by the row of the header and the column where it begins, and how many of each it covers."""

    heading: Heading
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class AlignedHeader:
    """The columns, blank ones included, and the headings over them. `merged` are columns that are one."""

    columns: tuple[Column, ...]
    cells: tuple[HeaderCell, ...]

    @property
    def depth(self) -> int:
        """How many rows of cells it has."""
        return max(cell.row + cell.rows for cell in self.cells)


Run = tuple[Heading, int, int]
"""A heading, the first unit that it covers, and the one after the last."""


@dataclass
class _Unit:
    """A heading without others below it, and the columns under it: one, or several of names that share it."""

    leaf: Heading
    columns: list[Column]
    left: float | None = None
    right: float | None = None


def headings_of(glyphs: Iterable[Glyph]) -> list[Heading]:
    """The headings that the characters of a header print, wrapped ones whole."""
    found: list[list[Segment]] = []
    for piece in sorted(_spread_whole(pieces(glyphs)), key=lambda piece: piece.middle):
        above = next((lines for lines in found if _goes_on(lines[-1], piece)), None)
        if above is None:
            found.append([piece])
        else:
            above.append(piece)
    return [Heading(tuple(lines)) for lines in found]


def _spread_whole(parts: Sequence[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for part in sorted(parts, key=lambda part: part.left):
        before = next((s for s in joined if abs(s.middle - part.middle) < 1 and is_spread(s, part)), None)
        if before is None:
            joined.append(part)
        else:
            joined[joined.index(before)] = Segment.of((*before.glyphs, *part.glyphs))
    return joined


def _goes_on(line: Segment, piece: Segment) -> bool:
    """Whether a piece is the next line of the heading that a line is of."""
    size = max(line.size, piece.size)
    below = LEVEL * size < piece.middle - line.middle < LEADING * size
    return below and abs(piece.centre - line.centre) < CENTRED * size


def read_headings(columns: Sequence[Column], headings: Sequence[Heading], bottom: float) -> AlignedHeader | None:
    """The header over columns of a table that begins at `bottom`, None where it is not clear."""
    lowest = sorted((h for h in headings if not _has_below(h, headings)), key=lambda heading: heading.centre)
    over = [h for h in headings if h not in lowest]
    inside = [h for h, *beside in zip(lowest[1:], lowest, lowest[2:], strict=False) if _is_over_both(h, beside, bottom)]
    for between in (inside, []):
        leaves = [leaf for leaf in lowest if leaf not in between]
        units = _units(columns, leaves, inside)
        if units and (header := _read(units, [*over, *between], bottom)):
            return header
    return None


def _read(units: Sequence[_Unit], spanners: Sequence[Heading], bottom: float) -> AlignedHeader | None:
    """The header of these columns, if these are the headings with others below them."""
    columns = [column for unit in units for column in unit.columns]
    if any(a.right > b.left for a, b in pairwise(columns)):
        return None
    _measure(units)
    runs = _runs(units, spanners, bottom)
    cells = None if runs is None else _cells(units, runs)
    return None if cells is None else AlignedHeader(tuple(columns), tuple(cells))


def _is_over_both(heading: Heading, beside: Sequence[Heading], bottom: float) -> bool:
    """Whether the headings on both sides of one stand lower: then it may cover them, and be over no column itself."""
    return all(_is_under(other, heading, bottom, LOWER) for other in beside)


def _has_below(heading: Heading, headings: Sequence[Heading]) -> bool:
    """Whether another heading stands below it, at least in part."""
    return any(
        other.middle - heading.middle > 2 * LOWER * heading.size
        and other.left < heading.right
        and heading.left < other.right
        for other in headings
    )


def _units(columns: Sequence[Column], leaves: Sequence[Heading], inside: Sequence[Heading]) -> list[_Unit] | None:
    """The columns by the headings over them, blank ones included.

    None where one has no heading, where two of figures share one, or where a heading that may cover others
    (`inside`) would be over a blank column.
    """
    units: list[_Unit] = []
    centres = [leaf.centre for leaf in leaves]
    for column in columns:
        place = _place(column, centres)
        if not 0 <= place < len(leaves):
            return None
        if not units or units[-1].leaf is not leaves[place]:
            units.append(_Unit(leaves[place], []))
        units[-1].columns.append(column)
    used = [unit.leaf for unit in units]
    blank = [leaf for leaf in leaves if leaf not in used]
    shared = any(len(unit.columns) > 1 and any(c.figures for c in unit.columns) for unit in units)
    if shared or len({id(leaf) for leaf in used}) < len(used) or any(leaf in inside for leaf in blank):
        return None
    units += [_Unit(leaf, [Column(leaf.left, leaf.right, True, blank=True)]) for leaf in blank]
    return sorted(units, key=lambda unit: unit.leaf.centre)


def _place(column: Column, centres: Sequence[float]) -> int:
    """Which heading is a column's: figures end behind its centre, names begin before it."""
    if column.figures:
        return bisect_right(centres, column.right + 1) - 1
    return bisect_right(centres, column.left - 1)


def _is_under(leaf: Heading, spanner: Heading, bottom: float, margin: float = 0.0) -> bool:
    """Whether a lowest heading's cell, in whose middle it stands, begins below the middle of another's."""
    return 2 * leaf.middle - bottom > spanner.middle + margin * spanner.size


def _measure(units: Sequence[_Unit]) -> None:
    """Estimates the edges of the units' cells from what stands at one side and the heading in the middle."""
    for unit in units:
        first, last = unit.columns[0], unit.columns[-1]
        if first.blank:
            continue
        if last.figures:
            unit.right = last.right + PADDING
            unit.left = min(2 * unit.leaf.centre - unit.right, unit.leaf.left)
        elif first.begins:
            unit.left = first.left - PADDING
            unit.right = max(2 * unit.leaf.centre - unit.left, unit.leaf.right)
    for before, unit in pairwise(units):
        known = [edge for edge in (before.right, unit.left) if edge is not None]
        edge = sum(known) / len(known) if known else (before.leaf.right + unit.leaf.left) / 2
        before.right = unit.left = edge
    start, end = units[0], units[-1]
    if start.left is None and start.right is not None:
        start.left = 2 * start.leaf.centre - start.right
    if end.right is None and end.left is not None:
        end.right = 2 * end.leaf.centre - end.left


def _centre(units: Sequence[_Unit]) -> float:
    """The middle of the cells of some units."""
    left = units[0].leaf.left if units[0].left is None else units[0].left
    right = units[-1].leaf.right if units[-1].right is None else units[-1].right
    return (left + right) / 2


def _runs(units: Sequence[_Unit], spanners: Iterable[Heading], bottom: float) -> list[Run] | None:
    """What each covering heading covers, from the top down; None where it is not clear."""
    runs: list[Run] = []
    for level in _levels(spanners):
        placed = 0
        for start, end in _stretches(units, level, bottom):
            own = [spanner for spanner in level if _is_over(spanner, units[start:end])]
            placed += len(own)
            shared = _shared(units, start, end, own) if own else []
            if shared is None:
                return None
            runs += shared
        if placed < len(level):
            return None
    return runs


def _is_over(spanner: Heading, units: Sequence[_Unit]) -> bool:
    """Whether a heading's centre is above some units."""
    left, right = units[0].left, units[-1].right
    return (left is None or spanner.centre > left) and (right is None or spanner.centre < right)


def _levels(spanners: Iterable[Heading]) -> list[list[Heading]]:
    """Covering headings of one height together, from the top down, each level from left to right."""
    levels: list[list[Heading]] = []
    for spanner in sorted(spanners, key=lambda heading: heading.middle):
        if not levels or spanner.middle - levels[-1][-1].middle > LEVEL * spanner.size:
            levels.append([])
        levels[-1].append(spanner)
    return [sorted(level, key=lambda heading: heading.centre) for level in levels]


def _stretches(units: Sequence[_Unit], level: Sequence[Heading], bottom: float) -> Iterator[tuple[int, int]]:
    """Neighbouring units whose cells begin below a level of headings."""
    start = None
    for i, unit in enumerate((*units, None)):
        under = unit is not None and _is_under(unit.leaf, level[0], bottom)
        if under and start is None:
            start = i
        if not under and start is not None:
            yield start, i
            start = None


def _shared(units: Sequence[_Unit], start: int, end: int, own: Sequence[Heading]) -> list[Run] | None:
    """A stretch of units divided between headings so that each stands in the middle of its own."""
    if len(own) > min(end - start, MAX_SPANNERS):
        return None
    ways = []
    for cuts in combinations(range(start + 1, end), len(own) - 1):
        bounds = (start, *cuts, end)
        runs = [(spanner, a, b) for spanner, (a, b) in zip(own, pairwise(bounds), strict=True)]
        off = [abs(spanner.centre - _centre(units[a:b])) for spanner, a, b in runs]
        ways.append((max(off), runs))
    (worst, best), *others = sorted(ways, key=lambda way: way[0])
    clear = not others or others[0][0] - worst > UNCLEAR
    return best if clear and worst <= OFF_CENTRE else None


def _cells(units: Sequence[_Unit], runs: Sequence[Run]) -> list[HeaderCell] | None:
    """The headings as cells, None where one does not stand whole inside the one above it."""
    firsts = [0]
    for unit in units:
        firsts.append(firsts[-1] + len(unit.columns))
    above = [[run for run in runs if run[1] <= i < run[2]] for i in range(len(units))]
    depth = 1 + max(map(len, above))
    cells = [
        HeaderCell(unit.leaf, len(over), firsts[i], depth - len(over), len(unit.columns))
        for i, (unit, over) in enumerate(zip(units, above, strict=True))
    ]
    for run in runs:
        heading, start, end = run
        over = above[start][: above[start].index(run)]
        if any(other[: len(over) + 1] != [*over, run] for other in above[start:end]):
            return None
        cells.append(HeaderCell(heading, len(over), firsts[start], 1, firsts[end] - firsts[start]))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))
