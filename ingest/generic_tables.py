"""Printed grids that are no official form, kept as tables with their captions.

Nothing is known of what their figures mean, so no fact is made of them; they can be found, read and cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from ingest.document import Excerpt, GridCell, Page
from ingest.forms import TABLE_CODE, UNIT_OF_TABLE, unspaced
from ingest.grid_columns import Cells, headings_above
from ingest.grid_tables import PageGrid, grids_of, mark_of, same_places, with_line_above
from ingest.numbers import figure_in
from ingest.report import Cell, Column, Row, Section, Table

_CAPTION: Final = re.compile(r"[^。，；]{2,40}(?:表|清单|名单|目录)(?:[(（][^()（）]*[)）])?")


def generic_tables(sections: Sequence[Section], pages: Sequence[Page], forms: Sequence[Table]) -> tuple[Table, ...]:
    """The grids that none of the forms has taken, as tables, each with those on the pages that follow it."""
    by_number = {page.number: page for page in pages}
    taken = {
        (span.page, place)
        for table in forms
        for part in (table.header, *(row.excerpt for row in table.rows))
        for span in part.spans
        for place in range(span.start, span.end)
    }
    found: list[Table] = []
    for section, above in with_line_above(sections):
        free = [grid for grid in grids_of(section, by_number) if not _is_taken(grid, taken)]
        found += [table for group in _joined(free) if (table := _table(section, group, above))]
    return tuple(found)


def _is_taken(grid: PageGrid, taken: Set[tuple[int, int]]) -> bool:
    return any((grid.page.number, start) in taken for start, _ in grid.cells.grid.lines)


def _joined(grids: Sequence[PageGrid]) -> Iterator[list[PageGrid]]:
    """Grids one after another with their columns in the same places, on pages that follow each other."""
    group: list[PageGrid] = []
    for grid in grids:
        if group and not _goes_on(group[-1], grid):
            yield group
            group = []
        group.append(grid)
    if group:
        yield group


def _goes_on(before: PageGrid, grid: PageGrid) -> bool:
    return same_places(before.edges, grid.edges) and grid.page.number == before.page.number + 1


def _table(section: Section, grids: Sequence[PageGrid], above: str) -> Table | None:
    """One table; `above` is the line above the section's heading, where a table's code may stand."""
    first = grids[0]
    depth = _header_rows(first.cells)
    header = first.excerpt([cell for cell in first.cells.grid.cells if cell.row < depth])
    if header is None:
        return None
    lines = _above(section, header)
    caption = next((line for line in reversed(lines) if _CAPTION.fullmatch(unspaced(line.text))), section.heading)
    units = {match[1] for line in (section.heading, *lines) if (match := UNIT_OF_TABLE.search(line.text))}
    coded = (line for line in (*(line.text for line in lines), above) if TABLE_CODE.fullmatch(line.strip()))
    code = next(coded, "")
    columns = [_path(first.cells, column, depth) for column in range(first.cells.grid.width)]
    return Table(
        form="",
        title=unspaced(TABLE_CODE.sub("", caption.text)),
        code=unspaced(code),
        unit=units.pop() if len(units) == 1 else "",
        columns=tuple(Column(0, path) for path in columns),
        rows=tuple(_rows(grids, depth, columns)),
        notes=(),
        heading=caption,
        header=header,
        section=section.label,
    )


def _above(section: Section, header: Excerpt) -> list[Excerpt]:
    """The section's lines before the header's page and place, without the rows of other grids."""
    start = (header.page, header.spans[0].start)
    return [
        p.excerpt for p in section.paragraphs if not p.tabular and (p.excerpt.page, p.excerpt.spans[0].start) < start
    ]


def _header_rows(cells: Cells) -> int:
    """How deep the header is: to before the first row with a figure that stands in no merged cell; one at least."""
    rows = range(1, cells.grid.height)
    first = next((row for row in rows if any(figure_in(cells.text(cell)) is not None for cell in cells.row(row))), 1)
    return max([first, *(cell.rows for cell in cells.row(0))])


def _path(cells: Cells, column: int, depth: int) -> tuple[str, ...]:
    return headings_above(cells, column, depth) or ("",)


def _rows(grids: Sequence[PageGrid], depth: int, columns: Sequence[tuple[str, ...]]) -> Iterator[Row]:
    for grid in grids:
        cells = grid.cells
        paths = [_path(cells, column, depth) for column in range(cells.grid.width)]
        begin = depth if grid is grids[0] or paths == list(columns) else 0
        for row in range(begin, cells.grid.height):
            if found := _row(grid, [cell for cell in cells.row(row) if cell.row == row]):
                yield found


def _row(grid: PageGrid, cells: Sequence[GridCell]) -> Row | None:
    excerpt = grid.excerpt(cells)
    if excerpt is None:
        return None
    printed = [(cell, text) for cell in cells if (text := grid.cells.text(cell).strip())]
    name = next((text for _, text in printed if figure_in(text) is None), "")
    own = tuple(Cell(cell.column, text, figure_in(text), mark_of(cell, excerpt)) for cell, text in printed)
    return Row(0, "", unspaced(name), name, 0, "", own, excerpt)
