"""Sections under a form's title become Tables: rows of typed cells.

Text exports keep no ruling lines, so a row is one text line: for each side of the form an optional
code, a name, and as many figures as the side has columns. What the columns are comes from the form's
description, checked against the printed header; a line that does not fit exactly is reported and
never guessed at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from ingest import messages
from ingest.document import Excerpt, Page
from ingest.forms import (
    ALL_FORMS,
    FUND_INCOME,
    HEADER_WORDS,
    SPANNERS,
    TABLE_CODE,
    TOTAL_ROWS,
    UNIT_OF_TABLE,
    Form,
    Head,
    Side,
    form_of_title,
    header_key,
    item_name,
    unspaced,
)
from ingest.grid_tables import PageGrid, grids_of, read_grids, tabular_lines, with_line_above
from ingest.report import Column, Measure, Row, Section, Table
from ingest.rows import read_rows
from ingest.table_lines import Layout, is_figure

CODE_LENGTHS: Final = {3: 1, 5: 2, 7: 3}
"""Digits of a 科目代码 to its level: class, subclass, item."""

_UNIT_IN_HEADING: Final = re.compile(r"[(（]((?:百|千|万|百万|亿)?元)[)）]")
"""金额（万元）, where no line above the table says it."""

_WHOSE: Final = re.compile(
    r"(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?(?:[(（]\w+[)）])?[:：]|[(（]?\d{4}\s*年度?[)）]?$"
)
_NOTE: Final = re.compile(r"(?:注|备注|说明)\s*[:：]")
_COLUMN_NUMBERS: Final = re.compile(r"栏\s*次|(?:\d{1,2}\s+)*\d{1,2}")
_HEADER_ONLY: Final = re.compile(r"栏\s*次|行\s*次|科目(?:代码|编码|名称)|^\s*项目\s*$")
_LOOSE_ROW: Final = re.compile(r"^[^。；:：]*?(?:^|\s)-?[\d,]*\d\.\d+\s*$")
"""A line below a table that ends in an amount, as a row does that has not been read as one."""

_CONTINUED: Final = re.compile(r"[(（]?续(?:表)?[)）]?$")


def read_tables(sections: Sequence[Section], pages: Sequence[Page] = ()) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The official forms among the sections, and notes (Chinese) on what could not be read.

    `pages` hold the printed grids, where the document has any.
    """
    tables, notes = list[Table](), list[str]()
    by_number = {page.number: page for page in pages}
    for section, above in with_line_above(sections):
        if (key := form_of_title(section.title)) and section.paragraphs:
            table, problems = _of_section(section, ALL_FORMS[key], by_number, above)
            notes += problems
            tables += [table] if table else []
    return tuple(tables), tuple(notes)


def _of_section(section: Section, form: Form, pages: Mapping[int, Page], above: str) -> tuple[Table | None, list[str]]:
    """The form that a section holds, in grids or in lines of text, and notes on what could not be read."""
    if grids := grids_of(section, pages):
        return _of_grids(section, form, grids, above)
    numbers = {span.page for paragraph in section.paragraphs for span in paragraph.excerpt.spans}
    if any(number in pages and pages[number].runs for number in numbers):
        # Where the places of characters are known, the order of a line's figures is no way to tell columns.
        return None, _without_grid(section)
    return read_table(section, form)


def _without_grid(section: Section) -> list[str]:
    """A note where lines of figures stand under a form's title, in columns that nothing could tell apart.

    The order of the figures alone does not tell them: what is printed nowhere leaves no gap.
    """
    rows = [p for p in section.paragraphs if any(_ends_in_figure(line) for line in p.text.split("\n"))]
    return [messages.NO_GRID.format(title=section.title)] if rows else []


def _of_grids(section: Section, form: Form, grids: Sequence[PageGrid], above: str) -> tuple[Table | None, list[str]]:
    """The form that a section's printed grids hold. `above` is the line above its title."""
    found = read_grids(grids, form)
    if found is None:
        return None, [messages.COLUMNS_DIFFER.format(title=section.title)]
    first = next(i for i, paragraph in enumerate(section.paragraphs) if paragraph.tabular)
    captions = [paragraph.excerpt for paragraph in section.paragraphs[:first]]
    below = [p.excerpt for p in section.paragraphs[first:] if not p.tabular and not _is_caption(p.text, form.key)]
    units = _units((section.heading, *(p.excerpt for p in section.paragraphs if not p.tabular)))
    units = units or list(dict.fromkeys(_UNIT_IN_HEADING.findall(unspaced(section.title + found.header.text))))
    if len(units) != 1:
        return None, [_unit_message(units, section.title)]
    texts = (section.heading.text, *(line.text for line in captions), above if _is_code(above) else "")
    code = next((match.group() for text in texts if (match := TABLE_CODE.search(text))), "")
    table = Table(
        form=form.key,
        title=item_name(TABLE_CODE.sub("", section.title)),
        code=unspaced(code),
        unit=units[0],
        columns=found.columns,
        rows=tuple(_placed(found.rows)),
        notes=tuple(_notes(below)),
        heading=section.heading,
        header=found.header,
        section=section.label,
    )
    loose = [line for line in below if _LOOSE_ROW.search(line.text)]
    return table, _unread(table.title, [*found.unread, *tabular_lines(found.others), *loose])


def _units(lines: Iterable[Excerpt]) -> list[str]:
    """The units of money that these lines name, each once."""
    return list(dict.fromkeys(unit for line in lines for unit in UNIT_OF_TABLE.findall(line.text)))


def _unit_message(units: Sequence[str], title: str) -> str:
    message = messages.UNITS_DIFFER if units else messages.NO_UNIT
    return message.format(title=title, units="、".join(units))


def read_table(section: Section, form: Form) -> tuple[Table | None, list[str]]:
    """The form that fills a section of text lines, and notes on what could not be read. None where its columns
    are not those of the form, or where it does not say in which unit its amounts are."""
    head, body, below = _split([paragraph.excerpt for paragraph in section.paragraphs])
    above = [section.heading, *head]
    header = [line for line in head if not _is_caption(line.text, form.key)]
    text = unspaced("".join(line.text for line in header))
    sides = _sides(form, header, text)
    leaves = [_leaves(side, text) for side in sides or ()]
    if sides is None and form.measure is Measure.BUDGET and (sides := _some_columns(form, header)):
        leaves = [tuple(_paths(side.columns)) for side in sides]
    if sides is None:
        return None, [messages.COLUMNS_DIFFER.format(title=section.title)]
    units = _units((*above, *body))
    if len(units) != 1:
        return None, [_unit_message(units, section.title)]
    layout = Layout(sides, [len(columns) for columns in leaves], "行次" in text)
    rows, unread = read_rows(_without_repeats(body, header, form.key), layout)
    code = next((match.group() for line in above if (match := TABLE_CODE.search(line.text))), "")
    table = Table(
        form=form.key,
        title=item_name(TABLE_CODE.sub("", section.title)),
        code=unspaced(code),
        unit=units[0],
        columns=tuple(Column(i, tuple(h.name for h in path)) for i, paths in enumerate(leaves) for path in paths),
        rows=tuple(_placed(rows)),
        notes=tuple(_notes(below)),
        heading=section.heading,
        header=Excerpt.join(header),
        section=section.label,
    )
    return table, _unread(table.title, unread)


def _unread(title: str, lines: Sequence[Excerpt]) -> list[str]:
    if not lines:
        return []
    message = messages.LINE_UNREAD if len(lines) == 1 else messages.LINES_UNREAD
    return [message.format(title=title, count=len(lines), line=lines[0].text.strip())]


def _sides(form: Form, header: Sequence[Excerpt], text: str) -> tuple[Side, ...] | None:
    """The layout that the header prints, None if it is no layout of the form."""
    numbers = [int(token) for line in header if _numbers_columns(line.text) for token in re.findall(r"\d+", line.text)]
    for sides in form.variants:
        columns = sum(len(list(_paths(side.columns))) for side in sides)
        if _fits(sides, text) and max(numbers, default=columns) == columns:
            return sides
    return None


def _some_columns(form: Form, header: Sequence[Excerpt]) -> tuple[Side, ...] | None:
    """The layout with only the columns that are printed, as budgets leave out those that are empty; None unless each
    word of the header is a heading or says no more than the form's title does."""
    words = [header_key(word) for line in header for word in line.text.split()]
    titles = [header_key(title) for title in form.titles]
    for variant in form.variants:
        sides = [replace(side, columns=_printed_heads(side.columns, words)) for side in variant]
        named = Counter(head.name for side in sides for head in _all_heads(side.columns))
        known = {*SPANNERS, *HEADER_WORDS, *(side.heading for side in sides)}
        rest = {word for word in Counter(words) - named if word not in known}
        told = all(any(word in title for title in titles) for word in rest)
        if told and all(side.columns for side in sides) and named <= Counter(words):
            return tuple(sides)
    return None


def _printed_heads(columns: Sequence[Head], words: Sequence[str]) -> tuple[Head, ...]:
    """Those of the headings that are words of the header, each by the name printed, in the order printed."""
    found = []
    for head in columns:
        name = next((name for name in head.names if header_key(name) in words), None)
        if name is not None:
            below = _printed_heads(head.below, words)
            found.append((words.index(header_key(name)), replace(head, names=(header_key(name),), below=below)))
    return tuple(head for _, head in sorted(found, key=lambda one: one[0]))


def heads(table: Table) -> tuple[tuple[Head, ...], ...]:
    """For each column of a table the headings of the form's description, from the top."""
    sides = _layout(table)
    found = []
    for column in table.columns:
        paths = _paths(sides[column.side].columns)
        found.append(next(path for path in paths if _prints(path, column.path)))
    return tuple(found)


def _layout(table: Table) -> tuple[Side, ...]:
    """The layout of the form's that has the table's columns."""
    width = 1 + max(column.side for column in table.columns)
    return next(
        sides
        for sides in ALL_FORMS[table.form].variants
        if len(sides) == width
        and all(any(_prints(p, c.path) for p in _paths(sides[c.side].columns)) for c in table.columns)
    )


def _prints(path: Sequence[Head], printed: Sequence[str]) -> bool:
    return len(path) == len(printed) and all(name in head.names for head, name in zip(path, printed, strict=True))


def side_of(table: Table, index: int) -> Side:
    """The description of one side of a table."""
    return _layout(table)[index]


def _is_code(text: str) -> bool:
    return TABLE_CODE.fullmatch(text.strip()) is not None


def _split(lines: Sequence[Excerpt]) -> tuple[list[Excerpt], list[Excerpt], list[Excerpt]]:
    """Header lines, row lines, and the notes below.

    The header ends with the line of column numbers; where there is none, before the first line that
    ends in a figure.
    """
    end = next((i for i, line in enumerate(lines) if _NOTE.match(line.text)), len(lines))
    start = next((i + 1 for i, line in enumerate(lines[:end]) if _numbers_columns(line.text)), None)
    if start is None:
        start = next((i for i, line in enumerate(lines[:end]) if _ends_in_figure(line.text)), end)
    return list(lines[:start]), list(lines[start:end]), list(lines[end:])


def _numbers_columns(text: str) -> bool:
    tokens = text.split()
    numbers = [int(token) for token in tokens if token.isdecimal()]
    return bool(_COLUMN_NUMBERS.match(text)) and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1


def _ends_in_figure(text: str) -> bool:
    return not UNIT_OF_TABLE.search(text) and not _is_code(text) and is_figure(text.split()[-1])


def _without_repeats(body: Sequence[Excerpt], header: Sequence[Excerpt], form: str) -> list[Excerpt]:
    """The rows' lines without titles, captions and headers that a new page repeats.

    A repeated header may be wrapped in another way: the whole is known by its characters alone.
    """
    lines = [line for line in body if not _is_caption(line.text, form) and not _numbers_columns(line.text)]
    header = [line for line in header if not _numbers_columns(line.text)]
    wanted, start = Counter(unspaced("".join(line.text for line in header))), 0
    while start < len(lines):
        if end := _same_characters(lines, start, wanted):
            del lines[start:end]
        else:
            start += 1
    return _without_header_words(lines, frozenset(word for line in header for word in line.text.split()))


def _without_header_words(lines: Sequence[Excerpt], words: frozenset[str]) -> list[Excerpt]:
    """The lines without parts of a header.

    A single word may as well be the end of a broken name; it is a header's where a line beside it is.
    """
    kept: list[Excerpt] = []
    for of_header, run in groupby(lines, lambda line: words.issuperset(line.text.split())):
        found = [line for line in run if not _HEADER_ONLY.search(line.text)]
        single = len(found) == 1 and len(found[0].text.split()) == 1
        kept += found if single or not of_header else []
    return kept


def _same_characters(lines: Sequence[Excerpt], start: int, wanted: Counter[str]) -> int:
    """Where the lines from `start` on end that have just these characters between them; 0 if none do."""
    found: Counter[str] = Counter()
    for end in range(start, len(lines)):
        found.update(unspaced(lines[end].text))
        if not found <= wanted:
            return 0
        if found == wanted:
            return end + 1
    return 0


def _is_caption(text: str, form: str) -> bool:
    """Whether a line says whose table it is, of which year, in which unit, or is the form's title or code."""
    text = text.strip()
    title = form_of_title(_CONTINUED.sub("", text))
    return title == form or bool(UNIT_OF_TABLE.search(text) or _WHOSE.match(text)) or _is_code(text)


def _fits(sides: Sequence[Side], header: str) -> bool:
    """Whether the header prints every heading of the layout, as often as the layout has it, and no other."""
    if sum(side.coded for side in sides) not in (0, max(header.count("科目名称"), header.count("项目名称"), 1)):
        return False
    names = [head.names for side in sides for head in _all_heads(side.columns)]
    if not all(any(header.count(name) == names.count(group) for name in group) for group in names):
        return False
    return not _left_over(header, [name for group in names for name in group])


def _left_over(header: str, names: Sequence[str]) -> str:
    """What the header says beyond the headings and the usual words around them."""
    for name in (*sorted(names, key=len, reverse=True), *HEADER_WORDS):
        header = header.replace(name, "")
    return "".join(char for char in header if char.isalpha())


def _all_heads(columns: Sequence[Head]) -> Iterator[Head]:
    for head in columns:
        yield head
        yield from _all_heads(head.below)


def _leaves(side: Side, header: str) -> tuple[tuple[Head, ...], ...]:
    """The side's columns in the order in which the header prints them."""
    return tuple(path for path in _paths(_printed_order(side.columns, header)))


def _printed_order(columns: Sequence[Head], header: str) -> tuple[Head, ...]:
    """The headings as the header orders and names them."""
    printed = []
    for head in columns:
        name = max((name for name in head.names if name in header), key=len)
        printed.append((header.find(name), replace(head, names=(name,), below=_printed_order(head.below, header))))
    return tuple(head for _, head in sorted(printed, key=lambda found: found[0]))


def _paths(columns: Sequence[Head]) -> Iterator[tuple[Head, ...]]:
    for head in columns:
        yield from head.leaves()


def _placed(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with their level and path: by code, or by the row that they stand below."""
    names: dict[str, str] = {}
    above: dict[int, str] = {}
    for row in rows:
        if row.code:
            names[row.code] = row.name
            path = tuple(names[code] for n in CODE_LENGTHS if n < len(row.code) and (code := row.code[:n]) in names)
            yield replace(row, level=CODE_LENGTHS[len(row.code)], path=path)
        elif row.name in FUND_INCOME and row.side in above:
            yield replace(row, level=2, path=(above[row.side],))
        else:
            above.pop(row.side, None)
            if row.name.endswith("结转和结余"):
                above[row.side] = row.name
            yield replace(row, level=1 if row.name and row.name not in TOTAL_ROWS else 0)


def _notes(lines: Sequence[Excerpt]) -> Iterator[Excerpt]:
    block: list[Excerpt] = []
    for line in lines:
        if block and _NOTE.match(line.text):
            yield Excerpt.join(block)
            block = []
        block.append(line)
    if block:
        yield Excerpt.join(block)
