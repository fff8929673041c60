"""Lines of a form become rows: for each side an optional code, a name, and as many figures as it has columns.

A line that does not fit exactly is handed back and never guessed at. Narrow columns break names over
lines; where the figures stand beside them (on the first line, the last, or the middle one) differs
from tool to tool and is found out for each table, see `ALIGNMENTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ingest.document import Excerpt
from ingest.forms import SUBTOTALS, TOTAL_ROWS, Side, item_name
from ingest.numbers import parse_number
from ingest.outline import width
from ingest.report import Cell, Row
from ingest.table_lines import (
    FILLER,
    Draft,
    Layout,
    Token,
    code_of,
    has_figures,
    is_figure,
    is_fragment,
    name_of,
    readings,
    tokens_of,
)


def read_rows(lines: Sequence[Excerpt], layout: Layout) -> tuple[list[Row], list[Excerpt]]:
    """The rows of all sides in the order of the lines, and the lines that could not be read."""
    rows, unread = (_flat_rows if len(layout.sides) == 1 else _sided_rows)(lines, layout)
    return rows, sorted(unread, key=lambda line: (line.page, line.spans[0].start))


def _is_item(row: Row, side: Side) -> bool:
    """Whether a row may be an item of the side: where items have codes, only totals have none."""
    return not side.coded or bool(row.code) or not row.name or row.name in TOTAL_ROWS


def _torn(before: Excerpt, after: Excerpt) -> bool:
    """Whether a code or a figure may be broken between two lines of which one could not be read."""
    last, tokens = tokens_of(before)[-1].text, tokens_of(after)
    figures_only = all(is_figure(token.text) for token in tokens) and not code_of(tokens)[0]
    return last.isdecimal() or is_fragment(last) or is_fragment(tokens[0].text) or figures_only


def _beside_torn(lines: Sequence[Excerpt], read: Sequence[bool]) -> list[bool]:
    """For each line whether it was read, though it may share a code or a figure with one that was not."""
    torn = [a != b and _torn(x, y) for (x, y), (a, b) in zip(pairwise(lines), pairwise(read), strict=True)]
    return [any(torn[max(i - 1, 0) : i + 1]) for i in range(len(lines))]


# forms with two or three sides


def _sided_rows(lines: Sequence[Excerpt], layout: Layout) -> tuple[list[Row], list[Excerpt]]:
    """Rows of forms with several sides.

    A line without figures is a part of some name beside it, and there is no telling of which: then the
    lines around it are not read either.
    """
    tokens = [tokens_of(line) for line in lines]
    loose = [not has_figures(line) for line in tokens]
    found = [None if any(loose[max(i - 1, 0) : i + 2]) else _line(line, layout) for i, line in enumerate(tokens)]
    numbers = [int(drafts[0].line_number) for drafts in found if drafts and layout.numbered and drafts[-1].figures]
    rows: list[Row] = []
    unread: list[Excerpt] = []
    beside = _beside_torn(lines, [drafts is not None for drafts in found])
    for line, drafts, torn in zip(lines, found, beside, strict=True):
        if drafts is None or torn or not _is_told(drafts, layout, numbers):
            unread.append(line)
            continue
        sides = [(_own_side(layout.sides, side, draft), draft) for side, draft in enumerate(drafts) if draft.figures]
        rows += [_row(side, draft, line, (), ()) for side, draft in sides]
    return rows, unread


def _line(tokens: Sequence[Token], layout: Layout) -> list[Draft] | None:
    """The likeliest reading of a line, None where there is none that is certain."""
    drafts = next(readings(tokens, layout.sides, layout.widths, layout.numbered), None)
    for draft, side in zip(drafts or [], layout.sides, strict=False):
        filler = not draft.code and not draft.names and all(FILLER.fullmatch(token.text) for token in draft.figures)
        total = item_name(draft.label) in TOTAL_ROWS
        if side.coded and not filler and not total and not (draft.code and draft.names):
            return None
    return drafts


def _is_told(drafts: Sequence[Draft], layout: Layout, numbers: Sequence[int]) -> bool:
    """Whether it is certain which sides a line shows: all of them, or those that its codes tell, or the
    first because its 行次 is among those that the first side has elsewhere."""
    if all(draft.figures for draft in drafts) or all(side.coded for side in layout.sides):
        return True
    return layout.numbered and bool(numbers) and min(numbers) <= int(drafts[0].line_number) <= max(numbers)


def _own_side(sides: Sequence[Side], side: int, draft: Draft) -> int:
    """The side that a code or a subtotal belongs to, wherever on the line blank cells have let it slip."""
    if name := SUBTOTALS.get(item_name(draft.label)):
        return next(i for i, own in enumerate(sides) if own.heading == name)
    if draft.code and sides[side].codes and not draft.code.startswith(sides[side].codes):
        return next(i for i, other in enumerate(sides) if not other.codes)
    return side


def _row(side: int, draft: Draft, line: Excerpt, before: Sequence[Excerpt], after: Sequence[Excerpt]) -> Row:
    """The row of a draft on a line, with the parts of its name that stand on the lines before and after."""
    part = line.slice(draft.start, draft.end)
    offset = sum(len(text.text) for text in before) - draft.start
    cells = tuple(
        Cell(i, token.text, parse_number(token.text), (token.start + offset, token.end + offset))
        for i, token in enumerate(draft.figures)
    )
    lead, tail = ("".join(name_of(text) for text in texts) for texts in (before, after))
    label = lead + draft.label + tail
    excerpt = Excerpt.join((*before, part, *after))
    return Row(side, draft.code, item_name(label), label, 0, draft.line_number, cells, excerpt)


# forms with one side


@dataclass
class _Entry:
    """A row of a flat form with the lines that open it; without a draft its figures could not be read."""

    line: Excerpt
    draft: Draft | None
    opening: list[Excerpt] = field(default_factory=list)

    @property
    def own(self) -> str:
        """What stands of its name on its own lines."""
        return "".join(map(name_of, self.opening)) + (self.draft.label if self.draft else "")


def _flat_rows(lines: Sequence[Excerpt], layout: Layout) -> tuple[list[Row], list[Excerpt]]:
    """Rows of forms with one side, with the parts of their names on the lines around them."""
    entries, loose, unread = _entries(lines, layout)
    shares = _shares(entries, loose)
    beside = _beside_torn([entry.line for entry in entries], [entry.draft is not None for entry in entries])
    rows = []
    for i, entry in enumerate(entries):
        lead, trail = shares[i] if shares else (0, len(loose[i + 1]))
        before, after = loose[i][len(loose[i]) - lead :], loose[i + 1][:trail]
        told = shares is not None or not (loose[i] or loose[i + 1])
        row = _row(0, entry.draft, entry.line, [*before, *entry.opening], after) if entry.draft and told else None
        nameless = row is not None and row.code and not row.name
        if row and _is_item(row, layout.sides[0]) and not nameless and not beside[i]:
            rows.append(row)
        else:
            unread += [*before, *entry.opening, entry.line, *after]
    return rows, [*unread, *(loose[0] if shares is None else [])]


def _entries(lines: Sequence[Excerpt], layout: Layout) -> tuple[list[_Entry], list[list[Excerpt]], list[Excerpt]]:
    """The rows, the lines without figures before each and after the last, and what belongs to none.

    A code with a name but no figures opens a row that the next line without a code fills.
    """
    entries: list[_Entry] = []
    loose: list[list[Excerpt]] = [[]]
    opened: list[Excerpt] = []
    unread: list[Excerpt] = []
    for line in lines:
        tokens = tokens_of(line)
        code, rest = code_of(tokens) if layout.sides[0].coded else ("", tokens)
        if not has_figures(rest) and not any(is_fragment(token.text) for token in rest):
            if code:
                unread += opened
                opened = [line]
            else:
                (opened or loose[-1]).append(line)
            continue
        reading = next(readings(tokens, layout.sides, layout.widths, layout.numbered), None)
        draft = reading[0] if reading and len(reading[0].figures) == layout.widths[0] else None
        if opened and draft and not code:
            draft = replace(draft, code=code_of(tokens_of(opened[0]))[0])
        elif opened:
            unread += opened
            opened = []
        entries.append(_Entry(line, draft, opened))
        loose.append([])
        opened = []
    return entries, loose, [*unread, *opened]


def _shares(entries: Sequence[_Entry], loose: Sequence[Sequence[Excerpt]]) -> list[tuple[int, int]] | None:
    """How many of the lines before and after belong to each row; None where that cannot be told."""
    counts = [len(lines) for lines in loose]
    found = [shares for align in ALIGNMENTS if (shares := align(counts)) and _plausible(shares, entries, loose)]
    return found[0] if found and all(shares == found[0] for shares in found) else None


def _first_line(counts: Sequence[int]) -> list[tuple[int, int]] | None:
    return None if counts[0] else [(0, count) for count in counts[1:]]


def _last_line(counts: Sequence[int]) -> list[tuple[int, int]] | None:
    return None if counts[-1] else [(count, 0) for count in counts[:-1]]


def _middle_line(counts: Sequence[int]) -> list[tuple[int, int]] | None:
    shares, lead = [], counts[0]
    for count in counts[1:]:
        shares.append((lead, lead))
        lead = count - lead
        if lead < 0:
            return None
    return None if lead else shares


ALIGNMENTS: Final[tuple[Callable[[Sequence[int]], list[tuple[int, int]] | None], ...]] = (
    _first_line,
    _last_line,
    _middle_line,
)
"""Where the figures stand beside a name of several lines. Each takes how many lines without figures stand
before each row and after the last, and gives each row its share of those before and after it."""


def _plausible(
    shares: Sequence[tuple[int, int]], entries: Sequence[_Entry], loose: Sequence[Sequence[Excerpt]]
) -> bool:
    """Whether every row has a name, and no broken name has a last part wider than one before it."""
    for i, (entry, (lead, trail)) in enumerate(zip(entries, shares, strict=True)):
        if entry.draft is None:
            continue
        before, after = loose[i][len(loose[i]) - lead :], loose[i + 1][:trail]
        parts = [*(line.text for line in before), *filter(None, [entry.own]), *(line.text for line in after)]
        if entry.draft.code and not parts:
            return False
        if len(parts) > 1 and any(width(part) < width(parts[-1]) for part in parts[:-1]):
            return False
    return True
