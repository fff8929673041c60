"""Sections under a form's title become Tables: rows of typed cells.

Text exports keep no ruling lines, so a row is one text line: for each side of the form an optional
code, a name, and as many figures as the side has columns. What the columns are comes from the form's
description, checked against the printed header; a line that does not fit exactly is reported and
never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.document import Excerpt
from ingest.forms import (
    FORMS,
    FUND_INCOME,
    TABLE_CODE,
    TOTAL_ROWS,
    Form,
    Head,
    Side,
    form_of_title,
    item_name,
    unspaced,
)
from ingest.numbers import parse_number
from ingest.report import Cell, Column, Row, Section, Table

CODE_LENGTHS: Final = {3: 1, 5: 2, 7: 3}
"""Digits of a 科目代码 to its level: class, subclass, item."""

_UNIT: Final = re.compile(r"单位[:：]\s*((?:百|千|万|百万|亿)?元)")
_NOTE: Final = re.compile(r"(?:注|备注|说明)\s*[:：]")
_COLUMN_NUMBERS: Final = re.compile(r"栏\s*次|(?:\d{1,2}\s+)*\d{1,2}")
_LINE_NUMBER: Final = re.compile(r"\d{1,3}")
_CODE: Final = re.compile(r"[1-9]\d{2}(?:\d{2}){0,2}")
_FILLER: Final = re.compile(r"0(?:\.0+)?")


def read_tables(sections: Sequence[Section]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The official forms among the sections, and notes (Chinese) on what could not be read."""
    tables, notes = [], []
    for section in sections:
        if key := form_of_title(section.title):
            table, problems = read_table(section, FORMS[key])
            notes += problems
            if table:
                tables.append(table)
    return tuple(tables), tuple(notes)


def read_table(section: Section, form: Form) -> tuple[Table | None, list[str]]:
    """The form that fills a section. None where its columns are not those of the form."""
    lines = [paragraph.excerpt for paragraph in section.paragraphs]
    head, body, below = _split(lines)
    header = [line for line in head if not _UNIT.search(line.text) and not _is_code(line.text)]
    header_text = unspaced("".join(line.text for line in header))
    sides = next((sides for sides in form.variants if _fits(sides, header_text)), None)
    if sides is None:
        return None, [f"《{section.title}》的栏目与规定格式不符，未作为表格读取，仍可按原文检索。"]
    units = [match[1] for line in head if (match := _UNIT.search(line.text))]
    if not units:
        return None, [f"《{section.title}》没有标明金额单位，其中的数字未作为金额读取。"]
    leaves = tuple(_leaves(side, header_text) for side in sides)
    repeated = {line.text for line in (*head, section.heading)}
    numbered = "行次" in header_text
    rows, unread = _rows([line for line in body if line.text not in repeated], sides, leaves, numbered)
    code = next((match for line in (section.heading, *head) if (match := TABLE_CODE.search(line.text))), None)
    table = Table(
        form.key,
        item_name(TABLE_CODE.sub("", section.title)),
        unspaced(code.group()) if code else "",
        units[0],
        tuple(Column(i, tuple(h.name for h in path)) for i, paths in enumerate(leaves) for path in paths),
        tuple(_placed(rows)),
        tuple(_notes(below)),
        section.heading,
        Excerpt.join(header or [section.heading]),
        section.label,
    )
    problems = [f"《{table.title}》有一行未能读出：{line.text}" for line in unread]
    return table, problems


def heads(table: Table) -> tuple[tuple[Head, ...], ...]:
    """For each column of a table the headings of the form's description, from the top."""
    form = FORMS[table.form]
    found = []
    for column in table.columns:
        paths = (p for sides in form.variants if column.side < len(sides) for p in _paths(sides[column.side].columns))
        found.append(next(path for path in paths if _prints(path, column.path)))
    return tuple(found)


def _prints(path: Sequence[Head], printed: Sequence[str]) -> bool:
    return len(path) == len(printed) and all(name in head.names for head, name in zip(path, printed, strict=True))


def side_of(table: Table, index: int) -> Side:
    """The description of one side of a table."""
    width = 1 + max(column.side for column in table.columns)
    return next(sides for sides in FORMS[table.form].variants if len(sides) == width)[index]


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
    return not _UNIT.search(text) and not _is_code(text) and _figure(text.split()[-1])


def _figure(token: str) -> bool:
    try:
        parse_number(token)
    except ValueError:
        return False
    return True


def _fits(sides: Sequence[Side], header: str) -> bool:
    """Whether every heading of the layout stands in the header, as often as the layout has it."""
    if sum(side.coded for side in sides) not in (0, max(header.count("科目名称"), header.count("项目名称"), 1)):
        return False
    names = [head.names for side in sides for head in _all_heads(side.columns)]
    return all(any(header.count(name) == names.count(group) for name in group) for group in names)


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


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Draft:
    """A side of a line as read: what names it and its figures."""

    code: str
    names: tuple[_Token, ...]
    line_number: str
    figures: tuple[_Token, ...]
    start: int
    end: int


def _rows(
    lines: Sequence[Excerpt], sides: Sequence[Side], leaves: Sequence[Sequence[object]], numbered: bool
) -> tuple[list[Row], list[Excerpt]]:
    """The rows of all sides, and the lines that fit nothing.

    A line without figures is a part of a name broken over lines: it belongs to the next row, or to
    the row before where that printed no name of its own.
    """
    rows: list[Row] = []
    unread: list[Excerpt] = []
    pending: list[Excerpt] = []
    widths = [len(columns) for columns in leaves]
    for line in lines:
        tokens = [_Token(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", line.text)]
        if not any(_figure(token.text) for token in tokens):
            if len(sides) == 1 and rows and not rows[-1].name and rows[-1].code and not pending:
                rows[-1] = _named(rows[-1], line)
            else:
                pending.append(line)
            continue
        drafts = next(_readings(tokens, sides, widths, numbered, allow_nameless=bool(pending) or len(sides) == 1), None)
        if drafts is None or (pending and len(sides) > 1):
            unread += [*pending, line]
        else:
            rows += [_row(i, draft, line, pending) for i, draft in enumerate(drafts) if draft.figures]
        pending = []
    return rows, [*unread, *pending]


def _readings(
    tokens: Sequence[_Token], sides: Sequence[Side], widths: Sequence[int], numbered: bool, *, allow_nameless: bool
) -> Iterator[list[_Draft]]:
    """All ways to read the tokens as one row of each side, the likeliest first."""
    if not sides:
        if not tokens:
            yield []
        return
    for draft, rest in _side_readings(tokens, sides[0], widths[0], numbered, allow_nameless):
        for drafts in _readings(rest, sides[1:], widths[1:], numbered, allow_nameless=allow_nameless):
            yield [draft, *drafts]


def _side_readings(
    tokens: Sequence[_Token], side: Side, width: int, numbered: bool, allow_nameless: bool
) -> Iterator[tuple[_Draft, Sequence[_Token]]]:
    """A coded row; a named one; a filler of figures only; nothing at all."""
    code, rest = _code(tokens) if side.coded else ("", tokens)
    named = next((i for i, token in enumerate(rest) if _figure(token.text)), len(rest))
    if code and (named or allow_nameless):
        yield from _with_figures(tokens, code, rest[:named], rest[named:], width, False)
    named = next((i for i, token in enumerate(tokens) if _figure(token.text)), len(tokens))
    yield from _with_figures(tokens, "", tokens[:named], tokens[named:], width, numbered and not side.coded)
    if tokens and side.coded and _FILLER.fullmatch(tokens[0].text):
        yield _Draft("", (), "", (tokens[0],), tokens[0].start, tokens[0].end), tokens[1:]
    if not tokens:
        yield _Draft("", (), "", (), 0, 0), tokens


def _code(tokens: Sequence[_Token]) -> tuple[str, Sequence[_Token]]:
    """A 科目代码 at the front, printed as one token or as three (208 05 05), and what follows it."""
    if not tokens or not _CODE.fullmatch(tokens[0].text):
        return "", tokens
    code, count = tokens[0].text, 1
    while len(code) < 7 and count < len(tokens) and re.fullmatch(r"\d{2}", tokens[count].text):
        code += tokens[count].text
        count += 1
    return code, tokens[count:]


def _with_figures(
    tokens: Sequence[_Token], code: str, names: Sequence[_Token], rest: Sequence[_Token], width: int, numbered: bool
) -> Iterator[tuple[_Draft, Sequence[_Token]]]:
    """The draft if the figures that the side needs follow (behind the 行次, where lines are numbered)."""
    line_number = ""
    if numbered:
        if not rest or not _LINE_NUMBER.fullmatch(rest[0].text):
            return
        line_number, rest = rest[0].text, rest[1:]
    figures = rest[:width]
    if len(figures) == width and all(_figure(token.text) for token in figures):
        yield (
            _Draft(code, tuple(names), line_number, tuple(figures), tokens[0].start, figures[-1].end),
            rest[width:],
        )


def _row(side: int, draft: _Draft, line: Excerpt, pending: Sequence[Excerpt]) -> Row:
    label = "".join(token.text for token in draft.names)
    lead = "".join(part.text for part in pending)
    part = line.slice(draft.start, draft.end)
    excerpt = Excerpt.join((*pending, part))
    offset = len(lead) - draft.start
    cells = tuple(
        Cell(i, token.text, parse_number(token.text), (token.start + offset, token.end + offset))
        for i, token in enumerate(draft.figures)
    )
    label = unspaced(lead) + label
    return Row(side, draft.code, item_name(label), label, 0, draft.line_number, cells, excerpt)


def _named(row: Row, line: Excerpt) -> Row:
    label = unspaced(line.text)
    return replace(row, name=item_name(label), label=label, excerpt=Excerpt.join((row.excerpt, line)))


def _placed(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with their level and path: by code, or by the row that they stand below."""
    names: dict[str, str] = {}
    above: dict[int, str] = {}
    for row in rows:
        if row.code:
            names[row.code] = row.name
            path = tuple(names[code] for n in CODE_LENGTHS if n < len(row.code) and (code := row.code[:n]) in names)
            yield replace(row, level=CODE_LENGTHS[len(row.code)], path=path)
        elif row.label in FUND_INCOME and row.side in above:
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
