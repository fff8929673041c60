"""The rows of a table without rules: which names, codes and figures are one row's.

Text of a broken name goes to the row whose figures are clearly its own; where that is not clear, the row keeps
its figures but no name, so that it is reported as not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from ingest.readers.blocks import CODE, Block, Kind, Line, begins, counts, is_close, is_total
from ingest.readers.headings import LEADING, Column
from ingest.readers.segments import Segment, is_number

CLEARLY: Final = 0.8
"""A line is clearly nearer to one than to another where its distances have at most this ratio."""

BESIDE: Final = 0.3
"""Figures this little above or below a name, in sizes of the type, are still beside it."""


@dataclass
class Row:
    """A row while it is put together: its line, and what stands in its columns, by the first that it covers."""

    line: Line
    held: dict[int, list[Segment]] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)

    def add(self, column: int, segment: Segment, columns: int = 1) -> None:
        """Puts a segment into the cell that begins at a column."""
        self.held.setdefault(column, []).append(segment)
        self.spans[column] = columns


class Rows:
    """Puts the lines of a block together to rows."""

    def __init__(self, block: Block, columns: Sequence[Column]) -> None:
        self._lines = block.lines
        self._columns = columns
        self._rows: dict[int, Row] = {}
        self._unclear: set[tuple[int, int]] = set()
        """Lines of figures, and the columns of names in which it is not clear what is theirs."""

    def read(self) -> list[Row]:
        """The rows from top to bottom; none where a figure may be broken and no name could be left out for it."""
        places = [self._places(line) for line in self._lines]
        for i, line in enumerate(self._lines):
            if line.kind is Kind.FIGURES:
                self._rows[i] = Row(line)
                for column, columns, segment in places[i]:
                    self._rows[i].add(column, segment, columns)
        owners = self._owners(places)
        for i, line in enumerate(self._lines):
            if line.kind is not Kind.FIGURES:
                for column, columns, segment in places[i]:
                    owner = owners.get((i, column))
                    if owner is not None:
                        row = self._rows.setdefault(owner, Row(self._lines[owner]))
                        row.add(column, segment, columns)
        if not self._mark_broken():
            return []
        for i, column in self._unclear:
            self._rows[i].held.pop(column, None)
        return [self._rows[i] for i in sorted(self._rows)]

    def _mark_broken(self) -> bool:
        """Leaves rows unnamed that may be parts of one, as where a long figure is broken; False if none has a name."""
        names = {j for j, column in enumerate(self._columns) if not column.figures}
        for above, below in pairwise(sorted(self._rows)):
            rows = [self._rows[above], self._rows[below]]
            unnamed = not all(names & set(row.held) for row in rows)
            if unnamed and is_close(rows[1].line, rows[0].line):
                self._unclear |= {(i, j) for i in (above, below) for j in names}
                if not names:
                    return False
        return True

    # places

    def _places(self, line: Line) -> list[tuple[int, int, Segment]]:
        """The column where each segment begins, and how many it covers."""
        if counts(line):
            return self._counted(line)
        found: list[tuple[int, int, Segment]] = []
        for i, segment in enumerate(line.segments):
            over = [j for j, c in enumerate(self._columns) if segment.overlaps(c.left, c.right)]
            if is_total(segment.text):
                first = found[-1][0] + found[-1][1] if found else 0
                found.append((*self._total(segment, over, first, line.segments[i + 1 : i + 2]), segment))
            else:
                place = over[0] if over else self._nearest(segment)
                found.append((place, 1, segment))
        return found

    def _counted(self, line: Line) -> list[tuple[int, int, Segment]]:
        """The places of the numbers of columns, which stand in the middle of theirs."""
        figures = [i for i, column in enumerate(self._columns) if column.figures]
        numbers = [s for s in line.segments if s.text.isdecimal()]
        if len(numbers) != len(figures):
            return []
        found = [(place, 1, segment) for place, segment in zip(figures, numbers, strict=True)]
        words = [s for s in line.segments if not s.text.isdecimal()]
        return sorted([*((self._nearest(s), 1, s) for s in words), *found], key=lambda place: place[0])

    def _nearest(self, segment: Segment) -> int:
        """The column that is nearest to a segment."""
        return min(
            range(len(self._columns)),
            key=lambda j: max(self._columns[j].left - segment.right, segment.left - self._columns[j].right),
        )

    def _total(self, segment: Segment, over: Sequence[int], first: int, after: Sequence[Segment]) -> tuple[int, int]:
        """The columns that the name of a total covers: those of codes and names beside it.

        Where it stands in a column of figures too, it covers all up to the next figure.
        """
        place = over[0] if over else self._nearest(segment)
        last = over[-1] if over else place
        while place > first and not self._columns[place - 1].figures:
            place -= 1
        while last + 1 < len(self._columns) and not self._columns[last + 1].figures:
            last += 1
        if after:
            stop = next(
                (j for j, c in enumerate(self._columns) if after[0].overlaps(c.left, c.right)), len(self._columns)
            )
            if any(self._columns[j].figures for j in range(place, last + 1)) and is_number(after[0].text):
                return first, max(stop - first, 1)
            last = min(last, stop - 1)
        return place, max(last - place + 1, 1)

    # names over several lines

    def _owners(self, places: Sequence[Sequence[tuple[int, int, Segment]]]) -> dict[tuple[int, int], int]:
        """The line whose row each text of another line belongs to, by its line and column."""
        owners: dict[tuple[int, int], int] = {}
        for j, column in enumerate(self._columns):
            if not column.figures:
                texts = [(i, s) for i, found in enumerate(places) for c, _, s in found if c == j]
                owners.update({(i, j): owner for i, owner in self._owned(j, texts).items()})
            else:
                for i, found in enumerate(places):
                    if self._lines[i].kind is not Kind.FIGURES and any(c == j for c, _, _ in found):
                        self._mark_beside(i)
        return owners

    def _mark_beside(self, line: int, column: int | None = None) -> None:
        """Notes that it is not clear to which of the rows beside it a line belongs."""
        above = next((i for i in range(line - 1, -1, -1) if self._lines[i].kind is Kind.FIGURES), None)
        below = next((i for i in range(line, len(self._lines)) if self._lines[i].kind is Kind.FIGURES), None)
        columns = [j for j, c in enumerate(self._columns) if not c.figures] if column is None else [column]
        self._unclear |= {(i, j) for i in (above, below) if i is not None for j in columns}

    def _owned(self, column: int, texts: Sequence[tuple[int, Segment]]) -> dict[int, int]:
        """For the texts of one column: to which line's row those of other lines belong."""
        owned: dict[int, int] = {}
        for cluster in self._clusters(texts):
            rest = [i for i, _ in cluster if self._lines[i].kind is not Kind.FIGURES]
            owner = self._owner(column, cluster, texts) if rest else None
            for i in rest:
                if owner is None:
                    self._mark_beside(i, column)
                else:
                    owned[i] = owner
        return owned

    def _clusters(self, texts: Sequence[tuple[int, Segment]]) -> list[list[tuple[int, Segment]]]:
        """The texts of a column that are lines of one name: no further apart than any are, none begins like a row."""
        pairs = list(pairwise(texts))
        gaps = [b.middle - a.middle for (_, a), (_, b) in pairs]
        loose = [
            self._lines[i].kind is not Kind.FIGURES or self._lines[k].kind is not Kind.FIGURES
            for (i, _), (k, _) in pairs
        ]
        goes_on = [not begins(b.text) for _, (_, b) in pairs]
        size = texts[0][1].size if texts else 0.0
        leading = min((gap for gap, *may in zip(gaps, loose, goes_on, strict=True) if all(may)), default=0.0)
        clusters = [[text] for text in texts[:1]]
        for text, gap, joins in zip(texts[1:], gaps, goes_on, strict=True):
            if joins and gap < leading / CLEARLY and leading < LEADING * size:
                clusters[-1].append(text)
            else:
                clusters.append([text])
        return clusters

    def _owner(
        self, column: int, cluster: Sequence[tuple[int, Segment]], texts: Sequence[tuple[int, Segment]]
    ) -> int | None:
        """The one line of figures beside a name, else the line that begins a row without figures, if it is clear."""
        first, last = cluster[0][1], cluster[-1][1]
        slack = BESIDE * first.size
        figures = [(i, line.middle) for i, line in enumerate(self._lines) if line.kind is Kind.FIGURES]
        beside = [i for i, middle in figures if first.middle - slack <= middle <= last.middle + slack]
        if beside:
            return beside[0] if len(beside) == 1 else None
        begun = [i for i, segment in cluster if begins(segment.text) or self._is_coded(i, column)]
        if begun:
            return begun[0] if len(begun) == 1 else None
        others = [*(middle for _, middle in figures), *(s.middle for i, s in texts if (i, s) not in cluster)]
        away = min(max(first.middle - middle, middle - last.middle) for middle in others)
        return cluster[0][0] if away > LEADING * first.size else None

    def _is_coded(self, line: int, column: int) -> bool:
        """Whether a line prints a code in the column before."""
        places = self._places(self._lines[line])
        return any(c == column - 1 and CODE.fullmatch(segment.text) for c, _, segment in places)
